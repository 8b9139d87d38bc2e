/**
 * Sends mail at once, without a row in any Outbox: for mail that no Outbox can hold (outage) or must not hold (unreadable sealed reports).
 */
import type { Message } from "../../letters/format/letter";
import { senderName } from "../../letters/outbox/deliver-messages";
import type { Workspace } from "../../ports";

/**
 * Sends one mail to each address. Replies go to nobody else, since a report may be about any of them. Returns the addresses that it did not
 * reach.
 */
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
