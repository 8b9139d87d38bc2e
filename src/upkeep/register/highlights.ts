/** Conditional formats: levels, what is overdue, what is finished, what waits. */
import { columnLetters } from "../../register/a1";
import type { TabId } from "../../register/columns";
import type { ColumnPositions } from "../../register/read-plan";
import { firstDataRow, tabs } from "../../register/tabs";
import { actStateWords, levelWords, messageStateWords, statusWords } from "../../register/words";
import type { BatchRequest } from "../../workspace";
import {
  finishedColours,
  levelColours,
  overdueColours,
  type Pair,
  pairFormat,
  waitingColours,
} from "./palette";

interface Highlight {
  /** The column that is coloured; left out: the whole row. */
  readonly column?: string;
  /** A condition on the row, where `[key]` is the row's cell of that column; or the exact text of the column's cell. */
  readonly when: { readonly formula: string } | { readonly text: string };
  readonly look: Pair;
  readonly bold?: boolean;
}

const { open, locked, done } = actStateWords;
const onHold = actStateWords["on-hold"];
const notApplicable = actStateWords["not-applicable"];

/** The first one that holds wins, per cell. */
const highlights: Readonly<Partial<Record<TabId, readonly Highlight[]>>> = {
  cases: [
    { when: { formula: `=[status]="${statusWords.closed}"` }, look: finishedColours },
    {
      column: "nextDue",
      when: { formula: '=AND([nextDue]<>"",[nextDue]<NOW())' },
      look: overdueColours,
      bold: true,
    },
    {
      column: "nextCheckIn",
      when: { formula: '=AND([nextCheckIn]<>"",[nextCheckIn]<TODAY())' },
      look: overdueColours,
      bold: true,
    },
    ...Object.entries(levelColours).map(
      ([level, look]): Highlight => ({
        column: "level",
        // Both records are written over the same level ids.
        when: { text: levelWords[level as keyof typeof levelWords] },
        look,
        bold: true,
      }),
    ),
  ],
  checklist: [
    {
      when: { formula: `=OR([state]="${done}",[state]="${notApplicable}")` },
      look: finishedColours,
    },
    {
      column: "due",
      when: { formula: `=AND([due]<>"",[due]<NOW(),[state]="${open}")` },
      look: overdueColours,
      bold: true,
    },
    {
      when: { formula: `=OR([state]="${locked}",[state]="${onHold}")` },
      look: waitingColours,
    },
  ],
  reports: [
    {
      column: "writtenReportDue",
      when: {
        formula:
          '=AND([writtenReportDue]<>"",[writtenReportDue]<NOW(),[writtenReportConfirmed]<>TRUE)',
      },
      look: overdueColours,
      bold: true,
    },
  ],
  contacts: [{ column: "problem", when: { formula: '=[problem]<>""' }, look: overdueColours }],
  schools: [{ column: "problem", when: { formula: '=[problem]<>""' }, look: overdueColours }],
  settings: [{ column: "problem", when: { formula: '=[problem]<>""' }, look: overdueColours }],
  plan: [
    {
      column: "byWhen",
      when: { formula: '=AND([byWhen]<>"",[byWhen]<TODAY(),[reviewed]="")' },
      look: overdueColours,
    },
  ],
  summary: [{ column: "value", when: { text: "LATE" }, look: overdueColours, bold: true }],
  outbox: [
    {
      column: "state",
      when: { text: messageStateWords.sent },
      look: finishedColours,
    },
  ],
};

function condition(when: Highlight["when"], positions: ColumnPositions) {
  if ("text" in when) return { type: "TEXT_EQ", values: [{ userEnteredValue: when.text }] };
  const formula = when.formula.replace(/\[(\w+)\]/g, (_, key: string) => {
    const index = positions.get(key) ?? 0;
    return `$${columnLetters(index)}${firstDataRow + 1}`;
  });
  return { type: "CUSTOM_FORMULA", values: [{ userEnteredValue: formula }] };
}

/** The conditional formats of a new tab. */
export function highlightRequests(tab: TabId, positions: ColumnPositions): readonly BatchRequest[] {
  const width = Math.max(...positions.values()) + 1;
  return (highlights[tab] ?? []).map(({ column, when, look, bold }, index) => {
    const at = column === undefined ? undefined : positions.get(column);
    return {
      addConditionalFormatRule: {
        index,
        rule: {
          ranges: [
            {
              sheetId: tabs[tab].sheetId,
              startRowIndex: firstDataRow,
              startColumnIndex: at ?? 0,
              endColumnIndex: at === undefined ? width : at + 1,
            },
          ],
          booleanRule: { condition: condition(when, positions), format: pairFormat(look, bold) },
        },
      },
    };
  });
}
