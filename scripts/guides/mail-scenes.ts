/**
 * When each kind of email, and each notice to leads and admins, is sent, and to whom. The desk's page and the words file show it next to
 * each.
 */

import type { QueuedKind } from "../../src/messages/messages";
import type { NoticeId } from "../../src/messages/notices-to-leads";

/** An occasion on which an email of a kind, or a notice, is sent. A kind may have several. */
interface MailOccasion {
  readonly kind: QueuedKind | NoticeId | "register-unreachable" | "sealed-waits";
  /** What people call it. */
  readonly title: string;
  readonly who: string;
  readonly when: string;
}

export const mailScenes: readonly MailOccasion[] = [
  // Emails about cases, and emails to reporters.
  {
    kind: "case-opened",
    title: "A new case",
    who: "The school's designated contact; the person who stands in if they are away; for a sealed report, only the person who may read it.",
    when: "Within a minute of the report.",
  },
  {
    kind: "case-opened",
    title: "A new case in immediate danger",
    who: "The designated contact, the backup contact and the district lead, at once.",
    when: "Within a minute of the report.",
  },
  {
    kind: "report-added",
    title: "Another report about the same student",
    who: "The person who acts on the case.",
    when: "Within a minute of the report, if it does not raise the level.",
  },
  {
    kind: "case-raised",
    title: "A case that has become more serious",
    who: "The person who acts on the case; in immediate danger, everyone who may know of it.",
    when: "When a report, a merge or a person raises it.",
  },
  {
    kind: "told-only",
    title: "A case, for information",
    who: "Whoever Contacts names as told only, for the schools of their row. No one if the report is sealed, is about an administrator, or keeps that person out.",
    when: "When a case opens, when its level rises, when it comes to their school, or when a drill turns out to be real.",
  },
  {
    kind: "review-needed",
    title: "A report that needs a second look",
    who: "The district lead, or the person who stands in. No one if the report is sealed.",
    when: "With the report, if something in it could not be read, or if Contacts does not say whom to tell.",
  },
  {
    kind: "case-escalated",
    title: "A case that no one has acknowledged",
    who: "The next in line: contacts, backup contact, district lead, alternate lead or admin.",
    when: "When the time to acknowledge has passed. In immediate danger: everyone who may know, after 15, 30 and 60 minutes and every four hours, and in between one person after another.",
  },
  {
    kind: "call-overdue",
    title: "A call that is not ticked",
    who: "The person who acts on the case, then the next in line, up to the lead.",
    when: "An hour after the call was due, if the case was acknowledged and the call is not ticked.",
  },
  {
    kind: "case-given",
    title: "A case that was given to you",
    who: "The person who has the case from then on.",
    when: "When it is assigned, when someone steps aside, when a school receives it or the school is corrected, when Contacts says that it is theirs, when they are back.",
  },
  {
    kind: "case-stepped-aside",
    title: "Someone has stepped aside",
    who: "The district lead.",
    when: "When a name is written in Stepped aside.",
  },
  {
    kind: "dangers-unanswered",
    title: "Dangers that no one has acknowledged",
    who: "A person who is asked about more than one danger.",
    when: "Instead of an email for each, as often as for one danger, until a call is ticked for each.",
  },
  {
    kind: "cases-gathered",
    title: "Several dangers in one email",
    who: "A person who got ten first emails about danger within an hour.",
    when: "Every five minutes while there are more.",
  },
  {
    kind: "cases-gathered",
    title: "Several new cases in one email",
    who: "A person who got ten first emails within an hour.",
    when: "Every quarter of an hour while there are more.",
  },
  {
    kind: "cases-gathered",
    title: "Several reminders in one email",
    who: "A person who got ten reminders within an hour.",
    when: "Every quarter of an hour while there are more.",
  },
  {
    kind: "mail-waits",
    title: "Email that has to wait",
    who: "The district lead.",
    when: "At most once a day, when so little of the day's email quota is left that it is kept for danger.",
  },
  {
    kind: "typed-by-another",
    title: "Someone typed on a case who is not allowed to act on it",
    who: "The person who has the case, and the person who typed; the lead too, if they ticked a call or Google does not say who typed. For a sealed case, only its reader.",
    when: "When someone types on a case who is not allowed to act on it, such as another school's contact, or when Google does not say who typed.",
  },
  {
    kind: "case-handed-over",
    title: "A case that is being handed over to your school",
    who: "The designated contact of the school named in Handed over to; the contact of the school that has the case gets an email too.",
    when: "When the school is written there; the morning email asks again until the day of receipt is written beside it. When the case has moved, the contact who had it is told.",
  },
  {
    kind: "report-elsewhere",
    title: "A report that another school acts on",
    who: "The designated contact of the school that sent it; in immediate danger the backup contact too.",
    when: "Where schools have registers of their own: when a report is about a student whose open case another school has. It has no link and names no case.",
  },
  {
    kind: "case-merged",
    title: "Two cases that were merged",
    who: "The people who act on either case.",
    when: "When one is named in Same student as of the other.",
  },
  {
    kind: "case-merged",
    title: "A merge that was undone",
    who: "The people who act on either case.",
    when: "When Same student as is emptied again.",
  },
  {
    kind: "print-asked",
    title: "A record that is to be printed",
    who: "The district lead, or the person who stands in.",
    when: "When Print is ticked on a case.",
  },
  {
    kind: "closing-asked",
    title: "A case that someone wants to close",
    who: "The district lead, or the person who stands in. For a sealed case, its other reader.",
    when: "When someone tries to close a case, or chooses a reason for closing, and only that agreement is missing. The morning email asks again on each school day.",
  },
  {
    kind: "closing-agreed",
    title: "A case that can be closed now",
    who: "The person who wanted to close it, and the person who has it.",
    when: "When “Lead agrees to close” is ticked after someone was asked for it.",
  },
  {
    kind: "contact-left",
    title: "Open cases that now belong to someone else",
    who: "The district lead, and the person who stood in.",
    when: "When Contacts makes someone else responsible: a contact left, may no longer open the register, or is back. Also when the hidden cell that says who has a case was lost.",
  },
  {
    kind: "digest",
    title: "The morning email",
    who: "Everyone who has something due; the district lead also for other people's cases that are more than a day late.",
    when: "Once each morning, at the time in Settings.",
  },
  {
    kind: "reporter-duty",
    title: "A reporter's own duty",
    who: "A reporter who left an address inside the district.",
    when: "With the report.",
  },
  {
    kind: "report-taken-on",
    title: "Someone has received the report",
    who: "A reporter who left an address inside the district; no one if the report is sealed.",
    when: "Once, when the case is acknowledged.",
  },
  // Emails about the Form, the registers and the system.
  {
    kind: "sealed-waits",
    title: "A report that no one may read",
    who: "People of the district whom no such report may involve.",
    when: "At once, and once a day while no one may read a sealed report; if it says danger, again and again, until someone may or a call is recorded in Check.",
  },
  {
    kind: "register-unreachable",
    title: "A register out of reach",
    who: "District lead and admin; for each waiting report and each danger, the school's contact and backup too. For a sealed case, only the person who may read it; if there is none, people of the district whom it cannot involve, without its reference.",
    when: "At once if a report cannot be written, and after the third run that cannot read the register. With immediate danger again and again, until a call is recorded in Check; otherwise once a day. It ends when the register can be used again.",
  },
  {
    kind: "formula-found",
    title: "A formula that was taken out",
    who: "District lead and admin; for a sealed register, the person who may read it.",
    when: "Within the hour, if a cell that people may edit holds a formula. It is text from then on.",
  },
  {
    kind: "rows-missing",
    title: "Rows that are missing",
    who: "District lead and admin; for a sealed register, the person who may read it.",
    when: "Once, when the highest case number or the newest message in a register fell, when a case in immediate danger lost its row, or when Set up made a deleted tab again.",
  },
  {
    kind: "desk-notice",
    title: "Something that needs fixing",
    who: "District lead and admin; for a sealed register, only the people who may read it.",
    when: "Urgent things at once, and each day until they are fixed; everything else that is found within an hour in one email, and not again within a week.",
  },
  {
    kind: "form-closed",
    title: "A Form that is not taking reports",
    who: "District lead and admin.",
    when: "At once if the Form is closed, and each day until it is open.",
  },
  {
    kind: "form-changed",
    title: "A Form that was changed",
    who: "District lead and admin.",
    when: "When a question, a choice or a setting is missing; once a week until it is fixed.",
  },
  {
    kind: "question-missing",
    title: "A question that the Form no longer asks",
    who: "District lead, alternate lead and admin.",
    when: "At once, with the next report, if a question was deleted or its choices were changed.",
  },
  {
    kind: "education-missing",
    title: "What is missing in Education",
    who: "District lead and admin.",
    when: "Once in August, about the school year that has ended, and once in January, about the current one; not if nothing is missing.",
  },
  {
    kind: "clock-fails",
    title: "The clock fails",
    who: "The account that runs the system, the district lead and the district admin.",
    when: "When the clock fails for the third time in a row; then once a day.",
  },
  {
    kind: "memory-damaged",
    title: "Stored data that was damaged",
    who: "District lead and admin.",
    when: "Once, when the clock cannot read what the script remembers.",
  },
  {
    kind: "reader-missing",
    title: "A report that no one could read",
    who: "District lead and admin.",
    when: "When Contacts of a live system leaves such a report without a reader; once a week until it is fixed.",
  },
  {
    kind: "night-unanswered",
    title: "No one is on duty tomorrow",
    who: "District lead and admin.",
    when: "The day before a night in which everyone who is on duty by Contacts is away; once a week while it lasts.",
  },
  {
    kind: "copy-differs",
    title: "A register's copy of a report was changed",
    who: "District lead and admin; of a sealed register, its readers alone.",
    when: "When a report is due to be deleted from the Form and its row in the register differs; once a week until it is mended.",
  },
  {
    kind: "roll-over-due",
    title: "A roll-over is due",
    who: "District lead and admin.",
    when: "Within a day after a roll-over is due; once a week until it is done.",
  },
  {
    kind: "access-changed",
    title: "Who can open the register",
    who: "District lead and admin.",
    when: "When someone was let in or shut out. Daily if someone can still open it who should not.",
  },
  {
    kind: "sharing-open",
    title: "A register that is open to too many",
    who: "District lead and admin; for a sealed register, the people who may read it.",
    when: "At once if a link or a whole domain opens it, and each day until it does not.",
  },
  {
    kind: "sharing-not-seen",
    title: "Sharing that cannot be seen",
    who: "District lead and admin; for a sealed register, the people who may read it.",
    when: "If Google does not say whether a link or a whole domain opens a register; once a week.",
  },
  {
    kind: "service-off",
    title: "A service that is off",
    who: "District lead and admin.",
    when: "If the Drive service is switched off for the script; once a week until it is on.",
  },
  {
    kind: "register-in-bin",
    title: "A register in the trash",
    who: "District lead and admin; for a sealed register, the people who may read it.",
    when: "At once if a register is in the trash, and each day until it is restored.",
  },
  {
    kind: "reporter-not-reminded",
    title: "A reporter whom the system does not email",
    who: "The person who may see who sent the report: the contact, or only the lead.",
    when: "At once, if a reporter left a private address, a student's, or one that Google refuses.",
  },
  {
    kind: "register-moved",
    title: "A register that is a new file",
    who: "Everyone who may open it; for a sealed register, the person who may read it.",
    when: "Once, when a roll-over has replaced the file.",
  },
  {
    kind: "confirmation-waits",
    title: "Someone waits for a confirmation",
    who: "District lead and admin.",
    when: "Within the hour after Contacts names a new lead or alternate lead, or an account asks to run the system; daily until someone else confirms it.",
  },
  {
    kind: "account-silent",
    title: "An account that has stopped working",
    who: "District lead and admin.",
    when: "At once if one of several accounts that run the system has not run for an hour.",
  },
  {
    kind: "account-stays",
    title: "An account that did not stop",
    who: "District lead and admin.",
    when: "If someone chose Stop using this account and no other account's clock has run within an hour.",
  },
  {
    kind: "clock-stopped",
    title: "A clock that stopped",
    who: "District lead and admin.",
    when: "At once when an edit or a report finds that the clock has stopped; once a day until it runs.",
  },
  {
    kind: "steps-missing",
    title: "Steps that were deleted",
    who: "District lead and admin; for a sealed register, the people who may read it.",
    when: "Once, when rows of Checklist were deleted and have come back.",
  },
  {
    kind: "same-student-elsewhere",
    title: "Two cases that may be of the same student",
    who: "The district lead and the alternate lead.",
    when: "Where schools have registers of their own: when a report has the name of a student with an open case at another school, or the id with another name.",
  },
  {
    kind: "trigger-silent",
    title: "A trigger that does not fire",
    who: "District lead and admin.",
    when: "If a trigger of an account did not fire for a report or an edit; once a week until it does.",
  },
  {
    kind: "contact-not-emailed",
    title: "Someone whom no email reaches",
    who: "District lead and admin.",
    when: "At once if Google refuses to send to someone about an open case, and each day until it works.",
  },
  {
    kind: "case-opened",
    title: "An email of a drill",
    who: "The people who would get the real one; never an agency. Every kind of email about a case can come as a drill.",
    when: "When the report of a drill has come in. Subject and first line begin with DRILL, each step says to tick it without calling, and no number can be tapped.",
  },
];
