/**
 * Decides what one report changes in a register: its case, its own row, and who is told. Each report becomes one change (design 2.5). Pure.
 */

import { withReporterToTell } from "../../case/assignment/reporters";
import {
  leadOf,
  messagesToAudience,
  peopleToldOfReport,
  personAsked,
  whoIsResponsible,
} from "../../case/assignment/responsible-person";
import type { Arrival } from "../../case/cells/case-cells";
import { type CaseFile, changeOfCase, emptyCase, keepOwn } from "../../case/facts/case-file";
import {
  numberedReference,
  numberIn,
  referenceOfCase,
  yearDigits,
} from "../../case/facts/case-reference";
import { packHoldsFacts } from "../../case/facts/combined-facts";
import { asksLeadAboutStaff, isParentTold } from "../../case/facts/parent-and-staff";
import type { ReviewReason } from "../../case/facts/review-reasons";
import type { Link } from "../../case/lifecycle/match-report";
import {
  caseContextOf,
  findPriorCases,
  joinReport,
  nothingEarlier,
  openCase,
} from "../../case/lifecycle/open-case";
import {
  expiredApprovalLines,
  type ReassessedCase,
  raisedDetail,
  risenLines,
  withCellsChanged,
} from "../../case/lifecycle/reassess-case";
import { recipientsOfReport, schoolNamed } from "../../district/find-people";
import { decisiveKeys, notAsked } from "../../form/missing-questions";
import { isNotListed } from "../../form/report";
import { isLikeCode } from "../../install/drill";
import { source } from "../../language";
import { union } from "../../lists";
import { type DetailToWrite, message, type QueuedKind } from "../../messages/messages";
import { packOfCase } from "../../protocol/find-pack";
import {
  type ActivityLine,
  type Change,
  noChange,
  type QueuedMessage,
} from "../../register/change";
import { registerKinds } from "../../register/register-kinds";
import { viewsOfCase } from "../../register/saved-views";
import type { Run } from "../../run";
import { isWritten } from "../../text";
import {
  type IntakeState,
  markRestored,
  ownCaseOf,
  type RoutedReport,
  readSentReport,
  reportAppends,
  reuseReportRows,
  type Sent,
} from "./intake-state";

/** What a decision on one report changes. */
export interface Decided {
  readonly change: Change;
  /** The cases that are new or changed. */
  readonly files: readonly CaseFile[];
  /** The case that already counts the report and lost only its row in Reports; null for any other report. */
  readonly restored: string | null;
}

/**
 * Decides one report. Changes nothing if the register already has the response, so a report that is delivered twice has no second effect
 * (design 2.8). `state.files` must hold every case that the report may join or match.
 */
export function decideReport(state: IntakeState, taken: RoutedReport, run: Run): Decided {
  const { index, responses, returning } = state;
  if (responses.has(taken.response.id)) return { change: noChange, files: [], restored: null };
  const sent = readSentReport(state, taken, run);
  const { earlier } = sent;
  const isThere = earlier !== undefined && index.target(earlier) !== null;
  // The register has the case of this response, so the cases that the report might join were not read.
  const link = isThere ? null : linkOf(state, sent);
  const own = link === null ? (earlier ?? "") : ownCaseOf(state, sent, link);
  if (link !== null && own === null) {
    const { change, files } = takenInto(state, sent, link, run);
    return { change: reuseReportRows(change, returning), files, restored: null };
  }
  const reference = own ?? "";
  // Restores a lost row in Reports. People were told of the report when it first came, and the case already counts it.
  const line = { at: run.now, who: "automation", what: "report-restored", case: reference };
  const change = { ...noChange, append: reportAppends(sent, reference), activity: [line] };
  const restored = index.target(reference)?.case ?? reference;
  return { change: reuseReportRows(change, returning), files: [], restored };
}

/** A case from the state. Throws an Error if it was not read: then the caller has a bug. */
function readFile(state: IntakeState, reference: string): CaseFile {
  const file = state.files.get(reference);
  if (file === undefined) throw new Error("a case that a report is linked to was not read");
  return file;
}

/**
 * Which case the report joins. Of the student's open cases: the first with the report's protocol, otherwise the first whose protocol can
 * hold what the report says. If none can (the district may have changed to another county's protocol), the report opens a new case that
 * names the others.
 */
function linkOf(state: IntakeState, { report, isDrill }: Sent): Link {
  if (isDrill) return { joins: null, sure: [], possibleMatches: [] };
  const { released, releasedInto: into } = state;
  if (into !== null) return { joins: into, sure: [into], possibleMatches: [] };
  const link = state.index.link(report);
  if (link.joins === null) return link;
  // A released report opens a case of its own, since the steps of the sealed case were done for that case alone. People can merge it with
  // another case.
  const able = (released === null ? link.sure : []).flatMap((reference) => {
    const pack = packOfCase(readFile(state, reference).row);
    return packHoldsFacts(pack, report) ? [{ reference, pack }] : [];
  });
  const joined = able.find(({ pack }) => pack.id === report.pack.id) ?? able[0];
  return joined === undefined
    ? { joins: null, sure: [], possibleMatches: link.sure }
    : { ...link, joins: joined.reference };
}

