/** A long run never sits silent in a log. */
import { afterEach, expect, test, vi } from "vitest";
import Progress from "./progress";

afterEach(() => {
  vi.useRealTimers();
});

test("says twice a minute what is done and what runs, and stops with the run", () => {
  vi.useFakeTimers();
  const said: string[] = [];
  const progress = new Progress({ say: (line) => said.push(line) });
  progress.onTestRunStart([{}, {}, {}]);
  progress.onTestModuleStart({ relativeModuleId: "tests/a.test.ts" });
  progress.onTestModuleStart({ relativeModuleId: "tests/b.test.ts" });
  progress.onTestCaseResult({ fullName: "a page", diagnostic: () => undefined });
  progress.onTestModuleEnd({ relativeModuleId: "tests/a.test.ts" });
  vi.advanceTimersByTime(60_000);
  const line = "… 1 tests done, 1 of 3 files, now tests/b.test.ts";
  expect(said).toEqual([line, line]);
  progress.onTestRunEnd();
  vi.advanceTimersByTime(600_000);
  expect(said).toHaveLength(2);
});

test("says of each test that it was played once more", () => {
  const said: string[] = [];
  const progress = new Progress({ say: (line) => said.push(line) });
  progress.onTestRunStart([{}]);
  const diagnostic = {
    retryCount: 1,
    repeatCount: 0,
    startTime: 0,
    duration: 1,
    flaky: true,
    slow: false,
    heap: undefined,
  };
  progress.onTestCaseResult({ fullName: "a page > opens", diagnostic: () => diagnostic });
  progress.onTestRunEnd();
  expect(said).toEqual(["… played once more, since a page did not answer: a page > opens"]);
});
