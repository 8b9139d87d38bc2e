/** The port FormResponses: what was sent in the Form that the script is attached to. */
import { describe, expect, test } from "vitest";
import { submitResponse } from "../../scripts/workspace/forms/person";
import { responseRef } from "../../scripts/workspace/forms/responses";
import type { StoredAnswer } from "../../scripts/workspace/forms/store";
import type { NewFormItem } from "../../src/ports";
import { admin, Bench, type BenchOptions, broughtBy, monday } from "./bench";

const minute = 60_000;

/** A Form that is open, with three of our questions and one of the district's. */
function aForm(options: BenchOptions = {}) {
  const bench = new Bench(options);
  const items = bench.run(({ form, memory }) => {
    const add = (kind: NewFormItem["kind"], title: string, ...choices: readonly string[]) =>
      form.add({ kind, title, help: "", required: false, choices }, null);
    const studentName = add("line", "Name");
    const factors = add("any-of", "Seen", "a", "b", "c");
    const school = add("dropdown", "School", "N");
    memory.set("form", { items: { studentName, factors, school } });
    form.set("published", true);
    return { studentName, factors, school, bus: add("line", "Bus route") };
  });
  const formId = bench.workspace.containerId;
  const ids = new Map(Object.entries(items));
  const submit = (answers: Partial<Record<keyof typeof items, StoredAnswer>>, at: number) => {
    const given = Object.entries(answers).map(([key, answer]) => [String(ids.get(key)), answer]);
    return submitResponse(bench.store, formId, Object.fromEntries(given), at);
  };
  const fromEvent = (id: string) =>
    bench.run(({ responses }) => responses.fromEvent(broughtBy(responseRef(formId, id))));
  return { bench, items, submit, fromEvent, responses: bench.ports.responses };
}

/** Without answers that were left blank, which Google may list or not. */
const given = (answers: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== ""));

describe("a response", () => {
  test("has Google's id, the instant at which it was stored, answers under their keys, and those to other questions apart", () => {
    const { submit, fromEvent, responses } = aForm();
    const id = submit({ studentName: "Rowan Pine", school: "N", bus: "14" }, monday + 1);
    const [found, ...more] = responses.list();
    expect(more).toEqual([]);
    const strangers = [{ title: "Bus route", answer: "14" }];
    expect(found).toMatchObject({ id, receivedAt: monday + 1, strangers });
    expect(given(found?.answers ?? {})).toEqual({ studentName: "Rowan Pine", school: "N" });
    expect(fromEvent(id)).toEqual(found);
  });

  test.each([
    ["reversed", "blank"],
    ["as-ticked", "left-out"],
  ])(
    "has ticks in a list (%s), and no answer or a blank one where none was given (%s)",
    (checkboxOrder, unansweredText) => {
      const { submit, responses } = aForm({ assume: { checkboxOrder, unansweredText } });
      submit({ factors: ["a", "c"] }, monday);
      const { factors, ...others } = responses.list()[0]?.answers ?? {};
      expect(Array.isArray(factors) && [...factors].sort()).toEqual(["a", "c"]);
      expect(given(others)).toEqual({});
    },
  );

  test("has nothing but strangers where the ids of the questions are lost", () => {
    const { bench, submit, responses } = aForm();
    submit({ studentName: "Rowan Pine", factors: ["b"] }, monday);
    bench.ports.memory.set("form", { items: {} });
    const [found] = responses.list();
    expect(found?.answers).toEqual({});
    expect(found?.strangers.filter(({ answer }) => answer !== "")).toEqual([
      { title: "Name", answer: "Rowan Pine" },
      { title: "Seen", answer: ["b"] },
    ]);
  });

  test.each([
    ["omit", []],
    ["refuse", ["An answer to a question that is no longer in the Form"]],
  ])(
    "keeps its other answers where a question was deleted, and the list the other responses (%s)",
    (answersOfDeletedQuestion, titles) => {
      const { bench, items, submit, responses } = aForm({ assume: { answersOfDeletedQuestion } });
      submit({ studentName: "Rowan Pine", school: "N", bus: "14" }, monday);
      bench.ports.form.remove(items.studentName);
      submit({ school: "N" }, monday + 1);
      const [found, other] = responses.list();
      expect(given(found?.answers ?? {})).toEqual({ school: "N" });
      expect(found?.strangers.map(({ title }) => title)).toEqual([...titles, "Bus route"]);
      expect(given(other?.answers ?? {})).toEqual({ school: "N" });
      expect(other?.strangers.filter(({ answer }) => answer !== "")).toEqual([]);
    },
  );

  test("that can only be read a while after its trigger is waited for, and refused where it takes long", () => {
    const asked = (responseAppears: string) => {
      const { bench, submit, fromEvent, responses } = aForm({ assume: { responseAppears } });
      const id = submit({ school: "N" }, bench.workspace.clock.now);
      return { id, bench, read: () => fromEvent(id), responses };
    };
    const soon = asked("half-a-minute-later");
    expect(soon.responses.list()).toEqual([]);
    expect(soon.read()).toMatchObject({ id: soon.id, answers: { school: "N" } });
    expect(soon.bench.cost.byName["Utilities.sleep"]).toBeUndefined();
    const late = asked("eight-minutes-later");
    expect(late.read).toThrow("No item with the given ID could be found.");
    late.bench.workspace.passUnattended(8 * minute);
    expect(late.read()).toMatchObject({ id: late.id });
    expect(late.responses.list().map(({ id }) => id)).toEqual([late.id]);
  });
});

describe("the list", () => {
  test.each(["exclusive", "inclusive"])(
    "since an instant holds the response of that very instant and all after it (%s)",
    (getResponsesSince) => {
      const { submit, responses } = aForm({ assume: { getResponsesSince } });
      const since = monday + minute;
      const ids = [since + minute, since + 1, since, since - 1, monday].map((at) => submit({}, at));
      ids.reverse();
      // Oldest first, whatever the Form's own order.
      expect(responses.list(since).map(({ id }) => id)).toEqual(ids.slice(2));
      expect(responses.list(since + 2 * minute)).toEqual([]);
      expect(responses.list().map(({ id }) => id)).toEqual(ids);
    },
  );

  test("costs a call, and one for each response", () => {
    const { bench, submit, responses } = aForm();
    for (const at of [0, 1, 2]) submit({ studentName: "Rowan Pine", factors: ["a"] }, monday + at);
    responses.list();
    expect(bench.cost.byName).toMatchObject({ "Form.getResponses": 1, "FormResponse.*": 3 });
    expect(bench.cost.total).toBeLessThanOrEqual(6);
  });
});

test("a clock run that Google lets list no responses is told so, not given an empty list", () => {
  const { bench, submit } = aForm({ assume: { clockRunListsResponses: "no" } });
  submit({}, monday);
  const list = () => bench.run(({ responses }) => responses.list(), admin, "clock");
  expect(list).toThrow("You do not have permission to call Form.getResponses");
});
