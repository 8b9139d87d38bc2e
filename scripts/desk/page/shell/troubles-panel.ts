/** What goes wrong, as switches; while one is on, a strip over every room says so. */
import type { TroubleView } from "../../views/views";
import { element, freshId } from "./dom";

type Turn = (id: string, isOn: boolean) => void;

export class TroublesPanel {
  readonly strip = element("section", {
    class: "on-now",
    "aria-label": "Goes wrong now",
    hidden: true,
  });
  private shown = "";

  constructor(
    private readonly part: HTMLElement,
    private readonly turn: Turn,
  ) {}

  show(troubles: readonly TroubleView[]): void {
    const state = JSON.stringify(troubles);
    if (state === this.shown) return;
    this.shown = state;
    const focused = document.activeElement?.id ?? "";
    this.part.replaceChildren(
      element("p", {}, "Switch something off that a school relies on, and see what happens then."),
      element("ul", { class: "switches" }, ...troubles.map((one) => this.oneSwitch(one))),
    );
    const on = troubles.filter(({ isOn }) => isOn);
    this.strip.hidden = on.length === 0;
    this.strip.replaceChildren(
      element("p", {}, "Goes wrong now:"),
      ...on.map(({ id, words }) =>
        element(
          "button",
          { type: "button", onclick: () => this.turn(id, false) },
          `${words}: switch off`,
        ),
      ),
    );
    if (focused !== "") document.getElementById(focused)?.focus();
  }

  private oneSwitch({ id, words, what, isOn }: TroubleView): HTMLElement {
    const help = element("p", { class: "hint", id: freshId() }, what);
    const box = element("input", {
      type: "checkbox",
      role: "switch",
      id: `wrong-${id}`,
      "aria-describedby": help.id,
      onchange: () => this.turn(id, box.checked),
    });
    box.checked = isOn;
    return element("li", {}, element("label", { class: "choice" }, box, words), help);
  }
}
