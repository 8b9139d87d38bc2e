/**
 * What is read from a register to take in reports (the “snapshot”), and the state made from it, on which reports are decided. Also a report
 * on its way into the register: what follows from it before its case is known, and its rows.
 */
import { note, orElse } from "../../attempt";
import {
  isForLeadAlone,
  reporterRecipient,
  reporterRows,
  saysWhoReported,
  withoutReporter,
} from "../../case/assignment/reporters";
import type { Sealed } from "../../case/cells/case-cells";
import type { CaseFile } from "../../case/facts/case-file";
import { referenceOfCase } from "../../case/facts/case-reference";
import { asksUntilCalled } from "../../case/facts/danger";
import {
  type CaseIndex,
  caseIndexColumns,
  caseIndexIn,
  foldName,
  type Link,
} from "../../case/lifecycle/match-report";
import { writtenReportDue } from "../../case/steps/deadlines";
import { type Directory, reporterAddressIn } from "../../district/district";
import { isRolledOver } from "../../errors";
import { type Report, unreadText } from "../../form/report";
import type { FormResponse, RegisterName } from "../../ports";
import { type Append, type Change, reportRows, type Update } from "../../register/change";
import { stateKey } from "../../register/columns";
import type { TabRequest } from "../../register/read/read-tabs";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import { registerNamed } from "../../register/register";
import { registerKinds } from "../../register/register-kinds";
import { acceptedText } from "../../register/row-state";
import { tabs } from "../../register/tabs";
import type { Run } from "../../run";
import { minuteMs } from "../../time";

/** A response, and what it says. */
export interface RoutedReport {
  readonly response: FormResponse;
  readonly report: Report;
  /** For a sealed report, what its case stores about that; null or left out for the main register. */
  readonly sealed?: Sealed | null;
}

/** What a run knows of a register. It is updated after each report that the run decides. */
export interface IntakeState {
  readonly index: CaseIndex;
  /** Cases whose rows were read, or that this run opened; by reference. */
  readonly files: Map<string, CaseFile>;
  /** Ids of the responses that the register has. */
  readonly responses: Set<string>;
  /** Ids of the responses whose reporter has a row in the tab Reporters; empty if that tab was not read. */
  readonly reporters: ReadonlySet<string>;
  /** Id of a response → reference of its case, taken from the messages queued for that response, if those were read. */
  readonly caseOf: ReadonlyMap<string, string>;
  readonly returning: RestoredReports;
  /**
   * Ids of the responses whose reporter could not be written into a sealed register (take-in-reports.ts), so that only the Form says who
   * sent them.
   */
  readonly reportersLost: ReadonlySet<string>;
  /** The highest reference that this register has ever given, as remembered; null if none is remembered. */
  readonly lastGiven: string | null;
  /** Id of the response that is a drill's report; null or left out if none is. */
  readonly drill?: string | null;
  /** The sealed case that these reports are released from; null if they are not from a release. */
  readonly released: CaseFile | null;
  /** Reference of the case that the first of these released reports opened here; null before that. */
  releasedInto: string | null;
}

/** Updates the state after a report was decided. `files`: the cases that are new or changed; `restored`: as in `Decided`. */
export function addDecided(
  state: IntakeState,
  response: string,
  { files, restored }: { readonly files: readonly CaseFile[]; readonly restored: string | null },
): void {
  state.responses.add(response);
  if (state.released !== null) state.releasedInto ??= files[0]?.row.case ?? null;
  // A report that the case counts, but that had no row, has its row again.
  const lost = state.returning.lacking.get(restored ?? "");
  if (lost !== undefined) lost.missing -= 1;
  for (const file of files) {
    state.files.set(referenceOfCase(file.row), file);
    state.index.add(file.row);
  }
}

/** What is read for every report: eight cells of each case (design 8), and what is needed to append rows to the other tabs. */
export const indexRequests: readonly TabRequest[] = [
  { tab: "cases", columns: [...caseIndexColumns] },
  { tab: "reports", columns: ["response"] },
  { tab: "checklist", columns: [] },
];

/** Ids of the responses that have a row in Reports. */
export function responsesIn(snapshot: Snapshot): Set<string> {
  const responses = new Set<string>();
  for (const { values } of rowsOf(snapshot, "reports")) {
    if (typeof values.response === "string") responses.add(values.response);
  }
  return responses;
}

/**
 * Ids of the responses that these registers have, leaving out registers that cannot be read. One call for each register. If one register
 * has a response, no one needs to deal with it while another register is out of reach.
 */
export function responsesHeld(run: Run, names: readonly RegisterName[]): ReadonlySet<string> {
  const heldBy = (name: RegisterName) =>
    orElse<Iterable<string>>(
      () => {
        const register = registerNamed(run, name, []);
        return responsesIn(register.load([{ tab: "reports", columns: ["response"] }]));
      },
      (error) => {
        if (isRolledOver(error)) throw error;
        note(run, error);
        return [];
      },
    );
  return new Set(names.flatMap((name) => [...heldBy(name)]));
}

