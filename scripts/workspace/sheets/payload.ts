/** Checks what a script sends against Google's message types. What Google's JSON parser would refuse is refused in its words. */
import { z } from "zod";
import { realMembers } from "../host/published-types";
import { GoogleError, LocalRefusal } from "../service";

const unmodelledTag = "unmodelled";

export const text = z.string({ error: "TYPE_STRING" });
export const flag = z.boolean({ error: "TYPE_BOOL" });
export const double = z.number({ error: "TYPE_DOUBLE" });
/** Google's JSON parser also accepts whole numbers written as strings. */
export const integer = z.union(
  [
    z.int(),
    z
      .string()
      .regex(/^-?\d+$/)
      .transform(Number)
      .pipe(z.int()),
  ],
  { error: "TYPE_INT32" },
);
/**
 * A field that Google has and this Workspace does not model. It must be left out: zod also asks about fields that are absent, and only then
 * is the answer yes.
 */
export const unmodelled = z.custom<never>((value) => value === undefined, { error: unmodelledTag });

type Words<Text extends string> = Text extends `${infer First} ${infer Rest}`
  ? First | Words<Rest>
  : Text;

/** An enum of the Sheets API. `names` are its values, separated by spaces. */
export function oneOf<const Names extends string>(type: string, names: Names) {
  // `Words` describes exactly this split.
  const list = names.split(" ") as Words<Names>[];
  return z.enum(list, { error: `type.googleapis.com/google.apps.sheets.v4.${type}` });
}

export const listOf = <T extends z.ZodType>(type: T) => z.array(type, { error: "MESSAGE" });
export const texts = z.array(text, { error: "TYPE_STRING" });

/** A message in which every field can be left out, as in all JSON of the API. */
export const message = <const Shape extends Record<string, z.ZodType>>(shape: Shape) =>
  named("", shape);

/**
 * A message of which it is known what the published types call it. They tell a field that Google has and we do not model from one that
 * does not exist.
 */
export function named<const Shape extends Record<string, z.ZodType>>(name: string, shape: Shape) {
  const optional: Record<string, z.ZodType> = {};
  for (const [field, type] of Object.entries(shape)) optional[field] = z.exactOptional(type);
  // The loop has wrapped each field of `shape` in exactOptional, which is what this type says.
  const wrapped = optional as { [K in keyof Shape]: z.ZodExactOptional<Shape[K]> };
  return z.strictObject(wrapped, {
    error: ({ code }) => (code === "invalid_type" ? "MESSAGE" : name),
  });
}

/** A message in which at most one field may be present (a `oneof` of the API). */
export function union<const Shape extends Record<string, z.ZodType>>(name: string, shape: Shape) {
  return message(shape).check((context) => {
    const present = Object.keys(context.value);
    if (present.length > 1) {
      context.issues.push({
        code: "custom",
        message: `oneof field '${name}' is already set. Cannot set '${String(present[1])}'`,
        input: context.value,
      });
    }
  });
}

const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Whether the published types list this field for a message of the Sheets API. */
export function isReal(message: string, field: string): boolean {
  const { interfaces } = realMembers();
  return interfaces.get(`GoogleAppsScript.Sheets.Schema.${message}`)?.has(field) === true;
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${snake(String(part))}`))
    .join("")
    .replace(/^\./, "");
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const part of path) {
    if (typeof here !== "object" || here === null) return undefined;
    here = Reflect.get(here, part);
  }
  return here;
}

/**
 * The payload without the members that count as absent: `undefined`, which JSON drops, and `null`, which Google ignores. Refuses what JSON
 * cannot hold.
 */
export function withoutNulls(value: unknown): unknown {
  // The members passed on the way down. They become text only in a refusal.
  const path: (string | number)[] = [];

  function refuse(what: string): never {
    const place = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`));
    throw new LocalRefusal(`the request${place.join("")} is ${what}, which JSON cannot carry`);
  }

  function copyOf(one: unknown, part: string | number): unknown {
    path.push(part);
    const copy = kept(one);
    path.pop();
    return copy;
  }

  function kept(one: unknown): unknown {
    if (typeof one === "string" || typeof one === "boolean") return one;
    if (typeof one === "number") return Number.isFinite(one) ? one : refuse(String(one));
    if (Array.isArray(one)) return one.map(copyOf);
    if (typeof one === "object" && one !== null) {
      const copy: Record<string, unknown> = {};
      for (const [name, item] of Object.entries(one)) {
        if (item !== null && item !== undefined) copy[name] = copyOf(item, name);
      }
      return copy;
    }
    if (typeof one === "function" || typeof one === "symbol" || typeof one === "bigint") {
      return refuse(`a ${typeof one}`);
    }
    return one;
  }

  return kept(value);
}

/**
 * The payload, checked against its message type. sheets-api.md 1.
 * @throws GoogleError in the parser's words for an unknown field or a wrong type; LocalRefusal for a field that Google has and we do not
 * model.
 */
export function parsed<T extends z.ZodType>(
  schema: T,
  value: unknown,
  base: readonly PropertyKey[],
): z.infer<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  if (issue === undefined) throw new Error("zod failed without an issue");
  const where = pathText([...base, ...issue.path]);
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    if (isReal(issue.message, key)) {
      throw new LocalRefusal(`real but not modelled here: ${where}.${snake(key)}`);
    }
    throw unknownName(key, where);
  }
  if (issue.message === unmodelledTag) {
    throw new LocalRefusal(`real but not modelled here: ${where}`);
  }
  if (issue.message.startsWith("oneof ")) {
    throw new GoogleError(`Invalid value at '${where}' (oneof), ${issue.message}`);
  }
  throw new GoogleError(
    `Invalid value at '${where}' (${issue.message}), ${JSON.stringify(at(value, issue.path)) ?? "nothing"}`,
  );
}

/** Google's error for a field that the message does not have. */
export function unknownName(name: string, where: string): GoogleError {
  const place = where === "" ? "" : ` at '${where}'`;
  return new GoogleError(
    `Invalid JSON payload received. Unknown name ${JSON.stringify(name)}${place}: Cannot find field.`,
  );
}
