/** Drive search queries, in the exact forms that are modelled. Source: developers.google.com/drive/api/guides/ref-search-terms (DRV of sheets-api.md). */
import { type DriveFile, LocalRefusal } from "../service";

const literal = String.raw`'((?:[^'\\]|\\.)*)'`;
const property = new RegExp(
  `^appProperties has \\{ ?key ?= ?${literal} and value ?= ?${literal} ?\\}`,
);
const trashed = /^trashed ?= ?(true|false)/;

type Test = (file: DriveFile) => boolean;

const unescaped = (written = ""): string => written.replace(/\\(.)/g, "$1");

const refused = (query: string): LocalRefusal =>
  new LocalRefusal(`modelled, but not with this argument: the query ${query}`);

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
  const [whole, wanted] = trashed.exec(query) ?? [];
  if (whole === undefined) throw refused(query);
  return { test: (file) => file.trashed === (wanted === "true"), length: whole.length };
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
    if (!rest.startsWith(" and ")) throw refused(query);
    rest = rest.slice(" and ".length);
  }
}
