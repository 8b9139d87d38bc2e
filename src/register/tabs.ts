/**
 * Every tab of the register, and the columns of the tabs that are not about cases (design section 5). The other columns are in
 * `case-columns.ts` and `report-and-checklist-columns.ts`.
 */

import { once, onceEach } from "../lazy";
import type { RegisterName } from "../ports";
import type { ProtocolPack } from "../protocol/pack";
import { capital } from "../text";
import { englishDates, schoolYearMonths } from "../time";
import { caseTables } from "./case-columns";
import {
  type Column,
  column,
  editableColumn,
  educationSpanWords,
  hiddenColumn,
  leadColumn,
  messageStateWords,
  particulars,
  type RowOf,
  stateKey,
  type Tab,
  type TabId,
  tabIds,
} from "./columns";
import { isOfSchools, kindOf } from "./register-kinds";
import { tablesBesideCases } from "./report-and-checklist-columns";

export { matters } from "./case-columns";

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

/** The first screen: how many pixels of columns a window of 1,366 pixels shows beside the row numbers. */
export const firstScreen = 1_300;

/** The columns of every tab, and the members of the hidden cell for the tabs that have one. */
const tables = once(makeTables);

function makeTables() {
  const { shared, columns: cases, members } = caseTables();
  const { checklistMembers, ...besideCases } = tablesBesideCases();
  const own = shared.members;
  const history = { printed: "course", known: "emails" } as const;
  return {
    columns: {
      cases,
      ...besideCases,
      // The tabs that are not about cases.
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
      summary: [
        column("text", "measure", "Measure", { width: 220 }),
        column("text", "value", "Value", { width: 90 }),
        column("date-time", "at", "When", {
          note: "Filled in by the system: when it last ran (the value beside it turns to LATE by itself), and when it last counted the school year.",
        }),
        column("text", "state", "State", { width: 280 }),
        column("text", "label", "For short", { width: 125 }),
        // Only a register with figures of the school year has these. The months stay side by side, because the charts read them as one range.
        ...schoolYearMonths.map((month) =>
          column("number", `month${month}`, englishDates.months[month - 1] ?? "", {
            width: 60,
            isOfYear: true,
          }),
        ),
        column("number", "thisYear", "School year", { width: 75, isOfYear: true }),
        column("number", "yearBefore", "Year before", { width: 75, isOfYear: true }),
      ],
      education: [
        shared.rowKey,
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
      guide: [
        hiddenColumn("text", "line", "Line"),
        column("text", "topic", "Topic", { width: 240, leadsTo: "titled" }),
        column("long-text", "text", "What to know", { width: 640 }),
        column("text", "source", "Source", { width: 280 }),
      ],
      outbox: [
        column("text", "message", "Message"),
        column("text", "kind", "Kind"),
        shared.caseShown,
        column("text", "to", "To", { width: 220 }),
        column("choice", "state", "State", { words: () => messageStateWords }),
        column("instant", "queuedAt", "Queued at"),
        column("instant", "claimedUntil", "Claimed until"),
        column("number", "attempts", "Attempts"),
        column("instant", "sentAt", "Sent at"),
        column("text", "lastError", "Last error"),
        column("json", "detail", "Detail"),
      ],
      activity: [
        hiddenColumn("text", "entry", "Entry"),
        // A date that people see, with the hour of a wall clock, because Summary compares it with the present.
        column("date-time", "at", "When", { says: history }),
        column("text", "who", "Who", { says: history, width: 220 }),
        column("text", "what", "What", { says: history, width: 220 }),
        shared.caseShown,
        column("text", "column", "Column", { says: history }),
        column("text", "from", "From", { says: history }),
        column("text", "to", "To", { says: history }),
      ],
    },
    members: {
      cases: members,
      checklist: checklistMembers,
      plan: own,
      disclosures: own,
      reports: own,
    },
  };
}

type Columns = ReturnType<typeof makeTables>["columns"];
type Members = ReturnType<typeof makeTables>["members"];

/** The values of a row of a tab: its columns, and the members of its hidden cell. */
export type TabRow<T extends TabId> = Omit<
  RowOf<readonly (Columns[T][number] | (T extends keyof Members ? Members[T][number] : never))[]>,
  typeof stateKey
>;
/** The entries of a tab: its columns, and the members of its hidden cell. */
export type EntryOf<T extends keyof Members> = (Columns[T] | Members[T])[number];
/** The keys of the entries of Cases that say this. */
export type CaseKeys<What extends string, Says> = Extract<
  EntryOf<"cases">,
  { says: Readonly<Record<What, Says>> }
>["key"];
/** The names of the rules for what people type in a tab. */
export type RuleOf<T extends keyof Members> = Extract<
  EntryOf<T>,
  { readonly editableBy: unknown; rule: string }
>["rule"];
export type CaseRow = TabRow<"cases">;
export type ChecklistRow = TabRow<"checklist">;
export type ReportRow = TabRow<"reports">;

/** What fills the row of a case: the columns of Cases without the hidden cell itself, and the members of that cell. */
export const caseEntries = once(() => {
  const { columns, members } = tables();
  return [...columns.cases.flatMap((one) => (one.key === stateKey ? [] : one)), ...members.cases];
});
/** All tabs, in the order in which they are shown. Unless `particulars` say otherwise, the title is the id with a capital letter, and the key column is the first column. */
export const tabs: Readonly<Record<TabId, Tab>> = onceEach(
  // `tabIds` lists every tab, so none is missing.
  Object.fromEntries(tabIds.map((id) => [id, () => made(id)])) as Record<TabId, () => Tab>,
);

function made(id: TabId): Tab {
  const columns: readonly Column[] = tables().columns[id];
  const members: Readonly<Partial<Record<TabId, readonly Column[]>>> = tables().members;
  let right = 0;
  return {
    id,
    title: capital(id),
    hidden: false,
    keyColumn: columns[0]?.key ?? "",
    frozenColumns: 0,
    hasGridlines: true,
    spareColumns: 0,
    members: members[id] ?? [],
    // Columns that do not fit on the first screen are cut at the cell's edge, so that they make no row taller.
    columns: columns.map((column) => {
      right += column.hidden ? 0 : column.width;
      return right > firstScreen ? { ...column, clipped: true } : column;
    }),
    ...particulars[id],
  };
}

/** The tabs of a register, in the order in which people see them. */
export function tabsOf(register: RegisterName): readonly Tab[] {
  const all = Object.values(tabs);
  const { hasDirectory, isOrdinary } = kindOf(register);
  const left: readonly TabId[] = [
    ...(isOrdinary ? (["reporters", "goOnSealed"] as const) : []),
    ...(isOfSchools(register) ? (["contacts", "schools", "settings", "education"] as const) : []),
  ];
  const here = all.filter(({ id }) => !left.includes(id));
  if (hasDirectory) return here;
  const withoutYear = ({ columns, ...tab }: Tab): Tab => {
    return { ...tab, columns: columns.filter(({ isOfYear }) => isOfYear !== true) };
  };
  return here.map(withoutYear);
}

/** The zero-based row where data begins. Above it are row 1 (hidden) with the column keys and row 2 with the titles. */
export const firstDataRow = 2;
