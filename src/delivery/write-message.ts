/** Turns a row of the Outbox into the mail to send, from the state in which the case is at that moment (design 2.7). */
import type { CaseFile } from "../casework/case-file";
import { type DigestFile, type DigestReport, digestFor, isOfToday } from "../casework/digest";
import type { EscalationContext } from "../casework/escalate-chain";
import { caseFacts, type FactsContext } from "../casework/facts";
import { callBook } from "../directory/call-book";
import { type Directory, personRoles } from "../directory/directory";
import { named } from "../messages/access";
import { compose } from "../messages/compose";
import type { ActFacts } from "../messages/facts";
import { type Message, messageKinds } from "../messages/message";
import { registerLink } from "../messages/reference";
import { isDuty } from "../protocol/act-kinds";
import { actIds, levelIds, protocolIds } from "../protocol/ids";
import { currentPack, packOfVersion } from "../protocol/packs";
import type { MessageDetail } from "../register/change";
import type { ZoneOffset } from "../register/local-time";
import { tabs } from "../register/tabs";
import { writeAccess } from "./write-access";

/** What digests are written from: the register's open cases and its reports, as just read. */
export interface DigestSource {
  readonly files: Iterable<DigestFile>;
  readonly reports: readonly DigestReport[];
  readonly context: Omit<EscalationContext, "now">;
}

export interface WritingContext {
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** The address that the message goes to. */
  readonly to: string;
  /** Null where the run has not read it: a digest then waits for one that has. */
  readonly digest: DigestSource | null;
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

/** The calls that are to be made at once and are not on record. */
function openCalls(acts: readonly ActFacts[]): readonly ActFacts[] {
  return acts.filter(
    ({ act, call, due, state }) =>
      isDuty(act) && state === "open" && due === "at-once" && (call ?? []).length > 0,
  );
}

/** The digest as it stands now; null when nothing is due any more, and when its day is over. */
function writeDigest(detail: MessageDetail, context: WritingContext): Message | null {
  const { now, to, zone, spreadsheetId, digest } = context;
  if (!isOfToday(detail["date"], now, zone)) return null;
  if (digest === null) throw new Error("a digest needs the open cases");
  const found = digestFor(to, digest.files, digest.reports, { ...digest.context, now });
  const { sheetId } = tabs.cases;
  const link = registerLink(
    `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit#gid=${sheetId}`,
  );
  return found === null ? null : compose("digest", { ...found, link });
}

/**
 * The mail of a queued message; null where there is nothing to send: a kind that this version does not know, a message
 * about a case that is no longer there, or one that has been answered meanwhile. Throws for a digest without its source.
 */
export function writeMessage(
  kindText: string,
  detail: MessageDetail,
  file: CaseFile | null,
  context: WritingContext,
): Message | null {
  const kind = messageKinds.find((one) => one === kindText);
  if (kind === "digest") return writeDigest(detail, context);
  if (kind === "access-changed" || kind === "access-open") {
    return writeAccess(kind, detail, context);
  }
  if (kind === "installer-silent") {
    return compose(kind, { account: named([String(detail["account"])], context.directory) });
  }
  if (kind === "form-changed") return compose(kind, { isClosed: detail["isClosed"] === true });
  // Those go past every register.
  if (kind === "sealed-waits" || kind === "report-waiting" || kind === "register-unreachable") {
    return null;
  }
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
    case "case-escalated":
      return row.acknowledged || row.status === "closed"
        ? null
        : compose(kind, {
            facts: caseFacts(file, { ...factsContext, dueFrom: null }),
            notAnswered: idsIn(personRoles, detail["notAnswered"]),
          });
    case "case-handed-over": {
      const { reference, link } = caseFacts(file, factsContext);
      return compose(kind, { reference, link });
    }
    case "call-overdue": {
      const facts = caseFacts(file, { ...factsContext, dueFrom: null });
      const open = openCalls(facts.acts);
      return open.length === 0 || row.status === "closed"
        ? null
        : compose(kind, { facts, calls: open, reminded: idsIn(personRoles, detail["reminded"]) });
    }
  }
}
