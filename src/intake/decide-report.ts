/**
 * Decides what one report changes in a register: its case, its own row, and who is told. Each report becomes one change (design 2.5).
 */

import { type CaseFile, changeOfCase, emptyCase, keepOwn } from "../case/facts/case-file";
import {
  nextNumber,
  numberedReference,
  numberOfReference,
  referenceOfCase,
} from "../case/facts/case-reference";
import { packHoldsFacts } from "../case/facts/combined-facts";
import { bareCode, isLikeCode } from "../case/facts/drill-facts";
import { asksLeadAboutStaff, isParentTold } from "../case/facts/parent-and-staff";
import { isAboutStaff, type ReviewReason } from "../case/facts/review-reasons";
import {
  leadOf,
  messagesToAudience,
  peopleToldOfReport,
  personAsked,
  whoIsResponsible,
} from "../case/people/responsible-person";
import { writtenReportDue } from "../case/steps/deadlines";
import { type CaseRow, caseTabs } from "../case/tabs/case-tabs";
import { reportRows } from "../case/tabs/rows-of-reports";
import { viewsOfCase } from "../case/tabs/views-of-cases";
import type { Link } from "../casework/match-report";
import type { Earlier } from "../casework/open-case";
import { caseContextOf, joinReport, openCase, whatClosedCasesAdd } from "../casework/open-case";
import {
  expiredApprovalLines,
  type ReassessedCase,
  raisedDetail,
  risenLines,
  withCellsChanged,
} from "../casework/reassess-case";
import {
  isForLeadAlone,
  reporterRecipient,
  reporterRows,
  saysWhoReported,
  withoutReporter,
} from "../casework/reporters";
import { tellOfLevel } from "../casework/tell-of-level";
import type { Arrival } from "../casework/what-becomes-of-cells";
import { reporterAddressIn } from "../district/addresses";
import { recipientsOfReport, schoolNamed } from "../district/find-people";
import { decisiveKeys, notAsked } from "../form/missing-questions";
import { isNotListed, type Report, unreadText } from "../form/report";
import { source } from "../language";
import { union } from "../lists";
import { type DetailToWrite, message, type QueuedKind } from "../messages/messages";
import type { FormResponse } from "../ports";
import { packOfCase } from "../protocol/find-pack";
import type { Append } from "../register/change";
import { acceptedText } from "../register/row-state";
import { type Change, noChange, type QueuedMessage } from "../registers/change";
import { isSealedRegister, kindOf } from "../registers/kinds";
import type { Run } from "../run";
import { involvedInReport } from "../sealed/who-reads-sealed-registers";
import { isWritten } from "../text";
import { dateText } from "../time";
import { hasCaseOf, type IntakeState, ownCaseOf, type Taken } from "./read-for-intake";

/** A report, with what follows from it before its case is known. */
export type Sent = ReturnType<typeof readSentReport>;

export function readSentReport(state: IntakeState, taken: Taken, run: Run) {
  const { response, report: whole, sealed = null, goesOnIn, sentFrom } = taken;
  /** Whether only the lead may know who sent it. */
  const isApart = isForLeadAlone(whole);
  const isDrill = response.id === state.drill;
  const said = isApart ? withoutReporter(whole) : whole;
  const report = isDrill ? { ...said, studentName: bareCode(said.studentName) } : said;
  // Who sends a report that is sealed only because the student's case goes on sealed is emailed as ever: silence would tell of it.
  const isAsEver = goesOnIn !== undefined && involvedInReport(whole).length === 0;
  const isEmailed = kindOf(run.register).isOrdinary || isAsEver;
  const address = isEmailed ? reporterAddressIn(run.directory.settings, whole.reporterEmail) : null;
  return {
    ...{ response, isApart, sentFrom },
    /** The report including who sent it; and as contacts may see it. */
    ...{ whole, report },
    /** What the case of a sealed report says of that; null for the main register. */
    sealed,
    /** Who is emailed about their own duty to report: an address, or a marker that stands for it; null where no one may be emailed. */
    reporter: isApart && address !== null ? reporterRecipient(response.id) : address,
    writtenReport: writtenReportDue(report.pack, report.learnedAt, response.receivedAt),
    isDrill,
    isTold: taken.isTold === true,
    /** Whether people are told of immediate danger because of it. */
    isDanger: report.immediateDanger === "yes",
    /** Whether it belongs to a case that is carried here from another register, whose people have read it. */
    isCarried: false,
    ...{ marks: taken.marks ?? null },
    /** The case that the report belonged to before, as far as is known. */
    earlier: state.caseOf.get(response.id),
  };
}

