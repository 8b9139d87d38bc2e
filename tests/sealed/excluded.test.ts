/** Whom the cases of a sealed register exclude: everyone whom any of its cases excludes, as of the time of each report (design 2.11). */
import { describe, expect, test } from "vitest";
import { propertiesOn } from "../../scripts/play/script-memory";
import { contextOfCase, joinReport } from "../../src/casework/open-case";
import type { RowValues } from "../../src/register/columns";
import {
  contentsOf,
  excludedOfCases,
  keptOutLines,
  rememberKeptOut,
} from "../../src/sealed/remember-who-is-kept-out";
import { readersOfRegister } from "../../src/sealed/who-reads-sealed-registers";
import { markOfRole } from "../../src/sealed/whom-a-report-excludes";
import { storeOn } from "../../src/store/store";
import { at, contextOf, hour, nothing, opened, reported } from "../case/cases";
import { directoryOf, now, person } from "../district/rows";
import { readOf } from "../register/read-rows";
import { runWith } from "../run";

const [ash, bo, casey, dana] = [at("ash"), at("bo"), at("casey"), at("dana")];
const people = directoryOf({
  contacts: [
    person("designated contact", "North High", ash),
    person("backup contact", "North High", bo),
    person("district lead", "", casey),
    person("district lead", "", dana),
  ],
});
const theCase = (reference: string, excluded: readonly string[]): RowValues => {
  return { case: reference, status: "open", excluded };
};
const line = (what: string, to: string): RowValues => ({ entry: `${what} ${to}`, what, to });
/** Those addresses in Activity, beside what it holds. */
const keptOut = (addresses: readonly string[], held: ReturnType<typeof heldIn>) =>
  keptOutLines(addresses, held.excluded, now).map(({ what, to }) => line(what, to ?? ""));
const run = runWith({
  directory: people,
  memory: storeOn(() => propertiesOn({})),
  ownMemory: storeOn(() => propertiesOn({})),
});
const heldIn = (cases: readonly RowValues[], activity: readonly RowValues[] = []) =>
  contentsOf(run, "sealed", readOf({ cases, activity }));
const readers = (cases: readonly RowValues[], directory = people) =>
  readersOfRegister("sealed", directory, heldIn(cases)).map(({ email }) => email);

describe("a register", () => {
  test("keeps out whom any of its cases excludes, not those of the first alone", () => {
    const cases = [theCase("26-0001", [ash]), theCase("26-0002", [casey, bo])];
    expect([...heldIn(cases).excluded].sort()).toEqual([ash, bo, casey]);
    expect(readers(cases)).toEqual([dana]);
    expect(readers([theCase("26-0001", [casey]), theCase("26-0002", [dana])])).toEqual([]);
  });

  test("keeps out whom a report excluded when it came, whatever Contacts say since", () => {
    const later = directoryOf({ contacts: [person("district lead", "", ash)] });
    expect(readers([theCase("26-0001", [ash, bo])], later)).toEqual([]);
  });

  test("keeps them out once the rows of their cases are gone: each address stands in Activity from the first report on", () => {
    const held = heldIn([theCase("26-0001", [ash])]);
    const lines = keptOut([ash, bo], held);
    expect(lines.map(({ to }) => to)).toEqual([bo]);
    const after = heldIn([], [...lines, line("access-added", casey)]);
    expect([...after.excluded]).toEqual([bo]);
  });

  test("a case whose state was written over excludes everyone whom the register ever kept out", () => {
    const activity = keptOut([ash, bo], heldIn([]));
    const lost = { ...theCase("26-0001", []), stateLost: true };
    const read = readOf({ cases: [lost, theCase("26-0002", [casey])], activity });
    const excluded = excludedOfCases(read);
    expect([...(excluded.get("26-0001") ?? [])]).toEqual([ash, bo]);
    expect([...(excluded.get("26-0002") ?? [])]).toEqual([casey]);
  });

  test("is open to whoever stands in while a case is not closed", () => {
    expect(heldIn([theCase("26-0001", [])]).hasOpenCase).toBe(true);
    const closed = { ...theCase("26-0001", []), status: "closed" };
    expect(heldIn([closed]).hasOpenCase).toBe(false);
  });

  test("in which an older version kept addresses without roles has no one stand in: its report may have named that role", () => {
    const alternate = at("alex");
    const contacts = [person("district lead", "", casey), person("alternate lead", "", alternate)];
    const directory = directoryOf({ contacts });
    const standsIn = (excluded: readonly string[]) => {
      const read = readOf({ cases: [theCase("26-0001", excluded)], activity: [] });
      const held = contentsOf({ ...run, directory }, "sealed-lead", read);
      return readersOfRegister("sealed-lead", directory, held).map(({ email }) => email);
    };
    expect(standsIn([casey])).toEqual([]);
    expect(standsIn([casey, markOfRole("contact")])).toEqual([alternate]);
  });

  test("of another kind keeps no one out", () => {
    const cases = [theCase("26-0001", [ash])];
    expect(contentsOf(run, "main", readOf({ cases })).excluded.size).toBe(0);
  });
});

test("of more people than an account can remember as kept out, the latest are", () => {
  const all = Array.from(
    { length: 4_000 },
    (_, nth) => `${nth}-${"x".repeat(30)}@district.example`,
  );
  const own = { ...run, ownMemory: storeOn(() => propertiesOn({})) };
  rememberKeptOut(own, "sealed", all.slice(0, 2));
  rememberKeptOut(own, "sealed", all);
  const kept = own.ownMemory.get("keptOut", "sealed");
  expect(kept.length).toBeGreaterThan(100);
  expect(kept).toEqual(all.slice(-kept.length));
  expect(kept).not.toContain(all[0]);
});

test("a report that joins a sealed case excludes beside whom the case excluded before, and takes it from them", () => {
  const sealed = { readBy: "district-lead", excluded: [bo], mainCase: null };
  const before = opened({ row: { ...sealed, excluded: [ash], contact: bo } });
  const arrival = {
    report: { ...nothing, ...reported["at-risk"] },
    receivedAt: now,
    school: null,
    contact: { role: "district-lead", email: dana },
    reviewReasons: [],
    sealed,
    context: contextOfCase(before.row, contextOf({ directory: people, now: now + hour })),
  } as const;
  const { row } = joinReport(before, arrival, people.settings).file;
  expect([...row.excluded].sort()).toEqual([ash, bo]);
  expect(row.contact).toBe(dana);
});
