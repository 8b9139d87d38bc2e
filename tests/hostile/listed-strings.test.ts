/** Every string of a public list of hostile ones (blns.json: the Big List of Naughty Strings, MIT, github.com/minimaxir/big-list-of-naughty-strings) as an answer. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as z from "zod";
import { fitText } from "../../src/register/cell-text";
import { playDay } from "../play/day";
import { cellsOf } from "../situations/situation";

const source = readFileSync(new URL("./blns.json", import.meta.url), "utf8");
const strings = z.array(z.string()).parse(JSON.parse(source));
const keys = ["school", "studentName", "facts", "reporterName", "reporterEmail"] as const;

/** The n-th report holds five strings in a row, one an answer. */
const submissions = Array.from({ length: Math.ceil(strings.length / keys.length) }, (_, at) =>
  Object.fromEntries(keys.map((key, more) => [key, strings[at * keys.length + more] ?? ""])),
);

test("each is kept as a cell can hold it, ends no run, and is no formula", async () => {
  const out = await playDay([...submissions.map((submit) => ({ submit })), { advance: "PT10M" }]);
  expect(strings.length).toBeGreaterThan(400);
  expect(out.runs.filter(({ ok }) => !ok)).toEqual([]);
  expect(out.reports).toHaveLength(submissions.length);
  submissions.forEach((written, at) => {
    for (const key of keys) {
      expect(out.reports[at]?.[key] ?? "", key).toBe(fitText(written[key] ?? "").text);
    }
  });
  const formulas = cellsOf(out).filter(({ formula }) => formula !== null);
  expect([...new Set(formulas.map(({ tab }) => tab))]).toEqual(["Summary"]);
}, 60_000);
