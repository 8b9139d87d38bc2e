/**
 * A dialog of the script over the Form's editor: its page in a frame that reaches nothing, and the calls that the page asks for.
 * As on Google, Escape closes it from its bar alone: a key pressed in the frame is the frame's.
 */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { DialogReply, DialogRequest } from "../../../workspace/services/ui/messages";
import { desk, Refused, type View } from "../shell/api";
import { closesDialog } from "../shell/dialog";
import { Samples } from "./first-steps";

/** Whatever the frame sends is taken for a request only if it looks like one. */
function requestIn(data: unknown): DialogRequest | null {
  const isRequest = typeof data === "object" && data !== null && "kind" in data;
  // Each kind is made by the client that the desk put into the page, with the members of its type.
  return isRequest ? (data as DialogRequest) : null;
}

type Dialog = View<"editor">["dialog"];

interface Props {
  readonly view: NonNullable<Dialog>;
  /** Over a Form that is not set up: made-up answers stand below the page. */
  readonly isFresh: boolean;
  /** The page in the dialog has had an answer: the desk may have changed behind it, and show this dialog. */
  readonly answered: (now: Dialog) => void;
  /** It was closed on the screen. */
  readonly closed: () => void;
}

export function DialogFrame({ view, isFresh, answered, closed }: Props) {
  const { number, title, width, height } = view;
  const dialog = useRef<HTMLDialogElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const heading = useId();
  const [page, setPage] = useState<string | undefined>(undefined);
  const [size, setSize] = useState({ width, height });

  const call = async ({ id, function: name, args }: Extract<DialogRequest, { kind: "call" }>) => {
    let reply: DialogReply;
    let now: Dialog = view;
    try {
      const called = await desk.ask("callFromDialog", { dialog: number, function: name, args });
      const { value, error } = called;
      now = called.dialog;
      reply = error === undefined ? { id, value } : { id, error };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      reply = { id, error: { name: "NetworkError", message: error.message } };
    }
    // The frame has no origin that could be named.
    frame.current?.contentWindow?.postMessage(reply, "*");
    answered(now);
  };

  useEffect(() => {
    dialog.current?.showModal();
    void desk.ask("dialogPage", number).then(setPage);
    const heard = ({ source, data }: MessageEvent) => {
      const request = source === frame.current?.contentWindow ? requestIn(data) : null;
      if (request?.kind === "close") dialog.current?.close();
      if (request?.kind === "size") {
        const asked = { width: request.width, height: request.height };
        setSize((old) => ({ width: asked.width ?? old.width, height: asked.height ?? old.height }));
      }
      if (request?.kind === "call") void call(request);
    };
    window.addEventListener("message", heard);
    return () => window.removeEventListener("message", heard);
  }, []);

  return (
    <dialog
      class="app"
      data-theme="light"
      ref={dialog}
      aria-labelledby={heading}
      onClose={() => void desk.ask("closeDialog", number).then(closed)}
    >
      <article>
        <header class="bar row">
          <h2 id={heading}>{title}</h2>
          <button type="button" class="link" onClick={closesDialog}>
            Close
          </button>
        </header>
        <iframe
          ref={frame}
          title={title}
          name={`dialog-${number}`}
          style={{ width: `${size.width}px`, height: `${size.height}px` }}
          // Of no origin: it can speak to the page around it, and reach nothing.
          sandbox="allow-scripts allow-forms allow-modals allow-popups"
          // A page that took the focus while it was built keeps it.
          onLoad={() => document.activeElement === frame.current || frame.current?.focus()}
          {...(page === undefined ? {} : { srcdoc: page })}
        />
        {isFresh && <Samples />}
      </article>
    </dialog>
  );
}
