/** The local Workspace: runs the functions of a bundle as Google would, each in a fresh context, over one store. */
import { account, deleteAccount, outOfUse, transferFiles } from "./accounts";
import { type AdvancedServiceName, switchService } from "./advanced-services";
import type { CallMatch, CallRecord, Fault } from "./run/faults";
import type { RunRecord, Surface, WorkspaceError } from "./run/run-record";
import {
  type Manifest,
  type RunBody,
  Runner,
  type RunRequest,
  type RunResult,
  type SavedWorkspace,
} from "./run/runner";
import { driveSlice, LocalRefusal, mayEdit } from "./service";
import type { InstalledTrigger } from "./services/script/store";
import { carriedArguments } from "./services/ui/client";
import { closeDialogOf } from "./services/ui/store";
import {
  afterFiring,
  clockEvent,
  editEvent,
  editTriggers,
  fireNextAfter,
  firstDue,
  formSubmitEvent,
  formSubmitTriggers,
  limitedAuthority,
  type PersonEdit,
} from "./triggers";

/** If clock triggers are this far behind the clock, they will never catch up. Milliseconds. */
const longestLag = 6 * 60 * 60_000;

export class LocalWorkspace extends Runner {
  /** How many events are being served, one inside another. */
  private depth = 0;

  get runs(): readonly RunRecord[] {
    return this.journal.runs;
  }

  get errors(): readonly WorkspaceError[] {
    return this.journal.errors;
  }

  /** Index of the event that is being played, for `runs` and `errors`; -1 before the first. */
  get currentEvent(): number {
    return this.journal.currentEvent;
  }

  set currentEvent(index: number) {
    this.journal.currentEvent = index;
  }

  /** A deep copy of all that this Workspace will go on from. Refused while a run is on or a fault is armed, which no copy holds. */
  override save(): SavedWorkspace {
    if (this.depth > 0) throw new LocalRefusal("nothing is saved in the middle of a run");
    return super.save();
  }

