/** The local Workspace as tests and tools use it: people act, time passes and triggers fire, and each starts runs of the script. */
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

/** Once a clock trigger is this late, runs take more time than their triggers leave and will never catch up. Milliseconds. */
const longestLag = 6 * 60 * 60_000;

export class LocalWorkspace extends Runner {
  /** How many calls of `serving` are in progress: more than one while a run is started in the middle of another. */
  private depth = 0;

  get runs(): readonly RunRecord[] {
    return this.journal.runs;
  }

  get errors(): readonly WorkspaceError[] {
    return this.journal.errors;
  }

  /** Which event of the scenario is being played (its index), to be noted in `runs` and `errors`; -1 before the first. */
  get currentEvent(): number {
    return this.journal.currentEvent;
  }

  set currentEvent(index: number) {
    this.journal.currentEvent = index;
  }

  /**
   * A deep copy of the Workspace's state, for `resume`.
   * @throws LocalRefusal during a run or while a fault is armed: a copy could not hold either.
   */
  override save(): SavedWorkspace {
    if (this.depth > 0) throw new LocalRefusal("nothing is saved in the middle of a run");
    return super.save();
  }

  /** Calls `listener` after the end of every run. */
  whenRunEnds(listener: () => void): void {
    this.listeners.push(listener);
  }

  /**
   * Runs one function to its end, or `body` in its place, and then the clock triggers that came due meanwhile. A run that starts in the
   * middle of another leaves those to the outer one.
   */
  override run(request: RunRequest, body: RunBody | null = null): RunResult {
    return this.serving(() => super.run(request, body));
  }

  /**
   * Someone clicks an item of the script's menu in the Form editor, which closes any dialog that they had open. Does not start for a person
   * who may not edit the Form (platform.md 7).
   */
  clickMenu(functionName: string, as: string): RunResult {
    const person = as.toLowerCase();
    if (!this.mayOpenEditor(person)) {
      return this.notStarted(functionName, `${person} may not open the Form's editor`);
    }
    closeDialogOf(this.store, person);
    return this.run({ function: functionName, surface: "menu", as: person });
  }

  /**
   * A dialog's page calls a function through google.script.run; so can the person, from the browser's console. Functions whose names end in
   * "_" are private and do not start, and neither does anything for a person who may no longer edit the Form.
   * @throws Error in Google's words for an argument that cannot be sent.
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

  /** Someone opens the Form's editor, which runs the simple trigger `onOpen`. Null if the script has none. */
  openEditor(as: string): RunResult | null {
    if (!this.functions.has("onOpen")) return null;
    const args = [{ authMode: limitedAuthority }];
    return this.run({ function: "onOpen", surface: "simple", as: as.toLowerCase(), args });
  }

  /** Fires the submit triggers of a form whose response was just stored, one run for each trigger. */
  formSubmitted(response: string, formId = this.containerId): readonly RunResult[] {
    return this.serving(() =>
      formSubmitTriggers(this.store, formId).map((trigger) =>
        this.fire(trigger, "form-submit", formSubmitEvent(trigger, formId, response)),
      ),
    );
  }

  /** Fires the edit triggers of a spreadsheet that a person edited. What a script writes fires none. */
  edited(edit: PersonEdit): readonly RunResult[] {
    return this.serving(() =>
      editTriggers(this.store, edit.spreadsheetId).map((trigger) =>
        this.fire(trigger, "edit", editEvent(trigger, edit, this.assume)),
      ),
    );
  }

  /** Lets time pass and fires each clock trigger as it comes due. A run that takes long delays the next. */
  advance(milliseconds: number): void {
    this.advanceTo(this.clock.now + milliseconds);
  }

  /** Lets time pass until an instant (milliseconds since 1970). What is due at that very instant fires too. */
  advanceTo(instant: number): void {
    this.serving(() => {
      this.fireDue(() => instant);
      this.clock.reach(instant);
    });
  }

  /**
   * One step of `advanceTo`: fires the next clock trigger that is due by the instant. If none is, moves the clock to the instant and
   * returns false.
   */
  advanceByOne(instant: number): boolean {
    return this.serving(() => {
      if (this.fireNext(instant)) return true;
      this.clock.reach(instant);
      return false;
    });
  }

