/**
 * People whose access does not match Contacts yet, or whose change of access leads and admins have not been told about. For each address:
 * what Google answered, when, and when leads and admins were told (`access` in the script's store). For the main register only: a list
 * about a sealed register would hint at a report. Pure, except for the functions that read the store.
 */

import type { Refused } from "../district/directory/problem-cells";
import { type Refusal, refusals } from "../errors";
import { once } from "../lazy";
import type { Memory } from "../ports";
import type { Run } from "../run";
import type { Kept } from "../store/keys";
import { dayMs } from "../time";

export type AccessTable = Kept["access"];
type AccessRow = AccessTable[string];

/** What Google answered about one address: let in, taken out, or why it refused. */
export type Answer = AccessRow["seen"];
export type Answers = ReadonlyMap<string, Answer>;

/** Who should be able to open a file, and who can. */
export interface Editing {
  readonly wanted: readonly string[];
  readonly present: readonly string[];
}

function filtered(
  table: AccessTable,
  isKept: (address: string, row: AccessRow) => boolean,
): AccessTable {
  return Object.fromEntries(Object.entries(table).filter(([address, row]) => isKept(address, row)));
}

const isRefusal = (seen: Answer): seen is Refusal => refusals.some((why) => why === seen);

/** Address → why Google refuses it. */
export function refusedIn(table: AccessTable): Refused {
  return new Map(
    Object.entries(table).flatMap(([address, { seen }]) =>
      isRefusal(seen) ? [[address, seen] as const] : [],
    ),
  );
}

/** The refusals that the store remembers, as `refusedIn` returns them. */
export function whyRefused(memory: Memory): Refused {
  return refusedIn(memory.get("access"));
}

/** Refusals after which an address counts as out of reach: as far as Google tells, no one would get an email there. */
const nobodyThere: readonly Answer[] = ["no-account", "not-allowed"];

/**
 * Returns a function that says whether the person with this address (lower case) can be reached. A person refused only by a protection can
 * be reached, because they can still open the file. Reads the store once, at the first question.
 */
export function whoCanBeReached({ memory }: Run): (address: string) => boolean {
  const table = once(() => memory.get("access"));
  return (address) => {
    const row = table()[address];
    return row === undefined || row.where !== "file" || !nobodyThere.includes(row.seen);
  };
}

/**
 * Addresses to leave out of protections because Google refused them. If only a protection refused an address, it is tried again after a
 * day, or at once if a person asked. `now`: milliseconds UTC.
 */
export function refusedAddresses(
  table: AccessTable,
  now: number,
  asks: "clock" | "person",
): ReadonlySet<string> {
  const isOut = (address: string) => {
    const row = table[address];
    if (row === undefined) return false;
    return row.where === "file" || (asks === "clock" && now - row.at < dayMs);
  };
  return new Set([...refusedIn(table).keys()].filter(isOut));
}

/**
 * The rows that still matter after a look at who can edit the file: refusals that still hold, and people who were let in or taken out
 * without anyone being told. If people were told of a change that Google's list does not show, the row stays too; otherwise they would be
 * told every hour.
 */
export function unsettled(table: AccessTable, { wanted, present }: Editing): AccessTable {
  return filtered(table, (address, { seen, where, toldAt }) => {
    const isWanted = wanted.includes(address);
    const isIn = present.includes(address);
    if (where === "protection") return isWanted;
    if (toldAt > 0 || isRefusal(seen)) return isWanted !== isIn;
    return isIn === (seen === "let-in");
  });
}

/**
 * The table with Google's answers, or with the answers expected before Google is asked. People are not told again of an answer that has not
 * changed. `at`: milliseconds UTC.
 */
export function withAnswers(
  table: AccessTable,
  answers: Answers,
  at: number,
  where: AccessRow["where"] = "file",
): AccessTable {
  const rows = [...answers].map(([address, seen]): [string, AccessRow] => {
    const before = table[address];
    const isSame = before?.seen === seen;
    // Someone who is not let into the file is left out of its protections for that reason, so the refusal remains one of the file.
    const isOut = before?.where === "file" && isRefusal(before.seen);
    return [
      address,
      { seen, where: isOut ? "file" : where, at, toldAt: isSame ? before.toldAt : 0 },
    ];
  });
  return { ...table, ...Object.fromEntries(rows) };
}

/**
 * The table after protections were given their editors. `without`: addresses left out beforehand; `refused`: addresses that Google refused
 * this time. `at`: milliseconds UTC.
 */
export function afterProtections(
  table: AccessTable,
  without: readonly string[],
  refused: Refused,
  at: number,
): AccessTable {
  const left = filtered(
    table,
    (address, { where }) => where === "file" || without.includes(address) || refused.has(address),
  );
  return withAnswers(left, refused, at, "protection");
}

/**
 * The rows that people must be told about: no one was told yet, or Google still refuses. A refusal is told again daily if the person should
 * not be able to open the file, otherwise weekly, and weekly for an address without an account. `at`: milliseconds UTC.
 */
export function toBeTold(table: AccessTable, wanted: readonly string[], at: number): AccessTable {
  return filtered(table, (address, { seen, toldAt }) => {
    const again = wanted.includes(address) || seen === "no-account" ? 7 : 1;
    return toldAt === 0 || (isRefusal(seen) && at - toldAt >= again * dayMs);
  });
}

/** The table once people were told of everything that `toBeTold` returns. `at`: milliseconds UTC. */
export function told(table: AccessTable, wanted: readonly string[], at: number): AccessTable {
  const rows = Object.entries(toBeTold(table, wanted, at));
  const known = rows.map(([address, row]) => [address, { ...row, toldAt: at }] as const);
  return { ...table, ...Object.fromEntries(known) };
}

/** What leads and admins are told about access. Each member holds addresses. */
export interface News {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** People whom this account cannot let in, because it does not own the file. */
  readonly notAdded: readonly string[];
  readonly notRemoved: readonly string[];
  /** People whom no account can let in, or whom a protection refuses, with the reason. */
  readonly refused: Refused;
}

/**
 * What people must be told now. Leaves out an address that has no account and should not be able to open the file: it has no access to
 * lose. `at`: milliseconds UTC.
 */
export function newsIn(table: AccessTable, { wanted, present }: Editing, at: number): News {
  const fresh = Object.entries(toBeTold(table, wanted, at));
  const addresses = (isThat: (address: string, seen: Answer) => boolean) =>
    fresh.flatMap(([address, { seen }]) => (isThat(address, seen) ? [address] : []));
  const isWanted = (address: string) => wanted.includes(address);
  const isIn = (address: string) => present.includes(address);
  return {
    added: addresses((address, seen) => seen === "let-in" && isIn(address)),
    removed: addresses((address, seen) => seen === "taken-out" && !isIn(address)),
    notAdded: addresses((address, seen) => seen === "not-owner" && isWanted(address)),
    notRemoved: addresses(
      (address, seen) => isRefusal(seen) && seen !== "no-account" && !isWanted(address),
    ),
    refused: new Map(
      fresh.flatMap(([address, { seen }]) =>
        isRefusal(seen) && seen !== "not-owner" && isWanted(address)
          ? [[address, seen] as const]
          : [],
      ),
    ),
  };
}
