/** The mail that opens a case, to whoever is asked to act: enough to act on from a phone without opening anything. */

import type { CaseReference, RegisterLink } from "../../case/model/case-reference";
import { type ReviewReason, reviewReasonWords } from "../../case/model/review-reasons";
import type { ActFacts, CaseFacts } from "../../case/views/letter-facts";
import { type PersonRole, rolesListed } from "../../district/roles";
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
  closing,
  dangerUnknown,
  doNot,
  inTheRegister,
  levelAndReason,
  preview,
  reasonsBelow,
  sealedLines,
  type Turn,
  toOpen,
} from "./sections";

interface Told {
  readonly turn?: Turn;
  /** The link, and what to do there first. */
  readonly open?: readonly Part[];
  /** What this mail alone says. */
  readonly body: readonly Part[];
  /** Whether the whole protocol follows. */
  readonly isWhole?: boolean;
  readonly newActs?: readonly ActId[];
}

/**
 * Every letter about a case begins and ends alike: what a locked phone shows (`summary`), danger, whom to call, the link; then what is
 * new, what not to do, and the rest.
 */
function letter(facts: CaseFacts, summary: string, told: Told): Letter {
  const { newActs = [] } = told;
  return mailOf(caseSubject(facts.reference, told.turn), [
    ...preview(facts, summary),
    ...dangerUnknown(facts),
    ...callsNow(facts, newActs),
    ...(told.open ?? inTheRegister(facts)),
    ...aboutCalls(facts),
    ...sealedLines(facts),
    ...told.body,
    ...doNot(facts),
    ...(told.isWhole === true ? [...levelAndReason(facts), ...stepBlocks(facts, newActs)] : []),
    ...closing(facts),
  ]);
}

/** To whoever was not there from the beginning. */
const lookFirst = "Look there first: if a call is ticked, do not call again.";

export function caseOpened(facts: CaseFacts): Letter {
  return letter(facts, "A new case needs you today.", { body: [], isWhole: true });
}

// The mail about calls that are owed and not on record: whom to call, and how to record it.

export interface CallOverdue {
  /** The case as it is now. */
  readonly facts: CaseFacts;
  /** Those of its calls that are open: at least one. */
  readonly calls: readonly ActFacts[];
  /** Roles of those who were reminded before. */
  readonly reminded: readonly PersonRole[];
  /** In immediate danger, to everybody: somebody has acknowledged the case, and no call is on record since. */
  readonly isToAllAgain: boolean;
  readonly turn: Turn;
}

