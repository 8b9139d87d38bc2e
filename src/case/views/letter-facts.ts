/** What mails may know of a case: made anew from its row and the protocol each time one is sent. */
import type { Directory } from "../../district/district";
import { type PersonRole, personRoles } from "../../district/roles";
import {
  type Act,
  actOf,
  agencyOf,
  buildChecklist,
  type CallBook,
  type Callee,
  type ChecklistInput,
  classify,
  doNot,
  firstAgency,
  isUnconfirmed,
  levelHasProtocol,
  levelOf,
  lowestLevel,
  reviewAct,
  roleOf,
  updateCall,
} from "../../protocol/engine";
import type { ActId, ActState, ConcernId, LevelId } from "../../protocol/ids";
import { rulesOf, signsWords } from "../../protocol/level-reasons";
import { otherTakers } from "../../protocol/other-takers";
import type { ActDatum, ProtocolPack } from "../../protocol/pack";
import { type ProtocolWords, say } from "../../protocol/wording";
import { type CaseRow, type ChecklistRow, tabs } from "../../register/tabs";
import type { ZoneOffset } from "../../time";
import { leadOf } from "../assignment/responsible-person";
import { isActMade } from "../model/act-completion";
import type { CaseFile } from "../model/case-file";
import {
  type CaseReference,
  caseReference,
  checklistLink,
  isCaseReference,
  type RegisterLink,
  referenceOfCase,
  registerLink,
} from "../model/case-reference";
import { checklistInput, victimRuledOut } from "../model/checklist";
import { inDanger } from "../model/danger";
import { acknowledgeBy, acknowledgeFrom } from "../model/deadlines";
import { raisesOf } from "../model/level-words";
import { type ReviewReason, reviewReasonOf } from "../model/review-reasons";

export interface FactsContext {
  readonly pack: ProtocolPack;
  readonly directory: Directory;
  readonly calls: CallBook;
  readonly spreadsheetId: string;
  readonly zone: ZoneOffset;
  /** When the message is sent; milliseconds since 1970, UTC. */
  readonly now: number;
  /** The address that it goes to, lower case. */
  readonly to: string;
  /** From what the written report of the newest report is counted; null where the message is not about a report. */
  readonly dueFrom: "learned" | "received" | null;
  /** The protocols that the message is about; empty where nothing rose. */
  readonly newProtocols: readonly LevelId[];
  /** The level before, where the message is about a rise. */
  readonly fromLevel?: LevelId;
  /** The message is about a report that says that the student is in immediate danger. */
  readonly reportsDanger: boolean;
}

/** The act in the protocol's words of today; null for a row that a person made. */
function wordsFor(
  act: ActId,
  file: CaseFile,
  wanted: readonly Act[],
  context: FactsContext,
): Act | null {
  const found = wanted.find((one) => one.act === act);
  if (found !== undefined) return found;
  const input = mailInput(file, context);
  const role = roleOf(context.pack, act);
  if (role === "update") {
    return updateCall(context.pack, input, {
      level: input.level,
      from: context.fromLevel ?? input.level,
      protocols: context.newProtocols,
      isDanger: context.reportsDanger,
      done: [],
    });
  }
  return role === "review" ? reviewAct(context.pack, input) : null;
}

/**
 * Factors, age and where the student lives are student data, and whoever reads a mail over a shoulder may be the parent who was answered about:
 * what the checklist says because of them stands in the register alone.
 */
function mailInput({ row, acts }: CaseFile, { pack, calls }: FactsContext): ChecklistInput {
  return {
    ...checklistInput(pack, row, calls, acts),
    factors: [],
    parentMayBeInvolved: null,
    livesElsewhere: false,
    isAdult: null,
    isForMail: true,
  };
}

function consequenceGiven(pack: ProtocolPack, { row, acts }: CaseFile): ProtocolWords | null {
  if (victimRuledOut(pack, row)) return null;
  const given = acts.find(
    (act) => isActMade(act) && actOf(pack, act.act)?.lock?.waitsFor === "victim-question",
  );
  const datum = given === undefined ? null : actOf(pack, given.act);
  return datum === null ? null : say(datum.name);
}

/** The state of acts that a parent would notice would tell what was answered: in a mail they always wait. */
function mailState(datum: ActDatum, cells: ChecklistRow): ActState {
  return datum.telltale === null ? (cells.state ?? "open") : "locked";
}

function mailReason(id: string): ReviewReason {
  return id === "unread-parentMayBeInvolved" ? "other-reason" : reviewReasonOf(id);
}

