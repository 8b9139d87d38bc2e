/** Contradictions in a pack, in words for its author. Pure. */
import { isDeepStrictEqual } from "node:util";
import { emergency } from "../../src/protocol/agency-words";
import { isNamedInRegisterAlone, whenWords } from "../../src/protocol/conditions";
import type { ActDatum, ProtocolPack } from "../../src/protocol/pack";
import { dueTimes, isTimedCall } from "../../src/protocol/pack-queries";
import { say } from "../../src/protocol/wording";
import { contrast } from "../build/contrast";
import { placeWords } from "./place-words";
import { lists } from "./references";

/** Broken rules, one sentence each. */
type Broken = Iterable<string>;

export function* levelRules({ levels, criteria, concerns, factors }: ProtocolPack): Broken {
  for (const [at, { id, rank, protocol, atLeastFactors }] of levels.entries()) {
    const [lower, before] = [levels.slice(0, at), levels[at - 1]];
    if (before !== undefined && before.rank >= rank)
      yield `The level ${id} stands above ${before.id} and its rank is no higher.`;
    if ((protocol === null) === (atLeastFactors === null))
      yield `The level ${id} needs a protocol or a number of signs from which it holds (atLeastFactors), and not both.`;
    if (protocol === null && lower.some((level) => level.protocol !== null))
      yield `The level ${id} asks for no protocol and stands above one that does.`;
    // This many factors can be ticked without meeting any criterion. More would meet one, and a protocol would apply.
    const most = criteria.reduce((sum, { atLeast }) => sum + atLeast - 1, 0);
    if ((atLeastFactors ?? 0) > most) yield `No answers reach the level ${id}.`;
  }
  if (levels.filter(({ atLeastFactors }) => atLeastFactors === 0).length !== 1)
    yield "Exactly one level must hold from no sign at all (atLeastFactors: 0): what a report has that nothing can be read of.";
  const rules = levels.flatMap(({ protocol }) => protocol?.appliesOn ?? []);
  for (const { id, atLeast } of criteria) {
    const count = factors.filter(({ criterion }) => criterion === id).length;
    if (count < atLeast)
      yield `The criterion ${id} asks for ${atLeast} signs and has ${count}: it can never be met.`;
    if (!rules.some((rule) => "criterion" in rule && rule.criterion === id))
      yield `No protocol applies on the criterion ${id}.`;
  }
  for (const { id } of concerns) {
    if (!rules.some((rule) => "concern" in rule && rule.concern === id))
      yield `No protocol applies on the concern ${id}.`;
  }
}

export function* agencyRules(pack: ProtocolPack): Broken {
  const { agencies, noAgencies, liaisons = [], acts, hotlines } = pack;
  const agencyOf = (id: string) => agencies.find((one) => one.id === id);
  for (const { id, writtenAs } of agencies) {
    if (noAgencies.some((one) => one.id === id))
      yield `${id} is offered as an agency, and is among those who do not count.`;
    const others = [...liaisons, ...agencies.filter((one) => one.id !== id)];
    for (const words of writtenAs) {
      const no = noAgencies.find((one) => one.writtenAs.includes(words));
      const other = others.find((one) => one.writtenAs.includes(words));
      if (no)
        yield `"${words}" is offered as the agency ${id}, and means ${no.id}, who does not count.`;
      if (other) yield `"${words}" means both ${id} and ${other.id}.`;
    }
  }
  if (agencies.filter(({ namedBySchool }) => namedBySchool).length > 1)
    yield "More than one agency is named by the Schools tab: it has one column for that.";
  for (const { id, call, duty, role } of acts) {
    const isHeard = call.some(({ to }) => to === emergency || agencyOf(to)?.takesReports === true);
    if (duty && !isHeard)
      yield `The act ${id} is a duty, and no one whom it calls can take a mandated report.`;
    const isSure = call.some(({ to, when }) => {
      const agency = when.length === 0 ? agencyOf(to) : undefined;
      return agency?.takesReports === true && agency.standIn !== null;
    });
    if (role !== null && role !== "review" && !isSure)
      yield `The act ${id} must always have someone to call who takes reports and has a number without the district's.`;
  }
  const first = acts.find(({ role }) => role === "first-call");
  const isLeftOpen = first?.call.some(({ to }) => agencyOf(to)?.standIn === emergency) === true;
  if (!isLeftOpen && !hotlines.some(({ takesReports }) => takesReports))
    yield "No hotline takes a mandated report, and the first call does not leave its number to the district (standIn: emergency).";
}

