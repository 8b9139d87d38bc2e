/**
 * Everything that open cases ask of people now: to acknowledge a case, to make a call that is owed, and in danger to answer until a call is
 * on record. Makes the questions for `asking-paces.ts`, and turns its answers into messages and cells. Pure.
 */

import type { ActivityLine } from "../activity";
import { type CaseFile, changeOfCase, isActMade } from "../case/facts/case-file";
import { referenceOfCase } from "../case/facts/case-reference";
import { asksUntilCalled } from "../case/facts/danger";
import { isDrillOfStudent } from "../case/facts/drill-facts";
import {
  type Asked,
  peopleInLine,
  peopleResponsible,
  peopleToldInDanger,
  personAsked,
  presentIfAcknowledged,
  readSteppedAside,
  runningAccount,
} from "../case/people/responsible-person";
import {
  acknowledgeBy,
  acknowledgeFrom,
  isInSchoolHours,
  isTakenUp,
  remindAfter,
  schoolTimes,
} from "../case/steps/deadlines";
import type { CaseRow } from "../case/tabs/case-tabs";
import { withCellsChanged, withoutAcknowledgement } from "../casework/reassess-case";
import { isAway } from "../district/find-people";
import { type PersonRole, personRoles } from "../district-directory";
import { addTo } from "../lists";
import { message } from "../messages/messages";
import { packOfCase } from "../protocol/find-pack";
import { isCall } from "../protocol/pack-queries";
import type { Update } from "../register/change";
import type { QueuedMessage } from "../registers/change";
import { isSealedRegister } from "../registers/kinds";
import type { Run } from "../run";
import { dayMs } from "../time";
import type { LineQuestion, RoundQuestion } from "./asking-paces";
import {
  againInLine,
  askedAndNext,
  askInLine,
  askInRounds,
  roundPaces,
  slotsUpTo,
} from "./asking-paces";

/**
 * An email in which someone was asked about a case. `to` is empty for an email about a danger that was sent while the register was out of
 * reach.
 */
export interface AskOnRecord {
  readonly case: string;
  readonly to: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly about: "danger" | "answer" | "call";
}

/** What is known besides the cases: what was asked before, and who can be reached. */
export interface AskRecord {
  readonly asks: readonly AskOnRecord[];
  /** Whether an address (lower case) belongs to someone who can be reached. */
  readonly canReach: (address: string) => boolean;
}

/** When people were last asked about a danger of the case, milliseconds UTC; 0 for never. */
function dangerAskedAt({ row }: CaseFile, { asks }: AskRecord): number {
  const own = asks.filter((one) => one.case === row.case && one.about === "danger");
  return Math.max(0, ...own.map(({ at }) => at));
}

/**
 * Whether people are still asked about the case: it is open, and no one has acknowledged it or a call is not made yet. A case without the row
 * of a call has no call on record (design 2.21).
 */
export function waitsForAnswer({ row, acts }: CaseFile): boolean {
  if (row.status === "closed") return false;
  const pack = packOfCase(row);
  const calls = acts.filter((act) => isCall(pack, act.act));
  return !row.acknowledged || calls.length === 0 || !calls.every(isActMade);
}

/** When a drill ends by itself, a day after its case was opened; infinite for any other case. */
function drillEnds({ row }: CaseFile): number {
  return row.drill && !isDrillOfStudent(row) && row.status !== "closed"
    ? (row.opened ?? 0) + dayMs
    : Number.POSITIVE_INFINITY;
}

/**
 * Everything that open cases ask for now. Call it under the lock, with whole cases as just read; closed cases may be among them. The result
 * has to be written: the next run knows what was asked only from the messages in the Outbox.
 */
