/** The triggers that the desk needs, none twice (platform.md 1: two installs fire twice). */
import type { TriggerDescription, Triggers } from "../ports";
import { minuteMs } from "../time";

/** A report whose trigger was lost waits no longer. */
const clockMinutes = 5;
const firstClockRunAfter = minuteMs;

/**
 * Creates what is missing for this account, and returns those functions. A clock run a minute ahead proves that it can list the Form's
 * responses (design 2.15). Those of files whose place was taken go.
 */
export function ensureTriggers(
  triggers: Triggers,
  registerIds: readonly string[],
  retired: readonly string[] = [],
): readonly string[] {
  const present = triggers.list();
  for (const { id, source } of present) {
    if (source !== null && retired.includes(source)) triggers.remove(id);
  }
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

/** Triggers that another one of the same account repeats; the clock's single run ahead leaves one behind, and is none. */
export function repeatedIn(present: readonly TriggerDescription[]): readonly TriggerDescription[] {
  return present.filter(
    (one, at) =>
      one.kind !== "clock" &&
      present.some(
        (other, above) => above < at && other.kind === one.kind && other.source === one.source,
      ),
  );
}

/** One for each that stands several times, made by a person so that it fires (platform.md 13), before those are taken away. */
export function renewTriggers(triggers: Triggers): void {
  const present = triggers.list();
  const isSame = (one: TriggerDescription, other: TriggerDescription) =>
    one.kind === other.kind && one.source === other.source;
  const done: TriggerDescription[] = [];
  for (const one of repeatedIn(present)) {
    if (done.some((other) => isSame(one, other))) continue;
    done.push(one);
    if (one.kind === "form-submit") triggers.createFormSubmit(one.function);
    else if (one.source !== null) triggers.createEdit(one.function, one.source);
    for (const { id } of present.filter((other) => isSame(one, other))) triggers.remove(id);
  }
}
