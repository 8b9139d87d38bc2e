/** Turns a queued message about access into its mail; roles are those in Contacts at that moment. */
import type { Directory } from "../directory/directory";
import { named } from "../messages/access";
import { compose } from "../messages/compose";
import type { Message } from "../messages/message";
import { registerLink } from "../messages/reference";
import type { MessageDetail } from "../register/change";

export function writeAccess(
  kind: "access-changed" | "access-open",
  detail: MessageDetail,
  { directory, spreadsheetId }: { readonly directory: Directory; readonly spreadsheetId: string },
): Message {
  const link = registerLink(`https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit`);
  if (kind === "access-open") {
    const ways = ["link-or-domain", "in-bin"] as const;
    const how = ways.find((one) => one === detail["how"]) ?? "cannot-see";
    return compose(kind, { how, link });
  }
  const people = (key: string) => {
    const value = detail[key];
    return named(Array.isArray(value) ? value.map(String) : [], directory);
  };
  return compose(kind, {
    added: people("added"),
    removed: people("removed"),
    notAdded: people("notAdded"),
    notRemoved: people("notRemoved"),
    now: people("now"),
    link,
  });
}
