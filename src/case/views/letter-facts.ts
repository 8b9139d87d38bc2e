/**
 * What a mail may say of a case. It is made from the row and the protocol each time a mail is sent, and its types have no place for
 * student data.
 */
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
import { casesView, checklistView } from "../../register/saved-views";
import type { CaseRow, ChecklistRow } from "../../register/tabs";
import type { ZoneOffset } from "../../time";
import { leadOf } from "../assignment/responsible-person";
import { isActMade } from "../model/act-completion";
import type { CaseFile } from "../model/case-file";
import {
  type CaseReference,
  caseReference,
  isCaseReference,
  type RegisterLink,
  referenceOfCase,
  viewLink,
} from "../model/case-reference";
import { checklistInput, victimRuledOut } from "../model/checklist";
import { inDanger } from "../model/danger";
import { acknowledgeBy, acknowledgeFrom } from "../model/deadlines";
import { raisesOf } from "../model/level-words";
import { type ReviewReason, reviewReasonOf } from "../model/review-reasons";

/** What is needed beside the case: the directory, the numbers to call, and what the message is about. */
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
  /** The protocols that the message says are new; empty if nothing rose. */
  readonly newProtocols: readonly LevelId[];
  /** The level before; only in a message about a rise. */
  readonly fromLevel?: LevelId;
  /** Whether the message is about a report of immediate danger. */
  readonly reportsDanger: boolean;
  /** Whether its link opens the case's acts, as a reminder of them does; left out: the case's row, where it is acknowledged. */
  readonly opensChecklist?: boolean;
}

/** The act in today's words of the protocol; null for a row that a person added. */
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
 * The case without what is student data: factors, age, where the student lives, and what was answered about parents. Somebody may read a
 * mail over the reader's shoulder, perhaps the very parent. What the checklist says because of these stands in the register alone.
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

/** The name of a school consequence that was decided although it is open whether the student is a victim; null if none was. */
function consequenceGiven(pack: ProtocolPack, { row, acts }: CaseFile): ProtocolWords | null {
  if (victimRuledOut(pack, row)) return null;
  const given = acts.find(
    (act) => isActMade(act) && actOf(pack, act.act)?.lock?.waitsFor === "victim-question",
  );
  const datum = given === undefined ? null : actOf(pack, given.act);
  return datum === null ? null : say(datum.name);
}

/**
 * The state of an act for a mail. Acts that a parent would notice always show as locked: their real state would tell what was answered
 * about the parent.
 */
function mailState(datum: ActDatum, cells: ChecklistRow): ActState {
  return datum.telltale === null ? (cells.state ?? "open") : "locked";
}

/** A review reason as a mail may name it. */
function mailReason(id: string): ReviewReason {
  return id === "unread-parentMayBeInvolved" ? "other-reason" : reviewReasonOf(id);
}

