/** What a person may write in a cell of a case or a step, and what follows from it: one rule for each name in the entries of columns. Pure. */

import type { CaseFile } from "../case/facts/case-file";
import { referenceOfCase } from "../case/facts/case-reference";
import { refusalOfClosing } from "../case/facts/closing-rules";
import { isNewAboutStaff } from "../case/facts/parent-and-staff";
import type { UndoReason } from "../case/facts/why-edits-are-undone";
import { colleaguesNamed, readSteppedAside } from "../case/people/responsible-person";
import { isCallToSomebody } from "../case/steps/checklist";
import { holdEnds } from "../case/steps/deadlines";
import type { CaseRow, ChecklistRow, RuleOf } from "../case/tabs/case-tabs";
import { schoolNamed } from "../district/find-people";
import { once } from "../lazy";
import { packOfCase } from "../protocol/find-pack";
import { yesNoUnknownIds } from "../protocol/ids";
import { actOf, agencyOf, levelHasProtocol, levelRank } from "../protocol/pack-queries";
import type { Column, Value } from "../register/columns";
import { isSealedRegister } from "../registers/kinds";
import { fold, isWritten } from "../text";
import { addDays, minuteMs } from "../time";
import type { Edit } from "./find-edits";
import { referencesIn } from "./match-report";
import { type EditRun, refusalOf, refusalOfMoving } from "./who-may-act-on-a-case";

/** Why a value typed in a cell of a case is refused; null if it is accepted. */
export type CaseRule = (value: Value, file: CaseFile, run: EditRun) => UndoReason | null;

/** Why a value typed in a cell of a step is refused; null if it is accepted. `row`: the row of its case. */
export type ActRule = (
  value: Value,
  act: ChecklistRow,
  row: CaseRow,
  run: EditRun,
) => UndoReason | null;

/** What a rule does with what is typed. */
export interface Editing<Row, Rule> {
  /** Why it is refused. Left out: whatever is typed is accepted. */
  readonly rule?: Rule;
  /** What is stored in place of what was typed. */
  readonly stored?: (value: Value, row: Row, run: EditRun) => Value;
  /** Further cells that an accepted edit writes. `row`: the row with the edit. */
  readonly alsoWrites?: (edit: Edit, row: Row, run: EditRun) => Partial<Row>;
}
type CaseEditing = Editing<CaseRow, CaseRule>;
type StepEditing = Editing<ChecklistRow, ActRule>;

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
const statusThatFits: CaseRule = (value, file, run) => {
  if (value !== "closed") return value === null ? "status-needed" : null;
  const refusal = refusalOfClosing(file);
  const others = readersOfCase(file.row, run).filter((one) => one !== run.who);
  if (others.length === 0 || (refusal !== null && refusal !== "agreement-needed")) return refusal;
  const { leadAgreed, agreedBy } = file.row;
  return leadAgreed && others.includes(agreedBy ?? "") ? null : "other-reader-needed";
};

/** Refuses a hold that has ended already, or lasts longer than the setting `holdMaxDays`. */
export const holdWithinLimit: CaseRule = (value, _file, { now, zone, directory }) => {
  if (typeof value !== "number") return null;
  if (holdEnds(value, zone) <= now) return "hold-past";
  return value > addDays(now, directory.settings.holdMaxDays, zone) ? "hold-too-long" : null;
};

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
const whoStepsAside: CaseRule = (value, { row }, run) => {
  const before = readSteppedAside(row);
  const after = addressesIn(typeof value === "string" ? value : "", before, run);
  if (after === null) return "no-such-colleague";
  const isOfAudience = isSealedRegister(run.register);
  if (isOfAudience && run.directory.people.every(({ email }) => after.includes(email)))
    return "one-reader";
  const isBack = before.some((one) => !after.includes(one));
  const refusal = isBack ? refusalOf("give-back", row, run) : null;
  const others = after.filter((one) => !before.includes(one) && one !== run.who);
  return refusal ?? (others.length > 0 ? refusalOf("set-another-aside", row, run) : null);
};

