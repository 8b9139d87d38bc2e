/** A page of questions of Set up and Settings: its type, how it is shown, and what is found in its fields. */
import { type SettingPage, settingsOn } from "../../district/settings";
import { type Block, type Findings, type Page, pageWith, type Values } from "../page-data";
import type { Read } from "./answers";

/** What a page may look at beside its own fields. */
export interface Around {
  /** Address of the account that is to run the system; "" where Google does not say, or in Settings for an account that does not run it. */
  readonly account: string;
  /** What the system would make of the answers so far. */
  readonly read: Read;
}

/** A page of questions. Keys of values are keys of fields. */
export interface SetUpPage {
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
}

/** What a field holds, for comparing: without outer spaces, in lower case. */
export const answerIn = (values: Values, key: string) => (values[key] ?? "").trim().toLowerCase();

/** What the fields of a page hold at first. */
export function defaultsOf(page: SetUpPage, account: string, values: Values): Values {
  const settings = (page.settings ?? []).flatMap(settingsOn);
  return {
    ...Object.fromEntries(settings.map((one) => [one.key, one.default])),
    ...page.defaults?.(account, values),
  };
}

/** What a request answers to the fields of a page. Anything else in the request is dropped. */
export function answersTo(blocks: readonly Block[], given: Values): Values {
  const answers = blocks.flatMap((block): readonly (readonly [string, string])[] => {
    const answer = block.kind === "field" ? given[block.key] : undefined;
    if (block.kind !== "field" || answer === undefined) return [];
    const { key, options } = block;
    const isOffered = options === undefined || options.some(({ id }) => id === answer);
    return [[key, isOffered ? answer : ""]];
  });
  return Object.fromEntries(answers);
}

/** The entries whose key the other has too. */
export function only<T>(
  all: Readonly<Record<string, T>>,
  own: Readonly<Record<string, unknown>>,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => key in own));
}

/** The page with its values, and what is found in them. `errors`: why it was not taken. It has no buttons yet. */
export function pageShown(
  page: SetUpPage,
  values: Values,
  around: Around,
  errors: Values = {},
): Page & Findings {
  const { view, title } = page;
  const shown = pageWith({ view, title, blocks: page.blocks(values, around), buttons: [] }, values);
  const { read } = around;
  return {
    ...shown,
    errors: { ...only(read.errors, shown.values), ...errors },
    tables: only(read.tables, shown.values),
  };
}

/** What is found in the fields of a page while a person writes. */
export function findingsOn(page: SetUpPage, values: Values, around: Around): Findings {
  const { errors, tables } = pageShown(page, values, around);
  return { errors, tables };
}

/** Field → what keeps the person from going on. */
export function refusalsOn(page: SetUpPage, values: Values, around: Around): Values {
  const empty = Object.entries(page.needs ?? {}).filter(([key]) => answerIn(values, key) === "");
  return {
    ...findingsOn(page, values, around).errors,
    ...Object.fromEntries(empty),
    ...page.refuses?.(values, around),
  };
}
