/**
 * Decides what one report changes in a register: its case, its own row, who is told. One report, one change (design 2.5). Pure.
 */
import {
  type Asked,
  type CaseHolders,
  heldByNobody,
  leadOf,
  messagesToAudience,
  peopleToldOfReport,
  personAsked,
  whoIsResponsible,
} from "../../case/assignment/responsible-person";
import type { Arrival } from "../../case/cells/cell-policy";
import { expiredApprovalLines, risenLines } from "../../case/lifecycle/expire-approvals";
import { type GrownCase, withCellsChanged } from "../../case/lifecycle/grow-case";
import type { Link } from "../../case/lifecycle/match-report";
import {
  caseContextOf,
  type Earlier,
  findPriorCases,
  joinReport,
  nothingEarlier,
  openCase,
} from "../../case/lifecycle/open-case";
import { message } from "../../case/messages/message";
import { type CaseFile, changeOfCase, keepOwn } from "../../case/model/case-file";
import {
  numberedReference,
  numberIn,
  referenceOfCase,
  yearDigits,
} from "../../case/model/case-reference";
import { packHoldsFacts } from "../../case/model/combined-facts";
import { asksLeadAboutStaff, isParentTold } from "../../case/model/parent-conditions";
import type { ReviewReason } from "../../case/model/review-reasons";
import { withReporterToTell } from "../../case/reminders/reporter-receipt";
import type { Directory } from "../../district/district";
import { recipientsOfReport, schoolNamed } from "../../district/find-people";
import { isNotListed } from "../../form/choices";
import { decisiveKeys, notAsked } from "../../form/gaps";
import type { Report } from "../../form/report";
import { isLikeCode } from "../../install/going-live/drill";
import { union } from "../../lists";
import { packOfCase } from "../../protocol/find-pack";
import type { ProtocolPack } from "../../protocol/pack";
import {
  type ActivityLine,
  type Change,
  joinChanges,
  noChange,
  type QueuedMessage,
} from "../../register/change";
import { registerKinds } from "../../register/register-kinds";
import { viewsOfCase } from "../../register/saved-views";
import type { CaseRow } from "../../register/tabs";
import type { Run } from "../../run";
import { isWritten } from "../../text";
import type { Moment } from "../../time";
import { type IntakeState, markRestored, ownCaseOf, reuseReportRows } from "./intake-snapshot";
import { reportMessages } from "./report-messages";
import type { TakenSealed } from "./sealed-reports";
import { readSentReport, reportChange, type Sent } from "./sent-report";
import type { RoutedReport } from "./sort-by-register";

/** What a person has to look at; nothing of a drill. `found`: what the directory and the school said of it. */
function reasonsOf(
  { report, response, isDrill }: Sent,
  { reportersLost }: IntakeState,
  found: readonly ReviewReason[],
): readonly ReviewReason[] {
  if (isDrill) return [];
  const reasons = new Set<ReviewReason>();
  for (const { key, text } of report.unread) {
    const isNotAsked = text === notAsked && key !== "unknown-question";
    const decisive = isNotAsked ? decisiveKeys.find((one) => one === key) : undefined;
    reasons.add(decisive === undefined ? `unread-${key}` : `not-asked-${decisive}`);
  }
  if (reportersLost.has(response.id)) reasons.add("reporter-not-kept");
  const saysNothing = report.factors.length + report.concerns.length === 0 && report.facts === null;
  if (saysNothing && reasons.size === 0) reasons.add("nothing-answered");
  if (isLikeCode(report.studentName)) reasons.add("drill-code");
  if (asksLeadAboutStaff(report)) reasons.add("staff-not-clear");
  return [...new Set([...reasons, ...found])];
}

/** A case of the state. Throws an Error where it was not read, which is a mistake of the caller. */
function readFile(state: IntakeState, reference: string): CaseFile {
  const file = state.files.get(reference);
  if (file === undefined) throw new Error("a case that a report is linked to was not read");
  return file;
}

/**
 * Which case the report joins. Of the student's open cases: the first of the report's protocol, else the first whose protocol can hold what
 * the report says. Where none can (a district may follow another county's protocol by now), the report opens a new case that names the
 * others.
 */
