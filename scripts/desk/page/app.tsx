/** The page as a whole: which room is shown, who sits at the desk, the current story, and what the last action caused. */

import { clear, createStore, get, set } from "idb-keyval";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { SavedDesk } from "../state";
import type { PersonView } from "../views/views";
import { AdminRoom } from "./admin/admin-room";
import { Beside } from "./beside/happened-list";
import { MailRoom } from "./mail/mail-room";
import { placeHash } from "./register/register-place";
import { RegisterRoom } from "./register/register-room";
import { ReportRoom, resumeForms } from "./report/report-room";
import { ask, parts, Refused, type View } from "./shell/api";
import { Header } from "./shell/header";
import { keepFocus, pointerUp } from "./shell/hold-still";
import { district, OtherTab } from "./shell/one-writer";
import { type Page, PageContext, useAnswer } from "./shell/page";
import { type Beginning, StartOver, Time, Troubles } from "./shell/panels";
import { type RoomName, roomNamed } from "./shell/rooms";
import { StartPage } from "./start/start-page";
import { StoriesPage, StoryBar, storyAt, type Told } from "./stories/stories";

/** How often the page looks for changes, in milliseconds. */
const lookAgainAfter = 3_000;

/** How long it is said who someone has become, in milliseconds. */
const passesAfter = 5_000;

/** After a wait of so many milliseconds another tab has the district. The same tab, loaded again, has it sooner. */
const waitsForTab = 700;

const notKept =
  "This browser keeps nothing for this page, so a reload begins anew: allow it to keep data, or leave the page open.";

type ViewName = RoomName | "start" | "stories";

/** The view that an address (the part after "#") names; the start page if it names none. */
function viewOf(hash: string): ViewName {
  const name = hash.split("/")[1] ?? "";
  return roomNamed(name)?.name ?? (name === "stories" ? "stories" : "start");
}

const numberIn = (text: string | undefined): number | null =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : null;

