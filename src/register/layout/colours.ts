/** The colors of a register: tabs, titles, and the rows and cells that stand out (conditional formats). */
import type { BatchRequest } from "../../ports";
import type { CellFormat, ColorStyle, ConditionalFormatRule } from "../../ports/sheets-requests";
import { packs } from "../../protocol/find-pack";
import type { ProtocolPack } from "../../protocol/pack";
import { firstDataRow, type Highlight, type Pair, type Tab } from "../columns";
import { type ColumnPositions, columnLetters, extended } from "../read/ranges";
import type { Grown } from "./protections";

/** Colors of titles. They show who fills in a column. */
export const headerColours = {
  nobody: { text: "#ffffff", background: "#33475b" },
  contact: { text: "#ffffff", background: "#1e6b5c" },
  lead: { text: "#ffffff", background: "#5b4a8a" },
} as const satisfies Record<string, Pair>;

export const overdueColours: Pair = { text: "#a50e0e", background: "#fdeaea" };

export const finishedColours: Pair = { text: "#5f6b76", background: "#f5f6f7" };

/** Colors of tabs. They show who works there. */
export const tabColours = { work: "#1e6b5c", directory: "#5b4a8a", reference: "#9aa5b1" } as const;

/** A color "#rrggbb" in the form that the Sheets API takes. */
export function colorStyle(hex: string): ColorStyle {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return { rgbColor: { red: channel(1), green: channel(3), blue: channel(5) } };
}

/** A pair of colors as a cell format. */
export function pairFormat({ text, background }: Pair, weight?: "bold"): CellFormat {
  const bold = weight === "bold" ? { bold: true } : {};
  return {
    backgroundColorStyle: colorStyle(background),
    textFormat: { foregroundColorStyle: colorStyle(text), ...bold },
  };
}

// Conditional formats: which rows and cells stand out, and when.

/** Colors a cell that is not empty while the formula `and` holds. */
export const filledCell = (column: string, and: string, look = overdueColours): Highlight => [
  [column],
  `=AND([${column}]<>"",${and})`,
  look,
  "bold",
];

/**
 * The conditional formats of a tab, with the level colors of these packs. If the packs are left out: all packs, because the tab's rules may
 * come from any of them.
 */
export function highlightRules(
  { sheetId, highlights }: Tab,
  positions: ColumnPositions,
  of: readonly ProtocolPack[] = packs(),
): readonly ConditionalFormatRule[] {
  const startRowIndex = firstDataRow;
  const width = Math.max(...positions.values()) + 1;
  const cellOf = (_: string, key: string) =>
    `$${columnLetters(positions.get(key) ?? 0)}${firstDataRow + 1}`;
  return (highlights?.(of) ?? []).flatMap(([columns, when, look, weight]) => {
    const at = columns.map((key) => positions.get(key));
    const [startColumnIndex = 0] = at;
    if (at.some((one, right) => one !== startColumnIndex + right)) return [];
    const endColumnIndex = at.length === 0 ? width : startColumnIndex + at.length;
    const type = when.startsWith("=") ? ("CUSTOM_FORMULA" as const) : ("TEXT_EQ" as const);
    const userEnteredValue = when.replace(/\[(\w+)\]/g, cellOf);
    const condition = { type, values: [{ userEnteredValue }] };
    return {
      ranges: [{ sheetId, startRowIndex, startColumnIndex, endColumnIndex }],
      booleanRule: { condition, format: pairFormat(look, weight) },
    };
  });
}

function conditionText({ booleanRule: { condition } }: ConditionalFormatRule): string {
  const { type, values = [] } = condition;
  return [type, ...values.map(({ userEnteredValue }) => userEnteredValue)].join("\n");
}

/**
 * Requests that add the conditional formats that a tab lacks and extend ours to the end of the tab, at row `rowCount`. Ours are recognized
 * by their condition.
 */
export function highlightChanges(
  tab: Tab,
  positions: ColumnPositions,
  pack: ProtocolPack,
  { structure: { highlights: all }, rowCount }: Grown,
): readonly BatchRequest[] {
  const { sheetId } = tab;
  const there = all
    .filter((one) => one.sheetId === sheetId)
    .map(({ condition, ...one }) => ({ ...one, text: condition.join("\n") }));
  const ours = highlightRules(tab, positions);
  const short = there.flatMap(({ index, ranges, text }): readonly BatchRequest[] => {
    const rule = ours.find((one) => conditionText(one) === text);
    const isShort = ranges.some((range) => extended(range, firstDataRow, rowCount) !== null);
    if (rule === undefined || !isShort) return [];
    return [
      { deleteConditionalFormatRule: { sheetId, index } },
      { addConditionalFormatRule: { index, rule } },
    ];
  });
  const own = highlightRules(tab, positions, [pack]);
  const isFormula = (text: string) => text.startsWith("CUSTOM_FORMULA");
  // Google may return a formula in a different form. So formulas are added only if the tab has fewer of them than it should.
  const lacksFormulas =
    there.filter(({ text }) => isFormula(text)).length <
    own.filter((rule) => isFormula(conditionText(rule))).length;
  const missing = own.filter((rule) => {
    const wanted = conditionText(rule);
    const isThere = there.some(({ text }) => text === wanted);
    return !isThere && (lacksFormulas || !isFormula(wanted));
  });
  const added = missing.map((rule, at): BatchRequest => {
    return { addConditionalFormatRule: { index: there.length + at, rule } };
  });
  return [...short, ...added];
}
