/**
 * Every case that a pack can bring: conditions that never hold, acts without words, and answers that take something away. Pure.
 */
import { conditionWords, denialWords, whenWords } from "../../src/protocol/condition-words";
import { allHold, applying, type ChecklistInput } from "../../src/protocol/conditions";
import { buildChecklist, isOwed } from "../../src/protocol/engine";
import type { ActDatum, Condition, ProtocolPack } from "../../src/protocol/pack";
import { inRank, levelRank, lowestLevel } from "../../src/protocol/pack-queries";
import { placeWords } from "./place-words";

/** More than this and a computer would take minutes: then the pack wants fewer choices, and so does a teacher. */
const most = 2 ** 16;
/** Each of these is played with all that may be answered besides. */
const mostCases = 2 ** 13;

/** One value of something on which words or acts depend: what it makes of a case, and in words after "where". */
interface Value {
  readonly facts: Partial<ChecklistInput>;
  readonly words: string;
}
type Combination = readonly Value[];

/** Every level with the protocols that a case at it can have: an earlier report, or a person, may have brought any lower one too. */
function standings(pack: ProtocolPack): readonly Value[] {
  const levels = inRank(pack);
  const withProtocol = levels.filter(({ protocol }) => protocol !== null).map(({ id }) => id);
  const sets = Array.from({ length: 2 ** withProtocol.length }, (_, set) =>
    withProtocol.filter((_id, at) => Math.floor(set / 2 ** at) % 2 === 1),
  );
  return [
    ...levels
      .filter(({ protocol }) => protocol === null)
      .map(({ id }) => ({
        facts: { level: id, protocols: [] },
        words: conditionWords(pack, { is: "level", anyOf: [id] }),
      })),
    ...sets.flatMap((protocols) => {
      const level = protocols.at(-1);
      if (level === undefined) return [];
      const words = protocols
        .map((id) => conditionWords(pack, { is: "protocol", anyOf: [id] }))
        .join(" and ");
      const only = protocols.length === 1 ? "alone " : "";
      return [{ facts: { level, protocols }, words: words.replace(/applies$/, `${only}applies`) }];
    }),
  ];
}

const yesOrNo = (isYes: boolean) => (isYes ? "yes" : "no");

/** What a condition that says yes or no asks of a case. */
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

/** The values of what a condition asks; none where the levels and protocols say it. */
function valuesOf(pack: ProtocolPack, condition: Condition): readonly Value[] {
  const answer = answers[condition.is];
  if (answer !== undefined && "yes" in condition) {
    return [true, false].map((yes) => ({
      facts: answer(yes),
      words: conditionWords(pack, { ...condition, yes }),
    }));
  }
  const words = conditionWords(pack, condition);
  switch (condition.is) {
    case "factor":
      return [
        { facts: { factors: [condition.factor] }, words },
        { facts: { factors: [] }, words: denialWords(pack, condition, null) },
      ];
    case "unconfirmed": {
      const settling = pack.confirmers.find(({ settles }) => settles)?.id ?? null;
      return [
        { facts: { confirmedBy: null }, words },
        { facts: { confirmedBy: settling }, words: "an agency has confirmed it" },
      ];
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

/** What conditions depend on, the levels first: the values of each. */
function variablesOf(
  pack: ProtocolPack,
  when: readonly Condition[],
): readonly (readonly Value[])[] {
  const keyOf = (one: Condition) => (one.is === "factor" ? `factor ${one.factor}` : one.is);
  const each = [...new Map(when.map((one) => [keyOf(one), one])).values()];
  const others = each.map((one) => valuesOf(pack, one)).filter(({ length }) => length > 0);
  return [standings(pack), ...others];
}

const variablesOfAct = (pack: ProtocolPack, { what, who, alsoWhen, when = [] }: ActDatum) =>
  variablesOf(pack, [...[...what, ...who, ...alsoWhen].flatMap((one) => one.when), ...when]);

const countOf = (variables: readonly (readonly Value[])[]) =>
  variables.reduce((all, { length }) => all * length, 1);

const combinations = (variables: readonly (readonly Value[])[]): readonly Combination[] =>
  variables.reduce<readonly Combination[]>(
    (all, values) => all.flatMap((one) => values.map((value) => [...one, value])),
    [[]],
  );

/** Of a case of which only level, protocols and signs are known. */
const nothingElse: Omit<ChecklistInput, "level" | "protocols" | "factors"> = {
  confirmedBy: null,
  parentMayBeInvolved: null,
  studentRole: null,
  immediateDanger: false,
  calls: { agencies: new Map(), sroIsDistrictPolice: "unknown" },
};

function factsOf(pack: ProtocolPack, combination: Combination): ChecklistInput {
  const blank = { ...nothingElse, level: lowestLevel(pack), protocols: [], factors: [] };
  const facts: ChecklistInput = Object.assign(blank, ...combination.map((value) => value.facts));
  return { ...facts, factors: combination.flatMap((value) => value.facts.factors ?? []) };
}

/** Every list of conditions of the pack that is not empty, with the way to whatever has it. */
function conditionsIn(
  value: unknown,
  path: readonly string[] = [],
): readonly (readonly [readonly string[], readonly Condition[]])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) => {
    if (key !== "when" || !Array.isArray(child)) return conditionsIn(child, [...path, key]);
    // By the shape of a pack a list under `when` is one of conditions.
    return child.length === 0 ? [] : [[path, child as readonly Condition[]] as const];
  });
}

