/** Everything that the page may ask of the desk, by name. */

import { play } from "../play/play";
import { parseScenario } from "../play/scenario";
import type { DialogCall } from "./editor";
import { people } from "./people";
import type { Counted, Desk, RegisterRequest } from "./state";
import type { Answers, EditRequest } from "./views";

export function requestsOf(desk: Desk) {
  return {
    people: () => people,
    about: () => desk.about(),
    clock: () => desk.clock(),
    save: (since: Counted) => desk.save(since),
    form: () => desk.form(),
    submit: (answers: Answers) => desk.submit(answers),
    register: (request: RegisterRequest) => desk.register(request),
    edit(request: EditRequest) {
      desk.edit(request);
      return desk.clock();
    },
    inbox: () => desk.inbox(),
    mail: (number: number) => desk.mail(number),
    log: () => desk.log(),
    editor: (as: string) => desk.editor.view(as),
    loadEditor: (as: string) => desk.editor.load(as),
    clickMenu: (as: string, functionName: string) => desk.editor.click(as, functionName),
    dialogPage: (dialog: number) => desk.editor.page(dialog),
    callFromDialog: (call: DialogCall) => desk.editor.call(call),
    closeDialog(dialog: number) {
      desk.editor.close(dialog);
      return desk.clock();
    },
    /** Plays a scenario (design section 6) in a Workspace of its own: what `play` prints, with the cells. */
    play(scenario: string, isEachTick = true) {
      const parsed = parseScenario(scenario);
      if (!parsed.ok) return { problems: parsed.problems };
      const output = play(parsed.scenario, { dist: desk.dist, cells: true, isEachTick });
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
]);
