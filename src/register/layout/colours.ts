/** The colors of a register: tabs, titles, levels, and the rows and cells that stand out (conditional formats). */
import type { BatchRequest } from "../../ports";
import type { CellFormat, ColorStyle, ConditionalFormatRule } from "../../ports/sheets-requests";
import { packs } from "../../protocol/find-pack";
import type { ActState } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import { say } from "../../protocol/wording";
import { caseTables } from "../case-columns";
import { actStateWords, type Column, messageStateWords, statusWords, type TabId } from "../columns";
import { type ColumnPositions, columnLetters, extended } from "../read/ranges";
import { firstDataRow, tabs } from "../tabs";
import type { Grown } from "./protections";

/** Colors of a text and its background, as "#rrggbb". */
export interface Pair {
  readonly text: string;
  readonly background: string;
}

/** Colors of titles. They show who fills in a column. */
export const headerColours = {
  nobody: { text: "#ffffff", background: "#33475b" },
  contact: { text: "#ffffff", background: "#1e6b5c" },
  lead: { text: "#ffffff", background: "#5b4a8a" },
} as const satisfies Record<string, Pair>;

/** The text in the cell (the level's name) and its colors, for the levels of these packs. */
export function levelColours(of: readonly ProtocolPack[]): readonly (readonly [string, Pair])[] {
  return of.flatMap(({ levels }) =>
    levels.map(({ name, colours }) => [say(name), colours] as const),
  );
}

/** Colors for the blocks of columns in Cases, in turn. A block belongs to one matter. */
export const blockColours: readonly [Pair, Pair] = [
  { text: "#202124", background: "#eaf3fb" },
  { text: "#202124", background: "#f5effa" },
];

export const overdueColours: Pair = { text: "#a50e0e", background: "#fdeaea" };

/** For what is due now and not yet late. */
export const nowColours: Pair = { text: "#7a4a00", background: "#fff0c7" };

export const finishedColours: Pair = { text: "#5f6b76", background: "#f5f6f7" };

export const waitingColours: Pair = { text: "#4a4668", background: "#eeecf6" };

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

/**
 * Which cells get which colors, and when. `columns`: the keys of the columns, if these are side by side; none: the whole row. `when`: either
 * a formula, in which `[key]` is the row's cell of that column, or the exact text of the cell.
 */
type Highlight = readonly [columns: readonly string[], when: string, look: Pair, weight?: "bold"];

/** Colors a cell that is not empty while the formula `and` holds. */
const filledCell = (column: string, and: string, look = overdueColours): Highlight => [
  [column],
  `=AND([${column}]<>"",${and})`,
  look,
  "bold",
];

/** Amber once the time in the column that `due` names has come, red once the time in the column `lateFrom` is past. */
const nowAndLate = (due: string, and = ""): readonly Highlight[] => [
  filledCell(due, `IF([lateFrom]="",[${due}],[lateFrom])<NOW()${and}`),
  filledCell(due, `[${due}]<NOW(),[lateFrom]>=NOW()${and}`, nowColours),
];

const stateIs = (state: ActState) => `[state]="${actStateWords[state]}"`;

const toCorrect: readonly Highlight[] = [[["problem"], '=[problem]<>""', overdueColours]];

/** All rules by tab. In each cell, the first rule that holds wins. */
function highlights(of: readonly ProtocolPack[]): Partial<Record<TabId, readonly Highlight[]>> {
  return {
    cases: [
      [[], `=[status]="${statusWords.closed}"`, finishedColours],
      ...nowAndLate("nextDue"),
      // A check-in on a Saturday or Sunday is late once Monday is over.
      filledCell("nextCheckIn", "WORKDAY([nextCheckIn]-1,1)<TODAY()"),
      ...levelColours(of).map(([name, look]): Highlight => [["level"], name, look, "bold"]),
      ...Object.values(caseTables().blocks).map((block: readonly Column[], at): Highlight => {
        const keys = block.map(({ key }) => key);
        return [keys, '=[case]<>""', blockColours[at % 2 === 0 ? 0 : 1]];
      }),
    ],
    checklist: [
      [[], `=OR(${stateIs("done")},${stateIs("not-applicable")},[closed]<>"")`, finishedColours],
      ...nowAndLate("due", `,${stateIs("open")}`),
      [[], `=OR(${stateIs("locked")},${stateIs("on-hold")})`, waitingColours],
    ],
    reports: [
      filledCell(
        "writtenReportDue",
        "[writtenReportDue]<NOW(),[writtenReportConfirmed]<>TRUE,[reporterUnreachable]<>TRUE",
      ),
    ],
    contacts: toCorrect,
    schools: toCorrect,
    settings: toCorrect,
    plan: [[["byWhen"], '=AND([byWhen]<>"",[byWhen]<TODAY(),[reviewed]="")', overdueColours]],
    summary: [[["value"], "LATE", overdueColours, "bold"]],
    outbox: [[["state"], messageStateWords.sent, finishedColours]],
  };
}

/**
 * The conditional formats of a tab, with the level colors of these packs. If the packs are left out: all packs, because the tab's rules may
 * come from any of them.
 */
export function highlightRules(
  tab: TabId,
  positions: ColumnPositions,
  of: readonly ProtocolPack[] = packs(),
): readonly ConditionalFormatRule[] {
  const { sheetId } = tabs[tab];
  const startRowIndex = firstDataRow;
  const width = Math.max(...positions.values()) + 1;
  return (highlights(of)[tab] ?? []).flatMap(([columns, when, look, weight]) => {
    const at = columns.map((key) => positions.get(key));
    const [startColumnIndex = 0] = at;
    if (at.some((one, right) => one !== startColumnIndex + right)) return [];
    const endColumnIndex = at.length === 0 ? width : startColumnIndex + at.length;
    const type = when.startsWith("=") ? ("CUSTOM_FORMULA" as const) : ("TEXT_EQ" as const);
    const userEnteredValue = when.replace(
      /\[(\w+)\]/g,
      (_, key: string) => `$${columnLetters(positions.get(key) ?? 0)}${firstDataRow + 1}`,
    );
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
  tab: TabId,
  positions: ColumnPositions,
  pack: ProtocolPack,
  { structure: { highlights: all }, rowCount }: Grown,
): readonly BatchRequest[] {
  const { sheetId } = tabs[tab];
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
  return [
    ...short,
    ...missing.map((rule, at): BatchRequest => {
      return { addConditionalFormatRule: { index: there.length + at, rule } };
    }),
  ];
}
