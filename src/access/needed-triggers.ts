/** The triggers that the system needs, each once: two triggers of one kind would fire twice (platform.md 1). */
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
): readonly string[] {
  const present = triggers.list();
  for (const { id, kind, source } of present) {
    if (kind === "edit" && !registerIds.includes(source ?? "")) triggers.remove(id);
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
    createClock(triggers);
    created.push("onClock");
  }
  return created;
}

/** Google lets an account have so many triggers of one script (platform.md 1). */
const mostTriggers = 20;

/**
 * Makes each trigger of this account anew and then deletes those that were there: Google may list a trigger that does not fire, and lets
 * those fire that a person makes (platform.md 13). Where making fails, the old ones stay. Only where the new ones would not fit beside them
 * are some deleted first, none of them the only one of its kind. `registerIds`: the files whose edits are watched. Throws what Google throws.
 */
export function remakeTriggers(triggers: Triggers, registerIds: readonly string[]): void {
  const old = triggers.list();
  const isFirst = (one: TriggerDescription, at: number) =>
    old.findIndex(({ kind, source }) => kind === one.kind && source === one.source) === at;
  const isNeeded = ({ source, kind }: TriggerDescription) =>
    kind !== "edit" || registerIds.includes(source ?? "");
  const spare = old.filter((one, at) => !isFirst(one, at) || !isNeeded(one));
  // The report's, the clock's, the clock's first run, and one for each register.
  const tooMany = old.length + 3 + registerIds.length - mostTriggers;
  for (const { id } of spare.slice(0, Math.max(0, tooMany))) triggers.remove(id);
  triggers.createFormSubmit("onFormSubmit");
  for (const id of registerIds) triggers.createEdit("onRegisterEdit", id);
  createClock(triggers);
  for (const { id } of old) triggers.remove(id);
}

function createClock(triggers: Triggers): void {
  triggers.createEveryMinutes("onClock", clockMinutes);
  triggers.createAfter("onClock", firstClockRunAfter);
}
