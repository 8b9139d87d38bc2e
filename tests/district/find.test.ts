/** Who receives a report, and which agencies a school calls. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isStaffAddress, reporterAddressIn } from "../../src/district/addresses";
import { recipientsOfReport, schoolNamed } from "../../src/district/find-people";
import { callBook } from "../../src/district/whom-to-call";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { type Cells, contacts, directoryOf, now, person } from "./rows";

const away: Cells = { awayFrom: "2026-08-31", awayTo: "2026-09-01" };

const roles = {
  contact: "contact",
  backup: "backup",
  lead: "lead",
  deputy: "alternate lead",
  admin: "admin",
};
const [north, south] = ["North High", "South Middle"] as const;
type Name = keyof typeof roles;

/** One person of each role; those for a school are of North High. */
const staff = (more: { readonly [K in Name]?: Cells } = {}) =>
  (Object.keys(roles) as Name[]).map((name) => {
    const school = name === "contact" || name === "backup" ? north : "";
    return person(roles[name], school, `${name}@district.example`, more[name]);
  });
const without = (...names: Name[]) => staff(Object.fromEntries(names.map((name) => [name, away])));
const allAway = without("contact", "backup", "lead", "deputy", "admin");
const central = person("contact", "all schools", "central@district.example");

test("a name that a school had before counts for it, unless another has it or had it too", () => {
  const one = directoryOf({ contacts: staff() });
  const [own, other] = one.schools;
  if (own === undefined || other === undefined) throw new Error("there are no two schools");
  const schools = [
    { ...own, formerly: ["Old High", "Shared", other.school] },
    { ...other, formerly: ["Shared"] },
  ];
  const named = (text: string) => schoolNamed({ schools }, text)?.school ?? null;
  expect([named("OLD high"), named("Shared")]).toEqual([own.school, null]);
  expect(named(other.school)).toBe(other.school);
  const told = (text: string) => recipientsOfReport({ ...one, schools }, text, now).there;
  expect(told("Old High")).toEqual(told(own.school));
});

test.each<[who: string | null, why: string, Cells[], string | null, reasons: string]>([
  ["contact", "is there", staff(), north, ""],
  ["contact", "however the school is written", staff(), "NORTH  high", ""],
  ["backup", "the contact is away", without("contact"), north, ""],
  ["lead", "both are away", without("contact", "backup"), north, "contacts-away"],
  ["deputy", "the lead is away too", without("contact", "backup", "lead"), north, "contacts-away"],
  ["contact", "everyone is away", allAway, north, "contacts-away, everyone-away"],
  ["lead", "the school has no contact", staff(), south, "no-designated-contact"],
  ["lead", "no school is known", staff(), null, "no-designated-contact"],
  ["central", "is the contact of the district, for no school", [...staff(), central], null, ""],
  ["admin", "is alone", staff().slice(4), north, "no-designated-contact, no-district-lead"],
  [null, "", [], north, "no-designated-contact, no-district-lead, nobody-to-tell"],
])("%s is told: %s", (who, _, contacts, school, reasons) => {
  const found = recipientsOfReport(directoryOf({ contacts }), school, now);
  const [told] = found.tell.map(({ email }) => email.split("@")[0]);
  expect(told ?? null).toBe(who);
  expect(found.reasons.join(", ")).toBe(reasons);
});

test("in immediate danger the contact, the backup and the lead are told at once, away or not, each address once", () => {
  const twice = [...staff().slice(0, 2), person("lead", "", "Contact@district.example")];
  const toldOf = (rows: readonly Cells[]) =>
    recipientsOfReport(directoryOf({ contacts: rows }), north, now).tell.map(
      ({ email }) => email.split("@")[0],
    );
  expect(toldOf(staff())).toEqual(["contact", "backup", "lead"]);
  expect(toldOf(without("contact", "lead"))).toEqual(["backup", "contact", "lead"]);
  expect(toldOf(twice)).toEqual(["contact", "backup"]);
});

