/** Registers of a newer version, which must not be written to, and cases of a protocol that this version does not have. */
import { expect, test } from "vitest";
import { putCells } from "../../scripts/play/register-cells";
import type { RegisterName } from "../../src/ports";
import { currentSchema, schemaText } from "../../src/register/layout/keys-and-titles";
import { tabs } from "../../src/tabs";
import { Day } from "../day/day";
import { reportOnAnother } from "../day/events";
import { counts, eachOnce, outageMails } from "../day/look";
import { admin, alternate, lead } from "../day/people";

const marked = [tabs.outbox.sheetId, tabs.activity.sheetId];

const newer = currentSchema + 1;

const keyRows = (desk: Day, register: RegisterName) =>
  desk.register(register).sheets.filter(({ properties }) => marked.includes(properties.sheetId));

/** Puts the mark of a schema there, as if a script of that schema had written it. Null takes it away. */
function markSchema(desk: Day, register: RegisterName, schema: number | null) {
  const mark = schema === null ? null : `schema:${schema}`;
  for (const sheet of keyRows(desk, register)) {
    const values = sheet.rows[0]?.values ?? [];
    const marked = values.map((cell) => (/^schema:/.test(String(cell)) ? mark : cell));
    sheet.rows[0] = { ...sheet.rows[0], values: marked };
  }
}

test("a register without a mark gets it, with a tab that is gone, and work goes on", async () => {
  const desk = await Day.withAlternate();
  desk.play(
    { submit: reportOnAnother() },
    { sheet: { deleteTab: { tab: "Education" } }, as: "admin" },
  );
  markSchema(desk, "main", null);
  expect(desk.read("setUp", admin)).toMatch(/back without what was in them: Education\./);
  const marks = keyRows(desk, "main").map(({ rows }) => rows[0]?.values);
  expect(marks).toEqual(marked.map(() => expect.arrayContaining([schemaText])));
  expect(desk.read("setUp", admin)).not.toMatch(/Tabs were missing/);
  const out = desk.playClean({ submit: reportOnAnother() }, { advance: "PT11M" });
  expect(counts(out)).toEqual(eachOnce(2));
});

test.each([
  ["main", {}, lead],
  ["sealed-alternate", { recipientMayBeInvolved: "lead" }, alternate],
] as const)(
  "a register of a newer version, %s: the menu refuses it in words, and it takes no report, which is told and comes in once the newer script is back",
  async (name, says, reader) => {
    const desk = await Day.withAlternate();
    // Whom to tell past a register is remembered by a clock run that could read them.
    desk.play({ advance: "PT11M" });
    markSchema(desk, name, newer);
    const before = JSON.stringify(desk.register(name));
    const refused = /^Error: newer-register: .*Install the newest release/;
    expect(desk.read("setUp", admin)).toMatch(refused);
    expect(desk.read("runCheck", admin)).toMatch(/Install the newest release/);
    const out = desk.play({ submit: reportOnAnother(says) }, { advance: "PT20M" });
    expect(JSON.stringify(desk.register(name))).toBe(before);
    const told = outageMails(out);
    expect(told.map(({ to }) => to.join())).toContain(reader);
    for (const { text } of told) expect(text).toContain("Install the newest release");
    markSchema(desk, name, currentSchema);
    const back = desk.play({ advance: "PT21M" });
    expect(counts(back)).toEqual(eachOnce(1));
    expect(back.cases).toMatchObject([{ register: name }]);
  },
);

test("with a reader's file of a newer version, other reports are taken in; who sent one that the lead alone may know stays in the Form", async () => {
  const desk = await Day.withAlternate();
  markSchema(desk, "sealed", newer);
  const before = JSON.stringify(desk.register("sealed"));
  const out = desk.play(
    { submit: reportOnAnother({ reporterName: "Terry Teacher", reporterKnownTo: "lead" }) },
    { advance: "PT61M" },
  );
  expect(JSON.stringify(desk.register("sealed"))).toBe(before);
  expect(out.cases).toMatchObject([
    { register: "main", reviewReasons: expect.arrayContaining(["reporter-not-kept"]) },
  ]);
});

test("a case under a protocol that this version does not have is named, and keeps its steps", async () => {
  const desk = await Day.withAlternate();
  desk.play({ submit: reportOnAnother() }, { submit: reportOnAnother() });
  const second = desk.rowOf("cases", "26-0002");
  putCells(desk.tab("cases"), second, { protocolVersion: "elsewhere-2031 2031-01-01" });
  const before = desk.out().checklist;
  expect(desk.read("runCheck", admin)).toMatch(/does not have \(elsewhere-2031 .*\): 26-0002\./);
  const out = desk.play({ advance: "PT1H" });
  expect(out.checklist).toEqual(before);
  expect(desk.failures(admin)).toEqual([]);
});
