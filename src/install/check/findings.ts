/** What a part of the check says. Types and their constructors; no student data. */
import type { Directory } from "../../district/district";
import type { Workspace } from "../../ports";
import type { Snapshot } from "../../register/read";
import type { ReportRegister } from "../../register/which";

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

export function ok(text: string): Line {
  return { state: "ok", text };
}

export function look(text: string, next: string): Line {
  return { state: "look", text, next };
}

export function wrong(text: string, next: string): Line {
  return { state: "wrong", text, next };
}

export const runSetUp = "Choose Student safety, Set up: it puts this right.";

/** "1 cell", "3 cells". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** How a line stands: a finding ("ok", "look", "wrong") or a step of work ("done", "now", "waits"). */
export type LineState = "ok" | "look" | "wrong" | "done" | "now" | "waits";

export interface Line {
  readonly state?: LineState;
  readonly text: string;
  /** What to do about it. */
  readonly next?: string;
  /** Not wrong, and all the same nobody goes live before it is well. */
  readonly holdsBack?: true;
}