// The report in its case.

/** The reasons why a person must look at the case; none for a drill. `found`: reasons that come from the directory and the school. */
function reasonsOf(
  { report, response, isDrill }: Sent,
  { reportersLost, released }: IntakeState,
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
  // The lead who released a report has read it already.
  if (asksLeadAboutStaff(report) && released === null) reasons.add("staff-not-clear");
  return [...new Set([...reasons, ...found])];
}

/** What was found out about a report before it is added to its case. */
type Look = ReturnType<typeof lookedAt>;

function lookedAt(state: IntakeState, sent: Sent, link: Link, run: Run) {
  const { report } = sent;
  const { directory, now, register } = run;
  /** The case that the report joins; undefined if it opens a new one. */
  const joined = link.joins === null ? undefined : state.files.get(link.joins);
  // A case keeps the protocol under which it was opened (design 2.12).
  const pack = joined === undefined ? report.pack : packOfCase(joined.row);
  const known = schoolNamed(directory, report.school ?? "")?.school ?? null;
  const served = known ?? joined?.row.school ?? report.school;
  const { reasons } = recipientsOfReport(directory, served, now);
  // A sealed case never goes to a school's contacts, so what is wrong with those is no reason to look at it.
  const found: ReviewReason[] = registerKinds[register].audience === null ? [...reasons] : [];
  if (!isWritten(report.school)) found.unshift("school-not-answered");
  else if (known === null) {
    found.unshift(isNotListed(report.school ?? "") ? "school-not-listed" : "school-unknown");
  }
  const closed = link.joins === null ? link.sure.map((one) => readFile(state, one).row) : [];
  return {
    ...{ ...sent, joined, pack },
    /** The school by whose people it is taken; and as it goes into the row of the case. */
    ...{ served, school: known ?? report.school },
    reasons: reasonsOf(sent, state, found),
    /** What the student's closed cases add to a new case of this protocol. */
    past: link.joins === null ? findPriorCases(closed, pack, run) : nothingEarlier,
  };
}

/** Adds the report to the case that it joins, or opens a new one. */
function takenInto(
  state: IntakeState,
  sent: Sent,
  link: Link,
  run: Run,
): Omit<Decided, "restored"> {
  const look = lookedAt(state, sent, link, run);
  const { report, earlier, response, reporter, isDrill, joined, past } = look;
  const asked = joined?.row.possibleMatch ?? [];
  const answered = [...asked, ...(joined?.row.notSameStudentAs ?? [])];
  const possibleMatches = link.possibleMatches.filter((one) => !answered.includes(one));
  const arrival = arrivalOf(look, run);
  const birth = { case: nextReference(state, run), possibleMatches, earlier: past, isDrill };
  let reassessed: ReassessedCase;
  if (joined === undefined) {
    reassessed = { file: openCase(birth, arrival), rise: null, newActs: [] };
  } else {
    const marked = { ...joined.row, possibleMatch: [...asked, ...possibleMatches] };
    reassessed = joinReport({ ...joined, row: keepOwn(joined.row, marked) }, arrival);
  }
  const row = withReporterToTell(reassessed.file.row, response.id, reporter, report.language);
  const file = { ...reassessed.file, row };
  const reference = referenceOfCase(row);
  // The other cases are marked as a possible match, so that the person who opens either sees it.
  const others = possibleMatches.map((match) => {
    const before = readFile(state, match);
    const possibleMatch = [...before.row.possibleMatch, reference];
    return { before, after: withCellsChanged(before, { ...before.row, possibleMatch }, run) };
  });
  const own = changeOfCase(joined ?? null, file);
  const change: Change = {
    append: [...own.append, ...reportAppends(sent, reference)],
    update: [
      ...own.update,
      ...others.flatMap(({ before, after }) => changeOfCase(before, after).update),
    ],
    views: joined === undefined ? viewsOfCase(reference) : [],
    messages: reportMessages(look, { ...reassessed, file }, run),
    activity: reportLines(look, { ...reassessed, file }, run.now),
  };
  return {
    change: earlier === undefined ? change : markRestored(change, reference, earlier, run.now),
    files: [file, ...others.map(({ after }) => after)],
  };
}