test("of several with a role the first who is there stands for it", () => {
  const others = staff().map((row) => ({ ...row, email: `second-${row["email"]}` }));
  const contacts = [...allAway, ...others];
  const found = recipientsOfReport(directoryOf({ contacts }), north, now);
  const names = Object.keys(roles).map((name) => `second-${name}@district.example`);
  expect(found.there.map(({ email }) => email)).toEqual(names);
  expect(found.tell.map(({ email }) => email)).toEqual(names.slice(0, 3));
  expect(found.reasons).toEqual([]);
});

test("an absence lasts from the midnight before its first day to the midnight after its last", () => {
  const directory = directoryOf({ contacts: staff({ contact: away }) });
  const first = Date.UTC(2026, 7, 31, 7, 0);
  const after = Date.UTC(2026, 8, 2, 7, 0);
  const roleAt = (at: number) => recipientsOfReport(directory, north, at).tell[0]?.role;
  expect([first - 1, first, after - 1, after].map(roleAt)).toEqual([
    "designated-contact",
    "backup-contact",
    "backup-contact",
    "designated-contact",
  ]);
});

test.each<[Cells, string]>([
  [{ awayFrom: "2026-08-01" }, "backup-contact"],
  [{ awayTo: "2026-09-01" }, "backup-contact"],
  [{ awayTo: "2026-08-31" }, "designated-contact"],
])("an absence with one end counts from or up to it: %j", (contact, role) => {
  const { tell } = recipientsOfReport(directoryOf({ contacts: staff({ contact }) }), north, now);
  expect(tell[0]?.role).toBe(role);
});

test("a school is found whatever its case, accents and spaces, and no other is", () => {
  const directory = directoryOf({ schools: [{ school: "Peña  High" }] });
  expect(schoolNamed(directory, " pena high ")?.school).toBe("Peña  High");
  for (const other of ["", "pena", "__proto__", "Not listed"]) {
    expect(schoolNamed(directory, other)).toBeNull();
  }
});

describe("which agencies a school calls", () => {
  const police = (name: string, phone: string | null, school = ""): Cells => {
    return { role: "police", name, phone, school };
  };
  const [one, two] = ["415-555-0101", "415-555-0102"];
  const sheriff = police("County Sheriff", two);
  test.each<[string, readonly Cells[], string | null, string]>([
    ["the one in Schools", [sheriff, ...contacts], north, "Northtown Police (415) 555-0142"],
    ["the one for the school", [sheriff, police("A", one, south)], south, `A ${one}`],
    [
      "the one for the district",
      [sheriff, police("A", one, north)],
      south,
      `County Sheriff ${two}`,
    ],
    [
      "the one for the district, where the school's own has no number",
      [police("A", null, south), sheriff],
      south,
      `County Sheriff ${two}`,
    ],
    ["the one for the district, for no school", [sheriff], null, `County Sheriff ${two}`],
    ["the named one with 911, where Contacts lacks it", [], north, "Northtown Police 911"],
    ["911", [], south, "your local law enforcement agency 911"],
    ["911 where the agency has no number", [police("B", null)], null, "B 911"],
  ])("%s", (_, rows, school, expected) => {
    const book = callBook(directoryOf({ contacts: rows }), school, marin2019());
    const found = book.agencies.get("law-enforcement");
    expect(`${found?.name} ${found?.phone}`).toBe(expected);
  });

  test.each([
    [null, "(415) 473-7153"],
    ["415-555-0111", "415-555-0111"],
    ["", "(415) 473-7153"],
  ])(
    "child and family services have the county's hotline until the district writes a number: %s",
    (phone, expected) => {
      const rows = phone === null ? [] : [{ role: "cfs", name: "County CFS", phone }];
      const { agencies } = callBook(directoryOf({ contacts: rows }), north, marin2019());
      const found = agencies.get("child-and-family-services");
      expect(found?.phone).toBe(expected);
      if (phone !== null) expect(found?.name).toBe("County CFS");
    },
  );

  test("names are one plain line, and agencies that are not there are left out", () => {
    const rows: Cells[] = [{ role: "probation", name: "A\u202e\u0007\nB", phone: "415-555-0100" }];
    const book = callBook(directoryOf({ contacts: rows }), north, marin2019());
    expect(book.agencies.get("probation")?.name).toBe("A B");
    expect(book.agencies.has("victim-advocate")).toBe(false);
    expect(book.sroIsDistrictPolice).toBe("no");
    expect(callBook(directoryOf(), null, marin2019()).sroIsDistrictPolice).toBe("unknown");
  });
});