  /** Lets time pass while recurring clock triggers fire at most every `least` minutes, since Google may fire them later than asked. */
  advanceSparsely(milliseconds: number, least: number): void {
    const end = this.clock.now + milliseconds;
    this.serving(() => {
      this.fireDue(() => end, least);
      this.clock.reach(end);
      fireNextAfter(this.store, this.clock.now);
    });
  }

  /**
   * Lets time pass until the instant at which a day begins (milliseconds since 1970). What is due at that very instant does not fire yet.
   */
  startDayAt(instant: number): void {
    this.serving(() => {
      this.fireDue(() => instant - 1);
      this.clock.reach(instant);
      fireNextAfter(this.store, instant, (at) => at <= instant);
    });
  }

  /** Lets time pass while Google fires no clock trigger. The missed firings are not made up for. */
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

  /** Drops the faults and interjections (`atCall`) that no call has met yet. */
  disarm(): void {
    this.faults.disarm();
  }

  /** Lets something happen once in the middle of a run, at the call that matches: another run, or what a person does. */
  atCall(
    match: CallMatch,
    act: () => void,
    options: { readonly nth?: number; readonly when?: "before" | "after" } = {},
  ): void {
    this.faults.interject(match, act, options);
  }

  /**
   * Runs two at once, so that each waits at one of its calls while the other works (see the function `overlap` below). Returns false if
   * they did not overlap.
   */
  overlap(first: Overlapped, second: Overlapped): boolean {
    return this.serving(() => overlap(this, first, second));
  }

  suspendAccount(address: string): void {
    account(this.store, address).suspended = true;
  }

  /** Ends a suspension. The account's triggers run from now on; those that came due meanwhile are not made up for. */
  restoreAccount(address: string): void {
    account(this.store, address).suspended = false;
  }

  /** An administrator deletes an account: nothing runs as that account any more, and its triggers are gone. The files it owned stay. */
  deleteAccount(address: string): void {
    deleteAccount(this.store, address, this.assume);
  }

  /** An administrator makes an account. It is not suspended and grants every scope, whatever an earlier account with this address did. */
  createAccount(address: string): void {
    Object.assign(account(this.store, address), {
      exists: true,
      suspended: false,
      revokedScopes: [],
    });
  }

  /** An administrator makes a group with these members, or changes its members. Files list only the group's address. */
  makeGroup(address: string, members: readonly string[] = []): void {
    const lower = members.map((member) => member.toLowerCase());
    Object.assign(account(this.store, address), { isGroup: true, members: lower });
  }

  /** The account grants a scope again (short name, e.g. "spreadsheets"). */
  grantScope(address: string, scope: string): void {
    const known = account(this.store, address);
    known.revokedScopes = known.revokedScopes.filter((revoked) => revoked !== scope);
  }

  /** A Workspace administrator makes another account the owner of all files of one. The former owner stays an editor of each. */
  transferFiles(from: string, to: string): void {
    transferFiles(this.store, from, to);
  }

  /** The account takes a scope back from the script (short name, e.g. "spreadsheets"). */
  revokeScope(address: string, scope: string): void {
    account(this.store, address).revokedScopes.push(scope);
  }

  /** Someone adds an advanced service in the script editor, which turns its API on; or an administrator turns the API off. */
  switchService(name: AdvancedServiceName, isOn: boolean): void {
    switchService(this.store, name, isOn);
  }

  /** Notes a problem outside any run, e.g. when a person's action was refused. */
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

  /** Fires the next clock trigger that is due at or before `until`. False if none is. */
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

  /** Whether someone may open the Form's editor. If no file is stored for the Form, anyone may whose account is in use. */
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

/** One of two overlapping runs: what starts it, and at which of its calls it waits for the other. */
export interface Overlapped {
  /** Starts the run. If it starts several, the first is the one that waits. */
  readonly act: () => void;
  /** The call's full path, e.g. "Sheets.Spreadsheets.batchUpdate". */
  readonly path: string;
  /** At which call of that path the run waits: 1 is the first. */
  readonly nth: number;
}

/** Starts a run through `act` and calls `then` with the run's number just before the run's chosen call. */
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

/**
 * Starts `first`; before its chosen call starts `second`; before that one's chosen call finishes the first, then the second. Returns false
 * if either never made its chosen call: then the second ran to its end inside the first, or never began.
 */
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
