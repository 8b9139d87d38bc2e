/** The Form as Set up builds and repairs it, on the local Forms. */

import { describe, expect, test } from "vitest";
import { choiceText } from "../../scripts/play/form-answers";
import { unpublish } from "../../scripts/workspace/forms/person";
import type { StoredItem, StoredItemType } from "../../scripts/workspace/forms/store";
import { appendItem, storedForm } from "../../scripts/workspace/forms/store";
import { scriptProperties } from "../../scripts/workspace/services/properties/index";
import { buildForm, syncSchools } from "../../src/form/build-form";
import { desiredForm, schoolChoices } from "../../src/form/desired-form";
import { formerKey, formItemsIn, pages } from "../../src/form/report";
import type { FormGoTo } from "../../src/ports";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { startRun } from "../../src/run";
import { tabs } from "../../src/tabs";
import { admin, Bench } from "../contract/bench";
import { directoryOf } from "../district/rows";
import { isEveryPoint } from "../every-point";

const schools = [{ school: "North High" }, { school: "South Middle" }];
const desired = desiredForm(
  marin2019(),
  schools.map(({ school }) => school),
);
const titles = desired.items.map((item) => item.title);

function titleOf(key: string): string {
  const item = desired.items.find((candidate) => candidate.key === key);
  if (item === undefined) throw new Error(`no such item: ${key}`);
  return item.title;
}

const bench = new Bench();
const { memory } = bench.ports;
memory.set("goingLive", { live: 1 });
const blank = bench.store.snapshot();

const inEnglish = (list: typeof schools) =>
  directoryOf({ contacts: [], schools: list, settings: { formLanguage: "en", nights: "on-duty" } });
/** Keys of items, texts and settings by what was done to them. */
function reportOf(changes: ReturnType<typeof buildForm>) {
  const of = (...kinds: readonly string[]) =>
    changes.flatMap((one) => (kinds.includes(one.what) ? [one.of] : []));
  const added = of("add");
  return {
    added,
    adopted: of("adopt"),
    repaired: [...new Set(of("repair", "choices"))].filter((key) => !added.includes(key)),
    texts: of("text"),
    settings: of("setting"),
  };
}
const build = (list = schools) =>
  reportOf(bench.run((ports) => buildForm(startRun(ports, tabs), inEnglish(list))));
const sync = (list: typeof schools) =>
  bench.run((ports) => syncSchools(startRun(ports, tabs), list));
/** The Form as the port reads it. */
const read = () => bench.run(({ form }) => form.read());
const itemTitles = () => read().items.map(({ title }) => title);

build();
const whole = read();
const finished = bench.store.snapshot();

/** As it was made, before set-up. */
const start = () => bench.store.restore(blank);
/** As set-up left it. */
const built = () => bench.store.restore(finished);

/** The Form as Google keeps it, for what a district does in its editor. */
const stored = () => storedForm(bench.store, bench.workspace.containerId);

function titled(title: string): StoredItem {
  const item = stored().items.find((one) => one.title === title);
  if (item === undefined) throw new Error(`no item "${title}"`);
  return item;
}

/** The item of that key, by its title. */
const itemOf = (key: string) => titled(titleOf(key));

function remove(key: string): void {
  const { items } = stored();
  items.splice(items.indexOf(itemOf(key)), 1);
}

/** Puts an item there as a district would. */
function give(type: StoredItemType, title: string, index = stored().items.length): StoredItem {
  const form = stored();
  const item = Object.assign(appendItem(form, type), { title });
  form.items.pop();
  form.items.splice(index, 0, item);
  return item;
}

/** What a district changes of an item, and of the Form itself. */
const set = (key: string, to: Partial<StoredItem>) => () => Object.assign(itemOf(key), to);
const setForm = (to: Partial<ReturnType<typeof stored>>) => () => Object.assign(stored(), to);
const ownDescription =
  "Emergency: 911. Hotlines 415-473-7153 and 888-373-7888. This is not a mandated report.";

const choice = (value: string) => ({ value, navigation: null });

/** Items by what people see of them, wherever one leads by the title of that page. */
function shape(items: typeof whole.items) {
  const name = (goTo: FormGoTo | null) =>
    typeof goTo === "number" ? items.find(({ id }) => id === goTo)?.title : goTo;
  return items.map(({ id: _, precedingLeadsTo, choices, ...rest }) => ({
    ...rest,
    choices: choices.map(({ text, goTo }) => [text, name(goTo)]),
    leads: name(precedingLeadsTo),
  }));
}

