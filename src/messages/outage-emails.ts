/**
 * The emails of an outage: about reports that wait, a register that cannot be reached, and dangers that no one can act on. They are sent at
 * once, because an Outbox cannot be reached or must not hold them. They contain nothing of a report, and do not say which register it is.
 */
import type { CaseReference, RegisterLink } from "../case/facts/case-reference";
import type { Trouble } from "../errors";
import type { Callee } from "../protocol/agency-words";
import { plainLine } from "../text";
import {
  alert,
  asDrill,
  button,
  casesInDanger,
  type EmailPart,
  fact,
  heading,
  itemBlock,
  type Letter,
  mailOf,
  notAsMail,
  notThereYet,
  numbersOf,
  numberUnknown,
  phone,
  small,
  toRegister,
} from "./letter";
import { keptBy } from "./notices-to-leads";

const callFirst = (calls: readonly Callee[]): EmailPart => [
  heading("What to do now"),
  itemBlock(
    "1.",
    ["Do you have reason to suspect abuse or neglect? Call now. Do not wait for the register."],
    numbersOf(calls, numberUnknown),
  ),
];

const toResponses = (responses: RegisterLink | null): EmailPart =>
  responses !== null && button("Open the responses", responses);

/** For the person who opens responses that the system could not give to the right reader. */
const speakWithNobody = "Read it before you speak with anyone: it may say whom not to tell.";

/** Goes with every word of a call that someone else may have made. These emails are about no case, so they cite no pack. */
const ownDuty = "Your own duty to report remains.";

const sayWhoCalled =
  "Open the Form's editor, choose Student safety, Check, then Say who called: who, which agency, when.";
const whoCanSay = "If you cannot open it, the district lead or admin can.";
const whoIsIt = "The student's name is in the report: the district lead or admin can look it up.";

interface SealedWaits {
  /** Agencies that take reports. */
  readonly calls: readonly Callee[];
  /** The link to the Form's responses; null if nobody is to open them: the numbers to call are all that is left then. */
  readonly responses: RegisterLink | null;
  /** The report says immediate danger, and no one has recorded a call. */
  readonly isDanger: boolean;
  /** Someone may read the report, but its register cannot be shared with them alone at the moment. */
  readonly hasReader: boolean;
}

/** Comes first if a report says immediate danger and no one is acting on it. */
const dangerFirst = (isDanger: boolean): EmailPart =>
  isDanger &&
  alert(
    "Immediate danger: a waiting report says so. Call ",
    phone("911"),
    " first if you know who it is; the reporter was asked to call too.",
  );

/**
 * A sealed report waits because it has no reader, or a reader who cannot be given access alone. Goes to people whom no such report
 * excludes, and does not say what the report is about.
 */
export function sealedWaits({ calls, responses, isDanger, hasReader }: SealedWaits): Letter {
  const nobody = {
    why: "No one in Contacts may read this report, so no one has.",
    remedy: "Name someone in Contacts who may read it.",
    how: "It must be a district lead or an alternate lead who is not away, with May open ticked. That person may not be a school's contact or an administrator. The report reaches them within ten minutes.",
  };
  const register = {
    why: "Someone in Contacts may read it, but right now its register cannot be opened to that person alone, so no one has.",
    remedy: "Run Set up with the account that owns the registers.",
    how: "Sign in with that account, open the Form's editor, choose Student safety, then Set up. If that account is gone, the Workspace administrator moves its Drive files to the account that runs the system now. The report reaches its reader within the hour.",
  };
  const { why, remedy, how } = hasReader ? register : nobody;
  return mailOf(`Student safety report: ${isDanger ? "call now" : "action needed"}`, [
    "A report is waiting that no one has read. Please see to it now.",
    dangerFirst(isDanger),
    alert(`A report is waiting in the Form. ${why}`),
    callFirst(calls),
    itemBlock("2.", [remedy], [[how]]),
    responses !== null &&
      itemBlock(
        "3.",
        ["If that cannot happen today: have the newest of the Form's responses read."],
        [
          ["Someone who may edit the Form should read it, and act as the protocol says."],
          [speakWithNobody],
        ],
      ),
    toResponses(responses),
    ...(isDanger
      ? [
          itemBlock(
            responses === null ? "3." : "4.",
            ["Once an agency was called about it, record that."],
            [[sayWhoCalled], [ownDuty]],
          ),
          small(
            "This email comes again and again until someone can read the report, or has recorded a call.",
          ),
        ]
      : [small("This email comes once a day until someone can read the report.")]),
    notAsMail,
  ]);
}

