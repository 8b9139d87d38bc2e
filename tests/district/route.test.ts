/** Who reads a sealed report, whatever Contacts says: somebody, and never an address that it excludes. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { isBarred, readerOf } from "../../src/district/find";
import { directoryOf, person } from "./rows";

const roles = [
  "designated contact",
  "backup contact",
  "district lead",
  "alternate lead",
  "district admin",
] as const;
const addresses = ["ash", "bo", "casey", "dana"].map((name) => `${name}@district.example`);
const days = fc.constantFrom("", "2026-08-24", "2026-09-01", "2026-09-20");

const people = fc.record({
  role: fc.constantFrom(...roles),
  school: fc.constantFrom("", "North High", "South Middle"),
  email: fc.constantFrom(...addresses),
  awayFrom: days,
  awayTo: days,
});

test("of a report that names the lead it is never an address of the lead's, whatever else that address is", () => {
  fc.assert(
    fc.property(
      fc.array(people, { maxLength: 6 }),
      fc.constantFrom(null, "North High"),
      (rows, school) => {
        const directory = directoryOf({
          contacts: rows.map(({ role, school: of, email, awayFrom, awayTo }) =>
            person(role, of, email, { awayFrom, awayTo }),
          ),
          settings: { domains: "district.example" },
        });
        const leads = rows.flatMap(({ role, email }) => (role === "district lead" ? email : []));
        const alternates = rows.flatMap(({ role, email }) =>
          role === "alternate lead" ? email : [],
        );
        const reader = readerOf("sealed-from-lead", directory, school)?.email;
        if (reader !== undefined) {
          expect(leads).not.toContain(reader);
          expect(alternates).toContain(reader);
        }
        expect(reader === undefined).toBe(alternates.every((one) => leads.includes(one)));
        for (const one of leads) expect(isBarred("sealed-from-lead", directory, one)).toBe(true);

        const other = readerOf("sealed", directory, school)?.email;
        expect(other === undefined).toBe(leads.length + alternates.length === 0);
        if (other !== undefined) expect([...leads, ...alternates]).toContain(other);
      },
    ),
    { numRuns: 500 },
  );
});
