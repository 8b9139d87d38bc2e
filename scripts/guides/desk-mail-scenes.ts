/** Mails about the Form, the registers and the desk: when each is sent, and to whom. */
import type { MailOccasion } from "./mail-occasion";

export const deskMailScenes: readonly MailOccasion[] = [
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
    kind: "account-silent",
    title: "An account that has stopped working",
    who: "District lead and admin.",
    when: "At once if one of several accounts that run the system has not run for an hour.",
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
