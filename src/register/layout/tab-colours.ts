/** The colours of a register: of levels, headers, tabs and rows. */

import type { CellFormat, ColorStyle } from "../../ports/sheets-requests";
import type { ProtocolPack } from "../../protocol/pack";
import { say } from "../../protocol/wording";

/** Colours of a text and its background, as "#rrggbb". */
export interface Pair {
  readonly text: string;
  readonly background: string;
}

/** Colours of titles: they show who fills a column in. */
export const headerColours = {
  nobody: { text: "#ffffff", background: "#33475b" },
  contact: { text: "#ffffff", background: "#1e6b5c" },
  lead: { text: "#ffffff", background: "#5b4a8a" },
} as const satisfies Record<string, Pair>;

/** Colours by the level's name in the cell, for the levels of these packs. */
export function levelColours(of: readonly ProtocolPack[]): readonly (readonly [string, Pair])[] {
  return of.flatMap(({ levels }) =>
    levels.map(({ name, colours }) => [say(name), colours] as const),
  );
}

/** Blocks of columns that belong to one matter, in turn. */
export const blockColours: readonly [Pair, Pair] = [
  { text: "#202124", background: "#eaf3fb" },
  { text: "#202124", background: "#f5effa" },
];

export const overdueColours: Pair = { text: "#a50e0e", background: "#fdeaea" };

/** For what is due now and not yet late. */
export const nowColours: Pair = { text: "#7a4a00", background: "#fff0c7" };

export const finishedColours: Pair = { text: "#5f6b76", background: "#f5f6f7" };

export const waitingColours: Pair = { text: "#4a4668", background: "#eeecf6" };

/** Colours of tabs: they show who works there. */
export const tabColours = {
  work: "#1e6b5c",
  directory: "#5b4a8a",
  reference: "#9aa5b1",
} as const;

/** A colour as #rrggbb, for the Sheets API. */
export function colorStyle(hex: string): ColorStyle {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return { rgbColor: { red: channel(1), green: channel(3), blue: channel(5) } };
}

/** A pair of colours as a cell format. */
export function pairFormat({ text, background }: Pair, weight?: "bold"): CellFormat {
  return {
    backgroundColorStyle: colorStyle(background),
    textFormat: {
      foregroundColorStyle: colorStyle(text),
      ...(weight === "bold" ? { bold: true } : {}),
    },
  };
}
