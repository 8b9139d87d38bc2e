/** spreadsheets.get with a `fields` mask: the structure of a spreadsheet, and of its cells what the mask names. sheets-api.md 3. */
import type { CallContext } from "../../service";
import { asAdvancedCall, opened, pathParameter, spend } from "../access";
import { shown } from "../field-mask";
import { sheetsAsked } from "./asked-ranges";
import { askedRanges, fieldOf, replyFields } from "./reply-fields";
import { SpreadsheetResource, spreadsheetResource } from "./resource";

/**
 * `Sheets.Spreadsheets.get(spreadsheetId, { ranges, fields })`. Cells come where a mask names them below `sheets`. An empty result is `{}`.
 * @throws GoogleError with the API's texts.
 */
export function getSpreadsheet(context: CallContext, args: readonly unknown[]): unknown {
  const [idArgument, options] = args;
  const id = pathParameter(idArgument, "spreadsheetId");
  return asAdvancedCall("sheets.spreadsheets.get", () => {
    spend(context, "reads");
    const { spreadsheet, file } = opened(context, id, "read");
    const { ranges, others } = askedRanges(options);
    const mask = replyFields(others, SpreadsheetResource, "spreadsheets.get");
    const below = fieldOf(mask, "sheets");
    const actor = { address: context.user, owner: file.owner };
    // Whole, a tab comes without its cells: only a mask that goes below it can name them.
    const sheets = sheetsAsked(context, spreadsheet, ranges, actor, below, below !== true);
    return shown(spreadsheetResource(spreadsheet, sheets), mask);
  });
}
