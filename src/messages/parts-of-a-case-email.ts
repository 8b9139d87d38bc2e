/**
 * The parts that all emails about a case share, worded for a counselor who reads on a phone: short, calm, nothing about the student. Calls
 * come first, each with its number; further down is what else to know about them. Then come the other steps, one line each with its
 * deadline, and what has to wait. The details are in the case's rows of Checklist. In code a step of the checklist is an `act`.
 */

import { type ReviewReason, reviewReasonWords } from "../case/facts/review-reasons";
import { timesWords } from "../case/steps/checklist";
import { listRoles, roleWords } from "../district-directory";
import { say } from "../protocol/wording";
import { dayWords, minuteMs, whenWords } from "../time";
import {
  alert,
  type Block,
  button,
  callNow,
  callNowUnlessSafe,
  dash,
  type EmailPart,
  fact,
  heading,
  itemBlock,
  type Letter,
  lineBlock,
  mailOf,
  numbersOf,
  phone,
  small,
} from "./letter";
import type { ActFacts, CaseFacts } from "./message-entry";

/**
 * The subject of every email about a case. It says nothing else (design 2.10). `danger`: as in `CaseFacts`; without it, the subject
 * mentions no danger. `turn`: how many emails about the matter the reader has had, including this one; left out for news. With the first
 * one, the reader is asked because others have not answered.
 */
export function caseSubject(
  { reference, danger }: Pick<CaseFacts, "reference" | "danger">,
  turn?: number,
): string {
  let what = "action needed";
  if (danger !== null && danger !== "called") what = "call now";
  else if (turn !== undefined) what = turn > 1 ? `reminder ${turn}` : "no one has answered";
  return `Student safety case ${reference}: ${what}`;
}

/** Said in immediate danger, as long as no call is on record since it was reported. */
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
export function previewLine(facts: CaseFacts, ordinary: string): EmailPart {
  const { danger, pack } = facts;
  if (danger !== null && danger !== "called") {
    const call = callNowUnlessSafe(`${dangerWords[danger]} Call`, pack.emergency.phone);
    return [openNow, call, dangerReportedLine(facts)];
  }
  const since = `Danger was reported before, and a call was made since. ${ownDuty(facts)} Tick Danger over in the case row once you are certain that it is over.`;
  return danger === "called" ? [ordinary, since] : ordinary;
}

/** Milliseconds. A report that took longer than this to reach the system counts as delayed. */
const late = 15 * minuteMs;

/** When the danger was reported, and whether the report reached the system late. */
export function dangerReportedLine({ danger, dangerTimes, zone }: CaseFacts): EmailPart {
  if (dangerTimes === null) return false;
  const { reported, taken } = dangerTimes;
  const when = `Reported ${whenWords(reported, zone)}.`;
  if (taken - reported < late) return danger !== "reported" && when;
  return `${when} It reached the system late: ${whenWords(taken, zone)}.`;
}

/**
 * The review reasons. If the reporter was not asked about danger, a warning stands `above` all else until someone has acknowledged the
 * case. The other reasons are listed `below`.
 */
export function reasonsOf({ danger, reviewReasons, acknowledgeBy, isClosed }: CaseFacts) {
  const notAsked = "not-asked-immediateDanger";
  const isAbove = danger === null && acknowledgeBy !== null && !isClosed;
  return {
    above: isAbove && reviewReasons.includes(notAsked) && alert(reviewReasonWords(notAsked)),
    below: reviewReasons.filter((reason) => !(isAbove && reason === notAsked)),
  };
}

/** The button that opens a case in the register. */
export function toCase({ opens, reference, link }: CaseFacts): Block {
  return button(`${opens} case ${reference}`, link);
}

/** The sentence that goes with every word of a call that someone else has made or may have made. */
export const ownDuty = ({ pack }: Pick<CaseFacts, "pack">): string =>
  `Your own duty to report remains (${pack.writtenReport.statute}).`;

/**
 * For a reader who is asked later than others. Others may have called already, and that is never said without adding that the reader still
 * has their own duty.
 */
export function callMadeAlready(facts: CaseFacts): EmailPart {
  const { reporters } = facts.pack;
  return [
    dash(`Look there first: if a call is ticked, the district has made it. ${ownDuty(facts)}`),
    reporters.oneForSeveral !== null && dash(say(reporters.oneForSeveral)),
  ];
}

/** In danger: who else was emailed, and what comes next and when, so that the reader knows whether to wait. By role alone. */
export function whatComesNext({ asksNext, acknowledgeBy, zone }: CaseFacts): EmailPart {
  if (asksNext === null) return false;
  const { also, at, to, isRound, isReader } = asksNext;
  const others = listRoles(to);
  const unless = acknowledgeBy === null ? "no call is ticked" : "no one answers";
  const everyone = `everyone is asked again${others === "" ? "" : `, and ${others} too`}`;
  const next = isRound ? everyone : isReader ? "you are asked again" : `${others} is asked`;
  return [
    `Also emailed: ${also.length === 0 ? "no one" : listRoles(also)}.`,
    `If ${unless} by ${whenWords(at, zone)}, ${next}.`,
  ];
}

