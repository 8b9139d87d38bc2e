/**
 * Decides what one report changes in a register: its case, its own row, who is told. One report, one change (design 2.5). Pure.
 */
import {
  type CaseHolders,
  personAsked,
  whoIsResponsible,
} from "../../case/assignment/responsible-person";
import type { Arrival } from "../../case/cells/cell-policy";
import { type CaseFile, changeOfCase, emptyCase, keepOwn } from "../../case/facts/case-file";
import {
  numberedReference,
  numberIn,
  referenceOfCase,
  yearDigits,
} from "../../case/facts/case-reference";
import { packHoldsFacts } from "../../case/facts/combined-facts";
import { asksLeadAboutStaff } from "../../case/facts/parent-and-staff";
import type { ReviewReason } from "../../case/facts/review-reasons";
import type { Link } from "../../case/lifecycle/match-report";
import {
  caseContextOf,
  findPriorCases,
  joinReport,
  nothingEarlier,
  openCase,
} from "../../case/lifecycle/open-case";
import { type ReassessedCase, withCellsChanged } from "../../case/lifecycle/reassess-case";
import { withReporterToTell } from "../../case/reminders/reporter-receipt";
import { recipientsOfReport, schoolNamed } from "../../district/find-people";
import { decisiveKeys, notAsked } from "../../form/missing-questions";
import { isNotListed } from "../../form/report";
import { isLikeCode } from "../../install/drill";
import { union } from "../../lists";
import { packOfCase } from "../../protocol/find-pack";
import { type Change, noChange } from "../../register/change";
import { registerKinds } from "../../register/register-kinds";
import { viewsOfCase } from "../../register/saved-views";
import type { Run } from "../../run";
import { isWritten } from "../../text";
import { type IntakeState, markRestored, ownCaseOf, reuseReportRows } from "./intake-state";
import { reportLines, reportMessages } from "./report-messages";
import { type Look, readSentReport, reportAppends, type Sent } from "./report-rows";
import type { RoutedReport } from "./route-reports";

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
  if (isDrill) return { joins: null, sure: [], possibleMatches: [] };
  const { released, releasedInto: into } = state;
  if (into !== null) return { joins: into, sure: [into], possibleMatches: [] };
  const link = state.index.link(report);
  if (link.joins === null) return link;
  // A released case opens a case of its own, since its steps were done for it alone. People merge the two if they belong together.
  const able = (released === null ? link.sure : []).flatMap((reference) => {
    const pack = packOfCase(readFile(state, reference).row);
    return packHoldsFacts(pack, report) ? [{ reference, pack }] : [];
  });
  const joined = able.find(({ pack }) => pack.id === report.pack.id) ?? able[0];
  return joined === undefined
    ? { joins: null, sure: [], possibleMatches: link.sure }
    : { ...link, joins: joined.reference };
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
export function decideReport(state: IntakeState, taken: RoutedReport, run: Run): Decided {
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

/** Restores a lost row in Reports. People were told of the report before, and the case counts it. `at`: milliseconds UTC. */
function rowRestored(sent: Sent, reference: string, at: number): Change {
  const line = { at, who: "automation", what: "report-restored", case: reference };
  return { ...noChange, append: reportAppends(sent, reference), activity: [line] };
}

function lookedAt(state: IntakeState, sent: Sent, link: Link, run: Run): Look {
  const { report } = sent;
  const { directory, now, register } = run;
  const joined = link.joins === null ? undefined : state.files.get(link.joins);
  const pack = joined === undefined ? report.pack : packOfCase(joined.row);
  const known = schoolNamed(directory, report.school ?? "")?.school ?? null;
  const served = known ?? joined?.row.school ?? report.school;
  // A sealed case never goes to a school's contacts.
  const isOfContacts = registerKinds[register].audience === null;
  const { reasons } = recipientsOfReport(directory, served, now, { immediateDanger: false });
  const found = [
    ...(known === null ? [whySchoolIsUnclear(report.school)] : []),
    ...(isOfContacts ? reasons : []),
  ];
  const closed = link.joins === null ? link.sure.map((one) => readFile(state, one).row) : [];
  return {
    joined,
    pack,
    school: known ?? report.school,
    served,
    reasons: reasonsOf(sent, state, found).filter(
      // A released report: the lead has read it already.
      (reason) => state.released === null || reason !== "staff-not-clear",
    ),
    past: link.joins === null ? findPriorCases(closed, pack, run) : nothingEarlier,
  };
}

/** Why a reporter's answer names no school of the district. */
function whySchoolIsUnclear(answer: string | null): ReviewReason {
  if (!isWritten(answer)) return "school-not-answered";
  return isNotListed(answer ?? "") ? "school-not-listed" : "school-unknown";
}

/** The report in its case: a new one, or the one that it joins. */
function takenInto(
  state: IntakeState,
  sent: Sent,
  link: Link,
  run: Run,
): Omit<Decided, "restored"> {
  const { report, earlier, response, reporter, isDrill } = sent;
  const look = lookedAt(state, sent, link, run);
  const { joined } = look;
  const answered =
    joined === undefined ? [] : [...joined.row.notSameStudentAs, ...joined.row.possibleMatch];
  const possibleMatches = link.possibleMatches.filter((one) => !answered.includes(one));
  const arrival = arrivalOf(sent, look, run);
  const birth = { case: nextReference(state, run), possibleMatches, earlier: look.past, isDrill };
  const reassessed: ReassessedCase =
    joined === undefined
      ? { file: openCase(birth, arrival), rise: null, newActs: [] }
      : joinReport(asking(joined, possibleMatches), arrival);
  const row = withReporterToTell(reassessed.file.row, response.id, reporter, report.language);
  const result: ReassessedCase = { ...reassessed, file: { ...reassessed.file, row } };
  const reference = referenceOfCase(row);
  // The other cases are marked as a possible match, so that the person who opens either sees it.
  const others = possibleMatches.map((match) => {
    const file = readFile(state, match);
    const marked = { ...file.row, possibleMatch: [...file.row.possibleMatch, reference] };
    return { file, after: withCellsChanged(file, marked, run) };
  });
  const own = changeOfCase(joined ?? null, result.file);
  const change: Change = {
    append: [...own.append, ...reportAppends(sent, reference)],
    update: [
      ...own.update,
      ...others.flatMap(({ file, after }) => changeOfCase(file, after).update),
    ],
    views: joined === undefined ? viewsOfCase(reference) : [],
    messages: reportMessages(sent, look, result, run),
    activity: reportLines(sent, look, result, run.now),
  };
  return {
    change: earlier === undefined ? change : markRestored(change, reference, earlier, run.now),
    files: [result.file, ...others.map(({ after }) => after)],
  };
}

/** The case, marked as perhaps about the same student as these. */
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
  // The lead is told of all reports that came back in one email.
  const isBack = sent.earlier !== undefined && joined === undefined;
  const marks: readonly ReviewReason[] = isBack ? ["came-back"] : [];
  const holders: CaseHolders = joined?.row ?? { ...emptyCase(), school: served };
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

/** The next free case reference. Never one that was given before: email about it may be about another child whose row is gone. */
export function nextReference(
  { index, lastGiven }: Pick<IntakeState, "index" | "lastGiven">,
  { now, zone }: Run,
): string {
  // If Google's clock went back over New Year, references continue in the later year.
  const years = [yearDigits(now, zone), (lastGiven ?? "").slice(0, 2)];
  const year = years.sort()[1] ?? "";
  return numberedReference(year, Math.max(index.lastNumber(year), numberIn(year, lastGiven)) + 1);
}
