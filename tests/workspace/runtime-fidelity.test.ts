/** FIDELITY.md says what the tables say; every switch is listed, and every switch and method has its behaviour. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { behaviours, behavioursUnder, showsIn } from "../../scripts/workspace/behaviours/index";
import {
  fidelityFile,
  fidelityReport,
  modelledMethods,
} from "../../scripts/workspace/fidelity/fidelity-page";
import { assumptions, unconfirmedPoints } from "../../scripts/workspace/fidelity/unconfirmed";

const folder = join(import.meta.dirname, "../../scripts/workspace");

test("the file is current: npx tsx scripts/workspace/fidelity/fidelity-page.ts renews it", () => {
  expect(readFileSync(fidelityFile, "utf8")).toBe(fidelityReport());
});

test("every switch that a service asks for is a listed point", () => {
  const listed = unconfirmedPoints.map(({ name }) => name);
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const asked = sources.flatMap((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    return [...text.matchAll(/assume\["(\w+)"\]/g)].map((match) => match[1]);
  });
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((name) => name === undefined || !listed.includes(name))).toEqual([]);
});

test.each([
  [{ valueRangesOrder: "sideways" }, "is one of by-position, as-asked"],
  [{ moonPhase: "full" }, "No unconfirmed point is called moonPhase"],
])("%o is refused", (given, message) => {
  expect(() => assumptions(given)).toThrow(message);
});

describe("behaviours", () => {
  const paths = modelledMethods().map(({ path }) => path);

  test("each modelled method shows one at least", () => {
    const unsaid = paths.filter((path) => !behaviours.some((one) => showsIn(one, path)));
    expect(unsaid).toEqual([]);
  });

  test("each shows in methods that are modelled, and none claims a whole class", () => {
    const written = behaviours.flatMap((one) => one.methods.map((method) => ({ ...one, method })));
    const unknown = written.filter(
      ({ method, ...one }) => !paths.some((path) => showsIn({ ...one, methods: [method] }, path)),
    );
    expect(unknown.map(({ id, method }) => `${id}: ${method}`)).toEqual([]);
    expect(written.filter(({ method }) => method.endsWith(".*"))).toEqual([]);
  });

  test("each switch turns one over, which is assumed or recorded", () => {
    const turned = behaviours.flatMap((one) => (one.switch === undefined ? [] : [one.switch]));
    expect([...turned].sort()).toEqual(unconfirmedPoints.map(({ name }) => name).sort());
    const settled = behaviours.filter((one) => one.switch !== undefined);
    expect(settled.filter(({ status }) => status === "documented")).toEqual([]);
  });

  test("each has an id of its own, one sentence, a source and a day", () => {
    const ids = behaviours.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    for (const { id, what, source, date } of behaviours) {
      expect(id).toMatch(/^[a-z][a-z0-9-]+$/);
      expect(what, id).toMatch(/\.$/);
      expect(source, id).not.toBe("");
      expect(date, id).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  });

  test("nothing is recorded without a recording, and what no source settles is not called documented", () => {
    const bare = behavioursUnder([]);
    expect(bare.filter(({ status }) => status === "recorded")).toEqual([]);
    const documented = behaviours.filter(({ status }) => status === "documented");
    expect(
      documented.filter(({ source }) => /no source|of ours|unconfirmed/i.test(source)),
    ).toEqual([]);
  });
});