/**
 * Decides one report, and updates the state by it. Changes nothing if the register already has the response, so a report that is delivered
 * twice has no second effect (design 2.8). `state.files` must hold every case that the report may join or match.
 */
export function decideReport(state: IntakeState, taken: Taken, run: Run): Change {
  const { index, responses, lacking } = state;
  const { response } = taken;
  if (responses.has(response.id)) return noChange;
  const sent = readSentReport(state, taken, run);
  const { earlier } = sent;
  // If the register has the case of this response, the cases that the report might join were not read.
  const link = hasCaseOf(state, response.id) ? null : linkOf(state, sent);
  const own = link === null ? (earlier ?? "") : ownCaseOf(state, sent, link);
  let change: Change;
  if (link !== null && own === null) change = takenInto(state, sent, link, run);
  else {
    // Restores a lost row in Reports. People were told of the report when it first came, and the case already counts it.
    const reference = own ?? "";
    const line = { at: run.now, who: "automation", what: "report-restored", case: reference };
    change = { ...noChange, append: reportAppends(state, sent, reference), activity: [line] };
    const lost = lacking.get(index.target(reference)?.case ?? reference);
    if (lost !== undefined) lost.missing -= 1;
  }
  responses.add(response.id);
  return withRowsMoved(state, change);
}

/** The change, in which rows that Reports already has only move to the case. What people confirmed in them is kept. */
export function withRowsMoved({ rows }: IntakeState, change: Change): Change {
  const append: Append[] = [];
  const update = [...change.update];
  for (const one of change.append) {
    const { tab, row } = one;
    const key = String(row["row"]);
    if (tab !== "reports" || !rows.has(key)) append.push(one);
    else update.push({ tab, key, values: { case: row["case"] ?? null } });
  }
  return { ...change, append, update };
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
  return ableLink(state, state.index.link(report), report, (file) =>
    packHoldsFacts(packOfCase(file.row), report),
  );
}

/** The link to a case of `link` that can hold what comes; to a new case if none can. `pack`: the protocol that comes first. */
export function ableLink(
  state: IntakeState,
  link: Link,
  report: Pick<Report, "pack">,
  canHold: (file: CaseFile) => boolean,
): Link {
  if (link.joins === null) return link;
  const able = link.sure.flatMap((reference) => {
    const file = readFile(state, reference);
    return canHold(file) ? [{ reference, pack: packOfCase(file.row) }] : [];
  });
  const joined = able.find(({ pack }) => pack.id === report.pack.id) ?? able[0];
  return joined === undefined
    ? { joins: null, sure: [], possibleMatches: link.sure }
    : { ...link, joins: joined.reference };
}

// The rows of the report.

/**
 * The rows that hold everything the reporter answered, before they are assigned to a case: first those of Reports, then those of Reporters.
 */
export function answeredRows(response: FormResponse, whole: Report) {
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
    ...reports.map((row) => ({ tab: "reports" as const, row })),
    ...reporters.map((row) => ({ tab: "reporters" as const, row })),
  ];
}

/** The rows of the report, assigned to its case. */
export function reportAppends(
  { reporters }: IntakeState,
  { response, whole, sealed, reporter, writtenReport, marks: known }: Sent,
  caseReference: string,
): readonly Append[] {
  const marks = { reporterUnreachable: known?.["reporterUnreachable"] ?? !saysWhoReported(whole) };
  const ofFirst = {
    writtenReportDue: writtenReport.due,
    writtenReportDueFrom: writtenReport.from,
    reporterTold: reporter === null ? "not told" : "told by email",
    callConfirmed: false,
    writtenReportConfirmed: false,
    ...marks,
    ...known,
    accepted: acceptedText(caseTabs.reports.columns, { ...marks, ...known }),
  };
  return answeredRows(response, whole).flatMap(({ tab, row }): readonly Append[] => {
    // A sealed register takes who sent the report along; for the main register that was written before (take-in-reports).
    if (tab !== "reports") {
      return sealed === null || reporters.has(response.id) ? [] : [{ tab, row }];
    }
    const more = row["part"] === 1 ? ofFirst : {};
    return [{ tab, row: { ...row, ...more, case: caseReference } }];
  });
}

