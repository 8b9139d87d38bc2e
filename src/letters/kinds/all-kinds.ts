/** The table of all kinds of message. A kind of the Outbox that no entry writes does not compile. */

import { kindOf } from "../../case/messages/message";
import type { QueuedKind } from "../../case/messages/message-details";
import type { QueuedMessage } from "../../register/change";
import type { Run } from "../../run";
import { asDrill } from "../format/drill-letter";
import type { Letter, Message } from "../format/letter";
import { renderHtml, renderText } from "../format/render-letter";
import {
  clockFails,
  memoryDamaged,
  registerUnreachable,
  sealedWaits,
} from "../templates/about-an-outage";
import { formGap } from "../templates/about-the-form";
import { aboutACase } from "./about-a-case";
import { aboutARegister } from "./about-a-register";
import { aboutSeveralCases } from "./about-several-cases";
import { aboutTheDesk } from "./about-the-desk";
import type { Kind, Traits, Writing } from "./kind";
import { toAReporter } from "./to-a-reporter";

const queued = {
  ...aboutACase,
  ...toAReporter,
  ...aboutSeveralCases,
  ...aboutARegister,
  ...aboutTheDesk,
} satisfies { readonly [Id in QueuedKind]: Kind<Id, never> };

/**
 * The kinds of message that go out past every register: no Outbox can hold them, since a register is out of reach, or must not hold them,
 * since nobody may read of it there. They are sent at once.
 */
const pastEveryRegister = {
  /** A register cannot be read or written. To leads, and to the people of each danger and of each report that waits. */
  "register-unreachable": { letter: registerUnreachable },
  /** A sealed report has no reader. To people whom it does not exclude. */
  "sealed-waits": { letter: sealedWaits },
  /** To the account that runs the desk and the lead. */
  "clock-fails": { letter: clockFails },
  /** To leads and admins. */
  "memory-damaged": { letter: memoryDamaged },
  /** To leads. */
  "form-gap": { letter: formGap },
};

const all = { ...queued, ...pastEveryRegister };
type All = typeof all;

/** All kinds of message. */
export type MessageKind = keyof All;
/** Those that go out past every register. */
export type PastKind = keyof typeof pastEveryRegister;

/** What the template of each kind gets. */
export type MessageInputs = {
  readonly [Id in MessageKind]: Parameters<All[Id]["letter"]>[0];
};

const templates: {
  readonly [Id in MessageKind]: { letter: (input: MessageInputs[Id]) => Letter };
} = all;

// The keys of a table are its kinds.
/** The ids of all kinds, also of those that are sent past every register. */
export const messageKinds = Object.keys(all) as readonly MessageKind[];

function rendered(letter: Letter): Message {
  return { subject: letter.subject, text: renderText(letter), html: renderHtml(letter) };
}

/** The message of a kind: subject, text and html. Pure; the same input gives the same message. */
export function compose<Id extends MessageKind>(kind: Id, input: MessageInputs[Id]): Message {
  return rendered(templates[kind].letter(input));
}

/** What the queue goes by for a row of a kind that this version of the desk does not know. */
const unknown: Traits = { to: "actor", tells: "other", inSealed: true };

/** What the queue goes by. */
export function traitsOf(message: Pick<QueuedMessage, "kind">): Traits {
  const kind = kindOf(message);
  return kind === null ? unknown : queued[kind];
}

/**
 * The mail for one row of the Outbox, as things stand now, so that it is never out of date (design 2.7). Null if nothing is to be sent: a
 * kind that this version of the desk does not know, a case that is gone, or a question that was answered in the meantime. Throws for a
 * digest if `writing.digest` is null.
 */
export function writeMessage(message: QueuedMessage, writing: Writing, run: Run): Message | null {
  const id = kindOf(message);
  if (id === null) return null;
  const { inSealed, write } = queued[id];
  if (writing.isSealed && !inSealed) return null;
  const letter = write(message, writing, run);
  if (letter === null) return null;
  const isDrill = writing.files.get(message.case ?? "")?.row.drill === true;
  return rendered(isDrill ? asDrill(letter) : letter);
}
