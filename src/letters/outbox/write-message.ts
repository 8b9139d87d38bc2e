/**
 * Turns a row of the Outbox into a mail at the moment it is sent. The row stores only the kind, the recipient, the case reference and a
 * few ids (`detail`); all words come from the case as it stands now, so a mail is never out of date (design 2.7). Every member of `detail`
 * is checked here before use, since people can change the cell.
 */

import { typedBecause } from "../../case/edits/who-may-tick";
import type { CaseFile } from "../../case/model/case-file";
import {
  caseReference,
  fileLink,
  isCaseReference,
  type RegisterLink,
  referenceOfCase,
  registerLink,
  viewLink,
} from "../../case/model/case-reference";
import type { EscalationContext } from "../../case/reminders/escalation";
import {
  type DigestFile,
  type DigestReport,
  digestFor,
  isOfToday,
} from "../../case/reminders/morning-digest";
import { isUnanswered } from "../../case/reminders/unanswered-danger";
import {
  type ActFacts,
  type CaseFacts,
  caseFacts,
  type FactsContext,
  levelName,
  reportAgencies,
} from "../../case/views/letter-facts";
import type { Directory } from "../../district/district";
import { callBook } from "../../district/find-people";
import { readerGaps } from "../../district/reader-gaps";
import { personRoles } from "../../district/roles";
import { refusals } from "../../errors";
import { textsIn } from "../../json";
import { lowestLevel } from "../../protocol/engine";
import { packOfCase } from "../../protocol/find-pack";
import type { MessageDetail } from "../../register/change";
import { tabIds } from "../../register/columns";
import { generalViews } from "../../register/saved-views";
import { tabs } from "../../register/tabs";
import type { ZoneOffset } from "../../time";
import { type Message, type MessageKind, messageKinds } from "../format/letter";
import { givenBecause } from "../templates/about-a-case";
import { staffAndOthers } from "../templates/about-the-desk";
import type { FormulaFound } from "../templates/about-the-register";
import type { Turn } from "../templates/sections";
import { compose } from "./compose-message";

// Mails about who can open the register. People are named by the role that Contacts gives them when the mail is sent.

/**
 * The mail about editors that were added or removed ("access-changed"), or about a register that more people can open than should
 * ("access-open"). `detail` lists addresses. The mail names staff; other addresses are only counted, since one could be a student's.
 */
export function writeAccess(
  kind: "access-changed" | "access-open",
  detail: MessageDetail,
  { directory, spreadsheetId }: { readonly directory: Directory; readonly spreadsheetId: string },
): Message {
  const link = fileLink(spreadsheetId);
  if (kind === "access-open") {
    const ways = ["link-or-domain", "in-bin", "service-off"] as const;
    const how = ways.find((one) => one === detail["how"]) ?? "cannot-see";
    return compose(kind, { how, link });
  }
  const people = (key: string) => staffAndOthers(textsIn(detail[key]), directory);
  return compose(kind, {
    added: people("added"),
    removed: people("removed"),
    notAdded: people("notAdded"),
    notRemoved: people("notRemoved"),
    refused: refusals
      .map((why) => ({ why, who: people(`refused ${why}`) }))
      .filter(({ who }) => who.staff.length + who.others > 0),
    now: people("now"),
    isNotGiven: detail["notGiven"] === true,
    link,
  });
}

/** What a morning digest is written from: the open cases and the reports of the register, read in this run. */
export interface DigestSource {
  readonly files: Iterable<DigestFile>;
  readonly reports: readonly DigestReport[];
  readonly context: Omit<EscalationContext, "now">;
}

/** What a message may need besides its own row of the Outbox. */
export interface WritingContext {
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
  /** The address that the message goes to. */
  readonly to: string;
  /** Null if this run has not read the open cases; a digest then fails, and waits for a run that has. */
  readonly digest: DigestSource | null;
  readonly directory: Directory;
  readonly spreadsheetId: string;
  readonly zone: ZoneOffset;
  /** The cases that the message may be about, by reference. A case that is not here is treated as gone. */
  readonly files: ReadonlyMap<string, CaseFile>;
}

/**
 * Mails about rows that were moved, tabs that were made again, and formulas in cells. Only ids of the desk's own tabs and case references
 * are taken from `detail`: its other texts could hold student data.
 */
