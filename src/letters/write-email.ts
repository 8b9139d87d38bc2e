/**
 * The email for a row of the Outbox, and what it may say of a case. It is made from the row and the protocol each time an email is sent,
 * and its types have no field for student data.
 */
import { leadOf, peopleToldInDanger } from "../case/assignment/responsible-person";
import { type CaseFile, isActMade } from "../case/facts/case-file";
import {
  caseReference,
  fileLink,
  isCaseReference,
  referenceOfCase,
} from "../case/facts/case-reference";
import { raisesByHand } from "../case/facts/combined-facts";
import { asksUntilCalled, dangerTimes, inDanger } from "../case/facts/danger";
import { reviewReasonOf } from "../case/facts/review-reasons";
import { type DigestSource, digestFor, isDigestOfToday } from "../case/reminders/morning-digest";
import { acknowledgeBy, acknowledgeFrom, schoolTimes } from "../case/steps/deadlines";
import { checklistInput, victimRuledOut } from "../case/steps/step-state";
import { personRoles } from "../district/district";
import { callBook } from "../district/find-people";
import type { Message } from "../messages/letter";
import type { ActFacts, CaseFacts, FactsAsked, Ground, Writing } from "../messages/message-entry";
import { writeMessage } from "../messages/messages";
import type { CallBook, Callee } from "../protocol/agencies";
import {
  type Act,
  buildChecklist,
  doNot,
  otherAgencies,
  reviewAct,
  updateCall,
} from "../protocol/build-checklist";
import { classify, rulesOfProtocol, signsWords } from "../protocol/classify";
import { type ChecklistInput, isNamedInRegisterAlone } from "../protocol/conditions";
import { packOfCase } from "../protocol/find-pack";
import type { ConcernId, LevelId } from "../protocol/ids";
import type { ActDatum, ProtocolPack } from "../protocol/pack";
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
} from "../protocol/pack-queries";
import { type ProtocolWords, say, unnamedActSentence } from "../protocol/wording";
import type { QueuedMessage } from "../register/change";
import { viewsOfCase } from "../register/saved-views";
import type { CaseRow, ChecklistRow } from "../register/tabs";
import type { Run } from "../run";

/** The recipient of a message, its register, and what was read to write it. */
export interface EmailSources {
  /** The address of the recipient, lower case. */
  readonly to: string;
  readonly spreadsheetId: string;
  /** Whether `spreadsheetId` is the file of a sealed register. */
  readonly isSealed: boolean;
  /** The cases that the message may be about, by reference. A case that is missing here counts as gone. */
  readonly files: ReadonlyMap<string, CaseFile>;
  /** Null if this run has not read the open cases. A morning email then fails, and waits for a run that has read them. */
  readonly digest: DigestSource | null;
}

/** What the words of an email are made from. `run`: with `now` as the time of sending. */
export function writingOf({ files, digest, ...where }: EmailSources, run: Run): Writing {
  return {
    ...where,
    run,
    caseOf(reference, asked = {}) {
      const file = files.get(reference);
      // A case without a reference cannot be named in an email.
      const isKnown = file !== undefined && isCaseReference(referenceOfCase(file.row));
      return isKnown ? caseFacts(file, where, asked, run) : null;
    },
    digest(date) {
      if (!isDigestOfToday(date, run.now, run.zone)) return null;
      if (digest === null) throw new Error("a digest needs the open cases");
      return digestFor(where.to, digest, run);
    },
  };
}

/** The email for the row; null if there is nothing to say any more. `run`: with `now` as the time of sending. */
export const writeEmail = (row: QueuedMessage, sources: EmailSources, run: Run): Message | null =>
  writeMessage(row, writingOf(sources, run));

