/** The script's installable triggers, of all accounts, and when recurring ones fire. */
import type { Store } from "../../service";

interface TriggerBase {
  readonly id: string;
  /** Name of the function. Google keeps nothing else of the function. */
  readonly function: string;
  /** Address of the account that made the trigger and whose authority its runs have. */
  readonly owner: string;
  /** Set if the trigger is disabled: Google still lists it but never fires it. */
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
  /** Minutes between firings; null for a trigger that fires once. */
  readonly everyMinutes: number | null;
  /** When it fires next, in milliseconds since 1970; null once a one-time trigger has fired. */
  nextAt: number | null;
}

export type InstalledTrigger = FormSubmitTrigger | EditTrigger | ClockTrigger;

interface TriggersSlice {
  next: number;
  installed: InstalledTrigger[];
  /** Accounts in the order of their first recurring trigger. Their place decides at which minutes their triggers fire. */
  owners: string[];
}

const slice = (store: Store): TriggersSlice =>
  store.slice<TriggersSlice>("triggers", () => ({ next: 1, installed: [], owners: [] }));

export function installedTriggers(store: Store): readonly InstalledTrigger[] {
  return slice(store).installed;
}

/** The triggers that can fire: all that are not disabled. */
export function workingTriggers(store: Store): readonly InstalledTrigger[] {
  return installedTriggers(store).filter(({ isOff }) => isOff !== true);
}

/** An id that no trigger has had before. */
export function nextTriggerId(store: Store): string {
  const triggers = slice(store);
  triggers.next += 1;
  return String(1_000_000 + triggers.next - 1);
}

export function installTrigger(store: Store, trigger: InstalledTrigger): void {
  slice(store).installed.push(trigger);
}

/** Removes a trigger. Returns false if there is none with that id. */
export function removeTrigger(store: Store, id: string): boolean {
  const triggers = slice(store);
  const before = triggers.installed.length;
  triggers.installed = triggers.installed.filter((trigger) => trigger.id !== id);
  return triggers.installed.length < before;
}

/**
 * The first instant after `after` (milliseconds since 1970) at a whole multiple of `everyMinutes` past the hour. `everyMinutes` must divide
 * 60. This needs no time zone as long as offsets from UTC are whole quarter hours.
 */
export function nextMinuteMark(after: number, everyMinutes: number): number {
  const step = everyMinutes * 60_000;
  return (Math.floor(after / step) + 1) * step;
}

/** How many minutes later each account's recurring triggers fire than those of the account before it in `owners`. */
const phaseMinutes = 2;

/**
 * When an account's recurring trigger fires next after an instant (milliseconds since 1970). Google picks a minute within the interval.
 * Here the first account's triggers fire at whole multiples of the interval past the hour, and each further account's triggers
 * `phaseMinutes` later.
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
