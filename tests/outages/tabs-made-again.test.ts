/** Tabs that somebody deleted and Set up made again: the lead is told by reference what is missing, and what the Form still holds is back, once. */
import { expect, test } from "vitest";
import { registerIds } from "../../scripts/play/register-cells";
import type { TabId } from "../../src/register/columns";
import { tabs } from "../../src/register/tabs";
import { byHand } from "../day/damage";
import { Day } from "../day/day";
import { ash, call, editOf, report, setUp } from "../day/events";
import { expectNoStudentData, mailTo, type Output } from "../day/look";
import { admin, lead, teacher } from "../day/people";

const first = report();
const second = report(ash);
const again = { ...first, facts: "Seen once more.", concerns: ["suspected-victim"] };

/** Two cases, the first of two reports and with a call made. */
async function district(): Promise<Day> {
  const day = await Day.betweenTicks();
  return day.reach(
    { submit: { ...first, reporterEmail: teacher } },
    { submit: again },
    { submit: second },
    { edit: { case: "26-0001", act: call, set: { done: true } }, as: "contact" },
    { edit: { tab: "cases", case: "26-0001", set: { acknowledged: true } }, as: "contact" },
    { advance: "PT20M" },
  );
}

function drop(day: Day, ids: readonly TabId[], register?: string): void {
  byHand(
    day.workspace,
    ids.map((tab) => ({ deleteSheet: { sheetId: tabs[tab].sheetId } })),
    register,
  );
}

async function remade(ids: readonly TabId[]) {
  const day = await district();
  const before = day.out();
  drop(day, ids);
  day.play(setUp, { advance: "PT12M" });
  return { day, before, after: day.out() };
}

function told(output: Output, to = lead) {
  const mails = mailTo(output, to).filter(({ message }) => message === "tabs-made-again");
  expect(mails).toHaveLength(1);
  expectNoStudentData(mails, ["Rowan", "Ash", "730194", "730195"]);
  return mails[0]?.text ?? "";
}

const shortly = ({ cases }: Output) =>
  cases.map((row) => [row["case"], row["student"], row["reports"], row["status"]]);
const sinceThen = ({ inbox }: Output, before: Output) =>
  inbox
    .slice(before.inbox.length)
    .filter(({ message }) => message !== "tabs-made-again")
    .map(({ message, case: of, to }) => [message, of, to.join()]);
const failures = ({ runs }: Output) => runs.filter(({ ok }) => !ok).map(({ error }) => error);
const ofReports = ({ reports }: Output) =>
  reports.map((row) => [row["response"], row["case"]]).sort();

test("Cases: each comes back as another, once, and nobody is told twice of one report", async () => {
  const { day, before, after } = await remade(["cases"]);
  expect(failures(after)).toEqual([]);
  expect(shortly(after)).toEqual([
    ["26-0003", "Rowan Pine", 2, "open"],
    ["26-0004", "Ash Grove", 1, "open"],
  ]);
  expect(after.cases[0]?.["reviewReasons"]).toContain("came-back");
  expect(after.reports).toHaveLength(3);
  expect(after.reports.map((row) => row["case"])).toEqual(["26-0003", "26-0003", "26-0004"]);
  const contact = "contact@district.example";
  expect(sinceThen(after, before)).toEqual([
    ["case-opened", "26-0003", contact],
    ["case-raised", "26-0003", contact],
    ["case-opened", "26-0004", contact],
  ]);
  const text = told(after);
  expect(told(after, admin)).toBe(text);
  expect(text).toContain("- 26-0001 is now 26-0003\n- 26-0002 is now 26-0004\n");
  expect(after.activity).toContainEqual(
    expect.objectContaining({ what: "report-came-back", case: "26-0004", from: "26-0002" }),
  );
  day.workspace.passUnattended(24 * 3_600_000);
  day.play({ advance: "PT15M" });
  const later = day.out();
  expect(day.memory().get("tabsRemade")).toEqual({});
  expect(shortly(later)).toEqual(shortly(after));
  expect(later.inbox.filter(({ message }) => message === "tabs-made-again")).toHaveLength(2);
  expect(later.inbox.filter(({ message }) => message === "case-opened")).toHaveLength(4);
  expect(later.inbox.filter(({ to }) => to.includes(teacher))).toHaveLength(
    before.inbox.filter(({ to }) => to.includes(teacher)).length,
  );
});

test("Cases, of which the Form holds nothing any more: the lead reads which", async () => {
  const day = await district();
  const form = day.form();
  const kept = form.responses.splice(0, 2);
  expect(kept).toHaveLength(2);
  drop(day, ["cases"]);
  day.play(setUp, { advance: "PT12M" });
  const after = day.out();
  expect(shortly(after)).toEqual([["26-0003", "Ash Grove", 1, "open"]]);
  expect(told(after)).toMatch(/which the Form does not hold any more\n+- 26-0001\n/i);
});