/** Everything that an email may say of the case. Throws if the case has no reference, which would be a defect. */
function caseFacts(
  file: CaseFile,
  { spreadsheetId, to }: Pick<EmailSources, "spreadsheetId" | "to">,
  asked: FactsAsked,
  run: Run,
): CaseFacts {
  const { row } = file;
  const pack = packOfCase(row);
  const calls = callBook(run.directory, row.school, pack);
  const input = mailInput(file, calls, run);
  const earlier = row.earlierCase ?? "";
  const level = row.level ?? lowestLevel(pack);
  const explained = levelOf(pack, level)?.explains ?? null;
  const notOver = asksUntilCalled(file) ? "not-over" : "called";
  const danger = asked.danger === true ? "reported" : inDanger(row) ? notOver : null;
  const [stepsView, rowView] = viewsOfCase(referenceOfCase(row));
  const stepsLink = fileLink(spreadsheetId, stepsView);
  const rowLink = fileLink(spreadsheetId, rowView);
  // What was answered about parents, and the student's age, are student data. So these two reasons get general words.
  const reasons = row.reviewReasonIds.map((id) => {
    if (id === "unread-parentMayBeInvolved") return "other-reason";
    return id === "student-owns-record" ? "record-owner" : reviewReasonOf(id);
  });
  const { people } = run.directory;
  // The account that runs the system could stand in as the lead. Its address is blanked, because an email only names people from Contacts.
  const named: Run = { ...run, identity: { runningAs: () => "" } };
  const lead = leadOf(row, { ...named, register: "main" });
  const isSelf = lead.email === "" || lead.email === to;
  const isSealed = personRoles.some((role) => role === row.readBy);
  const main = row.mainCase ?? "";
  const mainCase = isCaseReference(main) ? main : null;
  // An email wakes no one, so in danger it has numbers to phone: the backup contact and the lead, and for a sealed case its other reader
  // too.
  const told = danger === null ? [] : peopleToldInDanger(row, named);
  const colleagues = told.flatMap(({ role, email }) => {
    const phone = people.find((one) => one.email === email)?.phone ?? null;
    if (role === "designated-contact" || role === "district-admin") return [];
    return phone === null || email === to ? [] : [{ role, phone }];
  });
  // A school consequence that was decided while it is open whether the student is a victim.
  const consequence = victimRuledOut(pack, row)
    ? undefined
    : file.acts
        .filter((act) => isActMade(act))
        .flatMap(({ act }) => actOf(pack, act) ?? [])
        .find(({ lock }) => lock?.waitsFor === "victim-question");
  return {
    reference: caseReference(referenceOfCase(row)),
    link: asked.opensChecklist === true ? stepsLink : rowLink,
    stepsLink,
    pack,
    level: levelName(pack, level),
    protocols: row.protocols.map((id) => levelName(pack, id)),
    ...reasonOf(pack, level, row),
    explains: explained === null ? null : say(explained),
    acts: actFacts(file, calls, asked, input),
    doNot: doNot(pack, input),
    earlierCase: isCaseReference(earlier) ? earlier : null,
    reviewReasons: [...new Set(reasons)],
    leadTold: row.readBy !== null || isSelf ? null : lead.role,
    sealed: isSealed ? { readers: people.map(({ role }) => role), mainCase } : null,
    danger,
    dangerTimes: dangerTimes(row),
    consequence: consequence === undefined ? null : say(consequence.name),
    agencies: (language) =>
      reportAgencies(pack, callBook(run.directory, row.school, pack, language)),
    colleagues,
    dueFrom: asked.dueFrom ?? null,
    acknowledgeBy: row.acknowledged ? null : acknowledgeBy(row, acknowledgeFrom(file), run),
    isClosed: row.status === "closed",
    isDrill: row.drill,
    now: run.now,
    zone: run.zone,
  };
}

/** The name of a level. For an unknown level, the name of the lowest one. */
function levelName(pack: ProtocolPack, level: LevelId): ProtocolWords {
  return say((levelOf(pack, level) ?? levelOf(pack, lowestLevel(pack)))?.name ?? {});
}

/** The agencies that take reports and have a number for the school. The one that every case calls first comes first. */
export function reportAgencies(pack: ProtocolPack, calls: CallBook): readonly Callee[] {
  const first = firstAgency(pack).id;
  return [...calls.agencies.values()]
    .filter(({ agency }) => agencyOf(pack, agency)?.takesReports === true)
    .sort((a, b) => Number(b.agency === first) - Number(a.agency === first));
}

/**
 * The case without student data: factors, age, where the student lives, and what was answered about parents. Someone may read an email over
 * the reader's shoulder, perhaps the very parent whom the report is about. What the checklist says because of these is only in the
 * register.
 */
