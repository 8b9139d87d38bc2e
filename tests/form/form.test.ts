import { describe, expect, test } from "vitest";
import { buildForm, syncSchools } from "../../src/form/build";
import { desiredForm, schoolChoices } from "../../src/form/desired";
import { choiceText, formDefinition, parseFormItems } from "../../src/form/questions";
import { FakeForm, FakeMemory, RunCut } from "./form-fake";

const numbers = { childAbuseHotline: "(415) 473-7153", nationalHotline: "(888) 373-7888" };
const schools = [{ school: "North High" }, { school: "South Middle" }];
const desired = desiredForm(
  formDefinition(numbers),
  schools.map(({ school }) => school),
);
const titles = desired.items.map((item) => item.title);

function titleOf(key: string): string {
  const item = desired.items.find((candidate) => candidate.key === key);
  if (item === undefined) throw new Error(`no such item: ${key}`);
  return item.title;
}

function start() {
  const form = new FakeForm();
  const memory = new FakeMemory();
  const build = (list = schools) => buildForm({ form, memory }, list, numbers);
  const itemTitles = () => form.items.map((item) => item.title);
  return { form, memory, build, itemTitles };
}

function built() {
  const all = start();
  all.build();
  all.form.changes = [];
  return all;
}

const nothing = { added: [], adopted: [], repaired: [], texts: [], settings: [] };

describe("a new Form", () => {
  test("gets every item in order, its ids stored, navigation and settings safe", () => {
    const { form, memory, build, itemTitles } = start();
    form.give("one-of", "Untitled Question").choices = [{ text: "Option 1", goTo: null }];
    const report = build();
    expect(itemTitles()).toEqual(titles);
    expect(report.added).toEqual(desired.items.map((item) => item.key));

    const ids = parseFormItems(memory.get("formItems"));
    expect([...ids.keys()].sort()).toEqual(desired.items.map((item) => item.key).sort());
    for (const [key, id] of ids) expect(form.item(id).title).toBe(titleOf(key));

    expect(form.settings).toEqual({
      collectsEmail: false,
      responseEdits: false,
      publishesSummary: false,
      respondAgainLink: true,
      progressBar: true,
      published: true,
      acceptsResponses: true,
    });
    expect(form.texts.title).toBe("Student safety report");
    expect(form.texts.description).toContain("(415) 473-7153");
    expect(form.texts.confirmation).toContain("(415) 473-7153");

    const stop = form.titled(titleOf("page-immediate-danger"));
    const student = form.titled(titleOf("page-student"));
    expect(form.titled(titleOf("immediateDanger")).choices).toEqual([
      { text: "Yes", goTo: stop.id },
      { text: "No", goTo: student.id },
    ]);
    expect(stop.precedingLeadsTo).toBe(student.id);
    expect(form.titled(titleOf("school"))).toMatchObject({
      kind: "dropdown",
      required: true,
      choices: [
        { text: "North High", goTo: null },
        { text: "South Middle", goTo: null },
        { text: "Not listed", goTo: null },
      ],
    });
    expect(form.items.filter((item) => item.required)).toHaveLength(1);
  });

  test("moves nothing and publishes last", () => {
    const { form, build } = start();
    build();
    expect(form.changes.filter((change) => change.startsWith("move"))).toEqual([]);
    expect(form.changes.slice(-2)).toEqual(["set published true", "set acceptsResponses true"]);
  });

  test("older than publishing is opened without it", () => {
    const { form, build } = start();
    form.settings.published = null;
    build();
    expect(form.settings).toMatchObject({ published: null, acceptsResponses: true });
  });

  test("keeps a district's own title and questions", () => {
    const { form, build, itemTitles } = start();
    form.texts.title = "North district";
    form.give("line", "Bus route");
    build();
    expect(form.texts.title).toBe("North district");
    expect(itemTitles()).toEqual([...titles, "Bus route"]);
  });
});

