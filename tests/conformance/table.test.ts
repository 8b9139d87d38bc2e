/** The one statement of Google: the local Workspace answers every case as the table says, under every answer to every doubt. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { playProbe } from "../../scripts/probe/local";
import { assumptions, doubts } from "../../scripts/workspace/doubts";
import { fidelityFile, fidelityReport } from "./fidelity";
import { differences, newWorkspace, played } from "./played";
import { table } from "./table/table";

test("every case is answered as the table says", async () => {
  expect(differences(await played(), assumptions())).toEqual([]);
});

/** Every answer that is not assumed; in one round as many doubts as have so many. */
const most = Math.max(...doubts.map(({ answers }) => answers.length));
const rounds = Array.from({ length: most - 1 }, (_, nth) =>
  Object.fromEntries(
    doubts.flatMap(({ name, answers }) => {
      const answer = answers[nth + 1];
      return answer === undefined ? [] : [[name, answer]];
    }),
  ),
);

test.each(rounds)("and under the other answers to the doubts: %o", async (assume) => {
  // Nobody can send a Form that nobody may answer in time, nor can a clock that may not list go on to ask.
  expect(differences(await played(assume), assumptions(assume))).toEqual([]);
});

test("FIDELITY.md is as the table prints it: npx tsx tests/conformance/fidelity.ts renews it", () => {
  expect(readFileSync(fidelityFile, "utf8")).toBe(fidelityReport());
});

describe("the table", () => {
  test("asks each question once, each under an id of its own, with a source and its day", () => {
    const ids = table.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(table.map(({ asks }) => asks)).size).toBe(ids.length);
    for (const { source } of table) {
      expect(source).toMatch(/^(read|recorded) 20\d\d-\d\d-\d\d: .+|^assumed: .+/);
      if (/no source|of ours|unconfirmed/i.test(source)) expect(source).toMatch(/^(assumed|read)/);
    }
  });

  test("has a case for every answer to a doubt, which tells them apart", () => {
    for (const { name, answers } of doubts) {
      const cases = table.flatMap(({ expects }) =>
        "of" in expects && expects.of === name ? [expects.when] : [],
      );
      expect(cases.length, name).toBeGreaterThan(0);
      for (const when of cases) expect(Object.keys(when).sort()).toEqual([...answers].sort());
    }
  });

  test.each([
    [{ valueRangesOrder: "sideways" }, "is one of by-position, as-asked"],
    [{ moonPhase: "full" }, "No unconfirmed point is called moonPhase"],
  ])("%o is no answer", (given, message) => {
    expect(() => assumptions(given)).toThrow(message);
  });
});

test("the probe's text names the cases in which Google differs, and holds no address and no id", async () => {
  const workspace = await newWorkspace({ valueRangesOrder: "as-asked" });
  workspace.fault({
    call: "MailApp.getRemainingDailyQuota",
    when: "before",
    error: "Exception: maker@district.example may not",
  });
  const { result } = await playProbe(workspace, false);
  expect(result).toMatch(
    /^Student Safety Desk, result of the probe of 2026-11-02: \d+ cases, 1 differ\.$/m,
  );
  expect(result).toContain("mail.quota DIFFERS.");
  expect(result).toContain("valueRangesOrder: Google answered as-asked");
  expect(result).toContain("submission.told: not asked");
  expect(result).not.toMatch(/@\w|FormLocal/);
});

test("the probe begins in no Form that is in use", async () => {
  const workspace = await newWorkspace();
  workspace.run({
    function: "onTurn",
    surface: "menu",
    as: "probe@district.example",
    args: [{ id: "form.oldest-first", turn: 0 }],
  });
  await expect(playProbe(workspace)).rejects.toThrow('It stops at "Not here"');
});