function actFacts(file: CaseFile, context: FactsContext): readonly ActFacts[] {
  const wanted = buildChecklist(context.pack, mailInput(file, context));
  const isCallAgain = (cells: ChecklistRow) =>
    roleOf(context.pack, cells.act) === "update" && cells.state === "open";
  const last = file.acts.filter(isCallAgain).pop();
  return (
    [...file.acts]
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
      // Calls to be made again are one call on the phone: the newest.
      .filter((cells) => !isCallAgain(cells) || cells === last)
      .flatMap((cells): readonly ActFacts[] => {
        const datum = actOf(context.pack, cells.act);
        const act = datum === null ? null : wordsFor(datum.id, file, wanted, context);
        if (datum === null || act === null) return [];
        return [
          {
            act: act.act,
            isDuty: datum.duty,
            isFirstCall: datum.role === "first-call",
            what: act.what,
            inMail: act.inMail,
            who: act.who,
            call: act.call,
            why: act.why,
            due: act.due,
            attempts: cells.attempts ?? 0,
            otherwise: otherTakers(context.pack, datum.id, context.calls)?.words ?? null,
            state: mailState(datum, cells),
            dueAt: cells.due,
          },
        ];
      })
  );
}

export function levelName(pack: ProtocolPack, level: LevelId): ProtocolWords {
  return say((levelOf(pack, level) ?? levelOf(pack, lowestLevel(pack)))?.name ?? {});
}

export type Ground = "criterion" | "concern" | "raised" | "earlier";

/** What was reported comes before what a person did, and that before what was known once. */
function groundOf(pack: ProtocolPack, level: LevelId, row: CaseRow): Ground {
  const rules = rulesOf(pack, level);
  const met = classify(pack, row).criteria.flatMap(({ id, met: isMet }) => (isMet ? [id] : []));
  const isReported = (concern: ConcernId) => row.concerns.includes(concern);
  if (rules.some((rule) => "concern" in rule && isReported(rule.concern))) return "concern";
  if (rules.some((rule) => "criterion" in rule && met.includes(rule.criterion))) return "criterion";
  return raisesOf(row).some((raise) => raise.level === level) ? "raised" : "earlier";
}

/** The lead, or who stands in, unless that is the reader of the mail; null in a sealed register, and where nobody does. */
function leadTold(row: CaseRow, { directory, now, to }: FactsContext): PersonRole | null {
  if (row.readBy !== null) return null;
  const lead = leadOf(row, { register: "main", directory, now, reader: null, runningAs: "" });
  return lead.email === "" || lead.email === to ? null : lead.role;
}

/** Those that take reports and have a number for the school, the agency of every case's first call before the others. */
export function reportAgencies(pack: ProtocolPack, calls: CallBook): readonly Callee[] {
  const first = firstAgency(pack).id;
  const takes = [...calls.agencies.values()].filter(
    ({ agency }) => agencyOf(pack, agency)?.takesReports === true,
  );
  return [
    ...takes.filter(({ agency }) => agency === first),
    ...takes.filter(({ agency }) => agency !== first),
  ];
}

function sealedFacts({ readBy, copiedAt, mainCase }: CaseRow): SealedFacts | null {
  const reader = personRoles.find((role) => role === readBy);
  if (reader === undefined) return null;
  const isKnown = mainCase !== null && isCaseReference(mainCase);
  return {
    reader,
    isCopied: copiedAt !== null,
    mainCase: isKnown ? caseReference(mainCase) : null,
  };
}

/** How many signs gave the level; empty where a concern, a person or an earlier time is the ground. */
function signsOf(pack: ProtocolPack, level: LevelId, row: CaseRow): readonly ProtocolWords[] {
  if (groundOf(pack, level, row) !== "criterion") return [];
  const rules = rulesOf(pack, level);
  return classify(pack, row).criteria.flatMap(({ id, factors, met }) => {
    const isOfLevel = rules.some((rule) => "criterion" in rule && rule.criterion === id);
    const datum = met && isOfLevel ? pack.criteria.find((one) => one.id === id) : undefined;
    return datum === undefined ? [] : [signsWords(datum, factors.length)];
  });
}

/** Throws where the case has no reference, a bug. */
export function caseFacts(file: CaseFile, context: FactsContext): CaseFacts {
  const { row } = file;
  const { pack } = context;
  const earlier = row.earlierCase ?? "";
  const level = row.level ?? lowestLevel(pack);
  const explained = levelOf(pack, level)?.explains ?? null;
  const isDanger = inDanger(row);
  return {
    reference: caseReference(referenceOfCase(row)),
    link: registerLink(
      checklistLink(context.spreadsheetId, tabs.checklist.sheetId, referenceOfCase(row)),
    ),
    level: levelName(pack, level),
    protocols: row.protocols.map((id) => levelName(pack, id)),
    ground: levelHasProtocol(pack, level) ? groundOf(pack, level, row) : null,
    signs: signsOf(pack, level, row),
    explains: explained === null ? null : say(explained),
    acts: actFacts(file, context),
    doNot: doNot(pack, mailInput(file, context)),
    earlierCase: isCaseReference(earlier) ? earlier : null,
    reviewReasons: [...new Set(row.reviewReasonIds.map(mailReason))],
    leadTold: leadTold(row, context),
    sealed: sealedFacts(row),
    danger: context.reportsDanger ? "reported" : isDanger ? "not-over" : null,
    isUnconfirmed: isUnconfirmed(pack, row),
    consequence: consequenceGiven(pack, file),
    agency: say(firstAgency(pack).inSentence),
    written: pack.writtenReport,
    emergency: pack.emergency.phone,
    dueFrom: context.dueFrom,
    acknowledgeBy: row.acknowledged
      ? null
      : acknowledgeBy(row, acknowledgeFrom(file), context.directory.settings, context.zone),
    source: { author: pack.author, title: say(pack.title.words), version: pack.version },
    isClosed: row.status === "closed",
    now: context.now,
    zone: context.zone,
  };
}

