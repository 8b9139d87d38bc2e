/**
 * The parts that all emails about a case share, worded for a counselor who reads on a phone: short, calm, nothing about the student. Calls
 * come first, each with its number; further down is what else to know about them. Then come the other steps, one line each with its
 * deadline, and what has to wait. The details are in the case's rows of Checklist. In code a step of the checklist is an `act`.
 */

import { type ReviewReason, reviewReasonWords } from "../case/facts/review-reasons";
import { timesWords } from "../case/steps/checklist";
import { listRoles, roleWords } from "../district/district";
import { say } from "../protocol/wording";
import { dayWords, minuteMs, whenWords } from "../time";
import {
  alert,
  type Block,
  button,
  callNow,
  dash,
  fact,
  heading,
  itemBlock,
  lineBlock,
  numbersOf,
  type Part,
  phone,
  small,
} from "./letter";
import type { ActFacts, CaseFacts } from "./message-entry";

/**
 * Which email about this matter it is: the first one; one to a person who is asked because others have not answered; or a reminder to a
 * person who was asked before, as a number: 2 for that person's second email.
 */
export type Turn = "first" | "nobody-answered" | number;

/**
 * The subject of every email about a case. It says nothing else (design 2.10). `danger`: as in `CaseFacts`; without it, the subject
 * mentions no danger.
 */
export function caseSubject(
  { reference, danger }: Pick<CaseFacts, "reference" | "danger">,
  turn: Turn = "first",
): string {
  const later = turn === "nobody-answered" ? "no one has answered" : `reminder ${turn}`;
  const what = isCallNow(danger) ? "call now" : turn === "first" ? "action needed" : later;
  return `Student safety case ${reference}: ${what}`;
}

/** Whether an email about the case tells the reader to call at once: immediate danger, and no call on record since it was reported. */
function isCallNow(danger: CaseFacts["danger"]): danger is keyof typeof dangerWords {
  return danger === "reported" || danger === "not-over";
}

const dangerWords = {
  reported: "Immediate danger was reported.",
  "not-over": "Immediate danger is not yet marked as over.",
} as const;

/** The first line of an email about immediate danger. It shows on a locked phone, so it does not say what the email is about. */
export const openNow = "Open this now.";

/**
 * The first line, which shows on a locked phone: no level, nothing about the student. In immediate danger it says to open the email, and
 * the line after it says to call; otherwise it is `ordinary`.
 */
export function previewLine(facts: CaseFacts, ordinary: string): Part {
  const { danger, pack } = facts;
  if (isCallNow(danger)) {
    const call = [phone(pack.emergency.phone), " now, unless you know the student is safe."];
    return [openNow, alert(`${dangerWords[danger]} Call `, ...call), dangerReportedLine(facts)];
  }
  const since =
    "Danger was reported before, and a call was made since. Tick Danger over in the case row once you are certain that it is over.";
  return danger === "called" ? [ordinary, since] : ordinary;
}

/** Milliseconds. A report that took longer than this to reach the system counts as delayed. */
const late = 15 * minuteMs;

/** When the danger was reported, and whether the report reached the system late. */
export function dangerReportedLine({ danger, dangerTimes, zone }: CaseFacts): Part {
  if (dangerTimes === null) return false;
  const { reported, taken } = dangerTimes;
  const when = `Reported ${whenWords(reported, zone)}.`;
  if (taken - reported < late) return danger !== "reported" && when;
  return `${when} It reached the system late: ${whenWords(taken, zone)}.`;
}

const dangerNotAsked = "not-asked-immediateDanger";

/** A warning that no one knows whether the student is in danger. It comes first in each email until someone has acknowledged the case. */
export function dangerUnknown(facts: CaseFacts): Part {
  return isDangerUnknown(facts) && alert(reviewReasonWords(dangerNotAsked));
}

function isDangerUnknown({ danger, reviewReasons, acknowledgeBy, isClosed }: CaseFacts): boolean {
  return (
    danger === null && acknowledgeBy !== null && !isClosed && reviewReasons.includes(dangerNotAsked)
  );
}

