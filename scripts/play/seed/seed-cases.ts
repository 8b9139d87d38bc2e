/**
 * Writes many consistent cases directly into the main register, as the script itself would have left them. One in twenty is open, the
 * rest are closed.
 */

import { activityRow } from "../../../src/activity";
import type { CaseFile } from "../../../src/case/facts/case-file";
import { numberedReference } from "../../../src/case/facts/case-reference";
import { type CaseContext, schoolTimes, writtenReportDue } from "../../../src/case/steps/deadlines";
import { reportRows } from "../../../src/case/tabs/rows-of-reports";
import { nothingEarlier, openCase } from "../../../src/casework/open-case";
import { withDerivedCells } from "../../../src/casework/reassess-case";
import { parseDirectory } from "../../../src/district/directory/read-directory";
import { callBook } from "../../../src/district/whom-to-call";
import type { Directory } from "../../../src/district-directory";
import type { Report } from "../../../src/form/report";
import { defaultPack } from "../../../src/protocol/find-pack";
import type { ProtocolPack } from "../../../src/protocol/pack";
import { actOf } from "../../../src/protocol/pack-queries";
import { columnFormat, columnRule, type RawRow } from "../../../src/register/cells";
import type { RowValues, TabId } from "../../../src/register/columns";
import { bookmarkText } from "../../../src/register/layout/keys-and-titles";
import { formatRows } from "../../../src/register/read/ranges";
import { encodeRow } from "../../../src/register/row-state";
import { tabs } from "../../../src/tabs";
import { dateText, dayMs } from "../../../src/time";
import type { Store } from "../../workspace/service";
import { CellFormat, DataValidationRule } from "../../workspace/sheets/messages/cell-messages";
import { pooled, sheetsSlice } from "../../workspace/sheets/store";
import { addresses } from "../directory";
import { appendCells, mainRegister, rowsOf, type TabCells, tabCells } from "../register-cells";
import { zoneOffsets } from "../zone";

const zone = zoneOffsets();

/**
 * Risk factors that reach the pack's lowest protocol: the last factors of the first criterion that asks for several, as many as it asks
 * for.
 */
function seedFactors({ criteria, factors }: ProtocolPack): Report["factors"] {
  const criterion = criteria.find(({ atLeast }) => atLeast > 1) ?? criteria[0];
  const own = factors.filter((factor) => factor.criterion === criterion?.id);
  return own.slice(-(criterion?.atLeast ?? 1)).map(({ id }) => id);
}

function seedReport(number: number, school: string | null, pack: ProtocolPack): Report {
  return {
    ...blankReport,
    school,
    studentName: `Seed ${number}`,
    studentId: `SEED-${number}`,
    grade: "9",
    pack,
    factors: seedFactors(pack),
    facts: "Seeded.",
  };
}

/** A case on which people have worked: acknowledged, all duties done, and everything else too if it is closed. */
function workedOn(pack: ProtocolPack, born: CaseFile, isOpen: boolean, now: number): CaseFile {
  const acts = born.acts.map((act) =>
    isOpen && actOf(pack, act.act)?.duty !== true
      ? act
      : ({ ...act, done: true, doneBy: addresses.contact, doneAt: now, state: "done" } as const),
  );
  const row = {
    ...born.row,
    acknowledged: true,
    acknowledgedBy: addresses.contact,
    acknowledgedAt: now,
  };
  const closed = { status: "closed", closeReason: "all-acts-finished", nextCheckIn: null } as const;
  return withDerivedCells({ acts, row: isOpen ? row : { ...row, ...closed } }, null, { now, zone });
}

function requireTab(store: Store, tab: TabId): TabCells {
  const cells = tabCells(store, mainRegister(store), tab);
  if (cells === null) throw new Error(`the register has no ${tab} tab`);
  return cells;
}

function directoryOf(store: Store): Directory {
  const typed = (tab: TabId) =>
    rowsOf(store, mainRegister(store), tab).map(({ index, cells }) => ({ row: index + 1, cells }));
  return parseDirectory(
    { contacts: typed("contacts"), schools: typed("schools"), settings: typed("settings") },
    zone,
  );
}

/** Gives the seeded rows of a tab the formats that an appended row brings with it. */
function dress(store: Store, tab: TabId, from: number, count: number, pack: ProtocolPack): void {
  const spreadsheet = sheetsSlice(store).spreadsheets[mainRegister(store)];
  if (spreadsheet === undefined) throw new Error("there is no main register");
  const { sheet, positions } = requireTab(store, tab);
  const formats: (number | null)[] = [];
  const rules: (number | null)[] = [];
  for (const column of tabs[tab].columns) {
    const at = positions.get(column.key);
    if (at === undefined) continue;
    const rule = columnRule(column, pack);
    formats[at] = pooled(spreadsheet.formats, CellFormat.parse(columnFormat(column)));
    rules[at] = rule === null ? null : pooled(spreadsheet.rules, DataValidationRule.parse(rule));
  }
  const look = { formats: [...formats], rules: [...rules] };
  for (let index = from; index < from + count; index += 1) {
    sheet.rows[index] = { values: [], ...sheet.rows[index], ...look };
  }
}

const isOpen = (number: number) => number % 20 === 0;

export const rawRow = (tab: TabId, values: RowValues): RawRow => encodeRow(tabs[tab], values, zone);

/**
 * The rows of a case, of its steps and of its report, as the script would have left them. `now`: when the case was opened; `start`: when
 * the day begins.
 */
