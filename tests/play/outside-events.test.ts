/** What a scenario does past the product: to the Form, to the sharing of files, to accounts and their triggers. */
import { describe, expect, test } from "vitest";
import { playCleanDay, playDay } from "../day/day";
import { backup, contact, lead, stranger } from "../day/people";

const usual = { school: "North High", studentName: "Alex Doe", factors: ["frequently-absent"] };
const submit = { submit: usual };

test("a choice that was reworded is chosen by its new words, so that the script meets what it does not know", async () => {
  const out = await playCleanDay([
    {
      form: { editQuestion: { key: "factors", choices: { "frequently-absent": "Skips school" } } },
    },
    submit,
  ]);
  expect(out.reports).toMatchObject([{ factors: [] }]);
  expect(out.cases[0]?.["reviewReasons"]).not.toEqual([]);
});

test.each([
  ["twice", [{ choice: "yes", to: "Yes!" }, { choices: ["Yes indeed", "No"] }]],
  ["back", [{ choices: ["Oh yes", "No"] }, { choices: ["Yes", "No"] }]],
])("a choice that was reworded %s", async (_name, edits) => {
  const out = await playCleanDay([
    ...edits.map((edit) => ({ form: { editQuestion: { question: "immediateDanger", ...edit } } })),
    { submit: { ...usual, immediateDanger: "yes" } },
  ]);
  // To the question about danger, words that are not the exact no count as yes (issue 12, item 6).
  expect(out.reports).toMatchObject([{ immediateDanger: "yes" }]);
});

test("another title and help change nothing for the script", async () => {
  const out = await playCleanDay([
    { form: { editQuestion: "factors" } },
    { form: { editQuestion: { key: "studentName", title: "Who?", help: "First and last name." } } },
    submit,
  ]);
  expect(out.cases).toMatchObject([{ student: "Alex Doe", factors: ["frequently-absent"] }]);
});

test("no one answers a question that was deleted", async () => {
  const out = await playCleanDay([{ form: { deleteQuestion: "studentName" } }, submit]);
  expect(out.reports).toMatchObject([{ studentName: null, factors: ["frequently-absent"] }]);
});

test("an unpublished form takes no response, and set-up publishes it again", async () => {
  const out = await playDay([
    { form: { unpublish: true } },
    submit,
    { menu: { name: "set-up" } },
    submit,
  ]);
  expect(out.refused).toMatchObject([{ event: 1, error: expect.stringMatching(/not published/) }]);
  expect(out.reports).toHaveLength(1);
});

test.each([
  ["by a stranger", { form: { unpublish: true }, as: "stranger" }, /may not open the form/],
  [
    "of a question that is not there",
    { form: { deleteQuestion: "colour" } },
    /no question "colour"/,
  ],
  [
    "of what is no choice",
    { form: { editQuestion: { key: "factors", choices: { x: "y" } } } },
    /offers no "x"/,
  ],
])("a change of the form %s is refused", async (_name, event, reason) => {
  const out = await playDay([event, submit]);
  expect(out.refused).toMatchObject([{ event: 0, error: expect.stringMatching(reason) }]);
  expect(out.cases).toMatchObject([{ student: "Alex Doe", factors: ["frequently-absent"] }]);
});
test.each([
  [
    "an editor of the register",
    { add: "stranger" },
    { file: "main", who: stranger, role: "editor" },
  ],
  [
    "a viewer of the form",
    { add: { who: stranger, file: "form", role: "viewer" } },
    { file: "form", who: stranger, role: "viewer" },
  ],
  [
    "everyone with the link",
    { link: "anyone" },
    { file: "main", who: "link: anyone", role: "viewer" },
  ],
  [
    "the domain",
    { link: { to: "domain" }, file: "main" },
    { file: "main", who: "link: domain", role: "viewer" },
  ],
])("sharing adds %s", async (_name, share, expected) => {
  const out = await playCleanDay([{ share }]);
  expect(out.access).toContainEqual(expected);
});

