/**
 * Attestations: what a person says that they saw, because no script can see it. Before going live: that the desk or the probe was tried on
 * Google. Later: what the check cannot see, such as who may answer the Form. All are kept under the memory key "proved" with the day and
 * the account, and are good for a year.
 */

import type { Clock, Memory } from "../../ports";
import type { Kept } from "../../store/keys";
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

type Proved = Kept["proved"];

interface Ports {
  readonly memory: Pick<Memory, "get">;
  readonly clock: Clock;
}

/**
 * When somebody last attested that they had looked at it, and who; `isGood` while that is not older than a year. Null where nobody did, or
 * where set-up was told the contrary since.
 */
export function lastAttested(
  { memory, clock }: Ports,
  id: LookedAt,
): { readonly on: string; readonly who: string; readonly isGood: boolean } | null {
  const said = memory.get("proved").looks[id];
  if (said === undefined || said.isOwn) return null;
  const { on, who } = said;
  const age = daysBetween(on, dateText(clock.now(), clock));
  return { on, who, isGood: age !== null && age <= goodForDays };
}

/**
 * The attestations to store once somebody has attested that they looked at `ids` on the day `on` ("YYYY-MM-DD"). Those stored before stay;
 * for the same id the new day and account replace the old. Writes nothing.
 */
export function addAttestations(
  memory: Pick<Memory, "get">,
  ids: readonly LookedAt[],
  on: string,
  who: string,
): Proved {
  const all = memory.get("proved");
  const more = Object.fromEntries(ids.map((id) => [id, { on, who, isOwn: false }]));
  return { ...all, looks: { ...all.looks, ...more } };
}

/**
 * What to keep under "proved" once whoever sets up with an account said on the day `on` ("YYYY-MM-DD") that it is a person's
 * own. It stands until somebody attests the contrary. Writes nothing.
 */
export function addOwnAccount(memory: Pick<Memory, "get">, address: string, on: string): Proved {
  const all = memory.get("proved");
  const said = { on, who: address, isOwn: true };
  return { ...all, looks: { ...all.looks, [`account ${address}`]: said } };
}

/** The day on which set-up was told that this account is a person's own; null where it was not, or where somebody attested the contrary. */
export function toldOwnAccount(memory: Pick<Memory, "get">, address: string): string | null {
  const said = memory.get("proved").looks[`account ${address}`];
  return said?.isOwn === true ? said.on : null;
}

/** What to keep under "proved" once somebody said that the desk was tried on Google. Writes nothing. */
export function addProof(memory: Pick<Memory, "get">, said: Attested, who: string): Proved {
  return { ...memory.get("proved"), ...said, who };
}

/** What somebody attested before going live; null where nobody did. */
function attested(memory: Pick<Memory, "get">): Attested | null {
  const { how, on } = memory.get("proved");
  return how === null || on === null ? null : { how, on };
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
