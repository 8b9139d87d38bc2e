/** The room of the Form's editor, as far as it shows the script: its menus, its dialogs, and its messages. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { DialogReply, DialogRequest } from "../../../workspace/services/ui/client";
import { ask, Refused, type View } from "../shell/api";
import { closesDialog } from "../shell/dialog";
import { usePage } from "../shell/page";
import { Refusal, RoomHead } from "../shell/rooms";

/** The editor as one person has it open. For another person or another desk it is loaded again. */
export function AdminRoom() {
  const { person, shown } = usePage();
  return (
    <section class="room" aria-label="Admin">
      <RoomHead name="admin" />
      <Editor key={`${shown} ${person}`} as={person} />
    </section>
  );
}

function Editor({ as }: { readonly as: string }) {
  const { turn, attempt, changed } = usePage();
  const [view, setView] = useState<View<"editor"> | null>(null);
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    void attempt(async () => setView(await ask(view === null ? "loadEditor" : "editor", as)));
  }, [turn]);
  if (view === null) return null;
  const { refused, form, menus, dialog } = view;
  if (form === null) {
    return (
      <div class="editor">
        <Refusal words={refused ?? ""} name="admin" />
      </div>
    );
  }

  const click = async (functionName: string) => {
    setFailure(null);
    setRunning(true);
    try {
      const { error, ...newest } = await ask("clickMenu", as, functionName);
      setFailure(error);
      setView(newest);
    } finally {
      setRunning(false);
      await changed();
    }
  };
  const isFresh = form.questions === 0;
  const others = form.editors.length === 0 ? "no one else" : form.editors.join(", ");
  return (
    <div class="editor">
      <div class="file row" data-theme="light">
        <p>{form.title || "Untitled form"}</p>
        {menus.map((menu) => (
          <Menu
            key={menu.caption}
            menu={menu}
            choose={(functionName) => void attempt(() => click(functionName))}
          />
        ))}
      </div>
      <div role="status">
        {isRunning && <p class="running">Running script…</p>}
        {/* Looks like Google's red bar: why the run ended, until someone closes it. */}
        {failure !== null && (
          <div class="refusal row">
            <p>{failure}</p>
            <button type="button" class="link" onClick={() => setFailure(null)}>
              Dismiss
            </button>
          </div>
        )}
      </div>
      <article>
        <h2>{form.title === "" ? "(no title)" : form.title}</h2>
        <p>
          {form.questions} questions. The Form takes {form.open ? "" : "no "}responses. Owner:{" "}
          {form.owner}. Editors: {others}.
        </p>
        {isFresh && <FirstSteps />}
      </article>
      {dialog !== null && <DialogFrame key={dialog.number} view={dialog} isFresh={isFresh} />}
    </div>
  );
}

/** Checks whether data from the frame looks like a request. */
function requestIn(data: unknown): DialogRequest | null {
  const isRequest = typeof data === "object" && data !== null && "kind" in data;
  // Only the desk's own client in the page makes these, with the members of their type.
  return isRequest ? (data as DialogRequest) : null;
}

interface FrameProps {
  readonly view: NonNullable<View<"editor">["dialog"]>;
  /** Whether the Form is not set up yet. Made-up answers are then offered below the page. */
  readonly isFresh: boolean;
}

function DialogFrame({ view: { number, title, width, height }, isFresh }: FrameProps) {
  const { changed } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  /** What had the focus when the dialog opened; null once it is off the page. */
  const first = useRef<Element | null>(null);
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
    // The frame has no origin, so no target origin can be named.
    frame.current?.contentWindow?.postMessage(reply, "*");
    await changed();
  };

  useLayoutEffect(() => {
    dialog.current?.showModal();
    first.current = document.activeElement;
    // If another dialog takes its place, the focus returns all the same.
    return () => {
      first.current = null;
      dialog.current?.close();
    };
  }, []);
  useEffect(() => {
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
      onClose={() => first.current !== null && void ask("closeDialog", number).then(changed)}
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
          // No origin: the frame can talk to the page around it, but cannot reach anything.
          sandbox="allow-scripts allow-forms allow-modals allow-popups"
          // Someone who has moved on meanwhile, here or in the page, keeps the focus.
          onLoad={() => document.activeElement === first.current && frame.current?.focus()}
          {...(page === undefined ? {} : { srcdoc: page })}
        />
        {isFresh && <Samples />}
      </article>
    </dialog>
  );
}

const samples = {
  schools: `North High, 9-12, Town Police Department, no
South Middle, 6-8, Town Police Department, no`,
  contacts: `designated contact, North High, Cam North, (415) 555-0121, contact@district.example
backup contact, North High, Bo North, (415) 555-0122, backup@district.example
designated contact, South Middle, Sam South, (415) 555-0123, sam@district.example
backup contact, South Middle, Pat South, (415) 555-0124, pat@district.example`,
} as const;

/** Made-up people for the fields of a page. */
const madeUp = `Lead: Lee Lead, (415) 555-0103, lead@district.example
Alternate lead: Alex Alternate, (415) 555-0107, alternate@district.example
Admin: Ari Admin, ari@district.example`;

/** Made-up answers to paste, each with a button. They are also inside an open dialog, because nothing behind a dialog can be clicked. */
function Samples() {
  return (
    <details>
      <summary>Made-up answers to paste</summary>
      <pre>{madeUp}</pre>
      {Object.entries(samples).map(([title, text]) => (
        <div key={title}>
          <pre role="region" tabIndex={0} aria-label={title}>
            {text}
          </pre>
          <button
            type="button"
            class="outline"
            onClick={() => void navigator.clipboard.writeText(text)}
          >
            Copy the {title}
          </button>
        </div>
      ))}
    </details>
  );
}

function FirstSteps() {
  return (
    <>
      <p>The Form has no questions yet: Set up adds them.</p>
      <ol>
        <li>Open the menu Student safety above, and choose Set up.</li>
        <li>
          Answer page after page, with the made-up answers below if you like. You also find them
          below the window.
        </li>
        <li>
          The last page makes the questions and the register. Then choose Check: it says what is
          still missing before the district goes live.
        </li>
      </ol>
      <Samples />
    </>
  );
}

interface MenuProps {
  readonly menu: View<"editor">["menus"][number];
  readonly choose: (functionName: string) => void;
}

function Menu({ menu: { caption, items }, choose }: MenuProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => {
    menu.current?.removeAttribute("open");
    menu.current?.querySelector("summary")?.focus();
  };
  return (
    <details
      class="menu"
      ref={menu}
      onKeyDown={({ key }) => key === "Escape" && close()}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        const isWithin = relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
        if (!isWithin) currentTarget.removeAttribute("open");
      }}
    >
      <summary role="button">{caption}</summary>
      <ul class="plain">
        {items.map((item) => (
          <li key={item.function}>
            <button
              type="button"
              class="link"
              onClick={() => {
                close();
                choose(item.function);
              }}
            >
              {item.caption}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
