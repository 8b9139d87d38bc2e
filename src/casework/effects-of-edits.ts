/**
 * Everything that a person's edits bring about: what is accepted or undone; what follows for checklist, level, deadlines and merges; what
 * is recorded; and who is told. Pure: it works out one change, which is then written at once.
 */

import type { ActivityLine } from "../activity";
import { type CaseFile, changeOfCase, everyAct } from "../case/facts/case-file";
import { referenceOfCase } from "../case/facts/case-reference";
import { leavesReporters, openDuties } from "../case/facts/closing-rules";
import { undoneShown } from "../case/facts/needs-attention";
import { type Undone, undoneNote } from "../case/facts/why-edits-are-undone";
import { leadOf, personAsked, readSteppedAside } from "../case/people/responsible-person";
import { whatWithoutAttempts, withLostSteps } from "../case/steps/checklist";
import { type CaseRow, type ChecklistRow, caseTabs } from "../case/tabs/case-tabs";
import { messageOfCase } from "../messages/messages";
import { packOfCase } from "../protocol/find-pack";
import type { FactorId } from "../protocol/ids";
import { actOf, isCall } from "../protocol/pack-queries";
import { say } from "../protocol/wording";
import type { Append, Update } from "../register/change";
import type { RowValues } from "../register/columns";
import { acceptedText } from "../register/row-state";
import { type Change, joinChanges, noChange, type QueuedMessage } from "../registers/change";
import { type ReconciledCase, reconcileCase, type TypedCase } from "./accept-or-undo-edits";
import { followUp } from "./case-after-edits";
import { formulaNote } from "./find-edits";
import { contextOfCase } from "./open-case";
import { expiredApprovalLines, raisedMessage, risenLines } from "./reassess-case";
import { decideSameStudentEdits } from "./same-student-edits";
import { tellOfLevel } from "./tell-of-level";
import { reporterReceipts } from "./tell-reporter";
import { type ActingRefusal, type EditRun, messagesOfTyping } from "./who-may-act-on-a-case";

/** The lines for Activity if the case was closed or opened again, with the legal duties that ended with it. */
function statusLine(before: CaseFile, { row, ...rest }: CaseFile, run: EditRun): ActivityLine[] {
  const is = row.closedAt !== null;
  if ((before.row.closedAt !== null) === is || row.mergedInto !== null) return [];
  const by = { at: run.now, who: run.who, case: row.case };
  const { closeReason } = row;
  const ended = is && leavesReporters(closeReason) ? openDuties({ row, ...rest }) : [];
  const duty = { ...by, what: "duty-ended", column: "closeReason", to: closeReason ?? "" };
  return [
    { ...by, what: is ? "case-closed" : "case-reopened" },
    ...ended.map(({ act }) => ({ ...duty, from: act ?? "" })),
  ];
}

/**
 * The messages to the lead: someone asks for a printed record; a student is now known to be 18 or over, and so owns the record. None if the
 * lead typed it. Also to whoever is asked to agree to close the case, and back to those who wait for that.
 */
function toLeadAndBack(before: CaseRow, row: CaseRow, run: EditRun): readonly QueuedMessage[] {
  if (row.case === null) return [];
  const { now } = run;
  const lead = { now, to: leadOf(row, run).email };
  const asked = before.closingAsked === null ? row.closingAsked : null;
  const isAgreed = before.closingAsked !== null && row.leadAgreed && row.status !== "closed";
  const waiting = isAgreed ? [before.closingAsked.by, personAsked(row, run).email] : [];
  const told = [...new Set(waiting)].filter(
    (one) =>
      one !== run.who &&
      !readSteppedAside(row).includes(one) &&
      run.directory.people.some(({ email }) => email === one),
  );
  const closing = [
    ...(asked === null ? [] : [messageOfCase("closing-asked", {}, row, { now, to: asked.email })]),
    ...told.map((to) => messageOfCase("closing-agreed", {}, row, { now, to })),
  ];
  if (lead.to === run.who) return closing;
  // In a sealed register the reader of the case typed it, so no one else is told.
  const isOwner = before.isAdult !== "yes" && row.isAdult === "yes" && row.readBy === null;
  return [
    ...closing,
    ...(!before.print && row.print ? [messageOfCase("print-asked", {}, row, lead)] : []),
    ...(isOwner ? [messageOfCase("review-needed", { owner: true }, row, lead)] : []),
  ];
}