/** The last lines: the reader's own duty to report, where to find the rest, and not to reply with details. */
export function lastLines(facts: CaseFacts): EmailPart {
  const { pack, reviewReasons } = facts;
  const review = reviewReasons.length === 0 ? "" : " and “To review”";
  return [
    `Each mandated reporter must still report. Forwarding is not reporting (${pack.writtenReport.statute}).`,
    `The rest is in Checklist${review}.`,
    small("Do not reply with details. This is not legal advice."),
    whatComesNext(facts),
  ];
}

/** What differs between the emails about a case. */
interface Told {
  /** As for `caseSubject`. */
  readonly turn?: number;
  /** What to do in the register. Left out: by when to acknowledge the case, as long as no one has. */
  readonly there?: EmailPart;
  /** The reader is asked later than others. */
  readonly isLater?: true;
  /** What only this kind of email says. */
  readonly body: readonly EmailPart[];
  /** Whether the level and all steps of the protocols follow at the end. */
  readonly isWhole?: true;
}

/**
 * Puts an email about a case together. Every such email has the same order: the line that shows on a locked phone (`summary`, or the
 * danger); whom to call now; the link to the register; what is new in this email; what not to do; level and steps, if `isWhole`; the closing
 * lines. One about a sealed case is the same: someone may read it over the reader's shoulder.
 */
export function caseLetter(facts: CaseFacts, summary: string, told: Told): Letter {
  const { acknowledgeBy, isClosed, doNot, now, zone } = facts;
  const calls = callsIn(facts);
  const isOpen = acknowledgeBy !== null && !isClosed;
  const by =
    isOpen && acknowledgeBy >= now ? `by ${whenWords(acknowledgeBy, zone)}` : "now: it is late";
  // More than three lines would not be read; the Guide tab has all of them.
  const atMostThree = [...doNot.slice(0, 2), doNot.slice(2, 5).join(" ")];
  return mailOf(caseSubject(facts, told.turn), [
    previewLine(facts, summary),
    reasonsOf(facts).above,
    calls.now,
    isClosed &&
      "Someone has closed this case since then. If something in this email changes that, set its status to Open.",
    toCase(facts),
    told.there ?? (isOpen && dash(`Tick Acknowledged there ${by}.`)),
    told.isLater === true && callMadeAlready(facts),
    calls.about,
    told.body,
    doNot.length > 0 && heading("Do not"),
    atMostThree.map((words) => words !== "" && dash(words)),
    told.isWhole === true && [levelAndReason(facts), stepBlocks(facts)],
    lastLines(facts),
  ]);
}

// The calls to make now.

/** The first sentence of an act, which says what to do. */
export function firstSentence({ inMail, isNew }: Pick<ActFacts, "inMail" | "isNew">): string {
  const end = inMail.search(/[.!?] /);
  const first = end < 0 ? inMail : inMail.slice(0, end + 1);
  return isNew === true ? `New: ${first}` : first;
}

