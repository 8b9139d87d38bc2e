/** spreadsheets.get with a `fields` mask: the structure of a spreadsheet, never its cells. sheets-api.md 3. */
import { type CallContext, LocalRefusal } from "../service";
import { asAdvancedCall, opened, pathParameter, spend } from "./access";
import { shown } from "./field-mask";
import { fieldOf, replyFields } from "./reply-fields";
import { SpreadsheetResource, sheetResource, spreadsheetResource } from "./resource";

/**
 * `Sheets.Spreadsheets.get(spreadsheetId, { fields })`. An empty result is `{}`.
 * @throws GoogleError with the API's texts.
 */
export function getSpreadsheet(context: CallContext, args: readonly unknown[]): unknown {
  const [idArgument, options] = args;
  const id = pathParameter(idArgument, "spreadsheetId");
  return asAdvancedCall("sheets.spreadsheets.get", () => {
    spend(context, "reads");
    const { spreadsheet, file } = opened(context, id, "read");
    const mask = replyFields(options, SpreadsheetResource, "spreadsheets.get");
    if (mask !== true && fieldOf(fieldOf(mask, "sheets"), "data") !== null) {
      const all = fieldOf(mask, "sheets") === true;
      if (!all) throw new LocalRefusal("real but not modelled here: grid data of spreadsheets.get");
    }
    const actor = { address: context.user, owner: file.owner };
    const sheets = spreadsheet.sheets.map((sheet, index) => sheetResource(sheet, index, actor));
    return shown(spreadsheetResource(spreadsheet, sheets), mask);
  });
}
