/**
 * What open cases ask of people: to answer a danger, to acknowledge, to make a call that is owed. The questions for the asker, and the
 * emails that its answer makes. Pure.
 */

import { isAway } from "../../district/find-people";
import { type PersonRole, personRoles } from "../../district/roles";
import { addTo } from "../../lists";
import { packOfCase } from "../../protocol/find-pack";
import { isCall } from "../../protocol/pack-queries";
import type { ActivityLine, QueuedMessage, Update } from "../../register/change";
import { registerKinds } from "../../register/register-kinds";
import type { CaseRow } from "../../register/tabs";
import type { Run } from "../../run";
import { dayMs } from "../../time";
import {
  type Asked,
  peopleInLine,
  peopleToldInDanger,
  readSteppedAside,
  responsiblePerson,
  runningAccount,
} from "../assignment/responsible-person";
import { withoutAcknowledgement } from "../lifecycle/expire-approvals";
import { withDerivedCells } from "../lifecycle/open-case";
import { message } from "../messages/message";
import { isActMade } from "../model/acts/act-completion";
import { type CaseFile, changeOfCase, parseToldLines, toldLines } from "../model/case-file";
import { referenceOfCase } from "../model/case-reference";
import { asksUntilCalled, dangerSince } from "../model/danger";
import {
  acknowledgeBy,
  acknowledgeFrom,
  isInSchoolHours,
  isTakenUp,
  remindAfter,
} from "../model/deadlines";
import { type Ask, type LineQuestion, type RoundQuestion, whoIsAsked } from "./asker";
import { linePaces, roundPaces, slotsUpTo } from "./paces";

/** An email about a case in which a person was asked. A danger's asks past the register have no recipient. */
export interface AskOnRecord {
  readonly case: string;
  readonly to: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly about: "danger" | "answer" | "call";
}

/** What is known beside the cases. */
export interface AskRecord {
  readonly asks: readonly AskOnRecord[];
  /** Whether an address (lower case) belongs to somebody who can be reached. */
  readonly canReach: (address: string) => boolean;
}

/** What one run of the clock sends and writes. */
export interface DueAsks {
  readonly messages: readonly QueuedMessage[];
  readonly update: readonly Update[];
  readonly activity: readonly ActivityLine[];
  /** When this must be worked out next at the latest; milliseconds UTC, infinite where no case asks for anything. */
  readonly next: number;
}

interface OfCase {
  readonly file: CaseFile;
  readonly about: "danger" | "answer" | "call";
}
type DangerQuestion = RoundQuestion<Asked> & OfCase;
type CaseQuestion = LineQuestion<Asked> & OfCase;

const latest = (times: readonly number[]) => Math.max(0, ...times);

/** What was asked about a case, by what it was about. */
function askedAbout(file: CaseFile, { asks }: AskRecord, abouts: readonly OfCase["about"][]) {
  const reference = referenceOfCase(file.row);
  return asks.filter((one) => one.case === reference && abouts.includes(one.about));
}

// Dangers without a call on record.

/**
 * Who has a danger that was acknowledged: whoever acknowledged it. Once they go away also the person who acts; only that person if whoever
 * acknowledged is not in Contacts or has stepped aside.
 */
function whoHasIt(row: CaseRow, run: Run): readonly Asked[] {
  const first = responsiblePerson(row, run);
  const by = (row.acknowledgedBy ?? "").toLowerCase();
  const isAside = readSteppedAside(row.steppedAside).includes(by);
  const person = run.directory.people.find(({ email }) => email === by);
  if (isAside || (person === undefined && by !== run.identity.runningAs())) return [first];
  const own: Asked = { role: person?.role ?? "district-admin", email: by };
  const hasLeft =
    person !== undefined && isAway(person, run.now) && !isAway(person, row.acknowledgedAt ?? 0);
  return hasLeft && first.email !== by ? [own, first] : [own];
}

