/** Whom a sealed report excludes, who reads it, and who is told if no one can, whatever Contacts say. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Directory } from "../../src/district-directory";
import { readersByContacts } from "../../src/sealed/which-sealed-register";
import {
  emptyContents,
  peopleToldWithoutContent,
  readersOfRegister,
  roleOfAccount,
} from "../../src/sealed/who-reads-sealed-registers";
import {
  excludedByReport,
  type Involved,
  involvedKinds,
} from "../../src/sealed/whom-a-report-excludes";
import { directoryOf, now, person } from "../district/rows";

/** The addresses that a report excludes, without the marks for roles. */
const addressesOut = (
  ...[kind, directory, school]: readonly [Involved, Directory, string | null]
) =>
  new Set(
    [...excludedByReport([kind], directory, school, now)].filter((one) => !one.includes(":")),
  );
const nobody: ReadonlySet<string> = new Set();

test("people who may not open a register count only where no one may", () => {
  const leads = (mayOpen: boolean) =>
    directoryOf({
      contacts: [
        person("district lead", "", "first@district.example", { mayOpen: false }),
        person("district lead", "", "second@district.example", { mayOpen }),
      ],
    });
  const readers = (mayOpen: boolean) =>
    readersOfRegister("sealed", leads(mayOpen), emptyContents).map(
      ({ email }) => email.split("@")[0],
    );
  expect(readers(true)).toEqual(["second"]);
  expect(readers(false)).toEqual(["first", "second"]);
});

describe("whom it excludes", () => {
  const directory = directoryOf({
    contacts: [
      person("designated contact", "North High", "n@district.example"),
      person("backup contact", "", "every@district.example"),
      person("designated contact", "South Middle", "s@district.example"),
      person("designated contact", "Norht High", "typo@district.example"),
      person("district lead", "", "s@district.example", { administrator: true }),
      person("", "", "principal@district.example", { administrator: true }),
      person("told only", "", "dean@district.example", { mayOpen: false }),
      person("alternate lead", "", "al@district.example", { administrator: "perhaps" }),
      // A row that cannot be used until someone corrects it.
      person("district lead", "", "Lee Lead <lee@district.example>"),
    ],
  });

  test.each([
    ["contact", "North High", ["n", "every", "typo"]],
    ["contact", "north  HIGH", ["n", "every", "typo"]],
    ["contact", "South Middle", ["every", "s", "typo"]],
    ["contact", "Not listed", ["n", "every", "s", "typo"]],
    ["contact", null, ["n", "every", "s", "typo"]],
    ["administrator", "North High", ["s", "principal", "al", "dean"]],
    ["lead", "North High", ["s", "lee"]],
  ] as const)("%s at %s", (involved, school, expected) => {
    expect([...addressesOut(involved, directory, school)].sort()).toEqual(
      expected.map((name) => `${name}@district.example`).sort(),
    );
  });
});

test("an account that runs the desk is none of those whom a report may be about, also if Contacts name it for another role first", () => {
  const spare = "spare@district.example";
  for (const role of ["designated contact", "backup contact", "district lead", "alternate lead"]) {
    const contacts = [person("district admin", "", spare), person(role, "", spare)];
    expect(roleOfAccount(directoryOf({ contacts }), spare)).toBe(role.replace(" ", "-"));
    expect(roleOfAccount(directoryOf({ contacts: contacts.slice(0, 1) }), spare)).toBeNull();
  }
});

const roles = [
  "designated contact",
  "backup contact",
  "district lead",
  "alternate lead",
  "district admin",
  "law enforcement",
] as const;
const addresses = ["ash", "bo", "casey", "dana"].map((name) => `${name}@district.example`);
const days = fc.constantFrom("", "2026-08-24", "2026-09-01", "2026-09-20");
const schools = ["", "North High", "South Middle", "Elsewhere"] as const;

/** As a rule several of a role: what is true of the first of them need not be of the second. */
const rows = fc.array(
  fc.record({
    role: fc.oneof(
      fc.constantFrom<(typeof roles)[number]>("district lead", "alternate lead"),
      fc.constantFrom(...roles),
    ),
    school: fc.constantFrom(...schools),
    email: fc.constantFrom(...addresses),
    awayFrom: days,
    awayTo: days,
    administrator: fc.constantFrom(true, false, ""),
  }),
  { maxLength: 7 },
);

