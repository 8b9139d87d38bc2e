/** The page: which view is shown, who sits at the desk, and its clock. */
import { api, Refused } from "./api";
import { byId, element } from "./dom";
import { EditorPage } from "./editor-page";
import { FormPage } from "./form-page";
import { InboxPage } from "./inbox-page";
import { LogPage } from "./log-page";
import { RegisterPage } from "./register-page";
import type { Surroundings, View } from "./view";

const lookAgainAfter = 3_000;

const content = byId("content", HTMLElement);
const notice = byId("notice", HTMLElement);
const person = byId("person", HTMLSelectElement);
const clock = byId("clock", HTMLTimeElement);
const advance = byId("advance", HTMLFormElement);

let current: View | null = null;
let revision = "";

async function readClock(): Promise<boolean> {
  const { now, zone, revision: newest } = await api.clock();
  clock.textContent = now;
  clock.title = zone;
  const hasChanged = newest !== revision;
  revision = newest;
  return hasChanged;
}

const around: Surroundings = {
  person: () => person.value,
  tell(words) {
    notice.textContent = words;
  },
  async changed() {
    await readClock();
    await current?.refresh();
  },
};

/** Does something that the desk may refuse; the refusal is told to the person. */
async function attempt(act: () => Promise<void>): Promise<void> {
  try {
    await act();
    around.tell("");
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    around.tell(error.message);
  }
}

interface Views {
  readonly form: FormPage;
  readonly editor: EditorPage;
  readonly register: RegisterPage;
  readonly inbox: InboxPage;
  readonly log: LogPage;
}

/** The view that the address names, brought to the place that it names. */
function viewAt(views: Views, hash: string): View {
  const [, name = "", register = "main", tab, filter] = hash.split("/");
  if (name === "register") {
    const number = (text: string | undefined) => (text === undefined ? null : Number(text));
    views.register.goTo({ register, tab: number(tab), filter: number(filter) });
  }
  const known = Object.entries(views).find(([key]) => key === name);
  return known === undefined ? views.form : known[1];
}

async function show(view: View): Promise<void> {
  const isNew = current !== view;
  current = view;
  document.title = `${view.title} · Student Safety Desk`;
  for (const link of document.querySelectorAll(".views a")) {
    const isCurrent = link.textContent === view.title;
    if (isCurrent) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (isNew) content.replaceChildren(view.element);
  await view.refresh();
}

async function lookAgain(): Promise<void> {
  const isBusy = document.hidden || document.querySelector("dialog[open]") !== null;
  if (!isBusy) {
    await attempt(async () => {
      if (await readClock()) await current?.refresh();
    });
  }
  setTimeout(() => void lookAgain(), lookAgainAfter);
}

async function start(): Promise<void> {
  const people = await api.people();
  person.replaceChildren(
    ...people.map(({ name, words }) => element("option", { value: name }, words)),
  );
  const views: Views = {
    form: new FormPage(around),
    editor: new EditorPage(around),
    register: new RegisterPage(around, { register: "main", tab: null, filter: null }),
    inbox: new InboxPage(around, new Map(people.map(({ name, address }) => [name, address]))),
    log: new LogPage(),
  };
  const go = () => attempt(() => show(viewAt(views, location.hash)));
  window.addEventListener("hashchange", () => void go());
  person.addEventListener("change", () => void attempt(around.changed));
  advance.addEventListener("submit", (event) => {
    event.preventDefault();
    const minutes = Number(new FormData(advance).get("minutes"));
    around.tell("The clock goes ahead…");
    void attempt(async () => {
      await api.advance(minutes);
      await around.changed();
    });
  });
  await readClock();
  await go();
  setTimeout(() => void lookAgain(), lookAgainAfter);
}

void attempt(start);
