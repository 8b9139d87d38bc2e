/**
 * Goes through every case that a pack can produce. Finds conditions that never hold, steps without words, and answers that remove a
 * step. Pure.
 */

import { buildChecklist, isOwed } from "../../src/protocol/build-checklist";
import {
  allHold,
  applying,
  type ChecklistInput,
  conditionWords,
  denialWords,
  whenWords,
} from "../../src/protocol/conditions";
import type { ActDatum, Condition, ProtocolPack } from "../../src/protocol/pack";
import { levelRank, lowestLevel } from "../../src/protocol/pack-queries";
import { partsOf, placeWords } from "./place-words";

/** With more combinations than this the check would take minutes. A pack with so many has too many choices for a teacher as well. */
const most = 2 ** 16;
/** Up to this many cases are each combined with all other possible answers. */
const mostCases = 2 ** 13;

/** One value of something that words or steps depend on: the facts it gives a case, and how to describe it after "where". */
interface Value {
  readonly facts: Partial<ChecklistInput>;
  readonly words: string;
}
type Variables = readonly (readonly Value[])[];

/** One value for each variable, and the facts that they give a case together. */
interface Combination {
  readonly values: readonly Value[];
  readonly facts: ChecklistInput;
}

const everyOne = <T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] =>
  lists.reduce<readonly (readonly T[])[]>(
    (all, list) => all.flatMap((one) => list.map((value) => [...one, value])),
    [[]],
  );

/**
 * Every level, with each set of protocols that a case at that level can have. An earlier report, or a person, may also have added any
 * lower protocol.
 */
function standings(pack: ProtocolPack): readonly Value[] {
  return pack.levels.flatMap(({ id: level, rank, protocol }) => {
    if (protocol === null) {
      const words = conditionWords(pack, { is: "level", anyOf: [level] });
      return [{ facts: { level, protocols: [] }, words }];
    }
    const lower = pack.levels.filter((one) => one.protocol !== null && one.rank < rank);
    return everyOne(lower.map(({ id }) => [[], [id]])).map((chosen) => {
      const protocols = [...chosen.flat(), level];
      const each = protocols.map((id) => conditionWords(pack, { is: "protocol", anyOf: [id] }));
      const applies = protocols.length === 1 ? "alone applies" : "applies";
      return {
        facts: { level, protocols },
        words: each.join(" and ").replace(/applies$/, applies),
      };
    });
  });
}

const yesOrNo = (isYes: boolean) => (isYes ? "yes" : "no");

/** For each yes-or-no condition: the facts of a case with that answer. */
const answers: Readonly<
  Partial<Record<Condition["is"], (isYes: boolean) => Partial<ChecklistInput>>>
> = {
  "parent-may-be-involved": (isYes) => ({ parentMayBeInvolved: yesOrNo(isYes) }),
  "student-may-be-recruiting": (isYes) => ({ studentRole: isYes ? "may-be-recruiting" : null }),
  "immediate-danger": (isYes) => ({ immediateDanger: isYes }),
  "lives-elsewhere": (isYes) => ({ livesElsewhere: isYes }),
  "staff-may-be-involved": (isYes) => ({ staffMayBeInvolved: yesOrNo(isYes) }),
  adult: (isYes) => ({ isAdult: yesOrNo(isYes) }),
  "at-school": (isYes) => ({ atSchool: isYes }),
};

/** The values of what a condition asks about; none if levels and protocols already decide it. */
function valuesOf(pack: ProtocolPack, condition: Condition): readonly Value[] {
  const asked = "yes" in condition ? { ...condition, yes: true } : condition;
  const either = (yes: Partial<ChecklistInput>, no: Partial<ChecklistInput>) => [
    { facts: yes, words: conditionWords(pack, asked) },
    { facts: no, words: denialWords(pack, asked, null) },
  ];
  const answer = answers[condition.is];
  if (answer !== undefined) return either(answer(true), answer(false));
  switch (condition.is) {
    case "factor":
      return either({ factors: [condition.factor] }, {});
    case "unconfirmed": {
      const settling = pack.confirmers.find(({ settles }) => settles)?.id ?? null;
      return either({ confirmedBy: null }, { confirmedBy: settling });
    }
    case "sro-of-district-police":
      return (["yes", "no", "unknown"] as const).map((one) => ({
        facts: { calls: { agencies: new Map(), sroIsDistrictPolice: one } },
        words: conditionWords(pack, { ...condition, anyOf: [one] }),
      }));
    default:
      return [];
  }
}

