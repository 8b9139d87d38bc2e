/**
 * What a case is: a few calls to Google, the answer that we count on, and its source. Written in plain ES2019, because it also runs on
 * Apps Script.
 */
import type { BoundForm, Door } from "./door";

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * What starts the run that plays a case. On Google: the probe's own dialog, a clock trigger, a person who sent the Form, a person who
 * typed in the spreadsheet, the dialog's page itself, or the dialog again once the clock has run ("after-clock") or once a trigger that
 * the clock run made has had its time ("after-born"). "here": the local Workspace alone, because it takes a second account, a spent
 * quota or an administrator; the case is played once for each of its `turns`, and its answer is what they give.
 */
export type Where =
  | "dialog"
  | "clock"
  | "after-clock"
  | "page"
  | "submission"
  | "response"
  | "edit"
  | "after-born"
  | "here";

/** Whose run a turn is. The maker is the probe's account, the second one another of the domain. */
export type Turn = "maker" | "second" | "maker's clock" | "second's clock";

/**
 * What an answer rests on. "documented": a page of Google's, as it was on that day. "recorded": others kept a reply of Google's, measured
 * it, or met it; the day is theirs, or when it was found. "assumed": neither. The sections are those of sheets-api.md and platform.md.
 */
export type Source =
  | `documented ${string}: ${string}`
  | `recorded ${string}: ${string}`
  | `assumed: ${string}`;

export interface Tab {
  readonly sheetId: number;
  readonly title: string;
}

/** What a case finds when it begins. What it leaves is taken away after it. */
export interface Ground {
  readonly google: Door;
  /** The probe's own Form, blank but for the questions that a person is asked. */
  readonly form: BoundForm;
  /** The account that runs, in lower case. */
  readonly me: string;
  /** An address of the account's domain that nobody has. */
  readonly nobody: string;
  /** Which turn of a case that is played here alone; counted from 0. */
  readonly turn: number;
  /** Id of the probe's own spreadsheet, made when it is first asked for. */
  spreadsheet(): string;
  /** A blank tab in it of so many rows and columns. */
  tab(rows: number, columns: number): Tab;
  /** Another private spreadsheet, for what changes a whole file; its id. */
  otherFile(): string;
  /** What the trigger of this run was told; null where none started it. */
  readonly event: unknown;
  /** Ids of the items of the Form that a person is asked to fill in, by the questions' names. */
  readonly questions: Readonly<Record<string, number>>;
  /** A name that outlives the run, and what stands under it ("" where nothing does). */
  note(name: string, value?: string): string;
}

/**
 * One answer; or one for each answer of a doubt; or Google's beside that of the local Workspace (`here`), which refuses
 * more on purpose. In an expected text `((words))` stands for words that no source tells: any will do.
 */
export type Expected =
  | { readonly is: Json; readonly here?: Json }
  | { readonly doubt: string; readonly when: Readonly<Record<string, Json>> };

export type Question = Expected & {
  /** The question, for whoever reads a difference. */
  readonly asks: string;
  readonly source: Source;
  /** Where it is not that of the cases beside it. */
  readonly where?: Where;
  /** Answers to other doubts under which this case tells nothing. */
  readonly silentUnder?: Readonly<Record<string, string>>;
  /** Of a case that is played here alone, where it is not one turn of the maker. */
  readonly turns?: readonly Turn[];
  /** @throws what Google throws where that is not the answer itself. */
  run(ground: Ground): Json;
};

export type Case = Question & {
  /** Permanent. */
  readonly id: string;
  readonly where: Where;
};

export const casesOf = (
  where: Where,
  questions: Readonly<Record<string, Question>>,
): readonly Case[] => Object.entries(questions).map(([id, one]) => ({ id, where, ...one }));

/** Google's words for a failure; null where nothing failed. */
export function refusal(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return String(error);
  }
}

/** Whether something was taken, where the words of a refusal do not count. */
export const outcomeOf = (work: () => unknown) => (refusal(work) === null ? "taken" : "refused");

/** The part of Google's words for a failure that the product reads; all of them where that part is missing. */
export function refusedFor(words: RegExp, work: () => unknown): string {
  const said = refusal(work) ?? "taken";
  return words.exec(said)?.[0] ?? said;
}

/** What a value is, without what it says. */
export function kindOf(value: unknown): Json {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? [] : [kindOf(value[0])];
  if (Object.prototype.toString.call(value) === "[object Date]") return "date";
  return typeof value;
}

/** An answer without addresses, ids and numbers of projects, as JSON has it. */
export function scrubbed(answer: Json, me: string): string {
  return JSON.stringify(answer ?? null)
    .split(me)
    .join("ACCOUNT")
    .replace(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, "ADDRESS")
    .replace(/\b(?=[\w-]*\d)[\w-]{25,}/g, "ID")
    .replace(/\d{9,}/g, "NUMBER");
}

/** A value as a plain object's members, whatever the published types say of it. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

const ours = /\(\(.*\)\)/;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether an answer is the expected one. */
export function fits(expected: unknown, answered: unknown): boolean {
  if (typeof expected === "string" && typeof answered === "string" && ours.test(expected)) {
    const [before = "", after = ""] = expected.split(ours);
    return answered.startsWith(before) && answered.endsWith(after);
  }
  if (Array.isArray(expected) && Array.isArray(answered)) {
    return (
      expected.length === answered.length &&
      expected.every((one, index) => fits(one, answered[index]))
    );
  }
  if (isRecord(expected) && isRecord(answered)) {
    const names = Object.keys(expected);
    return (
      names.length === Object.keys(answered).length &&
      names.every((name) => name in answered && fits(expected[name], answered[name]))
    );
  }
  return expected === answered;
}
