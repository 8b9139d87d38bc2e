/**
 * Asks people without a register ("past" it), by email that is sent at once and is in no Outbox, because a register is out of reach or must
 * not hold the question. The same rules as elsewhere decide who is asked when. The time of each question is remembered here until a
 * register can ask again.
 */
import { whoCanBeReached } from "../access/access-not-given-yet";
import { installersOf } from "../access/accounts-at-work";
import type { PersonToAsk, RoundQuestion } from "../asking/asking-paces";
import { askInRounds, roundPaces } from "../asking/asking-paces";
import { attempt, isDone } from "../attempt";
import { type RegisterLink, responsesLink } from "../case/facts/case-reference";
import { settingDefaults } from "../district/settings";
import { callBook } from "../district/whom-to-call";
import type { Directory } from "../district-directory";
import { once } from "../lazy";
import { addTo, union } from "../lists";
import { type Letter, rendered } from "../messages/letter";
import { noticePast, type PastNotice } from "../messages/notices-to-leads";
import { sealedWaits } from "../messages/outage-emails";
import { askQuota, senderName } from "../outbox/deliver-messages";
import { type Finding, isToBeTold, rememberTold } from "../outbox/told-notices";
import { reportAgencies } from "../outbox/what-emails-show";
import type { Memory, RegisterName } from "../ports";
import { rememberedOf } from "../registers/kinds";
import type { Run } from "../run";
import { everyoneOut, peopleToldWithoutContent } from "../sealed/who-reads-sealed-registers";
import type { Addresses } from "../sealed/whom-a-report-excludes";
import type { Kept } from "../store/keys";
import { minuteMs } from "../time";

/** Id of a question → when people were last asked it without the register; milliseconds UTC. */
type Asked = Kept["outage"]["asked"];

type Times = readonly (readonly [id: string, at: number])[];

/** When people were last asked each question; empty if the store cannot be read. */
export function askedPast(run: Run, of: RegisterName): Asked {
  return attempt(run, () => rememberedOf(run, of, "outage").get().asked, {});
}

/**
 * Changes when questions were last asked. A question that is left out is forgotten: if it comes up again, it is asked as a new one. No call
 * if nothing changes. Returns false if the store cannot be written.
 */
export function changeAsks(run: Run, of: RegisterName, after: (asked: Times) => Times): boolean {
  return isDone(run, () => {
    const kept = rememberedOf(run, of, "outage");
    kept.set({ outage: { asked: Object.fromEntries(after(Object.entries(kept.get().asked))) } });
  });
}

/** A question that no register can ask. */
export interface PastQuestion {
  readonly id: string;
  readonly pace: keyof ReturnType<typeof roundPaces>;
  /** When it was reported, and when its pace began (left out: at the same time); milliseconds UTC. */
  readonly since: number;
  readonly from?: number;
  /** Addresses of everyone who may know of it. */
  readonly to: readonly string[];
  /** The people who have acknowledged it, if any. */
  readonly holders?: readonly string[];
  /** When someone was last asked, milliseconds UTC; null: never. */
  readonly asked: number | null;
}

/**
 * Sends one email to each address. A reply goes back to that address itself and to no one else, since a report may be about any of these
 * people. Returns the addresses that the email did not reach.
 */
export function sendPastRegister(
  run: Run,
  to: readonly string[],
  letter: (address: string) => Letter,
): readonly string[] {
  const send = (address: string) => {
    const mail = rendered(letter(address));
    run.mailer.send({ ...mail, to: address, name: senderName, replyTo: address });
  };
  return to.filter((address) => !isDone(run, () => send(address)));
}

/**
 * Sends a notice to these people without a register, unless they were told recently, or only as many emails are left today as are kept for
 * more urgent ones. Remembered once it has reached someone.
 */
export function tellPastRegister(
  run: Run,
  to: readonly string[],
  found: Finding & { readonly notice: PastNotice },
): void {
  if (!isToBeTold(run, found)) return;
  const { quota } = askQuota(run);
  if (quota.remaining < quota.reserve + to.length) return;
  const missed = sendPastRegister(run, to, () => noticePast(found.notice, run));
  if (missed.length < to.length) rememberTold(run, found);
}

/**
 * If nothing can be remembered, a run asks only what fell due since the clock run before it, so that nothing is asked twice. Milliseconds.
 */
const clockEvery = 5 * minuteMs;

/**
 * Asks the people who are due to be asked now, with one email to each address. `of`: the register that cannot ask; "sealed" for a sealed
 * report that is in no register yet. `letter`: the email to a person with the questions that they are asked. The time is remembered before
 * anything is sent, since otherwise each run would ask again; if a question reached no one, the time is taken back, and the next run asks
 * it again. Must not be called under the lock.
 */
