/** The ways in which a written report reaches an agency; they differ by county and agency. Pure. */
import type { ChannelKind } from "./ids";
import type { AgencyDatum } from "./pack";
import { say } from "./wording";

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
export function channelsOf({ channels }: AgencyDatum): readonly Channel[] {
  return channels.map(({ kind, value, needs, checked }) => ({
    kind,
    value,
    needs: needs === null ? null : say(needs),
    checked,
  }));
}

const ways: Readonly<Record<ChannelKind, string>> = {
  fax: "by fax to",
  web: "online at",
  mail: "by mail to",
};

/** One sentence, such as "Agency takes it by fax to (415) 555-0100 (first: the call; last checked 2026-11-24)."; "" for no channel. */
export function channelWords(agency: string, channels: readonly Channel[]): string {
  if (channels.length === 0) return "";
  const each = channels.map(({ kind, value, needs, checked }) => {
    const notes = [
      ...(needs === null ? [] : [`first: ${needs}`]),
      ...(checked === null ? [] : [`last checked ${checked}`]),
    ];
    return `${ways[kind]} ${value}${notes.length === 0 ? "" : ` (${notes.join("; ")})`}`;
  });
  return `${agency} takes it ${each.join(", or ")}.`;
}
