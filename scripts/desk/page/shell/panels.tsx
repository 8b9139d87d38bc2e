/** The panels that unfold below the header (the clock, and what goes wrong), and the dialog that starts over. */
import { useRef, useState } from "preact/hooks";
import type { Until } from "../../times";
import { ask, type View } from "./api";
import { closesDialog, Dialog } from "./dialog";
import { usePage } from "./page";

const quick: readonly (readonly [string, Until])[] = [
  ["1 hour", { minutes: 60 }],
  ["Tonight, 10 PM", { named: "tonight" }],
  ["Monday morning, 8 AM", { named: "monday" }],
  ["1 week", { minutes: 10_080 }],
];

/** Puts the clock ahead, and shows the progress. */
export function Time({ now }: { readonly now: string | undefined }) {
  const { attempt, changed } = usePage();
  const [journey, setJourney] = useState<{ now?: string; share?: number } | null>(null);
  const isStopped = useRef(false);
  const goAhead = (until: Until) =>
    attempt(async () => {
      const { from, to } = await ask("setOff", until);
      document.getElementById("time")?.hidePopover();
      isStopped.current = false;
      setJourney({});
      try {
        for (let isThere = false; !isThere && !isStopped.current; ) {
          const way = await ask("goAhead");
          if (way === null) break;
          isThere = way.isThere;
          setJourney({ now: way.now, share: (way.at - from) / (to - from) });
        }
      } finally {
        setJourney(null);
        await changed();
      }
    });
  return (
    <>
      <section id="time" popover="auto" aria-label="Time">
        <p>
          The time here is <time id="clock">{journey?.now ?? now}</time>. Put the clock ahead:
        </p>
        <fieldset class="row" disabled={journey !== null}>
          <form
            class="row"
            onSubmit={(event) => {
              event.preventDefault();
              const minutes = new FormData(event.currentTarget).get("minutes");
              void goAhead({ minutes: Number(minutes) });
            }}
          >
            <label>
              Minutes <input type="number" name="minutes" min={1} required defaultValue="15" />
            </label>
            <button type="submit">Go</button>
          </form>
          {quick.map(([words, until]) => (
            <button key={words} type="button" onClick={() => void goAhead(until)}>
              {words}
            </button>
          ))}
        </fieldset>
        <small>Everything that is due on the way happens at its time.</small>
      </section>
      {journey !== null && (
        <section class="journey row" aria-label="The clock goes ahead">
          <progress aria-label="How far the clock is" value={journey.share ?? 0} />
          <p>{journey.now ?? "The clock goes ahead…"}</p>
          <button
            type="button"
            onClick={() => {
              isStopped.current = true;
            }}
          >
            Stop
          </button>
        </section>
      )}
    </>
  );
}

/** Switches for what can go wrong. While one is on, a strip above every room says so. */
export function Troubles({ all }: { readonly all: View<"clock">["troubles"] }) {
  const { attempt, changed } = usePage();
  const turn = (id: string, isOn: boolean) =>
    void attempt(async () => {
      await ask("turnTrouble", id, isOn);
      await changed();
    });
  const on = all.filter(({ isOn }) => isOn);
  return (
    <>
      <section id="wrong" popover="auto" aria-label="What goes wrong">
        <p>Switch off something that a school relies on, and see what happens.</p>
        {all.map(({ id, words, what, isOn }) => (
          <p key={id}>
            <label>
              <input
                type="checkbox"
                role="switch"
                aria-describedby={`what-${id}`}
                checked={isOn}
                onChange={() => turn(id, !isOn)}
              />
              {words}
            </label>
            <small id={`what-${id}`}>{what}</small>
          </p>
        ))}
      </section>
      {on.length > 0 && (
        <section class="on-now row" aria-label="Trouble switched on">
          <p>Trouble switched on:</p>
          {on.map(({ id, words }) => (
            <button key={id} type="button" class="outline" onClick={() => turn(id, false)}>
              {words}: switch off
            </button>
          ))}
        </section>
      )}
    </>
  );
}

/** What the desk starts with: the demo, or a Form that is not set up. */
export type Beginning = "demo" | "fresh";

interface StartOverProps {
  /** Whether no one has done anything yet. */
  readonly isUntouched: boolean;
  readonly begin: (beginning: Beginning) => void;
  readonly closed: () => void;
}

/** Asks before starting over, because everything that happened is forgotten. */
export function StartOver({ isUntouched, begin, closed }: StartOverProps) {
  return (
    <Dialog title="Start over" closed={closed}>
      <p>
        {isUntouched
          ? "Nothing has happened here yet, so nothing is lost."
          : "Everything that happened here will be forgotten. You cannot get it back."}
      </p>
      <div class="buttons">
        <button type="button" class="outline" onClick={() => begin("demo")}>
          With the demo district
        </button>{" "}
        <button type="button" class="outline" onClick={() => begin("fresh")}>
          With a Form that is not set up
        </button>{" "}
        <button type="button" onClick={closesDialog}>
          Cancel
        </button>
      </div>
    </Dialog>
  );
}
