/**
 * The mails about one case. The most important opens a case: it goes to whoever is asked to act, and says enough to act on from a phone
 * without opening anything. No mail names the student (design 2.10).
 */
import type { CaseReference, RegisterLink } from "../../case/model/case-reference";
import { type ReviewReason, reviewReasonWords } from "../../case/model/review-reasons";
import type { ActFacts, CaseFacts } from "../../case/views/case-facts";
import { listRoles, type PersonRole } from "../../district/district";
import type { ActId } from "../../protocol/ids";
import type { ProtocolWords } from "../../protocol/wording";
import { whenWords } from "../../time";
import {
  dash,
  fact,
  heading,
  type Letter,
  mailOf,
  notAsMail,
  type Part,
  toBeDone,
  toCase,
} from "../format/letter";
import { aboutCalls, callsNow } from "./calls-first";
import { stepBlocks } from "./protocol-steps";
import {
  caseSubject,
  dangerUnknown,
  doNotLines,
  inTheRegister,
  lastLines,
  levelAndReason,
  linkToOpen,
  lookFirst,
  previewLine,
  reasonsBelow,
  sealedLines,
  type Turn,
} from "./sections";

/** The parts in which the mails about a case differ. */
interface Told {
  readonly turn?: Turn;
  /** The link to the case and what to do there first. Left out: the link, and by when to acknowledge. */
  readonly open?: readonly Part[];
  /** What only this kind of mail says. */
  readonly body: readonly Part[];
  /** Whether the level and every step of the protocols follow at the end. */
  readonly isWhole?: boolean;
  /** Acts that the mail marks as new. */
  readonly newActs?: readonly ActId[];
}

/**
 * Puts a mail about a case together. Every such mail has the same order: what a locked phone shows (`summary`, or the danger); whom to
 * call now; the link to the register; who has a sealed case; what is new in this mail; what not to do; level and steps, if `isWhole`; the
 * closing lines.
 */
export function letter(facts: CaseFacts, summary: string, told: Told): Letter {
  const { newActs = [] } = told;
  return mailOf(caseSubject(facts.reference, told.turn), [
    ...previewLine(facts, summary),
    ...dangerUnknown(facts),
    ...callsNow(facts, newActs),
    ...(told.open ?? inTheRegister(facts)),
    ...aboutCalls(facts),
    ...sealedLines(facts),
    ...told.body,
    ...doNotLines(facts),
    ...(told.isWhole === true ? [...levelAndReason(facts), ...stepBlocks(facts, newActs)] : []),
    ...lastLines(facts),
  ]);
}

/** The first mail about a new case, to whoever is asked to act on it. */
export function caseOpened(facts: CaseFacts): Letter {
  return letter(facts, "A new case needs you today.", { body: [], isWhole: true });
}

// The mail about calls that are owed and that the register does not show as made: whom to call, and how to record the call.

export interface CallOverdue {
  /** The case as it is now. */
  readonly facts: CaseFacts;
  /** The calls of the case that are still open: at least one. */
  readonly calls: readonly ActFacts[];
  /** Roles of the people who were reminded before this mail. */
  readonly reminded: readonly PersonRole[];
  /**
   * Only in immediate danger: somebody acknowledged the case but no call was ticked since, so everybody who may know of the case is asked
   * again.
   */
  readonly isToAllAgain: boolean;
  readonly turn: Turn;
}

/** Reminds of calls that the law demands and that nobody has ticked. */
export function callOverdue({ facts, calls, reminded, isToAllAgain, turn }: CallOverdue): Letter {
  const before = listRoles(reminded);
  const one = calls.length === 1;
  return letter({ ...facts, acts: calls }, "Something is overdue. Please see to it now.", {
    turn,
    open: [
      ...linkToOpen(facts),
      dash(
        `If ${one ? "it was" : "they were"} made: tick ${one ? "it" : "them"} there, with the agency's reference and the person you spoke with.`,
      ),
    ],
    body: [
      one
        ? "This call is owed. The register does not show that it was made."
        : `These ${calls.length} calls are owed. The register does not show that they were made.`,
      ...(before === "" ? [] : [`Reminded before you: ${before}. Make sure that it is done.`]),
      ...(isToAllAgain
        ? [
            "The case was acknowledged, and no call is on record since. So everybody who may know of it is asked again. Make sure that one of you calls now.",
          ]
        : []),
    ],
  });
}

// The mail to the next person if nobody acknowledged a case in time. It asks them to take the case on, and has all that is needed to act.

export interface CaseEscalated {
  /** The case as it is now, not acknowledged. */
  readonly facts: CaseFacts;
  /** Roles of those who were asked before and have not answered; empty where the reader alone is reminded. */
  readonly notAnswered: readonly PersonRole[];
  readonly turn: Turn;
}