test("sharing takes away what it gave", async () => {
  const out = await playCleanDay([
    { share: { add: "stranger" } },
    { share: { remove: "stranger" } },
    { share: { link: "anyone" } },
    { share: { link: "none" } },
    { share: { remove: "contact" }, as: "contact" },
  ]);
  const names = out.access.filter(({ file }) => file === "main").map(({ who }) => who);
  expect(names).not.toContain(stranger);
  expect(names).not.toContain(contact);
  expect(names.some((who) => who.startsWith("link"))).toBe(false);
});

test.each([
  ["by an editor", { share: { add: "stranger" }, as: "contact" }, /need permission to share/],
  ["of the owner", { share: { remove: "admin" } }, /owner cannot be removed/],
  ["of no one", { share: { remove: "stranger" } }, /has no access/],
  ["of a file that is not there", { share: { add: "lead", file: "attic" } }, /no file attic/],
  ["with a link of no kind", { share: { link: "everyone-ish" } }, /none of anyone/],
])("sharing %s is refused", async (_name, event, reason) => {
  const before = await playDay([]);
  const out = await playDay([event]);
  expect(out.refused).toMatchObject([{ event: 0, error: expect.stringMatching(reason) }]);
  expect(out.access).toEqual(before.access);
});

const ranAt = (out: Awaited<ReturnType<typeof playDay>>, event: number) =>
  out.runs.filter((run) => run.event === event).map(({ function: name }) => name);

test.each([
  ["a function", "onFormSubmit"],
  ["a kind", "form-submit"],
  ["a function of someone", { function: "onFormSubmit", of: "admin" }],
])(
  "a trigger that is gone, by %s, leaves the response to the clock",
  async (_name, removeTrigger) => {
    const out = await playCleanDay([{ account: { removeTrigger } }, submit, { advance: "PT10M" }]);
    expect(ranAt(out, 1)).toEqual([]);
    expect(out.cases).toHaveLength(1);
  },
);

test.each([
  ["a suspended installer", { suspend: "admin" }, /suspended/],
  ["a scope taken back", { revokeScope: "spreadsheets" }, /has not granted spreadsheets/],
  [
    "the same by its long name",
    { revokeScope: { scope: "https://www.googleapis.com/auth/spreadsheets", of: "admin" } },
    /has not granted spreadsheets/,
  ],
])("%s stops the triggers", async (_name, account, reason) => {
  const out = await playDay([{ account }, submit]);
  expect(out.cases).toEqual([]);
  expect(out.errors).toMatchObject([{ event: 1, error: expect.stringMatching(reason) }]);
});

test.each([
  ["a scope that the script does not ask for", { revokeScope: "calendar" }, /no scope "calendar"/],
  ["a trigger that is not there", { removeTrigger: "onMoon" }, /no trigger "onMoon"/],
])("%s is noted", async (_name, account, reason) => {
  const out = await playDay([{ account }]);
  expect(out.refused).toMatchObject([{ event: 0, error: expect.stringMatching(reason) }]);
});

describe("an account that is deleted", () => {
  test("runs nothing any more, opens nothing and acts no more, also when one of its name is made", async () => {
    const edit = { edit: { tab: "contacts", key: backup, set: { name: "Bo" } } };
    const out = await playDay([
      { account: { delete: "lead" } },
      { ...edit, as: "lead" },
      { account: { create: "lead" } },
      { ...edit, as: "lead" },
      { account: { delete: { of: "admin" } } },
      submit,
    ]);
    expect(out.refused).toMatchObject([
      { event: 1, error: expect.stringMatching(/there is no account lead@district.example/) },
      { event: 3, error: expect.stringMatching(/need access/) },
    ]);
    expect(out.runs.filter(({ event }) => event === 5)).toEqual([]);
    expect(out.access.map(({ who }) => who)).not.toContain(lead);
  });
});

test("the policy of the Workspace holds for people who share by hand", async () => {
  const share = { share: { add: "stranger" }, as: "admin" };
  for (const [outsideSharing, refused] of [
    ["allowed", []],
    ["refused", [{ event: 0, error: expect.stringMatching(/no sharing outside of it/) }]],
  ] as const) {
    const out = await playDay([share], { switches: { outsideSharing } });
    expect(out.refused).toMatchObject(refused);
  }
});