/** Everything that the Form and the script keep of it. */
const kept = () => structuredClone([stored(), scriptProperties(bench.store)]);

const nothing = { added: [], adopted: [], repaired: [], texts: [], settings: [] };

describe("a new Form", () => {
  test("gets every item in order, its ids stored, navigation and settings safe", () => {
    start();
    give("MULTIPLE_CHOICE", "Untitled Question").choices = [choice("Option 1")];
    const report = build();
    const { items, texts, settings } = read();
    expect(items.map(({ title }) => title)).toEqual(titles);
    expect(report.added).toEqual(desired.items.map((item) => item.key));

    const ids = formItemsIn(memory);
    expect([...ids.keys()].sort()).toEqual(desired.items.map((item) => item.key).sort());
    const byId = new Map(items.map((item) => [item.id, item]));
    for (const [key, id] of ids) expect(byId.get(id)?.title).toBe(titleOf(key));

    const on = Object.entries(settings).flatMap(([key, is]) => (is ? [key] : []));
    expect(on.sort()).toEqual(["acceptsResponses", "published", "respondAgainLink"]);
    expect(texts.title).toBe("Student safety report");
    expect(texts.description).toContain("(415) 473-7153");
    expect(texts.confirmation).toContain("(415) 473-7153");

    const made = (key: string) => items.find(({ title }) => title === titleOf(key));
    const [stop, student] = [made("page-immediate-danger"), made("page-student")];
    expect(made("immediateDanger")?.choices).toEqual([
      { text: "Yes", goTo: stop?.id },
      { text: "No", goTo: student?.id },
    ]);
    expect(stop?.precedingLeadsTo).toBe(student?.id);
    expect(made("school")).toMatchObject({ kind: "dropdown", required: true });
    expect(made("school")?.choices).toEqual(
      ["North High", "South Middle", "Not listed"].map((text) => ({ text, goTo: null })),
    );
    expect(items.filter((item) => item.required)).toHaveLength(1);
  });

  test("is published when all of it stands, not before", () => {
    start();
    let standing: readonly string[] = [];
    bench.workspace.atCall("Form.setPublished", () => {
      standing = stored().items.map(({ title }) => title);
    });
    build();
    expect(standing).toEqual(titles);
    expect(stored().published).toBe(true);
  });

  test("older than publishing is opened without it", () => {
    const legacy = new Bench({ form: { publishing: "legacy" } });
    legacy.run((ports) => buildForm(startRun(ports, tabs), inEnglish(schools)));
    expect(legacy.ports.form.read().settings).toMatchObject({
      published: null,
      acceptsResponses: true,
    });
  });

  test("keeps a district's own title and questions", () => {
    start();
    stored().title = "North district";
    give("TEXT", "Bus route");
    build();
    expect(stored().title).toBe("North district");
    expect(itemTitles()).toEqual([...titles, "Bus route"]);
  });
});

