/** A danger that was taken in, and then its register is damaged or out of reach: people are asked on, until a call is recorded or it can be used again (design 2.11, 2.18). */
import { describe, expect, test } from "vitest";
import { admin, districtStage, playEvents, scenarioEvents } from "../../scripts/bench/faults/stage";
import { builtBundle } from "../../scripts/play/bundle";
import { demoDirectory } from "../../scripts/play/directory";
import { readOutput } from "../../scripts/play/end-state/output";
import { Player } from "../../scripts/play/play-events";
import { registerIds } from "../../scripts/play/register-cells";
import { type LocalWorkspace, scriptProperties } from "../../scripts/workspace/index";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import { call, menu, minute, rowan, tickOf } from "../day/events";
import { expectNoStudentData, type Output, wordsOf } from "../day/look";
import { alternate, backup, contact, contactsRow, lead } from "../day/people";

const everybody = [admin, backup, contact, lead];
const danger = { ...rowan, immediateDanger: "yes", facts: "Slept in a van." };
const data = ["Rowan Pine", "730194", "van"];
const kind = "danger-out-of-reach";

const outputOf = (workspace: LocalWorkspace): Output => readOutput(workspace, { cells: false });
const asks = (workspace: LocalWorkspace, from = 0) =>
  outputOf(workspace).inbox.filter(({ message, at }) => message === kind && Date.parse(at) >= from);
const to = (mails: Output["inbox"]) => [...new Set(mails.flatMap((mail) => mail.to))].sort();
/** Longest time between two mails, in minutes. */
const longestGap = (mails: Output["inbox"], from: number, until: number) => {
  const times = [from, ...mails.map(({ at }) => Date.parse(at)), until].sort((a, b) => a - b);
  return Math.max(...times.map((at, i) => (at - (times[i - 1] ?? at)) / minute));
};

/** Plays events, and returns what the pages of the menus in them showed. */
function pagesOf(workspace: LocalWorkspace, events: readonly unknown[]): readonly string[] {
  const parsed = scenarioEvents(events);
  const player = new Player(workspace, parsed, false);
  for (const event of parsed) player.play(event);
  return player.pages.map(({ text }) => text);
}

async function stage(more: Parameters<typeof districtStage>[1] = {}): Promise<LocalWorkspace> {
  const workspace = districtStage(await builtBundle(), more);
  workspace.advance(6 * minute);
  return workspace;
}

/** Takes a register away; returns what puts it back. */
function away(workspace: LocalWorkspace, name: "main" | "sealed"): () => void {
  const id = registerIds(workspace.store).get(name) ?? "";
  const { spreadsheets } = sheetsSlice(workspace.store);
  const kept = spreadsheets[id];
  if (kept === undefined) throw new Error("there is no such register");
  delete spreadsheets[id];
  return () => {
    sheetsSlice(workspace.store).spreadsheets[id] = kept;
  };
}

const called = (answers: object, as = "admin") =>
  menu(
    "danger-called",
    {
      calledBy: "Ari Admin",
      agency: "child-and-family-services",
      calledAt: "2026-09-01 09:10",
      ...answers,
    },
    as,
  );

test.each(["cases", "checklist", "outbox", "contacts"])(
  "the tab %s is deleted: whoever has the case, the school's own, lead and admin are asked at the pace",
  async (tab) => {
    const workspace = await stage();
    playEvents(workspace, [{ submit: danger }]);
    workspace.advance(20 * minute);
    playEvents(workspace, [{ sheet: { deleteTab: tab } }]);
    const from = workspace.clock.now;
    workspace.advance(300 * minute);
    const mails = asks(workspace);
    expect(to(mails)).toEqual(everybody);
    expect(longestGap(mails, from, workspace.clock.now)).toBeLessThanOrEqual(66);
    const [first] = mails;
    expect(first?.subject).not.toMatch(/danger/i);
    for (const { text } of mails) {
      expect(text).toContain("Immediate danger: 1 case without a call on record");
      expect(text).toContain("911");
      expect(text).toContain("26-0001");
      expect(text).toContain("School: North High");
      expect(text).toContain("Say who called");
      if (tab !== "contacts") expect(text).toContain("(415) 473-7153");
    }
    expectNoStudentData(mails, data);
  },
);

test("the tab goes before a clock run has seen the case: it is asked about all the same", async () => {
  const workspace = await stage();
  playEvents(workspace, [{ submit: danger }, { sheet: { deleteTab: "cases" } }]);
  workspace.advance(40 * minute);
  expect(to(asks(workspace))).toEqual(everybody);
  expect(asks(workspace)[0]?.text).toContain("26-0001");
});