export function callOverdue({ facts, calls, reminded, isToAllAgain, turn }: CallOverdue): Letter {
  const before = rolesListed(reminded);
  const one = calls.length === 1;
  return letter({ ...facts, acts: calls }, "Something is overdue. Please see to it now.", {
    turn,
    open: [
      ...toOpen(facts),
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

// The mail to the next person, when nobody has acknowledged a case in time: take it on, and all that is needed to act.

export interface CaseEscalated {
  /** The case as it is now, not acknowledged. */
  readonly facts: CaseFacts;
  /** Roles of those who were asked before and have not answered; empty where the reader alone is reminded. */
  readonly notAnswered: readonly PersonRole[];
  readonly turn: Turn;
}

export function caseEscalated({ facts, notAnswered, turn }: CaseEscalated): Letter {
  const asked = rolesListed(notAnswered);
  return letter(facts, "Nobody has taken this on yet. Please do it now.", {
    turn,
    open: [
      ...toOpen(facts),
      dash("Tick Acknowledged there now, so that nobody else is asked."),
      dash(lookFirst),
    ],
    body: [
      asked === ""
        ? "You were asked to act. The case is not acknowledged yet."
        : `Asked before you: ${asked}. Nobody has acknowledged the case, so now you are asked.`,
    ],
    isWhole: true,
  });
}

// The mail to the contact of a school that a case is handed over to: the reference and the link, nothing else (design 2.10).

export interface CaseHandedOver {
  readonly reference: CaseReference;
  readonly link: RegisterLink;
}

export function caseHandedOver({ reference, link }: CaseHandedOver): Letter {
  return mailOf(caseSubject(reference), [
    "A case is being handed over to your school.",
    fact("Case", reference),
    toCase({ reference, link }),
    dash("First speak with the contact who hands it over."),
    dash("Then write the day in “Hand-over received on” in the case row. Until then it is theirs."),
    dash("If the register does not open for you, ask the district lead."),
    notAsMail,
  ]);
}

export interface PrintAsked {
  readonly reference: CaseReference;
  readonly link: RegisterLink;
}

/** To whoever prints records: the contact has ticked Print. */
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

// The mails about a case that somebody has stepped aside from, or that was given to another person.

export const givenBecause = [
  "stepped-aside",
  "assigned",
  "handed-over",
  "school-corrected",
  "new-reader",
  "contact-left",
] as const;

export interface CaseGiven {
  /** The case as it is now. */
  readonly facts: CaseFacts;
  readonly because: (typeof givenBecause)[number];
}

const reasonsGiven = {
  "stepped-aside": "Someone has stepped aside from this case. You are next in line.",
  assigned: "This case was assigned to you.",
  "handed-over": "Your school has received this case.",
  "school-corrected": "The school of this case was corrected: it is yours.",
  "contact-left": "The person who had this case is not its contact any more. You are next in line.",
  "new-reader": "You read sealed reports now, and this is one of them.",
} as const;

export function caseGiven({ facts, because }: CaseGiven): Letter {
  return letter(facts, "A case is yours from now on.", {
    open: [...inTheRegister(facts), dash(lookFirst)],
    body: [`${reasonsGiven[because]} From now on you act on it.`],
    isWhole: true,
  });
}

export interface CaseSteppedAside {
  readonly facts: CaseFacts;
  /** Roles of those who stepped aside now. */
  readonly who: readonly PersonRole[];
  /** Role of whoever is asked to act now. */
  readonly now: readonly PersonRole[];
}

/** To people who are not asked to act: the calls are in the mail to whoever is. */
export function caseSteppedAside({ facts, who, now }: CaseSteppedAside): Letter {
  const aside = rolesListed(who);
  return mailOf(caseSubject(facts.reference), [
    ...preview(facts, "Someone has stepped aside from a case."),
    `Stepped aside: ${aside === "" ? "a person who may open the register" : aside}. Asked to act now: ${rolesListed(now)}.`,
    dash(
      "Whoever stepped aside gets no more mail about the case. What they write on it is put back. They can still read it: the register is one file.",
    ),
    dash(
      "If that is not right: write a colleague's address in “Assigned to”, or take the name out of “Stepped aside”.",
    ),
    toCase(facts),
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
  /** What made it rise. */
  readonly cause: "report" | "merge" | "person";
}

const causes = {
  report: "Another report came in.",
  merge: "Two cases were joined.",
  person: "Someone who works on the case raised its level. The reason is in the case row.",
} as const;

/** What is new, without a level: a locked phone shows it. */
const firstLines = {
  report: "Another report has changed a case of yours. Please read this to the end.",
  merge: "Two cases are one of yours now. Please read this to the end.",
  person: "A colleague has raised a case of yours. Please read this to the end.",
} as const;

export function caseRaised(input: CaseRaised): Letter {
  const { facts } = input;
  return letter(facts, firstLines[input.cause], {
    body: [heading("What changed"), ...changes(input)],
    isWhole: true,
    newActs: input.newActs,
  });
}

/** What was decided about a student who may be a victim after all. */
function consequenceAgain({ consequence }: CaseFacts): readonly Part[] {
  return consequence === null
    ? []
    : [
        dash(
          `On record as done: ${consequence}. The student may be a victim: look at it again today, before anything more follows from it.`,
        ),
      ];
}

function changes(input: CaseRaised): readonly Part[] {
  const { facts, fromLevel, newProtocols, newActs, cause } = input;
  const added = facts.acts.filter(({ act }) => newActs.includes(act)).length;
  return [
    causes[cause],
    dash(
      fromLevel === facts.level
        ? `The level stays: ${facts.level}.`
        : `The level was: ${fromLevel}. It is now: ${facts.level}.`,
    ),
    ...newProtocols.map((name) => dash(`This protocol now applies as well: ${name}.`)),
    ...(added > 0
      ? [dash(`${added} ${added === 1 ? "act is" : "acts are"} new on the checklist.`)]
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
  /** From what that is counted, for this report. */
  readonly dueFrom: "learned" | "received";
  /** Whether a mail about their own duty goes to the reporter. */
  readonly reporterTold: boolean;
  /** The report does not say who sent it: nobody can be asked. */
  readonly isAnonymous: boolean;
}

export function reportAdded(input: ReportAdded): Letter {
  const { facts } = input;
  const from =
    input.dueFrom === "learned"
      ? `${facts.written.hours} hours after they learned of it`
      : `${facts.written.hours} hours after the report came in, since it does not say when they learned of it`;
  const when = whenWords(input.writtenReportDue, facts.zone);
  const due =
    input.writtenReportDue < facts.now ? `was due ${when} and is late` : `is due by ${when}`;
  return letter(facts, "Another report came in on a case of yours. Please read this to the end.", {
    body: [
      heading("What is new"),
      dash("Another report joined this case. The level stays as it was."),
      ...consequenceAgain(facts),
      dash("Read it in the Reports tab. If it has news for an agency, call them."),
      dash(
        `This reporter has a duty of their own. Their written report ${due}: ${from} (${facts.written.statute}).`,
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
  /** Roles of those who got the case, the lead included where the lead did. */
  readonly told: readonly PersonRole[];
}

function looksAt(reasons: readonly ReviewReason[]): readonly Part[] {
  return reasons.length === 0
    ? []
    : [heading("What to look at"), ...reasons.map((reason) => dash(reviewReasonWords(reason)))];
}

export function reviewNeeded({ facts, told }: ReviewNeeded): Letter {
  const isAsked = told.length > 0;
  return letter(facts, "A case needs a second look by you.", {
    open: toOpen(facts),
    body: [
      isAsked
        ? `A mail with what to do goes to ${rolesListed(told)}. Make sure that it is done.`
        : "Nobody was asked yet. Please act on the case yourself, now.",
      ...looksAt(reasonsBelow(facts)),
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
