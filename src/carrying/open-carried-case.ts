/**
 * Decides what a case that is carried here from another register changes: its reports, by response id, open a case or join the open case of
 * their student; what is known, what people typed and what was done go along (design 2.22, “Moving”).
 */

import type { CaseFile } from "../case/facts/case-file";
import { referenceOfCase } from "../case/facts/case-reference";
import { peopleToldOfReport, readSteppedAside } from "../case/people/responsible-person";
import type { Link, StudentClues } from "../casework/match-report";
import { canTakeIn } from "../casework/merge-cases";
import {
  type Added,
  ableLink,
  arrivalOf,
  changeOfAdded,
  matchesToAsk,
  nextReference,
  readSentReport,
  reportAppends,
  withMatches,
  withRowsMoved,
} from "../intake/decide-report";
import { hasCaseOf, type IntakeState, type Taken } from "../intake/read-for-intake";
import { packOfCase } from "../protocol/find-pack";
import { type Change, joinChanges, noChange } from "../register/change";
import type { Run } from "../run";
import { carryCase, hasUnansweredDanger } from "./carry-case";

/** Who the student is, as the people who worked on the case have corrected it. */
export function cluesOf({ row }: CaseFile): StudentClues {
  return { studentName: row.student, studentId: row.studentId, school: row.school };
}

/**
 * The case of this register that counts these reports already and has only lost their rows; null if there is none. A report that came since
 * an earlier release is not among them.
 */
function caseHere(state: IntakeState, from: CaseFile, fresh: readonly Taken[]): string | null {
  const { index, caseOf } = state;
  const all = fresh.map(({ response: { id } }) =>
    hasCaseOf(state, id) ? (caseOf.get(id) ?? null) : from.row.releasedTo,
  );
  const targets = all.map((reference) => index.target(reference ?? "")?.case ?? null);
  return targets.includes(null) ? null : (targets[0] ?? null);
}

/**
 * Decides a carried case with its reports (`taken`, at least one, oldest first), and updates the state. Changes nothing if the register has
 * them already. If it has the case and lacks some of their rows, these come back, and no one is told. `state.files` must hold every case
 * that the student may have here.
 */
export function decideCarried(
  state: IntakeState,
  from: CaseFile,
  taken: readonly Taken[],
  run: Run,
): Change {
  const fresh = taken.filter(({ response }) => !state.responses.has(response.id));
  if (fresh.length === 0) return noChange;
  const { row } = from;
  const danger = hasUnansweredDanger(from);
  const sents = fresh.map((one) => {
    const sent = readSentReport(state, one, run);
    const clues = { ...cluesOf(from), grade: row.grade, school: row.school };
    const isDanger = sent.isDanger && danger;
    return { ...sent, isDanger, isCarried: true, report: { ...sent.report, ...clues } };
  });
  const here = caseHere(state, from, fresh);
  const line = { at: run.now, who: "automation" };
  for (const { response } of fresh) state.responses.add(response.id);
  if (here !== null) {
    const append = sents.flatMap((sent) => reportAppends(state, sent, here));
    const activity = sents.map(() => ({ ...line, what: "report-restored", case: here }));
    return withRowsMoved(state, { ...noChange, append, activity });
  }
  const into = (link: Link) => {
    const all = sents.map((sent) => ({ sent, ...arrivalOf(state, sent, link, run) }));
    const [first] = all;
    if (first === undefined) throw new Error("a case was carried without a report");
    const { joined, past } = first;
    const possibleMatches = matchesToAsk(link, joined);
    const birth = { case: nextReference(state, run), possibleMatches, earlier: past };
    const arrivals = [first.arrival, ...all.slice(1).map(({ arrival }) => arrival)] as const;
    const target = joined === undefined ? null : withMatches(joined, possibleMatches);
    const { file, rise, newActs } = carryCase({ from, arrivals }, target, birth);
    const isReviewed = all.some((one) => one.isReviewed);
    const isDanger = sents.some((one) => one.isDanger);
    const added = all.map(
      ({ sent, served }, at): Added => ({
        ...{
          ...sent,
          isDanger,
          file,
          rise,
          newActs,
          joined,
          possibleMatches,
          past,
          served,
          owner: null,
        },
        ...{ isReviewed, isFurther: at > 0 },
      }),
    );
    return { added, joined, file, isDanger };
  };
  const known = state.index.link(cluesOf(from));
  const pack = packOfCase(row);
  const link = ableLink(state, known, { pack }, (file) => canTakeIn(file, from));
  let result = into(link);
  // Whoever stepped aside from the open case must not be told of its student again by this.
  const { joined, file, isDanger } = result;
  const told = peopleToldOfReport(file.row, { school: row.school, isDanger }, run);
  const aside = joined === undefined ? [] : readSteppedAside(joined.row);
  if (told.some(({ email }) => aside.includes(email)))
    result = into({ joins: null, sure: [], possibleMatches: link.sure });
  const carried = { ...line, what: "case-released", case: referenceOfCase(result.file.row) };
  return withRowsMoved(
    state,
    joinChanges(changeOfAdded(state, result.added, run), { ...noChange, activity: [carried] }),
  );
}
