/** Closing cases splits the reports of one student in different ways. What counts must stay the same: everything except mistakes. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { classify } from "../../src/protocol/classify";
import type { ConcernId, FactorId } from "../../src/protocol/ids";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import type { CloseReason } from "../../src/register/columns";
import { isEveryPoint } from "../every-point";
import { concernIds, factorIds } from "../protocol/marin";
import { PureDesk } from "./desk";

const lead = "lead@district.example";
const inOrder = (found: readonly FactorId[]) => factorIds.filter((id) => found.includes(id));

function close(desk: PureDesk, reference: string, closeReason: CloseReason): void {
  const made = { alreadyMade: true, madeBy: "The county's own worker" };
  const owed = desk
    .file(reference)
    .acts.filter(({ act, call }) => call !== null || /mandated-report$/.test(act ?? ""));
  const acts = Object.fromEntries(owed.map(({ row }) => [row ?? "", made]));
  desk.type({ [reference]: { acts } }, lead, true);
  desk.type({ [reference]: { row: { closeReason, notes: "Why.", leadAgreed: true } } }, lead, true);
  desk.type({ [reference]: { row: { status: "closed" } } }, lead, true);
  expect(desk.file(reference).row.status).toBe("closed");
}

const report = fc.record({
  factors: fc.uniqueArray(fc.constantFrom(...factorIds), { maxLength: 2 }),
  concerns: fc.uniqueArray(fc.constantFrom(...concernIds), { maxLength: 1 }),
  closed: fc.constantFrom<CloseReason | null>(null, null, "agency-took-over", "entered-by-mistake"),
});

test("factors add up over closed cases, concerns do not, and mistakes leave no trace", () => {
  fc.assert(
    fc.property(fc.array(report, { minLength: 2, maxLength: 6 }), (reports) => {
      const desk = new PureDesk();
      let counted: readonly FactorId[] = [];
      let own: { factors: readonly FactorId[]; concerns: readonly ConcernId[] } = {
        factors: [],
        concerns: [],
      };
      let earlierConcerns: readonly ConcernId[] = [];
      for (const { factors, concerns, closed } of reports) {
        const { reference } = desk.report({ factors, concerns });
        own = { factors: [...own.factors, ...factors], concerns: [...own.concerns, ...concerns] };
        const { row } = desk.file(reference);
        const all = inOrder([...counted, ...own.factors]);
        expect(row.factors).toEqual(all);
        expect(new Set(row.concerns)).toEqual(new Set(own.concerns));
        const found = classify(marin2019(), { factors: all, concerns: own.concerns });
        expect(row.level).toBe(found.level);
        expect(row.protocols).toEqual(found.protocols);
        const shown = row.reviewReasonIds.filter((id) => id.startsWith("earlier-concern-"));
        expect(new Set(shown)).toEqual(
          new Set(earlierConcerns.map((id) => `earlier-concern-${id}`)),
        );
        expect(row.reviewReasonIds.includes("earlier-factors")).toBe(counted.length > 0);
        if (closed === null) continue;
        close(desk, reference, closed);
        if (closed !== "entered-by-mistake") {
          counted = inOrder([...counted, ...own.factors]);
          earlierConcerns = [...earlierConcerns, ...own.concerns];
        }
        own = { factors: [], concerns: [] };
      }
    }),
    { numRuns: isEveryPoint ? 100 : 30 },
  );
});