function linkOf(state: IntakeState, { report, isDrill }: Sent): Link {
  if (isDrill) return { kind: "new", possibleMatches: [], earlierCases: [] };
  const { released, releasedInto: into } = state;
  if (into !== null) return { kind: "join", case: into, others: [], possibleMatches: [] };
  const link = state.index.link(report);
  if (link.kind !== "join") return link;
  const open = [link.case, ...link.others];
  // What was done in a sealed case was done for it alone: so it opens a case of its own, and people merge the two.
  const able = (released === null ? open : []).flatMap((reference) => {
    const pack = packOfCase(readFile(state, reference).row);
    return packHoldsFacts(pack, report) ? [{ reference, pack }] : [];
  });
  const joined = able.find(({ pack }) => pack.id === report.pack.id) ?? able[0];
  return joined === undefined
    ? { kind: "new", possibleMatches: open, earlierCases: [] }
    : { ...link, case: joined.reference };
}

/** What a decision on one report changes. */
export interface Decided {
  readonly change: Change;
  /** The cases that are new or changed. */
  readonly files: readonly CaseFile[];
  /** The case that counts the report already, of which only the row in Reports was lost; null for any other report. */
  readonly restored: string | null;
}

/**
 * Decides one report. Changes nothing where the register has the response already: a report delivered twice changes nothing (design 2.8).
 * Every case that the report may join or match must be among `state.files`.
 */
export function decideReport(
  state: IntakeState,
  taken: RoutedReport | TakenSealed,
  run: Run,
): Decided {
  const { response } = taken;
  const nothing: Decided = { change: noChange, files: [], restored: null };
  if (state.responses.has(response.id)) return nothing;
  const sent = readSentReport(state, taken, run);
  const { earlier } = sent;
  const { returning, index } = state;
  const isThere = earlier !== undefined && index.target(earlier) !== null;
  // The register has the case of this response, so nothing that it might join was read.
  const link = isThere ? null : linkOf(state, sent);
  const own = link === null ? earlier : ownCaseOf(state, sent, link);
  const { change, files } =
    link === null || own != null
      ? { change: rowRestored(sent, own ?? "", run.now), files: [] }
      : takenInto(state, sent, link, run);
  return {
    change: reuseReportRows(change, returning),
    files,
    restored: own == null ? null : (index.target(own)?.case ?? own),
  };
}

/** Only the report's row in Reports was lost. People were told before, and the case counts the report. `at`: milliseconds UTC. */
function rowRestored(sent: Sent, reference: string, at: number): Change {
  const line = { at, who: "automation", what: "report-restored", case: reference };
  return joinChanges({ ...noChange, activity: [line] }, reportChange(sent, reference));
}

/** What was found out about a report before it goes into its case. */
interface Look {
  /** The case that it joins; undefined for a new one. */
  readonly joined: CaseFile | undefined;
  /** A case stays with the protocol under which it was opened (design 2.12). */
  readonly pack: ProtocolPack;
  /** As it goes into the row of the case. */
  readonly school: string | null;
  /** The school by whose people it is taken. */
  readonly served: string | null;
  readonly reasons: readonly ReviewReason[];
  /** What the student's closed cases add to a new case of this protocol. */
  readonly past: Earlier;
}

function lookedAt(state: IntakeState, sent: Sent, link: Link, run: Run): Look {
  const { report } = sent;
  const { directory, now, register } = run;
  const joined = link.kind === "join" ? state.files.get(link.case) : undefined;
  const pack = joined === undefined ? report.pack : packOfCase(joined.row);
  const school = schoolOfReport(directory, report.school);
  const served = school.known ?? joined?.row.school ?? report.school;
  // Whoever the contacts of a school are, a sealed case is not theirs.
  const isOfContacts = registerKinds[register].audience === null;
  const { reasons } = recipientsOfReport(directory, served, now, { immediateDanger: false });
  const closed =
    link.kind === "new" ? link.earlierCases.map((one) => readFile(state, one).row) : [];
  const past = link.kind === "new" ? findPriorCases(closed, pack, run) : nothingEarlier;
  return {
    joined,
    pack,
    school: school.known ?? report.school,
    served,
    reasons: reasonsOf(sent, state, [
      ...(school.reason === null ? [] : [school.reason]),
      ...(isOfContacts ? reasons : []),
    ]).filter(
      // A lead has read it and knows.
      (reason) => state.released === null || reason !== "staff-not-clear",
    ),
    past,
  };
}

