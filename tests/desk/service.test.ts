/** The desk as its page asks it: one question at a time, the clock in steps, and a visit that goes on from another. */
import { describe, expect, test } from "vitest";
import type { Answer, Told } from "../../scripts/desk/messages";
import type { SavedDesk } from "../../scripts/desk/saved-desk";
import { DeskService } from "../../scripts/desk/service";
import { Desk, type DeskOptions } from "../../scripts/desk/state";
import { builtBundle } from "../../scripts/play/bundle";
import { reportSchoolOnly } from "./open-desk";

const start = Date.parse("2026-09-01T09:00:00-07:00");
const hour = 3_600_000;

async function newDesk(options: Partial<DeskOptions> = {}): Promise<Desk> {
  return new Desk({ dist: await builtBundle(), realNow: () => start, start, ...options });
}

function serviceOf(desk: Desk) {
  const told: Told[] = [];
  const service = new DeskService(desk, (one) => told.push(one));
  const ask = (name: string, ...args: unknown[]): Promise<Answer> =>
    service.answer({ id: 7, ask: name, args });
  return { told, ask };
}

/** All that somebody could see of it. */
const seen = (desk: Desk) => JSON.stringify([desk.log(), desk.inbox(), desk.clock()]);

test("the clock in steps goes where it goes at once, and tells the way", async () => {
  const [one, other] = [await newDesk(), await newDesk()];
  for (const desk of [one, other]) reportSchoolOnly(desk, "North High");
  one.advance(2 * hour);
  const { told, ask } = serviceOf(other);
  expect(await ask("advance", { minutes: 120 })).toEqual({ id: 7, value: one.clock() });
  expect(seen(other)).toBe(seen(one));
  const last = told.at(-1)?.progress;
  expect(last).toMatchObject({ share: 1, runs: 24, errors: 0 });
  expect(last?.mails).toBeGreaterThan(0);
});

test("what nobody offers is refused, and a mistake of this program is told as one", async () => {
  const { ask } = serviceOf(await newDesk());
  for (const name of ["constructor", "nothing", "toString"]) {
    expect(await ask(name)).toMatchObject({ refused: expect.stringContaining(name) });
  }
  expect(await ask("register", null)).toMatchObject({
    failed: expect.stringContaining("TypeError"),
  });
});

describe("a visit", () => {
  test("continues where another was left", async () => {
    const desk = await newDesk();
    reportSchoolOnly(desk, "North High");
    desk.advance(hour);
    // As the browser keeps it: a copy.
    const saved: SavedDesk = structuredClone(desk.save());
    const again = await newDesk({ saved });
    expect(again.isResumed).toBe(true);
    expect((await newDesk({ saved: { ...saved, project: "another" } })).isResumed).toBe(false);
    expect(seen(again)).toBe(seen(desk));
    for (const one of [desk, again]) one.advance(hour);
    expect(seen(again)).toBe(seen(desk));
  });

  test("of a desk on which nothing has happened goes on too", async () => {
    const desk = await newDesk({ fresh: true });
    const again = await newDesk({ fresh: true, saved: structuredClone(desk.save()) });
    expect([again.isResumed, seen(again)]).toEqual([true, seen(desk)]);
  });
});

test("the clock goes with real time, but not for what a page slept through", async () => {
  let real = start;
  const desk = await newDesk({ realNow: () => real });
  const at = () => desk.workspace.clock.now;
  real += 5_000;
  desk.keepUp();
  expect(at()).toBe(start + 5_000);
  real += 10 * hour;
  desk.keepUp();
  expect(at()).toBe(start + 65_000);
  real -= hour;
  desk.keepUp();
  expect(at()).toBe(start + 65_000);
});
