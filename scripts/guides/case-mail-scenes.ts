/** Mails about cases and to reporters: when each is sent, and to whom. */
import type { MailOccasion } from "./mail-occasion";

export const caseMailScenes: readonly MailOccasion[] = [
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
    kind: "contact-left",
    title: "Open cases that now belong to someone else",
    who: "The district lead, and the person who stood in.",
    when: "When Contacts makes someone else responsible: a contact left, may no longer open the register, or is back.",
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
];
