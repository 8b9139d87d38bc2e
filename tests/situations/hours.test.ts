/** Red and “Late” appear if a person is late, never because a report came while no one was at school (every hour: protocol/act-times). */

import { describe, expect, test } from "vitest";
import { Day, playCleanDay, start } from "../day/day";
import {
  ash,
  call,
  closing,
  edit,
  editOf,
  first,
  hour,
  minute,
  minutes,
  reportOn,
  submit,
  tick,
  tickOf,
} from "../day/events";
import { actOf, actsOf, caseOf, mails, mailTo, type Output, wordsOf } from "../day/look";
import { contact } from "../day/people";

const leaves = "agree-how-student-leaves";
const tuesdayNight = "2026-09-01T23:00:00-07:00";
const saturdayNight = "2026-09-12T22:00:00-07:00";

/** When a step of a case starts to be late, in the district's time; "when due" where that is its due time. */
function lateOf(day: Day, step: string, reference = first): string {
  const late = day
    .rows("checklist")
    .find(({ cells }) => cells["act"] === step && cells["case"] === reference)?.cells["lateFrom"];
  if (typeof late !== "number") return "when due";
  const at = Math.round((late - 25_569) * 86_400) * 1_000;
  return new Date(at).toISOString().slice(0, 16).replace("T", " ");
}

// What the pure rule says of every hour (protocol/act-times) stands in the cells, at a school that closes for a week.
test("a call is late after an hour of school, a danger at once; the step about the student is due by the end of school", async () => {
  const schools = [{ school: "North High", hours: "8:10 to 14:50", sroIsDistrictPolice: "no" }];
  const directory = { schools, settings: { schoolClosed: "2026-09-07 to 2026-09-11" } };
  const day = await Day.begin({ start, directory }, {}, true);
  const came = (id: string, immediateDanger = "no") => {
    const concerns = ["suspected-victim"];
    const out = day.play(reportOn(`Student ${id}`, id, { concerns, immediateDanger }));
    const reference = String(out.cases.at(-1)?.["case"]);
    const due = String(actOf(out, leaves, reference)?.["due"]).slice(0, 16);
    return [lateOf(day, call, reference), due];
  };
  expect(came("730201")).toEqual(["2026-09-01 10:00", "2026-09-01T17:00"]);
  day.sleep("PT5H30M");
  expect(came("730202")[1]).toBe("2026-09-01T21:50");
  day.sleep("PT8H30M");
  expect(came("730203")[0]).toBe("2026-09-02 09:10");
  // What came before took some seconds.
  expect(came("730204", "yes")[0]).toMatch(/^2026-09-01 23:1[56]$/);
  // Friday evening.
  day.sleep("PT66H");
  expect(came("730205")).toEqual(["2026-09-14 09:10", "2026-09-14T15:10"]);
});

test("the morning's email says now, not late, of what came at night", async () => {
  const day = await Day.begin({ start: tuesdayNight }, {}, true);
  day.every = 30;
  day.play(submit());
  day.sleep("PT7H30M");
  const out = day.play({ advance: "PT1H30M" });
  const text = mails(out, "digest")
    .map((mail) => mail.text)
    .join();
  expect(text).toContain("Now: tick Acknowledged in the case row");
  expect(text).toContain("Now: Call child and family services");
  expect(text).not.toContain("Late:");
});

test("a check-in that falls on a Saturday is late once Monday's school is over", async () => {
  const day = await Day.begin({ start: saturdayNight }, {}, true);
  day.play(submit({ concerns: ["suspected-victim"] }), tick("regular-contact"));
  expect(lateOf(day, "regular-contact")).toBe("2026-09-21 16:00");
});

test("a step that a closed case left open is no one's: no red, and not in “Open steps”", async () => {
  const day = await Day.begin();
  const left = () =>
    day
      .rows("checklist")
      .flatMap(({ cells }) => (cells["closed"] === "closed" ? [cells["act"]] : []));
  day.play(submit(), tick(call), tick("submit-mandated-report"));
  expect(left()).toEqual([]);
  const out = day.play(...closing(first, "agency-took-over"));
  expect(out.cases[0]).toMatchObject({ status: "closed", nextDue: null, nextCheckIn: null });
  const open = out.checklist.filter(({ done }) => done !== true).map(({ act }) => act);
  expect(left()).toEqual(open);
  expect(open.length).toBeGreaterThan(0);
  day.play(edit({ status: "open" }));
  expect(left()).toEqual([]);
});