function* rulesOfAct(pack: ProtocolPack, act: ActDatum, isAsked: boolean): Broken {
  const { id, role, alsoWhen, duty, lock, telltale, due, holdable } = act;
  const before = lock?.untilLeadDid;
  const first = pack.acts.find((one) => one.id === before);
  const isDutyAtOnce = duty && due === "at-once";
  if (!isAsked && alsoWhen.length === 0 && role !== "update")
    yield `Nothing asks for the act ${id}: no step has it, and it is never owed otherwise.`;
  if (duty && (lock !== null || telltale !== null || holdable))
    yield `The act ${id} is a duty: it can be neither locked nor put on hold.`;
  if (first !== undefined && (first.lock !== null || first.holdable || first.id === id))
    yield `The act ${id} waits for ${before}, which may wait itself.`;
  if (before !== undefined && lock?.waitsFor !== "victim-question")
    yield `The act ${id} waits for ${before}: beside it, it has to wait for victim-question.`;
  const owedBy = [act, ...alsoWhen].flatMap(({ when = [] }) => when);
  if (owedBy.some(({ is }) => is === "register-alone" || is === "at-school"))
    yield `The act ${id} is owed by where its words are read: it is owed or it is not.`;
  if (telltale !== null && lock?.waitsFor !== "parent-gates")
    yield `The act ${id} would tell a parent: it must be born locked. Write lock: { waitsFor: "parent-gates", why: […] }.`;
  if (act.call.length === 0 && dueTimes(act).some(({ time }) => time === "at-once"))
    yield `The act ${id} is due at once and calls no one.`;
  if (role === "first-call" && !(isDutyAtOnce && alsoWhen.some(({ when }) => when.length === 0)))
    yield `The act ${id} is the first call: it must be a duty, due at once, and owed in every case.`;
  if (role === "update" && !isDutyAtOnce)
    yield `The act ${id} is the call that each rise repeats: it must be a duty, due at once.`;
}

/** What a step covers. Doing one also closes the other, so both must be equal in `due`, `duty` and `owedForEach`. */
function* rulesOfCovers(pack: ProtocolPack, act: ActDatum): Broken {
  const alike = ({ due, duty, owedForEach }: ActDatum) => ({ due, duty, owedForEach });
  for (const covered of act.covers ?? []) {
    const name = `The act ${act.id} covers ${covered.act}`;
    const part = pack.acts.find(({ id }) => id === covered.act);
    // A missing step is reported by `references`.
    if (part === undefined) continue;
    if (part.id === act.id) yield `${name}: an act does not cover itself.`;
    if ((part.covers ?? []).length > 0) yield `${name}, which covers others itself.`;
    if (!isDeepStrictEqual(alike(part), alike(act)))
      yield `${name}: both must be due, a duty and owed for each case in the same way.`;
    const isOwn = ({ role, repeats, when = [], lock, holdable }: ActDatum) =>
      role !== null || repeats !== null || when.length > 0 || lock !== null || holdable;
    if (isOwn(act) || isOwn(part))
      yield `${name}: neither may have a role, repeat, have conditions or wait, since the other would go with it.`;
  }
}

