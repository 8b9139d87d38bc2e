/** What people do to the register: rows and tabs deleted, tabs renamed. Nothing is lost, and whoever installed it reads what to do. */
import { expect, test } from "vitest";
import { playDay } from "../day/day";
import { report, setUp } from "../day/events";
import type { Output } from "../day/look";
import { lead } from "../day/people";

const first = report();
const second = { ...first, studentName: "Ash Grove", studentId: "730195" };
const referencesOf = ({ cases }: Output) =>
  Object.fromEntries(cases.map((one) => [String(one["student"]), one["case"]]));
const failures = ({ runs }: Output) => runs.filter(({ ok }) => !ok);

test.each([[["cases"]], [["cases", "reports", "checklist"]]])(
  "a case's rows deleted in %j hold up no later report",
  async (tabs) => {
    const out = await playDay([
      { submit: first },
      ...tabs.map((tab) => ({ sheet: { deleteRows: { tab, case: "26-0001" } } })),
      { submit: second },
      { advance: "PT10M" },
    ]);
    expect(referencesOf(out)["Ash Grove"]).toBe("26-0002");
    expect(failures(out)).toEqual([]);
    const told = out.inbox.filter(
      (mail) => mail.message === "case-opened" && mail.case === "26-0002",
    );
    expect(told.length).toBeGreaterThan(0);
  },
);

test.each(["cases", "checklist", "outbox", "contacts", "reports", "summary"])(
  "the tab %s deleted: words that say so, and set-up lets waiting reports in",
  async (tab) => {
    const out = await playDay([
      { submit: first },
      { sheet: { deleteTab: tab } },
      { submit: second },
      { advance: "PT10M" },
      setUp,
      { advance: "PT15M" },
    ]);
    const errors = new Set(failures(out).map(({ error }) => error));
    expect(errors.size).toBe(1);
    expect([...errors][0]).toMatch(/register-damaged: .*Run Set up/);
    expect(failures(out).every(({ event }) => event <= 3)).toBe(true);
    // Without Cases the first report comes back too, before the second and under another reference than its own.
    const [rowan, other] = tab === "cases" ? ["26-0002", "26-0003"] : ["26-0001", "26-0002"];
    expect(referencesOf(out)).toEqual({ "Rowan Pine": rowan, "Ash Grove": other });
  },
);

test("tabs renamed stop nothing", async () => {
  const renamed = ["cases", "checklist", "outbox", "contacts"].map((tab) => ({
    sheet: { renameTab: { tab, to: `It's ${tab}!` } },
  }));
  const out = await playDay([
    { submit: first },
    ...renamed,
    { submit: second },
    { advance: "PT30M" },
  ]);
  expect(failures(out)).toEqual([]);
  expect(referencesOf(out)).toEqual({ "Rowan Pine": "26-0001", "Ash Grove": "26-0002" });
});

test("questions deleted from the Form: the report comes in, and the lead is told", async () => {
  const out = await playDay([
    { form: { deleteQuestion: { key: "school" } } },
    { submit: second },
    { advance: "PT10M" },
  ]);
  expect(failures(out)).toEqual([]);
  expect(out.cases[0]?.["reviewReasons"]).not.toEqual([]);
  const told = out.inbox.filter(({ to }) => to.includes(lead));
  expect(told.length).toBeGreaterThan(0);
});
