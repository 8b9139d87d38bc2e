/** The room in which a teacher fills in the Form, page by page, and reads the confirmation. */
import type { FormView, PageView } from "../../views/views";
import { Refused } from "../shell/api";
import { element } from "../shell/dom";
import { refusalCard, roomHead } from "../shell/room-head";
import { desk } from "../shell/the-desk";
import type { Surroundings, View } from "../shell/view";
import { answersOnPath, missing, nextPage } from "./form-path";
import { type Field, questionField } from "./question-field";

export class ReportRoom implements View {
  readonly title = "Report";
  readonly element: HTMLElement;
  private readonly sheet = element("div", { class: "form google" });
  /** Whose Form is shown, and of which desk. */
  private shownFor = "";
  private form: FormView | null = null;
  private answers: Record<string, string | readonly string[]> = {};
  /** Pages in the order visited; the last one is shown. */
  private path: number[] = [0];

  constructor(private readonly around: Surroundings) {
    this.element = element(
      "section",
      { class: "room", "aria-label": "Report" },
      roomHead("report"),
      this.sheet,
    );
  }

  /** Loads the Form once for each report: a page that is being filled in does not change under the hand, unless it is closed. */
  async refresh(): Promise<void> {
    const shownFor = `${this.around.shown()} ${this.around.person()}`;
    const form = await desk.ask("form", this.around.person());
    const isSame =
      shownFor === this.shownFor &&
      this.form?.open === form.open &&
      this.form.refused === form.refused;
    if (!isSame) this.begin(form);
    this.shownFor = shownFor;
  }

  private begin(form: FormView): void {
    this.form = form;
    this.answers = {};
    this.path = [0];
    this.show();
  }

  private async beginAgain(): Promise<void> {
    this.begin(await desk.ask("form", this.around.person()));
  }

  private show(): void {
    const { form } = this;
    const index = this.path.at(-1) ?? 0;
    const page = form?.pages[index];
    if (form === null || page === undefined) return;
    if (form.refused !== null) {
      this.sheet.replaceChildren(refusalCard(form.refused, "report", this.around));
      return;
    }
    if (!form.open) {
      this.sheet.replaceChildren(closedForm());
      return;
    }
    const fields = new Map(
      page.questions.map((question): [string, Field] => [
        question.id,
        questionField(question, this.answers[question.id], (answer) => {
          this.answers[question.id] = answer;
          fields.get(question.id)?.setMissing(false);
          renameForward();
        }),
      ]),
    );
    const forward = element("button", { type: "submit", class: "main" });
    const renameForward = () => {
      forward.textContent = nextPage(page, this.answers) === "submit" ? "Submit" : "Next";
    };
    renameForward();
    const back = element("button", { type: "button", onclick: () => this.goBack() }, "Back");
    back.hidden = this.path.length < 2;
    const goOn = async (event: Event) => {
      event.preventDefault();
      forward.disabled = true;
      await this.goOn(page, fields).finally(() => {
        forward.disabled = false;
      });
    };
    this.sheet.replaceChildren(
      element(
        "form",
        { novalidate: true, onsubmit: (event) => void goOn(event) },
        element(
          "div",
          { class: "card opening" },
          element("h2", { tabindex: "-1" }, page.title),
          page.help === "" ? null : element("p", { class: "help" }, page.help),
        ),
        ...[...fields.values()].map((field) => field.element),
        element(
          "div",
          { class: "buttons" },
          back,
          forward,
          form.progressBar
            ? element("p", { class: "progress" }, `Page ${index + 1} of ${form.pages.length}`)
            : null,
        ),
      ),
    );
  }

  /** To the heading of what is shown now. */
  private toTop(): void {
    this.sheet.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: "start" });
  }

  private showFromTop(): void {
    this.show();
    this.toTop();
  }

  private goBack(): void {
    this.path.pop();
    this.showFromTop();
  }

  private async goOn(page: PageView, fields: ReadonlyMap<string, Field>): Promise<void> {
    const unanswered = missing(page, this.answers);
    for (const [id, field] of fields) field.setMissing(unanswered.includes(id));
    const [first] = unanswered;
    if (first !== undefined) {
      fields.get(first)?.focus();
      return;
    }
    const next = nextPage(page, this.answers);
    if (next === "submit") return this.submit();
    if (next === "restart") this.path = [0];
    else this.path.push(next.page);
    this.showFromTop();
  }

  private async submit(): Promise<void> {
    const { form } = this;
    if (form === null) return;
    try {
      const sent = await desk.ask(
        "submit",
        answersOnPath(form, this.path, this.answers),
        this.around.person(),
      );
      const again = element(
        "button",
        { type: "button", class: "link", onclick: () => void this.beginAgain() },
        "Submit another response",
      );
      again.hidden = !sent.respondAgain;
      this.sheet.replaceChildren(
        element(
          "div",
          { class: "card opening" },
          element("h2", { tabindex: "-1" }, form.pages[0]?.title ?? ""),
          element("p", { class: "help confirmation" }, sent.confirmation),
          again,
        ),
      );
      this.toTop();
      await this.around.changed();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.around.tell(error.message);
    }
  }
}

/** What Google shows of a Form that nobody may answer, and where it is opened. */
function closedForm(): HTMLElement {
  return element(
    "div",
    { class: "card opening" },
    element("h2", { tabindex: "-1" }, "The form takes no responses"),
    element(
      "p",
      { class: "help" },
      "It is not set up, or somebody has closed it. In the room Admin, Set up builds and opens it.",
    ),
    element("a", { class: "button", href: "#/admin" }, "Go to Admin"),
  );
}
