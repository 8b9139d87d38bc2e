/** Commits the edits of one register: gathers what deciding on them needs, and writes all that follows from them in one change. */
import { attempt, twice } from "../../attempt";
import { contentsOf } from "../../case/assignment/excluded-people";
import { messagesToAudience } from "../../case/assignment/responsible-person";
import { effectsOfEdits } from "../../case/edits/effects-of-edits";
import type { TypedCase } from "../../case/edits/reconcile-case";
import { freeTabs, reconcileRecordRows } from "../../case/edits/record-rows";
import { type Undone, withUndone } from "../../case/edits/typed-inputs";
import {
  type Around,
  type EditRun,
  messagesOfTyping,
  refusalOfActing,
  type TypedByAnother,
} from "../../case/edits/who-may-act";
import type { CaseFile } from "../../case/facts/case-file";
import { referenceOfCase } from "../../case/facts/case-reference";
import { openMatters } from "../../case/facts/needs-attention";
import { type CaseIndex, caseIndexIn } from "../../case/lifecycle/match-report";
import { mayBeReleased } from "../../case/lifecycle/release-case";
import type { LoadedCases } from "../../case/storage/load-cases";
import { once } from "../../lazy";
import { commitForDelivery, type Delivery } from "../../letters/outbox/deliver-messages";
import { casesNamed } from "../../letters/outbox/message-urgency";
import { messagesIn } from "../../letters/outbox/outbox-rows";
import { detailOf, traitsOf } from "../../messages/messages";
import { type Change, isEmpty, joinChanges, noChange, type Update } from "../../register/change";
import { rowsOf, type Snapshot, tabOf } from "../../register/read/snapshot";
import type { Register } from "../../register/register";
import { readAccepted } from "../../register/row-state";
import type { Run } from "../../run";
import { installersIn } from "../../store/store";
import type { Moment } from "../../time";

/** Stands in Activity where Google does not say who edited. */
export const unknownEditor = "unknown editor";

function typedCases({ snapshot, files }: LoadedCases): ReadonlyMap<string, TypedCase> {
  const rows = [...tabOf(snapshot, "cases").rows, ...tabOf(snapshot, "checklist").rows];
  const cells = new Map(rows.map((row) => [row.key, row.cells]));
  return new Map(
    [...files].map(([reference, file]) => [
      reference,
      // The steps of a merged case are looked at together with the case into which it was merged.
      { file: file.row.mergedInto === null ? file : { row: file.row, acts: [] }, cells },
    ]),
  );
}

function isLead({ directory, identity }: Run, who: string): boolean | null {
  if (who === unknownEditor) return null;
  const leads = ["district-lead", "alternate-lead", "district-admin"];
  return (
    who === identity.runningAs() ||
    directory.people.some(({ email, role }) => email === who && leads.includes(role))
  );
}

/** The edits of one register that are to be taken in together. */
export interface Reconciling {
  /** In the register, as `inRegister` makes it. */
  readonly run: Run;
  readonly register: Register;
  /** Includes the case index and the rows of the tabs that are reconciled. */
  readonly snapshot: Snapshot;
  readonly loaded: LoadedCases;
  readonly who: string;
}

/** The addresses that are asked by a message of the Outbox about one of the cases; not who was told that they may not act on it. */
function askedIn(snapshot: Snapshot, isOne: (reference: string) => boolean): readonly string[] {
  return messagesIn(snapshot).flatMap((message) => {
    const { to } = traitsOf(message);
    const isRefusal =
      message.kind === "typed-by-another" &&
      detailOf("typed-by-another", message).because === "not-in-line";
    const asks = (to === "actor" || to === "lead") && !isRefusal;
    return asks && casesNamed(message).some(isOne) ? [message.to.toLowerCase()] : [];
  });
}

