/** Everything that is wrong with a pack by itself, in one round. Pure. */
import type { ProtocolPack } from "../../src/protocol/pack";
import { answerProblems, neverTrue, wordlessActs } from "./every-case";
import { fingerprint } from "./page";
import { references, twice } from "./references";
import { actRules, agencyRules, colourRules, gateRules, levelRules } from "./rules";
import { shapeProblems } from "./shape";
import { timeProblems } from "./times";
import { wordProblems } from "./words";

/** What a pack is wanted for: its author plays a draft, of which some things are not right yet; a district gets it whole. */
export type PackUse = "draft" | "district";

/** An approval that cannot be of what the pack says. */
function approvalProblems(pack: ProtocolPack): readonly string[] {
  const { approval, version } = pack;
  if (approval === null) return [];
  const now = fingerprint(pack);
  return [
    ...(approval.day < version
      ? [
          `approval: day: it is of ${approval.day}, and the document of ${version}: nobody approved it before it was there. Write the day of the signature.`,
        ]
      : []),
    ...(approval.fingerprint === undefined || approval.fingerprint === now
      ? []
      : [
          `approval: fingerprint: ${approval.by} signed a page with the fingerprint ${approval.fingerprint}, and what the pack says now has ${now}: it is not approved any more. Write approval: null, print the page, and have it signed again.`,
        ]),
  ];
}

/** What keeps a pack from being played: what contradicts itself, or leads nowhere. A draft has none of it. */
const always = [
  twice,
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
  const found = (use === "draft" ? always : [...always, ...ofDistrict]).flatMap((check) => {
    try {
      return [...check(pack)];
    } catch (error) {
      if (shape.length > 0 || [...references(pack)].length > 0) return [];
      throw error;
    }
  });
  return [...new Set([...shape, ...found])];
}
