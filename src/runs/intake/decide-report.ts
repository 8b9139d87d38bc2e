/**
 * Decides what one report changes in a register: its case, its own row, who is told. Pure, but that it brings the given `IntakeState` up to
 * date; one report, one change (design 2.5).
 */

import {
  isForLeadAlone,
  reporterOf,
  reporterRows,
  saysWho,
  withoutReporter,
} from "../../case/assignment/reporter-identity";
import {
  type ActingContext,
  heldByNobody,
  leadOf,
  messagesToReaderOnly,
  peopleToldOfReport,
  responsiblePerson,
} from "../../case/assignment/responsible-person";
import { expiredApprovalLines, risenLines } from "../../case/lifecycle/expire-approvals";
import { type CaseIndex, caseIndexEntry, type Link } from "../../case/lifecycle/match-report";
import {
  type CaseContext,
  caseContextOf,
  type GrownCase,
  joinReport,
  openCase,
  type Sealed,
  withDerivedCells,
  writtenReportDue,
  yearDigits,
} from "../../case/lifecycle/open-case";
import { earlierOf, nothingEarlier } from "../../case/lifecycle/prior-cases";
import { message } from "../../case/messages/message";
import { acceptedOf } from "../../case/model/accepted-inputs";
import { type CaseFile, caseView, changeOfCase } from "../../case/model/case-file";
import {
  drillSeries,
  numberedReference,
  numberIn,
  referenceOfCase,
} from "../../case/model/case-reference";
import { packHoldsFacts } from "../../case/model/combined-facts";
import type { ReviewReason } from "../../case/model/review-reasons";
import { asksLeadAboutStaff } from "../../case/model/staff-concern";
import { withReporterToTell } from "../../case/reminders/reporter-receipt";
import { reporterAddressIn } from "../../district/addresses";
import type { Directory } from "../../district/district";
import { recipients, schoolNamed } from "../../district/find-people";
import { decisiveKeys, notAsked } from "../../form/gaps";
import { notListed } from "../../form/questions";
import type { Report } from "../../form/report";
import type { FormResponse, RegisterName } from "../../ports";
import { packOfCase } from "../../protocol/find-pack";
import {
  type Append,
  type Change,
  joinChanges,
  noChange,
  type QueuedMessage,
  type Update,
} from "../../register/change";
import { reportRows } from "../../register/rows";
import { type CaseRow, reportColumns } from "../../register/tabs";
import { isWritten } from "../../text";
import type { Moment } from "../../time";
import { isLikeCode } from "../drill-state";
import type { IntakeState } from "./intake-snapshot";
import { reportMessages } from "./report-messages";
import { countRestoredReport, markRestored, ownCaseOf, reuseReportRows } from "./restore-reports";

// Which of the district's schools a report is about, or why that is not clear.

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
  const isNotListed = answer.trim().toLowerCase() === notListed.toLowerCase();
  return { known: null, reason: isNotListed ? "school-not-listed" : "school-unknown" };
}

/** What a report is decided by, beside the cases of the register. */
export interface IntakeContext extends Moment {
  readonly register: RegisterName;
  readonly directory: Directory;
  /** For a sealed report: who reads it and whom it excludes; null for the main register. */
  readonly sealed: Sealed | null;
  /** Address of the reader of a sealed report; null for the main register. */
  readonly reader: string | null;
  /** Address of the account of this run. It is told where the directory names nobody. */
  readonly runningAs: string;
  /** Ids of responses whose reporter could not be written into a reader's file (keep-reporters), and so stands in the Form alone. */
  readonly reportersLost: ReadonlySet<string>;
  /** The highest reference that this register ever gave, as remembered; null where none is remembered. */
  readonly lastGiven: string | null;
}

function reporterAddress(report: Report, context: IntakeContext): string | null {
  if (context.register !== "main") return null;
  return reporterAddressIn(context.directory.settings, report.reporterEmail);
}

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
function linkOf(state: IntakeState, report: Report): Link {
  const link = state.index.link(report);
  if (link.kind !== "join") return link;
  const open = [link.case, ...link.others];
  const able = open.flatMap((reference) => {
    const pack = packOfCase(readFile(state, reference).row);
    return packHoldsFacts(pack, report) ? [{ reference, pack }] : [];
  });
  const joined = able.find(({ pack }) => pack.id === report.pack.id) ?? able[0];
  return joined === undefined
    ? { kind: "new", possibleMatches: open, earlierCases: [] }
    : { ...link, case: joined.reference };
}

/**
 * Decides one report, and brings `state` up to date for the next one. Returns an empty change where the register has the response already:
 * a report delivered twice changes nothing (design 2.8). Every case that the report may join or match must be among `state.files`.
 */