const lastLine = small(
  "The system tries again every five minutes. Please do not reply with what you know: call. This is not legal advice.",
);

/** What a person is told while a register cannot be reached: everything that is known and that this person may know. */
interface RegisterUnreachable {
  /** How much of the main register could not be read for three runs, for leads and admins. Null before that, and for other people. */
  readonly unread: "all" | "part" | null;
  /** Cases in danger with no call on record; empty for people who must not learn the content. */
  readonly cases: readonly CaseReference[];
  /** How many further cases there are that this person must not know by reference. */
  readonly more: number;
  /** How many reports wait in the Form. `isDanger`: one of them says immediate danger. */
  readonly waiting: number;
  readonly isDanger: boolean;
  /** The only thing that waits is the report of a drill. */
  readonly isDrill: boolean;
  /** Names as in the Schools tab; empty if none is known, or if this person must not know them. */
  readonly schools: readonly string[];
  /** Agencies that take reports. */
  readonly calls: readonly Callee[];
  readonly trouble: Trouble;
  /** The link to the register; null for people who do not read it, and for a sealed register. */
  readonly register: RegisterLink | null;
  /** The link to the Form's responses; null if nobody is to open them: the numbers to call are all that is left then. */
  readonly responses: RegisterLink | null;
}

const unreadWords = {
  all: "The student safety register could not be read three times in a row. New reports stay in the Form for now.",
  part: "A part of the student safety register could not be read three times in a row. New reports are taken in as before, and people are asked about danger. The system cannot read what is in that part.",
} as const;

/**
 * The email that a register cannot be read or written. For a sealed report the words are the same as for any other, because only its reader
 * may know that it is sealed.
 */
export function registerUnreachable(found: RegisterUnreachable): Letter {
  const { unread, cases, more, waiting, schools, calls, trouble, register, responses } = found;
  const dangers = cases.length + more;
  const isUrgent = dangers > 0 || found.isDanger;
  // The most pressing comes first: dangers without a call, then reports that wait, then the register.
  const isReport = dangers === 0 && waiting > 0;
  const toRead = [
    "Open the Form's responses, read the newest, and act as the protocol says.",
    speakWithNobody,
  ];
  const toRecord = (mayRead: boolean) => [
    [
      "Ask the others who were told whether a call was made.",
      ...(mayRead ? [whoIsIt] : []),
      ownDuty,
    ],
    ["Once an agency was called, record that.", sayWhoCalled, whoCanSay],
  ];
  const mayRead = responses !== null;
  const steps = [
    ...(waiting > 0 && mayRead ? [toRead] : []),
    ...(dangers === 0 ? [] : toRecord(mayRead)),
  ];
  const reportsWait =
    waiting > 0 &&
    alert(
      `${waiting === 1 ? "A report waits" : `${waiting} reports wait`} in the Form and could not be written into the register, so no one was told what to do.`,
    );
  const letter = mailOf(
    `Student safety ${isReport ? "report" : "register out of reach"}: ${isUrgent ? "call now" : "action needed"}`,
    [
      "Something is not working. Please read this now.",
      dangers > 0 && casesInDanger(dangers, "without a call on record", "911"),
      dangerFirst(found.isDanger),
      dangers === 0 && reportsWait,
      waiting + dangers > 0 && callFirst(calls),
      dangers > 0 && [
        "The register is out of reach, so no one can tick there what was done.",
        reportsWait,
      ],
      unread !== null && alert(unreadWords[unread]),
      unread === "all" &&
        mayRead &&
        "Open the Form's responses every hour, and act on new ones yourself.",
      ...cases.map((one) => fact("Case", one)),
      schools.length > 0 &&
        fact(schools.length === 1 ? "School" : "Schools", schools.map(plainLine).join(", ")),
      ...steps.map(([step = "", ...details], at) =>
        itemBlock(
          `${at + 2}.`,
          [step],
          details.map((one) => [one]),
        ),
      ),
      waiting > 0 && [
        toResponses(responses),
        mayRead && "The case will come in its own email, even if the Form does not open for you.",
      ],
      isUrgent
        ? "This comes again and again until the register can be used again, or a call is on record."
        : "This comes once a day until the register can be used again.",
      keptBy(trouble),
      register !== null && toRegister(register),
      lastLine,
    ],
  );
  return found.isDrill ? asDrill(letter, notThereYet) : letter;
}
