/** Requests about conditional formats: kept and shown again, never drawn. sheets-api.md 4. */
import { ownWords } from "../../service";
import { ConditionalFormatRule } from "../messages/tab-messages";
import { integer, message } from "../payload";
import {
  gridArea,
  RequestError,
  requestKind,
  required,
  sheetOf,
  storedRange,
} from "./request-kind";

export const addConditionalFormatRule = requestKind(
  message({ rule: ConditionalFormatRule, index: integer }),
  (work, request) => {
    const rule = required(request.rule, "rule");
    const [first, ...others] = rule.ranges ?? [];
    if (first === undefined || rule.booleanRule?.condition?.type === undefined) {
      throw new RequestError(ownWords("A rule needs ranges and a condition"));
    }
    if (others.some((range) => (range.sheetId ?? 0) !== (first.sheetId ?? 0))) {
      throw new RequestError(ownWords("All ranges of a rule must be on one sheet"));
    }
    const sheet = sheetOf(work, first.sheetId);
    for (const range of [first, ...others]) gridArea(sheet, range);
    const place = request.index ?? 0;
    if (place < 0 || place > sheet.conditionalFormats.length) {
      throw new RequestError(ownWords(`Invalid index: ${place}`));
    }
    const ranges = [first, ...others].map((range) => storedRange(work, sheet, range));
    sheet.conditionalFormats.splice(place, 0, { ...rule, ranges });
    return {};
  },
);

export const deleteConditionalFormatRule = requestKind(
  message({ sheetId: integer, index: integer }),
  (work, request) => {
    const sheet = sheetOf(work, request.sheetId);
    const place = request.index ?? 0;
    const rule = sheet.conditionalFormats[place];
    if (rule === undefined) {
      throw new RequestError(
        `No conditional format on sheet: ${request.sheetId ?? 0} at index: ${place}`,
      );
    }
    sheet.conditionalFormats.splice(place, 1);
    return { deleteConditionalFormatRule: { rule } };
  },
);