// The report in its case.

/**
 * The reasons why a person must look at the case because of this report; none for a drill. `known`: its school, as the district writes it;
 * null if the school is not in the Schools tab. `asked`: the school whose people act on it.
 */
function reasonsOf(
  { report, response, isDrill, isCarried }: Sent,
  { reportersLost }: IntakeState,
  { known, asked }: Readonly<Record<"known" | "asked", string | null>>,
  { directory, now, register }: Run,
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
  // Those who released it have read it already.
  if (asksLeadAboutStaff(report) && !isCarried) reasons.add("staff-not-clear");
  if (!isWritten(report.school)) reasons.add("school-not-answered");
  else if (known === null) {
    reasons.add(isNotListed(report.school ?? "") ? "school-not-listed" : "school-unknown");
  }
  // A sealed case never goes to a school's contacts, so what is wrong with those is no reason to look at it.
  const isSealed = isSealedRegister(register);
  const ofSchool = isSealed ? [] : recipientsOfReport(directory, asked, now).reasons;
  return [...new Set([...reasons, ...ofSchool])];
}

/** The report as it goes into its case, with what that case, the directory and the student's closed cases add to it. */
export function arrivalOf(state: IntakeState, sent: Sent, link: Link, run: Run) {
  const { report, earlier, response, sealed, writtenReport } = sent;
  /** The case that the report joins; undefined if it opens a new one. */
  const joined = link.joins === null ? undefined : readFile(state, link.joins);
  // A case keeps the protocol under which it was opened (design 2.12).
  const pack = joined === undefined ? report.pack : packOfCase(joined.row);
  const closed = joined === undefined ? link.sure.map((one) => readFile(state, one).row) : [];
  /** What the student's closed cases add to a new case. */
  const past = whatClosedCasesAdd(closed, pack, run);
  const known = schoolNamed(run.directory, report.school)?.school ?? null;
  /** The school by whose people it is taken. */
  const served = known ?? joined?.row.school ?? report.school;
  // What joins a case from another register is acted on by the people of that case: its own school's are not in this directory.
  const asked = sent.sentFrom === undefined ? served : (joined?.row.school ?? served);
  const reasons = [...reasonsOf(sent, state, { known, asked }, run), ...past.reasons];
  // The lead is told about all reports that came back in a single email.
  const isBack = earlier !== undefined && joined === undefined;
  const holders = joined?.row ?? { ...emptyCase(), school: served };
  const hands = { ...holders, excluded: union(holders.excluded, sealed?.excluded) };
  const arrival: Arrival = {
    ...{ report, sealed, receivedAt: response.receivedAt, school: known ?? report.school },
    contact: whoIsResponsible({ ...hands, assignedTo: null }, run),
    // All readers of a sealed register are told at once.
    ...(!isSealedRegister(run.register) ? { told: personAsked(hands, run) } : {}),
    isReleased: sent.isCarried && sealed === null,
    reviewReasons: [...reasons, ...(isBack ? ["came-back" as const] : [])],
    context: {
      ...caseContextOf(pack, joined?.row.school ?? served, run),
      writtenReportDue: writtenReport.due,
    },
  };
  return { arrival, joined, past, served, isReviewed: reasons.length > 0 };
}

/** Adds the report to the case that it joins, or opens a new one. */
function takenInto(state: IntakeState, sent: Sent, link: Link, run: Run): Change {
  const { arrival, joined, past, ...more } = arrivalOf(state, sent, link, run);
  const possibleMatches = matchesToAsk(link, joined);
  const add = (): ReassessedCase & { readonly owner: string | null } => {
    if (joined !== undefined) {
      const before = withMatches(joined, possibleMatches);
      return joinReport(before, arrival, run.directory.settings);
    }
    const { isDrill } = sent;
    const birth = { case: nextReference(state, run), possibleMatches, earlier: past, isDrill };
    return { file: openCase(birth, arrival), rise: null, newActs: [], owner: null };
  };
  const added: Added = { ...sent, ...add(), ...more, joined, possibleMatches, past };
  return changeOfAdded(state, [added], run);
}

