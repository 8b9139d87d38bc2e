/**
 * Messages to leads and admins about what only needs fixing: one kind of message, and a table with an entry for each such notice. An urgent
 * notice goes out at once, and daily until it is fixed. The others that are found within an hour go out in one email, and are not repeated
 * within a week. A notice about a sealed register goes to its readers alone. Notices hold nothing from a report: only ids of our own tabs,
 * case references, and addresses of staff (design 2.10, 2.11).
 */

import { fileLink } from "../case/facts/case-reference";
import { questionNames } from "../case/facts/review-reasons";
import { districtAddressIn } from "../district/addresses";
import { refusalReasons, refusalSteps } from "../district/directory/problem-cells";
import type { Directory, PersonRole } from "../district-directory";
import { refusals, serviceClicks, type Trouble, troubleWords } from "../errors";
import { decisiveKeys } from "../form/missing-questions";
import { languageKey, questionItems } from "../form/report";
import { recordIn } from "../json";
import { source } from "../language";
import { sentence } from "../languages/languages";
import { once } from "../lazy";
import type { Run } from "../run";
import { missingReaders } from "../sealed/which-sealed-register";
import { capital } from "../text";
import { dayWords, whenWords } from "../time";
import type { EmailPart, Letter } from "./letter";
import {
  alert,
  dash,
  fact,
  heading,
  itemBlock,
  mailOf,
  notAsMail,
  small,
  toBeDone,
  toRegister,
} from "./letter";
import type { Member, Members, ReadOf, Writing, WrittenOf } from "./message-entry";
import {
  entry,
  number,
  oneOf,
  optional,
  readMembers,
  references,
  text,
  texts,
  yes,
} from "./message-entry";

/**
 * Sorts addresses (lower case) into staff, with their roles in Contacts today, and others. The others are only counted, because the address
 * of a student or a stranger is never repeated in an email.
 */
export function staffAndOthers(addresses: readonly string[], directory: Directory) {
  const staff = addresses.flatMap((address) => {
    const own = directory.people.filter(({ email }) => email === address);
    if (own.length === 0 && districtAddressIn(directory.settings, address) === null) return [];
    return [{ address, roles: [...new Set(own.map(({ role }) => role))] }];
  });
  return { staff, others: addresses.length - staff.length };
}

/** A list of people under a heading; nothing if there is no one. */
function listed(title: string, addresses: readonly string[], { run }: Noticed): EmailPart {
  const { staff, others: count } = staffAndOthers(addresses, run.directory);
  const inWords = (roles: readonly PersonRole[]) =>
    roles.length === 0 ? "" : ` (${roles.map((role) => role.replace("-", " ")).join(", ")})`;
  const counted = count === 1 ? "1 address" : `${count} addresses`;
  return (
    addresses.length > 0 && [
      heading(title),
      ...staff.map(({ address, roles }) => dash(`${address}${inWords(roles)}`)),
      count > 0 && dash(`${counted}, not staff of the district (see Activity in the register).`),
    ]
  );
}

/** What keeps the system from working, in one sentence, and what to do about it. */
export function keptBy(trouble: Trouble): EmailPart {
  const { what, next } = troubleWords(trouble, "the account that runs the system");
  return [heading("What keeps it from working"), what, next !== "" && next];
}

/** The words of a notice. */
interface Words {
  /** If left out, the email has the usual subject of a notice about a register. */
  readonly subject?: string;
  /** The first line, which shows on a locked phone. */
  readonly first: string;
  /** What happened, as a line that must not be overlooked. */
  readonly what?: string;
  /** What else to know, before what to do. */
  readonly more?: readonly EmailPart[];
  readonly steps?: readonly string[];
  /** After what to do. */
  readonly after?: readonly EmailPart[];
  readonly hasLink?: true;
  /** When the daily email ends: the rest of the sentence "This email comes once a day until …". Urgent notices only. */
  readonly until?: string;
}

