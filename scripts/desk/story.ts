/** A story: a scenario whose events are told step by step, each with a sentence and where it comes from. The files are in stories/. */
import * as z from "zod";
import { once } from "../../src/once";
import { registerNames } from "../../src/ports";
import { defaultPack, packNamed } from "../../src/protocol/find-pack";
import type { ProtocolPack } from "../../src/protocol/pack";
import { type TabId, tabIds } from "../../src/register/columns";
import { tabs } from "../../src/register/tabs";
import { Player } from "../play/play-events";
import { parseScenario, type Scenario } from "../play/scenario";
import { deskDirectory, people } from "./people";
import { sourceNamed } from "./reasons";
import { Desk } from "./state";
import { storyFiles } from "./stories";
import type { SourceView, StoryView } from "./views/views";

const text = z.string().min(1);

const look = z.strictObject({
  as: z.string().refine((name) => people.some((one) => one.name === name), "nobody at the desk"),
  room: z.enum(["report", "register", "mail", "admin"]),
  register: z.enum(registerNames).optional(),
  tab: z.enum(tabIds).optional(),
});

const step = z.strictObject({
  says: text,
  /** A step of the county's document ("at-risk 1"), a statute ("PC 11166"), or words with a page of this project's. */
  sources: z.array(z.union([text, z.strictObject({ text, source: text })])).min(1),
  look,
  /** As in a scenario. */
  events: z.array(z.unknown()),
});

const story = z.strictObject({
  title: text,
  about: text,
  /** As in a scenario; the desk's own directory where it is left out. */
  start: text,
  protocol: text.optional(),
  directory: z.unknown().optional(),
  steps: z.array(step).min(2),
});
type Told = z.infer<typeof story>;

export interface Story {
  readonly id: string;
  readonly told: Told;
  readonly scenario: Scenario;
  /** How many events the steps up to each have. */
  readonly ends: readonly number[];
}

function read(id: string, given: unknown): Story {
  const told = story.parse(given);
  const { start, protocol, directory = deskDirectory, steps } = told;
  const events = steps.flatMap((one) => one.events);
  const whole = { start, directory, ...(protocol === undefined ? {} : { protocol }), events };
  const parsed = parseScenario(JSON.stringify(whole), [packOf(told)]);
  if (!parsed.ok) throw new Error(`${id}: ${parsed.problems.join("\n")}`);
  let end = 0;
  const ends = steps.map((one) => {
    end += one.events.length;
    return end;
  });
  return { id, told, scenario: parsed.scenario, ends };
}

const packOf = ({ protocol }: Told): ProtocolPack =>
  (protocol === undefined ? null : packNamed(protocol)) ?? defaultPack();

/** Every story, in the order in which they are shown. @throws Error where a file is none. */
export const stories = once((): readonly Story[] =>
  Object.entries(storyFiles).map(([id, given]) => read(id, given)),
);

function sourceView(
  pack: ProtocolPack,
  given: Told["steps"][number]["sources"][number],
): SourceView {
  if (typeof given !== "string") return given;
  const found = sourceNamed(pack, given);
  if (found === null) throw new Error(`the county's pack has no step or statute "${given}"`);
  return found;
}

const sheetOf = (tab: TabId | undefined): number | null =>
  tab === undefined ? null : tabs[tab].sheetId;

export function storyView({ id, told }: Story): StoryView {
  const { title, about, steps } = told;
  return {
    id,
    title,
    about,
    steps: steps.map(({ says, sources, look: { as, room, register = "main", tab } }) => ({
      says,
      sources: sources.map((one) => sourceView(packOf(told), one)),
      look: { as, room, register, tab: sheetOf(tab) },
    })),
  };
}

/** In the middle of long times the clock fires so seldom, in minutes: nobody waits for a week. */
const everyMinutes = 240;

/** A story on a desk of its own, played up to a step. */
export class PlayedStory {
  readonly desk: Desk;
  private readonly player: Player;
  private played = 0;

  constructor(
    readonly story: Story,
    dist: string,
  ) {
    const { start, events, directory } = story.scenario;
    const { protocol } = story.told;
    this.desk = new Desk({
      dist,
      start,
      realNow: () => start,
      ...(directory === undefined ? {} : { directory }),
      ...(protocol === undefined ? {} : { protocol }),
    });
    this.player = new Player(this.desk.workspace, events, false, everyMinutes);
  }

  /** The step played last; -1 before the first. */
  get step(): number {
    return this.played - 1;
  }

  /** Plays the steps up to this one, which must not lie behind. */
  playTo(step: number): void {
    const { events } = this.story.scenario;
    for (; this.played <= step; this.played += 1) {
      const from = this.story.ends[this.played - 1] ?? 0;
      const due = events.slice(from, this.story.ends[this.played]);
      if (due.length > 0) this.desk.begin(`Step ${this.played + 1} of the story`);
      for (const event of due) this.player.play(event);
    }
  }
}
