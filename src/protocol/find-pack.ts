/** The protocol packs that this script has; the pack of a case or a district; and the words that a pack puts into cells. */
import { once } from "../lazy";
import { capital } from "../text";
import type { AgencyId, ConcernId, ConfirmerId, FactorId, LevelId } from "./ids";
import type { ProtocolPack, Wording } from "./pack";
import { addedPacks } from "./packs/added-packs";
import { marin2019 } from "./packs/marin-2019";
import { usEd2021 } from "./packs/us-ed-2021";
import { asProtocolWords, type ProtocolWords, say } from "./wording";

/** All packs. None is ever removed: cases keep the version by which they were opened. New districts start with the first: one that the build added if there is one, else Marin's. */
export const packs = once((): [ProtocolPack, ...ProtocolPack[]] => {
  const isAdded = ({ id, version }: ProtocolPack) =>
    addedPacks.some((one) => one.id === id && one.version === version);
  const [first, ...others] = [...addedPacks, ...ownPacks().filter((one) => !isAdded(one))];
  return [first ?? marin2019(), ...others];
});

/** The packs of `packs/`, without those that the build added. */
export function ownPacks(): readonly ProtocolPack[] {
  return [marin2019(), usEd2021()];
}

/** The pack with that id; of several versions the newest. Null if the system has no such pack. */
export function packNamed(id: string): ProtocolPack | null {
  const wanted = id.trim().toLowerCase();
  return (
    [...packs()]
      .sort((a, b) => (a.version < b.version ? 1 : -1))
      .find((one) => one.id === wanted) ?? null
  );
}

/** Of each protocol that the system has the newest version, in the order of the packs. */
export function newestPacks(): readonly ProtocolPack[] {
  return packs().filter((one) => packNamed(one.id) === one);
}

/** By whom and when a pack was approved, as a sentence; or that no one did. */
export function approvalWords(approval: ProtocolPack["approval"]): ProtocolWords {
  return asProtocolWords(
    approval === null
      ? "No one has approved this wording of it yet."
      : `Approved by ${approval.by} on ${approval.day}.`,
  );
}

/** The pack of a district that has chosen none. */
export function defaultPack(): ProtocolPack {
  return packs()[0];
}

/** All packs, the district's own first. A response to an older Form is read by the pack whose words it holds. */
export function packsFrom(first: ProtocolPack): readonly [ProtocolPack, ...ProtocolPack[]] {
  return [first, ...packs().filter((pack) => pack !== first)];
}

/** How a case names the pack that opened it, as "marin-2019 2019-03-01". */
export function protocolVersion(pack: ProtocolPack): string {
  return `${pack.id} ${pack.version}`;
}

/**
 * The pack by which a case goes. If this desk does not have the version that the case names: the newest of the same county, else the
 * default pack.
 */
export function packOfCase(row: { readonly protocolVersion: string | null }): ProtocolPack {
  const version = row.protocolVersion ?? "";
  return packOfVersion(version) ?? packNamed(version.split(" ")[0] ?? "") ?? defaultPack();
}

/**
 * The pack that a case names, as "marin-2019 2019-03-01". Null if this desk does not have it: someone changed the cell, or a newer desk
 * wrote it.
 */
export function packOfVersion(version: string): ProtocolPack | null {
  return packs().find((pack) => protocolVersion(pack) === version) ?? null;
}

/** The words of one kind for cells, by id, from all packs: a case may be older than the district's choice of pack. */
function namesOf(named: (pack: ProtocolPack) => readonly (readonly [string, Wording])[]) {
  const known: Record<string, string> = {};
  let taken = 0;
  return () => {
    for (const [id, words] of packs().slice(taken).flatMap(named)) {
      // The same id has the same word in all packs (the build refuses packs for which it has not), so that a word in a cell means one
      // thing. A cell begins with a capital, whatever stands within a sentence.
      known[id] ??= capital(say(words));
    }
    taken = packs().length;
    return known;
  };
}

const idAndName = ({ id, name }: { readonly id: string; readonly name: Wording }) =>
  [id, name] as const;

/** Names for cells by id, of all packs that the system has. */
type NamesOf<Id extends string> = () => Readonly<Record<Id, string>>;

/** The names of levels. */
export const levelNames: NamesOf<LevelId> = namesOf(({ levels }) => levels.map(idAndName));
/** The names of levels with a protocol. */
export const protocolNames: NamesOf<LevelId> = namesOf(({ levels }) =>
  levels.flatMap((level) => (level.protocol === null ? [] : [idAndName(level)])),
);
/** The names of factors. */
export const factorNames: NamesOf<FactorId> = namesOf(({ factors }) => factors.map(idAndName));
/** The names of concerns. */
export const concernNames: NamesOf<ConcernId> = namesOf(({ concerns }) => concerns.map(idAndName));
/** The names of those who can confirm that a student is a victim. */
export const confirmerNames: NamesOf<ConfirmerId> = namesOf(({ confirmers }) =>
  confirmers.map(idAndName),
);
/** The names of agencies. */
export const agencyNames: NamesOf<AgencyId> = namesOf(({ agencies }) =>
  agencies.map(({ id, inSentence }) => [id, inSentence]),
);

/** Adds a pack while the program runs. Only for commands that play a pack from outside src/ beside a script that was built with it. */
export function carryPack(pack: ProtocolPack): void {
  if (packs().some(({ id, version }) => id === pack.id && version === pack.version)) return;
  packs().push(pack);
}