export function decideReport(
  state: IntakeState,
  response: FormResponse,
  whole: Report,
  context: IntakeContext,
): Change {
  if (state.responses.has(response.id)) return noChange;
  const isApart = isForLeadAlone(whole);
  const report = isApart ? withoutReporter(whole) : whole;
  const address = reporterAddress(whole, context);
  const reporter = isApart && address !== null ? reporterOf(response.id) : address;
  const { directory, now } = context;
  const written = writtenReportDue(report.pack, report.learnedAt, response.receivedAt);
  // A reader's file takes it along; for the main register it was written before (keep-reporters).
  const keepsReporter = context.sealed !== null && !state.reporters.has(response.id);
  const { returning } = state;
  const earlier = state.caseOf.get(response.id) ?? returning.former.get(response.id);
  const isThere = earlier !== undefined && state.index.target(earlier) !== null;
  // The register has the case of this response, so nothing that it might join was read.
  const link = isThere ? null : linkOf(state, report);
  const own = isThere ? earlier : link && ownCaseOf(returning, state.index, response, report, link);
  if (own != null || link === null) {
    // Only the report's row in Reports was lost. People were told before, and the case counts the report.
    const reference = own ?? "";
    state.responses.add(response.id);
    countRestoredReport(returning, state.index.target(reference)?.case ?? reference);
    const line = { at: now, who: "automation", what: "report-restored", case: reference };
    const restored = reportChange({ response, whole, reporter, written, keepsReporter }, reference);
    return reuseReportRows(joinChanges({ ...noChange, activity: [line] }, restored), returning);
  }
  const joined = link.kind === "join" ? state.files.get(link.case) : undefined;
  const school = schoolOfReport(directory, report.school);
  const isDanger = report.immediateDanger === "yes";
  const schoolName = school.known ?? joined?.row.school ?? report.school;
  const { reader, sealed } = context;
  const actingContext: ActingContext = {
    register: context.register,
    directory,
    now,
    reader,
    runningAs: context.runningAs,
  };
  const served = recipients(directory, schoolName, now, { immediateDanger: false });
  const isLost = context.reportersLost.has(response.id);
  const reasons = reasonsOf(report, served.reasons, school.reason, isLost);
  // The lead is told of all reports that came back in one mail.
  const marks: readonly ReviewReason[] =
    earlier === undefined || joined !== undefined ? [] : ["came-back"];
  // A case stays with the protocol under which it was opened (design 2.12).
  const pack = joined === undefined ? report.pack : packOfCase(joined.row);
  const caseContext: CaseContext = {
    ...caseContextOf(pack, joined?.row.school ?? schoolName, directory, context),
    writtenReportDue: written.due,
  };
  const past =
    link.kind === "new"
      ? earlierOf(
          link.earlierCases.map((one) => readFile(state, one).row),
          pack,
          { now, zone: context.zone, retentionYears: directory.settings.retentionYears },
        )
      : nothingEarlier;
  const contact = responsiblePerson({ ...heldByNobody, school: schoolName }, actingContext);
  const result: GrownCase =
    joined === undefined
      ? {
          file: openCase(
            {
              case: nextReference(state.index, context),
              school: school.known ?? report.school,
              contact,
              reviewReasons: [...reasons, ...marks],
              possibleMatches: link.kind === "new" ? link.possibleMatches : [],
              earlier: past,
              sealed,
            },
            report,
            caseContext,
          ),
          rise: null,
          newActs: [],
        }
      : joinReport(joined, report, reasons, contact, sealed, caseContext);
  const row = withReporterToTell(result.file.row, response.id, reporter);
  const grown: GrownCase = { ...result, file: { ...result.file, row } };
  const caseReference = referenceOfCase(row);

  const opensCase = joined === undefined;
  let change: Change = {
    ...noChange,
    ...changeOfCase(joined ?? null, grown.file),
    views: opensCase ? [caseView(caseReference)] : [],
    messages: messagesToReaderOnly(
      [
        ...notReminded(whole, response, grown.file.row, actingContext, reporter),
        ...reportMessages({
          response: response.id,
          grown,
          opensCase,
          written,
          reasons: [...reasons, ...past.reasons],
          isDanger,
          told: peopleToldOfReport(grown.file.row, schoolName, isDanger, actingContext),
          lead: sealed === null ? leadOf(grown.file.row, actingContext) : null,
          reporter,
          isAnonymous: !saysWho(whole),
        }),
      ],
      actingContext,
    ),
    activity: [
      {
        at: now,
        who: "automation",
        what: opensCase ? "case-opened" : "report-joined",
        case: caseReference,
      },
      ...(past.factors.length === 0
        ? []
        : [
            {
              at: now,
              who: "automation",
              what: "earlier-factors-counted",
              case: caseReference,
              column: "earlierCase",
              to: referenceOfCase(past),
            },
          ]),
      ...(joined === undefined ? [] : expiredApprovalLines(joined.row, grown.file.row, now)),
      ...risenLines(grown.rise, grown.file.row, { who: "automation", now }),
      ...(isDanger
        ? [{ at: now, who: "automation", what: "danger-reported", case: caseReference }]
        : []),
    ],
  };
  change = joinChanges(
    change,
    reportChange({ response, whole, reporter, written, keepsReporter }, caseReference),
  );
  if (link.kind === "new") {
    change = joinChanges(change, shownOnBoth(state, caseReference, link.possibleMatches, context));
  }
  if (earlier !== undefined) change = markRestored(change, caseReference, earlier, now);
  state.responses.add(response.id);
  state.files.set(caseReference, grown.file);
  state.index.add(caseIndexEntry(grown.file.row));
  return reuseReportRows(change, returning);
}

