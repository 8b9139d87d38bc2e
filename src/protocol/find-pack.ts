/** The protocol packs in this script; the pack of a case or of a district; and the names that packs give for cells. */
import { once } from "../lazy";
import { capital } from "../text";
import type { ConcernId } from "./ids";
import type { ProtocolPack, Wording } from "./pack";
import { addedPacks } from "./packs/added-packs";
import { marin2019 } from "./packs/marin-2019";
import { usEd2021 } from "./packs/us-ed-2021";
import { asProtocolWords, type ProtocolWords, say } from "./wording";

/**
 * All packs. None is ever removed, because cases refer to the version that opened them. A new district starts with the first: a pack that
 * the build added, or else Marin's.
 */
export const packs = once((): [ProtocolPack, ...ProtocolPack[]] => {
  const added = addedPacks.map(protocolVersion);
  const own = ownPacks().filter((one) => !added.includes(protocolVersion(one)));
  const [first, ...others] = [...addedPacks, ...own];
  return [first ?? marin2019(), ...others];
});

/** The packs in `packs/`, without those that the build added. */
export function ownPacks(): readonly ProtocolPack[] {
  return [marin2019(), usEd2021()];
}

/** The newest version of the pack with that id (capitals and outer spaces do not matter); null if the system has none. */
export function packNamed(id: string): ProtocolPack | null {
  const wanted = id.trim().toLowerCase();
  return (
    [...packs()]
      .sort((a, b) => (a.version < b.version ? 1 : -1))
      .find((one) => one.id === wanted) ?? null
  );
}

/** The newest version of each pack, in the order of `packs`. */
export function newestPacks(): readonly ProtocolPack[] {
  return packs().filter((one) => packNamed(one.id) === one);
}

/** Who approved a pack and when, as a sentence; or that no one did. */
export function approvalWords(approval: ProtocolPack["approval"]): ProtocolWords {
  return asProtocolWords(
    approval === null
      ? "No one has approved this wording of it yet."
      : `Approved by ${approval.by} on ${approval.day}.`,
  );
}

/** The pack of a district that has not chosen one. */
export function defaultPack(): ProtocolPack {
  return packs()[0];
}

/** All packs, the district's own first. Used to read a response to an older Form by the pack whose words it contains. */
export function packsFrom(first: ProtocolPack): readonly [ProtocolPack, ...ProtocolPack[]] {
  return [first, ...packs().filter((pack) => pack !== first)];
}

/** The pack's id and version as a case stores them, such as "marin-2019 2019-03-01". */
export function protocolVersion(pack: ProtocolPack): string {
  return `${pack.id} ${pack.version}`;
}

/**
 * The pack that applies to a case. If this script does not have the version that the case names: the newest version of the same pack, or
 * else the default pack.
 */
export function packOfCase(row: { readonly protocolVersion: string | null }): ProtocolPack {
  const version = row.protocolVersion ?? "";
  return packOfVersion(version) ?? packNamed(version.split(" ")[0] ?? "") ?? defaultPack();
}

/**
 * The pack for an id and version such as "marin-2019 2019-03-01". Null if this script does not have it: someone changed the cell, or a
 * newer version of the script wrote it.
 */
export function packOfVersion(version: string): ProtocolPack | null {
  return packs().find((pack) => protocolVersion(pack) === version) ?? null;
}

/** Names for cells by id, from all packs in the system, because a case may be older than the district's choice of pack. */
function namesOf(
  named: (pack: ProtocolPack) => readonly { readonly id: string; readonly name: Wording }[],
): () => Readonly<Record<string, string>> {
  const known: Record<string, string> = {};
  let taken = 0;
  return () => {
    for (const { id, name } of packs().slice(taken).flatMap(named)) {
      // An id has the same name in all packs (the build refuses packs for which this is not so), so a name in a cell has one meaning. In a
      // cell a name begins with a capital.
      known[id] ??= capital(say(name));
    }
    taken = packs().length;
    return known;
  };
}

export const levelNames = namesOf(({ levels }) => levels);
/** The names of the levels that have a protocol. */
export const protocolNames = namesOf(({ levels }) =>
  levels.filter(({ protocol }) => protocol !== null),
);
export const factorNames = namesOf(({ factors }) => factors);
export const concernNames: () => Readonly<Record<ConcernId, string>> = namesOf(
  ({ concerns }) => concerns,
);
/** The names of those who can confirm that a student is a victim. */
export const confirmerNames = namesOf(({ confirmers }) => confirmers);
export const agencyNames = namesOf(({ agencies }) =>
  agencies.map(({ id, inSentence: name }) => ({ id, name })),
);

/** Adds a pack while the program runs. Only for commands that try out a pack from outside src/ with a script that was built without it. */
export function carryPack(pack: ProtocolPack): void {
  if (packOfVersion(protocolVersion(pack)) === null) packs().push(pack);
}
