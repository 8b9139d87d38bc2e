/**
 * Who may know what: people by secrets, each cell with its source. This is the one place that says so. The tests of this folder play days
 * that differ in a secret alone and look at what each person sees; docs/security/who-can-know-what.md prints the table.
 */
import { admin, alternate, backup, contact, lead, south, stranger, teacher } from "../day/people";
import type { End, Lines } from "./what-a-person-sees";

/** An admin whose May open is ticked (an administrator too), one whose is not, and an editor of the Form whom Contacts does not name. */
export const openAdmin = "ada@district.example";
export const closedAdmin = "ben@district.example";
export const formEditor = "fay@district.example";

const byEmailAndFiles = (who: string) => (end: End) => [...end.emails(who), ...end.registers(who)];

/** Who could look, and what they see. */
export const people = {
  contact: { name: "Designated contact", sees: byEmailAndFiles(contact) },
  backup: { name: "Backup contact", sees: byEmailAndFiles(backup) },
  otherContact: { name: "Contact of another school", sees: byEmailAndFiles(south) },
  openAdmin: { name: "Admin with **May open**", sees: byEmailAndFiles(openAdmin) },
  closedAdmin: { name: "Admin without it", sees: byEmailAndFiles(closedAdmin) },
  lead: { name: "District lead", sees: byEmailAndFiles(lead) },
  alternate: { name: "Alternate lead", sees: byEmailAndFiles(alternate) },
  formEditor: {
    name: "Editor of the Form: its responses",
    sees: (end: End) => [...end.form(), ...end.responses(), ...byEmailAndFiles(formEditor)(end)],
  },
  pages: {
    name: "Lead or admin: the menu's pages",
    sees: (end: End) => [...end.pages(admin), ...end.pages(lead)],
  },
  store: { name: "Editor: what the script keeps, its failures", sees: (end: End) => end.store() },
  reporter: { name: "Another reporter", sees: byEmailAndFiles(teacher) },
  family: { name: "Family with a record", sees: (end: End) => end.record("family") },
  agency: { name: "Agency with a record", sees: (end: End) => end.record("investigator") },
  court: { name: "Court with a record", sees: (end: End) => end.record("court") },
  stranger: {
    name: "Stranger with a link",
    sees: (end: End) => [...end.form(), ...end.registers(stranger)],
  },
  colleague: { name: "Colleague over a shoulder", sees: (end: End) => end.emails() },
} satisfies Readonly<Record<string, { readonly name: string; readonly sees: (end: End) => Lines }>>;
export type Person = keyof typeof people;
/** Every person of the table. */
export const everyone = Object.keys(people) as readonly Person[]; // These are its keys.

/** What somebody may know of a secret, and where that is decided. "later": not played before a school has a register of its own. */
export interface Cell {
  readonly knows: "may" | "may not" | "later";
  readonly source: string;
}
type Row = Readonly<Partial<Record<Person, Cell>>> & { readonly rest: Cell };

const may = (source: string): Cell => ({ knows: "may", source });
const mayNot = (source: string): Cell => ({ knows: "may not", source });
const later = (source: string): Cell => ({ knows: "later", source });

const each = (list: readonly Person[], cell: Cell) =>
  Object.fromEntries(list.map((who) => [who, cell])) as Readonly<Partial<Record<Person, Cell>>>;

const readersOfMain: readonly Person[] = [
  "contact",
  "backup",
  "otherContact",
  "openAdmin",
  "lead",
  "alternate",
];
const leads: readonly Person[] = ["lead", "alternate"];
const responses = each(["formEditor"], may("design 2.2: the Form's own store"));
const register = each(readersOfMain, may("EC 49076(a)(1); design 2.11"));
const records = each(["agency", "court"], may("PC 11167(b); docs/details/records.md"));
const needToKnow = mayNot("34 CFR 99.31(a)(1)(ii)");
const reporterIs = mayNot("PC 11167(d)");
const sealedFrom = mayNot("design 2.11");