  /** Has something look at the Workspace whenever a run has ended. */
  whenRunEnds(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Runs one function (or `body` in its place) to its end; then the clock triggers that fell due meanwhile, unless this run is itself inside another. */
  override run(request: RunRequest, body: RunBody | null = null): RunResult {
    return this.serving(() => super.run(request, body));
  }

  /** Someone clicks an item of the Form editor's menu, with no dialog open. Refused to who may not edit the Form (platform.md 7). */
  clickMenu(functionName: string, as: string): RunResult {
    const person = as.toLowerCase();
    if (!this.mayOpenEditor(person)) {
      return this.notStarted(functionName, `${person} may not open the Form's editor`);
    }
    closeDialogOf(this.store, person);
    return this.run({ function: functionName, surface: "menu", as: person });
  }

  /**
   * A dialog's page (or the person, in the browser's console) calls a function through google.script.run. Names that end in "_" are
   * private. A person who may no longer edit the Form is refused. @throws Error with Google's words for an argument that cannot be sent.
   */
  callFromDialog(functionName: string, as: string, args: readonly unknown[] = []): RunResult {
    const person = as.toLowerCase();
    const plain = carriedArguments(args);
    if (functionName.endsWith("_")) {
      return this.notStarted(functionName, `${functionName} is private to the script`);
    }
    if (!this.mayOpenEditor(person)) {
      return this.notStarted(functionName, `${person} may not open the Form's editor`);
    }
    return this.run({ function: functionName, surface: "dialog", as: person, args: plain });
  }

  /** Someone opens the Form's editor: the simple trigger `onOpen`, if the script has one. */
  openEditor(as: string): RunResult | null {
    if (!this.functions.has("onOpen")) return null;
    const args = [{ authMode: limitedAuthority }];
    return this.run({ function: "onOpen", surface: "simple", as: as.toLowerCase(), args });
  }

  /** A response to the bound Form, or another, was stored: fires the Form's submit triggers, one run for each trigger. */
  formSubmitted(response: string, formId = this.containerId): readonly RunResult[] {
    return this.serving(() =>
      formSubmitTriggers(this.store, formId).map((trigger) =>
        this.fire(trigger, "form-submit", formSubmitEvent(trigger, formId, response)),
      ),
    );
  }

  /** A person edited cells: fires the spreadsheet's edit triggers. What a script writes never comes here. */
  edited(edit: PersonEdit): readonly RunResult[] {
    return this.serving(() =>
      editTriggers(this.store, edit.spreadsheetId).map((trigger) =>
        this.fire(trigger, "edit", editEvent(trigger, edit, this.assume)),
      ),
    );
  }

  /** Lets time pass, from firing to firing of the clock triggers; a run that takes long delays the next. */
  advance(milliseconds: number): void {
    this.advanceTo(this.clock.now + milliseconds);
  }

  /** Lets time pass until an instant; what is due at that very instant fires too. */
  advanceTo(instant: number): void {
    this.serving(() => {
      this.fireDue(() => instant);
      this.clock.reach(instant);
    });
  }

  /** One step of `advanceTo`: plays the next clock trigger that is due. False if there is none; then the clock shows the instant. */
  advanceByOne(instant: number): boolean {
    return this.serving(() => {
      if (this.fireNext(instant)) return true;
      this.clock.reach(instant);
      return false;
    });
  }

  /** Lets time pass while recurring clock triggers fire only every `least` minutes. Google does not promise more. */
  advanceSparsely(milliseconds: number, least: number): void {
    const end = this.clock.now + milliseconds;
    this.serving(() => {
      this.fireDue(() => end, least);
      this.clock.reach(end);
      fireNextAfter(this.store, this.clock.now);
    });
  }

  /** Lets time pass until an instant at which a day begins. What is due at that very instant does not fire. */
  startDayAt(instant: number): void {
    this.serving(() => {
      this.fireDue(() => instant - 1);
      this.clock.reach(instant);
      fireNextAfter(this.store, instant, (at) => at <= instant);
    });
  }

  /** Lets time pass in which Google fires no clock trigger; what was missed is not made up for. */
  passUnattended(milliseconds: number): void {
    this.serving(() => {
      this.clock.pass(milliseconds);
      const { now } = this.clock;
      fireNextAfter(this.store, now, (at) => at <= now);
    });
  }

  /** Makes calls fail; see `Fault`. */
  fault(fault: Fault): void {
    this.faults.arm(fault);
  }

  /** Forgets faults, and what was to happen in between, that no call has met. */
  disarm(): void {
    this.faults.disarm();
  }

  /** Lets something happen in the middle of a run, once: another run, or what a person does. */
  atCall(
    match: CallMatch,
    act: () => void,
    options: { readonly nth?: number; readonly when?: "before" | "after" } = {},
  ): void {
    this.faults.interject(match, act, options);
  }

  /** Lets two runs overlap between two of their calls (overlap.ts). False if they did not. */
  overlap(first: Overlapped, second: Overlapped): boolean {
    return this.serving(() => overlap(this, first, second));
  }

  suspendAccount(address: string): void {
    account(this.store, address).suspended = true;
  }

  /** A suspended account is let in again: its triggers run from now on (what they missed, they missed). */
  restoreAccount(address: string): void {
    account(this.store, address).suspended = false;
  }

  /** An administrator deletes an account: nothing runs as it any more, and its triggers are gone. What it owned stays where it is. */
  deleteAccount(address: string): void {
    deleteAccount(this.store, address, this.assume);
  }

  /** An administrator makes an account: with nothing of one that had its address before. */
  createAccount(address: string): void {
    Object.assign(account(this.store, address), {
      exists: true,
      suspended: false,
      revokedScopes: [],
    });
  }

  /** An administrator makes a group of these addresses, or changes its members. A file shows only the group's address. */
  makeGroup(address: string, members: readonly string[] = []): void {
    const lower = members.map((member) => member.toLowerCase());
    Object.assign(account(this.store, address), { isGroup: true, members: lower });
  }

  /** The account grants a scope again. */
  grantScope(address: string, scope: string): void {
    const known = account(this.store, address);
    known.revokedScopes = known.revokedScopes.filter((revoked) => revoked !== scope);
  }

  /** A Workspace administrator makes another account the owner of all that one owned; who owned it may still edit it. */
  transferFiles(from: string, to: string): void {
    transferFiles(this.store, from, to);
  }

  /** The account takes a scope back (short name, e.g. "spreadsheets"). */
  revokeScope(address: string, scope: string): void {
    account(this.store, address).revokedScopes.push(scope);
  }

  /** Someone adds an advanced service in the script editor, which turns its API on; or an administrator turns the API off. */
  switchService(name: AdvancedServiceName, isOn: boolean): void {
    switchService(this.store, name, isOn);
  }

  /** Notes what went wrong outside any run, e.g. an act of a person that was refused. */
  noteError(error: string, functionName: string | null = null): void {
    this.journal.note(this.clock.now, error, functionName);
  }

  private serving<T>(work: () => T): T {
    this.depth += 1;
    try {
      const result = work();
      if (this.depth === 1) this.fireDue(() => this.clock.now);
      return result;
    } finally {
      this.depth -= 1;
    }
  }

  private fireDue(until: () => number, least = 0): void {
    while (this.fireNext(until(), least));
  }

  /** False if nothing is due until then. */
  private fireNext(until: number, least = 0): boolean {
    const due = firstDue(this.store, until);
    if (due === null) return false;
    if (this.clock.now - due.at > longestLag) {
      throw new LocalRefusal("the clock triggers never catch up with the clock");
    }
    this.clock.reach(due.at);
    const { spentTriggers } = this.assume;
    afterFiring(this.store, due.trigger, spentTriggers === "kept", least);
    this.fire(due.trigger, "clock", clockEvent(due.trigger));
    return true;
  }

  private fire(trigger: InstalledTrigger, surface: Surface, event: unknown): RunResult {
    const owner = account(this.store, trigger.owner);
    const missing = this.scopes.filter((scope) => owner.revokedScopes.includes(scope));
    const why = outOfUse(this.store, trigger.owner);
    if (why !== null) return this.notStarted(trigger.function, why);
    if (missing.length > 0 && this.assume["triggersWithoutAllScopes"] !== "run") {
      return this.notStarted(
        trigger.function,
        `${owner.address} has not granted ${missing.join(", ")}, so its triggers do not run`,
      );
    }
    return super.run({
      function: trigger.function,
      surface,
      as: owner.address,
      args: [event],
    });
  }

  private notStarted(functionName: string, why: string): RunResult {
    const error = `local Workspace: ${functionName} did not start: ${why}`;
    this.noteError(error, functionName);
    return { ok: false, error, value: null, stack: null };
  }

  /** Whether someone may open the Form's editor. Where the Workspace knows no file for the Form, anyone may. */
  mayOpenEditor(person: string): boolean {
    if (outOfUse(this.store, person) !== null) return false;
    const file = driveSlice(this.store).files[this.containerId];
    return file === undefined || mayEdit(file, person);
  }
}

export type {
  CallMatch,
  CallRecord,
  Fault,
  Manifest,
  PersonEdit,
  RunRecord,
  RunRequest,
  RunResult,
  SavedWorkspace,
  Surface,
  WorkspaceError,
};

/** One of the two runs: what starts it, and before which call it waits for the other. */
export interface Overlapped {
  /** Starts one run or several; the first of them stands. */
  readonly act: () => void;
  /** Full member path. */
  readonly path: string;
  /** Which call of that path in the run: 1 is the first. */
  readonly nth: number;
}

/** Does `then` before a call of the run that `act` starts, with the run's number. */
function standing(runner: Runner, { act, path, nth }: Overlapped, then: (run: number) => void) {
  const run = runner.next;
  let seen = 0;
  runner.faults.interject(
    (call) => {
      if (call.runId === run && call.path === path) seen += 1;
      return call.runId === run && call.path === path && seen === nth;
    },
    () => then(run),
  );
  act();
}

/** False if one of them never made its call. Then the second run ended inside the first, or never began. */
export function overlap(runner: Runner, first: Overlapped, second: Overlapped): boolean {
  let isCrossed = false;
  runner.isTaping = true;
  try {
    standing(runner, first, (one) =>
      standing(runner, second, () => {
        runner.takeOver(one);
        isCrossed = true;
      }),
    );
  } finally {
    runner.isTaping = false;
  }
  return isCrossed;
}
