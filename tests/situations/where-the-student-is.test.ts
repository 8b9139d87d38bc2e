/** Nights, weekends and school days: the step about the student asks what fits the hour, and is never late for an hour that had no school. */
import { describe, expect, test } from "vitest";
import { playDay } from "../day/day";
import { rowan } from "../day/events";
import { actsOf, mailTo, onlyCase, wordsOf } from "../day/look";

const suspected = { ...rowan, grade: "10", concerns: ["suspected-victim"] };
const danger = { ...suspected, immediateDanger: "yes" };
type Out = Awaited<ReturnType<typeof playDay>>;
const step = (out: Out) => {
  const found = actsOf(out, "26-0001").find(({ act }) => act === "agree-how-student-leaves");
  if (found === undefined) throw new Error("the step is missing");
  return found;
};
const dueOf = (out: Out) => new Date(String(step(out)["due"])).toISOString().slice(0, 16);
const everyWord = (out: Out) =>
  [...out.inbox.map(wordsOf), ...actsOf(out, "26-0001").map(({ what }) => String(what))].join("\n");

describe("by when the step is due", () => {
  test.each<[string, string, object, object, string]>([
    ["a school day, an hour", "2026-09-01T10:00:00-07:00", suspected, {}, "2026-09-01T18:00"],
    ["not past dismissal", "2026-09-01T15:40:00-07:00", suspected, {}, "2026-09-01T23:00"],
    ["early, that morning", "2026-09-01T06:30:00-07:00", suspected, {}, "2026-09-01T15:00"],
    ["an evening, the morning", "2026-09-01T20:00:00-07:00", suspected, {}, "2026-09-02T15:00"],
    ["Saturday night, Monday", "2026-09-12T22:00:00-07:00", suspected, {}, "2026-09-14T15:00"],
    [
      "before a closed week, the day after it",
      "2026-11-20T17:00:00-08:00",
      suspected,
      { schoolClosed: "2026-11-23 to 2026-11-27" },
      "2026-11-30T16:00",
    ],
    ["danger at school, an hour", "2026-09-01T10:00:00-07:00", danger, {}, "2026-09-01T18:00"],
  ])("%s", async (_name, start, report, settings, due) => {
    const out = await playDay([{ submit: report }], { start, directory: { settings } });
    expect(dueOf(out)).toBe(due);
  });

  test.each([
    ["before its dismissal, by then", "2026-09-01T14:30:00-07:00", "2026-09-01T21:50"],
    [
      "after it, the next morning at its first bell",
      "2026-09-01T14:55:00-07:00",
      "2026-09-02T15:10",
    ],
  ])("at a school that ends at ten to three, %s", async (_name, start, due) => {
    const schools = [{ school: "North High", hours: "8:10 to 14:50", sroIsDistrictPolice: "no" }];
    const out = await playDay([{ submit: suspected }], { start, directory: { schools } });
    expect(dueOf(out)).toBe(due);
  });

  test("danger on a Saturday night: at once", async () => {
    const out = await playDay([{ submit: danger }], { start: "2026-09-12T22:00:00-07:00" });
    expect(step(out)["due"]).toBe(onlyCase(out)["opened"]);
    const [mail] = mailTo(out, "contact@district.example");
    expect(mail?.text).toContain("Now: Ask police where the student is, for a welfare check");
  });
});

test("a case that opens on Saturday night asks where the student is, never says dismissal, and is not late before Monday", async () => {
  const out = await playDay(
    [{ submit: suspected }, { advance: "PT12H" }],
    { start: "2026-09-12T22:00:00-07:00" },
    { isAsleep: true },
  );
  expect(step(out)["what"]).toMatch(
    /There is no school now\..*where the student is.*is safe there.*welfare check.*comes back to school/,
  );
  expect(everyWord(out)).not.toMatch(/before dismissal|before the bell|leaves school today/i);
  expect(everyWord(out)).not.toMatch(/Late[^\n]*(where the student is)/i);
  expect(everyWord(out)).toMatch(/By Mon Sep 14, 8:00 AM: Ask police where the student is/);
});

test("a case of a school morning says dismissal, and by the evening it asks where the student is", async () => {
  const out = await playDay(
    [{ submit: suspected }, { advance: "PT10H" }, { submit: suspected }],
    { start: "2026-09-01T10:00:00-07:00" },
    { isAsleep: true },
  );
  const mails = mailTo(out, "contact@district.example").map(wordsOf);
  expect(mails[0]).toContain("Before dismissal, ask child and family services or police how");
  expect(mails.at(-1)).toContain("Ask police where the student is, for a welfare check");
  expect(mails.at(-1)).not.toContain("Before dismissal");
  expect(step(out)["what"]).toContain("There is no school now.");
});
