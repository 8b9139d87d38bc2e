/**
 * What reports and the people who work on a case answered: may a parent or a member of staff be involved, is the student 18 or over, may the
 * student be a victim. And what must hold before a parent may be told (design 2.13). Pure.
 */

import type { Report } from "../../form/report";
import { saysMayBeVictim } from "../../protocol/classify";
import type { YesNoUnknown } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import { actOf, agencyOf, firstAgency } from "../../protocol/pack-queries";
import { say } from "../../protocol/wording";
import { foldToWords, isWritten } from "../../text";
import type { CaseRow, ChecklistRow } from "../tabs/case-tabs";
import { type CaseFile, isActMade } from "./case-file";
import { type ReviewReason, reviewReasonCells } from "./review-reasons";

/** The most worrying one is last. */
const byWorry: readonly (YesNoUnknown | null)[] = [null, "no", "unknown", "yes"];

/** The answer that worries more: yes, then unknown, then no, then no answer. */
export function moreWorryingAnswer(
  a: YesNoUnknown | null,
  b: YesNoUnknown | null,
): YesNoUnknown | null {
  return byWorry.indexOf(a) >= byWorry.indexOf(b) ? a : b;
}

/**
 * Whether a parent may be involved, by all that is known of the case. A "yes" in a report counts unless an agency overruled it; otherwise
 * the answer of a person who works on the case; otherwise what the reports say.
 */
export function parentAnswer(row: CaseRow): YesNoUnknown | null {
  const reported = row.parentOverruledBy === null ? row.parentReported : null;
  return reported === "yes" ? "yes" : (row.parentMayBeInvolved ?? reported);
}

/** Something that is missing before a step is unlocked: in few words, and in full. */
export type Missing = readonly [few: string, words: string];

/** What is missing, in few words and at most so many characters: the first of it, and how much more. */
export function missingWords(missing: readonly Missing[], length: number): string {
  const of = (count: number) => {
    const more = missing.length - count;
    const shown = missing.slice(0, count).map(([few]) => few);
    return `missing: ${[...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(", ")}`;
  };
  const counts = missing.map((_, at) => missing.length - at);
  return of(counts.find((count) => of(count).length <= length) ?? 1);
}

/** What is missing in this case before the steps that a parent would notice are unlocked. */
export function missingForParent(pack: ProtocolPack, { row, acts }: CaseFile): readonly Missing[] {
  const calls = acts.filter(({ act }) => actOf(pack, act)?.role === "first-call");
  const cleared = agencyOf(pack, row.agencyCleared)?.mayClear === true;
  const all: readonly (readonly [holds: boolean, ...Missing, isAsked?: boolean])[] = [
    [
      row.parentMayBeInvolved === "no" && row.parentSetBy !== null,
      "your answer on parents",
      "your own answer that no parent or guardian may be involved",
    ],
    [
      agencyOf(pack, row.parentOverruledBy) !== null,
      "the lead's answer on parents",
      "the agency that overrules the report that names a parent (the lead chooses it)",
      row.parentReported === "yes",
    ],
    [
      row.victimConsulted !== null,
      "victim consulted on",
      "the day on which the victim was consulted",
    ],
    [
      calls.length > 0 && calls.every(isActMade),
      "the first call",
      `the call to ${say(firstAgency(pack).inSentence)}`,
    ],
    [
      cleared && isWritten(row.agencyClearedBy) && row.agencyClearedAt !== null,
      "agency that cleared it",
      "the agency that cleared it as the case is now, who there, and when",
    ],
    [
      row.studentConsented !== null,
      "student consented on",
      "the day on which the student, who is 18 or over, consented",
      row.isAdult === "yes",
    ],
  ];
  return all.flatMap(([holds, few, words, isAsked = true]) =>
    holds || !isAsked ? [] : [[few, words] as const],
  );
}

/** Whether a step was done that told a parent, or that a parent must have noticed. */
export function isParentTold(pack: ProtocolPack, acts: readonly ChecklistRow[]): boolean {
  return acts.some((act) => isActMade(act) && (actOf(pack, act.act)?.telltale ?? null) !== null);
}

/** What people who work on the case answered. A report or a merge can make an answer doubtful. */
type Answers = Pick<
  CaseRow,
  "parentMayBeInvolved" | "parentSetBy" | "parentOverruledBy" | "staffMayBeInvolved" | "mayBeVictim"
>;

/**
 * The answers after one more report. An answer that the report makes doubtful is emptied, so that someone has to answer again. What the
 * report says counts as unknown if it could not be read.
 */
export function answersAfter(row: CaseRow, report: Report, pack: ProtocolPack): Answers {
  const isUnread = (...keys: readonly string[]) =>
    report.unread.some(({ key }) => keys.includes(key));
  const parent = isUnread("parentMayBeInvolved") ? "unknown" : report.parentMayBeInvolved;
  const staff = isUnread("staffMayBeInvolved") ? "unknown" : report.staffMayBeInvolved;
  const stands = moreWorryingAnswer(row.parentMayBeInvolved, parent) === row.parentMayBeInvolved;
  const ofStaff = row.staffMayBeInvolved;
  const mayBeVictim =
    saysMayBeVictim(pack, report) || isUnread("studentRole", "factors", "concerns");
  return {
    parentMayBeInvolved: stands ? row.parentMayBeInvolved : null,
    parentSetBy: stands ? row.parentSetBy : null,
    parentOverruledBy: parent === "yes" ? null : row.parentOverruledBy,
    staffMayBeInvolved: moreWorryingAnswer(ofStaff, staff) === ofStaff ? ofStaff : null,
    mayBeVictim: row.mayBeVictim === "no" && mayBeVictim ? null : row.mayBeVictim,
  };
}

