/**
 * Attestations: what a person says that they saw, because no script can see it. Before going live: that the desk or the probe was tried on
 * Google. Later: what the check cannot see, such as who may answer the Form. All are kept under the memory key "proved" with the day and
 * the account, and are good for a year.
 */

import { jsonRecord, recordIn } from "../../json";
import type { Clock, Memory } from "../../ports";
import { dateText, daysBetween } from "../../time";
import { type RecordedDifference, recordedDifferences, recordedOnGoogle } from "./google-recording";

/**
 * How somebody tried the desk on Google before going live: "probe" by the probe script, "list" by going through the guide's list of ten
 * steps.
 */
export const waysToProve = ["probe", "list"] as const;
export type WayToProve = (typeof waysToProve)[number];

/** That somebody tried the desk on Google: how, and on which day. */
export interface Attested {
  readonly how: WayToProve;
  /** YYYY-MM-DD in the district's zone. */
  readonly on: string;
}

/** Days for which an attestation is good: Google and people change. */
const goodForDays = 365;

/** A day that somebody typed, as "YYYY-MM-DD"; or in `error` what is wrong with it. */
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

/** Reads the fields in which somebody attests that the desk was tried; or says by field key what is wrong. */
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

/** What the check asks a person to look at, as ids. The ids are permanent, since they are stored. */
const lookedAt = [
  "audience",
  "responders",
  "form-editors",
  "link main",
  "link sealed",
  "link sealed-lead",
  "link sealed-alternate",
  "folders",
  "script",
] as const;
/** The id of something to look at: one of the list, one account or group by its address, or the wording of a protocol by its version. */
export type LookedAt =
  | (typeof lookedAt)[number]
  | `account ${string}`
  | `group ${string}`
  | `wording ${string}`;

/** Whether the text is the id of something that a person can attest to have looked at. */
export function isLookedAt(id: string): id is LookedAt {
  return (
    lookedAt.some((one) => one === id) || /^(account|group) \S{3,254}$|^wording \S+ \S+$/.test(id)
  );
}

interface Ports {
  readonly memory: Pick<Memory, "get">;
  readonly clock: Clock;
}

function keptProof(memory: Pick<Memory, "get">) {
  const all = jsonRecord(memory.get("proved"));
  return { all, looks: recordIn(all["looks"]) };
}

/**
 * When somebody last attested that they had looked at it, and who; `isGood` while that is not older than a year. Null where nobody did, or
 * where set-up was told the contrary since.
 */
export function lastAttested(
  { memory, clock }: Ports,
  id: LookedAt,
): { readonly on: string; readonly who: string; readonly isGood: boolean } | null {
  const { on, who, isOwn } = recordIn(keptProof(memory).looks[id]);
  if (typeof on !== "string" || isOwn === true) return null;
  const age = daysBetween(on, dateText(clock.now(), clock));
  return { on, who: String(who), isGood: age !== null && age <= goodForDays };
}

/**
 * The attestations to store once somebody has attested that they looked at `ids` on the day `on` ("YYYY-MM-DD"). Those stored before stay;
 * for the same id the new day and account replace the old. Returns the JSON text for the memory key "proved"; writes nothing.
 */
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

/**
 * The JSON text for the memory key "proved" once whoever sets up with an account said on the day `on` ("YYYY-MM-DD") that it is a person's
 * own. It stands until somebody attests the contrary. Writes nothing.
 */
export function addOwnAccount(memory: Pick<Memory, "get">, address: string, on: string): string {
  const { all, looks } = keptProof(memory);
  const said = { on, who: address, isOwn: true };
  return JSON.stringify({ ...all, looks: { ...looks, [`account ${address}`]: said } });
}

/** The day on which set-up was told that this account is a person's own; null where it was not, or where somebody attested the contrary. */
export function toldOwnAccount(memory: Pick<Memory, "get">, address: string): string | null {
  const { on, isOwn } = recordIn(keptProof(memory).looks[`account ${address}`]);
  return isOwn === true && typeof on === "string" ? on : null;
}

/** The JSON text for the memory key "proved" once somebody said that the desk was tried on Google. Writes nothing. */
export function addProof(memory: Pick<Memory, "get">, said: Attested, who: string): string {
  return JSON.stringify({ ...keptProof(memory).all, ...said, who });
}

/** What somebody attested before going live; null where nobody did. */
function attested(memory: Pick<Memory, "get">): Attested | null {
  const { how, on } = keptProof(memory).all;
  const way = waysToProve.find((one) => one === how);
  return way === undefined || typeof on !== "string" ? null : { how: way, on };
}

/**
 * What `npm run probe -- --record` found when it last asked Google, as the build carries it. `on` is "YYYY-MM-DD", null where nobody
 * recorded.
 */
export interface RecordedState {
  readonly on: string | null;
  readonly differences: readonly RecordedDifference[];
}

const recordedNow: RecordedState = { on: recordedOnGoogle, differences: recordedDifferences };

/**
 * Whether it is known that this version works on Google: by a recording in which nothing differed, or because a person attested that they
 * tried it. A recording with differences proves nothing.
 */
export function isShownOnGoogle(
  memory: Pick<Memory, "get">,
  { on, differences }: RecordedState = recordedNow,
): boolean {
  return (on !== null && differences.length === 0) || attested(memory) !== null;
}

/** Recorded differences that hold going live back, whatever a person attests. */
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

const wayWords = { probe: "the probe was run", list: "the list of ten steps was gone through" };

/** Words for the check on how the desk was tried on Google; null where it was not. `isOld`: more than a year ago. */
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
