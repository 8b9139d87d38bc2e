/** What a person may write in a cell of a case or an act, one rule each. Which cell has which rule is in the tables. Pure. */

import { schoolNamed } from "../../district/find-people";
import { packOfCase } from "../../protocol/find-pack";
import { agencyOf, isDuty, levelHasProtocol, levelRank } from "../../protocol/pack-queries";
import type { Value } from "../../register/columns";
import { registerKinds } from "../../register/register-kinds";
import type { CaseRow, ChecklistRow } from "../../register/tabs";
import { fold, isWritten } from "../../text";
import { addDays, minuteMs } from "../../time";
import { colleaguesNamed, readSteppedAside } from "../assignment/responsible-person";
import type { Refusal } from "../edits/typed-inputs";
import { type EditRun, mayHandOver } from "../edits/who-may-act";
import type { CaseFile } from "../facts/case-file";
import { referenceOfCase } from "../facts/case-reference";
import { refusalOfClosing } from "../facts/needs-attention";
import { referencesIn } from "../lifecycle/match-report";
import { isCallToSomebody } from "../steps/checklist";
import { holdEnds } from "../steps/deadlines";

/** Why a value typed in a cell of a case is refused; null if it is accepted. */
export type CaseRule = (value: Value, file: CaseFile, run: EditRun) => Refusal | null;

/** Why a value typed in a cell of an act is refused, by its case; null if it is accepted. */
export type ActRule = (
  value: Value,
  act: ChecklistRow,
  row: CaseRow,
  run: EditRun,
) => Refusal | null;

/** Refuses a day that lies ahead. */
export const dayThatHasCome: CaseRule = (value, _file, { now }) =>
  typeof value === "number" && value > now ? "date-ahead" : null;

/**
 * Refuses an empty status, and "closed" while something keeps the case open (closing-conditions). A sealed case that someone else may read too
 * is closed by two: its agreement is the other reader's.
 */
export const statusThatFits: CaseRule = (value, file, { register, who, directory }) => {
  if (value !== "closed") return value === null ? "status-needed" : null;
  const refusal = refusalOfClosing(file);
  const readers = registerKinds[register].audience === null ? [] : directory.people;
  const others = readers.flatMap(({ email, mayOpen }) => (mayOpen && email !== who ? email : []));
  if (others.length === 0 || (refusal !== null && refusal !== "agreement-needed")) return refusal;
  const { leadAgreed, agreedBy } = file.row;
  return leadAgreed && others.includes(agreedBy ?? "") ? null : "other-reader-needed";
};

/** Only the script closes a case as released. */
export const reasonToChoose: CaseRule = (value) =>
  value === "released" ? "release-instead" : null;

/**
 * Refuses to release a case that is not sealed, that someone is named in as involved, or without a reason; and to take a release back.
 */
export const releaseOfSealed: CaseRule = (value, { row }, { register, mayBeReleased }) => {
  if (value !== true) return "release-done";
  if (registerKinds[register].audience === null) return "release-not-sealed";
  if (!isWritten(row.releaseReason)) return "release-reason-needed";
  return mayBeReleased(referenceOfCase(row)) ? null : "release-named";
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

/** Refuses an agency that, by the pack, may not clear the contact with parents. */
export const agencyThatMayClear: CaseRule = (value, { row }) => {
  if (typeof value !== "string") return null;
  return agencyOf(packOfCase(row), value)?.mayClear === true ? null : "agency-may-not-clear";
};

/** Refuses a clearance that lies ahead, or was given before the case changed last. */
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

/** Refuses to move the case to another school, except by the school that has it. */
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

/** Refuses text that is the reference of no other case. */
export const otherCase: CaseRule = (value, { row }, { index }) => {
  if (typeof value !== "string") return null;
  const target = index.target(value.trim());
  const isOther = target !== null && target.case !== row.case;
  return isOther && target.drill !== true && !row.drill ? null : "no-such-case";
};

/** Refuses text in which any line is the reference of no other case. */
export const otherCases: CaseRule = (value, { row }, { index }) => {
  const isCase = (one: string | null) => one !== null && one !== row.case;
  return referencesIn(value, index).every(isCase) ? null : "no-such-case";
};

/** Only an act that calls someone has a time of the call and attempts. */
const actThatCalls: ActRule = (_value, act, row) =>
  isCallToSomebody(packOfCase(row), act) ? null : "no-call";

/** Refuses the time of a call for an act that calls no one, or a time that lies ahead. */
export const callThatWasMade: ActRule = (value, act, row, context) =>
  actThatCalls(value, act, row, context) ??
  (typeof value === "number" && value > context.now ? "call-ahead" : null);

/** An act that waits is not ticked. */
export const actThatIsOpen: ActRule = (value, { state }) =>
  value === true && (state === "locked" || state === "on-hold") ? state : null;

/** Refuses an attempt for an act that calls no one, or that waits. */
export const attemptOfOpenCall: ActRule = (value, act, row, context) =>
  actThatCalls(value, act, row, context) ?? actThatIsOpen(value, act, row, context);

/** Refuses "not applicable" for an act that the law demands. */
export const notOfDuty: ActRule = (value, { act }, row) =>
  value !== null && isDuty(packOfCase(row), act) ? "duty-stays" : null;

// Whose case it is.

/** Words by which people mean themselves in "Stepped aside". A ticked box arrives as TRUE. */
const meWords = new Set(["true", "x", "yes", "y", "me", "i", "\u2713", "\u2714"]);

/**
 * The addresses that a text names, by address, name or a word for oneself. Null if a part of the text names no one, or several people of
 * one name.
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
  return found;
}

/**
 * Why an entry in "Stepped aside" is refused; null if it is accepted. People step aside for themselves, or the lead enters them; only the
 * lead takes a name out again.
 */
export const whoStepsAside: CaseRule = (value, { row }, run) => {
  const before = readSteppedAside(row);
  const after = addressesIn(typeof value === "string" ? value : "", before, run);
  if (after === null) return "no-such-colleague";
  const isOfAudience = registerKinds[run.register].audience !== null;
  if (isOfAudience && run.directory.people.every(({ email }) => after.includes(email)))
    return "one-reader";
  if (run.isLead !== true && before.some((one) => !after.includes(one))) {
    return "lead-gives-back";
  }
  const others = after.filter((one) => !before.includes(one) && one !== run.who);
  return others.length > 0 && run.isLead === false ? "aside-yourself" : null;
};

/**
 * Why an entry in "Assigned to" is refused; null if it is accepted. A case can be assigned to one person of Contacts who may open the
 * register and has not stepped aside from it.
 */
export const colleagueToAssign: CaseRule = (value, { row }, { directory }) => {
  if (typeof value !== "string" || value.trim() === "") return null;
  const [only, ...others] = colleaguesNamed(directory, value);
  if (only === undefined) return "no-such-colleague";
  if (others.length > 0) return "colleague-not-clear";
  return readSteppedAside(row).includes(only.email) ? "colleague-stepped-aside" : null;
};

/** "Assigned to" as it is stored: the address in place of a name. */
export function assignedAsStored(value: Value, _row: CaseRow, { directory }: EditRun): Value {
  return typeof value === "string" ? (colleaguesNamed(directory, value)[0]?.email ?? null) : value;
}

/** "Stepped aside" as it is stored: addresses in place of names and marks. */
export function steppedAsideAsStored(value: Value, row: CaseRow, run: EditRun): Value {
  if (typeof value !== "string") return value;
  const addresses = addressesIn(value, readSteppedAside(row), run) ?? [];
  return [...new Set(addresses)].join(", ") || null;
}
