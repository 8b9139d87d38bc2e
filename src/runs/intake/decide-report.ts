/**
 * Decides what one report changes in a register: its case, its own row, who is told. One report, one change (design 2.5). Pure.
 */
import {
  type ActingContext,
  type Asked,
  heldByNobody,
  leadOf,
  messagesToAudience,
  peopleToldOfReport,
  responsiblePerson,
} from "../../case/assignment/responsible-person";
import type { Arrival } from "../../case/cells/cell-policy";
import { expiredApprovalLines, risenLines } from "../../case/lifecycle/expire-approvals";
import type { CaseIndex, Link } from "../../case/lifecycle/match-report";
import {
  caseContextOf,
  type GrownCase,
  joinReport,
  openCase,
  withDerivedCells,
  yearDigits,
} from "../../case/lifecycle/open-case";
import { type Earlier, findPriorCases, nothingEarlier } from "../../case/lifecycle/prior-cases";
import { message } from "../../case/messages/message";
import { type CaseFile, changeOfCase } from "../../case/model/case-file";
import { numberedReference, numberIn, referenceOfCase } from "../../case/model/case-reference";
import { packHoldsFacts } from "../../case/model/combined-facts";
import { asksUntilCalled } from "../../case/model/danger";
import { isParentTold } from "../../case/model/parent-conditions";
import type { ReviewReason } from "../../case/model/review-reasons";
import { asksLeadAboutStaff } from "../../case/model/staff-concern";
import { withReporterToTell } from "../../case/reminders/reporter-receipt";
import { recipientsOfReport } from "../../district/find-people";
import { decisiveKeys, notAsked } from "../../form/gaps";
import type { Report } from "../../form/report";
import type { FormResponse } from "../../ports";
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
import { isWritten } from "../../text";
import type { Moment } from "../../time";
import { isLikeCode } from "../drill-state";
import type { IntakeState } from "./intake-snapshot";
import { reportMessages } from "./report-messages";
import { markRestored, ownCaseOf, reuseReportRows } from "./restore-reports";
import { schoolOfReport } from "./school-of-report";
import { type IntakeContext, readSentReport, reportChange, type Sent } from "./sent-report";

