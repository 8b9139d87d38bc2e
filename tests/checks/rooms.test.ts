/** Which room of src/ stands above which. */
import { expect, test } from "vitest";
import { rooms, sourceFiles, upwardImports } from "../../scripts/checks/rooms";
import { tabs } from "../../src/tabs";

test("no import of src/ runs upwards, and every room has a place", () => {
  expect(upwardImports(sourceFiles())).toEqual([]);
  expect(new Set(rooms).size).toBe(rooms.length);
});

test.each([
  ["case/facts/danger.ts", `import { x } from "../../messages/letter";`, /above "case"/],
  ["run.ts", `import type { Case } from "./case/facts/case-file";`, /above "run"/],
  ["attic/box.ts", "", /"attic" has no place/],
])("an import upwards in %s is named", (path, text, words) => {
  const files = new Map([...sourceFiles(), [path, text] as const]);
  expect(upwardImports(files)).toEqual([expect.stringMatching(words)]);
});

test("the register knows no subject: below them all, it names no tab, and no column by a key of two words", () => {
  // What only the script knows about a row is the register's own.
  const own = ["rowState", "stateLost"];
  const all = Object.values(tabs);
  const columns = all.flatMap(({ columns, members }) => [...columns, ...members]);
  const keys = columns.flatMap(({ key }) => (/[a-z][A-Z]/.test(key) ? key : []));
  const names = [
    ...all.flatMap(({ id, title }) => [`"${id}"`, `"${title}"`, `tabs.${id}`]),
    ...new Set(keys.flatMap((key) => (own.includes(key) ? [] : [key, `"${key}"`]))),
  ];
  const files = [...sourceFiles()].filter(([path]) => path.startsWith("register/"));
  const named = files.flatMap(([path, text]) => {
    const words = new Set(text.match(/"[^"\n]*"|tabs\.\w+|\b\w+/g));
    return names.flatMap((name) => (words.has(name) ? `${path}: ${name}` : []));
  });
  expect(named).toEqual([]);
  for (const subject of ["case", "district", "messages", "outbox", "figures", "activity"]) {
    expect(rooms.indexOf(subject), subject).toBeGreaterThan(rooms.indexOf("register"));
  }
});