/** Asks the next person to act, because those who were asked before have not acknowledged the case. */
export function caseEscalated({ facts, notAnswered, turn }: CaseEscalated): Letter {
  const asked = listRoles(notAnswered);
  return letter(facts, "Nobody has taken this on yet. Please do it now.", {
    turn,
    open: [
      ...linkToOpen(facts),
      dash("Tick Acknowledged there now, so that nobody else is asked."),
      ...lookFirst(facts).map((words) => dash(words)),
    ],
    body: [
      asked === ""
        ? "You were asked to act. The case is not acknowledged yet."
        : `Asked before you: ${asked}. Nobody has acknowledged the case, so now you are asked.`,
    ],
    isWhole: true,
  });
}

export interface PrintAsked {
  readonly reference: CaseReference;
  readonly link: RegisterLink;
}

/** To whoever prints records, after the contact has ticked Print on the row of the case. */
export function printAsked({ reference, link }: PrintAsked): Letter {
  return mailOf(caseSubject(reference), [
    "Someone asks for a printed record.",
    fact("Case", reference),
    dash("Ask first who is to get it: “Print” was ticked in the case row."),
    dash("Open the Form's editor with your own account."),
    dash("Choose Student safety, then Print a record."),
    dash("If you do not see that menu, ask the admin to make you an editor of the Form."),
    dash("The record leaves out the mandated report and the reporter's name."),
    toCase({ reference, link }),
    notAsMail,
  ]);
}

// The mail that says that a case is more serious than it was: what changed, why, and to call again.

export interface CaseRaised {
  /** The case as it is now. */
  readonly facts: CaseFacts;
  readonly fromLevel: ProtocolWords;
  readonly newProtocols: readonly ProtocolWords[];
  /** Acts that this rise put on the checklist. */
  readonly newActs: readonly ActId[];
  /** What raised the level or brought the danger: a new report, a merge with another case, or a person who works on the case. */
  readonly cause: "report" | "merge" | "person";
  /** A parent had been told, and the report says that a parent may be involved. */
  readonly parentKnew?: boolean;
}

const causes = {
  report: "Another report came in.",
  merge: "Two cases were merged.",
  person: "Someone who works on the case raised its level. The reason is in the case row.",
} as const;

/** The first line, by cause. It names no level, since a locked phone shows it. */
const firstLines = {
  report: "Another report has changed a case of yours. Please read this to the end.",
  merge: "Two cases were merged into one of yours. Please read this to the end.",
  person: "A colleague has raised a case of yours. Please read this to the end.",
} as const;

/** Tells whoever acts that the case is more serious now, and that the first agency has to be called again. */
export function caseRaised(input: CaseRaised): Letter {
  const { facts } = input;
  return letter(facts, firstLines[input.cause], {
    body: [heading("What changed"), ...changes(input)],
    isWhole: true,
    newActs: input.newActs,
  });
}

/**
 * A line about a school consequence that was decided while the student was not thought to be a victim, now that this is open again. No
 * line if there was none.
 */
function consequenceAgain({ consequence }: CaseFacts): readonly Part[] {
  return consequence === null
    ? []
    : [
        dash(
          `On record as done: ${consequence}. The student may be a victim: look at it again today, before anything more follows from it.`,
        ),
      ];
}

/**
 * A parent had been told before a report said that one may be involved: this is what changed, and what to do about it. Nothing if not.
 */
function parentKnowsAlready(
  parentKnew: boolean | undefined,
  { agency }: CaseFacts,
): readonly Part[] {
  return parentKnew !== true
    ? []
    : [
        dash(
          "A parent or guardian was told of this case before. A report now says that a parent or guardian may be involved.",
        ),
        dash(
          `Tell ${agency} and police today that a parent knows. Ask if the student is safe at home, and who may collect them.`,
        ),
        dash("Tell no parent anything more: those steps are locked again."),
      ];
}

/** The lines of what changed, with the instruction to call again. */
function changes(input: CaseRaised): readonly Part[] {
  const { facts, fromLevel, newProtocols, newActs, cause, parentKnew } = input;
  const newActCount = facts.acts.filter(({ act }) => newActs.includes(act)).length;
  return [
    causes[cause],
    ...parentKnowsAlready(parentKnew, facts),
    dash(
      fromLevel === facts.level
        ? `The level stays: ${facts.level}.`
        : `The level was: ${fromLevel}. It is now: ${facts.level}.`,
    ),
    ...newProtocols.map((name) => dash(`This protocol now applies as well: ${name}.`)),
    ...(newActCount > 0
      ? [dash(`${newActCount} ${newActCount === 1 ? "act is" : "acts are"} new on the checklist.`)]
      : []),
    ...consequenceAgain(facts),
    dash(
      `Call ${facts.agency} again and say what is new, also if they were called before. What was done stays done.`,
    ),
  ];
}

