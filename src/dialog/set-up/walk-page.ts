/** A page of Set up and Settings: its type, how it is shown, and what is found in its fields. */
import { type SettingPage, settingsOn } from "../../district/settings";
import { pageWith } from "../blocks";
import type { Block, Findings, Page, Values } from "../page-data";
import type { Read } from "./answers";

/** What a page may look at beside its own fields. */
export interface Around {
  /** Address of the account that is to run the system; "" where Google does not say, or in Settings for an account that does not run it. */
  readonly account: string;
  /** What the system would make of the answers so far. */
  readonly read: Read;
}

/** A page. Keys of values are keys of fields. */
export interface WalkPage {
  /** Permanent id of the page. */
  readonly view: string;
  readonly title: string;
  /** Asked at the first set-up alone. */
  readonly isOnce?: true;
  /** The settings that it asks for; its fields hold their defaults at first. */
  readonly settings?: readonly SettingPage[];
  /** What the fields hold before anyone has written in them, beside the defaults of settings. */
  defaults?(account: string, values: Values): Values;
  blocks(values: Values, around: Around): readonly Block[];
  /** Fields that must not stay empty, each with the words for where it does. */
  readonly needs?: Values;
  /** Field → why the next page cannot be opened, beside `needs`. */
  refuses?(values: Values, around: Around): Values;
  /** Field → what should be put right before the next page, though it can be done later. */
  doubts?(values: Values, around: Around): Values;
}

/** Why a page is shown again: `errors` until they are corrected, `doubts` until the person chooses to go on. Field → words. */
export interface Refused {
  readonly errors: Values;
  readonly doubts: Values;
}

/** What the fields of a page hold at first. */
export function defaultsOf(page: WalkPage, account: string, values: Values): Values {
  const settings = (page.settings ?? []).flatMap(settingsOn);
  return {
    ...Object.fromEntries(settings.map((one) => [one.key, one.default])),
    ...page.defaults?.(account, values),
  };
}

/** Those of the fields in which nothing is written, each with its words. */
export function problemsOfEmptyFields(values: Values, words: Values): Values {
  return Object.fromEntries(
    Object.entries(words).filter(([key]) => (values[key] ?? "").trim() === ""),
  );
}

/** What a request answers to the fields of a page. Anything else in the request is dropped. */
export function answersTo(blocks: readonly Block[], given: Values): Values {
  const answers: Record<string, string> = {};
  for (const block of blocks) {
    const answer = block.kind === "field" ? given[block.key] : undefined;
    if (block.kind !== "field" || answer === undefined) continue;
    const { options } = block;
    const isOffered = options === undefined || options.some(({ id }) => id === answer);
    answers[block.key] = isOffered ? answer : "";
  }
  return answers;
}

/** The entries whose key the other has too. */
export function only<T>(
  all: Readonly<Record<string, T>>,
  own: Readonly<Record<string, unknown>>,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => key in own));
}

/** The page with its values, and what is found in them. Its buttons are those that only `refused` brings. */
export function pageShown(
  page: WalkPage,
  values: Values,
  around: Around,
  { errors, doubts }: Refused = { errors: {}, doubts: {} },
): Page & Findings {
  const { view, title } = page;
  const isInDoubt = Object.keys(doubts).length > 0;
  const buttons = isInDoubt ? [{ act: "anyway", label: "Go on all the same" }] : [];
  const shown = pageWith({ view, title, blocks: page.blocks(values, around), buttons }, values);
  const { read } = around;
  return {
    ...shown,
    errors: { ...only(read.errors, shown.values), ...doubts, ...errors },
    tables: only(read.tables, shown.values),
  };
}

/** What is found in the fields of a page while a person writes. */
export function findingsOn(page: WalkPage, values: Values, around: Around): Findings {
  const { errors, tables } = pageShown(page, values, around);
  return { errors, tables };
}

const rowsToCorrect =
  "Correct the rows named below, or go on and correct them in the register. They cannot be used as they are.";

/** What keeps the person from going on. `rows`: those of the doubts that are about pasted rows. */
export function refusalsOn(
  page: WalkPage,
  values: Values,
  around: Around,
): Refused & { readonly rows: Values } {
  const { errors, tables } = findingsOn(page, values, around);
  const rows: Values = Object.fromEntries(
    Object.entries(tables).flatMap(([key, { notes = {} }]) =>
      Object.keys(notes).length === 0 ? [] : [[key, rowsToCorrect] as const],
    ),
  );
  const empty = problemsOfEmptyFields(values, page.needs ?? {});
  return {
    errors: { ...errors, ...empty, ...page.refuses?.(values, around) },
    doubts: { ...page.doubts?.(values, around), ...rows },
    rows,
  };
}
