/**
 * What is read from a register to take in reports (the “snapshot”), and the state made from it, on which reports are decided.
 */
import { attempt } from "../attempt";
import type { CaseFile } from "../case/facts/case-file";
import { referenceOfCase } from "../case/facts/case-reference";
import { caseIndexColumns } from "../case/load-cases";
import { caseIndexIn, foldName, type Link } from "../casework/match-report";
import type { Sealed } from "../casework/what-becomes-of-cells";
import type { RoutedReport } from "../outage/who-is-told-in-an-outage";
import type { RegisterName } from "../ports";
import { type RowValues, stateKey } from "../register/columns";
import type { TabRequest } from "../register/read/read-tabs";
import { rowsOf, type Snapshot } from "../register/read/snapshot";
import { registerNamed } from "../registers/open-register";
import type { Run } from "../run";
import { minuteMs } from "../time";

/** A report on its way into a register. */
export interface Taken extends RoutedReport {
  /** For a sealed report, what its case stores about that; null or left out for the main register. */
  readonly sealed?: Sealed | null;
  /** For a report that joins a case of another register: the register of the school that sent it. */
  readonly sentFrom?: RegisterName;
  /** References of open cases in other registers that may be of the same student, which leads are asked about. */
  readonly perhaps?: readonly string[];
  /** For a report that moves to another register with its case: what is known there of its reporter and the reporter's own duties. */
  readonly marks?: RowValues;
  /** Whether its reporter was emailed when it came, though it came into a sealed register. */
  readonly isTold?: boolean;
}

/** What a run knows of a register. Each decision on a report updates it. */
export interface IntakeState extends ReturnType<typeof intakeState> {
  /** Cases whose rows were read, or that this run opened; by reference. */
  readonly files: Map<string, CaseFile>;
  /**
   * Ids of the responses whose reporter could not be written into a sealed register (take-in-reports.ts), so that only the Form says who
   * sent them.
   */
  readonly reportersLost: ReadonlySet<string>;
  /** The highest reference that this register has ever given, as remembered; null if none is remembered. */
  readonly lastGiven: string | null;
  /** Id of the response that is a drill's report; null or left out if none is. */
  readonly drill?: string | null;
}

/** What is read for every report: nine cells of each case (design 8), and what is needed to append rows to the other tabs. */
export const indexRequests: readonly TabRequest[] = [
  { tab: "cases", columns: [...caseIndexColumns] },
  { tab: "reports", columns: ["response"] },
  { tab: "checklist", columns: [] },
];

/** What must also be read if a report may come back, because the register had it once and lost rows. */
export const returningRequests: readonly TabRequest[] = [
  { tab: "cases", columns: ["case", "reports", "opened", "school", stateKey] },
  { tab: "reports", columns: ["row", "response", "part", "case"] },
];

/** Ids of the responses that have a row in Reports. */
export function responsesIn(snapshot: Snapshot): Set<string> {
  return new Set(rowsOf(snapshot, "reports").flatMap(({ values }) => values.response ?? []));
}

/**
 * Ids of the responses that these registers have, leaving out registers that cannot be read. One call for each register. If one register
 * has a response, no one needs to deal with it while another register is out of reach.
 */
export function responsesHeld(run: Run, names: readonly RegisterName[]): ReadonlySet<string> {
  const heldBy = (name: RegisterName) => {
    const read = registerNamed(run, name, []).load([{ tab: "reports", columns: ["response"] }]);
    return [...responsesIn(read)];
  };
  return new Set(names.flatMap((name) => attempt(run, () => heldBy(name), [])));
}

/** Whether the register has the case that a response belonged to before. `id`: of the response. */
export function hasCaseOf({ caseOf, index }: Pick<IntakeState, "caseOf" | "index">, id: string) {
  const earlier = caseOf.get(id);
  return earlier !== undefined && index.target(earlier) !== null;
}

/** The part of the state that comes from the register alone, at the start of a run. `snapshot`: a read of `indexRequests` or more. */
export function intakeState({ directory, memory }: Run, snapshot: Snapshot) {
  const index = caseIndexIn(snapshot, directory.settings);
  const reports = rowsOf(snapshot, "reports");
  const reporters = snapshot.tabs.has("reporters") ? rowsOf(snapshot, "reporters") : [];
  const responses = responsesIn(snapshot);
  const caseOf = new Map<string, string>();
  const heldIn = new Map<string, string>();
  /** Case → how many of its reports have a row. */
  const there = new Map<string, number>();
  for (const { values } of reports) {
    const { response, case: reference, part } = values;
    const of = index.target(reference ?? "")?.case;
    if (of === undefined && response != null && reference != null) {
      caseOf.set(response, reference);
      responses.delete(response);
    }
    if (of !== undefined && response != null) heldIn.set(response, of);
    if (of !== undefined && (part ?? 1) <= 1) there.set(of, (there.get(of) ?? 0) + 1);
  }
  const messages = snapshot.tabs.has("outbox") ? rowsOf(snapshot, "outbox") : [];
  const named = new Set(messages.map(({ values }) => referenceOfCase(values)));
  // Their row names a case that is gone. It may have been merged into the one of the message, whose student they are not about.
  const ofRow = new Set([...caseOf].flatMap(([id, one]) => (named.has(one) ? id : [])));
  for (const { key, values } of messages) {
    const response = key.slice(0, key.indexOf(" "));
    if (!ofRow.has(response)) caseOf.set(response, referenceOfCase(values));
  }
  const lacking = new Map<string, { missing: number; opened: number; school: string | null }>();
  for (const { key, values } of rowsOf(snapshot, "cases")) {
    const missing = (values.reports ?? 0) - (there.get(key) ?? 0);
    if (missing <= 0 || index.target(key)?.case !== key) continue;
    lacking.set(key, { missing, opened: values.opened ?? 0, school: values.school ?? null });
  }
  return {
    index,
    /** Ids of the responses whose report is in a case that the register has. */
    responses,
    /** Id of such a response → the case that has it, or into which that was merged; empty if the columns were not read. */
    heldIn,
    /** Ids of the responses whose reporter has a row in the tab Reporters; empty if that tab was not read. */
    reporters: new Set(reporters.map(({ key }) => key)),
    /**
     * Id of a response → reference of the case that the report belonged to before: by the messages queued for it, or by its row in Reports
     * if the row of the case is gone. As far as these were read.
     */
    caseOf,
    /** Keys of the rows in Reports; empty if they were not read. */
    rows: new Set(reports.map(({ key }) => key)),
    /** Cases that count more reports than they have rows in Reports, by reference. `opened`: milliseconds UTC. */
    lacking,
    /** Responses that the Form received before this time were in a register once; milliseconds UTC. */
    until: memory.get("sweep").since,
  };
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
  { lacking, until, index }: IntakeState,
  { response, report }: Pick<RoutedReport, "response" | "report">,
  link: Link,
): string | null {
  if (response.receivedAt >= until) return null;
  const isOpenedByIt = (reference: string) => {
    const { opened = 0, school = null } = lacking.get(reference) ?? {};
    const since = opened - response.receivedAt;
    const student = index.target(reference)?.student ?? null;
    const isStudent = foldName(student) === foldName(report.studentName);
    const isSame = isStudent && (school ?? "") === (report.school ?? "");
    return isSame && since >= 0 && since < openedWithin;
  };
  const all = [...link.sure, ...[...lacking.keys()].filter(isOpenedByIt)];
  return all.find((reference) => (lacking.get(reference)?.missing ?? 0) > 0) ?? null;
}
