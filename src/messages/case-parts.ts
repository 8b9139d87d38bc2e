/**
 * The parts that emails about a case have in common, in the words for a counselor with a phone: short, calm, nothing about the student. Calls
 * come first, by themselves and with their numbers, and further down stands what else to know about them. The other steps follow, a line
 * each with its time, and what has to wait. All details stand in the rows of the checklist.
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
 * Which of the emails about this matter it is: the first; one to a person who is asked because others have not answered; or a reminder to
 * the person who was asked before, 2 for the second email.
 */
export type Turn = "first" | "nobody-answered" | number;

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

/** A report that took longer (milliseconds) reached us late. */
const late = 15 * minuteMs;

/** Since when the danger is known, and that it reached us late. The first email about it says only that. */
export function dangerReportedLine({ danger, dangerTimes, zone }: CaseFacts): Part {
  if (dangerTimes === null) return false;
  const { reported, taken } = dangerTimes;
  const when = `Reported ${whenWords(reported, zone)}.`;
  if (taken - reported < late) return danger !== "reported" && when;
  return `${when} It reached the system late: ${whenWords(taken, zone)}.`;
}

const dangerNotAsked = "not-asked-immediateDanger";

/** No one knows whether the student is in danger: above all else in each email, until someone has acknowledged the case. */
export function dangerUnknown(facts: CaseFacts): Part {
  return isDangerUnknown(facts) && alert(reviewReasonWords(dangerNotAsked));
}

function isDangerUnknown({ danger, reviewReasons, acknowledgeBy, isClosed }: CaseFacts): boolean {
  return (
    danger === null && acknowledgeBy !== null && !isClosed && reviewReasons.includes(dangerNotAsked)
  );
}

/** What is to be looked at, but for what stands above all else. */
export function reasonsBelow(facts: CaseFacts): readonly ReviewReason[] {
  const isAbove = isDangerUnknown(facts);
  return facts.reviewReasons.filter((reason) => !(isAbove && reason === dangerNotAsked));
}

/** Of a sealed case: who has it, and what must not be written elsewhere. */
export function sealedLines({ sealed }: CaseFacts): Part {
  if (sealed === null) return false;
  const { readers, mainCase } = sealed;
  const known = readers.length > 1 ? `only ${listRoles(readers)} know` : "only you know";
  // The registers count their cases apart, so several may have one reference.
  const main = mainCase === null ? "" : ` Keep this out of main-register case ${mainCase}.`;
  return `Sealed: ${known}.${main}`;
}

/** The level and why the case has it, in one line; further lines if there is an earlier case or something to review. */
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

/** More would push the steps out of sight: the last line of the email says where the rest is. In danger the lead has no other email of it. */
const [reasonsShown, reasonsInDanger] = [2, 3] as const;

