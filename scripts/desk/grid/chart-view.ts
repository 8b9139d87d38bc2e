/** The charts of a tab, as the request that made them says, with the values of today. Columns alone: the desk draws no other kind. */
import type { GridRange } from "../../workspace/sheets/messages/cell-messages";
import type { ChartData, EmbeddedChart } from "../../workspace/sheets/messages/tab-messages";
import { rectangle } from "../../workspace/sheets/ranges";
import { hexOf, shownValue } from "./cell-view";
import type { Result, Surroundings } from "./formula";

/** What Google takes where a request does not say (sheets-api.md 4). */
const usual = { width: 600, height: 371 } as const;

/** What stands in a row or a column of cells, from its beginning to its end. */
function valuesIn(range: GridRange, around: Surroundings): readonly Result[] {
  const sheet = around.spreadsheet.sheets.find(
    ({ properties }) => properties.sheetId === (range.sheetId ?? 0),
  );
  if (sheet === undefined) return [];
  const { top, bottom, left, right } = rectangle(range);
  return Array.from({ length: bottom - top }, (_, down) =>
    Array.from({ length: right - left }, (_, across) =>
      shownValue(sheet.rows[top + down]?.values[left + across] ?? null, { ...around, sheet }),
    ),
  ).flat();
}

function sourceValues(data: ChartData | undefined, around: Surroundings): readonly Result[] {
  return (data?.sourceRange?.sources ?? []).flatMap((range) => valuesIn(range, around));
}

const words = (value: Result | undefined) =>
  value === null || value === undefined ? "" : String(value);

/** Null for a kind that the desk does not draw. */
function chartView(
  { chartId, spec, position }: EmbeddedChart & { readonly chartId: number },
  around: Surroundings,
) {
  const basic = spec?.basicChart;
  if (basic?.chartType !== "COLUMN") return null;
  const heads = basic.headerCount ?? 0;
  const [domain] = basic.domains ?? [];
  const overlay = position?.overlayPosition;
  const axis = basic.axis?.find((one) => one.position === "LEFT_AXIS");
  return {
    id: chartId,
    title: spec?.title ?? "",
    subtitle: spec?.subtitle ?? "",
    words: spec?.altText ?? "",
    isStacked: basic.stackedType === "STACKED",
    hasLegend: basic.legendPosition !== "NO_LEGEND",
    axis: axis?.title ?? null,
    categories: sourceValues(domain?.domain, around).slice(heads).map(words),
    series: (basic.series ?? []).map((one) => {
      const all = sourceValues(one.series, around);
      const name = all.slice(0, heads).map(words).join(" ");
      return {
        name,
        colour: hexOf(one.colorStyle),
        /** Of single columns, by their place. */
        colours: Object.fromEntries(
          (one.styleOverrides ?? []).map(({ index, colorStyle }) => [
            String(index ?? 0),
            hexOf(colorStyle),
          ]),
        ),
        values: all.slice(heads).map((value) => (typeof value === "number" ? value : null)),
      };
    }),
    row: overlay?.anchorCell?.rowIndex ?? 0,
    column: overlay?.anchorCell?.columnIndex ?? 0,
    width: overlay?.widthPixels ?? usual.width,
    height: overlay?.heightPixels ?? usual.height,
  };
}

export function chartViews(around: Surroundings) {
  return around.sheet.charts.flatMap((chart) => chartView(chart, around) ?? []);
}
