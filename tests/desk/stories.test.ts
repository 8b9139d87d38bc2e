/** The stories of the page: each is a scenario that `play` takes, ends as it says, and is the same step by step as at once. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../../scripts/build/sources";
import { PlayedStory, type Story, stories, storyView } from "../../scripts/desk/story";
import { builtBundle } from "../../scripts/play/bundle";
import { type Output, readOutput } from "../../scripts/play/end-state/output";

async function played(id: string): Promise<PlayedStory> {
  return new PlayedStory(storyNamed(id), await builtBundle());
}

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

/** As it stands after a step, counted from 1. */
function after(story: PlayedStory, step: number): Output {
  story.playTo(step - 1);
  expect(unexplained(story)).toEqual([]);
  return readOutput(story.desk.workspace, { cells: false });
}

const states = (out: Output) =>
  Object.fromEntries(out.checklist.map(({ act, state }) => [String(act), state]));
const mailsTo = (out: Output, address: string) =>
  out.inbox.filter(({ to }) => to.includes(`${address}@district.example`)).length;

/** What each story claims, step by step. */
const claims: Readonly<Record<string, (story: PlayedStory) => void>> = {
  "two-teachers"(story) {
    expect(after(story, 2).cases).toMatchObject([{ level: "below-threshold", reports: 1 }]);
    const joined = after(story, 3);
    expect(joined.cases).toMatchObject([{ level: "at-risk", reports: 2 }]);
    expect(mailsTo(joined, "contact")).toBe(2);
    expect(states(after(story, 6))).toMatchObject({
      "call-child-and-family-services": "done",
      "submit-mandated-report": "done",
    });
  },
  "parent-involved"(story) {
    const telltale = ["inform-parent-or-guardian", "offer-referral-to-parent"];
    const of = (step: number) => telltale.map((act) => states(after(story, step))[act]);
    expect(of(2)).toEqual(["locked", "locked"]);
    expect(after(story, 3).activity).toContainEqual(
      expect.objectContaining({ what: "edit-put-back" }),
    );
    expect(after(story, 4).cases).toMatchObject([{ agencyCleared: "child-and-family-services" }]);
    expect(of(5)).toEqual(["locked", "locked"]);
    expect(of(6)).toEqual(["open", "open"]);
  },
  hold(story) {
    expect(states(after(story, 4))).toMatchObject({
      "investigate-campus-impact": "on-hold",
      "submit-mandated-report": "open",
    });
    expect(states(after(story, 5))["investigate-campus-impact"]).toBe("on-hold");
    expect(states(after(story, 6))).toMatchObject({
      "investigate-campus-impact": "open",
      "submit-mandated-report": "done",
    });
  },
  night(story) {
    const counts = [1, 3, 4, 5, 6].map((step) => after(story, step).inbox.length);
    const [first = 0, again = 0, later = 0, answered = 0, quiet = 0] = counts;
    expect(first).toBe(3);
    expect([again - first >= 3, later > again, quiet]).toEqual([true, true, answered]);
  },
  "contact-concern"(story) {
    expect(after(story, 1).cases).toMatchObject([{ register: "sealed" }]);
    const end = after(story, 5);
    expect([mailsTo(end, "contact"), mailsTo(end, "backup")]).toEqual([0, 0]);
    expect(mailsTo(end, "lead")).toBeGreaterThan(0);
  },
  "lead-concern"(story) {
    expect(after(story, 1).cases).toMatchObject([{ register: "sealed-alternate" }]);
    const end = after(story, 5);
    expect(["lead", "contact"].map((who) => mailsTo(end, who))).toEqual([0, 0]);
    expect(mailsTo(end, "alternate")).toBeGreaterThan(0);
  },
  "confirmed-victim"(story) {
    expect(states(after(story, 1))).toMatchObject({ "inform-parent-or-guardian": "locked" });
    expect(states(after(story, 4))).toMatchObject({ "inform-parent-or-guardian": "open" });
    expect(after(story, 6).cases).toMatchObject([{ status: "closed", level: "confirmed-victim" }]);
  },
  "another-county"(story) {
    expect(after(story, 2).cases).toMatchObject([{ level: "concern", reports: 1 }]);
    const [act] = after(story, 5).checklist;
    expect(act).toMatchObject({ act: "call-child-and-family-services", state: "done" });
  },
};

describe.each(stories().map(({ id }) => id))("%s", (id) => {
  test("ends as it says, and nothing goes wrong on the way", async () => {
    const story = await played(id);
    claims[id]?.(story);
    const out = after(story, story.story.told.steps.length);
    expect(claims[id]).toBeDefined();
    expect([out.errors, out.refused]).toEqual([[], []]);
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

test("every file of a story is one of the stories", () => {
  const listed = readFileSync(join(root, "scripts/desk/stories/index.ts"), "utf8");
  expect(stories().length).toBe(8);
  for (const { id } of stories()) expect(listed).toContain(`./${id}.json`);
});

test("begun again from a step, a story stands where it stood there", async () => {
  const [one, other] = [await played("two-teachers"), await played("two-teachers")];
  for (const step of [0, 1, 2]) one.playTo(step);
  other.playTo(2);
  expect(other.desk.happened()).toEqual(one.desk.happened());
  expect(after(other, 3).cases).toEqual(after(one, 3).cases);
});
