/** Field masks: which fields of a message a request writes or a reply shows. sheets-api.md 2. */
import { z } from "zod";

/** `true` means the whole field. Otherwise, which of the fields inside it. */
export type Mask = true | { readonly [field: string]: Mask };

/** The parts of a mask between its commas; a comma in parentheses belongs to the part. */
function partsOf(written: string): readonly string[] {
  const parts = [""];
  let depth = 0;
  for (const letter of written) {
    if (letter === "(") depth += 1;
    if (letter === ")") depth -= 1;
    if (letter === "," && depth === 0) parts.push("");
    else parts.push(`${parts.pop()}${letter}`);
  }
  return parts;
}

const both = (one: Mask | undefined, other: Mask): Mask => {
  if (one === undefined || one === true || other === true) return one === true ? true : other;
  const all: Record<string, Mask> = { ...one };
  for (const [field, below] of Object.entries(other)) all[field] = both(one[field], below);
  return all;
};

/** Masks that were read before, by their text: a script writes the same few in each run. A mask is never changed. */
const readBefore = new Map<string, Mask | null>();
const keptMasks = 500;

/**
 * Reads the notations `a,b.c`, `a(b,c)` and `*`.
 * @returns Null if the text is not such a mask.
 */
export function parseMask(written: string): Mask | null {
  const known = readBefore.get(written);
  if (known !== undefined) return known;
  const mask = maskFrom(written);
  if (readBefore.size >= keptMasks) readBefore.clear();
  readBefore.set(written, mask);
  return mask;
}

function maskFrom(written: string): Mask | null {
  if (written === "*") return true;
  if (written === "") return {};
  let mask: Mask = {};
  for (const part of partsOf(written)) {
    const [, field, path, list] = /^(\w+)(?:\.(.+)|\((.+)\))?$/.exec(part) ?? [];
    const inside = path ?? list;
    const below = inside === undefined ? true : parseMask(inside);
    if (field === undefined || below === null) return null;
    mask = both(mask, { [field]: below });
  }
  return mask;
}

function unwrapped(schema: unknown, throughLists: boolean): unknown {
  if (schema instanceof z.ZodExactOptional || schema instanceof z.ZodOptional) {
    return unwrapped(schema.unwrap(), throughLists);
  }
  if (throughLists && schema instanceof z.ZodArray) return unwrapped(schema.element, true);
  return schema;
}

/**
 * The first path of a mask that the message does not have; null if it has them all.
 * @param throughLists Whether paths may go into lists. They may in the mask of a reply, but not in that of a write.
 */
export function unknownField(mask: Mask, schema: unknown, throughLists = false): string | null {
  if (mask === true) return null;
  const message = unwrapped(schema, throughLists);
  for (const [field, below] of Object.entries(mask)) {
    if (message instanceof z.ZodRecord) continue;
    if (!(message instanceof z.ZodObject)) return field;
    const type: unknown = message.shape[field];
    if (type === undefined) return field;
    const deeper = unknownField(below, type, throughLists);
    if (deeper !== null) return `${field}.${deeper}`;
  }
  return null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function applied(target: unknown, patch: unknown, mask: Mask): unknown {
  if (mask === true) return patch;
  const result: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [field, below] of Object.entries(mask)) {
    const value = applied(result[field], isObject(patch) ? patch[field] : undefined, below);
    if (value === undefined) delete result[field];
    else result[field] = value;
  }
  return Object.keys(result).length === 0 ? undefined : result;
}

/**
 * `target` with the fields of the mask taken from `patch`. A field that the mask names and `patch` lacks is cleared. Undefined if no field
 * is left. sheets-api.md 2.
 */
export function masked<T extends object>(
  target: T | undefined,
  patch: T | undefined,
  mask: Mask,
): T | undefined {
  // Both have type T and the mask was checked against that type, so the result has it too.
  return applied(target, patch, mask) as T | undefined;
}

/**
 * Applies a mask to each item of a list. In a large reply most cells and rows are one and the same blank object, so an item equal to the
 * one before is not worked out again.
 */
function shownItems(items: readonly unknown[], mask: Mask): readonly unknown[] {
  let last: { readonly item: unknown; readonly part: unknown } | null = null;
  return items.map((item) => {
    if (last?.item !== item) last = { item, part: shown(item, mask) };
    return last?.part;
  });
}

/** A value with only the fields that the mask names. */
export function shown(value: unknown, mask: Mask): unknown {
  if (mask === true) return value;
  if (Array.isArray(value)) return shownItems(value, mask);
  if (!isObject(value)) return undefined;
  const result: Record<string, unknown> = {};
  for (const [field, below] of Object.entries(mask)) {
    const part = value[field] === undefined ? undefined : shown(value[field], below);
    if (part !== undefined) result[field] = part;
  }
  return result;
}

/** The part of a mask for one field; null if the mask does not name it. */
export function fieldOf(mask: Mask | null, field: string): Mask | null {
  return mask === true ? true : (mask?.[field] ?? null);
}
