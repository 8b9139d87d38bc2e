/** What a check is: what a finding means, what to do about it, and the function that finds it. No student data. */

import type { Directory } from "../district-directory";
import type { CheckLine } from "../parts-of-a-page";
import type { Snapshot } from "../register/read/snapshot";
import type { Run } from "../run";

/** What all checks share. It is read once. */
export interface CheckReads {
  readonly run: Run;
  /** Address of the account that opened Check; lower case. */
  readonly account: string;
  readonly directory: Directory;
  /** A read of the main register that includes the state of each message. */
  readonly snapshot: Snapshot;
}

/**
 * What a check found: the text of a line; a line, whose members take the place of the check's own; several of these; or false for nothing.
 */
export type Finding = string | CheckLine | false | readonly Finding[];

/** One check. */
export interface Check {
  /** Why it matters. */
  readonly means: string;
  /** What to do about what is found. */
  readonly next: string;
  /** The state of what is found; "wrong" if left out. */
  readonly state?: "look" | "unseen";
  readonly fix?: CheckLine["fix"];
  /** The line to show if nothing is found; without it there is none. */
  readonly fine?: string;
  /** Checks, and returns what was found. Throws what Google throws. */
  readonly finds: (checked: CheckReads) => Finding;
}

/** Checks by name. */
export type Checks = Readonly<Record<string, Check>>;

function linesIn(found: Finding): readonly CheckLine[] {
  if (found === false) return [];
  if (typeof found === "string") return [{ text: found }];
  return "text" in found ? [found] : found.flatMap(linesIn);
}

/** The lines of a check. Buttons are shown only to an account that "may-repair". */
export function linesOf(
  { means, next, state, fix, fine }: Check,
  found: Finding,
  account: "may-repair" | "may-look" = "may-look",
): readonly CheckLine[] {
  const lines = linesIn(found);
  if (lines.length === 0) return fine === undefined ? [] : [ok(fine)];
  return lines.map((own): CheckLine => {
    if (own.state === "ok") return own;
    // The check's button belongs to the check's `next`, so a finding with words of its own does not get it.
    const button = own.fix ?? (own.next === undefined ? fix : undefined);
    const { fix: _own, ...line }: CheckLine = { state: state ?? "wrong", why: means, next, ...own };
    return { ...line, ...(button !== undefined && account === "may-repair" && { fix: button }) };
  });
}

/** A finding about something that is in order. */
export const ok = (text: string): CheckLine => ({ state: "ok", text });

/** A finding that a person should look at, in a check whose findings are otherwise wrong. `next`: what to do; the check's own if left out. */
export function needsPerson(text: string, next?: string): CheckLine {
  return { state: "look", text, ...(next !== undefined && { next }) };
}

/** What to do, and the button, for findings that Set up repairs. */
export const bySetUp = {
  next: "Choose Student safety, Set up: it repairs this.",
  fix: { act: "set-up", label: "Repair with Set up" },
} as const;