function rowsOfSeed(number: number, now: number, start: number, directory: Directory) {
  const name = numberedReference(dateText(start, zone).slice(2, 4), number);
  const school = directory.schools[0]?.school ?? null;
  const { pack, settings } = directory;
  const report = seedReport(number, school, pack);
  const due = writtenReportDue(pack, report.learnedAt, now);
  const context: CaseContext = {
    pack,
    calls: callBook(directory, school, pack),
    now,
    zone,
    checkInEveryDays: settings.checkInEveryDays,
    monitorEveryDays: settings.monitorEveryDays,
    callReminderHours: settings.callReminderHours,
    school: schoolTimes(directory, school, zone),
    writtenReportDue: due.due,
  };
  const birth = { case: name, possibleMatches: [], earlier: nothingEarlier };
  const contact = { role: "designated-contact" as const, email: addresses.contact };
  const opened = openCase(birth, {
    report,
    receivedAt: now,
    school,
    contact,
    reviewReasons: [],
    sealed: null,
    context,
  });
  const file = workedOn(pack, opened, isOpen(number), now);
  const { pack: _pack, ...answers } = report;
  const reports = reportRows({
    ...answers,
    unread: null,
    response: `seed-${number}`,
    case: name,
    received: now,
    writtenReportDue: due.due,
    writtenReportDueFrom: due.from,
    callConfirmed: false,
    writtenReportConfirmed: false,
  });
  return {
    row: rawRow("cases", file.row),
    checklist: file.acts.map((act) => rawRow("checklist", act)),
    reports: reports.map((report) => rawRow("reports", report)),
    activity: rawRow(
      "activity",
      activityRow({ at: now, who: "automation", what: "case-opened", case: name }, start, number),
    ),
  };
}

/** Writes `count` cases that were opened just before `start` (milliseconds since 1970, UTC), one second apart. */
export function seedCases(store: Store, count: number, start: number): void {
  const directory = directoryOf(store);
  const { pack } = directory;
  const made = Array.from({ length: count }, (_, at) => {
    const now = start - (count - at) * 1_000;
    return rowsOfSeed(at + 1, now, start, directory);
  });
  const acts = made.flatMap(({ checklist }) => checklist);
  const firstAct = appendCells(requireTab(store, "checklist"), acts);
  dress(store, "checklist", firstAct, acts.length, pack);
  let next = firstAct;
  const cases = made.map(({ row, checklist }) => {
    const first = next;
    next += checklist.length;
    return { ...row, checklistRows: formatRows(checklist.map((_, offset) => first + offset)) };
  });
  const rows = {
    cases,
    reports: made.flatMap(({ reports }) => reports),
    activity: made.map(({ activity }) => activity),
  };
  for (const tab of ["cases", "reports", "activity"] as const) {
    const first = appendCells(requireTab(store, tab), rows[tab]);
    dress(store, tab, first, rows[tab].length, pack);
  }
}

export const blankReport: Report = {
  pack: defaultPack(),
  language: "en",
  school: null,
  studentName: null,
  studentId: null,
  grade: null,
  countyOfResidence: null,
  factors: [],
  concerns: [],
  studentRole: null,
  confirmedBy: null,
  parentMayBeInvolved: null,
  recipientMayBeInvolved: [],
  staffMayBeInvolved: null,
  immediateDanger: null,
  facts: null,
  learnedAt: null,
  calledChildAndFamilyServices: null,
  calledLawEnforcement: null,
  reporterKnownTo: null,
  reporterName: null,
  reporterEmail: null,
  reporterPhone: null,
  unread: [],
};

export interface SettledSeed {
  /** Number of sent messages. The newest was sent a day before the start. */
  readonly messages?: number | undefined;
  /** Number of lines in Activity. */
  readonly activity?: number | undefined;
}

/** Days. Older messages are removed from the Outbox. */
const withinDays = 20;

function tabNamed(store: Store, tab: "outbox" | "activity") {
  const cells = tabCells(store, mainRegister(store), tab);
  if (cells === null) throw new Error(`the register has no ${tab} tab`);
  return cells;
}

/** Writes the sent messages and the Activity. `start` is in milliseconds since 1970 (UTC). */
export function seedSettled(
  store: Store,
  { messages = 0, activity = 0 }: SettledSeed,
  start: number,
): void {
  const outbox = tabNamed(store, "outbox");
  const first = appendCells(
    outbox,
    Array.from({ length: messages }, (_, at) => {
      const queuedAt = start - dayMs - ((messages - at) * withinDays * dayMs) / messages;
      return rawRow("outbox", {
        message: `seed-${at + 1} case-opened ${addresses.contact}`,
        kind: "case-opened",
        case: null,
        to: addresses.contact,
        state: "sent",
        queuedAt,
        claimedUntil: null,
        attempts: 1,
        sentAt: queuedAt,
        lastError: null,
        detail: JSON.stringify({ dueFrom: "learned" }),
      });
    }),
  );
  const keys = outbox.sheet.rows[0]?.values ?? [];
  const mark = keys.findIndex((value) => typeof value === "string" && /^end:\d+$/.test(value));
  const head = outbox.sheet.rows[0];
  if (mark >= 0 && head != null) {
    const values = keys.map((value, at) => (at === mark ? bookmarkText(first + messages) : value));
    outbox.sheet.rows[0] = { ...head, values };
  }
  appendCells(
    tabNamed(store, "activity"),
    Array.from({ length: activity }, (_, at) => {
      const line = { at: start - dayMs, who: "automation", what: "call-reminded", case: null };
      return rawRow("activity", activityRow(line, start - dayMs, at));
    }),
  );
}
