/**
 * Every hostile string in every place where someone can write, as one Latin square in one register: each string is once in each place,
 * and a row never has the same string twice. Each must stay as it was written, must not end a run, and must not appear in an email.
 */

import { beforeAll, describe, expect, test } from "vitest";
import { addresses } from "../../scripts/play/directory";
import { registerIds, rowsOf } from "../../scripts/play/register-cells";
import { sentMail } from "../../scripts/workspace/services/mail/index";
import { settingDefinitions } from "../../src/district/settings";
import { isChoiceKey, type ReportKey, reportKeys } from "../../src/form/report";
import { fitText, type RawRow } from "../../src/register/cells";
import { type Column, stateKey, type TabId } from "../../src/register/columns";
import { tabs } from "../../src/tabs";
import { Day } from "../day/day";
import { editOf, merge, minutes, reportOn, submit, tickOf } from "../day/events";
import type { Output } from "../day/look";
import { allWords, expectSoundMail, expectUnsaid, expectWholeDay } from "./checks";
import { cellTexts, hostile, kinds, long, longest, nth, textAt } from "./strings";

/** The rows of the square: each of the kinds by itself, the others in texts of twelve, and two that fill a cell. */
const texts = [...cellTexts.map((at) => textAt(at, at)), ...long];
/** The text of a row at a place. */
const square = (row: number, place: number) => nth(texts, row + place * 7);
/** Rows of Cases and Checklist that are written over: over all their columns each text comes. */
const shown = 26;
const ordinaryReport = { submit: { school: "North High", concerns: ["suspected-victim"] } };

const cellsIn = (day: Day, tab: TabId) => day.rows(tab).map(({ cells }) => cells);
const isFree = ({ type }: Column) => type === "text" || type === "long-text";
const freeColumns = (tab: TabId, by: "contact" | "lead") =>
  tabs[tab].columns.filter((one) => one.editableBy === by && isFree(one));

let ordinary = "";
beforeAll(async () => {
  const day = await Day.begin();
  day.play(
    ordinaryReport,
    { submit: { raw: { school: "Elsewhere", factors: "Some" } } },
    { advance: "PT75M" },
  );
  ordinary = allWords(day.workspace);
});

/** In most of the time no trigger of the clock fires. */
function anHourOn(day: Day): Output {
  day.play({ advance: "PT15M" });
  day.sleep("PT50M");
  return day.play({ advance: "PT40M" });
}

/** What is kept beside a row is readable, and nothing is left that would be taken in once more. */
function expectSettled(day: Day): void {
  for (const tab of ["cases", "checklist", "plan", "disclosures"] as const) {
    for (const { [stateKey]: state } of cellsIn(day, tab)) {
      if (state !== null) expect(() => JSON.parse(String(state))).not.toThrow();
    }
  }
  const edits = ({ activity }: Output) =>
    activity.filter(({ what }) => String(what).includes("edit"));
  // What a formula became is taken in by then.
  const before = day.play({ advance: "PT6M" });
  expect(edits(day.play({ advance: "PT6M" }))).toEqual(edits(before));
}

/** Continuation rows joined. */
const whole = (parts: readonly RawRow[], key: string) =>
  parts.map((cells) => String(cells[key] ?? "")).join("");

/** The rows of all reports, in whichever register, by response, with what stands apart of them. */
function storedReports({ workspace }: Day): ReadonlyMap<string, readonly RawRow[]> {
  const reports = new Map<string, RawRow[]>();
  for (const id of registerIds(workspace.store).values()) {
    for (const tab of ["reports", "reporters"] as const) {
      for (const { cells } of rowsOf(workspace.store, id, tab)) {
        const response = String(cells["response"]).split(":")[0] ?? "";
        const { name, email, phone } = cells;
        const row =
          tab === "reports"
            ? cells
            : { reporterName: name, reporterEmail: email, reporterPhone: phone };
        reports.set(response, [...(reports.get(response) ?? []), row as RawRow]); // The same cells under the report's keys.
      }
    }
  }
  return reports;
}