/** Sentences, calls and debts whose conditions no case can meet. */
export function neverTrue(pack: ProtocolPack): readonly string[] {
  return conditionsIn(pack).flatMap(([path, when]) => {
    const place = placeWords(pack, path);
    const held = combinations(variablesOf(pack, when));
    if (!held.some((one) => allHold(pack, when, factsOf(pack, one)))) {
      return [
        `${place}: its conditions never hold together: ${whenWords(pack, when)}. Take one of them out, or the line.`,
      ];
    }
    return path.includes("inMail") && when.some(({ is }) => is === "register-alone")
      ? [
          `${place}: it is for a mail, and its condition says in the register alone. Take the condition out, or move the line to what.`,
        ]
      : [];
  });
}

/**
 * The fewest values in words that already make an act wordless, of the first combination in which it is owed and has none of these
 * sentences: whatever else holds, a case that owes the act has no words for it. Null where it always has one.
 */
function silence(
  pack: ProtocolPack,
  act: ActDatum,
  sentences: ActDatum["what"],
): readonly string[] | null {
  const variables = variablesOfAct(pack, act);
  const isAsked = (facts: ChecklistInput) =>
    act.role === "update" ? allHold(pack, act.when ?? [], facts) : isOwed(pack, act, facts);
  const says = (facts: ChecklistInput) => applying(pack, sentences, facts).length > 0;
  const found = combinations(variables).find((one) => {
    const facts = factsOf(pack, one);
    return isAsked(facts) && !says(facts);
  });
  if (found === undefined) return null;
  const open = new Set<number>();
  variables.forEach((_, at) => {
    const free = variables.map((values, index) => {
      const own = found[index];
      return index === at || open.has(index) || own === undefined ? values : [own];
    });
    const isSaid = combinations(free).some((one) => {
      const facts = factsOf(pack, one);
      return isAsked(facts) && says(facts);
    });
    if (!isSaid) open.add(at);
  });
  return found.flatMap(({ words }, at) => (open.has(at) ? [] : [words]));
}

/** Acts that some case owes without words, or without anybody who does them; and those that no case can owe. */
export function wordlessActs(pack: ProtocolPack): readonly string[] {
  return pack.acts.flatMap((act, at): readonly string[] => {
    const place = placeWords(pack, ["acts", String(at)]);
    const { when = [] } = act;
    const variables = variablesOfAct(pack, act);
    const count = countOf(variables);
    if (count > most) {
      return [
        `${place}: what it depends on makes ${count} combinations; at most ${most} can be tried. Let fewer of its sentences have conditions.`,
      ];
    }
    const owed = (one: Combination) => isOwed(pack, act, factsOf(pack, one));
    if (when.length > 0 && !combinations(variables).some(owed)) {
      return [
        `${place}: no case can owe it: nothing asks for it where ${whenWords(pack, when)}. Change its when, or what asks for it.`,
      ];
    }
    const fields = [
      ["what", "what to do"],
      ["who", "who does it"],
    ] as const;
    return fields.flatMap(([field, lacking]) => {
      const where = silence(pack, act, act[field]);
      if (where === null) return [];
      const condition = where.length === 0 ? "ever" : `where ${where.join(", and ")}`;
      return [
        `${place}: ${field}: it does not say ${lacking} ${condition}. Write a sentence for that, or give the act a when, if it does not apply there.`,
      ];
    });
  });
}

