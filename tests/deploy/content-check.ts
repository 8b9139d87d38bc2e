/** What Google checks in pushed files: types, names, the manifest's keys, the syntax. Returns its kind of words. */
import { parse } from "acorn";
import * as z from "zod/mini";

const file = z.strictObject({
  name: z.string().check(z.minLength(1)),
  type: z.enum(["SERVER_JS", "HTML", "JSON"]),
  source: z.string(),
});
const pushed = z.strictObject({ files: z.array(file) });
export type ScriptFile = z.infer<typeof file>;

const service = z.strictObject({
  userSymbol: z.string(),
  serviceId: z.string(),
  version: z.string(),
});
/** The keys that Google's manifest reference lists at the top, those that this project may use in full. */
const manifest = z.strictObject({
  timeZone: z.string().check(z.minLength(1)),
  runtimeVersion: z.optional(z.enum(["V8", "STABLE", "DEPRECATED_ES5"])),
  exceptionLogging: z.optional(z.enum(["NONE", "STACKDRIVER"])),
  dependencies: z.optional(
    z.strictObject({
      enabledAdvancedServices: z.optional(z.array(service)),
      libraries: z.optional(z.array(z.unknown())),
    }),
  ),
  oauthScopes: z.optional(
    z.array(z.string().check(z.startsWith("https://www.googleapis.com/auth/"))),
  ),
  urlFetchWhitelist: z.optional(z.array(z.string())),
  webapp: z.optional(z.unknown()),
  executionApi: z.optional(z.unknown()),
  addOns: z.optional(z.unknown()),
  sheets: z.optional(z.unknown()),
});

/** The files, or the words of the refusal. */
export function checkContent(body: unknown): readonly ScriptFile[] | string {
  const read = pushed.safeParse(body);
  if (!read.success) return "Request contains an invalid argument.";
  const { files } = read.data;
  const names = files.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    return `A file with this name already exists in the current project: ${twice}`;
  const json = files.filter(({ type }) => type === "JSON");
  const [only] = json;
  if (json.length !== 1 || only?.name !== "appsscript") {
    return "Request contains an invalid argument. The project must contain a manifest (appsscript).";
  }
  const wrong = manifestFault(only.source);
  if (wrong !== null) return `"appsscript.json" has errors: ${wrong}`;
  for (const { name, type, source } of files) {
    const fault = type === "SERVER_JS" ? syntaxFault(source) : null;
    if (fault !== null) return `Syntax error: ${fault.words} line: ${fault.line} file: ${name}`;
  }
  return files;
}

function manifestFault(source: string): string | null {
  let data: unknown;
  try {
    data = JSON.parse(source);
  } catch {
    return "Invalid JSON.";
  }
  const issue = manifest.safeParse(data).error?.issues[0];
  if (issue === undefined) return null;
  return `Invalid manifest: ${issue.code} at ${issue.path.join(".")} ${"keys" in issue ? issue.keys.join() : ""}`;
}

type Fault = { readonly words: string; readonly line: number } | null;

/** By text: the same script is pushed again and again. */
const faults = new Map<string, Fault>();

function syntaxFault(source: string): Fault {
  const known = faults.get(source);
  const fault = known === undefined ? newSyntaxFault(source) : known;
  faults.set(source, fault);
  return fault;
}

function newSyntaxFault(source: string): Fault {
  try {
    parse(source, { ecmaVersion: 2020, sourceType: "script" });
    return null;
  } catch (error) {
    const line = error instanceof SyntaxError ? /\((\d+):/.exec(error.message)?.[1] : "1";
    return { words: "SyntaxError: Unexpected token", line: Number(line) };
  }
}