test("Checklist: open cases get their acts again, and the lead reads whose", async () => {
  const day = await district();
  day.play(
    editOf(
      "26-0002",
      {
        status: "closed",
        closeReason: "entered-by-mistake",
        leadAgreed: true,
        notes: "Not a report.",
      },
      "lead",
    ),
  );
  const before = day.out();
  drop(day, ["checklist"]);
  day.play(setUp, { advance: "PT12M" });
  const after = day.out();
  expect(failures(after)).toEqual([]);
  const acts = (output: Output) =>
    output.checklist.flatMap((row) => (row["case"] === "26-0001" ? [row["act"]] : []));
  const repeated = "update-child-and-family-services";
  expect(acts(after)).toEqual(acts(before).filter((act) => act !== repeated));
  expect(after.checklist.every((row) => row["case"] === "26-0001")).toBe(true);
  expect(after.checklist.find((row) => row["act"] === call)?.["state"]).toBe("open");
  const text = told(after);
  expect(text).toMatch(/begins anew\n+- 26-0001\n/i);
  expect(after.activity).toContainEqual(
    expect.objectContaining({ what: "checklist-regrown", case: "26-0001" }),
  );
  // And work goes on in it.
  day.play({ edit: { case: "26-0001", act: call, set: { done: true } }, as: "contact" });
  expect(day.out().checklist.find((row) => row["act"] === call)?.["state"]).toBe("done");
});

test("Checklist: a case whose level is not known any more is named", async () => {
  const day = await district();
  drop(day, ["checklist"]);
  const level = tabs.cases.columns.findIndex(({ key }) => key === "level");
  byHand(day.workspace, [
    {
      updateCells: {
        start: { sheetId: tabs.cases.sheetId, rowIndex: 3, columnIndex: level },
        rows: [{ values: [{}] }],
        fields: "userEnteredValue",
      },
    },
  ]);
  day.play(setUp, { advance: "PT12M" });
  expect(told(day.out())).toMatch(/without a checklist\n+- 26-0002\n/i);
});

test.each([[["reports"]], [["reports", "outbox", "activity", "checklist"]]] as const)(
  "%j: reports are back under their cases, count once, and are told once",
  async (ids) => {
    const { before, after } = await remade(ids);
    expect(failures(after)).toEqual([]);
    expect(shortly(after)).toEqual(shortly(before));
    expect(ofReports(after)).toEqual(ofReports(before));
    expect(sinceThen(after, before)).toEqual([]);
    expect(told(after)).not.toContain("fewer reports");
  },
);

test("Reports, of which the Form has lost one: its case is named", async () => {
  const day = await district();
  const form = day.form();
  form.responses.splice(1, 1);
  drop(day, ["reports"]);
  day.play(setUp, { advance: "PT12M" });
  const after = day.out();
  expect(after.reports).toHaveLength(2);
  expect(told(after)).toMatch(/fewer reports than they had\n+- 26-0001\n/i);
});

test("Contacts: those whom it named are told, and what is to be done first", async () => {
  const { after } = await remade(["contacts"]);
  expect(told(after)).toContain(
    "- Contacts. Fill them in first. Until then, mail about a report goes only to",
  );
});

test.each([
  ["schools", "outbox", "log"],
  ["settings", "activity", "education"],
] as const)("%s, %s, %s: the lead is told which tabs they were", async (...ids) => {
  const { before, after } = await remade(ids);
  expect(failures(after)).toEqual([]);
  for (const tab of ids) expect(told(after)).toContain(tabs[tab].title);
  expect(shortly(after)).toEqual(shortly(before));
  expect(sinceThen(after, before)).toEqual([]);
});

test("set-up that is cut off after it made the tab tells nobody, and the clock does", async () => {
  const day = await district();
  drop(day, ["cases"]);
  day.workspace.fault({ call: "Sheets.Spreadsheets.batchUpdate", when: "stop" });
  day.play(setUp, { advance: "PT12M" });
  const after = day.out();
  if (shortly(after).length === 0) day.play(setUp, { advance: "PT12M" });
  told(day.out());
  expect(shortly(day.out()).map(([reference]) => reference)).toEqual(["26-0003", "26-0004"]);
});

test("a reader's file: its reader alone is told, and its report is back in it", async () => {
  const day = await Day.betweenTicks();
  day.play(
    { submit: { ...first, recipientMayBeInvolved: "contact" } },
    { submit: second },
    { advance: "PT10M" },
  );
  const before = day.out();
  drop(day, ["cases"], registerIds(day.workspace.store).get("sealed"));
  day.play(setUp, { advance: "PT50M" });
  const after = day.out();
  expect(failures(after).filter((error) => !/register-damaged/.test(error ?? ""))).toEqual([]);
  const sealed = after.cases.filter(({ register }) => register === "sealed");
  expect(sealed.map((row) => [row["student"], row["reports"]])).toEqual([["Rowan Pine", 1]]);
  expect(sealed[0]?.["case"]).not.toBe(before.cases[0]?.["case"]);
  expect(after.reports).toHaveLength(2);
  const mails = after.inbox.filter(({ message }) => message === "tabs-made-again");
  expect(mails.map(({ to }) => to)).toEqual([[lead]]);
});

test("a Form that cannot be listed: it is told within two hours, and reports come back when it can be", async () => {
  const day = await district();
  drop(day, ["cases"]);
  day.workspace.fault({
    call: "Form.getResponses",
    when: "before",
    times: 9,
    error: "Service unavailable: Forms",
  });
  const hour = 3_600_000;
  day.play(setUp);
  day.workspace.advanceSparsely(1.5 * hour, 15);
  const early = day.out();
  expect(shortly(early)).toEqual([]);
  const text = told(early);
  expect(text).toContain("come back once Google lets the desk list them");
  expect(text).toContain("- 26-0001\n- 26-0002\n");
  day.workspace.advanceSparsely(3 * hour, 30);
  expect(shortly(day.out()).map(([reference]) => reference)).toEqual(["26-0003", "26-0004"]);
  told(day.out());
});
