/** Before going live somebody has seen the desk, or the probe, at work on Google. Until that is recorded for everybody, a person says so, with the day. */

import { jsonRecord } from "../json";
import type { Clock, Memory } from "../ports";
import { dateText, daysBetween } from "../time";
import { recordedOnGoogle } from "./recorded";

/** By the probe, or by the README's list of ten minutes. */
export const waysToProve = ["probe", "list"] as const;
export type WayToProve = (typeof waysToProve)[number];

export interface Attested {
  readonly how: WayToProve;
  /** YYYY-MM-DD in the district's zone. */
  readonly on: string;
}

/** An attestation is good for so many days: Google changes. */
const goodForDays = 365;

/** What stands in the fields of the question, read; or what is wrong with it, by field. */
export function readAttested(
  values: Readonly<Record<string, string>>,
  clock: Clock,
): Attested | { readonly errors: Readonly<Record<string, string>> } {
  const how = waysToProve.find((way) => way === values["proof"]);
  const on = (values["provedOn"] ?? "").trim();
  const today = dateText(clock.now(), clock);
  const age = /^\d{4}-\d{2}-\d{2}$/.test(on) ? daysBetween(on, today) : null;
  const errors: Record<string, string> = {};
  if (how === undefined) errors["proof"] = "Choose which of the two was done.";
  if (age === null) errors["provedOn"] = `Write the day like ${today}.`;
  else if (age < 0) errors["provedOn"] = "That day is still to come.";
  else if (age > goodForDays)
    errors["provedOn"] = "That is more than a year ago. Do it again: Google changes.";
  return how === undefined || Object.keys(errors).length > 0 ? { errors } : { how, on };
}

/** What a person has said before; null where nobody did. */
export function attested(memory: Memory): Attested | null {
  const { how, on } = jsonRecord(memory.get("proved"));
  const way = waysToProve.find((one) => one === how);
  return way === undefined || typeof on !== "string" ? null : { how: way, on };
}

export function isProved(memory: Memory): boolean {
  return recordedOnGoogle !== null || attested(memory) !== null;
}

const wayWords = { probe: "the probe was run", list: "the list of ten minutes was gone through" };

/** For the check. */
export function proofWords(memory: Memory): string | null {
  const said = attested(memory);
  if (said !== null) return `On ${said.on} ${wayWords[said.how]}, as whoever went live said.`;
  return recordedOnGoogle === null ? null : `Recorded from Google on ${recordedOnGoogle}.`;
}
