/**
 * The sign of life that a look writes into Summary, where a formula shows when it is late; and what goes into the same write: settings that
 * someone typed into the tab, and once a night the figures of the school year.
 */
import { attempt } from "../../attempt";
import {
  countedOf,
  countedRequests,
  schoolYearMeasure,
  summaryCells,
} from "../../case/figures/measures";
import { heartbeatMeasure, sweepMeasure } from "../../install/summary/summary-rows";
import type { Memory } from "../../ports";
import { type ActivityLine, noChange, type Update } from "../../register/change";
import type { TabRequest } from "../../register/read/read-tabs";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import { schoolListFingerprint } from "../../text";
import { hourMs, type Moment, schoolYearOf, startOfDay } from "../../time";
import type { Look } from "./look";

export const heartbeatRequests: readonly TabRequest[] = [
  { tab: "summary", columns: ["measure", "at"] },
];

/**
 * Writes into Summary when a clock run last came, and when one last listed the Form's responses; and what goes along with it.
 */
export function giveSignOfLife(look: Look): void {
  const { run, register, snapshot, started, isSwept } = look;
  const hasSettings = snapshot.tabs.has("settings") && rowsOf(snapshot, "settings").length > 0;
  const settings = hasSettings ? settingsIn(snapshot) : null;
  const activity = settings === null ? [] : settingsTyped(run.memory, settings, started);
  // Without figures the sign of life is given all the same; with the next one they are tried again.
  const figures = attempt<readonly Update[]>(run, () => figuresDue(look), []);
  const present = new Set(rowsOf(snapshot, "summary").map(({ key }) => key));
  const came = [heartbeatMeasure, ...(isSwept ? [sweepMeasure] : [])]
    .filter((key) => present.has(key))
    .map((key): Update => ({ tab: "summary", key, values: { at: started } }));
  register.commit({ ...noChange, update: [...came, ...figures], activity }, snapshot);
  if (settings !== null) run.memory.set("clock", { settings });
}

// Changes of settings that someone typed into the tab. What the Settings page changes is kept in Activity by the page itself, with who did it.

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
 * Lines for Activity about settings that differ from those seen before; none where nothing was seen before. A row that was deleted counts as
 * empty. `at`: when it was noticed, milliseconds UTC.
 */
function settingsTyped(
  memory: Memory,
  is: Readonly<Record<string, string>>,
  at: number,
): readonly ActivityLine[] {
  const seen = memory.get("clock").settings;
  if (seen === null) return [];
  // Maps: a setting may have been given the name of a member that every object has.
  const was = new Map(Object.entries(seen));
  const now = new Map(Object.entries(is));
  return [...new Set([...was.keys(), ...now.keys()])].flatMap((column) => {
    const [from, to] = [was.get(column) ?? "", now.get(column) ?? ""];
    const line = { at, who: "unknown editor", what: "setting-changed", case: null };
    return from === to ? [] : [{ ...line, column, from, to }];
  });
}

// The figures of the school year, which are counted once a night for Summary (see `measures`).

/** From so many hours after midnight in the district's zone: the day before is over in every time zone of the state by then. */
const hoursAfterMidnight = 1;

/**
 * Whether they are to be counted: not yet since this night began, or never. `counted`: as of when they stand there. Both in ms UTC. A time in
 * the future stems from before the clock was set back.
 */
export function isCountDue(counted: number | null, { now, zone }: Moment): boolean {
  if (counted === null || counted > now) return true;
  const night = startOfDay(now, zone) + hoursAfterMidnight * hourMs;
  return now >= night && counted < night;
}

/**
 * The cells of Summary that they go into, once a night; none where they are not due, or where Summary lacks the rows. One
 * read of most of the register where they are due. Throws what Google throws.
 */
function figuresDue(look: Look): readonly Update[] {
  const { register, snapshot, started } = look;
  // Not the time when the run came to this: how long it took would hint at work on sealed reports.
  const run = { ...look.run, now: started };
  const rows = rowsOf(snapshot, "summary");
  const year = rows.find(({ key }) => key === schoolYearMeasure);
  if (year === undefined) return [];
  if (!isCountDue(year.values.at ?? null, run)) return [];
  const read = register.load(countedRequests);
  const current = schoolYearOf(run.now, run.zone);
  const of = (one: number) => countedOf(read, one, run);
  const cells = summaryCells(of(current), of(current - 1), run);
  return rows.flatMap(({ key }): readonly Update[] => {
    const values = cells.get(key);
    return values === undefined ? [] : [{ tab: "summary", key, values }];
  });
}
