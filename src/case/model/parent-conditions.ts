/** Whether a parent or guardian may learn of a case: every condition, and what ends it (design 2.13). Pure. */
import type { Report } from "../../form/report";
import { actOf, agencyOf, firstAgency, roleOf } from "../../protocol/engine";
import type { YesNoUnknown } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import { say } from "../../protocol/wording";
import type { CaseRow, ChecklistRow } from "../../register/tabs";
import { isWritten } from "../../text";
import { isActMade } from "./act-completion";
import type { CaseFile } from "./case-file";

const ranks: Readonly<Record<YesNoUnknown, number>> = { no: 1, unknown: 2, yes: 3 };
const rank = (answer: YesNoUnknown | null) => (answer === null ? 0 : ranks[answer]);

export function moreWorrying(a: YesNoUnknown | null, b: YesNoUnknown | null): YesNoUnknown | null {
  return rank(a) >= rank(b) ? a : b;
}

/** A report's yes unless it was overruled, else a person's own answer, else what reports say. */
export function parentAnswer(
  row: Pick<CaseRow, "parentReported" | "parentMayBeInvolved" | "parentOverruledBy">,
): YesNoUnknown | null {
  const reported = row.parentOverruledBy === null ? row.parentReported : null;
  return reported === "yes" ? "yes" : (row.parentMayBeInvolved ?? reported);
}

/** Keeps closed the acts that a parent would notice; in words for the register. Null: they are open. */
export function missingForParent(
  pack: ProtocolPack,
  { row, acts }: CaseFile,
): readonly [string, ...string[]] | null {
  const calls = acts.filter(({ act }) => roleOf(pack, act) === "first-call");
  const cleared = agencyOf(pack, row.agencyCleared)?.mayClear === true;
  const conditions: readonly (readonly [boolean, string])[] = [
    [
      row.parentMayBeInvolved === "no" && row.parentSetBy !== null,
      "your own answer that no parent or guardian may be involved",
    ],
    [
      row.parentReported !== "yes" || agencyOf(pack, row.parentOverruledBy) !== null,
      "the agency that says otherwise than the report that names a parent (the lead chooses it)",
    ],
    [row.victimConsulted !== null, "the day on which the victim was consulted"],
    [
      calls.length > 0 && calls.every(isActMade),
      `the call to ${say(firstAgency(pack).inSentence)}`,
    ],
    [
      cleared && isWritten(row.agencyClearedBy) && row.agencyClearedAt !== null,
      "the agency that clears it as the case stands now, who there, and when",
    ],
    [
      row.isAdult !== "yes" || row.studentConsented !== null,
      "the day on which the student, who is 18 or over, consented",
    ],
  ];
  const [first, ...others] = conditions.flatMap(([holds, words]) => (holds ? [] : [words]));
  return first === undefined ? null : [first, ...others];
}

/** A parent was told, or must have noticed. */
export function isParentTold(pack: ProtocolPack, acts: readonly ChecklistRow[]): boolean {
  return acts.some((act) => isActMade(act) && (actOf(pack, act.act)?.telltale ?? null) !== null);
}

type Answers = Pick<CaseRow, "parentMayBeInvolved" | "parentSetBy" | "parentOverruledBy">;

/** What one more report makes doubtful has to be answered anew. */
export function answersAfter(row: CaseRow, report: Report): Answers {
  const isUnread = report.unread.some(({ key }) => key === "parentMayBeInvolved");
  const said = isUnread ? "unknown" : report.parentMayBeInvolved;
  const stands = rank(row.parentMayBeInvolved) >= rank(said);
  return {
    parentMayBeInvolved: stands ? row.parentMayBeInvolved : null,
    parentSetBy: stands ? row.parentSetBy : null,
    parentOverruledBy: said === "yes" ? null : row.parentOverruledBy,
  };
}

/** Of two cases of one student. Only the target's own "no" counts, and only where the other has nothing against it. */
export function answersOfBoth(target: CaseRow, source: CaseRow): Answers {
  const [mine, theirs] = [target.parentMayBeInvolved, source.parentMayBeInvolved];
  const isTheirs = theirs !== "no" && rank(theirs) > rank(mine);
  const own = isTheirs ? source : target;
  const stands = rank(own.parentMayBeInvolved) >= rank(parentAnswer(source)) || isTheirs;
  const isOverruled = (row: CaseRow) =>
    row.parentReported !== "yes" || row.parentOverruledBy !== null;
  return {
    parentMayBeInvolved: stands ? own.parentMayBeInvolved : null,
    parentSetBy: stands ? own.parentSetBy : null,
    parentOverruledBy:
      isOverruled(target) && isOverruled(source)
        ? (target.parentOverruledBy ?? source.parentOverruledBy)
        : null,
  };
}
