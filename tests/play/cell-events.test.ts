/** Edits and pastes of a scenario: which row they find or add, what the cells get, and what is refused as a whole. */
import { expect, test } from "vitest";
import { playDay } from "../day/day";
import { editContacts } from "../day/events";

const usual = { school: "North High", studentName: "Alex Doe", factors: ["frequently-absent"] };
const submit = { submit: usual };
const reasons = (errors: readonly { readonly error: string }[]) => errors.map(({ error }) => error);

test("a paste covers rows and neighbouring columns as they stand, from the row of an act or the first of a case, and raises one edit event", async () => {
  const act = "review-report";
  const pasted = [["Pat", "007", null, "kept"], ["Kim"]];
  const paste = { tab: "checklist", column: "agencyPerson", rows: pasted };
  const out = await playDay([
    submit,
    { edit: { case: "26-0001", act, set: { agencyReference: "as it was" } } },
    { paste: { ...paste, key: "26-0001 call-child-and-family-services" } },
    { paste: { ...paste, key: `26-0001/${act}`, rows: [["Lou"]] } },
    {
      paste: {
        tab: "Cases",
        case: "26-0001",
        column: "parentMayBeInvolved",
        rows: [["no", "2026-08-31"]],
      },
    },
  ]);
  expect(reasons(out.refused).filter((reason) => reason.includes("refused"))).toEqual([]);
  expect(out.checklist.slice(0, 2)).toMatchObject([
    { agencyPerson: "Pat", agencyReference: "007", notApplicableBecause: null, notes: "kept" },
    { act, agencyPerson: "Lou", agencyReference: "as it was" },
  ]);
  // Ids become labels, and times serials.
  expect(out.cases).toMatchObject([
    { parentMayBeInvolved: "no", victimConsulted: "2026-08-31T07:00:00.000Z" },
  ]);
  const edits = out.runs.filter(
    ({ event, function: name }) => event === 2 && name === "onRegisterEdit",
  );
  expect(edits).toHaveLength(1);
});

test("a paste of which one cell is not taken is refused whole; a stranger pastes nothing, and a suspended account types nothing", async () => {
  const inCase = { case: "26-0001", tab: "cases", column: "notes", rows: [["x"]] };
  const ticks = { tab: "checklist", column: "done", rows: [[true, "", false, 3]] };
  const refused: readonly (readonly [event: object, why: RegExp])[] = [
    [{ paste: { ...inCase, ...ticks } }, /^paste refused: You are trying to edit a protected cell/],
    [
      { paste: { ...inCase, column: "parentMayBeInvolved", rows: [["perhaps"]] } },
      /^paste refused: The data you entered violates/,
    ],
    [{ paste: { ...inCase, case: "26-0009" } }, /^paste refused: there is no such row/],
    [
      { paste: { ...inCase, column: "colour" } },
      /^paste refused: the cases tab has no column colour/,
    ],
    [{ paste: inCase, as: "stranger" }, /^paste refused: You need access/],
    [{ edit: { case: "26-0001", set: { notes: "x" } } }, /suspended/],
  ];
  const events = refused.map(([event]) => event);
  const suspended = { account: { suspend: "contact" } };
  const out = await playDay([submit, ...events.slice(0, -1), suspended, ...events.slice(-1)]);
  expect(out.refused).toMatchObject(
    refused.map(([, why], at) => ({
      event: at < 5 ? at + 1 : at + 2,
      error: expect.stringMatching(why),
    })),
  );
  expect(out.checklist.every(({ done }) => done === false)).toBe(true);
  expect(out.cases).toMatchObject([{ notes: null, parentMayBeInvolved: null }]);
  expect(out.runs.some(({ event }) => event > 0)).toBe(false);
});

test("people begin rows of their own, and fill in what they left blank", async () => {
  const own = (tab: string, set: object) => ({ edit: { tab, case: "26-0001", set } });
  const out = await playDay([
    submit,
    own("plan", { risk: "Route home", action: "Walk with staff" }),
    own("plan", { reviewed: "2026-09-03" }),
    own("plan", { action: "Call home" }),
    own("Log", { what: "Met the student" }),
    own("log", { with: "Counselor" }),
    { edit: { tab: "disclosures", set: { case: "26-0001", agency: "Town Police" } } },
    {
      edit: { tab: "contacts", set: { role: "backup contact", email: "new@district.example" } },
      as: "admin",
    },
  ]);
  expect(reasons(out.refused).filter((reason) => reason.includes("refused"))).toEqual([]);
  expect(out.plan).toMatchObject([
    {
      case: "26-0001",
      risk: "Route home",
      action: "Walk with staff",
      reviewed: "2026-09-03T07:00:00.000Z",
    },
    { case: "26-0001", risk: null, action: "Call home" },
  ]);
  expect(out.log).toMatchObject([
    { case: "26-0001", what: "Met the student" },
    { case: "26-0001", what: null, with: "Counselor" },
  ]);
  expect(out.disclosures).toMatchObject([{ case: "26-0001", agency: "Town Police" }]);
  expect(out.contacts.at(-1)).toMatchObject({ email: "new@district.example" });
  // Each right below the last.
  expect(out.cells?.["Plan"]?.slice(2, 5).map((row) => row.some((cell) => cell !== null))).toEqual([
    true,
    true,
  ]);
});

test("any words of a row name it where the tab's key is empty or hidden", async () => {
  const out = await playDay([
    submit,
    editContacts("Town Police Department", { phone: "(415) 555-0199" }),
    { edit: { tab: "settings", key: "holdMaxDays", set: { value: 10 } }, as: "admin" },
    { edit: { tab: "plan", key: "no such row", set: { risk: "x" } } },
    { edit: { tab: "plan", case: "26-0001", set: { colour: "x" } } },
  ]);
  expect(out.contacts).toContainEqual(expect.objectContaining({ phone: "(415) 555-0199" }));
  expect(out.settings).toMatchObject({ holdMaxDays: 10 });
  expect(reasons(out.refused).filter((reason) => reason.includes("refused"))).toEqual([
    "edit refused: there is no such row",
    "edit refused: the plan tab has no column colour",
  ]);
});
