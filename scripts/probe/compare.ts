/** Lays answers beside what the table expects, under the switches of a local Workspace. */
import { isDeepStrictEqual } from "node:util";
import type { Case, Json } from "../../tests/conformance/table/case";
import { table } from "../../tests/conformance/table/table";
import type { Result } from "./script/result";

/** A case that was answered otherwise. */
export interface Difference {
  readonly id: string;
  readonly asks: string;
  readonly expected: Json;
  readonly answered: Json;
  /** The local Workspace is stricter on purpose: nothing has to be mended. */
  readonly isLenient: boolean;
}

const ours = /\(\(.*\)\)/;

/** Whether an answer is the expected one, where `((words))` in an expected text stand for any. */
export function fits(expected: unknown, answered: unknown): boolean {
  if (typeof expected === "string" && typeof answered === "string" && ours.test(expected)) {
    const [before = "", after = ""] = expected.split(ours);
    return answered.startsWith(before) && answered.endsWith(after);
  }
  if (Array.isArray(expected) && Array.isArray(answered)) {
    return (
      expected.length === answered.length &&
      expected.every((one, index) => fits(one, answered[index]))
    );
  }
  if (isObject(expected) && isObject(answered)) {
    const names = Object.keys(expected);
    return (
      names.length === Object.keys(answered).length &&
      names.every((name) => name in answered && fits(expected[name], answered[name]))
    );
  }
  return isDeepStrictEqual(expected, answered);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What the local Workspace answers under these switches. @throws Error where the table does not know the switch's answer. */
export function expectedOf({ id, expects }: Case, assume: Readonly<Record<string, string>>): Json {
  if ("always" in expects) return expects.always;
  const answer = assume[expects.of] ?? "";
  const expected = expects.when[answer];
  if (expected === undefined) throw new Error(`${id} does not say what ${expects.of}=${answer} is`);
  return expected;
}

/** The cases whose answers differ; those that the round went without are none. */
export function differences(
  { cases }: Pick<Result, "cases">,
  assume: Readonly<Record<string, string>>,
): readonly Difference[] {
  return table.flatMap((one) => {
    const given = cases[one.id];
    if (given === undefined || !("answer" in given)) return [];
    const expected = expectedOf(one, assume);
    const isLenient = "always" in one.expects && one.expects.lenient === true;
    return fits(expected, given.answer)
      ? []
      : [{ id: one.id, asks: one.asks, expected, answered: given.answer, isLenient }];
  });
}

/** The switches that the answers settle; two cases that contradict each other about one leave it open. */
export function settledSwitches({
  cases,
}: Pick<Result, "cases">): Readonly<Record<string, string>> {
  const told: Record<string, Set<string>> = {};
  for (const { id, expects } of table) {
    const given = cases[id];
    if ("always" in expects || given === undefined || !("answer" in given)) continue;
    const met = Object.entries(expects.when).filter(([, expected]) => fits(expected, given.answer));
    const answers = told[expects.of] ?? new Set<string>();
    told[expects.of] = answers;
    answers.add(met[0]?.[0] ?? "none of them");
  }
  return Object.fromEntries(
    Object.entries(told).flatMap(([name, answers]) => {
      const [only] = answers;
      return only === undefined || answers.size > 1 || only === "none of them"
        ? []
        : [[name, only]];
    }),
  );
}
