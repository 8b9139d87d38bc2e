/** The order of the test files, for those that take long. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../scripts/build/sources";
import { longFiles } from "./long-first";

test("the files that are to begin first are there, each once", () => {
  expect(longFiles.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  expect(new Set(longFiles).size).toBe(longFiles.length);
});
