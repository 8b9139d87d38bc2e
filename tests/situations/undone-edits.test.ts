/** What is undone says so in the row itself, since a phone hides notes: what was undone, why, and until when the row says it. */
import { describe, expect, test } from "vitest";
import { tabs } from "../../src/register/tabs";
import { Day, playCleanDay } from "../day/day";
import { call, edit, reportOn, submit, tick } from "../day/events";
import { actsOf, type Output, onlyCase } from "../day/look";
import { contactsRow, lead } from "../day/people";

const undone = (out: Output) =>
  [onlyCase(out)["openMatters"]].flat().filter((line) => String(line).startsWith("Undone in"));
const stepOf = (day: Day, act: string) =>
  String(day.rows("checklist").find(({ cells }) => cells["act"] === act)?.cells["step"]);

describe("“Needs attention” says what was undone and what to do", () => {
  test.each<[string, object, RegExp]>([
    ["a hold that is too long", { holdUntil: "2027-06-01" }, /Hold until”: a hold may not last/],
    ["a school that is none", { school: "Nowhere High" }, /School”: .* as the Schools tab has it/],
    ["a level that is no higher", { raiseLevelTo: "at-risk" }, /Raise level to”: .*only ever rai/],
    ["a name that is nobody's", { assignedTo: "Kim Nemo" }, /Assigned to”: .* in Contacts/],
    ["a day to come", { victimConsulted: "2026-10-01" }, /Victim consulted on”: .*has come/],
    [
      "a case that is none",
      { sameStudentAs: "26-0999" },
      /Same student as \(case\)”: write the re/,
    ],
    ["closing too early", { status: "closed" }, /Status”: this case cannot be closed yet/],
  ])("%s", async (_, set, words) => {
    const out = await playCleanDay([submit(), edit(set)]);
    expect(undone(out)).toEqual([expect.stringMatching(words)]);
  });

  test("a date that does not exist, pasted", async () => {
    const rows = [["31 February"]];
    const paste = { paste: { tab: "cases", key: "26-0001", column: "holdUntil", rows } };
    const out = await playCleanDay([submit(), paste]);
    expect(undone(out)).toEqual([expect.stringMatching(/“Hold until”: this cell takes only a da/)]);
  });

  test("in another tab: the tab and the column", async () => {
    const directory = {
      schools: ["North High", "South High"].map((school) => ({
        school,
        grades: "9-12",
        lawEnforcementAgency: "Town Police Department",
      })),
      contacts: [
        contactsRow("designated contact", "nora@district.example", { school: "North High" }),
        contactsRow("designated contact", "sam@district.example", { school: "South High" }),
        contactsRow("district lead", lead),
      ],
    };
    const plan = { edit: { tab: "plan", case: "26-0001", set: { action: "A walk home." } } };
    const out = await playCleanDay([submit(), { ...plan, as: "sam@district.example" }], {
      directory,
    });
    expect(undone(out)).toEqual([
      expect.stringMatching(/Undone in “Plan, Case”: this case is with someone else/),
      expect.stringMatching(/Undone in “Plan, Action”: this case is with someone else/),
    ]);
  });

  test("its line leads to the column", async () => {
    const day = await Day.begin();
    day.play(submit(), edit({ assignedTo: "Kim Nemo" }));
    const { sheet } = day.tab("cases");
    const at = tabs.cases.columns.findIndex(({ key }) => key === "openMatters");
    const row = sheet.rows[day.rowOf("cases", "26-0001")];
    const [run] = row?.runs?.[String(at)] ?? [];
    const letter = "L";
    expect(tabs.cases.columns[letter.charCodeAt(0) - 65]?.key).toBe("assignedTo");
    expect(run?.format?.link?.uri).toMatch(new RegExp(`&range=${letter}:${letter}$`));
  });

  test("until that input is accepted; another one ends it only an hour later", async () => {
    const day = await Day.begin();
    const refused = day.play(submit(), edit({ holdUntil: "2027-06-01" }));
    expect(undone(refused)).toHaveLength(1);
    expect(undone(day.play(edit({ notes: "Called home." })))).toHaveLength(1);
    expect(undone(day.play({ advance: "PT2H" }))).toHaveLength(1);
    expect(undone(day.play(edit({ notes: "Called again." })))).toEqual([]);
    expect(undone(day.play(edit({ school: "Nowhere High" })))).toHaveLength(1);
    expect(undone(day.play(edit({ school: "South Middle" })))).toEqual([]);
  });

  test("in a case that was merged into another one", async () => {
    const out = await playCleanDay([
      reportOn("Rowan Pine", "730194"),
      reportOn("Rowan Pine", ""),
      edit({ sameStudentAs: "26-0001" }, undefined, "26-0002"),
      edit({ school: "South Middle" }, undefined, "26-0002"),
    ]);
    expect(out.cases[1]?.["openMatters"]).toEqual([
      expect.stringMatching(/Undone in “School”: this case was merged into another one/),
    ]);
  });
});

describe("a step says it in its own row", () => {
  test("within three lines, and no longer once it is done", async () => {
    const day = await Day.begin();
    day.play(submit(), tick(call, { notApplicableBecause: "Not needed." }));
    const words = stepOf(day, call);
    expect(words).toMatch(
      /^Call child and family services now\.\nUndone in “Not applicable because”: this step is required by law\. Tick Done or “Already made”\.$/,
    );
    expect(words.length).toBeLessThanOrEqual(156);
    const out = day.play(tick(call));
    expect(actsOf(out, "26-0001").find(({ act }) => act === call)).toMatchObject({ done: true });
    expect(stepOf(day, call)).toBe("Call child and family services now.");
  });

  test("a call in the future, beside attempts", async () => {
    const day = await Day.begin();
    day.play(
      submit(),
      tick(call, { noAnswer: true }),
      tick(call, { calledAt: "2026-10-01T10:00" }),
    );
    expect(stepOf(day, call)).toContain("\nUndone in “Called at”: this time has not come yet.");
    day.play(tick(call, { calledAt: "2026-09-01T09:00" }));
    expect(stepOf(day, call)).toContain("No answer yet, tried once.");
  });
});
