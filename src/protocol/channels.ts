/** The ways in which a written report reaches an agency; they differ by county and agency. Pure. */
import { type Language, source } from "../language";
import { type SentenceKey, sentence } from "../languages/languages";
import type { ChannelKind } from "./ids";
import type { AgencyDatum } from "./pack";
import { en, say } from "./wording";

/** One such way. */
export interface Channel {
  readonly kind: ChannelKind;
  /** A fax number, a web address, or an address for mail: one short line without control characters. */
  readonly value: string;
  /** What is needed before, such as the referral number that the call gives; null if nothing is. One short line. */
  readonly needs: string | null;
  /** The day on which somebody last checked this, as "2026-11-24"; null if nobody wrote one. */
  readonly checked: string | null;
}

/** The ways that the pack has for an agency. */
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

/** One sentence, such as "Agency takes it by fax to (415) 555-0100 (first: the call; last checked 2026-11-24)."; "" for no channel. */
export function channelWords(
  agency: string,
  channels: readonly Channel[],
  language: Language = source,
): string {
  if (channels.length === 0) return "";
  const each = channels.map(({ kind, value, needs, checked }) => {
    const notes = [
      ...(needs === null
        ? []
        : // Set-up writes the pack's own words into Contacts in English.
          [sentence(language, "channel-first", { needs: say(en(needs), language) })]),
      ...(checked === null ? [] : [sentence(language, "channel-checked", { day: checked })]),
    ];
    const way = sentence(language, ways[kind], { value });
    return `${way}${notes.length === 0 ? "" : ` (${notes.join("; ")})`}`;
  });
  return sentence(language, "channel-takes", {
    agency,
    ways: each.join(`${sentence(language, "channel-or")} `),
  });
}
