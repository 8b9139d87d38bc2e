/** The page: which room is shown, who sits at the desk, its clock, the story that is told, and what an act set off. */
import { createElement, render } from "preact";
import type { Until } from "../times";
import type { PersonView, StoryView } from "../views/views";
import { AdminRoom } from "./admin/admin-room";
import { HappenedList } from "./beside/happened-list";
import { MailRoom } from "./mail/mail-room";
import { placeHash } from "./register/register-place";
import { RegisterRoom } from "./register/register-room";
import { ReportRoom } from "./report/report-room";
import { Refused } from "./shell/api";
import type { Visit } from "./shell/browser-memory";
import { disclosure } from "./shell/disclosure";
import { byId, element } from "./shell/dom";
import { Keeper } from "./shell/keeper";
import { drawHeader, markRoom, shortly } from "./shell/page-header";
import { roomNamed } from "./shell/rooms";
import { type Beginning, startOverDialog } from "./shell/start-over";
import { desk, parts } from "./shell/the-desk";
import { TroublesPanel } from "./shell/troubles-panel";
import type { Surroundings, View } from "./shell/view";
import { WhatRan } from "./shell/what-ran";
import { StartPage } from "./start/start-page";
import { StoriesPage } from "./stories/stories-page";
import { StoryBar, type StoryPlace, storyAt } from "./stories/story-bar";
import { JourneyBar } from "./time/journey";
import { TimePanel } from "./time/time-panel";

const lookAgainAfter = 3_000;
/** While the clock goes ahead, what has happened is kept no more often. Milliseconds. */
const keepEvery = 15_000;

const notKept =
  "This browser keeps nothing for this page, so a reload begins anew: allow it to keep data, or leave the page open.";

const content = byId("content", HTMLElement);
const notice = byId("notice", HTMLElement);
const person = byId("person", HTMLSelectElement);
const shortClock = byId("short-clock", HTMLTimeElement);
const journey = new JourneyBar(() => void desk.ask("stop"));
const timePanel = new TimePanel(byId("time", HTMLElement), (until) => {
  time.show(false);
  void attempt(() => goAhead(until));
});
const clock = byId("clock", HTMLTimeElement);
const fold = disclosure(byId("fold", HTMLElement), byId("folded", HTMLElement));
const time = disclosure(byId("time-button", HTMLElement), byId("time", HTMLElement), () =>
  timePanel.begin(inputNow),
);
const troubles = new TroublesPanel(
  byId("wrong", HTMLElement),
  (id, isOn) =>
    void attempt(async () => {
      troubles.show(await desk.ask("turnTrouble", id, isOn));
      await around.changed();
    }),
);
disclosure(byId("wrong-button", HTMLElement), byId("wrong", HTMLElement));
const ran = disclosure(byId("ran-button", HTMLElement), byId("ran", HTMLElement), () => {
  void attempt(async () => {
    await whatRan.refresh();
    byId("ran", HTMLElement).querySelector("button")?.focus();
  });
});
const whatRan = new WhatRan(byId("ran", HTMLElement), () => {
  ran.show(false);
  byId("ran-button", HTMLElement).focus();
});
const happened = new HappenedList(byId("beside", HTMLElement), (hash, name) => {
  if (name !== null) person.value = name;
  isChosen = true;
  if (location.hash === hash) void go();
  else location.hash = hash;
});
const storyBar = new StoryBar(() => {
  location.hash = "#/stories";
});

let current: View | null = null;
let revision = "";
let inputNow = "";
/** What this visit has to say as long as nothing else is said. */
let standing = "";
let isGoing = false;
/** Whether who sits at the desk was chosen for the room that is opened next. */
let isChosen = false;
let told: StoryPlace | null = null;

async function readClock(): Promise<boolean> {
  const { now, input, zone, revision: newest } = await desk.ask("clock");
  showTime(now);
  inputNow = input;
  clock.title = zone;
  const hasChanged = newest !== revision;
  revision = newest;
  return hasChanged;
}

function showTime(now: string): void {
  clock.textContent = now;
  shortClock.textContent = shortly(now);
}

function tell(words: string): void {
  notice.textContent = words === "" ? standing : words;
}

