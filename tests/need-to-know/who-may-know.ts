/**
 * Who may know what: people by secrets, each cell with its source. This is the one place that says so. The tests of this folder play days
 * that differ in a secret alone and look at what each person sees; docs/security/who-can-know-what.md prints the table.
 */
import {
  admin,
  alternate,
  backup,
  contact,
  lead,
  principal,
  south,
  stranger,
  teacher,
} from "../day/people";
import type { End, Lines } from "./what-a-person-sees";

/** An admin whose May open is ticked (an administrator too), one whose is not, and an editor of the Form whom Contacts does not name. */
export const openAdmin = "ada@district.example";
export const closedAdmin = "ben@district.example";
export const formEditor = "fay@district.example";

const byEmailAndFiles = (who: string) => (end: End) => [...end.emails(who), ...end.registers(who)];

/** Who could look, and what they see. */
export const people = {
  contact: { name: "contact", sees: byEmailAndFiles(contact) },
  backup: { name: "backup", sees: byEmailAndFiles(backup) },
  otherContact: { name: "contact of another school", sees: byEmailAndFiles(south) },
  openAdmin: { name: "admin with **May open**", sees: byEmailAndFiles(openAdmin) },
  closedAdmin: { name: "admin without it", sees: byEmailAndFiles(closedAdmin) },
  lead: { name: "lead", sees: byEmailAndFiles(lead) },
  alternate: { name: "alternate lead", sees: byEmailAndFiles(alternate) },
  formEditor: {
    name: "editor of the Form",
    sees: (end: End) => [...end.form(), ...end.responses(), ...byEmailAndFiles(formEditor)(end)],
  },
  pages: {
    name: "the menu's pages",
    sees: (end: End) => end.pages(lead, admin),
  },
  store: { name: "what the script keeps", sees: (end: End) => end.store() },
  toldOnly: { name: "told only", sees: byEmailAndFiles(principal) },
  reporter: { name: "another reporter", sees: byEmailAndFiles(teacher) },
  family: { name: "family", sees: (end: End) => end.record("family") },
  agency: { name: "agency", sees: (end: End) => end.record("investigator") },
  court: { name: "court", sees: (end: End) => end.record("court") },
  stranger: {
    name: "stranger with a link",
    sees: (end: End) => [...end.form(), ...end.registers(stranger)],
  },
  colleague: { name: "colleague over a shoulder", sees: (end: End) => end.emails() },
} satisfies Readonly<Record<string, { readonly name: string; readonly sees: (end: End) => Lines }>>;
export type Person = keyof typeof people;
/** Every person of the table. */
export const everyone = Object.keys(people) as readonly Person[]; // These are its keys.

/** What somebody may know of a secret, and where that is decided. */
export interface Cell {
  readonly knows: "may" | "may not";
  readonly source: string;
}
type Row = Readonly<Partial<Record<Person, Cell>>> & { readonly rest: Cell };

const may = (source: string): Cell => ({ knows: "may", source });
const mayNot = (source: string): Cell => ({ knows: "may not", source });

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

/** The secrets: what each is called, why it is one, and who may know it. `rest` are all whom its row does not name. */
export const secrets = {
  staff: {
    name: "That staff may be involved",
    why: "A colleague may be the one",
    row: { ...register, ...responses, ...records, rest: mayNot("domain H6") },
  },
  parent: {
    name: "That a parent may be",
    why: "A parent may hear of it",
    row: { ...register, ...responses, ...records, rest: mayNot("design 2.13") },
  },
  reporter: {
    name: "Who reported",
    why: "PC 11167(d)",
    row: { ...register, ...responses, rest: reporterIs },
  },
  reporterForLead: {
    name: "Who reported, known to the lead only",
    why: "The reporter chose so; PC 11167(d)",
    row: { ...each(leads, may("design 2.3")), ...responses, rest: reporterIs },
  },
  text: {
    name: "What the reporter wrote",
    why: "34 CFR 99.31(a)(1)(ii)",
    row: { ...register, ...responses, rest: needToKnow },
  },
  level: {
    name: "The level",
    why: "It tells what is suspected",
    row: {
      ...{ ...register, ...responses, ...records },
      ...{
        colleague: may("design 2.10: emails say it"),
        pages: may("design 2.18: counts by level"),
        toldOnly: may("the district wants it: docs/details/who-is-told.md"),
      },
      rest: mayNot("domain H4, H15"),
    },
  },
  sealed: {
    name: "A sealed report about a contact, and its case",
    why: "Whoever is named must not hear of it",
    row: { ...each(leads, may("design 2.11")), ...responses, rest: sealedFrom },
  },
  sealedAboutLead: {
    name: "… about the lead",
    why: "The same; it is deleted from the Form",
    row: { alternate: may("design 2.11"), rest: sealedFrom },
  },
  sealedAboutAlternate: {
    name: "… about the alternate lead",
    why: "The same",
    row: { lead: may("design 2.11"), rest: sealedFrom },
  },
  sealedAboutEditor: {
    name: "… about an editor of the Form",
    why: "The same; it is deleted from the Form",
    row: { ...each(leads, may("design 2.11")), rest: mayNot("design 2.11, domain H3") },
  },
  keptOut: {
    name: "Whom a sealed report keeps out",
    why: "It tells whom a report names",
    row: { ...each(leads, may("design 2.11")), ...responses, rest: sealedFrom },
  },
  goesOn: {
    name: "That a case goes on sealed, and what comes then",
    why: "Someone who reads the case may be named",
    row: { ...each(leads, may("design 2.11")), ...responses, rest: sealedFrom },
  },
  drillCode: {
    name: "The code of a drill",
    why: "A drill tries the Form, not memory",
    row: {
      ...each(["pages", "store"], may("design 2.17: an editor asks for it")),
      rest: needToKnow,
    },
  },
  otherSchool: {
    name: "A case in another school's register",
    why: "34 CFR 99.31(a)(1)(ii)",
    row: {
      ...{ ...each(leads, may("design 2.22")), ...responses },
      ...{ colleague: may("design 2.10: emails say it"), rest: mayNot("design 2.22, domain H15") },
    },
  },
} satisfies Readonly<
  Record<string, { readonly name: string; readonly why: string; readonly row: Row }>
