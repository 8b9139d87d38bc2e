/** Rows that are gone from a register: reports come back from the Form, and lead and admin are told once how to restore the rest. */
import { describe, expect, test } from "vitest";
import { scriptProperties } from "../../scripts/workspace/index";
import { restoreVersion, versionOf } from "../../scripts/workspace/sheets/person-structure";
import type { TabId } from "../../src/register/columns";
import { tabs } from "../../src/register/tabs";
import { byHand } from "../day/damage";
import { Day, playDay } from "../day/day";
import { ash, call, minutes, report, setUp, submit } from "../day/events";
import { expectNoStudentData, mails, type Output, outageMails } from "../day/look";
import { admin, lead, teacher } from "../day/people";

const first = report({ reporterEmail: teacher });
const second = report(ash);
const again = { ...first, facts: "Seen once more.", concerns: ["suspected-victim"] };
const deleteRow = (tab: string) => ({ sheet: { deleteRows: { tab, case: "26-0001" } } });

/** Two cases, the first of two reports and with a call made. */
async function district(): Promise<Day> {
  const day = (await Day.betweenTicks()).reach({ submit: first }, { submit: again }, minutes(20));
  early = versionOf(day.workspace.store, day.fileId("main"));
  return day.reach(
    { submit: second },
    { edit: { case: "26-0001", act: call, set: { done: true } }, as: "contact" },
    minutes(20),
  );
}

/** The register as it was before the second student's report; of the district that `district` makes. */
let early: ReturnType<typeof versionOf> = null;

function restore(day: Day, version: ReturnType<typeof versionOf>): void {
  if (version === null) throw new Error("there is no such version");
  restoreVersion(day.workspace.store, version, lead);
}

function drop(day: Day, ids: readonly TabId[], register?: string): void {
  byHand(
    day.workspace,
    ids.map((tab) => ({ deleteSheet: { sheetId: tabs[tab].sheetId } })),
    register,
  );
}

const notices = (out: Output) => mails(out, "rows-missing");
const toldTo = (out: Output) => notices(out).map(({ to }) => to.join());
const shortly = ({ cases }: Output) =>
  cases.map((row) => [row["case"], row["student"], row["reports"]]);
const failures = ({ runs }: Output) => runs.filter(({ ok }) => !ok).map(({ error }) => error);

/** What is taken away, which cases there are half an hour later, and what the notice names. */
const losses: readonly (readonly [
  string,
  (day: Day) => void,
  readonly (readonly unknown[])[],
  string,
])[] = [
  [
    "the row of the newest case",
    (day) => {
      day.play({ sheet: { deleteRows: { tab: "cases", case: "26-0002" } } });
    },
    [
      ["26-0001", "Rowan Pine", 2],
      ["26-0003", "Ash Grove", 1],
    ],
    "Version history",
  ],
  [
    "a version of before the second case",
    (day) => {
      restore(day, early);
    },
    [
      ["26-0001", "Rowan Pine", 2],
      ["26-0003", "Ash Grove", 1],
    ],
    "Version history",
  ],
  [
    "Cases, and Set up",
    (day) => {
      drop(day, ["cases"]);
      day.play(setUp);
    },
    [
      ["26-0003", "Rowan Pine", 2],
      ["26-0004", "Ash Grove", 1],
    ],
    "Cases",
  ],
  [
    "Reports, Outbox, Activity and Checklist, and Set up",
    (day) => {
      drop(day, ["reports", "outbox", "activity", "checklist"]);
      day.play(setUp);
    },
    [
      ["26-0001", "Rowan Pine", 2],
      ["26-0002", "Ash Grove", 1],
    ],
    "Checklist, Reports",
  ],
  [
    "Contacts, and Set up",
    (day) => {
      drop(day, ["contacts"]);
      day.play(setUp);
    },
    [
      ["26-0001", "Rowan Pine", 2],
      ["26-0002", "Ash Grove", 1],
    ],
    "Contacts",
  ],
];

test.each(losses)(
  "%s gone: reports are back, lead and admin are told once",
  async (_what, lose, cases, named) => {
    const day = await district();
    const before = day.out().inbox.length;
    lose(day);
    const out = day.play(minutes(45));
    expect(shortly(out)).toEqual(cases);
    expect(out.reports).toHaveLength(3);
    expect(out.reports.every((row) => cases.some(([one]) => one === row["case"]))).toBe(true);
    expect(toldTo(out).sort()).toEqual([admin, lead]);
    const [{ text } = { text: "" }] = notices(out);
    expect(text).toContain(named);
    expect(text).toContain("Version history");
    expectNoStudentData(notices(out), ["Rowan", "Ash", "730194", "730195"]);
    // The reporter is not told of their own duty a second time.
    expect(out.inbox.slice(before).flatMap(({ to }) => to)).not.toContain(teacher);
    day.sleep("P1D");
    const later = day.play(minutes(15));
    expect(shortly(later)).toEqual(cases);
    expect(toldTo(later).sort()).toEqual([admin, lead]);
  },
);