export function askPast<Q extends PastQuestion>(
  run: Run,
  of: RegisterName,
  questions: readonly Q[],
  letter: (own: readonly Q[], address: string) => Letter,
): void {
  const now = run.clock.now();
  const defaults = settingDefaults();
  const minutes = run.memory.get("district").minutes || defaults.immediateDangerMinutes;
  const paces = roundPaces({ ...defaults, immediateDangerMinutes: minutes });
  const canReach = whoCanBeReached(run);
  // All dangers follow the times of the oldest one, so that one email can be about all of them.
  const grid = Math.min(...questions.flatMap((one) => (one.pace === "danger" ? one.since : [])));
  // Questions that are asked once a day come in one email.
  const isDaily = ({ pace, asked }: Q) => pace === "waiting" && asked !== null;
  const lastDaily = Math.max(0, ...questions.filter(isDaily).map(({ asked }) => asked ?? 0));
  const persons = (addresses: readonly string[]) =>
    [...new Set(addresses)].map((email): PersonToAsk => ({ email }));
  type Round = RoundQuestion<PersonToAsk> & { readonly of: Q };
  const asksSince = (least: number) => {
    const all = questions.map((question): Round => {
      const { pace, to, holders, asked, since } = question;
      const last = Math.max((isDaily(question) ? lastDaily : asked) ?? 0, least);
      return {
        from: since,
        ...question,
        of: question,
        pace: paces[pace],
        ...(pace === "danger" ? { grid } : {}),
        ...(isDaily(question) ? { since: lastDaily, from: lastDaily } : {}),
        first: persons(to),
        line: [],
        holders: holders === undefined ? null : persons(holders),
        misses: ({ email }) => (canReach(email) ? null : "gone"),
        asked: last > 0 ? last : null,
      };
    });
    return askInRounds<PersonToAsk, Round>(all, now).asks;
  };
  let asks = asksSince(0);
  if (asks.length === 0) return;
  const before = askedPast(run, of);
  const withTimes = (some: typeof asks): Times => [
    ...Object.entries(before),
    ...some.map(({ question }) => [question.id, now] as const),
  ];
  const isKept = changeAsks(run, of, () => withTimes(asks));
  if (!isKept) asks = asksSince(now - clockEvery);
  const theirs = new Map<string, Q[]>();
  for (const { question, to } of asks) {
    for (const { email } of to) addTo(theirs, email, question.of);
  }
  const write = (address: string) => letter(theirs.get(address) ?? [], address);
  const missed = sendPastRegister(run, [...theirs.keys()], write);
  const isReached = ({ email }: PersonToAsk) => !missed.includes(email);
  changeAsks(run, of, () => withTimes(asks.filter(({ to }) => to.some(isReached))));
}

/**
 * Whether someone recorded in Check, after the danger was reported (`since`, milliseconds UTC), that an agency was called: that ends the
 * emails about it. `about`: the reference of a case in the main register; null for a sealed report. The call itself may have been made
 * before the report: then the agency knows already.
 */
export function calledSince(
  memory: Pick<Memory, "get">,
  since: number,
  about: string | null = null,
): boolean {
  return memory.get("dangerCalls").some((one) => one.about === about && one.recordedAt >= since);
}

// A sealed report, or a case in a sealed register, that no one may read according to Contacts. People whom it does not exclude are told that
// it waits, and nothing of what it says (design 2.11). If it reports danger, they are told that too, again and again at the pace of design
// 2.18, until someone may read it or someone has recorded who called which agency. What is remembered of it is in the running account's own
// store, since no one else may learn of it.

export interface UnreadableSealed {
  /** Id of the response; for a case, the register's name, a space and the case's reference. */
  readonly id: string;
  /** When the report was received, milliseconds UTC; null for a case, which is in a register and not only in the Form. */
  readonly receivedAt: number | null;
  /** When the danger was reported, milliseconds UTC; null if no danger is reported or a call is on record. */
  readonly dangerSince: number | null;
  readonly excluded: ReadonlySet<string>;
  /** The school as the reporter answered; null if not answered. */
  readonly school: string | null;
  /** Whether someone may read it, but its register cannot be opened to them alone now. */
  readonly hasReader: boolean;
}

/** What is remembered, by `id`. One call. Empty if the store cannot be read. */
export function rememberedUnreadableSealed(run: Run): Kept["sealed"]["unread"] {
  return attempt(run, () => run.ownMemory.get("sealed").unread, {});
}

/**
 * The link to the Form's responses; null if the Form is not known, or while a report that waits there excludes someone who may edit it: then
 * no email sends an editor there (design 2.11). `excluded`: whom the reports of this run exclude; null: one is sealed, and no one can tell
 * whom it excludes. `directory`: null if Contacts cannot be read. One call where a report excludes anyone.
 */
