/** Charts as Google checks them: sheets-api.md 4. */
import { beforeEach, describe, expect, test } from "vitest";
import { addTab, append, Desk, field } from "./sheets-context";

const tab = 101;
let desk: Desk;

beforeEach(() => {
  desk = new Desk();
  desk.batch(addTab(tab, "Summary", 10, 6));
});

const range = (rows: readonly [number, number], columns: readonly [number, number]) => ({
  sheetId: tab,
  startRowIndex: rows[0],
  endRowIndex: rows[1],
  startColumnIndex: columns[0],
  endColumnIndex: columns[1],
});
const data = (...sources: readonly object[]) => ({ sourceRange: { sources } });
const words = data(range([1, 4], [0, 1]));
const numbers = data(range([1, 4], [1, 2]));
const series = [{ series: numbers, targetAxis: "LEFT_AXIS" }];
const good = { chartType: "COLUMN", headerCount: 0, domains: [{ domain: words }], series };
const anchorCell = { sheetId: tab, rowIndex: 2, columnIndex: 3 };

const chart = (basic: object = {}, more: object = {}, overlay: object = {}) => ({
  addChart: {
    chart: {
      chartId: 901,
      spec: { title: "By level", basicChart: { ...good, ...basic } },
      position: { overlayPosition: { anchorCell, widthPixels: 470, ...overlay } },
      ...more,
    },
  },
});

const chartsThere = () => field(desk.structure("sheets(charts(chartId))"), "sheets") as unknown;

test("is kept, and its id is in the reply and in the structure", () => {
  const reply = desk.batch(chart());
  expect(field(reply, "replies", 0, "addChart", "chart", "chartId")).toBe(901);
  expect(JSON.stringify(chartsThere())).toContain('{"chartId":901}');
});

test("a second chart of one id loses the whole batch, also where it comes in the same one", () => {
  expect(() => desk.batch(append(tab, ["lost"]), chart(), chart())).toThrow(/901 already exists/);
  expect(desk.values(range([0, 5], [0, 2]))).toBeUndefined();
  desk.batch(chart());
  expect(() => desk.batch(append(tab, ["lost"]), chart())).toThrow(/901 already exists/);
  expect(desk.values(range([0, 5], [0, 2]))).toBeUndefined();
});

test("one that was deleted in the same batch may be made again", () => {
  desk.batch(chart());
  desk.batch({ deleteEmbeddedObject: { objectId: 901 } }, chart());
  expect(JSON.stringify(chartsThere())).toContain('{"chartId":901}');
});

describe("is refused", () => {
  test.each<[string, object, RegExp]>([
    ["a field of the spec that Google does not have", chart({ legend: "none" }), /"legend"/],
    ["a kind that there is not", chart({ chartType: "BARS" }), /BasicChartType/],
    ["a legend that there is not", chart({ legendPosition: "BELOW" }), /LegendPosition/],
    ["a block as a source", chart({ domains: [{ domain: data(range([1, 4], [0, 2])) }] }), /one/],
    ["a source of a tab that is not there", chart({ series: [other()] }), /No grid with id: 7/],
    [
      "a source past the grid",
      chart({ series: [{ series: past().series }] }),
      /exceeds grid limits/,
    ],
    ["a row beside a column", chart({ series: [{ series: data(range([1, 2], [0, 3])) }] }), /same/],
    ["two domains", chart({ domains: [{ domain: words }, { domain: words }] }), /single domain/],
    ["no series", chart({ series: [] }), /needs a series/],
    ["an axis of another kind", chart({ series: [onBottom()] }), /minor axis/],
    ["a line that stacks", chart({ chartType: "LINE", stackedType: "STACKED" }), /stack/],
    ["an anchor past the grid", chart({}, {}, { anchorCell: past().cell }), /exceeds grid limits/],
    ["an anchor in no tab", chart({}, {}, { anchorCell: { sheetId: 7 } }), /No grid with id: 7/],
    ["no spec", { addChart: { chart: { chartId: 901, position: {} } } }, /spec is required/],
    ["what is not modelled", chart({ totalDataLabel: {} }), /total_data_label/],
    ["a source of unlike length", chart({ series: [longer()] }), /unlike length/],
  ])("%s, with all of its batch", (_, request, words) => {
    expect(() => desk.batch(append(tab, ["lost"]), request)).toThrow(words);
    expect(desk.values(range([0, 5], [0, 2]))).toBeUndefined();
    expect(JSON.stringify(chartsThere())).not.toContain("901");
  });

  function other() {
    return { series: data({ ...range([1, 4], [1, 2]), sheetId: 7 }) };
  }
  function past() {
    const cell = { sheetId: tab, rowIndex: 99, columnIndex: 0 };
    return { series: data(range([8, 11], [1, 2])), cell };
  }
  function onBottom() {
    return { series: numbers, targetAxis: "BOTTOM_AXIS" };
  }
  function longer() {
    return { series: data(range([1, 5], [1, 2])) };
  }
});