function dangerQuestions(
  files: readonly CaseFile[],
  run: Run,
  record: AskRecord,
): readonly DangerQuestion[] {
  const paces = roundPaces(run.directory.settings);
  const since = ({ row }: CaseFile) => dangerSince(row) ?? 0;
  const sorted = [...files].sort((a, b) => since(a) - since(b));
  const grid = Math.min(...sorted.filter(({ row }) => !row.acknowledged).map(since));
  const { people } = run.directory;
  const isOut = ({ email }: Asked) =>
    people.some((one) => one.email === email && isAway(one, run.now));
  const misses = (one: Asked) => {
    if (!record.canReach(one.email)) return "gone";
    return isOut(one) ? "away" : null;
  };
  return sorted.map((file): DangerQuestion => {
    const { row } = file;
    const told = peopleToldInDanger(row, run);
    const known = new Set(told.map(({ email }) => email));
    const others = peopleInLine(row, run).filter(({ email }) => !known.has(email));
    // Where none of those who may know can be reached, the next in line does not wait for a later round.
    const isAny = [...told, ...others].find((one) => misses(one) !== "gone");
    const first = isAny === undefined || told.includes(isAny) ? told : [...told, isAny];
    const question = {
      file,
      about: "danger",
      id: referenceOfCase(row),
      since: since(file),
      first,
      misses,
      asked: Math.max(since(file), ...askedAbout(file, record, ["danger"]).map(({ at }) => at)),
    } as const;
    if (row.acknowledged) {
      const from = Math.max(row.acknowledgedAt ?? 0, since(file));
      const holders = whoHasIt(row, run);
      return { ...question, pace: paces.acknowledgedDanger, from, line: [], holders };
    }
    const line = others.filter((one) => !first.includes(one));
    return { ...question, pace: paces.danger, from: since(file), grid, line, holders: null };
  });
}

/** The emails about dangers: a person gets one about all of theirs. */
function dangerMessages(
  asks: readonly Ask<Asked, DangerQuestion>[],
  now: number,
): readonly QueuedMessage[] {
  const at = now.toString(36);
  const theirs = new Map<string, Ask<Asked, DangerQuestion>[]>();
  for (const ask of asks) for (const { email } of ask.to) addTo(theirs, email, ask);
  const isAcknowledged = ({ question: { file } }: Ask<Asked, DangerQuestion>) =>
    file.row.acknowledged;
  return [...theirs].flatMap(([to, all]): readonly QueuedMessage[] => {
    const [only, ...others] = all;
    if (only === undefined) return [];
    const again = all.filter((one) => one.isRound && isAcknowledged(one));
    if (others.length > 0) {
      const detail = {
        cases: all.map(({ question }) => question.id),
        toAllAgain: again.map(({ question }) => question.id),
      };
      return [message("dangers-unanswered", detail, { id: `dangers ${at} ${to}`, to, case: null })];
    }
    const { id, pace } = only.question;
    const row = (kind: string) => ({ id: `${id} ${kind} danger ${at} ${to}`, to, case: id });
    if (!isAcknowledged(only)) return [message("case-escalated", {}, row("case-escalated"))];
    const turn = 1 + slotsUpTo(pace, only.question, now).length;
    const detail = { ...(again.length > 0 ? { toAllAgain: true } : {}), turn };
    return [message("call-overdue", detail, row("call-overdue"))];
  });
}

// Cases that nobody acknowledges.

/** The last in line: nobody is asked after the first of them. */
const lastRoles: readonly PersonRole[] = ["alternate-lead", "district-admin"];

/** Who is there; where everybody is away, whoever acts. */
function lineOf(row: CaseRow, run: Run): readonly Asked[] {
  const line = peopleInLine(row, run);
  return line.length > 0 ? line : [responsiblePerson(row, run)];
}

