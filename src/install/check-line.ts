/** A line of the check, and an entry of its table: what is looked at, what a finding means, what to do about it. No student data. */
import type { Directory } from "../district/district";
import type { RegisterName } from "../ports";
import type { Snapshot } from "../register/read/snapshot";
import type { Run } from "../run";

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
  /** A button, with an act of the dialog. */
  readonly fix?: { readonly act: string; readonly label: string };
  /** Asks the reader to record who called which agency about a danger (dialog/records/call-page). Only the page of the check shows that button. */
  readonly asksCall?: true;
  /** The id under which someone attests that they looked (dialog/check/attestations), and the words for what they attest. */
  readonly id?: string;
  readonly attested?: string;
  /** For a line that is not a fault ("look"): "held" holds going live back until it is in order, "told" is only said on that page. */
  readonly goingLive?: "held" | "told";
}

/** What an entry found: the text of a line, or with it what is otherwise than the entry says; several of these; or false for nothing. */
export type Finding = string | Line | false | readonly Finding[];

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
  readonly fix?: Line["fix"];
  /** What is said where nothing is found; left out: nothing. */
  readonly fine?: string;
  /** How it is looked at. Returns what is found; throws what Google throws. */
  readonly finds: (checked: CheckReads) => Finding;
}

function linesIn(found: Finding): readonly Line[] {
  if (found === false) return [];
  if (typeof found === "string") return [{ text: found }];
  return "text" in found ? [found] : found.flatMap(linesIn);
}

/** The lines of an entry. Buttons have those of a reader whose account "may-repair". */
export function linesOf(
  { means, next, state, fix, fine }: Check,
  found: Finding,
  account: "may-repair" | "may-look" = "may-look",
): readonly Line[] {
  const lines = linesIn(found);
  if (lines.length === 0) return fine === undefined ? [] : [ok(fine)];
  return lines.map((own): Line => {
    if (own.state === "ok") return own;
    // The button goes with the entry's own words for what to do.
    const button = own.fix ?? (own.next === undefined ? fix : undefined);
    const { fix: _own, ...line }: Line = { state: state ?? "wrong", why: means, next, ...own };
    return { ...line, ...(button !== undefined && account === "may-repair" && { fix: button }) };
  });
}

/** A finding about something that is in order. */
export function ok(text: string): Line {
  return { state: "ok", text };
}

/** What to do, and the button, where Set up repairs what was found. */
export const bySetUp = {
  next: "Choose Student safety, Set up: it repairs this.",
  fix: { act: "set-up", label: "Repair with Set up" },
} as const;

/** "1 cell", "3 cells". */
export function countInWords(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}
