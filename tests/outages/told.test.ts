/** Who is told while a register is out of reach: within the run, past the register, once, in words that say what to do. */
import { expect, test } from "vitest";
import { admin, districtStage, playEvents } from "../../scripts/bench/faults/stage";
import { builtBundle } from "../../scripts/play/bundle";
import { demoDirectory } from "../../scripts/play/directory";
import { readOutput } from "../../scripts/play/end-state/output";
import { registerIds } from "../../scripts/play/register-cells";
import {
  type LocalWorkspace,
  scriptProperties,
  sentMail,
  setMailAllowance,
} from "../../scripts/workspace/index";
import { driveSlice } from "../../scripts/workspace/service";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import { minute, report } from "../day/events";
import { expectNoStudentData, type Output, wordsOf } from "../day/look";
import { alternate, alternateRow, backup, contact, lead } from "../day/people";

const usual = report({ facts: "Slept in a van." });
const another = { ...usual, studentName: "Ash Grove", studentId: "730195" };
/** Of a report that is not sealed: leads and admins, and the school's own. */
const everybody = ["admin@district.example", backup, contact, lead];
type Mail = Output["inbox"][number];
const outputOf = (workspace: LocalWorkspace) => readOutput(workspace, { cells: false });
const mails = (workspace: LocalWorkspace, kind: string): readonly Mail[] =>
  outputOf(workspace).inbox.filter(({ message }) => message === kind);
const recipients = (list: readonly Mail[]) => list.flatMap(({ to }) => to).sort();

/** Every mail names its sender, and an answer stays inside the district. */
function expectKnownSender(workspace: LocalWorkspace): void {
  const sent = sentMail(workspace.store);
  expect(sent.length).toBeGreaterThan(0);
  for (const { name, replyTo } of sent) {
    expect(name).toBe("Student Safety Desk");
    expect(replyTo).toMatch(/^[a-z]+@district\.example$/);
  }
}

/** Long, in which it does not matter when the clock comes. */
function pass(workspace: LocalWorkspace, minutes: number): void {
  workspace.advanceSparsely(minutes * minute, 60);
}

/** A district whose clock has run once. */
async function district(): Promise<LocalWorkspace> {
  const workspace = districtStage(await builtBundle());
  workspace.advance(6 * minute);
  return workspace;
}

/** Takes a register away; returns what puts it back. */
function away(workspace: LocalWorkspace, name: "main" | "sealed" | "sealed-alternate"): () => void {
  const id = registerIds(workspace.store).get(name) ?? "";
  const { spreadsheets } = sheetsSlice(workspace.store);
  const kept = spreadsheets[id];
  if (kept === undefined) throw new Error("there is no such register");
  delete spreadsheets[id];
  return () => {
    sheetsSlice(workspace.store).spreadsheets[id] = kept;
  };
}

