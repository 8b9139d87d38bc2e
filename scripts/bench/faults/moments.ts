/**
 * Where a day stands at a moment, and what it becomes from there. Days that stand the same go on the same: what was played from a
 * moment is known for all others that stand there. Nothing in the bundle asks for chance (tests/bundle), so no run's number matters.
 */
import { createHash } from "node:crypto";
import { type LocalWorkspace, sentMail } from "../../workspace/index";
import { nextMinuteMark } from "../../workspace/services/script/store";
import { type Spreadsheet, sheetsSlice } from "../../workspace/sheets/store";
import type { Snapshot } from "../../workspace/store";
import { firstDue } from "../../workspace/triggers";
import { type HeardCall, listen } from "./stage";
import { type State, stateOf } from "./state";

const minute = 60_000;
/** Between two ticks of the clock. */
const tickMinutes = 5;

/** What a day looks like at one moment. */
export interface Standing extends State {
  /** All that runs go by beside the registers: properties, triggers, access, the Form and its responses. */
  readonly beside: string;
}

/** A moment of a day, with what happened since the one that it came from. */
export interface Moment {
  readonly store: Snapshot;
  readonly errors: readonly string[];
  /** Those that count, in their order. */
  readonly calls: readonly HeardCall[];
}

/** What was asked for longest ago is forgotten; each is some hundred kilobytes. */
const limit = 192;
const known = new Map<string, Moment>();
const looks = new WeakMap<Moment, Standing>();

const goneBy = ["properties", "triggers", "drive", "forms", "accounts", "lock"] as const;

/** Where the Workspace stands now. */
export function momentOf(workspace: LocalWorkspace): Moment {
  return { store: workspace.store.snapshot(), errors: [], calls: [] };
}

/** Puts the Workspace back to the moment. */
export function putBack(workspace: LocalWorkspace, { store }: Moment): void {
  workspace.store.restore(store);
}

/** Leaves the Workspace at the moment. */
export function standingAt(workspace: LocalWorkspace, moment: Moment): Standing {
  putBack(workspace, moment);
  const seen = looks.get(moment);
  if (seen !== undefined) return seen;
  const beside = JSON.stringify(goneBy.map((name) => moment.store[name]));
  const standing = { ...stateOf(workspace), beside };
  looks.set(moment, standing);
  return standing;
}

const hashed = (text: string): string => createHash("sha1").update(text).digest("base64");

/** Of what spreadsheets share with their snapshots, and is never changed in place. */
const digests = new WeakMap<object, string>();

function digestOf(part: object | null | undefined): string {
  if (!part) return "";
  const known = digests.get(part);
  if (known !== undefined) return known;
  const digest = hashed(JSON.stringify(part));
  digests.set(part, digest);
  return digest;
}

/** A list by its items; everything else as it is. */
function listsDigested(one: object): readonly unknown[] {
  return Object.entries(one).map(([name, value]: [string, unknown]) => [
    name,
    Array.isArray(value) ? value.map(digestOf).join() : value,
  ]);
}

function spreadsheetDigest({ sheets, formats, rules, ...others }: Spreadsheet): unknown {
  return [
    listsDigested(others),
    sheets.map(listsDigested),
    // Where each entry stands follows from the entries.
    [formats, rules].map(({ entries }) => listsDigested({ entries })),
  ];
}

/**
 * All that the future hangs on once the clock stands at an instant, where nothing happens before it. Of calls to Sheets Google counts
 * those of the last minute.
 */
function futureOf(workspace: LocalWorkspace, { store: held }: Moment, at: number): string {
  const { store, project, answers, containerId } = workspace;
  const { spreadsheets, calls } = sheetsSlice(store);
  const spent = Object.entries(calls).map(([who, { reads, writes }]) => [
    who,
    ...[reads, writes].map((times) => times.filter((time) => at - time < minute)),
  ]);
  const sent = sentMail(store).map(({ runId: _, ...one }) => one);
  const { clock: _clock, sheets: _sheets, mail, ...others } = held;
  const left = { ...(mail ?? {}), sent };
  const sheets = Object.values(spreadsheets).map(spreadsheetDigest);
  return hashed(JSON.stringify([project, answers, containerId, at, others, left, spent, sheets]));
}

/** What `play` makes of a Workspace that was put back to where `from` stands; known where it was played before. */
function played(workspace: LocalWorkspace, key: string, play: () => void): Moment {
  const found = known.get(key);
  known.delete(key);
  const moment = found ?? playedAnew(workspace, play);
  known.set(key, moment);
  const [oldest] = known.keys();
  if (known.size > limit && oldest !== undefined) known.delete(oldest);
  return moment;
}

function playedAnew(workspace: LocalWorkspace, play: () => void): Moment {
  // What no call has met so far is none of the days' that stand here.
  workspace.disarm();
  const { length } = workspace.errors;
  const heard = listen(workspace);
  play();
  heard.stop();
  const errors = workspace.errors.slice(length).map(({ error }) => error);
  return { ...momentOf(workspace), errors, calls: heard.calls };
}

/** What is done at a moment, and at what time: `name` tells it from all else that is done there. */
export function momentAfter(
  workspace: LocalWorkspace,
  from: Moment,
  name: string,
  act: () => void,
): Moment {
  putBack(workspace, from);
  const at = workspace.clock.now;
  return played(workspace, `${name} ${futureOf(workspace, from, at)}`, act);
}

/** The run that begins at the next mark of the clock, once so many marks were missed. */
export function momentAfterTick(
  workspace: LocalWorkspace,
  from: Moment,
  { missed }: { readonly missed: number },
): Moment {
  putBack(workspace, from);
  const { store, clock } = workspace;
  const first = nextMinuteMark(clock.now, tickMinutes);
  // Until something fires nothing happens.
  const at = missed > 0 ? clock.now : Math.max(clock.now, firstDue(store, first)?.at ?? first);
  const mark = first + missed * tickMinutes * minute;
  return played(workspace, `${missed} until ${mark} ${futureOf(workspace, from, at)}`, () => {
    if (missed > 0) workspace.passUnattended(missed * tickMinutes * minute);
    workspace.advanceTo(mark);
  });
}
