/** What an email may show of a case: references, level, steps, numbers, never anything about the student (design 2.10). */

import { dangerAsksNext } from "../asking/case-asks";
import { type CaseFile, isActMade } from "../case/facts/case-file";
import { fileLink, isCaseReference, referenceOfCase } from "../case/facts/case-reference";
import { asksUntilCalled, dangerTimes, inDanger } from "../case/facts/danger";
import { isAboutStaff, reviewReasonOf } from "../case/facts/review-reasons";
import { leadOf, peopleToldInDanger } from "../case/people/responsible-person";
import { acknowledgeBy, acknowledgeFrom, schoolTimes } from "../case/steps/deadlines";
import { checklistInputForMail, victimRuledOut } from "../case/steps/step-state";
import type { CaseRow, ChecklistRow } from "../case/tabs/case-tabs";
import { viewsOfCase } from "../case/tabs/views-of-cases";
import { callBook } from "../district/whom-to-call";
import { personRoles } from "../district-directory";
import type { ActFacts, CaseFacts, FactsAsked, Writing } from "../messages/message-entry";
import type { CallBook, Callee } from "../protocol/agency-words";
import {
  buildChecklist,
  doNot,
  otherAgencies,
  reviewAct,
  updateCall,
} from "../protocol/build-checklist";
import { classify } from "../protocol/classify";
import { type ChecklistInput, isNamedInRegisterAlone } from "../protocol/conditions";
import { packOfCase } from "../protocol/find-pack";
import type { LevelId } from "../protocol/ids";
import type { ProtocolPack } from "../protocol/pack";
import {
  actOf,
  agencyOf,
  dueTimes,
  firstAgency,
  levelHasProtocol,
  levelOf,
  lowestLevel,
  repetitionOf,
} from "../protocol/pack-queries";
import { signsWords } from "../protocol/why-a-level";
import { say, unnamedActSentence } from "../protocol/wording";
import { kindOf, rememberedOf } from "../registers/kinds";
import type { Run } from "../run";

