/** Turns a row of the Outbox into the mail to send, from the state in which the case is at that moment (design 2.7). */
import type { CaseFile } from "../casework/case-file";
import { caseFacts, type FactsContext } from "../casework/facts";
import { callBook } from "../directory/call-book";
import { type Directory, personRoles } from "../directory/directory";
import { compose } from "../messages/compose";
import { type Message, messageKinds } from "../messages/message";
import { actIds, levelIds, protocolIds } from "../protocol/ids";
import { currentPack, packOfVersion } from "../protocol/packs";
import type { MessageDetail } from "../register/change";
import type { ZoneOffset } from "../register/local-time";

export interface WritingContext {
  readonly directory: Directory;
  readonly spreadsheetId: string;
  readonly zone: ZoneOffset;
}

/** Picks the ids of a closed list out of a stored detail. */
function idsIn<T extends string>(ids: readonly T[], value: unknown): readonly T[] {
  return Array.isArray(value) ? ids.filter((id) => value.includes(id)) : [];
}

function oneOf<T extends string>(ids: readonly T[], value: unknown, otherwise: T): T {
  return ids.find((id) => id === value) ?? otherwise;
}

/**
 * The mail of a queued message; null where there is nothing to send: a kind that this version does not know, or a
 * message about a case that is no longer there.
 */
export function writeMessage(
  kindText: string,
  detail: MessageDetail,
  file: CaseFile | null,
  context: WritingContext,
): Message | null {
  const kind = messageKinds.find((one) => one === kindText);
  if (kind === undefined || file === null) return null;
  const { row } = file;
  const pack = packOfVersion(row.protocolVersion ?? "") ?? currentPack;
  const calls = callBook(context.directory, row.school, pack);
  const dueFrom = oneOf(["learned", "received"], detail["dueFrom"], "received");
  const newProtocols = idsIn(protocolIds, detail["newProtocols"]);
  const factsContext: FactsContext = {
    pack,
    directory: context.directory,
    calls,
    spreadsheetId: context.spreadsheetId,
    zone: context.zone,
    dueFrom,
    newProtocols,
  };
  const writtenReportDue =
    typeof detail["writtenReportDue"] === "number" ? detail["writtenReportDue"] : 0;
  switch (kind) {
    case "case-opened":
      return compose(kind, caseFacts(file, factsContext));
    case "case-raised":
      return compose(kind, {
        facts: caseFacts(file, factsContext),
        fromLevel: oneOf(levelIds, detail["fromLevel"], "needs-review"),
        newProtocols,
        newActs: idsIn(actIds, detail["newActs"]),
        cause: oneOf(["report", "merge", "person"], detail["cause"], "report"),
      });
    case "report-added":
      return compose(kind, {
        facts: caseFacts(file, factsContext),
        writtenReportDue,
        dueFrom,
        reporterTold: detail["reporterTold"] === true,
      });
    case "review-needed":
      return compose(kind, {
        facts: caseFacts(file, factsContext),
        told: idsIn(personRoles, detail["told"]),
      });
    case "reporter-duty":
      return compose(kind, { calls, writtenReportDue, dueFrom, zone: context.zone });
  }
}
