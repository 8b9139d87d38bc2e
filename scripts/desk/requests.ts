/** Every request that the page can send to the desk, by name, and how it is answered. The page and this file are built together. */
import { play } from "../play/play-scenario";
import { parseScenario } from "../play/scenario";
import type { DialogCall } from "./editor";
import { DeskRefused, people } from "./people";
import type { EditRequest, RegisterRequest } from "./register-desk";
import type { Desk } from "./state";
import { PlayedStory, stories, storyView } from "./story";
import type { Until } from "./times";
import type { Answers } from "./views/views";

export interface Question {
  readonly id: number;
  readonly ask: string;
  readonly args: readonly unknown[];
}

/** `refused`: it was not done; the text is for the person. `failed`: there is a mistake in this program. */
export type Answer = { readonly id: number } & (
  | { readonly value: unknown }
  | { readonly refused: string }
  | { readonly failed: string }
);

/** Answers a request. Never throws. */
export function answerTo(requests: object, { id, ask, args }: Question): Answer {
  try {
    const known = new Map<string, (...args: readonly unknown[]) => unknown>(
      Object.entries(requests),
    );
    const request = known.get(ask);
    if (request === undefined) throw new DeskRefused(`The desk is not asked for "${ask}".`);
    return { id, value: request(...args) };
  } catch (error) {
    if (error instanceof DeskRefused) return { id, refused: error.message };
    return { id, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** The requests for a person's own desk. While a story is open, its desk is used instead. */
export function requestsOf(own: Desk) {
  let story: PlayedStory | null = null;
  /** Advances the clock of the desk that was shown when the person put it ahead. */
  let onward: (() => ReturnType<Desk["goAhead"]>) | null = null;
  const shown = () => story?.desk ?? own;
  return {
    people: () => people,
    stories: () => stories().map(storyView),
    /**
     * Plays a story up to a step: forward from its current step, or again from the beginning. @throws DeskRefused if there is no such
     * step.
     */
    playStory(id: string, step: number) {
      const wanted = stories().find((one) => one.id === id);
      if (wanted?.told.steps[step] === undefined) {
        throw new DeskRefused("There is no such step of a story.");
      }
      const isThere = story?.story.id === id && step >= story.step;
      const played = isThere && story !== null ? story : new PlayedStory(wanted, own.dist);
      onward = null;
      played.playTo(step);
      story = played;
    },
    leaveStory() {
      onward = null;
      story = null;
    },
    hash: () => own.hash(),
    save: () => own.save(),
    /** Advances the person's own clock by the real time that has passed. */
    clock() {
      if (story === null) own.keepUp();
      return shown().clock();
    },
    /** The start and end of putting the clock ahead, in milliseconds since 1970. `goAhead` then does it. */
    setOff(until: Until) {
      const desk = shown();
      const way = desk.setOff(until);
      onward = () => desk.goAhead(way.to);
      return way;
    },
    /** Null if another step or desk is shown by now. */
    goAhead: () => onward?.() ?? null,
    happened: () => shown().happened(),
    turnTrouble: (id: string, isOn: boolean) => shown().turnTrouble(id, isOn),
    form: (as: string) => shown().form(as),
    submit: (answers: Answers, by: string) => shown().submit(answers, by),
    /** A register, with the cell that the story's step is about if it is in the tab shown. */
    register(request: RegisterRequest) {
      const view = shown().registers.view(request);
      const sheetId = view.grid?.sheetId ?? null;
      return { ...view, mark: sheetId === null ? null : story?.markOn(view.register, sheetId) };
    },
    edit: (request: EditRequest) => shown().edit(request),
    inbox: () => shown().inbox(),
    mail: (number: number) => shown().mail(number),
    editor: (as: string) => shown().editor.view(as),
    loadEditor: (as: string) => shown().editor.load(as),
    clickMenu(as: string, functionName: string) {
      shown().begin("A command of the menu was chosen");
      return shown().editor.click(as, functionName);
    },
    dialogPage: (dialog: number) => shown().editor.page(dialog),
    callFromDialog: (call: DialogCall) => shown().editor.call(call),
    closeDialog: (dialog: number) => shown().editor.close(dialog),
    /** Plays a scenario (design section 6) in a Workspace of its own. Returns what `play` prints with `--cells`. */
    play(scenario: string, isEachTick = true) {
      const parsed = parseScenario(scenario);
      if (!parsed.ok) return { problems: parsed.problems };
      const output = play(parsed.scenario, { dist: own.dist, cells: true, isEachTick });
      return { output: JSON.stringify(output) };
    },
  };
}

export type Requests = ReturnType<typeof requestsOf>;
