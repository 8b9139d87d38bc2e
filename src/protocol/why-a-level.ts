/** The two sentences of a case row: why the case has its level, and what would raise it (design 2.9). Pure. */

import { classify, type Reported } from "./classify";
import type { LevelId } from "./ids";
import type { ProtocolPack, Wording } from "./pack";
import { levelOf, lowestLevel } from "./pack-queries";
import { asProtocolWords, type ProtocolWords, say } from "./wording";

/** What was reported in a case, and what else its level rests on: the protocols that apply, and who raised it by hand to which level. */
export interface WhatLevelRestsOn extends Reported {
  readonly level: LevelId | null;
  readonly protocols: readonly LevelId[];
  readonly raises: readonly { readonly level: LevelId; readonly who: string }[];
}

const noName = "someone who works on it";

/**
 * Replaces each `{name}` by its part, and each `{name:one|several}` by the first form if the part is 1 and by the second otherwise. A
 * `{name}` without a part is left as it is.
 */
function filled(words: Wording, parts: Readonly<Record<string, string | number>>): string {
  return say(words).replace(
    /\{([a-z]+)(?::([^|{}]*)\|([^|{}]*))?\}/g,
    (open, name: string, one?: string, several?: string) => {
      const part = parts[name];
      if (part === undefined) return open;
      return one === undefined || several === undefined ? String(part) : part === 1 ? one : several;
    },
  );
}

/**
 * The two sentences in a case's row. They say what was reported, so they are for the register only. `why` the case has its level: the
 * criterion with its factors, the concern, or who raised the level by hand; the highest protocol first. `wouldRaise`: what would make each
 * higher level apply.
 */
export function levelSentences(
  pack: ProtocolPack,
  basis: WhatLevelRestsOn,
): { readonly why: string; readonly wouldRaise: string } {
  const level = levelOf(pack, basis.level ?? lowestLevel(pack));
  const name = say(level?.name ?? {});
  const { criteria } = classify(pack, basis);
  // Each criterion and concern in words: that it is met, that it is met in part, and what would meet it.
  const ofCriteria = criteria.map(({ criterion: datum, factors, met }) => {
    const names = pack.factors.flatMap((one) => (factors.includes(one.id) ? [say(one.name)] : []));
    const counts = { reported: factors.length, needed: datum.atLeast };
    const parts = { ...counts, factors: names.join(", ") };
    return {
      id: datum.id,
      met: met ? [filled(datum.met, parts)] : [],
      partly: factors.length > 0 ? [filled(datum.notMet, parts)] : [],
      wouldMeet: filled(datum.wouldMeet, {
        missing: Math.max(1, datum.atLeast - factors.length),
      }),
    };
  });
  const ofConcerns = pack.concerns.map(({ id, because, wouldRaise }) => ({
    id,
    met: basis.concerns.includes(id) ? [say(because)] : [],
    wouldMeet: say(wouldRaise),
  }));
  // Any one of its rules makes a protocol apply: a criterion that is met, or a concern that was reported.
  const levels = pack.levels.map(({ protocol, ...datum }) => {
    const rules = (protocol?.appliesOn ?? []).flatMap((rule) => [
      ...ofCriteria.filter(({ id }) => "criterion" in rule && id === rule.criterion),
      ...ofConcerns.filter(({ id }) => "concern" in rule && id === rule.concern),
    ]);
    return { ...datum, rules };
  });
  const earlier = (words: string) => filled(pack.reasons.earlier, { level: words });

  // Why: by protocol, the highest first.
  const why = [...levels].reverse().flatMap(({ id, name: words, rules }): readonly string[] => {
    if (!basis.protocols.includes(id)) return [];
    const found = [
      ...rules.flatMap(({ met }) => met),
      ...basis.raises
        .filter((raise) => raise.level === id)
        .map(({ who }) => filled(pack.reasons.raised, { who: who || noName, level: say(words) })),
    ];
    return found.length > 0 ? found : [earlier(say(words))];
  });
  // A level without a protocol: too little was reported, or nothing that could be read.
  if (why.length === 0 && level !== null) {
    const partly = ofCriteria.flatMap((one) => one.partly);
    const because = level.because === null ? earlier(name) : say(level.because);
    why.push(...(partly.length > 0 ? partly : [because]));
  }
  const rises = levels
    .filter(({ rank }) => rank > (level?.rank ?? -1))
    .flatMap(({ wouldRaise, rules }) => [
      ...(wouldRaise === null ? [] : [say(wouldRaise)]),
      ...rules.map(({ wouldMeet }) => wouldMeet),
    ]);
  return {
    why: filled(pack.reasons.why, { level: name, what: [...new Set(why)].join("; ") }),
    wouldRaise:
      rises.length === 0
        ? say(pack.reasons.highest)
        : filled(pack.reasons.rises, { what: [...new Set(rises)].join("; ") }),
  };
}

/**
 * How many factors of a criterion were reported, as part of a sentence for an email. Never which factors, because these are student data.
 */
export function signsWords(
  { name, signs }: Pick<ProtocolPack["criteria"][number], "name" | "signs">,
  reported: number,
): ProtocolWords {
  if (signs === undefined) return asProtocolWords(`of “${say(name)}” (${reported} reported)`);
  return asProtocolWords(filled(reported === 1 ? signs.one : signs.several, { reported }));
}
