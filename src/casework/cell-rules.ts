/** What a person may write in a cell of a case or a step, one rule each. `what-becomes-of-cells.ts` says which cell has which rule. Pure. */

import type { CaseFile } from "../case/facts/case-file";
import { referenceOfCase } from "../case/facts/case-reference";
import { refusalOfClosing } from "../case/facts/needs-attention";
import type { UndoReason } from "../case/facts/why-edits-are-undone";
import { colleaguesNamed, readSteppedAside } from "../case/people/responsible-person";
import { isCallToSomebody } from "../case/steps/checklist";
import { holdEnds } from "../case/steps/deadlines";
import { schoolNamed } from "../district/find-people";
import { packOfCase } from "../protocol/find-pack";
import { actOf, agencyOf, levelHasProtocol, levelRank } from "../protocol/pack-queries";
import type { Value } from "../register/columns";
import { isSealedRegister } from "../register/register-kinds";
import type { CaseRow, ChecklistRow } from "../register/tabs";
import { fold, isWritten } from "../text";
import { addDays, minuteMs } from "../time";
import { referencesIn } from "./match-report";
import { type EditRun, mayHandOver } from "./who-may-act-on-a-case";

/** Why a value typed in a cell of a case is refused; null if it is accepted. */
export type CaseRule = (value: Value, file: CaseFile, run: EditRun) => UndoReason | null;

/** Why a value typed in a cell of a step is refused; null if it is accepted. `row`: the row of its case. */
export type ActRule = (
  value: Value,
  act: ChecklistRow,
  row: CaseRow,
  run: EditRun,
) => UndoReason | null;

/** Refuses a day in the future. */
export const dayThatHasCome: CaseRule = (value, _file, { now }) =>
  typeof value === "number" && value > now ? "date-ahead" : null;

/**
 * Addresses of those who read a sealed case: they can open its register and did not step aside from the case. Empty for a case that is not
 * sealed.
 */
export function readersOfCase(row: CaseRow, { register, directory }: EditRun): readonly string[] {
  if (!isSealedRegister(register)) return [];
  const aside = readSteppedAside(row);
  return directory.people.flatMap(({ email, mayOpen }) =>
    mayOpen && !aside.includes(email) ? email : [],
  );
}

/**
 * Refuses an empty status, and "closed" while something keeps the case open (`refusalOfClosing`). If another person may read a sealed case
 * too, both must agree: the agreement that counts is the other reader's.
 */
export const statusThatFits: CaseRule = (value, file, run) => {
  if (value !== "closed") return value === null ? "status-needed" : null;
  const refusal = refusalOfClosing(file);
  const others = readersOfCase(file.row, run).filter((one) => one !== run.who);
  if (others.length === 0 || (refusal !== null && refusal !== "agreement-needed")) return refusal;
  const { leadAgreed, agreedBy } = file.row;
  return leadAgreed && others.includes(agreedBy ?? "") ? null : "other-reader-needed";
};

/** Refuses to lift a legal hold, unless a lead does so with their own account: what it protects cannot be brought back. */
export const liftedByLead: CaseRule = (value, _file, { who, directory }) =>
  value === true ||
  directory.people.some(
    ({ email, role }) => email === who && (role === "district-lead" || role === "alternate-lead"),
  )
    ? null
    : "hold-lead-only";

/** Refuses the reason "released": only the script closes a case as released. */
export const reasonToChoose: CaseRule = (value) =>
  value === "released" ? "release-instead" : null;

/**
 * Refuses to release a case that is not sealed, one in which someone is named as involved or may have been, or one without a reason for the release. Refuses
 * to take a release back.
 */
export const releaseOfSealed: CaseRule = (value, { row }, { register, refusalOfRelease }) => {
  if (value !== true) return "release-done";
  if (!isSealedRegister(register)) return "release-not-sealed";
  if (!isWritten(row.releaseReason)) return "release-reason-needed";
  return refusalOfRelease(referenceOfCase(row));
};

/** Refuses a hold that has ended already, or lasts longer than the setting `holdMaxDays`. */
export const holdWithinLimit: CaseRule = (value, _file, { now, zone, directory }) => {
  if (typeof value !== "number") return null;
  if (holdEnds(value, zone) <= now) return "hold-past";
  return value > addDays(now, directory.settings.holdMaxDays, zone) ? "hold-too-long" : null;
};

/** Refuses a level without a protocol, or one that is not above the case's own. */
export const higherLevel: CaseRule = (value, { row }) => {
  if (typeof value !== "string") return null;
  const pack = packOfCase(row);
  const isHigher =
    levelHasProtocol(pack, value) && levelRank(pack, value) > levelRank(pack, row.level);
  return isHigher ? null : "level-not-higher";
};

/** Refuses an agency that, by the pack, may not clear contact with parents. */
export const agencyThatMayClear: CaseRule = (value, { row }) => {
  if (typeof value !== "string") return null;
  return agencyOf(packOfCase(row), value)?.mayClear === true ? null : "agency-may-not-clear";
};

/** Refuses a clearance in the future, or one that was given before the case last changed. */
export const clearedSinceNews: CaseRule = (value, { row }, { now }) => {
  if (typeof value !== "number") return null;
  if (value > now) return "date-ahead";
  // People write the time to the minute, so the change is compared by its minute too.
  const since = Math.floor((row.changedAt ?? 0) / minuteMs) * minuteMs;
  return value < since ? "cleared-before-news" : null;
};

/** Refuses a name that no school of the Schools tab has. */
export const schoolOfDistrict: CaseRule = (value, _file, { directory }) =>
  typeof value === "string" && schoolNamed(directory, value) !== null ? null : "no-such-school";