describe("one register", () => {
  const keys = reportKeys.filter((key) => key !== "recipientMayBeInvolved");
  const isText = (key: ReportKey) => !isChoiceKey(key) && key !== "learnedAt";
  const own = ["plan", "log", "disclosures"] as const;
  let day: Day;
  let out: Output;

  beforeAll(async () => {
    day = await Day.begin();
    day.crowd = 9;
    // Answers to the Form: the first ones each in a run of its own, the others found by the clock at once.
    day.play(
      ...texts.map((_, row) => {
        const squares = keys.map((key, place) => [key, square(row, place)]);
        // Unanswered, it would seal a report of which nobody can tell what it says of staff.
        const raw = { ...Object.fromEntries(squares), recipientMayBeInvolved: "No" };
        return row < 10 ? { submit: { raw } } : { loseTrigger: { submit: { raw } } };
      }),
      { advance: "PT15M" },
    );
    // What a contact may write, in the rows of those reports and in rows of their own.
    for (const tab of ["cases", "checklist"] as const) {
      for (const [place, column] of freeColumns(tab, "contact").entries()) {
        if (["assignedTo", "steppedAside", "sameStudentAs", "school"].includes(column.key))
          continue;
        const rows = Array.from({ length: shown }, (_, row) => [square(row, place)]);
        const [first] = cellsIn(day, tab);
        const key = String(first?.[tab === "cases" ? "case" : "row"]);
        day.play({ paste: { tab, key, column: column.key, rows } });
      }
    }
    for (const tab of own) {
      const columns = tabs[tab].columns.filter(({ editableBy }) => editableBy === "contact");
      const rows = texts.map((_, row) =>
        columns.map(({ type, words = () => ({}) }, place) =>
          type === "choice" ? nth(Object.values(words()), row) : square(row, place),
        ),
      );
      day.play({ paste: { tab, column: columns[0]?.key, rows } });
    }
    // What lead and admin may write.
    const rowsOfTab = (columns: readonly number[]) =>
      texts.map((text, row) => [text, ...columns.map((place) => square(row, place))]);
    const [firstSetting] = settingDefinitions();
    const settings = settingDefinitions().map((_, at) => [square(at, 2)]);
    const pasted = (tab: string, column: string, rows: readonly unknown[], as: string) => ({
      paste: { tab, key: tab === "settings" ? firstSetting?.key : undefined, column, rows },
      as,
    });
    out = day.play(
      pasted("contacts", "role", rowsOfTab([1, 2, 3, 4]), "lead"),
      pasted("schools", "school", rowsOfTab([1, 2, 3]), "admin"),
      pasted("settings", "value", settings, "admin"),
      ordinaryReport,
      { submit: { school: "__proto__", concerns: ["suspected-victim"] } },
    );
    out = anHourOn(day);
  }, 240_000);

  test("ends no run, and every report opens a case that someone is told of", () => {
    expectWholeDay(out);
    const cases = new Set(out.reports.map((row) => row["case"]));
    expect(new Set(out.reports.map((row) => row["response"])).size).toBe(texts.length + 2);
    const told = new Set(out.inbox.flatMap((mail) => mail.cases));
    expect([...cases].filter((one) => !told.has(String(one)))).toEqual([]);
  });

  test("each answer is kept as it was written", () => {
    const reports = [...storedReports(day).values()];
    const lost = texts.flatMap((_, row) =>
      keys.filter((key, place) => {
        const written = fitText(square(row, place)).text;
        const parts = reports[row] ?? [];
        return isText(key)
          ? !whole(parts, key).includes(written)
          : !whole(parts, "unread").includes(written);
      }),
    );
    expect(lost).toEqual([]);
  });

  test("each cell keeps its text, and nothing of it is on record in Activity", () => {
    const lost = own.flatMap((tab) => {
      const kept = cellsIn(day, tab);
      const columns = tabs[tab].columns.filter(({ editableBy }) => editableBy === "contact");
      return texts.flatMap((_, row) =>
        columns.flatMap((column, place) =>
          !isFree(column) || kept[row]?.[column.key] === square(row, place)
            ? []
            : [`${tab} ${column.key} ${row}`],
        ),
      );
    });
    expect(lost).toEqual([]);
    for (const tab of ["cases", "checklist"] as const) {
      const notes = freeColumns(tab, "contact").findIndex(({ key }) => key === "notes");
      const kept = cellsIn(day, tab).slice(0, shown);
      const wanted = kept.map((_, row) => square(row, notes));
      expect(kept.map((cells) => cells["notes"])).toEqual(wanted);
    }
    const written = new Set(texts);
    // A setting's old and new value stand there, and are nobody's text.
    const said = out.activity.flatMap(({ case: of, from, to }) => (of === null ? [] : [from, to]));
    expect(said.filter((text) => written.has(String(text)) && text !== "TRUE")).toEqual([]);
    expectSettled(day);
  });

  test("what cannot be used of Contacts and Schools is named beside it, from a closed list; the defaults hold", () => {
    const roles = cellsIn(day, "contacts").map((cells) => cells["role"]);
    expect(texts.filter((text) => !roles.includes(text))).toEqual([]);
    const problems = [...cellsIn(day, "contacts"), ...cellsIn(day, "schools")].flatMap((cells) =>
      String(cells["problem"] ?? "").split("\n"),
    );
    expect(problems.filter(Boolean).length).toBeGreaterThan(texts.length);
    expect(new Set(problems).size).toBeLessThan(20);
    const defaults = { immediateDangerMinutes: 15, digestAt: "07:30", domains: [] };
    expect(out.settings).toMatchObject(defaults);
  });

  test("the Form offers each school once, by a text of one line", () => {
    const { items } = day.form();
    const dropdown = items.find((item) => (item.choices ?? []).length > 50);
    const offered = (dropdown?.choices ?? []).map((choice) => choice.value);
    expect(new Set(offered).size).toBe(offered.length);
    for (const choice of offered) expect(choice).toMatch(/^\S[^\n\r]*$/);
    for (const name of ["__proto__", "<script>alert(1)</script>"]) expect(offered).toContain(name);
  });

  test("no mail is made of it, and each goes to someone who was there before", () => {
    expectSoundMail(day.workspace);
    const known = new Set<string>(Object.values(addresses));
    const to = sentMail(day.workspace.store).flatMap((mail) => mail.to);
    expect(to.filter((address) => !known.has(address))).toEqual([]);
    const names = new Set(cellsIn(day, "schools").flatMap((cells) => Object.values(cells)));
    // The name of an agency stands in a mail, as text.
    expectUnsaid(
      day.workspace,
      hostile.filter((text) => !names.has(text)),
      ordinary,
    );
  });
});