/** The report with what was found out about it, ready to be added to its case. */
function arrivalOf(look: Look, run: Run): Arrival {
  const { joined, pack, school, served, reasons, past, sealed, earlier } = look;
  // The lead is told about all reports that came back in a single email.
  const isBack = earlier !== undefined && joined === undefined;
  const marks: readonly ReviewReason[] = isBack ? ["came-back"] : [];
  const holders = joined?.row ?? { ...emptyCase(), school: served };
  const hands = { ...holders, excluded: union(holders.excluded, sealed?.excluded) };
  return {
    report: look.report,
    receivedAt: look.response.receivedAt,
    school,
    contact: whoIsResponsible({ ...hands, assignedTo: null }, run),
    // All readers of a sealed register are told at once.
    ...(registerKinds[run.register].audience === null ? { told: personAsked(hands, run) } : {}),
    reviewReasons: [...reasons, ...marks, ...past.reasons],
    sealed,
    context: {
      ...caseContextOf(pack, joined?.row.school ?? served, run),
      writtenReportDue: look.writtenReport.due,
    },
  };
}

/**
 * The next free case reference. A reference is never given a second time: if its row is gone, emails may still name it, and they are about
 * another child.
 */
export function nextReference(
  { index, lastGiven }: Pick<IntakeState, "index" | "lastGiven">,
  { now, zone }: Run,
): string {
  // If Google's clock is set back across New Year, references continue in the later year.
  const years = [yearDigits(now, zone), (lastGiven ?? "").slice(0, 2)];
  const year = years.sort()[1] ?? "";
  return numberedReference(year, Math.max(index.lastNumber(year), numberIn(year, lastGiven)) + 1);
}

// Who is told, and what Activity says.

/** The messages about a report, each to someone who may be told: one Outbox row for each recipient (design 2.7, 2.10). */
function reportMessages(
  look: Look,
  reassessed: ReassessedCase,
  run: Run,
): readonly QueuedMessage[] {
  const { response, whole, report, reporter, isAnonymous, isApart, isDanger, joined } = look;
  const { due: writtenReportDue, from: dueFrom } = look.writtenReport;
  const { row } = reassessed.file;
  const { audience, isMain } = registerKinds[run.register];
  const tell = <Kind extends QueuedKind>(kind: Kind, detail: DetailToWrite<Kind>, to: string) =>
    message(kind, detail, { id: `${response.id} ${kind} ${to}`, to, case: row.case });
  // Set only if it is true: only emails about danger carry this mark.
  const danger = isDanger ? { danger: true } : {};
  /** A message to someone who must act on the case. */
  const main = (to: string): QueuedMessage => {
    if (joined === undefined) return tell("case-opened", { dueFrom, ...danger }, to);
    // A parent was already told of the case when a report said that a parent may be involved.
    const isKnown =
      report.parentMayBeInvolved === "yes" && isParentTold(packOfCase(joined.row), joined.acts);
    const marks = { ...(isKnown ? { parentKnew: true } : {}), ...danger };
    if (reassessed.rise !== null) {
      const detail = raisedDetail(reassessed.rise, reassessed.newActs, "report");
      return tell("case-raised", { ...detail, dueFrom, ...marks }, to);
    }
    const reporterTold = reporter !== null;
    const detail = { writtenReportDue, dueFrom, reporterTold, isAnonymous, ...marks };
    return tell("report-added", detail, to);
  };
  const messages: QueuedMessage[] = [];
  // The reporter must not be emailed; the person who may see the reporter's address reminds them in person.
  if (isMain && reporter === null && isWritten(whole.reporterEmail)) {
    const { email } = isApart ? leadOf(row, run) : personAsked(row, run);
    messages.push(tell("reporter-not-reminded", { isApart }, email));
  }
  const told = peopleToldOfReport(row, { school: look.served, isDanger }, run);
  messages.push(...told.map(({ email }) => main(email)));
  // People who are told but not asked to act: the lead, if something needs a look; in a sealed register its whole audience.
  const isReviewed = look.reasons.length + look.past.reasons.length > 0;
  const others = audience !== null ? run.directory.people : isReviewed ? [leadOf(row, run)] : [];
  for (const { email } of others) {
    if (told.some((one) => one.email === email)) continue;
    messages.push(tell("review-needed", { told: told.map(({ role }) => role), ...danger }, email));
  }
  if (reporter !== null) {
    const language = whole.language === source ? {} : { language: whole.language };
    messages.push(tell("reporter-duty", { writtenReportDue, dueFrom, ...language }, reporter));
  }
  return messagesToAudience(messages, run);
}

/** The lines for Activity about a report. `at`: milliseconds UTC. */
function reportLines(
  { report, joined, past }: Look,
  { file: { row }, rise }: ReassessedCase,
  at: number,
): readonly ActivityLine[] {
  const line = { at, who: "automation", case: row.case };
  const counted = { what: "earlier-factors-counted", column: "earlierCase", to: past.case ?? "" };
  return [
    { ...line, what: joined === undefined ? "case-opened" : "report-joined" },
    ...(past.factors.length === 0 ? [] : [{ ...line, ...counted }]),
    ...(joined === undefined ? [] : expiredApprovalLines(joined.row, row, at)),
    ...risenLines(rise, row, { who: "automation", now: at }),
    ...(report.immediateDanger === "yes" ? [{ ...line, what: "danger-reported" }] : []),
  ];
}