/** Everything that these conditions depend on, with its values. The levels come first. */
function variablesOf(pack: ProtocolPack, when: readonly Condition[]): Variables {
  const keyOf = (one: Condition) => (one.is === "factor" ? `factor ${one.factor}` : one.is);
  const each = [...new Map(when.map((one) => [keyOf(one), one])).values()];
  const others = each.map((one) => valuesOf(pack, one)).filter(({ length }) => length > 0);
  return [standings(pack), ...others];
}

const countOf = (variables: Variables) => variables.reduce((all, { length }) => all * length, 1);

function combinations(pack: ProtocolPack, variables: Variables): readonly Combination[] {
  const blank: Omit<ChecklistInput, "factors"> = {
    level: lowestLevel(pack),
    protocols: [],
    confirmedBy: null,
    parentMayBeInvolved: null,
    studentRole: null,
    immediateDanger: false,
    calls: { agencies: new Map(), sroIsDistrictPolice: "unknown" },
  };
  return everyOne(variables).map((values) => {
    const known = values.map(({ facts }) => facts);
    const factors = known.flatMap((one) => one.factors ?? []);
    return { values, facts: Object.assign({}, blank, ...known, { factors }) };
  });
}

/** Every list of conditions in the pack that is not empty, with its path. */
function conditionsIn(
  pack: ProtocolPack,
): readonly (readonly [readonly string[], readonly Condition[]])[] {
  return [...partsOf(pack)].flatMap(([path, part]) => {
    // In a pack, a list under `when` is always a list of conditions.
    const when = (Reflect.get(part, "when") ?? []) as readonly Condition[];
    return when.length === 0 ? [] : [[path, when] as const];
  });
}

/** Sentences, calls and debts whose conditions no case can meet. */
export function* neverTrue(pack: ProtocolPack): Iterable<string> {
  for (const [path, when] of conditionsIn(pack)) {
    const place = placeWords(pack, path);
    const cases = combinations(pack, variablesOf(pack, when));
    if (!cases.some(({ facts }) => allHold(pack, when, facts)))
      yield `${place}: its conditions never hold together: ${whenWords(pack, when)}. Take one of them out, or the line.`;
    else if (path.includes("inMail") && when.some(({ is }) => is === "register-alone"))
      yield `${place}: it is for a mail, and its condition says in the register alone. Take the condition out, or move the line to what.`;
  }
}

/**
 * Finds the first case that must do a step but has no words for it, and returns the fewest values that already cause this, in words.
 * Null if the step always has words.
 */
function silence(
  pack: ProtocolPack,
  owing: readonly Combination[],
  sentences: ActDatum["what"],
): readonly string[] | null {
  const says = ({ facts }: Combination) => applying(pack, sentences, facts).length > 0;
  const silent = owing.find((one) => !says(one));
  if (silent === undefined) return null;
  const spoken = owing.filter(says);
  const needed = silent.values.reduce((kept, value) => {
    const fewer = kept.filter((one) => one !== value);
    const isSaid = spoken.some(({ values }) => fewer.every((one) => values.includes(one)));
    return isSaid ? kept : fewer;
  }, silent.values);
  return needed.map(({ words }) => words);
}

/** Steps that some case must do without words or without anyone to do them, and steps that no case ever has. */
export function* wordlessActs(pack: ProtocolPack): Iterable<string> {
  for (const [at, act] of pack.acts.entries()) {
    const place = placeWords(pack, ["acts", String(at)]);
    const { what, who, alsoWhen, when = [], role } = act;
    const depends = [...what, ...who, ...alsoWhen].flatMap((one) => one.when);
    const variables = variablesOf(pack, [...depends, ...when]);
    const count = countOf(variables);
    if (count > most) {
      yield `${place}: what it depends on makes ${count} combinations; at most ${most} can be tried. Let fewer of its sentences have conditions.`;
      continue;
    }
    // No case owes the update call by itself: each rise of the level adds it.
    const owing = combinations(pack, variables).filter(({ facts }) =>
      role === "update" ? allHold(pack, when, facts) : isOwed(pack, act, facts),
    );
    if (when.length > 0 && owing.length === 0)
      yield `${place}: no case can owe it: nothing asks for it where ${whenWords(pack, when)}. Change its when, or what asks for it.`;
    const lacking = { what: "what to do", who: "who does it" };
    for (const field of ["what", "who"] as const) {
      const where = silence(pack, owing, act[field]);
      const condition = where?.length === 0 ? "ever" : `where ${where?.join(", and ")}`;
      if (where !== null)
        yield `${place}: ${field}: it does not say ${lacking[field]} ${condition}. Write a sentence for that, or give the act a when, if it does not apply there.`;
    }
  }
}

