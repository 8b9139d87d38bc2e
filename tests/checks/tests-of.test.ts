/** Which tests the short loop runs for a change. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../../scripts/build/sources";
import { testsOf } from "../../scripts/checks/tests-of";

const there = (path: string) => existsSync(join(root, path));

describe("which tests a change touches", () => {
  test.each([
    { changed: ["src/case/facts/danger.ts"], tests: ["tests/case"] },
    { changed: ["src/google/mail.ts"], tests: ["tests/contract"] },
    { changed: ["src/protocol/packs/marin-2019.ts"], tests: ["tests/packs", "tests/protocol"] },
    { changed: ["tests/case/given.test.ts"], tests: ["tests/case/given.test.ts"] },
    { changed: ["tests/letters/letters.ts"], tests: ["tests/letters"] },
    { changed: ["tests/case/given.test.ts", "src/case/facts/danger.ts"], tests: ["tests/case"] },
    { changed: ["docs/staff.md"], tests: ["tests/docs", "tests/guides", "tests/steps"] },
    { changed: ["scripts/play.ts", "scripts/play/bundle.ts"], tests: ["tests/play"] },
    { changed: ["LICENSE"], tests: [] },
  ])("$changed", ({ changed, tests }) => {
    expect(testsOf(changed, there)).toEqual(tests);
  });
});
