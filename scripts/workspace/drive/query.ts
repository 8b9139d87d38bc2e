/** Drive search queries, in the exact forms that are modelled. Source: developers.google.com/drive/api/guides/ref-search-terms (DRV of sheets-api.md). */
import { type DriveFile, LocalRefusal } from "../service";

export const spreadsheetMime = "application/vnd.google-apps.spreadsheet";
export const formMime = "application/vnd.google-apps.form";

export const mimeOf = (file: DriveFile): string =>
  file.kind === "spreadsheet" ? spreadsheetMime : formMime;

const literal = String.raw`'((?:[^'\\]|\\.)*)'`;
const property = new RegExp(
  `^appProperties has \\{ ?key ?= ?${literal} and value ?= ?${literal} ?\\}`,
);
const mime = new RegExp(`^mimeType ?= ?${literal}`);
const trashed = /^trashed ?= ?(true|false)/;

type Test = (file: DriveFile) => boolean;

const unescaped = (written = ""): string => written.replace(/\\(.)/g, "$1");

/** The term that a query begins with, and how long it is. */
function firstTerm(query: string): { test: Test; length: number } {
  const has = property.exec(query);
  if (has !== null) {
    const [whole, key, value] = has;
    const test: Test = ({ appProperties }) =>
      Object.entries(appProperties).some(
        ([name, content]) => name === unescaped(key) && content === unescaped(value),
      );
    return { test, length: whole.length };
  }
  const type = mime.exec(query);
  if (type !== null) {
    const [whole, wanted] = type;
    return { test: (file) => mimeOf(file) === unescaped(wanted), length: whole.length };
  }
  const bin = trashed.exec(query);
  if (bin !== null) {
    const [whole, wanted] = bin;
    return { test: (file) => file.trashed === (wanted === "true"), length: whole.length };
  }
  throw new LocalRefusal(`modelled, but not with this argument: the query ${query}`);
}

/** Which files a query matches: terms joined by "and". @throws LocalRefusal for a query of another form. */
export function queryTest(query: string): Test {
  const tests: Test[] = [];
  let rest = query;
  for (;;) {
    const { test, length } = firstTerm(rest);
    tests.push(test);
    rest = rest.slice(length);
    if (rest === "") return (file) => tests.every((passes) => passes(file));
    if (!rest.startsWith(" and ")) {
      throw new LocalRefusal(`modelled, but not with this argument: the query ${query}`);
    }
    rest = rest.slice(" and ".length);
  }
}