>;
export type Secret = keyof typeof secrets;
/** Those of which a sealed register knows. */
const sealedOnes = [
  ...(["sealed", "sealedAboutLead", "sealedAboutAlternate", "sealedAboutEditor"] as const),
  "goesOn",
] as const satisfies readonly Secret[];
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
    why: "Everything sets it. So what is due within half an hour may come sooner.",
    people: ["store"],
    secrets: allSecrets,
    line: /^store nextDue /,
  },
  {
    what: "How many rows a register has, and when its last message was queued",
    why: "A file's size shows it too. Sealed reports do not change it.",
    people: ["store"],
    secrets: ["staff", "parent", "level"],
    line: /^store (openRows|clock (outbox(From|Asks)|seen)) /,
  },
  {
    what: "Figures of all registers, that a drill is refused, and what the script keeps of a register",
    why: "They name no student.",
    people: ["contact", "backup", "openAdmin", "pages", "store"],
    secrets: ["otherSchool"],
    line: /^main Summary!\d+:\d+ [\d.]+$|^page (yearEvidence|rollOver|runDrill) |^store (clock|dangers|mailed|openRows|referencesGiven) school:east-high /,
  },
  {
    what: "That a function ran when a report came, a cell was edited or a page was opened",
    why: "Google lists runs, not what they wrote.",
    people: ["store"],
    secrets: [...sealedOnes, "drillCode", "otherSchool"],
    line: /^run (onFormSubmit|onRegisterEdit|runDrill) at \S+ as \S+ ok$/,
  },
  {
    what: "How many emails the account can still send today",
    why: "Google has one quota for all.",
    people: ["pages", "store"],
    secrets: allSecrets,
    line: /^page runCheck .*This account can send \d+ more emails|^store account \S+ mail /,
  },
  {
    what: "The lead's email that asks for a review",
    why: "Where staff may be involved, the lead must find out today.",
    people: ["colleague"],
    secrets: ["staff"],
    line: /^email of \S+ to lead@[\s\S]*\nA case needs a second look by you/,
  },
  {
    what: "An email to a reader of a sealed case",
    why: "It looks like any other.",
    people: ["colleague"],
    secrets: sealedOnes,
    line: /^email of \S+ to (lead|alternate)@(?![\s\S]*(sealed|involved|kept out))/i,
  },
  {
    what: "To whom a reporter's own email goes",
    why: "It is on their own screen, and names no case.",
    people: ["colleague"],
    secrets: ["reporter", "reporterForLead", "goesOn"],
    line: /^email of \S+ to [xy]@district\.example/,
  },
];

/**
 * Accepted for sealed reports too: when a look comes. A danger wakes the clock, which then does at once what would have come within half
 * an hour (the moment of `nextDue`). So days that are not alike to the next clock run have to be alike but for their times.
 */
export const timesOfLooks = {
  secrets: sealedOnes,
  of: /\d\d-\d\dT\d\d:\d\d|\d+:\d\d [AP]M/g,
} as const satisfies { readonly secrets: readonly Secret[]; readonly of: RegExp };

const whoReadsMain = "main";

/** The table, as docs/security/who-can-know-what.md prints it: for each secret who may know it, and why no one else may. */
export function printedTable(): string {
  // These are the keys of the table.
  const rows = (Object.keys(secrets) as Secret[]).map((secret) => {
    const { name, why } = secrets[secret];
    const may = everyone.filter((who) => cellOf(secret, who).knows === "may");
    const isMain = readersOfMain.every((who) => may.includes(who));
    const named = may.filter((who) => !isMain || !readersOfMain.includes(who));
    const words = [...(isMain ? [whoReadsMain] : []), ...named.map((who) => people[who].name)];
    return `| ${name} | ${words.join("; ")} | ${why} |`;
  });
  const head = "| Secret | Who may know it | Why no one else |\n| - | - | - |";
  const all = accepted.map(({ what, why }) => `- ${what}. ${why}`);
  return `${head}\n${rows.join("\n")}\n\nWhat may differ all the same:\n\n${all.join("\n")}`;
}
