/**
 * Replaces the reader of sealed cases who does not answer, left, or was shut out: the other reader's file gets a copy of the case, or the
 * new reader of the same file takes over (design 2.11).
 */

import type { GivingOn } from "../../access/sync-editors";
import { excludedOfCases, excludedRequests } from "../../case/assignment/excluded-people";
import { copyForReader, copyInFile } from "../../case/handover/copy-for-reader";
import { withoutAcknowledgement } from "../../case/lifecycle/expire-approvals";
import { caseIndexEntry, caseIndexIn } from "../../case/lifecycle/match-report";
import { contextOfCase, withDerivedCells } from "../../case/lifecycle/open-case";
import { message } from "../../case/messages/message";
import { type CaseFile, changeOfCase } from "../../case/model/case-file";
import { referenceOfCase } from "../../case/model/case-reference";
import { dangerSince as dangerSinceOf, inDanger, isAsking } from "../../case/model/danger";
import { acknowledgeBy, acknowledgeFrom } from "../../case/model/deadlines";
import {
  filesIn,
  type OpenCases,
  openCaseRequests,
  openCasesIn,
  openReferences,
} from "../../case/storage/load-cases";
import { highestReference, rememberReferences } from "../../case/storage/reference-counter";
import type { Directory, Person } from "../../district/district";
import { directoryBeside } from "../../district/load-directory";
import {
  otherReaderOf,
  readerAtHand,
  readerOf,
  readersOf,
  type SealedRegister,
} from "../../district/sealed-readers";
import { isDefect } from "../../errors";
import { commitForDelivery, type Delivery, deliver } from "../../letters/outbox/deliver-messages";
import { lockWaits, type Workspace } from "../../ports";
import { type Change, isEmpty, joinChanges, mergeUpdates, noChange } from "../../register/change";
import { mergeSnapshots, type Snapshot, type TabRequest } from "../../register/read-register";
import { registerNamed } from "../../register/register";
import { nextReference } from "../intake/decide-report";
import { letReaderIn, loadReaderFile, revokeExcluded } from "../intake/sealed-reports";
import { tellOfUnreadableSealed, type UnreadableSealed } from "../intake/unreadable-sealed";
import { forgetUnreadableSealed } from "../outage/unreadable-sealed-memory";

/** Read in addition to what every read of a reader's file has. */
const wholeReports: readonly TabRequest[] = [{ tab: "reports", columns: "all" }];

type Addresses = ReadonlySet<string>;

const noneShut: Addresses = new Set();

/** A case that its reader does not take on, and the addresses that must not learn of it. */
interface Pending {
  readonly file: CaseFile;
  readonly excluded: Addresses;
}

/** What the cases of one file need from the readers now. */
interface Needs {
  readonly reader: Person | null;
  /** Cases of which the other reader should get a copy. */
  readonly toCopy: readonly Pending[];
  /** Cases of a former reader, which go to today's reader of the same file. */
  readonly toGive: readonly CaseFile[];
}

function isUnanswered(file: CaseFile, directory: Directory, { clock }: Workspace): boolean {
  const { row } = file;
  if (row.acknowledged) return false;
  return clock.now() >= acknowledgeBy(row, acknowledgeFrom(file), directory.settings, clock);
}

function needsOf(
  workspace: Workspace,
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
    reader === null || otherFor(one, reader, other, noneShut, directory, now) !== null;
  const mayOpenOther = (one: Pending) =>
    otherFor(one, reader, other, noneShut, directory, now)?.mayOpen === true;
  const toCopy: Pending[] = [];
  const toGive: CaseFile[] = [];
  for (const file of files) {
    const { row } = file;
    if (row.status === "closed" || row.mergedInto !== null) continue;
    const pending = { file, excluded: excludedOf.get(referenceOfCase(row)) ?? new Set<string>() };
    const isCopied = row.copiedAt !== null && row.copiedAt >= acknowledgeFrom(file);
    const isLeft = reader === null || isUnanswered(file, directory, workspace);
    const isShut = reader !== null && !reader.mayOpen && mayOpenOther(pending);
    if ((isLeft || isShut) && !isCopied && mayHelp(pending)) toCopy.push(pending);
    if (reader !== null && row.contact !== null && !held.has(row.contact)) toGive.push(file);
  }
  return { reader, toCopy, toGive };
}

