/**
 * Sealed reports (reports that may be about a contact, an administrator or a lead): which reader's file each goes into, and who loses and
 * gets access to the file before anything is written (design 2.11).
 */
import { otherAccountsAtWork } from "../../access/running-accounts";
import type { Sealed } from "../../case/cells/cell-policy";
import { type CaseIndex, caseIndexIn } from "../../case/lifecycle/match-report";
import type { Directory, Person } from "../../district/district";
import {
  excludedByReport,
  type Involved,
  readerAtHand,
  readerOf,
  type SealedRegister,
  sealedRegisters,
} from "../../district/sealed-readers";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import { reportRegisterIds } from "../../register/register-ids";
import { registerKinds } from "../../register/register-kinds";
import type { Run } from "../../run";
import { excludedWhileUnreadable } from "../outage/unreadable-sealed-memory";
import { responsesTakenIn } from "./intake-snapshot";
import {
  type Editors,
  letReaderIn,
  loadReaderFile,
  type Note,
  type ReadersFile,
  revokeExcluded,
} from "./readers-file-access";
import { sweptUntil } from "./restore-reports";
import type { RoutedReport } from "./sort-by-register";
import type { UnreadableSealed } from "./unreadable-sealed";

/** A sealed report with what decides its place: who reads it and whom it excludes. */
export interface TakenSealed extends RoutedReport {
  readonly sealed: Sealed;
  readonly reader: Person;
}

/** The reports that go into one reader's file. */
export interface ForReader {
  readonly file: ReadersFile;
  readonly taken: readonly TakenSealed[];
}

/** Where sealed reports go. */
export interface Sorted {
  readonly files: readonly ForReader[];
  /** Reports that nobody can read. */
  readonly unread: readonly UnreadableSealed[];
  /** Reports whose file could not be reached, with what was thrown. */
  readonly failed: readonly { readonly taken: TakenFor; readonly error: unknown }[];
}

/** A report, and whom it says may be involved. */
export interface TakenFor extends RoutedReport {
  readonly involved: Involved;
}

/**
 * Reference of a case of the same student in the main register; null where there is none. The main register never points back to a sealed
 * case.
 */
function mainCaseOf(index: CaseIndex, { report }: RoutedReport): string | null {
  const link = index.link(report);
  return link.kind === "join" ? link.case : null;
}

/** Whether the report excludes the account of this run, while another account owns the readers' files. */
function isAnothers({ access, identity, memory }: Run, excluded: ReadonlySet<string>): boolean {
  const me = identity.runningAs();
  if (!excluded.has(me)) return false;
  const ids = reportRegisterIds(memory);
  try {
    return sealedRegisters.some((name) => access.owner(ids[name]) !== me);
  } catch {
    // An excluded account may not even be able to open the file.
    return true;
  }
}

function isOtherAtWork({ clock, identity, memory }: Run): boolean {
  return otherAccountsAtWork(memory, identity.runningAs(), clock.now()).length > 0;
}

interface Opened extends ReadersFile {
  /** Addresses that cases of the file exclude, those of this run among them. */
  readonly shut: Set<string>;
  /** Who can open the file. Asked of Google only once something is about to be written. */
  editors: Editors | null;
  /** Ids of the responses that the file has. */
  readonly has: ReadonlySet<string>;
  /** Ids of the responses of which the file's reader was told. */
  readonly told: ReadonlySet<string>;
}

/** What is known while reports are put into readers' files. */
interface Sorting {
  readonly workspace: Run;
  readonly directory: Directory;
  readonly now: number;
  /** The cases of the main register. */
  readonly index: CaseIndex;
  /** Files that were read so far. */
  readonly opened: Map<SealedRegister, Opened>;
  /** Files that get a report. */
  readonly files: Map<SealedRegister, { file: ReadersFile; taken: TakenSealed[] }>;
  readonly note: Note;
}

/** The file of a reader, read at its first use. */
function openFile({ workspace, directory, opened }: Sorting, name: SealedRegister): Opened {
  const before = opened.get(name);
  if (before !== undefined) return before;
  const file = loadReaderFile(workspace, name, directory);
  const told = rowsOf(file.snapshot, "outbox").map(({ key }) => key.slice(0, key.indexOf(" ")));
  const has = responsesTakenIn(file.snapshot, directory, sweptUntil(workspace));
  const shut = new Set(file.held.excluded);
  const found: Opened = { ...file, shut, editors: null, has, told: new Set(told) };
  opened.set(name, found);
  return found;
}

