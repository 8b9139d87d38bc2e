/** What only code says: names of keys, ids, values that are not there. No person should read any of it. */
import { settingDefinitions } from "../../src/district/settings";
import { queuedKinds } from "../../src/messages/messages";
import { noticeIds } from "../../src/messages/notices-to-leads";
import { ownPacks } from "./written-words";

function idsIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "id" in value && typeof value.id === "string" ? [value.id] : [];
  return [...own, ...Object.values(value).flatMap(idsIn)];
}

/** A protocol's id is printed with its version, so that a record names its source; “at-risk” is a word of the document. */
const ids = [
  ...ownPacks.flatMap(({ id, ...rest }) => idsIn(rest)),
  ...queuedKinds(),
  ...noticeIds(),
]
  .filter((id) => id.includes("-") && id !== "at-risk")
  .concat(
    settingDefinitions()
      .map(({ key }) => key)
      .filter((key) => /[A-Z]/.test(key)),
  );

const patterns = [
  /\b(?!iPhone|iPad)[a-z]+[A-Z]\w*/,
  /\b(?:undefined|NaN|null)\b|\[object /,
  /Kept by the automation|\((?:cases|checklist|reports): /,
  /\b[a-z]+-to-read\b/,
  /(?<!code |such as [^.]*)\b[a-z]{2}-[0-9a-f]{8}\b/,
  new RegExp(`(?<![\\w/-])(?:${[...new Set(ids)].join("|")})(?![\\w/-])`),
];

/** What stands in a text that only code says, with what is around it. What is quoted as code, and where links lead, is left out. */
export function insidesOf(text: string): readonly string[] {
  const read = text
    .replace(/```[\s\S]*?```|`[^`\n]*`|\{[^}\n]*\}/g, "")
    .replace(/\]\([^)]*\)/g, "]")
    .replace(/https?:\S+|\S+@\S+/g, "");
  return read
    .split("\n")
    .flatMap((line) => patterns.flatMap((one) => (one.test(line) ? [line.slice(0, 200)] : [])));
}
