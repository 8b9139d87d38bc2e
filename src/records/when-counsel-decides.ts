/**
 * Who asks for a record, and whether counsel has to decide first. Pure. A parent may see pupil records (FERPA, 34 CFR 99.10), and may be
 * the one who harms the student; a report of abuse and who made it are confidential by the law that the pack names. If in doubt, a
 * recipient counts as a parent.
 */

import { type CaseFile, isActMade } from "../case/facts/case-file";
import { missingForParent, parentAnswer } from "../case/facts/parent-and-staff";
import { isOnHold } from "../case/steps/step-state";
import { packOfCase } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import { actOf } from "../protocol/pack-queries";
import { say } from "../protocol/wording";
import { capital, fold, foldToWords } from "../text";
import { addDays, civil, dateText, type Moment, type ZoneOffset } from "../time";
import type { Audience, Reader } from "./who-sees-what-printed";

/** The agencies that take reports. */
const investigators = ({ agencies }: ProtocolPack) =>
  agencies.filter(({ takesReports }) => takesReports);

/** How Disclosures names the recipient of the record that the district keeps. */
export const ownFile = "The district's own file";

/** The recipients that a person can choose. */
export function recipientKinds(pack: ProtocolPack): Readonly<Record<Audience, string>> {
  const names = investigators(pack).map(({ inSentence }) => say(inSentence));
  return {
    family: "A parent or guardian, a student under 18, or someone acting for them",
    student: "The student, who is 18 or over and owns the record",
    investigator: `${capital(names.join(" or "))}, who investigate`,
    counsel: "The district's counsel",
    court: "A court, by its order",
    school: "The next school of a student who has left",
    other: "Someone else",
    own: `${ownFile}, which is handed to no one`,
  };
}

/** Whether the recipient is written as the district's own file. */
export const isOwnFile = (recipient: string): boolean =>
  foldToWords(recipient) === foldToWords(ownFile);

const familyWords =
  /\b(parents?|guardians?|mother|father|mom|mum|dad|step\w*|grand\w+|aunt|uncle|sister|brother|siblings?|relatives?|famil(?:y|ies)|students?|caregivers?|foster|custod\w+)\b/;
const investigatorWords = /\b(police|sheriff|detective|law enforcement|probation)\b/;

/**
 * Who gets the record; null if no one was named, and then none may be made. `stated`: what was chosen, "" if nothing was. The district's own
 * file has to be chosen, or written out. A recipient named with a word for family counts as family, whatever was chosen; so does, if nothing
 * was chosen, anyone who is not recognized as an agency or counsel.
 */
export function audienceOfRecipient(
  recipient: string,
  stated: string,
  pack: ProtocolPack,
): Audience | null {
  if (recipient.trim() === "") return stated === "own" ? "own" : null;
  // The name of an agency may contain the word family, so such names are taken out first, the longest before the others.
  const names = investigators(pack)
    .flatMap(({ inSentence, writtenAs }) => [foldToWords(say(inSentence)), ...writtenAs])
    .sort((a, b) => b.length - a.length);
  const spaced = ` ${foldToWords(recipient)} `;
  const bare = names.reduce((text, name) => text.split(` ${name} `).join("  "), spaced);
  if (familyWords.test(stated === "student" ? bare.replace(/\bstudents?\b/g, "") : bare)) {
    return "family";
  }
  const chosen = Object.keys(recipientKinds(pack)).find((one) => one === stated);
  // The cast holds: the keys are the audiences.
  if (chosen !== undefined && chosen !== "own") return chosen as Audience;
  if (bare !== spaced || investigatorWords.test(fold(recipient))) return "investigator";
  if (/ counsel /.test(spaced)) return "counsel";
  return chosen === "own" || isOwnFile(recipient) ? "own" : "family";
}

/**
 * By when the law lets a parent see pupil records, in words; none if the pack names no law. Monday to Friday count as business days,
 * whether or not the school is open, so that the day never comes too late. `asked`: the day of the request; milliseconds UTC.
 */
export function accessWords(
  { confidential: { access } }: ProtocolPack,
  asked: number,
  zone: ZoneOffset,
): readonly string[] {
  if (access === undefined) return [];
  let day = asked;
  for (let left = access.businessDays; left > 0; ) {
    day = addDays(day, 1, zone);
    if (civil(day, zone).weekday % 6 !== 0) left -= 1;
  }
  return [
    `A parent's access to pupil records is due by ${dateText(day, zone)}: ${access.businessDays} business days after the request of ${dateText(asked, zone)} (${access.statute}).`,
  ];
}

/**
 * Why the record may not be given to this reader before counsel has decided, in words for the lead. Empty if nothing speaks against it.
 * `isWider`: whether the lead puts in more than the record has by itself.
 */
export function waitsForCounsel(
  { audience }: Reader,
  isWider: boolean,
  { row, acts }: CaseFile,
  moment: Moment,
): readonly string[] {
  const pack = packOfCase(row);
  const isFamily = audience === "family";
  const isStudent = audience === "student";
  const isSchool = audience === "school";
  const isOutsider = isFamily || audience === "court" || audience === "other";
  const isLocked =
    missingForParent(pack, { row, acts }).length > 0 &&
    acts.some((act) => actOf(pack, act.act)?.telltale != null && !isActMade(act));
  const answer = parentAnswer(row);
  const reasons: readonly (readonly [boolean, string])[] = [
    [isOutsider, "a record for family or for someone outside always does"],
    [isStudent, "a record for a student of 18 or over always does"],
    [isSchool, "a record for the student's next school always does"],
    [isFamily && isLocked, "the steps that a parent would notice are still locked"],
    [
      (isFamily || isStudent || isSchool) && isOnHold(row, moment),
      "law enforcement asked for silence, and that hold stands",
    ],
    [
      isFamily && answer !== "no",
      answer === null
        ? "no one has answered that no parent or guardian may be involved"
        : "a parent or guardian may be involved",
    ],
    [
      (isOutsider || isStudent || isSchool) && isWider,
      "more is put in than a record for them has by itself",
    ],
  ];
  return reasons.flatMap(([holds, words]) => (holds ? [words] : []));
}

/** What counsel decided, as the lead wrote it. */
export interface CounselDecision {
  readonly name: string;
  /** The day, as "YYYY-MM-DD". */
  readonly day: string;
  readonly decision: string;
}
