/** Whom the cases of a reader's file exclude: all of all its cases, as it was when each report came (design 2.11). */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  excludedFromRegister,
  excludedOfCases,
  inRegister,
} from "../../src/case/assignment/excluded-people";
import { contextOfCase, joinReport } from "../../src/case/lifecycle/open-case";
import type { RowValues } from "../../src/register/columns";
import { directoryOf, now, person } from "../district/rows";
import { readOf } from "../register/read-rows";
import { runWith } from "../run";
import { contextOf, hour, nothing, opened, reported } from "./cases";

const [ash, bo, casey, dana] = ["ash", "bo", "casey", "dana"].map(
  (name) => `${name}@district.example`,
);
const people = directoryOf({
  contacts: [
    person("designated contact", "North High", String(ash)),
    person("backup contact", "North High", String(bo)),
    person("district lead", "", String(casey)),
    person("district lead", "", String(dana)),
  ],
});
const theCase = (reference: string, excluded: readonly (string | undefined)[]): RowValues => ({
  case: reference,
  excluded: excluded.map(String),
});
const report = (of: string, answer: string | null, more: RowValues = {}): RowValues => ({
  row: `${of} ${answer} ${JSON.stringify(more)}`,
  case: of,
  part: 1,
  school: "North High",
  recipientMayBeInvolved: answer,
  unread: null,
  ...more,
});
const of = (cases: readonly RowValues[], reports: readonly RowValues[] = []) =>
  readOf({ cases, reports });

const readerOf = (read: ReturnType<typeof of>, directory = people) =>
  inRegister(runWith({ clock: { now: () => now }, directory }), "sealed", read).reader;

describe("a file", () => {
  test("keeps out whom any of its cases excludes, not those of the first alone", () => {
    const file = of([theCase("26-0001", [ash]), theCase("26-0002", [casey, bo])]);
    expect([...excludedFromRegister(file, people)].sort()).toEqual([ash, bo, casey]);
    expect(readerOf(file)).toBe(dana);
    const none = of([theCase("26-0001", [casey]), theCase("26-0002", [dana])]);
    expect(readerOf(none)).toBeNull();
  });

  test("keeps out whom a report excluded when it came, whatever Contacts say since", () => {
    const later = directoryOf({ contacts: [person("district lead", "", String(ash))] });
    const file = of([theCase("26-0001", [ash, bo])], [report("26-0001", "contact")]);
    expect([...excludedFromRegister(file, later)].sort()).toEqual([ash, bo]);
    expect(readerOf(file, later)).toBeNull();
  });
});

describe("a case whose own cell of excluded people is empty excludes whom its reports name", () => {
  const excluded = (reports: readonly RowValues[]) =>
    [
      ...(excludedOfCases(of([theCase("26-0001", [])], reports), people).get("26-0001") ?? []),
    ].sort();

  test.each<[string, readonly RowValues[], readonly unknown[]]>([
    ["one of them", [report("26-0001", "contact")], [ash, bo]],
    [
      "each of several, and not the last alone",
      [report("26-0001", "contact"), report("26-0001", "lead"), report("26-0001", "no")],
      [ash, bo, casey, dana],
    ],
    ["of another case: nobody", [report("26-0002", "contact")], []],
    [
      "an answer that cannot be read",
      [report("26-0001", null, { unread: "facts: ?\nrecipientMayBeInvolved: Yes" })],
      [ash, bo],
    ],
    [
      "further rows of a long one say nothing new",
      [report("26-0001", "lead"), report("26-0001", "contact", { part: 2 })],
      [casey, dana],
    ],
  ])("%s", (_, reports, expected) => {
    expect(excluded(reports)).toEqual(expected);
  });
});

test("a report that joins a sealed case excludes beside whom the case excluded before, and takes it from them", () => {
  const sealed = { readBy: "district-lead", excluded: [String(bo)], mainCase: null };
  const before = opened({ row: { ...sealed, excluded: [String(ash)], contact: bo ?? null } });
  const { row } = joinReport(before, {
    report: { ...nothing, ...reported["at-risk"] },
    school: null,
    contact: { role: "district-lead", email: String(dana) },
    reviewReasons: [],
    sealed,
    context: contextOfCase(before.row, contextOf({ directory: people, now: now + hour })),
  }).file;
  expect([...row.excluded].sort()).toEqual([ash, bo]);
  expect(row.contact).toBe(dana);
});

test("nobody who is excluded by any case or report of a file is ever its reader", () => {
  const who = fc.uniqueArray(fc.constantFrom(ash, bo, casey, dana), { maxLength: 3 });
  const answers = fc.constantFrom("contact", "lead", "no", null);
  fc.assert(
    fc.property(
      fc.array(who, { minLength: 1, maxLength: 4 }),
      fc.array(fc.tuple(fc.nat(3), answers), { maxLength: 4 }),
      (rows, said) => {
        const cases = rows.map((excluded, at) => theCase(`26-000${at}`, excluded));
        const reports = said.map(([at, answer]) => report(`26-000${at}`, answer));
        const found = readerOf(of(cases, reports));
        const out = new Set(rows.flat());
        for (const [at, answer] of said) {
          if (rows[at]?.length !== 0) continue;
          if (answer === "lead") for (const one of [casey, dana]) out.add(one);
        }
        expect(found === null || !out.has(found)).toBe(true);
        if (!out.has(casey)) expect(found).toBe(casey);
        else if (!out.has(dana)) expect(found).toBe(dana);
        else expect(found).toBeNull();
      },
    ),
  );
});
