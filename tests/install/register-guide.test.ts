/** The Guide tab: its lines have names of their own, and a law leads to its line. All that it says is in the words file. */
import { expect, test } from "vitest";
import { placeOfLaw } from "../../src/case/tabs/views-of-cases";
import { guideRows } from "../../src/install/guide-tab";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { firstDataRow } from "../../src/register/columns";

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
    const [, row] = /^A(\d+):D\1$/.exec(placeOfLaw(id)?.range ?? "") ?? [];
    expect(rows[Number(row) - firstDataRow - 1]?.["line"]).toBe(`statute-${id}`);
  }
  expect(placeOfLaw("no such law")).toBeNull();
});
