/** Which triggers an event fires, and with what event object (platform.md 1). */
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

/** One edit by a person: a rectangle of one tab. Indexes are 1-based and inclusive, as Google serialises them. */
export interface PersonEdit {
  readonly spreadsheetId: string;
  readonly range: {
    readonly rowStart: number;
    readonly rowEnd: number;
    readonly columnStart: number;
    readonly columnEnd: number;
  };
  /** Who edited. */
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

/** Whom an event names, under `assume.editEventUser`. */
function namedEditor(user: string, answer: string | undefined): EventObject {
  if (answer === "nobody") return {};
  const [nickname] = user.split("@");
  return { user: answer === "blank" ? { email: "", nickname: "" } : { email: user, nickname } };
}

/** Without `value` and `oldValue`: design 2.6 forbids reading them, so a script that does finds nothing. */
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

/** Without the parts of the date, which no script of ours reads. */
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

/** The clock trigger that is due first, at or before an instant; null when none is. */
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
 * Sets when a clock trigger fires after a firing, a recurring one after `least` minutes or more. A single firing stays listed unless
 * the Workspace assumes otherwise.
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

/** Sets when recurring triggers fire next after an instant: of those that `isMeant` says so of, by when they were to fire. */
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
