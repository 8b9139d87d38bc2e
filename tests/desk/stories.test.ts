/**
 * The stories of the page. Each is a scenario that `play` accepts, shows what it tells, ends as it says, and ends the same whether
 * played step by step or all at once.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { root } from "../../scripts/build/sources";
import { addressAtDesk, calledAtDesk, deskDirectory } from "../../scripts/desk/people";
import { PlayedStory, type Story, stories, storyView } from "../../scripts/desk/story";
import { builtBundle } from "../../scripts/play/bundle";
import { type Output, readOutput } from "../../scripts/play/end-state/output";
import { tabs } from "../../src/register/tabs";
import { Day } from "../day/day";
import { minute, minutes, submit } from "../day/events";
import { expectNoStudentData, mailTo, outageMails } from "../day/look";
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
function outAfter(story: PlayedStory, step: number): Output {
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

/** What each story claims beside what its cells and emails show, after a step, counted from 1. */
const claims: Readonly<
  Record<string, Readonly<Record<number, (out: Output, story: PlayedStory) => void>>>
> = {
  night: {
    2(first) {
      expect(first.inbox.map(({ to }) => to[0])).toEqual([contact, backup, lead]);
      for (const { at } of first.inbox) expect(Date.parse(at)).toBeLessThan(first10PM + 60_000);
      expectNoStudentData(first.inbox, ["Sam Hale", "N-1004", "van"]);
      for (const { subject, text } of first.inbox) {
        expect(`${subject} ${text.split("\n")[0]}`).not.toMatch(/danger|victim|911/i);
      }
    },
    3({ inbox }) {
      expect(inbox.slice(3).map(({ to }) => to[0])).toEqual([contact, backup, lead, alternate]);
    },
  },
  "parent-involved": {
    1(out) {
      const { text = "" } = mailTo(out, contact)[0] ?? {};
      expect(text.indexOf("CALL NOW")).toBeGreaterThan(0);
      expect(text.indexOf("CALL NOW")).toBeLessThan(text.indexOf("THEN"));
    },
  },
  "contact-concern": {
    3(_out, story) {
      expect(JSON.stringify(shownBy(story).grid?.rows)).not.toContain("26-0001");
      const { sheetId } = tabs.cases;
      const request = { as: "contact", register: "sealed", sheetId, filter: null };
      expect(story.desk.registers.view(request).refused).not.toBeNull();
    },
  },
  "two-teachers": {
    3({ inbox }) {
      expectNoStudentData(inbox, ["Rowan", "Pine", "N-1001", "three places"]);
    },
  },
  "sheets-down": {
    2(told) {
      const [waiting] = mailTo(told, contact);
      for (const words of ["Immediate danger", "911"]) expect(waiting?.text).toContain(words);
      expectNoStudentData(told.inbox, ["Toni", "N-1006", "gate"]);
    },
    3(later) {
      for (const who of [contact, backup, lead, alternate]) {
        expect(outageMails(later).filter(({ to }) => to.includes(who)).length).toBe(3);
      }
    },
  },
};

const first10PM = Date.parse("2026-09-01T22:00:00-07:00");
/** What each step claims of what it shows, after it was played. */
function checkStep(story: PlayedStory, step: number, out: Output): void {
  const { look, events } = story.story.told.steps[step] ?? {};
  const where = `step ${step + 1}`;
  expect(unexplained(story), where).toEqual([]);
  const told = storyView(story.story).steps[step];
  expect(told?.says).toMatch(/[.!?]$/);
  for (const { text, source } of told?.sources ?? []) {
    expect(text.length).toBeGreaterThan(20);
    if (source.startsWith("docs/")) expect(existsSync(join(root, source))).toBe(true);
  }
  if (look?.room === "mail") {
    const newest = mailTo(out, addressAtDesk(look.as)).at(-1);
    expect(newest?.message ?? null, where).toBe(look.newest);
  }
  for (const { edit } of events as readonly {
    readonly edit?: { case?: string; act?: string };
  }[]) {
    // What is typed in a step is typed in the row that the step shows.
    const row = look?.room === "register" ? look.mark : null;
    if (edit !== undefined) expect([row?.case, row?.act], where).toEqual([edit.case, edit.act]);
  }
  if (look?.room !== "register") return;
  const { grid, place, row, column, cell } = shownBy(story);
  expect(grid, where).not.toBeNull();
  expect(place === null, where).toBe(look.mark === null);
  if (look.mark === null) return;
  // Nor is its row or its column hidden.
  expect([row, column], where).not.toContain(undefined);
  const says = typeof cell?.value === "boolean" ? cell.value : cell?.text;
  expect(says, where).toEqual(look.mark.shows ?? expect.not.stringMatching(/^$/));
  expect(JSON.stringify(row?.cells), where).toContain(look.mark.case);
}

test.each(stories().map(({ id }) => id))(
  "%s: what it claims happens, each step shows what is there and why, and nothing goes wrong but what it switches on",
  (id) => {
    const story = new PlayedStory(storyNamed(id), dist);
    const { steps } = story.story.told;
    const outs = steps.map((_, step) => {
      const out = outAfter(story, step + 1);
      checkStep(story, step, out);
      claims[id]?.[step + 1]?.(out, story);
      return out;
    });
    expect(claims[id]).toBeDefined();
    const out = outs.at(-1);
    const isTroubled = steps.some(({ troubles }) => troubles.length > 0);
    expect([isTroubled ? [] : out?.errors, out?.refused]).toEqual([[], []]);
    if (id === "night") expect(outs[6]?.inbox.length).toBe(outs[5]?.inbox.length);
  },
);

/** How many minutes after the first email each person was emailed, in the order in which people were first told. */
function emailsOf({ inbox }: Output): Readonly<Record<string, string>> {
  const first = Date.parse(inbox[0]?.at ?? "");
  const people = [...new Set(inbox.flatMap(({ to }) => to))];
  return Object.fromEntries(
    people.map((who) => {
      const own = inbox.filter(({ to }) => to.includes(who));
      const at = own.map((mail) => Math.round((Date.parse(mail.at) - first) / minute));
      return [calledAtDesk(who), at.join(" ")];
    }),
  );
}

/** `vitest -u` on this file writes the figures anew. */
test("the start page's picture of who is told when has the figures of two played days", async () => {
  const day = await Day.begin({ directory: deskDirectory });
  day.every = 30;
  const ordinary = day.play(submit({ concerns: ["suspected-victim"] }), minutes(300));
  const story = new PlayedStory(storyNamed("night"), dist);
  const { steps } = story.story.told;
  const answer = steps.findIndex(({ look }) => look.room === "register");
  story.playTo(answer);
  const answered = story.desk.workspace.clock.now;
  story.playTo(steps.length - 1);
  const danger = endOf(story);
  const figures = {
    ordinary: emailsOf(ordinary),
    danger: emailsOf(danger),
    dangerAnswered: String(Math.round((answered - Date.parse(danger.inbox[0]?.at ?? "")) / minute)),
  };
  expect([ordinary.errors, danger.errors]).toEqual([[], []]);
  const file = join(root, "scripts/desk/page/start/told-when.json");
  await expect(`${JSON.stringify(figures, null, 2)}\n`).toMatchFileSnapshot(file);
});
