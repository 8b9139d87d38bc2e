/** How a run continues after one of its parts failed, and what it reports at its end. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  attempt,
  isDone,
  orElse,
  tellingIfItFails,
  throwNoted,
  twice,
  whyFailed,
  withRetry,
} from "../src/attempt";
import { AppError, defectCode } from "../src/errors";
import { runWith } from "./run";

const fails = (error: unknown) => (): never => {
  throw error;
};
const mistake = new TypeError("a mistake of ours");
const google = Object.assign(new Error("We're sorry, a server error occurred."), {
  name: "Exception",
});
const run = () => runWith({});

test("a part that Google failed at is gone on without, and nothing is told: a later run tries again", () => {
  const one = run();
  expect(attempt(one, fails(google), "without")).toBe("without");
  expect(isDone(one, fails(google))).toBe(false);
  expect(() => throwNoted(one)).not.toThrow();
});

test("a mistake of ours keeps no other part back, and the first is thrown at the end", () => {
  const one = run();
  expect(attempt(one, fails(mistake))).toBeUndefined();
  expect(attempt({ ...one }, fails(new RangeError("a second")), 1)).toBe(1);
  expect(attempt(one, () => 2, 1)).toBe(2);
  expect(() => throwNoted(one)).toThrow(mistake);
});

test("whoever is told of a failure is told once, and not of a register that was just replaced", () => {
  const told: unknown[] = [];
  const tell = (error: unknown) => told.push(error);
  expect(() => tellingIfItFails(fails(google), tell)).toThrow(google);
  expect(() => tellingIfItFails(fails(new AppError("rolled-over")), tell)).toThrow(AppError);
  expect(told).toEqual([google]);
});

test("what was thrown is known, whatever it is", () => {
  expect(whyFailed(() => undefined)).toBeNull();
  for (const thrown of [null, undefined, "text", google]) {
    expect(whyFailed(fails(thrown))).toEqual({ error: thrown });
    expect(orElse<unknown>(fails(thrown), (error) => [error])).toEqual([thrown]);
  }
});

test("work is done again as often as is said, and no more", () => {
  let done = 0;
  const work = () => {
    done += 1;
    throw google;
  };
  expect(() => twice(work)).toThrow(google);
  expect(done).toBe(2);
  expect(() => withRetry((_error, tries) => tries < 5, work)).toThrow(google);
  expect(done).toBe(7);
});

test("the place of a mistake is where it was made, not what passed it on", () => {
  const decide = () => fails(new TypeError("x"))();
  const error = whyFailed(() => attempt(run(), () => orElse(decide, fails(mistake)), null));
  expect(error).toBeNull();
  const noted = run();
  attempt(noted, () => twice(decide));
  expect(defectCode(noted.failed[0])).toMatch(/ in decide@\d+:\d+ </);
  expect(defectCode(noted.failed[0])).not.toMatch(/attempt|orElse|twice|withRetry/);
});

/**
 * What was thrown is caught where Google is called (src/google), where a person may have typed over JSON, and in attempt.ts, from which
 * everybody else has it. A catch elsewhere would be another way to go on after an error, and another way to forget to tell.
 */
test("nothing else catches", () => {
  const src = new URL("../src/", import.meta.url);
  const catching = readdirSync(src, { recursive: true, encoding: "utf8" }).filter(
    (path) =>
      path.endsWith(".ts") &&
      !path.startsWith("google/") &&
      /\bcatch (?:\(\w+\) )?\{|\.catch\(/.test(readFileSync(new URL(path, src), "utf8")),
  );
  expect(catching.sort()).toEqual(["attempt.ts", "json.ts"]);
});
