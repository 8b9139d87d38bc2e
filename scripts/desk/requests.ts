/** Everything that the page may ask of the desk, by name. */

import { play } from "../play/play-scenario";
import { parseScenario } from "../play/scenario";
import type { DialogCall } from "./editor";
import { people } from "./people";
import { DeskRefused } from "./refused";
import type { EditRequest, RegisterRequest } from "./register-desk";
import type { Desk } from "./state";
import { PlayedStory, stories, storyView } from "./story";
import type { MarkedRegisterView } from "./views/register-views";
import type { Answers } from "./views/views";

/** The person's own desk, and the one of a story in front of it while there is one. */
export class Desks {
  story: PlayedStory | null = null;

  constructor(readonly own: Desk) {}

  get shown(): Desk {
    return this.story?.desk ?? this.own;
  }

  /** A register of the desk in front, with the cell that the story's step is about. */
  register(request: RegisterRequest): MarkedRegisterView {
    const view = this.shown.register(request);
    const { register, grid } = view;
    const mark = grid === null ? null : (this.story?.markOn(register, grid.sheetId) ?? null);
    return { ...view, mark };
  }

  /** Plays a story up to a step: from where it is, or from its beginning. @throws DeskRefused where there is no such step. */
  playStory(id: string, step: number): void {
    const story = stories().find((one) => one.id === id);
    if (story?.told.steps[step] === undefined) {
      throw new DeskRefused("There is no such step of a story.");
    }
    const isOn = this.story?.story.id === id && step > this.story.step;
    const played = isOn && this.story !== null ? this.story : new PlayedStory(story, this.own.dist);
    played.playTo(step);
    this.story = played;
  }
}

export function requestsOf(desks: Desks) {
  return {
    people: () => people,
    stories: () => stories().map(storyView),
    playStory(id: string, step: number) {
      desks.playStory(id, step);
      return desks.shown.clock();
    },
    leaveStory() {
      desks.story = null;
      return desks.shown.clock();
    },
    about: () => desks.own.about(),
    clock: () => desks.shown.clock(),
    save: () => desks.own.save(),
    happened: () => desks.shown.happened(),
    troubles: () => desks.shown.trouble(),
    turnTrouble(id: string, isOn: boolean) {
      desks.shown.turnTrouble(id, isOn);
      return desks.shown.trouble();
    },
    form: (as: string) => desks.shown.form(as),
    submit: (answers: Answers, by: string) => desks.shown.submit(answers, by),
    register: (request: RegisterRequest) => desks.register(request),
    edit(request: EditRequest) {
      desks.shown.edit(request);
      return desks.shown.clock();
    },
    inbox: () => desks.shown.inbox(),
    mail: (number: number) => desks.shown.mail(number),
    log: () => desks.shown.log(),
    editor: (as: string) => desks.shown.editor.view(as),
    loadEditor: (as: string) => desks.shown.editor.load(as),
    clickMenu(as: string, functionName: string) {
      desks.shown.begin("A command of the menu was chosen");
      return desks.shown.editor.click(as, functionName);
    },
    dialogPage: (dialog: number) => desks.shown.editor.page(dialog),
    callFromDialog: (call: DialogCall) => desks.shown.editor.call(call),
    closeDialog(dialog: number) {
      desks.shown.editor.close(dialog);
      return desks.shown.clock();
    },
    /** Plays a scenario (design section 6) in a Workspace of its own: what `play` prints, with the cells. */
    play(scenario: string, isEachTick = true) {
      const parsed = parseScenario(scenario);
      if (!parsed.ok) return { problems: parsed.problems };
      const output = play(parsed.scenario, { dist: desks.own.dist, cells: true, isEachTick });
      return { output: JSON.stringify(output) };
    },
  };
}

export type Requests = ReturnType<typeof requestsOf>;

/** What changes something: not done while the clock goes ahead. */
export const acts: ReadonlySet<string> = new Set<keyof Requests>([
  "submit",
  "edit",
  "loadEditor",
  "clickMenu",
  "callFromDialog",
  "turnTrouble",
  "playStory",
  "leaveStory",
]);