test("the whole register is out of reach, and then heals: no flood, and the case goes on by its own mails", async () => {
  const workspace = await stage();
  playEvents(workspace, [{ submit: danger }]);
  workspace.advance(20 * minute);
  const back = away(workspace, "main");
  workspace.advance(60 * minute);
  expect(to(asks(workspace))).toEqual(everybody);
  const count = outputOf(workspace).inbox.filter(({ to: who }) => who.includes(lead)).length;
  // The first mail, three rounds by then, register-unreachable, and a turn alone or two.
  expect(count).toBeLessThanOrEqual(8);
  back();
  const healed = workspace.clock.now;
  workspace.advance(14 * minute);
  const soon = outputOf(workspace).inbox.filter(({ at }) => Date.parse(at) >= healed);
  for (const who of everybody) {
    expect(soon.filter((mail) => mail.to.includes(who)).length, who).toBeLessThanOrEqual(1);
  }
  workspace.advance(120 * minute);
  expect(asks(workspace, healed)).toEqual([]);
  const own = outputOf(workspace).inbox.filter(
    ({ message, at }) => message === "case-escalated" && Date.parse(at) >= healed,
  );
  expect(longestGap(own, healed, workspace.clock.now)).toBeLessThanOrEqual(31);
});

test("read but not written: asked past it, and not twice", async () => {
  const workspace = await stage();
  playEvents(workspace, [{ submit: danger }]);
  workspace.advance(6 * minute);
  workspace.fault({
    call: "Sheets.Spreadsheets.batchUpdate",
    when: "before",
    times: 900,
    error:
      "API call to sheets.spreadsheets.batchUpdate failed with error: The caller does not have permission",
  });
  const from = workspace.clock.now;
  workspace.advance(120 * minute);
  expect(to(asks(workspace))).toEqual(everybody);
  expect(longestGap(asks(workspace), from, workspace.clock.now)).toBeLessThanOrEqual(21);
  const slots = asks(workspace).filter((mail) => mail.to.includes(lead));
  const minutes = slots.map(({ at }) => Math.round(Date.parse(at) / minute));
  expect(new Set(minutes).size).toBe(minutes.length);
});

test("two dangers: one mail a person names both, and a call recorded for one does not end the other", async () => {
  const workspace = await stage();
  const other = { ...danger, studentName: "Ash Grove", studentId: "730195" };
  playEvents(workspace, [{ submit: danger }, { submit: other }]);
  workspace.advance(10 * minute);
  playEvents(workspace, [{ sheet: { deleteTab: "cases" } }]);
  workspace.advance(60 * minute);
  const [first] = asks(workspace);
  expect(first?.cases).toEqual(["26-0001", "26-0002"]);
  const pages = pagesOf(workspace, [
    { menu: { name: "check" } },
    called({ about: "26-0001" }),
    { menu: { name: "check" } },
  ]);
  expect(pages[0]).toContain("Case 26-0001 is in immediate danger");
  expect(pages[1]).toContain("That was recorded");
  expect(pages[2]).not.toContain("Case 26-0001 is in immediate danger");
  expect(pages[2]).toContain("Case 26-0002 is in immediate danger");
  const then = workspace.clock.now;
  workspace.advance(120 * minute);
  expect(new Set(asks(workspace, then).flatMap((mail) => mail.cases))).toEqual(
    new Set(["26-0002"]),
  );
});

test("where nothing of the register can be read, the check still shows the danger and takes the call", async () => {
  const workspace = await stage();
  playEvents(workspace, [{ submit: danger }]);
  workspace.advance(10 * minute);
  away(workspace, "main");
  workspace.advance(40 * minute);
  const pages = pagesOf(workspace, [{ menu: { name: "check" } }, called({})]);
  expect(pages[0]).toContain("Case 26-0001 is in immediate danger");
  expect(pages[1]).toContain("That was recorded");
  const then = workspace.clock.now;
  workspace.advance(240 * minute);
  expect(asks(workspace, then)).toEqual([]);
});

test("who stepped aside is not asked; who acknowledged is asked alone, each hour", async () => {
  const workspace = await stage();
  const aside = { edit: { case: "26-0001", set: { steppedAside: backup } }, as: "lead" };
  playEvents(workspace, [{ submit: danger }, aside]);
  workspace.advance(6 * minute);
  const acknowledged = { edit: { case: "26-0001", set: { acknowledged: true } }, as: "contact" };
  const other = { ...danger, studentName: "Ash Grove", studentId: "730195" };
  playEvents(workspace, [{ submit: other }, acknowledged]);
  workspace.advance(6 * minute);
  playEvents(workspace, [{ sheet: { deleteTab: "cases" } }]);
  workspace.advance(240 * minute);
  const about = (reference: string) =>
    asks(workspace).filter(({ cases }) => cases.includes(reference));
  expect(to(about("26-0001"))).toEqual([contact]);
  expect(to(about("26-0002"))).toEqual(everybody);
});

