/** A story: a scenario whose events are told step by step, each with a sentence and its source. The story files are in stories/. */
import * as z from "zod";
import { once } from "../../src/lazy";
import { registerNames } from "../../src/ports";
import { defaultPack, packNamed } from "../../src/protocol/find-pack";
import type { ProtocolPack } from "../../src/protocol/pack";
import { idsOf } from "../../src/register/columns";
import { tabs } from "../../src/tabs";
import { findRows } from "../play/acts/find-row";
import { Player } from "../play/play-events";
import { parseScenario, type Scenario } from "../play/scenario";
import { deskDirectory, people } from "./people";
import { sourceNamed } from "./reasons";
import { Desk } from "./state";
import { storyFiles } from "./stories";
import { troubleIds } from "./troubles";
import type { SourceView } from "./views/views";

const text = z.string().min(1);

const as = z.string().refine((name) => people.some((one) => one.name === name), "no such person");

/** What the page shows at a step. */
const look = z.discriminatedUnion("room", [
  z.strictObject({ as, room: z.literal("report") }),
  z.strictObject({
    as,
    room: z.literal("register"),
    register: z.enum(registerNames).default("main"),
    tab: z.enum(idsOf(tabs)),
    /**
     * The cell to mark: its row by case (and by step, in the checklist), its column by key, and its value if the step is about that.
     * Null if the step shows that there is no such row.
     */
    mark: z
      .strictObject({
        case: text,
        act: text.optional(),
        column: text,
        shows: z.union([text, z.boolean()]).optional(),
      })
      .nullable(),
  }),
  z.strictObject({
    as,
    room: z.literal("mail"),
    /** The kind of the person's newest email, which the room opens; null if the person has no email. */
    newest: text.nullable(),
  }),
]);

const step = z.strictObject({
  says: text,
  /** Sources: a step of the county's document ("at-risk 1"), a statute ("PC 11166"), or a text with a page of this project. */
  sources: z.array(z.union([text, z.strictObject({ text, source: text })])).min(1),
  look,
  /** The troubles that are on during this step. All others are off. */
  troubles: z.array(z.enum(troubleIds)).default([]),
  /** As in a scenario. */
  events: z.array(z.unknown()),
});

const story = z.strictObject({
  title: text,
  about: text,
  /** As in a scenario. Without a directory, the desk's own is used. */
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
  /** For each step, how many events there are up to its end. */
  readonly ends: readonly number[];
}

/** Reads a story from the data of its file. @throws Error if it is not a story. */
export function parseStory(id: string, given: unknown): Story {
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

/** Every story, in the order in which they are shown. @throws Error if a file is not a story. */
export const stories = once((): readonly Story[] =>
  Object.entries(storyFiles).map(([id, given]) => parseStory(id, given)),
);

export function storyView({ id, told }: Story) {
  const { title, about, steps } = told;
  return {
    id,
    title,
    about,
    steps: steps.map(({ says, sources, look: shown }) => ({
      says,
      sources: sources.map((one): SourceView => {
        const found = typeof one === "string" ? sourceNamed(packOf(told), one) : one;
        if (found === null) throw new Error(`the county's pack has no step or statute "${one}"`);
        return found;
      }),
      look:
        shown.room === "register"
          ? { ...shown, tab: tabs[shown.tab].sheetId, filter: null }
          : shown,
    })),
  };
}

/** Minutes between two clock runs in the middle of long spans, so that a story plays quickly. */
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
    this.player = new Player(this.desk.workspace, events, false, { every: everyMinutes });
  }

  /** The step that was played last; -1 before the first. */
  get step(): number {
    return this.played - 1;
  }

  /** The cell that the step is about, if it is in this tab of this register. */
  markOn(register: string, sheetId: number) {
    const shown = this.story.told.steps[this.step]?.look;
    if (shown?.room !== "register" || shown.mark === null) return null;
    if (shown.register !== register || tabs[shown.tab].sheetId !== sheetId) return null;
    const { tab, mark: cell } = shown;
    const query = { tab, register: shown.register, case: cell.case, act: cell.act };
    const found = findRows(this.desk.workspace.store, query);
    const row = found?.rows[0]?.index;
    const column = found?.cells.positions.get(cell.column);
    return row === undefined || column === undefined ? null : { row, column };
  }

  /** Plays the steps up to this one. It must not come before the current step. */
  playTo(step: number): void {
    const { events } = this.story.scenario;
    for (; this.played <= step; this.played += 1) {
      // Exactly the troubles of this step are on.
      const wanted: readonly string[] = this.story.told.steps[this.played]?.troubles ?? [];
      for (const id of troubleIds) this.desk.turnTrouble(id, wanted.includes(id));
      const from = this.story.ends[this.played - 1] ?? 0;
      const due = events.slice(from, this.story.ends[this.played]);
      if (due.length > 0) this.desk.begin(`Step ${this.played + 1} of the story`);
      for (const event of due) this.player.play(event);
    }
  }
}
