/**
 * No email shows that staff are suspected: a colleague may read it over someone's shoulder. Days that differ only in what was answered about
 * staff are twins: the same emails, at the same minutes, to all but those whom the lead's request for a review reaches. And an email about a
 * sealed case looks like any other.
 */
import { expect, test } from "vitest";
import { playDay } from "../day/day";
import { ash, closing, edit, editOf, merge, minutes, reportOn, submit } from "../day/events";
import { actIdsOf, mails, type Output, wordsOf } from "../day/look";
import { backup, lead } from "../day/people";

const isStaffs = /staff|superintendent|counsel\b/i;
const suspected = { concerns: ["suspected-victim"], factors: [], recipientMayBeInvolved: "no" };
const staffActs = ["agree-before-staff-changes", "tell-superintendent-and-counsel"];
type Days = (said: object) => readonly unknown[];

const sent = (said: object, more: object = {}) =>
  submit({ grade: "10", ...suspected, ...said, ...more });
/** Reminders, deadlines that pass, and the next morning's email. */
const aDay = [{ advance: "PT23H" }];

/** Each email in words, but for the lead's request for a review. */
const seen = (out: Output) =>
  out.inbox
    .filter(({ message }) => message !== "review-needed")
    .map((mail) => [mail.at.slice(0, 16), ...mail.to, wordsOf(mail)]);

const days: Readonly<Record<string, Days>> = {
  "nobody answers": (said) => [sent(said), ...aDay],
  "danger that nobody answers": (said) => [sent({ ...said, immediateDanger: "yes" }), minutes(70)],
  "below every protocol": (said) => [
    sent(said, { concerns: [], factors: ["frequently-absent"] }),
    ...aDay,
  ],
  recruiting: (said) => [
    sent(said, { concerns: ["recruiting-or-exploiting"], studentRole: "may-be-recruiting" }),
    ...aDay,
  ],
  "a second report that says so and raises the case": (said) => [
    sent({ staffMayBeInvolved: "no" }, { concerns: [], factors: ["frequently-absent"] }),
    sent(said),
    ...aDay,
  ],
  merged: (said) => [
    reportOn(ash.studentName, ash.studentId, { ...suspected, ...said }),
    sent({ staffMayBeInvolved: "no" }),
    merge("26-0001", "26-0002"),
    ...aDay,
    editOf("26-0001", { sameStudentAs: null }),
    minutes(30),
  ],
  "given to someone else": (said) => [
    sent(said),
    edit({ assignedTo: backup }),
    minutes(30),
    edit({ steppedAside: "x" }, "backup"),
    ...aDay,
  ],
  closed: (said) => [
    sent(said),
    edit({ acknowledged: true }),
    ...closing(
      "26-0001",
      "referred",
      "call-child-and-family-services",
      "involve-law-enforcement",
      "submit-mandated-report",
    ),
    ...aDay,
  ],
};

test.each(Object.entries(days))("%s", async (_name, day) => {
  const no = await playDay(day({ staffMayBeInvolved: "no" }));
  expect(seen(no).length).toBeGreaterThan(0);
  for (const id of staffActs) expect(actIdsOf(no)).not.toContain(id);
  for (const answer of ["yes", "unknown"]) {
    const out = await playDay(day({ staffMayBeInvolved: answer }));
    expect(seen(out), answer).toEqual(seen(no));
    if (answer === "yes") expect(actIdsOf(out)).toEqual(expect.arrayContaining(staffActs));
    const asked = mails(out, "review-needed").filter(({ text }) => isStaffs.test(text));
    expect(asked.map(({ to }) => to)).toEqual(answer === "unknown" ? [[lead]] : []);
  }
});

test("learned later, by a person who works on the case", async () => {
  const day = (staffMayBeInvolved: string) =>
    playDay([
      sent({ staffMayBeInvolved: "no" }),
      edit({ staffMayBeInvolved }),
      edit({ staffMayBeInvolved: "no" }),
      ...aDay,
    ]);
  expect(seen(await day("yes"))).toEqual(seen(await day("no")));
});

test("a step that only a parent's part asks for is in no morning email either", async () => {
  const day = (parentMayBeInvolved: string) =>
    playDay([submit({ grade: "10", parentMayBeInvolved }), ...aDay]);
  expect(seen(await day("yes"))).toEqual(seen(await day("no")));
});
