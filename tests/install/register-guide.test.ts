/** The Guide tab: every protocol step, number and term of the pack, with its source. */
import { expect, test } from "vitest";
import { guideRows } from "../../src/install/guide-tab";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { lawFragment } from "../../src/register/saved-views";
import { firstDataRow } from "../../src/register/tabs";

const rows = guideRows(marin2019());
const all = rows.map(({ text }) => String(text)).join("\n");

test("lines are named once, none is empty, and none says that nothing needs doing", () => {
  const names = rows.map(({ line }) => line);
  expect(new Set(names).size).toBe(rows.length);
  const texts = rows.flatMap(({ topic, text, source }) => [topic, text, source]);
  expect(texts.filter((text) => typeof text !== "string" || text === "")).toEqual([]);
  expect(all).not.toMatch(/no action needed/i);
});

test("a law that a step names leads to its line", () => {
  for (const { id } of marin2019().statutes) {
    const [, row] = /^#gid=112&range=A(\d+):D\1$/.exec(lawFragment(id) ?? "") ?? [];
    expect(rows[Number(row) - firstDataRow - 1]?.["line"]).toBe(`statute-${id}`);
  }
  expect(lawFragment("no such law")).toBeNull();
});

test("holds all 20 steps, 8 factors, 4 terms, and every number to call", () => {
  const count = (prefix: string) =>
    rows.filter(({ line }) => String(line).startsWith(prefix)).length;
  expect([count("step-"), count("factor-"), count("term-")]).toEqual([20, 8, 4]);
  const { hotlines, helpLine, emergency } = marin2019();
  for (const one of [...hotlines, emergency, helpLine]) expect(all).toContain(one?.phone);
});
