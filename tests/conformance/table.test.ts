/** The conformance table covers what it must, and the local Workspace answers it, under every switch. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { differences, settledSwitches } from "../../scripts/probe/compare";
import { behaviours } from "../../scripts/workspace/behaviours/index";
import { assumptions, unconfirmedPoints } from "../../scripts/workspace/fidelity/unconfirmed";
import { allServices } from "../../scripts/workspace/index";
import { beyond, beyondCalls, beyondSwitches } from "./beyond";
import { type PlayedRound, playedRound } from "./rounds";
import { table } from "./table/table";

function casesOf(name: string): readonly string[] {
  return table.filter(({ expects }) => "of" in expects && expects.of === name).map(({ id }) => id);
}

/** The switches that a case asks about. */
const points = unconfirmedPoints.filter(({ name }) => casesOf(name).length > 0);

/** Every answer of each that is not its default. */
const flips = points.flatMap(({ name, answers, default: usual }) =>
  answers.filter((one) => one !== usual).map((answer) => [name, answer] as const),
);

/** Those among these answers. */
function asked(answers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(points.map(({ name }) => [name, answers[name] ?? ""]));
}

describe("on the local Workspace", () => {
  let played: PlayedRound;
  beforeAll(async () => {
    played = await playedRound();
  });

  test("every case is answered as the table expects", () => {
    expect(differences(played.result, assumptions())).toEqual([]);
    const without = Object.entries(played.result.cases).filter(([, one]) => "without" in one);
    expect(without).toEqual([]);
  });

  test("every switch is settled, to its default", () => {
    expect(settledSwitches(played.result)).toEqual(asked(assumptions()));
  });

  test("every call that src/google makes is made, but for those with a reason", () => {
    const folder = join(import.meta.dirname, "../../src/google");
    const source = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .join("\n");
    const called = new Set([...source.matchAll(/\.(\w+)\(/g)].map((match) => match[1] ?? ""));
    const paths = allServices.flatMap(({ name, methods }) =>
      Object.keys(methods)
        .filter((method) => called.has(method))
        .map((method) => `${name}.${method}`),
    );
    expect(paths.length).toBeGreaterThan(150);
    expect(paths.filter((path) => !played.calls.has(path)).sort()).toEqual(
      Object.keys(beyondCalls),
    );
  });

  test("no step takes more than a minute, nor a run the six that Google gives", () => {
    const { runs } = played.round.workspace;
    const seconds = runs.map(({ at, endedAt }) => ((endedAt ?? at) - at) / 1000);
    expect(Math.max(...seconds)).toBeLessThan(60);
  });
});

describe("the table", () => {
  test("settles every behaviour that is assumed, but for those with a reason", () => {
    const settled = new Set(table.flatMap(({ settles = [] }) => settles));
    const switches = new Set(table.flatMap(({ expects }) => ("of" in expects ? [expects.of] : [])));
    const open = behaviours.filter(
      (one) =>
        one.status === "assumed" &&
        !settled.has(one.id) &&
        !(one.switch !== undefined && (switches.has(one.switch) || one.switch in beyondSwitches)),
    );
    expect(open.map(({ id }) => id).sort()).toEqual(Object.keys(beyond).sort());
  });

  test("names only behaviours that there are", () => {
    const known = new Set(behaviours.map(({ id }) => id));
    const named = table.flatMap(({ settles = [] }) => settles);
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  test("asks each question once", () => {
    const ids = table.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const questions = table.map(({ asks }) => asks);
    expect(new Set(questions).size).toBe(questions.length);
  });

  test.each(
    unconfirmedPoints
      .filter(({ name }) => !(name in beyondSwitches))
      .map(({ name, answers }) => [name, answers] as const),
  )("has a case for every answer of %s, and tells them apart", (name, answers) => {
    const cases = table.filter(({ expects }) => "of" in expects && expects.of === name);
    expect(cases.length).toBeGreaterThan(0);
    for (const { expects } of cases) {
      if (!("of" in expects)) continue;
      expect(Object.keys(expects.when).sort()).toEqual([...answers].sort());
      const told = Object.values(expects.when).map((answer) => JSON.stringify(answer));
      expect(new Set(told).size).toBe(answers.length);
    }
  });
});

test.each(flips)("with %s=%s exactly that difference is found", async (name, answer) => {
  const { result } = await playedRound({ [name]: answer });
  const hanging = table.filter(({ hangsOn = [] }) => hangsOn.includes(name));
  const others = hanging.map(({ id }) => id);
  const found = differences(result, assumptions()).map(({ id }) => id);
  expect(found.filter((id) => !others.includes(id))).toEqual(casesOf(name));
  const left = differences(result, assumptions({ [name]: answer })).map(({ id }) => id);
  expect(left.filter((id) => !others.includes(id))).toEqual([]);
  const open = hanging.flatMap(({ expects }) => ("of" in expects ? [expects.of] : []));
  const settled = Object.entries(settledSwitches(result)).filter(([one]) => !open.includes(one));
  const expected = Object.entries(asked(assumptions({ [name]: answer })));
  expect(Object.fromEntries(settled)).toEqual(
    Object.fromEntries(expected.filter(([one]) => !open.includes(one))),
  );
});

test("a round goes without a person, and says so", async () => {
  const { result } = await playedRound({}, { person: false });
  const without = Object.entries(result.cases).filter(([, one]) => "without" in one);
  const theirs = table.filter(({ where }) => ["submission", "response", "edit"].includes(where));
  expect(without.map(([id]) => id).sort()).toEqual(theirs.map(({ id }) => id).sort());
  expect(differences(result, assumptions())).toEqual([]);
});