/** Whatever a case is, more answers never take an act away from it, and what an act waits for is there. */
export function answerProblems(pack: ProtocolPack): readonly string[] {
  const asked = conditionsIn(pack).flatMap(([, when]) => when.filter(({ is }) => is === "factor"));
  const variables = variablesOf(pack, asked);
  const count = countOf(variables);
  if (count > mostCases) {
    return [
      `The pack has ${count} kinds of cases; at most ${mostCases} can be proven. Let fewer sentences depend on single signs.`,
    ];
  }
  // What the other questions of the Form, and the cells of a case, may add to a case; the last one has them all.
  const alone = Object.entries(answers).map(([is, facts]) => {
    // Those conditions are the ones that say yes or no.
    const condition = { is, yes: true } as Condition;
    return [`that ${conditionWords(pack, condition)}`, facts(true)] as const;
  });
  const all: Partial<ChecklistInput> = Object.assign({}, ...alone.map(([, facts]) => facts));
  const more = [...alone, ["all of these", all] as const];
  // An act that another one covers is owed as a part of that one.
  const owed = (facts: ChecklistInput): readonly string[] =>
    buildChecklist(pack, facts).flatMap(({ act, covers }) => [act, ...covers]);
  const cases = combinations(variables).map((one) => {
    const facts = factsOf(pack, one);
    const words = one.map((value) => value.words).join(", ");
    const factors = [...facts.factors].sort().join();
    return {
      facts,
      words,
      factors,
      acts: [{}, ...more.map(([, known]) => known)].map((known) => owed({ ...facts, ...known })),
    };
  });
  const found: string[] = [];
  for (const {
    facts,
    words,
    acts: [before = [], ...lists],
  } of cases) {
    for (const [at, [said, known]] of more.entries()) {
      // What the document itself excepts there is no loss; what the law demands nothing excepts.
      const isExcepted = (id: string) =>
        pack.acts.some(
          (act) =>
            act.id === id && !act.duty && !allHold(pack, act.when ?? [], { ...facts, ...known }),
        );
      const gone = before.filter((id) => !lists[at]?.includes(id) && !isExcepted(id));
      if (gone.length > 0)
        found.push(`Saying ${said} where ${words} takes away the act ${gone.join(", ")}.`);
    }
  }
  // A report that reaches a protocol is acted on; that it be read first is then no act of its own.
  const review = pack.acts.find(({ role }) => role === "review")?.id ?? "";
  const byFactors = new Map<string, (typeof cases)[number][]>();
  for (const one of cases) byFactors.set(one.factors, [...(byFactors.get(one.factors) ?? []), one]);
  for (const less of cases) {
    const { level, protocols, factors } = less.facts;
    const added = asked.flatMap((one) => ("factor" in one ? [one.factor] : []));
    const higher = (byFactors.get(less.factors) ?? []).filter(
      ({ facts }) =>
        levelRank(pack, facts.level) >= levelRank(pack, level) &&
        protocols.every((id) => facts.protocols.includes(id)),
    );
    const besides = added.flatMap((id) =>
      (byFactors.get([...new Set([...factors, id])].sort().join()) ?? []).filter(
        ({ facts }) => facts.level === level && facts.protocols.join() === protocols.join(),
      ),
    );
    for (const then of [...higher, ...besides]) {
      const gone = [0, less.acts.length - 1].flatMap(
        (list) =>
          less.acts[list]?.filter((id) => id !== review && !then.acts[list]?.includes(id)) ?? [],
      );
      if (gone.length > 0)
        found.push(
          `More answers take away the act ${[...new Set(gone)].join(", ")}: ${then.words}, after ${less.words}.`,
        );
    }
  }
  for (const { id, lock } of pack.acts) {
    const first = lock?.untilLeadDid;
    const isLacking = cases.some(({ acts }) =>
      acts.some((list) => first !== undefined && list.includes(id) && !list.includes(first)),
    );
    if (isLacking)
      found.push(`The act ${id} waits for ${first}, which a case with it may not have.`);
  }
  return found.slice(0, 10);
}
