/** Which installable triggers an event fires, what their event objects hold (platform.md 1), and when clock triggers fire next. */
import { formRef } from "./forms/form";
import { responseRef } from "./forms/responses";
import type { EnumValue, Store } from "./service";
import {
  type ClockTrigger,
  type InstalledTrigger,
  nextFiring,
  removeTrigger,
  workingTriggers,
} from "./services/script/store";

export const fullAuthority: EnumValue = { $enum: "ScriptApp.AuthMode", value: "FULL" };
export const limitedAuthority: EnumValue = { $enum: "ScriptApp.AuthMode", value: "LIMITED" };

/** One edit by a person: a rectangle of cells in one tab. Indexes start at 1 and both ends are included, as in Google's event object. */
export interface PersonEdit {
  readonly spreadsheetId: string;
  readonly range: {
    readonly rowStart: number;
    readonly rowEnd: number;
    readonly columnStart: number;
    readonly columnEnd: number;
  };
  /** Address of the person who edited. */
  readonly user: string;
}

type EventObject = Readonly<Record<string, unknown>>;

export const formSubmitEvent = (
  { id: triggerUid }: InstalledTrigger,
  formId: string,
  response: string,
): EventObject => ({
  authMode: fullAuthority,
  response: responseRef(formId, response),
  source: formRef(formId),
  triggerUid,
});

/** The event's fields for the person who edited, as `assume.editEventUser` decides. */
function namedEditor(user: string, answer: string | undefined): EventObject {
  if (answer === "nobody") return {};
  const [nickname] = user.split("@");
  return { user: answer === "blank" ? { email: "", nickname: "" } : { email: user, nickname } };
}

/** The event object of an edit. It has no `value` or `oldValue`, which design 2.6 forbids the script to read. */
export function editEvent(
  trigger: InstalledTrigger,
  { spreadsheetId, range, user }: PersonEdit,
  assume: Readonly<Record<string, string>>,
): EventObject {
  return {
    authMode: fullAuthority,
    range,
    source: { $ref: "Spreadsheet", key: spreadsheetId },
    ...namedEditor(user, assume["editEventUser"]),
    triggerUid: trigger.id,
  };
}

/** The event object of a clock trigger. The fields for its date and time are missing, because our script reads none of them. */
export const clockEvent = ({ id: triggerUid }: InstalledTrigger): EventObject => ({
  authMode: fullAuthority,
  triggerUid,
});

export function formSubmitTriggers(store: Store, formId: string): readonly InstalledTrigger[] {
  return workingTriggers(store).filter(
    (trigger) => trigger.kind === "form-submit" && trigger.formId === formId,
  );
}

export function editTriggers(store: Store, spreadsheetId: string): readonly InstalledTrigger[] {
  return workingTriggers(store).filter(
    (trigger) => trigger.kind === "edit" && trigger.spreadsheetId === spreadsheetId,
  );
}

/** The clock trigger that is due first, at or before `until` (milliseconds since 1970); null if none is due. */
export function firstDue(
  store: Store,
  until: number,
): { readonly trigger: ClockTrigger; readonly at: number } | null {
  let first: { readonly trigger: ClockTrigger; readonly at: number } | null = null;
  for (const trigger of workingTriggers(store)) {
    if (trigger.kind !== "clock" || trigger.nextAt === null || trigger.nextAt > until) continue;
    if (first === null || trigger.nextAt < first.at) first = { trigger, at: trigger.nextAt };
  }
  return first;
}

/**
 * After a clock trigger fired: sets when it fires next, for a recurring one at least `least` minutes later. A trigger that fires only once
 * is removed, or stays listed if `isSpentKept`.
 */
export function afterFiring(
  store: Store,
  trigger: ClockTrigger,
  isSpentKept: boolean,
  least: number,
): void {
  if (trigger.everyMinutes !== null && trigger.nextAt !== null) {
    const every = Math.max(trigger.everyMinutes, least);
    trigger.nextAt = nextFiring(store, trigger.owner, every, trigger.nextAt);
  } else if (isSpentKept) {
    trigger.nextAt = null;
  } else {
    removeTrigger(store, trigger.id);
  }
}

/**
 * Makes recurring clock triggers fire next after `instant` (milliseconds since 1970). Only those for whose present firing time `isMeant`
 * returns true.
 */
export function fireNextAfter(
  store: Store,
  instant: number,
  isMeant: (nextAt: number) => boolean = () => true,
): void {
  for (const trigger of workingTriggers(store)) {
    if (trigger.kind !== "clock" || trigger.everyMinutes === null) continue;
    const { nextAt, owner, everyMinutes } = trigger;
    if (nextAt !== null && isMeant(nextAt)) {
      trigger.nextAt = nextFiring(store, owner, everyMinutes, instant);
    }
  }
}
