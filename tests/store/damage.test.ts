/**
 * Whatever someone writes over what the script remembers, every run continues with the default from the table of keys, and leads and
 * admins are told once.
 */

import fc from "fast-check";
import { expect, test } from "vitest";
import { propertiesOn } from "../../scripts/play/script-memory";
import { type Key, keys, table } from "../../src/store/keys";
import { storeOn } from "../../src/store/store";
import { Day } from "../day/day";
import { minutes, submit } from "../day/events";
import { hostile } from "../hostile/strings";

const propertyOf = (key: Key) => (key === "draft" ? "draft0" : key);
const garbage = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string(),
  fc.json(),
  fc.constantFrom("{", "[]", "null", "0", '"x"', '{"__proto__":{"live":1}}', '{"main":1}'),
  fc
    .dictionary(fc.constantFrom<string>(...keys(), "at", "step", "to"), fc.jsonValue())
    .map((all) => JSON.stringify(all)),
);

test("a key reads as something of its shape, whatever stands there, and that can be written and read again", () => {
  fc.assert(
    fc.property(fc.constantFrom(...keys()), garbage, (key, text) => {
      const kept = { [propertyOf(key)]: text };
      const memory = storeOn(() => propertiesOn(kept));
      const value = memory.get(key);
      const again = storeOn(() => propertiesOn(kept));
      if (memory.unreadable().length === 0) expect(table()[key](value)).toEqual(value);
      memory.mend();
      expect(again.get(key)).toEqual(value);
      expect(again.unreadable()).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

test("one member that cannot be read takes no other with it", () => {
  const kept = { clock: '{"steps":7,"outboxFrom":12,"digest":"2026-09-01"}' };
  const memory = storeOn(() => propertiesOn(kept));
  expect([memory.get("clock").steps, memory.get("clock").outboxFrom]).toEqual([{}, 12]);
  expect(memory.unreadable()).toEqual(["clock"]);
  memory.mend();
  expect(JSON.parse(kept.clock)).toMatchObject({
    steps: {},
    outboxFrom: 12,
    digest: "2026-09-01",
  });
});

test("whether a Form is in use that no one can tell of, it is", () => {
  const liveIn = (goingLive: string) =>
    storeOn(() => propertiesOn({ goingLive })).get("goingLive").live;
  expect(["{", "[]", '{"live":"soon"}'].map(liveIn)).toEqual([0, 0, 0]);
  expect(["", '{"looks":7}'].map(liveIn)).toEqual([null, null]);
});

const [lead, admin] = ["lead@district.example", "admin@district.example"];
/** What each account keeps for itself alone stands elsewhere. */
const all = keys()
  .filter((key) => key !== "sealed")
  .map(propertyOf);
/** Without `registers` no run finds one, and reports wait in the Form until Set up; without `district` nobody's address is known. */
const alone = ["registers", "district", "form"];
const others = all.filter((property) => !alone.includes(property));
/** The others in fours, such as stand far apart in the table. */
const count = Math.ceil(others.length / 4);
const fours = Array.from({ length: count }, (_, nth) =>
  others.filter((_one, at) => at % count === nth),
);

test.each(
  [...alone.map((property) => [property]), ...fours].map(
    (list) => [list.join(", "), list] as const,
  ),
)("a day goes on, and people are told once, with garbage in %s", async (name, list) => {
  const day = await Day.begin();
  day.every = 360;
  day.play(submit(), minutes(10));
  for (const property of list) {
    const isEach = property === "account" || property === "firing";
    day.properties()[isEach ? `${property} ${admin}` : property] = '{"×": [';
  }
  // Nobody can answer a question of which the local Form does not know which it is.
  const isSent = name !== "form" && name !== "registers";
  if (isSent) day.play(submit({ studentName: "Ash Elm", studentId: "500123" }));
  const out = day.play({ advance: "P1DT1H" });
  const errors = out.errors.map(({ error }) => error);
  if (name === "registers") expect(errors.join()).toMatch(/not-set-up/);
  else expect(errors).toEqual([]);
  if (isSent) expect(out.cases).toHaveLength(2);
  // Where the addresses themselves were lost, the account that runs is told; of each once, when a run comes to it.
  const told = day.mails("memory-damaged").flatMap(({ to }) => to);
  expect(new Set(told)).toEqual(new Set(name === "district" ? [admin] : [lead, admin]));
  for (const who of new Set(told))
    expect(told.filter((one) => one === who).length).toBeLessThanOrEqual(list.length);
});