/** The register that a notice is about, and the run that writes the email. */
type Noticed = Pick<Writing, "run" | "spreadsheetId" | "opens">;

/** A notice of type `S`, its stored members. `urgent`: it goes out at once, and daily until it is fixed. */
interface Notice<S> {
  readonly urgent: (detail: ReadOf<S>) => boolean;
  readonly stores: S;
  /** Null if it has been fixed in the meantime. */
  readonly words: (detail: ReadOf<S>, writing: Noticed) => Words | null;
}

/** `holds`: when it is urgent; left out: never. */
const notice = <S extends Members>(
  stores: S,
  words: Notice<S>["words"],
  holds: Notice<S>["urgent"] = () => false,
): Notice<S> => ({ stores, words, urgent: holds });
const urgent = <S extends Members>(stores: S, words: Notice<S>["words"]): Notice<S> =>
  notice(stores, words, () => true);

const driveOff = { kind: "service-off", services: ["Drive"] } as const satisfies Trouble;
const setUp = "open the Form's editor, choose Student safety, then Set up";
const byHand = "To do it yourself, open the register as its owner and choose Share.";
const sharing = {
  first: "Please look at how a register is shared, today.",
  steps: [
    "Open the register as its owner and choose Share.",
    "Under General access, choose Restricted.",
    "Remove everyone you do not know. Access is given only in the Contacts tab.",
  ],
  hasLink: true,
} as const;

/** Addresses that Google refuses, grouped by Google's reason. */
const refused: Member<
  Readonly<Record<string, readonly string[]>>,
  readonly { readonly why: (typeof refusals)[number]; readonly who: readonly string[] }[]
> = (value) => {
  const found = recordIn(value);
  return refusals
    .map((why) => ({ why, who: texts(found[why]) }))
    .filter(({ who }) => who.length > 0);
};

/**
 * Only `clock-fails` holds a `Trouble`, and it is emailed without going through an Outbox. So it is never read back from a row and needs no
 * check.
 */
const trouble: Member<Trouble, Trouble> = (value) => value as Trouble;

/**
 * What a question of the Form is about. On a Form of several languages it also says on which language's pages the question is. `item`: the
 * key of a Form item.
 */
function nameOf(item: string): string {
  const found = questionItems.find((one) => one.item === item);
  if (item === languageKey || found === undefined) return "in which language to answer";
  const { key, language } = found;
  const where = language === source ? "" : `, on the pages in ${sentence(language, "name")}`;
  return `${questionNames[key]}${where}`;
}

/** Which of the missing questions decide who learns of a report, and how soon. */
const decisiveIn = (missing: readonly string[]) =>
  decisiveKeys.filter((key) =>
    questionItems.some((one) => one.key === key && missing.includes(one.item)),
  );

const untilBack = {
  recipientMayBeInvolved:
    "Reporters are not asked as they should be whether someone who receives reports may be involved. Until the question is back, each report goes to a sealed register, not to the school's contact.",
  immediateDanger:
    "Reporters are not asked about immediate danger as they should be. If the question was reworded, each answer to it counts as danger. If it is gone, the person who gets a report is told to find out at once.",
} as const;

/**
 * A cell, in words such as "Cases, cell H12". `place`: such as "cases H12". Nothing that a person typed is repeated, so a place that is not
 * a known tab and cell is not shown.
 */
function cellWords(place: string, { run: { tabs } }: Noticed): string {
  const [id, cell = ""] = place.split(" ");
  const { title = "A tab of your own" } = Object.values(tabs).find((one) => one.id === id) ?? {};
  return `${title}, cell ${/^[A-Z]+\d+$/.test(cell) ? cell : "?"}`;
}

const silentTrigger = oneOf(["reports", "edits"], "reports");

const silentTriggers = {
  reports:
    "should take in each report at once. It did not fire. Reports still come in: another account or the clock takes them in within minutes.",
  edits:
    "should take in each edit at once. It did not fire. Edits still count: another account or the clock takes them in within minutes. The clock does not know who made them.",
} as const;