/** The rules of Cases. */
const caseRules = once((): Readonly<Record<RuleOf<"cases">, CaseEditing>> => {
  const dayThatHasCome: CaseRule = (value, _file, { now }) =>
    typeof value === "number" && value > now ? "date-ahead" : null;
  // Only those may move the case to another school who may act for the one that has it.
  const bySchoolThatHasIt: CaseRule = (_value, { row }, run) => refusalOfMoving(row, run);
  return {
    anything: {},
    "day-that-has-come": { rule: dayThatHasCome },
    "school-of-district": {
      rule(value, file, run) {
        const known = typeof value === "string" ? schoolNamed(run.directory, value) : null;
        // A school whose cases are in another register: the case would stay here.
        const isHere = isSealedRegister(run.register) || known?.register === run.register;
        const refusal = known === null ? "no-such-school" : isHere ? null : "school-elsewhere";
        return bySchoolThatHasIt(value, file, run) ?? refusal;
      },
      stored: (value, _row, { directory }) =>
        schoolNamed(directory, String(value))?.school ?? value,
    },
    // Whose it is.
    // It names exactly one person in Contacts who may open the register and has not stepped aside from the case.
    "colleague-to-assign": {
      rule: (value, { row }, { directory }) => {
        if (typeof value !== "string" || value.trim() === "") return null;
        const [only, ...others] = colleaguesNamed(directory, value);
        if (only === undefined) return "no-such-colleague";
        if (others.length > 0) return "colleague-not-clear";
        return readSteppedAside(row).includes(only.email) ? "colleague-stepped-aside" : null;
      },
      // An address in place of a name.
      stored: (value, _row, { directory }) =>
        typeof value === "string" ? (colleaguesNamed(directory, value)[0]?.email ?? null) : value,
    },
    "who-steps-aside": {
      rule: whoStepsAside,
      // Addresses in place of names and marks.
      stored: (value, row, run) => {
        if (typeof value !== "string") return value;
        const addresses = addressesIn(value, readSteppedAside(row), run) ?? [];
        return [...new Set(addresses)].join(", ") || null;
      },
    },
    "school-that-has-it": {
      rule: bySchoolThatHasIt,
      // If the case is handed to a different school, that one has not received it yet.
      alsoWrites: ({ accepted }, { handedTo }) =>
        typeof accepted === "string" && fold(accepted) !== fold(handedTo ?? "")
          ? { handedAt: null }
          : {},
    },
    "who-acknowledges": {
      alsoWrites: ({ value }, _row, { who, now }) =>
        value === true
          ? { acknowledgedBy: who, acknowledgedAt: now }
          : { acknowledgedBy: null, acknowledgedAt: null },
    },
    // A release is not taken back. It needs a reason, and a sealed case in which no one is named as involved or may have been.
    "release-of-sealed": {
      rule: (value, { row }, { register, refusalOfRelease }) => {
        if (value !== true) return "release-done";
        if (!isSealedRegister(register)) return "release-not-sealed";
        if (!isWritten(row.releaseReason)) return "release-reason-needed";
        return refusalOfRelease(referenceOfCase(row));
      },
    },
    // Clearances, agreements and answers.
    "agency-that-may-clear": {
      rule: (value, { row }) =>
        typeof value !== "string" || agencyOf(packOfCase(row), value)?.mayClear === true
          ? null
          : "agency-may-not-clear",
      // Who at the agency said so is never filled in: a person has to know it.
      alsoWrites: ({ value, accepted }, { agencyClearedAt }, { now }) => ({
        agencyClearedAt: value === null ? null : accepted === null ? (agencyClearedAt ?? now) : now,
      }),
    },
    "cleared-since-news": {
      rule: (value, { row }, { now }) => {
        if (typeof value !== "number") return null;
        if (value > now) return "date-ahead";
        // People write the time to the minute, so the change is compared by its minute too.
        const since = Math.floor((row.changedAt ?? 0) / minuteMs) * minuteMs;
        return value < since ? "cleared-before-news" : null;
      },
    },
    "who-agrees": {
      alsoWrites: ({ value }, _row, { who }) => ({ agreedBy: value === true ? who : null }),
    },
    "who-answers": {
      alsoWrites: ({ value }, _row, { who }) => ({ parentSetBy: value === null ? null : who }),
    },
    "any-agency": {
      rule: (value, { row }) =>
        value === null || agencyOf(packOfCase(row), String(value)) !== null
          ? null
          : "no-such-agency",
    },
    "staff-answer": {
      alsoWrites: ({ accepted }, { staffMayBeInvolved, staffReported }) => {
        const before = yesNoUnknownIds.find((id) => id === accepted) ?? null;
        return isNewAboutStaff(staffMayBeInvolved, [before, staffReported])
          ? { legalHold: true }
          : {};
      },
    },
    // The work on it.
    "status-that-fits": { rule: statusThatFits },
    // Only the script closes a case as released.
    "reason-to-choose": { rule: (value) => (value === "released" ? "release-instead" : null) },
    "hold-within-limit": { rule: holdWithinLimit },
    // A level with a protocol, above the case's own.
    "higher-level": {
      rule: (value, { row }) => {
        if (typeof value !== "string") return null;
        const pack = packOfCase(row);
        const isHigher =
          levelHasProtocol(pack, value) && levelRank(pack, value) > levelRank(pack, row.level);
        return isHigher ? null : "level-not-higher";
      },
    },
    "reported-factor": {
      rule: (value, { row: { factors, withdrawnFactors } }) =>
        value === null || [...factors, ...withdrawnFactors].some((id) => id === value)
          ? null
          : "factor-not-reported",
    },
    "lifted-by-lead": {
      rule: (value, { row }, run) =>
        value === true ? null : refusalOf("lift-legal-hold", row, run),
    },
    // A drill and a real case cannot be named together.
    "other-case": {
      rule: (value, { row }, { index }) => {
        if (typeof value !== "string") return null;
        const target = index.target(value.trim());
        const isOther = target !== null && target.case !== row.case;
        return isOther && target.drill !== true && !row.drill ? null : "no-such-case";
      },
    },
    "other-cases": {
      rule: (value, { row }, { index }) => {
        const isCase = (one: string | null) => one !== null && one !== row.case;
        return referencesIn(value, index).every(isCase) ? null : "no-such-case";
      },
      stored: (value, _row, { index }) => referencesIn(value, index).flatMap((one) => one || []),
    },
  };
});

