/** A button that shows and hides a part of the page. */

export interface Disclosure {
  readonly isOpen: boolean;
  show(isOpen: boolean): void;
}

/** Escape within the part closes it, and the focus goes back to the button. */
export function disclosure(
  button: HTMLElement,
  part: HTMLElement,
  opened: () => void = () => undefined,
): Disclosure {
  const made = {
    get isOpen() {
      return button.getAttribute("aria-expanded") === "true";
    },
    show(isOpen: boolean) {
      button.setAttribute("aria-expanded", String(isOpen));
      part.hidden = !isOpen;
      if (isOpen) opened();
    },
  };
  button.addEventListener("click", () => made.show(!made.isOpen));
  part.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !made.isOpen) return;
    made.show(false);
    button.focus();
  });
  return made;
}
