/**
 * The emails about who has a case: it was given, handed over, stepped aside from, merged, printed, or someone typed on it who may not act
 * on it (design 2.19).
 */

import { caseTabs } from "../case/tabs/case-tabs";
import { callBook } from "../district/whom-to-call";
import { listRoles } from "../district-directory";
import { agencyOf } from "../protocol/pack-queries";
import { say, unnamedAct } from "../protocol/wording";
import type { EmailPart, Letter } from "./letter";
import {
  callNowUnlessSafe,
  dash,
  fact,
  heading,
  itemBlock,
  mailOf,
  notAsMail,
  numbersOf,
  toBeDone,
} from "./letter";
import {
  address,
  type CaseFacts,
  caseEntry,
  entry,
  oneOf,
  optional,
  type ReadOf,
  reference,
  roles,
  text,
  texts,
  yes,
} from "./message-entry";
import {
  callsIn,
  caseLetter,
  caseSubject,
  lastLines,
  ownDuty,
  previewLine,
  toCase,
} from "./parts-of-a-case-email";

/** Why a person is asked to act on a case that someone else had before. */
const reasonsGiven = {
  "stepped-aside": "Someone has stepped aside from this case. You are next in line.",
  assigned: "This case was assigned to you.",
  "handed-over": "Your school has received this case.",
  "school-corrected": "The school of this case was corrected: it is yours.",
  contacts: "The Contacts tab says that you are responsible for this case now.",
  "state-lost":
    "Someone changed the hidden cell in this case's row. The system no longer knows who acknowledged the case and what leads filled in, so both count as empty. What people typed is still there. By Contacts you are responsible: please acknowledge the case again.",
} as const;
export type GivenBecause = keyof typeof reasonsGiven;

/**
 * The school that is to receive the case, the school that has it until then, or the school that had it; "mover": the school that has it
 * until someone acknowledges the case that opens in the other school's register.
 */
export const handOverTold = ["receiver", "giver", "former", "mover"] as const;
const toldOf = oneOf(handOverTold, "receiver");

/** Why a person is told that someone typed on a case that is not theirs. */
export const typedBecause = [
  "not-in-line",
  "by-another",
  "confirm-call",
  "unknown",
  "must-not-read",
] as const;
export type TypedBecause = (typeof typedBecause)[number];

/** What is stored of an email that someone typed on a case that is not theirs. */
const typedByAnother = {
  because: oneOf(typedBecause, "unknown"),
  /** Who typed; null if Google did not say. */
  by: address,
  /** Who has the case. */
  has: address,
  /** The account that alone can share the file; null if it is not known. */
  owner: address,
  /** Each as "tab.column", or as "checklist.column act" for a step. */
  undone: texts,
  kept: texts,
};