test("a call on record, or no danger: nobody is asked", async () => {
  const workspace = await stage();
  const tick = {
    edit: { case: "26-0001", act: call, set: { done: true } },
    as: "contact",
  };
  const { immediateDanger: _, ...calm } = danger;
  const other = { ...calm, studentName: "Ash Grove", studentId: "730195" };
  playEvents(workspace, [{ submit: danger }, tick, { submit: other }]);
  workspace.advance(6 * minute);
  playEvents(workspace, [{ sheet: { deleteTab: "cases" } }]);
  workspace.advance(90 * minute);
  expect(asks(workspace)).toEqual([]);
});

describe("a sealed one", () => {
  const directory = {
    contacts: [...demoDirectory.contacts, contactsRow("alternate lead", alternate)],
  };
  const sealed = { ...danger, recipientMayBeInvolved: "contact" };

  test("its reader's file is out of reach: the reader alone is asked, and nothing stands in the script's store", async () => {
    const workspace = await stage({ directory });
    playEvents(workspace, [{ submit: sealed }]);
    workspace.advance(10 * minute);
    const back = away(workspace, "sealed");
    const from = workspace.clock.now;
    workspace.advance(240 * minute);
    const mails = asks(workspace);
    expect(to(mails)).toEqual([lead]);
    expect(longestGap(mails, from, workspace.clock.now)).toBeLessThanOrEqual(66);
    expect(mails[0]?.text).toContain("26-0001");
    expect(mails[0]?.text).not.toContain("docs.google.com/spreadsheets");
    expectNoStudentData(mails, data);
    expect(scriptProperties(workspace.store)["dangers"] ?? "").toBe("");
    // The reader's own check takes the call; the admin's says nothing of it.
    const pages = pagesOf(workspace, [
      { share: { add: { who: "lead", file: "form" } } },
      { menu: { name: "check" }, as: "admin" },
      called({}, "lead"),
    ]);
    expect(pages[0]).toContain("Check");
    expect(pages[0]).not.toContain("says immediate danger");
    expect(pages[1]).toContain("That was recorded");
    const then = workspace.clock.now;
    workspace.advance(120 * minute);
    expect(asks(workspace, then)).toEqual([]);
    back();
    workspace.advance(40 * minute);
    expect(outputOf(workspace).inbox.some(({ at }) => Date.parse(at) > then)).toBe(true);
  });

  test("its reader has left Contacts meanwhile, and no other has come: people of the district, without the case", async () => {
    const workspace = await stage({ directory: { contacts: demoDirectory.contacts } });
    playEvents(workspace, [{ submit: sealed }]);
    workspace.advance(10 * minute);
    away(workspace, "sealed");
    playEvents(workspace, [
      { edit: { tab: "contacts", key: lead, set: { role: "district admin" } }, as: "admin" },
    ]);
    workspace.advance(60 * minute);
    const mails = asks(workspace);
    expect(to(mails)).not.toContain(contact);
    expect(to(mails)).toContain(admin);
    for (const mail of mails.filter((one) => one.to.includes(admin))) {
      expect(wordsOf(mail)).not.toMatch(/26-0001|North High/);
    }
  });

  test("the main register is damaged: its reader goes on by the file, and what they tick counts", async () => {
    const workspace = await stage();
    playEvents(workspace, [{ submit: sealed }]);
    workspace.advance(10 * minute);
    playEvents(workspace, [{ sheet: { deleteTab: "cases" } }]);
    const from = workspace.clock.now;
    workspace.advance(90 * minute);
    const mine = outputOf(workspace).inbox.filter(
      ({ message, at }) => message === "case-escalated" && Date.parse(at) >= from,
    );
    expect(to(mine)).toEqual([lead]);
    expect(longestGap(mine, from, workspace.clock.now)).toBeLessThanOrEqual(21);
    expect(asks(workspace)).toEqual([]);
    playEvents(workspace, [tickOf("26-0001", call, { done: true }, "lead", "sealed")]);
    const then = workspace.clock.now;
    workspace.advance(120 * minute);
    const later = outputOf(workspace).inbox.filter(
      ({ message, at }) => message === "case-escalated" && Date.parse(at) >= then,
    );
    // The acknowledgement alone is still asked for, at its own slow pace.
    expect(later.length).toBeLessThanOrEqual(1);
  });

  test("the main register is out of reach whole: its reader, as remembered, is asked", async () => {
    const workspace = await stage({ directory });
    playEvents(workspace, [{ submit: sealed }]);
    workspace.advance(10 * minute);
    away(workspace, "main");
    workspace.advance(60 * minute);
    expect(to(asks(workspace))).toEqual([lead]);
  });
});
