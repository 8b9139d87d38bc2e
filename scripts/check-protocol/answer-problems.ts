/** Every set of answers that a Form of a pack can bring, played through the engine: each level is reached, and more answers never take anything away. Pure. */

import { classify } from "../../src/protocol/classify";
import { allHold, type ChecklistInput } from "../../src/protocol/conditions";
import { buildChecklist } from "../../src/protocol/engine";
import type { ProtocolPack } from "../../src/protocol/pack";
import { levelRank } from "../../src/protocol/pack-queries";

/** More sets than this and a machine would take minutes: then the pack wants fewer choices, and so does a teacher. */
const mostSets = 2 ** 16;

/**
 * A choice of the Form, or several factors that the pack tells apart by nothing but their words: of these only the number matters, so that
 * each number stands for every set of so many.
 */
interface Part {
  readonly factors: readonly string[];
  readonly concern: string | null;
}

/** The factors that a condition anywhere in the pack names: each is a part of its own. */
function factorsAsked(part: unknown): ReadonlySet<string> {
  if (typeof part !== "object" || part === null) return new Set();
  const { is, factor }: { readonly is?: unknown; readonly factor?: unknown } = part;
  const own = is === "factor" && typeof factor === "string" ? [factor] : [];
  return new Set([...own, ...Object.values(part).flatMap((inner) => [...factorsAsked(inner)])]);
}

function partsOf(pack: ProtocolPack): readonly Part[] {
  const named = factorsAsked(pack);
  const alike = pack.criteria.map(({ id }) =>
    pack.factors.flatMap((one) => (one.criterion === id && !named.has(one.id) ? [one.id] : [])),
  );
  return [
    ...alike.filter(({ length }) => length > 0).map((factors) => ({ factors, concern: null })),
    ...[...named].map((factor) => ({ factors: [factor], concern: null })),
    ...pack.concerns.map(({ id }) => ({ factors: [], concern: id })),
  ];
}

/** A set of answers, and the sets with one answer more: by place in the list of all sets. */
interface AnswerSet {
  readonly factors: readonly string[];
  readonly concerns: readonly string[];
  readonly more: readonly { readonly at: number; readonly added: string }[];
}

function setsOf(parts: readonly Part[]): readonly AnswerSet[] {
  const sizes = parts.map(({ factors }) => Math.max(1, factors.length) + 1);
  const count = sizes.reduce((all, size) => all * size, 1);
  return Array.from({ length: count }, (_, at): AnswerSet => {
    let rest = at;
    let weight = 1;
    const factors: string[] = [];
    const concerns: string[] = [];
    const more: { at: number; added: string }[] = [];
    parts.forEach((part, index) => {
      const size = sizes[index] ?? 1;
      const digit = rest % size;
      rest = Math.floor(rest / size);
      factors.push(...part.factors.slice(0, digit));
      if (part.concern !== null && digit === 1) concerns.push(part.concern);
      const added = part.concern ?? part.factors[digit];
      if (digit + 1 < size && added !== undefined) more.push({ at: at + weight, added });
      weight *= size;
    });
    return { factors, concerns, more };
  });
}

/** What the other questions of the Form, and the cells of a case, may add to a set; the last one has them all. */
const alone: readonly (readonly [string, Known])[] = [
  ["immediate danger", { immediateDanger: true }],
  ["that a parent may be involved", { parentMayBeInvolved: "yes" }],
  ["that a member of staff may be involved", { staffMayBeInvolved: "yes" }],
  ["that the student may be recruiting", { studentRole: "may-be-recruiting" }],
  ["that the student is 18 or over", { isAdult: "yes" }],
];
const together: Known = Object.assign({}, ...alone.map(([, known]) => known));

interface Outcome {
  readonly rank: number;
  readonly protocols: readonly string[];
  readonly acts: readonly string[];
  /** Acts that the document itself excepts there. What the law demands nothing excepts. */
  readonly excepted: readonly string[];
}

function outcomeOf(pack: ProtocolPack, facts: ChecklistInput): Outcome {
  // An act that another one covers is owed as a part of that one.
  const acts = buildChecklist(pack, facts).flatMap(({ act, covers }) => [act, ...covers]);
  const excepted = pack.acts.flatMap(({ id, duty, when = [] }) =>
    duty || allHold(pack, when, facts) ? [] : [id],
  );
  return { rank: levelRank(pack, facts.level), protocols: facts.protocols, acts, excepted };
}

