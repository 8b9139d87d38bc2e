/** Each level, played: its protocols, the numbers to call, the written report. Its acts: tests/protocol/checklist.test.ts. */
import { describe, expect, test } from "vitest";
import { actIdsOf, actsOf, onlyCase } from "../day/look";
import { situation } from "../day/situation";

const calls = ["call-child-and-family-services", "involve-law-enforcement"];
describe.each([
  ["needs-review", "needs-review", []],
  ["below-threshold", "below-threshold", []],
  ["at-risk-by-criterion-1", "at-risk", ["at-risk"]],
  ["at-risk-by-criterion-2", "at-risk", ["at-risk"]],
  ["recruitment-or-exploitation", "recruitment-or-exploitation", ["recruitment-or-exploitation"]],
  ["suspected-victim", "suspected-victim", ["suspected-victim"]],
  ["confirmed-victim", "confirmed-victim", ["confirmed-victim"]],
  [
    "all-four-protocols",
    "confirmed-victim",
    ["at-risk", "recruitment-or-exploitation", "suspected-victim", "confirmed-victim"],
  ],
] as const)("%s", async (name, level, protocols) => {
  const out = await situation(`levels/${name}`);
  const acts = actsOf(out);
  const ids = actIdsOf(out);

  test("opens a case of that level, with the protocols that apply", () => {
    expect(onlyCase(out)).toMatchObject({ level, protocols, status: "open", reviewReasons: [] });
  });

  test("gives every call a number to call", () => {
    for (const act of acts.filter(({ act: id }) => calls.includes(String(id)))) {
      expect(act["call"]).toMatch(/\(\d{3}\) \d{3}-\d{4}/);
    }
  });

  test("owes a written report from the level at which there is one to make", () => {
    const written = ids.filter((id) => /mandated-report$/.test(String(id)));
    if (protocols.length === 0) expect(ids).toContain("review-report");
    else expect(written).not.toEqual([]);
    for (const act of acts.filter(({ act: id }) => written.includes(id))) {
      expect(act["due"]).toBe("2026-09-03T03:30:00.000Z");
    }
  });
});
