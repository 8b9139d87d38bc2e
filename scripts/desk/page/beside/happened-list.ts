/** What an act set off, beside the room: mail, cases, the clock, each with its reason and a way there. */
import type { EventView, HappenedView } from "../../views/views";
import { placeHash } from "../register/register-place";
import { element } from "../shell/dom";

const kinds: Readonly<Record<EventView["kind"], string>> = {
  case: "Case",
  mail: "Mail",
  clock: "Clock",
  change: "Typed",
  back: "Undone",
  wrong: "Error",
};

/** Goes to a place of the page as somebody. */
type Go = (hash: string, person: string | null) => void;

export class HappenedList {
  private shown = "";

  constructor(
    private readonly part: HTMLElement,
    private readonly go: Go,
  ) {}

  /** `isWanted`: the room has something beside it even before anything was done. */
  show(view: HappenedView, isWanted: boolean): void {
    this.part.hidden = view.after === null && !isWanted;
    const state = JSON.stringify(view);
    // What is open stays open while nothing has changed.
    if (state === this.shown) return;
    this.shown = state;
    const { after, events, more } = view;
    this.part.replaceChildren(
      element("h2", {}, "What it set off"),
      ...(after === null
        ? [
            element(
              "p",
              { class: "empty" },
              "Nothing yet. Send a report, and see here who is told, which case opens and what is due.",
            ),
          ]
        : [
            element("p", { class: "after" }, after),
            events.length === 0
              ? element(
                  "p",
                  { class: "empty" },
                  "Nobody is told, no case changes, and nothing new is due.",
                )
              : element("ol", { class: "events" }, ...events.map((event) => this.item(event))),
          ]),
      more === 0
        ? ""
        : element(
            "p",
            { class: "empty" },
            `And ${more} more: see Mail, and Activity in the register.`,
          ),
    );
  }

  private item({ kind, at, words, detail, person, place, reasons }: EventView): HTMLElement {
    const hash =
      place === null ? null : "mail" in place ? `#/mail/${place.mail}` : placeHash(place);
    return element(
      "li",
      { class: `event of-${kind}` },
      element(
        "p",
        { class: "what" },
        element("span", { class: "kind" }, kinds[kind]),
        at === null ? null : element("span", { class: "when" }, at),
      ),
      hash === null
        ? element("p", { class: "words" }, words)
        : element(
            "a",
            {
              class: "words",
              href: hash,
              onclick: (event) => {
                event.preventDefault();
                this.go(hash, person);
              },
            },
            words,
          ),
      detail === "" ? null : element("p", { class: "detail" }, detail),
      reasons.length === 0
        ? null
        : element(
            "details",
            {},
            element("summary", {}, "Why"),
            ...reasons.map(({ text, source }) =>
              element(
                "figure",
                {},
                element("blockquote", {}, text),
                element("figcaption", {}, source),
              ),
            ),
          ),
    );
  }
}