/** The address of the account if it belongs to staff; otherwise "One account". */
function accountIn(account: string, { run }: Noticed): string {
  return staffAndOthers([account], run.directory).staff[0]?.address ?? "One account";
}

/** The table of notices by id. The ids are permanent: rows of the Outbox hold them, and the script's store has when each was last sent. */
const notices = once(makeNotices);

function makeNotices() {
  return {
    /**
     * Who can open a register, after editors were added or removed. Urgent if someone can open it who should not, or could until now: people
     * may have been added by hand.
     */
    "access-changed": notice(
      {
        added: texts,
        removed: texts,
        notAdded: texts,
        notRemoved: texts,
        refused,
        now: texts,
        /** The name of its file, where it is one of several of ordinary cases. */
        file: optional(text),
      },
      (detail, writing) => ({
        subject: "Student safety register: who can open it",
        first: detail.file
          ? `Here is who can open “${detail.file}” now.`
          : "Here is who can open a register now.",
        more: [
          detail.notAdded.length + detail.notRemoved.length > 0 &&
            alert(`Google refused a change. The system asks Google again each hour. ${byHand}`),
          detail.refused.length > 0 && [
            alert(
              "Google refuses an address. Everyone else is let in. The system asks Google again each hour.",
            ),
            ...detail.refused.flatMap(({ why, who }) => [
              listed(`Refused: ${refusalReasons[why]}`, who, writing),
              refusalSteps[why],
            ]),
          ],
          listed("Still able to open it, and should not be", detail.notRemoved, writing),
          listed("Cannot open it yet, and should", detail.notAdded, writing),
          listed("Removed", detail.removed, writing),
          listed("Added", detail.added, writing),
          listed("Who can open it now", detail.now, writing),
          heading("If this is not right"),
          dash(
            "Correct the row in the Contacts tab: a tick in May open gives access, and removing the tick ends it.",
          ),
          dash("Do not add anyone in Sheets itself: the system removes them within the hour."),
        ],
        hasLink: true,
        after: [small("Anyone who can open a register can also copy what is in it.")],
      }),
      ({ removed, notRemoved }) => removed.length + notRemoved.length > 0,
    ),

    "sharing-open": urgent({}, () => ({
      ...sharing,
      what: "A link or a whole domain opens it. Close that now.",
      until: "no one else can open it",
    })),
    "sharing-not-seen": notice({}, () => ({
      ...sharing,
      what: "Google does not say if a link or a whole domain opens it.",
    })),
    "service-off": notice({}, () => ({
      first: "A service of Google has to be switched on again.",
      what: `${troubleWords(driveOff).what} The system keeps working, but it cannot check whether a link or a whole domain opens a register.`,
      steps: [
        ...serviceClicks(driveOff.services),
        "Until then: open the register as its owner, choose Share, and see that General access says Restricted.",
      ],
      hasLink: true,
    })),
    "register-in-bin": urgent({}, () => ({
      first: "A file is in the trash. Please restore it today.",
      what: "It is a student safety register. Google deletes it for good 30 days after it was moved there.",
      steps: ["Open Google Drive as the register's owner, choose Trash, and restore it."],
      until: "it is restored",
    })),

    /**
     * Rows are missing, and how to restore them. It does not say who removed them, because no one knows. `dangers`: cases in immediate danger
     * whose row is gone.
     */
    "rows-missing": urgent(
      { tabs: texts, dangers: references },
      ({ tabs: made, dangers }, { run: { tabs } }) => ({
        subject: "Student safety register: rows are missing",
        first: "Rows are missing from a register. Please look today.",
        more: [
          dangers.length > 0 && [
            alert(
              "Immediate danger, no call on record, and the row is gone. Find out now whether an agency was called, and if you cannot, call.",
            ),
            ...dangers.map((one) => fact("Case", one)),
          ],
          made.length > 0 &&
            fact(
              "Tabs that were deleted, and are back empty",
              Object.values(tabs)
                .flatMap(({ id, title }) => (made.includes(id) ? title : []))
                .join(", "),
            ),
          "Reports that the Form still has come back by themselves within ten minutes, some under a new case number. What people ticked, typed and noted does not.",
        ],
        steps: [
          "Open the register. Choose File, Version history, See version history.",
          "Find the last version that has the missing rows, and choose Restore this version.",
          "Copy over what people typed after that version. Reports from after it come back by themselves.",
          "If someone restored an earlier version on purpose, only that last step is left.",
        ],
        hasLink: true,
      }),
    ),

    /** Steps of these cases were deleted from Checklist and are back, not ticked. */
    "steps-missing": urgent({ cases: references }, ({ cases }) => ({
      subject: "Student safety register: steps were deleted",
      first: "Steps of a case were deleted. They are back, but not ticked.",
      more: [
        heading("Where"),
        ...cases.map((one) => fact("Case", one)),
        "They have the deadlines that they had. What people ticked and typed in those rows is gone, and until a call is ticked, the system asks for it again. Each mandated reporter must still report, whoever has called (PC 11166).",
      ],
      steps: [
        "Ask the people who act on the case which of these steps were done. Log and Disclosures may show it.",
        "In Checklist tick what was done, with the agency's reference.",
      ],
      hasLink: true,
    })),

    /** A report that stays in the Form, because its register does not hold every answer as it was given. */
    "copy-differs": notice({ cases: references }, ({ cases }) => ({
      first: "A report in a register is not as it was sent.",
      what: "A report is deleted from the Form only if its register holds every answer as it was given. Here it does not, so the report stays in the Form.",
      more: cases.map((one) => fact("Case", one)),
      steps: [
        "Open the register and find the report: its rows in Reports and, if it has any, in Reporters.",
        "Choose File, Version history, See version history, and find what was changed in them.",
        "Write there again what the reporter wrote. What you know better goes into the case: its own columns, or Notes.",
      ],
      hasLink: true,
      after: [
        small("Once every answer is back, the system deletes the report from the Form by itself."),
      ],
    })),

    /**
     * Someone typed a formula, which could send data out of the register. `cells`: each as "tab A1". `more`: how many further cells there
     * are.
     */
    "formula-found": urgent({ cells: texts, more: number }, ({ cells, more }, writing) => ({
      subject: "Student safety register: a formula was taken out",
      first: "Someone typed a formula into a register. It is text now and does nothing.",
      more: [
        "A formula such as IMPORTDATA can send data out of the register without a trace. Most are meant well. Please find out today.",
        heading("Where"),
        ...cells.map((place) => dash(cellWords(place, writing))),
        more !== 0 && dash(`${more} more`),
      ],
      steps: [
        "Open the cell and read what is in it. An internet address is a bad sign.",
        "File, Version history shows who typed it and when. Was it there to send data out? Follow your district's plan for that, and think of the student first.",
        "Do you need counts? Make them in a spreadsheet of your own, from Summary.",
      ],
      hasLink: true,
    })),

    "form-closed": urgent({}, () => ({
      subject: "Student safety Form: action needed",
      first: "Please look at the Form today.",
      what: "The student safety Form is not taking reports: it is unpublished or closed.",
      steps: [
        "Open the Form's editor and choose Student safety, then Set up. It keeps your own words.",
        "If it was closed on purpose, tell all staff whom to call instead.",
      ],
      until: "the Form is open",
    })),
    "form-changed": notice({}, () => ({
      subject: "Student safety Form: action needed",
      first: "Please look at the Form today.",
      what: "The student safety Form was changed: a question, a choice or a setting is missing. Reports may lack answers, and a report may go to the wrong person.",
      steps: [
        "Open the Form's editor and choose Student safety, then Set up. It keeps your own words.",
      ],
    })),
    /** `missing`: keys of Form items. Urgent if one of them is a question that decides who learns of a report, or how soon. */
    "question-missing": notice(
      { missing: texts },
      ({ missing }) => {
        const decisive = decisiveIn(missing);
        return {
          subject: "Student safety Form: a question is missing",
          first: "Please fix the Form now. It takes one click.",
          what: "The student safety Form no longer asks everything that it must: a question was deleted or reworded, or its choices were changed.",
          more: [
            heading("What it does not ask in the system's words"),
            ...missing.map((item) => dash(capital(nameOf(item)))),
            decisive.length > 0 && heading("What that means until then"),
            ...decisive.map((key) => dash(untilBack[key])),
          ],
          steps: [
            "Open the Form's editor, choose Student safety, Check, and press Repair with Set up. It puts these questions back. Your own questions stay.",
            "Then look at today's reports: what the Form did not ask, or asked in other words, ask the people who sent them.",
          ],
          ...(decisive.length === 0 ? {} : { until: "the Form asks it again" }),
        };
      },
      ({ missing }) => decisiveIn(missing).length > 0,
    ),

    /**
     * What is missing in a school year's rows of Education. Sent in August about the year that has ended, and in January. `year`: such as
     * "2026-27".
     */
    "education-missing": notice(
      { year: text, schools: number, missing: number },
      ({ year, schools, missing }) => ({
        subject: "Student safety register: Education is not complete",
        first: `${missing === 1 ? "One cell is" : `${missing} cells are`} empty in Education for ${year}, at ${schools === 1 ? "one school" : `${schools} schools`}.`,
        more: [
          "The tab keeps the year's lessons on trafficking, the notice to parents and the staff training. When someone asks later, they ask for dates and counts.",
        ],
        steps: [
          "Ask each school's contact to fill in its rows: dates, counts, who taught. No student's name.",
          "Evidence of a year, in the Form's menu, lists what is missing by school.",
        ],
        hasLink: true,
      }),
    ),

    /** Contacts leaves some sealed report without a reader. Sent before such a report comes. */
    "reader-missing": notice({}, (_detail, { run }) => {
      const gaps = missingReaders(run.directory);
      if (gaps.length === 0) return null;
      return {
        first: "Please fix Contacts today.",
        what: "As Contacts is now, no one could read a report that names the very people who would read it.",
        more: [
          heading("What is wrong, and what to do"),
          ...gaps.map(({ text: wrong, next }) => itemBlock("-", [wrong], [[next]])),
        ],
      };
    }),

    /** No one is on duty in the next night, although Settings promise somebody. */
    "night-unanswered": notice({ at: number }, ({ at }, { run }) => ({
      subject: "Student safety: no one is on duty tomorrow",
      first: `From ${dayWords(at, run.zone)}, no one is on duty outside school hours.`,
      more: [
        "Settings say that someone is. Contacts name no one who is on duty and not away then. Emails about danger go out as by day.",
      ],
      steps: [
        "Ask someone else to answer at night, and write Always under On duty in their row of Contacts.",
        "If no one can, set nights to “nobody” in Settings, then choose Set up: the Form then says so.",
      ],
      hasLink: true,
    })),

    "roll-over-due": notice({}, () => ({
      first: "It is time to roll the registers over.",
      what: "Once a year, old cases and the old file are deleted together, because its version history keeps every row that was ever deleted. Nothing is deleted by itself.",
      steps: [
        "Open the Form's editor and choose Student safety, then Roll over, with the account that owns the registers. First it shows what would be deleted.",
      ],
    })),

    /**
     * An account that runs the system has stopped. The account that took over sends this, since an account whose clock does not run can do
     * nothing.
     */
    "account-silent": urgent({ account: text }, ({ account }, writing) => {
      const who = accountIn(account, writing);
      return {
        first: "An account that runs the system has stopped working.",
        what: `${who} has not run for an hour. Another account has taken over.`,
        steps: [
          `Is that account still in use? Sign in with it, ${setUp}. Tick all that Google asks.`,
          "Was the account suspended, or has the person left? Ask your Google Workspace administrator to move its Drive files to an account that stays. Until then, no one new can be let into the registers.",
          "Then choose Set up with a second account too, so that one can take over again.",
        ],
      };
    }),
    /** Someone chose that the account should stop, and no other account's clock ran within an hour. */
    "account-stays": notice({ account: text }, ({ account }) => ({
      subject: "Student Safety Desk: an account did not stop",
      first: "An account that was to stop still runs the system.",
      what: `Someone chose Stop using this account, or Uninstall, with ${account}. The clock of no other account has run since, so it goes on. Nothing was lost.`,
      steps: [
        `Sign in with the account that should take over, ${setUp}. Tick all that Google asks.`,
        `After ten minutes sign in as ${account} and choose Stop using this account again.`,
        `If you want no account to run the system anymore, choose Uninstall with ${account}. It closes the Form.`,
      ],
    })),
    /** New leads and accounts that no one else has confirmed. */
    "confirmation-waits": urgent({ who: texts }, ({ who }, writing) => ({
      first: "Someone waits for your confirmation.",
      what: "A new lead or alternate lead reads no sealed report, and a new account does not run the system, before someone else has confirmed the address. Until then the people who could read before go on.",
      more: [listed("Who waits", who, writing)],
      steps: [
        "Is it the right person? Then an admin opens the Form's editor, chooses Student safety, then Who can open what, and confirms the address. Or a lead ticks May open beside it in Contacts.",
        "It must be someone who did not type the address, and not the person with that address.",
        "If it is not the right person, correct the row in Contacts.",
      ],
    })),
    /** Cases of two registers may be about one student. There is no merge across registers. */
    "same-student-elsewhere": urgent({ cases: references }, ({ cases }) => ({
      subject: "Student Safety Desk: please compare cases",
      first: "Please compare cases in two registers.",
      what: `Cases in two registers may be of the same student. Compare these cases: ${cases.join(", ")}.`,
      steps: [
        "Only leads are asked, since others may open one of the two alone. Compare name, id and school.",
        "If it is one student, write the other school in “Handed over to” of one of the cases. It opens there, with what is known and what was done; merge the two in that register.",
        "If they are two students, leave both as they are.",
      ],
    })),
    "trigger-silent": notice(
      { account: text, trigger: silentTrigger },
      ({ account, trigger }, writing) => {
        const who = accountIn(account, writing);
        return {
          first: "A trigger of the system does not fire.",
          what: `The trigger of ${who} ${silentTriggers[trigger]}`,
          steps: [
            `Sign in as ${who}, ${setUp}. It makes the trigger again.`,
            "If this email comes again: open the script's editor and choose Triggers. Delete those of that account. Choose Set up once more.",
          ],
        };
      },
    ),

    /**
     * Sent after the third failed clock run in a row, also to the account that runs the system. `isShut`: nobody is to open the Form's
     * responses.
     */
    "clock-fails": urgent({ trouble, isShut: optional(yes) }, ({ trouble: found, isShut }) => ({
      subject: "Student Safety Desk: its clock fails",
      first: "The system is not doing all of its work. Please see to it today.",
      what: "Its clock has failed three times in a row or more. Reports that Google announces at once are still taken in. A report that Google does not announce is not found. Reminders may not go out, and edits may not be taken in.",
      more: [keptBy(found)],
      steps: [
        ...(isShut
          ? []
          : ["Open the Form's responses each day, and see that the register has every one."]),
        "Once it is fixed: choose Student safety, Check, and see that its line “The clock read the Form” has a time of today.",
      ],
      until: "the clock has done all of its work",
    })),

    /**
     * The clock of an account did not run. `since`: when it last did, milliseconds UTC. `isMade`: an edit or a report made its trigger again.
     * That run has done the work that was due.
     */
    "clock-stopped": urgent(
      { account: text, since: number, isMade: optional(yes) },
      ({ account, since, isMade }, { run }) => ({
        subject: "Student Safety Desk: its clock stopped",
        first: "The system's clock stopped. Please choose Set up now.",
        what: `The clock of ${account} has not run since ${whenWords(since, run.zone)}. Questions about danger and reminders that were due since then were late.`,
        more: [
          "An edit or a report came just now, and its run did the work that was due.",
          isMade
            ? "It also made the clock's trigger again, but Google may not let it fire."
            : "It could not make the clock's trigger again. Until you choose Set up, nothing runs unless someone edits the register or sends a report.",
        ],
        steps: [
          `Sign in as ${account}, open the Form's editor and choose Student safety, then Set up.`,
          "Ten minutes later choose Check: its line “The clock read the Form” must have a time of after that.",
          "Call the people who act on open cases in danger: they may not have been asked.",
        ],
        until: "the clock runs again",
      }),
    ),

    /** What the script had stored could not be read. It has been replaced by the time of this email. `keys`: as in src/store/keys.ts. */
    "memory-damaged": notice({ keys: texts }, ({ keys }) => ({
      subject: "Student Safety Desk: its stored data was damaged",
      first:
        "Someone changed what the system keeps in the script's properties. Please choose Set up today.",
      what: "Part of what the system remembers could not be read, so it starts over with that part. Reports are safe in the Form and in the register.",
      more: [heading("What could not be read"), ...keys.map((key) => dash(key))],
      steps: [
        "Open the Form's editor, choose Student safety, then Set up, then Check.",
        "Find out who can edit the Form: only they can change these properties, and no one should.",
      ],
    })),

    /**
     * To the lead: few emails can still be sent today, and the rest of the quota is kept for danger. The members count the messages that
     * wait, by sort.
     */
    "mail-waits": urgent(
      { first: number, duties: number, others: number },
      ({ first, duties, others }) => {
        const counts = [
          [first, "about new cases and reports"],
          [duties, "about calls and reports that must still be made"],
          [others, "about other matters"],
        ] as const;
        return {
          subject: "Student safety email: some has to wait",
          first: "Some emails have to wait. Please read this now.",
          what: "Google lets the account that runs the system send only so many emails a day, and few are left. They are kept for immediate danger.",
          more: counts.flatMap(([count, what]) =>
            count === 0 ? [] : [dash(`${count} ${what} wait.`)],
          ),
          steps: [
            "Open Cases in the register, and look for cases that are not acknowledged yet.",
            "Tell the contacts of those cases by phone that they have one.",
            "The waiting emails go out by themselves, the most urgent first, once email can be sent again.",
          ],
        };
      },
    ),

    /** Google refuses to send to a person (`who`) about open cases (`cases`). */
    "contact-not-emailed": urgent({ who: texts, cases: references }, ({ who, cases }, writing) => ({
      subject: "Student safety email: action needed",
      first: "An email could not be sent. Please see to it now.",
      what: "Google refuses an address, so the person who should act has not been told.",
      more: [...cases.map((one) => fact("Case", one)), listed("Who was not told", who, writing)],
      steps: [
        "Call that person now, and tell them to open the register.",
        "Correct the address in Contacts, or have your Workspace administrator bring the account back.",
        "If the person has left, change the row in Contacts: their cases go to the next person.",
      ],
      hasLink: true,
      until: "the email could be sent",
    })),
  } as const;
}

