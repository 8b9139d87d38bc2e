/**
 * The nights in which an hour comes twice (2026-11-01) and in which one never comes (2027-03-14): what came when, who is asked when, and what
 * a time means that somebody types (design 2.6). In the main register and in a sealed one.
 */

import { describe, expect, test } from "vitest";
import { playCleanDay } from "../day/day";
import { ash, call, editOf, hour, minute, minutes, submit, tickOf } from "../day/events";
import { actOf, caseOf, type Output } from "../day/look";
import { contact, lead } from "../day/people";

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

describe.each([
  ["main", {}, contact],
  ["sealed", { recipientMayBeInvolved: "contact" }, lead],
])("in the register %s", (register, sealing, reader) => {
  const danger = (more: object = {}) => submit({ immediateDanger: "yes", ...sealing, ...more });
  const night = async (start: string, ...events: readonly unknown[]) =>
    playCleanDay(events, { start }, { isEachTick: true });
  const whole = async (start: string) => {
    const one = `${start.slice(2, 4)}-0001`;
    const out = await night(
      start,
      ...[minutes(70), danger(), minutes(45), danger(ash), minutes(40)],
      editOf(one, { acknowledged: true }, reader, register),
      ...[minutes(5), tickOf(one, call, { done: true }, reader, register), minutes(70)],
    );
    expect(out.cases.map((row) => row["register"])).toEqual([register, register]);
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
      "2027-03-14T09:30:00Z",
      40,
      "2027-03-14T02:30:00",
      "2027-03-14T10:00",
    ],
  ])("a time typed in the hour %s", async (_, start, until, wall, meant) => {
    const one = `${start.slice(2, 4)}-0001`;
    const set = { calledAt: shows(wall), done: true };
    const typed = tickOf(one, call, set, reader, register);
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