/** What the rest of the register says of a case and of those that were merged into it. One read, when it is first asked. */
function aroundIn(
  register: Register,
  { files }: LoadedCases,
  index: CaseIndex,
): (reference: string) => Around {
  const read = once(() =>
    register.load([
      { tab: "reports", columns: ["case", "school"] },
      { tab: "outbox", columns: ["message", "kind", "case", "to", "detail"] },
    ]),
  );
  const mergedCaseOf = (reference: string) => index.target(reference)?.case ?? reference;
  const rows = [...files.values()].flatMap(({ row, merged = [] }) => [row, ...merged]);
  return (reference) => {
    const isOne = (other: unknown) =>
      typeof other === "string" && mergedCaseOf(other) === mergedCaseOf(reference);
    const schools = [
      ...rowsOf(read(), "reports").map(({ values }) => values),
      // What someone has typed there just now does not count.
      ...rows.map((row) => ({ case: row.case, school: readAccepted(row.accepted)["school"] })),
    ].flatMap(({ case: other, school }) =>
      isOne(other) && typeof school === "string" ? [school] : [],
    );
    return { schools, asked: askedIn(read(), isOne) };
  };
}

/** The owner of a file, who alone can let people in; null where no one owns it, or Google does not say. */
function ownerOf(run: Run, id: string): string | null {
  return attempt(run, () => run.access.owner(id), null);
}

/** Takes away the access of someone whom a case excludes. Where Google refuses, the hourly look tries again. */
function takeOut(run: Run, id: string, who: string): void {
  if (who === run.identity.runningAs() || installersIn(run.memory).includes(who)) return;
  attempt(run, () => twice(() => run.access.remove(id, who)));
}

/** The case's row, which says what was undone in other tabs: rows there have no cell of their own for it. */
function undoneElsewhere(
  file: CaseFile,
  { refusal, undone }: Omit<TypedByAnother, "isCall">,
  moment: Moment,
): readonly Update[] {
  if (undone.length === 0) return [];
  const because: Undone["refusal"] = refusal ?? "unreadable";
  const said = undone.map((column) => ({ column, refusal: because, at: moment.now }));
  const row = withUndone(file.row, said);
  const values = { undone: row.undone, openMatters: openMatters({ ...file, row }, moment) };
  return [{ tab: "cases", key: referenceOfCase(row), values }];
}

/**
 * Writes what the edits bring about. Call it under the lock. Returns the messages to be sent once the lock is released; null where nothing
 * changed.
 */
export function commitEdits(one: Reconciling): Delivery | null {
  const { run: looked, register, snapshot, loaded, who } = one;
  const { directory, register: name } = looked;
  const { excluded } = contentsOf(name, snapshot);
  const isOutsider = excluded.has(who);
  const index = caseIndexIn(snapshot, directory.settings);
  const run: EditRun = {
    ...looked,
    who,
    isLead: isLead(looked, who),
    index,
    around: aroundIn(register, loaded, index),
    mayBeReleased: (reference) => {
      const file = loaded.files.get(reference);
      return file !== undefined && mayBeReleased(file, loaded.snapshot);
    },
    excluded,
    owner: isOutsider ? ownerOf(looked, register.id) : null,
  };
  const effects = effectsOfEdits(typedCases(loaded), run);
  const fileOf = (reference: string) =>
    effects.files.get(index.target(reference)?.case ?? reference) ?? null;
  const refusalOf = (reference: string) => {
    const file = fileOf(reference);
    return file === null ? null : refusalOfActing(file.row, run);
  };
  let change: Change = effects.change;
  for (const tab of [...freeTabs, "reports"] as const) {
    const found = snapshot.tabs.get(tab);
    if (found === undefined) continue;
    const rows = reconcileRecordRows(tab, found, refusalOf, run);
    const typed = [...rows.typed].flatMap(([reference, one]) => {
      const file = fileOf(reference);
      return file === null ? [] : [{ file, one }];
    });
    const messages = typed.flatMap(({ file: { row }, one }) =>
      messagesOfTyping(row, { ...one, isCall: false }, run, `${tab} `),
    );
    const said = typed.flatMap(({ file, one }) => undoneElsewhere(file, one, run));
    change = joinChanges(change, { ...rows.change, messages });
    change = joinChanges(change, { ...noChange, update: said });
  }
  if (isOutsider) takeOut(run, register.id, who);
  const messages = messagesToAudience(change.messages, run);
  change = { ...change, messages };
  if (isEmpty(change)) return null;
  return commitForDelivery(
    run,
    { register, snapshot: loaded.snapshot, files: effects.files },
    change,
  );
}
