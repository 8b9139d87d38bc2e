/**
 * Days on which clocks change. What lasts until the end of a day lasts until its end, what comes after a number of days comes at the
 * same time of day, and what is counted in hours is counted in hours.
 */

import { describe, expect, test } from "vitest";
import { zoneOffsets } from "../../scripts/play/zone";
import { digestsNow } from "../../src/asking/morning-email";
import { openMatters } from "../../src/case/facts/needs-attention";
import {
  acknowledgeBy,
  afterSchoolHours,
  holdEnds,
  remindAfter,
  schoolTimes,
  writtenReportDue,
} from "../../src/case/steps/deadlines";
import { isOnHold } from "../../src/case/steps/step-state";
import { withNextTurns } from "../../src/casework/case-after-edits";
import { holdWithinLimit } from "../../src/casework/cell-rules";
import { actOf, repetitionOf } from "../../src/protocol/pack-queries";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { addDays, startOfDay } from "../../src/time";
import { callsDone, contextOf, editRunOf, hour, opened, withActs } from "./cases";

const zone = zoneOffsets();
const at = (text: string) => Date.parse(text);
/** Sunday 2026-11-01 has 25 hours, Sunday 2027-03-14 has 23. */
const longDay = "2026-11-01T00:00:00-07:00";
const shortDay = "2027-03-14T00:00:00-08:00";

describe("a hold until a day ends with that day", () => {
  test.each([
    [longDay, "2026-11-02T00:00:00-08:00"],
    [shortDay, "2027-03-15T00:00:00-07:00"],
    ["2026-09-09T00:00:00-07:00", "2026-09-10T00:00:00-07:00"],
    // With a time it ends then.
    ["2026-11-01T01:30:00-08:00", "2026-11-01T01:30:00-08:00"],
  ])("%s", (day, end) => {
    const [holdUntil, ends] = [at(day), at(end)];
    expect(holdEnds(holdUntil, zone)).toBe(ends);
    expect(isOnHold({ holdUntil }, { now: ends - 1, zone })).toBe(true);
    expect(isOnHold({ holdUntil }, { now: ends, zone })).toBe(false);
    const held = opened({ row: { holdUntil } });
    expect(openMatters(held, { now: ends - 1, zone }).join()).toContain("Hold until");
    expect(openMatters(held, { now: ends, zone })).toContain("Hold: ended");
  });

  test.each([
    ["2026-10-20T10:00:00-07:00", "2026-11-19T10:00:00-08:00"],
    ["2027-03-01T10:00:00-08:00", "2027-03-31T10:00:00-07:00"],
  ])("set on %s it may last until %s and no minute longer", (from, until) => {
    const refusal = (value: number) =>
      holdWithinLimit(value, opened(), editRunOf({ now: at(from), zone }));
    expect(refusal(at(until))).toBeNull();
    expect(refusal(at(until) + 60_000)).toBe("hold-too-long");
  });
});

type Closed = readonly [first: string, last: string];

/** Like `afterSchoolHours`, in a district that is closed on these days; an instant in UTC. */
function passed(from: string, hours: number, closed: Closed | null): number {
  const schoolClosed = closed === null ? [] : [{ first: closed[0], last: closed[1] }];
  const school = schoolTimes({ schools: [], settings: { schoolClosed } }, null, zone);
  return afterSchoolHours(at(from), hours, school);
}