/** The rules of Checklist. */
const stepRules = once((): Readonly<Record<RuleOf<"checklist">, StepEditing>> => {
  const thatCalls: ActRule = (_value, act, row) =>
    isCallToSomebody(packOfCase(row), act) ? null : "no-call";
  const thatIsOpen: ActRule = (value, { state }) =>
    value === true && (state === "locked" || state === "on-hold") ? state : null;
  return {
    anything: {},
    "who-did-it": {
      rule: thatIsOpen,
      alsoWrites: ({ value }, _act, { who, now }) =>
        value === true ? { doneBy: who, doneAt: now } : { doneBy: null, doneAt: null },
    },
    "call-that-was-made": {
      rule: (value, act, row, run) =>
        thatCalls(value, act, row, run) ??
        (typeof value === "number" && value > run.now ? "call-ahead" : null),
    },
    "attempt-of-open-call": {
      rule: (...typed) => thatCalls(...typed) ?? thatIsOpen(...typed),
      // The tick empties itself, so that the next attempt can be ticked.
      alsoWrites: (_edit, { attempts }) => ({ noAnswer: false, attempts: (attempts ?? 0) + 1 }),
    },
    "step-that-is-open": { rule: thatIsOpen },
    // The law requires only a duty whose statute its row names; below every protocol only of people who suspect abuse.
    "not-of-duty": {
      rule: (value, { act }, row) => {
        const pack = packOfCase(row);
        const datum = actOf(pack, act);
        if (value === null || datum?.duty !== true) return null;
        const isByLaw = datum.statutes.length > 0 && levelHasProtocol(pack, row.level);
        return isByLaw ? "duty-by-law" : "duty-stays";
      },
    },
  };
});

/** What the rule of a column does. Undefined for a column that people do not edit. */
const ruleOf =
  <E>(rules: () => Readonly<Record<string, E>>) =>
  ({ rule = "" }: Column): E | undefined =>
    rules()[rule];
export const caseEditing = ruleOf<CaseEditing>(caseRules);
export const stepEditing = ruleOf<StepEditing>(stepRules);
