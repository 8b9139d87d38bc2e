/** What taking in reports reads of a register (the “snapshot”); the state made from it, on which reports are decided; and a report on its way into the register: what follows from it before its case is known, and its rows. */
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
import { reportColumns } from "../../register/tabs";
import type { Run } from "../../run";
import { minuteMs } from "../../time";

/** A response, and what it says. */
export interface RoutedReport {
  readonly response: FormResponse;
  readonly report: Report;
  /** What its case says of a sealed report; null or left out for the main register. */
  readonly sealed?: Sealed | null;
}

/** What a run knows of a register. It is brought up to date as the run decides one report after the other. */
export interface IntakeState {
  readonly index: CaseIndex;
  /** Cases whose rows were read, or that this run opened; by reference. */
  readonly files: Map<string, CaseFile>;
  /** Ids of the responses that are taken in. */
  readonly responses: Set<string>;
  /** Ids of the responses whose reporters stand in the tab Reporters; empty where that tab was not read. */
  readonly reporters: ReadonlySet<string>;
  /** Id of a response → reference of its case, from the messages queued for that response, as far as those were read. */
  readonly caseOf: ReadonlyMap<string, string>;
  readonly returning: RestoredReports;
  /** Ids of responses whose reporter could not be written into a sealed register (take-in-reports), and so stands in the Form alone. */
  readonly reportersLost: ReadonlySet<string>;
  /** The highest reference that this register ever gave, as remembered; null where none is remembered. */
  readonly lastGiven: string | null;
  /** Id of the response that is a drill's report; none where it is left out. */
  readonly drill?: string | null;
  /** The sealed case whose reports these all are, where it is released to this register. */
  readonly released: CaseFile | null;
  /** The case that the first of these reports has opened here; null before that. */
  releasedInto: string | null;
}

/** Adds what was decided on a report to the state. `files`: the cases that are new or changed; `restored`: see `Decided`. */
export function addDecided(
  state: IntakeState,
  response: string,
  { files, restored }: { readonly files: readonly CaseFile[]; readonly restored: string | null },
): void {
  state.responses.add(response);
  if (state.released !== null) state.releasedInto ??= files[0]?.row.case ?? null;
  // One of the missing reports of a case is back.
  const lost = state.returning.lacking.get(restored ?? "");
  if (lost !== undefined) lost.missing -= 1;
  for (const file of files) {
    state.files.set(referenceOfCase(file.row), file);
    state.index.add(file.row);
  }
}

/** What is read for every report: eight cells for each case (design 8), and what is needed to append rows to the other tabs. */
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
 * Ids of the responses that those of these registers have which can be read. One call for each. A response that one has needs no one's
 * attention while another one is out of reach.
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
 * What the register alone tells of the state at the start of a run. `until`: responses from before may come back, and `snapshot` was read
 * with `returningRequests` too; null: no response is that old.
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

/** Ids of the responses that are taken in under a case that the register has. `until`: as in `intakeState`. */
export function responsesTakenIn(
  snapshot: Snapshot,
  directory: Directory,
  until: number | null,
): ReadonlySet<string> {
  return until === null ? responsesIn(snapshot) : intakeState(snapshot, directory, until).responses;
}

/** What has to be read in addition where a report may come back. */
export const returningRequests: readonly TabRequest[] = [
  { tab: "cases", columns: ["case", "reports", "opened", "school", stateKey] },
  { tab: "reports", columns: ["row", "response", "part", "case"] },
];

/** What is known of the reports that come back. */
interface RestoredReports {
  /** Response id → reference of the case that the report belonged to and that has no row any more. */
  readonly former: ReadonlyMap<string, string>;
  /** Keys of the rows that Reports has now. */
  readonly rows: ReadonlySet<string>;
  /** Cases whose row counts more reports than Reports has rows for, by reference. `opened`: milliseconds since 1970, UTC. */
  readonly lacking: ReadonlyMap<
    string,
    { missing: number; readonly opened: number; readonly school: string | null }
  >;
  /** Responses that the Form received before this instant were in the register once. Milliseconds since 1970, UTC. */
  readonly until: number;
}

/** Where no report is old enough to come back. */
export const nothingReturns: RestoredReports = {
  former: new Map(),
  rows: new Set(),
  lacking: new Map(),
  until: 0,
};

/** Responses that the Form received before this instant (ms UTC) were in a register once. No call. */
export function sweptUntil({ memory }: Run): number {
  return memory.get("sweep").since;
}

/**
 * What the reports of the Form have to be compared with when they are taken in again. `until`: see `sweptUntil`. `snapshot` was read with
 * `returningRequests`.
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
 * A case opens within 15 minutes of its first report (milliseconds): the trigger takes a minute or two, the clock that stands in for a lost
 * trigger five to ten. A case opened later was opened by another report.
 */
const openedWithin = 15 * minuteMs;

/**
 * The case that counts this report already. For a report whose row of Reports is gone and whose case the Outbox does not name either. It is
 * a case of the same student that lacks reports, or the case that was opened when the report came in. Null for a new report, and where no
 * such case is found.
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

/**
 * Turns appended report rows that Reports already has into updates that only put them under the new case. What people confirmed in those
 * rows stays.
 */
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
 * Marks a report that came back under another case. Its messages get ids that differ from those of the first time, so that they are sent;
 * the reporter is not told of their own duty a second time; Activity says which case it belonged to (`former`). `now` in ms UTC.
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

/** A report, and what follows from it before its case is known. */
export type Sent = ReturnType<typeof readSentReport>;

/** What follows from a report before its case is known. */
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

/** The rows that hold all that the reporter answered, before they belong to a case: those of Reports, then those of Reporters. */
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

/** The rows of the report under its case. */
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
    accepted: acceptedText(reportColumns(), marks),
  };
  return answeredRows(response, whole).flatMap(({ tab, row }): readonly Append[] => {
    if (tab !== "reports") return keepsReporter ? [{ tab, row }] : [];
    const more = row["part"] === 1 ? ofFirst : {};
    return [{ tab, row: { ...row, ...more, case: caseReference } }];
  });
}
