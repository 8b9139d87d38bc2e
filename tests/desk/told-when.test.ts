/** The picture on the start page of who is told when shows two played days: `vitest -u` on this file writes its figures anew. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../scripts/build/sources";
import { calledAtDesk, deskDirectory } from "../../scripts/desk/people";
import { PlayedStory, stories } from "../../scripts/desk/story";
import { builtBundle } from "../../scripts/play/bundle";
import { type Output, readOutput } from "../../scripts/play/end-state/output";
import { Day } from "../day/day";
import { minute, minutes, submit } from "../day/events";

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

test("its figures are those of the days", async () => {
  const ordinary = (await Day.begin({ directory: deskDirectory })).play(
    submit({ concerns: ["suspected-victim"] }),
    minutes(300),
  );
  const night = stories().find(({ id }) => id === "night");
  if (night === undefined) throw new Error("no story of a night");
  const story = new PlayedStory(night, await builtBundle());
  const { steps } = night.told;
  const answer = steps.findIndex(({ look }) => look.room === "register");
  story.playTo(answer);
  const answered = story.desk.workspace.clock.now;
  story.playTo(steps.length - 1);
  const danger = readOutput(story.desk.workspace, { cells: false });
  const figures = {
    ordinary: emailsOf(ordinary),
    danger: emailsOf(danger),
    dangerAnswered: String(Math.round((answered - Date.parse(danger.inbox[0]?.at ?? "")) / minute)),
  };
  expect([ordinary.errors, danger.errors]).toEqual([[], []]);
  const file = join(root, "scripts/desk/page/start/told-when.json");
  await expect(`${JSON.stringify(figures, null, 2)}\n`).toMatchFileSnapshot(file);
});
