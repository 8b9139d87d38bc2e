/** What a person may write in a cell of a case or an act, one rule each. Which cell has which rule is in the tables. Pure. */

import { schoolNamed } from "../../district/find-people";
import { packOfCase } from "../../protocol/find-pack";
import { agencyOf, isDuty, levelHasProtocol, levelRank } from "../../protocol/pack-queries";
import { registerKinds } from "../../register/register-kinds";
import { isWritten } from "../../text";
import { addDays, minuteMs } from "../../time";
import { mayHandOver } from "../edits/who-may-act";
import { referencesIn } from "../lifecycle/not-same-student";
import { isCallToSomebody } from "../model/acts/call-attempts";
import { referenceOfCase } from "../model/case-reference";
import { holdEnds } from "../model/deadlines";
import { refusalOfClosing } from "../model/open-matters";
import type { ActRule, CaseRule } from "./cell-policy";

/** Refuses a day that lies ahead. */
export const dayThatHasCome: CaseRule = (value, _file, { now }) =>
  typeof value === "number" && value > now ? "date-ahead" : null;

/**
 * Refuses an empty status, and "closed" while something keeps the case open (closing-conditions). A sealed case that somebody else may read too
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
 * Refuses to release a case that is not sealed, that somebody is named in as involved, or without a reason; and to take a release back.
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
  return isOther && target.isDrill !== true && !row.drill ? null : "no-such-case";
};

/** Refuses text in which any line is the reference of no other case. */
export const otherCases: CaseRule = (value, { row }, { index }) => {
  const isCase = (one: string | null) => one !== null && one !== row.case;
  return referencesIn(value, index).every(isCase) ? null : "no-such-case";
};

/** Only an act that calls somebody has a time of the call and attempts. */
export const actThatCalls: ActRule = (_value, act, row) =>
  isCallToSomebody(packOfCase(row), act) ? null : "no-call";

/** Refuses the time of a call for an act that calls nobody, or a time that lies ahead. */
export const callThatWasMade: ActRule = (value, act, row, context) =>
  actThatCalls(value, act, row, context) ??
  (typeof value === "number" && value > context.now ? "call-ahead" : null);

/** An act that waits is not ticked. */
export const actThatIsOpen: ActRule = (value, { state }) =>
  value === true && (state === "locked" || state === "on-hold") ? state : null;

/** Refuses an attempt for an act that calls nobody, or that waits. */
export const attemptOfOpenCall: ActRule = (value, act, row, context) =>
  actThatCalls(value, act, row, context) ?? actThatIsOpen(value, act, row, context);

/** Refuses "not applicable" for an act that the law demands. */
export const notOfDuty: ActRule = (value, { act }, row) =>
  value !== null && isDuty(packOfCase(row), act) ? "duty-stays" : null;
