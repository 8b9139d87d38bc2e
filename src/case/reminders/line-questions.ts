/** Questions that go from one person to the next in line: to acknowledge a case, and to make a call that is owed. The emails about them. Pure. */

import { type PersonRole, personRoles } from "../../district/district";
import { message } from "../../messages/messages";
import { packOfCase } from "../../protocol/find-pack";
import { isCall } from "../../protocol/pack-queries";
import type { ActivityLine, QueuedMessage, Update } from "../../register/change";
import { registerKinds } from "../../register/register-kinds";
import type { CaseRow } from "../../register/tabs";
import type { Run } from "../../run";
import {
  type Asked,
  lastTold,
  peopleInLine,
  peopleToldInDanger,
  personAsked,
  runningAccount,
} from "../assignment/responsible-person";
import { type CaseFile, isActMade, parseToldLines, toldLines } from "../facts/case-file";
import { referenceOfCase } from "../facts/case-reference";
import {
  acknowledgeBy,
  acknowledgeFrom,
  isInSchoolHours,
  isTakenUp,
  remindAfter,
} from "../steps/deadlines";
import type { Ask, LineQuestion } from "./asker";
import { type AskRecord, askedAbout } from "./danger-questions";
import { againInLine } from "./paces";

export type CaseQuestion = LineQuestion<Asked> & {
  readonly file: CaseFile;
  readonly about: "answer" | "call";
};

const withoutEnd = Number.POSITIVE_INFINITY;
const latest = (times: readonly number[]) => Math.max(0, ...times);

// Cases that no one acknowledges.

/** The last in line: no one is asked after the first of them. */
const lastRoles: readonly PersonRole[] = ["alternate-lead", "district-admin"];

/** Who is there; where everyone is away, the person who acts. */
function lineOf(row: CaseRow, run: Run): readonly Asked[] {
  const line = peopleInLine(row, run);
  return line.length > 0 ? line : [personAsked(row, run)];
}

/** The people up to the first whose role is the last in line. */
function upToLast(line: readonly Asked[]): readonly Asked[] {
  const end = line.findIndex(({ role }) => lastRoles.includes(role));
  return end < 0 ? line : line.slice(0, end + 1);
}

/** Without people who cannot be reached, unless no one can. */
function reached(line: readonly Asked[], { canReach }: AskRecord): readonly Asked[] {
  const some = line.filter(({ email }) => canReach(email));
  return some.length > 0 ? some : line;
}

/**
 * Who got the first email about the case: the person it was given to; and if danger was reported then, everyone who may know. `since`:
 * when that was, milliseconds UTC.
 */
function recipientsOfFirstMail(row: CaseRow, since: number, run: Run): readonly Asked[] {
  const then: Run = { ...run, now: since };
  const told = lastTold(row);
  const first = told === null ? personAsked(row, then) : { role: told.to, email: told.email };
  const danger = row.dangerSince;
  const isTold = danger !== null && danger >= since;
  return isTold ? [first, ...peopleToldInDanger(row, then)] : [first];
}

/** Whom a case asks to acknowledge it; null for one that is acknowledged or closed. */
export function answerQuestion(file: CaseFile, run: Run, record: AskRecord): CaseQuestion | null {
  const { row } = file;
  const since = acknowledgeFrom(file);
  const told = askedAbout(file, record, ["answer"]).filter(
    ({ to, at }) => to !== "" && at >= since,
  );
  // A drill asks two rounds: who got the first email, and who is next.
  if (row.status === "closed" || isTakenUp(file, run)) return null;
  if (row.drill && told.length > 0) return null;
  const question = {
    file,
    about: "answer",
    id: referenceOfCase(row),
    // After a rise everyone is asked anew.
    from: Math.max(since, latest(askedAbout(file, record, ["danger"]).map(({ at }) => at))),
    wait: (from: number) => acknowledgeBy(row, from, run),
    first: recipientsOfFirstMail(row, since, run).map(({ email }) => email),
    told: told.map(({ to, at }) => ({ email: to, at })),
  } as const;
  if (registerKinds[run.register].audience !== null) {
    const line = reached(lineOf(row, run), record);
    // No one knows yet whether it is a danger: asked until someone has looked.
    const isOpen = row.reviewReasonIds.includes("not-asked-immediateDanger");
    return {
      ...question,
      line,
      again: line,
      againTimes: isOpen ? withoutEnd : againInLine.readers,
    };
  }
  const all = peopleInLine(row, run);
  const line = upToLast(reached([...all, runningAccount(run)], record));
  // A school whose own people are all away, as in the summer, leaves no one to answer but the lead.
  const ownRoles: readonly PersonRole[] = ["designated-contact", "backup-contact"];
  const isLeft = isInSchoolHours(row) && !all.some(({ role }) => ownRoles.includes(role));
  const again = isLeft ? reached(all, record).slice(0, 1) : [];
  return { ...question, line: isLeft ? [] : line, again, againTimes: withoutEnd };
}

