/** Days played through the built bundle: each event, what is refused, and the end state as it is printed (design 6). */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { playCleanDay, playDay, playText } from "../day/day";
import { call, editContacts } from "../day/events";
import { expectNoStudentData } from "../day/look";
import { backup, contact, lead } from "../day/people";

const shared = (name: string) =>
  playText(readFileSync(new URL(`../situations/shared/${name}.json`, import.meta.url), "utf8"));

const usual = { school: "North High", studentName: "Alex Doe", factors: ["frequently-absent"] };
const refusals = (errors: readonly { readonly error: string }[]) =>
  errors.map(({ error }) => error);

test("the shared first report: one at-risk case, one mail without student data", async () => {
  const out = await shared("first-report");
  expect(out).toMatchObject({
    errors: [],
    cases: [
      {
        register: "main",
        case: "26-0001",
        level: "at-risk",
        student: "Alex Doe",
        contact,
        acknowledged: true,
        closeReason: null,
        reviewReasons: [],
      },
    ],
    reports: [
      { case: "26-0001", part: 1, learnedAt: "2026-09-01T15:30:00.000Z", reporterName: null },
    ],
    inbox: [
      { to: [contact], case: "26-0001", subject: "Student safety case 26-0001: action needed" },
    ],
  });
  expectNoStudentData(out.inbox, ["Alex", "Doe", "1001", "older man"]);
  expect(out.checklist[0]).toMatchObject({ act: call, done: true, agencyReference: "CFS-0042" });
});

test("the shared two teachers: two reports, nothing doubled, the lost one taken in, the refused mail sent later", async () => {
  const out = await shared("two-teachers");
  expect(out.errors).toEqual([]);
  expect(out.reports).toHaveLength(2);
  expect(new Set(out.reports.map(({ response }) => response)).size).toBe(2);
  const refused = out.runs.filter(
    ({ event, calls }) => event === 5 && calls.byName["MailApp.sendEmail"],
  );
  expect(refused.length).toBeGreaterThan(1);
  // Every mail has its row of the Outbox; a digest alone names no case.
  for (const { case: of, message } of out.inbox) {
    expect([message === null, of === null]).toEqual([false, message === "digest"]);
  }
});

test("the clock fires at each fifth minute passed, and not at the start itself", async () => {
  const out = await playDay([{ advance: "PT10M" }]);
  const ticks = out.runs.filter(({ event, function: name }) => event === 0 && name === "onClock");
  expect(ticks.map(({ at }) => at.slice(11, 16))).toEqual(["16:05", "16:10"]);
  expect(out.runs.filter(({ at }) => at.startsWith("2026-09-01T16:00"))).toEqual([]);
});

test("a response delivered again changes nothing; one that was never submitted cannot be", async () => {
  const out = await playDay([{ submit: usual }, { deliverAgain: 0 }, { deliverAgain: 1 }]);
  expect(out.cases).toHaveLength(1);
  expect(out.inbox).toHaveLength((await playDay([{ submit: usual }])).inbox.length);
  expect(refusals(out.errors)).toEqual([expect.stringMatching(/no response 1 was submitted/)]);
});

test("edits are typed under the page's rules", async () => {
  const edit = (set: object, rest: object = {}, as = "contact") => ({
    edit: { case: "26-0001", set, ...rest },
    as,
  });
  const out = await playDay([
    { submit: usual },
    edit({ notes: "=1+1", victimConsulted: "2026-08-31", parentMayBeInvolved: "no" }),
    edit({ done: true, agencyReference: "007" }, { act: call }, "Backup@District.example"),
    edit({ notes: "mine" }, {}, "stranger"),
    edit({ level: "confirmed-victim" }),
    edit({ raiseLevelTo: "no such level" }),
    edit({ notes: "x" }, { case: "26-0999" }),
    editContacts(backup, { awayFrom: "2026-09-03" }),
  ]);
  const victimConsulted = "2026-08-31T07:00:00.000Z";
  expect(out.cases).toMatchObject([
    { notes: "=1+1", victimConsulted, parentMayBeInvolved: "no", raiseLevelTo: null },
  ]);
  expect(out.cases).toMatchObject([{ level: "below-threshold" }]);
  expect(out.checklist[0]).toMatchObject({ done: true, agencyReference: "007" });
  const away = { email: backup, awayFrom: "2026-09-03T07:00:00.000Z" };
  expect(out.contacts).toContainEqual(expect.objectContaining(away));
  expect(out.refused.map(({ event }) => event)).toEqual([3, 4, 5, 6]);
  expect(out.refused.every(({ error }) => error.startsWith("edit refused: "))).toBe(true);
});

