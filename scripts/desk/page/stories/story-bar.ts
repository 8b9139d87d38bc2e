/** The bar of the story that is being told: its step, where that comes from, and the way on, back, or to any step. */
import type { StoryView } from "../../views/views";
import { element } from "../shell/dom";

export interface StoryPlace {
  readonly id: string;
  /** From 0. */
  readonly step: number;
}

export const storyHash = ({ id, step }: StoryPlace): string => `#/story/${id}/${step + 1}`;

/** The story and the step that an address names; null where it names none. */
export function storyAt(hash: string): StoryPlace | null {
  const [, id = "", number = "1"] = /^#\/story\/([\w-]+)(?:\/(\d+))?$/.exec(hash) ?? [];
  return id === "" ? null : { id, step: Number(number) - 1 };
}

export class StoryBar {
  readonly element = element("section", { class: "story", "aria-label": "Story", hidden: true });

  constructor(private readonly leave: () => void) {}

  /** Nothing is told. */
  hide(): void {
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  set isBusy(isBusy: boolean) {
    this.element.setAttribute("aria-busy", String(isBusy));
  }

  /** `person` in words: who is in front. */
  show(story: StoryView, step: number, person: string): void {
    const { id, title, steps } = story;
    const current = steps[step];
    if (current === undefined) return;
    const focused = this.element.contains(document.activeElement)
      ? (document.activeElement?.textContent ?? null)
      : null;
    const link = (to: number, words: string, attributes: Record<string, string> = {}) =>
      element("a", { class: "button", href: storyHash({ id, step: to }), ...attributes }, words);
    const isLast = step + 1 === steps.length;
    const next = isLast
      ? element("a", { class: "button main", href: "#/stories" }, "Another story")
      : link(step + 1, "Next step", { class: "button main" });
    this.element.replaceChildren(
      element(
        "div",
        { class: "told" },
        element(
          "p",
          { class: "title" },
          element("strong", {}, title),
          ` · step ${step + 1} of ${steps.length} · you are the ${person}`,
        ),
        element("p", { class: "says", role: "status" }, current.says),
        element(
          "details",
          {},
          element("summary", {}, "Where this comes from"),
          ...current.sources.map(({ text, source }) =>
            element(
              "figure",
              {},
              element("blockquote", {}, text),
              element("figcaption", {}, source),
            ),
          ),
        ),
      ),
      element(
        "div",
        { class: "ways" },
        step > 0 ? link(step - 1, "Step back") : null,
        next,
        element(
          "ol",
          { class: "steps", "aria-label": "Again from a step" },
          ...steps.map((_, at) =>
            element(
              "li",
              {},
              link(at, String(at + 1), {
                "aria-label": `Step ${at + 1}`,
                ...(at === step ? { "aria-current": "step" } : {}),
              }),
            ),
          ),
        ),
        element(
          "button",
          { type: "button", class: "link", onclick: () => this.leave() },
          "Leave the story",
        ),
      ),
    );
    this.element.hidden = false;
    // Whoever came by a link of a page that is gone goes on from here.
    const isNowhere = document.activeElement === document.body;
    if (focused === null && !isNowhere) return;
    const again = [...this.element.querySelectorAll<HTMLElement>(".ways a")];
    (again.find((one) => one.textContent === focused) ?? next).focus();
  }
}
