/** Plays the events of a scenario, one after another. What is refused is recorded, and the day continues. */

import { outOfUse } from "../workspace/accounts";
import { addPerson } from "../workspace/drive/person";
import { PersonRefused, submitResponse } from "../workspace/forms";
import type { LocalWorkspace } from "../workspace/index";
import { LocalRefusal } from "../workspace/service";
import { DialogPerson } from "./acts/dialog-acts";
import { playEdit, playPaste } from "./acts/edit";
import { FormEditor } from "./acts/form-acts";
import { playAccount, playShare } from "./acts/share-acts";
import { playSheetAct } from "./acts/sheet-acts";
import { addresses, addressOf } from "./directory";
import { type PrintedPage, printedPage } from "./end-state/output";
import { Versions } from "./end-state/versions";
import { answersByItem } from "./form-answers";
import type { ScenarioEvent, SheetAct, Submission } from "./scenario";

/** The names that scenarios use for the menu items of the Form, and the functions behind them. The function names work as well. */
export const menuFunctions: Readonly<Record<string, string>> = {
  "set-up": "setUp",
  check: "runCheck",
  "go-live": "goLive",
  drill: "runDrill",
  print: "printRecord",
  evidence: "yearEvidence",
  poster: "poster",
  "roll-over": "rollOver",
  "stop-account": "stopAccount",
  settings: "settings",
  access: "whoCanOpen",
  uninstall: "uninstall",
};

const ofLead: readonly string[] = ["print", "drill", "evidence"];

/** Actions that a button of the check starts, by the name that scenarios use. */
const buttonsOfCheck: Readonly<Record<string, string>> = {
  "danger-called": "danger-called",
};

/** Who acts if the scenario does not say: someone who would do this and is allowed to. */
const usually = {
  submit: "teacher",
  edit: "contact",
  paste: "contact",
  sheet: "admin",
  form: "admin",
  share: "admin",
  menu: "admin",
} as const;

type Menu = Extract<ScenarioEvent, { menu: unknown }>["menu"];

const restoresVersion = (event: ScenarioEvent): boolean =>
  "sheet" in event && event.sheet.name === "restoreVersion";

/** Finds the code on the page about drills. */
const codeShown = /\bCode: (\S+)/;

const minute = 60_000;
/**
 * In a long span, the clock fires every five minutes only during the first and last minutes, and every half hour in between. In
 * milliseconds, except `every` in minutes.
 */
const sparse = { from: 90 * minute, first: 15 * minute, last: 10 * minute, every: 30 };

/** How often the clock fires in the middle of long spans, unless it fires every five minutes there too. */
interface Middle {
  /** Minutes between two runs: half an hour where it is left out. */
  readonly every?: number | undefined;
  /** Spans of so many milliseconds count as long too; in those shorter than an hour and a half it fires at least every ten minutes. */
  readonly tenFrom?: number | undefined;
}

/**
 * Plays the events of one day. It remembers what later events refer to: the responses in order, the Form's original state, earlier
 * versions.
 */
export class Player {
  /** Response ids in the order submitted, including those whose trigger was lost; null if the Form accepted none. */
  private readonly submitted: (string | null)[] = [];
  private readonly form: FormEditor;
  /** What dialogs showed, in order. */
  readonly pages: PrintedPage[] = [];
  /** Only for a day that restores a version, because with thousands of cases each version takes megabytes. */
  private readonly versions: Versions | null;
  constructor(
    private readonly workspace: LocalWorkspace,
    events: readonly ScenarioEvent[] = [],
    /** Whether the clock fires every five minutes in long spans too. The product behaves the same; it only takes longer to play. */
    private readonly isEachTick = true,
    private readonly middle: Middle = {},
  ) {
    this.form = new FormEditor(workspace);
    this.versions = events.some(restoresVersion) ? new Versions(workspace) : null;
  }

  play(event: ScenarioEvent): void {
    const { workspace } = this;
    try {
      this.dispatch(event);
    } catch (error) {
      if (!(error instanceof PersonRefused || error instanceof LocalRefusal)) throw error;
      workspace.noteError(error.message);
    }
    this.versions?.note();
  }

