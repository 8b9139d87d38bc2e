/**
 * Replaces the reader of sealed cases who does not answer, left, or was shut out: the other reader's file gets a copy of the case, or the
 * new reader of the same file takes over (design 2.11).
 */

import { throwDefects } from "../../../access/departed-contacts";
import type { GivingOn } from "../../../access/sync-editors";
import { onceMore } from "../../../attempt";
import { excludedRequests } from "../../../case/assignment/excluded-people";
import { copyForReader, copyInFile } from "../../../case/handover/copy-for-reader";
import { withoutAcknowledgement } from "../../../case/lifecycle/expire-approvals";
import { type CaseIndex, caseIndexEntry, caseIndexIn } from "../../../case/lifecycle/match-report";
import { contextOfCase, withDerivedCells } from "../../../case/lifecycle/open-case";
import { message } from "../../../case/messages/message";
import { type CaseFile, changeOfCase } from "../../../case/model/case-file";
import { referenceOfCase } from "../../../case/model/case-reference";
import { asksUntilCalled, dangerSince as dangerSinceOf } from "../../../case/model/danger";
import { acknowledgeFrom } from "../../../case/model/deadlines";
import { caseFilesIn } from "../../../case/storage/load-cases";
import {
  type OpenCases,
  openCaseRequests,
  openCasesIn,
  openReferences,
} from "../../../case/storage/open-cases";
import { highestReference, rememberReferences } from "../../../case/storage/reference-counter";
import { directoryBeside } from "../../../district/directory/load-directory";
import type { Directory, Person } from "../../../district/district";
import { otherReaderOf, type SealedRegister } from "../../../district/sealed-readers";
import { isDefect } from "../../../errors";
import { commitForDelivery, type Delivery } from "../../../letters/outbox/deliver-messages";
import { transactAll } from "../../../letters/outbox/transact";
import {
  type Change,
  isEmpty,
  joinChanges,
  mergeUpdates,
  noChange,
} from "../../../register/change";
import type { TabRequest } from "../../../register/read/plan-read";
import { mergeSnapshots, type Snapshot } from "../../../register/read/snapshot";
import { registerNamed } from "../../../register/register";
import { lookAt, type Run } from "../../../run";
import { nextReference } from "../../intake/decide-report";
import {
  type Editors,
  letReaderIn,
  loadReaderFile,
  type ReadersFile,
  revokeExcluded,
} from "../../intake/readers-file-access";
import { tellOfUnreadableSealed, type UnreadableSealed } from "../../intake/unreadable-sealed";
import { forgetUnreadableSealed } from "../../outage/unreadable-sealed-memory";
import {
  type Needs,
  needsNothing,
  needsOfCases,
  otherReaderFor,
  type Pending,
} from "./reader-needs";

/** Read in addition to what every read of a reader's file has. */
const wholeReports: readonly TabRequest[] = [{ tab: "reports", columns: "all" }];

interface Seen {
  readonly deliveries: readonly Delivery[];
  readonly unread: readonly UnreadableSealed[];
}

/** The cases of one reader's file as they are given on and copied. */
interface Replacing {
  readonly workspace: Run;
  readonly directory: Directory;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  readonly file: ReadersFile;
  readonly from: Snapshot;
  readonly needs: Needs;
  /** By reference, as they stand so far. */
  readonly files: Map<string, CaseFile>;
  own: Change;
  readonly unread: UnreadableSealed[];
}

/** Only mistakes of ours keep the cases from being given on. */
function note(error: unknown): void {
  if (isDefect(error)) throw error;
}

function current({ files }: Replacing, file: CaseFile): CaseFile {
  return files.get(referenceOfCase(file.row)) ?? file;
}

function write(replacing: Replacing, file: CaseFile, cells: Partial<CaseFile["row"]>): void {
  const { now, workspace, files } = replacing;
  const before = current(replacing, file);
  const row = { ...before.row, ...cells };
  const after = withDerivedCells({ ...before, row }, before, { now, zone: workspace.clock });
  replacing.own = joinChanges(replacing.own, { ...noChange, ...changeOfCase(before, after) });
  files.set(referenceOfCase(file.row), after);
}