/** By the reason for such an email: its first line, and what follows. */
function typedWords(
  facts: CaseFacts,
  { by, has: holder, owner, ...typed }: ReadOf<typeof typedByAnother>,
): Readonly<Record<TypedBecause, readonly [string, ...EmailPart[]]>> {
  const undone = cellsTyped(facts, typed.undone);
  const kept = cellsTyped(facts, typed.kept);
  const duty = ownDuty(facts);
  const has = holder ?? "";
  const who = by ?? "Someone whom Google does not name";
  const cells: EmailPart = [
    undone.length > 0 && `Undone: ${undone.join("; ")}.`,
    kept.length > 0 && `Not undone, since the text before is not kept: ${kept.join("; ")}.`,
  ];
  return {
    "not-in-line": [
      "What you typed on a case was undone.",
      `The case is with ${has}, and only people who act on it can change it.`,
      cells,
      toBeDone(
        `Tell ${has} now what you know. If you called an agency: when, whom you reached, and their reference.`,
        `To act on this case, ask ${has} or the district lead to write your address in “Assigned to”. Then type it again.`,
      ),
    ],
    "by-another": [
      "Someone else typed on a case of yours, and it was undone.",
      `${who} is not allowed to act on this case. Reminders continue as before.`,
      cells,
      toBeDone(
        "If it is right, type it yourself.",
        "If they should act on this case, write their address in “Assigned to”.",
      ),
    ],
    "confirm-call": [
      "Was a call made on this case? Please confirm it now.",
      `${who} wrote that a call was made. They are not allowed to act on this case, so what they wrote was undone, and reminders continue. The call may still have been made.`,
      cells,
      toBeDone(
        `Ask ${who} now: when did they call, whom did they reach, what is the reference? What they wrote is in Log.`,
        `If the call was made, tick it in Checklist yourself. ${duty}`,
        "If it was not, or you cannot reach them, call the agency now.",
      ),
    ],
    unknown: [
      "Someone typed on a case. Was it you?",
      "Google does not say who typed this, so it was kept.",
      `Typed: ${kept.join("; ")}.`,
      toBeDone(
        "If it was you or someone who acts on this case, do nothing.",
        "If not, undo it now: untick the box, empty the cell, or write what was there before. The file's version history shows it.",
      ),
    ],
    "must-not-read": [
      "Someone who must not read your register typed in it.",
      `${who} typed in your register, and a case in it may involve them. Everything they typed was undone.${owner === by ? "" : " They cannot open the register any more."}`,
      owner === null
        ? "Google does not say who let them in: the people who manage the shared drive can."
        : `Only the account that owns the register can let someone in: ${owner}.`,
      toBeDone(
        "Assume that they have read it. Think of the student first: call child and family services or police again, and tell them this.",
        owner !== null && `Ask today who uses ${owner}, and have its password changed.`,
        `Then check each step there. A call that is ticked is the district's. ${duty}`,
      ),
    ],
  };
}

/**
 * The cells in words, such as "Danger over". `cells`: each as "tab.column", or as "checklist.column act" for a step. A step that other
 * emails about the case leave out has no name here either.
 */
function cellsTyped({ pack, acts }: Pick<CaseFacts, "pack" | "acts">, cells: readonly string[]) {
  const words = cells.flatMap((cell) => {
    const [place = "", act = ""] = cell.split(" ");
    const [tab, key] = place.split(".");
    const found = Object.values(caseTabs).find(({ id }) => id === tab);
    const header = found?.columns.find((column) => column.key === key)?.header;
    if (found === undefined || header === undefined) return [];
    const datum = pack.acts.find(({ id }) => id === act);
    // An email does not say that a case is sealed.
    const title = header.replace(/^Sealed: /, "");
    const isTold = acts.some((one) => one.act === act);
    const row = datum === undefined ? "" : ` (${isTold ? say(datum.name) : unnamedAct})`;
    return [`${found.title}: “${title}”${row}`];
  });
  return [...new Set(words)];
}

/** An email about a case that asks for no step. `first`: the line that shows on a locked phone. */
function noticeOf(facts: CaseFacts, first: string, body: readonly EmailPart[]): Letter {
  return mailOf(caseSubject(facts), [previewLine(facts, first), body, toCase(facts), notAsMail]);
}

/** An email about a case that asks for no call, even if the case is in danger. `first`: as for `noticeOf`. */
function calmNotice(facts: CaseFacts, first: string, body: readonly EmailPart[]): Letter {
  const subject = caseSubject({ ...facts, danger: null });
  return mailOf(subject, [first, fact("Case", facts.reference), body, notAsMail]);
}

