/**
 * Every case that a pack can bring: conditions that never hold, acts without words, levels that nothing reaches, and answers that take
 * something away. Pure.
 */
import { classify } from "../../src/protocol/classify";
import { conditionWords, denialWords, whenWords } from "../../src/protocol/condition-words";
import { allHold, applying, type ChecklistInput } from "../../src/protocol/conditions";
import { buildChecklist, isOwed } from "../../src/protocol/engine";
import type { ActDatum, Condition, ProtocolPack } from "../../src/protocol/pack";
import { inRank, levelRank, lowestLevel } from "../../src/protocol/pack-queries";
import { placeWords } from "./place-words";

/** More than this and a computer would take minutes: then the pack wants fewer choices, and so does a teacher. */
const most = 2 ** 16;

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
    const isDenied = when.some(
      (one) =>
        "yes" in one &&
        when.some((other) => other.is === one.is && "yes" in other && other.yes !== one.yes),
    );
    const held = combinations(variablesOf(pack, when));
    if (isDenied || !held.some((one) => allHold(pack, when, factsOf(pack, one)))) {
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
    const count = variables.reduce((all, { length }) => all * length, 1);
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

/** The factors that a condition anywhere in the pack names. */
const factorsAsked = (pack: ProtocolPack): ReadonlySet<string> =>
  new Set(
    conditionsIn(pack).flatMap(([, when]) =>
      when.flatMap((one) => (one.is === "factor" ? [String(one.factor)] : [])),
    ),
  );

/** A set of answers, and the sets with one answer more: by place in the list of all sets. */
interface AnswerSet {
  readonly factors: readonly string[];
  readonly concerns: readonly string[];
  readonly more: readonly { readonly at: number; readonly added: string }[];
}

/** Of factors that the pack tells apart by nothing but their words only the number matters; what else can be ticked is there or not. */
function answerSets(pack: ProtocolPack): readonly AnswerSet[] | number {
  const named = factorsAsked(pack);
  const alike = pack.criteria.map(({ id }) =>
    pack.factors.filter((one) => one.criterion === id && !named.has(one.id)).map((one) => one.id),
  );
  const parts: readonly (readonly string[])[] = [
    ...alike.filter(({ length }) => length > 0),
    ...[...named].map((factor) => [factor]),
    ...pack.concerns.map(({ id }) => [id]),
  ];
  const count = parts.reduce((all, { length }) => all * (length + 1), 1);
  if (count > most) return count;
  const concerns = new Set<string>(pack.concerns.map(({ id }) => id));
  return Array.from({ length: count }, (_, at): AnswerSet => {
    let weight = 1;
    const chosen: string[] = [];
    const more: { at: number; added: string }[] = [];
    for (const part of parts) {
      const digit = Math.floor(at / weight) % (part.length + 1);
      chosen.push(...part.slice(0, digit));
      const added = part[digit];
      if (added !== undefined) more.push({ at: at + weight, added });
      weight *= part.length + 1;
    }
    return {
      factors: chosen.filter((one) => !concerns.has(one)),
      concerns: chosen.filter((one) => concerns.has(one)),
      more,
    };
  });
}

/** What the other questions of the Form, and the cells of a case, may add to a set; the last one has them all. */
const alone: readonly (readonly [string, Partial<ChecklistInput>])[] = [
  ["immediate danger", { immediateDanger: true }],
  ["that a parent may be involved", { parentMayBeInvolved: "yes" }],
  ["that a member of staff may be involved", { staffMayBeInvolved: "yes" }],
  ["that the student may be recruiting", { studentRole: "may-be-recruiting" }],
  ["that the student is 18 or over", { isAdult: "yes" }],
];
const together: Partial<ChecklistInput> = Object.assign({}, ...alone.map(([, facts]) => facts));

/** Every set of answers that a Form of the pack can bring: each level is reached, and more answers never take anything away. */
export function answerProblems(pack: ProtocolPack): readonly string[] {
  const sets = answerSets(pack);
  if (typeof sets === "number") {
    return [
      `The pack has ${pack.factors.length} signs and ${pack.concerns.length} concerns, which make ${sets} sets of answers; at most ${most} can be proven. Let fewer sentences depend on single signs, or have fewer concerns.`,
    ];
  }
  const asked = factorsAsked(pack);
  const classified = sets.map((one) => {
    const { level, protocols } = classify(pack, one);
    return { level, protocols, factors: one.factors.filter((id) => asked.has(id)) };
  });
  const played = (known: Partial<ChecklistInput>) => {
    const owed = new Map<string, readonly string[]>();
    return classified.map((found) => {
      const key = JSON.stringify(found);
      const acts =
        owed.get(key) ??
        // An act that another one covers is owed as a part of that one.
        buildChecklist(pack, { ...nothingElse, ...known, ...found }).flatMap((one) => [
          one.act,
          ...one.covers,
        ]);
      owed.set(key, acts);
      return acts;
    });
  };
  const before = played({});
  const inAll = played(together);
  const more = [
    ...alone.map(([words, known]) => [words, known, played(known)] as const),
    ["all of these", together, inAll] as const,
  ];
  const reached = new Set(classified.map(({ level }) => level));
  const lacking = pack.acts.flatMap(({ id, lock }) => {
    const first = lock?.untilLeadDid;
    const isLacking = [before, ...more.map(([, , list]) => list)]
      .flat()
      .some((acts) => first !== undefined && acts.includes(id) && !acts.includes(first));
    return isLacking
      ? [`The act ${id} waits for ${first}, which a case with it may not have.`]
      : [];
  });
  const named = (at: number) =>
    [...(sets[at]?.factors ?? []), ...(sets[at]?.concerns ?? [])].join(", ") || "nothing";
  const taken = more.flatMap(([words, known, list]) =>
    list.flatMap((acts, at) => {
      const facts = { ...nothingElse, ...known, ...(classified[at] ?? classified[0]) };
      // What the document itself excepts there is no loss; what the law demands nothing excepts.
      const isExcepted = (id: string) =>
        pack.acts.some(
          (act) =>
            act.id === id &&
            !act.duty &&
            !allHold(pack, act.when ?? [], facts as ChecklistInput /* of the same set */),
        );
      const gone = (before[at] ?? []).filter((id) => !acts.includes(id) && !isExcepted(id));
      return gone.length === 0
        ? []
        : [`Saying ${words} beside ${named(at)} takes away the act ${gone.join(", ")}.`];
    }),
  );
  const review = pack.acts.find(({ role }) => role === "review")?.id;
  const lowered = [before, inAll].flatMap((list) =>
    sets.flatMap((set, at) =>
      set.more.flatMap(({ at: next, added }) => {
        const [less, then] = [classified[at], classified[next]];
        if (less === undefined || then === undefined) return [];
        const isLower = levelRank(pack, then.level) < levelRank(pack, less.level);
        const lost = less.protocols.filter((id) => !then.protocols.includes(id));
        // A report that reaches a protocol is acted on; that it be read first is then no act of its own.
        const acts = list[at]?.filter((id) => id !== review && !list[next]?.includes(id)) ?? [];
        const adding = `Adding ${added} to ${named(at)}`;
        return [
          ...(isLower ? [`${adding} lowers the level.`] : []),
          ...(lost.length > 0 ? [`${adding} takes away the protocol ${lost.join(", ")}.`] : []),
          ...(acts.length > 0 ? [`${adding} takes away the act ${acts.join(", ")}.`] : []),
        ];
      }),
    ),
  );
  return [
    ...pack.levels
      .filter(({ id }) => !reached.has(id))
      .map(({ id }) => `No answers reach the level ${id}.`),
    ...lacking,
    ...[...new Set([...taken, ...lowered])].slice(0, 10),
  ];
}
