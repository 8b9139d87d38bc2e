/**
 * Who may act on a case (design 2.19): one rule for every input of Cases, Checklist, Plan, Reports and Disclosures. What anyone else types
 * there is undone with a note, and the person who has the case is told. Pure.
 */

import { schoolNamed } from "../../district/find-people";
import { message } from "../../messages/messages";
import type { TypedBecause } from "../../messages/whose-case";
import type { QueuedMessage } from "../../register/change";
import type { CaseRow } from "../../register/tabs";
import type { Run } from "../../run";
import { fold } from "../../text";
import {
  handedToSchool,
  lastTold,
  leadOf,
  personAsked,
  readSteppedAside,
  schoolOfCase,
  whoIsResponsible,
} from "../assignment/responsible-person";
import { parseToldLines } from "../facts/case-file";
import { referenceOfCase } from "../facts/case-reference";
import type { CaseIndex } from "../lifecycle/match-report";

/** Why nothing counts that a person types on a case. */
export type ActingRefusal = "must-not-read" | "stepped-aside" | "not-in-line";

const ofSchool: readonly string[] = ["designated-contact", "backup-contact"];
const ofDistrict: readonly string[] = ["district-lead", "alternate-lead"];

/** Whether the editor has a row of Contacts as a lead, or as contact or backup of one of these schools or of the whole district. */
function serves({ directory, who }: EditRun, schools: readonly (string | null)[]): boolean {
  const known = new Set(schools.map((school) => fold(school ?? "")));
  return directory.people.some(({ email, role, school }) => {
    if (email !== who) return false;
    if (ofSchool.includes(role)) return school === null || known.has(fold(school));
    return ofDistrict.includes(role);
  });
}

function isOfCase(row: CaseRow, run: EditRun): boolean {
  const { who, directory } = run;
  const isNamed =
    [lastTold(row), whoIsResponsible(row, run), personAsked(row, run)].some(
      (one) => one?.email === who,
    ) ||
    parseToldLines(row.asked).some(({ email }) => email === who) ||
    serves(run, [row.school, schoolOfCase(row, directory), handedToSchool(row, directory)]);
  if (isNamed) return true;
  const { schools, asked } = run.around(referenceOfCase(row));
  return asked.includes(who) || serves(run, schools);
}

/** Why nothing counts that the editor types on the case; null if they may act on it. An edit of which Google does not name the author counts. */
export function refusalOfActing(row: CaseRow, run: EditRun): ActingRefusal | null {
  const { who, isLead, excluded } = run;
  if (isLead === null) return null;
  if (excluded.has(who)) return "must-not-read";
  if (readSteppedAside(row).includes(who)) return "stepped-aside";
  return isOfCase(row, run) ? null : "not-in-line";
}

/**
 * Whether the editor, who may act, may also move the case to another school: someone of the school that has it, the leads, and the person who is
 * responsible for it.
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

/** What someone typed on a case who may not act on it, or whom Google does not name. */
export interface TypedByAnother {
  readonly refusal: ActingRefusal | null;
  /** What was undone: each "tab.column", of an act "checklist.column act". */
  readonly undone: readonly string[];
  /** What counts, or stays because only a fingerprint is kept of the text that stood there. */
  readonly kept: readonly string[];
  /** Whether they say that a call was made. */
  readonly isCall: boolean;
}

/**
 * The messages about it: to the person who typed, what was undone and how to get the case; to the person who has the case, and to the lead if a
 * call may have been made or no one knows who typed. `source`: makes the ids of one change differ.
 */
export function messagesOfTyping(
  row: CaseRow,
  { refusal, undone, kept, isCall }: TypedByAnother,
  run: EditRun,
  source = "",
): readonly QueuedMessage[] {
  const { who, isLead, now, owner } = run;
  if (refusal === null && isLead !== null) return [];
  // What Google does not name and no cell could take was undone for another reason: its note says why.
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
  /** Schools of its reports and of those cases. */
  readonly schools: readonly string[];
  /** Addresses that messages of the Outbox asked about it. */
  readonly asked: readonly string[];
}

export interface EditRun extends Run {
  /** Who typed: an address in lower case, or "unknown editor". */
  readonly who: string;
  /** Whether the editor is a lead or an admin; null if Google did not say who the editor is. */
  readonly isLead: boolean | null;
  /** Addresses from which cases of the sealed register are kept; empty in the main register. */
  readonly excluded: ReadonlySet<string>;
  /** The account that owns the file of a sealed register, which alone can let someone in. Null if it was not looked up or there is none. */
  readonly owner: string | null;
  /** All cases of the register. */
  readonly index: CaseIndex;
  /** Called only for someone whom neither Contacts nor the row itself names: it costs a read. */
  around(reference: string): Around;
  /** Sealed register: whether no report of the case names someone as involved. Called only if someone releases it. */
  mayBeReleased(reference: string): boolean;
}
