/** Rows that are missing from a register: reports come back from the Form, and leads and admins are told once how to restore the rest. */

import { describe, expect, test } from "vitest";
import { scriptProperties } from "../../scripts/workspace/index";
import { restoreVersion, versionOf } from "../../scripts/workspace/sheets/person-structure";
import type { TabId } from "../../src/register/columns";
import { tabs } from "../../src/tabs";
import { byHand } from "../day/damage";
import { Day, playCleanDay, playDay } from "../day/day";
import { ash, call, first, minutes, report, setUp, submit, tick } from "../day/events";
import { expectNoStudentData, mails, type Output, outageMails, recipients } from "../day/look";
import { admin, lead, teacher } from "../day/people";

type Version = ReturnType<typeof versionOf>;

const one = report({ reporterEmail: teacher });
/** By the name alone no later report would join it. */
const second = report({ ...ash, studentId: undefined });
const again = { ...one, facts: "Seen once more.", concerns: ["suspected-victim"] };
const deleteRow = (tab: string, reference = first) => ({
  sheet: { deleteRows: { tab, case: reference } },
});

/** Two cases, the first of two reports and with a call made; and the register as it was before the second student's report. */
async function district(): Promise<{ readonly day: Day; readonly early: Version }> {
  const day = (await Day.betweenTicks()).reach({ submit: one }, { submit: again }, minutes(20));
  const early = versionOf(day.workspace.store, day.fileId("main"));
  return { day: day.reach({ submit: second }, tick(call), minutes(20)), early };
}

function restore({ workspace }: Day, version: Version): void {
  if (version === null) throw new Error("there is no such version");
  restoreVersion(workspace.store, version, lead);
}

/** Tabs are deleted, and somebody chooses Set up. */
function drop(day: Day, ids: readonly TabId[], register?: string): void {
  const requests = ids.map((tab) => ({ deleteSheet: { sheetId: tabs[tab].sheetId } }));
  byHand(day.workspace, requests, register);
  day.play(setUp);
}

const notices = (out: Output) => mails(out, "rows-missing");
const toldTo = (out: Output) => recipients(notices(out));
const shortly = ({ cases }: Output) =>
  cases.map((row) => [row["case"], row["student"], row["reports"]]);
const failures = ({ runs }: Output) => runs.flatMap(({ ok, error }) => (ok ? [] : [error]));

/** What is taken away, which references Rowan's and Ash's cases have half an hour later, and what the notice names. */
test.each<[string, (day: Day, early: Version) => unknown, string, string, string]>([
  [
    "the row of the newest case",
    (day) => day.play(deleteRow("cases", "26-0002")),
    ...(["26-0001", "26-0003", "Version history"] as const),
  ],
  [
    "a version of before the second case",
    (day, early) => restore(day, early),
    ...(["26-0001", "26-0003", "Version history"] as const),
  ],
  ["Cases, and Set up", (day) => drop(day, ["cases"]), "26-0003", "26-0004", "Cases"],
  [
    "Reports, Outbox, Activity and Checklist, and Set up",
    (day) => drop(day, ["reports", "outbox", "activity", "checklist"]),
    ...(["26-0001", "26-0002", "Checklist, Reports"] as const),
  ],
  ["Contacts, and Set up", (day) => drop(day, ["contacts"]), "26-0001", "26-0002", "Contacts"],
  [
    "all emails but the first",
    (day) => {
      day.play({ advance: "PT3H" });
      const range = { sheetId: tabs.outbox.sheetId, dimension: "ROWS", startIndex: 3 };
      byHand(day.workspace, [{ deleteDimension: { range } }]);
    },
    ...(["26-0001", "26-0002", "Version history"] as const),
  ],
])(
  "%s gone: reports are back, lead and admin are told once",
  async (_what, lose, rowans, ashs, named) => {
    const { day, early } = await district();
    const before = day.out().inbox.length;
    const cases = [
      [rowans, "Rowan Pine", 2],
      [ashs, "Ash Grove", 1],
    ];
    lose(day, early);
    const out = day.play(minutes(45));
    expect(shortly(out)).toEqual(cases);
    const held = out.reports.map((row) => row["case"]);
    expect(held.sort()).toEqual([rowans, rowans, ashs]);
    expect(toldTo(out)).toEqual([admin, lead]);
    expect(notices(out)[0]?.text).toContain(named);
    expect(notices(out)[0]?.text).toContain("Version history");
    expectNoStudentData(notices(out), ["Rowan", "Ash", "730194", "730195"]);
    // The reporter is not told of their own duty a second time.
    expect(recipients(out.inbox.slice(before))).not.toContain(teacher);
    day.sleep("P1D");
    const later = day.play(minutes(15));
    expect(shortly(later)).toEqual(cases);
    expect(toldTo(later)).toEqual([admin, lead]);
  },
);

test.each(["cases", "checklist", "outbox", "contacts", "reports", "summary"])(
  "the tab %s deleted: words that say so, and set-up lets waiting reports in",
  async (tab) => {
    const lost = { sheet: { deleteTab: tab } };
    const waiting = [{ submit: second }, minutes(10), setUp, minutes(15)];
    const out = await playDay([{ submit: one }, lost, ...waiting]);
    const [error, ...others] = new Set(failures(out));
    expect(others).toEqual([]);
    expect(error).toMatch(/register-damaged: .*run Set up/);
    // Without Cases the first report comes back too, before the second and under another reference than its own.
    const [rowans, ashs] = tab === "cases" ? ["26-0002", "26-0003"] : ["26-0001", "26-0002"];
    expect(shortly(out)).toEqual([
      [rowans, "Rowan Pine", 1],
      [ashs, "Ash Grove", 1],
    ]);
  },
);

