/** Everything that is wrong with a pack by itself, in one round. Pure. */
import type { ProtocolPack } from "../../src/protocol/pack";
import { answerProblems, neverTrue, wordlessActs } from "./every-case";
import { fingerprint } from "./page";
import { references } from "./references";
import { actRules, agencyRules, colourRules, gateRules, levelRules } from "./rules";
import { shapeProblems } from "./shape";
import { timeProblems } from "./times";
import { wordProblems } from "./words";

/** What a pack is wanted for: its author plays a draft, of which some things are not right yet; a district gets it whole. */
export type PackUse = "draft" | "district";

/** What can be asked of packs; where something is wrong with them already, what cannot be asked is left out. */
export function asked<T>(isSound: boolean, ask: () => Iterable<T>): readonly T[] {
  try {
    return [...ask()];
  } catch (error) {
    if (isSound) throw error;
    return [];
  }
}

/** An approval that cannot be of what the pack says. */
function* approvalProblems(pack: ProtocolPack): Iterable<string> {
  const { approval, version } = pack;
  if (approval === null) return;
  const now = fingerprint(pack);
  if (approval.day < version)
    yield `approval: day: it is of ${approval.day}, and the document of ${version}: nobody approved it before it was there. Write the day of the signature.`;
  if (approval.fingerprint !== undefined && approval.fingerprint !== now)
    yield `approval: fingerprint: ${approval.by} signed a page with the fingerprint ${approval.fingerprint}, and what the pack says now has ${now}: it is not approved any more. Write approval: null, print the page, and have it signed again.`;
}

/** What keeps a pack from being played: what contradicts itself, or leads nowhere. A draft has none of it. */
const always = [
  levelRules,
  actRules,
  references,
  agencyRules,
  wordProblems,
  neverTrue,
  gateRules,
  answerProblems,
];
const ofDistrict = [approvalProblems, colourRules, timeProblems, wordlessActs];

/**
 * Everything that is wrong with a value as a pack; empty for one that may be used so. Where its shape does not hold, or a reference leads
 * nowhere, what can be asked all the same is said with it.
 */
export function problemsOf(value: unknown, use: PackUse = "district"): readonly string[] {
  const shape = shapeProblems(value);
  if (typeof value !== "object" || value === null) return shape;
  // As far as it is one: what cannot be asked of it throws.
  const pack = value as ProtocolPack;
  const isSound = shape.length === 0 && asked(false, () => references(pack)).length === 0;
  const checks = use === "draft" ? always : [...always, ...ofDistrict];
  const found = checks.flatMap((check) => asked(isSound, () => check(pack)));
  return [...new Set([...shape, ...found])];
}
