/** The Spreadsheets port on the local Sheets service, for tests of the register; people can act between two calls. */
import { driveSlice } from "../../scripts/workspace/service";
import type { Clock, RangeValues, Spreadsheets } from "../../src/ports";
import { Desk, field } from "../workspace/sheets-context";

const hour = 3_600_000;
const summerBegins = Date.UTC(2026, 2, 8, 10);
const summerEnds = Date.UTC(2026, 10, 1, 9);

/** California in 2026: eight hours behind UTC, seven in summer. */
export const california = {
  offsetMinutes: (at: number) => (at >= summerBegins && at < summerEnds ? -420 : -480),
};

export function testClock(start: number): Clock & { at: number } {
  return {
    at: start,
    started: start,
    zone: "America/Los_Angeles",
    now() {
      return this.at;
    },
    offsetMinutes: california.offsetMinutes,
    sleep(milliseconds) {
      this.at += milliseconds;
    },
  };
}

function rawValues(data: unknown): RangeValues["values"] {
  const rows = field(data, "rowData");
  return (Array.isArray(rows) ? rows : []).map((row: unknown) => {
    const cells = field(row, "values");
    return (Array.isArray(cells) ? cells : []).map((cell: unknown) => {
      const value = field(cell, "userEnteredValue");
      const raw =
        field(value, "stringValue") ?? field(value, "numberValue") ?? field(value, "boolValue");
      return typeof raw === "string" || typeof raw === "number" || typeof raw === "boolean"
        ? raw
        : "";
    });
  });
}

export class DeskSpreadsheets implements Spreadsheets {
  readonly desk = new Desk();
  readonly calls: string[] = [];
  /** Requests of each batch, in order. */
  readonly batches: (readonly Readonly<Record<string, unknown>>[])[] = [];
  /** Run once, before the next call of that name. */
  before: { call: string; act: () => void } | null = null;

  create(): string {
    this.note("create");
    return this.desk.id;
  }

  find(): readonly string[] {
    this.note("find");
    return [];
  }

  read: Spreadsheets["read"] = (_id, ranges) => {
    this.note("read");
    return ranges.map((range) => {
      const found = field(this.desk.read(range), "valueRanges", 0, "valueRange");
      const values = field(found, "values");
      return { range: String(field(found, "range")), values: Array.isArray(values) ? values : [] };
    });
  };

  batchUpdate: Spreadsheets["batchUpdate"] = (id, requests, readBack = []) => {
    this.note("batchUpdate");
    this.batches.push(requests);
    const reply = this.desk.call(
      "Sheets.Spreadsheets.batchUpdate",
      {
        requests,
        ...(readBack.length === 0
          ? {}
          : {
              includeSpreadsheetInResponse: true,
              responseRanges: readBack,
              responseIncludeGridData: true,
            }),
      },
      id,
    );
    // Answers come grouped by tab, within a tab in the order asked.
    const taken = new Map<string, number>();
    const sheets = field(reply, "updatedSpreadsheet", "sheets");
    const ranges = readBack.map((range) => {
      const title = range.slice(1, range.lastIndexOf("!") - 1).replace(/''/g, "'");
      const sheet = (Array.isArray(sheets) ? sheets : []).find(
        (one: unknown) => field(one, "properties", "title") === title,
      );
      const position = taken.get(title) ?? 0;
      taken.set(title, position + 1);
      return { range, values: rawValues(field(sheet, "data", position)) };
    });
    return { ranges };
  };

  structure: Spreadsheets["structure"] = () => {
    this.note("structure");
    const found = this.desk.structure();
    const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
    const sheets = list(field(found, "sheets"));
    return {
      zone: String(field(found, "properties", "timeZone")),
      locale: String(field(found, "properties", "locale")),
      tabs: sheets.map((sheet) => ({
        sheetId: Number(field(sheet, "properties", "sheetId")),
        title: String(field(sheet, "properties", "title")),
        index: Number(field(sheet, "properties", "index")),
        hidden: field(sheet, "properties", "hidden") === true,
        rowCount: Number(field(sheet, "properties", "gridProperties", "rowCount")),
        columnCount: Number(field(sheet, "properties", "gridProperties", "columnCount")),
      })),
      protectedRanges: sheets.flatMap((sheet) =>
        list(field(sheet, "protectedRanges")).map((range) => ({
          id: Number(field(range, "protectedRangeId")),
          sheetId: Number(field(range, "range", "sheetId")),
          description: String(field(range, "description")),
          editors: list(field(range, "editors", "users")).map(String),
          isOpen: true,
        })),
      ),
      filterViews: sheets.flatMap((sheet) =>
        list(field(sheet, "filterViews")).map((view) => ({
          id: Number(field(view, "filterViewId")),
          sheetId: Number(field(view, "range", "sheetId")),
          title: String(field(view, "title")),
        })),
      ),
    };
  };

  /** Adds an editor, as a lead would. */
  share(address: string): void {
    driveSlice(this.desk.store).files[this.desk.id]?.editors.push(address);
  }

  /** The cells of a tab as stored, from a row on. */
  cells(sheetId: number, fromRow: number): unknown {
    return this.desk.values({ sheetId, startRowIndex: fromRow }) ?? [];
  }

  private note(call: string): void {
    const hook = this.before;
    if (hook?.call === call) {
      this.before = null;
      hook.act();
    }
    this.calls.push(call);
    // Sixty calls a minute are Google's limit; tests are not about it.
    this.desk.now += hour;
  }
}
