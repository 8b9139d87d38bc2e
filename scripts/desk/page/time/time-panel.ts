/** How the clock is put ahead: minutes, an hour that people name, or a date and time. */
import type { Until } from "../../times";
import { element } from "../shell/dom";

const quick: readonly (readonly [string, Until])[] = [
  ["1 hour", { minutes: 60 }],
  ["Tonight, 10 PM", { named: "tonight" }],
  ["Monday morning, 8 AM", { named: "monday" }],
  ["1 week", { minutes: 10_080 }],
];

export class TimePanel {
  private readonly minutes = element("input", {
    type: "number",
    min: 1,
    max: 100_000,
    value: 15,
    inputmode: "numeric",
    required: true,
  });
  private readonly date = element("input", { type: "datetime-local", required: true });
  private readonly buttons: readonly HTMLButtonElement[];

  constructor(part: HTMLElement, goAhead: (until: Until) => void) {
    const submitted = (until: () => Until) => (event: Event) => {
      event.preventDefault();
      goAhead(until());
    };
    part.append(
      element("p", {}, "The desk's time is ", element("time", { id: "clock" }), ". Put it ahead:"),
      element(
        "div",
        { class: "ways" },
        element(
          "form",
          {
            class: "control",
            onsubmit: submitted(() => ({ minutes: Number(this.minutes.value) })),
          },
          element("label", {}, "Minutes ", this.minutes),
          element("button", { type: "submit" }, "Go"),
        ),
        ...quick.map(([words, until]) =>
          element("button", { type: "button", onclick: () => goAhead(until) }, words),
        ),
        element(
          "form",
          { class: "control", onsubmit: submitted(() => ({ at: this.date.value })) },
          element("label", {}, "Date and time ", this.date),
          element("button", { type: "submit" }, "Go there"),
        ),
      ),
      element(
        "p",
        { class: "hint" },
        "Everything that falls due on the way happens, as the clock would have it. What happened meanwhile is listed beside the room.",
      ),
    );
    this.buttons = [...part.querySelectorAll("button")];
  }

  /** `now` as a date input holds it. */
  begin(now: string): void {
    this.date.min = now;
    if (this.date.value < now) this.date.value = now;
  }

  set isBusy(isBusy: boolean) {
    for (const button of this.buttons) button.disabled = isBusy;
  }
}
