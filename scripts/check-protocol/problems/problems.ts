/** What contradicts itself in a pack, or is missing from it, in words for whoever writes packs. Looks only inside the pack. */
import { isDeepStrictEqual } from "node:util";
import { dueTimes, isTimedCall } from "../../../src/protocol/act-times";
import { whenWords } from "../../../src/protocol/condition-words";
import { isNamedInRegisterAlone } from "../../../src/protocol/conditions";
import type {
  ActDatum,
  Condition,
  ProtocolPack,
  Sentence,
  Wording,
} from "../../../src/protocol/pack";
import { answerProblems } from "../answer-problems";
import { contradictionProblems, gateProblems } from "../never-true";
import { placeWords } from "../place-words";
import { agencyProblems } from "./agency-problems";
import { colourProblems } from "./colour-problems";
import { ids } from "./known-ids";
import { levelProblems } from "./level-problems";
import { timeProblems } from "./time-problems";
import { sentenceProblems, wordProblems } from "./word-problems";
import { wordlessActs } from "./wordless-acts";

/** Every problem of a pack whose shape holds; empty for a pack that a district may be given. */
export function problemsOf(pack: ProtocolPack): readonly string[] {
  return found(pack, [colourProblems, timeProblems, wordlessActs]);
}

/** What keeps a pack whose shape holds from being played: what contradicts itself, or leads nowhere. A draft has none of it. */
export function contradictionsOf(pack: ProtocolPack): readonly string[] {
  return found(pack, []);
}

/** `more`: what is looked at besides, in a pack whose references lead somewhere. */
function found(
  pack: ProtocolPack,
  more: readonly ((pack: ProtocolPack) => readonly string[])[],
): readonly string[] {
  const references = [
    ...twice(pack),
    ...levelProblems(pack),
    ...actProblems(pack),
    ...coverProblems(pack),
    ...conditionalActProblems(pack),
    ...conditionProblems(pack),
    ...agencyProblems(pack),
    ...wordProblems(pack),
    ...sentenceProblems(pack),
    ...otherReferences(pack),
  ];
  if (references.length > 0) return references;
  // Conditions and answers are only looked at in a pack whose references lead somewhere.
  const never = [
    ...contradictionProblems(pack),
    ...gateProblems(pack),
    ...more.flatMap((problems) => problems(pack)),
  ];
  return never.length > 0 ? never : answerProblems(pack);
}

export interface Named {
  readonly id: string;
  readonly name: Wording;
}

function twice(pack: ProtocolPack): string[] {
  const lists: readonly [string, readonly { readonly id: string }[]][] = [
    ["level", pack.levels],
    ["criterion", pack.criteria],
    ["sign", pack.factors],
    ["concern", pack.concerns],
    ["confirmer", pack.confirmers],
    ["agency", pack.agencies],
    ["liaison", pack.liaisons ?? []],
    ["act", pack.acts],
    ["statute", pack.statutes],
    ["hotline", pack.hotlines],
    ["glossary term", pack.glossary],
    ["actor", pack.actors],
  ];
  return lists.flatMap(([kind, list]) =>
    list
      .filter(({ id }, at) => list.findIndex((one) => one.id === id) !== at)
      .map(({ id }) => `The ${kind} ${id} stands there twice.`),
  );
}

