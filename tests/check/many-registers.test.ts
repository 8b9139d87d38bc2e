/** Check in a district with as many registers of schools as there can be: it reads no more than Google allows in a minute. */
import { expect, test } from "vitest";
import { callsPerMinute } from "../../scripts/workspace/sheets/limits";
import { schoolRegistersUpTo } from "../../src/registers/kinds";
import { Day } from "../day/day";
import { minutes, submit } from "../day/events";
import { admin, alternate, contactsRow, lead } from "../day/people";

test("with all registers of schools, everything is checked within a minute's calls", async () => {
  const schools = Array.from({ length: schoolRegistersUpTo }, (_, at) => `School ${at + 1}`);
  const day = await Day.begin({
    directory: {
      schools: schools.map((school) => ({ school, grades: "9-12", register: school })),
      contacts: [
        ...schools.map((school, at) =>
          contactsRow("designated contact", `c${at}@district.example`, { school }),
        ),
        contactsRow("district lead", lead),
        contactsRow("alternate lead", alternate),
        contactsRow("district admin", admin),
      ],
      settings: { domains: ["district.example"] },
    },
  });
  day.play(submit({ school: "School 3" }), minutes(12));
  const seen = day.read("runCheck", admin);
  expect(seen).not.toContain("could not be checked");
  const calls = Object.entries<number>(day.workspace.runs.at(-1)?.calls.byName ?? {});
  const reads = calls.filter(([name]) => /^Sheets\..*[gG]et/.test(name));
  const count = reads.reduce((sum, [, each]) => sum + each, 0);
  expect(count).toBeLessThanOrEqual(callsPerMinute - 10);
});
