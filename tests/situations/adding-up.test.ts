/** What is known of one student adds up, also over cases that are closed: factors count, concerns are shown (any order: case/adding-up.property). */

import { describe, expect, test } from "vitest";
import { playCleanDay } from "../day/day";
import { ash, call, closing, submit } from "../day/events";
import { actIdsOf, actsOf, caseOf, expectNoStudentData, mailTo, wordsOf } from "../day/look";
import { contact, lead } from "../day/people";

const absent = submit({ factors: ["frequently-absent"] });
const drugs = submit({ factors: ["substance-abuse-history"] });
const ofAsh = (more: object) => ({ submit: { ...ash, ...more } });
const duties = [call, "involve-law-enforcement", "submit-mandated-report"];

describe("a student's earlier case is closed", async () => {
  const out = await playCleanDay([
    absent,
    ...closing("26-0001", "no-reasonable-suspicion", ...duties),
    drugs,
    ofAsh({ concerns: ["suspected-victim"] }),
    ...closing("26-0003", "agency-took-over", ...duties),
    ofAsh({ factors: ["frequently-absent"] }),
  ]);

  test("two factors add up in the new case, which says so, also by mail", () => {
    expect(out.cases.slice(0, 2)).toMatchObject([
      { case: "26-0001", status: "closed", level: "below-threshold", reports: 1 },
      {
        case: "26-0002",
        status: "open",
        level: "at-risk",
        factors: ["frequently-absent", "substance-abuse-history"],
        earlierCase: "26-0001",
        reviewReasons: ["earlier-factors"],
      },
    ]);
    expect(actIdsOf(out, "26-0002")).toContain("submit-mandated-report");
    expect(actsOf(out, "26-0002").every(({ done }) => done === false)).toBe(true);
    expect(out.activity).toContainEqual(
      expect.objectContaining({ what: "earlier-factors-counted", case: "26-0002", to: "26-0001" }),
    );
    for (const mail of mailTo(out, contact))
      expect(/earlier case: 26-0001/i.test(wordsOf(mail))).toBe(mail.case === "26-0002");
    expectNoStudentData(out.inbox, ["Rowan Pine", "730194", "Ash Grove", "North High"]);
  });

  test("a concern is shown and told to the lead; it neither sets the level nor owes an act again", () => {
    expect(caseOf(out, "26-0004")).toMatchObject({
      level: "below-threshold",
      concerns: [],
      factors: ["frequently-absent"],
      earlierCase: "26-0003",
      reviewReasons: ["earlier-concern-suspected-victim"],
    });
    expect(actIdsOf(out, "26-0004")).not.toContain("involve-law-enforcement");
    const [mail, ...others] = mailTo(out, lead).filter(({ case: of }) => of === "26-0004");
    expect(others).toEqual([]);
    expect(mail?.text).toMatch(/earlier case reported: .*victim.*does not count here by itself/i);
  });
});