/** Refuses to move the case to another school, unless the person may do so (`mayHandOver`). */
export const bySchoolThatHasIt: CaseRule = (_value, { row }, context) =>
  mayHandOver(row, context) ? null : "other-school";

/** Refuses a factor that no report of the case named. */
export const reportedFactor: CaseRule = (value, { row }) => {
  const isKnown = [...row.factors, ...row.withdrawnFactors].some((id) => id === value);
  return value === null || isKnown ? null : "factor-not-reported";
};

/** Refuses an agency that the case's pack does not have. */
export const anyAgency: CaseRule = (value, { row }) =>
  value === null || agencyOf(packOfCase(row), String(value)) !== null ? null : "no-such-agency";

/** Refuses text that is not the reference of another case. A drill and a real case cannot be named together. */
export const otherCase: CaseRule = (value, { row }, { index }) => {
  if (typeof value !== "string") return null;
  const target = index.target(value.trim());
  const isOther = target !== null && target.case !== row.case;
  return isOther && target.drill !== true && !row.drill ? null : "no-such-case";
};

/** Refuses text in which any word is not the reference of another case. */
export const otherCases: CaseRule = (value, { row }, { index }) => {
  const isCase = (one: string | null) => one !== null && one !== row.case;
  return referencesIn(value, index).every(isCase) ? null : "no-such-case";
};

/** Refuses the time of a call, or an attempt, for a step that calls no one. */
const actThatCalls: ActRule = (_value, act, row) =>
  isCallToSomebody(packOfCase(row), act) ? null : "no-call";

/** Refuses the time of a call for a step that calls no one, and a time in the future. */
export const callThatWasMade: ActRule = (value, act, row, context) =>
  actThatCalls(value, act, row, context) ??
  (typeof value === "number" && value > context.now ? "call-ahead" : null);

/** Refuses to tick a step that is locked or on hold. */
export const actThatIsOpen: ActRule = (value, { state }) =>
  value === true && (state === "locked" || state === "on-hold") ? state : null;

/** Refuses an attempt for a step that calls no one, or that is locked or on hold. */
export const attemptOfOpenCall: ActRule = (value, act, row, context) =>
  actThatCalls(value, act, row, context) ?? actThatIsOpen(value, act, row, context);

/**
 * Refuses "not applicable" for a duty. The law requires only one whose statute its row names; below every protocol only of people who suspect
 * abuse.
 */
export const notOfDuty: ActRule = (value, { act }, row) => {
  const pack = packOfCase(row);
  const datum = actOf(pack, act);
  if (value === null || datum?.duty !== true) return null;
  const isByLaw = datum.statutes.length > 0 && levelHasProtocol(pack, row.level);
  return isByLaw ? "duty-by-law" : "duty-stays";
};

// Whose case it is.

/** Words by which people mean themselves in "Stepped aside". A ticked box arrives as TRUE. */
const meWords = new Set(["true", "x", "yes", "y", "me", "i", "\u2713", "\u2714"]);

/**
 * The addresses of the people whom a text names by address, by name or with a word for oneself. Null if a part of the text names no one, or
 * a name that several people have. `before`: addresses that the cell had already. Typing in a cell replaces what was there, so whoever
 * adds themselves keeps them.
 */
function addressesIn(
  text: string,
  before: readonly string[],
  { who, isLead, directory }: EditRun,
): readonly string[] | null {
  const found: string[] = [];
  for (const part of text.split(/[,;\n]/)) {
    const word = fold(part);
    if (word === "") continue;
    const people = colleaguesNamed(directory, part);
    if (before.includes(word) || word === who) found.push(word);
    else if (meWords.has(word) && isLead !== null) found.push(who);
    else if (people.length === 1) found.push(...people.map(({ email }) => email));
    else return null;
  }
  return found.includes(who) && !before.includes(who) ? [...before, ...found] : found;
}

/**
 * Refuses an entry in "Stepped aside" that the person may not make. People step aside for themselves, or the lead enters them; only the
 * lead takes a name out again. At least one reader of a sealed register has to stay.
 */
export const whoStepsAside: CaseRule = (value, { row }, run) => {
  const before = readSteppedAside(row);
  const after = addressesIn(typeof value === "string" ? value : "", before, run);
  if (after === null) return "no-such-colleague";
  const isOfAudience = isSealedRegister(run.register);
  if (isOfAudience && run.directory.people.every(({ email }) => after.includes(email)))
    return "one-reader";
  if (run.isLead !== true && before.some((one) => !after.includes(one))) {
    return "lead-gives-back";
  }
  const others = after.filter((one) => !before.includes(one) && one !== run.who);
  return others.length > 0 && run.isLead === false ? "aside-yourself" : null;
};

/**
 * Refuses an entry in "Assigned to" that does not name exactly one person in Contacts who may open the register and has not stepped aside
 * from the case.
 */
export const colleagueToAssign: CaseRule = (value, { row }, { directory }) => {
  if (typeof value !== "string" || value.trim() === "") return null;
  const [only, ...others] = colleaguesNamed(directory, value);
  if (only === undefined) return "no-such-colleague";
  if (others.length > 0) return "colleague-not-clear";
  return readSteppedAside(row).includes(only.email) ? "colleague-stepped-aside" : null;
};

/** "Assigned to" as it is stored: an address in place of a name. */
export function assignedAsStored(value: Value, _row: CaseRow, { directory }: EditRun): Value {
  return typeof value === "string" ? (colleaguesNamed(directory, value)[0]?.email ?? null) : value;
}

/** "Stepped aside" as it is stored: addresses in place of names and marks. */
export function steppedAsideAsStored(value: Value, row: CaseRow, run: EditRun): Value {
  if (typeof value !== "string") return value;
  const addresses = addressesIn(value, readSteppedAside(row), run) ?? [];
  return [...new Set(addresses)].join(", ") || null;
}
