/** Which rows of closed cases a run of the clock reads: all of them in turn, and none past the end of the tab. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { openCaseRequests } from "../../src/case/storage/open-cases";
import { firstDataRow } from "../../src/register/tabs";
import { now } from "../district/rows";

const fiveMinutes = 300_000;

test("every row has its turn, a bounded part of them in each run", () => {
  const tab = fc.constantFrom("cases" as const, "checklist" as const);
  fc.assert(
    fc.property(tab, fc.integer({ min: 1, max: 4_000 }), fc.nat(40), (of, rows, before) => {
      const last = firstDataRow + rows;
      const seen = { cases: [], checklist: [], ends: {}, [of]: [[last - 1, last] as const] };
      const read = new Set<number>();
      for (let run = 0; run < 80; run += 1) {
        const at = now + (before + run) * fiveMinutes;
        const requests = openCaseRequests(seen, false, at).filter(({ tab }) => tab === of);
        const spans = requests.flatMap(({ rows }) => rows ?? []);
        const bounded = spans.filter(([, to]) => Number.isFinite(to));
        const inThisRun = bounded.reduce((sum, [from, to]) => sum + to - from, 0);
        expect(inThisRun).toBeLessThanOrEqual(401);
        for (const [from, to] of bounded) {
          expect(to).toBeLessThanOrEqual(last);
          for (let row = from; row < to; row += 1) read.add(row);
        }
      }
      expect(read.size).toBe(rows);
    }),
    { numRuns: 60 },
  );
});
