/** The view in which a teacher fills in the Form, page by page, and reads the confirmation. */
import type { FormView, PageView } from "../views";
import { Refused } from "./api";
import { element } from "./dom";
import { answersOnPath, missing, nextPage } from "./form-path";
import { type Field, questionField } from "./question-field";
import { desk } from "./the-desk";
import type { Surroundings, View } from "./view";

export class FormPage implements View {
  readonly title = "Form";
  readonly element = element("section", { class: "form", "aria-label": "The Form" });
  private form: FormView | null = null;
  private answers: Record<string, string | readonly string[]> = {};
  /** Pages in the order visited; the last one is shown. */
  private path: number[] = [0];

  constructor(private readonly around: Surroundings) {}

  /** Loads the Form once for each report: a page that is being filled in does not change under the hand. */
  async refresh(): Promise<void> {
    if (this.form === null) await this.begin();
  }

  private async begin(): Promise<void> {
    this.form = await desk.ask("form");
    this.answers = {};
    this.path = [0];
    this.show();
  }

  private show(): void {
    const { form } = this;
    const index = this.path.at(-1) ?? 0;
    const page = form?.pages[index];
    if (form === null || page === undefined) return;
    if (!form.open) {
      this.element.replaceChildren(element("h1", {}, "The Form takes no responses"));
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
    this.element.replaceChildren(
      element(
        "form",
        { novalidate: true, onsubmit: (event) => void goOn(event) },
        element(
          "div",
          { class: "card opening" },
          element("h1", { tabindex: "-1" }, page.title),
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

  private showFromTop(): void {
    this.show();
    this.element.querySelector("h1")?.focus();
    window.scrollTo(0, 0);
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
      const sent = await desk.ask("submit", answersOnPath(form, this.path, this.answers));
      const again = element(
        "button",
        { type: "button", class: "link", onclick: () => void this.begin() },
        "Submit another response",
      );
      again.hidden = !sent.respondAgain;
      this.element.replaceChildren(
        element(
          "div",
          { class: "card opening" },
          element("h1", { tabindex: "-1" }, form.pages[0]?.title ?? ""),
          element("p", { class: "help confirmation" }, sent.confirmation),
          again,
        ),
      );
      this.element.querySelector("h1")?.focus();
      window.scrollTo(0, 0);
      await this.around.changed();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.around.tell(error.message);
    }
  }
}