type Notices = ReturnType<typeof notices>;
export type NoticeId = keyof Notices;
export const noticeIds = () => Object.keys(notices()) as readonly NoticeId[];

/** A notice to send: its id, and the members that its words need. */
export type NoticeToTell = {
  readonly [Id in NoticeId]: { readonly id: Id } & WrittenOf<Notices[Id]["stores"]>;
}[NoticeId];

/** A notice as it is stored in a row. The functions in the entry's `stores` read its other members. */
export interface StoredNotice {
  readonly id: NoticeId;
}

const told: Member<readonly NoticeToTell[], readonly StoredNotice[]> = (value) =>
  (Array.isArray(value) ? value : []).flatMap((one: unknown) => {
    const stored = recordIn(one);
    const id = noticeIds().find((known) => known === stored["id"]);
    return id === undefined || id === "clock-fails" ? [] : [{ ...stored, id }];
  });

/** The entry of a stored notice, and the notice's members as the entry reads them. */
function opened(stored: StoredNotice) {
  // TypeScript cannot check that the functions of an entry only get what that same entry's `stores` read.
  const found = notices()[stored.id] as unknown as Notice<Members>;
  return { ...found, detail: readMembers(found.stores, stored) };
}

/** Whether the notice goes out at once, and daily until it is fixed. */
export function isUrgent(stored: StoredNotice): boolean {
  const { urgent: holds, detail } = opened(stored);
  return holds(detail);
}

