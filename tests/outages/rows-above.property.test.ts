/** Wherever among the first rows of whichever tabs people insert rows, empty or written, before or between reports: each report is one row and one mail. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { tabs } from "../../src/register/tabs";
import { byHand, damagedTabs, head, insert, write } from "../day/damage";
import { Day } from "../day/day";
import { report } from "../day/events";
import { mails } from "../day/look";

const first = report();
const inserted = fc.record({
  do: fc.constant("insert" as const),
  tab: fc.constantFrom(...damagedTabs),
  at: fc.nat(3),
  count: fc.integer({ min: 1, max: 4 }),
  /** Of the inserted rows the one with words in it, and in which column; null: all are empty. */
  words: fc.option(fc.record({ row: fc.nat(3), column: fc.nat(4) })),
});

const step = fc.oneof(
  { weight: 4, arbitrary: inserted },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("report" as const, "lost" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const student = (number: number) => ({
  ...first,
  studentName: `Student ${String.fromCharCode(65 + number)}`,
  studentId: String(730_200 + 11 * number),
});

async function play(steps: readonly Step[]) {
  const day = (await Day.betweenTicks()).reach({ submit: student(0) });
  let reports = 1;
  for (const one of steps) {
    if (one.do === "wait") day.play({ advance: "PT6M" });
    else if (one.do === "insert") {
      const { tab, at, count, words } = one;
      byHand(day.workspace, [
        ...insert(tab, at, count),
        ...(words === null || words.row >= count
          ? []
          : [write(tab, at + words.row, words.column, "Seen by the bus.")]),
      ]);
    } else {
      const report = student(reports++);
      day.play(one.do === "report" ? { submit: report } : { loseTrigger: { submit: report } });
    }
  }
  day.play({ advance: "PT15M" });
  return { day, reports };
}

test("no report is lost and no mail is doubled", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
      const { day, reports } = await play(steps);
      const out = day.out();
      expect(day.workspace.runs.filter(({ ok }) => !ok)).toEqual([]);
      const wanted = Array.from({ length: reports }, (_, at) => student(at).studentName);
      const named = (rows: readonly Readonly<Record<string, unknown>>[], key: string) =>
        rows.flatMap((row) => (row["school"] === first.school ? [row[key]] : [])).sort();
      expect(named(out.cases, "student")).toEqual(wanted);
      expect(named(out.reports, "studentName")).toEqual(wanted);
      const told = mails(out, "case-opened");
      expect(told.map((mail) => mail.case).sort()).toEqual(
        wanted.map((_, at) => `26-000${at + 1}`),
      );
      for (const tab of damagedTabs) {
        expect(head(day.workspace, tab)[0]).toEqual(tabs[tab].columns.map(({ key }) => key));
      }
    }),
    { numRuns: 8 },
  );
}, 240_000);
