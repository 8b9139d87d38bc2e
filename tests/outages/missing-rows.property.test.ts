/**
 * Any tabs are deleted and made again by Set up, with anything happening before, meanwhile and afterwards: each report is once under a
 * case that counts it once, and no reference is given twice.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { tabs } from "../../src/tabs";
import { byHand } from "../day/damage";
import { Day } from "../day/day";
import { report, setUp } from "../day/events";
import { isEveryPoint } from "../every-point";

const first = report();
const droppable = ["cases", "checklist", "reports", "log", "outbox", "activity"] as const;

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("report" as const), student: fc.nat(2) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("drop" as const),
      tabs: fc.subarray([...droppable], { minLength: 1 }),
      /** How many reports of the first student come before Set up. */
      meanwhile: fc.nat(1),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("wait" as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const names = ["Rowan Pine", "Ash Grove", ""];
/** The last one is of nobody: each of those is a case of its own. */
const reportOf = (student: number, number: number) => ({
  ...first,
  studentName: names[student],
  studentId: student === 2 ? "" : String(730_200 + 11 * student),
  facts: `Account ${number}.`,
});

async function play(steps: readonly Step[]) {
  const day = (await Day.betweenTicks()).reach({ submit: reportOf(0, 0) });
  let sent = 1;
  const given = new Map<string, Set<unknown>>();
  const look = () => {
    const output = day.out();
    for (const row of output.cases) {
      const of = given.get(String(row["case"])) ?? new Set();
      given.set(String(row["case"]), of.add(row["student"]));
    }
    return output;
  };
  const report = (student: number) => {
    day.play({ submit: reportOf(student, sent) });
    sent += 1;
  };
  for (const one of steps) {
    if (one.do === "report") report(one.student);
    else if (one.do === "wait") day.play({ advance: "PT12M" });
    else {
      look();
      // What was taken in is known to be: a clock run has come since.
      day.play({ advance: "PT6M" });
      byHand(
        day.workspace,
        one.tabs.map((tab) => ({ deleteSheet: { sheetId: tabs[tab].sheetId } })),
      );
      for (let left = one.meanwhile; left > 0; left -= 1) report(0);
      day.play(setUp, { advance: "PT11M" });
    }
  }
  day.play({ advance: "PT12M" });
  return { sent, output: look(), given };
}

test("no report is lost or counted twice", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), async (steps) => {
      const { sent, output, given } = await play(steps);
      const { cases, reports } = output;
      expect(reports).toHaveLength(sent);
      const counts = new Map(cases.map((row) => [row["case"], 0]));
      for (const row of reports) {
        expect([...counts.keys()]).toContain(row["case"]);
        counts.set(row["case"], (counts.get(row["case"]) ?? 0) + 1);
      }
      expect(cases.map((row) => row["reports"])).toEqual([...counts.values()]);
      for (const students of given.values()) expect(students.size).toBe(1);
    }),
    { numRuns: isEveryPoint ? 10 : 4 },
  );
}, 300_000);
