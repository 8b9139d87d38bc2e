/** The page: which room is shown, who sits at the desk, its clock, the story that is told, and what an act set off. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Until } from "../times";
import type { PersonView, StoryView } from "../views/views";
import { AdminRoom } from "./admin/admin-room";
import { Beside } from "./beside/happened-list";
import { MailRoom, type Read } from "./mail/mail-room";
import { placeHash } from "./register/register-place";
import { RegisterRoom } from "./register/register-room";
import { ReportRoom } from "./report/report-room";
import { desk, type Progress, parts, Refused, type View } from "./shell/api";
import { Header } from "./shell/header";
import { Keeper } from "./shell/keeper";
import { type Page, PageContext } from "./shell/page";
import {
  type Beginning,
  Journey,
  StartOver,
  TimePanel,
  Troubles,
  TroublesOn,
  WhatRan,
} from "./shell/panels";
import { type RoomName, roomNamed } from "./shell/rooms";
import { StartPage } from "./start/start-page";
import { StoriesPage, StoryBar, storyAt } from "./stories/stories";

/** Milliseconds. */
const lookAgainAfter = 3_000;
/** While the clock goes ahead, what has happened is kept no more often. Milliseconds. */
const keepEvery = 15_000;

const notKept =
  "This browser keeps nothing for this page, so a reload begins anew: allow it to keep data, or leave the page open.";

type ViewName = RoomName | "start" | "stories";

/** The view that an address names: the start page where it names none. */
function viewOf(hash: string): ViewName {
  const name = hash.split("/")[1] ?? "";
  return roomNamed(name)?.name ?? (name === "stories" ? "stories" : "start");
}

const titleOf = (name: ViewName): string =>
  roomNamed(name)?.title ?? (name === "stories" ? "Stories" : "Start");

const numberIn = (text: string | undefined): number | null =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : null;

/** What has been found out once the desk is open. */
interface Opened {
  readonly people: readonly PersonView[];
  readonly about: View<"about">;
}

interface Told {
  readonly story: StoryView;
  readonly step: number;
}

/** Closes what has unfolded. */
const hide = (id: string): void => document.getElementById(id)?.hidePopover();

/** A state that functions called later read as it is by then. */
function useLive<T>(first: T): readonly [T, (next: T) => void, { readonly current: T }] {
  const [value, set] = useState(first);
  const live = useRef(first);
  const change = (next: T) => {
    live.current = next;
    set(next);
  };
  return [value, change, live];
}

