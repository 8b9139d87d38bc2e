/**
 * The nights in which an hour comes twice (2026-11-01) and in which one never comes (2027-03-14): what came when, who is asked when, and what
 * a time means that somebody types (design 2.6). In the main register and in a sealed one.
 */
import { describe, expect, test } from "vitest";
import { playDay } from "../day/day";
import { ash, call, editOf, hour, minutes, report, tickOf } from "../day/events";
import { actsOf, caseOf, type Output } from "../day/look";

/** A serial date of Sheets for what a clock on the wall shows. */
const shows = (wall: string) => Date.parse(`${wall}Z`) / 86_400_000 + 25_569;

const danger = (more: object) => ({ submit: report({ immediateDanger: "yes", ...more }) });

/** How long after the day began: of each email, and of what the register says of reports, cases and steps. */
function since(out: Output, start: string) {
  const after = (at: unknown) => (at === null ? null : Date.parse(String(at)) - Date.parse(start));
  // A deadline days ahead goes by the calendar.
  const soon = (at: unknown) => Math.min(after(at) ?? 0, 12 * hour);
  const numbers = (text: unknown) => String(text).replaceAll("27-", "26-");
  return {
    inbox: out.inbox.map(({ at, message, cases, to }) => [
      after(at),
      message,
      cases.map(numbers),
      to,
    ]),
    reports: out.reports.map(({ received }) => after(received)),
    cases: out.cases.map((row) =>
      ["opened", "acknowledgedAt", "dangerSince", "nextDue", "closedAt"].map((key) =>
        after(row[key]),
      ),
    ),
    steps: out.checklist.map((row) => [
      row["act"],
      ...["due", "calledAt", "doneAt"].map((key) => soon(row[key])),
    ]),
  };
}

describe.each([
  ["main", {}, "contact@district.example"],
  ["sealed", { recipientMayBeInvolved: "contact" }, "lead@district.example"],
])("in the register %s", (register, sealing, reader) => {
  const night = async (start: string) => {
    const first = `${start.slice(2, 4)}-0001`;
    const out = await playDay(
      [
        ...[minutes(70), danger(sealing), minutes(45), danger({ ...ash, ...sealing }), minutes(40)],
        editOf(first, { acknowledged: true }, reader, register),
        ...[minutes(5), tickOf(first, call, { done: true }, reader, register), minutes(70)],
      ],
      { start },
      { isEachTick: true },
    );
    expect(out.errors).toEqual([]);
    expect(out.cases.map((row) => row["register"])).toEqual([register, register]);
    return since(out, start);
  };
  const usual = night("2026-10-25T07:30:00Z");

  test.each([
    ["an hour comes twice", "2026-11-01T07:30:00Z"],
    ["an hour never comes", "2027-03-14T08:30:00Z"],
  ])("where %s, all comes as long after the report as in any other night", async (_, start) => {
    const found = await night(start);
    expect(found.inbox.length).toBeGreaterThan(10);
    expect(found).toEqual(await usual);
  });

  test("a time typed in the hour that comes twice is the earlier one", async () => {
    const called = { calledAt: shows("2026-11-01T01:30:00"), done: true };
    const out = await playDay(
      [
        minutes(70),
        danger(sealing),
        minutes(60),
        tickOf("26-0001", call, called, reader, register),
        minutes(30),
      ],
      { start: "2026-11-01T07:30:00Z" },
      { isEachTick: true },
    );
    expect(out.errors).toEqual([]);
    const act = actsOf(out).find((one) => one["act"] === call);
    expect(act?.["calledAt"]).toBe("2026-11-01T08:30:00.000Z");
    expect(String(act?.["doneAt"]).slice(0, 16)).toBe("2026-11-01T09:40");
    // Nothing is taken for typed anew when it is read again.
    const edited = out.activity.filter(
      ({ what, column }) => what === "edited" && column === "calledAt",
    );
    expect(edited).toHaveLength(1);
  });

  test("a time typed in the hour that never comes is the next that does", async () => {
    const called = { calledAt: shows("2027-03-14T02:30:00"), done: true };
    const out = await playDay(
      [
        minutes(40),
        danger(sealing),
        minutes(30),
        tickOf("27-0001", call, called, reader, register),
        editOf("27-0001", { acknowledged: true }, reader, register),
        minutes(60),
      ],
      { start: "2027-03-14T09:30:00Z" },
      { isEachTick: true },
    );
    expect(out.errors).toEqual([]);
    const act = actsOf(out, "27-0001").find((one) => one["act"] === call);
    expect(act?.["calledAt"]).toBe("2027-03-14T10:00:00.000Z");
    expect(String(caseOf(out, "27-0001")?.["opened"]).slice(0, 16)).toBe("2027-03-14T10:10");
    const edited = out.activity.filter(
      ({ what, column }) => what === "edited" && column === "calledAt",
    );
    expect(edited).toHaveLength(1);
  });
});
