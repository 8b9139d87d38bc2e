/**
 * The people whose access is not yet as Contacts say, or of whose access people were not told yet: for each address what Google answered,
 * when, and when leads and admins were told (`access` in the store's table). Of the main register alone: a list about a sealed register would
 * hint at a report. Pure, but for what reads the store.
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

/** As `refusedIn`, as last remembered. */
export function whyRefused(memory: Memory): Refused {
  return refusedIn(memory.get("access"));
}

/** Answers that say that there is no one to be asked, as far as Google tells. */
const nobodyThere: readonly Answer[] = ["no-account", "not-allowed"];

/**
 * Returns a function that says whether an address (lower case) belongs to someone who can be reached: who has an account, as far as is
 * known, and is let into the register. Whom only a protection refuses can open the file. No call beyond the store's one.
 */
export function whoCanBeReached({ memory }: Run): (address: string) => boolean {
  const table = once(() => memory.get("access"));
  return (address) => {
    const row = table()[address];
    return row === undefined || row.where !== "file" || !nobodyThere.includes(row.seen);
  };
}

/**
 * Addresses to leave out of protections. One that only a protection refuses is tried again after a day, or at once where a person asks.
 * `now` in ms UTC.
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
 * The rows that a look at the file's editors leaves: refusals that still hold, and people who were let in or taken out of whom no one was
 * told. Where Google listed no change after it was told, the row stays too: it is not told each hour.
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

/** The table with what Google answered, or is about to be asked to do. The same answer again is not told again. `at` in ms UTC. */
export function withAnswers(
  table: AccessTable,
  answers: Answers,
  at: number,
  where: AccessRow["where"] = "file",
): AccessTable {
  const rows = [...answers].map(([address, seen]): [string, AccessRow] => {
    const before = table[address];
    const isSame = before?.seen === seen;
    // Who is not let into the file is left out of its protections because of that.
    const isOut = before?.where === "file" && isRefusal(before.seen);
    return [
      address,
      { seen, where: isOut ? "file" : where, at, toldAt: isSame ? before.toldAt : 0 },
    ];
  });
  return { ...table, ...Object.fromEntries(rows) };
}

/** The table after protections got their editors without these addresses; `refused`: those that Google refused this time. */
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
 * The rows that are to be told: people were not told, or Google still refuses. That is told again daily of someone who should not be able to
 * open the file, weekly of others. `at`: milliseconds UTC.
 */
export function toBeTold(table: AccessTable, wanted: readonly string[], at: number): AccessTable {
  return filtered(table, (address, { seen, toldAt }) => {
    const again = wanted.includes(address) || seen === "no-account" ? 7 : 1;
    return toldAt === 0 || (isRefusal(seen) && at - toldAt >= again * dayMs);
  });
}

/** The table once people know of all of it. */
export function told(table: AccessTable, wanted: readonly string[], at: number): AccessTable {
  const rows = Object.entries(toBeTold(table, wanted, at));
  const known = rows.map(([address, row]) => [address, { ...row, toldAt: at }] as const);
  return { ...table, ...Object.fromEntries(known) };
}

/** What leads and admins read of rows that they were not told of. Each member: addresses. */
export interface News {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** This account may not let them in. */
  readonly notAdded: readonly string[];
  readonly notRemoved: readonly string[];
  /** Google lets them in from no account, or not into the protections. */
  readonly refused: Refused;
}

/** What is to be told. Nothing of an account that is gone and may not open the file either: it has nothing to lose. */
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
