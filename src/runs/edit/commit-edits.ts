import { throwDefects } from "../../access/departed-contacts";
import { readInstallers } from "../../access/running-accounts";
import { contentsOf } from "../../case/assignment/excluded-people";
import { actingIn, messagesToAudience } from "../../case/assignment/responsible-person";
import type { CaseContext } from "../../case/cells/cell-policy";
import { effectsOfEdits } from "../../case/edits/edit-effects";
import type { TypedCase } from "../../case/edits/reconcile-case";
import { freeTabs, reconcileRecordRows } from "../../case/edits/record-rows";
import type { Move } from "../../case/edits/same-student-edits";
import { type Around, messagesOfTyping, refusalOfActing } from "../../case/edits/who-may-act";
import { type CaseIndex, caseIndexIn } from "../../case/lifecycle/match-report";
import { contextOfCase } from "../../case/lifecycle/open-case";
import type { Belonging } from "../../case/lifecycle/raise-level";
import { mayBeReleased } from "../../case/lifecycle/release-case";
import { detailOf } from "../../case/messages/message";
import { readAccepted } from "../../case/model/accepted-inputs";
import type { CaseFile } from "../../case/model/case-file";
import { factAnswers } from "../../case/model/combined-facts";
import type { LoadedCases } from "../../case/storage/load-cases";
import type { Directory } from "../../district/district";
import { directoryFor } from "../../district/sealed-readers";
import { traitsOf } from "../../letters/kinds/all-kinds";
import { commitForDelivery, type Delivery } from "../../letters/outbox/deliver-messages";
import { casesNamed } from "../../letters/outbox/message-urgency";
import { settledMessages } from "../../letters/outbox/outbox-rows";
import { once } from "../../once";
import type { RegisterName, Workspace } from "../../ports";
import {
  type Change,
  isEmpty,
  joinChanges,
  mergeUpdates,
  type Update,
} from "../../register/change";
import { spansOf } from "../../register/read/header-position";
import type { TabRequest } from "../../register/read/plan-read";
import { rowsOf, type Snapshot, type SnapshotRow, tabOf } from "../../register/read/snapshot";
import type { Register } from "../../register/register";
import { onceMore } from "../../retry";

/** Stands in Activity where Google does not say who edited. */
export const unknownEditor = "unknown editor";

function typedCases({ snapshot, files }: LoadedCases): ReadonlyMap<string, TypedCase> {
  const rows = [...tabOf(snapshot, "cases").rows, ...tabOf(snapshot, "checklist").rows];
  const cells = new Map(rows.map((row) => [row.key, row.cells]));
  return new Map([...files].map(([reference, file]) => [reference, { file, cells }]));
}

const followers = [...freeTabs, "reports"] as const;
/** What was reported is needed where a report leaves its case again. */
export const followerRequests = followers.map((tab): TabRequest => {
  const more = tab === "reports" ? ["part", ...factAnswers] : [];
  return { tab, columns: ["row", "case", ...more] };
});

/** A case's rows in other tabs. `snapshot` has them all where cases are joined or taken apart. */
function belongings(snapshot: Snapshot, reference: string): readonly (Belonging & SnapshotRow)[] {
  return followers.flatMap((tab) =>
    tabOf(snapshot, tab).rows.flatMap((row) => {
      const { index, key, values, cells } = row;
      return values["case"] === reference ? [{ index, key, values, cells, tab }] : [];
    }),
  );
}

/** Updates that put rows under the case that they now belong to. */
function followed(snapshot: Snapshot, moves: readonly Move[]): readonly Update[] {
  return moves.flatMap(({ from, into, rows }) => {
    const wanted = new Set(rows);
    return belongings(snapshot, from).flatMap(({ tab, key, index }): readonly Update[] =>
      wanted.has(key) ? [{ tab, key, row: index, values: { case: into } }] : [],
    );
  });
}

function isLead(directory: Directory, who: string, runningAs: string): boolean | null {
  if (who === unknownEditor) return null;
  const leads = ["district-lead", "alternate-lead", "district-admin"];
  return (
    who === runningAs ||
    directory.people.some(({ email, role }) => email === who && leads.includes(role))
  );
}

/** The edits of one register that are to be taken in together. */
export interface Reconciling {
  readonly register: Register;
  readonly name: RegisterName;
  readonly directory: Directory;
  /** Includes the case index and the rows of the tabs that are reconciled. */
  readonly snapshot: Snapshot;
  readonly loaded: LoadedCases;
  readonly who: string;
}

/** The addresses that are asked by a message of the Outbox about one of the cases; not who was told that they may not act on it. */
function askedIn(snapshot: Snapshot, isOne: (reference: string) => boolean): readonly string[] {
  return settledMessages(snapshot).flatMap(({ message }) => {
    const { to } = traitsOf(message);
    const isRefusal =
      message.kind === "typed-by-another" &&
      detailOf("typed-by-another", message).because === "not-in-line";
    const asks = (to === "actor" || to === "lead") && !isRefusal;
    return asks && casesNamed(message).some(isOne) ? [message.to.toLowerCase()] : [];
  });
}