function writeAboutRegister(
  kind: "rows-moved" | "tabs-made-again" | "formula-found",
  detail: MessageDetail,
  { spreadsheetId }: WritingContext,
): Message {
  const link = fileLink(spreadsheetId);
  if (kind === "formula-found") {
    const cells = textsIn(detail["cells"]).map((place): FormulaFound["cells"][number] => {
      const [tab, cell = ""] = place.split(" ");
      return [tabIds.find((id) => id === tab) ?? null, /^[A-Z]+\d+$/.test(cell) ? cell : "?"];
    });
    return compose(kind, { cells, more: Number(detail["more"] ?? 0), link });
  }
  const found = idsIn(tabIds, detail["tabs"]);
  if (kind === "rows-moved") {
    return compose(kind, { tabs: found, kept: idsIn(tabIds, detail["kept"]), link });
  }
  const list = (key: string) => textsIn(detail[key]);
  return compose(kind, {
    tabs: found,
    gone: list("gone").filter(isCaseReference),
    back: list("back").flatMap((pair) => {
      const [from = "", to = ""] = pair.split(" ");
      return isCaseReference(from) && isCaseReference(to) ? [[from, to] as const] : [];
    }),
    bereft: list("bereft").filter(isCaseReference),
    regrown: list("regrown").filter(isCaseReference),
    without: list("without").filter(isCaseReference),
    isSwept: detail["isSwept"] === true,
    cameSinceRestored: detail["restored"] === true ? list("came").filter(isCaseReference) : null,
    link,
  });
}

/** Those of `ids` that the list `value` holds; anything else in the list is dropped. */
function idsIn<T extends string>(ids: readonly T[], value: unknown): readonly T[] {
  return Array.isArray(value) ? ids.filter((id) => value.includes(id)) : [];
}

/** `value` if it is one of `ids`, else `otherwise`. */
function oneOf<T extends string>(ids: readonly T[], value: unknown, otherwise: T): T {
  return ids.find((id) => id === value) ?? otherwise;
}

/**
 * How many mails about this matter the reader has had, this one included: 2 for the first reminder. Without a number in `detail` the
 * reader is new, and is asked because others have not answered.
 */
function turnOf({ turn }: MessageDetail): Turn {
  return typeof turn === "number" && turn > 1 ? turn : "nobody-answered";
}

/** Duty calls that are owed at once and that the register does not show as made. */
function openCalls(acts: readonly ActFacts[]): readonly ActFacts[] {
  return acts.filter(
    ({ isDuty, call, due, state }) =>
      isDuty && state === "open" && due === "at-once" && (call ?? []).length > 0,
  );
}

/**
 * The digest as things stand now; null if nothing is due, or if the day for which it was queued (district's zone) is over. Throws if
 * `context.digest` is null.
 */
function writeDigest(detail: MessageDetail, context: WritingContext): Message | null {
  const { now, to, zone, spreadsheetId, digest } = context;
  if (!isOfToday(detail["date"], now, zone)) return null;
  if (digest === null) throw new Error("a digest needs the open cases");
  const found = digestFor(to, digest.files, digest.reports, { ...digest.context, now });
  if (found === null) return null;
  return compose("digest", {
    ...found,
    link: viewLink(spreadsheetId, generalViews.worstFirst),
    overdueLink: viewLink(spreadsheetId, generalViews.overdue),
  });
}

/** The link that opens the register at the Cases tab. */
function linkToCases(spreadsheetId: string): RegisterLink {
  const { sheetId } = tabs.cases;
  return registerLink(
    `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit#gid=${sheetId}`,
  );
}

/** The mail to the lead about a contact who left: which of the contact's cases went to whom. */
function writeContactLeft(
  detail: MessageDetail,
  { directory, spreadsheetId }: WritingContext,
): Message {
  const texts = (key: string) => textsIn(detail[key]);
  const references = (key: string) => texts(key).filter(isCaseReference).map(caseReference);
  return compose("contact-left", {
    from: staffAndOthers(texts("from"), directory),
    cases: references("cases"),
    calls: references("calls"),
    others: texts("others").flatMap((text) => {
      const [reference = "", name] = text.split(" ");
      const role = personRoles.find((one) => one === name);
      return role === undefined || !isCaseReference(reference)
        ? []
        : [{ reference: caseReference(reference), role }];
    }),
    link: linkToCases(spreadsheetId),
  });
}

/** What a template may know, for a mail about the case in `row`. */
function factsContextOf(
  row: CaseFile["row"],
  detail: MessageDetail,
  context: WritingContext,
): FactsContext {
  const pack = packOfCase(row);
  const { directory, spreadsheetId, zone, now, to } = context;
  return {
    pack,
    directory,
    calls: callBook(directory, row.school, pack),
    spreadsheetId,
    zone,
    now,
    to,
    dueFrom: oneOf<"learned" | "received">(["learned", "received"], detail["dueFrom"], "received"),
    newProtocols: idsIn(
      pack.levels.map(({ id }) => id),
      detail["newProtocols"],
    ),
    reportsDanger: detail["danger"] === true,
  };
}

