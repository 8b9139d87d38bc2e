/** Whatever somebody types over what the script remembers, every run goes on with what the table says, and lead and admin are told once. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { propertiesOn } from "../../scripts/play/script-memory";
import { type Key, keys, table } from "../../src/store/keys";
import { storeOn } from "../../src/store/store";
import { Day } from "../day/day";
import { report } from "../day/events";
import { hostile } from "../hostile/strings";

const propertyOf = (key: Key) => (key === "draft" ? "draft0" : key);
const garbage = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string(),
  fc.json(),
  fc.constantFrom("{", "[]", "null", "0", '"x"', '{"__proto__":{"live":1}}', '{"main":1}'),
  fc
    .dictionary(fc.constantFrom<string>(...keys, "at", "step", "to"), fc.jsonValue())
    .map((all) => JSON.stringify(all)),
);

test("a key reads as something of its shape, whatever stands there, and that can be written and read again", () => {
  fc.assert(
    fc.property(fc.constantFrom(...keys), garbage, (key, text) => {
      const kept = { [propertyOf(key)]: text };
      const memory = storeOn(() => propertiesOn(kept));
      const value = memory.get(key);
      const again = storeOn(() => propertiesOn(kept));
      if (memory.unreadable().length === 0) expect(table[key].shape(value)).toEqual(value);
      memory.mend();
      expect(again.get(key)).toEqual(value);
      expect(again.unreadable()).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

test("one member that cannot be read takes no other with it", () => {
  const kept = { clock: '{"steps":7,"outboxFrom":12,"digests":{"main":"2026-09-01"}}' };
  const memory = storeOn(() => propertiesOn(kept));
  expect([memory.get("clock").steps, memory.get("clock").outboxFrom]).toEqual([{}, 12]);
  expect(memory.unreadable()).toEqual(["clock"]);
  memory.mend();
  expect(JSON.parse(kept.clock)).toMatchObject({
    steps: {},
    outboxFrom: 12,
    digests: { main: "2026-09-01" },
  });
});

test("whether a Form is in use that nobody can tell of, it is", () => {
  const liveIn = (goingLive: string) =>
    storeOn(() => propertiesOn({ goingLive })).get("goingLive").live;
  expect(["{", "[]", '{"live":"soon"}'].map(liveIn)).toEqual([0, 0, 0]);
  expect(["", '{"looks":7}'].map(liveIn)).toEqual([null, null]);
});

/** Keys without which no run finds a register: reports wait in the Form until Set up. */
const needed: readonly string[] = ["registers"];
const properties = keys.filter((key) => table[key].sight !== "ownOnly").map(propertyOf);

describe("a day goes on, and people are told once, with garbage in", () => {
  test.each(properties)("%s", async (property) => {
    const day = await Day.begin();
    day.every = 360;
    const isEach = property === "account" || property === "firing";
    const name = isEach ? `${property} admin@district.example` : property;
    day.play({ submit: report() }, { advance: "PT10M" });
    day.properties()[name] = '{"×": [';
    // Nobody can answer a question of which the local Form does not know which it is.
    const more = report({ studentName: "Ash Elm", studentId: "500123" });
    const isSent = property !== "form" && !needed.includes(property);
    if (isSent) day.play({ submit: more });
    const out = day.play({ advance: "P1DT1H" });
    if (needed.includes(property))
      expect(out.errors.map(({ error }) => error).join()).toMatch(/not-set-up/);
    else expect(out.errors).toEqual([]);
    if (isSent) expect(out.cases).toHaveLength(2);
    const told = day.mails("memory-damaged").flatMap(({ to }) => to);
    // Where the addresses themselves were lost, the account that runs is told.
    const [lead, admin] = ["lead@district.example", "admin@district.example"];
    expect(told).toEqual(property === "district" ? [admin] : [lead, admin]);
  });
});
