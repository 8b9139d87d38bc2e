/**
 * Who may say that they have a case, that a danger is over or that a call was made. Such a tick stops the desk from asking people. It is
 * refused from somebody who is not in line for the case, from somebody whom Google does not name (in the file of a sealed register), and
 * from somebody who must not learn of the case at all. Pure.
 */

import { schoolNamed } from "../../district/find-people";
import { packOfCase } from "../../protocol/find-pack";
import { isCall } from "../../protocol/pack-queries";
import type { QueuedMessage } from "../../register/change";
import type { Value } from "../../register/columns";
import { registerKinds } from "../../register/register-kinds";
import type { CaseRow, ChecklistRow } from "../../register/tabs";
import { fold } from "../../text";
import {
  type ActingContext,
  assignedColleague,
  handedToSchool,
  responsiblePerson,
  schoolOfCase,
} from "../assignment/responsible-person";
import { message } from "../messages/message";
import type { TypedBecause } from "../messages/message-details";
import { parseToldLines } from "../model/case-file";
import { referenceOfCase } from "../model/case-reference";
import { inDanger } from "../model/danger";

/** What the rules need beside the case. */
export interface TickContext extends ActingContext {
  /** An address in lower case, or "unknown editor". */
  readonly who: string;
  /** Whether the editor is a lead or an admin; null if Google did not say who the editor is. */
  readonly isLead: boolean | null;
  /** The schools that the case's reports name. Called only if the contact of another school acknowledges the case. */
  schoolsReported(reference: string): readonly string[];
  /** Addresses of everybody who may read the sealed register; empty in the main register. */
  readonly readers: readonly string[];
  /** Addresses from which cases of the sealed register are kept; empty in the main register. */
  readonly excluded: ReadonlySet<string>;
  /**
   * The account that owns the file of a sealed register, which alone can let somebody in. Null if it was not looked up or there is none.
   */
  readonly owner: string | null;
}

const ofSchool: readonly string[] = ["designated-contact", "backup-contact"];
const ofDistrict: readonly string[] = ["district-lead", "alternate-lead"];

/**
 * Main register only: whether the editor may have the case. That is a contact or backup of one of its schools, a lead, whoever it was
 * given to, and whoever was asked about it.
 */
function isInLine(row: CaseRow, context: TickContext): boolean {
  const { directory, who } = context;
  if (who === row.contact || who === assignedColleague(row, context)?.email) return true;
  if (parseToldLines(row.asked).some(({ email }) => email === who)) return true;
  if (who === responsiblePerson(row, context).email) return true;
  const own = directory.people.filter(({ email }) => email === who);
  if (own.some(({ role }) => ofDistrict.includes(role))) return true;
  // In danger the admin is asked as well.
  if (inDanger(row) && own.some(({ role }) => role === "district-admin")) return true;
  const schools = [
    row.school,
    schoolOfCase(row, directory),
    handedToSchool(row, directory),
    ...context.schoolsReported(referenceOfCase(row)),
  ].flatMap((school) => (school === null ? [] : (schoolNamed(directory, school)?.school ?? [])));
  return own.some(({ role, school }) => {
    if (!ofSchool.includes(role)) return false;
    const known = school === null ? null : schoolNamed(directory, school);
    // If the school of the person or of the case is not known, they may belong together.
    return (
      known === null ||
      schools.length === 0 ||
      schools.some((one) => fold(one) === fold(known.school))
    );
  });
}

/** Why a tick is refused. */
export type TickRefusal = "not-in-line" | "not-named" | "must-not-read";

/** Whether this value in this column makes the desk stop asking people, or opens a sealed case to others. */
function stops(key: string, value: Value): boolean {
  if (["acknowledged", "dangerOver", "leadAgreed", "release"].includes(key)) return value === true;
  return key === "status" && value === "closed";
}

/** Sealed register only: why this editor's tick does not count. */
function refusalOf(context: TickContext): TickRefusal | null {
  if (registerKinds[context.register].reader === null) return null;
  if (context.isLead === null) return "not-named";
  return context.readers.includes(context.who) ? null : "not-in-line";
}

/** "must-not-read" if the editor is one from whom cases of this sealed register are kept; then nothing they type counts. */
export function refusalOfOutsider({ who, excluded }: TickContext): TickRefusal | null {
  return excluded.has(who) ? "must-not-read" : null;
}

/** Why a value in a column of the case is refused because of who typed it; null if it is not. */
export function refusalOfTick(
  key: string,
  value: Value,
  row: CaseRow,
  context: TickContext,
): TickRefusal | null {
  if (!stops(key, value)) return null;
  const refusal = refusalOf(context);
  if (refusal !== null || registerKinds[context.register].reader !== null) return refusal;
  const isKnown = context.isLead !== null;
  return key === "acknowledged" && isKnown && !isInLine(row, context) ? "not-in-line" : null;
}

/** Why a tick on a call is refused because of who ticked; null if it is not. */
export function refusalOfCallTick(
  key: string,
  value: Value,
  act: ChecklistRow,
  row: CaseRow,
  context: TickContext,
): TickRefusal | null {
  const isTick = (key === "done" || key === "alreadyMade") && value === true;
  return isTick && isCall(packOfCase(row), act.act) ? refusalOf(context) : null;
}

/**
 * Tells whoever has the case that another person ticked something on it. In the main register that other person is told too who has the
 * case. `row`: with the accepted edits. In the main register the tick of an unknown editor counts, and whoever has the case is told of it.
 */
export function messagesOfTickByAnother(
  before: CaseRow,
  row: CaseRow,
  refusals: readonly string[],
  context: TickContext,
): readonly QueuedMessage[] {
  const has = responsiblePerson(row, context);
  const { who, now } = context;
  const tell = (to: string, because: TypedBecause) =>
    message(
      "typed-by-another",
      { because, by: who, has: has.email, owner: context.owner },
      {
        id: `${referenceOfCase(row)} typed-by-another ${now.toString(36)} ${to}`,
        to,
        case: row.case,
      },
    );
  const found = (["must-not-read", "not-named", "not-in-line"] as const).find((one) =>
    refusals.includes(one),
  );
  if (registerKinds[context.register].reader !== null) {
    if (found === undefined) return [];
    return [tell(has.email, found === "not-in-line" ? "by-another" : found)];
  }
  if (found === "not-in-line") return [tell(who, "not-in-line"), tell(has.email, "by-another")];
  const isNews = !before.acknowledged && row.acknowledged && row.mergedInto === null;
  return isNews && context.isLead === null ? [tell(has.email, "unknown")] : [];
}