/** Ids of the responses that have a row in Reporters. */
export function reportersIn(snapshot: Snapshot): ReadonlySet<string> {
  if (!snapshot.tabs.has("reporters")) return new Set();
  return new Set(rowsOf(snapshot, "reporters").map(({ key }) => key));
}

/**
 * The part of the state that comes from the register alone, at the start of a run. `until` (milliseconds UTC): responses from before that
 * may come back, and `snapshot` was also read with `returningRequests`; null: no response is that old.
 */
export function intakeState(
  snapshot: Snapshot,
  directory: Directory,
  until: number | null,
): Pick<IntakeState, "index" | "responses" | "reporters" | "caseOf" | "returning"> {
  const index = caseIndexIn(snapshot, directory.settings);
  const returning = until === null ? nothingReturns : reportsToRestore(snapshot, index, until);
  const responses = responsesIn(snapshot);
  for (const id of returning.former.keys()) responses.delete(id);
  const messages = snapshot.tabs.has("outbox") ? rowsOf(snapshot, "outbox") : [];
  return {
    ...{ index, responses, returning },
    reporters: reportersIn(snapshot),
    caseOf: new Map(
      messages.map(({ key, values }) => [key.slice(0, key.indexOf(" ")), referenceOfCase(values)]),
    ),
  };
}

/** Ids of the responses whose report is in a case that the register still has. `until`: as in `intakeState`. */
export function responsesTakenIn(
  snapshot: Snapshot,
  directory: Directory,
  until: number | null,
): ReadonlySet<string> {
  return until === null ? responsesIn(snapshot) : intakeState(snapshot, directory, until).responses;
}

/** What must also be read if a report may come back. */
export const returningRequests: readonly TabRequest[] = [
  { tab: "cases", columns: ["case", "reports", "opened", "school", stateKey] },
  { tab: "reports", columns: ["row", "response", "part", "case"] },
];

/** What is known about reports that may come back: the register had them once, and lost rows. */
interface RestoredReports {
  /** Response id → reference of the case that the report belonged to, whose row is gone. */
  readonly former: ReadonlyMap<string, string>;
  /** Keys of the rows that Reports still has. */
  readonly rows: ReadonlySet<string>;
  /** Cases that count more reports than they have rows in Reports, by reference. `opened`: milliseconds UTC. */
  readonly lacking: ReadonlyMap<
    string,
    { missing: number; readonly opened: number; readonly school: string | null }
  >;
  /** Responses that the Form received before this time were in the register once; milliseconds UTC. */
  readonly until: number;
}

/** For a run in which no report is old enough to come back. */
export const nothingReturns: RestoredReports = {
  former: new Map(),
  rows: new Set(),
  lacking: new Map(),
  until: 0,
};

/** Responses that the Form received before this time (milliseconds UTC) were in a register once. No call. */
export function sweptUntil({ memory }: Run): number {
  return memory.get("sweep").since;
}

/**
 * What old reports in the Form are compared with when they are taken in again. `until`: as `sweptUntil` returns it. `snapshot` was read
 * with `returningRequests`.
 */
function reportsToRestore(snapshot: Snapshot, index: CaseIndex, until: number): RestoredReports {
  const reports = rowsOf(snapshot, "reports");
  const former = new Map<string, string>();
  const there = new Map<string, number>();
  for (const { values } of reports) {
    const { response, case: reference, part } = values;
    const of = index.target(reference ?? "")?.case;
    if (response != null && reference != null && of === undefined) former.set(response, reference);
    if (of !== undefined && (part ?? 1) <= 1) there.set(of, (there.get(of) ?? 0) + 1);
  }
  const lacking = rowsOf(snapshot, "cases").flatMap(({ key, values }) => {
    const missing = (values.reports ?? 0) - (there.get(key) ?? 0);
    const isOwn = index.target(key)?.case === key;
    const { opened, school } = values;
    const found = { missing, opened: opened ?? 0, school: school ?? null };
    return missing > 0 && isOwn ? [[key, found] as const] : [];
  });
  const rows = new Set(reports.map(({ key }) => key));
  return { former, rows, lacking: new Map(lacking), until };
}

/**
 * A case opens within 15 minutes of its first report (milliseconds): the trigger takes a minute or two, and if it is lost, the clock takes
 * in the report after five to ten. A case that opened later was opened by another report.
 */
const openedWithin = 15 * minuteMs;

/**
 * The case that already counts this report, if the report's row in Reports is gone and the Outbox does not name its case. It is a case of
 * the same student that lacks reports, or the case that was opened when the report came in. Null for a new report, or if there is no such
 * case.
 */
export function ownCaseOf(
  { returning: { lacking, until }, index }: IntakeState,
  { response: { receivedAt }, report: { studentName, school } }: RoutedReport,
  link: Link,
): string | null {
  if (receivedAt >= until) return null;
  const isOpenedByIt = (reference: string) => {
    const { opened = 0, school: at = null } = lacking.get(reference) ?? {};
    const since = opened - receivedAt;
    const student = index.target(reference)?.student ?? null;
    const isSame = foldName(student) === foldName(studentName) && (at ?? "") === (school ?? "");
    return isSame && since >= 0 && since < openedWithin;
  };
  const all = [...link.sure, ...[...lacking.keys()].filter(isOpenedByIt)];
  return all.find((reference) => (lacking.get(reference)?.missing ?? 0) > 0) ?? null;
}

