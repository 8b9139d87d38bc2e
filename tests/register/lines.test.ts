/** Values that a cell keeps as a line of words: each comes back from its cell as it was, and an older register is read as before. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { languages } from "../../src/language";
import { personRoles } from "../../src/protocol/ids";
import type { RowValues } from "../../src/register/columns";
import { decodeWholeRow, emptyRow, encodeRow } from "../../src/register/row-state";
import { tabs } from "../../src/tabs";
import { california } from "./california";

const { cases } = tabs;
const stored = (row: RowValues) =>
  encodeRow(cases, { ...emptyRow(cases), case: "26-0001", ...row }, california);
const again = (row: RowValues) => decodeWholeRow(cases, stored(row), california);

const word = fc.string({ minLength: 1, maxLength: 20 }).map((text) => text.replace(/\s/g, "_"));
const at = fc.integer({ min: 0, max: Date.UTC(2040, 0) });
const told = fc.record({ role: fc.constantFrom(...personRoles), at, email: word });
const orNull = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });

test("each value comes back from its cell as it was", () => {
  const row = fc.record({
    told: orNull(told),
    asked: fc.array(told),
    toTell: fc.array(
      fc.record({ response: word, to: word, language: orNull(fc.constantFrom(...languages)) }),
    ),
    raisedBy: fc.array(fc.record({ level: word, who: fc.oneof(word, fc.constant("")) })),
    undone: fc.array(fc.record({ column: word, refusal: word, at })),
    cameMerged: fc.array(fc.record({ at: orNull(at), isClear: fc.boolean() })),
    steps: fc.array(
      fc.record({
        ...{ act: word, occurrence: fc.integer({ min: 1, max: 99 }) },
        ...{ due: orNull(at), broughtBy: orNull(word) },
      }),
    ),
  });
  fc.assert(
    fc.property(row, (one) => {
      expect(again(one)).toMatchObject(one);
    }),
  );
});

const noon = Date.UTC(2026, 8, 1, 19);
const iso = "2026-09-01T19:00:00.000Z";
const lead = "lead@district.example";

test.each<readonly [string, readonly string[], readonly unknown[]]>([
  [
    "asked",
    [` district-lead ${iso} ${lead} again`, "the backup, on Tuesday", `nobody ${iso} ${lead}`],
    [{ role: "district-lead", at: noon, email: lead }],
  ],
  ["asked", [`district-lead Tuesday ${lead}`, `district-lead ${iso}`], []],
  [
    "toTell",
    ["r1 reporter:r1", `r2 ${lead} es`, "r3"],
    [
      { response: "r1", to: "reporter:r1", language: null },
      { response: "r2", to: lead, language: "es" },
    ],
  ],
  [
    "raisedBy",
    ["at-risk", `at-risk ${lead}`],
    [
      { level: "at-risk", who: "" },
      { level: "at-risk", who: lead },
    ],
  ],
  [
    "undone",
    ["plan.byWhen unreadable soon"],
    [{ column: "plan.byWhen", refusal: "unreadable", at: 0 }],
  ],
  [
    "cameMerged",
    [iso, `${iso} unclear`],
    [
      { at: noon, isClear: true },
      { at: noon, isClear: false },
    ],
  ],
  ["cameMerged", ["soon unclear"], [{ at: null, isClear: false }]],
  [
    "steps",
    [`call 2 ${iso} 26-0002`, "call 1 -", "call 0 -", "call"],
    [
      { act: "call", occurrence: 2, due: noon, broughtBy: "26-0002" },
      { act: "call", occurrence: 1, due: null, broughtBy: null },
    ],
  ],
])("%s of %j", (key, lines, values) => {
  // A row may be written with the lines as they were stored.
  expect(again({ [key]: lines })[key]).toEqual(values);
});

test("what is stored is one line for each", () => {
  const asked = { role: "district-lead", at: noon, email: lead };
  expect(stored({ asked: [asked] })["asked"]).toBe(`district-lead ${iso} ${lead}`);
  const hidden = String(
    stored({ told: asked, raisedBy: [{ level: "at-risk", who: "" }] })["rowState"],
  );
  expect(JSON.parse(hidden)).toMatchObject({
    told: `district-lead ${iso} ${lead}`,
    raisedBy: ["at-risk"],
  });
});