export function dueAsks(before: Iterable<CaseFile>, run: Run, record: AskRecord) {
  const { now } = run;
  /** By row, since both time and a new question may change the same row. */
  const update = new Map<string, Update>();
  const write = (one: Update) => {
    const name = `${one.tab} ${one.key}`;
    update.set(name, { ...one, values: { ...update.get(name)?.values, ...one.values } });
  };
  const activity: ActivityLine[] = [];
  const note = (what: string, { case: reference }: CaseRow, more: Partial<ActivityLine> = {}) => {
    activity.push({ at: now, who: "automation", what, case: reference, ...more });
  };
  // What time alone has changed.
  const files = [...before].map((file) => {
    const { row } = file;
    const by = row.acknowledgedBy ?? "";
    let changed: CaseRow | null = null;
    if (now >= drillEnds(file)) {
      // No matter who has acknowledged the drill and what is ticked.
      changed = { ...row, status: "closed" };
      note("drill-ended", row);
    } else if (row.status !== "closed" && row.acknowledged && by !== "") {
      // An acknowledgement ends once its person cannot be reached.
      if (record.canReach(by.toLowerCase())) return file;
      changed = withoutAcknowledgement(row);
      note("acknowledgement-ended", row, { column: "acknowledged", from: by, to: "" });
    }
    if (changed === null) return file;
    const after = withCellsChanged(file, changed, run);
    changeOfCase(file, after).update.forEach(write);
    return after;
  });
  const inDanger = dangerQuestions(files.filter(asksUntilCalled), run, record);
  const danger = askInRounds<Asked, DangerQuestion>(inDanger, now);
  for (const { question, to } of danger.asks) {
    note("danger-asked", question.file.row, { to: to.map(({ role }) => role).join(" ") });
  }
  const line = askInLine<Asked, CaseQuestion>(
    files.flatMap((file) => (asksUntilCalled(file) ? [] : caseQuestions(file, run, record))),
    now,
  );
  const messages = new Map<string, QueuedMessage>();
  for (const { question, to } of line.asks) {
    const { row } = question.file;
    const key = referenceOfCase(row);
    const name = `${key} ${to.email}`;
    // The person who is asked to acknowledge gets no other email about the case.
    if (messages.has(name)) continue;
    messages.set(name, caseMessage(question, to.email, run));
    const isAnswer = question.about === "answer";
    if (isAnswer) {
      const asked = [...row.asked, { role: to.role, at: now, email: to.email }];
      write({ tab: "cases", key, values: { asked } });
    }
    note(isAnswer ? "case-escalated" : "call-reminded", row, { to: to.role });
  }
  return {
    messages: [...dangerMessages(danger.asks, now), ...messages.values()],
    update: [...update.values()],
    activity,
    /** The cases as they are now: the time may have ended an acknowledgement or a drill. */
    files: new Map(files.map((file) => [referenceOfCase(file.row), file])),
    /** When this must be worked out next at the latest; milliseconds UTC, infinite if no case asks for anything. */
    next: Math.min(danger.next, line.next, ...files.map(drillEnds)),
  };
}

// Immediate danger: who is asked until a call is on record.

type DangerQuestion = RoundQuestion<Asked> & { readonly file: CaseFile };
type DangerAsk = ReturnType<typeof askInRounds<Asked, DangerQuestion>>["asks"][number];

/**
 * Who is asked about a danger that was acknowledged: the person who acknowledged it and, if they have gone away since, also the person who
 * is asked about the case in their place. Only the latter, if the person who acknowledged it is not in Contacts or has stepped aside.
 */
function whoHasIt(row: CaseRow, run: Run): readonly Asked[] {
  const first = personAsked(row, run);
  const by = (row.acknowledgedBy ?? "").toLowerCase();
  const isAside = readSteppedAside(row).includes(by);
  const person = run.directory.people.find(({ email }) => email === by);
  if (isAside || (person === undefined && by !== run.identity.runningAs())) return [first];
  const own: Asked = { role: person?.role ?? "district-admin", email: by };
  const hasLeft = person !== undefined && isAway(presentIfAcknowledged(person, row), run.now);
  return hasLeft && first.email !== by ? [own, first] : [own];
}

