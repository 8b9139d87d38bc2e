/** Settings: defaults, accepted values, and values that are reported as wrong. */

import { describe, expect, test } from "vitest";
import { waitHours } from "../../src/case/steps/deadlines";
import { settingDefinitions } from "../../src/district/settings";
import type { Settings } from "../../src/district-directory";
import type { RawCell } from "../../src/ports";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { levelIds } from "../protocol/marin";
import { directoryOf } from "./rows";

const standard: Settings = {
  acknowledgeWithinHours: null,
  protocol: null,
  immediateDangerMinutes: 15,
  dangerAgainMinutes: 15,
  callReminderHours: 1,
  digestAt: 450,
  schoolClosed: [],
  nights: null,
  checkInEveryDays: 7,
  monitorEveryDays: 14,
  holdMaxDays: 30,
  formResponsesDays: 30,
  retentionYears: null,
  studentIdLength: null,
  studentIdDigits: false,
  studentIdPrefix: null,
  domains: [],
  studentDomains: [],
  smallCell: 11,
  formLanguage: "both",
  translationReviewed: [],
  responders: [],
};

const waitsBy = (settings: Settings) =>
  levelIds.map((level) => waitHours(marin2019(), level, settings));

test("an empty tab and a tab with every default written out give the same settings, without a problem", () => {
  const written = Object.fromEntries(settingDefinitions().map((one) => [one.key, one.default]));
  const empty = directoryOf({ settings: {} });
  const full = directoryOf({ settings: written });
  expect(empty.settings).toEqual(standard);
  expect(full.settings).toEqual({ ...standard, acknowledgeWithinHours: [8, 4, 1] });
  for (const { settings, problems } of [empty, full]) {
    expect(problems).toEqual([]);
    expect(waitsBy(settings)).toEqual([8, 8, 4, 1, 1, 1]);
  }
});

test("levels that the setting does not name keep the pack's own hours", () => {
  const { settings } = directoryOf({ settings: { acknowledgeWithinHours: '{"at-risk": 2}' } });
  expect(waitsBy(settings)).toEqual([8, 8, 2, 1, 1, 1]);
});

test("every setting has a definition, once", () => {
  expect(settingDefinitions().map(({ key }) => key)).toEqual(Object.keys(standard));
});

describe("accepted", () => {
  test.each<[keyof Settings, RawCell, unknown]>([
    ["acknowledgeWithinHours", 2, [2, 2, 2]],
    ["acknowledgeWithinHours", "6; 3; 0.5", [6, 3, 0.5]],
    ["acknowledgeWithinHours", '{"at-risk": 2}', { byLevel: { "at-risk": 2 } }],
    ["protocol", " Marin-2019 ", "marin-2019"],
    ["immediateDangerMinutes", "20", 20],
    ["digestAt", "07:45", 465],
    ["digestAt", "7:45 pm", 1185],
    ["digestAt", "12:05 AM", 5],
    ["digestAt", 0.3125, 450],
    ["studentIdLength", " 10 ", 10],
    ["studentIdDigits", "Yes", true],
    ["studentIdDigits", true, true],
    ["studentIdDigits", "no", false],
    ["studentIdPrefix", "S", "S"],
    ["studentIdPrefix", 9, "9"],
    ["domains", "@District.example, other.example", ["district.example", "other.example"]],
    ["studentDomains", "Students.District.example", ["students.district.example"]],
    [
      "studentDomains",
      "@a.example, *@b.example, *.c.example, a.example",
      ["a.example", "b.example", "c.example"],
    ],
    ["studentDomains", "stu*, smith.student*", ["stu*", "smith.student*"]],
    ["studentDomains", "smith.student", ["smith.student"]],
    ["studentDomains", " None ", ["none"]],
    ["schoolClosed", "2026-11-26", [{ first: "2026-11-26", last: "2026-11-26" }]],
    // What Sheets makes of the day alone.
    ["schoolClosed", 46_352, [{ first: "2026-11-26", last: "2026-11-26" }]],
    [
      "schoolClosed",
      "2026-11-26 - 2026-11-27; 2026-12-21 to 2027-01-01,\n2027-02-15,",
      [
        { first: "2026-11-26", last: "2026-11-27" },
        { first: "2026-12-21", last: "2027-01-01" },
        { first: "2027-02-15", last: "2027-02-15" },
      ],
    ],
  ])("%s: %s", (key, value, expected) => {
    const directory = directoryOf({ settings: { [key]: value }, contacts: [], schools: [] });
    expect(directory.settings[key]).toEqual(expected);
    expect(directory.problems).toEqual([]);
  });
});