const hasAll = (list: readonly string[], some: readonly string[]) =>
  some.every((one) => list.includes(one));

/** Checks that further answers never remove a step from a case, and that what a step waits for is on the same checklist. */
function* everyLoss(pack: ProtocolPack): Iterable<string> {
  const asked = conditionsIn(pack).flatMap(([, when]) => when.filter(({ is }) => is === "factor"));
  const variables = variablesOf(pack, asked);
  const count = countOf(variables);
  if (count > mostCases) {
    yield `The pack has ${count} kinds of cases; at most ${mostCases} can be proven. Let fewer sentences depend on single signs.`;
    return;
  }
  // What the Form's other questions and the cells of a case can add: each alone, then all together.
  const alone = Object.entries(answers).map(([is, answer]) => ({
    facts: answer(true),
    // These are exactly the conditions that say yes or no.
    words: `that ${conditionWords(pack, { is, yes: true } as Condition)}`,
  }));
  const all: Partial<ChecklistInput> = Object.assign({}, ...alone.map(({ facts }) => facts));
  const more: readonly Value[] = [
    { facts: {}, words: "" },
    ...alone,
    { facts: all, words: "all of these" },
  ];
  // A step that another step covers is owed as a part of that one.
  const owed = (facts: ChecklistInput): readonly string[] =>
    buildChecklist(pack, facts).flatMap(({ act, covers }) => [act, ...covers]);
  const cases = combinations(pack, variables).map(({ facts, values }) => ({
    facts,
    rank: levelRank(pack, facts.level),
    words: values.map(({ words }) => words).join(", "),
    lists: more.map((known) => owed({ ...facts, ...known.facts })),
  }));
  for (const { facts, words, lists } of cases) {
    for (const [at, known] of more.entries()) {
      // An exception that the document makes is not a loss. A step that the law demands (`duty`) has no exceptions.
      const excepted = pack.acts.filter(
        ({ duty, when = [] }) => !duty && !allHold(pack, when, { ...facts, ...known.facts }),
      );
      const gone = lists[0]?.filter(
        (id) => !lists[at]?.includes(id) && !excepted.some((act) => act.id === id),
      );
      if (gone !== undefined && gone.length > 0)
        yield `Saying ${known.words} where ${words} takes away the act ${gone.join(", ")}.`;
    }
  }
  // A report that reaches a protocol is acted on directly, so the step of reading it first is no longer needed.
  const review = pack.acts.find(({ role }) => role === "review")?.id ?? "";
  for (const less of cases) {
    const further = cases.filter(
      ({ facts, rank }) =>
        rank >= less.rank &&
        hasAll(facts.protocols, less.facts.protocols) &&
        hasAll(facts.factors, less.facts.factors),
    );
    for (const then of further) {
      const gone = [0, -1].flatMap(
        (at) => less.lists.at(at)?.filter((id) => !then.lists.at(at)?.includes(id)) ?? [],
      );
      const lost = new Set(gone.filter((id) => id !== review));
      if (lost.size > 0)
        yield `More answers take away the act ${[...lost].join(", ")}: ${then.words}, after ${less.words}.`;
    }
  }
  for (const { id, lock } of pack.acts) {
    const first = lock?.untilLeadDid;
    const isLacking = cases
      .flatMap(({ lists }) => lists)
      .some((list) => first !== undefined && list.includes(id) && !list.includes(first));
    if (isLacking) yield `The act ${id} waits for ${first}, which a case with it may not have.`;
  }
}

/** The first ten losses, because one mistake shows up in many cases. */
export const answerProblems = (pack: ProtocolPack): readonly string[] =>
  [...everyLoss(pack)].slice(0, 10);