/** Where a protocol applies its steps come first, and the last line points to what there is to review. */
function toReview(facts: CaseFacts): Part {
  const { leadTold, protocols } = facts;
  const reasons = reasonsBelow(facts);
  if (reasons.length === 0 || protocols.length > 0) return false;
  // What the Form did not ask comes first: someone has to find it out.
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
 * What the reader must not do. An email shows at most three lines of it: the first two of the pack by themselves, and the next two in one
 * line. No one would read more; the Guide has all.
 */
export function doNotLines({ doNot }: CaseFacts): Part {
  const lines = [...doNot.slice(0, 2), doNot.slice(2, 4).join(" ")].filter((one) => one !== "");
  return lines.length > 0 && [heading("Do not"), ...lines.map((words) => dash(words))];
}

/** The button that opens a case in the register. */
export function toCase({ reference, link }: CaseFacts): Block {
  return button(`Open case ${reference}`, link);
}

/** The link to the case, and by when to acknowledge it. */
export function inTheRegister(facts: CaseFacts): Part {
  const { acknowledgeBy, isClosed, now, zone } = facts;
  if (acknowledgeBy === null || isClosed) return linkToOpen(facts);
  const by = acknowledgeBy < now ? "now: it is late" : `by ${whenWords(acknowledgeBy, zone)}`;
  return [linkToOpen(facts), dash(`Tick Acknowledged there ${by}.`)];
}

/** The link to the case; before it, if someone has closed the case since, that they did. */
export function linkToOpen(facts: CaseFacts): Part {
  return [
    facts.isClosed &&
      "Someone has closed this case since then. If something in this email changes that, set its status to Open.",
    toCase(facts),
  ];
}

/** For a reader who joins late: others may have called already, which is never said without the reader's own duty beside it. */
export function lookFirst({ pack: { writtenReport, reporters } }: CaseFacts): Part {
  return [
    dash(
      `Look there first: if a call is ticked, the district has made it. Your own duty to report remains (${writtenReport.statute}).`,
    ),
    reporters.oneForSeveral !== null && dash(say(reporters.oneForSeveral)),
  ];
}

/** The last lines: the reader's own duty to report, where to find the rest, and not to answer with details. */
export function lastLines({ pack, reviewReasons }: CaseFacts): Part {
  const review = reviewReasons.length === 0 ? "" : " and “To review”";
  return [
    `Each mandated reporter must still report. Forwarding is not reporting (${pack.writtenReport.statute}).`,
    `The rest is in Checklist${review}.`,
    small("Do not reply with details. This is not legal advice."),
  ];
}

// Steps: the calls that are owed now.

/** The calls of a case that are to be made now, and that the register does not show as made; a call with a later time, once that is over. */
export function openCalls({ acts, now }: CaseFacts): readonly ActFacts[] {
  return acts.filter(({ state, due, call, dueAt }) => {
    if (state !== "open" || (call ?? []).length === 0) return false;
    if (due === null || due === "written-report") return false;
    return due === "at-once" || (dueAt !== null && dueAt <= now);
  });
}

/** A closed case asks for no call. */
const callsOf = (facts: CaseFacts) => (facts.isClosed ? [] : openCalls(facts));

/** The first sentence, which says what the act is, and the rest, which is about the call. */
export function firstSentence(words: string): { readonly first: string; readonly rest: string } {
  const end = words.search(/[.!?] /);
  return end < 0
    ? { first: words, rest: "" }
    : { first: words.slice(0, end + 1), rest: words.slice(end + 2) };
}

/** The words of an act, marked as new if it is one of `newActs`. */
function markNewAct({ act, inMail }: ActFacts, newActs: readonly string[]): string {
  const { first } = firstSentence(inMail);
  return newActs.includes(act) ? `New: ${first}` : first;
}

/** The calls that are owed now, each with its numbers. Acts in `newActs` are marked as new. Nothing if no call is owed. */
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

/** In danger, the colleagues to phone. Nothing once a call was made, and where Contacts has no numbers. */
export function phoneColleagues({ danger, colleagues }: CaseFacts): Part {
  if (!isCallNow(danger) || colleagues.length === 0) return false;
  // Short: what an email says in danger has to fit a phone.
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

/** What else to know about the calls, a dash each. It stands below the numbers. */
export function aboutCalls(facts: CaseFacts): Part {
  const calls = callsOf(facts);
  const numberOf = (act: ActFacts) => act.call?.[0]?.phone ?? null;
  const known = calls.flatMap((act, at) => {
    const { attempts, otherwise } = act;
    // Two acts may be one call: the first call, and the one that says what is new.
    const same = calls.findIndex((one) => numberOf(one) === numberOf(act));
    const isSame = numberOf(act) !== null && same < at;
    const own = [
      ...(isSame ? [`One call is enough for this and for call ${same + 1}. Tick both.`] : []),
      ...(attempts > 0 && otherwise !== null
        ? [`Tried ${timesWords(attempts)} so far, and no one answered. ${otherwise}`]
        : []),
    ];
    // What the pack says of a call names whom it is about by itself.
    const { rest } = firstSentence(act.inMail);
    return [
      ...own.map((words) => dash(calls.length === 1 ? words : `Call ${at + 1}: ${words}`)),
      rest !== "" && dash(rest),
    ];
  });
  return [phoneColleagues(facts), ...known];
}

// The steps that are no calls.

/** These acts, numbered on from the calls. Acts in `newActs` are marked as new. */
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
          // A call that has time yet stands with its numbers.
          act.due === "written-report" ? [] : numbersOf(act.call),
        ),
      ),
    ),
    headed(
      "Not yet",
      waiting.filter(({ inMail }) => inMail !== "").map((act) => dash(markNewAct(act, newActs))),
    ),
    // In danger the call matters, and what follows has time.
    facts.danger === null &&
      waiting.some(({ state }) => state === "locked") &&
      button("Still missing", facts.stepsLink),
    finished !== 0 && `Finished so far: ${finished} of ${facts.acts.length} steps.`,
  ];
}

/** By when, and what to do. The first written report also says on which form. */
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
    // A county's own words may name the form.
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

/** Whether both times are of one kind: the same of the system's own, or both the document's. */
function isOneTime(before: ActFacts, act: ActFacts): boolean {
  if (before.isPlanned || act.isPlanned) return false;
  const isOfDocument = ({ due }: ActFacts) => due !== null && typeof due === "object";
  return before.due === act.due || (isOfDocument(before) && isOfDocument(act));
}

function timeWords({ due, isPlanned }: ActFacts, at: number, { now, zone }: CaseFacts): string {
  if (isPlanned) return `Planned for ${dayWords(at, zone)}`;
  if (at < now) return `Late, was due ${whenWords(at, zone)}`;
  // Some times of a document are days: without a time of day.
  const isOfDay = due === null || due === "same-day" || (typeof due === "object" && "days" in due);
  return `By ${isOfDay ? dayWords(at, zone) : whenWords(at, zone)}`;
}
