/** The register's colours: calm, and readable by WCAG AA (a test measures every pair). Colour never says anything alone. */
import type { LevelId } from "../../protocol/ids";

/** A text on a background, as #rrggbb. */
export interface Pair {
  readonly text: string;
  readonly background: string;
}

/** Headers say by their colour who fills the column in. */
export const headerColours = {
  nobody: { text: "#ffffff", background: "#33475b" },
  contact: { text: "#ffffff", background: "#1e6b5c" },
  lead: { text: "#ffffff", background: "#5b4a8a" },
} as const satisfies Record<string, Pair>;

export const levelColours = {
  "needs-review": { text: "#3c4043", background: "#e8eaed" },
  "below-threshold": { text: "#174a7c", background: "#e1eefb" },
  "at-risk": { text: "#664a00", background: "#fff0c7" },
  "recruitment-or-exploitation": { text: "#7a3300", background: "#ffe0cc" },
  "suspected-victim": { text: "#8a1c1c", background: "#fbd9d9" },
  "confirmed-victim": { text: "#ffffff", background: "#8f1d1d" },
} as const satisfies Record<LevelId, Pair>;

export const overdueColours: Pair = { text: "#a50e0e", background: "#fdeaea" };
export const finishedColours: Pair = { text: "#5f6b76", background: "#f5f6f7" };
export const waitingColours: Pair = { text: "#4a4668", background: "#eeecf6" };

/** Tabs by who works in them. */
export const tabColours = {
  work: "#1e6b5c",
  directory: "#5b4a8a",
  reference: "#9aa5b1",
} as const;

/** `ColorStyle` of the Sheets API. */
export interface ColorStyle {
  readonly rgbColor: { readonly red: number; readonly green: number; readonly blue: number };
}

/** A colour as #rrggbb, for the Sheets API. */
export function colorStyle(hex: string): ColorStyle {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return { rgbColor: { red: channel(1), green: channel(3), blue: channel(5) } };
}

/** A text colour and its background, as members of a `CellFormat`. */
export function pairFormat({ text, background }: Pair, bold = false) {
  return {
    backgroundColorStyle: colorStyle(background),
    textFormat: { foregroundColorStyle: colorStyle(text), ...(bold ? { bold } : {}) },
  };
}
