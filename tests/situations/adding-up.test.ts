/** What is known of one student adds up, also over cases that are closed (issue 13): factors count, concerns are shown. */
import { describe, expect, test } from "vitest";
import { playCleanDay, playDay } from "../day/day";
import { editOf, rowan, tickOf } from "../day/events";
import { actIdsOf, expectNoStudentData, mailTo, type Row, wordsOf } from "../day/look";
import { contact, lead } from "../day/people";

const absent = { submit: { ...rowan, factors: ["frequently-absent"] } };
const drugs = { submit: { ...rowan, factors: ["substance-abuse-history"] } };
const victim = { submit: { ...rowan, concerns: ["suspected-victim"] } };
const duties = [
  "call-child-and-family-services",
  "involve-law-enforcement",
  "submit-mandated-report",
];
/** All that it takes to close a case. */
const closed = (reference: string, closeReason: string) => [
  ...duties.map((act) =>
    tickOf(reference, act, { alreadyMade: true, madeBy: "The county's own worker" }),
  ),
  editOf(reference, { closeReason, notes: "Spoke with the family." }),
  editOf(reference, { leadAgreed: true }, "lead"),
  editOf(reference, { status: "closed" }),
];
const caseOf = (cases: readonly Row[], reference: string) =>
  cases.find((row) => row["case"] === reference);

describe("two factors of one student, the first in a case that is closed", async () => {
  const out = await playCleanDay([absent, ...closed("26-0001", "no-reasonable-suspicion"), drugs]);

  test("add up in the new case, which says so", () => {
    expect(out.cases).toMatchObject([
      { case: "26-0001", status: "closed", level: "below-threshold" },
      {
        case: "26-0002",
        status: "open",
        level: "at-risk",
        protocols: ["at-risk"],
        factors: ["frequently-absent", "substance-abuse-history"],
        earlierCase: "26-0001",
        reviewReasons: ["earlier-factors"],
      },
    ]);
    expect(actIdsOf(out, "26-0002")).toContain("submit-mandated-report");
    expect(out.activity.filter(({ what }) => what === "earlier-factors-counted")).toMatchObject([
      { case: "26-0002", to: "26-0001" },
    ]);
  });

  test("its mail names the earlier case by reference, and nothing of the student", () => {
    const mails = mailTo(out, contact).filter(({ case: of }) => of === "26-0002");
    expect(mails.map(({ message }) => message)).toEqual(["case-opened"]);
    for (const mail of mails) expect(wordsOf(mail)).toMatch(/earlier case: 26-0001/i);
    const first = out.inbox.filter(({ case: of }) => of === "26-0001");
    for (const mail of first) expect(wordsOf(mail)).not.toMatch(/earlier case/i);
    expectNoStudentData(out.inbox, ["Rowan Pine", "Rowan", "730194", "North High"]);
  });
});

describe("an earlier concern", async () => {
  const alone = await playDay([absent]);
  const out = await playCleanDay([victim, ...closed("26-0001", "agency-took-over"), absent]);

  test("is shown, and neither sets the level nor owes an act again", () => {
    expect(caseOf(out.cases, "26-0002")).toMatchObject({
      level: "below-threshold",
      protocols: [],
      concerns: [],
      factors: ["frequently-absent"],
      earlierCase: "26-0001",
      reviewReasons: ["earlier-concern-suspected-victim"],
    });
    expect(actIdsOf(out, "26-0002")).toEqual(actIdsOf(alone));
  });

  test("is told to the lead", () => {
    const mails = mailTo(out, lead).filter(({ case: of }) => of === "26-0002");
    expect(mails.map(({ message }) => message)).toEqual(["review-needed"]);
    expect(mails[0]?.text).toMatch(
      /earlier case reported: .*victim.*does not count here by itself/i,
    );
  });
});