/** Gives the cases of a former reader to today's. */
function giveOn(replacing: Replacing, reader: Person): void {
  const { workspace, directory, needs, now, file } = replacing;
  if (needs.toGive.length === 0) return;
  const { id } = file.register;
  letReaderIn(workspace, id, new Set(workspace.access.editors(id)), reader, directory, note);
  for (const one of needs.toGive) {
    const { email: to, role } = reader;
    write(replacing, one, {
      ...withoutAcknowledgement(current(replacing, one).row),
      contact: to,
      contactRole: role,
      givenAt: now,
    });
    const id = `${referenceOfCase(one.row)} case-given ${now.toString(36)} ${to}`;
    const kind = "case-given";
    replacing.own = joinChanges(replacing.own, {
      ...noChange,
      messages: [message(kind, { because: "new-reader" }, { id, to, case: one.row.case })],
      activity: [{ at: now, who: "automation", what: kind, case: one.row.case, to: role }],
    });
  }
}

/** The other reader's file as cases are copied into it. */
interface Other {
  readonly file: ReadersFile;
  readonly into: Snapshot;
  /** By reference, as they stand so far. */
  readonly files: Map<string, CaseFile>;
  readonly index: CaseIndex;
  readonly editors: Editors;
  readonly shut: Set<string>;
  change: Change;
  /** References of new copies. */
  readonly references: string[];
}

function openOther({ workspace, directory, file }: Replacing): Other {
  const other = loadReaderFile(workspace, otherReaderOf(file.name), directory);
  const into = mergeSnapshots(other.snapshot, other.register.load(wholeReports));
  return {
    file: other,
    into,
    files: caseFilesIn(into, openReferences(into)),
    index: caseIndexIn(into, directory.settings),
    editors: new Set(workspace.access.editors(other.register.id)),
    shut: new Set(other.held.excluded),
    change: noChange,
    references: [],
  };
}

/** The other reader, once everybody excluded is out of their file and they are in it; null where that cannot be. */
function letInOther(replacing: Replacing, pending: Pending, other: Other): Person | null {
  const { workspace, directory, needs, now } = replacing;
  const { file, shut, editors } = other;
  const person = otherReaderFor(pending, needs.reader, file.name, shut, directory, now);
  const { id } = file.register;
  const isSafe =
    person !== null &&
    revokeExcluded(workspace, id, editors, new Set([...shut, ...pending.excluded]), note) &&
    letReaderIn(workspace, id, editors, person, directory, note);
  return isSafe ? person : null;
}

/** Copies one case into the other reader's file, or brings its copy up to date. */
function copyOver(replacing: Replacing, pending: Pending, other: Other): void {
  const { workspace, directory, needs, now, from, file, unread } = replacing;
  const source = current(replacing, pending.file);
  const { excluded } = pending;
  const person = letInOther(replacing, pending, other);
  if (person === null) {
    if (needs.reader !== null) return;
    const id = `${file.name} ${referenceOfCase(source.row)}`;
    const { school } = source.row;
    const dangerSince = asksUntilCalled(source) ? dangerSinceOf(source.row) : null;
    unread.push({ id, receivedAt: null, dangerSince, excluded, school });
    return;
  }
  for (const address of excluded) other.shut.add(address);
  const there = copyInFile(referenceOfCase(source.row), from, other.into);
  const before = there === null ? null : (other.files.get(there) ?? null);
  // A copy that was closed stays closed. A copy newer than the asking is whole: a run made it and was cut off before it could note that.
  const isWhole = before !== null && (before.row.copiedAt ?? 0) >= acknowledgeFrom(source);
  if (there === null || (before !== null && !isWhole)) {
    const register = other.file.name;
    const run = { ...lookAt(workspace, { register, directory }), now };
    const lastGiven = highestReference(workspace, register);
    const reference = there ?? nextReference({ index: other.index, lastGiven }, run);
    const context = contextOfCase(source.row, run);
    const copying = { reader: person, reference, context };
    const copy = copyForReader(source, before, from, other.into, copying);
    other.change = joinChanges(other.change, copy.change);
    other.files.set(reference, copy.file);
    other.index.add(caseIndexEntry(copy.file.row));
    other.references.push(reference);
  }
  write(replacing, source, { copiedAt: now });
}

