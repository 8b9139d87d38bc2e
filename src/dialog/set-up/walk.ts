/** The first set-up: its pages in order; its answers, kept as a draft; and at the end the work, one step in each run. */
import type { Line } from "../../install/check/findings";
import { asciiJson } from "../../json";
import type { Run } from "../../run";
import { draftUpTo, type Memory } from "../../store/store";
import { headingBlock, textBlock } from "../blocks";
import { checkPage } from "../check-page";
import type { Button, Findings, Page, Request, Values } from "../page-data";
import { accountPage } from "./account";
import { readAnswers } from "./answers";
import { createPage, workSteps } from "./create";
import {
  agenciesPage,
  audiencePage,
  contactsPage,
  districtPage,
  peoplePage,
  retentionPage,
  schoolsPage,
  timesPage,
} from "./pages";
import {
  type Around,
  answersTo,
  defaultsOf,
  findingsOn,
  pageShown,
  problemsOfEmptyFields,
  type Refused,
  refusalsOn,
  type WalkPage,
} from "./walk-page";

/** The pages in order. */
export const pages: readonly WalkPage[] = [
  accountPage,
  districtPage,
  peoplePage,
  schoolsPage,
  contactsPage,
  agenciesPage,
  audiencePage,
  retentionPage,
  timesPage,
  createPage,
];

const progressView = "progress";

/** Titles of the pages of the first set-up, in order. */
export const walkTitles = (): readonly string[] => pages.map(({ title }) => title);

/** Whether the id is of a page of the first set-up. */
export const isWalkView = (id: string): boolean =>
  id === progressView || pages.some(({ view }) => view === id);

const tooLong =
  "This is more than can be kept here. Leave some rows out now and put them into the register's tabs afterwards.";

/** What was answered so far, kept until set-up is done, so that the dialog can be closed and opened again. Staff data only. */
interface Draft {
  /** Id of the page that is open. */
  readonly view: string;
  readonly values: Values;
}

/** Keeps the draft. One call. False, and nothing is kept, where it is longer than the script's store should hold. */
function keepDraft(memory: Memory, draft: Draft): boolean {
  if (asciiJson(draft).length > draftUpTo) return false;
  memory.set("draft", draft);
  return true;
}

/** The draft. Where another account gave the answers so far, this account is asked about itself anew. */
function current({ memory, identity }: Run): Draft {
  const by = identity.runningAs();
  const draft = memory.get("draft");
  if (draft?.view === progressView || draft?.values["by"] === by) return draft;
  const values: Record<string, string> = { ...draft?.values, by };
  if (draft === null) for (const page of pages) Object.assign(values, defaultsOf(page, by, {}));
  return { view: accountPage.view, values: { ...values, account: "" } };
}

function aroundOf({ identity, clock }: Run, values: Values): Around {
  return { account: identity.runningAs(), read: readAnswers(values, clock) };
}

/** Shows a page, or how far the work is. */
function show(run: Run, { view, values: answers }: Draft, refused?: Refused): Page {
  const at = pages.findIndex((page) => page.view === view);
  const page = pages[at];
  if (page === undefined) return progress(answers);
  // What was answered stays. A field that only exists because of an answer on an earlier page has its default here.
  const values = { ...defaultsOf(page, run.identity.runningAs(), answers), ...answers };
  const shown = pageShown(page, values, aroundOf(run, values), refused);
  const next: Button =
    page === createPage
      ? { act: "create", label: "Make it all", primary: true }
      : { act: "next", label: "Next", primary: true };
  const other =
    at === 0
      ? { act: "skip", label: "Skip to the end: I fill in the register's tabs myself" }
      : { act: "back", label: "Back" };
  const close = { act: "close", label: "Close, go on later" };
  return {
    ...shown,
    title: `${page.title} (${at + 1} of ${pages.length})`,
    buttons: [next, ...shown.buttons, other, close],
  };
}

function stepOf(values: Values): number {
  return Math.min(Number(values["step"] ?? 0) || 0, workSteps.length);
}

function progress(values: Values): Page {
  const now = stepOf(values);
  const lines = workSteps.map(({ title }, at): Line => {
    const state = at < now ? "done" : at === now ? "now" : "waits";
    return { state, text: title };
  });
  return {
    view: progressView,
    title: "Making it",
    blocks: [
      textBlock(
        "This takes about a minute. Leave the window open; if it is closed, choose Set up again.",
      ),
      { kind: "lines", lines },
    ],
    buttons: [],
    values: {},
    andThen: { act: "step" },
  };
}

/** The page at which the first set-up stands, from the draft. */
export function firstSetUpPage(run: Run): Page {
  return show(run, current(run));
}

/** Whether a first set-up was begun and is not finished. */
export function isFirstSetUpOpen(memory: Memory): boolean {
  return memory.get("draft") !== null;
}

/** Answers a request from a page of the first set-up. Throws what a step of the work throws. */
export function nextSetUpPage(run: Run, request: Request): Page | Findings {
  const { memory } = run;
  const draft = current(run);
  if (draft.view === progressView) {
    return request.act === "step" ? work(run, draft) : progress(draft.values);
  }
  const at = pages.findIndex(({ view }) => view === request.view);
  const page = pages[at];
  if (page === undefined) return show(run, draft);
  const before = page.blocks(draft.values, aroundOf(run, draft.values));
  const values: Values = { ...draft.values, ...answersTo(before, request.values) };
  const here: Draft = { view: page.view, values };
  const go = (view: string): Page => {
    const kept = { view, values };
    if (keepDraft(memory, kept)) return show(run, kept);
    const keys = before.flatMap((one) => (one.kind === "field" ? [one.key] : []));
    return show(run, here, { errors: { [keys[0] ?? ""]: tooLong }, doubts: {} });
  };
  const near = (by: number) => pages[at + by]?.view ?? page.view;
  const around = aroundOf(run, values);
  if (request.act === "check") {
    keepDraft(memory, here);
    return findingsOn(page, values, around);
  }
  if (request.act === "back") return go(near(-1));
  const { errors, doubts } = refusalsOn(page, values, around);
  const refused = { errors, doubts: request.act === "anyway" ? {} : doubts };
  if (Object.keys({ ...refused.errors, ...refused.doubts }).length > 0) {
    keepDraft(memory, here);
    return show(run, here, refused);
  }
  if (request.act === "skip") return go(createPage.view);
  if (request.act !== "create") return go(near(1));
  const account = problemsOfEmptyFields(values, accountPage.needs ?? {});
  if (Object.keys(account).length === 0) return go(progressView);
  return show(run, { view: accountPage.view, values }, { errors: account, doubts: {} });
}

/** Does one step of the work, and shows what comes next. */
function work(run: Run, draft: Draft): Page {
  const { memory } = run;
  const { values } = draft;
  const at = stepOf(values);
  workSteps[at]?.run(run, values);
  const after: Draft = { view: progressView, values: { ...values, step: String(at + 1) } };
  if (at + 1 < workSteps.length) {
    keepDraft(memory, after);
    return progress(after.values);
  }
  memory.set("draft", null);
  const first = checkPage(run);
  return {
    ...first,
    title: "Set up. The first check",
    blocks: [headingBlock("What is done, and what is left to do"), ...first.blocks],
  };
}
