/** The clock on its way: a bar, the simulated time, what has happened so far, and a button that stops it. */
import type { ProgressView } from "../../views/views";
import { element } from "../shell/dom";

const counted = (count: number, one: string, many: string) =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;

export class JourneyBar {
  readonly element: HTMLElement;
  private readonly bar = element("progress", { max: 1, "aria-label": "How far the clock is" });
  private readonly words = element("p", { class: "so-far" });
  private readonly stop: HTMLButtonElement;

  constructor(stop: () => void) {
    this.stop = element(
      "button",
      {
        type: "button",
        onclick: () => {
          this.stop.disabled = true;
          stop();
        },
      },
      "Stop",
    );
    this.element = element(
      "section",
      { class: "journey", "aria-label": "The clock goes ahead", hidden: true },
      this.bar,
      this.words,
      this.stop,
    );
  }

  begin(): void {
    this.bar.removeAttribute("value");
    this.words.textContent = "The clock goes ahead…";
    this.stop.disabled = false;
    this.element.hidden = false;
  }

  show({ now, share, runs, mails, errors }: ProgressView): void {
    this.bar.value = share;
    const happened = [
      counted(runs, "run", "runs"),
      counted(mails, "mail", "mails"),
      ...(errors === 0 ? [] : [counted(errors, "error", "errors")]),
    ];
    this.words.textContent = `${now} · ${happened.join(", ")} so far`;
  }

  end(): void {
    this.element.hidden = true;
  }
}
