/**
 * People whose access does not match Contacts yet, or whose change of access leads and admins have not been told about. For each address:
 * what Google answered, when, and when leads and admins were told (`access` in the script's store). For the main register only: a list
 * about a sealed register would hint at a report. Pure, except for the function that reads the store.
 */

import type { Refused } from "../district/directory/problem-cells";
import { type Refusal, refusals } from "../errors";
import { once } from "../lazy";
import { ordinaryRegisters, rememberedOf } from "../registers/kinds";
import type { Run } from "../run";
import type { Kept } from "../store/keys";
import { dayMs } from "../time";

export type AccessTable = Kept["access"];
type AccessRow = AccessTable[string];

/** What Google answered about one address: let in, taken out, or why it refused. */
export type Answer = AccessRow["seen"];

/** Who should be able to open a file, and who can. */
interface Editing {
  readonly wanted: readonly string[];
  readonly present: readonly string[];
}

export const isGoogleRefusal = (seen: Answer): seen is Refusal =>
  refusals.some((why) => why === seen);

/** Address → why Google refuses it. */
export function refusedIn(table: AccessTable): Refused {
  return new Map(
    Object.entries(table).flatMap(([address, { seen }]) =>
      isGoogleRefusal(seen) ? [[address, seen] as const] : [],
    ),
  );
}

/** The tables of the registers of ordinary cases, the main one first. No call beyond the run's first read of the store. */
export const accessTables = (run: Run): readonly AccessTable[] =>
  ordinaryRegisters(run.memory).map((name) => rememberedOf(run, name, "access").get());

/** Address → why Google refuses it in one of these tables; the first counts. */
export const refusedInAny = (tables: readonly AccessTable[]): Refused =>
  new Map([...tables].reverse().flatMap((table) => [...refusedIn(table)]));

/** Refusals after which an address counts as out of reach: as far as Google tells, no one would get an email there. */
const nobodyThere: readonly Answer[] = ["no-account", "not-allowed"];

/**
 * Returns a function that says whether the person with this address (lower case) can be reached. A person refused only by a protection can
 * be reached, because they can still open the file. Reads the store once, at the first question.
 */
export function whoCanBeReached(run: Run): (address: string) => boolean {
  const tables = once(() => accessTables(run));
  return (address) =>
    tables().every(({ [address]: row }) => {
      return row === undefined || row.where !== "file" || !nobodyThere.includes(row.seen);
    });
}

/**
 * The rows that still matter after a look at who can edit the file: refusals that still hold, and people who were let in or taken out
 * without anyone being told. If people were told of a change that Google's list does not show, the row stays too; otherwise they would be
 * told every hour.
 */
export function unsettled(table: AccessTable, { wanted, present }: Editing): AccessTable {
  const isKept = ([address, { seen, where, toldAt }]: readonly [string, AccessRow]) => {
    const isWanted = wanted.includes(address);
    const isIn = present.includes(address);
    if (where === "protection") return isWanted;
    if (toldAt > 0 || isGoogleRefusal(seen)) return isWanted !== isIn;
    return isIn === (seen === "let-in");
  };
  return Object.fromEntries(Object.entries(table).filter(isKept));
}

/**
 * The table with Google's answers, or with the answers expected before Google is asked. People are not told again of an answer that has not
 * changed. `at`: milliseconds UTC.
 */
export function withAnswers(
  table: AccessTable,
  answers: ReadonlyMap<string, Answer>,
  at: number,
  where: AccessRow["where"] = "file",
): AccessTable {
  const rows = [...answers].map(([address, seen]): [string, AccessRow] => {
    const before = table[address];
    // Someone who is not let into the file is left out of its protections for that reason, so the refusal remains one of the file.
    const isOut = before?.where === "file" && isGoogleRefusal(before.seen);
    const toldAt = before?.seen === seen ? before.toldAt : 0;
    return [address, { seen, where: isOut ? "file" : where, at, toldAt }];
  });
  return { ...table, ...Object.fromEntries(rows) };
}

/**
 * The rows that people must be told about: no one was told yet, or Google still refuses. A refusal is told again daily if the person should
 * not be able to open the file, otherwise weekly, and weekly for an address without an account. `at`: milliseconds UTC.
 */
export function toBeTold(table: AccessTable, wanted: readonly string[], at: number) {
  return Object.entries(table).filter(([address, { seen, toldAt }]) => {
    const again = wanted.includes(address) || seen === "no-account" ? 7 : 1;
    return toldAt === 0 || (isGoogleRefusal(seen) && at - toldAt >= again * dayMs);
  });
}

/** The table once people were told of everything that `toBeTold` returns. `at`: milliseconds UTC. */
export function afterTelling(table: AccessTable, wanted: readonly string[], at: number) {
  const rows = toBeTold(table, wanted, at);
  return {
    ...table,
    ...Object.fromEntries(rows.map(([address, row]) => [address, { ...row, toldAt: at }])),
  };
}

/**
 * What leads and admins must be told now, as addresses: who was let in and taken out; whom this account cannot let in, because it does not
 * own the file (`notAdded`); who cannot be taken out; and whom no account can let in, or a protection refuses, by Google's reason. Leaves
 * out an address that has no account and should not be able to open the file: it has no access to lose. `at`: milliseconds UTC.
 */
export function newsIn(table: AccessTable, { wanted, present }: Editing, at: number) {
  const added: string[] = [];
  const removed: string[] = [];
  const notAdded: string[] = [];
  const notRemoved: string[] = [];
  const refused: { [Why in Refusal]?: readonly string[] } = {};
  for (const [address, { seen }] of toBeTold(table, wanted, at)) {
    const isIn = present.includes(address);
    if (seen === "let-in") {
      if (isIn) added.push(address);
    } else if (seen === "taken-out") {
      if (!isIn) removed.push(address);
    } else if (!wanted.includes(address)) {
      if (seen !== "no-account") notRemoved.push(address);
    } else if (seen === "not-owner") notAdded.push(address);
    else refused[seen] = [...(refused[seen] ?? []), address];
  }
  return { added, removed, notAdded, notRemoved, refused };
}
