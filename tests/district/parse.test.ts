/** How the script reads what people type into Contacts and Schools. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findContradictions } from "../../src/district/directory/problem-cells";
import { parseDirectory } from "../../src/district/directory/read-directory";
import { anyText } from "../any-character";
import { type Cells, contacts, directoryOf, pacific, person, rowsOf } from "./rows";

test("good rows give people, agencies and schools, and no problem", () => {
  const directory = directoryOf();
  expect(directory.problems).toEqual([]);
  expect(directory.people.map(({ role, school, row }) => [role, school, row])).toEqual([
    ["designated-contact", "North High", 3],
    ["backup-contact", "North High", 4],
    ["district-lead", null, 5],
    ["district-admin", null, 6],
  ]);
  expect(directory.agencies).toMatchObject([{ agency: "law-enforcement", row: 7 }]);
  expect(directory.schools.map(({ sroIsDistrictPolice }) => sroIsDistrictPolice)).toEqual([
    "no",
    "unknown",
  ]);
});

describe("roles are read as people write them", () => {
  test.each([
    ["Designated Contact", "designated-contact"],
    ["  contact ", "designated-contact"],
    ["Back-up", "backup-contact"],
    ["backup_contact", "backup-contact"],
    ["LEAD", "district-lead"],
    ["Alternate lead", "alternate-lead"],
    ["Children & Family Services", "child-and-family-services"],
    ["Police", "law-enforcement"],
    ["Sheriff’s Office", "law-enforcement"],
    ["the Probation Department", "probation"],
    ["Victim Advocates", "victim-advocate"],
  ])("%s", (written, role) => {
    const { people, agencies, problems } = directoryOf({
      contacts: [person(written, "", "pat@district.example")],
      schools: [],
    });
    expect([...people.map((one) => one.role), ...agencies.map((one) => one.agency)]).toEqual([
      role,
    ]);
    expect(problems).toEqual([]);
  });
});

const broken: readonly (readonly [string, Cells, string, "kept" | "left out"])[] = [
  ["no role that we know", { role: "janitor" }, "Role", "left out"],
  ["district police, which takes no reports", { role: "school police" }, "Role", "left out"],
  ["no address", { email: "" }, "Email", "left out"],
  ["a name around the address", { email: "Pat <pat@district.example>" }, "Email", "left out"],
  ["two addresses", { email: "a@district.example, b@district.example" }, "Email", "left out"],
  ["an address outside the domains", { email: "pat@elsewhere.example" }, "Email", "left out"],
  ["an address of a subdomain", { email: "pat@students.district.example" }, "Email", "left out"],
  ["a student account", { email: "s123@district.example" }, "Email", "left out"],
  ["words for a phone", { phone: "ask the office" }, "Phone", "kept"],
  ["a phone without its area code", { phone: "555-0100" }, "Phone", "kept"],
  ["a phone with a digit too few", { phone: "(415) 555-010" }, "Phone", "kept"],
  ["two phones", { phone: "415-555-0100 or 415-555-0101" }, "Phone", "kept"],
  ["a school that is not there", { school: "West High" }, "School (empty: the district)", "kept"],
  ["signs for a school", { school: "???" }, "School (empty: the district)", "kept"],
  ["a date in words", { awayFrom: "next week" }, "Away from", "kept"],
  ["a day that no calendar has", { awayTo: "2026-02-30" }, "Away to (last day)", "kept"],
  ["a serial number of another century", { awayTo: 7 }, "Away to (last day)", "kept"],
  [
    "an absence that ends before it begins",
    { awayFrom: "2026-09-10", awayTo: "2026-09-01" },
    "Away to (last day)",
    "kept",
  ],
  ["a word for a tick", { mayOpen: "maybe" }, "May open", "kept"],
];

describe("a bad cell of Contacts is named, and costs no more than it must", () => {
  test.each(broken)("%s", (_, change, column, person_) => {
    const good = person("designated contact", "North High", "pat@district.example");
    const { people, problems } = directoryOf({
      contacts: [{}, { ...good, ...change }, person("lead", "", "lead@district.example")],
      settings: { domains: "district.example", studentDomains: "s1*" },
      schools: [{ school: "North High" }],
    });
    expect(problems).toEqual([
      { tab: "contacts", row: 4, column, write: expect.stringMatching(/\w/) },
    ]);
    // A row whose school is not in the tab serves no other school.
    const { school } = { school: "North High", ...change };
    expect(people.map(({ role, school: of }) => [role, of])).toEqual([
      ...(person_ === "kept" ? [["designated-contact", school]] : []),
      ["district-lead", null],
    ]);
  });

  test("the words to write never repeat what stands in the cell", () => {
    const { problems } = directoryOf({
      contacts: [person("Zebra", "Zebra", "Zebra", { phone: "Zebra", awayFrom: "Zebra" })],
    });
    expect(JSON.stringify(problems)).not.toContain("Zebra");
  });

  test("an agency may be anywhere, and needs a number; one in words is one problem, not two", () => {
    const { agencies, problems } = directoryOf({
      contacts: [
        { role: "CFS", name: "County", phone: 4155550100, email: "intake@county.example" },
        { role: "probation", name: "Probation", phone: null },
        { role: "cfs", name: "County", phone: "see the wall" },
      ],
      schools: [],
    });
    expect(agencies).toMatchObject([{ phone: "(415) 555-0100" }, { phone: null }, { phone: null }]);
    const rows = problems.map(({ row, column }) => [row, column]);
    expect(rows.sort()).toEqual([
      [4, "Phone"],
      [5, "Phone"],
    ]);
  });
});

test("dates are midnights of the district's zone, from serial numbers or text", () => {
  const midnight = Date.UTC(2026, 8, 1, 7, 0);
  for (const cell of [46_266, 46_266.75, "2026-09-01", "2026-09-01 10:30"]) {
    const { people } = directoryOf({
      contacts: [person("contact", "", "pat@district.example", { awayFrom: cell })],
    });
    expect(people[0]?.awayFrom, String(cell)).toBe(midnight);
  }
});

describe("schools", () => {
  test.each(["__proto__", "constructor", "hasOwnProperty", "Zoë’s School"])(
    "one may be called %s",
    (name) => {
      const { schools, people, problems } = directoryOf({
        schools: [{ school: name }],
        contacts: [person("contact", name.toUpperCase(), "pat@district.example")],
      });
      expect(schools.map(({ school }) => school)).toEqual([name]);
      expect(people[0]?.school).toBe(name);
      expect(problems).toEqual([]);
    },
  );

  test("one named by signs alone keeps its contacts to itself, and a dash stands for every school", () => {
    const { schools, people, problems } = directoryOf({
      schools: [{ school: "★★" }],
      contacts: ["★★", "—", ""].map((school) => person("contact", school, "pat@district.example")),
    });
    expect(schools.map(({ school }) => school)).toEqual(["★★"]);
    expect(people.map(({ school }) => school)).toEqual(["★★", null, null]);
    expect(problems).toEqual([]);
  });

  test("a second row for a school, a nameless one and the Form's own choice are left out", () => {
    const { schools, problems } = directoryOf({
      schools: [
        { school: "North High", grades: "9-12" },
        { school: "north  HIGH", grades: "1-2" },
        { school: "", grades: "6-8" },
        { school: "Not listed" },
        // A name that no one can see.
        { school: "\u200B\u2060\u00AD" },
        { school: "", grades: "", problem: "left by the script" },
      ],
    });
    expect(schools).toMatchObject([{ school: "North High", grades: "9-12" }]);
    expect(problems.map(({ row, column }) => [row, column])).toEqual([
      [4, "School"],
      [5, "School"],
      [6, "School"],
      [7, "School"],
    ]);
  });

  test.each<[unknown, readonly [number, number] | null, boolean]>([
    ["8:10 to 14:50", [490, 890], true],
    ["8:10-14:50", [490, 890], true],
    ["8:10 AM to 2:50 p.m.", [490, 890], true],
    ["", null, true],
    ["8 to 3", null, false],
    ["15:00 to 8:00", null, false],
    ["8:10 to 14:50 to 16:00", null, false],
  ])("the hours of a school: %s", (hours, read, isReadable) => {
    const { schools, problems } = directoryOf({
      schools: [{ school: "A", hours: hours as string }],
    });
    const found = schools[0]?.hours ?? null;
    expect(found === null ? null : [found.opens, found.closes]).toEqual(read);
    expect(problems.filter(({ column }) => column === "School hours")).toHaveLength(
      isReadable ? 0 : 1,
    );
  });

  test.each([
    ["North High", "school:north-high"],
    ["", "main"],
    ["b".repeat(30), `school:${"b".repeat(30)}`],
    ["b".repeat(31), null],
    ["North/South", null],
    ["★", null],
  ])("the register of a school: %s", (register, read) => {
    const { schools, problems } = directoryOf({
      schools: [{ school: "A", register }],
      contacts: [],
    });
    expect(schools).toMatchObject([{ registerNamed: read ?? "main" }]);
    expect(problems.map(({ column }) => column)).toEqual(read === null ? ["Register"] : []);
  });

  test("an agency that Contacts does not have, and an SRO answer in other words, are named", () => {
    const { schools, problems } = directoryOf({
      schools: [
        { school: "A", lawEnforcementAgency: "northtown police", sroIsDistrictPolice: true },
        { school: "B", lawEnforcementAgency: "Elsewhere Police", sroIsDistrictPolice: "perhaps" },
      ],
      contacts: contacts.filter(({ role }) => role === "law enforcement"),
    });
    expect(schools.map(({ sroIsDistrictPolice }) => sroIsDistrictPolice)).toEqual([
      "yes",
      "unknown",
    ]);
    expect(problems.map(({ row, column }) => [row, column])).toEqual([
      [4, "Is the officer at the school of the district's police?"],
      [4, "Law enforcement agency"],
    ]);
  });
});

describe("rows that contradict each other", () => {
  const days = { awayFrom: "2026-09-01", awayTo: "2026-09-04" };
  const pat = "pat@district.example";
  test.each<[string, readonly Cells[], readonly string[]]>([
    [
      "a duplicate with other days away",
      [person("contact", "North High", pat, days), person("contact", "NORTH high", pat)],
      ["4 Away from: The same days away as in row 3"],
    ],
    [
      "one address, away in one role and not in the other",
      [
        person("backup", "North High", pat),
        person("contact", "South Middle", "Pat@district.example", days),
      ],
      ["4 Away from: The same days away as in row 3"],
    ],
    [
      "contact and lead, in either order",
      [
        person("contact", "North High", pat),
        person("lead", "", pat),
        person("contact", "South Middle", pat),
      ],
      ["4 Role: Another person: row 3", "5 Role: Another person: row 4"],
    ],
    [
      "a duplicate that says the same",
      [person("contact", "", pat, days), person("contact", "", pat, days)],
      [],
    ],
    ["a backup who is the lead", [person("backup", "", pat), person("lead", "", pat)], []],
  ])("%s", (_, rows, expected) => {
    const directory = directoryOf({ contacts: rows });
    // Each is used as it stands.
    expect(directory.problems.filter(({ tab }) => tab === "contacts")).toEqual([]);
    expect(directory.people).toHaveLength(rows.length);
    const found = findContradictions(directory).map(
      (one) => `${one.row} ${one.column}: ${one.write}`,
    );
    expect(found.map((text, at) => text.slice(0, expected[at]?.length))).toEqual(expected);
  });
});

test("nothing that is typed makes it throw, and every problem names a row that is there", () => {
  const cell = fc.oneof(anyText(), fc.double(), fc.boolean(), fc.constant(null));
  const keys = ["role", "school", "name", "phone", "email", "awayFrom", "setting", "value"];
  const cells = fc.array(
    fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.constant("mayOpen")), cell),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(cells, cells, cells, (one, two, three) => {
      const rows = { contacts: rowsOf(one), schools: rowsOf(two), settings: rowsOf(three) };
      const { problems } = parseDirectory(rows, pacific);
      for (const { tab, row, write } of problems) {
        expect(rows[tab].some((source) => source.row === row)).toBe(true);
        expect(write).not.toBe("");
      }
    }),
  );
});
