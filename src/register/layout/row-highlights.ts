/** Conditional formats: which rows and cells stand out, and when. */
import type { BatchRequest } from "../../ports";
import type { Condition, ConditionalFormatRule, GridRange } from "../../ports/sheets-requests";
import { packs } from "../../protocol/find-pack";
import type { ActState } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import { actStateWords, messageStateWords, statusWords, type TabId } from "../columns";
import { type ColumnPositions, columnLetters, isShortRange } from "../read/ranges";
import { firstDataRow, matters, tabs } from "../tabs";
import type { Grown } from "./protections";
import {
  blockColours,
  finishedColours,
  levelColours,
  nowColours,
  overdueColours,
  type Pair,
  pairFormat,
  waitingColours,
} from "./tab-colours";

interface Highlight {
  /** Key of the column that is coloured; or the columns of a block, coloured where they stand side by side; left out: the whole row. */
  readonly column?: string;
  readonly block?: readonly string[];
  /** When the colour shows: a formula, in which `[key]` is the row's cell of that column; or the exact text of the column's cell. */
  readonly when: { readonly formula: string } | { readonly text: string };
  readonly look: Pair;
  readonly bold?: boolean;
}

const toCorrect: readonly Highlight[] = [
  { column: "problem", when: { formula: '=[problem]<>""' }, look: overdueColours },
];

/** Colours a time that is before `end` (a formula). */
function over(column: string, end: string): Highlight {
  const formula = `=AND([${column}]<>"",[${column}]<${end})`;
  return { column, when: { formula }, look: overdueColours, bold: true };
}

/** Amber for what is due now, red once the time in `lateFrom` is past. */
function nowAndLate(due: string, and = ""): readonly Highlight[] {
  const late = `=AND([${due}]<>"",IF([lateFrom]="",[${due}],[lateFrom])<NOW()${and})`;
  const now = `=AND([${due}]<>"",[${due}]<NOW(),[lateFrom]>=NOW()${and})`;
  return [
    { column: due, when: { formula: late }, look: overdueColours, bold: true },
    { column: due, when: { formula: now }, look: nowColours, bold: true },
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
      {
        column: "nextCheckIn",
        when: { formula: '=AND([nextCheckIn]<>"",WORKDAY([nextCheckIn]-1,1)<TODAY())' },
        look: overdueColours,
        bold: true,
      },
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
      over("writtenReportDue", "NOW(),[writtenReportConfirmed]<>TRUE,[reporterUnreachable]<>TRUE"),
    ],
    contacts: toCorrect,
    schools: toCorrect,
    settings: toCorrect,
    plan: [{ ...over("byWhen", 'TODAY(),[reviewed]=""'), bold: false }],
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
