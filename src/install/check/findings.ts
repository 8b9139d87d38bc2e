/** What a part of the check says. Types and their constructors; no student data. */
import type { Directory } from "../../district/district";
import type { Workspace } from "../../ports";
import type { Snapshot } from "../../register/read";
import type { ReportRegister } from "../../register/which";
import { type LookedAt, lastLook } from "../proof";

/** What the parts share, read once. */
export interface Checked {
  readonly workspace: Workspace;
  readonly ids: Readonly<Record<ReportRegister, string>>;
  /** The account that looks. */
  readonly account: string;
  readonly directory: Directory;
  /** Of the main register, with the state of each message. */
  readonly snapshot: Snapshot;
}

/** What somebody wants to know, and why it matters to them. */
export interface Part {
  readonly why: string;
  readonly lines: (checked: Checked) => readonly Line[];
}

export function ok(text: string): Line {
  return { state: "ok", text };
}

export function look(text: string, next: string, fix?: Fix): Line {
  return { state: "look", text, next, ...(fix === undefined ? {} : { fix }) };
}

export function wrong(text: string, next: string, fix?: Fix): Line {
  return { ...look(text, next, fix), state: "wrong" };
}

/** What no script can see: a person looks, and says so with the day. In order until a year after that. */
export function unseen({ workspace }: Checked, id: LookedAt, text: string, next: string): Line {
  const found = lastLook(workspace, id);
  if (found?.isGood === true) {
    return ok(`${text}: ${found.who} looked on ${found.on}, and said that it is as it should be.`);
  }
  const before = found === null ? "" : ` Last looked at on ${found.on}, more than a year ago.`;
  return { state: "unseen", text: `${text}: cannot see.${before}`, next, id };
}

export const runSetUp = "Choose Student safety, Set up: it puts this right.";
export const setUpFix: Fix = { act: "set-up", label: "Put right with Set up" };

/** "1 cell", "3 cells". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** How a line stands: a finding ("ok", "look", "wrong", "unseen") or a step of work ("done", "now", "waits"). */
export type LineState = "ok" | "look" | "wrong" | "unseen" | "done" | "now" | "waits";

/** A button that puts something right and can do no harm: the dialog's act, and what it is called. */
export interface Fix {
  readonly act: string;
  readonly label: string;
}

export interface Line {
  readonly state?: LineState;
  readonly text: string;
  readonly why?: string;
  /** What to do about it. */
  readonly next?: string;
  readonly fix?: Fix;
  /** Of what is not seen. */
  readonly id?: LookedAt;
  /** Not wrong, and all the same nobody goes live before it is well. */
  readonly holdsBack?: true;
}