/** The possible matches of a report about which no one was asked or has answered in the case that it joins. */
export function matchesToAsk({ possibleMatches }: Link, joined: CaseFile | undefined) {
  const { possibleMatch = [], notSameStudentAs = [] } = joined?.row ?? {};
  return possibleMatches.filter(
    (one) => !possibleMatch.includes(one) && !notSameStudentAs.includes(one),
  );
}

/** The case with these possible matches added. */
export function withMatches(file: CaseFile, matches: readonly string[]): CaseFile {
  const marked = { ...file.row, possibleMatch: [...file.row.possibleMatch, ...matches] };
  return { ...file, row: keepOwn(file.row, marked) };
}

/** What a case changes to which reports were added together: one, or all of a case that was carried here. At least one. Updates the state. */
export function changeOfAdded(state: IntakeState, all: readonly Added[], run: Run): Change {
  const [added] = all;
  if (added === undefined) return noChange;
  const { joined, possibleMatches, past, rise } = added;
  const { row: was, merged } = added.file;
  const reference = referenceOfCase(was);
  // Each reporter waits to be told, in their language, that someone has acknowledged the case to which the report belongs.
  const waiting = (one: CaseRow): CaseRow => {
    const waits = all.flatMap(({ reporter: to, report, response, owner }) => {
      const language = report.language === source ? null : report.language;
      const isOf = to !== null && (owner ?? reference) === one.case;
      return isOf ? { response: response.id, to, language } : [];
    });
    return { ...one, toTell: [...one.toTell, ...waits] };
  };
  const row = waiting(was);
  const file = { ...added.file, row, ...(merged && { merged: merged.map(waiting) }) };
  // The other cases are marked as a possible match, so that the person who opens either sees it.
  const others = possibleMatches.map((match) => {
    const before = readFile(state, match);
    const possibleMatch = [...before.row.possibleMatch, reference];
    return { before, after: withCellsChanged(before, { ...before.row, possibleMatch }, run) };
  });
  const own = changeOfCase(joined ?? null, file);
  const line = { at: run.now, who: "automation", case: reference };
  const counted = { what: "earlier-factors-counted", column: "earlierCase", to: past.case ?? "" };
  for (const part of merged ?? []) state.index.add(part);
  for (const one of [file, ...others.map(({ after }) => after)]) {
    state.files.set(referenceOfCase(one.row), one);
    state.index.add(one.row);
  }
  const isDanger = all.some(({ report }) => report.immediateDanger === "yes");
  return {
    append: [
      ...own.append,
      ...all.flatMap((one) => reportAppends(state, one, one.owner ?? reference)),
    ],
    update: [
      ...own.update,
      ...others.flatMap(({ before, after }) => changeOfCase(before, after).update),
    ],
    views: joined === undefined ? viewsOfCase(reference) : [],
    messages: [
      ...all.flatMap((one) => reportMessages({ ...one, file }, run)),
      ...tellOfLevel(joined?.row ?? null, row, run),
    ],
    activity: [
      { ...line, what: joined === undefined ? "case-opened" : "report-joined" },
      ...(past.factors.length === 0 ? [] : [{ ...line, ...counted }]),
      ...(joined === undefined ? [] : expiredApprovalLines(joined.row, row, run.now)),
      ...risenLines(rise, row, { who: "automation", now: run.now }),
      ...(isDanger ? [{ ...line, what: "danger-reported" }] : []),
      // Reports that came back under another case.
      ...all.flatMap(({ earlier }) =>
        earlier === undefined ? [] : [{ ...line, what: "report-came-back", from: earlier }],
      ),
    ],
  };
}

/**
 * The next free case reference. A reference is never given a second time: if its row is gone, emails may still name it, and they are about
 * another child.
 */
