/** Requests about charts: checked as Google checks them, kept and shown again; the desk draws them. sheets-api.md 4. */
import { ownWords } from "../../service";
import type { GridRange } from "../messages/cell-messages";
import { type BasicChart, type ChartData, EmbeddedChart } from "../messages/chart-messages";
import { integer, message } from "../payload";
import type { Rectangle } from "../ranges";
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

const refuse = (what: string): never => {
  throw new RequestError(ownWords(what));
};

/** The one range of a domain or series. @throws RequestError where it is no row or column, or reaches out of its grid. */
function sourceOf(work: Work, data: ChartData | undefined, field: string): Rectangle {
  const sources = required(data?.sourceRange?.sources, `${field}.sourceRange.sources`);
  const [range, ...others] = sources;
  if (others.length > 0) throw notModelled("a chart's source of several ranges");
  const { endRowIndex, endColumnIndex }: GridRange = required(range, `${field}.sourceRange`);
  // How far an open range reaches in a chart is in no source.
  if (endRowIndex === undefined || endColumnIndex === undefined) {
    throw notModelled("a chart's source without an end");
  }
  const area = gridArea(sheetOf(work, range?.sheetId), range ?? {});
  const [high, wide] = [area.bottom - area.top, area.right - area.left];
  if (high !== 1 && wide !== 1) refuse(`${field}: exactly one dimension must have a length of 1`);
  if (high === 1 && wide === 1) throw notModelled("a chart's source of one cell");
  return area;
}

const isRow = ({ top, bottom }: Rectangle): boolean => bottom - top === 1;
const lengthOf = ({ top, bottom, left, right }: Rectangle): number =>
  Math.max(bottom - top, right - left);

function checkBasic(work: Work, chart: BasicChart): void {
  const { chartType, domains = [], series = [] } = chart;
  if (chartType !== "COLUMN") throw notModelled(`a chart of the type ${chartType ?? "nothing"}`);
  if (domains.length > 1) refuse("Only a single domain is supported");
  if (series.length === 0) refuse("A chart needs a series");
  const domain = domains.map((one) => sourceOf(work, one.domain, "domain"));
  const areas = series.map((one) => sourceOf(work, one.series, "series"));
  const all = [...domain, ...areas];
  const [first] = all;
  if (first === undefined) return;
  if (all.some((one) => isRow(one) !== isRow(first))) {
    refuse("All sources must have the same dimension with a length of 1");
  }
  // What Google makes of sources of unlike length is in no source.
  if (all.some((one) => lengthOf(one) !== lengthOf(first))) {
    throw notModelled("a chart's sources of unlike length");
  }
  if ((chart.headerCount ?? 0) < 0) refuse("headerCount must not be negative");
  if (series.some(({ targetAxis }) => targetAxis === "BOTTOM_AXIS")) {
    refuse("BOTTOM_AXIS is not a minor axis of a COLUMN chart");
  }
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
  if (rowIndex < 0 || columnIndex < 0) refuse("Invalid anchor cell: indexes must be positive");
  insideGrid(sheet, anchor);
  for (const pixels of [overlay.widthPixels, overlay.heightPixels]) {
    if (pixels !== undefined && pixels <= 0) refuse("A chart's size must be positive");
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
  return refuse(`No embedded object with ID: ${request.objectId ?? 0}`);
});