/** The emails and the line of Activity for a drill's case that became a real one: whoever has it and the lead are asked at once. */
function drillMadeReal({ drill }: CaseRow, row: CaseRow, run: EditRun) {
  if (!drill || row.drill || row.case === null) return {};
  const { now, who } = run;
  const { email: to, role } = personAsked(row, run);
  const lead = leadOf(row, run).email;
  const opened = { to, now, about: "case-opened made-real" };
  const review = { to: lead, now, about: "review-needed made-real" };
  return {
    messages: [
      messageOfCase("case-opened", { dueFrom: "received" }, row, opened),
      ...(lead === to ? [] : [messageOfCase("review-needed", { told: [role] }, row, review)]),
    ],
    activity: [{ at: now, who, what: "drill-made-real", case: row.case }],
  };
}

/**
 * A row of Log and a line of Activity with the factor that was withdrawn, and why. The reason is copied, since its cell may hold another
 * one later.
 */
function recordOfWithdrawal(from: FactorId, row: CaseRow, { who, now: at }: EditRun) {
  const { case: reference, withdrawReason } = row;
  const name = say(packOfCase(row).factors.find(({ id }) => id === from)?.name ?? {});
  const what = `Factor withdrawn: ${name}. ${(withdrawReason ?? "").trim()}`;
  const key = `${reference ?? ""} withdrawn ${at.toString(36)}`;
  const entry = { row: key, case: reference, at, who, act: null, with: null, what };
  const line = { at, who, what: "factor-withdrawn", case: reference, column: "withdrawFactor" };
  return {
    append: [{ tab: "log", row: entry }],
    activity: [{ ...line, from, to: "" }],
  } satisfies Partial<Change>;
}

/**
 * A row of Log for each unanswered attempt, each call that reached someone, and each time that a repeating step was done. A row of
 * Disclosures for each step required by law: what its agency was told. A call is entered with the time at which it was made, if that is
 * known, otherwise with `now`; milliseconds UTC. A call that was ticked by someone who may not act on the case is entered as not confirmed,
 * since it may have been made (design 2.19).
 */
function recordsOfTicks(
  { ticked, tried, claimed, file }: Pick<ReconciledCase, "ticked" | "tried" | "claimed" | "file">,
  { who, now }: EditRun,
): readonly Append[] {
  const pack = packOfCase(file.row);
  const keyOf = (act: ChecklistRow) => `${act.row ?? ""} ${now.toString(36)}`;
  const log = (act: ChecklistRow, logged: RowValues, as = ""): Append => {
    const own = { case: act.case, who, act: act.act, what: whatWithoutAttempts(act) };
    return { tab: "log", row: { row: `${keyOf(act)}${as}`, ...own, ...logged } };
  };
  const made = ticked.flatMap((act): Append[] => {
    const datum = actOf(pack, act.act);
    const at = act.calledAt ?? now;
    const isCalled = isCall(pack, act.act);
    const outcome = isCalled
      ? { outcome: "reached", at, with: act.call }
      : { outcome: null, at: now, with: null };
    const { case: reference, call: agency, agencyPerson } = act;
    const what = whatWithoutAttempts(act);
    // The person who disclosed it has to choose the law that allows it.
    const told = { case: reference, at, agency, agencyPerson, what, ground: null, who };
    const disclosure = { row: keyOf(act), ...told };
    const accepted = acceptedText(caseTabs.disclosures.columns, disclosure);
    return [
      ...(isCalled || (datum?.repeats ?? null) !== null ? [log(act, outcome)] : []),
      ...(datum?.duty === true
        ? [{ tab: "disclosures" as const, row: { ...disclosure, accepted } }]
        : []),
    ];
  });
  const said = claimed.map((act) => {
    const { agencyPerson, agencyReference, madeBy, calledAt } = act;
    const what = [
      "Not confirmed. Someone who is not allowed to act on this case wrote that this call was made. What they wrote was undone.",
      ...(agencyReference === null ? [] : [`Agency's reference: ${agencyReference}.`]),
      ...(madeBy === null ? [] : [`Made by: ${madeBy}.`]),
    ].join("\n");
    const at = Math.min(calledAt ?? now, now);
    return log({ ...act, what }, { outcome: null, at, with: agencyPerson }, " not-confirmed");
  });
  const missed = tried.map((act) =>
    log(act, { outcome: "no-answer", at: now, with: act.call }, " no-answer"),
  );
  return [...missed, ...made, ...said];
}

