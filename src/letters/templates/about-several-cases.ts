/**
 * The mails about several cases at once: dangers that nobody has acknowledged, and first mails and reminders of which one person would get
 * too many in an hour.
 */
import type { CaseReference, RegisterLink } from "../../case/model/case-reference";
import type { ActFacts, CaseFacts } from "../../case/views/case-facts";
import { capital } from "../../text";
import {
  alert,
  button,
  calleeLine,
  dash,
  fact,
  heading,
  itemBlock,
  type Letter,
  mailOf,
  notAsMail,
  type Part,
  phone,
  toCase,
} from "../format/letter";
import { isOpenCall, phoneColleagues } from "./calls-first";
import { dangerReportedLine, lookFirst } from "./sections";

export interface SeveralCases {
  /** The cases as they stand now; at least one. */
  readonly cases: readonly CaseFacts[];
}

export interface SeveralDangers extends SeveralCases {
  /** To the open cases of the register, worst first. */
  readonly link: RegisterLink;
}

/** So many cases a mail shows with calls and links; of further ones it has the references. Mail programs cut off what is longer. */
const shownWhole = 60;

/** Each case by `part`, the further ones by their references. */
function dangerParts(
  { cases, link }: SeveralDangers,
  part: (facts: CaseFacts) => readonly Part[] = (facts) => oneCase(facts),
): readonly Part[] {
  const more = cases.slice(shownWhole).map(({ reference }) => reference);
  return [
    ...cases.slice(0, shownWhole).flatMap((facts) => part(facts)),
    ...(more.length === 0
      ? []
      : [
          heading(`And ${more.length} more`),
          `In danger as well: ${more.join(", ")}. Call for each of them too.`,
          button("Open cases, worst first", link),
        ]),
  ];
}

/** The subject of a first mail, and of later ones (design 2.10). */
const [subject, unansweredSubject, reminderSubject] = [
  "Student safety cases: action needed",
  "Student safety cases: nobody has answered",
  "Student safety cases: reminder",
] as const;

/** The calls that are owed now and that the register does not show as made. */
function callsOf(facts: CaseFacts): readonly ActFacts[] {
  return facts.acts.filter((act) => isOpenCall(act, facts));
}

function firstSentence(words: string): string {
  const end = words.search(/[.!?] /);
  return end < 0 ? words : words.slice(0, end + 1);
}

/** One case: its level, what it waits for, what else to say of it, whom to call with numbers, and the link to its row. */
function oneCase(
  facts: CaseFacts,
  waitsFor: readonly string[] = [],
  more: readonly Part[] = [],
): readonly Part[] {
  return [
    heading(`Case ${facts.reference}`),
    fact("Level", facts.level),
    ...(facts.danger === null ? [] : dangerReportedLine(facts)),
    ...(waitsFor.length === 0 ? [] : [fact("Waits for", waitsFor.join(", and "))]),
    ...(facts.sealed === null
      ? []
      : ["This case is sealed. Tell nobody of it whom the protocol does not name."]),
    ...more,
    ...callsOf(facts).map((act, at) =>
      itemBlock(
        `${at + 1}.`,
        [firstSentence(act.what)],
        (act.call ?? []).map((who) => calleeLine(who)),
      ),
    ),
    ...phoneColleagues(facts),
    toCase(facts),
  ];
}

function emergency(cases: readonly CaseFacts[], are: string): readonly Part[] {
  const [first] = cases;
  const count = cases.length === 1 ? "1 case" : `${cases.length} cases`;
  return [
    "Open this now.",
    alert(
      `Immediate danger: ${count} ${are}. ${cases.length === 1 ? "Call" : "For each, call"} `,
      phone(first?.emergency ?? ""),
      " now, unless you know the student is safe.",
    ),
  ];
}

export interface DangersUnanswered extends SeveralDangers {
  /** Those that were acknowledged, and about which everybody who may know is asked again. */
  readonly toAllAgain: readonly CaseReference[];
}

