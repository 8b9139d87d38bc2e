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
    return isDeepStrictEqual(given.answer, expected)
      ? []
      : [{ id: one.id, asks: one.asks, expected, answered: given.answer }];
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
    const fits = Object.entries(expects.when).filter(([, expected]) =>
      isDeepStrictEqual(expected, given.answer),
    );
    const answers = told[expects.of] ?? new Set<string>();
    told[expects.of] = answers;
    answers.add(fits[0]?.[0] ?? "none of them");
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