/**
 * The updates that restore what was refused, with a note, and remove notes of earlier refusals. `files`: the cases after merges too, since
 * a merge may have written the same cell.
 */
function notesOf(weighed: ReconciledCase["weighed"], files: ReadonlyMap<string, CaseFile>) {
  const acts = [...files.values()].flatMap(everyAct);
  return weighed.map(({ tab, key, column: { key: column }, refusal }): Update => {
    const act = acts.find(({ row }) => row === key);
    const row: RowValues = (tab === "cases" ? files.get(key)?.row : act) ?? {};
    const value = row[column] ?? null;
    if (refusal !== null)
      return { tab, key, values: { [column]: value }, notes: { [column]: undoneNote(refusal) } };
    const note = String(value).startsWith("=") ? formulaNote : null;
    return { tab, key, values: {}, notes: { [column]: note } };
  });
}

/** The updates that remove the notes on inputs of the case that it no longer says were undone. Those that are weighed now have their own. */
function notesGone(was: CaseFile, file: CaseFile, weighed: ReconciledCase["weighed"]): Update[] {
  const key = referenceOfCase(file.row);
  const isIn = (some: readonly Undone[], column: string) =>
    some.some((one) => one.column === column);
  const still = undoneShown(file);
  return undoneShown(was).flatMap(({ column }) =>
    isIn(still, column) || weighed.some((one) => one.key === key && one.column.key === column)
      ? []
      : [{ tab: "cases", key, values: {}, notes: { [column]: null } }],
  );
}

/** One case after its edits (`before`: with the inputs that were accepted before them), and what else is written and sent because of them. */
function workedOut(one: TypedCase, run: EditRun) {
  const found = reconcileCase(one, run);
  const { outside, weighed, before } = found;
  const { giving, withdrawn, accepted, reassessed } = followUp(found, run);
  const { file, rise } = reassessed;
  // Steps are open again because a hold has ended.
  const open = new Set(file.acts.flatMap(({ row, state }) => (state === "open" ? [row] : [])));
  const isBack = one.file.acts.some(({ row, state }) => state === "on-hold" && open.has(row));
  const { now: at } = run;
  // What was typed by someone who may not act on the case, or whom Google does not name.
  const named = (is: ActingRefusal | null) =>
    weighed.flatMap(({ tab, key, column, refusal }) => {
      const act = before.acts.find(({ row }) => row === key)?.act ?? "";
      const name = `${tab}.${column.key}${tab === "checklist" ? ` ${act}` : ""}`;
      return refusal === is ? [name] : [];
    });
  const [undone, kept] = [outside === null ? [] : named(outside), named(null)];
  const isCall = found.claimed.length > 0;
  const parts: readonly Partial<Change>[] = [
    { messages: raisedMessage(accepted.row, reassessed, "person", run), activity: found.activity },
    giving,
    { messages: messagesOfTyping(file.row, { refusal: outside, undone, kept, isCall }, run) },
    { messages: toLeadAndBack(before.row, file.row, run) },
    { activity: expiredApprovalLines(found.file.row, file.row, at) },
    { activity: risenLines(rise, file.row, run) },
    isBack
      ? { activity: [{ at, who: "automation", what: "hold-ended", case: file.row.case }] }
      : {},
    withdrawn === null ? {} : recordOfWithdrawal(withdrawn, giving.row, run),
    { append: recordsOfTicks(found, run) },
    drillMadeReal(before.row, file.row, run),
  ];
  return { before, file, weighed, parts };
}