// Calls that are owed and open (design 5; setting callReminderHours).

/**
 * Who is reminded of an open call: those in line up to the lead; if none of them is there, one of the others. In a sealed register its
 * readers.
 */
function lineOfCalls(row: CaseRow, run: Run): readonly Asked[] {
  if (registerKinds[run.register].audience !== null) return lineOf(row, run);
  const all = peopleInLine(row, run);
  const isAssigned = (at: number) => at === 0 && row.assignedTo !== null;
  const line = all.filter(({ role }, at) => isAssigned(at) || !lastRoles.includes(role));
  return line.length > 0 ? line : [all[0] ?? runningAccount(run)];
}

/** The open calls of a case, each a question. Every email about the case names them all, so each counts for each of them. */
export function callQuestions(
  file: CaseFile,
  run: Run,
  record: AskRecord,
): readonly CaseQuestion[] {
  const { row, acts } = file;
  if (row.status === "closed" || row.drill) return [];
  const pack = packOfCase(row);
  const owed = acts.flatMap((act) =>
    act.due === null || isActMade(act) || !isCall(pack, act.act) ? [] : [{ ...act, due: act.due }],
  );
  if (owed.length === 0) return [];
  const isSealed = registerKinds[run.register].audience !== null;
  const line = reached(lineOfCalls(row, run), record);
  const all = askedAbout(file, record, ["answer", "call"]);
  const danger = latest(askedAbout(file, record, ["danger"]).map(({ at }) => at));
  return owed.map((act): CaseQuestion => {
    // For a person who was given the case, reminding starts from the beginning.
    const since = Math.max(act.due, lastTold(row)?.at ?? 0);
    return {
      file,
      about: "call",
      id: act.row ?? "",
      from: Math.max(since, danger),
      wait: (from) => remindAfter(row, from, run),
      first: [],
      line,
      again: isSealed ? line : [],
      againTimes: againInLine.readers,
      told: all.flatMap(({ to, at }) => (at >= since ? [{ email: to, at }] : [])),
    };
  });
}

// The emails.

/** The roles of people, each once, without one of them. */
function rolesOf(addresses: readonly string[], but: string, run: Run): readonly PersonRole[] {
  const roles = addresses.flatMap((email) =>
    email === but
      ? []
      : (run.directory.people.find((one) => one.email === email)?.role ?? "district-admin"),
  );
  return [...new Set(roles)].sort((a, b) => personRoles.indexOf(a) - personRoles.indexOf(b));
}

/** The email that asks one person about one case. */
function caseMessage(
  { file, about, first, told }: CaseQuestion,
  to: string,
  run: Run,
): QueuedMessage {
  const { row } = file;
  const id = referenceOfCase(row);
  const before = told.map(({ email }) => email);
  const had =
    about === "answer"
      ? first
      : recipientsOfFirstMail(row, acknowledgeFrom(file), run).map(({ email }) => email);
  const turn = 1 + (had.includes(to) ? 1 : 0) + before.filter((email) => email === to).length;
  const at = run.now.toString(36);
  if (about === "answer") {
    const detail = { notAnswered: rolesOf([...first, ...before], to, run), turn };
    return message("case-escalated", detail, { id: `${id} case-escalated ${at}`, to, case: id });
  }
  const detail = { reminded: rolesOf(before, to, run), turn };
  return message("call-overdue", detail, { id: `${id} call-overdue ${at} ${to}`, to, case: id });
}

/** The cell with those who were asked to acknowledge, and with whom is asked now. */
function askedCell({ row }: CaseFile, to: Asked, { now }: Run): Update {
  const asked = toldLines([
    ...parseToldLines(row.asked),
    { to: to.role, at: now, email: to.email },
  ]);
  return { tab: "cases", key: referenceOfCase(row), values: { asked } };
}

/** What is sent and written about cases of which no danger is asked. The person who is asked to acknowledge gets no other email about the case. */
export function lineAsks(asks: readonly Ask<Asked, CaseQuestion>[], run: Run) {
  const messages = new Map<string, QueuedMessage>();
  const update: Update[] = [];
  const activity: ActivityLine[] = [];
  for (const { question, to } of asks) {
    const [person] = to;
    const reference = referenceOfCase(question.file.row);
    const name = `${reference} ${person?.email}`;
    if (person === undefined || messages.has(name)) continue;
    messages.set(name, caseMessage(question, person.email, run));
    const isAnswer = question.about === "answer";
    if (isAnswer) update.push(askedCell(question.file, person, run));
    const what = isAnswer ? "case-escalated" : "call-reminded";
    activity.push({ at: run.now, who: "automation", what, case: reference, to: person.role });
  }
  return { messages: [...messages.values()], update, activity };
}
