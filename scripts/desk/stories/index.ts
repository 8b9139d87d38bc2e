/** The stories by id, in the order in which they are shown. */
import contactConcern from "./contact-concern.json";
import night from "./night.json";
import parentInvolved from "./parent-involved.json";
import sheetsDown from "./sheets-down.json";
import twoTeachers from "./two-teachers.json";

export const storyFiles: Readonly<Record<string, unknown>> = {
  night,
  "parent-involved": parentInvolved,
  "contact-concern": contactConcern,
  "two-teachers": twoTeachers,
  "sheets-down": sheetsDown,
};
