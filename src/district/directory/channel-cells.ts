/** Reads from a row of Contacts by which way a written report reaches its agency (fax, mail, web page). */

import type { Channel } from "../../protocol/agencies";
import { type ChannelKind, channelKinds } from "../../protocol/ids";
import { foldToWords, plainLine } from "../../text";
import { dateText, type ZoneOffset } from "../../time";
import {
  cellReader,
  dayCell,
  phoneCell,
  type RowReader,
  textOfCell,
  Unreadable,
} from "./directory-cells";

const kindsWritten: Readonly<Record<ChannelKind, readonly string[]>> = {
  fax: ["fax", "telefax", "by fax"],
  web: ["web", "website", "online", "web form", "online form", "portal"],
  mail: ["mail", "email", "e mail", "by mail", "post", "letter"],
};

const kindCell = cellReader((cell) => {
  const words = foldToWords(textOfCell(cell));
  if (words === "") return null;
  const kind = channelKinds.find((one) => kindsWritten[one].includes(words));
  return kind ?? new Unreadable("Fax, web or mail.");
});

const longestLine = 200;

/** A text as one short line, since acts and mail repeat it. */
const lineCell = cellReader((cell) => {
  const line = plainLine(textOfCell(cell));
  return line.length > longestLine
    ? new Unreadable(`One line of at most ${longestLine} characters.`)
    : line || null;
});

const webCell = cellReader((cell) => {
  const line = plainLine(textOfCell(cell));
  if (line === "") return null;
  return line.length <= longestLine && /^https:\/\/[\x21-\x7e]+$/.test(line)
    ? line
    : new Unreadable("A web address that begins with https://.");
});

const valueCells = { fax: phoneCell, web: webCell, mail: lineCell } as const;

/** The way in a row; null where the row has none, or one that cannot be used: then a problem says what to write. */
export function readChannel(reader: RowReader, zone: ZoneOffset): Channel | null {
  const kind = reader.read("channel", kindCell);
  if (kind === null) {
    const isMissing = reader.isEmpty("channel") && !reader.isEmpty("channelValue");
    if (isMissing) reader.refuse("channel", "Fax, web or mail.");
    return null;
  }
  const value = reader.read("channelValue", valueCells[kind]);
  const needs = reader.read("channelNeeds", lineCell);
  const checked = reader.read("channelChecked", dayCell(zone));
  if (value === null) {
    if (reader.isEmpty("channelValue")) {
      reader.refuse("channelValue", "The number or the address that the written report goes to.");
    }
    return null;
  }
  return { kind, value, needs, checked: checked === null ? null : dateText(checked, zone) };
}
