/** What a release is refused for, each by itself. */
import { expect, test } from "vitest";
import { type Readiness, reasonsAgainst } from "../../scripts/release/gates";

const ready: Readiness = {
  version: "0.9.0",
  changelog: "# Changelog\n\n## Unreleased\n\n## 0.9.0 (2026-11-27)\n\n- A thing.\n",
  isProbedOnGoogle: false,
};

const entry = (version: string) => ({ version, changelog: `## ${version} (2027-01-01)\n` });

test.each<[string, Partial<Readiness>, RegExp | null]>([
  ["whose papers are in order", {}, null],
  ["without an entry", { version: "0.10.0" }, /no entry "## 0\.10\.0 \(YYYY-MM-DD\)"/],
  ["with an entry without a day", { changelog: "## 0.9.0\n" }, /no entry/],
  ["as 1.0.0 before the probe", entry("1.0.0"), /the probe was not yet played/],
  ["as 10.2.0 before the probe", entry("10.2.0"), /the probe was not yet played/],
  ["as 1.0.0 after the probe", { ...entry("1.0.0"), isProbedOnGoogle: true }, null],
])("a release %s is refused for one reason, or for none", (_, differs, words) => {
  const reasons = reasonsAgainst({ ...ready, ...differs });
  expect(reasons).toEqual(words === null ? [] : [expect.stringMatching(words)]);
});