export function aboutWhoseCase() {
  return {
    /** To a person who now acts on the case. */
    "case-given": caseEntry(
      { tells: "first", pointlessIf: ["closed"] },
      { because: oneOf(Object.keys(reasonsGiven) as readonly GivenBecause[], "stepped-aside") },
      (facts, { because }) =>
        caseLetter(facts, "A case is now yours.", {
          isLater: true,
          body: [`${reasonsGiven[because]} It is now yours to act on.`],
          isWhole: true,
        }),
    ),

    /**
     * To people who should know that someone (`who`) stepped aside, but are not asked to act. `now`: the role of the person who acts instead.
     * It has no calls, because the email to that person has them.
     */
    "case-stepped-aside": caseEntry(
      { to: "lead" },
      { who: roles, now: roles },
      (facts, { who, now }) =>
        noticeOf(facts, "Someone has stepped aside from a case.", [
          `Stepped aside: ${listRoles(who) || "a person who may open the register"}. Asked to act now: ${listRoles(now)}.`,
          dash(
            "The person who stepped aside gets no more email about the case. What they write on it is undone. They can still read it, because the register is one file.",
          ),
          dash(
            "If that is not right: write a colleague's address in “Assigned to”, or take the name out of “Stepped aside”.",
          ),
        ]),
    ),

    /** To both schools. The hand-over is complete when the new school enters the day on which it received the case. */
    "case-handed-over": caseEntry({}, { told: toldOf }, (facts, { told }) => {
      const words = {
        receiver: [
          "A case is being handed over to your school.",
          "First speak with the contact who is handing it over.",
          "Then write the day in “Hand-over received on” in the case row. Until then the case is theirs.",
          "If the register does not open for you, ask the district lead.",
        ],
        giver: [
          "A case of yours is being handed over to another school.",
          "Speak with their contact today. Until they write the day in “Hand-over received on”, the case is yours.",
          "If this is wrong, empty “Handed over to” in the case row.",
        ],
        mover: [
          "A case of yours is going to another school.",
          "It is open in that school's register now, with what is known and what was done. Speak with their contact today.",
          "Until someone there acknowledges it, you still get reminders about the case here. Then the case here closes by itself.",
        ],
        former: [
          "A case that was yours is with another school now.",
          "Tell their contact what you know about it.",
          "If this is wrong, tell the district lead today.",
        ],
      };
      const [first = "", ...steps] = words[told];
      return calmNotice(facts, first, [toCase(facts), steps.map((step) => dash(step))]);
    }),

    /**
     * To the school that sent a report about a student whose open case another school has, in another register. It names no case, no school
     * and nothing of the report, and has no link. In danger with the numbers to call.
     */
    "report-elsewhere": entry(
      { tells: "first", danger: "never" },
      { school: text, danger: optional(yes) },
      ({ school, danger }, { run: { directory } }) => {
        const { pack } = directory;
        const book = callBook(directory, school || null, pack);
        const numbers = [...book.agencies.values()].filter(
          ({ agency }) => agencyOf(pack, agency)?.takesReports === true,
        );
        return mailOf(
          `Student safety: ${danger ? "call now" : "another school acts on a report"}`,
          [
            "A report came in from your school.",
            danger &&
              callNowUnlessSafe("The report says immediate danger. Call", pack.emergency.phone),
            "Another school of the district already has the case of this student. That school is acting on the report, and its contact was emailed.",
            danger &&
              itemBlock(
                "-",
                ["Do you know which student it is, or is someone here at risk? Call at once."],
                numbersOf(numbers),
              ),
            toBeDone(
              "If the person who sent it asks you, say that people are acting on it.",
              "If you know something yourself that makes you suspect abuse or neglect, make your own report: this email does not take the place of it.",
            ),
            notAsMail,
          ],
        );
      },
      ({ danger }) => (danger ? { danger: "always" } : {}),
    ),

    /** To the people who have the two cases: the cases were merged, or the merge was undone (`undone`), and what to check. */
    "case-merged": caseEntry(
      {},
      { other: reference, undone: optional(yes), unclear: optional(yes) },
      (facts, { other, undone, unclear }) => {
        if (other === null) return null;
        const own = facts.reference;
        const [first, what, ...steps] = undone
          ? ([
              "A merge was undone.",
              `Case ${own} was part of case ${other}. A colleague has said that they are not about the same student.`,
              `Each case has its own facts and steps again. A report that came in while they were merged is now with the case of the student whom it names, and so is what was done for it.`,
              ...(unclear
                ? [
                    `At least one report that came in meanwhile does not say which student it is about. It stays with case ${other}. Read it now, in Reports: if it is about the student of case ${own}, do what it asks for there.`,
                  ]
                : []),
              `Please look at both. Does case ${own} still need a call or a written report? If an agency was told that they are the same student, call it and correct that.`,
            ] as const)
          : ([
              "Two cases were merged.",
              `Case ${other} is part of case ${own} now. A colleague has said that both are about the same student.`,
              `Case ${own} now shows what is known of both. A step that was done in either case need not be done again. A call or report that each case needs stays a step of that case: tick it there.`,
              `Please look at what is new, and at the open steps of both cases. If you know that they are not the same student, tell the person who has case ${own}.`,
            ] as const);
        const calls = callsIn(facts);
        return mailOf(caseSubject(facts), [
          previewLine(facts, first),
          calls.now,
          toCase(facts),
          calls.about,
          heading("What changed"),
          what,
          ...steps.map((step) => dash(step)),
          lastLines(facts),
        ]);
      },
    ),

    /** To the person who prints records, after the contact has ticked Print in the case's row. */
    "print-asked": caseEntry({ to: "lead" }, {}, (facts) =>
      calmNotice(facts, "Someone has asked for a printed record.", [
        dash("First ask who is to get it: “Print” was ticked in the case row."),
        dash("Open the Form's editor with your own account."),
        dash("Choose Student safety, then Print a record."),
        dash(
          "If you cannot open it, ask an admin to make you an editor of the Form for a day: Student safety, Who can open what.",
        ),
        dash("The record leaves out the mandated report and the reporter's name."),
        toCase(facts),
      ]),
    ),

    /** To the lead (in a sealed case to its other reader): only their agreement is missing before the case can be closed. */
    "closing-asked": caseEntry({ to: "lead", pointlessIf: ["closed"] }, {}, (facts) =>
      calmNotice(facts, "Someone wants to close a case, and needs you to agree.", [
        "Nothing else keeps it open.",
        toCase(facts),
        dash("Read its steps and the reason for closing. Speak with the person who has the case."),
        dash(
          "If you agree, tick “Lead agrees to close” in the case row. They are told, and can then close it.",
        ),
        dash("If you do not agree, tell them what is missing."),
      ]),
    ),

    /** To those who wait for that agreement: it is there. */
    "closing-agreed": caseEntry({ pointlessIf: ["closed"] }, {}, (facts) =>
      calmNotice(facts, "A case can be closed now: you have the agreement that you asked for.", [
        toCase(facts),
        dash("In the case row, set Status to Closed. Nothing else keeps it open."),
      ]),
    ),

    /** To the person who has the case. With "not-in-line" as the reason: to the person who typed. */
    "typed-by-another": caseEntry({}, typedByAnother, (facts, typed) => {
      const [first, ...body] = typedWords(facts, typed)[typed.because];
      return noticeOf(facts, first, [fact("Case", facts.reference), ...body]);
    }),

    /**
     * The system may not or cannot email a reporter about their own duty, so a person has to tell them. Goes to the person who may know who
     * the reporter is. `isApart`: only the lead may know. `isRefused`: Google refused to send to the address.
     */
    "reporter-not-reminded": caseEntry(
      {},
      { isApart: yes, isRefused: optional(yes) },
      (facts, { isApart, isRefused }) => {
        const why = isRefused
          ? "Google refuses to send email to the address that a reporter left."
          : "A reporter left an address that the system may not email. It is private, a student's or outside the district, or Settings does not say yet which addresses are students'.";
        const where = isApart
          ? "in the Reporters tab of your own file, beside the time of the report"
          : "in the Reports tab";
        return noticeOf(facts, "A reporter was not reminded of their own report. Please do it.", [
          fact("Case", facts.reference),
          `${why} So this reporter was not told of their own duty: the call, and the written report within ${facts.pack.writtenReport.hours} hours.`,
          ...toBeDone(
            `Their name is ${where}. Speak with them today, by telephone or in person.`,
            "Tick in the Reports tab what they confirm.",
          ),
        ]);
      },
    ),
  };
}
