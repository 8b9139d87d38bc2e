/**
 * Who may do what on a case (design 2.19): one table of people by what they type in Cases, Checklist, Plan, Reports and Disclosures. What
 * anyone else types there is undone with a note, and the person who has the case is told. Pure.
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
import type { CaseRow } from "../case/tabs/case-tabs";
import { presentName, schoolNamed } from "../district/find-people";
import { isContactRole, type PersonRole } from "../district-directory";
import { messageOfCase } from "../messages/messages";
import type { TypedBecause } from "../messages/whose-case";
import type { QueuedMessage } from "../registers/change";
import type { Run } from "../run";
import { fold } from "../text";
import type { CaseIndex } from "./match-report";

/** How an editor stands to a case. Someone who stands to it in several ways may do all that any of them allows. */
export type Standing = keyof typeof standings;

interface Known {
  /** By the row of the case and Contacts. */
  readonly is: (row: CaseRow, run: EditRun) => boolean;
  /** By other rows of the register, which cost a read: asked only of someone who could not do it otherwise. */
  readonly isBy?: (around: Around, run: EditRun) => boolean;
}

const isNamed = ({ who }: EditRun, people: readonly ({ readonly email: string } | null)[]) =>
  people.some((one) => one?.email === who);
const holds = ({ directory, who }: EditRun, wanted: PersonRole) =>
  directory.people.some(({ email, role }) => email === who && role === wanted);

/** Whether Contacts list the editor as contact or backup of one of these schools or of the whole district. */
function serves({ directory, who }: EditRun, schools: readonly (string | null)[]): boolean {
  const known = new Set(schools.map((school) => fold(presentName(directory, school ?? ""))));
  return directory.people.some(
    ({ email, role, school }) =>
      email === who && isContactRole(role) && (school === null || known.has(fold(school))),
  );
}

const isAccount = ({ who, isLead, identity }: EditRun) =>
  isLead === true && who === identity.runningAs();

const standings = {
  /** Google does not say who typed. */
  unnamed: { is: (_row, { isLead }) => isLead === null },
  responsible: {
    is: (row, run) => isNamed(run, [whoIsResponsible(row, run), personAsked(row, run)]),
  },
  /** Contact or backup of the school that has the case. */
  contact: { is: (row, run) => serves(run, [schoolOfCase(row, run.directory)]) },
  /** Of a school to which it is handed, or that a report of it or of a case merged with it names. */
  "further-contact": {
    is: (row, run) => serves(run, [row.school, handedToSchool(row, run.directory)]),
    isBy: ({ schools }, run) => serves(run, schools),
  },
  /** Whom the system has told of it or asked about it. */
  asked: {
    is: (row, run) => isNamed(run, [row.told, ...row.asked]),
    isBy: ({ asked }, { who }) => asked.includes(who),
  },
  lead: { is: (_row, run) => holds(run, "district-lead") },
  alternate: { is: (_row, run) => holds(run, "alternate-lead") },
  admin: { is: (_row, run) => run.isLead === true && !isAccount(run) },
  /** The account that runs the system. */
  account: { is: (_row, run) => isAccount(run) },
  /** The contact of another school, and whoever else may open the register: everyone whom Google names, whatever else they are. */
  another: { is: (_row, { isLead }) => isLead !== null },
} satisfies Readonly<Record<string, Known>>;

interface Deed {
  /** Who may do it. */
  readonly may: readonly Standing[];
  /** Why it is undone if anyone else does; `why-edits-are-undone` and the entries of columns have the words. */
  readonly refusal: UndoReason;
}

/**
 * Who may do what: the one table (design 2.19). Whoever must not read the file or has stepped aside does
 * nothing (`refusalOfActing`). All but "act" is asked only of someone who may act. `docs/security/who-may-do-what.md` is made from it.
 */
export const deeds = {
  // Every input of Cases, Checklist, Plan, Reports and Disclosures.
  act: {
    may: ["unnamed", "responsible", "contact", "further-contact", "asked", "lead", "alternate"],
    refusal: "not-in-line",
  },
  move: {
    may: ["unnamed", "responsible", "contact", "lead", "alternate"],
    refusal: "other-school",
  },
  // Every input that only leads and admins may edit.
  "decide-as-lead": {
    may: ["unnamed", "lead", "alternate", "admin", "account"],
    refusal: "lead-only",
  },
  // What a legal hold protects cannot be brought back.
  "lift-legal-hold": { may: ["lead", "alternate"], refusal: "hold-lead-only" },
  "set-another-aside": {
    may: ["unnamed", "lead", "alternate", "admin", "account"],
    refusal: "aside-yourself",
  },
  "give-back": { may: ["lead", "alternate", "admin", "account"], refusal: "lead-gives-back" },
  // In a sealed case, whoever releases it to others or is one of the two who agree to close it.
  "close-sealed": { may: ["another"], refusal: "not-named" },
} as const satisfies Readonly<Record<string, Deed>>;
export type DeedId = keyof typeof deeds;

/** Why what a person types on a case does not count. */
export type ActingRefusal = ("must-not-read" | "stepped-aside") | (typeof deeds)["act"]["refusal"];

/** Why the editor may not do this on the case; null if they may. Who is barred is not asked here: see `refusalOfActing`. */
export function refusalOf<Id extends DeedId>(
  deed: Id,
  row: CaseRow,
  run: EditRun,
): (typeof deeds)[Id]["refusal"] | null {
  const { may, refusal }: Deed & Pick<(typeof deeds)[Id], "refusal"> = deeds[deed];
  const all = may.map((one): Known => standings[one]);
  if (all.some(({ is }) => is(row, run))) return null;
  const further = all.flatMap(({ isBy = [] }) => isBy);
  if (further.length === 0) return refusal;
  const around = run.around(referenceOfCase(row));
  return further.some((isBy) => isBy(around, run)) ? null : refusal;
}

/**
 * Why what the editor types on the case does not count; null if they may act on it. If Google does not name the author, the edit counts.
 */
export function refusalOfActing(row: CaseRow, run: EditRun): ActingRefusal | null {
  if (run.isLead === null) return null;
  if (run.excluded.has(run.who)) return "must-not-read";
  return readSteppedAside(row).includes(run.who) ? "stepped-aside" : refusalOf("act", row, run);
}

/** Why the editor may not move the case to another school; null if they may. No school has a case of a school that is not in Schools. */
export function refusalOfMoving(row: CaseRow, run: EditRun): UndoReason | null {
  const school = schoolOfCase(row, run.directory);
  const isKnown = schoolNamed(run.directory, school) !== null;
  return isKnown ? refusalOf("move", row, run) : null;
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
  const about = `typed-by-another ${source}`.trim();
  if (refusal === null && isLead !== null) return [];
  // If Google does not name the author and no cell could take what was typed, the note on the cell says why: no message is needed.
  if (kept.length === 0 && (refusal === null || undone.length === 0)) return [];
  const has = personAsked(row, run).email;
  const tell = (to: string, because: TypedBecause) => {
    const detail = { because, by: who, has, owner, undone, kept };
    return messageOfCase("typed-by-another", detail, row, { to, now, about });
  };
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
