/** Rows of Disclosures that 0.1.0 kept with a ground in free words. */
import { expect, test } from "vitest";
import { acceptedIn } from "../../src/case/accepted";
import { reconciledRows } from "../../src/case/record-rows";

const words = "Health or safety emergency: FERPA 34 CFR 99.36.";
const by = { who: "contact@district.example", now: 0, asideFrom: new Set<string>() };

function row(what: string, ground: { readonly cell: string; readonly id: string | null }) {
  const accepted = JSON.stringify({ case: "26-0001", what: "The threat", ground: words });
  return {
    index: 2,
    key: "disclosure 1",
    values: { row: "disclosure 1", case: "26-0001", what, ground: ground.id, accepted },
    cells: { row: "disclosure 1", case: "26-0001", what, ground: ground.cell, accepted },
  };
}

test("stay as they are", () => {
  const change = reconciledRows("disclosures", [row("The threat", { cell: words, id: null })], by);
  expect(change.update).toEqual([]);
});

test("keep them when something else is written there", () => {
  const change = reconciledRows("disclosures", [row("More", { cell: words, id: null })], by);
  const [update] = change.update;
  expect(Object.keys(update?.values ?? {})).toEqual(["accepted"]);
  expect(acceptedIn(update?.values["accepted"])).toMatchObject({ what: "More", ground: words });
});

test("take a choice in their place, and no other words", () => {
  const chosen = row("The threat", { cell: "Mandated report", id: "mandated-report" });
  const [taken] = reconciledRows("disclosures", [chosen], by).update;
  expect(acceptedIn(taken?.values["accepted"])).toMatchObject({ ground: "mandated-report" });
  const other = row("The threat", { cell: "Other words", id: null });
  const [back] = reconciledRows("disclosures", [other], by).update;
  expect(back?.values).toMatchObject({ ground: null });
});