/** The report in its case: a new one, or the one that it joins. */
function takenInto(
  state: IntakeState,
  sent: Sent,
  link: Link,
  run: Run,
): Omit<Decided, "restored"> {
  const { report, earlier, response, reporter } = sent;
  const look = lookedAt(state, sent, link, run);
  const { joined, past } = look;
  const answered =
    joined === undefined ? [] : [...joined.row.notSameStudentAs, ...joined.row.possibleMatch];
  const possibleMatches = link.possibleMatches.filter((one) => !answered.includes(one));
  const arrival = arrivalOf(sent, look, run);
  const { isDrill } = sent;
  const birth = { case: nextReference(state, run), possibleMatches, earlier: past, isDrill };
  const grown: GrownCase =
    joined === undefined
      ? { file: openCase(birth, arrival), rise: null, newActs: [] }
      : joinReport(asking(joined, possibleMatches), arrival);
  const row = withReporterToTell(grown.file.row, response.id, reporter, report.language);
  const result: GrownCase = { ...grown, file: { ...grown.file, row } };
  const reference = referenceOfCase(row);
  const own: Change = {
    ...noChange,
    ...changeOfCase(joined ?? null, result.file),
    views: joined === undefined ? viewsOfCase(reference) : [],
    messages: toldOf(sent, result, look, run),
    activity: linesOf(report, result, look, run.now),
  };
  const others = shownOnBoth(state, reference, possibleMatches, run);
  const change = [reportChange(sent, reference), others.change].reduce(joinChanges, own);
  const isBack = earlier !== undefined;
  return {
    change: isBack ? markRestored(change, reference, earlier, run.now) : change,
    files: [result.file, ...others.files],
  };
}

/** The case, which asks from now on whether these are about the same student. */
function asking(file: CaseFile, matches: readonly string[]): CaseFile {
  const possibleMatch = [...file.row.possibleMatch, ...matches];
  return { ...file, row: keepOwn(file.row, { ...file.row, possibleMatch }) };
}

/** The report with what was found out about it, on its way into its case. */
function arrivalOf(
  sent: Sent,
  { joined, pack, school, served, reasons, past }: Look,
  run: Run,
): Arrival {
  // The lead is told of all reports that came back in one mail.
  const isBack = sent.earlier !== undefined && joined === undefined;
  const marks: readonly ReviewReason[] = isBack ? ["came-back"] : [];
  const holders: CaseHolders = joined?.row ?? { ...heldByNobody, school: served };
  const hands = { ...holders, excluded: union(holders.excluded, sent.sealed?.excluded) };
  return {
    report: sent.report,
    receivedAt: sent.response.receivedAt,
    school,
    contact: whoIsResponsible({ ...hands, assignedTo: null }, run),
    // All readers of a sealed register are told at once.
    ...(registerKinds[run.register].audience === null ? { told: personAsked(hands, run) } : {}),
    reviewReasons: [...reasons, ...marks, ...past.reasons],
    sealed: sent.sealed,
    context: {
      ...caseContextOf(pack, joined?.row.school ?? served, run),
      writtenReportDue: sent.writtenReport.due,
    },
  };
}

/** Who is told of a report beside those who are asked: the lead if there is something to look at; in a sealed register its whole audience. */
function othersToTell(row: CaseRow, reasons: readonly ReviewReason[], run: Run): readonly Asked[] {
  if (registerKinds[run.register].audience !== null) return run.directory.people;
  return reasons.length === 0 ? [] : [leadOf(row, run)];
}

