/** Mails that one person would get too many of in an hour go out as one about several cases. Pure (design 2.18). */
import { detailOf, kindOf, message as messageOf, traitsOf } from "../../messages/messages";
import type { QueuedMessage } from "../../register/change";
import { minuteMs } from "../../time";
import { isFirstMail, type Queued, type Sort } from "./message-urgency";

// If a person gets too many first mails or reminders in an hour, the next ones are gathered into one mail about several cases.

/** So many mails of a sort in an hour one person gets one by one. Further ones are gathered. */
export const eachAlone = 10;
/** The least time between two gathered mails to one person, in milliseconds. */
const gatheredEach = { danger: 5 * minuteMs, other: 15 * minuteMs } as const;
/** A clock run may come up to a minute earlier than planned: milliseconds. */
const early = minuteMs;
/** The most cases in one gathered mail: Gmail cuts a mail off after about 100 KB. */
const casesAtOnce = 60;

const gatheredKind = "cases-gathered";
/** What is gathered: first mails, those about danger, or reminders. */
export type Gathered = "first" | "danger" | "duty";

/** What the message gathers; null for one that gathers nothing. */
export function gatheredAs(message: QueuedMessage): Gathered | null {
  if (message.kind !== gatheredKind) return null;
  const { reminders, danger } = detailOf(gatheredKind, message);
  return reminders.length > 0 ? "duty" : danger ? "danger" : "first";
}

/** As what the message may be gathered: a first mail, one about danger, or a reminder. Null if it always goes out alone. */
export function gathersAs(message: QueuedMessage, sort: Sort): Gathered | null {
  if (
    message.case === null ||
    sort === "other" ||
    sort === "drill" ||
    traitsOf(message).to === "reporter"
  )
    return null;
  return sort === "duty" || isFirstMail(message) ? sort : null;
}

/** A row of the Outbox whose message was sent, or was queued and may be sent by another run. */
export interface Settled {
  readonly message: QueuedMessage;
  /** Milliseconds since 1970, UTC. */
  readonly sentAt: number | null;
  readonly queuedAt: number | null;
}

/** Who a recipient of the Outbox is: a text that is the same for two recipients that are one person. */
export type PersonOf = (to: string) => string;

/** Takes each recipient for a person of their own. */
export const asWritten: PersonOf = (to) => to;

/** What a reminder outside danger reminds of, each "kind reference"; several if it is a gathered one. Empty for other kinds. */
function remindersIn(message: QueuedMessage): readonly string[] {
  const { case: own } = message;
  const kind = kindOf(message);
  if (kind === gatheredKind) return detailOf(kind, message).reminders;
  if (kind !== "case-escalated" && kind !== "call-overdue") return [];
  return own === null ? [] : [`${kind} ${own}`];
}

/** What waits to be gathered: the messages of one person that go into one mail. */
export type Held<M> = ReadonlyMap<string, readonly M[]>;

/** The name under which a message waits for others: the kind of mail, and the person. */
export function waitingName(message: QueuedMessage, sort: Sort, personOf: PersonOf): string {
  const as = gathersAs(message, sort);
  return `${as === null ? message.kind : `${gatheredKind}-${as}`} ${personOf(message.to)}`;
}

/** A new message that takes the place of several (`instead`: their ids). */
export type GatheredMail = QueuedMessage & { readonly instead: readonly string[] };

/** What goes out of what is held. */
export interface Together<M> {
  readonly send: readonly M[];
  readonly gather: readonly GatheredMail[];
  /** Messages to a reporter whose words another message in `send` has for the same reporter. */
  readonly said: readonly M[];
}

/**
 * The mails that take the place of those that are held. `goesAs`: as what the first of so many may be gathered now, null if they all say
 * the same, "kept" if the quota is kept for others. `now`: milliseconds UTC.
 */
export function gatherMails<M extends Queued>(
  held: Held<M>,
  isTime: (name: string, first: M) => boolean,
  now: number,
  goesAs: (first: M, waiting: number) => Gathered | null | "kept",
): Together<M> {
  const gather: GatheredMail[] = [];
  const send: M[] = [];
  const said: M[] = [];
  for (const [name, group] of held) {
    const [first] = group;
    if (first === undefined || !isTime(name, first)) continue;
    const as = goesAs(first, group.length);
    if (as === "kept") continue;
    const part = group.slice(0, casesAtOnce);
    if (as === null || part.length === 1) {
      // Mails to a reporter about the duty say the same each time: one is enough, and the earliest has the earliest deadline.
      send.push(first);
      if (as === null) said.push(...group.slice(1));
      continue;
    }
    gather.push({ ...gatheredMail(as, part, first.to, now), instead: part.map(({ id }) => id) });
  }
  return { send, gather, said };
}

/** The mail to a person that takes the place of these messages. `now`: milliseconds UTC. */
function gatheredMail(
  as: Gathered,
  part: readonly QueuedMessage[],
  to: string,
  now: number,
): QueuedMessage {
  const cases = casesOf(part);
  const row = { id: `${gatheredKind} ${as} ${now.toString(36)} ${to}`, to, case: null };
  const more =
    as === "duty"
      ? { reminders: part.flatMap(remindersIn) }
      : as === "danger"
        ? { danger: true }
        : {};
  return messageOf(gatheredKind, { cases, ...more }, row);
}

/** The cases of these messages, each once. */
function casesOf(messages: readonly QueuedMessage[]): readonly string[] {
  return [...new Set(messages.flatMap(({ case: own }) => own ?? []))];
}

/**
 * Returns a function that says whether the last gathered mail of this name to this person went out long enough ago for the next. `now`:
 * milliseconds UTC.
 */
export function gatheredLongAgo(
  pending: readonly Queued[],
  settled: readonly Settled[],
  now: number,
  personOf: PersonOf,
): (name: string, first: QueuedMessage) => boolean {
  return (name, first) => {
    const [kind = ""] = name.split(" ");
    const person = personOf(first.to);
    const isSame = (one: QueuedMessage) => {
      const as = gatheredAs(one);
      const own = as === null ? one.kind : `${gatheredKind}-${as}`;
      return own === kind && personOf(one.to) === person;
    };
    if (kind !== first.kind && pending.some(isSame)) return false;
    const every = kind === `${gatheredKind}-danger` ? gatheredEach.danger : gatheredEach.other;
    const last = settled.reduce(
      (latest, { message, queuedAt, sentAt }) =>
        isSame(message) ? Math.max(latest, sentAt ?? queuedAt ?? 0) : latest,
      0,
    );
    return now - last >= every - early;
  };
}