/** Everything that an email may say of the case. Null if it has no reference, because then no email can name it. */
export function caseFacts(
  file: CaseFile,
  { spreadsheetId, to }: Pick<Writing, "spreadsheetId" | "to">,
  asked: FactsAsked,
  run: Run,
): CaseFacts | null {
  const { row, acts } = file;
  const reference = referenceOfCase(row);
  if (!isCaseReference(reference)) return null;
  const { directory, now, zone } = run;
  const { people } = directory;
  const pack = packOfCase(row);
  const calls = callBook(directory, row.school, pack);
  const school = schoolTimes(directory, row.school, zone);
  const input = checklistInputForMail({ pack, calls, school, now }, row, acts);
  const level = row.level ?? lowestLevel(pack);
  const explained = levelOf(pack, level)?.explains ?? null;
  const notOver = asksUntilCalled(file) ? "not-over" : "called";
  const danger = asked.danger === true ? "reported" : inDanger(row) ? notOver : null;
  const [stepsView, rowView] = viewsOfCase(reference);
  // What was answered about parents, and the student's age, are student data. So these two reasons get general words.
  const reasons = row.reviewReasonIds.map((id) => {
    if (id === "unread-parentMayBeInvolved") return "other-reason";
    return id === "student-owns-record" ? "record-owner" : reviewReasonOf(id);
  });
  // The account that runs the system could stand in as the lead. Its address is blanked, because an email only names people from Contacts.
  const named: Run = { ...run, identity: { runningAs: () => "" } };
  const lead = leadOf(row, { ...named, register: "main" });
  const isSelf = lead.email === "" || lead.email === to;
  // An email about a sealed case looks like any other, and names no other case.
  const isSealed = personRoles.some((role) => role === row.readBy);
  const earlier = isSealed ? "" : (row.earlierCase ?? "");
  // For a level that the pack does not know, the name of the lowest one.
  const [levelName = say({}), ...protocols] = [level, ...row.protocols].map((id) =>
    say((levelOf(pack, id) ?? levelOf(pack, lowestLevel(pack)))?.name ?? {}),
  );
  // An email wakes no one, so in danger it has numbers to phone: the backup contact and the lead, and for a sealed case its other reader
  // too.
  const told = danger === null ? [] : peopleToldInDanger(row, named);
  const colleagues = told.flatMap(({ role, email }) => {
    const phone = people.find((one) => one.email === email)?.phone ?? null;
    if (role === "designated-contact" || role === "district-admin") return [];
    return phone === null || email === to ? [] : [{ role, phone }];
  });
  // A school consequence that was decided while it is open whether the student is a victim.
  const decided = acts.flatMap((act) => (isActMade(act) ? (actOf(pack, act.act) ?? []) : []));
  const consequence = victimRuledOut(pack, row)
    ? undefined
    : decided.find(({ lock }) => lock?.waitsFor === "victim-question");
  return {
    reference,
    link: fileLink(spreadsheetId, rowView),
    stepsLink: fileLink(spreadsheetId, stepsView),
    pack,
    level: levelName,
    protocols,
    ...reasonOf(pack, level, row),
    explains: explained === null ? null : say(explained),
    acts: actFacts(file, asked, input, now),
    doNot: doNot(pack, input),
    earlierCase: isCaseReference(earlier) ? earlier : null,
    reviewReasons: [...new Set(reasons)].filter((id) => isSealed || !isAboutStaff(id)),
    leadReasons: isSealed ? [] : reasons.filter(isAboutStaff),
    leadTold: row.readBy !== null || isSelf ? null : lead.role,
    opens: kindOf(run.register).opens,
    danger,
    dangerTimes: dangerTimes(row),
    consequence: consequence === undefined ? null : say(consequence.name),
    agencies: (language) => reportAgencies(pack, callBook(directory, row.school, pack, language)),
    colleagues,
    asksNext: danger === null || danger === "called" ? null : asksNext(file, to, run),
    dueFrom: asked.dueFrom ?? null,
    acknowledgeBy: row.acknowledged ? null : acknowledgeBy(row, acknowledgeFrom(file), run),
    unreadUntil:
      row.acknowledged || directory.settings.nights === "on-duty" || school.endsAt(now) !== null
        ? null
        : school.nextStart(now),
    isClosed: row.status === "closed",
    isDrill: row.drill,
    now,
    zone,
  };
}

/** As in `CaseFacts`, for a danger about which people are asked. */
function asksNext(file: CaseFile, reader: string, run: Run): CaseFacts["asksNext"] {
  if (!asksUntilCalled(file)) return null;
  const dangers = Object.values(rememberedOf(run, run.register, "dangers").get());
  const asked = dangerAsksNext(file, run, Math.min(...dangers.map(({ since }) => since)));
  if (asked === undefined || !Number.isFinite(asked.at)) return null;
  const rolesOf = (some: typeof asked.to) => [
    ...new Set(some.flatMap(({ email, role }) => (email === reader ? [] : role))),
  ];
  return {
    also: rolesOf(asked.joined),
    at: asked.at,
    to: rolesOf(asked.isRound ? asked.to.filter((one) => !asked.joined.includes(one)) : asked.to),
    isRound: asked.isRound,
    isReader: asked.to.some(({ email }) => email === reader),
  };
}

/** The agencies that take reports and have a number for the school. The one that every case calls first comes first. */
export function reportAgencies(pack: ProtocolPack, calls: CallBook): readonly Callee[] {
  const first = firstAgency(pack).id;
  return [...calls.agencies.values()]
    .filter(({ agency }) => agencyOf(pack, agency)?.takesReports === true)
    .sort((a, b) => Number(b.agency === first) - Number(a.agency === first));
}

