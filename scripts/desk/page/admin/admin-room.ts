/** The room of the Form's editor, as far as the script shows itself there: its menus, its dialogs, and what it says. */
import type { AlertView, ClickedView, DialogView, EditorView } from "../../views/editor-views";
import { showDialog } from "../shell/dialog";
import { element } from "../shell/dom";
import { refusalCard, roomHead } from "../shell/room-head";
import { desk } from "../shell/the-desk";
import type { Surroundings, View } from "../shell/view";
import { DialogFrame } from "./dialog-frame";
import { firstSteps, samples } from "./first-steps";
import { menuBar } from "./menu-bar";

const closedQuestion =
  "On Google the script waits here for an answer. The desk cannot wait: it closed the question. A scenario can answer it.";

export class AdminRoom implements View {
  readonly title = "Admin";
  readonly element = element("section", { class: "room", "aria-label": "Admin" });
  private readonly editor = element("div", { class: "editor" });
  private readonly told = element("div", { role: "status" });
  /** Whose editor is loaded. */
  private person = "";
  private shown = "";
  private dialog: DialogFrame | null = null;

  constructor(private readonly around: Surroundings) {
    this.element.append(roomHead("admin"), this.editor);
  }

  async refresh(): Promise<void> {
    const person = `${this.around.shown()} ${this.around.person()}`;
    const isLoaded = this.person === person;
    this.person = person;
    if (!isLoaded) this.told.replaceChildren();
    this.show(await desk.ask(isLoaded ? "editor" : "loadEditor", this.around.person()));
  }

  private show(view: EditorView): void {
    const { dialog, ...rest } = view;
    const state = JSON.stringify([this.person, rest]);
    // A menu that is open stays open while nothing has changed.
    if (state !== this.shown) this.editor.replaceChildren(...this.parts(view));
    this.shown = state;
    const isShown = this.dialog?.element.isConnected === true || this.dialog?.isGone === true;
    if (dialog !== null && !isShown) this.openDialog(dialog, view.form?.questions === 0);
  }

  private parts({ refused, form, menus }: EditorView): readonly HTMLElement[] {
    if (form === null) return [refusalCard(refused ?? "", "admin", this.around)];
    const { name, title, open, questions, owner, editors } = form;
    const facts: readonly (readonly [string, string])[] = [
      ["Title", title === "" ? "(none)" : title],
      ["Questions", String(questions)],
      ["Responses", open ? "The Form takes responses." : "The Form takes no responses."],
      ["Owner", owner],
      ["Editors", editors.length === 0 ? "Nobody else" : editors.join(", ")],
    ];
    return [
      element(
        "div",
        { class: "file google" },
        element("p", { class: "name" }, name),
        menuBar(menus, (functionName, opener) => void this.click(functionName, opener)),
      ),
      this.told,
      element(
        "div",
        { class: "card google" },
        element(
          "dl",
          {},
          ...facts.flatMap(([term, words]) => [element("dt", {}, term), element("dd", {}, words)]),
        ),
      ),
      questions > 0 ? element("div", {}) : firstSteps(),
    ];
  }

  private async click(functionName: string, opener: HTMLElement): Promise<void> {
    this.told.replaceChildren(element("p", { class: "running" }, "Running script…"));
    let view: ClickedView;
    try {
      view = await desk.ask("clickMenu", this.around.person(), functionName);
    } catch (error) {
      this.told.replaceChildren();
      this.around.tell(error instanceof Error ? error.message : String(error));
      return;
    }
    const { error, alerts, ...rest } = view;
    this.tell(error);
    this.show(rest);
    for (const alert of alerts) await this.alert(alert);
    if (rest.dialog === null) this.focusAgain(opener);
    await this.around.changed();
  }

  /** As Google's red bar: what ended the run, until it is taken away. */
  private tell(error: string | null): void {
    if (error === null) this.told.replaceChildren();
    else {
      const dismiss = () => this.told.replaceChildren();
      this.told.replaceChildren(
        element(
          "div",
          { class: "failed" },
          element("p", {}, error),
          element("button", { type: "button", class: "link", onclick: dismiss }, "Dismiss"),
        ),
      );
    }
  }

  /** The run waited for this one to be closed; on the desk it was closed before anybody read it. */
  private alert({ title, prompt, isQuestion }: AlertView): Promise<void> {
    return new Promise((resolve) => {
      const body = [
        element("p", { class: "prompt" }, prompt),
        isQuestion ? element("p", { class: "refusal" }, closedQuestion) : null,
        element(
          "div",
          { class: "buttons" },
          element("button", { type: "button", class: "main", onclick: () => dialog.close() }, "OK"),
        ),
      ];
      const dialog = showDialog(title, body, resolve);
    });
  }

  /** `isFresh`: over a Form that is not set up. */
  private openDialog(view: DialogView, isFresh: boolean): void {
    const opener = document.activeElement;
    const owner = {
      answered: () => void this.around.changed(),
      closed: (next: DialogView | null) => {
        this.dialog = null;
        if (next === null) this.focusAgain(opener);
        else this.openDialog(next, isFresh);
        void this.around.changed();
      },
    };
    this.dialog = new DialogFrame(view, owner, isFresh ? samples() : null);
    // Beside the editor, which is drawn anew while the dialog is open.
    this.element.append(this.dialog.element);
    this.dialog.element.showModal();
  }

  /** The menu that the person came from, though it may have been built anew meanwhile. */
  private focusAgain(opener: Element | null): void {
    // Someone who has gone on meanwhile, into the menu for one, keeps their place.
    const now = document.activeElement;
    if (now !== null && now !== document.body) return;
    const again =
      opener instanceof HTMLElement && opener.isConnected && opener !== document.body
        ? opener
        : this.editor.querySelector<HTMLElement>(".menu > button");
    again?.focus();
  }
}
