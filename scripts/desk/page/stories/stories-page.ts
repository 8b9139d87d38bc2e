/** The list of stories. */
import type { StoryView } from "../../views/views";
import { element } from "../shell/dom";
import { desk } from "../shell/the-desk";
import type { View } from "../shell/view";
import { storyHash } from "./story-bar";

function card({ id, title, about, steps }: StoryView): HTMLElement {
  return element(
    "li",
    {},
    element("h2", {}, element("a", { href: storyHash({ id, step: 0 }) }, title)),
    element("p", {}, about),
    element("p", { class: "hint" }, `${steps.length} steps, a minute or two`),
  );
}

export class StoriesPage implements View {
  readonly title = "Stories";
  readonly element = element("section", { class: "start", "aria-label": "Stories" });

  async refresh(): Promise<void> {
    if (this.element.childElementCount > 0) return;
    const stories = await desk.ask("stories");
    this.element.replaceChildren(
      element("h1", { tabindex: "-1" }, "Stories"),
      element(
        "p",
        {},
        "Each is a day at the made-up district, played by the same script that a real district would run. Go through it step by step, look around in any room, and begin again from any step. Your own desk stays as you left it.",
      ),
      element("ul", { class: "cards" }, ...stories.map(card)),
    );
  }
}
