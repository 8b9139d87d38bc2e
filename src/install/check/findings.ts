/**
 * The lines of the check ("finding": one thing that is in order, to be looked at, or wrong), their types and constructors. No student data.
 */
import type { Directory } from "../../district/district";
import type { Snapshot } from "../../register/read/snapshot";
import type { ReportRegister } from "../../register/register-ids";
import type { Run } from "../../run";
import { type LookedAt, lastAttested } from "../going-live/attestations";

/** What all parts of the check share. It is read once. */
export interface CheckReads {
  readonly workspace: Run;
  readonly ids: Readonly<Record<ReportRegister, string>>;
  /** Address of the account that runs the check; lower case. */
  readonly account: string;
  readonly directory: Directory;
  /** A read of the main register that includes the state of each message. */
  readonly snapshot: Snapshot;
}

/** One question of the check, and why the answer matters to the person who reads it. */
export interface Part {
  readonly why: string;
  readonly lines: (checked: CheckReads) => readonly Perhaps[];
}

/** A line, or false where there is nothing to say. */
export type Perhaps = Line | false;

/** The lines there are; where there are none, the one line `allWell`, if it is given. */
export function linesOf(lines: readonly Perhaps[], allWell?: string): readonly Line[] {
  const found = lines.filter((line): line is Line => line !== false);
  return found.length === 0 && allWell !== undefined ? [ok(allWell)] : found;
}

/** A line on something that is in order. */
export function ok(text: string): Line {
  return { state: "ok", text };
}

/** A line on something that a person should look at. `next`: what to do. */
export function look(text: string, next: string, ...[fix]: readonly Fix[]): Line {
  return { state: "look", text, next, ...(fix === undefined ? {} : { fix }) };
}

/** A line on something that is wrong. `next`: what to do. */
export function wrong(...words: Parameters<typeof look>): Line {
  return { ...look(...words), state: "wrong" };
}

/**
 * A line about something that no script can see. A person looks and attests it with the day; for a year after that the line is in order.
 */
export function attestedLine(
  { workspace }: CheckReads,
  id: LookedAt,
  text: string,
  next: string,
): Line {
  const found = lastAttested(workspace, id);
  if (found?.isGood === true) {
    return ok(`${text}: ${found.who} looked on ${found.on}, and said that it is as it should be.`);
  }
  const before = found === null ? "" : ` Last looked at on ${found.on}, more than a year ago.`;
  return { state: "unseen", text: `${text}: cannot see.${before}`, next, id };
}

/** What a line says to do when Set up repairs the fault. */
export const runSetUp = "Choose Student safety, Set up: it puts this right.";
const setUpFix: Fix = { act: "set-up", label: "Put right with Set up" };
/** What to do and the button for it, to spread into a line that Set up repairs. */
export const bySetUp = [runSetUp, setUpFix] as const;
/** What to do and the button, for lines about who may open and write the main register. */
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

/** A button that repairs something and can do no harm. `act` is the dialog's act (dialog/repairs). */
export interface Fix {
  readonly act: string;
  readonly label: string;
}

/** One line of the check, or one step of work in progress. */
export interface Line {
  readonly state?: LineState;
  readonly text: string;
  readonly why?: string;
  /** What the reader should do about it. */
  readonly next?: string;
  readonly fix?: Fix;
  /** Asks the reader to record who called which agency about a danger (dialog/call-page). Only the page of the check shows that button. */
  readonly asksCall?: true;
  /** The id under which somebody attests that they looked (going-live/attestations). Only on lines about what no script can see. */
  readonly id?: LookedAt;
  /** Holds going live back until this is in order, although the line is not a fault ("look" instead of "wrong"). */
  readonly holdsBack?: true;
}
