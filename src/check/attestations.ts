/**
 * Attestations: a person states that they checked something that no script can see, such as that this version was tried on Google, or who
 * may answer the Form. They are kept under the key "goingLive" of the script's store with the day and the account, and are valid for a
 * year.
 */

import { runLocked } from "../lock";
import { type CheckLine, type PagePart, tickField, type Values } from "../parts-of-a-page";
import type { Clock, Memory } from "../ports";
import { noChange } from "../registers/change";
import { registerNamed } from "../registers/open-register";
import type { Run } from "../run";
import type { Kept } from "../store/keys";
import { dateText, daysBetween } from "../time";
import { type CheckReads, ok } from "./check-entry";

/** How many days an attestation is valid. It ends because Google changes and people change. */
const goodForDays = 365;

/** The key of the field for the day on which the person looked. */
export const seenOn = "seenOn";

/** Reads the day that someone typed: `on` is "YYYY-MM-DD", `error` says what is wrong with it, otherwise false. */
export function readDay(values: Values, clock: Clock): { on: string; error: string | false } {
  const on = (values[seenOn] ?? "").trim();
  const today = dateText(clock.now(), clock);
  const age = /^\d{4}-\d{2}-\d{2}$/.test(on) ? daysBetween(on, today) : null;
  const isGood = age !== null && age >= 0 && age <= goodForDays;
  return { on, error: !isGood && `Write a day of the last year, such as ${today}.` };
}

/**
 * The ids of what Check asks a person to look at: one of a fixed list, an account or group by its address, or the wording of a protocol by
 * its version. The ids are permanent, since they are stored.
 */
const attestable =
  /^(tried|audience|responders|form-editors|folders|script|link (main|sealed(-lead|-alternate)?)|(account|group) \S{3,254}|wording \S+ \S+)$/;

/**
 * The line for something that no script can see. It is in order for a year after a person attested that they looked. `place`: where to
 * look.
 */
export function attestedLine(
  { run }: CheckReads,
  id: string,
  text: string,
  place: string,
): CheckLine {
  const { memory, clock } = run;
  const said = memory.get("goingLive").looks[id];
  const { on, who } = said === undefined || said.isOwn ? { on: "", who: "" } : said;
  const age = daysBetween(on, dateText(clock.now(), clock));
  if (age !== null && age <= goodForDays) {
    return ok(`${text}: ${who} looked on ${on} and said that it is as it should be.`);
  }
  const before = on === "" ? "" : ` Last looked at on ${on}, more than a year ago.`;
  return {
    state: "unseen",
    text: `${text}: this page cannot check this.${before}`,
    next: `Look here: ${place}${before}`,
    id,
    attested: text,
  };
}

/** A checkbox for each thing that no script can see, with where to look. */
export const attestationTicks = (asked: readonly CheckLine[]): PagePart =>
  asked.map(({ id = "", attested = "", next = "" }) => tickField(id, attested, next));

/** The ids of the things that were ticked as looked at. */
export const attestedIn = (values: Values): readonly string[] =>
  Object.keys(values).filter((id) => values[id] === "yes" && attestable.test(id));

type Attestation = Kept["goingLive"]["looks"][string];

/**
 * Stores that a person attested to have looked at `ids` on the day `on` ("YYYY-MM-DD"). With `isOwn`: that a person said during Set up that
 * the account is their own, which counts until someone attests the opposite. A new statement replaces the old one of the same id.
 */
export function keepAttestations(memory: Memory, ids: readonly string[], said: Attestation): void {
  const { looks } = memory.get("goingLive");
  const now = Object.fromEntries(ids.map((id) => [id, said]));
  memory.set("goingLive", { looks: { ...looks, ...now } });
}

/**
 * Stores that a person attests to have looked at `ids` on the day `on` ("YYYY-MM-DD"), with the account; also in Activity. Throws "busy"
 * and what Google throws.
 */
export function attest(run: Run, ids: readonly string[], on: string): void {
  const { memory, clock, identity } = run;
  const who = identity.runningAs();
  runLocked(run, () => {
    const register = registerNamed(run, "main");
    const line = { at: clock.now(), who, what: "attested", case: null };
    const activity = ids.map((id) => ({ ...line, to: `${id}: ${on}` }));
    register.commit({ ...noChange, activity }, register.load([]));
    keepAttestations(memory, ids, { on, who, isOwn: false });
  });
}

/** The admin's answer, given before going live, about who sent the drill's report, in words; "" if no one was asked. */
export function senderWords(memory: Pick<Memory, "get">): string {
  const { sender } = memory.get("goingLive");
  if (sender === null) return "";
  const { sentBy, who, on } = sender;
  return `The report of the drill was sent by ${sentBy}, who may not edit the Form: ${who} said so for ${on}.`;
}

/** When to try the system on Google, in the same two sentences everywhere (a test compares the pages). */
export const tryFirst =
  "Before going live, someone from the district tries this on Google, with made-up people: with the probe, or with the list of ten steps. Either is enough once Google answered as expected; for the probe, the person who compares its text confirms that.";