/** Copies cases for the other reader; what is then to be sent from that file. */
function copyOn(replacing: Replacing): Delivery | null {
  const { workspace, directory, needs } = replacing;
  if (needs.toCopy.length === 0) return null;
  const other = openOther(replacing);
  for (const pending of needs.toCopy) copyOver(replacing, pending, other);
  if (isEmpty(other.change)) return null;
  const { register, name } = other.file;
  const change = mergeUpdates(other.change);
  const delivery = commitForDelivery(
    lookAt(workspace, { register: name, directory }),
    { register, snapshot: other.into, files: other.files },
    change,
  );
  rememberReferences(workspace, name, other.references);
  return delivery;
}

function underLock(workspace: Run, name: SealedRegister, directory: Directory): Seen {
  const now = workspace.clock.now();
  const file = loadReaderFile(workspace, name, directory);
  const from = mergeSnapshots(file.snapshot, file.register.load(wholeReports));
  const files = caseFilesIn(from, openReferences(from));
  const needs = needsOfCases(workspace, name, files.values(), from, directory);
  const unread: UnreadableSealed[] = [];
  const replacing: Replacing = {
    ...{ workspace, directory, now, file, from, needs, files, unread },
    own: noChange,
  };
  if (needs.reader !== null) giveOn(replacing, needs.reader);
  // The copy is written before the original is marked: a run that is cut off in between finds the copy next time, and makes no second one.
  const copied = copyOn(replacing);
  const { own } = replacing;
  const given = isEmpty(own)
    ? null
    : commitForDelivery(
        lookAt(workspace, { register: name, directory }),
        { register: file.register, snapshot: from, files },
        mergeUpdates(own),
      );
  return { deliveries: [copied, given].flatMap((one) => one ?? []), unread };
}

/**
 * Replaces silent readers of one file where needed. Takes the lock only where the rows that the clock has read ask for something. Returns
 * "changed" where rows were written, "busy" where another run held the lock. Throws what Google throws.
 */
export function replaceSilentReaders(
  workspace: Run,
  name: SealedRegister,
  { files, snapshot }: OpenCases,
  directory: Directory,
): "nothing" | "changed" | "busy" {
  const needs = needsOfCases(workspace, name, files.values(), snapshot, directory);
  const waits = new Set(
    needs.reader === null
      ? needs.toCopy.map(({ file }) => `${name} ${referenceOfCase(file.row)}`)
      : [],
  );
  forgetUnreadableSealed(workspace, (id) => id.startsWith(`${name} `) && !waits.has(id));
  if (needsNothing(needs)) return "nothing";
  // Cases may be copied into the other reader's file: two registers in one transaction.
  const done = transactAll(workspace, { lockWait: "clock" }, () =>
    underLock(workspace, name, directory),
  );
  if (done === null) return "busy";
  const { deliveries, unread } = done;
  tellOfUnreadableSealed(workspace, unread, directory);
  return deliveries.length > 0 ? "changed" : "nothing";
}

/**
 * Gives the cases of a reader who leaves to today's reader, or copies them for the other reader. Reads the file itself. Returns "failed"
 * where Google refused twice. Takes the lock: must not be called under it.
 */
export function reassignSealedCases(workspace: Run, name: SealedRegister): GivingOn {
  const done = onceMore(() => {
    const register = registerNamed(workspace, name);
    const read = register.load([...openCaseRequests(null, true), ...excludedRequests]);
    const directory = directoryBeside(workspace, name, read);
    return replaceSilentReaders(workspace, name, openCasesIn(register, read), directory);
  }, throwDefects);
  if (done === null) return "failed";
  return done.value === "busy" ? "busy" : "done";
}
