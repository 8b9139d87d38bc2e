/**
 * Random days with two to four registers of schools, faults, and older versions that come back: every report is in one register, and no reference is given twice.
 * `SCHOOL_DAYS=60` plays so many.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Day } from "../day/day";
import { editOf, minutes, submit } from "../day/events";
import type { Output } from "../day/look";
import { admin, alternate, contactsRow, lead } from "../day/people";

const schools = ["Ash", "Birch", "Cedar", "Dogwood"];
const contactOf = (school: string) => `${school.toLowerCase()}@district.example`;
const students = [
  ["Rowan Pine", "730194"],
  ["Kim Oak", "730291"],
  ["Rowan Pine", undefined],
] as const;

const report = fc.record({
  is: fc.constant("report" as const),
  school: fc.constantFrom(...schools, "Not listed"),
  student: fc.constantFrom(...students),
  danger: fc.boolean(),
  sealed: fc.integer({ max: 9 }).map((one) => one === 0),
});
const edit = fc.record({
  is: fc.constant("edit" as const),
  nth: fc.nat(9),
  set: fc.constantFrom<object>(
    { acknowledged: true },
    ...schools.map((school) => ({ handedTo: school })),
    { studentId: "730999" },
  ),
});
const fault = fc.record({
  is: fc.constant("fault" as const),
  call: fc.constantFrom(
    "Sheets.Spreadsheets.batchUpdate",
    "Sheets.Spreadsheets.Values.batchGetByDataFilter",
    "MailApp.sendEmail",
  ),
  nth: fc.integer({ min: 1, max: 6 }),
  when: fc.constantFrom("before", "after", "stop"),
});
const restore = fc.record({ is: fc.constant("restore" as const), nth: fc.nat(3) });
const wait = fc.record({ is: fc.constant("wait" as const), minutes: fc.constantFrom(3, 20, 70) });
const dayOf = fc.record({
  registers: fc.array(fc.constantFrom("", "One", "Two", "Three", "Four"), {
    minLength: 4,
    maxLength: 4,
  }),
  events: fc.array(fc.oneof(report, report, edit, edit, fault, restore, wait, wait), {
    minLength: 4,
    maxLength: 14,
  }),
});

function sound(out: Output): void {
  const references = out.cases
    .filter((one) => !String(one["register"]).startsWith("sealed"))
    .map((one) => one["case"]);
  expect(new Set(references).size).toBe(references.length);
  const open = new Map<unknown, unknown[]>();
  for (const { register, case: of, response, part } of out.reports as readonly Record<
    string,
    unknown
  >[]) {
    const row = out.cases.find((one) => one["register"] === register && one["case"] === of);
    expect(row).toBeDefined();
    // A case that moved leaves a copy of its reports in the register that it came from.
    if (part === 1 && row?.["releasedTo"] === null)
      open.set(response, [...(open.get(response) ?? []), register]);
  }
  for (const [, places] of open) expect(places).toHaveLength(1);
}

test("random days", { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(dayOf, async ({ registers, events }) => {
      const directory = {
        schools: schools.map((school, at) => ({ school, grades: "9-12", register: registers[at] })),
        contacts: [
          ...schools.map((school) =>
            contactsRow("designated contact", contactOf(school), { school }),
          ),
          ...[contactsRow("district lead", lead), contactsRow("alternate lead", alternate)],
          contactsRow("district admin", admin),
        ],
        settings: { domains: ["district.example"] },
      };
      const day = await Day.begin({ directory });
      // Until the night after an older version came back, two registers may have one case.
      day.breaks = "twice";
      let sent = 0;
      for (const one of events) {
        if (one.is === "report") {
          sent += 1;
          const [studentName, studentId] = one.student;
          const more = {
            immediateDanger: one.danger ? "yes" : "no",
            ...(one.sealed ? { recipientMayBeInvolved: "contact" } : {}),
          };
          day.play(submit({ school: one.school, studentName, studentId, ...more }));
        } else if (one.is === "edit") {
          const cases = day
            .out()
            .cases.filter((row) => !String(row["register"]).startsWith("sealed"));
          const row = cases[one.nth % Math.max(1, cases.length)];
          if (row !== undefined)
            day.play(editOf(String(row["case"]), one.set, lead, String(row["register"])));
        } else if (one.is === "fault")
          day.play({ fault: { call: one.call, nth: one.nth, when: one.when } });
        else if (one.is === "restore") {
          const files = new Set(day.out().cases.map((row) => String(row["register"])));
          const named = [...files].filter((name) => name.startsWith("school:"));
          const register = named[one.nth % Math.max(1, named.length)];
          if (register !== undefined)
            day.play({ sheet: { restoreVersion: { ago: "PT15M", register } }, as: "admin" });
        } else day.play(minutes(one.minutes));
      }
      const out = day.play({ advance: "PT50M" }, { advance: "P1DT1H" });
      sound(out);
      expect(new Set(out.reports.map(({ response }) => response)).size).toBe(sent);
      expect(
        out.runs
          .filter(({ ok }) => !ok)
          .slice(-1)
          .every(({ error }) => !/defect/.test(error ?? "")),
      ).toBe(true);
      expect(out.errors.filter(({ error }) => /defect/.test(error))).toEqual([]);
    }),
    { numRuns: Number(process.env["SCHOOL_DAYS"] ?? 1) },
  );
});
