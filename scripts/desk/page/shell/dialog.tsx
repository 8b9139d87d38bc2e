/** A dialog of the page's own: titled, before everything else, gone when it is closed. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

/** For what closes the dialog that it stands in; the focus then goes back to where it was. */
export const closesDialog = ({ currentTarget }: { readonly currentTarget: Element }): void =>
  currentTarget.closest("dialog")?.close();

interface Props {
  readonly title: string;
  /** Called once, however it is closed. */
  readonly closed: () => void;
  readonly children: ComponentChildren;
}

export function Dialog({ title, closed, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby={heading} onClose={closed}>
      <article>
        <h2 id={heading}>{title}</h2>
        {children}
      </article>
    </dialog>
  );
}
