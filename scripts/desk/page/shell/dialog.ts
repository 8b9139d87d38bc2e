/** A dialog of the page's own: titled, before everything else, gone when it is closed. */
import { element, freshId } from "./dom";

/** Shows it. `closed` is called once, however it is closed. */
export function showDialog(
  title: string,
  body: readonly (Node | null)[],
  closed: () => void,
): HTMLDialogElement {
  const heading = element("h2", { id: freshId() }, title);
  const dialog = element(
    "dialog",
    {
      class: "cell",
      "aria-labelledby": heading.id,
      onclose: () => {
        dialog.remove();
        closed();
      },
    },
    heading,
    ...body,
  );
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Puts the keyboard back where it is now, once a dialog is closed; nowhere if that is gone by then. */
export function focusAgain(): () => void {
  const opener = document.activeElement;
  return () => {
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  };
}
