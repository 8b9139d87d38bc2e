/**
 * What a person says that they saw, since no script can: the desk or the probe at work on Google, before going live, and what the check
 * cannot see. Kept in one place with the day and the account; good for a year.
 */

import { jsonRecord, recordIn } from "../../json";
import type { Clock, Memory } from "../../ports";
import { dateText, daysBetween } from "../../time";
import { type RecordedDifference, recordedDifferences, recordedOnGoogle } from "./google-recording";

/** By the probe, or by the README's list of ten minutes. */
export const waysToProve = ["probe", "list"] as const;
export type WayToProve = (typeof waysToProve)[number];

export interface Attested {
  readonly how: WayToProve;
  /** YYYY-MM-DD in the district's zone. */
  readonly on: string;
}

/** Google and people change. */
const goodForDays = 365;

/** A day as somebody wrote it, or what is wrong with it. */
export function readDay(text: string | undefined, clock: Clock): { on: string; error?: string } {
  const on = (text ?? "").trim();
  const today = dateText(clock.now(), clock);
  const age = /^\d{4}-\d{2}-\d{2}$/.test(on) ? daysBetween(on, today) : null;
  if (age === null) return { on, error: `Write the day like ${today}.` };
  if (age < 0) return { on, error: "That day is still to come." };
  return age > goodForDays
    ? { on, error: "That is more than a year ago. Do it again: Google changes." }
    : { on };
}

/** What stands in the fields of the question, read; or what is wrong with it, by field. */
export function readAttested(
  values: Readonly<Record<string, string>>,
  clock: Clock,
): Attested | { readonly errors: Readonly<Record<string, string>> } {
  const how = waysToProve.find((way) => way === values["proof"]);
  const { on, error } = readDay(values["provedOn"], clock);
  const errors: Record<string, string> = {};
  if (how === undefined) errors["proof"] = "Choose which of the two was done.";
  if (error !== undefined) errors["provedOn"] = error;
  return how === undefined || error !== undefined ? { errors } : { how, on };
}

/** What the check asks a person to look at. Permanent. */
const lookedAt = [
  "audience",
  "form-editors",
  "link main",
  "link sealed",
  "link sealed-alternate",
  "folders",
  "script",
] as const;
/** Or an account or a group, by its address. */
export type LookedAt = (typeof lookedAt)[number] | `account ${string}` | `group ${string}`;

export function isLookedAt(id: string): id is LookedAt {
  return lookedAt.some((one) => one === id) || /^(account|group) \S{3,254}$/.test(id);
}

interface Ports {
  readonly memory: Pick<Memory, "get">;
  readonly clock: Clock;
}

function keptProof(memory: Pick<Memory, "get">) {
  const all = jsonRecord(memory.get("proved"));
  return { all, looks: recordIn(all["looks"]) };
}

/** When somebody last said that they had looked at it; null where nobody did. */
export function lastLook(
  { memory, clock }: Ports,
  id: LookedAt,
): { readonly on: string; readonly who: string; readonly isGood: boolean } | null {
  const { on, who } = recordIn(keptProof(memory).looks[id]);
  if (typeof on !== "string") return null;
  const age = daysBetween(on, dateText(clock.now(), clock));
  return { on, who: String(who), isGood: age !== null && age <= goodForDays };
}

/** What to keep once somebody has said more. */
export function addAttestations(
  memory: Pick<Memory, "get">,
  ids: readonly LookedAt[],
  on: string,
  who: string,
): string {
  const { all, looks } = keptProof(memory);
  const more = Object.fromEntries(ids.map((id) => [id, { on, who }]));
  return JSON.stringify({ ...all, looks: { ...looks, ...more } });
}

export function withProof(memory: Pick<Memory, "get">, said: Attested, who: string): string {
  return JSON.stringify({ ...keptProof(memory).all, ...said, who });
}

/** What was said before going live; null where nobody did. */
function attested(memory: Pick<Memory, "get">): Attested | null {
  const { how, on } = keptProof(memory).all;
  const way = waysToProve.find((one) => one === how);
  return way === undefined || typeof on !== "string" ? null : { how: way, on };
}

/** What this build knows of Google. */
export interface RecordedState {
  readonly on: string | null;
  readonly differences: readonly RecordedDifference[];
}

const recordedNow: RecordedState = { on: recordedOnGoogle, differences: recordedDifferences };

/** A recording in which anything differs proves nothing: then a person says that they tried it. */
export function isShownOnGoogle(
  memory: Pick<Memory, "get">,
  { on, differences }: RecordedState = recordedNow,
): boolean {
  return (on !== null && differences.length === 0) || attested(memory) !== null;
}

/** What differs and holds going live back, whatever a person says. */
export function criticalDifferences({
  differences,
}: RecordedState = recordedNow): readonly RecordedDifference[] {
  return differences.filter(({ isCritical }) => isCritical);
}

/** What the check says of a recording that differs; null where none does. */
export function differenceWords({ on, differences }: RecordedState = recordedNow): string | null {
  if (on === null || differences.length === 0) return null;
  const asked = differences.map(({ id, asks }) => `${id} (${asks})`).join("; ");
  return `On ${on} Google answered otherwise than this version was built for: ${asked}`;
}

const wayWords = { probe: "the probe was run", list: "the list of ten minutes was gone through" };

/** For the check; `isOld`: more than a year ago. */
export function proofWords({
  memory,
  clock,
}: Ports): { readonly text: string; readonly isOld: boolean } | null {
  const said = attested(memory);
  if (said === null) {
    return recordedOnGoogle === null || recordedDifferences.length > 0
      ? null
      : { text: `Recorded from Google on ${recordedOnGoogle}.`, isOld: false };
  }
  const age = daysBetween(said.on, dateText(clock.now(), clock)) ?? 0;
  const text = `On ${said.on} ${wayWords[said.how]}, as whoever went live said.`;
  return { text, isOld: age > goodForDays };
}