export function App() {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [person, setPerson, personNow] = useLive("teacher");
  const [told, setTold, toldNow] = useLive<Told | null>(null);
  const [hash, setHash] = useState(location.hash);
  /** The address of what is shown: a room, also while a story's own address stands in the bar. */
  const [shown, setShown] = useState(viewOf(location.hash) === "start" ? "#/start" : "");
  const [turn, setTurn] = useState(0);
  const [clock, setClock, clockNow] = useLive<View<"clock"> | null>(null);
  const [troubles, setTroubles] = useState<View<"troubles">>([]);
  const [notice, setNotice] = useState("");
  const [standing, setStanding] = useState("");
  const [isPlaying, setPlaying] = useState(false);
  const [journey, setJourney, journeyNow] = useLive<Progress | "begun" | null>(null);
  const [startOver, setStartOver] = useState<{ readonly only: Beginning | null } | null>(null);
  /** Whether who sits at the desk was chosen for the room that is opened next. */
  const isChosen = useRef(false);
  const read = useRef<Read>(new Map());
  const keeper = useMemo(
    () =>
      new Keeper(
        () => ({ person: personNow.current, read: [...(read.current.get("own") ?? [])] }),
        () => setStanding(notKept),
      ),
    [],
  );

  const people = opened?.people ?? [];
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
  const changed = async () => {
    setClock(await desk.ask("clock"));
    setTroubles(await desk.ask("troubles"));
    setTurn((now) => now + 1);
    if (toldNow.current === null) keeper.keep();
  };
  const become = (name: string) => {
    setPerson(name);
    if (toldNow.current === null) keeper.keep();
  };
  const page: Page = {
    people,
    person,
    shown: told?.story.id ?? "own",
    turn,
    become,
    changed,
    attempt,
  };

  /** Who comes into a room has something to do there, unless somebody was chosen for it. Somebody outside stays so: that is what they try. */
  const sitDown = (name: ViewName): string => {
    const room = roomNamed(name);
    const wasChosen = isChosen.current;
    isChosen.current = false;
    const now = personNow.current;
    if (room === null || wasChosen || [...room.people, "stranger"].includes(now)) return "";
    const [usual] = room.people;
    setPerson(usual);
    return `You are the ${wordsOf(usual)} now: this room is theirs.`;
  };

  /** Plays the story up to the step, and shows what that step shows. */
  const tellStory = async (id: string, step: number) => {
    const story = (await desk.ask("stories")).find((one) => one.id === id);
    const look = story?.steps[step]?.look;
    if (story === undefined || look === undefined) {
      location.hash = "#/stories";
      return;
    }
    setPlaying(true);
    setNotice("Playing…");
    try {
      await desk.ask("playStory", id, step);
    } finally {
      setPlaying(false);
      setNotice("");
    }
    const { as, room, register, tab } = look;
    setTold({ story, step });
    setPerson(as);
    setShown(room === "register" ? placeHash({ register, tab, filter: null }) : `#/${room}`);
    await changed();
  };

  /** Goes where the address says. */
  const go = () =>
    attempt(async () => {
      hide("folded");
      const place = storyAt(location.hash);
      if (place !== null) return tellStory(place.id, place.step);
      const name = viewOf(location.hash);
      if (toldNow.current !== null && (name === "start" || name === "stories")) {
        await desk.ask("leaveStory");
        setTold(null);
      }
      setNotice(sitDown(name));
      setShown(location.hash === "" ? "#/start" : location.hash);
      if (toldNow.current === null) window.scrollTo(0, 0);
      await changed();
    });

  /** Puts the clock ahead; what has happened is shown and kept on the way. */
  const goAhead = async (until: Until) => {
    hide("time");
    setJourney("begun");
    let keptAt = performance.now();
    desk.onProgress = (progress) => {
      setJourney(progress);
      if (toldNow.current !== null || performance.now() - keptAt < keepEvery) return;
      keptAt = performance.now();
      keeper.keep();
    };
    try {
      await desk.ask("advance", until);
      setNotice("");
    } finally {
      setJourney(null);
      await changed();
    }
  };

  const open = async () => {
    const visit = await keeper.before();
    // Asked for by its address alone, a Form that is not set up takes the place of what is there.
    const fresh = location.hash === "#/fresh";
    const { project, settings } = parts;
    const saved = fresh ? null : (visit?.desk ?? null);
    const { resumed } = await desk.ask("open", { project, settings, fresh, saved });
    const all = await desk.ask("people");
    if (fresh) {
      history.replaceState(null, "", "#/admin");
      setHash("#/admin");
    }
    if (resumed && visit !== undefined) {
      read.current.set("own", new Set(visit.read));
      if (all.some(({ name }) => name === visit.person)) {
        setPerson(visit.person);
        isChosen.current = true;
      }
    }
    setNotice("");
    setOpened({ people: all, about: await desk.ask("about") });
  };

  useEffect(() => {
    if (shown === "") setNotice("The page is being set up…");
    void attempt(open);
    const moved = () => setHash(location.hash);
    window.addEventListener("hashchange", moved);
    const timer = setInterval(() => {
      const isBusy =
        journeyNow.current !== null ||
        clockNow.current === null ||
        document.hidden ||
        document.querySelector("dialog[open]") !== null;
      if (isBusy) return;
      void attempt(async () => {
        const before = clockNow.current?.revision;
        const now = await desk.ask("clock");
        if (now.revision === before) setClock(now);
        else await changed();
      });
    }, lookAgainAfter);
    return () => {
      window.removeEventListener("hashchange", moved);
      clearInterval(timer);
    };
  }, []);
  useEffect(() => {
    if (opened !== null) void go();
  }, [hash, opened]);
  const view = viewOf(shown);
  useEffect(() => {
    document.title = `${titleOf(view)} · Student Safety Desk`;
  }, [view]);

  /** Forgets all and begins anew: the next visit is the first. */
  const begin = async (beginning: Beginning) => {
    await keeper.forget();
    location.hash = beginning === "fresh" ? "#/fresh" : "#/report";
    location.reload();
  };
  const [, , register = "main", tab, filter] = shown.split("/");
  const isRoom = roomNamed(view) !== null;
  const now = (typeof journey === "object" ? journey : null)?.now ?? clock?.now;
  return (
    <PageContext.Provider value={page}>
      <Header
        view={view}
        now={now}
        sit={(name) => {
          setNotice("");
          become(name);
        }}
        startOver={() => setStartOver({ only: null })}
      />
      <section id="time" popover="auto" aria-label="Time">
        {clock !== null && (
          <TimePanel
            clock={clock}
            isBusy={journey !== null}
            goAhead={(until) => void attempt(() => goAhead(until))}
          />
        )}
      </section>
      <section id="wrong" popover="auto" aria-label="What goes wrong">
        <Troubles all={troubles} />
      </section>
      {opened !== null && <WhatRan />}
      <TroublesOn all={troubles} />
      {journey !== null && <Journey progress={journey === "begun" ? null : journey} />}
      <p id="notice" class="notice" role="status">
        {notice === "" ? standing : notice}
      </p>
      {told !== null && (
        <div aria-busy={isPlaying} class="telling">
          <StoryBar
            story={told.story}
            step={told.step}
            person={wordsOf(person)}
            leave={() => {
              location.hash = "#/stories";
            }}
          />
        </div>
      )}
      <div class={`side-by-side ${told === null ? "" : "in-story"}`}>
        <main id="content" tabIndex={-1}>
          {view === "start" && shown !== "" && (
            <StartPage begin={() => setStartOver({ only: "fresh" })} />
          )}
          {opened !== null && view === "stories" && <StoriesPage />}
          {opened !== null && view === "report" && <ReportRoom />}
          {opened !== null && view === "admin" && <AdminRoom />}
          {opened !== null && view === "register" && (
            <RegisterRoom place={{ register, tab: numberIn(tab), filter: numberIn(filter) }} />
          )}
          {opened !== null && view === "mail" && (
            <MailRoom number={numberIn(shown.split("/")[2])} read={read.current} />
          )}
        </main>
        {opened !== null && isRoom && (
          <Beside
            isWanted={view === "report"}
            go={(to, name) => {
              if (name !== null) setPerson(name);
              isChosen.current = true;
              if (location.hash === to) void go();
              else location.hash = to;
            }}
          />
        )}
      </div>
      <footer>
        <p>
          Everything here happens in this page, on this computer. Reload the page and you continue
          here.
        </p>
        <details>
          <summary>About the script that runs here</summary>
          <p id="about">
            {opened !== null &&
              `It runs the script of the release, Code.gs, with SHA-256 ${opened.about.hash}, in ${opened.about.realm}: less strict than the project's tests, since what a browser brings besides the language is hidden from the script and not gone.`}
          </p>
        </details>
      </footer>
      {startOver !== null && (
        <StartOver
          only={startOver.only}
          begin={(beginning) => void begin(beginning)}
          closed={() => setStartOver(null)}
        />
      )}
    </PageContext.Provider>
  );
}