/** The review reasons to list further down: all but the one that `dangerUnknown` already shows at the top. */
export function reasonsBelow(facts: CaseFacts): readonly ReviewReason[] {
  const isAbove = isDangerUnknown(facts);
  return facts.reviewReasons.filter((reason) => !(isAbove && reason === dangerNotAsked));
}

/** For a sealed case: who reads it, and what must not be written elsewhere. */
export function sealedLines({ sealed }: CaseFacts): Part {
  if (sealed === null) return false;
  const { readers, mainCase } = sealed;
  const known = readers.length > 1 ? `only ${listRoles(readers)} know` : "only you know";
  // Each register numbers its own cases, so cases of several registers can have the same reference.
  const main = mainCase === null ? "" : ` Keep this out of main-register case ${mainCase}.`;
  return `Sealed: ${known}.${main}`;
}

/** The level and why the case has it, in one line. Further lines name an earlier case and what to review, if there is any. */
export function levelAndReason(facts: CaseFacts): Part {
  const { level, earlierCase, signs, ground } = facts;
  const rests = {
    criterion: "",
    concern: ", as reported",
    raised: ", because someone who works on the case raised it",
    earlier: ", because it applied before and a level never goes down",
  };
  const because = ground === null ? "" : rests[ground];
  return [
    fact("Level", `${level}${signs.length > 0 ? `, because ${signs.join(", and ")}` : because}`),
    facts.explains ?? false,
    earlierCase !== null && dash(`The student has an earlier case: ${earlierCase}. Read it too.`),
    toReview(facts),
  ];
}

/**
 * The most review reasons that an email lists. More would push the steps out of sight; the last line of the email says where the rest is.
 * In danger it lists one more, because the lead gets no other email about them.
 */
const [reasonsShown, reasonsInDanger] = [2, 3] as const;

/**
 * The review reasons. Where a protocol applies they are left out, so that its steps come first; the last line of the email says where to
 * find them.
 */
function toReview(facts: CaseFacts): Part {
  const { leadTold, protocols } = facts;
  const reasons = reasonsBelow(facts);
  if (reasons.length === 0 || protocols.length > 0) return false;
  // Reasons about a question that the Form did not ask come first, because someone has to find out the answer.
  const isNotAsked = (reason: ReviewReason) => reason.startsWith("not-asked-");
  const inOrder = [...reasons].sort((a, b) => Number(isNotAsked(b)) - Number(isNotAsked(a)));
  const told = leadTold === null ? ":" : `. The ${roleWords[leadTold]} is told as well.`;
  return [
    `Please look at this too${told}`,
    ...inOrder
      .slice(0, facts.danger === null ? reasonsShown : reasonsInDanger)
      .map((reason) => dash(reviewReasonWords(reason))),
  ];
}

/**
 * What the reader must not do. An email shows at most three lines: the pack's first two as a line each, the next two in one line. More
 * would not be read; the Guide tab has all of them.
 */
export function doNotLines({ doNot }: CaseFacts): Part {
  const lines = [...doNot.slice(0, 2), doNot.slice(2, 4).join(" ")].filter((one) => one !== "");
  return lines.length > 0 && [heading("Do not"), ...lines.map((words) => dash(words))];
}

/** The button that opens a case in the register. */
export function toCase({ reference, link }: CaseFacts): Block {
  return button(`Open case ${reference}`, link);
}

/** The link to the case, and by when to acknowledge it while no one has. */
export function inTheRegister(facts: CaseFacts): Part {
  const { acknowledgeBy, isClosed, now, zone } = facts;
  if (acknowledgeBy === null || isClosed) return linkToOpen(facts);
  const by = acknowledgeBy < now ? "now: it is late" : `by ${whenWords(acknowledgeBy, zone)}`;
  return [linkToOpen(facts), dash(`Tick Acknowledged there ${by}.`)];
}

/** The link to the case. If the case is closed by now, a line before it says so. */
export function linkToOpen(facts: CaseFacts): Part {
  return [
    facts.isClosed &&
      "Someone has closed this case since then. If something in this email changes that, set its status to Open.",
    toCase(facts),
  ];
}