test("an older case's row that is deleted by hand is back the next day, and no one is told that rows are missing", async () => {
  const { day } = await district();
  day.play(deleteRow("cases"), minutes(15));
  day.sleep("P1D");
  const out = day.play(minutes(15));
  expect(shortly(out)).toEqual([
    ["26-0002", "Ash Grove", 1],
    ["26-0003", "Rowan Pine", 2],
  ]);
  expect(out.cases[1]?.["reviewReasons"]).toContain("came-back");
  const back = { what: "report-came-back", case: "26-0003", from: first };
  expect(out.activity).toContainEqual(expect.objectContaining(back));
});

test("a danger that the clock took in has its row, so no one is told that rows are missing", async () => {
  const danger = submit({ ...one, immediateDanger: "yes" });
  const out = await playCleanDay([{ loseTrigger: danger }, minutes(20)]);
  expect(out.cases).toMatchObject([{ case: first, acknowledged: false }]);
  expect([...notices(out), ...outageMails(out)]).toEqual([]);
});

test.each([
  ["was kept and could not be read back", "after"],
  ["was refused", "before"],
])(
  "a report whose rows are gone is taken in as new where the batch %s: the Outbox holds a message of that response already",
  async (_what, when) => {
    const error = "Unable to parse range: Cases!A3:A";
    const out = await playCleanDay([
      { submit: one },
      minutes(20),
      deleteRow("cases"),
      deleteRow("reports"),
      { fault: { call: "Sheets.Spreadsheets.batchUpdate", when, error } },
      { deliverAgain: 0 },
      minutes(20),
    ]);
    expect(out.cases.map((one) => [one["case"], one["reports"]])).toEqual([["26-0002", 1]]);
    expect(out.reports.map((one) => one["case"])).toEqual(["26-0002"]);
    const told = mails(out, "case-opened");
    expect(told.map((mail) => mail.case)).toEqual(["26-0001", "26-0002"]);
  },
);

describe("an open danger whose row is gone", () => {
  const lost = ["cases", "reports", "checklist"].map((tab) => deleteRow(tab));
  const begun = async () => {
    const day = await Day.betweenTicks();
    day.play(submit({ immediateDanger: "yes" }), { submit: second }, minutes(10), ...lost);
    return day;
  };

  test("is a case again within ten minutes, and is asked about there alone", async () => {
    const day = await begun();
    const out = day.play(minutes(10));
    expect(shortly(out)).toEqual([
      ["26-0002", "Ash Grove", 1],
      ["26-0003", "Rowan Pine", 1],
    ]);
    expect(mails(out, "case-opened").map((mail) => mail.case)).toContain("26-0003");
    expect(notices(out)[0]?.text).toContain(first);
    const later = day.play(minutes(60));
    expect(outageMails(later)).toEqual([]);
    expect(toldTo(later)).toEqual([admin, lead]);
  });

  test("is asked about past the register where the Form does not hold its report any more", async () => {
    const day = await begun();
    day.form().responses.shift();
    const out = day.play(minutes(60));
    const asked = outageMails(out);
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.every(({ text }) => text.includes(first))).toBe(true);
    expect(toldTo(out)).toEqual([admin, lead]);
  });
});

describe("a register of sealed reports", () => {
  const sealed = (answers: object) => ({
    submit: { ...answers, recipientMayBeInvolved: "contact" },
  });

  test("a version of before a report: its reader alone is told, and it is back", async () => {
    const day = await Day.betweenTicks();
    day.play(sealed(one), minutes(65));
    const version = versionOf(day.workspace.store, day.fileId("sealed"));
    day.play(sealed(second), minutes(65));
    restore(day, version);
    const out = day.play(minutes(65), minutes(65));
    expect(failures(out)).toEqual([]);
    expect(toldTo(out)).toEqual([lead]);
    expect(out.cases.map((row) => `${row["register"]} ${row["case"]}`)).toEqual([
      "sealed 26-0001",
      "sealed 26-0003",
    ]);
    expect(JSON.stringify(scriptProperties(day.workspace.store))).not.toMatch(/26-000/);
  });

  test("its Cases deleted: Set up says so to its reader alone, and the report is back", async () => {
    const day = await Day.betweenTicks();
    day.play(sealed(one), { submit: second }, minutes(10));
    drop(day, ["cases"], day.fileId("sealed"));
    const out = day.play(minutes(50));
    const back = out.cases.filter(({ register }) => register === "sealed");
    expect(back).toMatchObject([{ student: "Rowan Pine", reports: 1 }]);
    expect(out.reports).toHaveLength(2);
    expect(toldTo(out)).toEqual([lead]);
  });
});

test.each([
  ["without reports", []],
  ["with a danger", [{ submit: one }, submit({ ...ash, immediateDanger: "yes" })]],
])(
  "in the night in which an hour comes twice, %s, no one is told that rows are missing",
  async (_what, reports) => {
    const day = await Day.begin({ start: "2026-11-01T00:03:00-07:00" });
    day.isEachTick = true;
    const out = day.playClean(...reports, minutes(175), minutes(90));
    expect([...notices(out), ...outageMails(out)]).toEqual([]);
    expect(out.reports).toHaveLength(reports.length);
  },
);