/** The next free case reference. Never one that was given before: mail about it may be about another child whose row is gone. */
export function nextReference(
  index: CaseIndex,
  context: Moment & Pick<IntakeContext, "lastGiven">,
): string {
  const isDrill = context.lastGiven?.startsWith(drillSeries) === true;
  // Where the computer's clock went back over New Year, the later year goes on.
  const years = [yearDigits(context.now, context.zone), (context.lastGiven ?? "").slice(0, 2)];
  const year = isDrill ? drillSeries : (years.sort()[1] ?? "");
  return numberedReference(
    year,
    Math.max(index.lastNumber(year), numberIn(year, context.lastGiven)) + 1,
  );
}

/**
 * Whether the reporter left an address to which nothing may be sent. Whoever may read the address then reminds them in person. For the main
 * register.
 */
function notReminded(
  whole: Report,
  response: FormResponse,
  row: CaseRow,
  context: ActingContext,
  reporter: string | null,
): readonly QueuedMessage[] {
  if (context.register !== "main" || reporter !== null || !isWritten(whole.reporterEmail))
    return [];
  const isApart = isForLeadAlone(whole);
  const { email: to } = isApart ? leadOf(row, context) : responsiblePerson(row, context);
  const kind = "reporter-not-reminded";
  return [message(kind, { isApart }, { id: `${response.id} ${kind} ${to}`, to, case: row.case })];
}

interface WrittenReport {
  readonly response: FormResponse;
  /** The report including who sent it. */
  readonly whole: Report;
  /** Who is mailed about their own duty to report: an address, or a marker that stands for it; null where nobody may be mailed. */
  readonly reporter: string | null;
  readonly written: ReturnType<typeof writtenReportDue>;
  /** Whether a row of Reporters is written along (the report is kept apart from who sent it). */
  readonly keepsReporter: boolean;
}

function reportChange(
  { response, whole, reporter, written, keepsReporter }: WrittenReport,
  caseReference: string,
): Change {
  const isApart = isForLeadAlone(whole);
  const { unread, pack: _pack, ...answers } = isApart ? withoutReporter(whole) : whole;
  const marks = { reporterUnreachable: !saysWho(whole) };
  const rows = reportRows({
    ...answers,
    response: response.id,
    received: response.receivedAt,
    case: caseReference,
    writtenReportDue: written.due,
    writtenReportDueFrom: written.from,
    reporterTold: reporter === null ? "not told" : "told by mail",
    callConfirmed: false,
    writtenReportConfirmed: false,
    ...marks,
    unread:
      unread.length === 0 ? null : unread.map(({ key, text }) => `${key}: ${text}`).join("\n"),
    accepted: acceptedOf(reportColumns, marks),
  });
  const append: Append[] = rows.map((row) => ({ tab: "reports", row }));
  if (isApart && keepsReporter) {
    append.push(...reporterRows(response, whole).map((row): Append => ({ tab: "reporters", row })));
  }
  return { ...noChange, append };
}

/** Marks both cases as a possible match, so that whoever opens either sees it. */
function shownOnBoth(
  state: IntakeState,
  caseReference: string,
  matches: readonly string[],
  { now, zone }: Moment,
): Change {
  const update: Update[] = [];
  for (const match of matches) {
    const file = readFile(state, match);
    const row = { ...file.row, possibleMatch: [...file.row.possibleMatch, caseReference] };
    const after = withDerivedCells({ ...file, row }, file, { now, zone });
    update.push(...changeOfCase(file, after).update);
    state.files.set(match, after);
  }
  return { ...noChange, update };
}
