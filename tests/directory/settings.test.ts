/** Settings: defaults, what is accepted, and what is named as wrong. */
import { describe, expect, test } from "vitest";
import type { Settings } from "../../src/directory/directory";
import { settingDefinitions } from "../../src/directory/settings";
import type { RawCell } from "../../src/workspace";
import { directoryOf, person } from "./rows";

const hours = (low: number, atRisk: number, higher: number) => ({
  "needs-review": low,
  "below-threshold": low,
  "at-risk": atRisk,
  "recruitment-or-exploitation": higher,
  "suspected-victim": higher,
  "confirmed-victim": higher,
});

const standard: Settings = {
  acknowledgeWithinHours: hours(8, 4, 1),
  immediateDangerMinutes: 15,
  callReminderHours: 1,
  digestAt: 450,
  checkInEveryDays: 7,
  monitorEveryDays: 14,
  holdMaxDays: 30,
  formResponsesDays: 30,
  retentionYears: null,
  studentIdPattern: null,
  domains: [],
  studentAccountPattern: null,
  alternateLead: null,
  smallCell: 11,
};

test("an empty tab and a tab with every default written out give the same settings, without a problem", () => {
  const written = Object.fromEntries(settingDefinitions.map((one) => [one.key, one.default]));
  for (const settings of [{}, written]) {
    const directory = directoryOf({ settings });
    expect(directory.settings).toEqual(standard);
    expect(directory.problems).toEqual([]);
  }
});

test("every setting has a definition, once", () => {
  expect(settingDefinitions.map(({ key }) => key)).toEqual(Object.keys(standard));
});

describe("accepted", () => {
  test.each<[keyof Settings, RawCell, unknown]>([
    ["acknowledgeWithinHours", 2, hours(2, 2, 2)],
    ["acknowledgeWithinHours", "6; 3; 0.5", hours(6, 3, 0.5)],
    ["acknowledgeWithinHours", '{"at-risk": 2}', hours(8, 2, 1)],
    ["immediateDangerMinutes", "20", 20],
    ["digestAt", "07:45", 465],
    ["digestAt", "7:45 pm", 1185],
    ["digestAt", "12:05 AM", 5],
    ["digestAt", 0.3125, 450],
    ["retentionYears", 7, 7],
    ["studentIdPattern", "\\d{4,8}", "\\d{4,8}"],
    ["domains", "@District.example, other.example", ["district.example", "other.example"]],
    ["domains", "district.example\ndistrict.example", ["district.example"]],
    ["studentAccountPattern", "@students\\.", "@students\\."],
    ["smallCell", 5, 5],
  ])("%s: %s", (key, value, expected) => {
    const directory = directoryOf({ settings: { [key]: value }, contacts: [], schools: [] });
    expect(directory.settings[key]).toEqual(expected);
    expect(directory.problems).toEqual([]);
  });
});

describe("named as wrong, with the default kept", () => {
  test.each<[keyof Settings, RawCell]>([
    ["acknowledgeWithinHours", "soon"],
    ["acknowledgeWithinHours", "8, 4"],
    ["acknowledgeWithinHours", "8, 0, 1"],
    ["acknowledgeWithinHours", '{"at-risk": "4"}'],
    ["acknowledgeWithinHours", '{"__proto__": 4}'],
    ["acknowledgeWithinHours", "[object Object]"],
    ["immediateDangerMinutes", 0],
    ["immediateDangerMinutes", "15 minutes"],
    ["callReminderHours", -1],
    ["digestAt", "25:00"],
    ["digestAt", "07:60"],
    ["digestAt", 7],
    ["checkInEveryDays", 1.5],
    ["holdMaxDays", 1e9],
    ["formResponsesDays", "1e2"],
    ["retentionYears", "for ever"],
    ["studentIdPattern", "(\\d"],
    ["studentIdPattern", "(a+)+"],
    ["studentIdPattern", "a".repeat(201)],
    ["domains", "not a domain"],
    ["studentAccountPattern", "(.*)*x"],
    ["alternateLead", "the principal"],
    ["smallCell", true],
  ])("%s: %s", (key, value) => {
    const directory = directoryOf({ settings: { [key]: value }, contacts: [], schools: [] });
    expect(directory.settings[key]).toEqual(standard[key]);
    expect(directory.problems).toEqual([
      { tab: "settings", row: 3, column: "Value", write: expect.stringMatching(/\w/) },
    ]);
  });
});

test("good domains stay when one beside them is bad", () => {
  const { settings, problems } = directoryOf({
    settings: { domains: "district.example, district" },
    contacts: [],
    schools: [],
  });
  expect(settings.domains).toEqual(["district.example"]);
  expect(problems).toHaveLength(1);
});

test("an unknown setting and a second row for one are named, and the first row wins", () => {
  const { settings, problems } = directoryOf({
    settings: { smallCell: 20, "Small cell": 30, colour: "red" },
  });
  expect(settings.smallCell).toBe(20);
  expect(problems.map(({ row, column }) => [row, column])).toEqual([
    [4, "Setting"],
    [5, "Setting"],
  ]);
});

test("an alternate lead who is a student or outside the district is none", () => {
  const rules = { domains: "district.example", studentAccountPattern: "^s\\d+@" };
  for (const alternateLead of ["s123@district.example", "parent@elsewhere.example"]) {
    const { settings, problems } = directoryOf({ settings: { ...rules, alternateLead } });
    expect(settings.alternateLead).toBeNull();
    expect(problems).toMatchObject([{ tab: "settings", row: 5, column: "Value" }]);
  }
});

test("the alternate lead has to stand in Contacts", () => {
  const settings = { alternateLead: "Deputy@district.example" };
  expect(directoryOf({ settings }).problems).toMatchObject([{ tab: "settings", column: "Value" }]);
  const contacts = [person("alternate lead", "", "deputy@district.example")];
  expect(directoryOf({ settings, contacts, schools: [] }).problems).toEqual([]);
});