/** The steps of the case as an email shows them, in the order of the checklist. */
function actFacts({ row, acts }: CaseFile, asked: FactsAsked, input: ChecklistInput, now: number) {
  const pack = packOfCase(row);
  // Several update calls are one phone call, so only the newest is listed.
  const repeated = acts
    .filter(({ act, state }) => actOf(pack, act)?.role === "update" && state === "open")
    .slice(0, -1);
  const known = (level: string) => pack.levels.find((one) => one.id === level)?.id;
  const { fromLevel, newProtocols = [], danger = false } = asked;
  const news = {
    level: input.level,
    from: fromLevel === undefined ? input.level : (known(fromLevel) ?? lowestLevel(pack)),
    protocols: newProtocols.flatMap((level) => known(level) ?? []),
    isDanger: danger,
    done: [],
  };
  // The steps in the current words of the protocol. One that it no longer asks for in this case is left out.
  const wanted = buildChecklist(pack, input);
  const place = ({ act }: ChecklistRow) => wanted.findIndex((one) => one.act === act);
  const asShown = [...acts].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
  // Steps about staff, which no email has, may have moved the others in the register, so these come in the order that they have without.
  const byOwnOrder = asShown.filter((one) => place(one) >= 0).sort((a, b) => place(a) - place(b));
  return asShown
    .map((one) => (place(one) < 0 ? one : (byOwnOrder.shift() ?? one)))
    .flatMap((cells): readonly ActFacts[] => {
      const datum = actOf(pack, cells.act);
      if (datum === null || repeated.includes(cells)) return [];
      // Of such a step an email only says that there is one, and its deadline. If it waits or is done, it is left out.
      const isUnnamed = isNamedInRegisterAlone(datum);
      if (isUnnamed && cells.state !== "open") return [];
      let words: Pick<ActFacts, "what" | "inMail" | "call" | "due"> | undefined;
      if (isUnnamed) {
        // The last of an act's times is the one without conditions.
        const due = dueTimes(datum).slice(-1)[0]?.time ?? null;
        words = { what: unnamedActSentence, inMail: unnamedActSentence, call: null, due };
      } else words = wanted.find(({ act }) => act === datum.id);
      if (words === undefined && datum.role === "review") words = reviewAct(pack, input);
      if (words === undefined && datum.role === "update") words = updateCall(pack, input, news);
      if (words === undefined) return [];
      const { what, inMail, call, due } = words;
      // Steps that a parent would notice always show as locked: their real state would give away what was answered about the parent.
      const state = isUnnamed || datum.telltale === null ? (cells.state ?? "open") : "locked";
      const isCall = state === "open" && (call ?? []).length > 0;
      const isDue = due === "at-once" || (cells.due !== null && cells.due <= now);
      return [
        {
          ...{ act: datum.id, what, inMail, call, due, state },
          isDuty: datum.duty,
          isToCall: isCall && due !== null && due !== "written-report" && isDue,
          attempts: cells.attempts ?? 0,
          otherwise: otherAgencies(pack, datum.id, input.calls)?.words ?? null,
          isPlanned: repetitionOf(datum)?.days === null,
          dueAt: cells.due,
        },
      ];
    });
}

/**
 * Why a case has a level with a protocol: how many factors gave it, if it rests on criteria (`signs`). What was reported comes first, then
 * what a person did, then what applied before.
 */
function reasonOf(
  pack: ProtocolPack,
  level: LevelId,
  row: CaseRow,
): Pick<CaseFacts, "ground" | "signs"> {
  const rules = levelOf(pack, level)?.protocol?.appliesOn ?? [];
  if (!levelHasProtocol(pack, level)) return { ground: null, signs: [] };
  if (rules.some((rule) => "concern" in rule && row.concerns.includes(rule.concern))) {
    return { ground: "concern", signs: [] };
  }
  const signs = classify(pack, row).criteria.flatMap(({ criterion, factors, met }) => {
    const isOfLevel = rules.some((rule) => "criterion" in rule && rule.criterion === criterion.id);
    return met && isOfLevel ? [signsWords(criterion, factors.length)] : [];
  });
  if (signs.length > 0) return { ground: null, signs };
  const isRaised = row.raisedBy.some((raise) => raise.level === level);
  return { ground: isRaised ? "raised" : "earlier", signs };
}