/** Asks again about all dangers of the reader of which no call is on record, acknowledged or not. */
export function dangersUnanswered(found: DangersUnanswered): Letter {
  const state = (facts: CaseFacts) =>
    facts.acknowledgeBy !== null
      ? ["No one has acknowledged this case yet."]
      : found.toAllAgain.includes(facts.reference)
        ? [
            "Everyone who may know of this case is asked again. Make sure that one of you calls now.",
          ]
        : [];
  return mailOf(unansweredSubject, [
    ...emergency(found.cases, "without a call on record"),
    ...dangerParts(found, (facts) => oneCase(facts, [], state(facts))),
    heading("In the register"),
    ...found.cases.slice(0, 1).flatMap((one) => lookFirst(one).map((words) => dash(words))),
    dash("Tick Acknowledged in the row of each case that you take on."),
    dash(
      "If a call was made: tick it there, with the agency's reference and the person you spoke with.",
    ),
    dash("You are asked again until a call is ticked for each case."),
    notAsMail,
  ]);
}

/** First mails about danger, gathered after ten in an hour to one person. */
export function dangersGathered({ cases }: SeveralCases): Letter {
  return mailOf(subject, [
    ...emergency(cases, "reported within minutes"),
    ...cases.flatMap((one) => oneCase(one)),
    heading("In the register"),
    dash("Tick Acknowledged in the row of each case that you take on."),
    "So many reports came within an hour that this mail names these together.",
    notAsMail,
  ]);
}

/** Other first mails, gathered after ten in an hour to one person. */
export function casesGathered({ cases }: SeveralCases): Letter {
  const count = cases.length === 1 ? "1 case needs" : `${cases.length} cases need`;
  return mailOf(subject, [
    `${capital(count)} you today. Please read this to the end.`,
    ...cases.flatMap((one) => oneCase(one)),
    heading("In the register"),
    dash("Open each case: its row says what to do, by when, and what not to do."),
    dash("Tick Acknowledged in the row of each case that you take on."),
    "So many reports came within an hour that this mail names these together. Each is a case of its own.",
    notAsMail,
  ]);
}

export interface SeveralReminders {
  /** The cases as they stand now, at least one, and what each waits for: at least one of the two. */
  readonly cases: readonly {
    readonly facts: CaseFacts;
    readonly isUnanswered: boolean;
    readonly isCallOverdue: boolean;
  }[];
}

/** Reminders outside danger, gathered after ten in an hour to one person. */
export function remindersGathered({ cases }: SeveralReminders): Letter {
  const count = cases.length === 1 ? "1 case waits" : `${cases.length} cases wait`;
  return mailOf(reminderSubject, [
    `${capital(count)} for somebody to act. Please read this to the end.`,
    ...cases.flatMap(({ facts, isUnanswered, isCallOverdue }) =>
      oneCase(facts, [
        ...(isUnanswered ? ["somebody to acknowledge it"] : []),
        ...(isCallOverdue ? ["a call that is not on record"] : []),
      ]),
    ),
    heading("In the register"),
    dash("Ask first whether a call was made already. If so, tick it."),
    dash("Tick Acknowledged in the row of each case that you take on."),
    "So many reminders were due within an hour that this mail names these together. Each is a case of its own.",
    notAsMail,
  ]);
}

export interface MailWaits {
  /** How many messages of each sort wait. */
  readonly first: number;
  readonly duties: number;
  readonly others: number;
}

/** To the lead, once: hardly any mail can be sent today, and the rest of the quota is kept for danger. */
export function mailWaits({ first, duties, others }: MailWaits): Letter {
  const counts = [
    [first, "about new cases and reports"],
    [duties, "about calls and reports that are owed"],
    [others, "about other matters"],
  ] as const;
  return mailOf("Student safety mail: action needed", [
    "Some mail of the desk has to wait. Please read this now.",
    alert(
      "Google lets the account that runs the desk send only so many mails a day, and few are left. They are kept for immediate danger.",
    ),
    ...counts.flatMap(([count, what]) => (count === 0 ? [] : [dash(`${count} ${what} wait.`)])),
    heading("What to do"),
    dash("Open Cases in the register, and look for cases that are not acknowledged yet."),
    dash("Tell the contacts of those cases by phone that they have one."),
    dash("What waits goes out by itself, the most urgent first, once mail can be sent again."),
    notAsMail,
  ]);
}
