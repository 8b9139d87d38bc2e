/** Mails about the Form, the registers and the desk: when each is sent, and to whom. */
import type { MailOccasion } from "./mail-occasion";

export const deskMailScenes: readonly MailOccasion[] = [
  {
    kind: "sealed-waits",
    title: "A report that nobody may read",
    who: "People of the district whom no such report excludes.",
    when: "At once, and once a day while a sealed report has no reader; where it says danger again and again, until it has one or a call is recorded in the check.",
  },
  {
    kind: "register-unreachable",
    title: "A register out of reach",
    who: "District lead and admin; of each report that waits and each danger in it, the school's contact and backup too. Of a sealed case its reader alone; where it has none, people of the district whom it does not exclude, without its reference.",
    when: "Within the run that could not write a report, and from the third run that could not read the register. With immediate danger at the pace of danger, until a call is recorded in the check; otherwise once a day. It ends when the register can be used again.",
  },
  {
    kind: "formula-found",
    title: "A formula that was taken out",
    who: "District lead and admin; of a sealed register its reader.",
    when: "Within the hour, where a cell that people may edit holds a formula. It is text from then on.",
  },
  {
    kind: "rows-missing",
    title: "Rows that are missing",
    who: "District lead and admin; of a sealed register its reader.",
    when: "Once, when the highest case number or the newest message in a register fell, when a case in immediate danger lost its row, or when Set up made a deleted tab again.",
  },
  {
    kind: "desk-notice",
    title: "Something that needs fixing",
    who: "District lead and admin; of a sealed register its readers alone.",
    when: "What is urgent at once, and each day until it is fixed; whatever else is found within an hour in one email, and not again within a week.",
  },
  {
    kind: "form-closed",
    title: "A Form that takes no reports",
    who: "District lead and admin.",
    when: "At once where the Form is closed, and each day until it is open.",
  },
  {
    kind: "form-changed",
    title: "A Form that was changed",
    who: "District lead and admin.",
    when: "Where a question, a choice or a setting of it is gone; once a week until it is put right.",
  },
  {
    kind: "question-missing",
    title: "A question that the Form asks no more",
    who: "District lead, alternate lead and admin.",
    when: "At once, by the run of the next report, where a question was deleted or its choices were changed.",
  },
  {
    kind: "education-missing",
    title: "What is missing in Education",
    who: "District lead and admin.",
    when: "Once in August, of the school year that has ended, and once in January, of the one that is on; not where nothing is missing.",
  },
  {
    kind: "clock-fails",
    title: "A clock that fails",
    who: "The account that runs the desk, the district lead and the district admin.",
    when: "At the third clock run in a row that failed; then once a day.",
  },
  {
    kind: "memory-damaged",
    title: "Damaged notes",
    who: "District lead and admin.",
    when: "Once, by the run of the clock that could not read what the script remembers.",
  },
  {
    kind: "reader-missing",
    title: "A report could have no reader",
    who: "District lead and admin.",
    when: "Where Contacts of a live system come to it; once a week until it is put right.",
  },
  {
    kind: "roll-over-due",
    title: "A roll-over is due",
    who: "District lead and admin.",
    when: "Within a day, where a roll-over is due; once a week until it is done.",
  },
  {
    kind: "access-changed",
    title: "Who can open the register",
    who: "District lead and admin.",
    when: "When somebody was let in or shut out. Daily where somebody can still open it who should not.",
  },
  {
    kind: "sharing-open",
    title: "A register that is open to too many",
    who: "District lead and admin; of a sealed register its readers.",
    when: "At once where a link or a whole domain opens it, and each day until it does not.",
  },
  {
    kind: "sharing-not-seen",
    title: "Sharing that cannot be seen",
    who: "District lead and admin; of a sealed register its readers.",
    when: "Where Google does not say whether a link or a whole domain opens a register; once a week.",
  },
  {
    kind: "service-off",
    title: "A service that is off",
    who: "District lead and admin.",
    when: "Where the Drive service is switched off for the script; once a week until it is on.",
  },
  {
    kind: "register-in-bin",
    title: "A register in the bin",
    who: "District lead and admin; of a sealed register its readers.",
    when: "At once where a register lies in the bin, and each day until it is restored.",
  },
  {
    kind: "reporter-not-reminded",
    title: "A reporter whom the desk does not mail",
    who: "Whoever may read who sent the report: the contact, or the lead alone.",
    when: "At once, where a reporter left a private address, a student's, or one that Google takes no mail for.",
  },
  {
    kind: "register-moved",
    title: "A register that is a new file",
    who: "Everybody who may open it; of a sealed register its reader.",
    when: "Once, when a roll-over has put a new file in its place.",
  },
  {
    kind: "account-silent",
    title: "An account that has fallen silent",
    who: "District lead and admin.",
    when: "At once where one of several accounts that run the desk has not run for an hour.",
  },
  {
    kind: "trigger-silent",
    title: "A trigger that does not fire",
    who: "District lead and admin.",
    when: "Where a trigger of an account did not fire for a report or an edit; once a week until it does.",
  },
  {
    kind: "contact-not-emailed",
    title: "Somebody whom no email reaches",
    who: "District lead and admin.",
    when: "At once where Google refuses to send to somebody about an open case, and each day until it does not.",
  },
  {
    kind: "case-opened",
    title: "An email of a drill",
    who: "The people who would get the real one; never an agency. Every kind of email about a case can come so.",
    when: "When the report of a drill has come in. Subject and first line begin with DRILL, each step says to tick it without calling, and no number can be tapped.",
  },
];