/**
 * Notices that waited, as a later one to the same person leaves them: nobody counts as let in who was taken out since, which was told at
 * once. So no email says the older after the newer.
 */
export function asLaterLeaves(
  all: readonly StoredNotice[],
  later: StoredNotice,
): readonly StoredNotice[] {
  const { stores } = notices()["access-changed"];
  return all.flatMap((one) => {
    if (one.id !== "access-changed" || later.id !== one.id) return one;
    const { now } = readMembers(stores, later);
    const { added, notAdded, refused: held } = readMembers(stores, one);
    const isIn = (address: string) => now.includes(address);
    const left = { added: added.filter(isIn), notAdded: notAdded.filter((who) => !isIn(who)) };
    const isNothing = left.added.length + left.notAdded.length + held.length === 0;
    return isNothing ? [] : { ...one, ...left, now };
  });
}

/** The email: one notice in its own words, or several with a heading each. Null if all have been fixed in the meantime. */
function noticesLetter(all: readonly StoredNotice[], writing: Noticed): Letter | null {
  const found = all.flatMap((one) => {
    const { words, detail } = opened(one);
    return words(detail, writing) ?? [];
  });
  const [only] = found;
  if (only === undefined) return null;
  const isOne = found.length === 1;
  const { subject = "Student safety register: action needed" } = only;
  return mailOf(isOne ? subject : "Student Safety Desk: several things need fixing", [
    !isOne && "Several things need fixing. Please read this to the end.",
    ...found.flatMap(({ first, what, more = [], steps = [], hasLink, until, after = [] }) => [
      isOne ? first : heading(first),
      what !== undefined && alert(what),
      more,
      steps.length > 0 && toBeDone(...steps),
      hasLink === true && toRegister(fileLink(writing.spreadsheetId), writing.opens),
      until !== undefined && small(`This email comes once a day until ${until}.`),
      after,
    ]),
    notAsMail,
  ]);
}

/** A notice that may be emailed without an Outbox, for when no register can be written: its words need neither Contacts nor a link. */
export type PastNotice = Extract<
  NoticeToTell,
  {
    readonly id:
      | "account-stays"
      | "clock-fails"
      | "clock-stopped"
      | "question-missing"
      | "memory-damaged";
  }
>;

/** The email of such a notice. Throws if the notice has no words, which would be a defect. */
export function noticePast(found: PastNotice, run: Run): Letter {
  const letter = noticesLetter([found], { run, spreadsheetId: "", opens: "Open" });
  if (letter === null) throw new Error(`no words for ${found.id}`);
  return letter;
}

export function deskNotices() {
  return {
    "desk-notice": entry(
      { to: "leads" },
      { notices: told },
      ({ notices: all }, writing) => noticesLetter(all, writing),
      ({ notices: all }) => ({ waits: !all.some(isUrgent) }),
    ),
  };
}