  private dispatch(event: ScenarioEvent): void {
    const { workspace } = this;
    if ("submit" in event) this.deliver(this.submit(event.submit, event.as));
    else if ("loseTrigger" in event) this.submit(event.loseTrigger.submit, event.as);
    else if ("deliverAgain" in event) this.deliverAgain(event.deliverAgain);
    else if ("advance" in event) this.advance(event.advance);
    else if ("edit" in event) playEdit(workspace, event.edit, this.actor("edit", event.as));
    else if ("paste" in event) playPaste(workspace, event.paste, this.actor("paste", event.as));
    else if ("sheet" in event) this.sheet(event.sheet, this.actor("sheet", event.as));
    else if ("form" in event) this.form.play(event.form, this.actor("form", event.as));
    else if ("share" in event) playShare(workspace, event.share, this.actor("share", event.as));
    else if ("account" in event) playAccount(workspace, event.account);
    else if ("fault" in event) {
      const { call, when, nth = 1, times = 1, error } = event.fault;
      workspace.fault({ call, when, nth, times, ...(error === undefined ? {} : { error }) });
    } else this.click(event.menu, this.actor("menu", event.as));
  }

  private advance(milliseconds: number): void {
    const { workspace } = this;
    const { from, first, last } = sparse;
    const { every = sparse.every, tenFrom = from } = this.middle;
    if (this.isEachTick || milliseconds < tenFrom) {
      workspace.advance(milliseconds);
      return;
    }
    workspace.advance(first);
    workspace.advanceSparsely(
      milliseconds - first - last,
      milliseconds < from ? Math.min(10, every) : every,
    );
    workspace.advance(last);
  }

  /** The address of the person who acts. Refuses someone whose account is suspended or does not exist. */
  private actor(event: keyof typeof usually, as: string | undefined): string {
    const address = addressOf(as ?? usually[event]);
    const why = outOfUse(this.workspace.store, address);
    if (why !== null) throw new PersonRefused(`${event} refused: ${why}`);
    return address;
  }

  private sheet(act: SheetAct, as: string): void {
    const { name } = act;
    if (name === "restoreVersion") this.versions?.restore(act, as);
    else playSheetAct(this.workspace.store, name, act, as);
  }

  private submit(submission: Submission, by: string | undefined): string | null {
    const { store, containerId, clock } = this.workspace;
    // Counted even if it is refused, because `deliverAgain` counts the submissions of the scenario.
    const index = this.submitted.push(null) - 1;
    const answers = answersByItem(store, this.withCode(submission), this.form);
    const as = this.actor("submit", by);
    const id = submitResponse(store, containerId, answers, clock.now, { as });
    this.submitted[index] = id;
    return id;
  }

  /** Replaces `{drill}` as the student's name with the code that the last page about drills showed. If none did, it stays. */
  private withCode(submission: Submission): Submission {
    if ("raw" in submission || !/^\{(drill|proof)\}$/.test(submission.studentName ?? ""))
      return submission;
    const codes = this.pages.flatMap(({ text }) => codeShown.exec(text)?.[1] ?? []);
    return { ...submission, studentName: codes[codes.length - 1] ?? submission.studentName };
  }

  private deliver(response: string | null): void {
    if (response !== null) this.workspace.formSubmitted(response);
  }

  private deliverAgain(index: number): void {
    const response = this.submitted[index] ?? null;
    if (response === null) throw new LocalRefusal(`no response ${index} was submitted before this`);
    this.deliver(response);
  }

  /** Makes the lead an editor of the Form, which they need to print records (design 2.11), without waiting for the clock to do it. */
  private letLeadEditForm(): void {
    const { store, containerId } = this.workspace;
    const lead = { address: addresses.lead, role: "editor" } as const;
    addPerson(store, containerId, lead, addresses.admin);
  }

  private click({ name, answers }: Menu, as: string): void {
    const button = Object.entries(buttonsOfCheck).find(([key]) => key === name)?.[1];
    const chosen = button === undefined ? name : "check";
    const item = Object.entries(menuFunctions).find((both) => both.includes(chosen));
    if (item === undefined) throw new LocalRefusal(`the Form's menu has no item "${name}"`);
    if (ofLead.includes(item[0]) && as === addresses.lead) this.letLeadEditForm();
    if (!this.workspace.mayOpenEditor(as)) {
      throw new PersonRefused(`menu refused: ${as} may not open the Form's editor`);
    }
    const { ok } = this.workspace.clickMenu(item[1], as);
    const person = new DialogPerson(this.workspace, as);
    const first = ok ? person.open() : null;
    if (first === null) return;
    let page = first;
    try {
      if (button !== undefined) page = person.press(first, button);
      if (answers !== undefined) page = person.answer(page, answers);
    } finally {
      this.pages.push(printedPage(page, this.workspace.currentEvent, button ?? item[0]));
    }
  }
}