export function nextReference(
  { index, lastGiven }: Pick<IntakeState, "index" | "lastGiven">,
  run: Run,
): string {
  // If Google's clock is set back across New Year, references continue in the later year.
  const years = [dateText(run.now, run.zone).slice(2, 4), (lastGiven ?? "").slice(0, 2)];
  const year = years.sort()[1] ?? "";
  const last = Math.max(index.lastNumber(year), numberOfReference(year, lastGiven));
  return numberedReference(year, nextNumber(run, last, lastGiven));
}

// Who is told.

/** A report that was added to its case. `joined`: that case before; undefined if the report opened it. `isReviewed`: a person must look. */
export interface Added extends Sent, ReassessedCase {
  readonly joined: CaseFile | undefined;
  readonly possibleMatches: readonly string[];
  readonly past: Earlier;
  /** The merged case to which it belongs; null if that is the case that it joins or opens. */
  readonly owner: string | null;
  readonly served: string | null;
  readonly isReviewed: boolean;
  /** True: the messages of another report tell people of the case. */
  readonly isFurther?: boolean;
  /** Whether its case comes from another school. */
  readonly isMoved?: boolean;
}

/**
 * The messages about a report, each to someone who may be told: one Outbox row for each recipient (design 2.7, 2.10). If the report came
 * back under another case, they get new ids, so that they are sent, and the reporter is not told of their own duty a second time.
 */
function reportMessages(added: Added, run: Run): readonly QueuedMessage[] {
  const { response, whole, report, reporter, isApart, isDanger, earlier, joined, rise } = added;
  const { due: writtenReportDue, from: dueFrom } = added.writtenReport;
  const { row } = added.file;
  const { audience, isOrdinary } = kindOf(run.register);
  const messages: QueuedMessage[] = [];
  const tell = <Kind extends QueuedKind>(kind: Kind, detail: DetailToWrite<Kind>, to: string) => {
    const id = `${response.id}${earlier === undefined ? "" : ` ${row.case}`} ${kind} ${to}`;
    messages.push(message(kind, detail, { id, to, case: row.case }));
  };
  // The reporter must not be emailed; the person who may see the reporter's address reminds them in person.
  if (isOrdinary && reporter === null && !added.isTold && isWritten(whole.reporterEmail)) {
    const { email } = isApart ? leadOf(row, run) : personAsked(row, run);
    tell("reporter-not-reminded", { isApart }, email);
  }
  // Set only if it is true: only emails about danger carry this mark.
  const danger = isDanger ? { danger: true } : {};
  // A parent was already told of the case when a report said that a parent may be involved.
  const isKnown =
    joined !== undefined &&
    report.parentMayBeInvolved === "yes" &&
    isParentTold(packOfCase(joined.row), joined.acts);
  const marks = { ...(isKnown ? { parentKnew: true } : {}), ...danger };
  const { served: school, isFurther = false, isMoved = false } = added;
  const moved = isMoved ? { moved: true } : {};
  const told = isFurther ? [] : peopleToldOfReport(row, { school, isDanger }, run);
  for (const { email } of told) {
    if (joined === undefined) tell("case-opened", { dueFrom, ...danger, ...moved }, email);
    else if (rise !== null) {
      const detail = raisedDetail(rise, added.newActs, "report");
      tell("case-raised", { ...detail, dueFrom, ...marks }, email);
    } else {
      const isAnonymous = !saysWhoReported(whole);
      const detail = { writtenReportDue, dueFrom, reporterTold: reporter !== null, isAnonymous };
      tell("report-added", { ...detail, ...marks }, email);
    }
  }
  // People who are told but not asked to act: the lead, if something needs a look; in a sealed register its whole audience.
  const others =
    audience !== null ? run.directory.people : added.isReviewed ? [leadOf(row, run)] : [];
  // What is asked about staff stands in no other email of the main register.
  const asksAboutStaff = isOrdinary && row.reviewReasonIds.some(isAboutStaff);
  for (const { email } of isFurther ? [] : others) {
    if (!asksAboutStaff && told.some((one) => one.email === email)) continue;
    tell("review-needed", { told: told.map(({ role }) => role), ...danger }, email);
  }
  if (reporter !== null && earlier === undefined && !added.isTold) {
    const language = whole.language === source ? {} : { language: whole.language };
    tell("reporter-duty", { writtenReportDue, dueFrom, ...language }, reporter);
  }
  return messagesToAudience(messages, run);
}
