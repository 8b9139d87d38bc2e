/**
 * The nights in which an hour comes twice (2026-11-01) and in which one never comes (2027-03-14): what came when, who is asked when, and what
 * a time means that somebody types (design 2.6). In the main register and in a sealed one.
 */
import { describe, expect, test } from "vitest";
import { playDay } from "../day/day";
import { ash, call, editOf, minute, minutes, report, tickOf } from "../day/events";
import { actsOf, caseOf, type Output } from "../day/look";

/** A serial date of Sheets for what a clock on the wall shows. */
const shows = (wall: string) => Date.parse(`${wall}Z`) / 86_400_000 + 25_569;

const danger = (more: object) => ({ submit: report({ immediateDanger: "yes", ...more }) });

/** When emails about a case came to an address, in ms UTC. */
const mailed = (out: Output, reference: string, to: string) =>
  out.inbox.flatMap(({ at, cases, to: whom }) =>
    cases.includes(reference) && whom.includes(to) ? [Date.parse(at)] : [],
  );

/** The shortest time between two of these. */
const closest = (times: readonly number[]) =>
  Math.min(...times.slice(1).map((at, index) => at - (times[index] ?? 0)));

describe.each([
  ["main", {}, "contact@district.example"],
  ["sealed", { recipientMayBeInvolved: "contact" }, "lead@district.example"],
])("in the register %s", (register, sealing, reader) => {
  test("a danger in the second half past one is asked about from then on, and no faster than any other", async () => {
    const out = await playDay(
      [minutes(70), danger(sealing), minutes(45), danger({ ...ash, ...sealing }), minutes(120)],
      { start: "2026-11-01T07:30:00Z" },
      { isEachTick: true },
    );
    expect(out.errors).toEqual([]);
    // 1:40 AM by the first clock, 1:25 AM by the second.
    const [first, second] = ["2026-11-01T08:40", "2026-11-01T09:25"];
    expect(out.reports.map(({ received }) => String(received).slice(0, 16))).toEqual([
      first,
      second,
    ]);
    for (const [reference, at] of [
      ["26-0001", first],
      ["26-0002", second],
    ] as const) {
      const { opened, dangerSince } = caseOf(out, reference) ?? {};
      expect([opened, dangerSince].map((one) => String(one).slice(0, 16))).toEqual([at, at]);
      const came = mailed(out, reference, reader);
      const since = Date.parse(`${at}:00Z`);
      expect((came[0] ?? Infinity) - since).toBeLessThan(minute);
      // Fifteen minutes without an acknowledgement, and the clock comes each fifth minute.
      expect((came[1] ?? Infinity) - since).toBeLessThanOrEqual(21 * minute);
      expect(closest(came)).toBeGreaterThanOrEqual(14 * minute);
    }
    const due = actsOf(out, "26-0002").find(({ act }) => act === call);
    expect(String(due?.["due"]).slice(0, 16)).toBe(second);
    expect(caseOf(out, "26-0002")?.["register"]).toBe(register);
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
