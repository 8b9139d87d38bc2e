/** What a scenario does outside the product: to the Form, to the sharing of files, to accounts and their triggers. */
import { expect, test } from "vitest";
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

test("another title and help change nothing for the script; no one answers a question that was deleted", async () => {
  const out = await playCleanDay([
    { form: { editQuestion: "factors" } },
    { form: { editQuestion: { key: "studentName", title: "Who?", help: "First and last name." } } },
    submit,
    { form: { deleteQuestion: "studentName" } },
    submit,
  ]);
  const factors = ["frequently-absent"];
  expect(out.cases[0]).toMatchObject({ student: "Alex Doe", factors });
  const said = [{ studentName: "Alex Doe" }, { studentName: null }];
  expect(out.reports).toMatchObject(said.map((one) => ({ ...one, factors })));
});

test("an unpublished form takes no response, and set-up publishes it again; what no one may change, or is not there, is refused", async () => {
  const out = await playDay([
    { form: { unpublish: true } },
    submit,
    { menu: { name: "set-up" } },
    { form: { unpublish: true }, as: "stranger" },
    { form: { deleteQuestion: "colour" } },
    { form: { editQuestion: { key: "factors", choices: { x: "y" } } } },
    submit,
  ]);
  const refused = [
    [1, /not published/],
    [3, /may not open the form/],
    [4, /no question "colour"/],
    [5, /offers no "x"/],
  ] as const;
  expect(out.refused).toMatchObject(
    refused.map(([event, error]) => ({ event, error: expect.stringMatching(error) })),
  );
  expect(out.cases).toMatchObject([{ student: "Alex Doe", factors: ["frequently-absent"] }]);
  expect(out.reports).toHaveLength(1);
});

test.each([
  [{ add: "stranger" }, { file: "main", who: stranger, role: "editor" }],
  [
    { add: { who: stranger, file: "form", role: "viewer" } },
    { file: "form", who: stranger, role: "viewer" },
  ],
  [{ link: "anyone" }, { file: "main", who: "link: anyone", role: "viewer" }],
  [
    { link: { to: "domain" }, file: "main" },
    { file: "main", who: "link: domain", role: "viewer" },
  ],
])("sharing %j adds %j", async (share, expected) => {
  const out = await playCleanDay([{ share }]);
  expect(out.access).toContainEqual(expected);
});

test("sharing takes away what it gave", async () => {
  const acts = [{ add: "stranger" }, { remove: "stranger" }, { link: "anyone" }, { link: "none" }];
  const leaving = { share: { remove: "contact" }, as: "contact" };
  const out = await playCleanDay([...acts.map((share) => ({ share })), leaving]);
  const names = out.access.filter(({ file }) => file === "main").map(({ who }) => who);
  expect(names).not.toContain(stranger);
  expect(names).not.toContain(contact);
  expect(names.some((who) => who.startsWith("link"))).toBe(false);
});

test("sharing by an editor, of the owner, of no one, of a file that is not there and with a link of no kind is refused", async () => {
  const out = await playDay([
    { share: { add: "stranger" }, as: "contact" },
    { share: { remove: "admin" } },
    { share: { remove: "stranger" } },
    { share: { add: "lead", file: "attic" } },
    { share: { link: "everyone-ish" } },
  ]);
  expect(out.refused.map(({ error }) => error)).toEqual([
    expect.stringMatching(/need permission to share/),
    expect.stringMatching(/owner cannot be removed/),
    expect.stringMatching(/has no access/),
    expect.stringMatching(/no file attic/),
    expect.stringMatching(/none of anyone/),
  ]);
  expect(out.access).toEqual((await playDay([])).access);
});

test.each([["onFormSubmit"], ["form-submit"], [{ function: "onFormSubmit", of: "admin" }]])(
  "the trigger %j that is gone leaves the response to the clock",
  async (removeTrigger) => {
    const out = await playCleanDay([{ account: { removeTrigger } }, submit, { advance: "PT10M" }]);
    expect(out.runs.filter(({ event }) => event === 1)).toEqual([]);
    expect(out.cases).toHaveLength(1);
  },
);

const spreadsheets = "https://www.googleapis.com/auth/spreadsheets";
test.each([
  [{ suspend: "admin" }, /suspended/],
  [{ revokeScope: "spreadsheets" }, /has not granted spreadsheets/],
  [{ revokeScope: { scope: spreadsheets, of: "admin" } }, /has not granted spreadsheets/],
])("%j stops the triggers", async (account, reason) => {
  const out = await playDay([{ account }, submit]);
  expect(out.cases).toEqual([]);
  expect(out.errors).toMatchObject([{ event: 1, error: expect.stringMatching(reason) }]);
});

test("a scope that the script does not ask for, a trigger and a person that are not there, are noted", async () => {
  const out = await playDay([
    { account: { suspend: "contactt" } },
    { account: { revokeScope: "calendar" } },
    { account: { removeTrigger: "onMoon" } },
  ]);
  expect(out.refused.map(({ error }) => error)).toEqual([
    expect.stringMatching(/"contactt" is neither/),
    expect.stringMatching(/no scope "calendar"/),
    expect.stringMatching(/no trigger "onMoon"/),
  ]);
});

test("an account that is deleted runs nothing any more, opens nothing and acts no more, also when one of its name is made", async () => {
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
