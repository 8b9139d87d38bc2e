/**
 * Changes of settings that somebody typed into the tab: noticed by the run that writes the sign of life, and kept in Activity. What the
 * Settings page of the menu changes is kept there by the page itself, with who did it.
 */

import type { Memory } from "../../ports";
import type { ActivityLine } from "../../register/change";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import type { Remembered } from "../../store/keys";
import { schoolListFingerprint } from "../../text";

/** The longest value that is remembered as it is: a property of the script's store holds 9 KB. */
const longest = 80;

const remembered = (value: string) =>
  value.length <= longest
    ? value
    : `${value.slice(0, longest / 2)}… ${schoolListFingerprint([value])}`;

/** The settings of a read that includes them, as remembered. */
export function settingsIn(snapshot: Snapshot): Readonly<Record<string, string>> {
  const values = rowsOf(snapshot, "settings").map(({ key, values: { value } }) => [
    key,
    remembered(String(value ?? "").trim()),
  ]);
  return Object.fromEntries(values);
}

/**
 * Lines for Activity about settings that differ from those seen before, and what to remember of them. None where nothing was seen before, or
 * no setting can be read now. A row that was deleted counts as empty. `at`: when it was noticed, milliseconds UTC.
 */
export function settingsSeen(
  memory: Memory,
  snapshot: Snapshot,
  at: number,
): {
  readonly activity: readonly ActivityLine[];
  readonly remember: Pick<Remembered, "settingsSeen">;
} {
  if (!snapshot.tabs.has("settings") || rowsOf(snapshot, "settings").length === 0) {
    return { activity: [], remember: {} };
  }
  const is = settingsIn(snapshot);
  const remember = { settingsSeen: is };
  const seen = memory.get("settingsSeen");
  if (seen === null) return { activity: [], remember };
  // Maps: a setting may have been given the name of a member that every object has.
  const was = new Map(Object.entries(seen));
  const now = new Map(Object.entries(is));
  const activity = [...new Set([...was.keys(), ...now.keys()])].flatMap((column) => {
    const [from, to] = [was.get(column) ?? "", now.get(column) ?? ""];
    const line = { at, who: "unknown editor", what: "setting-changed", case: null };
    return from === to ? [] : [{ ...line, column, from, to }];
  });
  return { activity, remember };
}
