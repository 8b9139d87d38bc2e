/** Mails about cases and to reporters: when each is sent, and to whom. */
import type { MailOccasion } from "./mail-occasion";

export const caseMailScenes: readonly MailOccasion[] = [
  {
    kind: "case-opened",
    title: "A new case",
    who: "The school's designated contact; whoever stands in where that person is away; the reader alone of a sealed report.",
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
    who: "Whoever acts on the case.",
    when: "Within a minute of the report, where it raises nothing.",
  },
  {
    kind: "case-raised",
    title: "A case that is more serious than it was",
    who: "Whoever acts on the case; in immediate danger everybody who may know of it.",
    when: "When a report, a merge or a person raises it.",
  },
  {
    kind: "review-needed",
    title: "A report that needs a second look",
    who: "The district lead, or who stands in. Nobody where the report is sealed.",
    when: "With the report, where something in it could not be read, or Contacts could not say whom to tell.",
  },
  {
    kind: "case-escalated",
    title: "A case that nobody has taken on",
    who: "The next in line: contacts, backup contact, district lead, alternate lead or admin.",
    when: "When the time to acknowledge has passed. In immediate danger at its pace: everybody who may know after 15, 30 and 60 minutes and each fourth hour, and one after the other between those.",
  },
  {
    kind: "call-overdue",
    title: "A call that is not on record",
    who: "Whoever acts on the case, then the next in line up to the lead.",
    when: "An hour after the call fell due, where the case was acknowledged and the call is not ticked.",
  },
  {
    kind: "case-given",
    title: "A case that was given to you",
    who: "Whoever has the case from then on.",
    when: "When it is assigned, when somebody steps aside, when a school receives it or is corrected, when Contacts say that it is theirs, when they are back.",
  },
  {
    kind: "case-stepped-aside",
    title: "Somebody has stepped aside",
    who: "The district lead.",
    when: "When a name is written in Stepped aside.",
  },
  {
    kind: "dangers-unanswered",
    title: "Dangers that no one has answered",
    who: "Whoever is asked about more than one danger.",
    when: "Instead of an email for each, at the pace of danger, until a call is on record for each.",
  },
  {
    kind: "cases-gathered",
    title: "Dangers that came too fast for a mail each",
    who: "Whoever has had ten first mails about danger within an hour.",
    when: "Each five minutes while there are more.",
  },
  {
    kind: "cases-gathered",
    title: "New cases that came too fast for a mail each",
    who: "Whoever has had ten first mails within an hour.",
    when: "Each quarter of an hour while there are more.",
  },
  {
    kind: "cases-gathered",
    title: "Reminders that are due too close together for a mail each",
    who: "Whoever has had ten reminders within an hour.",
    when: "Each quarter of an hour while there are more.",
  },
  {
    kind: "mail-waits",
    title: "Mail that has to wait",
    who: "The district lead.",
    when: "At most once a day, when so little of the day's mail is left that it is kept for danger.",
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
    when: "When the school is written there; the morning's mail asks again until the day of receipt stands beside it. When the case has moved, the contact who had it is told.",
  },
  {
    kind: "case-merged",
    title: "Two cases that are one",
    who: "Whoever acts on either.",
    when: "When one is named in Same student as of the other.",
  },
  {
    kind: "case-merged",
    title: "A merge that was undone",
    who: "Whoever acts on either.",
    when: "When Same student as is emptied again.",
  },
  {
    kind: "print-asked",
    title: "A record that is to be printed",
    who: "The district lead, or who stands in.",
    when: "When Print is ticked on a case.",
  },
  {
    kind: "contact-left",
    title: "Open cases that someone else has now",
    who: "The district lead, and whoever stood in.",
    when: "When somebody else is responsible as Contacts stand: a contact left, may not open the register any more, or is back.",
  },
  {
    kind: "digest",
    title: "The morning's mail",
    who: "Everybody who has something due; the district lead also for cases of others that are more than a day late.",
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
    title: "Somebody has it",
    who: "A reporter who left an address inside the district; nobody of a sealed report.",
    when: "Once, when the case is acknowledged.",
  },
];
