/** The room of the Form's editor, as far as the script shows itself there: its menus, its dialogs, and what it says. */
import { useEffect, useState } from "preact/hooks";
import { desk, type View } from "../shell/api";
import { closesDialog, Dialog } from "../shell/dialog";
import { usePage } from "../shell/page";
import { Refusal, RoomHead } from "../shell/room-head";
import { DialogFrame } from "./dialog-frame";
import { FirstSteps } from "./first-steps";
import { Menu } from "./menu-bar";

/** Somebody's editor: another person, or another desk, loads it anew. */
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
  const [dialog, setDialog] = useState<View<"editor">["dialog"]>(null);
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [alerts, setAlerts] = useState<View<"clickMenu">["alerts"]>([]);
  const [alert] = alerts;

  useEffect(() => {
    void attempt(async () => {
      const newest = await desk.ask(view === null ? "loadEditor" : "editor", as);
      setView(newest);
      setDialog(newest.dialog);
    });
  }, [turn]);
  if (view === null) return null;
  const { refused, form, menus } = view;
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
      const { error, alerts: said, ...rest } = await desk.ask("clickMenu", as, functionName);
      setFailure(error);
      setAlerts(said);
      setView(rest);
      setDialog(rest.dialog);
    } finally {
      setRunning(false);
      await changed();
    }
  };
  const facts = {
    Title: form.title === "" ? "(none)" : form.title,
    Questions: form.questions,
    Responses: form.open ? "The Form takes responses." : "The Form takes no responses.",
    Owner: form.owner,
    Editors: form.editors.length === 0 ? "No one else" : form.editors.join(", "),
  };
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
          <div class="failed row">
            <p>{failure}</p>
            <button type="button" class="link" onClick={() => setFailure(null)}>
              Dismiss
            </button>
          </div>
        )}
      </div>
      <article data-theme="light">
        <dl>
          {Object.entries(facts).map(([term, words]) => (
            <>
              <dt>{term}</dt>
              <dd>{words}</dd>
            </>
          ))}
        </dl>
      </article>
      {form.questions === 0 && <FirstSteps />}
      {dialog !== null && (
        <DialogFrame
          key={dialog.number}
          view={dialog}
          isFresh={form.questions === 0}
          answered={(now) => {
            setDialog(now);
            void changed();
          }}
          closed={() => {
            setDialog(null);
            void changed();
          }}
        />
      )}
      {dialog === null && alert !== undefined && (
        <Dialog title={alert.title} closed={() => setAlerts(alerts.slice(1))} key={alerts.length}>
          <p class="prompt">{alert.prompt}</p>
          {alert.isQuestion && (
            <p class="refusal">
              On Google the script waits here for an answer. This page cannot wait: it closed the
              question. A scenario can answer it.
            </p>
          )}
          <div class="buttons">
            <button type="button" onClick={closesDialog}>
              OK
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