test.each(["cases", "checklist", "outbox", "contacts", "reports", "summary"])(
  "the tab %s deleted: words that say so, and set-up lets waiting reports in",
  async (tab) => {
    const out = await playDay([
      { submit: first },
      { sheet: { deleteTab: tab } },
      { submit: second },
      { advance: "PT10M" },
      setUp,
      { advance: "PT15M" },
    ]);
    const errors = new Set(failures(out));
    expect(errors.size).toBe(1);
    expect([...errors][0]).toMatch(/register-damaged: .*Run Set up/);
    // Without Cases the first report comes back too, before the second and under another reference than its own.
    const [rowan, other] = tab === "cases" ? ["26-0002", "26-0003"] : ["26-0001", "26-0002"];
    expect(shortly(out).map(([one, student]) => [student, one])).toEqual([
      ["Rowan Pine", rowan],
      ["Ash Grove", other],
    ]);
  },
);

test("an older case's row that is deleted by hand is back the next day, and nobody is told that rows are missing", async () => {
  const day = await district();
  day.play(deleteRow("cases"), minutes(15));
  day.sleep("P1D");
  const out = day.play(minutes(15));
  expect(shortly(out)).toEqual([
    ["26-0002", "Ash Grove", 1],
    ["26-0003", "Rowan Pine", 2],
  ]);
  expect(out.cases[1]?.["reviewReasons"]).toContain("came-back");
  expect(out.activity).toContainEqual(
    expect.objectContaining({ what: "report-came-back", case: "26-0003", from: "26-0001" }),
  );
});

describe("an open danger whose row is gone", () => {
  const danger = submit({ immediateDanger: "yes" });
  const lost = [deleteRow("cases"), deleteRow("reports"), deleteRow("checklist")];

  test("is a case again within ten minutes, and is asked about there alone", async () => {
    const day = await Day.betweenTicks();
    day.play(danger, { submit: second }, minutes(10), ...lost);
    const out = day.play(minutes(10));
    expect(shortly(out)).toEqual([
      ["26-0002", "Ash Grove", 1],
      ["26-0003", "Rowan Pine", 1],
    ]);
    expect(mails(out, "case-opened").map((mail) => mail.case)).toContain("26-0003");
    expect(toldTo(out).sort()).toEqual([admin, lead]);
    expect(notices(out)[0]?.text).toContain("26-0001");
    const later = day.play(minutes(60));
    expect(outageMails(later)).toEqual([]);
    expect(toldTo(later)).toHaveLength(2);
  });

  test("is asked about past the register where the Form does not hold its report any more", async () => {
    const day = await Day.betweenTicks();
    day.play(danger, { submit: second }, minutes(10), ...lost);
    day.form().responses.shift();
    const out = day.play(minutes(60));
    const asked = outageMails(out);
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.every(({ text }) => text.includes("26-0001"))).toBe(true);
    expect(toldTo(out).sort()).toEqual([admin, lead]);
  });
});

describe("a register of sealed reports", () => {
  const sealed = (one: object) => ({ submit: { ...one, recipientMayBeInvolved: "contact" } });

  test("a version of before a report: its reader alone is told, and it is back", async () => {
    const day = await Day.betweenTicks();
    day.play(sealed(first), minutes(65));
    const version = versionOf(day.workspace.store, day.fileId("sealed"));
    day.play(sealed(second), minutes(65));
    restore(day, version);
    const out = day.play(minutes(65), minutes(65));
    expect(failures(out)).toEqual([]);
    expect(toldTo(out)).toEqual([lead]);
    expect(out.cases.map((one) => [one["register"], one["case"]])).toEqual([
      ["sealed", "26-0001"],
      ["sealed", "26-0003"],
    ]);
    expect(JSON.stringify(scriptProperties(day.workspace.store))).not.toMatch(/26-000/);
  });

  test("its Cases deleted: Set up says so to its reader alone, and the report is back", async () => {
    const day = await Day.betweenTicks();
    day.play(sealed(first), { submit: second }, minutes(10));
    drop(day, ["cases"], day.fileId("sealed"));
    const out = day.play(setUp, minutes(50));
    const [back] = out.cases.filter(({ register }) => register === "sealed");
    expect([back?.["student"], back?.["reports"]]).toEqual(["Rowan Pine", 1]);
    expect(out.reports).toHaveLength(2);
    expect(toldTo(out)).toEqual([lead]);
  });
});

describe.each(["2026-11-01", "2027-11-07"])(
  "the night in which an hour comes twice, %s",
  (night) => {
    test.each([
      ["an empty register", []],
      ["open cases", [{ submit: first }, { submit: { ...second, immediateDanger: "yes" } }]],
    ])("%s: nobody is told that rows are missing", async (_what, reports) => {
      const day = await Day.begin({ start: `${night}T00:03:00-07:00` });
      day.isEachTick = true;
      const out = day.playClean(...reports, minutes(55), minutes(60), minutes(60), minutes(90));
      expect(notices(out)).toEqual([]);
      expect(outageMails(out)).toEqual([]);
      expect(out.reports).toHaveLength(reports.length);
    });
  },
);
