/** The page: which view is shown, who sits at the desk, its clock, and what is kept for the next visit. */

import type { Counted } from "../state";
import { Refused } from "./api";
import { byId, element } from "./dom";
import { EditorPage } from "./editor-page";
import { FormPage } from "./form-page";
import { InboxPage } from "./inbox-page";
import { JourneyBar } from "./journey";
import { LogPage } from "./log-page";
import { forgetVisit, keepVisit, lastVisit, NotKept, type Visit } from "./memory";
import { RegisterPage } from "./register-page";
import { type Beginning, startOverDialog } from "./start-over";
import { desk, parts } from "./the-desk";
import type { Surroundings, View } from "./view";

const lookAgainAfter = 3_000;
/** While the clock goes ahead, what has happened is kept no more often. Milliseconds. */
const keepEvery = 15_000;
const minute = 60_000;

const notKept =
  "This browser keeps nothing for this page, so a reload begins anew: allow it to keep data, or leave the page open.";

const content = byId("content", HTMLElement);
const notice = byId("notice", HTMLElement);
const person = byId("person", HTMLSelectElement);
const clock = byId("clock", HTMLTimeElement);
const advance = byId("advance", HTMLFormElement);
const journey = new JourneyBar(() => void desk.ask("stop"));

let current: View | null = null;
let revision = "";
/** What this visit has to say as long as nothing else is said. */
let standing = "";
let isGoing = false;

async function readClock(): Promise<boolean> {
  const { now, zone, revision: newest } = await desk.ask("clock");
  clock.textContent = now;
  clock.title = zone;
  const hasChanged = newest !== revision;
  revision = newest;
  return hasChanged;
}

function tell(words: string): void {
  notice.textContent = words === "" ? standing : words;
}

let isKeeping = false;
let isChanged = false;
/** How much of what only grows is kept; null: nothing of what is kept counts. */
let kept: Counted | null = null;

/** Keeps everything for the next visit, unless the browser keeps nothing; what comes while it does is kept right after. */
function keep(): void {
  isChanged = true;
  if (!isKeeping) void keepAll();
}

async function keepAll(): Promise<void> {
  isKeeping = true;
  try {
    while (isChanged && standing !== notKept) {
      isChanged = false;
      const since = kept ?? { mails: 0, runs: 0 };
      const saved = await desk.ask("save", since);
      await keepVisit({ desk: saved, person: person.value }, kept === null);
      const { mails, runs } = saved.apart;
      kept = { mails: since.mails + mails.length, runs: since.runs + runs.length };
    }
  } catch (error) {
    if (!(error instanceof NotKept)) throw error;
    standing = notKept;
    tell("");
  } finally {
    isKeeping = false;
  }
}

const around: Surroundings = {
  person: () => person.value,
  tell,
  async changed() {
    await readClock();
    await current?.refresh();
    keep();
  },
};

/** Does something that the desk may refuse; the refusal is told to the person. */
async function attempt(act: () => Promise<void>): Promise<void> {
  try {
    await act();
    tell("");
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tell(error.message);
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
    const number = (text: string | undefined) => {
      const value = Number(text ?? "");
      return text === undefined || text === "" || !Number.isInteger(value) ? null : value;
    };
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
  const isBusy = isGoing || document.hidden || document.querySelector("dialog[open]") !== null;
  if (!isBusy) {
    await attempt(async () => {
      if (await readClock()) {
        await current?.refresh();
        keep();
      }
    });
  }
  setTimeout(() => void lookAgain(), lookAgainAfter);
}

/** Puts the clock ahead; what has happened is shown and kept on the way. */
async function goAhead(milliseconds: number): Promise<void> {
  const go = advance.querySelector("button");
  if (go !== null) go.disabled = true;
  isGoing = true;
  journey.begin();
  let keptAt = performance.now();
  desk.whileGoing((progress) => {
    journey.show(progress);
    clock.textContent = progress.now;
    if (performance.now() - keptAt < keepEvery) return;
    keptAt = performance.now();
    keep();
  });
  try {
    await desk.ask("advance", milliseconds);
  } finally {
    isGoing = false;
    journey.end();
    if (go !== null) go.disabled = false;
    await around.changed();
  }
}

/** Forgets all and begins anew: the next visit is the first. */
async function startOver(beginning: Beginning): Promise<void> {
  standing = notKept;
  await forgetVisit().catch(() => undefined);
  location.hash = beginning === "fresh" ? "#/fresh" : "#/form";
  location.reload();
}

async function visitBefore(): Promise<Visit | null> {
  try {
    return await lastVisit();
  } catch (error) {
    if (!(error instanceof NotKept)) throw error;
    standing = notKept;
    return null;
  }
}

async function openDesk(): Promise<Visit | null> {
  const visit = await visitBefore();
  // Asked for by its address alone, a Form that is not set up takes the place of what is there.
  const fresh = location.hash === "#/fresh";
  const { project, settings } = parts;
  const saved = fresh ? null : (visit?.desk ?? null);
  const { resumed } = await desk.ask("open", { project, settings, fresh, saved });
  if (fresh) history.replaceState(null, "", "#/editor");
  if (!resumed || visit === null) return null;
  const { mails, runs } = visit.desk.apart;
  kept = { mails: mails.length, runs: runs.length };
  return visit;
}

async function start(): Promise<void> {
  byId("journey", HTMLElement).replaceWith(journey.element);
  const visit = await openDesk();
  const people = await desk.ask("people");
  person.replaceChildren(
    ...people.map(({ name, words }) => element("option", { value: name }, words)),
  );
  if (visit !== null && people.some(({ name }) => name === visit.person)) {
    person.value = visit.person;
  } else if (location.hash === "#/editor") person.value = "admin";
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
    void attempt(() => goAhead(minutes * minute));
  });
  byId("start-over", HTMLElement).addEventListener("click", () =>
    startOverDialog((beginning) => void startOver(beginning)),
  );
  const { hash, realm } = await desk.ask("about");
  byId("about", HTMLElement).textContent =
    `It runs the script of the release, Code.gs, with SHA-256 ${hash}, in ${realm}: less strict than the project's tests, since what a browser brings besides the language is hidden from the script and not gone.`;
  await readClock();
  await go();
  keep();
  setTimeout(() => void lookAgain(), lookAgainAfter);
}

declare global {
  interface Window {
    /** Set by first.js. */
    isTooOld?: boolean;
  }
}

if (window.isTooOld !== true) void attempt(start);
