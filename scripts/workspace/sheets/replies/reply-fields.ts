/** The option `fields` of a method: the part of the reply that is sent. Documented for every method of an advanced service (sheets-api.md 13). */
import type { z } from "zod";
import { GoogleError, LocalRefusal } from "../../service";
import { type Mask, parseMask, unknownField } from "../field-mask";

/** The option `ranges` of spreadsheets.get, and the options without it. */
export function askedRanges(options: unknown): { ranges: readonly string[]; others: unknown } {
  if (typeof options !== "object" || options === null) return { ranges: [], others: options };
  const { ranges = [], ...others }: { ranges?: unknown } = options;
  if (!Array.isArray(ranges) || !ranges.every((one) => typeof one === "string")) {
    throw new LocalRefusal(
      "modelled, but not with this argument: ranges that are no list of texts",
    );
  }
  return { ranges, others };
}

const invalidArgumentText = "Request contains an invalid argument.";

/** Everything where no fields are named. @throws GoogleError for a field that the reply does not have. */
export function replyFields(options: unknown, reply: z.ZodType, method: string): Mask {
  if (options === undefined || options === null) return true;
  if (typeof options !== "object") throw new LocalRefusal("options must be an object");
  const { fields, ...others } = { fields: undefined, ...options };
  const [other] = Object.keys(others);
  if (other !== undefined) {
    throw new LocalRefusal(`modelled, but not with this argument: ${other} of ${method}`);
  }
  if (fields === undefined) return true;
  const mask = typeof fields === "string" ? parseMask(fields) : null;
  if (mask === null) throw new GoogleError(invalidArgumentText);
  const unknown = unknownField(mask, reply, true);
  if (unknown !== null) throw new GoogleError(invalidArgumentText);
  return mask;
}

/** What a mask says of one field; null if it leaves it out. */
export function fieldOf(mask: Mask | null, field: string): Mask | null {
  return mask === true ? true : (mask?.[field] ?? null);
}
