/** Somebody writes a student into the case of a drill, or raises its level: it becomes a real case (design 2.17). Made-up people only. */
import { expect, test } from "vitest";
import { Day } from "../day/day";
import { call, edit, menu, merge, minutes, noEditTrigger, reportOn, tick } from "../day/events";
import { actsOf, caseOf, type Output } from "../day/look";
import { contact, lead, south, twoSchools } from "../day/people";

const look = menu("drill", undefined, "admin");
const sends = (studentName = "{drill}") => ({
  submit: { school: "North High", factors: ["controlled-or-groomed"], studentName },
});
const raise = { raiseLevelTo: "suspected-victim", raiseReason: "A student told us." };
const name = { student: "Rowan Pine" };
const real = { drill: false, status: "open", acknowledged: false };
const doneAndAcknowledged = [edit({ acknowledged: true }), tick(call)];
const isMarked = ({ subject }: { readonly subject: string }) => subject.startsWith("DRILL");

/** Emails since then to the contact and the lead, none of them a drill's. */
function expectAsked({ inbox }: Output, from: number): void {
  for (const who of [contact, lead]) {
    const mails = inbox.slice(from).filter(({ to }) => to.includes(who));
    expect(mails.length, who).toBeGreaterThan(0);
    expect(mails.filter(isMarked)).toEqual([]);
  }
}

test.each<[string, string, object, readonly object[]]>([
  ["a name", "at once", name, []],
  ["an id", "at once", { studentId: "730194" }, []],
  ["a raised level", "when it was ticked and acknowledged", raise, doneAndAcknowledged],
  ["a name", "when it had closed by itself", name, [{ advance: "P1DT1H" }]],
  ["a raised level", "when no trigger tells of it", raise, [noEditTrigger, { advance: "P1DT1H" }]],
])("%s makes a drill a real case %s", async (_what, _when, set, before) => {
  const day = (await Day.begin()).reach(look, sends(), minutes(6));
  day.every = 240;
  const from = day.play(...before).inbox.length;
  const out = day.play(edit(set), minutes(60));
  expect(caseOf(out)).toMatchObject(real);
  expectAsked(out, from);
  const acts = actsOf(out);
  expect(acts.filter(({ done, what }) => done === true || /DRILL/.test(String(what)))).toEqual([]);
  expect(out.errors).toEqual([]);
  day.sleep("PT25H");
  expect(caseOf(day.play(minutes(65)))).toMatchObject({ status: "open", drill: false });
});

test("a real report of the same student finds it, and both can be merged", async () => {
  const day = await Day.begin();
  day.play(look, sends(), reportOn("Rowan Pine", "730194"), minutes(6));
  const out = day.play(edit({ ...name, studentId: "730194" }), minutes(2));
  expect(caseOf(out)).toMatchObject({ possibleMatch: ["26-0002"] });
  expect(caseOf(out, "26-0002")).toMatchObject({ possibleMatch: ["26-0001"] });
  expect(caseOf(day.play(merge("26-0001", "26-0002")))).toMatchObject({ mergedInto: "26-0002" });
});

test("what somebody may not write is undone, and the drill stays one", async () => {
  const day = await Day.begin({ directory: twoSchools });
  const out = day.play(look, sends(), minutes(6), edit(name, south), minutes(10));
  expect(caseOf(out)).toMatchObject({ drill: true });
});

test.each(["{drill}.", "“{drill}”", " {drill} ", "{drill} ."])(
  "the code typed as %s counts",
  async (typed) => {
    const day = await Day.begin();
    const page = day.play(look).pages.at(-1)?.text ?? "";
    const code = /Code: (\S+)/.exec(page)?.[1] ?? "";
    const split = `${code.slice(0, 4)} ${code.slice(4)}`;
    const out = day.play(sends(typed.replace("{drill}", split.toLowerCase())), minutes(6));
    expect(out.cases).toMatchObject([{ drill: true, student: code }]);
  },
);
