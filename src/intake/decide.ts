/** What one report changes: the case it opens or joins, its own row, who is told. Pure; one report, one change (design 2.5). */

import { type CaseFile, changeOfCase } from "../casework/case-file";
import { caseIndexEntry } from "../casework/case-index-entry";
import { caseView } from "../casework/case-view";
import type { CaseIndex } from "../casework/link";
import {
  type CaseContext,
  type Grown,
  joinedBy,
  openedCase,
  settled,
  yearDigits,
} from "../casework/open-case";
import { numberIn, reference } from "../casework/reference";
import { writtenReportDue } from "../casework/written-report";
import { isReporterAddress } from "../directory/addresses";
import { callBook } from "../directory/call-book";
import type { Directory } from "../directory/directory";
import { recipients } from "../directory/find";
import type { ReviewReason } from "../messages/review-reasons";
import { packOfVersion } from "../protocol/packs";
import type { ProtocolPack } from "../protocol/schema";
import { type Change, noChange, together, type Update } from "../register/change";
import type { ZoneOffset } from "../register/local-time";
import { reportRows } from "../register/report-rows";
import type { RegisterName } from "../workspace";
import { messagesFor } from "./messages-for";
import type { FormResponse, Report } from "./report";
import { readerOf } from "./route";
import { schoolOfReport } from "./school-of-report";

/** What a run has read of a register, kept up to date as it decides one report after another. */
export interface IntakeState {
  readonly index: CaseIndex;
  /** Cases whose rows were read, or that this run opened. */
  readonly files: Map<string, CaseFile>;
  /** Ids of the responses that are in the register. */
  readonly responses: Set<string>;
  /** Cases by the ids of responses that messages were queued for, as far as those were read. */
  readonly caseOf: ReadonlyMap<string, string>;
}

export interface IntakeContext {
  readonly register: RegisterName;
  readonly pack: ProtocolPack;
  readonly directory: Directory;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly zone: ZoneOffset;
  /** Address of the account that runs: told when the directory names nobody. */
  readonly runningAs: string;
  /** The highest reference that the register ever gave, as far as is remembered. */
  readonly lastGiven: string | null;
}

function reporterAddress(report: Report, context: IntakeContext): string | null {
  const address = (report.reporterEmail ?? "").trim().toLowerCase();
  // In a sealed case nobody but its reader gets mail.
  if (context.register !== "main") return null;
  return isReporterAddress(context.directory.settings, address) ? address : null;
}

function reasonsOf(
  report: Report,
  directoryReasons: readonly ReviewReason[],
  schoolReason: ReviewReason | null,
): ReviewReason[] {
  const reasons = new Set<ReviewReason>();
  for (const { key } of report.unread) reasons.add(`unread-${key}`);
  const saysNothing = report.factors.length + report.concerns.length === 0 && report.facts === null;
  if (saysNothing && reasons.size === 0) reasons.add("nothing-answered");
  if (schoolReason !== null) reasons.add(schoolReason);
  for (const reason of directoryReasons) reasons.add(reason);
  return [...reasons];
}

/**
 * The change that takes a report in, and `state` brought up to date with it. An empty change when the response is in
 * the register already: a response delivered twice changes nothing (design 2.8). Every case that the report may join
 * or match must be among `state.files`.
 */
