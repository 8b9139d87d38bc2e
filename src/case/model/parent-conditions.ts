/** Whether a parent or guardian may be told about a case: all conditions, and what ends them (design 2.13). Pure. */
import type { Report } from "../../form/report";
import type { YesNoUnknown } from "../../protocol/ids";
import type { ProtocolPack } from "../../protocol/pack";
import { actOf, agencyOf, firstAgency, roleOf } from "../../protocol/pack-queries";
import { say } from "../../protocol/wording";
import type { CaseRow, ChecklistRow } from "../../register/tabs";
import { isWritten } from "../../text";
import { isActMade } from "./acts/act-completion";
import type { CaseFile } from "./case-file";

const ranks: Readonly<Record<YesNoUnknown, number>> = { no: 1, unknown: 2, yes: 3 };
const rank = (answer: YesNoUnknown | null) => (answer === null ? 0 : ranks[answer]);

/** The answer that worries more: yes, then unknown, then no, then no answer. */
export function moreWorryingAnswer(
  a: YesNoUnknown | null,
  b: YesNoUnknown | null,
): YesNoUnknown | null {
  return rank(a) >= rank(b) ? a : b;
}

/**
 * Whether a parent may be involved, as the case stands. A "yes" in a report counts unless an agency overruled it; else the answer of a
 * person who works on the case; else what the reports say.
 */
export function parentAnswer(
  row: Pick<CaseRow, "parentReported" | "parentMayBeInvolved" | "parentOverruledBy">,
): YesNoUnknown | null {
  const reported = row.parentOverruledBy === null ? row.parentReported : null;
  return reported === "yes" ? "yes" : (row.parentMayBeInvolved ?? reported);
}

/** One thing that must hold before a parent may be told, in words for the register. */
interface ParentCondition {
  readonly holds: boolean;
  readonly words: string;
}

/** What must hold in this case before the acts that a parent would notice are unlocked. */
export function parentConditions(
  pack: ProtocolPack,
  { row, acts }: CaseFile,
): readonly ParentCondition[] {
  const calls = acts.filter(({ act }) => roleOf(pack, act) === "first-call");
  const cleared = agencyOf(pack, row.agencyCleared)?.mayClear === true;
  const always: readonly ParentCondition[] = [
    {
      holds: row.parentMayBeInvolved === "no" && row.parentSetBy !== null,
      words: "your own answer that no parent or guardian may be involved",
    },
  ];
  const ofReport: readonly ParentCondition[] =
    row.parentReported !== "yes"
      ? []
      : [
          {
            holds: agencyOf(pack, row.parentOverruledBy) !== null,
            words:
              "the agency that says otherwise than the report that names a parent (the lead chooses it)",
          },
        ];
  const ofAdult: readonly ParentCondition[] =
    row.isAdult !== "yes"
      ? []
      : [
          {
            holds: row.studentConsented !== null,
            words: "the day on which the student, who is 18 or over, consented",
          },
        ];
  return [
    ...always,
    ...ofReport,
    { holds: row.victimConsulted !== null, words: "the day on which the victim was consulted" },
    {
      holds: calls.length > 0 && calls.every(isActMade),
      words: `the call to ${say(firstAgency(pack).inSentence)}`,
    },
    {
      holds: cleared && isWritten(row.agencyClearedBy) && row.agencyClearedAt !== null,
      words: "the agency that clears it as the case stands now, who there, and when",
    },
    ...ofAdult,
  ];
}

/** What is still missing before the acts that a parent would notice are unlocked, in words for the register. Null if nothing is missing. */
export function missingParentConditions(
  pack: ProtocolPack,
  file: CaseFile,
): readonly [string, ...string[]] | null {
  const [first, ...others] = parentConditions(pack, file).flatMap(({ holds, words }) =>
    holds ? [] : [words],
  );
  return first === undefined ? null : [first, ...others];
}

/** Whether an act was made by which a parent was told or must have noticed. */
export function isParentTold(pack: ProtocolPack, acts: readonly ChecklistRow[]): boolean {
  return acts.some((act) => isActMade(act) && (actOf(pack, act.act)?.telltale ?? null) !== null);
}

/** What people who work on the case answered about a parent. */
type Answers = Pick<CaseRow, "parentMayBeInvolved" | "parentSetBy" | "parentOverruledBy">;

/** Those answers after one more report. An answer that the report makes doubtful is emptied, so that somebody has to answer anew. */
export function parentAnswersAfter(row: CaseRow, report: Report): Answers {
  const isUnread = report.unread.some(({ key }) => key === "parentMayBeInvolved");
  const said = isUnread ? "unknown" : report.parentMayBeInvolved;
  const stands = rank(row.parentMayBeInvolved) >= rank(said);
  return {
    parentMayBeInvolved: stands ? row.parentMayBeInvolved : null,
    parentSetBy: stands ? row.parentSetBy : null,
    parentOverruledBy: said === "yes" ? null : row.parentOverruledBy,
  };
}

/**
 * The answers for two cases of one student that are merged. Of two answers "no" only the target's counts, and only if nothing in the other
 * case speaks against it.
 */
export function parentAnswersOfBoth(target: CaseRow, source: CaseRow): Answers {
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