/** The people up to the first whose role is the last in line. */
function upToLast(line: readonly Asked[]): readonly Asked[] {
  const end = line.findIndex(({ role }) => lastRoles.includes(role));
  return end < 0 ? line : line.slice(0, end + 1);
}

/** Without people who cannot be reached, unless nobody can. */
function reached(line: readonly Asked[], { canReach }: AskRecord): readonly Asked[] {
  const some = line.filter(({ email }) => canReach(email));
  return some.length > 0 ? some : line;
}

/**
 * Who got the first email about the case: the person it was given to; and if danger was reported then, everybody who may know. `since`:
 * when that was, milliseconds UTC.
 */
function recipientsOfFirstMail(row: CaseRow, since: number, run: Run): readonly Asked[] {
  const then: Run = { ...run, now: since };
  const first = responsiblePerson(row, then);
  const address = row.assignedTo === null ? (row.contact ?? first.email) : first.email;
  const known =
    peopleInLine(row, then).find((one) => one.email === address) ??
    run.directory.people.find(({ email }) => email === address);
  const contact: Asked = { role: known?.role ?? "designated-contact", email: address };
  const danger = dangerSince(row);
  const isTold = danger !== null && danger >= since;
  return isTold ? [contact, ...peopleToldInDanger(row, then)] : [contact];
}