describe("a second run", () => {
  test("changes nothing and stores nothing", () => {
    built();
    const before = kept();
    expect(build()).toEqual(nothing);
    expect(kept()).toEqual(before);
  });

  test.each<[string, () => unknown]>([
    ["reworded title", set("grade", { title: "Year" })],
    ["reworded help", set("facts", { helpText: "Be brief." })],
    ["emptied help", set("facts", { helpText: "" })],
    ["moved question", () => stored().items.reverse()],
    ["question of its own", () => give("PARAGRAPH_TEXT", "Bus route", 3)],
    ["page of its own", () => give("PAGE_BREAK", "", 5)],
    ["choice of its own", () => itemOf("concerns").choices.unshift(choice("Something else"))],
    ["short text for long", set("facts", { type: "TEXT" })],
    ["reworded description that still says all", setForm({ description: ownDescription })],
  ])("keeps a district's %s", (_, edit) => {
    built();
    edit();
    const before = kept();
    expect(build()).toEqual(nothing);
    expect(kept()).toEqual(before);
  });

  test.each<[string, () => unknown, object]>([
    ["a deleted question", () => remove("factors"), { added: ["factors"] }],
    ["the first question", () => remove("immediateDanger"), { added: ["immediateDanger"] }],
    ["the last question", () => remove("reporterPhone"), { added: ["reporterPhone"] }],
    [
      "a deleted page that others lead to",
      () => remove("page-student"),
      { added: ["page-student"], repaired: ["immediateDanger", "page-immediate-danger"] },
    ],
    [
      "a whole page with its questions",
      () => stored().items.splice(stored().items.indexOf(itemOf("page-seen")), 5),
      { added: ["page-seen", "factors", "concerns", "studentRole", "confirmedBy"] },
    ],
    ["a deleted choice", () => itemOf("factors").choices.splice(3, 1), { repaired: ["factors"] }],
    [
      "the way past the stop page",
      set("page-immediate-danger", { goTo: { move: "SUBMIT" } }),
      { repaired: ["page-immediate-danger"] },
    ],
    [
      "a danger question that no longer leads anywhere",
      () => {
        const item = itemOf("immediateDanger");
        item.choices = item.choices.map(({ value }) => choice(value));
      },
      { repaired: ["immediateDanger"] },
    ],
    ["a required name", set("reporterName", { required: true }), { repaired: ["reporterName"] }],
    [
      "email collection and published summaries",
      setForm({ collectsEmail: true, publishesSummary: true }),
      { settings: ["collectsEmail", "publishesSummary"] },
    ],
    [
      "an unpublished Form",
      () => unpublish(bench.store, bench.workspace.containerId, admin),
      { settings: ["published", "acceptsResponses"] },
    ],
    ["another school list", set("school", { choices: [choice("West")] }), { repaired: ["school"] }],
  ])("repairs %s, and only that", (_, damage, done) => {
    built();
    damage();
    expect(build()).toEqual({ ...nothing, ...done });
    const { items, ...rest } = read();
    expect(shape(items)).toEqual(shape(whole.items));
    expect(rest).toEqual({ texts: whole.texts, settings: whole.settings });
    expect(build()).toEqual(nothing);
  });

  test("puts a renamed choice back beside the new words", () => {
    built();
    const { choices } = itemOf("concerns");
    choices.splice(1, 1, choice("Victim?"));
    build();
    expect(itemOf("concerns").choices.map(({ value }) => value)).toEqual([
      choiceText(marin2019(), "concerns", "recruiting-or-exploiting"),
      choiceText(marin2019(), "concerns", "suspected-victim"),
      "Victim?",
      choiceText(marin2019(), "concerns", "confirmed-victim"),
    ]);
  });

  test("lets a choice that a district added to the danger question go on", () => {
    built();
    const item = itemOf("immediateDanger");
    const [yes] = item.choices;
    const perhaps = { value: "Perhaps", navigation: { move: "CONTINUE" } } as const;
    item.choices = yes === undefined ? [] : [yes, perhaps];
    build();
    const made = read().items.find(({ title }) => title === titleOf("immediateDanger"));
    expect(made?.choices.map(({ text, goTo }) => [text, typeof goTo])).toEqual([
      ["Yes", "number"],
      ["No", "number"],
      ["Perhaps", "string"],
    ]);
    expect(build()).toEqual(nothing);
  });

  test("keeps a district's questions on their page when a page after them is added again", () => {
    built();
    give("TEXT", "Bus route", stored().items.indexOf(itemOf("page-seen")));
    remove("page-seen");
    build();
    const at = itemTitles().indexOf("Bus route");
    expect(itemTitles().slice(at - 1, at + 3)).toEqual([
      titleOf(pages["page-student"].at(-1) ?? "facts"),
      "Bus route",
      titleOf("page-seen"),
      titleOf("factors"),
    ]);
  });

  test("replaces a question that was turned into a kind which cannot hold the answers", () => {
    built();
    set("school", { type: "PARAGRAPH_TEXT" })();
    expect(build().added).toEqual(["school"]);
    expect(itemTitles().filter((title) => title === titleOf("school"))).toHaveLength(2);
  });

  test("asks in another place what takes several answers since, and keeps the old question, to which nothing leads", () => {
    built();
    const order = itemTitles();
    const key = "recipientMayBeInvolved";
    const before = formItemsIn(memory).get(key);
    set(key, { type: "MULTIPLE_CHOICE" })();
    expect(build().added).toEqual([key, formerKey]);
    expect(itemTitles()).toEqual([...order, "No longer asked", titleOf(key)]);
    const { items } = read();
    expect(items[items.length - 1]?.id).toBe(before);
    expect(items[items.length - 2]?.precedingLeadsTo).toBe("submit");
    expect(items.find(({ id }) => id === formItemsIn(memory).get(key))?.kind).toBe("any-of");
    expect(memory.get("form").former).toEqual({ [key]: before });
    expect(build()).toEqual(nothing);
  });

  test("puts the numbers back above what a district wrote", () => {
    built();
    stored().description = "Welcome!";
    expect(build().texts).toEqual(["description"]);
    expect(stored().description).toMatch(/^EMERGENCY\? CALL 911 FIRST\..*\n\nWelcome!$/s);
    expect(build()).toEqual(nothing);
  });

  test("finds everything again when the stored ids are lost", () => {
    built();
    const before = kept();
    memory.set("form", { items: {} });
    expect(build().adopted).toHaveLength(titles.length);
    expect(kept()).toEqual(before);
  });
});

