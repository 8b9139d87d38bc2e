/** What a report that joins a case may cost (design 8), also where the case has a history and where the register is full. */
import { describe, expect, test } from "vitest";
import { limits } from "../../scripts/bench/budgets";
import { manyCases } from "../../scripts/bench/measure";
import { playDay } from "../day/day";
import { report } from "../day/events";
import type { Output } from "../day/look";

const usual = report({ factors: ["frequently-absent"] });

/** Sheets calls of each intake, in order. */
function sheetsCalls(out: Output): readonly number[] {
  expect(out.errors).toEqual([]);
  return out.runs
    .filter((run) => run.function === "onFormSubmit")
    .map(({ calls }) =>
      Object.entries(calls.byName).reduce(
        (sum, [name, times]) => (name.startsWith("Sheets.") ? sum + times : sum),
        0,
      ),
    );
}

const history = [
  { submit: usual },
  { submit: usual },
  { submit: { ...usual, factors: ["controlled-or-groomed"] } },
  { submit: { ...usual, studentId: undefined } },
  { edit: { case: "26-0002", set: { sameStudentAs: "26-0001" } } },
  { submit: { ...usual, concerns: ["confirmed-victim"] } },
];

describe.each([0, manyCases])("with %i cases in the register", (cases) => {
  test("a report that joins, raises, may match, or follows a merge keeps to the budget", async () => {
    const ids = {
      first: String(cases + 1).padStart(4, "0"),
      second: String(cases + 2).padStart(4, "0"),
    };
    const events = JSON.parse(
      JSON.stringify(history)
        .replaceAll("26-0001", `26-${ids.first}`)
        .replaceAll("26-0002", `26-${ids.second}`),
    ) as unknown[];
    const out = await playDay(events, cases === 0 ? {} : { seed: { cases } });
    const calls = sheetsCalls(out);
    expect(calls).toHaveLength(5);
    expect(Math.max(...calls)).toBeLessThanOrEqual(limits.joiningReportSheetsCalls);
    expect(out.cases.at(-2)).toMatchObject({ reports: 5, level: "confirmed-victim" });
  });
});
