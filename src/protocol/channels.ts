/** How a written report travels to an agency: it differs by county and by agency. Pure. */
import type { ChannelKind } from "./ids";
import type { AgencyDatum } from "./pack";
import { say } from "./wording";

export interface Channel {
  readonly kind: ChannelKind;
  /** The number, or the address: one short line, free of control characters. */
  readonly value: string;
  /** What must exist first, such as the referral number of the call; null: nothing. One short line. */
  readonly needs: string | null;
  /** The day on which it was last checked, as "2026-11-24"; null where nobody wrote one. */
  readonly checked: string | null;
}

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
