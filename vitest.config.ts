import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Where to leave the counts for a machine to read, beside what people read; set by `.ci/run`. */
const results = process.env["TEST_RESULTS"];

function jsonReporter(outputFile: string): ["json", { outputFile: string }] {
  return ["json", { outputFile }];
}

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: "tests/bundle/build-once.ts",
    // One fewer where nothing is said, which on a machine of two is one at a time.
    maxWorkers: availableParallelism(),
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: [
      "default",
      "./tests/progress.ts",
      ...(results === undefined ? [] : [jsonReporter(results)]),
    ],
  },
});
