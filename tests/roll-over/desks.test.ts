/** Roll-overs with sealed registers, a second account, and columns that the district added. Made-up people only. */

import { describe, expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { registerNames } from "../../src/ports";
import { Day } from "../day/day";
import { edit, editContacts, editOf, menu, minutes, reportOn } from "../day/events";
import { caseOf, openers } from "../day/look";
import { admin, backup, contact, lead, spare } from "../day/people";
import { oldDesk, open, press, references, retired, rollOver, words } from "./stage";

const settings = { retentionYears: "1" };

describe("sealed registers", async () => {
  const contacts = demoDirectory.contacts.map((row) =>
    row.role === "designated contact" ? { ...row, administrator: true } : row,
  );
  const day = await Day.begin({ directory: { ...demoDirectory, contacts, settings } });
  const sealed = { recipientMayBeInvolved: "contact", immediateDanger: "no" };
  const secret = { reporterKnownTo: "lead", reporterName: "Terry Teller" };
  const typed = (set: object) => editOf("26-0001", set, "lead", "sealed");
  day.play(
    reportOn("Sal Spruce", "100011", { ...sealed, ...secret }),
    // Excludes the contact alone, the one before also the backup contact.
    reportOn("Tam Teak", "100012", { ...sealed, recipientMayBeInvolved: "administrator" }),
    reportOn("Una Upas", "100013", secret),
    { advance: "PT10M" },
    typed({ closeReason: "entered-by-mistake", notes: "A namesake.", leadAgreed: true }),
    // A sealed case is on legal hold until its reader lifts it.
    typed({ status: "closed", legalHold: false }),
    { advance: "PT10M" },
  );
  day.sleep("P370D");
  day.play({ advance: "PT15M" });
  const before = day.out();
  const { page } = open(day);
  const done = rollOver(day);
  const after = day.play({ advance: "PT30M" });

  test("what goes from them goes, and what stays stays", () => {
    expect(before.cases.map((one) => one["status"])).toEqual(["open", "closed", "open"]);
    expect(references(day, "sealed")).toEqual(["26-0002"]);
    expect(after.reports.map((one) => one["studentName"])).toEqual(["Una Upas", "Tam Teak"]);
    expect(before.reporters).toHaveLength(2);
    expect(after.reporters).toEqual(before.reporters.slice(1));
    const went = after.activity.filter(({ what }) => what === "case-went");
    expect(went).toMatchObject([{ register: "sealed", case: "26-0001" }]);
  });

  test("their reader is in the new file, and reads where it is; no one else is", () => {
    expect(after.access).toEqual(before.access);
    const moved = after.inbox.filter((mail) => mail.message === "register-moved");
    const told = (file: "sealed" | "sealed-lead") =>
      moved.flatMap(({ text, to }) => (text.includes(day.fileId(file)) ? to : []));
    expect(told("sealed")).toEqual([lead]);
    // Without an open case: who has the role and gets no email would learn that a case excludes them.
    expect(told("sealed-lead")).toEqual([]);
    // Whoever may open the main register is told where that is.
    expect(moved.map(({ to }) => to.join())).toContain(contact);
  });

  test("anyone whom a case excluded that went stays out, whatever role they get", () => {
    const roles = [editContacts(backup, { email: "nell@district.example" })];
    // The lead writes who comes after them, and the admin confirms the address.
    day.play(...roles, editContacts(lead, { email: backup }, "lead"), { advance: "PT10M" });
    const confirmed = menu("access", { [`confirm ${backup}`]: true }, admin);
    const later = day.play(confirmed, { advance: "PT3H" });
    expect(openers(later, "sealed-lead")).toContain(backup);
    expect(openers(later, "sealed")).not.toContain(backup);
  });

  test("the admin's window says nothing of them", () => {
    expect(words(page)).toContain("0 cases would be deleted, 1 would stay");
    expect(words(page) + words(done)).not.toMatch(/26-000|Spruce|Teak|Teller/);
    expect(done.title).toBe("Rolled over");
  });
});

test("a second account makes its triggers for the new files in its next clock run; it cannot roll over", async () => {
  const desk = await Day.withAlternate();
  desk.join(spare);
  desk.read("setUp", spare);
  expect(desk.choose("rollOver", spare)).not.toContain("It is time");
  const edits = () => desk.triggersOf(spare).length;
  const triggers = edits();
  // Nobody has chosen for how long cases are kept.
  expect(open(desk).page.buttons.map(({ act }) => act)).not.toContain("begin");
  expect(press(desk, "begin", spare).error).toMatch(/not-owner/);
  expect(press(desk, "begin").ok).toBe(true);
  const out = desk.play({ advance: "PT40M" });
  expect(retired(desk)).toHaveLength(registerNames.length);
  expect(edits()).toBe(triggers);
  const watched = desk
    .triggers()
    .flatMap((one) => (one.owner === spare && one.kind === "edit" ? [one.spreadsheetId] : []));
  expect(watched).toEqual(registerNames.map((name) => desk.fileId(name)));
  expect(out.errors.filter(({ function: name }) => name !== "onDialog")).toEqual([]);
  desk.play({ account: { suspend: true }, as: admin });
  const later = desk.play(
    reportOn("Vic Vine", "100014"),
    minutes(20),
    edit({ acknowledged: true }),
  );
  expect(later.cases).toMatchObject([{ case: "26-0001", acknowledged: true }]);
  expect(later.cases[0]?.["acknowledgedBy"]).toBe(contact);
});

test("titles, order and columns of the district's own are in the new file", async () => {
  const day = await oldDesk();
  const id = day.fileId("main");
  day.play(
    { sheet: { moveColumn: { tab: "Cases", column: "notes", to: 3 } }, as: "admin" },
    { sheet: { renameTab: { tab: "Log", to: "Diary" } }, as: "admin" },
  );
  const { sheet: old } = day.tab("cases");
  const end = old.properties.gridProperties.columnCount;
  // As a person adds one at the right-hand end.
  const gridProperties = { ...old.properties.gridProperties, columnCount: end + 1 };
  old.properties = { ...old.properties, gridProperties };
  const put = (row: number, column: number, value: string | number) => {
    // Other days share the rows, so each gets a copy in its place.
    const there = old.rows[row] ?? { values: [] };
    old.rows[row] = { ...there, values: Object.assign([...there.values], { [column]: value }) };
  };
  put(1, end, "Our number");
  put(1, 1, "How serious");
  put(3, end, 17);
  const [keys = [], , , third] = old.rows.map((one) => one?.values ?? []);
  rollOver(day);
  expect(day.fileId("main")).not.toBe(id);
  const [now = [], titles = [], ...rows] = day.tab("cases").sheet.rows.map((one) => one?.values);
  expect(now.slice(0, keys.length)).toEqual(keys);
  expect([titles[1], titles[end]]).toEqual(["How serious", "Our number"]);
  expect(rows.find((one) => one?.[0] === third?.[0])?.[end]).toBe(17);
  const notes = { edit: { case: "26-0003", set: { notes: "Seen." } } };
  // Google has no more reads for this minute.
  const out = day.playClean({ advance: "PT1M" }, notes, { advance: "PT10M" });
  expect(caseOf(out, "26-0003")).toMatchObject({ notes: "Seen." });
  expect(Object.keys(out.cells ?? {})).toContain("Diary");
});

test("a second roll-over within the year is not due; the year after, what has come of age goes, and no reference comes again", async () => {
  const day = await oldDesk();
  expect(words(open(day).page)).toContain("It is time");
  const told = () =>
    day.out().inbox.flatMap(({ text, to }) => {
      return text.includes("It is time to roll the registers over") ? [to.join()] : [];
    });
  expect(told()).toEqual([]);
  day.sleep("P1D");
  day.play({ advance: "PT70M" });
  expect(told().sort()).toEqual([admin, lead]);
  rollOver(day);
  day.sleep("PT2M");
  expect(words(open(day).page)).toContain("It is not time yet");
  day.sleep("P8D");
  day.play({ advance: "PT10M" });
  expect(told()).toHaveLength(2);
  day.sleep("P372D");
  day.play({ advance: "PT10M" }, reportOn("Wil Willow", "100015"));
  expect(words(open(day).page)).toContain('["27-0001","2027-09-06"]');
  rollOver(day);
  expect(references(day)).toEqual(["26-0002", "26-0003", "26-0004", "28-0001"]);
  day.playClean(reportOn("Xan Xylo", "100016"), { advance: "PT10M" });
  expect(references(day).at(-1)).toBe("28-0002");
  expect(retired(day)).toHaveLength(2 * registerNames.length);
});