/** The secrets: what each is called, and who may know it. `rest` are all whom its row does not name. */
export const secrets = {
  staff: {
    name: "That staff may be involved",
    row: { ...register, ...responses, ...records, rest: mayNot("domain H6") },
  },
  parent: {
    name: "That a parent may be",
    row: { ...register, ...responses, ...records, rest: mayNot("design 2.13") },
  },
  reporter: { name: "Who reported", row: { ...register, ...responses, rest: reporterIs } },
  reporterForLead: {
    name: "Who reported, known to the lead only",
    row: { ...each(leads, may("design 2.3")), ...responses, rest: reporterIs },
  },
  text: { name: "What the reporter wrote", row: { ...register, ...responses, rest: needToKnow } },
  level: {
    name: "The level",
    row: {
      ...{ ...register, ...responses, ...records },
      ...{
        colleague: may("design 2.10: emails say it"),
        pages: may("design 2.18: counts by level"),
      },
      rest: mayNot("domain H4, H15"),
    },
  },
  sealed: {
    name: "A sealed report about a contact, and its case",
    row: { ...each(leads, may("design 2.11")), ...responses, rest: sealedFrom },
  },
  sealedAboutLead: {
    name: "… about the lead",
    row: { alternate: may("design 2.11"), rest: sealedFrom },
  },
  sealedAboutAlternate: {
    name: "… about the alternate lead",
    row: { lead: may("design 2.11"), rest: sealedFrom },
  },
  sealedAboutEditor: {
    name: "… about an editor of the Form",
    row: { ...each(leads, may("design 2.11")), rest: mayNot("design 2.11, domain H3") },
  },
  keptOut: {
    name: "Whom a sealed report keeps out",
    row: { ...each(leads, may("design 2.11")), ...responses, rest: sealedFrom },
  },
  drillCode: {
    name: "The code of a drill",
    row: {
      ...each(["pages", "store"], may("design 2.17: an editor asks for it")),
      rest: needToKnow,
    },
  },
  otherSchool: {
    name: "A case of another school's register",
    row: { ...each(leads, may("design 2.22")), rest: later("design 2.22, domain H15") },
  },
} satisfies Readonly<Record<string, { readonly name: string; readonly row: Row }>>;
export type Secret = keyof typeof secrets;
const allSecrets = Object.keys(secrets) as readonly Secret[]; // These are its keys.

/** What a person may know of a secret. */
export function cellOf(secret: Secret, who: Person): Cell {
  const row: Row = secrets[secret].row;
  return row[who] ?? row.rest;
}

/** Everybody who may not know it. */
export const mayNotKnow = (secret: Secret) =>
  everyone.filter((who) => cellOf(secret, who).knows === "may not");

/** What may differ all the same, in the lines of a person, and why (design 2.24). Everything else has to be alike. */
export const accepted: readonly {
  readonly what: string;
  readonly why: string;
  readonly people: readonly Person[];
  readonly secrets: readonly Secret[];
  readonly line: RegExp;
}[] = [
  {
    what: "The moment and the number of `nextDue`",
    why: "It names no register, and every danger, report and edit sets it.",
    people: ["store"],
    secrets: allSecrets,
    line: /^store nextDue /,
  },
  {
    what: "How many rows a register has",
    why: "A file's size shows them as well. Of a sealed report they do not differ.",
    people: ["store"],
    secrets: ["staff", "parent", "level"],
    line: /^store (openRows|clock outbox(From|Asks)) /,
  },
  {
    what: "That a function ran when a report came or a page was opened",
    why: "Google lists the runs of a script. Which register they wrote is in none of them.",
    people: ["store"],
    secrets: [
      "sealed",
      "sealedAboutLead",
      "sealedAboutAlternate",
      "sealedAboutEditor",
      "drillCode",
    ],
    line: /^run (onFormSubmit|runDrill) at \S+ as \S+ ok$/,
  },
  {
    what: "How many emails the account can still send today",
    why: "Google has one quota for all of them.",
    people: ["pages", "store"],
    secrets: allSecrets,
    line: /^page runCheck .*This account can send \d+ more emails|^store account\S* mail /,
  },
  {
    what: "The lead's email that asks for a review",
    why: "Where a report leaves open whether staff are involved, the lead has to find out the same day.",
    people: ["colleague"],
    secrets: ["staff"],
    line: /^email of \S+ to lead@[\s\S]*\nA case needs a second look by you/,
  },
  {
    what: "An email to a reader of a sealed case",
    why: "It looks like that of any case: it says neither that the case is sealed nor whom it may be about.",
    people: ["colleague"],
    secrets: ["sealed", "sealedAboutLead", "sealedAboutAlternate", "sealedAboutEditor"],
    line: /^email of \S+ to (lead|alternate)@(?![\s\S]*(sealed|involved|kept out))/i,
  },
  {
    what: "To whom a reporter's own email goes",
    why: "It is on their own screen. It names no case and no student.",
    people: ["colleague"],
    secrets: ["reporter", "reporterForLead"],
    line: /^email of \S+ to [xy]@district\.example/,
  },
];
