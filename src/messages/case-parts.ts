/** The parts that emails about a case have in common. The words are for a counselor with a phone: short, calm, nothing about the student. */

import { type ReviewReason, reviewReasonWords } from "../case/facts/review-reasons";
import { listRoles, roleWords } from "../district/district";
import { minuteMs, whenWords } from "../time";
import type { CaseFacts } from "./case-facts";
import { alert, dash, fact, heading, type Part, phone, small, toCase } from "./letter";

/** How many emails about this matter the reader has had, this one included. */
export type Turn =
  | "first"
  /** To the person who is asked because others have not answered. */
  | "nobody-answered"
  /** To the person who was asked before: 2 for the second email. */
  | number;

/** The subject of every email about a case, and nothing more (design 2.10). Without `danger` it is about none. */
export function caseSubject(
  { reference, danger }: Pick<CaseFacts, "reference" | "danger">,
  turn: Turn = "first",
): string {
  const later = turn === "nobody-answered" ? "no one has answered" : `reminder ${turn}`;
  const what = isCallNow(danger) ? "call now" : turn === "first" ? "action needed" : later;
  return `Student safety case ${reference}: ${what}`;
}

/** Whether an email about the case asks to call at once: in immediate danger, unless a call is on record since. */
function isCallNow(danger: CaseFacts["danger"]): danger is keyof typeof dangerWords {
  return danger === "reported" || danger === "not-over";
}

const dangerWords = {
  reported: "Immediate danger was reported.",
  "not-over": "Immediate danger is not yet marked as over.",
} as const;

/** The first line of an email about immediate danger. A locked phone shows it, so it does not say what it is about. */
export const openNow = "Open this now.";

/**
 * The first line, which a locked phone shows: no level, nothing about the student. In immediate danger it says to open the email, and the
 * next one to call; otherwise `ordinary`.
 */
export function previewLine(
  facts: Pick<CaseFacts, "danger" | "emergency" | "dangerTimes" | "zone">,
  ordinary: string,
): readonly Part[] {
  const { danger, emergency } = facts;
  if (isCallNow(danger)) {
    return [
      openNow,
      alert(
        `${dangerWords[danger]} Call `,
        phone(emergency),
        " now, unless you know the student is safe.",
      ),
      ...dangerReportedLine(facts),
    ];
  }
  const since =
    "Danger was reported before, and a call was made since. Tick Danger over in the case row once you are certain that it is over.";
  return danger === "called" ? [ordinary, since] : [ordinary];
}

/** A report that took longer (milliseconds) reached us late. */
const late = 15 * minuteMs;

/** Since when the danger is known, and that it reached us late. The first email about it says only that. */
export function dangerReportedLine({
  danger,
  dangerTimes,
  zone,
}: Pick<CaseFacts, "danger" | "dangerTimes" | "zone">): readonly Part[] {
  if (dangerTimes === null) return [];
  const { reported, taken } = dangerTimes;
  const when = `Reported ${whenWords(reported, zone)}.`;
  if (taken - reported >= late) {
    return [`${when} It reached the system late: ${whenWords(taken, zone)}.`];
  }
  return danger === "reported" ? [] : [when];
}

const dangerNotAsked = "not-asked-immediateDanger";

/** No one knows whether the student is in danger: above all else in each email, until someone has acknowledged the case. */
export function dangerUnknown(facts: CaseFacts): readonly Part[] {
  return isDangerUnknown(facts) ? [alert(reviewReasonWords(dangerNotAsked))] : [];
}

function isDangerUnknown({ danger, reviewReasons, acknowledgeBy, isClosed }: CaseFacts): boolean {
  return (
    danger === null && acknowledgeBy !== null && !isClosed && reviewReasons.includes(dangerNotAsked)
  );
}

/** What is to be looked at, but for what stands above all else. */
export function reasonsBelow(facts: CaseFacts): readonly ReviewReason[] {
  const { reviewReasons } = facts;
  return isDangerUnknown(facts)
    ? reviewReasons.filter((reason) => reason !== dangerNotAsked)
    : reviewReasons;
}

/** Of a sealed case: who has it, and what must not be written elsewhere. */
export function sealedLines({ sealed }: CaseFacts): readonly Part[] {
  if (sealed === null) return [];
  const { readers, mainCase } = sealed;
  const known = readers.length > 1 ? `only ${listRoles(readers)} know` : "only you know";
  // The registers count their cases apart, so several may have one reference.
  const main = mainCase === null ? "" : ` Keep this out of main-register case ${mainCase}.`;
  return [`Sealed: ${known}.${main}`];
}

