/** Mail past every register: for what no Outbox can hold, or must not. */
import type { Message } from "../../letters/format/letter";
import { senderName } from "../../letters/outbox/deliver-messages";
import type { Workspace } from "../../ports";

/** Answers go to nobody else: a report may name any of them. Returns those whom it did not reach. */
export function sendPast(
  { mailer }: Pick<Workspace, "mailer">,
  to: readonly string[],
  write: (address: string) => Message,
): readonly string[] {
  return to.filter((address) => {
    try {
      mailer.send({ ...write(address), to: address, name: senderName, replyTo: address });
      return false;
    } catch {
      return true;
    }
  });
}
