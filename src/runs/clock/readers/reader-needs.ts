import { excludedOfCases } from "../../../case/assignment/excluded-people";
import type { CaseFile } from "../../../case/model/case-file";
import { referenceOfCase } from "../../../case/model/case-reference";
import { inDanger } from "../../../case/model/danger";
import { acknowledgeBy, acknowledgeFrom } from "../../../case/model/deadlines";
import type { Directory, Person } from "../../../district/district";
import {
  otherReaderOf,
  readerAtHand,
  readerOf,
  readersOf,
  type SealedRegister,
} from "../../../district/sealed-readers";
import type { Snapshot } from "../../../register/read/snapshot";
import { lookAt, type Run } from "../../../run";

type Addresses = ReadonlySet<string>;

const noneShut: Addresses = new Set();

/** A case that its reader does not take on, and the addresses that must not learn of it. */
export interface Pending {
  readonly file: CaseFile;
  readonly excluded: Addresses;
}

/** What the cases of one file need from the readers now. */
export interface Needs {
  readonly reader: Person | null;
  /** Cases of which the other reader should get a copy. */
  readonly toCopy: readonly Pending[];
  /** Cases of a former reader, which go to today's reader of the same file. */
  readonly toGive: readonly CaseFile[];
}

function isUnanswered(file: CaseFile, run: Run): boolean {
  const { row } = file;
  if (row.acknowledged) return false;
  return run.clock.now() >= acknowledgeBy(row, acknowledgeFrom(file), run);
}

/** What the cases need. `snapshot` was read with `excludedRequests`. */
export function needsOfCases(
  workspace: Run,
  name: SealedRegister,
  files: Iterable<CaseFile>,
  snapshot: Snapshot,
  directory: Directory,
): Needs {
  const excludedOf = excludedOfCases(snapshot, directory);
  const all = new Set([...excludedOf.values()].flatMap((one) => [...one]));
  const reader = readerOf(name, directory, all, workspace.clock.now());
  const readers = readersOf(name, directory, all);
  // A case stays with a person who still has the role, unless they lost access while another person of that role has it.
  const held = new Set(
    readers
      .filter(({ mayOpen }) => mayOpen === (reader?.mayOpen ?? false))
      .map(({ email }) => email),
  );
  const other = otherReaderOf(name);
  const now = workspace.clock.now();
  // Only where somebody holds the other role is that reader's file read at all.
  const mayHelp = (one: Pending) =>
    reader === null || otherReaderFor(one, reader, other, noneShut, directory, now) !== null;
  const mayOpenOther = (one: Pending) =>
    otherReaderFor(one, reader, other, noneShut, directory, now)?.mayOpen === true;
  const toCopy: Pending[] = [];
  const toGive: CaseFile[] = [];
  for (const file of files) {
    const { row } = file;
    if (row.status === "closed" || row.mergedInto !== null) continue;
    const pending = { file, excluded: excludedOf.get(referenceOfCase(row)) ?? new Set<string>() };
    const isCopied = row.copiedAt !== null && row.copiedAt >= acknowledgeFrom(file);
    const isLeft = reader === null || isUnanswered(file, lookAt(workspace, { directory }));
    const isShut = reader !== null && !reader.mayOpen && mayOpenOther(pending);
    if ((isLeft || isShut) && !isCopied && mayHelp(pending)) toCopy.push(pending);
    if (reader !== null && row.contact !== null && !held.has(row.contact)) toGive.push(file);
  }
  return { reader, toCopy, toGive };
}

/** Whether neither a case has to be copied nor one to be given away. */
export function needsNothing({ toCopy, toGive }: Needs): boolean {
  return toCopy.length + toGive.length === 0;
}

/**
 * Who could take the case on in the other reader's file; null where nobody. `shut`: addresses that cases of that file exclude. In danger
 * also somebody who is away.
 */
export function otherReaderFor(
  { file, excluded }: Pending,
  reader: Person | null,
  name: SealedRegister,
  shut: Addresses,
  directory: Directory,
  now: number,
): Person | null {
  const all = new Set([...shut, ...excluded]);
  const found =
    readerAtHand(name, directory, all, now) ??
    (inDanger(file.row) ? readerOf(name, directory, all, now) : null);
  return found?.email === reader?.email ? null : found;
}