function dangerQuestions(files: readonly CaseFile[], run: Run, record: AskRecord) {
  const paces = roundPaces(run.directory.settings);
  const sinceOf = ({ row }: CaseFile) => row.dangerSince ?? 0;
  const sorted = [...files].sort((a, b) => sinceOf(a) - sinceOf(b));
  // The oldest danger sets the times, acknowledged or not: an acknowledgement must not move the rounds of the others.
  const grid = Math.min(...sorted.map(sinceOf));
  const { people, settings } = run.directory;
  return sorted.map((file): DangerQuestion => {
    const { row } = file;
    const isNight =
      settings.nights !== "nobody" &&
      schoolTimes(run.directory, row.school, run.zone).endsAt(run.now) === null;
    const misses = ({ email }: Asked) => {
      if (!record.canReach(email)) return "gone";
      const own = people.filter((one) => one.email === email);
      if (own.some((one) => isAway(one, run.now))) return "away";
      return isNight && !own.some(({ onDuty }) => onDuty === "always") ? "off-duty" : null;
    };
    const since = sinceOf(file);
    const told = peopleToldInDanger(row, run);
    const known = new Set(told.map(({ email }) => email));
    const others = peopleInLine(row, run).filter(({ email }) => !known.has(email));
    // If none of those who may know can be reached, the next in line is asked at once, away or not.
    const anybody = [...told, ...others, ...peopleResponsible(row, run)];
    const isAny = anybody.find((one) => misses(one) !== "gone");
    const first = isAny === undefined || told.includes(isAny) ? told : [...told, isAny];
    const asked = Math.max(since, dangerAskedAt(file, record));
    const question = { file, id: referenceOfCase(row), since, first, misses, asked } as const;
    if (row.acknowledged) {
      const from = Math.max(row.acknowledgedAt ?? 0, since);
      const own = whoHasIt(row, run).filter((one) => misses(one) !== "gone");
      const holders = own.length > 0 || isAny === undefined ? own : [isAny];
      return { ...question, pace: paces.acknowledgedDanger, from, line: [], holders };
    }
    const line = others.filter((one) => !first.includes(one));
    return { ...question, pace: paces.danger, from: since, grid, line, holders: null };
  });
}

/**
 * Of a danger in which people are still asked: who was asked in rounds so far, and who is asked next, by role. `oldest`: since when the
 * oldest danger of the register is asked about, whose times this one follows; milliseconds UTC.
 */
export function dangerAsksNext(file: CaseFile, run: Run, oldest: number) {
  const record: AskRecord = { asks: [], canReach: () => true };
  return dangerQuestions([file], run, record).map((question) => {
    const grid = question.grid === undefined ? {} : { grid: Math.min(question.grid, oldest) };
    return askedAndNext<Asked, DangerQuestion>({ ...question, ...grid }, run.now);
  })[0];
}

/** The emails about dangers. A person gets one email about all of theirs. */
function dangerMessages(asks: readonly DangerAsk[], now: number): readonly QueuedMessage[] {
  const at = now.toString(36);
  const theirs = new Map<string, DangerAsk[]>();
  for (const ask of asks) for (const { email } of ask.to) addTo(theirs, email, ask);
  return [...theirs].flatMap(([to, all]): readonly QueuedMessage[] => {
    const [only, ...others] = all;
    if (only === undefined) return [];
    const again = all.flatMap(({ question: { id, file }, isRound }) =>
      isRound && file.row.acknowledged ? [id] : [],
    );
    if (others.length > 0) {
      const detail = { cases: all.map(({ question }) => question.id), toAllAgain: again };
      return [message("dangers-unanswered", detail, { id: `dangers ${at} ${to}`, to, case: null })];
    }
    const { id, pace, file } = only.question;
    const row = (kind: string) => ({ id: `${id} ${kind} danger ${at} ${to}`, to, case: id });
    if (!file.row.acknowledged) return [message("case-escalated", {}, row("case-escalated"))];
    const turn = 1 + slotsUpTo(pace, only.question, now).length;
    const detail = { ...(again.length > 0 ? { toAllAgain: true } : {}), turn };
    return [message("call-overdue", detail, row("call-overdue"))];
  });
}

// Cases that no one acknowledges, and calls that are owed and open (design 5; setting callReminderHours).

/** A question that goes from one person to the next in line. */
type CaseQuestion = LineQuestion<Asked> & {
  readonly file: CaseFile;
  readonly about: "answer" | "call";
};

/** The roles at the end of the line: once a person with one of them was asked, no one further is. */
const lastRoles: readonly PersonRole[] = ["alternate-lead", "district-admin"];

