/** The port FormBuilder: questions and settings of the Form that the script is bound to. */
import { describe, expect, test } from "vitest";
import { appendItem, storedForm } from "../../scripts/workspace/forms/store";
import { driveSlice } from "../../scripts/workspace/service";
import { AppError } from "../../src/errors";
import type { FormChoice, FormGoTo, FormItemKind, NewFormItem } from "../../src/ports";
import { Bench, type BenchOptions, contact } from "./bench";

const gone = 4_711;
const changed = new AppError("form-changed-meanwhile");

const plain = { help: "", required: false, choices: [] };
const anItem = (kind: NewFormItem["kind"], title: string): NewFormItem => ({
  ...plain,
  kind,
  title,
  choices: ["one-of", "any-of", "dropdown"].includes(kind) ? ["Yes", "No"] : [],
});

const kinds = [
  "page",
  "line",
  "paragraph",
  "one-of",
  "any-of",
  "dropdown",
  "date-time",
] as const satisfies readonly FormItemKind[];

function aForm(options: BenchOptions = {}) {
  const bench = new Bench(options);
  const { form } = bench.ports;
  const titles = () => form.read().items.map(({ title }) => title);
  const item = (id: number) => {
    const found = form.read().items.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no item ${id}`);
    return found;
  };
  const stored = () => storedForm(bench.store, bench.workspace.containerId);
  return { bench, form, titles, item, stored };
}

/** Pages and questions of those titles, in order; ids by title. */
function filled(...made: readonly [NewFormItem["kind"], string][]) {
  const all = aForm();
  const ids = all.bench.run(({ form }) =>
    made.map(([kind, title]) => form.add(anItem(kind, title), null)),
  );
  const idOf = (title: string): number => ids[made.findIndex(([, one]) => one === title)] ?? gone;
  return { ...all, idOf };
}

describe("the Form", () => {
  test.each([
    ["no", [contact]],
    ["yes", ["admin@district.example", contact]],
  ])("tells its editors in lower case; the owner among them: %s", (formEditorsListOwner, found) => {
    const { bench, form } = aForm({ assume: { formEditorsListOwner } });
    driveSlice(bench.store).files[form.id()]?.editors.push("Contact@District.Example");
    expect(form.editors()).toEqual(found);
  });

  test("is open while it is published and takes responses; unpublishing closes it too", () => {
    const { bench, form } = aForm();
    expect(form.isOpen()).toBe(false);
    form.set("published", true);
    expect(form.isOpen()).toBe(true);
    expect(bench.cost.byName).toEqual({
      "FormApp.getActiveForm": 1,
      "Form.isAcceptingResponses": 1,
    });
    form.set("acceptsResponses", false);
    expect(form.isOpen()).toBe(false);
    expect(form.read().settings).toMatchObject({ published: true, acceptsResponses: false });
    form.set("acceptsResponses", true);
    form.set("published", false);
    expect(form.isOpen()).toBe(false);
  });

  test("that is older than publishing says so, and is opened and closed all the same", () => {
    const { form } = aForm({ form: { publishing: "legacy" } });
    expect(form.read().settings).toMatchObject({ published: null, acceptsResponses: true });
    form.set("acceptsResponses", false);
    expect(form.isOpen()).toBe(false);
    form.set("acceptsResponses", true);
    expect(form.isOpen()).toBe(true);
    expect(() => form.set("published", true)).toThrow("does not support publishing");
  });
});

describe("an item that is added", () => {
  test.each(kinds)("of the kind %s is read as it was written", (kind) => {
    const { form, item } = aForm();
    const isQuestion = kind !== "page";
    const added = { ...anItem(kind, "Title"), help: "Help", required: isQuestion };
    const id = form.add(added, null);
    expect(item(id)).toEqual({
      id,
      kind,
      title: "Title",
      help: "Help",
      required: isQuestion,
      choices: added.choices.map((text) => ({ text, goTo: null })),
      precedingLeadsTo: "continue",
    });
  });

  test("stands last, or where it is told, and every other keeps its place and its id", () => {
    const { form, titles } = aForm();
    const first = form.add(anItem("line", "b"), null);
    form.add(anItem("line", "d"), null);
    form.add(anItem("line", "a"), 0);
    form.add(anItem("page", "c"), 2);
    expect(titles()).toEqual(["a", "b", "c", "d"]);
    expect(form.read().items.find(({ title }) => title === "b")?.id).toBe(first);
  });

  test("whose run is cut after it has its title is known by it", () => {
    const { bench, form, titles } = aForm();
    bench.workspace.fault({ call: "TextItem.setHelpText", when: "stop" });
    expect(() => form.add({ ...anItem("line", "a"), help: "Help" }, null)).toThrow();
    expect(titles()).toEqual(["a"]);
  });

  test("of a kind that we do not make is read as another kind, with its title", () => {
    const { form, stored } = aForm();
    const { id } = Object.assign(appendItem(stored(), "SECTION_HEADER"), { title: "District" });
    expect(form.read().items).toEqual([
      {
        id,
        kind: "other",
        title: "District",
        help: "",
        required: false,
        choices: [],
        precedingLeadsTo: "continue",
      },
    ]);
  });
});

describe("an item", () => {
  const three = () => filled(["line", "a"], ["page", "b"], ["line", "c"]);

  test.each([
    ["a", 2, ["b", "c", "a"]],
    ["c", 0, ["c", "a", "b"]],
    ["b", 1, ["a", "b", "c"]],
  ])("%s moved stands at %d afterwards", (title, index, order) => {
    const { form, titles, idOf } = three();
    form.move(idOf(title), index);
    expect(titles()).toEqual(order);
  });

  test("that is a page is never required", () => {
    const { form, item, idOf } = three();
    form.setRequired(idOf("b"), true);
    expect(item(idOf("b")).required).toBe(false);
  });

  test.each<[string, (form: Bench["ports"]["form"]) => void]>([
    ["moved", (form) => form.move(gone, 0)],
    ["removed", (form) => form.remove(gone)],
    ["worded", (form) => form.setWords(gone, { title: "x", help: "" })],
    ["required", (form) => form.setRequired(gone, true)],
    ["led to", (form) => form.setPrecedingLeadsTo(gone, "submit")],
  ])("that the Form no longer has cannot be %s: the Form changed meanwhile", (_, act) => {
    const { form, titles } = three();
    expect(() => act(form)).toThrow(changed);
    expect(titles()).toEqual(["a", "b", "c"]);
  });
});

describe("choices", () => {
  const texts = (...list: string[]): FormChoice[] => list.map((text) => ({ text, goTo: null }));

  test.each(["one-of", "any-of", "dropdown"] as const)(
    "of %s are replaced, all of them",
    (kind) => {
      const { form, item, idOf } = filled([kind, "a"]);
      expect(form.setChoices(idOf("a"), texts("C", "A", "No"))).toBe(true);
      expect(item(idOf("a")).choices).toEqual(texts("C", "A", "No"));
    },
  );

  test("of an item that the Form has no more: false, and nothing else happens", () => {
    const { form, idOf, item } = filled(["one-of", "a"]);
    expect(form.setChoices(gone, texts("C"))).toBe(false);
    expect(item(idOf("a")).choices).toEqual(texts("Yes", "No"));
  });

  test("do nothing to an item that has none", () => {
    const { form, idOf, item } = filled(["line", "a"], ["page", "b"]);
    expect(form.setChoices(idOf("a"), texts("C"))).toBe(true);
    expect(form.setChoices(idOf("b"), texts("C"))).toBe(true);
    expect([item(idOf("a")).choices, item(idOf("b")).choices]).toEqual([[], []]);
  });

  test.each(["one-of", "dropdown"] as const)("of %s lead to pages and in Google's ways", (kind) => {
    const { form, idOf, item } = filled([kind, "a"], ["page", "b"]);
    const choices: FormChoice[] = [
      { text: "page", goTo: idOf("b") },
      { text: "on", goTo: "continue" },
      { text: "again", goTo: "restart" },
      { text: "done", goTo: "submit" },
    ];
    form.setChoices(idOf("a"), choices);
    expect(item(idOf("a")).choices).toEqual(choices);
  });

  test("that lead nowhere go on where others of the question lead somewhere", () => {
    const { form, idOf, item } = filled(["one-of", "a"], ["page", "b"]);
    form.setChoices(idOf("a"), [
      { text: "page", goTo: idOf("b") },
      { text: "other", goTo: null },
    ]);
    expect(item(idOf("a")).choices.map(({ goTo }) => goTo)).toEqual([idOf("b"), "continue"]);
  });

  test("of an any-of lead nowhere, whatever is asked", () => {
    const { form, idOf, item } = filled(["any-of", "a"], ["page", "b"]);
    form.setChoices(idOf("a"), [{ text: "page", goTo: idOf("b") }]);
    expect(item(idOf("a")).choices).toEqual(texts("page"));
  });

  test("that lead to a page which is gone go on; setting them so says that the Form changed", () => {
    const { form, idOf, item } = filled(["one-of", "a"], ["page", "b"], ["page", "c"]);
    form.setChoices(idOf("a"), [{ text: "page", goTo: idOf("b") }]);
    form.remove(idOf("b"));
    expect(item(idOf("a")).choices).toEqual([{ text: "page", goTo: "continue" }]);
    expect(() => form.setChoices(idOf("a"), [{ text: "page", goTo: idOf("b") }])).toThrow(changed);
  });
});

describe("where the page before a page leads", () => {
  test("is another page, or one of Google's ways", () => {
    const { form, idOf, item } = filled(["page", "a"], ["page", "b"]);
    const ways: FormGoTo[] = [idOf("a"), "submit", "restart", "continue"];
    for (const goTo of ways) {
      form.setPrecedingLeadsTo(idOf("b"), goTo);
      expect(item(idOf("b")).precedingLeadsTo).toBe(goTo);
      expect(item(idOf("a")).precedingLeadsTo).toBe("continue");
    }
  });
});

test("a run asks for the Form once", () => {
  const { bench } = aForm();
  bench.run(({ form, responses }) => {
    form.isOpen();
    form.id();
    form.editors();
    responses.list();
  });
  expect(bench.cost.byName["FormApp.getActiveForm"]).toBe(1);
});