const keeper = new Keeper(
  () => ({ person: person.value, read: views?.mail.readOfOwn ?? [] }),
  () => {
    standing = notKept;
    tell("");
  },
);

async function showBeside(): Promise<void> {
  const isRoom = roomNamed(current?.title.toLowerCase() ?? "") !== null;
  if (!isRoom) {
    byId("beside", HTMLElement).hidden = true;
    return;
  }
  happened.show(await desk.ask("happened"), current === views?.report);
}

const around: Surroundings = {
  person: () => person.value,
  async become(name) {
    person.value = name;
    await attempt(around.changed);
  },
  tell,
  shown: () => told?.id ?? "own",
  async changed() {
    await readClock();
    await current?.refresh();
    await showBeside();
    if (ran.isOpen) await whatRan.refresh();
    if (told === null) keeper.keep();
  },
};

/** Does something that the desk may refuse; the refusal is told to the person. */
async function attempt(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tell(error.message);
  }
}

interface Views {
  readonly start: View;
  readonly stories: StoriesPage;
  readonly report: ReportRoom;
  readonly admin: AdminRoom;
  readonly register: RegisterRoom;
  readonly mail: MailRoom;
}

let views: Views | null = null;
let people: readonly PersonView[] = [];

const numberIn = (text: string | undefined): number | null =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : null;

/** The view that the address names, brought to the place that it names. */
function viewAt(all: Views, hash: string): View {
  const [, name = "", register = "main", tab, filter] = hash.split("/");
  if (name === "register") {
    all.register.goTo({ register, tab: numberIn(tab), filter: numberIn(filter) });
  }
  if (name === "mail") all.mail.goTo(numberIn(hash.split("/")[2]));
  const known = Object.entries(all).find(([key]) => key === name);
  return known === undefined ? all.start : known[1];
}

/** Who comes into a room has something to do there, unless somebody was chosen for it. Somebody outside stays so: that is what they try. */
function sitDown(name: string): string {
  const room = roomNamed(name);
  const wasChosen = isChosen;
  isChosen = false;
  const stays = [...(room?.people ?? [person.value]), "stranger"].includes(person.value);
  if (room === null || wasChosen || stays) return "";
  const [usual] = room.people;
  person.value = usual;
  return `You are the ${wordsOf(usual)} now: this room is theirs.`;
}

function wordsOf(name: string): string {
  return people.find((one) => one.name === name)?.words.toLowerCase() ?? name;
}

async function show(view: View): Promise<void> {
  const isNew = current !== view;
  current = view;
  document.title = `${view.title} · Student Safety Desk`;
  markRoom(view.title);
  if (isNew) {
    content.replaceChildren(view.element);
    if (told === null) window.scrollTo(0, 0);
  }
  await view.refresh();
  await showBeside();
}

/** Plays the story that the address names up to its step, and shows what that step shows. */
async function tellStory(all: Views, place: StoryPlace, stories: readonly StoryView[]) {
  const story = stories.find(({ id }) => id === place.id);
  const step = story?.steps[place.step];
  if (story === undefined || step === undefined) {
    location.hash = "#/stories";
    return;
  }
  storyBar.isBusy = true;
  tell("Playing…");
  try {
    await desk.ask("playStory", place.id, place.step);
  } finally {
    storyBar.isBusy = false;
    tell("");
  }
  told = place;
  const { as, room, register, tab } = step.look;
  person.value = as;
  isChosen = true;
  const hash = room === "register" ? placeHash({ register, tab, filter: null }) : `#/${room}`;
  storyBar.show(story, place.step, wordsOf(as));
  await readClock();
  const view = viewAt(all, hash);
  isChosen = false;
  await show(view);
}

async function leaveStory(): Promise<void> {
  told = null;
  storyBar.hide();
  await desk.ask("leaveStory");
  await readClock();
}

/** Goes where the address says. */
async function go(): Promise<void> {
  await attempt(async () => {
    fold.show(false);
    const all = views;
    if (all === null) return;
    const place = storyAt(location.hash);
    if (place !== null) {
      await tellStory(all, place, await desk.ask("stories"));
    } else {
      const view = viewAt(all, location.hash);
      if (told !== null && (view === all.start || view === all.stories)) await leaveStory();
      tell(sitDown(view.title.toLowerCase()));
      await show(view);
    }
    troubles.show(await desk.ask("troubles"));
  });
}

