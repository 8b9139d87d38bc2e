/** A call context and a spreadsheet for the tests of the local Sheets and Drive. */
import { driveServices } from "../../scripts/workspace/drive";
import {
  type CallContext,
  driveSlice,
  ReadyJson,
  type ServiceClass,
} from "../../scripts/workspace/service";
import { sheetsServices } from "../../scripts/workspace/sheets";
import { spreadsheetAppServices } from "../../scripts/workspace/spreadsheet-app";
import { MemoryStore } from "../../scripts/workspace/store";

export const owner = "admin@district.example";
export const editor = "contact@district.example";

const services: readonly ServiceClass[] = [
  ...sheetsServices,
  ...driveServices,
  ...spreadsheetAppServices,
];

export class Desk {
  readonly store = new MemoryStore();
  user = owner;
  now = Date.UTC(2026, 10, 24, 18);
  granted: readonly string[] = ["spreadsheets", "drive.file"];
  assume: Record<string, string> = {};
  cellsRead = 0;
  cellsWritten = 0;
  readonly id: string;

  constructor() {
    const made = this.call(
      "Drive.Files.create",
      { name: "Register", mimeType: "application/vnd.google-apps.spreadsheet" },
      null,
      { ignoreDefaultVisibility: true, fields: "id" },
    );
    this.id = String(field(made, "id"));
  }

  /** Calls a method by its full path, as a script would; arguments and results go through JSON. */
  call(path: string, ...args: unknown[]): unknown {
    return this.on(null, path, ...args);
  }

  on(self: unknown, path: string, ...args: unknown[]): unknown {
    const dot = path.lastIndexOf(".");
    const className = path.slice(0, dot);
    const method = services.find(({ name }) => name === className)?.methods[path.slice(dot + 1)];
    if (method === undefined) throw new Error(`not declared: ${path}`);
    const answer = method.call(this.context(), self, args);
    return answer instanceof ReadyJson ? JSON.parse(answer.text) : answer;
  }

  batch(...requests: unknown[]): unknown {
    return this.call("Sheets.Spreadsheets.batchUpdate", { requests }, this.id);
  }

  read(...ranges: unknown[]): unknown {
    const resource = {
      dataFilters: ranges.map((gridRange) => ({ gridRange })),
      valueRenderOption: "UNFORMATTED_VALUE",
      dateTimeRenderOption: "SERIAL_NUMBER",
    };
    return this.call("Sheets.Spreadsheets.Values.batchGetByDataFilter", resource, this.id);
  }

  /** The values of one range. */
  values(range: unknown): unknown {
    return field(this.read(range), "valueRanges", 0, "valueRange", "values");
  }

  structure(fields?: string): unknown {
    const options = fields === undefined ? [] : [{ fields }];
    return this.call("Sheets.Spreadsheets.get", this.id, ...options);
  }

  share(...addresses: string[]): void {
    driveSlice(this.store).files[this.id]?.editors.push(...addresses);
  }

  private context(): CallContext {
    return {
      store: this.store,
      user: this.user,
      activeUser: "",
      now: this.now,
      containerId: "form",
      surface: "clock",
      htmlFiles: {},
      scriptZone: "America/Los_Angeles",
      missing: [],
      granted: this.granted,
      countCellsRead: (cells) => {
        this.cellsRead += cells;
      },
      countCellsWritten: (cells) => {
        this.cellsWritten += cells;
      },
      pass: () => undefined,
      runId: 1,
      assume: this.assume,
    };
  }
}

/** What stands at a path inside a value, or undefined. */
export function field(value: unknown, ...path: (string | number)[]): unknown {
  let here = value;
  for (const part of path) {
    if (typeof here !== "object" || here === null) return undefined;
    here = Reflect.get(here, part);
  }
  return here;
}

const text = (stringValue: string) => ({ userEnteredValue: { stringValue } });
const number = (numberValue: number) => ({ userEnteredValue: { numberValue } });
const tick = (boolValue: boolean) => ({ userEnteredValue: { boolValue } });

/** An appendCells request of plain values to a tab. */
export function append(sheetId: number, ...rows: (string | number | boolean | null)[][]): unknown {
  return {
    appendCells: {
      sheetId,
      fields: "userEnteredValue",
      rows: rows.map((row) => ({
        values: row.map((value) => {
          if (value === null) return {};
          if (typeof value === "string") return text(value);
          return typeof value === "number" ? number(value) : tick(value);
        }),
      })),
    },
  };
}

export const addTab = (sheetId: number, title: string, rowCount = 100, columnCount = 10) => ({
  addSheet: { properties: { sheetId, title, gridProperties: { rowCount, columnCount } } },
});