export function App() {
  /** Empty until the desk is open. */
  const [people, setPeople] = useState<readonly PersonView[]>([]);
  const [hash, setHash] = useState(location.hash);
  const [person, setPerson] = useState("teacher");
  const [told, setTold] = useState<Told | null>(null);
  const [turn, setTurn] = useState(0);
  const [clock, setClock] = useState<View<"clock"> | null>(null);
  const [notice, setNotice] = useState(
    viewOf(location.hash) === "start" ? "" : "The page is being set up…",
  );
  const [standing, setStanding] = useState("");
  const [passing, setPassing] = useState("");
  const [isStartingOver, setStartingOver] = useState(false);
  const [isElsewhere, setElsewhere] = useState(false);
  /** The view that the person last went to. */
  const entered = useRef(viewOf(location.hash));
  /** The current state, for functions that are called later. */
  const now = useRef({ person, told, clock });
  now.current = { person, told, clock };
  const keeper = useMemo(
    () =>
      new Keeper(
        () => now.current.person,
        () => setStanding(notKept),
      ),
    [],
  );
  const isOpen = people.length > 0;
  const wordsOf = (name: string) =>
    people.find((one) => one.name === name)?.words.toLowerCase() ?? name;

  const attempt = async (act: () => Promise<void>) => {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setNotice(error.message);
    }
  };
  const keep = () => {
    if (now.current.told === null) keeper.keep();
  };
  const changed = async () => {
    setClock(await ask("clock"));
    setTurn((before) => before + 1);
    keep();
  };
  const become = (name: string) => {
    setNotice("");
    setPerson(name);
    keep();
  };
  const shown = told?.story.id ?? "own";
  const page: Page = { people, person, shown, turn, become, tell: setNotice, changed, attempt };

  /** Plays the story up to the step, and opens the room that the step shows. */
  const tellStory = async (id: string, step: number) => {
    const story = (await ask("stories")).find((one) => one.id === id);
    const look = story?.steps[step]?.look;
    if (story === undefined || look === undefined) {
      location.hash = "#/stories";
      return;
    }
    setNotice("Playing…");
    await ask("playStory", id, step);
    setNotice("");
    setTold({ story, step, hash: look.room === "register" ? placeHash(look) : `#/${look.room}` });
    setPerson(look.as);
    await changed();
  };

  /**
   * Opens what the address names. Someone who enters a room becomes a person who has something to do there, except the person outside:
   * seeing what they cannot do is the point.
   */
  const go = () =>
    attempt(async () => {
      const place = storyAt(hash);
      if (place !== null) return tellStory(place.id, place.step);
      const room = roomNamed(viewOf(hash));
      setNotice("");
      if (room !== null && ![...room.people, "stranger"].includes(person)) {
        setPerson(room.people[0]);
        setPassing(`You are the ${wordsOf(room.people[0])} now: this room is theirs.`);
      }
      // Another tab or email of the same room leaves the page where it is, and so does the desk when it has opened.
      if (told === null && viewOf(hash) !== entered.current) window.scrollTo(0, 0);
      entered.current = viewOf(hash);
      if (told !== null && room === null) {
        await ask("leaveStory");
        setTold(null);
      }
      await changed();
    });

  const open = async () => {
    const waiting = setTimeout(() => setElsewhere(true), waitsForTab);
    await district(() => keeper.end());
    clearTimeout(waiting);
    setElsewhere(false);
    const visit = await keeper.before();
    // The address "#/fresh" alone asks for a Form that is not set up, in place of the current desk.
    const fresh = location.hash === "#/fresh";
    if (fresh) history.replaceState(null, "", "#/admin");
    const saved = fresh ? null : (visit?.desk ?? null);
    const { resumed } = await ask("open", { ...parts, fresh, saved });
    keeper.begin();
    resumeForms(resumed);
    if (resumed && visit !== undefined) setPerson(visit.person);
    setHash(location.hash);
    setPeople(await ask("people"));
  };

  useEffect(() => {
    void attempt(open);
    const stopKeeping = keepFocus();
    const moved = () => {
      document.getElementById("folded")?.hidePopover();
      setHash(location.hash);
    };
    window.addEventListener("hashchange", moved);
    const look = async () => {
      const before = now.current.clock?.revision;
      const isBusy = document.querySelector("dialog[open], .journey") !== null;
      if (before === undefined || document.hidden || isBusy) return;
      const newest = await ask("clock");
      await pointerUp();
      if (newest.revision === before) setClock(newest);
      else await changed();
    };
    const timer = setInterval(() => void attempt(look), lookAgainAfter);
    return () => {
      stopKeeping();
      window.removeEventListener("hashchange", moved);
      clearInterval(timer);
    };
  }, []);
  useEffect(() => {
    if (isOpen) void go();
  }, [hash, isOpen]);

  useEffect(() => {
    const gone = setTimeout(() => setPassing(""), passesAfter);
    return () => clearTimeout(gone);
  }, [passing]);

  // The address bar has the story's address while a room is shown.
  const place = storyAt(hash) === null ? hash : (told?.hash ?? "#/stories");
  const view = viewOf(place);
  const title = roomNamed(view)?.title ?? (view === "stories" ? "Stories" : "Start");
  useEffect(() => {
    document.title = `${title} · Student Safety Desk`;
  }, [title]);

  /** Forgets everything and starts again, as on a first visit. */
  const begin = async (beginning: Beginning) => {
    await keeper.forget();
    location.hash = beginning === "fresh" ? "#/fresh" : "#/report";
    location.reload();
  };
  const [, , first = "main", tab, filter] = place.split("/");
  if (isElsewhere) return <OtherTab />;
  return (
    <PageContext.Provider value={page}>
      <Header {...{ view, passing }} now={clock?.now} startOver={() => setStartingOver(true)} />
      <Time now={clock?.now} />
      <Troubles all={clock?.troubles ?? []} />
      <p id="notice" class="notice" role="status">
        {notice === "" ? standing : notice}
      </p>
      {told !== null && <StoryBar {...told} person={wordsOf(person)} />}
      <div class={`side-by-side ${told === null ? "" : "in-story"}`}>
        <main id="content" tabIndex={-1}>
          {view === "start" && <StartPage begin={() => setStartingOver(true)} />}
          {isOpen && view === "stories" && <StoriesPage />}
          {isOpen && view === "report" && <ReportRoom />}
          {isOpen && view === "admin" && <AdminRoom />}
          {isOpen && view === "register" && (
            <RegisterRoom
              place={{ register: first, tab: numberIn(tab), filter: numberIn(filter) }}
              isChosen={place.split("/")[2] !== undefined}
            />
          )}
          {isOpen && view === "mail" && (
            <MailRoom number={numberIn(place.split("/")[2])} visit={hash} />
          )}
        </main>
        {isOpen && roomNamed(view) !== null && <Beside isWanted={view === "report"} />}
      </div>
      <footer>
        <small>
          Everything here happens in this page, on this computer. Reload the page and you continue
          here. {isOpen && <About />}
        </small>
      </footer>
      {isStartingOver && (
        <StartOver
          isUntouched={clock?.isUntouched !== false}
          begin={(beginning) => void begin(beginning)}
          closed={() => setStartingOver(false)}
        />
      )}
    </PageContext.Provider>
  );
}

function About() {
  const hash = useAnswer("hash");
  return <span id="about">It runs the script of the release, Code.gs, with SHA-256 {hash}.</span>;
}

interface Visit {
  readonly desk: SavedDesk;
  /** Name of the person who sat at the desk. */
  readonly person: string;
}

const key = "last";
/** Opened at each use, because a browser can refuse it (a setting, or a private window). */
const store = () => createStore("student-safety-visit", "visits");

export class Keeper {
  private work = Promise.resolve();
  private turn = 0;
  /** Until the desk is open, there is nothing to save. */
  private isOff = true;

  constructor(
    private readonly person: () => string,
    /** Called if the browser stores nothing. */
    private readonly refused: () => void,
  ) {}

  /** The previous visit. Its desk's `project` tells whether another edition of this page saved it. */
  before = (): Promise<Visit | undefined> => this.orRefused(() => get<Visit>(key, store()));

  begin(): void {
    this.isOff = false;
  }

  /** Saves the visit, after any save that is still running. If several are asked for meanwhile, one is enough. */
  keep(): void {
    this.turn += 1;
    const { turn } = this;
    this.work = this.work.then(async () => {
      if (this.isOff || turn !== this.turn) return;
      const visit = { desk: await ask("save"), person: this.person() };
      if (!this.isOff) await this.orRefused(() => set(key, visit, store()));
    });
  }

  /** Saves once more and stops, because another tab takes over. */
  async end(): Promise<void> {
    this.keep();
    await this.work;
    this.isOff = true;
  }

  /** Forgets everything and stops saving, because the page is about to be loaded again. */
  async forget(): Promise<void> {
    this.isOff = true;
    await this.work;
    await this.orRefused(() => clear(store()));
  }

  private async orRefused<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch {
      this.isOff = true;
      this.refused();
      return undefined;
    }
  }
}
