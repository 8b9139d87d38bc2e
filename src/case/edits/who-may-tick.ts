/**
 * Who may say of a case that they have it, that a danger is over or that a call was made, and whose word stops nothing: somebody who is not
 * in line for it, whom Google does not name in a reader's file, or who must not learn of it at all. Pure.
 */
import { schoolNamed } from "../../district/find-people";
import { isSealedRegister } from "../../district/sealed-readers";
import { isCall } from "../../protocol/engine";
import { packOfCase } from "../../protocol/find-pack";
import type { QueuedMessage } from "../../register/change";
import type { Value } from "../../register/columns";
import type { CaseRow, ChecklistRow } from "../../register/tabs";
import { fold } from "../../text";
import {
  type ActingContext,
  assignedColleague,
  handedToSchool,
  responsiblePerson,
  schoolOfCase,
} from "../assignment/responsible-person";
import { parseToldLines } from "../model/case-file";
import { referenceOfCase } from "../model/case-reference";
import { inDanger } from "../model/danger";

export interface TickContext extends ActingContext {
  /** An address in lower case, or "unknown editor". */
  readonly who: string;
  /** Null where the editor is not known. */
  readonly isLead: boolean | null;
  /** Schools that reports of the case name; asked only where somebody else's contact acknowledges it. */
  schoolsReported(reference: string): readonly string[];
  /** Addresses of those whose reader's file it is; empty in the main register. */
  readonly readers: readonly string[];
  /** Whom cases of a reader's file exclude; empty in the main register. */
  readonly excluded: ReadonlySet<string>;
  /** Who alone can let somebody into a reader's file: the account that owns it. Null where it was not asked or nobody does. */
  readonly owner: string | null;
}

const ofSchool: readonly string[] = ["designated-contact", "backup-contact"];
const ofDistrict: readonly string[] = ["district-lead", "alternate-lead"];

/** In the main register: the contacts and backups of its schools, the leads, whoever it was given to, whoever was asked. */
function isInLine(row: CaseRow, context: TickContext): boolean {
  const { directory, who } = context;
  if (who === row.contact || who === assignedColleague(row, context)?.email) return true;
  if (parseToldLines(row.asked).some(({ email }) => email === who)) return true;
  if (who === responsiblePerson(row, context).email) return true;
  const own = directory.people.filter(({ email }) => email === who);
  if (own.some(({ role }) => ofDistrict.includes(role))) return true;
  // In danger the admin is asked as well, each time as if for the first.
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
    // Whose school is not known may be anybody's.
    return (
      known === null ||
      schools.length === 0 ||
      schools.some((one) => fold(one) === fold(known.school))
    );
  });
}

export type TickRefusal = "not-in-line" | "not-named" | "must-not-read";

/** Columns of a case whose value makes the desk ask nobody any more. */
function stops(key: string, value: Value): boolean {
  if (key === "acknowledged" || key === "dangerOver") return value === true;
  return key === "status" && value === "closed";
}

function refusalOf(context: TickContext): TickRefusal | null {
  if (!isSealedRegister(context.register)) return null;
  if (context.isLead === null) return "not-named";
  return context.readers.includes(context.who) ? null : "not-in-line";
}

/** Whatever is typed by somebody who must not learn of the case. */
export function refusalOfOutsider({ register, who, excluded }: TickContext): TickRefusal | null {
  return isSealedRegister(register) && excluded.has(who) ? "must-not-read" : null;
}

export function refusalOfTick(
  key: string,
  value: Value,
  row: CaseRow,
  context: TickContext,
): TickRefusal | null {
  if (!stops(key, value)) return null;
  const refusal = refusalOf(context);
  if (refusal !== null || isSealedRegister(context.register)) return refusal;
  const isKnown = context.isLead !== null;
  return key === "acknowledged" && isKnown && !isInLine(row, context) ? "not-in-line" : null;
}

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

/** Why somebody is told of what another person typed. */
export const typedBecause = [
  "not-in-line",
  "by-another",
  "unknown",
  "not-named",
  "must-not-read",
] as const;
export type TypedBecause = (typeof typedBecause)[number];

/**
 * Whoever has the case is told, and in the main register whoever ticked it as well: who has it. `row` as accepted. An unknown editor's tick
 * counts there.
 */
export function typedByAnother(
  before: CaseRow,
  row: CaseRow,
  refusals: readonly string[],
  context: TickContext,
): readonly QueuedMessage[] {
  const isSealed = isSealedRegister(context.register);
  const has = responsiblePerson(row, context);
  const { who, now } = context;
  const tell = (to: string, because: TypedBecause): QueuedMessage => ({
    id: `${referenceOfCase(row)} typed-by-another ${now.toString(36)} ${to}`,
    kind: "typed-by-another",
    to,
    case: row.case,
    detail: { because, by: who, has: has.email, owner: context.owner },
  });
  const found = (["must-not-read", "not-named", "not-in-line"] as const).find((one) =>
    refusals.includes(one),
  );
  if (isSealed) {
    if (found === undefined) return [];
    return [tell(has.email, found === "not-in-line" ? "by-another" : found)];
  }
  if (found === "not-in-line") return [tell(who, "not-in-line"), tell(has.email, "by-another")];
  const isNews = !before.acknowledged && row.acknowledged && row.mergedInto === null;
  return isNews && context.isLead === null ? [tell(has.email, "unknown")] : [];
}
