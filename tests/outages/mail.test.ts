/** Mail that is slow, or of which an account may send no more: everybody is told, nobody twice, and as soon as it can be. */
import { expect, test } from "vitest";
import { admin, districtStage, fireSubmit, storeResponse } from "../../scripts/bench/faults/stage";
import { builtBundle } from "../../scripts/play/bundle";
import { type Output, readOutput } from "../../scripts/play/end-state/output";
import { mainRegister, rowsOf } from "../../scripts/play/register-cells";
import { type LocalWorkspace, setMailAllowance } from "../../scripts/workspace/index";

const minute = 60_000;
const second = 1_000;

const report = (index: number) => ({
  school: "North High",
  studentName: `Student ${index}`,
  studentId: String(500_000 + index),
  factors: ["controlled-or-groomed"],
  reporterEmail: `teacher${index}@district.example`,
});

/** Who was told of which case, as often as it was. */
function told(workspace: LocalWorkspace): readonly string[] {
  const { inbox } = readOutput(workspace, { cells: false });
  return inbox.map(
    (mail: Output["inbox"][number]) => `${mail.to.join()} ${mail.message} ${mail.case}`,
  );
}

test("what is left when the quota runs out is let go of at once, and the first run that may send sends it", async () => {
  const workspace = districtStage(await builtBundle());
  const { store } = workspace;
  setMailAllowance(store, admin, 1);
  const urgent = {
    ...report(1),
    immediateDanger: "yes",
    factors: [],
    concerns: ["suspected-victim"],
  };
  fireSubmit(workspace, storeResponse(workspace, urgent));
  const waiting = rowsOf(store, mainRegister(store), "outbox");
  expect(waiting.length).toBeGreaterThanOrEqual(3);
  expect(told(workspace)).toHaveLength(1);
  // How much is left was asked before: Google is not asked to send what it would refuse, and none waits for a claim to run out.
  const [run] = workspace.runs.slice(-1);
  expect(run?.calls.byName["MailApp.sendEmail"]).toBe(1);
  expect(waiting.map(({ cells: { claimedUntil = null } }) => claimedUntil ?? "")).toEqual(
    waiting.map(() => ""),
  );
  setMailAllowance(store, admin, 1_500);
  workspace.advance(5 * minute);
  expect(told(workspace)).toHaveLength(waiting.length);
  // Past the claim of the run that queued them; later somebody is reminded.
  workspace.advance(8 * minute);
  expect(new Set(told(workspace)).size).toBe(waiting.length);
  expect(told(workspace)).toHaveLength(waiting.length);
});

test("where each mail takes half a minute, no run lasts past its six minutes and nobody is told twice", async () => {
  const workspace = districtStage(await builtBundle());
  const reports = 10;
  for (let index = 0; index < reports; index += 1) storeResponse(workspace, report(index));
  workspace.atCall(
    ({ path }) => {
      if (path === "MailApp.sendEmail") workspace.clock.pass(30 * second);
      return false;
    },
    () => undefined,
  );
  workspace.advance(45 * minute);
  // The contact and the reporter, of each.
  const all = told(workspace);
  expect(new Set(all).size).toBe(2 * reports);
  expect(all).toHaveLength(2 * reports);
  expect(workspace.errors.map(({ error }) => error)).toEqual([]);
});

test("what Google says of an address that it refuses is kept nowhere: it may be a reporter's", async () => {
  const workspace = districtStage(await builtBundle());
  const { store } = workspace;
  const says = [
    "Exception: Invalid email: teacher1@district.example",
    "Exception: Failed to send email: no recipient teacher1@district.example",
    "Exception: The address teacher1@district.example does not take part",
    "Exception: You do not have permission to write to teacher1@district.example",
    "Exception: Service error: Gmail, teacher1@district.example",
  ];
  for (const error of says) {
    workspace.fault({ call: "MailApp.sendEmail", when: "before", times: 2, error });
    fireSubmit(workspace, storeResponse(workspace, { ...report(1), reporterKnownTo: "lead" }));
    const waiting = rowsOf(store, mainRegister(store), "outbox");
    const codes = waiting.flatMap(({ cells: { lastError = null } }) => lastError ?? []);
    expect(codes.length, error).toBeGreaterThan(0);
    for (const code of codes) expect(String(code)).toMatch(/^[a-z-]+$/);
    for (const tab of ["outbox", "activity", "cases", "reports"] as const) {
      const rows = JSON.stringify(rowsOf(store, mainRegister(store), tab));
      expect(rows).not.toContain("teacher1@");
      expect(rows).not.toContain("Exception");
    }
    workspace.advance(15 * minute);
  }
});
