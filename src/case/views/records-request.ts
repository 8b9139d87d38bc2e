/**
 * Who asks for a record, and whether it waits for counsel. Pure. A parent may see pupil records (FERPA, 34 CFR 99.10) and may be who harms
 * the student; a report of abuse and who made it are confidential by the law that the pack names. In doubt a recipient counts as a parent.
 */

import { packOfCase } from "../../protocol/find-pack";
import type { ProtocolPack } from "../../protocol/pack";
import { actOf } from "../../protocol/pack-queries";
import { say } from "../../protocol/wording";
import { capital, fold, foldToWords } from "../../text";
import { addDays, civil, type Moment, type ZoneOffset } from "../../time";
import { isActMade } from "../model/acts/act-completion";
import { isOnHold } from "../model/acts/act-state";
import type { CaseFile } from "../model/case-file";
import { missingParentConditions, parentAnswer } from "../model/parent-conditions";
import type { RecordChoice } from "./record-withholding";

/**
 * Who asks for a record. `own`: the district's own file. `family`: a parent, a guardian, a student under 18, or somebody who asks for
 * them. `student`: the student, who is 18 or over and owns the record.
 */
export type RecipientKind = "own" | "family" | "student" | "investigator" | "counsel" | "other";

/** Whether what is the district's alone is left out for them, and their record always waits for counsel (domain.md G3). */
export function isOutsider(kind: RecipientKind): boolean {
  return kind === "family" || kind === "other";
}

/** The kinds that a person can choose. If nobody is named as recipient, the record is for the district's own file. */
export function recipientKinds(
  pack: ProtocolPack,
): Readonly<Record<Exclude<RecipientKind, "own">, string>> {
  const agencies = investigators(pack).map(({ inSentence }) => say(inSentence));
  return {
    family: "A parent or guardian, a student under 18, or somebody for them",
    student: "The student, who is 18 or over and owns the record",
    investigator: `${capital(agencies.join(" or "))}, who investigate`,
    counsel: "The district's counsel",
    other: "Somebody else, such as a court",
  };
}

/** The agencies that take reports. */
const investigators = ({ agencies }: ProtocolPack) =>
  agencies.filter(({ takesReports }) => takesReports);

/** How people write the name of one of these agencies, words with one space between them, the longest first. */
function writtenNames(pack: ProtocolPack): readonly string[] {
  return investigators(pack)
    .flatMap(({ inSentence, writtenAs }) => [foldToWords(say(inSentence)), ...writtenAs])
    .sort((a, b) => b.length - a.length);
}

const familyWords =
  /\b(parents?|guardians?|mother|father|mom|mum|dad|step\w*|grand\w+|aunt|uncle|sister|brother|siblings?|relatives?|famil(?:y|ies)|students?|caregivers?|foster|custod\w+)\b/;
const investigatorWords = /\b(police|sheriff|detective|law enforcement|probation)\b/;
const counselWords = /\bcounsel\b/;
const otherWords = /\b(court|judge|superintendent)\b/;

/**
 * The kind of a recipient. `stated`: what was chosen, "" if nothing was. Whoever is named with a word for family counts as family,
 * whatever was chosen.
 */
export function recipientKind(
  recipient: string,
  stated: string,
  pack: ProtocolPack,
): RecipientKind {
  const words = fold(recipient);
  if (words === "") return "own";
  // The name of an agency may hold the word family.
  const spaced = ` ${foldToWords(recipient)} `;
  const bare = writtenNames(pack).reduce(
    (text, name) => text.split(` ${name} `).join("  "),
    spaced,
  );
  const named = stated === "student" ? bare.replace(/\bstudents?\b/g, "") : bare;
  if (familyWords.test(named)) return "family";
  const [chosen] = (["family", "student", "investigator", "counsel", "other"] as const).filter(
    (one) => one === stated,
  );
  if (chosen !== undefined) return chosen;
  if (bare !== spaced || investigatorWords.test(words)) return "investigator";
  if (counselWords.test(words)) return "counsel";
  return otherWords.test(words) ? "other" : "family";
}

/** Whether something is put into the record that a record leaves out by default. */
export function isWider(choice: Omit<RecordChoice, "isOutside">): boolean {
  const { mandatedReports, reports, reporters, withheldList } = choice;
  return mandatedReports || reports || reporters || withheldList;
}

/**
 * By when a parent who asks may see pupil records, by the law that the pack names: Monday to Friday are counted, whether or not the school
 * is open, so that the day never comes too late. `asked`: the day of the request. Milliseconds UTC; null where the pack names no law.
 */
export function accessDue(pack: ProtocolPack, asked: number, zone: ZoneOffset): number | null {
  const { access } = pack.confidential;
  if (access === undefined) return null;
  let day = asked;
  for (let left = access.businessDays; left > 0; ) {
    day = addDays(day, 1, zone);
    if (civil(day, zone).weekday % 6 !== 0) left -= 1;
  }
  return day;
}

/**
 * Why the record may not be given to this recipient before counsel has decided, in words for the lead. Null if nothing speaks against it.
 */
export function waitsForCounsel(
  kind: RecipientKind,
  choice: RecordChoice,
  file: CaseFile,
  moment: Moment,
): readonly [string, ...string[]] | null {
  const { row, acts } = file;
  const pack = packOfCase(row);
  const isFamily = kind === "family";
  const isStudent = kind === "student";
  const isLocked = acts.some((act) => {
    const isTelltale = actOf(pack, act.act)?.telltale != null;
    return isTelltale && !isActMade(act) && missingParentConditions(pack, file) !== null;
  });
  const answer = parentAnswer(row);
  const reasons: readonly (readonly [boolean, string])[] = [
    [isOutsider(kind), "a record for family or for somebody outside always does"],
    [isFamily && isLocked, "the acts that a parent would notice are still locked"],
    [
      (isFamily || isStudent) && isOnHold(row, moment),
      "law enforcement asked for silence, and that hold stands",
    ],
    [
      isFamily && answer !== "no",
      answer === null
        ? "nobody has answered that no parent or guardian may be involved"
        : "a parent or guardian may be involved",
    ],
    [
      (isOutsider(kind) || isStudent) && isWider(choice),
      "more is put in than a record has by itself",
    ],
  ];
  const [first, ...others] = reasons.flatMap(([holds, words]) => (holds ? [words] : []));
  return first === undefined ? null : [first, ...others];
}

/** What counsel decided, as the lead wrote it. */
export interface CounselDecision {
  readonly name: string;
  /** The day, as "YYYY-MM-DD". */
  readonly day: string;
  readonly decision: string;
}
