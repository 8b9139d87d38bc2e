/**
 * What an email may say of a case. It is made from the row and the protocol each time an email is sent, and its types have no place for
 * student data.
 */

import { type PersonRole, personRoles } from "../../district/district";
import { callBook } from "../../district/find-people";
import type { ActFacts, CaseFacts, Ground, SealedFacts } from "../../messages/case-facts";
import type { FactsAsked, MailedCase } from "../../messages/message-entry";
import type { CallBook, Callee } from "../../protocol/agencies";
import {
  type Act,
  buildChecklist,
  doNot,
  otherAgencies,
  reviewAct,
  updateCall,
} from "../../protocol/build-checklist";
import {
  type CriterionResult,
  classify,
  rulesOfProtocol,
  signsWords,
} from "../../protocol/classify";
import { type ChecklistInput, isNamedInRegisterAlone } from "../../protocol/conditions";
import { packOfCase } from "../../protocol/find-pack";
import type { ActId, ActState, ConcernId, LevelId } from "../../protocol/ids";
import type { ActDatum, ProtocolPack } from "../../protocol/pack";
import {
  actOf,
  agencyOf,
  dueTimes,
  firstAgency,
  isPlanned,
  levelHasProtocol,
  levelOf,
  lowestLevel,
  roleOf,
} from "../../protocol/pack-queries";
import { type ProtocolWords, say, unnamedActSentence } from "../../protocol/wording";
import { casesView, checklistView } from "../../register/saved-views";
import type { CaseRow, ChecklistRow } from "../../register/tabs";
import type { Run } from "../../run";
import { leadOf, peopleToldInDanger } from "../assignment/responsible-person";
import { type CaseFile, isActMade } from "../facts/case-file";
import { caseReference, isCaseReference, referenceOfCase, viewLink } from "../facts/case-reference";
import { raisesByHand } from "../facts/combined-facts";
import { asksUntilCalled, dangerTimes, inDanger } from "../facts/danger";
import { type ReviewReason, reviewReasonOf } from "../facts/review-reasons";
import { acknowledgeBy, acknowledgeFrom, schoolTimes } from "../steps/deadlines";
import { checklistInput, victimRuledOut } from "../steps/step-state";

/** Where a message about a case goes: the register, and the address, lower case. */
interface MailedTo {
  readonly spreadsheetId: string;
  readonly to: string;
}

/** A case, its protocol and the numbers to call, for a message. */
interface Mailed {
  readonly file: CaseFile;
  readonly pack: ProtocolPack;
  readonly calls: CallBook;
  readonly asked: FactsAsked;
  /** What the checklist is built from, without what an email must not tell. */
  readonly input: ChecklistInput;
}

/** The act in today's words of the protocol; null for a row that a person added. */
function wordsFor(act: ActId, wanted: readonly Act[], mailed: Mailed): Act | null {
  const { pack, asked, input } = mailed;
  const found = wanted.find((one) => one.act === act);
  if (found !== undefined) return found;
  const role = roleOf(pack, act);
  if (role === "update") {
    const { fromLevel, newProtocols = [], danger = false } = asked;
    const known = (id: string) => pack.levels.find((one) => one.id === id)?.id;
    return updateCall(pack, input, {
      level: input.level,
      from: fromLevel === undefined ? input.level : (known(fromLevel) ?? lowestLevel(pack)),
      protocols: newProtocols.flatMap((id) => known(id) ?? []),
      isDanger: danger,
      done: [],
    });
  }
  return role === "review" ? reviewAct(pack, input) : null;
}

/**
 * The case without what is student data: factors, age, where the student lives, and what was answered about parents. Someone may read a
 * email over the reader's shoulder, perhaps the very parent. What the checklist says because of these stands in the register alone.
 */