/** The acts of the case for a mail, in the order of the checklist. */
function actFacts(file: CaseFile, context: FactsContext): readonly ActFacts[] {
  const wanted = buildChecklist(context.pack, mailInput(file, context));
  const isCallAgain = (cells: ChecklistRow) =>
    roleOf(context.pack, cells.act) === "update" && cells.state === "open";
  const last = file.acts.filter(isCallAgain).pop();
  return (
    [...file.acts]
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
      // Several update calls are one call on the phone: only the newest is listed.
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

/** The name of a level; of an unknown level the name of the lowest. */
export function levelName(pack: ProtocolPack, level: LevelId): ProtocolWords {
  return say((levelOf(pack, level) ?? levelOf(pack, lowestLevel(pack)))?.name ?? {});
}

/** What a level rests on: a criterion that is met, a concern that was reported, a person who raised it, or that it applied before. */
export type Ground = "criterion" | "concern" | "raised" | "earlier";

/** What was reported comes first, then what a person did, then what applied before. */
function groundOf(pack: ProtocolPack, level: LevelId, row: CaseRow): Ground {
  const rules = rulesOf(pack, level);
  const met = classify(pack, row).criteria.flatMap(({ id, met: isMet }) => (isMet ? [id] : []));
  const isReported = (concern: ConcernId) => row.concerns.includes(concern);
  if (rules.some((rule) => "concern" in rule && isReported(rule.concern))) return "concern";
  if (rules.some((rule) => "criterion" in rule && met.includes(rule.criterion))) return "criterion";
  return raisesOf(row).some((raise) => raise.level === level) ? "raised" : "earlier";
}

/** The role of the lead, or of who stands in. Null if that is the reader of the mail, in a sealed register, and if there is nobody. */
function leadTold(row: CaseRow, { directory, now, to }: FactsContext): PersonRole | null {
  if (row.readBy !== null) return null;
  const lead = leadOf(row, { register: "main", directory, now, reader: null, runningAs: "" });
  return lead.email === "" || lead.email === to ? null : lead.role;
}

/** The agencies that take reports and have a number for the school; first the one that every case calls first. */
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

/** What a mail says of a sealed case; null in the main register. */
function sealedFacts({ readBy, copiedAt, mainCase }: CaseRow): SealedFacts | null {
  if (!personRoles.some((role) => role === readBy)) return null;
  const isKnown = mainCase !== null && isCaseReference(mainCase);
  return {
    isCopied: copiedAt !== null,
    mainCase: isKnown ? caseReference(mainCase) : null,
  };
}

/** How many signs gave the level; empty if the level rests on something else. */
function signsOf(pack: ProtocolPack, level: LevelId, row: CaseRow): readonly ProtocolWords[] {
  if (groundOf(pack, level, row) !== "criterion") return [];
  const rules = rulesOf(pack, level);
  return classify(pack, row).criteria.flatMap(({ id, factors, met }) => {
    const isOfLevel = rules.some((rule) => "criterion" in rule && rule.criterion === id);
    const datum = met && isOfLevel ? pack.criteria.find((one) => one.id === id) : undefined;
    return datum === undefined ? [] : [signsWords(datum, factors.length)];
  });
}

/** All that a mail may say of the case. Throws if the case has no reference: a defect. */
export function caseFacts(file: CaseFile, context: FactsContext): CaseFacts {
  const { row } = file;
  const { pack } = context;
  const earlier = row.earlierCase ?? "";
  const level = row.level ?? lowestLevel(pack);
  const explained = levelOf(pack, level)?.explains ?? null;
  const isDanger = inDanger(row);
  return {
    reference: caseReference(referenceOfCase(row)),
    link: viewLink(
      context.spreadsheetId,
      (context.opensChecklist === true ? checklistView : casesView)(referenceOfCase(row)),
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

// No member of these types holds a name, an id or free text of a report, so that no mail can carry them (design 2.10).

/** An act of the checklist as it stands when the mail is sent. */
export interface ActFacts {
  readonly act: ActId;
  readonly isDuty: boolean;
  readonly isFirstCall: boolean;
  readonly what: ProtocolWords;
  /** The act in the short words for a mail. Empty for an act that no mail lists. */
  readonly inMail: ProtocolWords;
  readonly who: ProtocolWords;
  /** Whom to call, in the order to try; null or empty for an act without a call. */
  readonly call: readonly Callee[] | null;
  /** Why the act waits, or what the law says about it. */
  readonly why: ProtocolWords | null;
  readonly due: Act["due"];
  /** How often somebody tried to call and nobody answered. */
  readonly attempts: number;
  /** Which other agencies may take the report if nobody answers; null if none may. */
  readonly otherwise: ProtocolWords | null;
  readonly state: ActState;
  /** Milliseconds since 1970, UTC; null without a deadline. */
  readonly dueAt: number | null;
}

export interface SealedFacts {
  /** Whether the other reader of sealed cases has a copy. */
  readonly isCopied: boolean;
  /** The open case of the same student in the main register. */
  readonly mainCase: CaseReference | null;
}

/** The facts of a case for every message about a case. */
export interface CaseFacts {
  readonly reference: CaseReference;
  readonly link: RegisterLink;
  /** The level's name. */
  readonly level: ProtocolWords;
  /** Names of all that apply, lowest first. */
  readonly protocols: readonly ProtocolWords[];
  /** What the level rests on; null for a level without a protocol. */
  readonly ground: Ground | null;
  /** How many signs were reported for each criterion that gives the level: parts of a sentence with counts, never which signs. */
  readonly signs: readonly ProtocolWords[];
  /** What the pack says of a level without a protocol. */
  readonly explains: ProtocolWords | null;
  /** In the order of the checklist, calls first. */
  readonly acts: readonly ActFacts[];
  readonly doNot: readonly ProtocolWords[];
  /** The latest closed case of the same student; null where there is none. */
  readonly earlierCase: CaseReference | null;
  readonly reviewReasons: readonly ReviewReason[];
  /** Who else is told of the review reasons: the lead, or who stands in; null if nobody is. */
  readonly leadTold: PersonRole | null;
  /** Of a sealed case; null in the main register. */
  readonly sealed: SealedFacts | null;
  /**
   * Immediate danger. "reported": this message is about it. "not-over": it was reported before, and nobody has marked it as over. Null:
   * neither.
   */
  readonly danger: "reported" | "not-over" | null;
  /** The level asks who confirmed it, and no agency is on record as having done so. */
  readonly isUnconfirmed: boolean;
  /** A school consequence that was decided although it is open again whether the student is a victim; null if there is none. */
  readonly consequence: ProtocolWords | null;
  /** The agency of the first call, as it stands within a sentence. */
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
  /** Somebody has closed the case, so nothing is asked any more. */
  readonly isClosed: boolean;
  /** When the mail is sent; milliseconds since 1970, UTC. */
  readonly now: number;
  /** The district's zone, in which times are written. */
  readonly zone: ZoneOffset;
}
