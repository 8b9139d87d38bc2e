/** What unfolds below the header: the clock, the troubles, what ran; and the dialog that starts over. */
import { useState } from "preact/hooks";
import type { Until } from "../../times";
import { desk, type Progress, type View } from "./api";
import { closesDialog, Dialog } from "./dialog";
import { useAnswer, usePage } from "./page";

const quick: readonly (readonly [string, Until])[] = [
  ["1 hour", { minutes: 60 }],
  ["Tonight, 10 PM", { named: "tonight" }],
  ["Monday morning, 8 AM", { named: "monday" }],
  ["1 week", { minutes: 10_080 }],
];

interface TimeProps {
  readonly clock: View<"clock">;
  readonly isBusy: boolean;
  readonly goAhead: (until: Until) => void;
}

/** How the clock is put ahead: minutes, an hour that people name, or a date and time. */
export function TimePanel({ clock, isBusy, goAhead }: TimeProps) {
  const submitted = (until: (value: string) => Until) => (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement; // Which was submitted.
    goAhead(until(String(new FormData(form).get("value"))));
  };
  return (
    <>
      <p>
        The time here is{" "}
        <time id="clock" title={clock.zone}>
          {clock.now}
        </time>
        . Put the clock ahead:
      </p>
      <fieldset class="row" disabled={isBusy}>
        <form class="row" onSubmit={submitted((minutes) => ({ minutes: Number(minutes) }))}>
          <label>
            Minutes <input type="number" name="value" min={1} required defaultValue="15" />
          </label>
          <button type="submit">Go</button>
        </form>
        {quick.map(([words, until]) => (
          <button key={words} type="button" onClick={() => goAhead(until)}>
            {words}
          </button>
        ))}
        <form class="row" onSubmit={submitted((at) => ({ at }))}>
          <label>
            Date and time{" "}
            <input
              type="datetime-local"
              name="value"
              min={clock.input}
              required
              defaultValue={clock.input}
            />
          </label>
          <button type="submit">Go there</button>
        </form>
      </fieldset>
      <p class="hint">
        Everything that is due on the way happens at its time. The list beside the room says what
        happened.
      </p>
    </>
  );
}

const counted = (count: number, one: string) =>
  `${count.toLocaleString("en-US")} ${one}${count === 1 ? "" : "s"}`;

/** The clock on its way. `progress` is null until the first news of it. */
export function Journey({ progress }: { readonly progress: Progress | null }) {
  const [isStopping, setStopping] = useState(false);
  const { now, runs = 0, mails = 0, errors = 0 } = progress ?? {};
  const happened = [counted(runs, "run"), counted(mails, "email")];
  if (errors > 0) happened.push(counted(errors, "error"));
  const stop = () => {
    setStopping(true);
    void desk.ask("stop");
  };
  return (
    <section class="journey row" aria-label="The clock goes ahead">
      <progress
        max={1}
        aria-label="How far the clock is"
        {...(progress === null ? {} : { value: progress.share })}
      />
      <p class="so-far">
        {now === undefined ? "The clock goes ahead…" : `${now} · ${happened.join(", ")} so far`}
      </p>
      <button type="button" disabled={isStopping} onClick={stop}>
        Stop
      </button>
    </section>
  );
}

const useTurn = () => {
  const { attempt, changed } = usePage();
  return (id: string, isOn: boolean) =>
    void attempt(async () => {
      await desk.ask("turnTrouble", id, isOn);
      await changed();
    });
};

/** What can go wrong, as switches. */
export function Troubles({ all }: { readonly all: View<"troubles"> }) {
  const turn = useTurn();
  return (
    <>
      <p>Switch off something that a school relies on, and see what happens.</p>
      <ul class="switches">
        {all.map(({ id, words, what, isOn }) => (
          <li key={id}>
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
            <p class="hint" id={`what-${id}`}>
              {what}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** While a trouble is on, a strip over every room says so. */
export function TroublesOn({ all }: { readonly all: View<"troubles"> }) {
  const turn = useTurn();
  const on = all.filter(({ isOn }) => isOn);
  return on.length === 0 ? null : (
    <section class="on-now row" aria-label="Trouble switched on">
      <p>Trouble switched on:</p>
      {on.map(({ id, words }) => (
        <button key={id} type="button" class="outline" onClick={() => turn(id, false)}>
          {words}: switch off
        </button>
      ))}
    </section>
  );
}

/** Runs shown; a week of clock triggers has two thousand. */
const shownRuns = 200;
const runHeaders = [
  "When",
  "Function",
  "Started by",
  "As",
  "Outcome",
  "Calls",
  "Cells read",
  "Cells written",
];

/** For engineers: what ran and what went wrong, newest first. It is asked for while somebody looks. */
export function WhatRan() {
  const [isOpen, setOpen] = useState(false);
  return (
    <section
      id="ran"
      popover="auto"
      aria-label="What ran"
      onToggle={({ newState }) => setOpen(newState === "open")}
    >
      <header class="row">
        <h2>What ran</h2>
        <button type="button" class="outline" popovertarget="ran">
          Close
        </button>
      </header>
      {isOpen && <Log />}
    </section>
  );
}

function Log() {
  const { runs = [], errors = [] } = useAnswer("log") ?? {};
  return (
    <>
      <p>For engineers: each run of the script, its calls, and the cells that it read and wrote.</p>
      <h3>Errors</h3>
      {errors.length === 0 && <p class="hint">None.</p>}
      <ul>
        {errors.map(({ at, error }, place) => (
          <li key={errors.length - place}>
            {at}: {error}
          </li>
        ))}
      </ul>
      <h3>Runs</h3>
      <p class="hint">
        The newest {Math.min(shownRuns, runs.length)} of {runs.length}.
      </p>
      <section class="scroller" tabIndex={0} aria-label="Runs">
        <table>
          <thead>
            <tr>
              {runHeaders.map((header) => (
                <th key={header} scope="col">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {runs.slice(0, shownRuns).map((run, place) => (
              <tr key={runs.length - place}>
                {runRow(run).map((cell, at) => (
                  <td key={runHeaders[at]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function runRow(run: View<"log">["runs"][number]): readonly (string | number)[] {
  const outcome = run.ok ? "ok" : (run.error ?? "failed");
  const { calls, cellsRead, cellsWritten } = run;
  return [run.at, run.function, run.startedBy, run.as, outcome, calls, cellsRead, cellsWritten];
}

/** What the desk begins with. */
export type Beginning = "demo" | "fresh";

interface StartOverProps {
  /** What is begun with where that is chosen already. */
  readonly only: Beginning | null;
  readonly begin: (beginning: Beginning) => void;
  readonly closed: () => void;
}

/** Asks first, since all that happened is forgotten. */
export function StartOver({ only, begin, closed }: StartOverProps) {
  return (
    <Dialog title="Start over" closed={closed}>
      <p>Everything that happened here will be forgotten. You cannot get it back.</p>
      <div class="buttons">
        {only !== "fresh" && (
          <button type="button" class="outline" onClick={() => begin("demo")}>
            With the demo district
          </button>
        )}
        <button type="button" class="outline" onClick={() => begin("fresh")}>
          With a Form that is not set up
        </button>
        <button type="button" onClick={closesDialog}>
          Cancel
        </button>
      </div>
    </Dialog>
  );
}