describe("a second run", () => {
  test("changes nothing and stores nothing", () => {
    const { form, memory, build } = built();
    const before = new Map(memory.values);
    expect(build()).toEqual(nothing);
    expect(form.changes).toEqual([]);
    expect(memory.values).toEqual(before);
  });

  test.each<[string, (form: FakeForm) => void]>([
    ["reworded title", (form) => Object.assign(form.titled(titleOf("grade")), { title: "Year" })],
    [
      "reworded help",
      (form) => Object.assign(form.titled(titleOf("facts")), { help: "Be brief." }),
    ],
    ["emptied help", (form) => Object.assign(form.titled(titleOf("facts")), { help: "" })],
    ["moved question", (form) => form.items.reverse()],
    ["question of its own", (form) => void form.give("paragraph", "Bus route", 3)],
    ["page of its own", (form) => void form.give("page", "", 5)],
    [
      "choice of its own",
      (form) => {
        const item = form.titled(titleOf("concerns"));
        item.choices = [{ text: "Something else", goTo: null }, ...item.choices];
      },
    ],
    [
      "short text for long",
      (form) => Object.assign(form.titled(titleOf("facts")), { kind: "line" }),
    ],
    ["no progress bar", (form) => Object.assign(form.settings, { progressBar: false })],
    [
      "reworded description that still says all",
      (form) => {
        form.texts.description =
          "Emergency: 911. Hotlines 415-473-7153 and 888-373-7888. This is not a mandated report.";
      },
    ],
  ])("keeps a district's %s", (_, edit) => {
    const { form, build } = built();
    edit(form);
    const before = form.read();
    expect(build()).toEqual(nothing);
    expect(form.read()).toEqual(before);
    expect(form.changes).toEqual([]);
  });

  test.each<[string, (form: FakeForm) => void, Partial<typeof nothing> | object]>([
    [
      "a deleted question",
      (form) => form.remove(form.titled(titleOf("factors")).id),
      { added: ["factors"] },
    ],
    [
      "the first question",
      (form) => form.remove(form.titled(titleOf("immediateDanger")).id),
      { added: ["immediateDanger"] },
    ],
    [
      "the last question",
      (form) => form.remove(form.titled(titleOf("reporterPhone")).id),
      { added: ["reporterPhone"] },
    ],
    [
      "a deleted page that others lead to",
      (form) => form.remove(form.titled(titleOf("page-student")).id),
      { added: ["page-student"], repaired: ["immediateDanger", "page-immediate-danger"] },
    ],
    [
      "a whole page with its questions",
      (form) => {
        const from = form.items.indexOf(form.titled(titleOf("page-seen")));
        form.items.splice(from, 5);
      },
      { added: ["page-seen", "factors", "concerns", "studentRole", "confirmedBy"] },
    ],
    [
      "a deleted choice",
      (form) => {
        const item = form.titled(titleOf("factors"));
        item.choices = item.choices.filter((_, at) => at !== 3);
      },
      { repaired: ["factors"] },
    ],
    [
      "the way past the stop page",
      (form) =>
        Object.assign(form.titled(titleOf("page-immediate-danger")), {
          precedingLeadsTo: "submit",
        }),
      { repaired: ["page-immediate-danger"] },
    ],
    [
      "a danger question that no longer leads anywhere",
      (form) => {
        const item = form.titled(titleOf("immediateDanger"));
        item.choices = item.choices.map(({ text }) => ({ text, goTo: null }));
      },
      { repaired: ["immediateDanger"] },
    ],
    [
      "a name that a district made required",
      (form) => Object.assign(form.titled(titleOf("reporterName")), { required: true }),
      { repaired: ["reporterName"] },
    ],
    [
      "email collection and published summaries",
      (form) => Object.assign(form.settings, { collectsEmail: true, publishesSummary: true }),
      { settings: ["collectsEmail", "publishesSummary"] },
    ],
    [
      "an unpublished Form",
      (form) => Object.assign(form.settings, { published: false, acceptsResponses: false }),
      { settings: ["published", "acceptsResponses"] },
    ],
    [
      "a school list changed by hand",
      (form) => {
        form.titled(titleOf("school")).choices = [{ text: "West", goTo: null }];
      },
      { repaired: ["school"] },
    ],
  ])("repairs %s, and only that", (_, damage, done) => {
    const { form, build, itemTitles } = built();
    const whole = form.read();
    damage(form);
    expect(build()).toEqual({ ...nothing, ...done });
    expect(itemTitles()).toEqual(titles);
    const ids = new Map(form.items.map((item) => [item.id, item.title]));
    const byTitle = (items: typeof whole.items, name: (id: number) => unknown) =>
      items.map(({ title, required, choices, precedingLeadsTo }) => ({
        title,
        required,
        choices: choices.map(({ text, goTo }) => [
          text,
          typeof goTo === "number" ? name(goTo) : goTo,
        ]),
        leads: typeof precedingLeadsTo === "number" ? name(precedingLeadsTo) : precedingLeadsTo,
      }));
    const wholeIds = new Map(whole.items.map((item) => [item.id, item.title]));
    expect(byTitle(form.read().items, (id) => ids.get(id))).toEqual(
      byTitle(whole.items, (id) => wholeIds.get(id)),
    );
    expect(build()).toEqual(nothing);
  });

  test("puts a renamed choice back beside the new words", () => {
    const { form, build } = built();
    const item = form.titled(titleOf("concerns"));
    item.choices = item.choices.map((choice, at) =>
      at === 1 ? { ...choice, text: "Victim?" } : choice,
    );
    build();
    expect(item.choices.map((choice) => choice.text)).toEqual([
      choiceText("concerns", "recruiting-or-exploiting"),
      choiceText("concerns", "suspected-victim"),
      "Victim?",
      choiceText("concerns", "confirmed-victim"),
    ]);
  });

  test("lets a choice that a district added to the danger question go on", () => {
    const { form, build } = built();
    const item = form.titled(titleOf("immediateDanger"));
    item.choices = [...item.choices.slice(0, 1), { text: "Perhaps", goTo: "continue" }];
    build();
    expect(item.choices.map(({ text, goTo }) => [text, typeof goTo])).toEqual([
      ["Yes", "number"],
      ["No", "number"],
      ["Perhaps", "string"],
    ]);
    expect(build()).toEqual(nothing);
  });

  test("keeps a district's questions on their page when a page after them is added again", () => {
    const { form, build, itemTitles } = built();
    const page = form.titled(titleOf("page-seen"));
    form.give("line", "Bus route", form.items.indexOf(page));
    form.remove(page.id);
    build();
    const at = itemTitles().indexOf("Bus route");
    expect(itemTitles().slice(at - 1, at + 3)).toEqual([
      titleOf("grade"),
      "Bus route",
      titleOf("page-seen"),
      titleOf("factors"),
    ]);
  });

  test("replaces a question that was turned into a kind which cannot hold the answers", () => {
    const { form, build } = built();
    const factors = form.titled(titleOf("factors"));
    factors.kind = "one-of";
    expect(build().added).toEqual(["factors"]);
    expect(form.items.filter((item) => item.title === factors.title)).toHaveLength(2);
  });

  test("puts the numbers back above what a district wrote", () => {
    const { form, build } = built();
    form.texts.description = "Welcome!";
    expect(build().texts).toEqual(["description"]);
    expect(form.texts.description).toMatch(/^In an emergency call 911.*\n\nWelcome!$/s);
    expect(build()).toEqual(nothing);
  });

  test("finds everything again when the stored ids are lost", () => {
    const { form, memory, build, itemTitles } = built();
    const stored = memory.get("formItems");
    memory.remove("formItems");
    expect(build().adopted).toHaveLength(titles.length);
    expect(itemTitles()).toEqual(titles);
    expect(memory.get("formItems")).toBe(stored);
    expect(form.changes).toEqual([]);
  });
});