const severalKinds = [
  "dangers-unanswered",
  "dangers-gathered",
  "cases-gathered",
  "reminders-gathered",
] as const;
type SeveralKind = (typeof severalKinds)[number];

function isOfSeveral(kind: MessageKind | undefined): kind is SeveralKind {
  return severalKinds.some((one) => one === kind);
}

/** The open cases that the message names, and what the mail says of each. */
function casesIn(
  detail: MessageDetail,
  context: WritingContext,
): readonly { readonly file: CaseFile; readonly facts: CaseFacts }[] {
  return textsIn(detail["cases"])
    .filter(isCaseReference)
    .flatMap((reference) => {
      const file = context.files.get(reference);
      if (file === undefined || file.row.status === "closed") return [];
      const facts = caseFacts(file, { ...factsContextOf(file.row, {}, context), dueFrom: null });
      return [{ file, facts }];
    });
}

/** One mail of reminders of several cases. Cases that wait for nothing any more are left out. Null if none is left. */
function writeReminders(detail: MessageDetail, context: WritingContext): Message | null {
  const isOf = (kind: "case-escalated" | "call-overdue", reference: string) =>
    textsIn(detail["reminders"]).some((one) => one.startsWith(`${kind} ${reference} `));
  const cases = casesIn(detail, context)
    .map(({ file: { row }, facts }) => ({
      facts,
      isUnanswered: isOf("case-escalated", facts.reference) && !row.acknowledged,
      isCallOverdue: isOf("call-overdue", facts.reference) && openCalls(facts.acts).length > 0,
    }))
    .filter(({ isUnanswered: isAsked, isCallOverdue }) => isAsked || isCallOverdue);
  return cases.length === 0 ? null : compose("reminders-gathered", { cases });
}

/**
 * One mail about several cases. Closed cases are left out, and so are those that somebody has answered where the mail asks for an answer.
 * Null if none is left.
 */
function writeSeveral(
  kind: SeveralKind,
  detail: MessageDetail,
  context: WritingContext,
): Message | null {
  if (kind === "reminders-gathered") return writeReminders(detail, context);
  const cases = casesIn(detail, context)
    .filter(({ file }) => kind !== "dangers-unanswered" || isUnanswered(file))
    .map(({ facts }) => facts);
  return cases.length === 0 ? null : compose(kind, { cases });
}

/** The mail that says that somebody filled in a cell that is another person's to fill in. */
function writeTypedByAnother(detail: MessageDetail, facts: CaseFacts): Message {
  const address = (key: string) => {
    const { [key]: value } = detail;
    return typeof value === "string" && value.includes("@") ? value : null;
  };
  return compose("typed-by-another", {
    facts,
    because: oneOf(typedBecause, detail["because"], "unknown"),
    by: address("by"),
    has: address("has") ?? "",
    owner: address("owner"),
  });
}