function actProblems(pack: ProtocolPack): string[] {
  const found: string[] = [];
  const asked = new Set(
    pack.levels.flatMap(({ protocol }) => protocol?.steps.flatMap(({ acts }) => acts) ?? []),
  );
  for (const role of ["first-call", "update", "review"] as const) {
    const count = pack.acts.filter((act) => act.role === role).length;
    if (count !== 1)
      found.push(`Exactly one act must have the role ${role}; the pack has ${count}.`);
  }
  for (const act of pack.acts) {
    const { id, role, alsoWhen, duty, lock, telltale, due } = act;
    if (!asked.has(id) && alsoWhen.length === 0 && role !== "update") {
      found.push(`Nothing asks for the act ${id}: no step has it, and it is never owed otherwise.`);
    }
    if (duty && (lock !== null || telltale !== null || act.holdable)) {
      found.push(`The act ${id} is a duty: it can be neither locked nor put on hold.`);
    }
    const before = lock?.untilLeadDid;
    const first = pack.acts.find((one) => one.id === before);
    if (before !== undefined && first === undefined) {
      found.push(`The act ${id} waits for an act that the pack lacks: ${before}.`);
    }
    if (first !== undefined && (first.lock !== null || first.holdable || first.id === id)) {
      found.push(`The act ${id} waits for ${before}, which may wait itself.`);
    }
    if (before !== undefined && lock?.waitsFor !== "victim-question") {
      found.push(
        `The act ${id} waits for ${before}: beside it, it has to wait for victim-question.`,
      );
    }
    if (
      [act, ...alsoWhen].some(({ when = [] }) =>
        when.some(({ is }) => is === "register-alone" || is === "at-school"),
      )
    ) {
      found.push(`The act ${id} is owed by where its words are read: it is owed or it is not.`);
    }
    if (telltale !== null && lock?.waitsFor !== "parent-gates") {
      found.push(
        `The act ${id} would tell a parent: it must be born locked. Write lock: { waitsFor: "parent-gates", why: […] }.`,
      );
    }
    if (act.what.length === 0 || act.who.length === 0) {
      found.push(`The act ${id} does not say what to do, or who does it.`);
    }
    if (dueTimes(act).some(({ time }) => time === "at-once") && act.call.length === 0) {
      found.push(`The act ${id} is due at once and calls nobody.`);
    }
    if (
      role === "first-call" &&
      !(duty && due === "at-once" && alsoWhen.some(({ when }) => when.length === 0))
    ) {
      found.push(
        `The act ${id} is the first call: it must be a duty, due at once, and owed in every case.`,
      );
    }
    if (role === "update" && !(duty && due === "at-once")) {
      found.push(
        `The act ${id} is the call that each rise repeats: it must be a duty, due at once.`,
      );
    }
  }
  return found;
}

/** What an act covers: closing the one closes the other, so both must be duties of one kind, owed and due alike. */
function coverProblems(pack: ProtocolPack): string[] {
  return pack.acts.flatMap((act) =>
    (act.covers ?? []).flatMap((covered): string[] => {
      const name = `The act ${act.id} covers ${covered.act}`;
      const part = pack.acts.find(({ id }) => id === covered.act);
      if (part === undefined) return [`${name}, which the pack lacks.`];
      const isAlike =
        isDeepStrictEqual(part.due, act.due) &&
        part.duty === act.duty &&
        part.owedForEach === act.owedForEach;
      const found: string[] = [];
      if (part.id === act.id) found.push(`${name}: an act does not cover itself.`);
      if ((part.covers ?? []).length > 0) found.push(`${name}, which covers others itself.`);
      if (!isAlike) {
        found.push(`${name}: both must be due, a duty and owed for each case in the same way.`);
      }
      if (
        act.role !== null ||
        part.role !== null ||
        act.repeats !== null ||
        part.repeats !== null
      ) {
        found.push(`${name}: neither may have a role or repeat.`);
      }
      if ([...(act.when ?? []), ...(part.when ?? [])].length > 0) {
        found.push(`${name}: neither may have conditions, since the other would go with it.`);
      }
      if (act.lock !== null || part.lock !== null || act.holdable || part.holdable) {
        found.push(`${name}: neither may wait, since the other would wait with it.`);
      }
      return found;
    }),
  );
}

