/** The mail that opens a case, to whoever is asked to act: enough to act on from a phone without opening anything. */
import type { ActFacts, CaseFacts } from "../case/facts";
import { reviewReasonWords } from "../case/reasons";
import type { CaseReference, RegisterLink } from "../case/reference";
import { type PersonRole, rolesListed } from "../district/roles";
import type { ActId } from "../protocol/ids";
import type { ProtocolWords } from "../protocol/wording";
import { whenWords } from "../time";
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
} from "./letter";
import {
  actBlocks,
  type Calls,
  callsNow,
  caseSubject,
  closing,
  doNot,
  inTheRegister,
  preview,
  sealedLines,
  toOpen,
  whyBlocks,
} from "./sections";

/** Every letter about a case begins and ends alike, the calls before everything else; `summary` is what a locked phone shows. */
function letter(
  facts: CaseFacts,
  summary: string,
  body: readonly Part[],
  calls: Calls | null = {},
): Letter {
  return mailOf(caseSubject(facts.reference), [
    ...preview(facts.danger, summary),
    fact("Case", facts.reference),
    ...(calls === null ? [] : callsNow(facts, calls)),
    ...sealedLines(facts),
    ...body,
    ...closing(facts),
  ]);
}

function whereItStands(facts: CaseFacts, newActs: readonly ActId[] = []): readonly Part[] {
  return [heading("Where the case stands"), ...whyBlocks(facts), ...actBlocks(facts, newActs)];
}

/** What goes wrong in the first minutes, how to say that one has it, then all the rest. */
function toWorkOn(facts: CaseFacts, newActs: readonly ActId[] = []): readonly Part[] {
  return [...doNot(facts), ...inTheRegister(facts), ...whereItStands(facts, newActs)];
}

const askFirst = "Ask first whether a call was made already: what is ticked was done.";

export function caseOpened(facts: CaseFacts): Letter {
  return letter(facts, "A new case needs you today. Please read this to the end.", toWorkOn(facts));
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
}

export function callOverdue({ facts, calls, reminded, isToAllAgain }: CallOverdue): Letter {
  const before = rolesListed(reminded);
  const one = calls.length === 1;
  return letter(
    { ...facts, acts: calls },
    "Something is overdue. Please see to it now.",
    [
      heading(one ? "If the call was made" : "If the calls were made"),
      dash(
        `Tick ${one ? "it" : "them"} as done, and write down the agency's reference and whom you spoke with.`,
      ),
      toCase(facts),
      ...(before === ""
        ? []
        : [`Reminded before you: ${before}. Please make sure that it is done.`]),
      ...(isToAllAgain
        ? [
            "The case was acknowledged, and no call is on record since. So everybody who may know of it is asked again: make sure that one of you calls now.",
          ]
        : []),
      ...doNot(facts),
    ],
    {
      first: one
        ? "This call is owed, and the register does not show that it was made."
        : `These ${calls.length} calls are owed, and the register does not show that they were made.`,
    },
  );
}

// The mail to the next person, when nobody has acknowledged a case in time: take it on, and all that is needed to act.

export interface CaseEscalated {
  /** The case as it is now, not acknowledged. */
  readonly facts: CaseFacts;
  /** Roles of those who were asked before and have not answered; empty where the reader alone is reminded. */
  readonly notAnswered: readonly PersonRole[];
}

export function caseEscalated({ facts, notAnswered }: CaseEscalated): Letter {
  const asked = rolesListed(notAnswered);
  return letter(
    facts,
    "Nobody has taken this on yet. Please read this to the end.",
    [
      heading("Please take this case on"),
      asked === ""
        ? "You were asked to act, and the case is not acknowledged yet."
        : `Asked before you: ${asked}. The case is still not acknowledged, so now you are asked.`,
      dash("Tick Acknowledged in the case row now, so that nobody else is asked."),
      toCase(facts),
      ...doNot(facts),
      ...whereItStands(facts),
    ],
    { first: askFirst },
  );
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
    dash("Speak with the contact who hands it over before you do anything else."),
    dash("Then write the day in “Hand-over received on” in the case row. Until then it is theirs."),
    dash("If you may not open the register, ask the district lead."),
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
    "A printed record is asked for.",
    fact("Case", reference),
    dash("Ask whoever ticked “Print” who is to get it, before you print."),
    dash(
      "Open the editor of the Form with your own account, choose Student safety, then Print a record. If you do not see that menu, ask the admin to make you an editor of the Form.",
    ),
    dash(
      "A parent who asks for records gets no mandated report and no name of a reporter: the record leaves both out by itself.",
    ),
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
  "stepped-aside": "Somebody has stepped aside from this case, and you are the next in line.",
  assigned: "This case was assigned to you.",
  "handed-over": "Your school has received this case.",
  "school-corrected": "The school of this case was corrected: it is yours.",
  "contact-left":
    "Whoever had this case is not its contact any more, and you are the next in line.",
  "new-reader": "You read sealed reports now, and this is one of them.",
} as const;

