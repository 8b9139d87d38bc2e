/** Finding a pack, and the words that any of them puts into a cell. */
import { once } from "../once";
import { capital } from "../text";
import type { AgencyId, ConcernId, ConfirmerId, FactorId, LevelId } from "./ids";
import type { ProtocolPack, Wording } from "./pack";
import { packs } from "./packs/index";
import { say } from "./wording";

export { packs };

/** The pack with that id; null where this desk carries none such. Of several versions the one that came last. */
export function packNamed(id: string): ProtocolPack | null {
  const wanted = id.trim().toLowerCase();
  return (
    [...packs()]
      .sort((a, b) => (a.version < b.version ? 1 : -1))
      .find((one) => one.id === wanted) ?? null
  );
}

/** The pack of a district that has named none. */
export function defaultPack(): ProtocolPack {
  return packs()[0];
}

/** Every pack, the district's first: a response to an older Form is read by the pack whose words it holds. */
export function packsFrom(first: ProtocolPack): readonly [ProtocolPack, ...ProtocolPack[]] {
  return [first, ...packs().filter((pack) => pack !== first)];
}

/** How a case names the pack that opened it, as "marin-2019 2019-03-01". */
export function protocolVersion(pack: ProtocolPack): string {
  return `${pack.id} ${pack.version}`;
}

/** The pack that a case goes by. A case of a pack that this desk does not carry goes by the newest of the same county, else by the first. */
export function packOfCase(row: { readonly protocolVersion: string | null }): ProtocolPack {
  const version = row.protocolVersion ?? "";
  return packOfVersion(version) ?? packNamed(version.split(" ")[0] ?? "") ?? defaultPack();
}

/** The pack that a case names, or null where this desk does not carry it (a cell that someone changed, a newer desk). */
export function packOfVersion(version: string): ProtocolPack | null {
  return packs().find((pack) => protocolVersion(pack) === version) ?? null;
}

type Names = Record<string, string>;

/** Words for cells by id, of every pack that the desk carries: a case may be older than its district's choice of pack. */
const names = once(() => {
  const none = (): Names => ({});
  const all = {
    levels: none(),
    protocols: none(),
    factors: none(),
    concerns: none(),
    confirmers: none(),
    agencies: none(),
  };
  for (const pack of packs()) readNames(all, pack);
  return all;
});

function readNames(to: ReturnType<typeof names>, pack: ProtocolPack): void {
  // One cell word means one thing in a desk: two packs that share an id share its name (the build refuses others).
  const add = (known: Names, id: string, words: Wording) => {
    // A cell begins with a capital, whatever stands within a sentence.
    known[id] = known[id] ?? capital(say(words));
  };
  for (const { id, name, protocol } of pack.levels) {
    add(to.levels, id, name);
    if (protocol !== null) add(to.protocols, id, name);
  }
  for (const { id, name } of pack.factors) add(to.factors, id, name);
  for (const { id, name } of pack.concerns) add(to.concerns, id, name);
  for (const { id, name } of pack.confirmers) add(to.confirmers, id, name);
  for (const { id, inSentence } of pack.agencies) add(to.agencies, id, inSentence);
}

export const levelNames = (): Readonly<Record<LevelId, string>> => names().levels;
export const protocolNames = (): Readonly<Record<LevelId, string>> => names().protocols;
export const factorNames = (): Readonly<Record<FactorId, string>> => names().factors;
export const concernNames = (): Readonly<Record<ConcernId, string>> => names().concerns;
export const confirmerNames = (): Readonly<Record<ConfirmerId, string>> => names().confirmers;
export const agencyNames = (): Readonly<Record<AgencyId, string>> => names().agencies;

/**
 * Lets this process read the words of one more pack. For commands that play a pack from outside src/ beside a script that was
 * built with it; the script itself carries what it was built with.
 */
export function carryPack(pack: ProtocolPack): void {
  if (packs().some(({ id, version }) => id === pack.id && version === pack.version)) return;
  packs().push(pack);
  readNames(names(), pack);
}
