/** How wide the register's tabs are to whoever opens them: columns in sight, their pixels, and how far the daily work reaches. */
import { type TabId, tabIds } from "../../src/register/columns";
import { tabs } from "../../src/register/tabs";

/** What somebody works with each day, by tab. */
export const dailyWork: Readonly<Partial<Record<TabId, readonly string[]>>> = {
  cases: [
    "case",
    "student",
    "attention",
    "openMatters",
    "acknowledged",
    "level",
    "nextDue",
    "school",
    "hasIt",
    "status",
  ],
  checklist: ["what", "done", "case", "call", "due", "agencyReference", "who", "why"],
};

export interface TabScreen {
  readonly tab: TabId;
  /** Columns that the script does not hide. */
  readonly columns: number;
  readonly pixels: number;
  /** Pixels from the row numbers to the right edge of the last column of the daily work; null for a tab that nobody works in daily. */
  readonly daily: number | null;
}

/** The same of the two tabs as commit fd710e0 had them, with the columns that it had of the daily work. */
export const before: readonly TabScreen[] = [
  { tab: "cases", columns: 65, pixels: 11_340, daily: 2_430 },
  { tab: "checklist", columns: 23, pixels: 4_130, daily: 3_530 },
];

export function tabScreens(): readonly TabScreen[] {
  return tabIds.map((tab) => {
    const shown = tabs[tab].columns.filter(({ hidden }) => !hidden);
    const right = (count: number) =>
      shown.slice(0, count).reduce((sum, { width }) => sum + width, 0);
    const places = dailyWork[tab]?.map((key) => shown.findIndex((column) => column.key === key));
    const daily = places === undefined ? null : right(Math.max(...places) + 1);
    return { tab, columns: shown.length, pixels: right(shown.length), daily };
  });
}

/** A line for each tab, those of before beside. */
export function screensText(): string {
  const line = ({ columns, pixels, daily }: TabScreen) =>
    `${columns} columns, ${pixels} pixels${daily === null ? "" : `, daily work in the first ${daily}`}`;
  return tabScreens()
    .map((one) => {
      const was = before.find(({ tab }) => tab === one.tab);
      return `  ${one.tab}: ${line(one)}${was === undefined ? "" : ` (before: ${line(was)})`}\n`;
    })
    .join("");
}
