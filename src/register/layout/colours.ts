/** The colors of a register: of tabs and titles, of levels, and of the rows and cells that stand out (conditional formats). */
import type { BatchRequest } from "../../ports";
import type {
  CellFormat,
  ColorStyle,
  Condition,
  ConditionalFormatRule,
  GridRange,
} from "../../ports/sheets-requests";
import { packs } from "../../protocol/find-pack";
import type { ActState } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import { say } from "../../protocol/wording";
import { actStateWords, messageStateWords, statusWords, type TabId } from "../columns";
import { type ColumnPositions, columnLetters, isShortRange } from "../read/ranges";
import { firstDataRow, matters, tabs } from "../tabs";
import type { Grown } from "./protections";

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
  const bold = weight === "bold" ? { bold: true } : {};
  return {
    backgroundColorStyle: colorStyle(background),
    textFormat: { foregroundColorStyle: colorStyle(text), ...bold },
  };
}

// Conditional formats: which rows and cells stand out, and when.

interface Highlight {
  /** Key of the column that is coloured; or the columns of a block, coloured where they stand side by side; left out: the whole row. */
  readonly column?: string;
  readonly block?: readonly string[];
  /** When the colour shows: a formula, in which `[key]` is the row's cell of that column; or the exact text of the column's cell. */
  readonly when: { readonly formula: string } | { readonly text: string };
  readonly look: Pair;
  readonly bold?: boolean;
}

/** Colours a cell that is filled while `and` (a formula) holds. */
function filledCell(column: string, and: string, look = overdueColours): Highlight {
  return { column, when: { formula: `=AND([${column}]<>"",${and})` }, look, bold: true };
}

const toCorrect: readonly Highlight[] = [
  { column: "problem", when: { formula: '=[problem]<>""' }, look: overdueColours },
];

/** Amber for what is due now, red once the time in `lateFrom` is past. */
function nowAndLate(due: string, and = ""): readonly Highlight[] {
  return [
    filledCell(due, `IF([lateFrom]="",[${due}],[lateFrom])<NOW()${and}`),
    filledCell(due, `[${due}]<NOW(),[lateFrom]>=NOW()${and}`, nowColours),
  ];
}

function rowsIn(states: string, look: Pair): Highlight {
  return { when: { formula: `=${states}` }, look };
}

const stateIs = (state: ActState) => `[state]="${actStateWords[state]}"`;

/** All rules, by tab. In each cell the first rule that holds wins. */
function highlights(
  of: readonly ProtocolPack[],
): Readonly<Partial<Record<TabId, readonly Highlight[]>>> {
  return {
    cases: [
      rowsIn(`[status]="${statusWords.closed}"`, finishedColours),
      ...nowAndLate("nextDue"),
      // Of a Saturday or a Sunday: once Monday is over.
      filledCell("nextCheckIn", "WORKDAY([nextCheckIn]-1,1)<TODAY()"),
      ...levelColours(of).map(
        ([text, look]): Highlight => ({ column: "level", when: { text }, look, bold: true }),
      ),
      ...Object.values(matters).map(
        ({ columns }, at): Highlight => ({
          block: columns,
          when: { formula: '=[case]<>""' },
          look: blockColours[at % 2 === 0 ? 0 : 1],
        }),
      ),
    ],
    checklist: [
      rowsIn(`OR(${stateIs("done")},${stateIs("not-applicable")},[closed]<>"")`, finishedColours),
      ...nowAndLate("due", `,${stateIs("open")}`),
      rowsIn(`OR(${stateIs("locked")},${stateIs("on-hold")})`, waitingColours),
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
    plan: [{ ...filledCell("byWhen", '[byWhen]<TODAY(),[reviewed]=""'), bold: false }],
    summary: [{ column: "value", when: { text: "LATE" }, look: overdueColours, bold: true }],
    outbox: [{ column: "state", when: { text: messageStateWords.sent }, look: finishedColours }],
  };
}

/** When a highlight shows, as a condition of the Sheets API. */
function cellCondition(when: Highlight["when"], positions: ColumnPositions): Condition {
  if ("text" in when) return { type: "TEXT_EQ", values: [{ userEnteredValue: when.text }] };
  const formula = when.formula.replace(/\[(\w+)\]/g, (_, key: string) => {
    const index = positions.get(key) ?? 0;
    return `$${columnLetters(index)}${firstDataRow + 1}`;
  });
  return { type: "CUSTOM_FORMULA", values: [{ userEnteredValue: formula }] };
}

/** The conditional formats of a tab, with the colors of these packs' levels. Left out: all packs, since the tab's rules may be of any of them. */
export function highlightRules(
  tab: TabId,
  positions: ColumnPositions,
  of: readonly ProtocolPack[] = packs(),
): readonly ConditionalFormatRule[] {
  const width = Math.max(...positions.values()) + 1;
  const shown = (highlights(of)[tab] ?? []).filter(({ block = [] }) =>
    block.every(
      (key, right) => positions.get(key) === (positions.get(block[0] ?? "") ?? 0) + right,
    ),
  );
  return shown.map(({ column, block = [], when, look, bold }): ConditionalFormatRule => {
    const [first = column] = block;
    const at = first === undefined ? undefined : positions.get(first);
    return {
      ranges: [
        {
          sheetId: tabs[tab].sheetId,
          startRowIndex: firstDataRow,
          startColumnIndex: at ?? 0,
          endColumnIndex: at === undefined ? width : at + Math.max(1, block.length),
        },
      ],
      booleanRule: {
        condition: cellCondition(when, positions),
        format: pairFormat(look, bold === true ? "bold" : undefined),
      },
    };
  });
}

function conditionText({ booleanRule: { condition } }: ConditionalFormatRule): string {
  return [
    condition.type,
    ...(condition.values ?? []).flatMap((value) => Object.values(value)),
  ].join("\n");
}

/**
 * Requests that add the conditional formats that a tab lacks, and make ours reach to its end, which is at row `rowCount`. Ours are
 * recognized by their condition.
 */
export function highlightChanges(
  tab: TabId,
  positions: ColumnPositions,
  pack: ProtocolPack,
  { structure: { highlights }, rowCount }: Grown,
): readonly BatchRequest[] {
  const { sheetId } = tabs[tab];
  const there = highlights.filter((one) => one.sheetId === sheetId);
  const texts = new Set(there.map(({ condition }) => condition.join("\n")));
  const ours = highlightRules(tab, positions);
  const own = highlightRules(tab, positions, [pack]);
  const isFormula = (type: string | undefined) => type === "CUSTOM_FORMULA";
  // Google may give a formula back in other words: then none is added as long as there are as many.
  const lacksFormulas =
    there.filter(({ condition }) => isFormula(condition[0])).length <
    own.filter(({ booleanRule }) => isFormula(booleanRule.condition.type)).length;
  const isShort = (range: GridRange) => isShortRange(range, firstDataRow, rowCount);
  return [
    ...there.flatMap(({ index, condition, ranges }): readonly BatchRequest[] => {
      const rule = ours.find((one) => conditionText(one) === condition.join("\n"));
      return rule === undefined || !ranges.some(isShort)
        ? []
        : [
            { deleteConditionalFormatRule: { sheetId, index } },
            { addConditionalFormatRule: { index, rule } },
          ];
    }),
    ...own
      .filter((rule) => !texts.has(conditionText(rule)))
      .filter(({ booleanRule: { condition } }) => lacksFormulas || !isFormula(condition.type))
      .map(
        (rule, at): BatchRequest => ({
          addConditionalFormatRule: { index: there.length + at, rule },
        }),
      ),
  ];
}