/**
 * For a reader who is asked later than others. Others may have called already, and that is never said without adding that the reader still
 * has their own duty.
 */
export function lookFirst({ pack: { writtenReport, reporters } }: CaseFacts): Part {
  return [
    dash(
      `Look there first: if a call is ticked, the district has made it. Your own duty to report remains (${writtenReport.statute}).`,
    ),
    reporters.oneForSeveral !== null && dash(say(reporters.oneForSeveral)),
  ];
}

/** The last lines: the reader's own duty to report, where to find the rest, and not to reply with details. */
export function lastLines({ pack, reviewReasons }: CaseFacts): Part {
  const review = reviewReasons.length === 0 ? "" : " and “To review”";
  return [
    `Each mandated reporter must still report. Forwarding is not reporting (${pack.writtenReport.statute}).`,
    `The rest is in Checklist${review}.`,
    small("Do not reply with details. This is not legal advice."),
  ];
}

// The calls to make now.

/** The calls to make now: those that the register does not show as made. A call with a deadline of its own counts only once it is due. */
export function openCalls({ acts, now }: CaseFacts): readonly ActFacts[] {
  return acts.filter(({ state, due, call, dueAt }) => {
    if (state !== "open" || (call ?? []).length === 0) return false;
    if (due === null || due === "written-report") return false;
    return due === "at-once" || (dueAt !== null && dueAt <= now);
  });
}

/** A closed case needs no call. */
const callsOf = (facts: CaseFacts) => (facts.isClosed ? [] : openCalls(facts));

/** Splits the words of an act into the first sentence, which says what to do, and the rest, which is about the call. */
export function firstSentence(words: string): { readonly first: string; readonly rest: string } {
  const end = words.search(/[.!?] /);
  return end < 0
    ? { first: words, rest: "" }
    : { first: words.slice(0, end + 1), rest: words.slice(end + 2) };
}

/** The first sentence of an act, marked as new if the act is one of `newActs`. */
function markNewAct({ act, inMail }: ActFacts, newActs: readonly string[]): string {
  const { first } = firstSentence(inMail);
  return newActs.includes(act) ? `New: ${first}` : first;
}

/** The calls to make now, each with its numbers; nothing if there is none. Acts in `newActs` are marked as new. */
export function callsNow(facts: CaseFacts, newActs: readonly string[] = []): Part {
  const calls = callsOf(facts);
  return headed(
    callNow,
    calls.map((act, at) =>
      itemBlock(`${at + 1}.`, [markNewAct(act, newActs)], numbersOf(act.call)),
    ),
  );
}

function headed(title: string, blocks: readonly Part[]): Part {
  return blocks.length > 0 && [heading(title), ...blocks];
}

/** In danger, the colleagues whom the reader can phone. Nothing once a call is on record, or if Contacts has no numbers. */
export function phoneColleagues({ danger, colleagues }: CaseFacts): Part {
  if (!isCallNow(danger) || colleagues.length === 0) return false;
  // Short words, so that an email about danger fits on a phone.
  const words = {
    "backup-contact": "backup",
    "district-lead": "lead",
    "alternate-lead": "alternate lead",
  };
  const numbers = colleagues.flatMap(({ role, phone: number }, at) => [
    `${at === 0 ? "Phone" : ","} ${words[role]} `,
    phone(number),
  ]);
  return lineBlock(...numbers, ".");
}

/** What else to know about the calls, one dash each, below the numbers. */
export function aboutCalls(facts: CaseFacts): Part {
  const calls = callsOf(facts);
  const numberOf = (act: ActFacts) => act.call?.[0]?.phone ?? null;
  const known = calls.flatMap((act, at) => {
    const { attempts, otherwise } = act;
    // Two acts may be the same phone call, such as the first call and the one that says what is new.
    const same = calls.findIndex((one) => numberOf(one) === numberOf(act));
    const isSame = numberOf(act) !== null && same < at;
    const own = [
      ...(isSame ? [`One call is enough for this and for call ${same + 1}. Tick both.`] : []),
      ...(attempts > 0 && otherwise !== null
        ? [`Tried ${timesWords(attempts)} so far, and no one answered. ${otherwise}`]
        : []),
    ];
    // The pack's words about a call already name whom to call.
    const { rest } = firstSentence(act.inMail);
    return [
      ...own.map((words) => dash(calls.length === 1 ? words : `Call ${at + 1}: ${words}`)),
      rest !== "" && dash(rest),
    ];
  });
  return [phoneColleagues(facts), ...known];
}

