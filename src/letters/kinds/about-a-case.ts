/** The kinds of message about one case, to people who act on it or who should know of it. */

import { knownIds } from "../../case/messages/detail-members";
import { isCaseReference } from "../../case/model/case-reference";
import { levelName } from "../../case/views/letter-facts";
import type { ProtocolPack } from "../../protocol/pack";
import { lowestLevel } from "../../protocol/pack-queries";
import { say } from "../../protocol/wording";
import { tabs } from "../../register/tabs";
import {
  callOverdue,
  caseEscalated,
  caseOpened,
  caseRaised,
  printAsked,
  reportAdded,
  reviewNeeded,
} from "../templates/about-a-case";
import { caseMerged, caseParted } from "../templates/about-two-cases";
import { caseGiven, caseHandedOver, caseSteppedAside } from "../templates/about-whose-case";
import { reporterNotReminded } from "../templates/reporter-duty";
import type { Turn } from "../templates/sections";
import { typedByAnother } from "../templates/typed-by-another";
import { caseKind, type OneCase, owedCalls } from "./one-case";

const toActor = { to: "actor", inSealed: true } as const;
const toLead = { to: "lead", inSealed: true } as const;

/**
 * How many mails about this matter the reader has had, this one included: 2 for the first reminder. Without a number the reader is new, and
 * is asked because others have not answered.
 */
function turnOf(turn: number): Turn {
  return turn > 1 ? turn : "nobody-answered";
}

/** The two cases of a merge or a parting; null where the other one cannot be pointed to. */
function twoCases({ other }: { readonly other: string }, { facts }: OneCase) {
  return isCaseReference(other) ? { facts: facts(), other } : null;
}

/** The cells in words, such as "Danger over". `cells`: each "tab.column", of an act "checklist.column act". */
function cellsTyped(pack: ProtocolPack, cells: readonly string[]): readonly string[] {
  const words = cells.flatMap((cell) => {
    const [place = "", act = ""] = cell.split(" ");
    const [tab, key] = place.split(".");
    const found = Object.values(tabs).find(({ id }) => id === tab);
    const header = found?.columns.find((column) => column.key === key)?.header;
    if (found === undefined || header === undefined) return [];
    const datum = pack.acts.find(({ id }) => id === act);
    const row = datum === undefined ? "" : ` (${say(datum.name)})`;
    return [`${found.title}: “${header}”${row}`];
  });
  return [...new Set(words)];
}

/** Kinds of message about one case. */
export const aboutACase = {
  "case-opened": caseKind(
    "case-opened",
    { ...toActor, tells: "first", pointlessIf: ["closed"] },
    caseOpened,
    (detail, { facts }) => facts(detail),
  ),
  "case-raised": caseKind(
    "case-raised",
    { ...toActor, tells: "first", pointlessIf: ["closed"] },
    caseRaised,
    (detail, { pack, facts }) => {
      const levels = pack.levels.map(({ id }) => id);
      const fromLevel = levels.find((id) => id === detail.fromLevel) ?? lowestLevel(pack);
      return {
        facts: facts({ ...detail, fromLevel }),
        fromLevel: levelName(pack, fromLevel),
        newProtocols: knownIds(levels, detail.newProtocols).map((id) => levelName(pack, id)),
        newActs: knownIds(
          pack.acts.map(({ id }) => id),
          detail.newActs,
        ),
        cause: detail.cause,
        parentKnew: detail.parentKnew,
      };
    },
  ),
  "report-added": caseKind(
    "report-added",
    { ...toActor, tells: "first", pointlessIf: [] },
    reportAdded,
    ({ writtenReportDue, dueFrom, reporterTold, isAnonymous, parentKnew, danger }, { facts }) => ({
      facts: facts({ dueFrom, danger }),
      writtenReportDue,
      dueFrom,
      reporterTold,
      isAnonymous,
      parentKnew,
    }),
  ),
  /** Never about danger: it does not go to whoever acts on the case. */
  "review-needed": caseKind(
    "review-needed",
    { to: "lead", tells: "first", danger: "never", pointlessIf: [], inSealed: true },
    reviewNeeded,
    ({ told, owner, danger }, { facts }) => ({
      facts: facts({ danger }),
      told,
      isOfOwner: owner,
    }),
  ),
  "case-escalated": caseKind(
    "case-escalated",
    { ...toActor, tells: "reminder", again: "answer", pointlessIf: ["closed", "acknowledged"] },
    caseEscalated,
    ({ notAnswered, turn }, { facts }) => ({
      facts: facts({ dueFrom: null }),
      notAnswered,
      turn: turnOf(turn),
    }),
  ),
  "call-overdue": caseKind(
    "call-overdue",
    { ...toActor, tells: "reminder", again: "call", pointlessIf: ["closed", "no-open-call"] },
    callOverdue,
    ({ reminded, turn, toAllAgain }, about) => {
      const facts = about.facts({ dueFrom: null, opensChecklist: true });
      return {
        facts,
        calls: owedCalls(facts),
        reminded,
        isToAllAgain: toAllAgain,
        turn: turnOf(turn),
      };
    },
  ),
  "case-given": caseKind(
    "case-given",
    { ...toActor, tells: "first", pointlessIf: ["closed"] },
    caseGiven,
    ({ because }, { facts }) => ({ facts: facts({ dueFrom: null }), because }),
  ),
  "case-stepped-aside": caseKind(
    "case-stepped-aside",
    { ...toLead, tells: "other", pointlessIf: [] },
    caseSteppedAside,
    ({ who, now }, { facts }) => ({ facts: facts({ dueFrom: null }), who, now }),
  ),
  "case-handed-over": caseKind(
    "case-handed-over",
    { ...toActor, tells: "other", pointlessIf: [] },
    caseHandedOver,
    ({ told }, { facts }) => ({ ...facts(), told }),
  ),
  "case-merged": caseKind(
    "case-merged",
    { ...toActor, tells: "other", pointlessIf: [] },
    caseMerged,
    twoCases,
  ),
  "case-parted": caseKind(
    "case-parted",
    { ...toActor, tells: "other", pointlessIf: [] },
    caseParted,
    twoCases,
  ),
  "print-asked": caseKind(
    "print-asked",
    { ...toLead, tells: "other", pointlessIf: [] },
    printAsked,
    (_detail, { facts }) => facts(),
  ),
  "typed-by-another": caseKind(
    "typed-by-another",
    { ...toActor, tells: "other", pointlessIf: [] },
    typedByAnother,
    ({ has, undone, kept, ...detail }, { pack, facts }) => ({
      ...detail,
      facts: facts(),
      has: has ?? "",
      undone: cellsTyped(pack, undone),
      kept: cellsTyped(pack, kept),
    }),
  ),
  /** To whoever may know who the reporter is: the lead, if only the lead may know. */
  "reporter-not-reminded": caseKind(
    "reporter-not-reminded",
    { ...toActor, tells: "other", pointlessIf: [] },
    reporterNotReminded,
    ({ isApart, isRefused }, { facts }) => ({ facts: facts(), isApart, isRefused }),
  ),
};
