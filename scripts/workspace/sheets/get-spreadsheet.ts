/** spreadsheets.get with a `fields` mask: the structure of a spreadsheet, never its cells. sheets-api.md 3. */
import { type CallContext, GoogleError, LocalRefusal, ownWords } from "../service";
import { asAdvancedCall, opened, pathParameter, spend } from "./access";
import { type Mask, parseMask, shown, unknownField } from "./field-mask";
import { SpreadsheetResource, sheetResource, spreadsheetResource } from "./resource";

function fieldsOf(options: unknown): Mask {
  if (options === undefined || options === null) return true;
  if (typeof options !== "object") throw new LocalRefusal("options must be an object");
  const { fields, ...others } = { fields: undefined, ...options };
  const [other] = Object.keys(others);
  if (other !== undefined) {
    throw new LocalRefusal(`modelled, but not with this argument: ${other} of spreadsheets.get`);
  }
  if (fields === undefined) return true;
  const mask = typeof fields === "string" ? parseMask(fields) : null;
  if (mask === null) throw new GoogleError(ownWords(`Invalid field selection ${String(fields)}`));
  const unknown = unknownField(mask, SpreadsheetResource, true);
  if (unknown !== null) throw new GoogleError(ownWords(`Invalid field selection ${unknown}`));
  if (mask !== true) {
    const sheets = mask["sheets"];
    if (sheets !== undefined && sheets !== true && sheets["data"] !== undefined) {
      throw new LocalRefusal("real but not modelled here: grid data of spreadsheets.get");
    }
  }
  return mask;
}

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
    const mask = fieldsOf(options);
    const actor = { address: context.user, owner: file.owner };
    const sheets = spreadsheet.sheets.map((sheet, index) => sheetResource(sheet, index, actor));
    return shown(spreadsheetResource(spreadsheet, sheets), mask);
  });
}
