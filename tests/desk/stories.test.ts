/** The stories of the page: each is a scenario that `play` takes, shows what it tells, ends as it says, and is the same step by step as at once. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { root } from "../../scripts/build/sources";
import { addressAtDesk } from "../../scripts/desk/people";
import { PlayedStory, type Story, stories, storyView } from "../../scripts/desk/story";
import { builtBundle } from "../../scripts/play/bundle";
import { type Output, readOutput } from "../../scripts/play/end-state/output";
import { tabs } from "../../src/register/tabs";
import { expectNoStudentData, mailTo } from "../day/look";
import { alternate, backup, contact, lead } from "../day/people";

let dist: string;
beforeAll(async () => {
  dist = await builtBundle();
});

function storyNamed(id: string): Story {
  const story = stories().find((one) => one.id === id);
  if (story === undefined) throw new Error(`no story ${id}`);
  return story;
}

/** What is shown beside the room without a reason, or without a place where it can be seen. */
const unexplained = ({ desk }: PlayedStory) =>
  desk
    .happened()
    .events.filter(({ kind }) => ["case", "mail", "clock"].includes(kind))
    .filter(({ reasons, place }) => reasons.length === 0 || place === null);

const endOf = ({ desk }: PlayedStory) => readOutput(desk.workspace, { cells: false });

/** How it stands after a step, counted from 1. */
function after(story: PlayedStory, step: number): Output {
  story.playTo(step - 1);
  return endOf(story);
}

/** The register that the step shows, as its person sees it, with the cell that is marked. */
function shownBy(story: PlayedStory) {
  const { look } = story.story.told.steps[story.step] ?? {};
  if (look?.room !== "register") throw new Error(`step ${story.step + 1} shows no register`);
  const { sheetId } = tabs[look.tab];
  const { register } = look;
  const { grid } = story.desk.registers.view({ as: look.as, register, sheetId, filter: null });
  const place = story.markOn(register, sheetId);
  const row = grid?.rows.find(({ index }) => index === place?.row);
  const column = grid?.columns.find(({ index }) => index === place?.column);
  return { look, grid, place, row, column, cell: place && row?.cells[place.column] };
}

const states = (out: Output) =>
  Object.fromEntries(out.checklist.map(({ act, state }) => [String(act), state]));
const call = "call-child-and-family-services";
const kindsTo = (out: Output, who: string) => mailTo(out, who).map(({ message }) => message);

/** What each story claims beside what its cells and emails show, step by step. */
const claims: Readonly<Record<string, (story: PlayedStory) => void>> = {
  night(story) {
    const first = after(story, 2);
    const everyone = [contact, backup, lead];
    expect(first.inbox.map(({ to }) => to[0])).toEqual(everyone);
    for (const { at } of first.inbox) expect(Date.parse(at)).toBeLessThan(first10PM + 60_000);
    expectNoStudentData(first.inbox, ["Sam Hale", "N-1004", "van"]);
    for (const { subject, text } of first.inbox) {
      expect(`${subject} ${text.split("\n")[0]}`).not.toMatch(/danger|victim|911/i);
    }
    const again = after(story, 3).inbox.slice(3);
    expect(again.map(({ to }) => to[0])).toEqual([...everyone, alternate]);
    expect(states(after(story, 6))).toMatchObject({
      "involve-law-enforcement": "done",
      [call]: "done",
    });
    const sent = endOf(story).inbox.length;
    expect(after(story, 7).inbox.length).toBe(sent);
  },
  "parent-involved"(story) {
    const { text = "" } = mailTo(after(story, 1), contact)[0] ?? {};
    expect(text.indexOf("CALL NOW")).toBeGreaterThan(0);
    expect(text.indexOf("CALL NOW")).toBeLessThan(text.indexOf("THEN"));
    const ofParents = ["inform-parent-or-guardian", "offer-referral-to-parent"];
    for (const [step, state] of [
      [2, "locked"],
      [6, "locked"],
      [8, "open"],
    ] as const) {
      const now = states(after(story, step));
      expect(ofParents.map((act) => now[act])).toEqual([state, state]);
    }
  },
  "contact-concern"(story) {
    expect(after(story, 1).cases).toMatchObject([{ register: "sealed" }]);
    story.playTo(2);
    expect(JSON.stringify(shownBy(story).grid?.rows)).not.toContain("26-0001");
    const { sheetId } = tabs.cases;
    const request = { as: "contact", register: "sealed", sheetId, filter: null };
    expect(story.desk.registers.view(request).refused).not.toBeNull();
    const end = after(story, 6);
    expect([kindsTo(end, contact), kindsTo(end, backup)]).toEqual([[], []]);
    expect(kindsTo(end, lead)).toContain("case-opened");
  },
  "two-teachers"(story) {
    expect(after(story, 2).cases).toMatchObject([{ level: "below-threshold", reports: 1 }]);
    const joined = after(story, 3);
    expect(joined.cases).toMatchObject([{ level: "at-risk", reports: 2 }]);
    expectNoStudentData(joined.inbox, ["Rowan", "Pine", "N-1001", "three places"]);
    expect(states(after(story, 6))).toMatchObject({
      [call]: "done",
      "submit-mandated-report": "done",
    });
  },
  "sheets-down"(story) {
    const told = after(story, 2);
    const [waiting] = mailTo(told, contact);
    for (const words of ["Immediate danger", "911"]) expect(waiting?.text).toContain(words);
    expectNoStudentData(told.inbox, ["Toni", "N-1006", "gate"]);
    const later = after(story, 3);
    for (const who of [contact, backup, lead, alternate]) {
      expect(kindsTo(later, who).filter((kind) => kind === "report-waiting").length).toBe(3);
    }
    expect(later.cases).toEqual([]);
    expect(after(story, 5).cases).toMatchObject([{ reports: 1 }]);
  },
};