describe("school hours", () => {
  const friday = "2026-09-04T15:00:00-07:00";
  const inFall = "2026-10-30T15:00:00-07:00";
  const inSpring = "2027-03-12T15:00:00-08:00";
  const sameDay: Closed = ["2026-09-04", "2026-09-04"];
  const weekend: Closed = ["2026-09-05", "2026-09-06"];
  const monday: Closed = ["2026-09-07", "2026-09-07"];
  const twoWeeks: Closed = ["2026-09-04", "2026-09-18"];
  const november: Closed = ["2026-11-02", "2026-11-02"];
  test.each<readonly [string, string, number, string, Closed | null]>([
    ["to the end of the day", friday, 1, "2026-09-04T16:00:00-07:00", null],
    ["over a weekend", friday, 2, "2026-09-07T09:00:00-07:00", null],
    ["over a weekend that is closed", friday, 2, "2026-09-07T09:00:00-07:00", weekend],
    ["from a closed day on", friday, 2, "2026-09-07T10:00:00-07:00", sameDay],
    ["over a closed Monday", friday, 2, "2026-09-08T09:00:00-07:00", monday],
    ["over two closed weeks", friday, 2, "2026-09-21T10:00:00-07:00", twoWeeks],
    ["over the long Sunday", inFall, 8, "2026-11-02T15:00:00-08:00", null],
    ["over it and a closed Monday", inFall, 2, "2026-11-03T09:00:00-08:00", november],
    ["over the short Sunday", inSpring, 8, "2027-03-15T15:00:00-07:00", null],
    ["from the long Sunday on", longDay, 2, "2026-11-02T10:00:00-08:00", null],
    ["from the short Sunday on", shortDay, 2, "2027-03-15T10:00:00-07:00", null],
    ["from Saturday on", "2026-10-31T23:30:00-07:00", 16, "2026-11-03T16:00:00-08:00", null],
  ])("%s", (_, from, hours, until, closed) => {
    expect(new Date(passed(from, hours, closed)).toISOString()).toBe(new Date(until).toISOString());
  });

  test("someone is asked within a year, whatever a district closes", () => {
    const year = 367 * 24 * hour;
    expect(passed(friday, 2, ["2026-01-01", "2099-12-31"])).toBeLessThan(at(friday) + year);
  });

  test("who is asked about a case at risk, and the written report, wait hours by the clock", () => {
    const from = at("2026-10-31T23:00:00-07:00");
    const { row } = opened({ at: from });
    const run = contextOf({ zone });
    expect(acknowledgeBy(row, from, run)).toBe(from + 4 * hour);
    expect(remindAfter(row, from, run)).toBe(from + hour);
    expect(writtenReportDue(marin2019(), from, from).due).toBe(at("2026-11-02T10:00:00-08:00"));
  });
});

const repetition = (act: string | null) => {
  const datum = actOf(marin2019(), act);
  return datum === null ? null : repetitionOf(datum);
};

describe("what comes again in so many days", () => {
  test.each([
    "2026-10-30T23:30:00-07:00",
    "2026-10-31T00:15:00-07:00",
    "2027-03-12T23:30:00-08:00",
    "2027-03-13T00:15:00-08:00",
    "2026-09-01T09:00:00-07:00",
  ])("from %s on comes at the same time of day, and the next check-in is that day", (text) => {
    const now = at(text);
    const days = { "check-in": 7, monitor: 14 } as const;
    const file = opened({ at: now, zone });
    const acts = file.acts.filter(({ act }) => repetition(act) !== null);
    expect(acts.length).toBeGreaterThan(0);
    const turned = withNextTurns(file, acts, contextOf({ now, zone }));
    for (const one of [file, turned]) {
      expect(one.row.nextCheckIn).toBe(addDays(startOfDay(now, zone), 7, zone));
      for (const { act, due } of one.acts) {
        const again = repetition(act);
        if (again !== null) expect([act, due]).toEqual([act, addDays(now, days[again.as], zone)]);
      }
    }
  });
});

describe("the morning mail", () => {
  test.each([
    ["on the long Sunday", "2026-11-01T07:30:00-08:00", "2026-11-02T07:30:00-08:00"],
    ["on the short Sunday", "2027-03-14T07:30:00-07:00", "2027-03-15T07:30:00-07:00"],
    ["the day before the short Sunday", "2027-03-13T07:30:00-08:00", "2027-03-14T07:30:00-07:00"],
    ["the day before the long Sunday", "2026-10-31T07:30:00-07:00", "2026-11-01T07:30:00-08:00"],
  ])("%s has under Today all that is due before the next", (_, morning, next) => {
    const context = contextOf({ now: at(morning), zone });
    const part = (time: number) => {
      const file = withActs(opened({ row: { acknowledged: true, nextCheckIn: null } }), {
        all: { due: null },
        ...callsDone,
        "submit-mandated-report": { due: time, state: "open", done: false },
      });
      return digestsNow({ files: [file], reports: [] }, context).get("contact@district.example")
        ?.cases[0]?.lines[0]?.part;
    };
    expect(part(at(next) - 1)).toBe("today");
    expect(part(at(next))).not.toBe("today");
  });
});