test.each([
  ["a@students.district.example", "students.district.example", true],
  ["a@elm.students.district.example", "students.district.example", true],
  ["a@mystudents.district.example", "students.district.example", false],
  ["a@district.example", "students.district.example", false],
  ["stuart@district.example", "stu*", true],
  ["astu@district.example", "stu*", false],
  ["teacher@stu.example", "stu*", false],
  ["smith.student2@district.example", "smith.student*", true],
  ["smith.student2@district.example", "smith.student", false],
  ["teacher@smith.student", "smith.student", true],
])("%s under %s: %s", (address, studentDomain, isStudents) => {
  const settings = { domains: [], studentDomains: [studentDomain] };
  expect(isStaffAddress(settings, address)).toBe(!isStudents);
});

const one = { domains: ["district.example"], studentDomains: ["s1*"] };
const two = {
  domains: ["district.example", "second.example"],
  studentDomains: ["pupils.example", "second.example", "s1*"],
};
test.each<[string, Parameters<typeof reporterAddressIn>[0], boolean]>([
  [" Teacher@District.example ", one, true],
  ["teacher@elsewhere.example", one, false],
  ["teacher@students.district.example", one, false],
  ["s123@district.example", one, false],
  ...["\u202Dteacher", "tea\u200Bcher", "a@b,teacher", "x\r\nBcc: teacher"].map(
    (hidden): [string, typeof one, boolean] => [`${hidden}@district.example`, one, false],
  ),
  ["teacher@second.example", { ...two, studentDomains: ["none"] }, true],
  // The district has not said, or not clearly, which addresses are its students'.
  ["teacher@second.example", { ...two, studentDomains: [] }, false],
  ["teacher@district.example", { ...one, studentDomains: ["s1*", "unreadable"] }, false],
  ["teacher@second.example", two, false],
  ["s17@district.example", two, false],
  ["teacher@district.example", { ...one, domains: [] }, false],
])(
  "a reporter is written to only inside the district's domains, and never at a student account: %j",
  (address, settings, isWritten) => {
    expect(reporterAddressIn(settings, address) !== null).toBe(isWritten);
  },
);

test("whatever stands where an address should, what is taken is one recipient, and inside the domains that are set", () => {
  const parts = fc.constantFrom(
    ...["contact", "@", "district.example", ".evil.example", "elsewhere.example", "outsider"],
    ...[",", ";", " ", "\n", "<", ">", "-"],
  );
  const like = fc.constantFrom("contact@district.example", "outsider@elsewhere.example");
  const texts = fc.array(fc.oneof(parts, like), { minLength: 1, maxLength: 5 });
  const single = /^[^\s@,;<>]+@[^\s@,;<>]+$/;
  fc.assert(
    fc.property(texts, (pieces) => {
      const text = pieces.join("");
      for (const domains of ["", "district.example"]) {
        const contacts = [person("contact", "", text)];
        for (const { email } of directoryOf({ contacts, settings: { domains } }).people) {
          expect(email).toMatch(single);
          if (domains !== "") expect(email.split("@")[1]).toBe(domains);
        }
      }
      const taken = reporterAddressIn(
        { domains: ["district.example"], studentDomains: ["none"] },
        text,
      );
      if (taken === null) return;
      expect(taken).toMatch(single);
      expect(taken.split("@")[1]).toBe("district.example");
    }),
    { numRuns: 2_000 },
  );
});