test("a report that cannot be written is told of by its own run, to lead and admin, once; and comes in later as ever", async () => {
  const workspace = await district();
  const back = away(workspace, "main");
  playEvents(workspace, [{ submit: usual }]);
  const told = mails(workspace, "report-waiting");
  expect(recipients(told)).toEqual(everybody);
  expectNoStudentData(told, ["Rowan Pine", "730194", "van"]);
  for (const mail of told) {
    const words = wordsOf(mail);
    expect(mail.subject).toBe("Student safety report: action needed");
    expect(mail.text.split("\n")[0]).not.toMatch(/student|report|child/i);
    expect(words).toContain("(415) 473-7153");
    expect(words).toContain("911");
    expect(words).toMatch(/https:\/\/docs\.google\.com\/forms\/d\/[\w-]+\/edit#responses/);
    expect(words).toContain("A report waits in the Form");
    expect(words.indexOf("(415) 473-7153")).toBeLessThan(
      words.indexOf("Open the Form's responses"),
    );
    expect(words).not.toMatch(/at risk|victim|no action/i);
  }
  workspace.advance(55 * minute);
  expect(mails(workspace, "report-waiting")).toHaveLength(4);
  back();
  workspace.advance(10 * minute);
  const { cases, reports } = outputOf(workspace);
  expect([cases.length, reports.length]).toEqual([1, 1]);
  expect(recipients(mails(workspace, "case-opened"))).toEqual([contact]);
  const all = outputOf(workspace).inbox.length;
  pass(workspace, 180);
  expect(mails(workspace, "report-waiting")).toHaveLength(4);
  expect(mails(workspace, "register-unreachable")).toHaveLength(2);
  expect(all).toBe(4 + 2 + 1);
  expectKnownSender(workspace);
});

test("more reports are told of after an hour, all in one mail; without a new one nobody is told again", async () => {
  const workspace = await district();
  away(workspace, "main");
  playEvents(workspace, [{ submit: usual }, { submit: another }, { submit: usual }]);
  expect(mails(workspace, "report-waiting")).toHaveLength(4);
  workspace.advance(70 * minute);
  const later = mails(workspace, "report-waiting").slice(4);
  expect(recipients(later)).toEqual(everybody);
  expect(later[0]?.text).toContain("Reports wait in the Form");
  pass(workspace, 300);
  expect(mails(workspace, "report-waiting")).toHaveLength(8);
});

test("a short outage tells nobody; at the third failing clock run lead and admin are told, once", async () => {
  const workspace = await district();
  const back = away(workspace, "main");
  workspace.advance(9 * minute);
  back();
  workspace.advance(15 * minute);
  expect(mails(workspace, "register-unreachable")).toEqual([]);
  away(workspace, "main");
  workspace.advance(15 * minute);
  const told = mails(workspace, "register-unreachable");
  expect(recipients(told)).toEqual([admin, lead]);
  for (const mail of told) {
    expect(wordsOf(mail)).toMatch(/does not open a register.* in the bin or deleted/);
    expect(wordsOf(mail)).not.toMatch(/Version history|did not answer/);
    expect(wordsOf(mail)).toMatch(/https:\/\/docs\.google\.com\/spreadsheets\/d\/[\w-]+\/edit/);
    expect(wordsOf(mail)).toMatch(/New reports stay in the Form for now/);
  }
  pass(workspace, 600);
  expect(mails(workspace, "register-unreachable")).toHaveLength(2);
});

test.each(["yes", "no"] as const)(
  "a register in the bin is told of, and all is taken in once it is out again (Google opens it to scripts: %s)",
  async (apiOpensBin) => {
    const workspace = districtStage(await builtBundle(), { assume: { apiOpensBin } });
    workspace.advance(6 * minute);
    const file = driveSlice(workspace.store).files[registerIds(workspace.store).get("main") ?? ""];
    if (file === undefined) throw new Error("there is no register");
    file.trashed = true;
    playEvents(workspace, [{ submit: usual }]);
    workspace.advance(75 * minute);
    const kind = apiOpensBin === "yes" ? "access-open" : "register-unreachable";
    const told = mails(workspace, kind);
    expect(recipients(told)).toEqual([admin, lead]);
    for (const mail of told) expect(mail.text).toMatch(/restore it/);
    file.trashed = false;
    workspace.advance(75 * minute);
    expect(outputOf(workspace).cases).toHaveLength(1);
    expect(recipients(mails(workspace, "case-opened"))).toEqual([contact]);
    expect(mails(workspace, kind)).toHaveLength(2);
  },
);

test("a report that names those who receive reports tells its reader alone", async () => {
  const workspace = await district();
  away(workspace, "main");
  playEvents(workspace, [{ submit: { ...usual, recipientMayBeInvolved: "administrator" } }]);
  expect(recipients(mails(workspace, "report-waiting"))).toEqual([lead]);
  const [mail] = mails(workspace, "report-waiting");
  expect(mail?.text).not.toMatch(/sealed|involved|contact/i);
});

test.each([
  ["sealed", "contact", [lead]],
  ["sealed-alternate", "lead", [alternate]],
] as const)(
  "where the %s register alone is away, nobody else learns of its report",
  async (name, named, expected) => {
    const workspace = districtStage(await builtBundle(), {
      directory: { contacts: [...demoDirectory.contacts, alternateRow] },
    });
    workspace.advance(6 * minute);
    const back = away(workspace, name);
    playEvents(workspace, [{ submit: { ...usual, recipientMayBeInvolved: named } }]);
    workspace.advance(20 * minute);
    pass(workspace, 100);
    expect(recipients(mails(workspace, "report-waiting"))).toEqual(expected);
    // An answer to it must not reach whom the report names; whoever runs the desk sees its failed runs in any case.
    expect(recipients(mails(workspace, "clock-fails"))).toEqual([admin]);
    expect(sentMail(workspace.store).map(({ replyTo }) => replyTo)).toEqual([...expected, admin]);
    expect(mails(workspace, "register-unreachable")).toEqual([]);
    back();
    workspace.advance(15 * minute);
    expect(outputOf(workspace).cases).toHaveLength(1);
    expect(recipients(mails(workspace, "case-opened"))).toEqual(expected);
  },
);

test("mail that is refused too breaks nothing, and is tried again by the clock", async () => {
  const workspace = await district();
  const { store } = workspace;
  const back = away(workspace, "main");
  setMailAllowance(store, admin, 0);
  playEvents(workspace, [{ submit: usual }]);
  workspace.advance(20 * minute);
  expect(outputOf(workspace).inbox).toEqual([]);
  setMailAllowance(store, admin, 1_500);
  workspace.advance(10 * minute);
  expect(recipients(mails(workspace, "report-waiting"))).toEqual(everybody);
  expect(recipients(mails(workspace, "register-unreachable"))).toEqual([admin, lead]);
  back();
  workspace.advance(20 * minute);
  expect(recipients(mails(workspace, "case-opened"))).toEqual([contact]);
});

test("a store that takes nothing more: the report's run still tells, and no clock run repeats it", async () => {
  const workspace = await district();
  away(workspace, "main");
  const full =
    "You have exceeded the property storage quota. Please remove some properties and try again.";
  workspace.fault({ call: "Properties.setProperty", when: "before", times: 900, error: full });
  playEvents(workspace, [{ submit: usual }]);
  expect(recipients(mails(workspace, "report-waiting"))).toEqual(everybody);
  workspace.advance(20 * minute);
  pass(workspace, 100);
  expect(outputOf(workspace).inbox).toHaveLength(4);
});

test("before anything is remembered, the account that runs is told", async () => {
  const workspace = await district();
  delete scriptProperties(workspace.store)["tellInOutage"];
  away(workspace, "main");
  playEvents(workspace, [
    { submit: usual },
    { submit: { ...another, recipientMayBeInvolved: "administrator" } },
  ]);
  // The reader of a sealed report is not known, and nobody else may be told.
  expect(recipients(mails(workspace, "report-waiting"))).toEqual([admin]);
  expect(mails(workspace, "report-waiting")[0]?.text).toContain("A report waits");
});

test("an idle clock run makes no more calls for it than before", async () => {
  const workspace = await district();
  workspace.advance(60 * minute);
  const ticks = workspace.runs.filter((run) => run.function === "onClock").slice(-12);
  expect(Math.max(...ticks.map(({ calls }) => calls.byName["Properties.setProperty"] ?? 0))).toBe(
    0,
  );
});