export function caseGiven({ facts, because }: CaseGiven): Letter {
  return letter(
    facts,
    "A case is yours from now on. Please read this to the end.",
    [
      heading("What changed"),
      `${reasonsGiven[because]} From now on you are asked to act on it.`,
      ...toWorkOn(facts),
    ],
    { first: askFirst },
  );
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
  return letter(
    facts,
    "Somebody has stepped aside from a case.",
    [
      `Stepped aside from this case: ${aside === "" ? "a person who may open the register" : aside}. Asked to act now: ${rolesListed(now)}.`,
      dash(
        "Whoever stepped aside gets no more mail about it, and what they write on it is put back. They can still read it: the register is one file.",
      ),
      dash(
        "If that is not right, write the address of a colleague of Contacts in “Assigned to”, or take the name out of “Stepped aside”.",
      ),
      toCase(facts),
    ],
    null,
  );
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
  report: "Another report came in. Taken together, the reports say more than each of them.",
  merge: "Two cases were joined. Taken together, their reports say more than each of them.",
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
  return letter(
    facts,
    firstLines[input.cause],
    [heading("What changed"), ...changes(input), ...toWorkOn(facts, input.newActs)],
    { newActs: input.newActs },
  );
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

function changes({ facts, fromLevel, newProtocols, newActs, cause }: CaseRaised): readonly Part[] {
  const blocks: Part[] = [causes[cause]];
  blocks.push(
    dash(
      fromLevel === facts.level
        ? `The level stays: ${facts.level}.`
        : `The level was: ${fromLevel}. It is now: ${facts.level}.`,
    ),
  );
  for (const name of newProtocols) {
    blocks.push(dash(`This protocol now applies as well: ${name}.`));
  }
  const added = facts.acts.filter(({ act }) => newActs.includes(act)).length;
  if (added > 0) {
    blocks.push(
      dash(`New on the checklist: ${added} ${added === 1 ? "act" : "acts"}, marked as new below.`),
    );
  }
  blocks.push(...consequenceAgain(facts));
  blocks.push(
    `Call ${facts.agency} again and say what is new, also if they were called before. What was done stays done.`,
  );
  return blocks;
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
  return letter(facts, "Another report came in on a case of yours. Please read this to the end.", [
    heading("What is new"),
    dash("Another report joined this case. The level and the protocols stay as they were."),
    ...consequenceAgain(facts),
    dash(
      "Read it in the Reports tab. It may hold something that an agency has to know: if so, call them.",
    ),
    dash(
      `This reporter has a duty of their own. Their written report ${due}: ${from} (${facts.written.statute}).`,
    ),
    dash(reporterWords(input)),
    ...toWorkOn(facts),
  ]);
}

function reporterWords({ reporterTold, isAnonymous }: ReportAdded): string {
  if (reporterTold) {
    return "The reporter gets a mail about it. Ask whether the call and the written report were made; where only the district lead knows who it is, through the lead.";
  }
  return isAnonymous
    ? "The report does not say who sent it, so nobody is asked after it. If you know who it is, tell them, and take the tick out of “Reporter cannot be asked”."
    : "The reporter was not told about it by mail: they left no address of the district. If you know who it is, tell them.";
}

// The mail to the district lead about a report that could not be taken in the ordinary way: what to look at, and who was told.

export interface ReviewNeeded {
  /** The case as it is now, with its review reasons. */
  readonly facts: CaseFacts;
  /** Roles of those who got the case, the lead included where the lead did. */
  readonly told: readonly PersonRole[];
}

export function reviewNeeded({ facts, told }: ReviewNeeded): Letter {
  const isAsked = told.length > 0;
  return letter(
    facts,
    "A case needs a second look by the district lead.",
    [
      heading("What to look at"),
      ...facts.reviewReasons.map((reason) => dash(reviewReasonWords(reason))),
      fact("Level", facts.level),
      "That is from what could be read: it may be too low.",
      heading("Who was asked to act"),
      isAsked
        ? `A mail with what to do goes to ${rolesListed(told)}.`
        : "Nobody yet. Please act on the case yourself.",
      ...toBeDone(
        "Read the report in the Reports tab. What was answered is kept there as written.",
        "If more applies than the level says, raise the level in the case row and say why.",
        "Correct the Contacts or Schools tab where it is named above.",
      ),
      ...toOpen(facts),
    ],
    {
      first: isAsked
        ? "Make sure that this is done. It does not wait for what has to be looked at."
        : "Nobody was asked yet: please do it yourself, now.",
    },
  );
}