/** What the rest of the register says of a case and of those that were merged with it. One read, when it is first asked. */
function aroundIn(
  register: Register,
  snapshot: Snapshot,
  index: CaseIndex,
): (reference: string) => Around {
  const merged = index.cases.filter(({ mergedInto }) => mergedInto !== null);
  const ofMerges = new Set(merged.flatMap((one) => [one.case, one.mergedInto]));
  const rows = rowsOf(snapshot, "cases").flatMap((row) => (ofMerges.has(row.key) ? row.index : []));
  const read = once(() =>
    register.load([
      { tab: "cases", columns: ["case", "accepted"], rows: spansOf(rows) },
      { tab: "reports", columns: ["case", "school"] },
      { tab: "outbox", columns: ["message", "kind", "case", "to", "detail"] },
    ]),
  );
  const goesOnIn = (reference: string) => index.target(reference)?.case ?? reference;
  return (reference) => {
    const isOne = (other: unknown) =>
      typeof other === "string" && goesOnIn(other) === goesOnIn(reference);
    const schools = [
      ...rowsOf(read(), "reports").map(({ values }) => values),
      // What somebody has typed there just now does not count.
      ...rowsOf(read(), "cases").map(({ key, values }) => ({
        case: key,
        school: readAccepted(values.accepted)["school"],
      })),
    ].flatMap(({ case: other, school }) =>
      isOne(other) && typeof school === "string" ? [school] : [],
    );
    return { schools, asked: askedIn(read(), isOne) };
  };
}

/** The owner of a file, who alone can let people in; null where nobody owns it, or Google does not say. */
function ownerOf({ access }: Workspace, id: string): string | null {
  try {
    return access.owner(id);
  } catch {
    return null;
  }
}

/** Takes away the access of somebody whom a case excludes. Where Google refuses, the hourly look tries again. */
function takeOut({ access, identity, memory }: Workspace, id: string, who: string): void {
  if (who === identity.runningAs() || readInstallers(memory).has(who)) return;
  onceMore(() => access.remove(id, who), throwDefects);
}

/**
 * Writes what the edits bring about. Call it under the lock. Returns the messages to be sent once the lock is released; null where nothing
 * changed.
 */
export function commitEdits(workspace: Workspace, one: Reconciling): Delivery | null {
  const { register, loaded, who } = one;
  const { clock } = workspace;
  const now = clock.now();
  const runningAs = workspace.identity.runningAs();
  const held = contentsOf(one.name, one.snapshot);
  const { excluded } = held;
  const directory = directoryFor(one.name, one.directory, held);
  const { settings } = directory;
  const caseContext = ({ row }: CaseFile): CaseContext =>
    contextOfCase(row, directory, { now, zone: clock });
  const isOutsider = excluded.has(who);
  const index = caseIndexIn(one.snapshot, directory.settings);
  const context = {
    who,
    zone: clock,
    holdMaxDays: settings.holdMaxDays,
    isLead: isLead(one.directory, who, runningAs),
    index,
    belongings: (reference: string) => belongings(loaded.snapshot, reference),
    ...actingIn(one.name, directory, { now, runningAs }),
    district: one.directory,
    caseContext,
    around: aroundIn(register, one.snapshot, index),
    mayBeReleased: (reference: string) => mayBeReleased(reference, loaded.snapshot),
    excluded,
    owner: isOutsider ? ownerOf(workspace, register.id) : null,
  };
  const effects = effectsOfEdits(typedCases(loaded), context);
  const fileOf = (reference: string) =>
    effects.files.get(index.target(reference)?.case ?? reference) ?? null;
  const refusalOf = (reference: string) => {
    const file = fileOf(reference);
    return file === null ? null : refusalOfActing(file.row, context);
  };
  let change: Change = effects.change;
  for (const tab of [...freeTabs, "reports"] as const) {
    const found = one.snapshot.tabs.get(tab);
    if (found === undefined) continue;
    const rows = reconcileRecordRows(tab, found, { who, now, refusalOf, isOutsider });
    const messages = [...rows.typed].flatMap(([reference, typed]) => {
      const row = fileOf(reference)?.row;
      return row === undefined
        ? []
        : messagesOfTyping(row, { ...typed, isCall: false }, context, `${tab} `);
    });
    change = joinChanges(change, { ...rows.change, messages });
  }
  if (isOutsider) takeOut(workspace, register.id, who);
  const rows = followed(loaded.snapshot, effects.moves);
  const messages = messagesToAudience(change.messages, context);
  change = mergeUpdates({ ...change, messages, update: [...change.update, ...rows] });
  if (isEmpty(change)) return null;
  return commitForDelivery(register, change, loaded.snapshot, directory, effects.files);
}