test("a fault that the product absorbs is no error; one that no call can have is", async () => {
  const out = await playDay([
    { fault: { call: "MailApp.sendEmail", when: "before" } },
    { submit: usual },
    { fault: { call: "Nothing.atAll", when: "stop" } },
    { advance: "PT20M" },
  ]);
  expect(out.errors.map(({ event }) => event)).toEqual([2]);
  expect(out.inbox.length).toBeGreaterThan(0);
});

test("the menu runs set-up again for the admin, and for no one else", async () => {
  const menu = (name: string, as: string) => ({ menu: { name }, as });
  const out = await playDay([
    menu("set-up", "admin"),
    menu("set-up", "stranger"),
    menu("sing", "admin"),
  ]);
  expect(out.runs.filter(({ event }) => event >= 0)).toMatchObject([
    { event: 0, function: "setUp", ok: true },
  ]);
  expect(out.refused).toMatchObject([{ event: 1, error: expect.stringMatching(/may not open/) }]);
  expect(out.errors).toMatchObject([{ event: 2, error: expect.stringMatching(/no item "sing"/) }]);
});

test("a directory is put into the tabs as given, valid or not", async () => {
  const out = await playDay([], {
    directory: {
      schools: [{ school: "West", grades: 8, sroIsDistrictPolice: "perhaps" }],
      contacts: [
        { role: "district lead", name: "L", email: lead, awayFrom: "2026-09-02", mayOpen: true },
        { role: "wizard", email: "no address", phone: 42 },
      ],
      settings: { smallCell: 5, domains: ["a.example", "b.example"], unheardOf: "x" },
    },
  });
  expect(out.contacts).toMatchObject([
    { role: "district lead", awayFrom: "2026-09-02T07:00:00.000Z", mayOpen: true },
    { role: "wizard", email: "no address", phone: "42", mayOpen: false },
  ]);
  expect(out.settings).toMatchObject({
    smallCell: 5,
    domains: ["a.example", "b.example"],
    digestAt: "07:30",
  });
  const settings = out.cells?.["Settings"] ?? [];
  expect(settings.some((row) => row[0]?.value === "unheardOf" && row[1]?.value === "x")).toBe(true);
  expect(out.cells?.["Schools"]?.at(-1)?.slice(0, 2)).toEqual([
    { value: "West", formula: null },
    { value: 8, formula: null },
  ]);
});

test("seeded cases are whole, one in twenty open, a report may join one, and references go on after them", async () => {
  const again = {
    studentName: "Seed 20",
    studentId: "SEED-20",
    factors: ["substance-abuse-history"],
  };
  const joining = { submit: { ...usual, ...again } };
  const out = await playCleanDay([{ submit: usual }, joining], { seed: { cases: 40 } });
  expect(out.cases).toHaveLength(41);
  expect(out.cases[19]).toMatchObject({ case: "26-0020", reports: 2 });
  expect(out.cases.map(({ case: of }) => of).at(-1)).toBe("26-0041");
  const seeded = out.cases.slice(0, 40);
  expect(seeded.filter(({ status }) => status === "open").map(({ case: of }) => of)).toEqual([
    "26-0020",
    "26-0040",
  ]);
  expect(seeded[4]).toMatchObject({
    student: "Seed 5",
    studentId: "SEED-5",
    closeReason: "all-acts-finished",
  });
  for (const { case: of, status } of seeded.slice(0, 19)) {
    const acts = out.checklist.filter((act) => act["case"] === of);
    expect(acts.length).toBeGreaterThan(1);
    expect(acts.every(({ state }) => state === "done")).toBe(status === "closed");
    expect(out.reports.filter((row) => row["case"] === of)).toHaveLength(1);
  }
});

test("cells are printed as they are stored, by the tab's title", async () => {
  const out = await playDay([{ submit: { ...usual, facts: "=HYPERLINK(1)" } }]);
  const rows = out.cells?.["Reports"] ?? [];
  expect(rows.flat()).toContainEqual({ value: "=HYPERLINK(1)", formula: null });
  expect(out.cells?.["Summary"]?.flat().some((cell) => cell?.formula?.startsWith("="))).toBe(true);
});