/** Replaces report rows that Reports already has by updates that move them to the new case. What people confirmed in those rows is kept. */
export function reuseReportRows(change: Change, { rows }: RestoredReports): Change {
  const isThere = (one: Change["append"][number]) =>
    one.tab === "reports" && rows.has(String(one.row["row"]));
  const update = change.append.filter(isThere).map(({ tab, row }): Update => {
    return { tab, key: String(row["row"]), values: { case: row["case"] ?? null } };
  });
  const append = change.append.filter((one) => !isThere(one));
  return { ...change, append, update: [...change.update, ...update] };
}

/**
 * Marks a report that came back under another case. Its messages get new ids, so that they are sent; the reporter is not told of their own
 * duty a second time; Activity names the case that it belonged to (`former`). `now`: milliseconds UTC.
 */
export function markRestored(
  change: Change,
  reference: string,
  former: string,
  now: number,
): Change {
  return {
    ...change,
    messages: change.messages
      .filter(({ kind }) => kind !== "reporter-duty")
      .map((message) => ({ ...message, id: message.id.replace(" ", ` ${reference} `) })),
    activity: [
      ...change.activity,
      { at: now, who: "automation", what: "report-came-back", case: reference, from: former },
    ],
  };
}

/** A report, with what follows from it before its case is known. */
export type Sent = ReturnType<typeof readSentReport>;

/** Works out what follows from a report before its case is known. */
export function readSentReport(state: IntakeState, taken: RoutedReport, run: Run) {
  const { response, report: whole, sealed = null } = taken;
  const { released } = state;
  const isAnswered = released !== null && !asksUntilCalled(released);
  /** Whether only the lead may know who sent it. */
  const isApart = isForLeadAlone(whole);
  const report = isApart ? withoutReporter(whole) : whole;
  const { isMain } = registerKinds[run.register];
  const address = isMain ? reporterAddressIn(run.directory.settings, whole.reporterEmail) : null;
  return {
    ...{ response, isApart },
    /** The report including who sent it; and as contacts may see it. */
    ...{ whole, report },
    /** What the case of a sealed report says of that; null for the main register. */
    sealed,
    /** Whether it does not say who sent it. */
    isAnonymous: !saysWhoReported(whole),
    /** Who is emailed about their own duty to report: an address, or a marker that stands for it; null where no one may be emailed. */
    reporter: isApart && address !== null ? reporterRecipient(response.id) : address,
    writtenReport: writtenReportDue(report.pack, report.learnedAt, response.receivedAt),
    /**
     * Whether a row of Reporters is written along. A sealed register takes it along; for another register it was written before
     * (take-in-reports).
     */
    keepsReporter: sealed !== null && !state.reporters.has(response.id),
    isDrill: response.id === state.drill,
    /** Whether it says that the student is in danger, and that was not answered in a sealed case that is released. */
    isDanger: report.immediateDanger === "yes" && !isAnswered,
    /** The case that the report belonged to before, as far as is known. */
    earlier: state.caseOf.get(response.id) ?? state.returning.former.get(response.id),
  };
}

/**
 * The rows that hold everything the reporter answered, before they are assigned to a case: first those of Reports, then those of Reporters.
 */
export function answeredRows(response: FormResponse, whole: Report): readonly Append[] {
  const isApart = isForLeadAlone(whole);
  const { unread, pack: _pack, ...answers } = isApart ? withoutReporter(whole) : whole;
  const reports = reportRows({
    ...answers,
    response: response.id,
    received: response.receivedAt,
    unread: unreadText(unread),
  });
  const reporters = isApart ? reporterRows(response, whole) : [];
  return [
    ...reports.map((row): Append => ({ tab: "reports", row })),
    ...reporters.map((row): Append => ({ tab: "reporters", row })),
  ];
}

/** The rows of the report, assigned to its case. */
export function reportAppends(sent: Sent, caseReference: string): readonly Append[] {
  const { response, whole, isAnonymous, reporter, writtenReport, keepsReporter } = sent;
  const marks = { reporterUnreachable: isAnonymous };
  const ofFirst = {
    writtenReportDue: writtenReport.due,
    writtenReportDueFrom: writtenReport.from,
    reporterTold: reporter === null ? "not told" : "told by email",
    callConfirmed: false,
    writtenReportConfirmed: false,
    ...marks,
    accepted: acceptedText(tabs.reports.columns, marks),
  };
  return answeredRows(response, whole).flatMap(({ tab, row }): readonly Append[] => {
    if (tab !== "reports") return keepsReporter ? [{ tab, row }] : [];
    const more = row["part"] === 1 ? ofFirst : {};
    return [{ tab, row: { ...row, ...more, case: caseReference } }];
  });
}
