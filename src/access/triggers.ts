/** The triggers that the desk needs, none twice (platform.md 1: two installs fire twice). */
import type { TriggerDescription, Triggers } from "../ports";

/** A report whose trigger was lost waits no longer. */
const clockMinutes = 5;
const firstClockRunAfter = 60_000;

/**
 * Creates what is missing for this account, and returns those functions. A clock run a minute ahead proves that it can list the Form's
 * responses (design 2.15).
 */
export function ensureTriggers(
  triggers: Triggers,
  registerIds: readonly string[],
): readonly string[] {
  const present = triggers.list();
  const has = (name: string, kind: TriggerDescription["kind"]) =>
    present.some((trigger) => trigger.function === name && trigger.kind === kind);
  const created: string[] = [];
  if (!has("onFormSubmit", "form-submit")) {
    triggers.createFormSubmit("onFormSubmit");
    created.push("onFormSubmit");
  }
  for (const id of registerIds) {
    const watched = present.some(({ kind, source }) => kind === "edit" && source === id);
    if (watched) continue;
    triggers.createEdit("onRegisterEdit", id);
    created.push("onRegisterEdit");
  }
  if (!has("onClock", "clock")) {
    triggers.createEveryMinutes("onClock", clockMinutes);
    triggers.createAfter("onClock", firstClockRunAfter);
    created.push("onClock");
  }
  return created;
}
