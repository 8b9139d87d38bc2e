/** What a release is refused for, each by itself. */
import { describe, expect, test } from "vitest";
import { type Readiness, reasonsAgainst } from "../../scripts/release/gates";

const ready: Readiness = {
  version: "0.9.0",
  changelog: "# Changelog\n\n## Unreleased\n\n## 0.9.0 (2026-11-27)\n\n- A thing.\n",
  isProbedOnGoogle: false,
};

test("nothing speaks against a release whose papers are in order", () => {
  expect(reasonsAgainst(ready)).toEqual([]);
  expect(reasonsAgainst({ ...ready, version: "0.10.0" })).toHaveLength(1);
});

describe("a release is refused, and what to do is said", () => {
  test.each<[string, Partial<Readiness>, RegExp]>([
    ["without an entry", { version: "0.9.1" }, /no entry "## 0\.9\.1 \(YYYY-MM-DD\)"/],
    ["with an entry without a day", { changelog: "## 0.9.0\n" }, /no entry/],
    [
      "as 1.0.0 before the probe",
      { version: "1.0.0", changelog: "## 1.0.0 (2027-01-01)\n" },
      /the probe was not yet played/,
    ],
    [
      "as 10.2.0 before the probe",
      { version: "10.2.0", changelog: "## 10.2.0 (2027-01-01)\n" },
      /the probe was not yet played/,
    ],
  ])("%s", (_, differs, words) => {
    const reasons = reasonsAgainst({ ...ready, ...differs });
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toMatch(words);
  });

  test("but a 1.0.0 that was probed on Google is not", () => {
    const one = {
      version: "1.0.0",
      changelog: "## 1.0.0 (2027-01-01)\n",
      isProbedOnGoogle: true,
    };
    expect(reasonsAgainst({ ...ready, ...one })).toEqual([]);
  });
});