/** Takes the reporters who are told now off the cases in `files`, and returns the emails to them. */
function reportersTold(files: Map<string, CaseFile>, run: EditRun): readonly QueuedMessage[] {
  // Each case is taken at its turn, since the case that goes on may have told the reporters of one merged into it.
  return [...files.keys()].flatMap((reference) => {
    const left = files.get(reference);
    if (left === undefined) return [];
    const { file, messages } = reporterReceipts(left, run);
    files.set(reference, file);
    for (const { case: part } of messages.length === 0 ? [] : (file.merged ?? [])) {
      const own = files.get(part ?? "");
      if (own !== undefined && part !== null)
        files.set(part, { ...own, row: { ...own.row, toTell: [] } });
    }
    return messages;
  });
}

/**
 * All that follows from what people typed: cells accepted or undone, email, new rows, merges. `typed`: each case in which someone typed,
 * and each case that one of them names. `files`: every case that changed, as it is afterwards. Pure.
 */
export function effectsOfEdits(typed: ReadonlyMap<string, TypedCase>, run: EditRun) {
  const files = new Map([...typed].map(([reference, { file }]) => [reference, file]));
  const before = new Map<string, CaseFile>();
  const weighed: ReconciledCase["weighed"] = [];
  const parts: Partial<Change>[] = [];
  // Merged cases are worked out before their target, because the row of the target shows what theirs say.
  const isPart = ({ file }: TypedCase) => Number(file.row.mergedInto !== null);
  for (const [reference, { file: read, cells }] of [...typed].sort(
    ([, a], [, b]) => isPart(b) - isPart(a),
  )) {
    const merged = read.merged?.map((row) => files.get(row.case ?? "")?.row ?? row);
    const whole: CaseFile = { ...read, ...(merged && { merged }) };
    // Steps that were deleted come back, but not in a closed case.
    const isOver = read.row.mergedInto !== null || read.row.closedAt !== null;
    const file = isOver ? whole : withLostSteps(whole, contextOfCase(read.row, run));
    const worked = workedOut({ file, cells }, run);
    files.set(reference, worked.file);
    before.set(reference, worked.before);
    weighed.push(...worked.weighed);
    parts.push(...worked.parts);
  }
  const same = decideSameStudentEdits(files, before, run);
  parts.push({ update: notesOf(weighed, files) }, same);
  // Log and Disclosures of a case have the calls too that were made for it in a row of the other.
  for (const act of same.carried) {
    const file = files.get(act.case ?? "");
    if (file === undefined) continue;
    const by = { ...run, who: act.doneBy ?? run.who, now: act.doneAt ?? run.now };
    parts.push({ append: recordsOfTicks({ ticked: [act], tried: [], claimed: [], file }, by) });
  }
  // A case that was merged or unmerged just now has rows that the register still has under the other case, so all rows that were read are
  // compared.
  const known = [...typed.values()].flatMap(({ file }) => everyAct(file));
  parts.push({ messages: reportersTold(files, run) });
  const cases = [...files].map(([reference, file]) => {
    const was = typed.get(reference)?.file ?? null;
    if (was !== null) parts.push({ activity: statusLine(was, file, run) });
    const earlier = before.get(reference);
    if (earlier !== undefined) {
      const update = notesGone(earlier, file, weighed);
      parts.push({ update, messages: tellOfLevel(earlier.row, file.row, run) });
    }
    return changeOfCase(was === null ? null : { ...was, acts: known, beside: [] }, file);
  });
  const all = [...cases, ...parts].map((part): Change => ({ ...noChange, ...part }));
  return { change: all.reduce((sum, part) => joinChanges(sum, part), noChange), files };
}