function isNothing({ toCopy, toGive }: Needs): boolean {
  return toCopy.length + toGive.length === 0;
}

interface Seen {
  readonly deliveries: readonly Delivery[];
  readonly unread: readonly UnreadableSealed[];
}

/**
 * Who could take the case on in the other reader's file; null where nobody. `shut`: addresses that cases of that file exclude. In danger
 * also somebody who is away.
 */
function otherFor(
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

function underLock(workspace: Workspace, name: SealedRegister, directory: Directory): Seen {
  const { access, clock } = workspace;
  const now = clock.now();
  const note = (error: unknown) => {
    if (isDefect(error)) throw error;
  };
  const file = loadReaderFile(workspace, name, directory);
  const from = mergeSnapshots(file.snapshot, file.register.load(wholeReports));
  const files = filesIn(from, openReferences(from));
  const needs = needsOf(workspace, name, files.values(), from, directory);
  const { reader } = needs;
  const unread: UnreadableSealed[] = [];
  const deliveries: Delivery[] = [];
  let own: Change = noChange;
  const change = (before: CaseFile, row: CaseFile["row"]) => {
    const reference = referenceOfCase(before.row);
    const current = files.get(reference) ?? before;
    const after = withDerivedCells({ ...current, row }, current, { now, zone: clock });
    own = joinChanges(own, { ...noChange, ...changeOfCase(current, after) });
    files.set(reference, after);
  };
  const rowOf = ({ row }: CaseFile) => files.get(referenceOfCase(row))?.row ?? row;

  if (reader !== null && needs.toGive.length > 0) {
    const editors = new Set(access.editors(file.register.id));
    letReaderIn(workspace, file.register.id, editors, reader, directory, note);
  }
  for (const one of needs.toGive) {
    if (reader === null) break;
    change(one, {
      ...withoutAcknowledgement(rowOf(one)),
      contact: reader.email,
      contactRole: reader.role,
      givenAt: now,
    });
    own = joinChanges(own, {
      ...noChange,
      messages: [
        message(
          "case-given",
          { because: "new-reader" },
          {
            id: `${referenceOfCase(one.row)} case-given ${now.toString(36)} ${reader.email}`,
            to: reader.email,
            case: one.row.case,
          },
        ),
      ],
      activity: [
        { at: now, who: "automation", what: "case-given", case: one.row.case, to: reader.role },
      ],
    });
  }

  if (needs.toCopy.length > 0) {
    const other = loadReaderFile(workspace, otherReaderOf(name), directory);
    const into = mergeSnapshots(other.snapshot, other.register.load(wholeReports));
    const theirs = filesIn(into, openReferences(into));
    const index = caseIndexIn(into, directory.settings);
    const editors = new Set(access.editors(other.register.id));
    const shut = new Set(other.held.excluded);
    let toOther: Change = noChange;
    const given: string[] = [];
    for (const pending of needs.toCopy) {
      const source = files.get(referenceOfCase(pending.file.row)) ?? pending.file;
      const { excluded } = pending;
      const person = otherFor(pending, reader, other.name, shut, directory, now);
      const out = new Set([...shut, ...excluded]);
      const { id: otherId } = other.register;
      const isSafe =
        person !== null &&
        revokeExcluded(workspace, otherId, editors, out, note) &&
        letReaderIn(workspace, otherId, editors, person, directory, note);
      if (person === null || !isSafe) {
        const id = `${name} ${referenceOfCase(source.row)}`;
        if (reader === null) {
          const { school } = source.row;
          const dangerSince = isAsking(source) ? dangerSinceOf(source.row) : null;
          unread.push({ id, receivedAt: null, dangerSince, excluded, school });
        }
        continue;
      }
      for (const address of excluded) shut.add(address);
      const there = copyInFile(referenceOfCase(source.row), from, into);
      const before = there === null ? null : (theirs.get(there) ?? null);
      const since = acknowledgeFrom(source);
      // A copy that was closed stays closed. A copy newer than the asking is whole: a run made it and was cut off before it could note
      // that.
      const isWhole = before !== null && (before.row.copiedAt ?? 0) >= since;
      if (there !== null && (before === null || isWhole)) {
        change(source, { ...rowOf(source), copiedAt: now });
        continue;
      }
      const moment = { now, zone: clock };
      const last = highestReference(workspace, other.name);
      const reference =
        there ?? nextReference(index, { ...moment, register: other.name, lastGiven: last });
      const context = contextOfCase(source.row, directory, moment);
      const copy = copyForReader(source, before, from, into, {
        reader: person,
        reference,
        context,
      });
      toOther = joinChanges(toOther, copy.change);
      theirs.set(reference, copy.file);
      index.add(caseIndexEntry(copy.file.row));
      given.push(reference);
      change(source, { ...rowOf(source), copiedAt: now });
    }
    if (!isEmpty(toOther)) {
      // The copy is written before the original is marked: a run that is cut off in between finds the copy next time, and makes no second
      // one.
      deliveries.push(
        commitForDelivery(other.register, mergeUpdates(toOther), into, directory, theirs),
      );
      rememberReferences(workspace, other.name, given);
    }
  }
  if (!isEmpty(own)) {
    deliveries.push(commitForDelivery(file.register, mergeUpdates(own), from, directory, files));
  }
  return { deliveries, unread };
}

/**
 * Replaces silent readers of one file where needed. Takes the lock only where the rows that the clock has read ask for something. Returns
 * "changed" where rows were written, "busy" where another run held the lock. Throws what Google throws.
 */
export function replaceSilentReaders(
  workspace: Workspace,
  name: SealedRegister,
  { files, snapshot }: OpenCases,
  directory: Directory,
): "nothing" | "changed" | "busy" {
  const needs = needsOf(workspace, name, files.values(), snapshot, directory);
  const waits = new Set(
    needs.reader === null
      ? needs.toCopy.map(({ file }) => `${name} ${referenceOfCase(file.row)}`)
      : [],
  );
  forgetUnreadableSealed(workspace, (id) => id.startsWith(`${name} `) && !waits.has(id));
  if (isNothing(needs)) return "nothing";
  const done = workspace.lock.during(lockWaits.clock, () => underLock(workspace, name, directory));
  if (done === null) return "busy";
  const { deliveries, unread } = done.value;
  for (const delivery of deliveries) deliver(workspace, delivery);
  tellOfUnreadableSealed(workspace, unread, directory);
  return deliveries.length > 0 ? "changed" : "nothing";
}

/**
 * Gives the cases of a reader who leaves to today's reader, or copies them for the other reader. Reads the file itself. Returns "failed"
 * where Google refused twice. Takes the lock: must not be called under it.
 */
export function reassignSealedCases(workspace: Workspace, name: SealedRegister): GivingOn {
  for (const isLast of [false, true]) {
    try {
      const register = registerNamed(workspace, name);
      const read = register.load([...openCaseRequests(null, true), ...excludedRequests]);
      const directory = directoryBeside(workspace, name, read);
      const seen = replaceSilentReaders(workspace, name, openCasesIn(register, read), directory);
      return seen === "busy" ? "busy" : "done";
    } catch (error) {
      if (isDefect(error)) throw error;
      if (isLast) break;
    }
  }
  return "failed";
}