function mailInput(
  { row, acts }: CaseFile,
  calls: CallBook,
  { directory, now, zone }: Run,
): ChecklistInput {
  const school = schoolTimes(directory, row.school, zone);
  return {
    ...checklistInput({ pack: packOfCase(row), calls, school, now }, row, acts),
    factors: [],
    parentMayBeInvolved: null,
    livesElsewhere: false,
    isAdult: null,
    isForMail: true,
  };
}

/** The steps of the case as an email shows them, in the order of the checklist. */
function actFacts(
  file: CaseFile,
  calls: CallBook,
  asked: FactsAsked,
  input: ChecklistInput,
): readonly ActFacts[] {
  const pack = packOfCase(file.row);
  const isCallAgain = (cells: ChecklistRow) =>
    roleOf(pack, cells.act) === "update" && cells.state === "open";
  const last = file.acts.filter(isCallAgain).pop();
  const wanted = buildChecklist(pack, input);
  const known = (level: string) => pack.levels.find((one) => one.id === level)?.id;
  /** The step in the current words of the protocol; null if the protocol no longer asks for it in this case. */
  const wordsFor = ({ id }: ActDatum): Act | null => {
    const found = wanted.find(({ act }) => act === id);
    if (found !== undefined) return found;
    const role = roleOf(pack, id);
    if (role !== "update") return role === "review" ? reviewAct(pack, input) : null;
    const { fromLevel, newProtocols = [], danger = false } = asked;
    return updateCall(pack, input, {
      level: input.level,
      from: fromLevel === undefined ? input.level : (known(fromLevel) ?? lowestLevel(pack)),
      protocols: newProtocols.flatMap((level) => known(level) ?? []),
      isDanger: danger,
      done: [],
    });
  };
  return (
    [...file.acts]
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
      // Several update calls are one phone call, so only the newest is listed.
      .filter((cells) => !isCallAgain(cells) || cells === last)
      .flatMap((cells): readonly ActFacts[] => {
        const datum = actOf(pack, cells.act);
        if (datum === null) return [];
        const own = { isDuty: datum.duty, isPlanned: isPlanned(datum), dueAt: cells.due };
        if (isNamedInRegisterAlone(datum)) {
          // An email only says that there is such a step, and its deadline. A step that waits or is done is left out.
          if (cells.state !== "open") return [];
          const words = { what: unnamedActSentence, inMail: unnamedActSentence };
          // The last of an act's times is the one without conditions.
          const due = dueTimes(datum).slice(-1)[0]?.time ?? null;
          const nothing = { call: null, attempts: 0, otherwise: null, state: "open" } as const;
          return [{ ...own, act: datum.id, ...words, due, ...nothing }];
        }
        const words = wordsFor(datum);
        if (words === null) return [];
        const { act, what, inMail, call, due } = words;
        const attempts = cells.attempts ?? 0;
        const otherwise = otherAgencies(pack, datum.id, calls)?.words ?? null;
        // Steps that a parent would notice always show as locked: their real state would give away what was answered about the parent.
        const state = datum.telltale === null ? (cells.state ?? "open") : "locked";
        return [{ ...own, act, what, inMail, call, due, attempts, otherwise, state }];
      })
  );
}

/**
 * Why a case has a level with a protocol and, if the level rests on criteria, how many factors gave it. What was reported comes first, then
 * what a person did, then what applied before.
 */
function reasonOf(pack: ProtocolPack, level: LevelId, row: CaseRow) {
  const rules = rulesOfProtocol(pack, level);
  const isReported = (concern: ConcernId) => row.concerns.includes(concern);
  const signs = classify(pack, row).criteria.flatMap(({ id, factors, met }) => {
    const isOfLevel = rules.some((rule) => "criterion" in rule && rule.criterion === id);
    const datum = met && isOfLevel ? pack.criteria.find((one) => one.id === id) : undefined;
    return datum === undefined ? [] : [signsWords(datum, factors.length)];
  });
  const ground = (): Ground => {
    if (rules.some((rule) => "concern" in rule && isReported(rule.concern))) return "concern";
    if (signs.length > 0) return "criterion";
    return raisesByHand(row).some((raise) => raise.level === level) ? "raised" : "earlier";
  };
  const found = ground();
  return {
    ground: levelHasProtocol(pack, level) ? found : null,
    signs: found === "criterion" ? signs : [],
  };
}
