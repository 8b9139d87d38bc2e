/**
 * Who may act on a case (design 2.19): one rule for every input of Cases, Checklist, Plan, Reports and Disclosures. What anyone else types
 * there is undone with a note, and the person who has the case is told. Pure.
 */

import { referenceOfCase } from "../case/facts/case-reference";
import type { UndoReason } from "../case/facts/why-edits-are-undone";
import {
  handedToSchool,
  leadOf,
  personAsked,
  readSteppedAside,
  schoolOfCase,
  whoIsResponsible,
} from "../case/people/responsible-person";
import { presentName, schoolNamed } from "../district/find-people";
import { isContactRole } from "../district-directory";
import { message } from "../messages/messages";
import type { TypedBecause } from "../messages/whose-case";
import type { QueuedMessage } from "../register/change";
import type { CaseRow } from "../register/tabs";
import type { Run } from "../run";
import { fold } from "../text";
import type { CaseIndex } from "./match-report";

/** Why what a person types on a case does not count. */
export type ActingRefusal = "must-not-read" | "stepped-aside" | "not-in-line";

/** Whether Contacts list the editor as a lead, or as contact or backup of one of these schools or of the whole district. */
function serves({ directory, who }: EditRun, schools: readonly (string | null)[]): boolean {
  const known = new Set(schools.map((school) => fold(presentName(directory, school ?? ""))));
  return directory.people.some(({ email, role, school }) => {
    if (email !== who) return false;
    if (isContactRole(role)) return school === null || known.has(fold(school));
    return role === "district-lead" || role === "alternate-lead";
  });
}

/**
 * Why what the editor types on the case does not count; null if they may act on it. If Google does not name the author, the edit counts.
 */
export function refusalOfActing(row: CaseRow, run: EditRun): ActingRefusal | null {
  const { who, isLead, excluded, directory } = run;
  if (isLead === null) return null;
  if (excluded.has(who)) return "must-not-read";
  if (readSteppedAside(row).includes(who)) return "stepped-aside";
  const isNamed =
    [row.told, whoIsResponsible(row, run), personAsked(row, run)].some(
      (one) => one?.email === who,
    ) ||
    row.asked.some(({ email }) => email === who) ||
    serves(run, [row.school, schoolOfCase(row, directory), handedToSchool(row, directory)]);
  if (isNamed) return null;
  const { schools, asked } = run.around(referenceOfCase(row));
  return asked.includes(who) || serves(run, schools) ? null : "not-in-line";
}

/**
 * Whether the editor, who may act on the case, may also move it to another school. Someone of the school that has it may, and so may the
 * leads and the person who is responsible for it.
 */
export function mayHandOver(row: CaseRow, run: EditRun): boolean {
  const { who, isLead, directory } = run;
  if (isLead === null) return true;
  const school = schoolOfCase(row, directory);
  const isKnown = school !== null && schoolNamed(directory, school) !== null;
  return (
    !isKnown ||
    [whoIsResponsible(row, run), personAsked(row, run)].some(({ email }) => email === who) ||
    serves(run, [school])
  );
}

/** What was typed on a case by someone who may not act on it, or whom Google does not name. */
export interface TypedByAnother {
  readonly refusal: ActingRefusal | null;
  /** What was undone, each as "tab.column"; for a step "checklist.column step-id". */
  readonly undone: readonly string[];
  /** What counts; and what could not be undone, because only a fingerprint of the earlier text is kept. */
  readonly kept: readonly string[];
  /** Whether they say that a call was made. Left out: they do not. */
  readonly isCall?: boolean;
}

/**
 * The messages about what was typed. The person who typed is told what was undone and how to get the case. The person who has the case is
 * told; so is the lead, if a call may have been made or no one knows who typed. `source`: makes the ids of the messages of one change
 * differ.
 */
export function messagesOfTyping(
  row: CaseRow,
  { refusal, undone, kept, isCall }: TypedByAnother,
  run: EditRun,
  source = "",
): readonly QueuedMessage[] {
  const { who, isLead, now, owner } = run;
  if (refusal === null && isLead !== null) return [];
  // If Google does not name the author and no cell could take what was typed, the note on the cell says why: no message is needed.
  if (kept.length === 0 && (refusal === null || undone.length === 0)) return [];
  const has = personAsked(row, run).email;
  const tell = (to: string, because: TypedBecause) =>
    message(
      "typed-by-another",
      { because, by: who, has, owner, undone, kept },
      {
        id: `${referenceOfCase(row)} typed-by-another ${source}${now.toString(36)} ${to}`,
        to,
        case: row.case,
      },
    );
  const withLead = [...new Set([has, leadOf(row, run).email])];
  if (refusal === null) return withLead.map((to) => tell(to, "unknown"));
  if (refusal === "must-not-read") return [tell(has, refusal)];
  const told = isCall ? withLead.map((to) => tell(to, "confirm-call")) : [tell(has, "by-another")];
  return refusal === "not-in-line" ? [tell(who, refusal), ...told] : told;
}

/** What other rows of the register say of a case, and of the cases that were merged with it. */
export interface Around {
  /** The schools in the reports of the case, and of those cases. */
  readonly schools: readonly string[];
  /** Addresses that were asked about it, by the messages in the Outbox. */
  readonly asked: readonly string[];
}

/** A run that takes in edits: who typed, and what decides whether their edits count. */
export interface EditRun extends Run {
  /** Who typed: an address in lower case, or "unknown editor". */
  readonly who: string;
  /** Whether the editor is a lead or an admin; null if Google did not say who the editor is. */
  readonly isLead: boolean | null;
  /** Addresses from which cases of the sealed register are kept; empty in the main register. */
  readonly excluded: ReadonlySet<string>;
  /**
   * The account that owns the file of a sealed register: only that account can share the file. Null if it was not looked up or there is
   * none.
   */
  readonly owner: string | null;
  /** All cases of the register. */
  readonly index: CaseIndex;
  /** Called only for someone whom neither Contacts nor the row itself names, since it costs a read. */
  around(reference: string): Around;
  /** For a sealed register: why the case may not be released; null if it may. Called only if someone releases it. */
  refusalOfRelease(reference: string): UndoReason | null;
}