function mailInput(
  { row, acts }: CaseFile,
  { pack, calls }: Pick<Mailed, "pack" | "calls">,
  { directory, now, zone }: Run,
): ChecklistInput {
  const school = schoolTimes(directory, row.school, zone);
  return {
    ...checklistInput({ pack, calls, school, now }, row, acts),
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
  const consequence = acts.find(
    (act) => isActMade(act) && actOf(pack, act.act)?.lock?.waitsFor === "victim-question",
  );
  const datum = consequence === undefined ? null : actOf(pack, consequence.act);
  return datum === null ? null : say(datum.name);
}

/**
 * The state of an act for an email. Acts that a parent would notice always show as locked: their real state would tell what was answered
 * about the parent.
 */
function mailState(datum: ActDatum, cells: ChecklistRow): ActState {
  return datum.telltale === null ? (cells.state ?? "open") : "locked";
}

/** A review reason as an email may name it. */
function mailReason(id: string): ReviewReason {
  if (id === "unread-parentMayBeInvolved") return "other-reason";
  return id === "student-owns-record" ? "record-owner" : reviewReasonOf(id);
}

/** An open act that an email must not name: that there is one, and by when. None that waits or is over. */
function unnamed(datum: ActDatum, cells: ChecklistRow): readonly ActFacts[] {
  if (cells.state !== "open") return [];
  const words = unnamedActSentence;
  const times = dueTimes(datum);
  return [
    {
      act: datum.id,
      isDuty: datum.duty,
      what: words,
      inMail: words,
      call: null,
      // The last time is the one without conditions.
      due: times[times.length - 1]?.time ?? null,
      attempts: 0,
      otherwise: null,
      state: "open",
      isPlanned: isPlanned(datum),
      dueAt: cells.due,
    },
  ];
}

/** The acts of the case for an email, in the order of the checklist. */
function actFacts(mailed: Mailed): readonly ActFacts[] {
  const { file, pack, calls, input } = mailed;
  const wanted = buildChecklist(pack, input);
  const isCallAgain = (cells: ChecklistRow) =>
    roleOf(pack, cells.act) === "update" && cells.state === "open";
  const last = file.acts.filter(isCallAgain).pop();
  return (
    [...file.acts]
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
      // Several update calls are one call on the phone: only the newest is listed.
      .filter((cells) => !isCallAgain(cells) || cells === last)
      .flatMap((cells): readonly ActFacts[] => {
        const datum = actOf(pack, cells.act);
        if (datum !== null && isNamedInRegisterAlone(datum)) return unnamed(datum, cells);
        const act = datum === null ? null : wordsFor(datum.id, wanted, mailed);
        if (datum === null || act === null) return [];
        return [
          {
            act: act.act,
            isDuty: datum.duty,
            what: act.what,
            inMail: act.inMail,
            call: act.call,
            due: act.due,
            attempts: cells.attempts ?? 0,
            otherwise: otherAgencies(pack, datum.id, calls)?.words ?? null,
            state: mailState(datum, cells),
            isPlanned: isPlanned(datum),
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

/** What was reported comes first, then what a person did, then what applied before. */
function groundOf(
  pack: ProtocolPack,
  level: LevelId,
  row: CaseRow,
  criteria: readonly CriterionResult[],
): Ground {
  const rules = rulesOfProtocol(pack, level);
  const met = criteria.flatMap(({ id, met: isMet }) => (isMet ? [id] : []));
  const isReported = (concern: ConcernId) => row.concerns.includes(concern);
  if (rules.some((rule) => "concern" in rule && isReported(rule.concern))) return "concern";
  if (rules.some((rule) => "criterion" in rule && met.includes(rule.criterion))) return "criterion";
  return raisesByHand(row).some((raise) => raise.level === level) ? "raised" : "earlier";
}

/** In place of the account that runs: an email names no one whom Contacts do not name. */
const nobody: Run["identity"] = { runningAs: () => "" };

/** The role of the lead, or of who stands in. Null if that is the reader of the email, in a sealed register, and if there is no one. */
function leadTold(row: CaseRow, to: string, run: Run): PersonRole | null {
  if (row.readBy !== null) return null;
  const lead = leadOf(row, { ...run, register: "main", identity: nobody });
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

/** What a message says of a sealed case; null in the main register. `people`: the audience of its register. */
function sealedFacts(
  { readBy, mainCase }: CaseRow,
  { people }: Run["directory"],
): SealedFacts | null {
  if (!personRoles.some((role) => role === readBy)) return null;
  const isKnown = mainCase !== null && isCaseReference(mainCase);
  return {
    readers: people.map(({ role }) => role),
    mainCase: isKnown ? caseReference(mainCase) : null,
  };
}

/** How many signs gave a level that rests on criteria. */
function signsOf(
  pack: ProtocolPack,
  level: LevelId,
  criteria: readonly CriterionResult[],
): readonly ProtocolWords[] {
  const rules = rulesOfProtocol(pack, level);
  return criteria.flatMap(({ id, factors, met }) => {
    const isOfLevel = rules.some((rule) => "criterion" in rule && rule.criterion === id);
    const datum = met && isOfLevel ? pack.criteria.find((one) => one.id === id) : undefined;
    return datum === undefined ? [] : [signsWords(datum, factors.length)];
  });
}

/** Who can be phoned in danger, since an email wakes no one: the backup contact and the lead, of a sealed case also its other reader. */
function colleagues(row: CaseRow, to: string, run: Run): CaseFacts["colleagues"] {
  const people = peopleToldInDanger(row, { ...run, identity: nobody });
  return people.flatMap(({ role, email }) => {
    const phone = run.directory.people.find((one) => one.email === email)?.phone ?? null;
    if (role === "designated-contact" || role === "district-admin") return [];
    return phone === null || email === to ? [] : [{ role, phone }];
  });
}

/** All that an email may say of the case. Throws if the case has no reference: a defect. */
function caseFacts(
  file: CaseFile,
  { spreadsheetId, to }: MailedTo,
  asked: FactsAsked,
  run: Run,
): CaseFacts {
  const { row } = file;
  const pack = packOfCase(row);
  const calls = callBook(run.directory, row.school, pack);
  const input = mailInput(file, { pack, calls }, run);
  const mailed: Mailed = { file, pack, calls, asked, input };
  const earlier = row.earlierCase ?? "";
  const level = row.level ?? lowestLevel(pack);
  const explained = levelOf(pack, level)?.explains ?? null;
  const notOver = asksUntilCalled(file) ? "not-over" : "called";
  const danger = asked.danger === true ? "reported" : inDanger(row) ? notOver : null;
  const linkTo = (view: typeof casesView) => viewLink(spreadsheetId, view(referenceOfCase(row)));
  const [rowLink, stepsLink] = [linkTo(casesView), linkTo(checklistView)];
  const { criteria } = classify(pack, row);
  const ground = groundOf(pack, level, row, criteria);
  return {
    reference: caseReference(referenceOfCase(row)),
    link: asked.opensChecklist === true ? stepsLink : rowLink,
    stepsLink,
    level: levelName(pack, level),
    protocols: row.protocols.map((id) => levelName(pack, id)),
    ground: levelHasProtocol(pack, level) ? ground : null,
    signs: ground === "criterion" ? signsOf(pack, level, criteria) : [],
    explains: explained === null ? null : say(explained),
    acts: actFacts(mailed),
    doNot: doNot(pack, input),
    earlierCase: isCaseReference(earlier) ? earlier : null,
    reviewReasons: [...new Set(row.reviewReasonIds.map(mailReason))],
    leadTold: leadTold(row, to, run),
    sealed: sealedFacts(row, run.directory),
    danger,
    dangerTimes: dangerTimes(row),
    consequence: consequenceGiven(pack, file),
    agency: say(firstAgency(pack).inSentence),
    writtenReport: pack.writtenReport,
    oneForSeveral: pack.reporters.oneForSeveral === null ? null : say(pack.reporters.oneForSeveral),
    emergency: pack.emergency.phone,
    colleagues: danger === null ? [] : colleagues(row, to, run),
    dueFrom: asked.dueFrom ?? null,
    acknowledgeBy: row.acknowledged ? null : acknowledgeBy(row, acknowledgeFrom(file), run),
    isClosed: row.status === "closed",
    now: run.now,
    zone: run.zone,
  };
}

/** A case as the emails about it are written from. Null for one without a reference: nothing could point to it. */
export function mailedCase(file: CaseFile, mailed: MailedTo, run: Run): MailedCase | null {
  const { row } = file;
  if (!isCaseReference(referenceOfCase(row))) return null;
  const pack = packOfCase(row);
  return {
    pack,
    isClosed: row.status === "closed",
    isAcknowledged: row.acknowledged,
    isDrill: row.drill,
    asksUntilCalled: asksUntilCalled(file),
    facts: (asked = {}) => caseFacts(file, mailed, asked, run),
    levelNames: (ids) =>
      pack.levels.filter(({ id }) => ids.includes(id)).map(({ id }) => levelName(pack, id)),
    agencies: (language) =>
      reportAgencies(pack, callBook(run.directory, row.school, pack, language)),
  };
}
