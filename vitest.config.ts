import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// Far from California, and half an hour beside everybody else: what hangs on the computer's own zone fails here.
process.env["TZ"] = "Asia/Kolkata";

/** Where to leave the counts for a machine to read, beside what people read; set by `.ci/run`. */
const results = process.env["TEST_RESULTS"];

/** vitest takes a path for a part of a name, and would run whatever else has that part. @throws where a path leads nowhere */
export function namedTests(words: readonly string[]): void {
  for (const path of words.filter((one) => /^(?:\.\/)?(?:src|tests)\//.test(one))) {
    if (!existsSync(path))
      throw new Error(`There is no ${path}. Name a folder or a file of tests/ that exists.`);
  }
}
namedTests(process.argv);

function jsonReporter(outputFile: string): ["json", { outputFile: string }] {
  return ["json", { outputFile }];
}

/** Tests of making a release: `npm run test:release`, which `npm run release` runs first. */
const ofRelease = [
  "tests/release/**",
  "tests/deploy/**",
  "tests/guides/pictures.test.ts",
  // The page to try, as the file that is made with the release, and the probe's page.
  "tests/browser/try-it.test.ts",
  "tests/browser/probe-page.test.ts",
  // On a computer without Chromium.
  "tests/chromium/**",
  // Load, measures that no budget holds, and mistakes that the judges of faults must find.
  "tests/bench/long.test.ts",
  "tests/faults/load.test.ts",
  "tests/roll-over/long.test.ts",
];

/** `--mode release`: those alone; `--mode all`: every test; without a mode: all but those. */
const chosen = (mode: string) =>
  mode === "release"
    ? { include: ofRelease.map((path) => path.replace("**", "**/*.test.ts")) }
    : { include: ["tests/**/*.test.ts"], exclude: mode === "all" ? [] : ofRelease };

/**
 * Half of all processor time of the tests went into threads of V8 beside the tests, most of it to optimize code, far more than that saves in
 * a few minutes. So a function is optimized only after some thousand times more calls. Node 20 names the flag otherwise than later versions.
 */
const optimizeLate = process.versions.v8.startsWith("11.")
  ? "--interrupt-budget=4000000"
  : "--invocation-count-for-turbofan=100000";

export default defineConfig(({ mode }) => ({
  test: {
    ...chosen(mode),
    globalSetup: "tests/bundle/build-once.ts",
    setupFiles: ["tests/properties.ts"],
    // One more takes an eighth longer: each begins cold, and compiles beside its tests.
    maxWorkers: availableParallelism(),
    // What files import, and the stages that they set up, are then made once in each of them. No test leans on a module of its own.
    isolate: false,
    // With room for what some runs of the script leave behind, most of it never has to be copied. There is a worker for each core, so other
    // threads that collect garbage would only take time from them.
    execArgv: ["--max-semi-space-size=64", "--single-threaded-gc", optimizeLate],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    reporters: ["default", ...(results === undefined ? [] : [jsonReporter(results)])],
  },
}));
