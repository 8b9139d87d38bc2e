/**
 * Attestations: what a person says that they saw, because no script can see it, such as that this version was tried on Google, or who may
 * answer the Form. All are kept under the memory key "goingLive" with the day and the account, and are good for a year.
 */

import type { Clock, Memory } from "../../ports";
import type { Kept } from "../../store/keys";
import { dateText, daysBetween } from "../../time";

/** Days for which an attestation is good: Google and people change. */
const goodForDays = 365;

/** A day that someone typed, as "YYYY-MM-DD"; or in `error` what is wrong with it. */
export function readDay(text: string | undefined, clock: Clock): { on: string; error?: string } {
  const on = (text ?? "").trim();
  const today = dateText(clock.now(), clock);
  const age = /^\d{4}-\d{2}-\d{2}$/.test(on) ? daysBetween(on, today) : null;
  if (age === null) return { on, error: `Write the day like ${today}.` };
  if (age < 0) return { on, error: "That day is in the future." };
  return age > goodForDays
    ? { on, error: "That is more than a year ago. Do it again: Google changes." }
    : { on };
}

/** What the check asks a person to look at, as ids. The ids are permanent, since they are stored. */
const lookedAt = [
  "tried",
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

type Proved = Kept["goingLive"];

interface Ports {
  readonly memory: Pick<Memory, "get">;
  readonly clock: Clock;
}

/**
 * When someone last attested that they had looked at it, and who; `isGood` while that is not older than a year. Null where no one did, or
 * where set-up was told the contrary since.
 */
export function lastAttested(
  { memory, clock }: Ports,
  id: LookedAt,
): { readonly on: string; readonly who: string; readonly isGood: boolean } | null {
  const said = memory.get("goingLive").looks[id];
  if (said === undefined || said.isOwn) return null;
  const { on, who } = said;
  const age = daysBetween(on, dateText(clock.now(), clock));
  return { on, who, isGood: age !== null && age <= goodForDays };
}

/**
 * What to keep under "goingLive" once a person attested that they looked at `ids` on the day `on` ("YYYY-MM-DD"); or, with `isOwn`, once the
 * person who sets up with an account said that it is their own, which stands until someone attests the contrary. For the same id the new
 * word replaces the old. Writes nothing.
 */
export function withLooks(
  memory: Pick<Memory, "get">,
  ids: readonly LookedAt[],
  said: Proved["looks"][string],
): Pick<Proved, "looks"> {
  const { looks } = memory.get("goingLive");
  return { looks: { ...looks, ...Object.fromEntries(ids.map((id) => [id, said])) } };
}

/** The day on which set-up was told that this account is a person's own; null where it was not, or where someone attested the contrary. */
export function toldOwnAccount(memory: Pick<Memory, "get">, address: string): string | null {
  const said = memory.get("goingLive").looks[`account ${address}`];
  return said?.isOwn === true ? said.on : null;
}

/** The admin's word on who sent the report of the drill before going live: someone who may not edit the Form, through its public link. */
export type DrillSender = NonNullable<Proved["sender"]>;

/** Who sent the drill's report, in words; null where no one was asked. */
export function senderWords(memory: Pick<Memory, "get">): string | null {
  const { sender } = memory.get("goingLive");
  return (
    sender &&
    `The report of the drill was sent by ${sender.sentBy}, who may not edit the Form: ${sender.who} said so for ${sender.on}.`
  );
}

/** The one rule about it, in the same two sentences wherever it is told (a test holds the pages together). */
export const tryFirst =
  "Before going live, someone from the district tries this on Google, with made-up people: with the probe, or with the list of ten steps. Either is enough once Google answered as expected; for the probe, the person who compares its text confirms that.";
