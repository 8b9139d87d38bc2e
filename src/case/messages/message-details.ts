/**
 * What the Outbox stores of each kind of message beside its recipient and its case: ids, counts and references, no student data. All words
 * come from the case as it stands when the mail is sent (design 2.7, 2.10).
 */

import { type PersonRole, personRoles } from "../../district/district";
import { type Refusal, refusals } from "../../errors";
import { once } from "../../once";
import type { ActId, LevelId } from "../../protocol/ids";
import { tabIds } from "../../register/columns";
import { isCaseReference } from "../model/case-reference";
import {
  address,
  idsIn,
  language,
  type Member,
  mayLack,
  number,
  oneOf,
  packIds,
  pairs,
  references,
  text,
  texts,
  yes,
} from "./detail-members";

/** Why somebody is told of what another person typed. */
export const typedBecause = [
  "not-in-line",
  "by-another",
  "confirm-call",
  "unknown",
  "must-not-read",
] as const;
export type TypedBecause = (typeof typedBecause)[number];

/** Whose school is told of a hand-over. */
export const handOverTold = ["receiver", "giver", "former"] as const;
export type HandOverTold = (typeof handOverTold)[number];

/** Why a person is asked to act on a case that somebody else had. */
export const givenBecause = [
  "stepped-aside",
  "assigned",
  "handed-over",
  "school-corrected",
  "contacts",
] as const;
export type GivenBecause = (typeof givenBecause)[number];

/** From when the time for a reporter's written report is counted. */
const dueFroms = ["learned", "received"] as const;
/** What made a case more serious. */
const raisedBy = ["report", "merge", "person"] as const;
/** How a register is open to more people than it should be, or why nobody can say. */
const openWays = ["link-or-domain", "in-bin", "service-off", "cannot-see"] as const;
/** What of an account that runs the desk has fallen silent. */
const silentTriggers = ["clock", "reports", "edits"] as const;

const dueFrom = oneOf(dueFroms, "received");
/** A parent had been told before a report said that a parent may be involved. */
const parentKnew = mayLack(yes);
/** Mail about danger is its own kind of mail; only such mail is marked so. */
const danger = mayLack(yes);
/** Roles, as Activity and the lists of who was asked have them. */
const roles = idsIn<PersonRole, string>(personRoles);
/** How many mails about the matter the reader has had, this one included. Left out for a reader who is new to it. */
const turn = number;

/** Cases and who has each from now on. */
const given = pairs(
  ({ reference, role }: { readonly reference: string; readonly role: PersonRole }) =>
    `${reference} ${role}`,
  (reference, name) => {
    const role = personRoles.find((one) => one === name);
    return role === undefined || !isCaseReference(reference) ? null : { reference, role };
  },
);

/** Addresses that Google does not let into a register, by why. */
const refused = {
  "refused no-account": mayLack(texts),
  "refused not-allowed": mayLack(texts),
  "refused full": mayLack(texts),
  "refused not-owner": mayLack(texts),
  "refused unsaid": mayLack(texts),
} satisfies { readonly [Why in Refusal as `refused ${Why}`]: unknown };

/** The refused addresses of a stored message, grouped by why Google refused them. */
export function refusalsByReason(
  detail: Readonly<Record<keyof typeof refused, readonly string[]>>,
): readonly { readonly why: Refusal; readonly who: readonly string[] }[] {
  return refusals.map((why) => ({ why, who: detail[`refused ${why}`] }));
}