test.each([
  ["120,000 characters", [longest]],
  ["a cell's fill and a thousand lines", long],
])("%s in every answer are kept whole", async (_name, given) => {
  const day = await Day.begin();
  const raw = Object.fromEntries(reportKeys.map((key, at) => [key, nth(given, at)]));
  const out = day.play({ submit: { raw } }, { advance: "PT10M" });
  expectWholeDay(out);
  const [parts = []] = storedReports(day).values();
  for (const [at, key] of reportKeys.entries()) {
    const isOwn = !isChoiceKey(key) && key !== "learnedAt";
    expect(whole(parts, isOwn ? key : "unread").includes(nth(given, at)), key).toBe(true);
  }
  expect(out.cases).toHaveLength(1);
  expect(out.inbox.length).toBeGreaterThan(0);
  expectUnsaid(day.workspace, given, ordinary);
});

test("prototype names in the cells by which rows are found", async () => {
  const day = await Day.begin();
  day.play(reportOn("Alex Synthetic", "1001"), reportOn("Bo Synthetic", "1002"));
  const [name, ...others] = kinds.prototype;
  const edits = [name, others[0], others[2]].flatMap((text) => [
    { edit: { tab: "plan", case: text, set: { risk: text } } },
    { edit: { tab: "log", case: text, set: { act: text, what: text } } },
    { edit: { tab: "contacts", set: { role: text, school: text, email: text } }, as: "lead" },
    { edit: { tab: "settings", key: "smallCell", set: { setting: text } }, as: "admin" },
    merge("26-0001", text),
    editOf("26-0002", { [stateKey]: text, checklistRows: text }, "admin"),
    tickOf("26-0002", "review-report", { act: text, [stateKey]: text }, "admin"),
    submit({ school: text, studentName: text, studentId: text, concerns: ["suspected-victim"] }),
  ]);
  const out = day.play(...edits, editOf("26-0002", { case: name }, "admin"), minutes(70));
  expectWholeDay(out);
  expect(out.cases.length).toBeGreaterThanOrEqual(5);
  expectSoundMail(day.workspace);
});