/** The calls of a run that change the Form or what is kept of it, in their order. */
function changesOf(act: () => void): readonly string[] {
  const heard: string[] = [];
  let isListening = true;
  bench.workspace.atCall(
    ({ path }) => {
      const isChange = /^(?:Form|\w+Item)\.(?:set|add|move|delete)|^Properties\.set/.test(path);
      if (isListening && isChange) heard.push(path);
      return false;
    },
    () => undefined,
  );
  act();
  isListening = false;
  return heard;
}

describe("a run that is cut", () => {
  /** Cuts it dead at its changes, at the first of each kind that follows another kind and at the last, from the same beginning; the next run is to finish the Form. */
  function cutEverywhere(begin: () => void): number {
    begin();
    const changes = changesOf(() => build());
    const seen = new Map<string, number>();
    changes.forEach((call, at) => {
      const kind = `${changes[at - 1]} ${call}`;
      const before = seen.get(kind) ?? 0;
      seen.set(kind, before + 1);
      if (before >= (isEveryPoint ? 2 : 1) && at < changes.length - 1) return;
      begin();
      const nth = changes.slice(0, at + 1).filter((one) => one === call).length;
      bench.workspace.fault({ call, nth, when: "stop" });
      expect(() => build()).toThrow();
      build();
      const { items, ...rest } = read();
      expect(shape(items), `cut at ${call}, ${nth}`).toEqual(shape(whole.items));
      expect(rest).toEqual({ texts: whole.texts, settings: whole.settings });
      const ids = formItemsIn(memory);
      expect(
        [...ids].map(([key, id]) => [key, items.find((item) => item.id === id)?.title]),
      ).toEqual([...ids.keys()].map((key) => [key, titleOf(key)]));
      expect(ids.size).toBe(titles.length);
    });
    return changes.length;
  }

  test("anywhere is finished by the next one, without doubles", () => {
    expect(cutEverywhere(start)).toBeGreaterThan(3 * titles.length);
  });

  test("while it adds in the middle too", () => {
    const cuts = cutEverywhere(() => {
      built();
      remove("factors");
    });
    expect(cuts).toBeGreaterThan(3);
  });
});

describe("the school list", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["none", [], ["Not listed"]],
    ["in the tab's order", ["South", "North"], ["South", "North", "Not listed"]],
    ["each once", ["A", "B", "A"], ["A", "B", "Not listed"]],
    ["without blanks and our own choice", ["", "  ", "Not listed", "A"], ["A", "Not listed"]],
    ["on one line", [" North\n High "], ["North High", "Not listed"]],
    [
      "names that objects have",
      ["__proto__", "constructor"],
      ["__proto__", "constructor", "Not listed"],
    ],
  ])("%s", (_, names, expected) => {
    expect(schoolChoices(names).map(({ text }) => text)).toEqual(expected);
  });

  test.each([
    ["another school", [...schools, { school: "West" }]],
    ["one letter", [{ school: "North Hi9h" }, { school: "South Middle" }]],
    ["none", []],
  ])("follows the tab: %s", (_, list) => {
    built();
    expect(sync(list)).toBe("changed");
    const texts = [...list.map(({ school }) => school), "Not listed"];
    const choices = texts.map((text) => ({ text, goTo: null }));
    expect(read()).toEqual({
      ...whole,
      items: whole.items.map((item) =>
        item.title === titleOf("school") ? { ...item, choices } : item,
      ),
    });
    expect(sync(list)).toBe("unchanged");
    // No call to the Form while it stays the same.
    expect(bench.cost.byName).toEqual({ "Properties.getProperties": 1 });
  });

  test("says so when its question is gone, and tries again", () => {
    built();
    remove("school");
    expect(sync([])).toBe("question-missing");
    expect(sync([])).toBe("question-missing");
    memory.set("form", { items: {} });
    memory.set("clock", { schools: null });
    expect(sync(schools)).toBe("question-missing");
  });
});