/** Design 2.11 in its own words: roles that Contacts name several people for exclude all of them, under every role that each holds. */
function excludedByRule(
  given: readonly { role: string; school: string; email: string; administrator: unknown }[],
  involved: string,
  school: string | null,
): readonly string[] {
  const isKnown = (one: string | null) => one === "North High" || one === "South Middle";
  const named = given.filter((one) => {
    if (involved === "administrator") return one.administrator === true;
    if (involved === "lead") return one.role === "district lead";
    if (involved === "alternate-lead") return one.role === "alternate lead";
    const mayBeOfIt = !isKnown(school) || !isKnown(one.school) || one.school === school;
    return /contact$/.test(one.role) && mayBeOfIt;
  });
  return [...new Set(named.map(({ email }) => email))].sort();
}

test("whoever is excluded reads nothing and is told nothing, and a role without such a holder reads it", () => {
  fc.assert(
    fc.property(
      rows,
      fc.constantFrom(...involvedKinds),
      fc.constantFrom(null, ...schools),
      fc.array(fc.constantFrom(...addresses), { maxLength: 2 }),
      (given, involved, school, before) => {
        const directory = directoryOf({
          contacts: given.map(({ role, school: of, email, ...more }) =>
            person(role, of, email, more),
          ),
        });
        const { people } = directory;
        const byReport = addressesOut(involved, directory, school);
        expect([...byReport].sort()).toEqual(excludedByRule(given, involved, school));
        const excluded = new Set([...byReport, ...before]);
        const readers = readersByContacts({ involved: [involved], excluded, directory, now });
        for (const { email } of readers) expect(excluded.has(email)).toBe(false);
        const able = people.filter(
          ({ role, email }) => /-lead$/.test(role) && !excluded.has(email),
        );
        const alone = (role: string) =>
          able.some((one) => one.role === role) &&
          people.every((one) => one.role !== role || !excluded.has(one.email));
        // Somebody reads it as soon as a role has no holder whom it excludes.
        expect(readers.length > 0).toBe(alone("district-lead") || alone("alternate-lead"));
        const told = peopleToldWithoutContent(directory, excluded, school, now);
        for (const one of told) expect(excluded.has(one)).toBe(false);
        expect(new Set(told).size).toBe(told.length);
        // Everybody at district level who may be told is one way to be reached.
        const isDistrict = people.some(
          ({ role, email }) => !/contact$/.test(role) && !excluded.has(email),
        );
        if (isDistrict) expect(told.length).toBeGreaterThan(0);
        // An agency is nobody of Contacts' people.
        for (const one of told) expect(people.some(({ email }) => email === one)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

test("where no one is left at district level, contacts of other schools are told, never the school's own", () => {
  const directory = directoryOf({
    contacts: [
      person("designated contact", "North High", "n@district.example"),
      person("designated contact", "South Middle", "s@district.example"),
      person("district lead", "", "lead@district.example"),
      {
        role: "law enforcement",
        name: "Police",
        phone: "(415) 555-0142",
        email: "p@district.example",
      },
    ],
  });
  const excluded = addressesOut("lead", directory, "North High");
  const toldOf = (out: ReadonlySet<string>, school: string) =>
    peopleToldWithoutContent(directory, out, school, now).map((email) => email.split("@")[0]);
  expect(toldOf(excluded, "North High")).toEqual(["s"]);
  expect(toldOf(excluded, "north  HIGH")).toEqual(["s"]);
  expect(toldOf(nobody, "North High")).toEqual(["lead"]);
  // Whoever is there, before whoever is away.
  const away = directoryOf({
    contacts: [
      person("district lead", "", "lead@district.example", { awayFrom: "2026-06-15" }),
      person("district admin", "", "admin@district.example"),
    ],
  });
  const told = peopleToldWithoutContent(away, nobody, null, now);
  expect(told).toEqual(["admin@district.example"]);
});