export function decide(
  state: IntakeState,
  response: FormResponse,
  report: Report,
  context: IntakeContext,
): Change {
  if (state.responses.has(response.id)) return noChange;
  const { directory, now } = context;
  const written = writtenReportDue(report.learnedAt, response.receivedAt);
  const earlier = state.caseOf.get(response.id);
  if (earlier !== undefined && state.index.target(earlier) !== null) {
    // Its row of Reports was lost and its case was not: people were told, and it counts there already.
    state.responses.add(response.id);
    const who = reporterAddress(report, context);
    const line = { at: now, who: "automation", what: "report-restored", case: earlier };
    return together(
      { ...noChange, activity: [line] },
      reportChange(response, report, earlier, written, who),
    );
  }
  const link = state.index.link(report);
  const joined = link.kind === "join" ? state.files.get(link.case) : undefined;
  if (link.kind === "join" && joined === undefined) {
    throw new Error("the case that a report joins was not read");
  }
  const school = schoolOfReport(directory, report.school);
  const inDanger = report.immediateDanger === "yes";
  const schoolName = school.known ?? joined?.row.school ?? report.school;
  const told = recipients(directory, schoolName, now, { immediateDanger: inDanger });
  const reader =
    context.register === "main" ? null : readerOf(context.register, directory, schoolName);
  const reasons = reasonsOf(report, told.reasons, school.reason);
  // A case stays with the version of the protocol that opened it (design 2.12).
  const pack = packOfVersion(joined?.row.protocolVersion ?? "") ?? context.pack;
  const caseContext: CaseContext = {
    pack,
    calls: callBook(directory, joined?.row.school ?? schoolName, pack),
    now,
    zone: context.zone,
    checkInEveryDays: directory.settings.checkInEveryDays,
    monitorEveryDays: directory.settings.monitorEveryDays,
    writtenReportDue: written.due,
  };
  const contact =
    (context.register === "main" ? told.responsible : reader)?.email ?? context.runningAs;
  const grown: Grown =
    joined === undefined
      ? {
          file: openedCase(
            {
              case: nextReference(state.index, context),
              school: school.known ?? report.school,
              contact,
              reviewReasons: reasons,
              possibleMatches: link.kind === "new" ? link.possibleMatches : [],
              earlierCase: link.kind === "new" ? link.earlierCase : null,
            },
            report,
            caseContext,
          ),
          rise: null,
          newActs: [],
        }
      : joinedBy(joined, report, reasons, contact, caseContext);
  const caseReference = grown.file.row.case ?? "";
  const reporter = reporterAddress(report, context);

  const opensCase = joined === undefined;
  let change: Change = {
    ...noChange,
    ...changeOfCase(joined ?? null, grown.file),
    views: opensCase ? [caseView(caseReference)] : [],
    messages: messagesFor({
      response: response.id,
      grown,
      opensCase,
      written,
      reasons,
      told,
      caseSchoolTold:
        joined === undefined
          ? told
          : recipients(directory, joined.row.school, now, { immediateDanger: inDanger }),
      sealedReader: context.register === "main" ? null : (reader?.email ?? context.runningAs),
      reporter,
      runningAs: context.runningAs,
    }),
    activity: [
      {
        at: now,
        who: "automation",
        what: opensCase ? "case-opened" : "report-joined",
        case: caseReference,
      },
      ...(grown.rise === null
        ? []
        : [
            {
              at: now,
              who: "automation",
              what: "level-raised",
              case: caseReference,
              column: "level",
              from: grown.rise.from,
              to: grown.rise.to,
            },
          ]),
    ],
  };
  change = together(change, reportChange(response, report, caseReference, written, reporter));
  if (link.kind === "new") {
    change = together(change, shownOnBoth(state, caseReference, link.possibleMatches, now));
  }
  state.responses.add(response.id);
  state.files.set(caseReference, grown.file);
  state.index.add(caseIndexEntry(grown.file.row));
  return change;
}

/** Never one that was given before: its mail may be about another child, whose row is gone. */
function nextReference(index: CaseIndex, context: IntakeContext): string {
  const year = yearDigits(context.now, context.zone);
  return reference(year, Math.max(index.lastNumber(year), numberIn(year, context.lastGiven)) + 1);
}

function reportChange(
  response: FormResponse,
  report: Report,
  caseReference: string,
  written: ReturnType<typeof writtenReportDue>,
  reporter: string | null,
): Change {
  const { unread, ...answers } = report;
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
    unread:
      unread.length === 0 ? null : unread.map(({ key, text }) => `${key}: ${text}`).join("\n"),
    accepted: "{}",
  });
  return { ...noChange, append: rows.map((row) => ({ tab: "reports" as const, row })) };
}

/** A possible match stands on both rows, so that whoever opens either sees it. */
function shownOnBoth(
  state: IntakeState,
  caseReference: string,
  matches: readonly string[],
  now: number,
): Change {
  const update: Update[] = [];
  for (const match of matches) {
    const file = state.files.get(match);
    if (file === undefined) throw new Error("a case that may be of the same student was not read");
    const row = { ...file.row, possibleMatch: [...file.row.possibleMatch, caseReference] };
    const after = settled({ ...file, row }, file, now);
    update.push(...changeOfCase(file, after).update);
    state.files.set(match, after);
  }
  return { ...noChange, update };
}
