/** The answers of the first set-up as rows of Contacts, Schools and Settings, and what those tabs would say to them. Pure. */
import type { TypedRow } from "../../directory/cells";
import { headerOf } from "../../directory/cells";
import type { Directory } from "../../directory/directory";
import { recipients } from "../../directory/find";
import { fold } from "../../directory/fold";
import { parseDirectory } from "../../directory/parse";
import type { ZoneOffset } from "../../register/local-time";
import type { Findings, Table, Values } from "./page";
import { type PastedRow, pastedRows } from "./pasted";

type TabName = "contacts" | "schools" | "settings";

/** A row that the answers make. */
interface Answered {
  readonly cells: Readonly<Record<string, string>>;
  /** The field that each cell comes from; null for a row that was pasted. */
  readonly fields: Values | null;
}

export const pastedColumns = {
  schools: ["school", "grades", "lawEnforcementAgency", "sroIsDistrictPolice"],
  contacts: ["role", "school", "name", "phone", "email"],
} as const;

/** Settings that the first set-up asks for; the rest begin as they stand in a new register. */
export const askedSettings = [
  "domains",
  "studentDomains",
  "studentIdLength",
  "studentIdDigits",
  "studentIdPrefix",
  "retentionYears",
  "formResponsesDays",
] as const;

/** Somebody whom the dialog asks for by name: `key` begins the keys of the fields. */
const people = [
  { role: "district lead", key: "lead" },
  { role: "alternate lead", key: "alternate" },
  { role: "district admin", key: "admin" },
] as const;

export interface AskedAgency {
  readonly role: string;
  /** Begins the keys of its fields. */
  readonly key: string;
  /** Where the Schools page has named it. */
  readonly name: string | null;
}

/** The agencies whose numbers are asked for; law enforcement once for each that a school names. */
export function askedAgencies(values: Values): readonly AskedAgency[] {
  const named = new Map(
    pastedRows(values["schools"] ?? "", "schools", pastedColumns.schools)
      .map(({ cells }) => cells["lawEnforcementAgency"] ?? "")
      .filter((name) => name !== "")
      .map((name) => [fold(name), name] as const),
  );
  const law =
    named.size === 0
      ? [{ role: "law enforcement", key: "law", name: null }]
      : [...named].map(([key, name]) => ({ role: "law enforcement", key: `law ${key}`, name }));
  return [
    { role: "child and family services", key: "cfs", name: null },
    ...law,
    { role: "probation", key: "probation", name: null },
    { role: "victim advocate", key: "advocate", name: null },
  ];
}

function asked(values: Values, role: string, key: string, parts: readonly string[]): Answered {
  const fields: Record<string, string> = {};
  const cells: Record<string, string> = {};
  for (const part of parts) {
    fields[part] = `${key}.${part}`;
    cells[part] = (values[`${key}.${part}`] ?? "").trim();
  }
  return { cells: { role, ...cells }, fields };
}

const isFilled = (row: Answered, except = "role") =>
  Object.entries(row.cells).some(([key, cell]) => key !== except && cell !== "");

function pasted(values: Values, tab: "contacts" | "schools") {
  return pastedRows(values[tab] ?? "", tab, pastedColumns[tab]);
}

/** Rows by tab. What nobody filled in is not among them. */
export function answeredRows(values: Values): Readonly<Record<TabName, readonly Answered[]>> {
  const lines = (tab: "contacts" | "schools") =>
    pasted(values, tab).map(({ cells }): Answered => ({ cells, fields: null }));
  const agencies = askedAgencies(values).map(({ role, key, name }) => {
    const row = asked(values, role, key, ["name", "phone"]);
    return name === null ? row : { ...row, cells: { ...row.cells, name } };
  });
  return {
    schools: lines("schools"),
    contacts: [
      ...people
        .map(({ role, key }) => asked(values, role, key, ["name", "phone", "email"]))
        .filter((row) => isFilled(row)),
      ...lines("contacts"),
      ...agencies.filter(({ cells }) => (cells["phone"] ?? "") !== ""),
    ],
    settings: askedSettings.map((setting) => ({
      cells: { setting, value: (values[setting] ?? "").trim() },
      fields: { value: setting },
    })),
  };
}

function previewOf(
  tab: "contacts" | "schools",
  rows: readonly PastedRow[],
  notes: Readonly<Record<number, string>>,
): Table {
  const columns = pastedColumns[tab];
  const count = rows.length === 1 ? "1 row" : `${rows.length} rows`;
  const bad = Object.keys(notes).map((at) => Number(at) + 1);
  const first = bad.length === 1 ? "row" : "rows";
  return {
    caption: `${count} read${bad.length === 0 ? "." : `; to correct: ${first} ${bad.join(", ")}.`}`,
    head: ["Row", ...columns.map((key) => headerOf(tab, key).replace(/ \(.*/, ""))],
    rows: rows.map(({ cells }, at) => [String(at + 1), ...columns.map((key) => cells[key] ?? "")]),
    notes,
  };
}

export interface Read extends Findings {
  /** What the desk would make of the answers. */
  readonly directory: Directory;
}

/** Reads the answers by the very rules of the tabs. Only fields that something is written in are found fault with. */
export function readAnswers(values: Values, zone: ZoneOffset): Read {
  const rows = answeredRows(values);
  const typed = (tab: TabName): readonly TypedRow[] =>
    rows[tab].map(({ cells }, at) => ({ row: at + 1, cells }));
  const directory = parseDirectory(
    { contacts: typed("contacts"), schools: typed("schools"), settings: typed("settings") },
    zone,
  );
  const errors: Record<string, string> = {};
  const lines: Record<"contacts" | "schools", Record<number, string>> = {
    contacts: {},
    schools: {},
  };
  const note = (tab: "contacts" | "schools", line: number, words: string) => {
    lines[tab][line] = `${lines[tab][line] ?? ""} ${words}`.trim();
  };
  for (const { tab, row, column, write } of directory.problems) {
    const answered = rows[tab][row - 1];
    if (answered === undefined) continue;
    if (answered.fields !== null) {
      const parts = Object.entries(answered.fields);
      const key = parts.find(([part]) => headerOf(tab, part) === column)?.[1];
      if (key !== undefined) errors[key] = write;
    } else if (tab !== "settings" && column !== headerOf("schools", "lawEnforcementAgency")) {
      // The agencies' numbers are asked for on a later page.
      const first = rows[tab].findIndex(({ fields }) => fields === null);
      note(tab, row - 1 - first, `${column}: ${write}`);
    }
  }
  const tables: Record<string, Table> = {};
  for (const tab of ["schools", "contacts"] as const) {
    const read = pasted(values, tab);
    read.forEach(({ beyond }, line) => {
      if (beyond) note(tab, line, "There is more in this row than columns are asked for.");
    });
    if (read.length > 0) tables[tab] = previewOf(tab, read, lines[tab]);
  }
  return { directory, errors, tables };
}

/** Names of schools that no designated contact serves. */
export function unserved(directory: Directory): readonly string[] {
  return directory.schools
    .map(({ school }) => school)
    .filter((school) =>
      recipients(directory, school, 0, { immediateDanger: false }).reasons.includes(
        "no-designated-contact",
      ),
    );
}