const first10PM = Date.parse("2026-09-01T22:00:00-07:00");
describe.each(stories().map(({ id }) => id))("%s", (id) => {
  test("what it claims happens, and nothing goes wrong but what it switches on", () => {
    const story = new PlayedStory(storyNamed(id), dist);
    claims[id]?.(story);
    expect(claims[id]).toBeDefined();
    expect(story.step + 1).toBe(story.story.told.steps.length);
    const out = endOf(story);
    const isTroubled = story.story.told.steps.some(({ troubles }) => troubles.length > 0);
    expect([isTroubled ? [] : out.errors, out.refused]).toEqual([[], []]);
  });

  test("each step shows a cell or an email that is there, and leaves nothing unexplained", () => {
    const story = new PlayedStory(storyNamed(id), dist);
    for (const [step, { look, events }] of story.story.told.steps.entries()) {
      const out = after(story, step + 1);
      const where = `step ${step + 1}`;
      expect(unexplained(story), where).toEqual([]);
      if (look.room === "mail") {
        const newest = mailTo(out, addressAtDesk(look.as)).at(-1);
        expect(newest?.message ?? null, where).toBe(look.newest);
      }
      for (const { edit } of events as readonly {
        readonly edit?: { case?: string; act?: string };
      }[]) {
        // What is typed in a step is typed in the row that the step shows.
        const row = look.room === "register" ? look.mark : null;
        if (edit !== undefined) expect([row?.case, row?.act], where).toEqual([edit.case, edit.act]);
      }
      if (look.room !== "register") continue;
      const { grid, place, row, column, cell } = shownBy(story);
      expect(grid, where).not.toBeNull();
      expect(place === null, where).toBe(look.mark === null);
      if (look.mark === null) continue;
      // Nor is its row or its column hidden.
      expect([row, column], where).not.toContain(undefined);
      const says = typeof cell?.value === "boolean" ? cell.value : cell?.text;
      expect(says, where).toEqual(look.mark.shows ?? expect.not.stringMatching(/^$/));
      expect(JSON.stringify(row?.cells), where).toContain(look.mark.case);
    }
  });

  test("has a sentence and a source for each step", () => {
    for (const { says, sources } of storyView(storyNamed(id)).steps) {
      expect(says).toMatch(/[.!?]$/);
      for (const { text, source } of sources) {
        expect(text.length).toBeGreaterThan(20);
        if (source.startsWith("docs/")) expect(existsSync(join(root, source))).toBe(true);
      }
    }
  });
});
