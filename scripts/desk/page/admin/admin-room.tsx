/** The room of the Form's editor, as far as the script shows itself there: its menus, its dialogs, and what it says. */
import { useEffect, useState } from "preact/hooks";
import { ask, type View } from "../shell/api";
import { usePage } from "../shell/page";
import { Refusal, RoomHead } from "../shell/room-head";
import { DialogFrame } from "./dialog-frame";
import { FirstSteps } from "./first-steps";
import { Menu } from "./menu-bar";

/** Someone's editor: another person, or another desk, loads it anew. */
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
        <p>{form.name}</p>
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
        {/* As Google's red bar: what ended the run, until it is taken away. */}
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