describe("a run that is cut", () => {
  const changes = (() => {
    const { form, build } = start();
    build();
    return form.changes.length;
  })();

  test.each(["before", "blank", "titled"] as const)(
    "anywhere (%s the change) is finished by the next one, without doubles",
    (where) => {
      const { form: whole } = built();
      for (let change = 0; change < changes; change += 1) {
        const { form, build, itemTitles } = start();
        form.cut = { change, where };
        expect(build).toThrow(RunCut);
        form.cut = null;
        build();
        expect(itemTitles()).toEqual(titles);
        expect(form.items.map((item) => item.help)).toEqual(whole.items.map((item) => item.help));
        expect(form.items.map((item) => item.required)).toEqual(
          whole.items.map((item) => item.required),
        );
        expect(form.settings).toEqual(whole.settings);
        expect(build()).toEqual(nothing);
      }
    },
  );

  test.each(["blank", "titled"] as const)("while it adds in the middle (%s) too", (where) => {
    const { form, build, itemTitles } = built();
    form.remove(form.titled(titleOf("factors")).id);
    form.changes = [];
    form.cut = { change: 0, where };
    expect(build).toThrow(RunCut);
    form.cut = null;
    expect(build().adopted).toEqual(["factors"]);
    expect(itemTitles()).toEqual(titles);
    expect(build()).toEqual(nothing);
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
    expect(schoolChoices(names)).toEqual(expected);
  });

  test("costs nothing while it stays the same", () => {
    const { form, memory } = built();
    expect(syncSchools({ form, memory }, schools)).toBe("unchanged");
    expect(form.changes).toEqual([]);
  });

  test.each([
    ["another school", [...schools, { school: "West" }]],
    ["another order", [...schools].reverse()],
    ["one letter", [{ school: "North Hi9h" }, { school: "South Middle" }]],
    ["none", []],
  ])("follows the tab: %s", (_, list) => {
    const { form, memory } = built();
    expect(syncSchools({ form, memory }, list)).toBe("changed");
    expect(form.changes).toEqual([`choices ${titleOf("school")}`]);
    expect(form.titled(titleOf("school")).choices.map((choice) => choice.text)).toEqual([
      ...list.map(({ school }) => school),
      "Not listed",
    ]);
    expect(syncSchools({ form, memory }, list)).toBe("unchanged");
  });

  test("says so when its question is gone, and tries again", () => {
    const { form, memory } = built();
    form.remove(form.titled(titleOf("school")).id);
    expect(syncSchools({ form, memory }, [])).toBe("question-missing");
    expect(syncSchools({ form, memory }, [])).toBe("question-missing");
    expect(syncSchools({ form, memory: new FakeMemory() }, schools)).toBe("question-missing");
  });
});