async function lookAgain(): Promise<void> {
  const isBusy = isGoing || document.hidden || document.querySelector("dialog[open]") !== null;
  if (!isBusy) {
    await attempt(async () => {
      if (await readClock()) await around.changed();
    });
  }
  setTimeout(() => void lookAgain(), lookAgainAfter);
}

/** Puts the clock ahead; what has happened is shown and kept on the way. */
async function goAhead(until: Until): Promise<void> {
  timePanel.isBusy = true;
  isGoing = true;
  journey.begin();
  let keptAt = performance.now();
  desk.whileGoing((progress) => {
    journey.show(progress);
    showTime(progress.now);
    if (told !== null || performance.now() - keptAt < keepEvery) return;
    keptAt = performance.now();
    keeper.keep();
  });
  try {
    await desk.ask("advance", until);
    tell("");
  } finally {
    isGoing = false;
    journey.end();
    timePanel.isBusy = false;
    await around.changed();
  }
}

/** Forgets all and begins anew: the next visit is the first. */
async function startOver(beginning: Beginning): Promise<void> {
  await keeper.forget();
  location.hash = beginning === "fresh" ? "#/fresh" : "#/report";
  location.reload();
}

async function openDesk(): Promise<Visit | null> {
  const visit = await keeper.before();
  // Asked for by its address alone, a Form that is not set up takes the place of what is there.
  const fresh = location.hash === "#/fresh";
  const { project, settings } = parts;
  const saved = fresh ? null : (visit?.desk ?? null);
  const { resumed } = await desk.ask("open", { project, settings, fresh, saved });
  if (fresh) history.replaceState(null, "", "#/admin");
  if (!resumed || visit === null) return null;
  keeper.goOnFrom(visit);
  return visit;
}

async function start(): Promise<void> {
  drawHeader(fold);
  byId("journey", HTMLElement).replaceWith(journey.element);
  byId("on-now", HTMLElement).replaceWith(troubles.strip);
  byId("story", HTMLElement).replaceWith(storyBar.element);
  const startPage: View = {
    title: "Start",
    element: element("div"),
    refresh: async () => undefined,
  };
  render(createElement(StartPage, { begin: () => beginAnew("fresh") }), startPage.element);
  if (/^(#\/start)?$/.test(location.hash)) content.replaceChildren(startPage.element);
  else tell("The desk is being set up…");
  const visit = await openDesk();
  people = await desk.ask("people");
  person.replaceChildren(
    ...people.map(({ name, words }) => element("option", { value: name }, words)),
  );
  person.disabled = false;
  if (visit !== null && people.some(({ name }) => name === visit.person)) {
    person.value = visit.person;
    isChosen = true;
  }
  views = {
    start: startPage,
    stories: new StoriesPage(),
    report: new ReportRoom(around),
    admin: new AdminRoom(around),
    register: new RegisterRoom(around, { register: "main", tab: null, filter: null }),
    mail: new MailRoom(around, people, visit?.read ?? []),
  };
  window.addEventListener("hashchange", () => void go());
  person.addEventListener("change", () => {
    tell("");
    void attempt(around.changed);
  });
  byId("start-over", HTMLElement).addEventListener("click", () => beginAnew(null));
  const { hash, realm } = await desk.ask("about");
  byId("about", HTMLElement).textContent =
    `It runs the script of the release, Code.gs, with SHA-256 ${hash}, in ${realm}: less strict than the project's tests, since what a browser brings besides the language is hidden from the script and not gone.`;
  await readClock();
  tell("");
  await go();
  if (told === null) keeper.keep();
  setTimeout(() => void lookAgain(), lookAgainAfter);
}

/** Asks first, since all that happened is forgotten; `beginning` where it is already known with what it begins. */
function beginAnew(beginning: Beginning | null): void {
  startOverDialog(beginning, (chosen) => void startOver(chosen));
}

declare global {
  interface Window {
    /** Set by first.js. */
    isTooOld?: boolean;
  }
}

if (window.isTooOld !== true) void attempt(start);