/** In danger, the colleagues whom the reader can phone. Nothing once a call is on record, or if Contacts has no numbers. */
export function phoneColleagues({ danger, colleagues }: CaseFacts): EmailPart {
  if (danger === null || danger === "called" || colleagues.length === 0) return false;
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

/**
 * The calls to make `now`, each with its numbers; and what else to know `about` them, one dash each, which comes below. A closed case needs
 * no call.
 */
export function callsIn(facts: CaseFacts) {
  const calls = facts.isClosed ? [] : facts.acts.filter(({ isToCall }) => isToCall);
  const numbers = calls.map(({ call }) => call?.[0]?.phone ?? null);
  const about = calls.flatMap(({ attempts, otherwise, inMail }, at) => {
    // Two acts may be the same phone call, such as the first call and the one that says what is new.
    const same = numbers.indexOf(numbers[at] ?? null);
    const own = [
      numbers[at] !== null &&
        same < at &&
        `One call is enough for this and for call ${same + 1}. Tick both.`,
      attempts > 0 &&
        otherwise !== null &&
        `Tried ${timesWords(attempts)} so far, and no one answered. ${otherwise}`,
    ].map(
      (words) => words !== false && dash(calls.length === 1 ? words : `Call ${at + 1}: ${words}`),
    );
    // The pack's words about a call already name whom to call.
    const rest = inMail.slice(firstSentence({ inMail }).length + 1);
    return [...own, rest !== "" && dash(rest)];
  });
  const now = calls.map((act, at) =>
    itemBlock(`${at + 1}.`, [firstSentence(act)], numbersOf(act.call)),
  );
  return {
    now: calls.length > 0 && [heading(callNow), now],
    about: [phoneColleagues(facts), about],
  };
}

// The level, and the steps that are no calls.

/**
 * The level and why the case has it, in one line. Further lines name an earlier case, and the review reasons. Where a protocol applies the
 * reasons are left out, so that its steps come first; the last line of the email says where to find them.
 */
function levelAndReason(facts: CaseFacts): EmailPart {
  const { level, earlierCase, signs, ground, explains, leadTold, protocols } = facts;
  const rests = {
    concern: ", as reported",
    raised: ", because someone who works on the case raised it",
    earlier: ", because it applied before and a level never goes down",
  };
  const because = ground === null ? "" : rests[ground];
  const reasons = protocols.length > 0 ? [] : reasonsOf(facts).below;
  // Reasons about a question that the Form did not ask come first, because someone has to find out the answer.
  const isNotAsked = (reason: ReviewReason) => Number(reason.startsWith("not-asked-"));
  const inOrder = [...reasons].sort((a, b) => isNotAsked(b) - isNotAsked(a));
  // More would push the steps out of sight; the last line of the email says where the rest is. In danger it lists one more, because the
  // lead gets no other email about them.
  const most = facts.danger === null ? 2 : 3;
  const told = leadTold === null ? ":" : `. The ${roleWords[leadTold]} is told as well.`;
  return [
    fact("Level", `${level}${signs.length > 0 ? `, because ${signs.join(", and ")}` : because}`),
    explains ?? false,
    earlierCase !== null && dash(`The student has an earlier case: ${earlierCase}. Read it too.`),
    reasons.length > 0 && `Please look at this too${told}`,
    inOrder.slice(0, most).map((reason) => dash(reviewReasonWords(reason))),
  ];
}

/** The steps that are not calls, numbered on from the calls, and the steps that have to wait. The first written report names its form. */
function stepBlocks(facts: CaseFacts): EmailPart {
  const { acts, danger, dueFrom, stepsLink, pack } = facts;
  if (facts.isClosed) return false;
  const open = acts.filter(({ state }) => state === "open");
  const calls = acts.filter(({ isToCall }) => isToCall).length;
  // Steps without a deadline come last.
  const steps = open
    .filter(({ isToCall, inMail }) => !isToCall && inMail !== "")
    .sort((one, other) => Number(one.due === null) - Number(other.due === null));
  const waiting = acts.filter(({ state }) => state === "locked" || state === "on-hold");
  const later = waiting.filter(({ inMail }) => inMail !== "");
  const finished = acts.length - open.length - waiting.length;
  const firstReport = steps.find(({ due }) => due === "written-report");
  const { form } = pack.writtenReport;
  const blocks = steps.map((act, at) => {
    const words = firstSentence(act);
    const added = [
      // The pack's own words may already name the form.
      ...(form.split("/").some((number) => words.includes(number)) ? [] : [`form ${form}`]),
      ...(dueFrom === "received" ? ["counted from receipt"] : []),
    ].join(", ");
    const isWhole = act !== firstReport || added === "";
    const line = isWhole ? words : `${words.replace(/[.]$/, "")} (${added}).`;
    return itemBlock(
      `${calls + at + 1}.`,
      [`${timeWords(act, steps[at - 1], facts)}${line}`],
      // A call that is not due yet is listed here, so it needs its numbers here.
      act.due === "written-report" ? [] : numbersOf(act.call),
    );
  });
  return [
    steps.length > 0 && heading(calls > 0 ? "Then" : "What to do"),
    blocks,
    later.length > 0 && heading("Not yet"),
    later.map((act) => dash(firstSentence(act))),
    // In danger the calls come first, and the button can be left out.
    danger === null &&
      waiting.some(({ state }) => state === "locked") &&
      button("Still missing", stepsLink),
    finished !== 0 && `Finished so far: ${finished} of ${acts.length} steps.`,
  ];
}

/**
 * When a step is due, as the beginning of its line. `before`: the step above it. Only if both deadlines are set by the same rule of the
 * system, or both by the protocol's document, can the second line say "By then".
 */
function timeWords(
  { due, dueAt, isPlanned }: ActFacts,
  before: ActFacts | undefined,
  { now, zone, pack }: CaseFacts,
): string {
  if (due === "at-once") return "Now: ";
  const ofReport = `Within ${pack.writtenReport.hours} hours of when the reporter learned of it: `;
  if (dueAt === null) return due === "written-report" ? ofReport : "";
  const isOfDocument = (one: ActFacts["due"]) => one !== null && typeof one === "object";
  const isSame =
    before?.dueAt === dueAt &&
    !before.isPlanned &&
    (before.due === due || (isOfDocument(before.due) && isOfDocument(due)));
  if (isPlanned) return `Planned for ${dayWords(dueAt, zone)}: `;
  if (isSame) return "By then: ";
  if (dueAt < now) return `Late, was due ${whenWords(dueAt, zone)}: `;
  // Some deadlines are days and have no time of day.
  const isOfDay = due === null || due === "same-day" || (typeof due === "object" && "days" in due);
  return `By ${isOfDay ? dayWords(dueAt, zone) : whenWords(dueAt, zone)}: `;
}
