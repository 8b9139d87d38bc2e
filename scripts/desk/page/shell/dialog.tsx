/** A dialog of the page itself. It has a title, covers everything else, and is removed when it is closed. */
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

/** An event handler that closes the dialog around the element. The focus returns to where it was before. */
export const closesDialog = ({ currentTarget }: { readonly currentTarget: Element }): void =>
  currentTarget.closest("dialog")?.close();

interface Props {
  readonly title: string;
  /** Called once, however the dialog is closed. */
  readonly closed: () => void;
  readonly children: ComponentChildren;
}

export function Dialog({ title, closed, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // Before anything else is handled: the next key is meant for the dialog.
  useLayoutEffect(() => {
    dialog.current?.showModal();
    // If it is taken off the page while it is open, the focus returns all the same.
    return () => dialog.current?.close();
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby={heading} onClose={closed}>
      <article>
        <h2 id={heading}>{title}</h2>
        {children}
      </article>
    </dialog>
  );
}