/** Who is asked, one after the other, and who is asked again. */
function lineOf(about: CaseQuestion["about"], row: CaseRow, run: Run, { canReach }: AskRecord) {
  /** The line without people who cannot be reached; the whole line if no one in it can be. */
  const reached = (line: readonly Asked[]) => {
    const some = line.filter(({ email }) => canReach(email));
    return some.length > 0 ? some : line;
  };
  const all = peopleInLine(row, run);
  if (isSealedRegister(run.register)) {
    const line = reached(all.length > 0 ? all : [personAsked(row, run)]);
    // As long as no one knows whether there is danger, people are asked until someone has looked.
    const isOpen = about === "answer" && row.reviewReasonIds.includes("not-asked-immediateDanger");
    const againTimes = isOpen ? Number.POSITIVE_INFINITY : againInLine.readers;
    return { line, again: line, againTimes };
  }
  if (about === "call") {
    // The people up to the lead are reminded; if none of them is there, the first of the others.
    const isAssigned = (at: number) => at === 0 && row.assignedTo !== null;
    const line = all.filter(({ role }, at) => isAssigned(at) || !lastRoles.includes(role));
    const someone = line.length > 0 ? line : [all[0] ?? runningAccount(run)];
    return { line: reached(someone), again: [], againTimes: 0 };
  }
  // If a school's own people are all away, as in the summer, no one is left to answer but the lead.
  const ownRoles: readonly PersonRole[] = ["designated-contact", "backup-contact"];
  if (isInSchoolHours(row) && !all.some(({ role }) => ownRoles.includes(role))) {
    return { line: [], again: reached(all).slice(0, 1), againTimes: Number.POSITIVE_INFINITY };
  }
  const line = reached([...all, runningAccount(run)]);
  const last = line.findIndex(({ role }) => lastRoles.includes(role));
  return { line: last < 0 ? line : line.slice(0, last + 1), again: [], againTimes: 0 };
}

/**
 * Addresses that got the first email about the case: the person who was told that it is theirs and, if danger was reported then, everyone
 * who may know.
 */
function recipientsOfFirstMail(file: CaseFile, run: Run): readonly string[] {
  const { row } = file;
  const since = acknowledgeFrom(file);
  const then: Run = { ...run, now: since };
  const first = row.told?.email ?? personAsked(row, then).email;
  const isTold = row.dangerSince !== null && row.dangerSince >= since;
  const others = isTold ? peopleToldInDanger(row, then) : [];
  return [first, ...others.map(({ email }) => email)];
}

/** What a case asks people, one after the other: to acknowledge it, and to make each of its open calls. */
function caseQuestions(file: CaseFile, run: Run, record: AskRecord): readonly CaseQuestion[] {
  const { row, acts } = file;
  if (row.status === "closed") return [];
  const danger = dangerAskedAt(file, record);
  const toldSince = (since: number, ...abouts: AskOnRecord["about"][]) =>
    record.asks.flatMap(({ case: reference, about, to, at }) =>
      reference === row.case && abouts.includes(about) && at >= since ? [{ email: to, at }] : [],
    );
  const questions: CaseQuestion[] = [];
  // A rise begins the wait anew, and so does an email about a danger.
  const since = acknowledgeFrom(file);
  const before = toldSince(since, "answer");
  // A drill asks twice: the person who got the first email, and the next in line.
  if (!isTakenUp(file, run) && !(row.drill && before.length > 0)) {
    questions.push({
      ...{ file, about: "answer", from: Math.max(since, danger), told: before },
      wait: (from) => acknowledgeBy(row, from, run),
      first: recipientsOfFirstMail(file, run),
      ...lineOf("answer", row, run, record),
    });
  }
  const pack = packOfCase(row);
  for (const { act, due, ...made } of acts) {
    if (row.drill || due === null || isActMade(made) || !isCall(pack, act)) continue;
    // A person who was given the case is not reminded of it sooner than if the call had become due then.
    const dueFrom = Math.max(due, row.told?.at ?? 0);
    questions.push({
      ...{ file, about: "call", from: Math.max(dueFrom, danger), first: [] },
      // Every email about the case names all of its calls, so each email counts for each call.
      told: toldSince(dueFrom, "answer", "call"),
      wait: (from) => remindAfter(row, from, run),
      ...lineOf("call", row, run, record),
    });
  }
  return questions;
}

/** The email that asks one person about one case. */
function caseMessage({ file, about, first, told }: CaseQuestion, to: string, run: Run) {
  const id = referenceOfCase(file.row);
  const before = told.map(({ email }) => email);
  const others = [...first, ...before].filter((email) => email !== to);
  const roles = others.map(
    (email) => run.directory.people.find((one) => one.email === email)?.role ?? "district-admin",
  );
  /** Who was asked before, besides the recipient. Each role once. */
  const asked = personRoles.filter((role) => roles.includes(role));
  const had = about === "answer" ? first : recipientsOfFirstMail(file, run);
  const turn = 1 + (had.includes(to) ? 1 : 0) + before.filter((email) => email === to).length;
  const at = run.now.toString(36);
  if (about === "answer") {
    const detail = { notAnswered: asked, turn };
    return message("case-escalated", detail, { id: `${id} case-escalated ${at}`, to, case: id });
  }
  const detail = { reminded: asked, turn };
  return message("call-overdue", detail, { id: `${id} call-overdue ${at} ${to}`, to, case: id });
}
