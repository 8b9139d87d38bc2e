/** The dialog that forgets everything that happened here and begins anew. */
import { focusAgain, showDialog } from "./dialog";
import { element } from "./dom";

/** What the desk begins with. */
export type Beginning = "demo" | "fresh";

/** `only`: what is begun with where that is chosen already. */
export function startOverDialog(
  only: Beginning | null,
  begin: (beginning: Beginning) => void,
): void {
  const choose = (beginning: Beginning) => () => {
    dialog.close();
    begin(beginning);
  };
  const body = [
    element("p", {}, "Everything that happened here is forgotten. It cannot be brought back."),
    element(
      "div",
      { class: "buttons" },
      only === "fresh"
        ? null
        : element("button", { type: "button", onclick: choose("demo") }, "With the demo district"),
      element(
        "button",
        { type: "button", onclick: choose("fresh") },
        "With a Form that is not set up",
      ),
      element("button", { type: "button", class: "main", onclick: () => dialog.close() }, "Cancel"),
    ),
  ];
  const dialog = showDialog("Start over", body, focusAgain());
}