/** Whether a file has a response, or its reader was told of it. False for a file that cannot be read. */
function isThere(sorting: Sorting, name: SealedRegister, id: string, of: "has" | "told"): boolean {
  try {
    return openFile(sorting, name)[of].has(id);
  } catch (error) {
    // Reports for the other reader do not wait for this file.
    sorting.note(error);
    return false;
  }
}

/**
 * Puts a report into one file, once its reader can open it and nobody whom the report or a case of the file excludes can. False where that
 * is not to be had. `isBack`: the report was in this file before, so its reader need not be there.
 */
function putInto(
  sorting: Sorting,
  name: SealedRegister,
  one: TakenFor,
  excluded: ReadonlySet<string>,
  isBack: boolean,
): boolean {
  const { workspace, directory, now, index, files, note } = sorting;
  if (readerAtHand(name, directory, excluded, now) === null && !isBack) return false;
  const file = openFile(sorting, name);
  const all = new Set([...file.shut, ...excluded]);
  const reader =
    readerAtHand(name, directory, all, now) ??
    (isBack ? readerOf(name, directory, all, now) : null);
  if (reader === null) return false;
  const { id: fileId } = file.register;
  const editors = file.editors ?? new Set(workspace.access.editors(fileId));
  file.editors = editors;
  // Also takes out people whom another case excludes: somebody may have shared the file by hand.
  if (!revokeExcluded(workspace, fileId, editors, all, note)) return false;
  // A link that does not open helps nobody: then the next reader, or the people who are told where nobody can read it.
  if (!letReaderIn(workspace, fileId, editors, reader, directory, note)) return false;
  for (const address of excluded) file.shut.add(address);
  const group = files.get(name) ?? { file, taken: [] };
  const sealed: Sealed = {
    readBy: registerKinds[name].reader,
    excluded: [...excluded].sort(),
    mainCase: mainCaseOf(index, one),
  };
  group.taken.push({ ...one, reader, sealed });
  files.set(name, group);
  return true;
}

/** Puts a report into the first file that can take it; false where none can. */
function put(sorting: Sorting, one: TakenFor, excluded: ReadonlySet<string>): boolean {
  const { id } = one.response;
  // A report whose row was lost goes back to the file whose reader was told of it.
  const back = sealedRegisters.find((name) => isThere(sorting, name, id, "told"));
  const names = back === undefined ? sealedRegisters : [back];
  return names.some((name) => putInto(sorting, name, one, excluded, back !== undefined));
}

/**
 * Puts each report into the file of the first reader who is not away, and whom neither the report nor a case of the file excludes. Before
 * anything is written, everybody excluded has lost access and the reader has it. `main` includes the case index. Call it under the lock.
 * Never throws for a file that cannot be reached.
 */
export function assignToReaders(
  workspace: Run,
  taken: readonly TakenFor[],
  directory: Directory,
  main: Snapshot,
  note: Note,
): Sorted {
  const sorting: Sorting = {
    workspace,
    directory,
    now: workspace.clock.now(),
    index: caseIndexIn(main, directory.settings),
    opened: new Map(),
    files: new Map(),
    note,
  };
  const unread: UnreadableSealed[] = [];
  const failed: { taken: TakenFor; error: unknown }[] = [];
  for (const one of taken) {
    const { id, receivedAt } = one.response;
    const { school } = one.report;
    const excluded = new Set([
      ...excludedByReport(one.involved, directory, school),
      ...excludedWhileUnreadable(workspace, id),
    ]);
    const dangerSince = one.report.immediateDanger === "yes" ? receivedAt : null;
    const waiting: UnreadableSealed = { id, receivedAt, dangerSince, excluded, school };
    if (isAnothers(workspace, excluded)) {
      // The trigger of the account that owns the file takes the report in. Where no such account is at work, the report waits.
      if (!isOtherAtWork(workspace)) unread.push(waiting);
      continue;
    }
    if (sealedRegisters.some((name) => isThere(sorting, name, id, "has"))) continue;
    try {
      if (!put(sorting, one, excluded)) unread.push(waiting);
    } catch (error) {
      failed.push({ taken: one, error });
    }
  }
  return { files: [...sorting.files.values()], unread, failed };
}