describe("named as wrong, with the default kept or, for what an id looks like, not taken as empty", () => {
  test.each<[keyof Settings, RawCell, unknown?]>([
    ["acknowledgeWithinHours", "soon"],
    ["acknowledgeWithinHours", "8, 0, 1"],
    ["acknowledgeWithinHours", '{"at-risk": "4"}'],
    ["acknowledgeWithinHours", '{"__proto__": 4}'],
    ["protocol", "marin"],
    ["immediateDangerMinutes", 0],
    ["immediateDangerMinutes", "15 minutes"],
    ["callReminderHours", -1],
    ["digestAt", "25:00"],
    ["digestAt", "07:60"],
    ["digestAt", 7],
    ["checkInEveryDays", 1.5],
    ["holdMaxDays", 1e9],
    ["domains", "not a domain"],
    ["studentDomains", "^s\\d+@", ["unreadable"]],
    ["studentDomains", "*", ["unreadable"]],
    ["schoolClosed", "winter break"],
    ["schoolClosed", "2026-02-30"],
    ["schoolClosed", 7],
    ["schoolClosed", "2027-01-01 to 2026-12-21"],
    // A slip of a year would put reminders off for so long.
    ["schoolClosed", "2026-12-21 to 2028-01-01"],
    ["studentIdLength", "[0-9]{6}", "unreadable"],
    ["studentIdLength", 2, "unreadable"],
    ["studentIdDigits", "mostly", "unreadable"],
    ["studentIdPrefix", "S or T", "unreadable"],
  ])("%s: %s", (key, value, kept = standard[key]) => {
    const directory = directoryOf({ settings: { [key]: value }, contacts: [], schools: [] });
    expect(directory.settings[key]).toEqual(kept);
    expect(directory.problems).toEqual([
      { tab: "settings", row: 3, column: "Value", write: expect.stringMatching(/\w/) },
    ]);
  });
});

test.each<[keyof Settings, string, unknown]>([
  ["domains", "district.example, district", ["district.example"]],
  ["schoolClosed", "2026-11-26, the week after", [{ first: "2026-11-26", last: "2026-11-26" }]],
])("%s, %s: what is good stays beside what is bad", (key, value, kept) => {
  const directory = directoryOf({ settings: { [key]: value }, contacts: [], schools: [] });
  expect(directory.settings[key]).toEqual(kept);
  expect(directory.problems).toHaveLength(1);
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

test("a beginning that leaves no room for an id", () => {
  const settings = { studentIdLength: 3, studentIdPrefix: "SEED" };
  const directory = directoryOf({ settings, contacts: [], schools: [] });
  expect(directory.settings.studentIdPrefix).toBe("unreadable");
  expect(directory.problems).toMatchObject([{ tab: "settings", row: 4, column: "Value" }]);
});

test.each([
  // A beginning without its mark holds, and is named: it may be meant as a domain.
  [
    "students, pupils.example",
    "district.example",
    ["students*", "pupils.example", "unreadable"],
    /\w/,
  ],
  // The whole district's is not used: no one could be told of a report.
  ["district.example, stu*", "district.example", ["stu*", "unreadable"], /no one could be told/],
  ["none, stu*", "district.example", ["stu*", "unreadable"], /or none/],
  // One of several domains of the district may be the students'.
  [
    "students.district.example",
    "district.example, students.district.example",
    ["students.district.example"],
    null,
  ],
] as const)("students' domains: %s in %s", (studentDomains, domains, kept, write) => {
  const { settings, problems } = directoryOf({
    settings: { domains, studentDomains },
    contacts: [],
    schools: [],
  });
  expect(settings.studentDomains).toEqual(kept);
  expect(problems).toMatchObject(
    write === null ? [] : [{ row: 4, column: "Value", write: expect.stringMatching(write) }],
  );
});