/** Steps that must not depend on conditions: the system relies on them, or could remind no one of them. */
function* rulesOfWhen(pack: ProtocolPack, act: ActDatum, at: number): Broken {
  const { when = [], role, duty } = act;
  if (when.length === 0) return;
  const place = placeWords(pack, ["acts", String(at)]);
  const words = whenWords(pack, when);
  if (role !== null)
    yield `${place}: it has the role ${role}, so every case can owe it, and it applies only where ${words}. Take its when out, and put the conditions on its sentences.`;
  if (when.some(({ is }) => is === "register-alone" || is === "sro-of-district-police"))
    yield `${place}: an act can depend on what a case says alone, and not on where its words are read or whose officer a school has. Put that condition on its sentences.`;
  if (duty && isTimedCall(act) && isNamedInRegisterAlone(act))
    yield `${place}: it is a call that law demands, and mails must not say that ${words}: no one could be reminded of it with its number. Let the step name the call that every case has, and put the condition on a sentence of that one.`;
}

export function* actRules(pack: ProtocolPack): Broken {
  const steps = pack.levels.flatMap(({ protocol }) => protocol?.steps ?? []);
  const asked = new Set(steps.flatMap(({ acts }) => acts));
  for (const role of ["first-call", "update", "review"] as const) {
    const count = pack.acts.filter((act) => act.role === role).length;
    if (count !== 1) yield `Exactly one act must have the role ${role}; the pack has ${count}.`;
  }
  for (const [at, act] of pack.acts.entries()) {
    yield* rulesOfAct(pack, act, asked.has(act.id));
    yield* rulesOfCovers(pack, act);
    yield* rulesOfWhen(pack, act, at);
  }
}

/** Steps that would wait forever. */
export function* gateRules(pack: ProtocolPack): Broken {
  const waiting = pack.acts.findIndex(({ lock }) => lock?.waitsFor === "parent-gates");
  const asking = pack.levels.findIndex(({ asksWhoConfirmed }) => asksWhoConfirmed);
  if (waiting >= 0 && pack.agencies.every(({ mayClear }) => !mayClear))
    yield `${placeWords(pack, ["acts", String(waiting)])}: it waits until an agency says that a parent may know, and no agency of the pack may say it. Set mayClear: true on the agency that the document lets decide.`;
  if (asking >= 0 && !pack.confirmers.some(({ settles }) => settles))
    yield `${placeWords(pack, ["levels", String(asking)])}: it asks who confirmed it, and no one's word settles it. Set settles: true on the confirmers whom the document has decide.`;
}

/** Levels whose name cannot be read on its background color (WCAG 2.2, 1.4.3, for normal text size). */
export function* colourRules(pack: ProtocolPack): Broken {
  for (const [at, { colours }] of pack.levels.entries()) {
    const { text, background } = colours;
    const apart = contrast(text, background);
    if (apart < 4.5)
      yield `${placeWords(pack, ["levels", String(at), "colours"])}: ${text} on ${background} cannot be read well: the contrast is ${(Math.floor(apart * 10) / 10).toFixed(1)} to 1, and takes 4.5. Write a darker text or a lighter background.`;
  }
}

/**
 * One id with two meanings, or two ids with the same words, among the packs of one script. Cells hold the words, and the script must
 * find the id again from them.
 */
export function* clashes(packs: readonly ProtocolPack[]): Broken {
  for (const kind of ["level", "sign", "concern", "confirmer", "agency"] as const) {
    const all = packs.flatMap((pack) =>
      pack[lists[kind]].map(({ id, name }) => ({ id, words: say(name), pack: pack.id })),
    );
    for (const [at, { id, words, pack }] of all.entries()) {
      for (const other of all.slice(0, at)) {
        if (other.id === id && other.words !== words)
          yield `The ${kind} ${id} is called "${words}" in ${pack} and "${other.words}" in ${other.pack}: choose another id, or the same name.`;
        if (other.id !== id && other.words.toLowerCase() === words.toLowerCase())
          yield `"${words}" is the ${kind} ${id} in ${pack} and ${other.id} in ${other.pack}: choose the same id, or another name.`;
      }
    }
  }
}
