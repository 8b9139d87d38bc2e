/**
 * Sends mail at once, without a row in any Outbox: the kinds of pastEveryRegister (letters/kinds), which no Outbox can hold (outage) or
 * must not hold (unreadable sealed reports).
 */
import { isDone } from "../../attempt";
import { compose, type MessageInputs, type PastKind } from "../../letters/kinds/all-kinds";
import { senderName } from "../../letters/outbox/deliver-messages";
import type { Run } from "../../run";

/**
 * Sends one mail to each address. Replies go to nobody else, since a report may be about any of them. `input`: what the kind's template gets
 * for the address. Returns the addresses that it did not reach.
 */
export function sendPastRegister<Kind extends PastKind>(
  run: Run,
  kind: Kind,
  to: readonly string[],
  input: (address: string) => MessageInputs[Kind],
): readonly string[] {
  const send = (address: string) => {
    const mail = compose(kind, input(address));
    run.mailer.send({ ...mail, to: address, name: senderName, replyTo: address });
  };
  return to.filter((address) => !isDone(run, () => send(address)));
}

/** What is said once, and to whom. */
export interface SaidOnce<Kind extends PastKind> {
  readonly kind: Kind;
  readonly to: () => readonly string[];
  readonly input: MessageInputs[Kind];
}

/**
 * The same for what is said once. `remember("told")` comes before anything is sent, since otherwise each run would say it again; where it
 * returns false, nothing is sent. `remember("not-told")` follows where nobody was reached, so that the next run tries again.
 */
export function sendOncePastRegister<Kind extends PastKind>(
  run: Run,
  { kind, to, input }: SaidOnce<Kind>,
  remember: (as: "told" | "not-told") => boolean,
): void {
  if (!remember("told")) return;
  const people = to();
  const missed = sendPastRegister(run, kind, people, () => input);
  if (missed.length === people.length) remember("not-told");
}