// The mail that says that another report joined a case without raising it: read it, and mind its reporter's own clock.

export interface ReportAdded {
  /** The case as it is now. */
  readonly facts: CaseFacts;
  /** When the written report of this reporter is due; milliseconds since 1970, UTC. */
  readonly writtenReportDue: number;
  /** Whether the deadline is counted from when the reporter learned of it, or from when the report came in. */
  readonly dueFrom: "learned" | "received";
  /** Whether a mail about their own duty goes to the reporter. */
  readonly reporterTold: boolean;
  /** The report does not say who sent it: nobody can be asked. */
  readonly isAnonymous: boolean;
  /** A parent had been told, and the report says that a parent may be involved. */
  readonly parentKnew?: boolean;
}

/** Tells whoever acts that another report joined the case and that its reporter owes a written report (PC 11166). */
export function reportAdded(input: ReportAdded): Letter {
  const { facts } = input;
  const from =
    input.dueFrom === "learned"
      ? `${facts.writtenReport.hours} hours after they learned of it`
      : `${facts.writtenReport.hours} hours after the report came in, since it does not say when they learned of it`;
  const when = whenWords(input.writtenReportDue, facts.zone);
  const due =
    input.writtenReportDue < facts.now ? `was due ${when} and is late` : `is due by ${when}`;
  return letter(facts, "Another report came in on a case of yours. Please read this to the end.", {
    body: [
      heading("What is new"),
      dash("Another report joined this case. The level has not changed."),
      ...parentKnowsAlready(input.parentKnew, facts),
      ...consequenceAgain(facts),
      dash("Read it in the Reports tab. If it has news for an agency, call them."),
      dash(
        `If the reporter is a mandated reporter, their own written report ${due} (${facts.writtenReport.statute}). That is ${from}.`,
      ),
      dash(reporterWords(input)),
    ],
    isWhole: true,
  });
}

function reporterWords({ reporterTold, isAnonymous }: ReportAdded): string {
  if (reporterTold) {
    return "The reporter gets a mail about it. Ask if both were made; go through the lead where only the lead knows who it is.";
  }
  return isAnonymous
    ? "The report does not say who sent it. If you know, tell them, and untick “Reporter cannot be asked”."
    : "The reporter got no mail: they left no address of the district. If you know who it is, tell them.";
}

// The mail to the district lead about a report that could not be taken in the ordinary way: what to look at, and who was told.

export interface ReviewNeeded {
  /** The case as it is now, with its review reasons. */
  readonly facts: CaseFacts;
  /** Roles of the people who got the mail about the case itself; the lead is among them if the lead got it. */
  readonly told: readonly PersonRole[];
  /** It is not about a report: the record has another owner from now on. */
  readonly isOfOwner?: boolean;
}

function looksAt(reasons: readonly ReviewReason[]): readonly Part[] {
  return reasons.length === 0
    ? []
    : [heading("What to look at"), ...reasons.map((reason) => dash(reviewReasonWords(reason)))];
}

/** Where it is open whether a member of staff may be involved: what cannot wait for the answer. */
const staffToday: readonly Part[] = [
  dash(
    "If someone on the staff may be involved: agree today with police or child and family services what changes for that person before they are next with students.",
  ),
  dash(
    "If no agency has answered by then, superintendent and counsel decide, with the Title IX coordinator.",
  ),
];

/** To the lead: what about a report has to be looked at, and who was told of the case. */
export function reviewNeeded({ facts, told, isOfOwner = false }: ReviewNeeded): Letter {
  if (isOfOwner) {
    return letter(facts, "A case needs a second look by you.", {
      open: linkToOpen(facts),
      body: [
        "Someone who works on the case has answered who owns the student's record.",
        ...toBeDone(
          "Read “To review” in the case row.",
          "Before anything of the record goes to a parent or guardian, ask counsel.",
        ),
      ],
    });
  }
  const isAsked = told.length > 0;
  return letter(facts, "A case needs a second look by you.", {
    open: linkToOpen(facts),
    body: [
      isAsked
        ? `A mail with what to do goes to ${listRoles(told)}. Make sure that it is done.`
        : "Nobody was asked yet. Please act on the case yourself, now.",
      ...looksAt(reasonsBelow(facts)),
      ...(facts.reviewReasons.includes("staff-not-clear") ? staffToday : []),
      fact("Level", facts.level),
      "That is from what could be read. It may be too low.",
      ...toBeDone(
        "Read the report in the Reports tab. Each answer is kept there as written.",
        "If more applies, raise the level in the case row and say why.",
        "Correct the Contacts or Schools tab where it is named above.",
      ),
    ],
  });
}