/** Problems found by playing every set; a sentence each, at most ten of a kind. */
export function answerProblems(pack: ProtocolPack): readonly string[] {
  const parts = partsOf(pack);
  const count = parts.reduce((all, { factors }) => all * (Math.max(1, factors.length) + 1), 1);
  if (count > mostSets) {
    return [
      `The pack has ${pack.factors.length} signs and ${pack.concerns.length} concerns, which make ${count} sets of answers; at most ${mostSets} can be proven. Let fewer sentences depend on single signs, or have fewer concerns.`,
    ];
  }
  const asked = factorsAsked(pack);
  const sets = setsOf(parts);
  const classified = sets.map((answers) => {
    const { level, protocols } = classify(pack, answers);
    // Of the factors a checklist asks only for those that a condition names.
    const factors = answers.factors.filter((id) => asked.has(id));
    return { level, protocols, factors, key: [level, protocols, factors].join(";") };
  });
  const played = (known: Known): readonly Outcome[] => {
    const outcomes = new Map<string, Outcome>();
    return classified.map(({ key, ...found }) => {
      const outcome = outcomes.get(key) ?? outcomeOf(pack, { ...nothingElse, ...known, ...found });
      outcomes.set(key, outcome);
      return outcome;
    });
  };
  const outcomes = played({});
  const inAll = played(together);
  const found: string[] = [];
  const reached = new Set(outcomes.map(({ rank }) => rank));
  for (const { id, rank } of pack.levels) {
    if (!reached.has(rank)) found.push(`No answers reach the level ${id}.`);
  }
  const owed = new Set(outcomes.flatMap(({ acts }) => acts));
  for (const { id, role, alsoWhen, when: own = [] } of pack.acts) {
    // What only danger, or another question, asks for is no matter of these answers.
    const depends = [{ when: own }, ...alsoWhen].some(({ when }) =>
      when.some(({ is }) => !["protocol", "no-protocol", "level", "factor"].includes(is)),
    );
    if (!owed.has(id) && role !== "update" && !depends)
      found.push(`No answers ask for the act ${id}.`);
  }
  const owedInAll = new Set(inAll.flatMap(({ acts }) => acts));
  for (const { id, role, when = [] } of pack.acts) {
    // Of an act with conditions every combination is tried elsewhere.
    if (when.length === 0 && !owed.has(id) && !owedInAll.has(id) && role !== "update")
      found.push(`Whatever is answered, nothing asks for the act ${id}.`);
  }
  const byAnswer = alone.map(([words, known]) => [words, played(known)] as const);
  for (const { id, lock } of pack.acts) {
    const before = lock?.untilLeadDid;
    const lacking = [...outcomes, ...byAnswer.flatMap(([, list]) => list), ...inAll].some(
      ({ acts }) => before !== undefined && acts.includes(id) && !acts.includes(before),
    );
    if (lacking)
      found.push(`The act ${id} waits for ${before}, which a case with it may not have.`);
  }
  const review = pack.acts.find(({ role }) => role === "review")?.id ?? "";
  const lowered: string[] = [];
  const named = (at: number) => {
    const { factors = [], concerns = [] } = sets[at] ?? {};
    return [...factors, ...concerns].join(", ") || "nothing";
  };
  const more: readonly (readonly [string, readonly Outcome[]])[] = [
    ...byAnswer,
    ["all of these", inAll],
  ];
  for (const [words, others] of more) {
    others.forEach(({ acts, excepted }, at) => {
      const gone =
        outcomes[at]?.acts.filter((id) => !acts.includes(id) && !excepted.includes(id)) ?? [];
      if (gone.length > 0)
        lowered.push(`Saying ${words} beside ${named(at)} takes away the act ${gone.join(", ")}.`);
    });
  }
  const rises = (list: readonly Outcome[]) =>
    list.forEach((less, at) => {
      for (const { at: next, added } of sets[at]?.more ?? []) {
        const more = list[next];
        if (more === undefined) continue;
        const set = named(at);
        if (more.rank < less.rank) lowered.push(`Adding ${added} to ${set} lowers the level.`);
        const lost = less.protocols.filter((id) => !more.protocols.includes(id));
        if (lost.length > 0)
          lowered.push(`Adding ${added} to ${set} takes away the protocol ${lost.join(", ")}.`);
        // A report that reaches a protocol is acted on; that it be read first is then no act of its own.
        const gone = less.acts.filter((id) => id !== review && !more.acts.includes(id));
        if (gone.length > 0)
          lowered.push(`Adding ${added} to ${set} takes away the act ${gone.join(", ")}.`);
      }
    });
  rises(outcomes);
  rises(inAll);
  return [...found, ...lowered.slice(0, 10)];
}

type Known = Partial<Omit<ChecklistInput, "level" | "protocols" | "factors">>;

/** Of a case of which only level, protocols and signs are known. */
export const nothingElse: Omit<ChecklistInput, "level" | "protocols" | "factors"> = {
  confirmedBy: null,
  parentMayBeInvolved: null,
  studentRole: null,
  immediateDanger: false,
  calls: { agencies: new Map(), sroIsDistrictPolice: "unknown" },
};
