/** Finds references in a pack that lead nowhere. Pure. */

import { emergency } from "../../src/protocol/agency-words";
import type { ProtocolPack } from "../../src/protocol/pack";
import { partsOf, placeWords } from "./place-words";

/** Where a pack lists the things that have ids, by the word for them in error messages. */
export const lists = {
  level: "levels",
  criterion: "criteria",
  sign: "factors",
  concern: "concerns",
  confirmer: "confirmers",
  agency: "agencies",
  liaison: "liaisons",
  act: "acts",
  statute: "statutes",
  hotline: "hotlines",
  "glossary term": "glossary",
  actor: "actors",
} as const;
type Kind = keyof typeof lists | "protocol";

function idsOf(pack: ProtocolPack, kind: Kind): readonly string[] {
  const list = kind === "protocol" ? pack.levels.filter((one) => one.protocol) : pack[lists[kind]];
  return (list ?? []).map(({ id }: { readonly id: string }) => id);
}

/** What a field refers to, by the field's name, anywhere in a pack. */
const kindOf: Readonly<Record<string, Kind>> = {
  criterion: "criterion",
  concern: "concern",
  factor: "sign",
  acts: "act",
  act: "act",
  untilLeadDid: "act",
  whenDone: "act",
  actors: "actor",
  terms: "glossary term",
  cites: "statute",
  statute: "statute",
  statutes: "statute",
  to: "agency",
  call: "agency",
  standIn: "hotline",
  of: "protocol",
};

/** Every reference that leads nowhere, with its place. */
export function* references(pack: ProtocolPack): Iterable<string> {
  for (const [path, part] of partsOf(pack)) {
    const is: unknown = Reflect.get(part, "is");
    for (const [key, child] of Object.entries(part) as readonly (readonly [string, unknown])[]) {
      const isLevels = key === "anyOf" && (is === "level" || is === "protocol");
      const kind = isLevels ? (is as Kind) : kindOf[key];
      if (kind === undefined) continue;
      const known = [emergency, ...idsOf(pack, kind)];
      const named = [child].flat().filter((one) => typeof one === "string");
      for (const id of named.filter((one) => !known.includes(one)))
        yield `${placeWords(pack, [...path, key])}: it names ${/^a/.test(kind) ? "an" : "a"} ${kind} that the pack lacks: ${id}.`;
    }
  }
}