/** Acts that apply only where conditions hold, and cannot: the desk counts on them, or could remind nobody of them. */
function conditionalActProblems(pack: ProtocolPack): string[] {
  return pack.acts.flatMap((act, at): string[] => {
    const { when = [], role, duty } = act;
    if (when.length === 0) return [];
    const place = placeWords(pack, ["acts", String(at)]);
    const words = whenWords(pack, when);
    const found: string[] = [];
    if (role !== null) {
      found.push(
        `${place}: it has the role ${role}, so every case can owe it, and it applies only where ${words}. Take its when out, and put the conditions on its sentences.`,
      );
    }
    if (when.some(({ is }) => is === "register-alone" || is === "sro-of-district-police")) {
      found.push(
        `${place}: an act can depend on what a case says alone, and not on where its words are read or whose officer a school has. Put that condition on its sentences.`,
      );
    }
    if (duty && isTimedCall(act) && isNamedInRegisterAlone(act)) {
      found.push(
        `${place}: it is a call that law demands, and mails must not say that ${words}: nobody could be reminded of it with its number. Let the step name the call that every case has, and put the condition on a sentence of that one.`,
      );
    }
    return found;
  });
}

interface Place {
  readonly name: string;
  readonly when: readonly Condition[];
}

function sentencesOf(act: ActDatum): readonly Sentence[] {
  return [...act.what, ...(act.inMail ?? []), ...act.who, ...act.remarks, ...(act.lock?.why ?? [])];
}

function conditionProblems(pack: ProtocolPack): string[] {
  const levels = ids(pack.levels);
  const protocols = ids(pack.levels.filter(({ protocol }) => protocol !== null));
  const factors = ids(pack.factors);
  const places: readonly Place[] = [
    ...pack.acts.flatMap((act) => [
      ...sentencesOf(act).map(({ when }) => ({ name: `A sentence of the act ${act.id}`, when })),
      ...act.call.map(({ when }) => ({ name: `A call of the act ${act.id}`, when })),
      ...act.alsoWhen.map(({ when }) => ({ name: `The act ${act.id}`, when })),
      { name: `The act ${act.id}`, when: act.when ?? [] },
      ...dueTimes(act).map(({ when }) => ({ name: `A time of the act ${act.id}`, when })),
    ]),
    ...pack.doNot.map(({ when }) => ({ name: "A line of what not to do", when })),
    { name: "The line for a call that nobody answers", when: pack.noAnswer.words.when },
  ];
  return places.flatMap(({ name, when }) =>
    when.flatMap((condition) => {
      const lacking = (what: string, wanted: readonly string[], known: ReadonlySet<string>) =>
        wanted
          .filter((one) => !known.has(one))
          .map((one) => `${name} depends on a ${what} that the pack lacks: ${one}.`);
      if (condition.is === "protocol") return lacking("protocol", condition.anyOf, protocols);
      if (condition.is === "no-protocol") return lacking("protocol", condition.of, protocols);
      if (condition.is === "level") return lacking("level", condition.anyOf, levels);
      return condition.is === "factor" ? lacking("sign", [condition.factor], factors) : [];
    }),
  );
}

function otherReferences(pack: ProtocolPack): string[] {
  const statutes = ids(pack.statutes);
  const cited: readonly [string, string][] = [
    ["The written report", pack.writtenReport.statute],
    ...pack.acts.flatMap((act): [string, string][] => [
      ...act.statutes.map((statute): [string, string] => [`The act ${act.id}`, statute]),
      ...[...sentencesOf(act), ...act.alsoWhen, ...(act.covers ?? [])].flatMap(
        ({ from }): [string, string][] =>
          "statute" in from ? [[`A sentence of the act ${act.id}`, from.statute]] : [],
      ),
    ]),
    ...[...pack.doNot, pack.noAnswer.words].flatMap(({ from }): [string, string][] =>
      "statute" in from ? [["A line of what not to do, or of nobody answering", from.statute]] : [],
    ),
  ];
  return cited
    .filter(([, statute]) => !statutes.has(statute))
    .map(([place, statute]) => `${place} cites a statute that the pack lacks: ${statute}.`);
}
