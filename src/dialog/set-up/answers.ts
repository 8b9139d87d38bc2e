/** What is answered on the pages of Set up and Settings, read as rows of Contacts, Schools and Settings by the same rules as those tabs. */
import { headerOf, type TypedRow, textInColumn } from "../../district/directory/directory-cells";
import { parseDirectory } from "../../district/directory/read-directory";
import type { Directory } from "../../district/district";
import { settingDefinitions } from "../../district/settings";
import { defaultPack, packNamed } from "../../protocol/find-pack";
import type { ProtocolPack } from "../../protocol/pack";
import type { TabId } from "../../register/columns";
import { type Snapshot, typedRows } from "../../register/read/snapshot";
import { fold, foldToWords } from "../../text";
import type { ZoneOffset } from "../../time";
import type { Findings, Table, Values } from "../page-data";

type TabName = "contacts" | "schools" | "settings";
type PastedTab = "contacts" | "schools";

/** One row of a tab, made from the answers on the pages. */
interface Answered {
  readonly cells: Readonly<Record<string, string>>;
  /** Column key → key of the field from which the cell comes; none of a pasted row. */
  readonly fields: Values;
  /** Place of a pasted row among those of its field, from 0; null for any other row. */
  readonly line: number | null;
}

/** The columns of pasted rows, by tab, in the order in which the cells stand. */
export const pastedColumns = {
  schools: ["school", "grades", "lawEnforcementAgency", "sroIsDistrictPolice"],
  contacts: ["role", "school", "name", "phone", "email"],
} as const;

/** People for whom the pages ask one by one. `key` begins the keys of their fields. */
export const peopleQuestions = [
  {
    role: "district lead",
    key: "lead",
    title: "District lead",
    about:
      "Is responsible for the cases of all schools, and is told when a school's contacts do not answer.",
    parts: ["name", "phone", "email"],
  },
  {
    role: "alternate lead",
    key: "alternate",
    title: "Alternate lead",
    about:
      "Stands in for the lead. A sealed report that the lead may not read, or does not answer, goes to this person.",
    parts: ["name", "phone", "email"],
  },
  {
    role: "district admin",
    key: "admin",
    title: "District admin",
    about: "Is told when something technical needs attention.",
    parts: ["name", "email"],
  },
] as const;

/** An agency whose number the dialog asks for. */
export interface AskedAgency {
  readonly role: string;
  /** The keys of its fields begin with this. */
  readonly key: string;
  /** The agency's name where the Schools page has named it. */
  readonly name: string | null;
}

/** The pack that the answers choose; the first pack where they choose none. */
export function chosenPack(values: Values): ProtocolPack {
  return packNamed(values["protocol"] ?? "") ?? defaultPack();
}

/** Agencies whose numbers are asked for. The agency that schools name, such as their police, is asked for once for each name on the Schools page. */
export function askedAgencies(values: Values): readonly AskedAgency[] {
  const named = new Map(
    parsePastedRows(values["schools"] ?? "", "schools", pastedColumns.schools)
      .map(({ cells }) => cells["lawEnforcementAgency"] ?? "")
      .filter((name) => name !== "")
      .map((name) => [fold(name), name] as const),
  );
  return chosenPack(values).agencies.flatMap(
    ({ id, namedBySchool, writtenAs: [role = ""] }): readonly AskedAgency[] =>
      namedBySchool && named.size > 0
        ? [...named].map(([key, name]) => ({ role, key: `${id} ${key}`, name }))
        : [{ role, key: id, name: null }],
  );
}

function answerOf(values: Values, role: string, key: string, parts: readonly string[]): Answered {
  const fields = Object.fromEntries(parts.map((part) => [part, `${key}.${part}`]));
  const cells = parts.map((part) => [part, (values[`${key}.${part}`] ?? "").trim()]);
  return { cells: { role, ...Object.fromEntries(cells) }, fields, line: null };
}

const isFilled = ({ cells: { role: _, ...others } }: Answered) =>
  Object.values(others).some((cell) => cell !== "");

/** The value of a setting as its field has it: of one that is chosen, the id of what is offered. */
function settingInField(key: string, written: string): string {
  const definition = settingDefinitions().find((one) => one.key === key);
  const offered = definition?.options?.() ?? [];
  if (offered.length === 0) return written;
  if (key === "protocol") return written === "" ? defaultPack().id : (packNamed(written)?.id ?? "");
  const word = { true: "yes", false: "no", "": definition?.default }[written.toLowerCase()];
  return word ?? written.toLowerCase();
}

/** What the Settings tab holds, as answers to the pages. Rows of Contacts and Schools are no answers: a page only adds to those. */
export function settingsIn(snapshot: Snapshot): Values {
  const rows = typedRows(snapshot, "settings");
  return Object.fromEntries(
    settingDefinitions().map(({ key }) => {
      const row = rows.find((one) => textInColumn(one, "setting") === key);
      return [key, settingInField(key, row === undefined ? "" : textInColumn(row, "value"))];
    }),
  );
}

const pasted = (values: Values, tab: PastedTab) =>
  parsePastedRows(values[tab] ?? "", tab, pastedColumns[tab]);

/** The rows by tab. Rows in which nothing was filled in are left out. */
export function rowsOfAnswers(values: Values): Readonly<Record<TabName, readonly Answered[]>> {
  const lines = (tab: PastedTab) =>
    pasted(values, tab).map(({ cells }, line): Answered => ({ cells, fields: {}, line }));
  const agencies = askedAgencies(values).map(({ role, key, name }) => {
    const row = answerOf(values, role, key, ["name", "phone"]);
    return name === null ? row : { ...row, cells: { ...row.cells, name } };
  });
  return {
    schools: lines("schools"),
    contacts: [
      ...peopleQuestions
        .map(({ role, key, parts }) => answerOf(values, role, key, parts))
        .filter(isFilled),
      ...lines("contacts"),
      ...agencies.filter(({ cells }) => (cells["phone"] ?? "") !== ""),
    ],
    settings: settingDefinitions().map(({ key }) => ({
      cells: { setting: key, value: (values[key] ?? "").trim() },
      fields: { value: key },
      line: null,
    })),
  };
}

