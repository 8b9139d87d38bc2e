/** The check as a table: what is looked at, what a finding means, what to do about it, and the button for it. No student data. */

import type { Directory } from "../../district/district";
import type { RegisterName } from "../../ports";
import type { Snapshot } from "../../register/read/snapshot";
import type { Run } from "../../run";
import { type LookedAt, lastAttested } from "../going-live/attestations";

/** What all entries of the check share. It is read once. */
export interface CheckReads {
  readonly run: Run;
  readonly ids: Readonly<Record<RegisterName, string>>;
  /** Address of the account that runs the check; lower case. */
  readonly account: string;
  readonly directory: Directory;
  /** A read of the main register that includes the state of each message. */
  readonly snapshot: Snapshot;
}

/** A button. `act` is the dialog's. */
export interface Fix {
  readonly act: string;
  readonly label: string;
}

/**
 * The state of a line. A finding: "wrong" stops the system or lets the wrong person in, "look" needs a person, "unseen" is for a person to look
 * at since this page cannot. A step of work: "done", "now", "waits".
 */
export type LineState = "ok" | "look" | "wrong" | "unseen" | "done" | "now" | "waits";

/** One line of the check, or one step of work in progress. */
export interface Line {
  readonly state?: LineState;
  readonly text: string;
  /** Why it matters to the reader. */
  readonly why?: string;
  /** What the reader should do about it. Every finding that is not "ok" says it. */
  readonly next?: string;
  readonly fix?: Fix;
  /** Asks the reader to record who called which agency about a danger (dialog/call-page). Only the page of the check shows that button. */
  readonly asksCall?: true;
  /** The id under which someone attests that they looked (going-live/attestations), and the words for what they attest. */
  readonly id?: LookedAt;
  readonly attested?: string;
  /** For a line that is not a fault ("look"): "held" holds going live back until it is in order, "told" is only said on that page. */
  readonly goingLive?: "held" | "told";
}

/** What an entry found: the text of a line, or with it what is otherwise than the entry says. */
export type Finding = string | Line;

/** One entry of the table. */
export interface Check {
  /** Permanent. */
  readonly id: string;
  /** Why it matters. */
  readonly means: string;
  /** What to do about what is found. */
  readonly next: string;
  /** "wrong" where it is left out. */
  readonly state?: "look" | "unseen";
  readonly fix?: Fix;
  /** What is said where nothing is found; left out: nothing. */
  readonly fine?: string;
  /** How it is looked at. Returns what is found; throws what Google throws. */
  readonly finds: (checked: CheckReads) => readonly Finding[];
}

/** The lines of an entry. `mayRepair`: whether the reader's account may press its button. */
export function linesOf(
  entry: Check,
  found: readonly Finding[],
  { mayRepair }: { readonly mayRepair: boolean },
): readonly Line[] {
  const { means, next, state = "wrong", fix, fine } = entry;
  if (found.length === 0) return fine === undefined ? [] : [{ state: "ok", text: fine }];
  return found.map((one): Line => {
    const own: Line = typeof one === "string" ? { text: one } : one;
    if (own.state === "ok") return own;
    // The button goes with the entry's own words for what to do.
    const button = own.fix ?? (own.next === undefined ? fix : undefined);
    const { fix: _own, ...line }: Line = { state, why: means, next, ...own };
    return { ...line, ...(button === undefined || !mayRepair ? {} : { fix: button }) };
  });
}

/** A finding where the condition holds. */
export function when(isSo: boolean, finding: Finding): readonly Finding[] {
  return isSo ? [finding] : [];
}

/** A finding about something that is in order. */
export function ok(text: string): Line {
  return { state: "ok", text };
}

/**
 * A finding about something that no script can see. A person looks and attests it with the day; for a year after that it is in order.
 * `place`: where to look.
 */
export function attestedLine({ run }: CheckReads, id: LookedAt, text: string, place: string): Line {
  const found = lastAttested(run, id);
  if (found?.isGood === true) {
    return ok(`${text}: ${found.who} looked on ${found.on} and said that it is as it should be.`);
  }
  const before = found === null ? "" : ` Last looked at on ${found.on}, more than a year ago.`;
  return {
    state: "unseen",
    text: `${text}: this page cannot check this.${before}`,
    next: `Look here: ${place}${before}`,
    id,
    attested: text,
  };
}

/** What to do, and the button, where Set up repairs what was found. */
export const bySetUp = {
  next: "Choose Student safety, Set up: it repairs this.",
  fix: { act: "set-up", label: "Repair with Set up" },
} as const;

/** "1 cell", "3 cells". */
export function countInWords(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
