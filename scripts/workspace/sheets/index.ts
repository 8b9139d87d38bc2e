/** The local Sheets API, which scripts call as the advanced service `Sheets`. */

import type { CallContext, ServiceClass } from "../service";
import { collection, serviceCall } from "../services/declare";
import { getSpreadsheet } from "./replies/asked-ranges";
import { batchGetByDataFilter } from "./replies/values";
import { batchUpdate } from "./requests/batch-update";

/** Any one of these is enough; sheets-api.md 6. */
const readScopes = [
  "spreadsheets",
  "drive.file",
  "drive",
  "spreadsheets.readonly",
  "drive.readonly",
];
const writeScopes = ["spreadsheets", "drive.file", "drive"];

const method = (
  scopes: readonly string[],
  planningMilliseconds: number,
  call: (context: CallContext, args: readonly unknown[]) => unknown,
) => serviceCall(planningMilliseconds, (context, _self, args) => call(context, args), { scopes });

export const sheetsServices: readonly ServiceClass[] = [
  collection("Sheets.Spreadsheets", "Sheets.Collection.SpreadsheetsCollection", {
    batchUpdate: method(writeScopes, 700, batchUpdate),
    get: method(readScopes, 300, getSpreadsheet),
  }),
  collection("Sheets.Spreadsheets.Values", "Sheets.Collection.Spreadsheets.ValuesCollection", {
    batchGetByDataFilter: method(readScopes, 300, batchGetByDataFilter),
  }),
];