/**
 * The mail for one row of the Outbox. Null if nothing is to be sent: a kind that this version of the desk does not know, a case that is
 * gone, or a question that was answered in the meantime. Throws for a digest if `context.digest` is null.
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
  if (kind === "contact-left") return writeContactLeft(detail, context);
  if (kind === "installer-silent") {
    return compose(kind, {
      account: staffAndOthers([String(detail["account"])], context.directory),
      trigger: oneOf(["clock", "reports", "edits"], detail["trigger"], "clock"),
    });
  }
  if (kind === "rows-moved" || kind === "tabs-made-again" || kind === "formula-found") {
    return writeAboutRegister(kind, detail, context);
  }
  if (kind === "register-moved") {
    const instant = (key: string) => Number(detail[key] ?? 0);
    return compose(kind, {
      from: instant("from"),
      until: instant("until"),
      zone: context.zone,
      link: fileLink(context.spreadsheetId),
    });
  }
  if (kind === "upgrade-waits") {
    return compose(kind, { isRollOver: detail["isRollOver"] === true });
  }
  if (isOfSeveral(kind)) return writeSeveral(kind, detail, context);
  if (kind === "mail-waits") {
    const count = (key: string) => Number(detail[key] ?? 0);
    return compose(kind, {
      first: count("first"),
      duties: count("duties"),
      others: count("others"),
    });
  }
  if (kind === "form-changed") return compose(kind, { isClosed: detail["isClosed"] === true });
  if (kind === "form-audience") return compose(kind, {});
  if (kind === "education-missing") {
    return compose(kind, {
      year: String(detail["year"]),
      schools: Number(detail["schools"] ?? 0),
      missing: Number(detail["missing"] ?? 0),
      link: fileLink(context.spreadsheetId),
    });
  }
  if (kind === "reader-missing") {
    const gaps = readerGaps(context.directory);
    return gaps.length === 0 ? null : compose(kind, { gaps });
  }
  // Mails of these kinds are sent at once, never queued (see runs/outage/send-past-register): no row of the Outbox should have one.
  if (
    kind === "clock-fails" ||
    kind === "form-gap" ||
    kind === "proof-report" ||
    kind === "sealed-waits" ||
    kind === "report-waiting" ||
    kind === "danger-out-of-reach" ||
    kind === "register-unreachable"
  ) {
    return null;
  }
  if (kind === undefined || file === null) return null;
  const { row } = file;
  // The owner can write over any cell: a case without a reference cannot be pointed to.
  if (!isCaseReference(referenceOfCase(row))) return null;
  const ofRow = factsContextOf(row, detail, context);
  const { pack, calls, newProtocols } = ofRow;
  const levelIds = pack.levels.map(({ id }) => id);
  const fromLevel = oneOf(levelIds, detail["fromLevel"], lowestLevel(pack));
  const factsContext: FactsContext = kind === "case-raised" ? { ...ofRow, fromLevel } : ofRow;
  const actIds = pack.acts.map(({ id }) => id);
  const dueFrom = factsContext.dueFrom ?? "received";
  const writtenReportDue =
    typeof detail["writtenReportDue"] === "number" ? detail["writtenReportDue"] : 0;
  // A closed case: no mail that asks for acts is sent. Mails that tell something new say that the case was closed.
  const isClosed = row.status === "closed";
  switch (kind) {
    case "case-opened":
      return isClosed ? null : compose(kind, caseFacts(file, factsContext));
    case "case-raised":
      if (isClosed) return null;
      return compose(kind, {
        facts: caseFacts(file, factsContext),
        fromLevel: levelName(pack, oneOf(levelIds, detail["fromLevel"], lowestLevel(pack))),
        newProtocols: newProtocols.map((id) => levelName(pack, id)),
        newActs: idsIn(actIds, detail["newActs"]),
        cause: oneOf(["report", "merge", "person"], detail["cause"], "report"),
      });
    case "report-added":
      return compose(kind, {
        facts: caseFacts(file, factsContext),
        writtenReportDue,
        dueFrom,
        reporterTold: detail["reporterTold"] === true,
        isAnonymous: detail["isAnonymous"] === true,
      });
    case "review-needed":
      return compose(kind, {
        facts: caseFacts(file, factsContext),
        told: idsIn(personRoles, detail["told"]),
      });
    case "reporter-duty":
      return compose(kind, {
        calls: reportAgencies(pack, calls),
        written: pack.writtenReport,
        reporters: pack.reporters,
        writtenReportDue,
        dueFrom,
        now: context.now,
        zone: context.zone,
      });
    case "report-taken-on":
      return compose(kind, {
        emergency: pack.emergency.phone,
        statute: pack.writtenReport.statute,
      });
    case "case-escalated":
      return row.acknowledged || isClosed
        ? null
        : compose(kind, {
            facts: caseFacts(file, { ...factsContext, dueFrom: null }),
            notAnswered: idsIn(personRoles, detail["notAnswered"]),
            turn: turnOf(detail),
          });
    case "print-asked":
    case "case-handed-over": {
      const { reference, link } = caseFacts(file, factsContext);
      return compose(kind, { reference, link });
    }
    case "case-merged":
    case "case-parted": {
      const other = String(detail["other"]);
      return isCaseReference(other)
        ? compose(kind, { facts: caseFacts(file, factsContext), other })
        : null;
    }
    case "case-given":
      if (isClosed) return null;
      return compose(kind, {
        facts: caseFacts(file, { ...factsContext, dueFrom: null }),
        because: oneOf(givenBecause, detail["because"], "stepped-aside"),
      });
    case "reporter-not-reminded":
      return compose(kind, {
        facts: caseFacts(file, factsContext),
        isApart: detail["isApart"] === true,
        isRefused: detail["isRefused"] === true,
      });
    case "typed-by-another":
      return writeTypedByAnother(detail, caseFacts(file, factsContext));
    case "case-stepped-aside":
      return compose(kind, {
        facts: caseFacts(file, { ...factsContext, dueFrom: null }),
        who: idsIn(personRoles, detail["who"]),
        now: idsIn(personRoles, detail["now"]),
      });
    case "call-overdue": {
      const facts = caseFacts(file, { ...factsContext, dueFrom: null, opensChecklist: true });
      const open = openCalls(facts.acts);
      return open.length === 0 || isClosed
        ? null
        : compose(kind, {
            facts,
            calls: open,
            reminded: idsIn(personRoles, detail["reminded"]),
            isToAllAgain: detail["toAllAgain"] === true,
            turn: turnOf(detail),
          });
    }
  }
}
