/** The ledger plays the same days each time, and tells facts from words and costs. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { packOf } from "../../scripts/play/bundle";
import { parseScenario, protocolNamed } from "../../scripts/play/scenario";
import { packs } from "../../src/protocol/find-pack";
import { playDay } from "../day/day";
import type { Output } from "../day/look";
import { ledgerDays } from "./days";
import { compared } from "./ledger";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "days-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A folder of days, as the ledger keeps them. */
function kept(name: string, days: Readonly<Record<string, unknown>>): string {
  for (const [day, output] of Object.entries(days)) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, `${day}.json.gz`), gzipSync(JSON.stringify(output)));
  }
  return join(folder, name);
}

const report = { school: "North High", studentName: "Alex Doe", factors: ["frequently-absent"] };

test("there are at least 150 days, each with a name of its own, and each can be read", async () => {
  const days = ledgerDays();
  expect(days.length).toBeGreaterThanOrEqual(150);
  expect(new Set(days.map(({ name }) => name)).size).toBe(days.length);
  expect(ledgerDays()).toEqual(days);
  for (const { name, scenario } of days) {
    const { pack } = await packOf(protocolNamed(scenario));
    const parsed = parseScenario(scenario, [pack, ...packs()]);
    expect(parsed.ok ? [] : parsed.problems, name).toEqual([]);
  }
});

test("a fact, a word and a call that differ are told apart, and days that only one has are named", async () => {
  const day: Output = await playDay([{ submit: report }]);
  const before = kept("before", { same: day, raised: day, told: day, slower: day, gone: day });
  const [mail] = day.inbox;
  const after = kept("after", {
    same: {
      ...day,
      inbox: day.inbox.map((one) => ({ ...one, at: one.at.replace(/\d\.\d+Z/, "9.9Z") })),
    },
    raised: { ...day, cases: day.cases.map((one) => ({ ...one, level: "at-risk" })) },
    told: { ...day, inbox: day.inbox.map((one) => ({ ...one, text: "Other words." })) },
    slower: {
      ...day,
      runs: day.runs.map((run) => ({
        ...run,
        calls: { ...run.calls, total: run.calls.total + 1 },
      })),
    },
    late: { ...day, inbox: [] },
  });
  const { text, isSame } = compared(before, after);
  expect(isSame).toBe(false);
  expect(text).toContain("4 days in both");
  expect(text).toContain("only before: gone");
  expect(text).toContain("only after: late");
  expect(text).toMatch(
    /FACTS: 1 days differ\n {2}cases\.level: 1 \(raised\) .*"below-threshold" → "at-risk"/,
  );
  expect(text).toContain("WORDS: 1 days differ");
  expect(text).toContain("COSTS: 1 days differ");
  const silent = kept("silent", { same: { ...day, inbox: [], access: [] } });
  const gone = compared(before, silent, { only: "same" }).text;
  for (const what of [`email ${mail?.message}`, "access"]) expect(gone).toContain(`gone: ${what}`);
  expect(compared(before, before).isSame).toBe(true);
});
