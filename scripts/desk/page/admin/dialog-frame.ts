/**
 * A dialog of the script over the Form's editor: its page in a frame that reaches nothing, and the calls that the page asks for.
 * As on Google, Escape closes it from its bar alone: a key pressed in the frame is the frame's.
 */
import type { DialogReply, DialogRequest } from "../../../workspace/services/ui/messages";
import type { DialogView } from "../../views/editor-views";
import { Refused } from "../shell/api";
import { element, freshId } from "../shell/dom";
import { desk } from "../shell/the-desk";

export interface DialogOwner {
  /** The page in the dialog has had an answer: the desk may have changed behind it. */
  answered(): void;
  /** The dialog is gone; another one may have taken its place. */
  closed(next: DialogView | null): void;
}

/** Whatever the frame sends is taken for a request only if it looks like one. */
function requestIn(data: unknown): DialogRequest | null {
  const isRequest = typeof data === "object" && data !== null && "kind" in data;
  // Each kind is made by the client that the desk put into the page, with the members of its type.
  return isRequest ? (data as DialogRequest) : null;
}

export class DialogFrame {
  readonly element: HTMLDialogElement;
  private readonly frame: HTMLIFrameElement;
  private next: DialogView | null = null;
  /** Whether it was closed on the screen; the desk may not have heard of it yet. */
  isGone = false;

  constructor(
    private readonly view: DialogView,
    private readonly owner: DialogOwner,
    /** Stands below the page. */
    below: HTMLElement | null,
  ) {
    const { number, title, width, height } = view;
    const heading = element("h2", { id: freshId() }, title);
    this.frame = element("iframe", {
      title,
      name: `dialog-${number}`,
      // Of no origin: it can speak to the page around it, and reach nothing.
      sandbox: "allow-scripts allow-forms allow-modals allow-popups",
      // A page that took the focus while it was built keeps it.
      onload: () => document.activeElement === this.frame || this.frame.focus(),
    });
    this.resize({ width, height });
    this.element = element(
      "dialog",
      { class: "app", "aria-labelledby": heading.id, onclose: () => void this.gone() },
      element(
        "div",
        { class: "bar" },
        heading,
        element("button", { type: "button", class: "quiet", onclick: () => this.close() }, "Close"),
      ),
      this.frame,
      below ?? "",
    );
    window.addEventListener("message", this.heard);
    void this.load();
  }

  private async load(): Promise<void> {
    this.frame.srcdoc = await desk.ask("dialogPage", this.view.number);
  }

  close(): void {
    this.element.close();
  }

  private async gone(): Promise<void> {
    this.isGone = true;
    window.removeEventListener("message", this.heard);
    this.element.remove();
    if (this.next === null) await desk.ask("closeDialog", this.view.number);
    this.owner.closed(this.next);
  }

  private resize({ width, height }: { width?: number | undefined; height?: number | undefined }) {
    if (width !== undefined) this.frame.style.width = `${width}px`;
    if (height !== undefined) this.frame.style.height = `${height}px`;
  }

  private readonly heard = ({ source, data }: MessageEvent): void => {
    const request = source === this.frame.contentWindow ? requestIn(data) : null;
    if (request?.kind === "close") this.close();
    if (request?.kind === "size") this.resize(request);
    if (request?.kind === "call") void this.call(request);
  };

  private async call(request: Extract<DialogRequest, { kind: "call" }>): Promise<void> {
    const { id, function: name, args } = request;
    let reply: DialogReply;
    try {
      const { value, error, dialog } = await desk.ask("callFromDialog", {
        dialog: this.view.number,
        function: name,
        args,
      });
      reply = error === undefined ? { id, value } : { id, error };
      if (dialog?.number !== this.view.number) {
        this.next = dialog;
        this.close();
      }
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      reply = { id, error: { name: "NetworkError", message: error.message } };
    }
    // The frame has no origin that could be named.
    this.frame.contentWindow?.postMessage(reply, "*");
    this.owner.answered();
  }
}
