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
import { type GoingOn, withGoingOn } from "../intake/students-who-go-on";
import { messageOfCase } from "../messages/messages";
import { packOfCase } from "../protocol/find-pack";
import type { Append } from "../register/change";
import { type Change, joinChanges, noChange } from "../registers/change";
import type { Run } from "../run";
import { carryCase, hasUnansweredDanger } from "./carry-case";

/** Who the student is, as the people who worked on the case have corrected it. */
export function cluesOf({ row }: CaseFile): StudentClues {
  return { studentName: row.student, studentId: row.studentId, school: row.school };
}

/** A case on its way into the run's register, and why. */
export interface Carrying {
  readonly from: CaseFile;
  /** The code of the line in Activity. */
  readonly what: "case-released" | "case-went-on" | "case-moved";
  /** For a case that goes on here from the main register. */
  readonly on?: GoingOn;
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
 * Decides a carried case with its reports (`taken`, at least one, oldest first), and updates the state. A case that came from here goes back
 * to where its first reports are, which opens again. If the register has the case and lacks some of the rows, these come back, and no one is
 * told. `state.files` must hold every case that the student may have here. Returns the change, and the case in this register.
 */
export function decideCarried(
  state: IntakeState,
  { from, what, on }: Carrying,
  taken: readonly Taken[],
  run: Run,
): { readonly change: Change; readonly into: CaseFile | null } {
  const isFresh = ({ response }: Pick<Taken, "response">) => !state.responses.has(response.id);
  const fresh = taken.filter(isFresh);
  const { row } = from;
  const danger = hasUnansweredDanger(from);
  const line = { at: run.now, who: "automation" };
  const [home] = taken.flatMap(({ response }) => state.heldIn.get(response.id) ?? []);
  const here = fresh.length === 0 ? null : caseHere(state, from, fresh);
  const sents = taken.map((one) => {
    const sent = readSentReport(state, one, run);
    const clues = { ...cluesOf(from), grade: row.grade, school: row.school };
    const isDanger = sent.isDanger && danger;
    // Who was told already that somebody has the report is not told again.
    const waits = !sent.isTold || row.toTell.some((one) => one.response === sent.response.id);
    const reporter = waits ? sent.reporter : null;
    const report = { ...sent.report, ...clues };
    return { ...sent, isDanger, reporter, isCarried: true, report, isNew: isFresh(one) };
  });
  for (const { response } of fresh) state.responses.add(response.id);
  if (here !== null) {
    const lost = sents.filter(({ isNew }) => isNew);
    const append = lost.flatMap((sent) => reportAppends(state, sent, here));
    const activity = fresh.map(() => ({ ...line, what: "report-restored", case: here }));
    const into = state.files.get(here) ?? null;
    return { change: withRowsMoved(state, { ...noChange, append, activity }), into };
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
    const isReleased = what === "case-released";
    const carried = carryCase({ from, arrivals, fresh: fresh.length, isReleased }, target, birth);
    const { rise, newActs } = carried;
    const went =
      on === undefined ? carried.file : { ...carried.file, row: withGoingOn(carried.file.row, on) };
    // Who waits to be told that someone has acknowledged the case.
    const toTell = what === "case-moved" ? [...went.row.toTell, ...row.toTell] : went.row.toTell;
    const file = { ...went, row: { ...went.row, toTell } };
    const isReviewed = all.some((one) => one.isReviewed);
    const isDanger = sents.some((one) => one.isDanger);
    const added = all.map(
      ({ sent, served }, at): Added => ({
        ...{ ...sent, isDanger, file, rise, newActs, joined, possibleMatches, past, served },
        ...{ owner: null, isReviewed, isFurther: at > 0, isMoved: what === "case-moved" },
        // Its reporter was told when it came.
        ...(sent.isNew ? {} : { reporter: null, isTold: true }),
      }),
    );
    return { added, joined, file, rise, isDanger };
  };
  const known = state.index.link(cluesOf(from));
  const pack = packOfCase(row);
  const link =
    home === undefined
      ? ableLink(state, known, { pack }, (file) => canTakeIn(file, from))
      : { joins: home, sure: [home], possibleMatches: [] };
  let result = into(link);
  // Whoever stepped aside from the open case must not be told of its student again by this.
  const { joined, file, isDanger } = result;
  const told = peopleToldOfReport(file.row, { school: row.school, isDanger }, run);
  const aside = joined === undefined ? [] : readSteppedAside(joined.row);
  if (home === undefined && told.some(({ email }) => aside.includes(email)))
    result = into({ joins: null, sure: [], possibleMatches: link.sure });
  const carried = { ...line, what, case: referenceOfCase(result.file.row) };
  const whole = joinChanges(changeOfAdded(state, result.added, run), {
    ...noChange,
    activity: [carried],
  });
  if (home === undefined) return { change: withRowsMoved(state, whole), into: result.file };
  // Of reports that the register has, nothing is written or said again.
  const isHere = ({ tab, row: { response } }: Append) =>
    tab === "reports" && sents.some((one) => one.response.id === response && !one.isNew);
  const { status, releasedTo = null } = joined?.row ?? {};
  const isBack = status === "closed" || releasedTo !== null;
  const isSilent = fresh.length === 0 && result.rise === null && !isBack;
  const given = { because: "handed-over" } as const;
  const toldOfMove = told.map(({ email: to }) =>
    messageOfCase("case-given", given, file.row, { to, now: run.now }),
  );
  const messages = what === "case-moved" && isBack ? toldOfMove : whole.messages;
  return {
    into: result.file,
    change: withRowsMoved(state, {
      ...whole,
      append: whole.append.filter((one) => !isHere(one)),
      messages: isSilent ? [] : messages,
      activity: whole.activity.filter((one) => one.what !== "report-came-back"),
    }),
  };
}
