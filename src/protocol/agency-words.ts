/** The agencies that serve a school: their numbers, the words that say whom to call, and the ways to send them a written report. Pure. */

import { type Language, source } from "../language";
import { type SentenceKey, sentence } from "../languages/languages";
import type { AgencyId, ChannelKind, YesNoUnknown } from "./ids";
import type { AgencyDatum } from "./pack";
import { en, say } from "./wording";

/** The entry in an act's `call` list that means the emergency number instead of an agency. */
export const emergency = "emergency";

/** Someone to call: an agency, or the emergency number. */
export interface Callee {
  /** Null for the emergency number. */
  readonly agency: AgencyId | null;
  /** The agency's name: one short line without control characters, because acts and emails repeat it. */
  readonly name: string;
  /** As people dial it; null if there is no number in Contacts. */
  readonly phone: string | null;
  /** True if Contacts has no number for the agency and `phone` is the emergency number instead. */
  readonly isEmergencyOnly?: boolean;
  /** The ways to send the agency a written report; left out if none is known. */
  readonly channels?: readonly Channel[];
}

/** The agencies that serve one school, with their numbers from Contacts. */
export interface CallBook {
  /** By agency. An agency for which the pack has a stand-in number always has an entry. */
  readonly agencies: ReadonlyMap<AgencyId, Callee>;
  /** Whether the school resource officer is employed by the district's own police. `unknown` counts as yes (PC 11165.9). */
  readonly sroIsDistrictPolice: YesNoUnknown;
  /** The name and number that Contacts has for each liaison, by the liaison's id; left out if there is none. */
  readonly liaisons?: ReadonlyMap<string, string>;
}

/** Whom to call, in one line, such as "Child and family services (415) 473-7153"; "" for no one. */
export function callWords(callees: readonly Callee[] | null): string {
  return (callees ?? [])
    .map((who) => {
      const { before, number, after } = numberParts(who);
      return `${who.name} ${before}${number}${after}`;
    })
    .join("; ");
}

/** The number to call, with the words around it if it is not the agency's own number. `lacking`: what to say if there is no number. */
export function numberParts(
  { phone, isEmergencyOnly }: Pick<Callee, "phone" | "isEmergencyOnly">,
  lacking = "no number in Contacts",
): { readonly before: string; readonly number: string; readonly after: string } {
  if (phone === null) return { before: `(${lacking})`, number: "", after: "" };
  return isEmergencyOnly === true
    ? { before: `(${lacking}, in an emergency `, number: phone, after: ")" }
    : { before: "", number: phone, after: "" };
}

/** One way to send a written report to an agency. */
export interface Channel {
  readonly kind: ChannelKind;
  /** A fax number, a web address, an email address or a postal address: one short line without control characters. */
  readonly value: string;
  /** What must exist first, such as the referral number that the call gives; null if nothing. One short line. */
  readonly needs: string | null;
  /** The day on which someone last checked this, as "2026-11-24"; null if no day is recorded. */
  readonly checked: string | null;
}

/** The ways to send an agency a written report that the pack itself has. */
export function channelsOf(
  { channels }: AgencyDatum,
  language: Language = source,
): readonly Channel[] {
  return channels.map(({ kind, value, needs, checked }) => ({
    kind,
    value,
    needs: needs === null ? null : say(needs, language),
    checked,
  }));
}

const ways = {
  fax: "channel-fax",
  web: "channel-web",
  mail: "channel-mail",
} as const satisfies Record<ChannelKind, SentenceKey>;

/**
 * One sentence, such as "Agency takes it by fax to (415) 555-0100 (first: the call; last checked 2026-11-24)."; "" for no channel.
 * `today` ("YYYY-MM-DD"): in an email, which may be read long after, a day of another year says nothing. Left out: every day is said.
 */
export function channelWords(
  agency: string,
  channels: readonly Channel[],
  { language = source, today }: { readonly language?: Language; readonly today?: string } = {},
): string {
  if (channels.length === 0) return "";
  const each = channels.map(({ kind, value, needs, checked }) => {
    // Set up writes the pack's own words into Contacts in English, so they are translated here.
    const first = needs && sentence(language, "channel-first", { needs: say(en(needs), language) });
    const isOld = today !== undefined && checked?.slice(0, 4) !== today.slice(0, 4);
    const seen = checked && !isOld && sentence(language, "channel-checked", { day: checked });
    const notes = [first, seen].flatMap((note) => note || []);
    const way = sentence(language, ways[kind], { value });
    return `${way}${notes.length === 0 ? "" : ` (${notes.join("; ")})`}`;
  });
  return sentence(language, "channel-takes", {
    agency,
    ways: each.join(`${sentence(language, "channel-or")} `),
  });
}