export function responsesToRead(
  run: Run,
  excluded: Iterable<string> | null,
  directory: Directory | null,
): RegisterLink | null {
  const { form, memory, identity } = run;
  const link = responsesLink(memory.get("form").id);
  const kept = Object.values(rememberedUnreadableSealed(run)).flatMap((one) => one.excluded);
  const all = new Set([...kept, ...(excluded ?? [])]);
  if (excluded !== null && all.size === 0) return link;
  const listed = attempt(run, () => form.editors(), null);
  if (excluded === null || listed === null) return null;
  const out = directory === null ? all : everyoneOut(all, directory);
  const editors = union(listed, [...installersOf(run), identity.runningAs()]);
  return editors.some((one) => out.has(one)) ? null : link;
}

interface UnreadQuestion extends PastQuestion {
  readonly isDanger: boolean;
  readonly hasReader: boolean;
}

/**
 * Who is told without content once no one of the district or of other schools can be: the account of this run; if the report excludes it,
 * the other accounts that run the system; if it excludes those too, the contacts of its own school whom it does not exclude.
 */
function toldAtLast(run: Run, excluded: Addresses): readonly string[] {
  const { directory, identity } = run;
  const out = everyoneOut(excluded, directory);
  const people = directory.people.map(({ email }) => email);
  return [[identity.runningAs()], installersOf(run), people]
    .map((some) => some.filter((to) => !out.has(to)))
    .reduce((before, next) => (before.length > 0 ? before : next));
}

/** Everyone who is told without content of what no reader can get. `now` as in `peopleToldWithoutContent`. */
export function toldWithoutContent(
  run: Run,
  excluded: Addresses,
  school: string | null,
  now: number | null,
): readonly string[] {
  const people = peopleToldWithoutContent(run.directory, excluded, school, now);
  return people.length > 0 ? people : toldAtLast(run, excluded);
}

/**
 * Tells people at once about new ones, then about dangers at their pace and about others once a day. If no one in Contacts may be told whose
 * account is there, those of `toldAtLast` are: accounts always at the pace of danger. One email for each person. Forgets those that the run
 * looked for (`isLooked`, by id) and that are not among `unread`: someone can read them now, or they no longer exist. Sends email: must not
 * be called under the lock.
 */
export function tellOfUnreadableSealed(
  run: Run,
  unread: readonly UnreadableSealed[],
  isLooked: (id: string) => boolean,
): void {
  const waits = new Set(unread.map(({ id }) => id));
  const known = Object.keys(rememberedUnreadableSealed(run));
  const gone = new Set(known.filter((id) => isLooked(id) && !waits.has(id)));
  if (unread.length + gone.size === 0) return;
  // Starts from what other runs of the account have stored. If the store cannot be written, people are told all the same.
  isDone(run, () => {
    run.ownMemory.again();
    const before = Object.entries(run.ownMemory.get("sealed").unread);
    const kept = unread.map(({ id, receivedAt, excluded, dangerSince }) => {
      const what = { at: receivedAt ?? 0, danger: dangerSince ?? 0, excluded: [...excluded] };
      return [id, what] as const;
    });
    const after = [...before.filter(([id]) => !gone.has(id)), ...kept];
    run.ownMemory.set("sealed", { unread: Object.fromEntries(after) });
  });
  if (gone.size > 0) changeAsks(run, "sealed", (asked) => asked.filter(([id]) => !gone.has(id)));
  if (unread.length === 0) return;
  const { clock, memory, directory } = run;
  const now = clock.now();
  const asked = askedPast(run, "sealed");
  const canReach = whoCanBeReached(run);
  const reached = { ...directory, people: directory.people.filter(({ email }) => canReach(email)) };
  const questions = unread.map((one): UnreadQuestion => {
    const { id, excluded, school, dangerSince, hasReader } = one;
    const isDanger = dangerSince !== null && !calledSince(memory, dangerSince);
    const [first, second] = [directory, reached].map((of) =>
      peopleToldWithoutContent(of, excluded, school, isDanger ? null : now),
    );
    const people = union(first, second);
    const to = union(people, people.some(canReach) ? [] : toldAtLast(run, excluded));
    const isOfPeople = reached.people.some(({ email }) => to.includes(email));
    const told = asked[id] ?? null;
    const since = isDanger ? dangerSince : (told ?? now);
    return {
      ...{ id, isDanger, hasReader, since },
      // An account that is told in place of people cannot know how urgent it is (design 2.11).
      pace: isDanger || !isOfPeople ? "danger" : "waiting",
      to,
      // An email sent before the danger was reported did not ask about it.
      asked: isDanger && told !== null && told < dangerSince ? null : told,
    };
  });
  const excluded = unread.flatMap((one) => [...one.excluded]);
  const responses = once(() => responsesToRead(run, excluded, directory));
  askPast(run, "sealed", questions, (own) =>
    sealedWaits({
      calls: reportAgencies(directory.pack, callBook(directory, null, directory.pack)),
      responses: responses(),
      isDanger: own.some((one) => one.isDanger),
      hasReader: own.every((one) => one.hasReader),
    }),
  );
}
