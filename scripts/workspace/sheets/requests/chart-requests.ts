/** Requests about charts: checked as Google checks them, kept and shown again; the desk draws them. sheets-api.md 4. */
import { ownWords } from "../../service";
import { type BasicChart, type ChartData, EmbeddedChart } from "../messages/chart-messages";
import { integer, message } from "../payload";
import {
  freshId,
  gridArea,
  insideGrid,
  notModelled,
  RequestError,
  requestKind,
  required,
  sheetOf,
  type Work,
} from "./request-kind";

/** The shape of a domain's or series' cells, "rows by columns". @throws RequestError if they reach out of the grid, LocalRefusal where they are no line. */
function lineOf(work: Work, data: ChartData | undefined): string {
  const sources = required(data?.sourceRange?.sources, "sources");
  const range = required(sources[0], "sources[0]");
  const { top, bottom, left, right } = gridArea(sheetOf(work, range.sheetId), range);
  const isWhole = range.endRowIndex !== undefined && range.endColumnIndex !== undefined;
  const [high, wide] = [bottom - top, right - left];
  if (sources.length > 1 || !isWhole || (high === 1) === (wide === 1))
    throw notModelled("a chart's source other than cells of one row or column");
  return `${high} by ${wide}`;
}

/** Only what the desk draws: columns over one domain, all of one shape. */
function checkBasic(work: Work, { chartType, domains = [], series = [] }: BasicChart): void {
  if (chartType !== "COLUMN" || domains.length !== 1 || series.length === 0)
    throw notModelled("a chart other than columns over one domain");
  const shapes = [domains[0]?.domain, ...series.map((one) => one.series)];
  if (new Set(shapes.map((one) => lineOf(work, one))).size > 1)
    throw notModelled("a chart's sources of unlike shape");
}

export const addChart = requestKind(message({ chart: EmbeddedChart }), (work, request) => {
  const asked = required(request.chart, "chart");
  checkBasic(work, required(asked.spec?.basicChart, "chart.spec"));
  const overlay = asked.position?.overlayPosition;
  if (overlay === undefined) throw notModelled("a chart's position other than overlayPosition");
  const { sheetId, rowIndex = 0, columnIndex = 0 } = required(overlay.anchorCell, "anchorCell");
  const sheet = sheetOf(work, sheetId);
  const anchor = {
    top: rowIndex,
    bottom: rowIndex + 1,
    left: columnIndex,
    right: columnIndex + 1,
  };
  insideGrid(sheet, anchor);
  for (const pixels of [overlay.widthPixels, overlay.heightPixels]) {
    if (pixels !== undefined && pixels <= 0) throw notModelled("a chart of no size");
  }
  const chartId = freshId(
    work,
    asked.chartId,
    (id) => work.spreadsheet.sheets.some((one) => one.charts.some((chart) => chart.chartId === id)),
    "chartId",
  );
  const chart = { ...asked, chartId };
  sheet.charts.push(chart);
  return { addChart: { chart } };
});

export const deleteEmbeddedObject = requestKind(message({ objectId: integer }), (work, request) => {
  for (const sheet of work.spreadsheet.sheets) {
    const place = sheet.charts.findIndex((chart) => chart.chartId === request.objectId);
    if (place >= 0) {
      sheet.charts.splice(place, 1);
      return {};
    }
  }
  throw new RequestError(ownWords(`No embedded object with ID: ${request.objectId ?? 0}`));
});
