/** Plays the events of a scenario, one after another. What is refused is noted in `errors` and the day goes on. */
import { formRef, PersonRefused, responseRef, submitResponse } from "../workspace/forms";
import type { LocalWorkspace } from "../workspace/index";
import { LocalRefusal } from "../workspace/service";
import { answersByItem } from "./answers";
import { addressOf } from "./directory";
import { playEdit } from "./edit";
import type { ScenarioEvent, Submission } from "./scenario";

/** Names that a scenario uses for the items of the Form's menu. */
export const menuFunctions: Readonly<Record<string, string>> = {
  "set-up": "setUp",
  check: "runCheck",
  drill: "runDrill",
  print: "printRecord",
  "roll-over": "rollOver",
  "hand-over": "handOver",
  upgrade: "upgrade",
};

/** Who acts where a scenario does not say. */
const usually = { edit: "contact", menu: "admin" } as const;

type Menu = Extract<ScenarioEvent, { menu: unknown }>["menu"];

/** The events of one day. Remembers the responses in order, so that one can be delivered again. */
export class Player {
  /** Response ids in the order submitted, lost triggers included; null where the Form took none. */
  private readonly submitted: (string | null)[] = [];

  constructor(private readonly workspace: LocalWorkspace) {}

  play(event: ScenarioEvent): void {
    const { workspace } = this;
    try {
      this.dispatch(event);
    } catch (error) {
      if (!(error instanceof PersonRefused || error instanceof LocalRefusal)) throw error;
      workspace.noteError(error.message);
    }
  }

  private dispatch(event: ScenarioEvent): void {
    const { workspace } = this;
    if ("submit" in event) this.deliver(this.submit(event.submit));
    else if ("loseTrigger" in event) this.submit(event.loseTrigger.submit);
    else if ("deliverAgain" in event) this.deliverAgain(event.deliverAgain);
    else if ("advance" in event) workspace.advance(event.advance);
    else if ("edit" in event) playEdit(workspace, event.edit, addressOf(event.as ?? usually.edit));
    else if ("fault" in event) {
      const { call, when, nth = 1, times = 1, error } = event.fault;
      workspace.fault({ call, when, nth, times, ...(error === undefined ? {} : { error }) });
    } else if ("menu" in event) this.click(event.menu, addressOf(event.as ?? usually.menu));
    else {
      const name = Object.keys(event).find((key) => key !== "as") ?? "";
      workspace.noteError(`not played yet: ${name}`);
    }
  }

  private submit(submission: Submission): string | null {
    const { store, containerId, clock } = this.workspace;
    // Counted before it can be refused: `deliverAgain` counts the submissions of the scenario.
    const index = this.submitted.push(null) - 1;
    const answers = answersByItem(store, submission);
    const id = submitResponse(store, containerId, answers, clock.now);
    this.submitted[index] = id;
    return id;
  }

  private deliver(response: string | null): void {
    if (response === null) return;
    const { containerId: formId } = this.workspace;
    this.workspace.formSubmitted({
      formId,
      response: responseRef(formId, response),
      source: formRef(formId),
    });
  }

  private deliverAgain(index: number): void {
    const response = this.submitted[index] ?? null;
    if (response === null) throw new LocalRefusal(`no response ${index} was submitted before this`);
    this.deliver(response);
  }

  private click({ name, answers }: Menu, as: string): void {
    const item = Object.entries(menuFunctions).find(([key]) => key === name);
    if (item === undefined) throw new LocalRefusal(`the Form's menu has no item "${name}"`);
    const pressed = Array.isArray(answers) ? answers.map(String) : [];
    this.workspace.clickMenu(item[1], as, pressed);
  }
}
