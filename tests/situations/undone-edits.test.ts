/** What is undone says so in the row itself, since a phone hides notes: what was undone, why, and until when the row says it. */

import { describe, expect, test } from "vitest";
import { tabs } from "../../src/register/tabs";
import { Day, playCleanDay } from "../day/day";
import { call, edit, editOf, first, merge, submit, tick } from "../day/events";
import { actOf, caseOf, type Output } from "../day/look";
import { contact, contactsRow, lead, south } from "../day/people";

const undone = (out: Output, reference = first) =>
  [caseOf(out, reference)?.["openMatters"]]
    .flat()
    .filter((line) => String(line).startsWith("Undone in"));
const stepOf = (day: Day, act: string) =>
  String(day.rows("checklist").find(({ cells }) => cells["act"] === act)?.cells["step"]);

test("“Needs attention” says what was undone and what to do", async () => {
  const day = await Day.after(submit());
  const said: readonly (readonly [object, RegExp])[] = [
    [{ holdUntil: "2027-06-01" }, /Hold until”: a hold may not last/],
    [{ school: "Nowhere High" }, /School”: .* as the Schools tab has it/],
    [{ raiseLevelTo: "at-risk" }, /Raise level to”: .*only be rai/],
    [{ assignedTo: "Kim Nemo" }, /Assigned to”: .* in Contacts/],
    [{ victimConsulted: "2026-10-01" }, /Victim consulted on”: .*is in the future/],
    [{ sameStudentAs: "26-0999" }, /Same student as \(case\)”: write the re/],
    [{ status: "closed" }, /Status”: this case cannot be closed yet/],
  ];
  for (const [at, [set, words]] of said.entries()) {
    const lines = undone(day.playClean(edit(set)));
    expect(lines).toHaveLength(at + 1);
    expect(lines).toContainEqual(expect.stringMatching(words));
  }
  const rows = [["31 February"]];
  const out = day.play({ paste: { tab: "cases", key: first, column: "holdUntil", rows } });
  expect(undone(out)).toContainEqual(
    expect.stringMatching(/“Hold until”: this cell takes only a da/),
  );
});

test("in another tab: the tab and the column", async () => {
  const contacts = [
    contactsRow("designated contact", contact, { school: "North High" }),
    contactsRow("designated contact", south, { school: "South Middle" }),
    contactsRow("district lead", lead),
  ];
  const plan = { edit: { tab: "plan", case: first, set: { action: "A walk home." } }, as: south };
  const out = await playCleanDay([submit(), plan], { directory: { contacts } });
  const said = (column: string) =>
    expect.stringMatching(`Undone in “Plan, ${column}”: this case is with someone else`);
  expect(undone(out)).toEqual([said("Case"), said("Action")]);
});

test("its line leads to the column", async () => {
  const day = await Day.after(submit(), edit({ assignedTo: "Kim Nemo" }));
  const { columns } = tabs.cases;
  const at = columns.findIndex(({ key }) => key === "openMatters");
  const letter = String.fromCharCode(65 + columns.findIndex(({ key }) => key === "assignedTo"));
  const [run] = day.tab("cases").sheet.rows[day.rowOf("cases", first)]?.runs?.[String(at)] ?? [];
  expect(run?.format?.link?.uri).toMatch(new RegExp(`&range=${letter}:${letter}$`));
});

test("until that input is accepted; another one ends it only an hour later", async () => {
  const day = await Day.begin();
  const count = (...events: readonly object[]) => undone(day.play(...events)).length;
  expect(count(submit(), edit({ holdUntil: "2027-06-01" }))).toBe(1);
  expect(count(edit({ notes: "Called home." }))).toBe(1);
  expect(count({ advance: "PT2H" })).toBe(1);
  expect(count(edit({ notes: "Called again." }))).toBe(0);
  expect(count(edit({ school: "Nowhere High" }))).toBe(1);
  expect(count(edit({ school: "South Middle" }))).toBe(0);
});

test("in a case that was merged into another one", async () => {
  const out = await playCleanDay([
    submit(),
    submit({ studentId: "" }),
    merge("26-0002", first),
    editOf("26-0002", { school: "South Middle" }),
  ]);
  const said = /Undone in “School”: this case was merged into another one/;
  expect(undone(out, "26-0002")).toEqual([expect.stringMatching(said)]);
});

describe("a step says it in its own row", () => {
  test("within three lines, and no longer once it is done", async () => {
    const day = await Day.after(submit(), tick(call, { notApplicableBecause: "Not needed." }));
    const words = stepOf(day, call);
    expect(words).toMatch(
      /^Call child and family services now\.\nUndone in “Not applicable because”: this step is required by law\. Tick Done or “Already made”\.$/,
    );
    expect(words.length).toBeLessThanOrEqual(156);
    expect(actOf(day.play(tick(call)), call)).toMatchObject({ done: true });
    expect(stepOf(day, call)).toBe("Call child and family services now.");
  });

  test("a call in the future, beside attempts", async () => {
    const ahead = tick(call, { calledAt: "2026-10-01T10:00" });
    const day = await Day.after(submit(), tick(call, { noAnswer: true }), ahead);
    expect(stepOf(day, call)).toContain("\nUndone in “Called at”: this time is in the future.");
    day.play(tick(call, { calledAt: "2026-09-01T09:00" }));
    expect(stepOf(day, call)).toContain("No answer yet, tried once.");
  });
});
