/** The installable triggers of the script, of all accounts. */
import type { Store } from "../../service";

interface TriggerBase {
  readonly id: string;
  /** Name of the function; Google keeps nothing else of it. */
  readonly function: string;
  /** Who made it: whose authority its runs have. */
  readonly owner: string;
  /** Disabled: it is listed and never fires. */
  isOff?: true;
}

export interface FormSubmitTrigger extends TriggerBase {
  readonly kind: "form-submit";
  readonly formId: string;
}

export interface EditTrigger extends TriggerBase {
  readonly kind: "edit";
  readonly spreadsheetId: string;
}

export interface ClockTrigger extends TriggerBase {
  readonly kind: "clock";
  /** Null for a trigger that fires once. */
  readonly everyMinutes: number | null;
  /** When it fires next, milliseconds since 1970; null once a single firing is over. */
  nextAt: number | null;
}

export type InstalledTrigger = FormSubmitTrigger | EditTrigger | ClockTrigger;

interface TriggersSlice {
  next: number;
  installed: InstalledTrigger[];
  /** Accounts in the order in which each first made a recurring trigger. */
  owners: string[];
}

const slice = (store: Store): TriggersSlice =>
  store.slice<TriggersSlice>("triggers", () => ({ next: 1, installed: [], owners: [] }));

export function installedTriggers(store: Store): readonly InstalledTrigger[] {
  return slice(store).installed;
}

/** Those that may fire. */
export function workingTriggers(store: Store): readonly InstalledTrigger[] {
  return installedTriggers(store).filter(({ isOff }) => isOff !== true);
}

export function nextTriggerId(store: Store): string {
  const triggers = slice(store);
  triggers.next += 1;
  return String(1_000_000 + triggers.next - 1);
}

export function installTrigger(store: Store, trigger: InstalledTrigger): void {
  slice(store).installed.push(trigger);
}

/** False when no trigger has that id. */
export function removeTrigger(store: Store, id: string): boolean {
  const triggers = slice(store);
  const before = triggers.installed.length;
  triggers.installed = triggers.installed.filter((trigger) => trigger.id !== id);
  return triggers.installed.length < before;
}

/** The first n-th minute of the hour after an instant; n divides the hour, and every zone is whole quarter hours from UTC. */
export function nextMinuteMark(after: number, everyMinutes: number): number {
  const step = everyMinutes * 60_000;
  return (Math.floor(after / step) + 1) * step;
}

/** How much later than those of the account before it an account's triggers fire. */
const phaseMinutes = 2;

/**
 * When a recurring trigger of an account fires next after an instant. Google picks a minute within the interval. Here the first account's
 * triggers fire at each n-th minute of the hour, and those of every other account some minutes later.
 */
export function nextFiring(
  store: Store,
  owner: string,
  everyMinutes: number,
  after: number,
): number {
  const { owners } = slice(store);
  if (!owners.includes(owner)) owners.push(owner);
  const phase = ((owners.indexOf(owner) * phaseMinutes) % everyMinutes) * 60_000;
  return nextMinuteMark(after - phase, everyMinutes) + phase;
}
