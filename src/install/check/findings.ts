/** What a part of the check says. Types and their constructors; no student data. */
import type { Directory } from "../../district/district";
import type { Workspace } from "../../ports";
import type { Snapshot } from "../../register/read-register";
import type { ReportRegister } from "../../register/register-ids";
import { type LookedAt, lastLook } from "../going-live/attestations";

/** What the parts share, read once. */
export interface CheckReads {
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
  readonly lines: (checked: CheckReads) => readonly Perhaps[];
}

/** False where there is nothing to say. */
export type Perhaps = Line | false;

/** What there is to say; that all is well where that is nothing. */
export function linesOf(lines: readonly Perhaps[], allWell?: string): readonly Line[] {
  const found = lines.filter((line): line is Line => line !== false);
  return found.length === 0 && allWell !== undefined ? [ok(allWell)] : found;
}

export function ok(text: string): Line {
  return { state: "ok", text };
}

export function look(text: string, next: string, ...[fix]: readonly Fix[]): Line {
  return { state: "look", text, next, ...(fix === undefined ? {} : { fix }) };
}

export function wrong(...words: Parameters<typeof look>): Line {
  return { ...look(...words), state: "wrong" };
}

/** What no script can see: a person looks, and says so with the day. In order until a year after that. */
export function attestedLine(
  { workspace }: CheckReads,
  id: LookedAt,
  text: string,
  next: string,
): Line {
  const found = lastLook(workspace, id);
  if (found?.isGood === true) {
    return ok(`${text}: ${found.who} looked on ${found.on}, and said that it is as it should be.`);
  }
  const before = found === null ? "" : ` Last looked at on ${found.on}, more than a year ago.`;
  return { state: "unseen", text: `${text}: cannot see.${before}`, next, id };
}

export const runSetUp = "Choose Student safety, Set up: it puts this right.";
const setUpFix: Fix = { act: "set-up", label: "Put right with Set up" };
/** What is to be done about it, and the button. */
export const bySetUp = [runSetUp, setUpFix] as const;
/** The same for who may open and write the main register. */
export const fixByAccessSync = [
  "The clock puts this right within the hour. If Contacts are what is wrong, correct them first.",
  { act: "fix-access", label: "Follow Contacts now" },
] as const;

/** "1 cell", "3 cells". */
export function countInWords(count: number, one: string, many = `${one}s`): string {
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
  /** Somebody who was told is to say who called: nothing but the page of the check asks. */
  readonly asksCall?: true;
  /** Of what is not seen. */
  readonly id?: LookedAt;
  /** Not wrong, and all the same nobody goes live before it is well. */
  readonly holdsBack?: true;
}