/** "by Tue Sep 1, 8:30 PM"; if that time has passed, that it is late. `at`: milliseconds UTC. */
function byTimeWords(at: number, { now, zone }: Pick<CaseFacts, "now" | "zone">): string {
  const when = whenWords(at, zone);
  return at < now ? `it was due ${when} and is late` : `by ${when}`;
}

/** The level and why the case has it, in one line; further lines if there is an earlier case or something to review. */
export function levelAndReason(facts: CaseFacts): readonly Part[] {
  const { level, earlierCase } = facts;
  return [
    fact("Level", `${level}${becauseWords(facts)}`),
    facts.explains !== null && facts.explains,
    earlierCase !== null && dash(`The student has an earlier case: ${earlierCase}. Read it too.`),
    ...toReview(facts),
  ];
}

/** The end of the sentence that names the level: on what it rests. */
function becauseWords({ ground, signs }: CaseFacts): string {
  if (signs.length > 0) return `, because ${signs.join(", and ")}`;
  if (ground === "concern") return ", as reported";
  if (ground === "raised") return ", because someone who works on the case raised it";
  return ground === "earlier" ? ", because it applied before and a level never goes down" : "";
}

/** Where a protocol applies its steps come first, and the last line points to what there is to review. */
function toReview(facts: CaseFacts): readonly Part[] {
  const { leadTold, protocols } = facts;
  const reasons = reasonsBelow(facts);
  if (reasons.length === 0 || protocols.length > 0) return [];
  const shown = [
    ...reasons.filter((reason) => notAsked.test(reason)),
    ...reasons.filter((reason) => !notAsked.test(reason)),
  ].slice(0, facts.danger === null ? reasonsShown : reasonsInDanger);
  return [
    leadTold === null
      ? "Please look at this too:"
      : `Please look at this too. The ${roleWords[leadTold]} is told as well.`,
    ...shown.map((reason) => dash(reviewReasonWords(reason))),
  ];
}

/** More would push the steps out of sight: the last line of the email says where the rest is. In danger the lead has no other email of it. */
const [reasonsShown, reasonsInDanger] = [2, 3] as const;

/** What the Form did not ask comes first: someone has to find it out. */
const notAsked = /^not-asked-/;

/**
 * An email shows at most three lines of what not to do: the first two of the pack by themselves, and the next two in one line. No one
 * would read more; the Guide has all.
 */
const [linesApart, linesShown] = [2, 4] as const;

/** What the reader must not do. */
export function doNotLines(facts: Pick<CaseFacts, "doNot">): readonly Part[] {
  const lines = facts.doNot;
  if (lines.length === 0) return [];
  const apart = lines.slice(0, linesApart);
  const rest = lines.slice(linesApart, linesShown).join(" ");
  return [
    heading("Do not"),
    ...[...apart, ...(rest === "" ? [] : [rest])].map((words) => dash(words)),
  ];
}

/** The link to the case, and by when to acknowledge it. */
export function inTheRegister(facts: CaseFacts): readonly Part[] {
  const { acknowledgeBy, isClosed } = facts;
  return [
    ...linkToOpen(facts),
    !(acknowledgeBy === null || isClosed) && dash(acknowledgeWords(acknowledgeBy, facts)),
  ];
}

function acknowledgeWords(at: number, facts: CaseFacts): string {
  return at < facts.now
    ? "Tick Acknowledged there now: it is late."
    : `Tick Acknowledged there ${byTimeWords(at, facts)}.`;
}

/** The link to the case; before it, if someone has closed the case since, that they did. */
export function linkToOpen({
  reference,
  link,
  isClosed,
}: Pick<CaseFacts, "reference" | "link" | "isClosed">): readonly Part[] {
  return [
    isClosed &&
      "Someone has closed this case since then. If something in this email changes that, set its status to Open.",
    toCase({ reference, link }),
  ];
}

/** For a reader who joins late: others may have called already, which is never said without the reader's own duty beside it. */
export function lookFirst({
  writtenReport,
  oneForSeveral,
}: Pick<CaseFacts, "writtenReport" | "oneForSeveral">): readonly string[] {
  return [
    `Look there first: if a call is ticked, the district has made it. Your own duty to report remains (${writtenReport.statute}).`,
    ...(oneForSeveral === null ? [] : [oneForSeveral]),
  ];
}

/** The last lines: the reader's own duty to report, where to find the rest, and not to answer with details. */
export function lastLines({
  writtenReport,
  reviewReasons,
}: Pick<CaseFacts, "writtenReport" | "reviewReasons">): readonly Part[] {
  const review = reviewReasons.length === 0 ? "" : " and “To review”";
  return [
    `Each mandated reporter must still report. Forwarding is not reporting (${writtenReport.statute}).`,
    `The rest is in Checklist${review}.`,
    small("Do not reply with details. This is not legal advice."),
  ];
}
