/** Which room of src/ stands above which. */
import { expect, test } from "vitest";
import { rooms, sourceFiles, upwardImports } from "../../scripts/checks/rooms";

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
