/** Reads a result as somebody copied it, and refuses in words what is cut, edited, foreign or of another version. */
import { z } from "zod";
import type { Json } from "../../tests/conformance/table/case";
import { table } from "../../tests/conformance/table/table";
import { sha256Text } from "../workspace/digest";
import { firstWords, type Result, resultFormat, signed, tableFingerprint } from "./script/result";
import { leak } from "./script/scrub";

/** Why a text is no result that may be recorded; its message is for the person. */
export class ResultRefused extends Error {}

const JsonValue: z.ZodType<Json> = z.lazy(() =>
  z.union([
    z.null(),
    z.boolean(),
    z.number(),
    z.string(),
    z.array(JsonValue),
    z.record(z.string(), JsonValue),
  ]),
);

const Answered = z.union([
  z.strictObject({ answer: JsonValue, milliseconds: z.number().min(0) }),
  z.strictObject({ without: z.string().min(1) }),
]);

export const ResultSchema = z.strictObject({
  format: z.literal(resultFormat),
  table: z.string().regex(/^[0-9a-f]{16}$/),
  day: z.iso.date(),
  kind: z.enum(["education", "workspace", "private", "not stated"]),
  mailQuota: z.number().int().min(0).nullable(),
  cases: z.record(z.string(), Answered),
});

const again = "Copy the whole text of the probe's last page once more.";

function bodyOf(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n").trim().split("\n");
  const [head = ""] = lines;
  const found = /, (\d+) characters$/.exec(head);
  if (!head.startsWith(firstWords) || found === null) {
    throw new ResultRefused(
      `This is no result of the probe: it does not begin with "${firstWords}". ${again}`,
    );
  }
  const length = Number(found[1]);
  const last = lines[lines.length - 1] ?? "";
  const isWhole = lines.length > 2 && /^End of the result, SHA-256 [0-9a-f]{64}$/.test(last);
  const body = lines.slice(1, isWhole ? -1 : undefined).join("\n");
  if (!isWhole || body.length < length) {
    throw new ResultRefused(
      `The text is cut: it has ${body.length} characters of ${length}${isWhole ? "" : " and no last line"}. ${again}`,
    );
  }
  if (signed(body, sha256Text) !== lines.join("\n")) {
    throw new ResultRefused(
      `The text was edited: what it says does not fit its own checksum. ${again}`,
    );
  }
  return body;
}

/** @throws ResultRefused with what is wrong and what to do. */
export function readResult(text: string): Result {
  const body = bodyOf(text);
  let data: unknown;
  try {
    data = JSON.parse(body);
  } catch {
    throw new ResultRefused(`The text was not made by the probe: it is not JSON inside. ${again}`);
  }
  const format: unknown =
    typeof data === "object" && data !== null ? Reflect.get(data, "format") : 0;
  const read = ResultSchema.safeParse(data);
  if (!read.success && format !== resultFormat) {
    throw new ResultRefused(
      "The result has the form of another version of the probe. Record it with that version, or run this one's probe.",
    );
  }
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new ResultRefused(
      `The text was not made by the probe: ${issue?.path.join(".") || "it"} is wrong (${issue?.message ?? ""}).`,
    );
  }
  const result: Result = read.data;
  if (result.table !== tableFingerprint(sha256Text)) {
    throw new ResultRefused(
      "The result answers another table of questions than this version's. Run the probe of this version (npm run probe -- --deploy, or the release zip), or record it with the version that made it.",
    );
  }
  const missing = table.filter(({ id }) => !(id in result.cases)).map(({ id }) => id);
  const unknown = Object.keys(result.cases).filter((id) => !table.some((one) => one.id === id));
  if (missing.length + unknown.length > 0) {
    throw new ResultRefused(
      `The text was not made by the probe: ${[...missing, ...unknown].join(", ")} does not fit the table.`,
    );
  }
  if (leak(body.split(result.table).join("")) !== null) {
    throw new ResultRefused(
      "The text holds what looks like an address or an id, so it is not kept.",
    );
  }
  return result;
}