// Nights, weekends and school days: the step about the student asks what fits the hour, and is never late for an hour that had no school (every hour: protocol/act-times).

const suspected = reportOn("Rowan Pine", "730194", { concerns: ["suspected-victim"] });
const step = (out: Output) => actOf(out, leaves);

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
  const day = await Day.begin({}, {}, true);
  day.play(suspected);
  day.sleep("PT11H");
  const out = day.play(suspected);
  const words = mailTo(out, contact).map(wordsOf);
  expect(words[0]).toContain("Before dismissal, ask child and family services or police how");
  const later = words.slice(1).join("\n");
  expect(later).toContain("Ask police where the student is, for a welfare check");
  expect(later).not.toContain("Before dismissal");
  expect(step(out)?.["what"]).toContain("School is out.");
});

// The nights in which an hour comes twice (2026-11-01) and in which one never comes (2027-03-14): what came when, who is asked when, and what a time means that somebody types (design 2.6).

/** A serial date of Sheets for what a clock on the wall shows. */
const shows = (wall: string) => Date.parse(`${wall}Z`) / 86_400_000 + 25_569;

/** How long after the day began: of each email, and of what the register says of reports, cases and steps. */
function since(out: Output, start: string) {
  const after = (at: unknown) => (at === null ? null : Date.parse(String(at)) - Date.parse(start));
  // A deadline days ahead goes by the calendar.
  const soon = (at: unknown) => Math.min(after(at) ?? 0, 12 * hour);
  const plain = (text: unknown) => String(text).replaceAll("27-", "26-");
  const times = ["opened", "acknowledgedAt", "dangerSince", "nextDue", "closedAt"];
  return {
    inbox: out.inbox.map(({ at, message, cases, to }) => [
      after(at),
      message,
      cases.map(plain),
      to,
    ]),
    reports: out.reports.map(({ received }) => after(received)),
    cases: out.cases.map((row) => times.map((key) => after(row[key]))),
    steps: out.checklist.map((row) => [
      row["act"],
      ...["due", "calledAt", "doneAt"].map((key) => soon(row[key])),
    ]),
  };
}

describe("a night with an hour more or less", () => {
  const danger = (more: object = {}) => submit({ immediateDanger: "yes", ...more });
  const night = async (start: string, ...events: readonly unknown[]) =>
    playCleanDay(events, { start }, { isEachTick: true });
  const whole = async (start: string) => {
    const one = `${start.slice(2, 4)}-0001`;
    const out = await night(
      start,
      ...[minutes(70), danger(), minutes(45), danger(ash), minutes(40)],
      editOf(one, { acknowledged: true }),
      ...[minutes(5), tickOf(one, call), minutes(70)],
    );
    return since(out, start);
  };
  const usual = whole("2026-10-25T07:30:00Z");

  test.each([
    ["an hour comes twice", "2026-11-01T07:30:00Z"],
    ["an hour never comes", "2027-03-14T08:30:00Z"],
  ])("where %s, all comes as long after the report as in any other night", async (_, start) => {
    const found = await whole(start);
    expect(found.inbox.length).toBeGreaterThan(10);
    expect(found).toEqual(await usual);
  });

  test.each([
    [
      "that comes twice is the earlier one",
      "2026-11-01T07:30:00Z",
      70,
      "2026-11-01T01:30:00",
      "2026-11-01T08:30",
    ],
    [
      "that never comes is the next that does",
      "2027-03-14T08:30:00Z",
      100,
      "2027-03-14T02:30:00",
      "2027-03-14T10:00",
    ],
  ])("a time typed in the hour %s", async (_, start, until, wall, meant) => {
    const one = `${start.slice(2, 4)}-0001`;
    const set = { calledAt: shows(wall), done: true };
    const typed = tickOf(one, call, set);
    const out = await night(start, minutes(until), danger(), minutes(60), typed, minutes(30));
    const begun = Date.parse(start);
    const atMinute = (at: unknown) => Math.floor((Date.parse(String(at)) - begun) / minute);
    expect(actOf(out, call, one)?.["calledAt"]).toBe(`${meant}:00.000Z`);
    expect(atMinute(actOf(out, call, one)?.["doneAt"])).toBe(until + 60);
    expect(atMinute(caseOf(out, one)?.["opened"])).toBe(until);
    // Nothing is taken for typed anew when it is read again.
    const edited = out.activity.filter((line) => line["column"] === "calledAt");
    expect(edited.map(({ what }) => what)).toEqual(["edited"]);
  });
});
