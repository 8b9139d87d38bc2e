/** The first set-up: its pages in order, its answers (kept as a draft), and at the end the work, one step in each run. */

import { checkPage } from "../check/check-page";
import { noneConfirmed, withConfirmed } from "../district/directory/confirmations";
import { readDirectory } from "../district/directory/read-directory";
import { setUpSteps } from "../install/set-up-steps";
import { asciiJson } from "../json";
import { runLocked } from "../lock";
import type { Findings, Page, Request, Values } from "../parts-of-a-page";
import { heading, pageOf, stepLines } from "../parts-of-a-page";
import type { Run } from "../run";
import type { Kept } from "../store/keys";
import { type Memory, spreadUpTo } from "../store/store";
import { answersTo, ask, confirmedLeads, writeAnswers } from "./set-up-answers";
import { defaultAnswers, setUpPages } from "./set-up-pages";

const progressView = "progress";

/** Whether a page of the first set-up has this id. */
export const isSetUpView = (id: string): boolean =>
  id === progressView || setUpPages().some(({ view }) => view === id);

const tooLong =
  "This is more than can be kept here. Leave some rows out now and put them into the register's tabs afterwards.";

/**
 * The page that is open and the answers so far. Kept until set-up is done, so that the dialog can be closed and opened again. Staff data
 * only.
 */
type Draft = NonNullable<Kept["draft"]>;

/** Stores the draft. One call. Returns false and stores nothing if the draft is longer than the script's store should hold. */
function keepDraft(memory: Memory, draft: Draft): boolean {
  if (asciiJson(draft).length > spreadUpTo) return false;
  memory.set("draft", draft);
  return true;
}

/** The draft. If another account gave the answers so far, the questions about the account are asked again. */
function current({ memory, identity }: Run): Draft {
  const by = identity.runningAs();
  const draft = memory.get("draft");
  if (draft?.view === progressView || draft?.values["by"] === by) return draft;
  return { view: setUpPages()[0]?.view ?? "", values: { ...draft?.values, by, account: "" } };
}

/** The answers, and the defaults of what was not answered. */
function filledIn({ identity }: Run, answers: Values): Values {
  return { ...defaultAnswers(identity.runningAs(), answers), ...answers };
}

/** Shows a page, or how far the work has come. `errors`: why the answers were not accepted. */
function show(run: Run, { view, values }: Draft, errors: Values = {}): Page {
  const pages = setUpPages();
  const at = pages.findIndex((page) => page.view === view);
  const page = pages[at];
  if (page === undefined) return workPage(run, { view, values }, "");
  const { shown } = ask(run, page, filledIn(run, values));
  return {
    ...shown,
    errors: { ...shown.errors, ...errors },
    title: `${page.title} (${at + 1} of ${pages.length})`,
    buttons: [
      at === pages.length - 1
        ? { act: "create", label: "Make it all", primary: true }
        : { act: "next", label: "Next", primary: true },
      at === 0
        ? { act: "skip", label: "Skip to the end: I fill in the register's tabs myself" }
        : { act: "back", label: "Back" },
      { act: "close", label: "Close, continue later" },
    ],
  };
}

/** The page at which the person left the first set-up. */
export const firstSetUpPage = (run: Run): Page => show(run, current(run));

/** Answers a request from a page of the first set-up. Throws what a step of the work throws. */
export function nextSetUpPage(run: Run, { view, act, values: given }: Request): Page | Findings {
  const { memory } = run;
  const draft = current(run);
  if (draft.view === progressView) return workPage(run, draft, act);
  const pages = setUpPages();
  const at = pages.findIndex((one) => one.view === view);
  const page = pages[at];
  if (page === undefined) return show(run, draft);
  const before = ask(run, page, filledIn(run, draft.values)).shown;
  const values: Values = { ...draft.values, ...answersTo(before, given) };
  const here: Draft = { view, values };
  const go = (to: string | undefined): Page => {
    const kept = { view: to ?? view, values };
    if (keepDraft(memory, kept)) return show(run, kept);
    return show(run, here, { [Object.keys(before.values)[0] ?? ""]: tooLong });
  };
  if (act === "back") return go(pages[at - 1]?.view);
  const { shown, refusals } = ask(run, page, filledIn(run, values));
  const isRefused = Object.keys(refusals).length > 0;
  if (act === "typed" || isRefused) keepDraft(memory, here);
  if (act === "typed") return { errors: shown.errors, tables: shown.tables };
  if (isRefused) return show(run, here, refusals);
  if (act === "skip") return go(pages[pages.length - 1]?.view);
  if (act !== "create") return go(pages[at + 1]?.view);
  const [first] = pages;
  const last = pages[pages.length - 1] ?? page;
  // A window that was left open at an earlier page asks for it too: nothing is made before the lead is confirmed.
  const left = ask(run, last, filledIn(run, values)).refusals;
  if (Object.keys(left).length > 0) return show(run, { view: last.view, values }, left);
  if (first === undefined || (values["account"] ?? "") !== "") return go(progressView);
  return show(run, { view: first.view, values }, first.needs);
}

// The work at the end.

/** Keeps whom the owner confirmed by name. Must be called under the lock. One read. */
function confirmFirst(run: Run, values: Values): void {
  const confirmed = confirmedLeads(values);
  if (confirmed.length === 0) return;
  const directory = readDirectory(run);
  let kept = run.memory.get("confirmations") ?? noneConfirmed;
  for (const { email } of confirmed) kept = withConfirmed(kept, directory, email);
  run.memory.set("confirmations", kept);
}

/**
 * Does one step of the work if that is asked for, and shows how far the work has come. The answers are written once the registers exist,
 * before any step that needs the directory. A step that threw can be run again.
 */
function workPage(run: Run, { values }: Draft, act: string): Page {
  const writing = {
    title: "Writing contacts, schools and settings",
    run() {
      // Whoever is typed into the tabs beside these pages, or later, waits for a confirmation.
      if (run.memory.get("confirmations") === null) run.memory.set("confirmations", noneConfirmed);
      writeAnswers(run, {}, filledIn(run, values));
      runLocked(run, () => confirmFirst(run, filledIn(run, values)));
    },
  };
  const { registers, inRegisters } = setUpSteps();
  const steps = [...registers, writing, ...inRegisters];
  let now = Math.min(Number(values["step"] ?? 0) || 0, steps.length);
  if (act === "step") {
    steps[now]?.run(run);
    now += 1;
    if (now >= steps.length) {
      run.memory.set("draft", null);
      const first = checkPage(run);
      const title = "Set up. The first check";
      const blocks = [heading("What is done, and what is left to do"), ...first.blocks];
      return { ...first, title, blocks };
    }
    keepDraft(run.memory, { view: progressView, values: { ...values, step: String(now) } });
  }
  const words =
    "This takes about a minute. Leave the window open; if it is closed, choose Set up again.";
  const titles = steps.map(({ title }) => title);
  return pageOf({
    view: progressView,
    title: "Making it",
    parts: [words, stepLines(titles, now)],
    buttons: [],
    andThen: { act: "step" },
  });
}
