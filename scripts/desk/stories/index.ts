/** The stories by id, in the order in which they are shown. */
import anotherCounty from "./another-county.json";
import confirmedVictim from "./confirmed-victim.json";
import contactConcern from "./contact-concern.json";
import hold from "./hold.json";
import leadConcern from "./lead-concern.json";
import night from "./night.json";
import parentInvolved from "./parent-involved.json";
import twoTeachers from "./two-teachers.json";

export const storyFiles: Readonly<Record<string, unknown>> = {
  "two-teachers": twoTeachers,
  "parent-involved": parentInvolved,
  hold,
  night,
  "contact-concern": contactConcern,
  "lead-concern": leadConcern,
  "confirmed-victim": confirmedVictim,
  "another-county": anotherCounty,
};
