/** The pace of danger (design 2.18): somebody is asked without end, and nobody so often that they stop reading. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  askedAtSlot,
  type DangerPace,
  dangerSlotDue,
  dangerSlots,
} from "../../src/case/reminders/danger-pace";
import { hour, minute } from "../day/events";

const since = Date.UTC(2026, 8, 1, 16);

const people = (count: number) => Array.from({ length: count }, (_, at) => `person ${at + 1}`);

/** What a clock each so many minutes asks in some hours, the first mail included: minutes after the danger, and who. */
function asked(
  pace: DangerPace,
  first: readonly string[],
  line: readonly string[],
  hours: number,
  clock = 5,
): readonly (readonly [number, readonly string[]])[] {
  const lines: [number, readonly string[]][] = [];
  let last: number | null = null;
  for (let now = pace.since; now < pace.since + hours * hour; now += clock * minute) {
    const slot = dangerSlotDue(pace, last, now);
    if (slot === null) continue;
    lines.push([(now - pace.since) / minute, askedAtSlot(pace, slot, first, line)]);
    last = slot.at;
  }
  return lines;
}

function mails(lines: ReturnType<typeof asked>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [, to] of lines) for (const one of to) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

const at15: DangerPace = { since, minutes: 15 };

describe("the first day at fifteen minutes", () => {
  test.each([
    [1, 36],
    [2, 23],
    [3, 18],
    [4, 16],
    [8, 13],
  ])("%i people: at most %i mails each, 9n + 27 in all", (count, most) => {
    const found = mails(asked(at15, people(count), [], 24));
    expect(Math.max(...found.values())).toBe(most);
    expect([...found.values()].reduce((sum, one) => sum + one)).toBe(9 * count + 27);
    expect(found.size).toBe(count);
  });

  test("everybody at once, after 15, 30 and 60 minutes and each fourth hour; between those one after the other", () => {
    const lines = asked(at15, people(3), [], 9);
    const rounds = lines.filter(([, to]) => to.length === 3).map(([at]) => at);
    expect(rounds).toEqual([0, 15, 30, 60, 240, 480]);
    const alone = lines.filter(([, to]) => to.length < 3);
    expect(alone.map(([at, to]) => `${at} ${to.join()}`)).toEqual(
      [45, 75, 90, 105, 120, 135, 150, 165, 180, 195, 210, 225, 300, 360, 420].map(
        (at, turn) => `${at} person ${(turn % 3) + 1}`,
      ),
    );
  });

  test("who joins, one at each later round, gets what comes after", () => {
    const lines = asked(at15, people(2), ["next", "after", "last"], 4.1);
    expect(lines.slice(0, 6)).toEqual([
      [0, people(2)],
      [15, [...people(2), "next"]],
      [30, [...people(2), "next", "after"]],
      [45, ["after"]],
      [60, [...people(2), "next", "after", "last"]],
      [75, ["last"]],
    ]);
    expect(new Set(lines.slice(5, 10).flatMap(([, to]) => to)).size).toBe(5);
  });

  test("whoever joins when, nobody has more than the share of as many people", () => {
    for (const [count, most] of [
      [2, 23],
      [3, 18],
      [4, 16],
      [8, 13],
    ] as const) {
      for (let first = 2; first <= count; first++) {
        const all = people(count);
        const found = mails(asked(at15, all.slice(0, first), all.slice(first), 24));
        expect(Math.max(...found.values())).toBeLessThanOrEqual(most);
        expect(found.size).toBe(count);
      }
    }
  });
});

test.each([
  [1, [0, 5, 10, 15, 20]],
  [5, [0, 5, 10, 15, 20]],
  [20, [0, 20, 40, 60, 80]],
  [60, [0, 60, 120, 180, 240]],
  [240, [0, 60, 120, 180, 240]],
])("%i minutes count as from 5 to 60", (minutes, first) => {
  const slots = dangerSlots({ since, minutes }, since + 5 * hour);
  expect(slots.slice(0, 5).map(({ at }) => (at - since) / minute)).toEqual(first);
});

test("what the clock missed is one, and asks everybody where that was missed", () => {
  const after = (from: number, to: number) =>
    dangerSlotDue(at15, since + from * minute, since + to * minute);
  expect(after(0, 14)).toBeNull();
  expect(after(60, 119)).toEqual({ at: since + 105 * minute, isRound: false });
  expect(after(30, 119)).toEqual({ at: since + 105 * minute, isRound: true });
  expect(after(60, 46 * 60 + 10)).toEqual({ at: since + 46 * hour, isRound: true });
  // A first mail that nobody could send.
  expect(dangerSlotDue(at15, null, since)).toEqual({ at: since, isRound: true });
});

test("a missed round brings in everybody who would have joined by then", () => {
  const slot = dangerSlotDue(at15, since, since + 50 * minute);
  expect(slot).toEqual({ at: since + 45 * minute, isRound: true });
  const to = slot === null ? [] : askedAtSlot(at15, slot, people(1), ["next", "after", "last"]);
  expect(to).toEqual([...people(1), "next", "after"]);
});

test("where nobody has a first mail, those in line are asked", () => {
  expect(askedAtSlot(at15, { at: since, isRound: true }, [], people(3))).toEqual(["person 1"]);
  expect(askedAtSlot(at15, { at: since, isRound: true }, [], [])).toEqual([]);
  expect(askedAtSlot(at15, { at: since + 45 * minute, isRound: false }, [], [])).toEqual([]);
});

test("past its first four hours a danger goes by the hours of the oldest", () => {
  const oldest = since - 10 * hour - 20 * minute;
  const slots = dangerSlots({ since, minutes: 15, oldest }, since + 9 * hour);
  const late = slots.filter(({ at }) => at >= since + 4 * hour);
  expect(late.map(({ at, isRound }) => `${(at - since) / minute} ${isRound}`)).toEqual([
    "240 true",
    "280 false",
    "340 true",
    "400 false",
    "460 false",
    "520 false",
  ]);
});

test("never silent for more than an hour, never two people where one is asked, whatever the numbers", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 240 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 50 * 60 }),
      (minutes, first, line, older) => {
        const pace = { since, minutes, oldest: since - older * minute };
        const slots = dangerSlots(pace, since + 40 * hour);
        const names = people(first + line);
        let last = since;
        for (const slot of slots) {
          expect(slot.at - last).toBeLessThanOrEqual(hour);
          last = slot.at;
          const to = askedAtSlot(pace, slot, names.slice(0, first), names.slice(first));
          if (slot.isRound) expect(to.length).toBeGreaterThanOrEqual(first);
          else expect(to).toHaveLength(1);
        }
        expect(since + 40 * hour - last).toBeLessThanOrEqual(hour);
        expect(new Set(slots.map(({ at }) => at)).size).toBe(slots.length);
        for (let four = 8; four < 40; four += 4) {
          const between = slots.filter(
            ({ at, isRound }) =>
              isRound && at > since + (four - 4) * hour && at <= since + four * hour,
          );
          expect(between.length).toBeGreaterThan(0);
        }
      },
    ),
    { numRuns: 100 },
  );
});
