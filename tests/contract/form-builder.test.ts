/**
 * The port FormBuilder, in addition to the table: whole items at once, items that no longer exist, what a run that was ended leaves, and
 * the cost.
 */
import { expect, test } from "vitest";
import { appendItem, storedForm } from "../../scripts/workspace/forms/store";
import { driveSlice } from "../../scripts/workspace/service";
import { AppError } from "../../src/errors";
import type { FormChoice, NewFormItem } from "../../src/ports";
import { Bench, contact } from "./bench";

const gone = 4_711;
const changed = new AppError("form-changed-meanwhile");
const plain = { help: "", required: false, choices: [] };
const texts = (...list: string[]): FormChoice[] => list.map((text) => ({ text, goTo: null }));

/** A Form with items of those kinds, each titled by its kind; `idOf` and `item` know them by it. */
function aForm(...kinds: readonly NewFormItem["kind"][]) {
  const bench = new Bench();
  const { form } = bench.ports;
  const choosing = ["one-of", "any-of", "dropdown"];
  for (const kind of kinds) {
    const choices = choosing.includes(kind) ? ["Yes", "No"] : [];
    form.add({ kind, title: kind, help: "Help", required: kind !== "page", choices }, null);
  }
  const items = () => form.read().items;
  const idOf = (kind: NewFormItem["kind"]) =>
    items().find(({ title }) => title === kind)?.id ?? gone;
  const item = (kind: NewFormItem["kind"]) => items().find(({ title }) => title === kind);
  return { bench, form, items, idOf, item };
}

test("an item whose run is cut after it has its title is known by it", () => {
  const { bench, form, items } = aForm();
  bench.workspace.fault({ call: "TextItem.setHelpText", when: "stop" });
  expect(() => form.add({ ...plain, kind: "line", title: "a", help: "Help" }, null)).toThrow();
  expect(items().map(({ title }) => title)).toEqual(["a"]);
});

test("an item of a kind that we do not make is another kind, with its title; neither it nor a page is required", () => {
  const { bench, form, items, idOf } = aForm("page");
  const stored = storedForm(bench.store, bench.workspace.containerId);
  const { id } = Object.assign(appendItem(stored, "SECTION_HEADER"), { title: "District" });
  for (const one of [id, idOf("page")]) form.setRequired(one, true);
  const [page, other] = items();
  expect(page?.required).toBe(false);
  const rest = { help: "", required: false, choices: [], precedingLeadsTo: "continue" };
  expect(other).toEqual({ ...rest, id, kind: "other", title: "District" });
});

test("an item that the Form no longer has cannot be changed: the Form changed meanwhile", () => {
  const { form, items } = aForm("line", "page");
  const before = items();
  for (const act of [
    () => form.move(gone, 0),
    () => form.remove(gone),
    () => form.setWords(gone, { title: "x", help: "" }),
    () => form.setRequired(gone, true),
    () => form.setPrecedingLeadsTo(gone, "submit"),
  ]) {
    expect(act).toThrow(changed);
  }
  expect(form.setChoices(gone, texts("C"))).toBe(false);
  expect(items()).toEqual(before);
});

const goes = (text: string, goTo: FormChoice["goTo"]): FormChoice => ({ text, goTo });

test.each<[string, NewFormItem["kind"], (page: number) => FormChoice[], unknown]>([
  ["of what has none", "line", () => texts("C"), []],
  ["of an any-of lead nowhere", "any-of", (page) => [goes("C", page)], texts("C")],
  [
    "that lead nowhere go on where others lead somewhere",
    "one-of",
    () => [goes("C", "submit"), ...texts("D")],
    [goes("C", "submit"), goes("D", "continue")],
  ],
])("choices %s", (_, kind, choices, found) => {
  const { form, idOf, item } = aForm(kind, "page");
  expect(form.setChoices(idOf(kind), choices(idOf("page")))).toBe(true);
  expect(item(kind)?.choices).toEqual(found);
});

test("choices that lead to a page which is gone go on; setting them so says that the Form changed", () => {
  const { bench, form, idOf, item } = aForm("one-of", "page");
  const choices = [goes("page", idOf("page"))];
  form.setChoices(idOf("one-of"), choices);
  const page = idOf("page");
  // Google refuses to delete it for a script; a person can.
  form.remove(page);
  expect(item("page")?.id).toBe(page);
  const stored = storedForm(bench.store, form.id());
  stored.items = stored.items.filter(({ id }) => id !== page);
  expect(item("one-of")?.choices).toEqual([goes("page", "continue")]);
  expect(() => form.setChoices(idOf("one-of"), choices)).toThrow(changed);
});

test("a run asks for the Form once; editors are told in lower case; whether it is open is one call", () => {
  const { bench, form } = aForm();
  driveSlice(bench.store).files[form.id()]?.editors.push("Contact@District.Example");
  const editors = bench.run((ports) => {
    ports.form.isOpen();
    ports.responses.list();
    return ports.form.editors();
  });
  expect(editors).toEqual([contact]);
  expect(bench.cost.byName).toEqual({
    "FormApp.getActiveForm": 1,
    "Form.isAcceptingResponses": 1,
    "Form.getResponses": 1,
    "Form.getEditors": 1,
    "Properties.getProperties": 1,
  });
});