/**
 * The answers for two cases of one student that are merged. About a parent, a "no" in the source never counts, and a "no" in the target
 * counts only if nothing in the source speaks against it. That the student may be a victim counts if either case says so; that they are
 * not, only if nothing in the source suggests it.
 */
export function answersOfBoth(target: CaseRow, source: CaseRow, pack: ProtocolPack): Answers {
  const [mine, theirs] = [target.parentMayBeInvolved, source.parentMayBeInvolved];
  const isTheirs = theirs !== "no" && moreWorryingAnswer(mine, theirs) !== mine;
  const own = isTheirs ? source : target;
  const stands = isTheirs || moreWorryingAnswer(mine, parentAnswer(source)) === mine;
  const isOverruled = [target, source].every(
    (row) => row.parentReported !== "yes" || row.parentOverruledBy !== null,
  );
  const isDoubtful =
    target.mayBeVictim === "no" && source.mayBeVictim === null && saysMayBeVictim(pack, source);
  const ofTarget = isDoubtful ? null : target.mayBeVictim;
  return {
    parentMayBeInvolved: stands ? own.parentMayBeInvolved : null,
    parentSetBy: stands ? own.parentSetBy : null,
    parentOverruledBy: isOverruled ? (target.parentOverruledBy ?? source.parentOverruledBy) : null,
    staffMayBeInvolved: moreWorryingAnswer(target.staffMayBeInvolved, source.staffMayBeInvolved),
    mayBeVictim: source.mayBeVictim === "yes" ? "yes" : ofTarget,
  };
}

/**
 * Whether the lead has to find out at once who is meant: the reporter does not know whether staff are involved, or says yes without saying
 * whether that person receives these reports, which decides who may read this one.
 */
export function asksLeadAboutStaff(
  report: Pick<Report, "staffMayBeInvolved" | "recipientMayBeInvolved" | "unread">,
): boolean {
  const { staffMayBeInvolved: said, recipientMayBeInvolved, unread } = report;
  const isOpen =
    recipientMayBeInvolved.length === 0 &&
    !unread.some(({ key }) => key === "recipientMayBeInvolved");
  return said === "unknown" || (said === "yes" && isOpen);
}

/** Whether the answer says that a member of staff is or may be involved: "unknown" is the reporter who does not know. */
const mayBe = (answer: YesNoUnknown | null): boolean => answer === "yes" || answer === "unknown";

const unreadStaff = "unread-staffMayBeInvolved" satisfies ReviewReason;

/**
 * Whether a case is about staff, who may also be people who receive reports, by what its reports and the people who work on it say. Such a
 * case is on legal hold from the start (domain.md H19), because no time limits the claims of a student (CCP 340.1).
 */
export const isAboutStaff = (row: CaseRow): boolean =>
  row.readBy !== null ||
  mayBe(row.staffReported) ||
  mayBe(row.staffMayBeInvolved) ||
  row.reviewReasonIds.includes(unreadStaff);

/** Whether a report says of staff that they are or may be involved. Such a report puts its case on legal hold, as a sealed one does. */
export const saysStaffMayBe = ({ staffMayBeInvolved, unread }: Report): boolean =>
  mayBe(staffMayBeInvolved) || unread.some(({ key }) => key === "staffMayBeInvolved");

/** Whether an answer about staff that a person typed is more worrying than all that was known, so that the case goes on legal hold. */
export const isNewAboutStaff = (
  typed: YesNoUnknown | null,
  known: readonly (YesNoUnknown | null)[],
): boolean => {
  const before = known.reduce(moreWorryingAnswer, null);
  return mayBe(typed) && moreWorryingAnswer(before, typed) !== before;
};

/** Words for grades below 11, in which no student is expected to be 18. */
const youngerGrades = new Set(
  "k tk kindergarten preschool first second third fourth fifth sixth seventh eighth ninth tenth freshman sophomore".split(
    " ",
  ),
);

/** The review reason of a student who is 18 or over: the lead has to know whose record it is. */
const ofAdult = "student-owns-record" satisfies ReviewReason;

/** The row with that review reason if the student is 18 or over, and without it otherwise. */
export function withOwnerReason(row: CaseRow): CaseRow {
  const isOwner = row.isAdult === "yes";
  if (row.reviewReasonIds.includes(ofAdult) === isOwner) return row;
  const others = row.reviewReasonIds.filter((id) => id !== ofAdult);
  return { ...row, ...reviewReasonCells(isOwner ? [...others, ofAdult] : others) };
}

/** Whether someone still has to answer if the student is 18 or over: no one has yet, and the grade is 11, 12, empty or not readable. */
export function asksForAge({ isAdult, grade }: CaseRow): boolean {
  if (isAdult !== null) return false;
  const words = foldToWords(grade ?? "").split(" ");
  const numbers = words.flatMap((word) => /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(word)?.[1] ?? []);
  if (numbers.some((text) => Number(text) > 10)) return true;
  return numbers.length === 0 && !words.some((word) => youngerGrades.has(word));
}
