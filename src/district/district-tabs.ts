/** The tabs of the district: Contacts, Schools, Settings, Education (design section 5). */
import { once } from "../lazy";
import type { ProtocolPack } from "../protocol/pack";
import type { Highlight, RowWith } from "../register/columns";
import { column, editableColumn, hiddenColumn, leadColumn, makeTabs } from "../register/columns";
import { overdueColours } from "../register/layout/colours";
import { capital } from "../text";

/** In which schools the lesson of AB 1227 that a row of Education records must be given. */
export const educationSpanWords = {
  middle: "Middle school",
  high: "High school",
  none: "None in these grades",
} as const;

/** The roles that cells of Contacts offer. People may also write a role in other words, since the script recognizes several. */
const suggestedRoles = ({ agencies }: ProtocolPack): readonly string[] => [
  "Designated contact",
  "Backup contact",
  "District lead",
  "Alternate lead",
  "District admin",
  "Told only",
  ...agencies.map(({ writtenAs: [first = ""] }) => capital(first)),
];

const columns = once(() => ({
  contacts: [
    leadColumn("text", "role", "Role", {
      width: 190,
      suggested: suggestedRoles,
      note: "designated contact, backup contact, district lead, alternate lead, district admin; told only, for someone such as a principal who gets the reference and level of new cases and opens no register; one of the agencies that the protocol calls; or a liaison whom the protocol names: they get no email, and are named in a step where they can help",
    }),
    leadColumn("text", "school", "School (empty: the district)"),
    leadColumn("text", "name", "Name"),
    leadColumn("text", "phone", "Phone"),
    leadColumn("text", "email", "Email", { width: 220 }),
    leadColumn("date", "awayFrom", "Away from"),
    leadColumn("date", "awayTo", "Away to (last day)"),
    leadColumn("checkbox", "mayOpen", "May open"),
    leadColumn("checkbox", "administrator", "Administrator", {
      note: "Tick it for each school or district administrator. Someone who is ticked never gets a report that says that an administrator may be involved. Someone told only counts as ticked.",
    }),
    leadColumn("text", "onDuty", "On duty", {
      width: 110,
      suggested: () => ["School hours", "Always"],
      note: "Always: this person has promised to answer outside school hours too, and is asked first then about immediate danger. Empty: school hours.",
    }),
    leadColumn("text", "channel", "Written report by", {
      width: 130,
      suggested: () => ["Fax", "Web", "Mail"],
      note: "For an agency: fax, web or mail. One row for each way; a further row needs the role, and the name where there are several such agencies.",
    }),
    leadColumn("text", "channelValue", "To (number or address)", { width: 220 }),
    leadColumn("text", "channelNeeds", "What must exist first", {
      width: 200,
      note: "Such as: the referral number of the call.",
    }),
    leadColumn("date", "channelChecked", "Last checked on"),
    column("text", "problem", "To correct", { width: 320 }),
    // Shown only where a school has a register of its own (design 2.22).
    leadColumn("checkbox", "allSchools", "All schools", {
      hidden: true,
      note: "For a row without a school: tick it if this person has to read, or to be told of, the cases of every school, also of those with a register of their own.",
    }),
  ],
  schools: [
    leadColumn("text", "school", "School"),
    leadColumn("text", "grades", "Grades", { width: 90 }),
    leadColumn("text", "lawEnforcementAgency", "Law enforcement agency", { width: 240 }),
    leadColumn(
      "text",
      "sroIsDistrictPolice",
      "Is the officer at the school of the district's police?",
      {
        width: 200,
        suggested: () => ["Yes", "No", "Unknown"],
        note: "yes, no or unknown. Unknown counts as yes. The Guide says what follows from it for a report.",
      },
    ),
    column("text", "problem", "To correct", { width: 320 }),
    leadColumn("text", "hours", "School hours", {
      note: "From the first bell to dismissal, such as 8:10 to 14:50. Empty: 8:00 to 16:00.",
    }),
    // The names that the school of this row has had, the present one last: cases and reports name it as it was called then.
    hiddenColumn("text", "names", "Names so far"),
    // Shown only where a school has a register of its own (design 2.22).
    leadColumn("text", "register", "Register", {
      hidden: true,
      note: "Empty: the main register. A name: a register of its own, which only people of the schools with that name open, and the leads. Set up makes it.",
    }),
  ],
  settings: [
    column("text", "setting", "Setting", { width: 260 }),
    leadColumn("text", "value", "Value", { width: 200 }),
    column("long-text", "meaning", "What it does", { width: 420 }),
    column("text", "allowed", "Allowed values", { width: 240 }),
    column("text", "problem", "To correct", { width: 320 }),
  ],
  education: [
    hiddenColumn("text", "row", "Row"),
    column("text", "school", "School"),
    editableColumn("text", "year", "School year", { width: 110 }),
    editableColumn("date", "staffTraining", "Staff training held on"),
    editableColumn("date", "middleSchoolLesson", "Middle-school lesson held on"),
    editableColumn("date", "highSchoolLesson", "High-school lesson held on"),
    editableColumn("long-text", "notes", "Notes"),
    column("choice", "span", "Lesson owed in", { words: () => educationSpanWords }),
    editableColumn("checkbox", "taughtPrevalence", "Taught: prevalence, nature, strategies", {
      width: 120,
      note: "The first of the four elements of the lesson.",
    }),
    editableColumn("checkbox", "taughtBoundaries", "Taught: healthy boundaries", {
      width: 120,
    }),
    editableColumn("checkbox", "taughtSeekingHelp", "Taught: safely seeking help", {
      width: 120,
    }),
    editableColumn("text", "taughtBy", "Taught by"),
    editableColumn("date", "teacherTrained", "Teacher trained on", {
      note: "The last training of the person who taught it.",
    }),
    editableColumn("number", "enrolled", "Students enrolled"),
    editableColumn("number", "taught", "Students taught"),
    editableColumn("number", "excused", "Students excused", {
      note: "Excused by a parent. A count, never a name.",
    }),
    editableColumn("date", "parentsTold", "Parents told on", {
      note: "Parents of grades 6 to 12 are told of prevention resources.",
    }),
    editableColumn("text", "noticeLanguages", "In which languages"),
    editableColumn("text", "noticeMethod", "How it was sent"),
    editableColumn("number", "staffOwed", "Staff who must take the training", {
      note: "Mandated reporters: training each year, with proof.",
    }),
    editableColumn("number", "staffTrained", "Staff who proved it"),
    editableColumn("date", "staffDue", "Training due", {
      note: "Six weeks from the first day of school; for someone new, from their first day.",
    }),
    editableColumn("checkbox", "taughtOnline", "Taught: social media and mobile apps", {
      width: 120,
      note: "How they are used for human trafficking.",
    }),
  ],
}));

type Columns = ReturnType<typeof columns>;

/** The types of the rows of these tabs. */
export type DistrictRows = { [T in keyof Columns]: RowWith<Columns[T][number]> };

const highlights = (): readonly Highlight[] => [[["problem"], '=[problem]<>""', overdueColours]];

/** A tab of the directory, in which the last column says what is to be corrected. */
const ofDirectory = {
  colour: "directory",
  frozenColumns: 1,
  highlights,
} as const;

/** Of one in which people start rows, or an admin's answers. */
const begun = { ...ofDirectory, begunBy: "people-and-answers" } as const;

export const districtTabs = makeTabs(
  {
    contacts: { ...begun, sheetId: 107, keyColumn: "email" },
    schools: { ...begun, sheetId: 108 },
    settings: { ...ofDirectory, sheetId: 109 },
    education: { sheetId: 111, colour: "reference", frozenColumns: 2 },
  },
  () => ({ columns: columns() }),
);
