/** Nights, weekends and school days: the step about the student asks what fits the hour, and is never late for an hour that had no school (every hour: protocol/act-times). */

import { expect, test } from "vitest";
import { Day, playDay } from "../day/day";
import { reportOn } from "../day/events";
import { actOf, actsOf, mailTo, type Output, onlyCase, wordsOf } from "../day/look";
import { contact } from "../day/people";

const suspected = reportOn("Rowan Pine", "730194", { concerns: ["suspected-victim"] });
const danger = { submit: { ...suspected.submit, immediateDanger: "yes" } };
const step = (out: Output) => actOf(out, "agree-how-student-leaves");
const dueOf = (out: Output) => String(step(out)?.["due"]).slice(0, 16);
const saturdayNight = "2026-09-12T22:00:00-07:00";

test.each<[string, string, object, string]>([
  ["a school day, an hour", "2026-09-01T10:00:00-07:00", {}, "2026-09-01T18:00"],
  ["an evening, the morning", "2026-09-01T20:00:00-07:00", {}, "2026-09-02T15:00"],
  [
    "before a closed week, the day after it",
    "2026-11-20T17:00:00-08:00",
    { settings: { schoolClosed: "2026-11-23 to 2026-11-27" } },
    "2026-11-30T16:00",
  ],
  [
    "at a school that ends at ten to three, by then",
    "2026-09-01T14:30:00-07:00",
    { schools: [{ school: "North High", hours: "8:10 to 14:50", sroIsDistrictPolice: "no" }] },
    "2026-09-01T21:50",
  ],
])("the step is due: %s", async (_name, start, directory, due) => {
  expect(dueOf(await playDay([suspected], { start, directory }, { isAsleep: true }))).toBe(due);
});

test("danger on a Saturday night: at once", async () => {
  const out = await playDay([danger], { start: saturdayNight });
  expect(step(out)?.["due"]).toBe(onlyCase(out)["opened"]);
  expect(mailTo(out, contact)[0]?.text).toContain(
    "Now: Ask police where the student is, for a welfare check",
  );
});

test("a case that opens on Saturday night asks where the student is, never says dismissal, and is not late before Monday", async () => {
  const day = await Day.begin({ start: saturdayNight }, {}, true);
  day.play(suspected);
  day.sleep("PT9H");
  const out = day.play({ advance: "PT3H" });
  expect(step(out)?.["what"]).toMatch(
    /School is out\..*where the student is.*is safe there.*welfare check.*comes back to school/,
  );
  const said = [...out.inbox.map(wordsOf), ...actsOf(out).map(({ what }) => what)].join("\n");
  expect(said).not.toMatch(/before dismissal|before the bell|leaves school today/i);
  expect(said).not.toMatch(/Late[^\n]*(where the student is)/i);
  expect(said).toMatch(/By Mon Sep 14, 8:00 AM: Ask police where the student is/);
});

test("a case of a school morning says dismissal, and by the evening it asks where the student is", async () => {
  const day = await Day.begin({ start: "2026-09-01T10:00:00-07:00" }, {}, true);
  day.play(suspected);
  day.sleep("PT10H");
  const out = day.play(suspected);
  const words = mailTo(out, contact).map(wordsOf);
  expect(words[0]).toContain("Before dismissal, ask child and family services or police how");
  expect(words.at(-1)).toContain("Ask police where the student is, for a welfare check");
  expect(words.at(-1)).not.toContain("Before dismissal");
  expect(step(out)?.["what"]).toContain("School is out.");
});
