/** How a response of the Form becomes a report. Answers that cannot be read are kept as written, and text is never changed. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { choiceText } from "../../scripts/play/form-answers";
import { blankReport } from "../../scripts/play/seed/seed-cases";
import { zoneOffsets } from "../../scripts/play/zone";
import {
  type ChoiceKey,
  choices,
  isChoiceKey,
  readReport as readBy,
  reportKeys,
} from "../../src/form/report";
import type { FormResponse, RawAnswer } from "../../src/ports";
import type { ProtocolPack } from "../../src/protocol/pack";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { parseLearnedAt } from "../../src/time";
import { anyText } from "../any-character";
import { quillwater2025 } from "../packs/quillwater-2025";
import { concernIds, factorIds } from "../protocol/marin";

const pacific = zoneOffsets();

function response(
  answers: FormResponse["answers"],
  strangers: FormResponse["strangers"] = [],
): FormResponse {
  return { id: "r1", receivedAt: 0, language: "en", answers, strangers };
}

function readReport(given: FormResponse, clock: Parameters<typeof readBy>[1]) {
  return readBy(given, clock, [marin2019()]);
}

function text(key: ChoiceKey, option: string): string {
  const found = choiceText(marin2019(), key, option);
  if (found === null) throw new Error(`no such choice: ${key} ${option}`);
  return found;
}

test("a full response becomes a full report", () => {
  const written = {
    school: "North High",
    studentName: "Alex Doe",
    studentId: "1001",
    countyOfResidence: "Sonoma",
    grade: "10",
    facts: " =1+1\t'quoted'\r\n ",
    reporterName: "Pat Poe",
    reporterEmail: "Pat@District.Example",
    reporterPhone: "555-0100",
  };
  const chosen = {
    immediateDanger: "no",
    studentRole: "both",
    confirmedBy: "law-enforcement",
    parentMayBeInvolved: "unknown",
    staffMayBeInvolved: "unknown",
    calledChildAndFamilyServices: "yes",
    calledLawEnforcement: "no",
    reporterKnownTo: "contact",
  } as const;
  const words = Object.entries(chosen).map(([key, id]) => [key, text(key as ChoiceKey, id)]);
  const report = readReport(
    response({
      ...written,
      ...Object.fromEntries(words),
      factors: [text("factors", "frequently-absent"), text("factors", "controlled-or-groomed")],
      concerns: [text("concerns", "suspected-victim")],
      recipientMayBeInvolved: [
        text("recipientMayBeInvolved", "lead"),
        text("recipientMayBeInvolved", "contact"),
      ],
      learnedAt: "2026-09-01 08:30",
    }),
    pacific,
  );
  expect(report).toEqual({
    ...blankReport,
    ...written,
    ...chosen,
    factors: ["controlled-or-groomed", "frequently-absent"],
    concerns: ["suspected-victim"],
    recipientMayBeInvolved: ["contact", "lead"],
    learnedAt: Date.parse("2026-09-01T15:30:00Z"),
  });
  const blank = Object.entries(blankReport).filter(([key]) =>
    reportKeys.some((one) => one === key),
  );
  for (const [key, empty] of blank) expect(Reflect.get(report, key), key).not.toEqual(empty);
});

test.each<[string, RawAnswer, readonly string[], number]>([
  ["one, as a Form from before several could be ticked gives it", "No", ["no"], 0],
  ["no beside another counts as not given", ["No", "Yes: the district lead"], ["lead"], 0],
  ["no beside one that no one can read", ["No", "The janitor"], [], 1],
])("who may be involved: %s", (_name, answer, expected, unread) => {
  const report = readReport(response({ recipientMayBeInvolved: answer }), pacific);
  expect(report.recipientMayBeInvolved).toEqual(expected);
  expect(report.unread).toHaveLength(unread);
});

test.each(["", [], [""]] as const)("answers of %j are none", (answer) => {
  const answers = Object.fromEntries(reportKeys.map((key) => [key, answer as RawAnswer]));
  expect(readReport(response(answers), pacific)).toEqual(blankReport);
});

describe("unreadable answers are kept as written and named", () => {
  const absent = text("factors", "frequently-absent");
  test.each<[string, FormResponse["answers"], object?]>([
    [
      "a ticked choice that was renamed; the others stay",
      { factors: [absent, "Misses school"] },
      { factors: ["frequently-absent"] },
    ],
    ["a single choice of other words", { confirmedBy: "The FBI" }],
    // Only an exact "no" counts as no danger.
    ...["yes!", "no", " No", "NO.", "Nein", "Not now", " "].map(
      (text): [string, FormResponse["answers"], object] => [
        `danger: "${text}"`,
        { immediateDanger: text },
        { immediateDanger: "yes" },
      ],
    ),
    [
      "two choices where one is asked for",
      { immediateDanger: ["No", "Yes"], studentRole: ["Unknown", "Both"] },
      { immediateDanger: "yes" },
    ],
    ["a list where text is asked for", { facts: ["one", "two"], school: ["North High"] }],
    ["a time in other words", { learnedAt: "yesterday" }],
    ["a list for the time", { learnedAt: ["2026-09-01 08:30"] }],
    ["only spaces in a choice", { studentRole: "  " }],
  ])("%s", (_, answers, readable = {}) => {
    const unread = Object.entries(answers).flatMap(([key, given]) => {
      const all = [given].flat().filter((one) => one !== absent);
      return { key, text: all.join("\n") };
    });
    const report = readReport(response(answers), pacific);
    const byKey = [...report.unread].sort((a, b) => (a.key < b.key ? -1 : 1));
    expect({ ...report, unread: byKey }).toEqual({ ...blankReport, ...readable, unread });
  });

  test("two ticked choices that were renamed, each by itself", () => {
    const { unread } = readReport(response({ concerns: ["a", "b"] }), pacific);
    expect(unread.map(({ text }) => text)).toEqual(["a", "b"]);
  });

  test("a choice is recognised in whatever its question was turned into", () => {
    const report = readReport(
      response({ factors: absent, immediateDanger: [text("immediateDanger", "yes")] }),
      pacific,
    );
    expect(report).toEqual({
      ...blankReport,
      factors: ["frequently-absent"],
      immediateDanger: "yes",
    });
  });

  test("answers to questions that are not ours, with the question, unless blank", () => {
    const strangers = [
      { title: "Bus route", answer: "12" },
      { title: "Period", answer: "" },
      { title: "", answer: ["a", "b"] },
    ];
    expect(readReport(response({}, strangers), pacific).unread).toEqual([
      { key: "unknown-question", text: "Bus route\n12" },
      { key: "unknown-question", text: "\na\nb" },
    ]);
  });
});

describe("by the pack whose words the answers hold", () => {
  const words = (pack: ProtocolPack, key: ChoiceKey, ids: readonly string[]) =>
    ids.map((id) => choiceText(pack, key, id) ?? "");
  const quill = words(quillwater2025, "factors", ["nights-away", "branded"]);
  const marin = words(marin2019(), "factors", ["frequently-absent"]);
  const both = [quillwater2025, marin2019()] as const;

  test.each([
    ["the first one's words", both, quill, "quillwater-2025", ["nights-away", "branded"], 0],
    ["another one's words", both, marin, "marin-2019", ["frequently-absent"], 0],
    ["no choice at all", both, [], "quillwater-2025", [], 0],
    ["words of neither", both, ["Bus route"], "quillwater-2025", [], 1],
    ["more words of the other", both, [...marin, quill[0]], "quillwater-2025", ["nights-away"], 1],
  ] as const)("%s", (_, packs, factors, id, read, unread) => {
    const report = readBy(response({ factors: factors.map(String) }), pacific, packs);
    expect([report.pack.id, report.factors, report.unread.length]).toEqual([id, read, unread]);
  });
});

test.each(["  padded  ", "Not listed", "=IMPORTDATA(1)", "'007", "\u0000\ud800", "__proto__"])(
  "text is never altered: %j",
  (written) => {
    const report = readReport(response({ school: written, facts: written }), pacific);
    expect([report.school, report.facts, report.unread]).toEqual([written, written, []]);
  },
);

test("nor are 120,000 characters of it, and as a choice they are unread", () => {
  const long = "\u00e9 ".repeat(60_000);
  const report = readReport(response({ facts: long, confirmedBy: long }), pacific);
  expect([report.facts, report.unread]).toEqual([long, [{ key: "confirmedBy", text: long }]]);
});

test("keys from a prototype are no answers", () => {
  const inherited: FormResponse["answers"] = Object.create({ school: "North High" });
  const hostile: FormResponse["answers"] = JSON.parse(
    '{"__proto__":{"school":"x"},"toString":"y"}',
  );
  for (const answers of [inherited, hostile]) {
    expect(readReport(response(answers), pacific)).toEqual(blankReport);
  }
});

test("any response is read: every answer is in the report or unread, and no factor is lost", () => {
  const key = fc.constantFrom(...reportKeys);
  const known = fc.constantFrom(
    ...reportKeys
      .filter(isChoiceKey)
      .flatMap((k) => choices(marin2019(), k).map((choice) => choice.text)),
  );
  const word = fc.oneof(known, anyText(), fc.constantFrom("__proto__", ""));
  const answer: fc.Arbitrary<RawAnswer> = fc.oneof(word, fc.array(word, { maxLength: 12 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(key, answer)), (pairs) => {
      const answers = Object.fromEntries(pairs);
      const report = readReport(response(answers), pacific);
      for (const [answered, given] of Object.entries(answers)) {
        const parts = (Array.isArray(given) ? given : [given]).filter((part) => part !== "");
        const read = new Map<string, unknown>(Object.entries(report)).get(answered);
        const readCount = Array.isArray(read) ? read.length : Number(read !== null);
        const unread = report.unread.filter((entry) => entry.key === answered);
        if (parts.length > 0) expect(readCount + unread.length).toBeGreaterThan(0);
        else expect([readCount, unread.length]).toEqual([0, 0]);
      }
      for (const [list, ids] of [
        ["factors", factorIds],
        ["concerns", concernIds],
      ] as const) {
        const ticked = [answers[list] ?? []].flat();
        const expected = ids.filter((id: string) => ticked.includes(text(list, id)));
        expect(report[list]).toEqual(expect.arrayContaining([...expected]));
      }
    }),
  );
});

test.each([
  ["2026-09-01 08:30", Date.UTC(2026, 8, 1, 15, 30)],
  ["2026-11-01 01:30", Date.UTC(2026, 10, 1, 8, 30)],
  // Another form than Google's, or a slip in the year.
  ...["", "2026-09-01", "2026-09-31 08:00", "0026-09-01 08:30", "2026-09-01 08:30 "].map(
    (written) => [written, null] as const,
  ),
] as const)("when the reporter learned it: %j", (written, instant) => {
  expect(parseLearnedAt(written, pacific)).toBe(instant);
});

test("the same, every hour of a year, also where clocks change by half an hour", () => {
  const clock = zoneOffsets("Australia/Lord_Howe");
  const start = Date.UTC(2026, 0, 2);
  for (let at = start; at < start + 365 * 86_400_000; at += 3_600_000) {
    const wall = at + clock.offsetMinutes(at) * 60_000;
    const written = new Date(wall).toISOString().slice(0, 16).replace("T", " ");
    const read = parseLearnedAt(written, clock) ?? Number.NaN;
    // The same time on the wall, and never later than what was meant.
    expect(read + clock.offsetMinutes(read) * 60_000).toBe(wall);
    expect(read).toBeLessThanOrEqual(at);
  }
});
