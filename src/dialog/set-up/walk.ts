/** The first set-up: its pages in order; its answers, kept as a draft; and at the end the work, one step in each run. */
import type { Line } from "../../install/check/findings";
import type { Memory } from "../../ports";
import type { Run } from "../../run";
import { headingBlock, textBlock } from "../blocks";
import { checkPage } from "../check-page";
import type { Button, Findings, Page, Request, Values } from "../page-data";
import { accountPage } from "./account";
import { readAnswers } from "./answers";
import { createPage, workSteps } from "./create";
import { type Draft, dropDraft, keepDraft, readDraft } from "./draft";
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
  anywayButton,
  refusalsOn,
  shown,
  valuesOf,
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
export const walkTitles: readonly string[] = pages.map(({ title }) => title);

/** Ids of all pages of the first set-up, in order. */
export const walkViews: readonly string[] = [...pages.map(({ view }) => view), progressView];

const tooLong =
  "This is more than can be kept here. Leave some rows out now and put them into the register's tabs afterwards.";

function fresh({ identity }: Run): Draft {
  const account = identity.runningAs();
  const values: Record<string, string> = { by: account };
  for (const { defaults } of pages) Object.assign(values, defaults?.({ account }, {}));
  return { view: accountPage.view, values };
}

/** The draft. Where another account gave the answers so far, this account is asked about itself anew. */
function current(workspace: Run): Draft {
  const draft = readDraft(workspace.memory) ?? fresh(workspace);
  const by = workspace.identity.runningAs();
  return draft.view === progressView || draft.values["by"] === by
    ? draft
    : { view: accountPage.view, values: { ...draft.values, by, account: "" } };
}

function aroundOf({ identity, clock }: Run, values: Values): Around {
  return { account: identity.runningAs(), read: readAnswers(values, clock) };
}

/** Shows a page. `doubts`: those of the errors with which a person may go on all the same. */
function show(
  workspace: Run,
  { view, values: answers }: Draft,
  refusals: Values = {},
  doubts: Values = {},
): Page {
  const at = pages.findIndex((page) => page.view === view);
  const page = pages[at];
  if (page === undefined) return progress(answers);
  const account = workspace.identity.runningAs();
  // What was answered stays. A field that only exists because of an answer on an earlier page has its default here.
  const values = { ...page.defaults?.({ account }, answers), ...answers };
  const around = aroundOf(workspace, values);
  const blocks = page.blocks(values, around);
  const own = valuesOf(blocks, values);
  const { errors, tables } = shown(around.read, own);
  const isLast = at === pages.length - 1;
  const next: Button = isLast
    ? { act: "create", label: "Make it all", primary: true }
    : { act: "next", label: "Next", primary: true };
  const buttons: readonly Button[] = [
    next,
    ...(Object.keys(doubts).length === 0 ? [] : [anywayButton]),
    ...(at === 0
      ? [{ act: "skip", label: "Skip to the end: I fill in the register's tabs myself" }]
      : [{ act: "back", label: "Back" }]),
  ];
  return {
    view,
    title: `${page.title} (${at + 1} of ${pages.length})`,
    blocks,
    buttons: [...buttons, { act: "close", label: "Close, go on later" }],
    values: own,
    errors: { ...errors, ...doubts, ...refusals },
    tables,
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
export function firstSetUpPage(workspace: Run): Page {
  return show(workspace, current(workspace));
}

/** Whether a first set-up was begun and is not finished. */
export function isFirstSetUpOpen(memory: Memory): boolean {
  return readDraft(memory) !== null;
}

/** Answers a request from a page of the first set-up. Throws what a step of the work throws. */
export function nextSetUpPage(workspace: Run, request: Request): Page | Findings {
  const { memory } = workspace;
  const draft = current(workspace);
  if (draft.view === progressView) {
    return request.act === "step" ? work(workspace, draft) : progress(draft.values);
  }
  const at = pages.findIndex(({ view }) => view === request.view);
  const page = pages[at];
  if (page === undefined) return show(workspace, draft);
  const before = page.blocks(draft.values, aroundOf(workspace, draft.values));
  const values: Values = { ...draft.values, ...answersTo(before, request.values) };
  const go = (view: string): Page => {
    const kept = { view, values };
    if (keepDraft(memory, kept)) return show(workspace, kept);
    const field = before.find((block) => block.kind === "field" && block.type === "lines");
    const key = field?.kind === "field" ? field.key : "";
    return show(workspace, { view: page.view, values }, { [key]: tooLong });
  };
  const near = (by: number) => pages[at + by]?.view ?? page.view;

  if (request.act === "check") {
    keepDraft(memory, { view: page.view, values });
    const around = aroundOf(workspace, values);
    return shown(around.read, valuesOf(page.blocks(values, around), values));
  }
  if (request.act === "back") return go(near(-1));
  const around = aroundOf(workspace, values);
  const { errors, doubts } = refusalsOn(page, values, around);
  const open = request.act === "anyway" ? {} : doubts;
  if (Object.keys({ ...errors, ...open }).length > 0) {
    keepDraft(memory, { view: page.view, values });
    return show(workspace, { view: page.view, values }, errors, open);
  }
  if (request.act === "skip") return go(createPage.view);
  if (request.act !== "create") return go(near(1));
  const account = accountPage.missing?.(values, around) ?? {};
  if (Object.keys(account).length > 0) {
    return show(workspace, { view: accountPage.view, values }, account);
  }
  return go(progressView);
}

/** Does one step of the work, and shows what comes next. */
function work(workspace: Run, draft: Draft): Page {
  const { memory } = workspace;
  const { values } = draft;
  const at = stepOf(values);
  workSteps[at]?.run(workspace, values);
  const after: Draft = { view: progressView, values: { ...values, step: String(at + 1) } };
  if (at + 1 < workSteps.length) {
    keepDraft(memory, after);
    return progress(after.values);
  }
  dropDraft(memory);
  const first = checkPage(workspace);
  return {
    ...first,
    title: "Set up. The first check",
    blocks: [headingBlock("What stands, and what is left to do"), ...first.blocks],
  };
}
