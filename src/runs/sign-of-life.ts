/**
 * The sign of life: a look writes its time into Summary, where a formula shows when it is late. The same write records settings that
 * someone typed into the tab, and once a night the figures of the school year.
 */
import { attempt } from "../attempt";
import { heartbeatMeasure, sweepMeasure } from "../figures/summary-tab";
import {
  countedOf,
  countedRequests,
  measuresBeside,
  schoolYearMeasure,
  summaryCells,
} from "../figures/what-is-counted";
import type { Memory } from "../ports";
import type { Update } from "../register/change";
import { rowsOf, type Snapshot } from "../register/read/snapshot";
import { noChange } from "../registers/change";
import { schoolRegisters } from "../registers/kinds";
import { loadOrdinary } from "../registers/open-register";
import { schoolListFingerprint } from "../text";
import { hourMs, type Moment, schoolYearOf, startOfDay } from "../time";
import type { Look } from "./what-a-look-knows";

/**
 * Writes into Summary when a clock run last came and when one last listed the Form's responses, with the other changes of the same write.
 */
export function giveSignOfLife(look: Look): void {
  const { run, register, snapshot, started, remember } = look;
  const hasSettings = snapshot.tabs.has("settings") && rowsOf(snapshot, "settings").length > 0;
  const settings = hasSettings ? settingsIn(snapshot) : null;
  const activity = settings === null ? [] : settingsTyped(run.memory, settings, started);
  // If counting fails, the sign of life is written without the figures; the next one tries again.
  const figures = attempt(run, () => figuresDue(look), []);
  const shown = [heartbeatMeasure, ...(remember.sweep === undefined ? [] : [sweepMeasure])];
  const came = rowsOf(snapshot, "summary")
    .filter(({ key }) => shown.includes(key))
    .map(({ key }): Update => ({ tab: "summary", key, values: { at: started } }));
  const update = [...came, ...besideIn(look), ...figures];
  register.commit({ ...noChange, update, activity }, snapshot);
  if (settings !== null) run.memory.set("clock", { settings });
}

/** What the last looks counted in the registers of schools, for the rows that Summary has for it. */
function besideIn({ run: { memory }, snapshot, started }: Look): readonly Update[] {
  const all = schoolRegisters(memory).map((name) => memory.get("clock", name).counts);
  return rowsOf(snapshot, "summary").flatMap(({ key }): readonly Update[] => {
    if (!measuresBeside.includes(key)) return [];
    const value = all.reduce((sum, counts) => sum + (counts[key] ?? 0), 0);
    return [{ tab: "summary", key, values: { value: String(value), at: started } }];
  });
}

// Changes of settings that someone typed into the tab. A change made on the Settings page is not among them: the page itself writes it into
// Activity, with who made it.

/** The longest value that is remembered unchanged, in characters: a property of the script's store holds 9 KB. */
const longest = 80;

const remembered = (value: string) =>
  value.length <= longest
    ? value
    : `${value.slice(0, longest / 2)}… ${schoolListFingerprint([value])}`;

/** The settings in a read that includes them, in the form in which they are remembered. */
export function settingsIn(snapshot: Snapshot): Readonly<Record<string, string>> {
  const values = rowsOf(snapshot, "settings").map(({ key, values: { value } }) => [
    key,
    remembered(String(value ?? "").trim()),
  ]);
  return Object.fromEntries(values);
}

/**
 * Lines for Activity about settings that differ from those remembered; none if nothing was remembered yet. A deleted row counts as empty.
 * `at`: when the change was noticed, milliseconds UTC.
 */
function settingsTyped(memory: Memory, is: Readonly<Record<string, string>>, at: number) {
  const seen = memory.get("clock").settings;
  if (seen === null) return [];
  // Maps, because a setting could have the name of a member that every object has.
  const was = new Map(Object.entries(seen));
  const now = new Map(Object.entries(is));
  return [...new Set([...was.keys(), ...now.keys()])].flatMap((column) => {
    const [from, to] = [was.get(column) ?? "", now.get(column) ?? ""];
    const line = { at, who: "unknown editor", what: "setting-changed", case: null };
    return from === to ? [] : [{ ...line, column, from, to }];
  });
}

// The figures of the school year, which are counted once a night for Summary (see `measures`).

/**
 * Counting starts this many hours after midnight in the district's zone: by then the day before is over in every time zone of the state.
 */
const hoursAfterMidnight = 1;

/**
 * Whether the figures must be counted: they never were, or not since this night began. `counted`: the time that Summary shows for them,
 * milliseconds UTC. A time in the future is left from before the clock was set back, so they are counted again.
 */
export function isCountDue(counted: number | null, { now, zone }: Moment): boolean {
  if (counted === null || counted > now) return true;
  const night = startOfDay(now, zone) + hoursAfterMidnight * hourMs;
  return now >= night && counted < night;
}

/**
 * The cells of Summary for the figures; none if they are not due, or if Summary lacks their rows. If they are due, one read of most of the
 * register. Throws what Google throws.
 */
function figuresDue(look: Look): readonly Update[] {
  const { snapshot, started } = look;
  // The start of the look, not the present time: how long the run took so far would hint at work on sealed reports.
  const run = { ...look.run, now: started };
  const rows = rowsOf(snapshot, "summary");
  const year = rows.find(({ key }) => key === schoolYearMeasure);
  if (year === undefined || !isCountDue(year.values.at ?? null, run)) return [];
  const read = loadOrdinary(look.run, countedRequests);
  const current = schoolYearOf(run.now, run.zone);
  const of = (one: number) => countedOf(read, one, run);
  const cells = summaryCells(of(current), of(current - 1), run);
  return rows.flatMap(({ key }): readonly Update[] => {
    const values = cells.get(key);
    return values === undefined ? [] : [{ tab: "summary", key, values }];
  });
}