/** The messages about a report, each to somebody who may be told. */
function toldOf(
  sent: Sent,
  grown: GrownCase,
  { joined, served, reasons, past }: Look,
  run: Run,
): readonly QueuedMessage[] {
  const { response, whole, report, reporter, writtenReport, isAnonymous, isDanger } = sent;
  const { row } = grown.file;
  return messagesToAudience(
    [
      ...notReminded(sent, row, run),
      ...reportMessages({
        response: response.id,
        grown,
        opensCase: joined === undefined,
        writtenReport,
        isDanger,
        parentKnew:
          joined !== undefined &&
          report.parentMayBeInvolved === "yes" &&
          isParentTold(packOfCase(joined.row), joined.acts),
        told: peopleToldOfReport(row, { school: served, isDanger }, run),
        others: othersToTell(row, [...reasons, ...past.reasons], run),
        reporter,
        language: whole.language,
        isAnonymous,
      }),
    ],
    run,
  );
}

/** The lines of Activity about a report. `at`: milliseconds UTC. */
function linesOf(
  report: Report,
  { file: { row }, rise }: GrownCase,
  { joined, past }: Look,
  at: number,
): readonly ActivityLine[] {
  const line = { at, who: "automation", case: referenceOfCase(row) };
  const counted = { what: "earlier-factors-counted", column: "earlierCase", to: past.case ?? "" };
  return [
    { ...line, what: joined === undefined ? "case-opened" : "report-joined" },
    ...(past.factors.length === 0 ? [] : [{ ...line, ...counted }]),
    ...(joined === undefined ? [] : expiredApprovalLines(joined.row, row, at)),
    ...risenLines(rise, row, { who: "automation", now: at }),
    ...(report.immediateDanger === "yes" ? [{ ...line, what: "danger-reported" }] : []),
  ];
}

/** The next free case reference. Never one that was given before: mail about it may be about another child whose row is gone. */
export function nextReference(
  { index, lastGiven }: Pick<IntakeState, "index" | "lastGiven">,
  { now, zone }: Run,
): string {
  // Where the computer's clock went back over New Year, the later year goes on.
  const years = [yearDigits(now, zone), (lastGiven ?? "").slice(0, 2)];
  const year = years.sort()[1] ?? "";
  return numberedReference(year, Math.max(index.lastNumber(year), numberIn(year, lastGiven)) + 1);
}

/**
 * Whether the reporter left an address to which nothing may be sent. Whoever may read the address then reminds them in person.
 */
function notReminded(
  { response, whole, isApart, reporter }: Sent,
  row: CaseRow,
  run: Run,
): readonly QueuedMessage[] {
  const { writesToReporters } = registerKinds[run.register];
  if (!writesToReporters || reporter !== null || !isWritten(whole.reporterEmail)) return [];
  const { email: to } = isApart ? leadOf(row, run) : personAsked(row, run);
  const kind = "reporter-not-reminded";
  return [message(kind, { isApart }, { id: `${response.id} ${kind} ${to}`, to, case: row.case })];
}

/** The other cases marked as a possible match, so that whoever opens either sees it. */
function shownOnBoth(
  state: IntakeState,
  caseReference: string,
  matches: readonly string[],
  moment: Moment,
): { readonly change: Change; readonly files: readonly CaseFile[] } {
  const marked = matches.map((match) => {
    const file = readFile(state, match);
    const row = { ...file.row, possibleMatch: [...file.row.possibleMatch, caseReference] };
    return { file, after: withCellsChanged(file, row, moment) };
  });
  return {
    change: {
      ...noChange,
      update: marked.flatMap(({ file, after }) => changeOfCase(file, after).update),
    },
    files: marked.map(({ after }) => after),
  };
}

/** The school of a report, and why it is not clear where it is not. */
export interface SchoolOfReport {
  /** The name as the Schools tab has it; null where the report names no school of the tab. */
  readonly known: string | null;
  readonly reason: ReviewReason | null;
}

/** The school that a reporter's answer names. `answer`: null where the question was not answered. */
export function schoolOfReport(directory: Directory, answer: string | null): SchoolOfReport {
  if (answer === null || answer.trim() === "") {
    return { known: null, reason: "school-not-answered" };
  }
  const school = schoolNamed(directory, answer);
  if (school !== null) return { known: school.school, reason: null };
  return { known: null, reason: isNotListed(answer) ? "school-not-listed" : "school-unknown" };
}