/** Whom a case asks to acknowledge it; null for one that is acknowledged or closed. */
function answerQuestion(file: CaseFile, run: Run, record: AskRecord): CaseQuestion | null {
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
    // After a rise everybody is asked anew.
    from: Math.max(since, latest(askedAbout(file, record, ["danger"]).map(({ at }) => at))),
    wait: (from: number) => acknowledgeBy(row, from, run),
    first: recipientsOfFirstMail(row, since, run).map(({ email }) => email),
    told: told.map(({ to, at }) => ({ email: to, at })),
  } as const;
  if (registerKinds[run.register].audience !== null) {
    const line = reached(lineOf(row, run), record);
    // Nobody knows yet whether it is a danger: asked until somebody has looked.
    const isOpen = row.reviewReasonIds.includes("not-asked-immediateDanger");
    const pace = isOpen ? linePaces.withoutEnd : linePaces.readers;
    return { ...question, pace, line, again: line };
  }
  const all = peopleInLine(row, run);
  const line = upToLast(reached([...all, runningAccount(run)], record));
  // A school whose own people are all away, as in the summer, leaves nobody to answer but the lead.
  const ownRoles: readonly PersonRole[] = ["designated-contact", "backup-contact"];
  const isLeft = isInSchoolHours(row) && !all.some(({ role }) => ownRoles.includes(role));
  return isLeft
    ? { ...question, pace: linePaces.withoutEnd, line: [], again: reached(all, record).slice(0, 1) }
    : { ...question, pace: linePaces.oneByOne, line, again: [] };
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
function callQuestions(file: CaseFile, run: Run, record: AskRecord): readonly CaseQuestion[] {
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
    const since = Math.max(act.due, row.givenAt ?? 0);
    return {
      file,
      about: "call",
      id: act.row ?? "",
      pace: isSealed ? linePaces.readers : linePaces.oneByOne,
      from: Math.max(since, danger),
      wait: (from) => remindAfter(row, from, run),
      first: [],
      line,
      again: isSealed ? line : [],
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

/** What is sent and written about cases of which no danger is asked. Whoever is asked to acknowledge gets no other email about the case. */
function lineAsks(asks: readonly Ask<Asked, CaseQuestion>[], run: Run): Omit<DueAsks, "next"> {
  const messages = new Map<string, QueuedMessage>();
  const update: Update[] = [];
  const activity: ActivityLine[] = [];
  for (const { question, to } of asks) {
    const reference = referenceOfCase(question.file.row);
    for (const person of to) {
      const name = `${reference} ${person.email}`;
      if (messages.has(name)) continue;
      messages.set(name, caseMessage(question, person.email, run));
      const isAnswer = question.about === "answer";
      if (isAnswer) update.push(askedCell(question.file, person, run));
      activity.push({
        at: run.now,
        who: "automation",
        what: isAnswer ? "case-escalated" : "call-reminded",
        case: reference,
        to: person.role,
      });
    }
  }
  return { messages: [...messages.values()], update, activity };
}

/** Whether people are asked about the case: until it is acknowledged, and no call of it is owed. */
export function waitsForAnswer({ row, acts }: CaseFile): boolean {
  if (row.status === "closed") return false;
  const pack = packOfCase(row);
  return !row.acknowledged || acts.some((act) => isCall(pack, act.act) && !isActMade(act));
}

// What else time brings about in an open case.

/** A drill ends by itself so long (milliseconds) after its case was opened. */
const drillLasts = dayMs;

/**
 * The case as time has left it, with what Activity says of that: a drill whose time is over is closed, whoever has answered and whatever is
 * ticked; and an acknowledgement does not count once its person cannot be reached. Null where nothing changes.
 */
function changedByTime(
  file: CaseFile,
  { now }: Run,
  { canReach }: AskRecord,
): { readonly row: CaseRow; readonly line: ActivityLine } | null {
  const { row } = file;
  if (row.status === "closed") return null;
  const line = { at: now, who: "automation", case: row.case };
  if (row.drill && now >= (row.opened ?? 0) + drillLasts) {
    return { row: { ...row, status: "closed" }, line: { ...line, what: "drill-ended" } };
  }
  const by = row.acknowledgedBy ?? "";
  if (!row.acknowledged || by === "" || canReach(by.toLowerCase())) return null;
  const ended = { ...line, column: "acknowledged", from: by, to: "" };
  return { row: withoutAcknowledgement(row), line: { ...ended, what: "acknowledgement-ended" } };
}

/** One update for each row. */
function joinedByRow(all: readonly Update[]): readonly Update[] {
  const rows = new Map<string, Update>();
  for (const one of all) {
    const name = `${one.tab} ${one.key}`;
    rows.set(name, { ...one, values: { ...rows.get(name)?.values, ...one.values } });
  }
  return [...rows.values()];
}

/**
 * Everything that open cases ask for now. Call it under the lock, with whole cases as just read; closed cases may be among them. The result
 * has to be written: what was asked before is known by the messages in the Outbox.
 */
export function dueAsks(before: Iterable<CaseFile>, run: Run, record: AskRecord): DueAsks {
  const update: Update[] = [];
  const activity: ActivityLine[] = [];
  const files = [...before].map((file) => {
    const changed = changedByTime(file, run, record);
    if (changed === null) return file;
    const after = withDerivedCells({ ...file, row: changed.row }, file, run);
    update.push(...changeOfCase(file, after).update);
    activity.push(changed.line);
    return after;
  });
  const dangers = files.filter(asksUntilCalled);
  const calm = files.filter((file) => !asksUntilCalled(file));
  const danger = whoIsAsked<Asked, DangerQuestion>(dangerQuestions(dangers, run, record), run.now);
  const line = whoIsAsked<Asked, CaseQuestion>(
    calm.flatMap((file) => [
      ...[answerQuestion(file, run, record) ?? []].flat(),
      ...callQuestions(file, run, record),
    ]),
    run.now,
  );
  const lines = lineAsks(line.asks, run);
  const inDanger = danger.asks.map(
    ({ question: { id }, to }): ActivityLine => ({
      at: run.now,
      who: "automation",
      what: "danger-asked",
      case: id,
      to: to.map(({ role }) => role).join(" "),
    }),
  );
  return {
    messages: [...dangerMessages(danger.asks, run.now), ...lines.messages],
    update: joinedByRow([...update, ...lines.update]),
    activity: [...activity, ...inDanger, ...lines.activity],
    next: Math.min(danger.next, line.next),
  };
}
