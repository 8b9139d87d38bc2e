/** Every tab of the register, and the columns of those that hold no case (design section 5). */
import type { RegisterName } from "../ports";
import {
  caseColumns,
  caseShown,
  checklistColumns,
  disclosureColumns,
  logColumns,
  notesColumn,
  planColumns,
  reportColumns,
  reporterColumns,
  rowKey,
} from "./case-columns";
import {
  type Column,
  column,
  messageStateWords,
  type RowOf,
  type Tab,
  type TabId,
} from "./columns";

export * from "./case-columns";
export type { RowOf } from "./columns";

const problemColumn = column("text", "problem", "To correct", { width: 320 });

export const contactColumns = [
  column("text", "role", "Role", {
    edit: "lead",
    width: 190,
    note: "designated contact, backup contact, district lead, alternate lead, district admin; or one of the agencies that the protocol calls",
  }),
  column("text", "school", "School (empty: the district)", { edit: "lead" }),
  column("text", "name", "Name", { edit: "lead" }),
  column("text", "phone", "Phone", { edit: "lead" }),
  column("text", "email", "Email", { edit: "lead", width: 220 }),
  column("date", "awayFrom", "Away from", { edit: "lead" }),
  column("date", "awayTo", "Away to (last day)", { edit: "lead" }),
  column("checkbox", "mayOpen", "May open", { edit: "lead" }),
  column("checkbox", "administrator", "Administrator", {
    edit: "lead",
    note: "Tick it for each school or district administrator. A report that says that an administrator may be involved never reaches those who are ticked.",
  }),
  column("text", "channel", "Written report by", {
    edit: "lead",
    width: 130,
    note: "For an agency: fax, web or mail. One row for each way; a further row needs the role, and the name where there are several such agencies.",
  }),
  column("text", "channelValue", "To (number or address)", { edit: "lead", width: 220 }),
  column("text", "channelNeeds", "What must exist first", {
    edit: "lead",
    width: 200,
    note: "Such as: the referral number of the call.",
  }),
  column("date", "channelChecked", "Last checked on", { edit: "lead" }),
  problemColumn,
] as const;

export const schoolColumns = [
  column("text", "school", "School", { edit: "lead" }),
  column("text", "grades", "Grades", { edit: "lead", width: 90 }),
  column("text", "lawEnforcementAgency", "Law enforcement agency", { edit: "lead", width: 240 }),
  column("text", "sroIsDistrictPolice", "Is the SRO employed by the district's own police?", {
    edit: "lead",
    width: 200,
    note: "yes, no or unknown. Unknown counts as yes: telling district police is no report to law enforcement (PC 11165.9).",
  }),
  problemColumn,
] as const;

export const settingColumns = [
  column("text", "setting", "Setting", { width: 260 }),
  column("text", "value", "Value", { edit: "lead", width: 200 }),
  column("long-text", "meaning", "What it does", { width: 420 }),
  column("text", "allowed", "Allowed values", { width: 240 }),
  problemColumn,
] as const;

export const summaryColumns = [
  column("text", "measure", "Measure", { width: 320 }),
  column("text", "value", "Value", { width: 160 }),
  column("date-time", "at", "When", {
    note: "Written by the automation: the time it last ran. The value beside it says LATE by itself.",
  }),
  column("text", "state", "State", { width: 320 }),
] as const;

export const educationColumns = [
  rowKey,
  column("text", "school", "School"),
  column("text", "year", "School year", { edit: "contact", width: 110 }),
  column("date", "staffTraining", "Staff training held on", { edit: "contact" }),
  column("date", "middleSchoolLesson", "Middle-school lesson held on", { edit: "contact" }),
  column("date", "highSchoolLesson", "High-school lesson held on", { edit: "contact" }),
  notesColumn,
] as const;

export const guideColumns = [
  column("text", "line", "Line", { hidden: true }),
  column("text", "topic", "Topic", { width: 240 }),
  column("long-text", "text", "What to know", { width: 640 }),
  column("text", "source", "Source", { width: 280 }),
] as const;

export const outboxColumns = [
  column("text", "message", "Message"),
  column("text", "kind", "Kind"),
  caseShown,
  column("text", "to", "To", { width: 220 }),
  column("choice", "state", "State", { words: messageStateWords }),
  column("date-time", "queuedAt", "Queued at"),
  column("date-time", "claimedUntil", "Claimed until"),
  column("number", "attempts", "Attempts"),
  column("date-time", "sentAt", "Sent at"),
  column("text", "lastError", "Last error"),
  column("json", "detail", "Detail"),
] as const;

export const activityColumns = [
  column("text", "entry", "Entry", { hidden: true }),
  column("date-time", "at", "When"),
  column("text", "who", "Who", { width: 220 }),
  column("text", "what", "What", { width: 220 }),
  caseShown,
  column("text", "column", "Column"),
  column("text", "from", "From"),
  column("text", "to", "To"),
] as const;

function tabNamed(
  id: TabId,
  sheetId: number,
  title: string,
  columns: readonly [Column, ...Column[]],
  hidden = false,
  keyColumn: string = columns[0].key,
): Tab {
  return { id, sheetId, title, hidden, keyColumn, columns };
}

/** In the order shown. Sheet ids are permanent and never zero (sheets-api.md 3). */
export const tabs: Readonly<Record<TabId, Tab>> = {
  cases: tabNamed("cases", 101, "Cases", caseColumns),
  checklist: tabNamed("checklist", 102, "Checklist", checklistColumns),
  plan: tabNamed("plan", 103, "Plan", planColumns),
  log: tabNamed("log", 104, "Log", logColumns),
  disclosures: tabNamed("disclosures", 105, "Disclosures", disclosureColumns),
  reports: tabNamed("reports", 106, "Reports", reportColumns),
  reporters: tabNamed("reporters", 115, "Reporters", reporterColumns),
  contacts: tabNamed("contacts", 107, "Contacts", contactColumns, false, "email"),
  schools: tabNamed("schools", 108, "Schools", schoolColumns),
  settings: tabNamed("settings", 109, "Settings", settingColumns),
  summary: tabNamed("summary", 110, "Summary", summaryColumns),
  education: tabNamed("education", 111, "Education", educationColumns),
  guide: tabNamed("guide", 112, "Guide", guideColumns),
  outbox: tabNamed("outbox", 113, "Outbox", outboxColumns, true),
  activity: tabNamed("activity", 114, "Activity", activityColumns, true),
};

/** In the order shown. Contacts open the main one: who reported stands elsewhere (domain.md E3). */
export function tabsOf(register: RegisterName): readonly Tab[] {
  const all = Object.values(tabs);
  return register === "main" ? all.filter(({ id }) => id !== "reporters") : all;
}

/** Zero-based: row 1 (hidden) holds column keys, row 2 the headers. */
export const firstDataRow = 2;

export type ContactRow = RowOf<typeof contactColumns>;
export type SchoolRow = RowOf<typeof schoolColumns>;
export type SettingRow = RowOf<typeof settingColumns>;
export type OutboxRow = RowOf<typeof outboxColumns>;
