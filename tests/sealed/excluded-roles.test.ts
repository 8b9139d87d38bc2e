/**
 * Every set of answers about who may be involved, with a row of each role in every state when the report comes, and mended afterwards: no
 * one whom the report accuses reads the register that it goes to, in whatever role they are later; and somebody reads it, or is told.
 */
import { expect, test } from "vitest";
import type { Directory } from "../../src/district-directory";
import {
  readersByContacts,
  registerOfReport,
  type SealedFile,
} from "../../src/sealed/which-sealed-register";
import {
  emptyContents,
  peopleToldWithoutContent,
  readersOfRegister,
  sealedRegisters,
} from "../../src/sealed/who-reads-sealed-registers";
import {
  excludedByReport,
  heldOutByRole,
  type Involved,
  involvedKinds,
  newlyExcluded,
} from "../../src/sealed/whom-a-report-excludes";
import { type Cells, directoryOf, now, person } from "../district/rows";

const at = (name: string) => `${name}@district.example`;
/** Who holds each role; `principal` is ticked as administrator. */
const holders: Readonly<Record<Involved, readonly [role: string, name: string, more: Cells]>> = {
  contact: ["designated contact", "contact", {}],
  administrator: ["", "principal", { administrator: true }],
  lead: ["district lead", "lead", {}],
  "alternate-lead": ["alternate lead", "alternate", {}],
};
const states = ["there", "away", "mistyped", "empty", "deleted", "two", "both roles"] as const;
type State = (typeof states)[number];

/** The rows of a role as they are in a state. "both roles": the holder is the school's backup contact too. */
function rowsOf(kind: Involved, state: State): readonly Cells[] {
  const [role, name, more] = holders[kind];
  const row = (email: string, further: Cells = {}) =>
    person(role, "", email, { ...more, ...further });
  switch (state) {
    case "there":
      return [row(at(name))];
    case "away":
      return [row(at(name), { awayFrom: "2026-08-24" })];
    case "mistyped":
      return [row(`${name} at district.example`)];
    case "empty":
      return [row("")];
    case "deleted":
      return [];
    case "two":
      return [row(at(name)), row(at(`${name}2`))];
    case "both roles":
      return [row(at(name)), person("backup contact", "", at(name))];
  }
}

const sets = Array.from({ length: 15 }, (_, set) =>
  involvedKinds.filter((_kind, bit) => (((set + 1) >> bit) & 1) === 1),
);
const fixed = [person("district admin", "", at("admin"))];
/** Rows read once: many worlds have the same. */
const known = new Map<string, Directory>();
function read(rows: readonly Cells[]): Directory {
  const key = JSON.stringify(rows);
  const found = known.get(key) ?? directoryOf({ contacts: rows });
  known.set(key, found);
  return found;
}
const contacts = (state: (kind: Involved) => State) =>
  read([...involvedKinds.flatMap((kind) => rowsOf(kind, state(kind))), ...fixed]);

/** Whom the report accuses: who holds a role that it names once all rows are right. */
const accused = (set: readonly Involved[], state: (kind: Involved) => State) =>
  new Set(
    set.flatMap((kind) => [
      at(holders[kind][1]),
      ...(state(kind) === "two" ? [at(`${holders[kind][1]}2`)] : []),
      // The report names the contacts, and this one is a contact too.
      ...(kind === "contact"
        ? involvedKinds.flatMap((one) => (state(one) === "both roles" ? at(holders[one][1]) : []))
        : []),
    ]),
  );

/** Each combination of the states of two roles, with the other two there. */
const worlds = involvedKinds.flatMap((a) =>
  involvedKinds.flatMap((b) =>
    a >= b
      ? []
      : states.flatMap((x) =>
          states.map(
            (y) =>
              (kind: Involved): State =>
                kind === a ? x : kind === b ? y : "there",
          ),
        ),
  ),
);

test.each(sets)("%j %j %j %j", (...answers) => {
  const set = answers.filter((one) => involvedKinds.includes(one));
  for (const state of worlds) {
    const directory = contacts(state);
    const excluded = excludedByReport(set, directory, "North High", now);
    const place = { involved: set, excluded, directory, now };
    const files = sealedRegisters.map((name): SealedFile => {
      return { name, opens: () => [], contents: () => emptyContents, shutOut: () => new Set() };
    });
    const name = registerOfReport(files, { ...place, running: new Set() });
    const out = accused(set, state);
    const readers = readersByContacts(place);
    expect(readers.filter(({ email }) => out.has(email))).toEqual([]);
    if (name === null) {
      const told = peopleToldWithoutContent(directory, excluded, "North High", null);
      expect(told.length).toBeGreaterThan(0);
      expect(told.filter((email) => out.has(email))).toEqual([]);
      continue;
    }
    expect(readers.length).toBeGreaterThan(0);
    // By role, whatever Contacts say.
    if (set.includes("lead")) expect(name).toBe("sealed-alternate");
    if (set.includes("alternate-lead")) expect(name).toBe("sealed-lead");
    // Each row is mended and seen, and then everyone whom the report names is in each role that reads the file.
    const mended = contacts((kind) =>
      ["two", "both roles"].includes(state(kind)) ? state(kind) : "there",
    );
    const kept = new Set([...excluded, ...newlyExcluded(excluded, mended, now)]);
    expect(newlyExcluded(kept, mended, now)).toEqual([]);
    for (const role of ["district lead", "alternate lead"]) {
      const later = read([
        ...[...out].map((email) => person(role, "", email)),
        person(role, "", at("nell")),
      ]);
      const audience = readersOfRegister(name, later, { hasOpenCase: true, excluded: kept });
      expect(audience.filter(({ email }) => out.has(email))).toEqual([]);
    }
  }
});

test("it also accuses who goes on reading in the role until the address that Contacts name is confirmed", () => {
  const named = contacts(() => "there");
  const earlier = named.people
    .filter(({ role }) => role === "district-lead")
    .map((one) => ({ ...one, email: at("former") }));
  const directory = { ...named, earlier, unconfirmed: new Set([at("lead")]) };
  const excluded = excludedByReport(["lead"], directory, "North High", now);
  expect([at("former"), at("lead")].filter((one) => !excluded.has(one))).toEqual([]);
});

test("a school that has another name now keeps its contacts out, and no other school's", () => {
  const excluded = excludedByReport(["contact"], directoryOf({ contacts: [] }), "North High", now);
  const read = directoryOf({
    schools: [{ school: "Pine Academy" }, { school: "South Middle" }],
    contacts: ["Pine Academy", "South Middle"].map((school) =>
      person("designated contact", school, at(school.slice(0, 4).toLowerCase())),
    ),
  });
  const schools = read.schools.map((one, row) =>
    row === 0 ? { ...one, formerly: ["North High"] } : one,
  );
  expect([...heldOutByRole(excluded, { ...read, schools })]).toEqual([at("pine")]);
});
