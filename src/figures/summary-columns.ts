/** The columns of the tab Summary. */
import { once } from "../lazy";
import { column, makeTabs, type RowWith } from "../register/columns";
import { overdueColours } from "../register/layout/colours";
import { englishDates, schoolYearMonths } from "../time";

const columns = once(() => [
  column("text", "measure", "Measure", { width: 220 }),
  column("text", "value", "Value", { width: 90 }),
  column("date-time", "at", "When", {
    note: "Filled in by the system: when it last ran (the value beside it turns to LATE by itself), and when it last counted the school year.",
  }),
  column("text", "state", "State", { width: 280 }),
  column("text", "label", "For short", { width: 125 }),
  // Only a register with figures of the school year has these. The months stay side by side, because the charts read them as one range.
  ...schoolYearMonths.map((month) =>
    column("number", `month${month}`, englishDates.months[month - 1] ?? "", {
      width: 60,
      isInSome: true,
    }),
  ),
  column("number", "thisYear", "School year", { width: 75, isInSome: true }),
  column("number", "yearBefore", "Year before", { width: 75, isInSome: true }),
]);

export type SummaryRow = RowWith<ReturnType<typeof columns>[number]>;

/** The tab. */
export const summaryTabs = makeTabs(
  {
    summary: {
      sheetId: 110,
      colour: "reference",
      hasGridlines: false,
      spareColumns: 6,
      growsBesideTitles: true,
      highlights: () => [[["value"], "LATE", overdueColours, "bold"]],
    },
  },
  () => ({ columns: { summary: columns() } }),
);
