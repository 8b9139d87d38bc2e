/** Every hostile string as the answer to every question of the Form. */
import { beforeAll, describe, expect, test } from "vitest";
import { registerIds, rowsOf } from "../../scripts/play/register-cells";
import { isChoiceKey } from "../../src/form/choices";
import { type ReportKey, reportKeys } from "../../src/form/report";
import { fitText } from "../../src/register/cell-text";
import type { RawRow } from "../../src/register/cells";
import { Day } from "../day/day";
import { allWords, expectSoundMail, expectUnsaid, expectWholeDay } from "./checks";
import { hostile, long, longest, nth, ofKinds, stretches, textAt, texts } from "./strings";

const directory = { settings: { domains: "district.example" } };
const isText = (key: ReportKey) => !isChoiceKey(key) && key !== "learnedAt";

/** An answer that cannot be read to the question about recipients takes a report to the sealed register: a day of its own. */
const mainKeys = reportKeys.filter((key) => key !== "recipientMayBeInvolved");

/** Reports that come in a run of their own: with as many answers to each question, all of the kinds come so. */
const alone = 12;

/** No two questions of a report have the same text, and over all reports each has every one. */
const answersAt = (at: number): ReadonlyMap<ReportKey, string> =>
  new Map(mainKeys.map((key, place) => [key, textAt(at + place * alone, place)]));

/** All but the first ones are found by the clock, many at once. */
function came(at: number, raw: Readonly<Record<string, string>>) {
  const submit = { raw };
  return at < alone ? { submit } : { loseTrigger: { submit } };
}

/** Who reported stands apart: its own columns beside those of the report. */
const apart: Readonly<Record<string, string>> = {
  name: "reporterName",
  email: "reporterEmail",
  phone: "reporterPhone",
};

/** The rows of all reports, in whichever register, by response, with what stands apart of them. */
function storedReports({ workspace }: Day): ReadonlyMap<unknown, readonly RawRow[]> {
  const reports = new Map<unknown, RawRow[]>();
  for (const id of registerIds(workspace.store).values()) {
    for (const { cells } of rowsOf(workspace.store, id, "reports")) {
      reports.set(cells["response"], [...(reports.get(cells["response"]) ?? []), cells]);
    }
  }
  for (const id of registerIds(workspace.store).values()) {
    for (const { cells } of rowsOf(workspace.store, id, "reporters")) {
      const response = String(cells["response"]).split(":")[0];
      const row = Object.fromEntries(
        Object.entries(cells).flatMap(([key, value]) =>
          key in apart ? [[apart[key], value]] : [],
        ),
      );
      reports.set(response, [...(reports.get(response) ?? []), row]);
    }
  }
  return reports;
}

/** Continuation rows joined. */
const whole = (parts: readonly RawRow[], key: string) =>
  parts.map((cells) => String(cells[key] ?? "")).join("");

let ordinary = "";
beforeAll(async () => {
  const day = await Day.begin({ directory });
  day.play(
    { submit: { raw: { school: "Elsewhere", factors: "Some", recipientMayBeInvolved: "Who" } } },
    { submit: { factors: ["frequently-absent"], reporterEmail: "teacher@district.example" } },
    { advance: "PT10M" },
  );
  ordinary = allWords(day.workspace);
});

describe.each(stretches([...texts.keys()].map(String), 125))("from text %s on", (...places) => {
  const numbers = places.map(Number);

  test("each is kept, opens a case, is in no mail and ends no run", async () => {
    const day = await Day.begin({ directory });
    day.crowd = 2;
    const out = day.play(...numbers.map((at) => came(at, Object.fromEntries(answersAt(at)))), {
      advance: "PT30M",
    });
    expectWholeDay(out);
    const reports = [...storedReports(day).values()];
    expect(reports).toHaveLength(numbers.length);
    const cases = new Set(out.cases.map((row) => row["case"]));
    numbers.forEach((at, index) => {
      const parts = reports[index];
      const unread = whole(parts ?? [], "unread");
      expect(cases).toContain(parts?.[0]?.["case"]);
      const lost = [...answersAt(at)].filter(([key, written]) => {
        const kept = fitText(written).text;
        return isText(key) ? whole(parts ?? [], key) !== kept : !unread.includes(kept);
      });
      expect(lost).toEqual([]);
      expect(out.inbox.some((mail) => mail.case === parts?.[0]?.["case"])).toBe(true);
    });
    expectSoundMail(day.workspace);
    expectUnsaid(day.workspace, hostile, ordinary);
  }, 120_000);
});

test.each([
  ["120,000 characters", [longest]],
  ["a cell's fill and a thousand lines", long],
])("%s in every answer are kept whole", async (_name, given) => {
  const day = await Day.begin({ directory });
  const raw = Object.fromEntries(reportKeys.map((key, at) => [key, nth(given, at)]));
  const out = day.play({ submit: { raw } }, { advance: "PT10M" });
  expectWholeDay(out);
  const [parts = []] = storedReports(day).values();
  reportKeys.forEach((key, at) => {
    const kept = whole(parts, isText(key) ? key : "unread");
    const written = nth(given, at);
    expect(isText(key) ? kept === written : kept.includes(written), key).toBe(true);
  });
  expect(out.cases).toHaveLength(1);
  expect(out.inbox.length).toBeGreaterThan(0);
  expectSoundMail(day.workspace);
  expectUnsaid(day.workspace, given, ordinary);
});

test("every string ticked at once in every list, and as who may be involved: sealed, and kept", async () => {
  const day = await Day.begin({ directory });
  const out = day.play(
    { submit: { raw: { school: "North High", factors: [...hostile], concerns: [...hostile] } } },
    { submit: { raw: { school: "North High", recipientMayBeInvolved: [...hostile] } } },
    ...ofKinds.map((text, at) => came(at, { recipientMayBeInvolved: text })),
    { advance: "PT30M" },
  );
  expectWholeDay(out);
  const stored = [...storedReports(day).values()].map((parts) => whole(parts, "unread"));
  for (const text of hostile.map((written) => fitText(written).text)) {
    expect(stored.filter((unread) => unread.includes(text)).length, text).toBeGreaterThanOrEqual(2);
  }
  const sealed = out.cases.filter(({ register }) => register === "sealed");
  expect(sealed).toHaveLength(ofKinds.length + 1);
  for (const { case: reference } of sealed) {
    const isNamed = out.inbox.some(({ cases }) => cases.includes(String(reference)));
    expect(isNamed, String(reference)).toBe(true);
  }
  expectSoundMail(day.workspace);
  expectUnsaid(day.workspace, hostile, ordinary);
});
