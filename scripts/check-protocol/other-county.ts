/**
 * Finds what a pack still has from another county: its name, or a phone or fax number. The author copied that county's pack and missed
 * these places. Pure.
 */

import { ownPacks } from "../../src/protocol/find-pack";
import type { ProtocolPack } from "../../src/protocol/pack";
import type { NumberFinding } from "./number-comparison";
import { numbersIn } from "./numbers-in-text";
import { partsOf, placeWords } from "./place-words";
import { saidLines } from "./said-lines";

interface Text {
  readonly path: readonly string[];
  readonly text: string;
}

/** Every text of a pack, with its place. */
const textsOf = (pack: object): readonly Text[] =>
  [...partsOf(pack)].flatMap(([path, part]) =>
    Object.entries(part).flatMap(([key, text]: [string, unknown]) =>
      typeof text === "string" ? [{ path: [...path, key], text }] : [],
    ),
  );

const phonesIn = (text: string) => numbersIn(text).filter(({ kind }) => kind === "phone");

/** Matches a county's name as a word, or inside a web or email address: "Marin", "marinhhs.org". */
const naming = (county: string) =>
  new RegExp(`(?<![a-z])${county}(?![a-z])|[\\w@.-]*${county}[\\w-]*\\.[a-z]{2,}`, "i");

const phonesOf = (pack: ProtocolPack) =>
  textsOf(pack).flatMap(({ text }) => phonesIn(text).map(({ value }) => value));

/**
 * The names and numbers found. `document`: its stored text; null if there is none. Without it the county's name may well be from the
 * document, so it is only something to look at.
 */
export function otherCountyFindings(
  pack: ProtocolPack,
  document: string | null,
): readonly NumberFinding[] {
  // A pack that belongs to no county has only numbers that are the same in the whole country.
  const national = ownPacks().flatMap((one) => (one.county === null ? phonesOf(one) : []));
  const others = ownPacks().flatMap((one) => {
    if (one.county === null || one.county === pack.county || one.id === pack.id) return [];
    return [{ county: one.county, named: naming(one.county), phones: phonesOf(one) }];
  });
  const lines = document?.split(/\r?\n/) ?? [];
  const cited = new Map(saidLines(pack).map((one) => [one.path.join(), one.lines]));
  const known = new Set([...phonesIn(document ?? "").map(({ value }) => value), ...national]);
  return textsOf(pack).flatMap(({ path, text }) => {
    const place = placeWords(pack, path);
    const own = cited.get(path.join()) ?? [];
    const names = others.flatMap(({ county, named }) => {
      const said = named.exec(text)?.[0];
      if (said === undefined || own.some((line) => named.test(lines[line - 1] ?? ""))) return [];
      const words = `${place}: it says “${said}”. ${county} is another county. Write your own county’s, or take it out.`;
      return [{ isWrong: pack.document !== null, words }];
    });
    // If a number cites a line of the document, the comparison with that line reports it.
    const uncited = own.length > 0 && document !== null ? [] : phonesIn(text);
    const phones = uncited.flatMap(({ said, value }) => {
      if (known.has(value)) return [];
      const other = others.find((one) => one.phones.includes(value));
      if (other !== undefined) {
        const words = `${place}: ${said} is the number that the pack of ${other.county} has. Write your own county’s, or take it out.`;
        return [{ isWrong: true, words }];
      }
      const words = `${place}: the document does not have the number ${said}. Call it, or ask the agency.`;
      return document === null ? [] : [{ isWrong: false, words }];
    });
    return [...names, ...phones];
  });
}
