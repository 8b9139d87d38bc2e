/**
 * A dialog of the script over the Form's editor: its page in a frame that reaches nothing, and the calls that the page asks for.
 * As on Google, Escape closes it from its bar alone: a key pressed in the frame is the frame's.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type { DialogReply, DialogRequest } from "../../../workspace/services/ui/messages";
import { ask, Refused, type View } from "../shell/api";
import { closesDialog } from "../shell/dialog";
import { usePage } from "../shell/page";
import { Samples } from "./first-steps";

/** Whatever the frame sends is taken for a request only if it looks like one. */
function requestIn(data: unknown): DialogRequest | null {
  const isRequest = typeof data === "object" && data !== null && "kind" in data;
  // Each kind is made by the client that the desk put into the page, with the members of its type.
  return isRequest ? (data as DialogRequest) : null;
}

interface Props {
  readonly view: NonNullable<View<"editor">["dialog"]>;
  /** Over a Form that is not set up: made-up answers stand below the page. */
  readonly isFresh: boolean;
}

export function DialogFrame({ view: { number, title, width, height }, isFresh }: Props) {
  const { changed } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const [page, setPage] = useState<string | undefined>(undefined);
  const [size, setSize] = useState({ width, height });

  const call = async ({ id, function: name, args }: Extract<DialogRequest, { kind: "call" }>) => {
    let reply: DialogReply;
    try {
      const { value, error } = await ask("callFromDialog", {
        dialog: number,
        function: name,
        args,
      });
      reply = error === undefined ? { id, value } : { id, error };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      reply = { id, error: { name: "NetworkError", message: error.message } };
    }
    // The frame has no origin that could be named.
    frame.current?.contentWindow?.postMessage(reply, "*");
    await changed();
  };

  useEffect(() => {
    dialog.current?.showModal();
    void ask("dialogPage", number).then(setPage);
    const heard = ({ source, data }: MessageEvent) => {
      const request = source === frame.current?.contentWindow ? requestIn(data) : null;
      if (request?.kind === "close") dialog.current?.close();
      if (request?.kind === "size") {
        setSize((old) => ({
          width: request.width ?? old.width,
          height: request.height ?? old.height,
        }));
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
      aria-label={title}
      onClose={() => void ask("closeDialog", number).then(changed)}
    >
      <article>
        <header class="row">
          <h2>{title}</h2>
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
