/** What the page asks of the desk's server. Answers are typed by the routes' own views. */
import type {
  Answers,
  CalledView,
  ClickedView,
  ClockView,
  EditorView,
  EditRequest,
  FormView,
  InboxView,
  LogView,
  PersonView,
  RefusedView,
  RegisterView,
  SubmittedView,
} from "../views";

/** The server did not do it; the message is for the person. */
export class Refused extends Error {}

async function ask<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(
    path,
    body === undefined
      ? {}
      : {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify(body),
        },
  ).catch(() => {
    throw new Refused("The desk does not answer. Is it still running?");
  });
  const answer: unknown = await response.json();
  // The server answers every failure with a RefusedView, and each path with the view named below.
  if (!response.ok) throw new Refused((answer as RefusedView).refused);
  return answer as T;
}

export interface RegisterQuery {
  readonly as: string;
  readonly register: string;
  readonly tab: number | null;
  readonly filter: number | null;
}

export const api = {
  people: () => ask<readonly PersonView[]>("/api/people"),
  clock: () => ask<ClockView>("/api/clock"),
  editor: (as: string) => ask<EditorView>(`/api/editor?${new URLSearchParams({ as })}`),
  loadEditor: (as: string) => ask<EditorView>("/api/editor", { as }),
  clickMenu: (as: string, functionName: string) =>
    ask<ClickedView>("/api/editor/click", { as, function: functionName }),
  callFromDialog: (dialog: number, functionName: string, args: readonly unknown[]) =>
    ask<CalledView>("/api/dialog/call", { dialog, function: functionName, args }),
  closeDialog: (dialog: number) => ask<ClockView>("/api/dialog/close", { dialog }),
  form: () => ask<FormView>("/api/form"),
  inbox: () => ask<InboxView>("/api/inbox"),
  log: () => ask<LogView>("/api/log"),
  register: ({ as, register, tab, filter }: RegisterQuery) => {
    const query = new URLSearchParams({ as, register });
    if (tab !== null) query.set("tab", String(tab));
    if (filter !== null) query.set("filter", String(filter));
    return ask<RegisterView>(`/api/register?${query}`);
  },
  submit: (answers: Answers) => ask<SubmittedView>("/api/form", { answers }),
  edit: (edit: EditRequest) => ask<ClockView>("/api/edit", edit),
  advance: (minutes: number) => ask<ClockView>("/api/advance", { minutes }),
};