function makeMessageDetails() {
  return {
    // About one case.
    "case-opened": { dueFrom, danger },
    "case-raised": {
      fromLevel: text as Member<LevelId, string>,
      newProtocols: packIds<LevelId>(),
      newActs: packIds<ActId>(),
      cause: oneOf(raisedBy, "report"),
      dueFrom: mayLack(dueFrom),
      parentKnew,
      danger,
    },
    "report-added": {
      /** Milliseconds since 1970, UTC. */
      writtenReportDue: number,
      dueFrom,
      reporterTold: yes,
      isAnonymous: yes,
      parentKnew,
      danger,
    },
    /** `owner`: not about a report, but the student owns the record from now on. */
    "review-needed": { told: mayLack(roles), owner: mayLack(yes), danger },
    "case-escalated": { notAnswered: mayLack(roles), turn: mayLack(turn) },
    "call-overdue": { reminded: mayLack(roles), turn, toAllAgain: mayLack(yes) },
    "case-given": { because: oneOf(givenBecause, "stepped-aside") },
    /** Roles of those who stepped aside, and of whoever is asked now. */
    "case-stepped-aside": { who: roles, now: roles },
    /** Who is told: the school that is to receive it, or the one that has it until then, or that had it. */
    "case-handed-over": { told: oneOf(handOverTold, "receiver") },
    "case-merged": { other: text },
    "case-parted": { other: text },
    "print-asked": {},
    "typed-by-another": {
      because: oneOf(typedBecause, "unknown"),
      by: address,
      has: address,
      owner: address,
      /** Each "tab.column", of an act "checklist.column act". */
      undone: texts,
      kept: texts,
    },
    "reporter-not-reminded": { isApart: yes, isRefused: mayLack(yes) },

    // To a reporter.
    "reporter-duty": { writtenReportDue: number, dueFrom, language: mayLack(language) },
    /** `by`: who took the case on, where the reporter's address is looked up only when the mail is sent. */
    "report-taken-on": { by: mayLack(text), language: mayLack(language) },

    // About several cases.
    /** `toAllAgain`: those of them that were acknowledged, and about which everybody who may know is asked again. */
    "dangers-unanswered": { cases: references, toAllAgain: mayLack(references) },
    "dangers-gathered": { cases: references },
    "cases-gathered": { cases: references },
    /** `reminders`: each "kind reference". */
    "reminders-gathered": { cases: references, reminders: texts },
    /** Cases that others have now, and who had them. */
    "contact-left": { others: given, from: texts },
    /** `date`: the district's day. */
    digest: { date: text, register: text },
    /** How many mails wait. */
    "mail-waits": { first: number, duties: number, others: number },

    // About a register.
    "access-changed": {
      added: texts,
      removed: texts,
      notAdded: texts,
      notRemoved: texts,
      now: texts,
      ...refused,
    },
    "access-open": { how: oneOf(openWays, "cannot-see") },
    "rows-missing": { tabs: idsIn(tabIds), dangers: references },
    /** `cells`: each "tab A1". */
    "formula-found": { cells: texts, more: number },
    /** Instants, milliseconds since 1970, UTC. */
    "register-moved": {},

    // About the desk.
    "form-changed": { isClosed: yes },
    /** The school year, such as "2026-27"; how many schools lack something, and how many cells in all. */
    "education-missing": { year: text, schools: number, missing: number },
    "reader-missing": {},
    "roll-over-due": {},
    "installer-silent": { account: text, trigger: oneOf(silentTriggers, "clock") },
  };
}

/** By kind. The ids are permanent: rows of the Outbox hold them. */
export const messageDetails = once(makeMessageDetails);

type Details = ReturnType<typeof messageDetails>;

/** The kinds of message that an Outbox can hold. */
export type QueuedKind = keyof Details;

/** Keys of the members that a message may be made without. */
type Optional<Members> = {
  [Key in keyof Members]: Members[Key] extends { mayBeLeftOut: true } ? Key : never;
}[keyof Members];

type Written<Of> = Of extends Member<infer In, infer _Out> ? In : never;

/** What a message of the kind is made with. */
export type DetailToWrite<Kind extends QueuedKind> = {
  readonly [Key in Exclude<keyof Details[Kind], Optional<Details[Kind]>>]: Written<
    Details[Kind][Key]
  >;
} & {
  readonly [Key in Optional<Details[Kind]>]?: Written<Details[Kind][Key]>;
};

/** What is read of a message of the kind: every member, whatever the cell holds. */
export type DetailOf<Kind extends QueuedKind> = Kind extends QueuedKind
  ? {
      readonly [Key in keyof Details[Kind]]: Details[Kind][Key] extends Member<infer _In, infer Out>
        ? Out
        : never;
    }
  : never;

/** Whether the text is a kind of message that this version of the desk can queue. */
export function isQueuedKind(kind: string): kind is QueuedKind {
  return Object.keys(messageDetails()).includes(kind);
}