function reasonsOf(
  report: Report,
  directoryReasons: readonly ReviewReason[],
  schoolReason: ReviewReason | null,
  isLost: boolean,
): ReviewReason[] {
  const reasons = new Set<ReviewReason>();
  for (const { key, text } of report.unread) {
    const isNotAsked = text === notAsked && key !== "unknown-question";
    const decisive = isNotAsked ? decisiveKeys.find((one) => one === key) : undefined;
    reasons.add(decisive === undefined ? `unread-${key}` : `not-asked-${decisive}`);
  }
  if (isLost) reasons.add("reporter-not-kept");
  const saysNothing = report.factors.length + report.concerns.length === 0 && report.facts === null;
  if (saysNothing && reasons.size === 0) reasons.add("nothing-answered");
  if (isLikeCode(report.studentName)) reasons.add("drill-code");
  if (asksLeadAboutStaff(report)) reasons.add("staff-not-clear");
  if (schoolReason !== null) reasons.add(schoolReason);
  for (const reason of directoryReasons) reasons.add(reason);
  return [...reasons];
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
function linkOf(state: IntakeState, report: Report, { released }: IntakeContext): Link {
  const into = released?.into ?? null;
  if (into !== null) return { kind: "join", case: into, others: [] };
  const link = state.index.link(report);
  if (link.kind !== "join") return link;
  const open = [link.case, ...link.others];
  // What was done in a sealed case was done for it alone: so it opens a case of its own, and people merge the two.
  const able = (released === undefined ? open : []).flatMap((reference) => {
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
  response: FormResponse,
  whole: Report,
  context: IntakeContext,
): Decided {
  const nothing: Decided = { change: noChange, files: [], restored: null };
  if (state.responses.has(response.id)) return nothing;
  const sent = readSentReport(state, response, whole, context);
  const { earlier, report } = sent;
  const { returning, index } = state;
  const isThere = earlier !== undefined && index.target(earlier) !== null;
  // The register has the case of this response, so nothing that it might join was read.
  const link = isThere ? null : linkOf(state, report, context);
  const own = link === null ? earlier : ownCaseOf(returning, index, response, report, link);
  const { change, files } =
    link === null || own != null
      ? { change: rowRestored(sent, own ?? "", context.now), files: [] }
      : takenInto(state, sent, link, context);
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

/** What the student's closed cases add to a new case of this protocol. */
function pastOf(
  state: IntakeState,
  link: Link,
  pack: ProtocolPack,
  { now, zone, directory }: IntakeContext,
): Earlier {
  if (link.kind !== "new") return nothingEarlier;
  const { retentionYears } = directory.settings;
  const closed = link.earlierCases.map((one) => readFile(state, one).row);
  return findPriorCases(closed, pack, { now, zone, retentionYears });
}

/** What is to be looked at in a report, and the school by whose people it is taken. */
function lookedAt(
  { report, response }: Sent,
  joined: CaseFile | undefined,
  { district, now, reportersLost, released }: IntakeContext,
) {
  const school = schoolOfReport(district, report.school);
  const served = school.known ?? joined?.row.school ?? report.school;
  const { reasons } = recipientsOfReport(district, served, now, { immediateDanger: false });
  const isLost = reportersLost.has(response.id);
  return {
    /** As it goes into the row of the case. */
    school: school.known ?? report.school,
    served,
    reasons: reasonsOf(report, reasons, school.reason, isLost).filter(
      // A lead has read it and knows.
      (reason) => released === undefined || reason !== "staff-not-clear",
    ),
  };
}

/** The report in its case: a new one, or the one that it joins. */
function takenInto(
  state: IntakeState,
  sent: Sent,
  link: Link,
  context: IntakeContext,
): Omit<Decided, "restored"> {
  const { report, earlier, response, reporter } = sent;
  const joined = link.kind === "join" ? state.files.get(link.case) : undefined;
  const look = lookedAt(sent, joined, context);
  // A case stays with the protocol under which it was opened (design 2.12).
  const pack = joined === undefined ? report.pack : packOfCase(joined.row);
  const past = pastOf(state, link, pack, context);
  const possibleMatches = link.kind === "new" ? link.possibleMatches : [];
  const arrival = arrivalOf(sent, joined, look, past, pack, context);
  const birth = { case: nextReference(state.index, context), possibleMatches, earlier: past };
  const grown: GrownCase =
    joined === undefined
      ? { file: openCase(birth, arrival), rise: null, newActs: [] }
      : joinReport(joined, arrival);
  const row = withReporterToTell(grown.file.row, response.id, reporter, report.language);
  const result: GrownCase = { ...grown, file: { ...grown.file, row } };
  const reference = referenceOfCase(row);
  const own: Change = {
    ...noChange,
    ...changeOfCase(joined ?? null, result.file),
    views: joined === undefined ? viewsOfCase(reference) : [],
    messages: toldOf(sent, result, joined, { ...look, past }, context),
    activity: linesOf(report, result, joined, past, context.now),
  };
  const others = shownOnBoth(state, reference, possibleMatches, context);
  const change = [reportChange(sent, reference), others.change].reduce(joinChanges, own);
  const isBack = earlier !== undefined;
  return {
    change: isBack ? markRestored(change, reference, earlier, context.now) : change,
    files: [result.file, ...others.files],
  };
}

/** The report with what was found out about it, on its way into a case under `pack`. */
function arrivalOf(
  { report, writtenReport, earlier }: Sent,
  joined: CaseFile | undefined,
  { school, served, reasons }: ReturnType<typeof lookedAt>,
  past: Earlier,
  pack: ProtocolPack,
  context: IntakeContext,
): Arrival {
  // The lead is told of all reports that came back in one mail.
  const isBack = earlier !== undefined && joined === undefined;
  const marks: readonly ReviewReason[] = isBack ? ["came-back"] : [];
  return {
    report,
    school,
    contact: responsiblePerson({ ...heldByNobody, school: served }, context),
    reviewReasons: [...reasons, ...marks, ...past.reasons],
    sealed: context.sealed,
    context: {
      ...caseContextOf(pack, joined?.row.school ?? served, context.directory, context),
      writtenReportDue: writtenReport.due,
    },
  };
}

/** Who is told of a report beside those who are asked: the lead if there is something to look at; in a sealed register its whole audience. */
function othersToTell(
  row: CaseRow,
  reasons: readonly ReviewReason[],
  context: IntakeContext,
): readonly Asked[] {
  if (registerKinds[context.register].audience !== null) return context.directory.people;
  return reasons.length === 0 ? [] : [leadOf(row, context)];
}

/** The messages about a report, each to somebody who may be told. */
function toldOf(
  sent: Sent,
  grown: GrownCase,
  joined: CaseFile | undefined,
  about: {
    readonly served: string | null;
    readonly reasons: readonly ReviewReason[];
    readonly past: Earlier;
  },
  context: IntakeContext,
): readonly QueuedMessage[] {
  const { response, whole, report, reporter, writtenReport, isAnonymous } = sent;
  const { row } = grown.file;
  const { released } = context;
  const isAnswered = released !== undefined && !asksUntilCalled(released.file);
  const isDanger = report.immediateDanger === "yes" && !isAnswered;
  const reasons = [...about.reasons, ...about.past.reasons];
  return messagesToAudience(
    [
      ...notReminded(sent, row, context),
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
        told: peopleToldOfReport(row, about.served, isDanger, context),
        others: othersToTell(row, reasons, context),
        reporter,
        language: whole.language,
        isAnonymous,
      }),
    ],
    context,
  );
}

/** The lines of Activity about a report. `at`: milliseconds UTC. */
function linesOf(
  report: Report,
  { file: { row }, rise }: GrownCase,
  joined: CaseFile | undefined,
  past: Earlier,
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
  index: CaseIndex,
  context: Moment & Pick<IntakeContext, "lastGiven" | "register">,
): string {
  // Where the computer's clock went back over New Year, the later year goes on.
  const years = [yearDigits(context.now, context.zone), (context.lastGiven ?? "").slice(0, 2)];
  const year = registerKinds[context.register].series ?? years.sort()[1] ?? "";
  return numberedReference(
    year,
    Math.max(index.lastNumber(year), numberIn(year, context.lastGiven)) + 1,
  );
}

/**
 * Whether the reporter left an address to which nothing may be sent. Whoever may read the address then reminds them in person.
 */
function notReminded(
  { response, whole, isApart, reporter }: Sent,
  row: CaseRow,
  context: ActingContext,
): readonly QueuedMessage[] {
  const { writesToReporters } = registerKinds[context.register];
  if (!writesToReporters || reporter !== null || !isWritten(whole.reporterEmail)) return [];
  const { email: to } = isApart ? leadOf(row, context) : responsiblePerson(row, context);
  const kind = "reporter-not-reminded";
  return [message(kind, { isApart }, { id: `${response.id} ${kind} ${to}`, to, case: row.case })];
}

/** The other cases marked as a possible match, so that whoever opens either sees it. */
function shownOnBoth(
  state: IntakeState,
  caseReference: string,
  matches: readonly string[],
  { now, zone }: Moment,
): { readonly change: Change; readonly files: readonly CaseFile[] } {
  const marked = matches.map((match) => {
    const file = readFile(state, match);
    const row = { ...file.row, possibleMatch: [...file.row.possibleMatch, caseReference] };
    return { file, after: withDerivedCells({ ...file, row }, file, { now, zone }) };
  });
  return {
    change: {
      ...noChange,
      update: marked.flatMap(({ file, after }) => changeOfCase(file, after).update),
    },
    files: marked.map(({ after }) => after),
  };
}