// The steps that are no calls.

/** The steps that are not calls, numbered on from the calls. Acts in `newActs` are marked as new. */
export function stepBlocks(facts: CaseFacts, newActs: readonly string[] = []): Part {
  if (facts.isClosed) return false;
  const calls = openCalls(facts);
  const open = facts.acts.filter((act) => act.state === "open");
  const others = open.filter((act) => !calls.includes(act) && act.inMail !== "");
  const steps = [
    ...others.filter((act) => act.due !== null),
    ...others.filter((act) => act.due === null),
  ];
  const waiting = facts.acts.filter((act) => act.state === "locked" || act.state === "on-hold");
  const finished = facts.acts.length - open.length - waiting.length;
  return [
    headed(
      calls.length > 0 ? "Then" : "What to do",
      steps.map((act, at) =>
        itemBlock(
          `${calls.length + at + 1}.`,
          [stepWords(act, facts, newActs, steps)],
          // A call that is not due yet is listed here, so it needs its numbers here.
          act.due === "written-report" ? [] : numbersOf(act.call),
        ),
      ),
    ),
    headed(
      "Not yet",
      waiting.filter(({ inMail }) => inMail !== "").map((act) => dash(markNewAct(act, newActs))),
    ),
    // In danger the calls come first, and the button can be left out.
    facts.danger === null &&
      waiting.some(({ state }) => state === "locked") &&
      button("Still missing", facts.stepsLink),
    finished !== 0 && `Finished so far: ${finished} of ${facts.acts.length} steps.`,
  ];
}

/** The deadline of a step, and what to do. The first written report also names the form to use. */
function stepWords(
  act: ActFacts,
  facts: CaseFacts,
  newActs: readonly string[],
  steps: readonly ActFacts[],
): string {
  const isReport = act.due === "written-report";
  const isFirst = steps.find(({ due }) => due === "written-report") === act;
  const { hours, form } = facts.pack.writtenReport;
  const line = markNewAct(act, newActs);
  const before = steps[steps.indexOf(act) - 1];
  const added = [
    // The pack's own words may already name the form.
    ...(form.split("/").some((number) => line.includes(number)) ? [] : [`form ${form}`]),
    ...(facts.dueFrom === "received" ? ["counted from receipt"] : []),
  ].join(", ");
  const whole =
    isReport && isFirst && added !== "" ? `${line.replace(/[.]$/, "")} (${added}).` : line;
  if (act.due === "at-once") return `Now: ${whole}`;
  if (act.dueAt !== null && before?.dueAt === act.dueAt && isOneTime(before, act))
    return `By then: ${whole}`;
  if (act.dueAt !== null) return `${timeWords(act, act.dueAt, facts)}: ${whole}`;
  return isReport ? `Within ${hours} hours of when the reporter learned of it: ${whole}` : whole;
}

/**
 * Whether two deadlines are of the same kind: the same kind set by the system, or both set by the protocol's document. Only then can the
 * second line say "By then".
 */
function isOneTime(before: ActFacts, act: ActFacts): boolean {
  if (before.isPlanned || act.isPlanned) return false;
  const isOfDocument = ({ due }: ActFacts) => due !== null && typeof due === "object";
  return before.due === act.due || (isOfDocument(before) && isOfDocument(act));
}

function timeWords({ due, isPlanned }: ActFacts, at: number, { now, zone }: CaseFacts): string {
  if (isPlanned) return `Planned for ${dayWords(at, zone)}`;
  if (at < now) return `Late, was due ${whenWords(at, zone)}`;
  // Some deadlines are days and have no time of day.
  const isOfDay = due === null || due === "same-day" || (typeof due === "object" && "days" in due);
  return `By ${isOfDay ? dayWords(at, zone) : whenWords(at, zone)}`;
}
