/** Columns of a report that a record withholds: none of them stands in it, filled in as it may be, and all of them do where they were asked for. */
import { expect, test } from "vitest";
import { leastChoice, leftOutOfCase } from "../../src/case/views/record-withholding";
import { caseColumns, reportColumns } from "../../src/register/tabs";
import { playDay } from "../day/day";
import { menu, report } from "../day/events";

/** What tells that somebody reported, when, or what they said of it. */
const withheld = [
  "reporterName",
  "reporterEmail",
  "reporterPhone",
  "calledChildAndFamilyServices",
  "calledLawEnforcement",
  "writtenReportDue",
  "writtenReportDueFrom",
  "reporterTold",
  "callConfirmed",
  "writtenReportConfirmed",
] as const;
const headers = withheld.map((key) => {
  const found = reportColumns().find((column) => column.key === key);
  if (found === undefined) throw new Error(`Reports has no column ${key}`);
  return found.header;
});

const anonymous = report({
  studentName: "Robin Testperson",
  facts: "Slept in a van.",
  learnedAt: "2026-09-01T08:00:00-07:00",
  calledChildAndFamilyServices: "yes",
  calledLawEnforcement: "yes",
});
const usual = {
  ...anonymous,
  reporterKnownTo: "contact",
  reporterName: "Pat Reporter",
  reporterEmail: "pat.reporter@district.example",
  reporterPhone: "415-555-0177",
};

test("each is withheld from a record that was not asked to have it", async () => {
  const out = await playDay([
    { submit: usual },
    {
      edit: {
        tab: "reports",
        case: "26-0001",
        set: { callConfirmed: true, writtenReportConfirmed: true },
      },
    },
    { submit: anonymous },
    { menu: { name: "print", answers: { case: "26-0001" } }, as: "lead" },
    menu(
      "print",
      {
        case: "26-0001",
        recipient: "County counsel",
        mandatedReports: true,
        reporters: true,
      },
      "lead",
    ),
  ]);
  const [without = "", whole = ""] = out.pages.map(({ text }) => text).slice(-2);
  expect(without).toContain("Student: Robin Testperson");
  const written = "Slept in a van.";
  expect(whole, "what a reporter wrote is in the whole record").toContain(written);
  expect(without, "what a reporter wrote is withheld").not.toContain(written);
  for (const header of headers) {
    expect(whole, "it is in the whole record").toContain(header);
    expect(without, "it is withheld").not.toContain(header);
  }
  const unreachable = reportColumns().find(({ key }) => key === "reporterUnreachable")?.header;
  expect(without).not.toContain(unreachable);
  expect(without).not.toMatch(/Pat Reporter|pat\.reporter|0177/);
});

test("nor do the columns of the case that say what reports say", () => {
  const ofReports = caseColumns().filter(({ header }) => /^Report(s|ers) say/.test(header));
  expect(ofReports.length).toBeGreaterThan(2);
  expect(leftOutOfCase(leastChoice)).toEqual(
    expect.arrayContaining(ofReports.map(({ key }) => key)),
  );
});
