/** The keys under which the script remembers the Form's items, and the way that they are stored. */
import { type ReportKey, reportKeys } from "../report";

/** Pages that begin with a page break, in their order. The Form's first page has none. */
export const pageKeys = [
  "page-immediate-danger",
  "page-student",
  "page-seen",
  "page-facts",
  "page-reporter",
] as const;
export type PageKey = (typeof pageKeys)[number];

/** A question's Report key or a page's key: what the Form's items are stored under, never their titles. */
export type FormKey = ReportKey | PageKey;

const formKeys: readonly FormKey[] = [...reportKeys, ...pageKeys];

/** Reads the memory "formItems". What is no JSON, no key of ours or no item id is left out: set-up finds the item again. */
export function parseFormItems(stored: string | null): Map<FormKey, number> {
  const ids = new Map<FormKey, number>();
  const parsed = parsedEntries(stored);
  for (const key of formKeys) {
    const id = parsed.get(key);
    if (typeof id === "number" && Number.isInteger(id)) ids.set(key, id);
  }
  return ids;
}

/** The reverse of `parseFormItems`. */
export function writeFormItems(ids: ReadonlyMap<FormKey, number>): string {
  const stored: Record<string, number> = {};
  for (const [key, id] of ids) stored[key] = id;
  return JSON.stringify(stored);
}

function parsedEntries(stored: string | null): ReadonlyMap<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(stored ?? "{}");
    return new Map(typeof parsed === "object" && parsed !== null ? Object.entries(parsed) : []);
  } catch {
    return new Map();
  }
}
