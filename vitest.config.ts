import { defineConfig } from "vitest/config";

/** Where to leave the counts for a machine to read, beside what people read; set by `.ci/run`. */
const results = process.env["TEST_RESULTS"];

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: "tests/bundle/build-once.ts",
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: results === undefined ? ["default"] : ["default", ["json", { outputFile: results }]],
  },
});