// No member holds a name, an id or free text of a report: the point of these types (design 2.10).

/** An act of the checklist as it stands when the mail is sent. An act of `buildChecklist` fits once `state` and `dueAt` are the row's. */
export interface ActFacts {
  readonly act: ActId;
  readonly isDuty: boolean;
  readonly isFirstCall: boolean;
  readonly what: ProtocolWords;
  /** The same for a mail; its row has all of it. Empty for an act that no mail lists. */
  readonly inMail: ProtocolWords;
  readonly who: ProtocolWords;
  /** Whom to call, in the order to try; null or empty for an act without a call. */
  readonly call: readonly Callee[] | null;
  /** Why it waits, or what the law says about it. */
  readonly why: ProtocolWords | null;
  readonly due: Act["due"];
  /** How often it was tried, and nobody answered. */
  readonly attempts: number;
  /** Who else may take the report where nobody answers; null where no other agency may. */
  readonly otherwise: ProtocolWords | null;
  readonly state: ActState;
  /** Milliseconds since 1970, UTC; null without a deadline. */
  readonly dueAt: number | null;
}

export interface SealedFacts {
  /** Who acts on it. */
  readonly reader: PersonRole;
  /** The other reader has it too. */
  readonly isCopied: boolean;
  /** The open case of the same student in the main register. */
  readonly mainCase: CaseReference | null;
}

/** The case, for every message about a case. */
export interface CaseFacts {
  readonly reference: CaseReference;
  readonly link: RegisterLink;
  /** The level's name. */
  readonly level: ProtocolWords;
  /** Names of all that apply, lowest first. */
  readonly protocols: readonly ProtocolWords[];
  /** What the level rests on; null for a level that asks for no protocol. */
  readonly ground: Ground | null;
  /** How many signs were reported that give the level, by criterion: parts of a sentence, counts only, never which. */
  readonly signs: readonly ProtocolWords[];
  /** What the pack says of a level that asks for no protocol. */
  readonly explains: ProtocolWords | null;
  /** In the order of the checklist, calls first. */
  readonly acts: readonly ActFacts[];
  readonly doNot: readonly ProtocolWords[];
  /** The latest closed case of the same student; null where there is none. */
  readonly earlierCase: CaseReference | null;
  readonly reviewReasons: readonly ReviewReason[];
  /** Who is told of the review reasons beside the reader of the mail: the lead, or who stands in; null where nobody is. */
  readonly leadTold: PersonRole | null;
  /** Of a sealed case; null in the main register. */
  readonly sealed: SealedFacts | null;
  /** Immediate danger: what the message is about, or what an earlier one was and nobody has marked as over; null where neither. */
  readonly danger: "reported" | "not-over" | null;
  /** The level asks who confirmed it, and no agency is on record. */
  readonly isUnconfirmed: boolean;
  /** An act that waits until a person rules out that the student is a victim, done although that is open again; null where none is. */
  readonly consequence: ProtocolWords | null;
  /** The agency of the first call, within a sentence. */
  readonly agency: ProtocolWords;
  /** The written report: within how many hours, on which form, by which statute. */
  readonly written: ProtocolPack["writtenReport"];
  /** The number to dial in an emergency. */
  readonly emergency: string;
  /** From what the hours of the written report are counted; null where the message is not about a report. */
  readonly dueFrom: "learned" | "received" | null;
  /** When the case has to be acknowledged (milliseconds UTC); null once it is. */
  readonly acknowledgeBy: number | null;
  /** The county document: whose it is, its title and its last update, "YYYY-MM-DD". */
  readonly source: {
    readonly author: string;
    readonly title: ProtocolWords;
    readonly version: string;
  };
  /** Somebody has closed the case: nothing is asked any more. */
  readonly isClosed: boolean;
  /** When the mail is sent; milliseconds since 1970, UTC. */
  readonly now: number;
  /** The district's zone, in which times are written. */
  readonly zone: ZoneOffset;
}
