/** The triggers that the desk needs, each once: two triggers of one kind would fire twice (platform.md 1). */
import type { TriggerDescription, Triggers } from "../ports";
import { minuteMs } from "../time";

/** Minutes between clock runs. A report whose trigger was lost waits no longer than this. */
const clockMinutes = 5;
const firstClockRunAfter = minuteMs;

/**
 * Makes the triggers that this account lacks, and returns the functions for which it made one. Makes a single clock run a minute ahead too:
 * it proves that this account can list the Form's responses (design 2.15). Removes triggers of files that other files replaced.
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

/** Triggers that another trigger of the same account repeats. The clock's single run ahead leaves one behind; that one does not count. */
export function findRepeatedTriggers(
  present: readonly TriggerDescription[],
): readonly TriggerDescription[] {
  return present.filter(
    (one, at) =>
      one.kind !== "clock" &&
      present.some(
        (other, above) => above < at && other.kind === one.kind && other.source === one.source,
      ),
  );
}

/**
 * For each trigger that stands several times: makes a new one, from a person's click so that it fires (platform.md 13), then removes the
 * others.
 */
export function renewTriggers(triggers: Triggers): void {
  const present = triggers.list();
  const isSame = (one: TriggerDescription, other: TriggerDescription) =>
    one.kind === other.kind && one.source === other.source;
  const done: TriggerDescription[] = [];
  for (const one of findRepeatedTriggers(present)) {
    if (done.some((other) => isSame(one, other))) continue;
    done.push(one);
    if (one.kind === "form-submit") triggers.createFormSubmit(one.function);
    else if (one.source !== null) triggers.createEdit(one.function, one.source);
    for (const { id } of present.filter((other) => isSame(one, other))) triggers.remove(id);
  }
}
