/** What a case is: a few calls to Google, what is expected of them, and which open question they settle. Plain ES2019 that also runs on Apps Script. */
import type { BoundForm, Door } from "./door";

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * What starts the run in which a case is asked: the probe's own dialog, a clock trigger, a person who sent the Form, a person who
 * typed in the spreadsheet, the dialog's page itself, or the dialog again once the clock has run ("after-clock") or a trigger that a
 * clock run made has had its time ("after-born").
 */
export type Where =
  | "dialog"
  | "clock"
  | "after-clock"
  | "page"
  | "submission"
  | "response"
  | "edit"
  | "after-born";

export interface Tab {
  readonly sheetId: number;
  readonly title: string;
}

/** What a case finds when it begins. Whatever it leaves is taken away after it, also where it is cut. */
export interface Ground {
  readonly google: Door;
  /** The probe's own Form, blank but for the questions that a person is asked. */
  readonly form: BoundForm;
  /** The account that runs, in lower case. */
  readonly me: string;
  /** An address of the account's domain that nobody has. */
  readonly nobody: string;
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
 * One answer, or one for each answer of a switch of the local Workspace. In an expected text `((words))` stands for words that no
 * source tells: any will do. "lenient": the local Workspace is stricter on purpose, so that another answer is told and no failure.
 */
export type Expected =
  | { readonly always: Json; readonly lenient?: true }
  | { readonly of: string; readonly when: Readonly<Record<string, Json>> };

export interface Case {
  /** Permanent: recordings are kept under it. */
  readonly id: string;
  /** The question, for whoever reads a difference. */
  readonly asks: string;
  readonly where: Where;
  /** Ids of the behaviours that it settles (scripts/workspace/behaviours/index.ts). */
  readonly settles?: readonly string[];
  readonly expects: Expected;
  /** Switches that another case settles and that decide whether this one can tell its own apart. */
  readonly hangsOn?: readonly string[];
  /** @throws what Google throws where that is not the answer itself. */
  run(ground: Ground): Json;
}

/** Google's words for a failure; null where nothing failed. */
export function refusal(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return String(error);
  }
}

/** What a value is, without what it says. */
export function kindOf(value: unknown): Json {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? [] : [kindOf(value[0])];
  if (Object.prototype.toString.call(value) === "[object Date]") return "date";
  return typeof value;
}

/** A value as a plain object's members, whatever the published types say of it. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
