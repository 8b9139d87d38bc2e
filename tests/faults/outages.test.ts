/** Services that fail for long, and what people take away: nothing is lost, and it comes back by itself (issue 5, item 4). */
import { expect, test } from "vitest";
import { admin, districtStage, storeResponse } from "../../scripts/bench/faults/stage";
import { builtBundle } from "../../scripts/play/bundle";
import { readOutput } from "../../scripts/play/end-state/output";
import { registerIds } from "../../scripts/play/register-cells";
import { type LocalWorkspace, setMailAllowance } from "../../scripts/workspace/index";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import { playDay } from "../day/day";
import { fault, minute, report, setUp } from "../day/events";
import { contact } from "../day/people";

const anyReport = report({ facts: "Slept in a van." });

const quota = "Service invoked too many times for one day: email.";

interface Outage {
  readonly name: string;
  /** Minutes from one firing of the clock to the next in the middle of the time that passes; half an hour where it is left out. */
  readonly every?: number;
  readonly events: readonly object[];
}

/** Each day ends with the report taken in once and the contact told once. */
const outages: readonly Outage[] = [
  {
    name: "mail refused for a day",
    every: 120,
    events: [fault("MailApp.sendEmail", 15, quota), { submit: anyReport }, { advance: "P2D" }],
  },
  {
    name: "Sheets down for hours, reads and writes",
    events: [
      fault("Sheets.Spreadsheets.batchUpdate", 8),
      fault("Sheets.Spreadsheets.Values.batchGetByDataFilter", 8),
      { submit: anyReport },
      { advance: "PT5H" },
    ],
  },
  {
    name: "the Form cannot be listed for hours, and the trigger is lost",
    events: [
      fault("Form.getResponses", 8),
      { loseTrigger: { submit: anyReport } },
      { advance: "PT4H" },
    ],
  },
  {
    name: "a lock that throws",
    events: [
      fault(
        "Lock.tryLock",
        6,
        "There are too many LockService operations against the same script.",
      ),
      { submit: anyReport },
      { advance: "PT2H" },
    ],
  },
  {
    name: "every trigger removed, then set-up run again",
    events: [
      { account: { removeTrigger: "all" } },
      { submit: anyReport },
      { advance: "PT2H" },
      setUp,
      { advance: "PT10M" },
    ],
  },
  {
    name: "a run cut at its first read for hours",
    events: [
      {
        fault: { call: "Sheets.Spreadsheets.Values.batchGetByDataFilter", when: "stop", times: 6 },
      },
      { submit: anyReport },
      { advance: "PT3H" },
    ],
  },
];

test.each(outages)("$name", async ({ events, every }) => {
  const out = await playDay(events, {}, every === undefined ? {} : { every });
  expect(out.cases).toHaveLength(1);
  expect(out.reports).toHaveLength(1);
  const opened = out.inbox.filter(
    ({ to, message }) => to.includes(contact) && message === "case-opened",
  );
  expect(opened).toHaveLength(1);
  expect(out.errors.filter(({ error }) => /not modelled|no such member/.test(error))).toEqual([]);
});

test("mail goes on while the Form cannot be listed", async () => {
  const out = await playDay([
    fault("MailApp.sendEmail", 1, quota),
    { submit: anyReport },
    fault("Form.getResponses", 24),
    { advance: "PT15M" },
  ]);
  expect(out.inbox.filter(({ to }) => to.includes(contact))).toHaveLength(1);
});

/** A Workspace in which accounts and files can be taken away and given back. */
async function district(): Promise<LocalWorkspace> {
  return districtStage(await builtBundle());
}

test("reports for the main register go on while the sealed one is out of reach, and its own follow", async () => {
  const workspace = await district();
  const { store } = workspace;
  const sealed = registerIds(store).get("sealed") ?? "";
  const { spreadsheets } = sheetsSlice(store);
  const away = spreadsheets[sealed];
  if (away === undefined) throw new Error("there is no sealed register");
  delete spreadsheets[sealed];
  storeResponse(workspace, { ...anyReport, recipientMayBeInvolved: "contact" });
  storeResponse(workspace, { ...anyReport, studentName: "Robin Lake", studentId: "730195" });
  workspace.advance(10 * minute);
  const registers = () =>
    readOutput(workspace, { cells: false }).cases.map((row) => row["register"]);
  expect(registers()).toEqual(["main"]);
  sheetsSlice(store).spreadsheets[sealed] = away;
  workspace.advance(10 * minute);
  expect(registers()).toEqual(["main", "sealed"]);
});

test("a run that would last past six minutes sends what it can, marks it and leaves the rest to the next", async () => {
  const workspace = await district();
  setMailAllowance(workspace.store, admin, 0);
  // Each mail takes six seconds more than usual.
  workspace.atCall(
    ({ path }) => {
      if (path === "MailApp.sendEmail") workspace.clock.pass(6_000);
      return false;
    },
    () => undefined,
  );
  const all = 55;
  for (let index = 0; index < all; index += 1) {
    storeResponse(workspace, {
      ...anyReport,
      studentName: `Student ${index}`,
      studentId: String(500_000 + index),
      reporterEmail: `teacher${index}@district.example`,
    });
  }
  workspace.advance(10 * minute);
  expect(readOutput(workspace, { cells: false }).cases).toHaveLength(all);
  setMailAllowance(workspace.store, admin, 1_500);
  // Those to one contact go together; each reporter has a mail of their own.
  const told = () =>
    readOutput(workspace, { cells: false }).inbox.filter(
      ({ message }) => message === "reporter-duty",
    );
  const before = workspace.runs.length;
  workspace.advance(15 * minute);
  expect(told()).toHaveLength(all);
  const sending = workspace.runs
    .slice(before)
    .filter(({ calls }) => calls.byName["MailApp.sendEmail"] !== undefined);
  expect(sending.length).toBeGreaterThan(1);
  // Then nothing is left to do, as one tick tells.
  workspace.passUnattended(20 * minute);
  workspace.advance(5 * minute);
  const opened = told();
  expect(opened).toHaveLength(all);
  expect(new Set(opened.map((mail) => mail.to.join())).size).toBe(all);
  expect(workspace.runs.filter(({ error }) => error?.includes("maximum execution time"))).toEqual(
    [],
  );
});