/** The answers as read. */
export interface Read extends Findings {
  /** The directory that the system would make of the answers. */
  readonly directory: Directory;
}

/** Reads the answers by the rules of the tabs. Only fields in which something is written can have an error. */
export function readAnswers(values: Values, zone: ZoneOffset): Read {
  const rows = rowsOfAnswers(values);
  const typed = (tab: TabName): readonly TypedRow[] =>
    rows[tab].map(({ cells }, at) => ({ row: at + 1, cells }));
  const directory = parseDirectory(
    { contacts: typed("contacts"), schools: typed("schools"), settings: typed("settings") },
    zone,
  );
  const errors: Record<string, string> = {};
  const notes: Record<PastedTab, Record<number, string>> = { contacts: {}, schools: {} };
  const note = (tab: PastedTab, line: number, words: string) => {
    notes[tab][line] = `${notes[tab][line] ?? ""} ${words}`.trim();
  };
  for (const { tab, row, column, write } of directory.problems) {
    const { fields = {}, line = null } = rows[tab][row - 1] ?? {};
    for (const [part, key] of Object.entries(fields)) {
      if (headerOf(tab, part) === column) errors[key] = write;
    }
    // Numbers of agencies are asked for on a later page.
    const isAskedLater = column === headerOf("schools", "lawEnforcementAgency");
    if (line !== null && tab !== "settings" && !isAskedLater)
      note(tab, line, `${column}: ${write}`);
  }
  const tables: Record<string, Table> = {};
  for (const tab of ["schools", "contacts"] as const) {
    const read = pasted(values, tab);
    read.forEach(({ beyond }, line) => {
      if (beyond) note(tab, line, "This row has more values than there are columns.");
    });
    if (read.length > 0) tables[tab] = previewOf(tab, read, notes[tab]);
  }
  return { directory, errors, tables };
}

function previewOf(
  tab: PastedTab,
  rows: readonly PastedRow[],
  notes: Readonly<Record<number, string>>,
): Table {
  const columns = pastedColumns[tab];
  const count = rows.length === 1 ? "1 row" : `${rows.length} rows`;
  const bad = Object.keys(notes).map((at) => Number(at) + 1);
  const first = bad.length === 1 ? "row" : "rows";
  return {
    caption: `${count} read${bad.length === 0 ? "." : `; to correct: ${first} ${bad.join(", ")}.`}`,
    head: ["Row", ...columns.map((key) => shortHeader(tab, key))],
    rows: rows.map(({ cells }, at) => [String(at + 1), ...columns.map((key) => cells[key] ?? "")]),
    notes,
  };
}

/** The title of a column without its part in brackets. */
const shortHeader = (tab: TabId, key: string) => headerOf(tab, key).replace(/ \(.*/, "");

// Rows that were pasted from a spreadsheet, or typed one a line.

/** One pasted row. */
export interface PastedRow {
  /** Text by column key, for every column asked for. */
  readonly cells: Readonly<Record<string, string>>;
  /** Whether there were cells beyond the columns asked for. */
  readonly beyond: boolean;
}

/** The cells of each line. Spreadsheets put tabs between cells, people commas or semicolons. A cell in quotes may hold all of these. */
function cellsIn(text: string): readonly (readonly string[])[] {
  const count = (mark: string) => text.split(mark).length;
  const between = text.includes("\t") ? "\t" : count(";") > count(",") ? ";" : ",";
  const lines: string[][] = [];
  let line: string[] = [];
  let cell = "";
  let quoted = false;
  const endCell = () => {
    line.push(cell.trim());
    cell = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"' && cell.trim() === "" && text.indexOf('"', at + 1) > 0) {
      quoted = true;
    } else if (character === between) endCell();
    else if (character === "\n") {
      endCell();
      lines.push(line);
      line = [];
    } else if (character !== "\r") cell += character;
  }
  endCell();
  lines.push(line);
  return lines.filter((cells) => cells.some((one) => one !== ""));
}

/** The column that a word in the first pasted line names; null where it names none. */
function columnNamed(tab: TabId, columns: readonly string[], word: string): string | null {
  const letters = (words: string) => foldToWords(words).replace(/ /g, "");
  const names = (key: string) => [key, headerOf(tab, key), shortHeader(tab, key)];
  return columns.find((key) => names(key).some((name) => letters(name) === letters(word))) ?? null;
}

/**
 * The pasted rows in order. Where the first line names columns, it decides which cell is which; otherwise cells stand in the order of
 * `columns`.
 */
export function parsePastedRows(
  text: string,
  tab: TabId,
  columns: readonly string[],
): readonly PastedRow[] {
  const [first = [], ...rest] = cellsIn(text);
  const named = first.map((word) => columnNamed(tab, columns, word));
  const isHead =
    first.length > 0 && first.every((word, at) => fold(word) === "" || named[at] !== null);
  const order = isHead ? named : columns;
  return (isHead || first.length === 0 ? rest : [first, ...rest]).map((line) => {
    const cells: Record<string, string> = {};
    for (const key of columns) cells[key] = line[order.indexOf(key)] ?? "";
    const beyond = line.some((cell, at) => cell !== "" && (order[at] ?? null) === null);
    return { cells, beyond };
  });
}
