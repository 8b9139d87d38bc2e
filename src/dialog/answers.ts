/**
 * The answers of the first set-up: read as rows of Contacts, Schools and Settings by the same rules as those tabs; kept as a draft; written
 * at the end.
 */

import { refusedIn } from "../access/refused-addresses";
import { headerOf, type TypedRow } from "../district/directory-cells";
import type { Directory } from "../district/district";
import { directoryIn, directoryRequests } from "../district/load-directory";
import { parseDirectory, problemRequests, problemUpdates } from "../district/read-directory";
import { asciiJson, jsonRecord } from "../json";
import { type DraftPart, draftParts, type Memory, type Workspace } from "../ports";
import { channelsOf } from "../protocol/channels";
import { defaultPack, packNamed } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import { type Append, type Change, noChange, type Update } from "../register/change";
import type { RowValues, TabId } from "../register/columns";
import { rowsOf, type Snapshot, typedRows } from "../register/read-register";
import { registerNamed } from "../register/register";
import { runLocked } from "../run-locked";
import { fold, foldToWords } from "../text";
import { parseLocal, type ZoneOffset } from "../time";
import type { Findings, Table, Values } from "./page-data";

// Rows that were pasted from a spreadsheet, or typed one a line, as columns of a tab. Pure.

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
  const names = (key: string) => {
    const header = headerOf(tab, key);
    return [key, header, header.replace(/ \(.*/, "")];
  };
  return columns.find((key) => names(key).some((name) => letters(name) === letters(word))) ?? null;
}

/**
 * The pasted rows in order. Where the first line names columns, it decides which cell is which; otherwise cells stand in the order of
 * `columns`.
 */
export function pastedRows(
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

type TabName = "contacts" | "schools" | "settings";

/** One row of a tab, made from the answers. */
interface Answered {
  readonly cells: Readonly<Record<string, string>>;
  /** Column key → key of the field from which the cell comes; null for a pasted row. */
  readonly fields: Values | null;
}

/** The columns of pasted rows, by tab, in the order in which the cells stand. */
export const pastedColumns = {
  schools: ["school", "grades", "lawEnforcementAgency", "sroIsDistrictPolice"],
  contacts: ["role", "school", "name", "phone", "email"],
} as const;

/** Settings that the first set-up asks for. The others begin with their default. */
export const askedSettings = [
  "protocol",
  "domains",
  "studentDomains",
  "studentIdLength",
  "studentIdDigits",
  "studentIdPrefix",
  "retentionYears",
  "formResponsesDays",
  "responders",
  "formLanguage",
] as const;

/** People for whom the dialog asks one by one. `key` begins the keys of their fields. */
const peopleQuestions = [
  { role: "district lead", key: "lead" },
  { role: "alternate lead", key: "alternate" },
  { role: "district admin", key: "admin" },
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
export function packIn(values: Values): ProtocolPack {
  return packNamed(values["protocol"] ?? "") ?? defaultPack();
}

/** Agencies whose numbers are asked for. The agency that schools name stands once for each of its names. */
export function askedAgencies(values: Values): readonly AskedAgency[] {
  const named = new Map(
    pastedRows(values["schools"] ?? "", "schools", pastedColumns.schools)
      .map(({ cells }) => cells["lawEnforcementAgency"] ?? "")
      .filter((name) => name !== "")
      .map((name) => [fold(name), name] as const),
  );
  return packIn(values).agencies.flatMap(
    ({ id, namedBySchool, writtenAs: [role = ""] }): readonly AskedAgency[] =>
      namedBySchool && named.size > 0
        ? [...named].map(([key, name]) => ({ role, key: `${id} ${key}`, name }))
        : [{ role, key: id, name: null }],
  );
}

function answerOf(values: Values, role: string, key: string, parts: readonly string[]): Answered {
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

/** The rows by tab. Rows in which nothing was filled in are left out. */
export function answeredRows(values: Values): Readonly<Record<TabName, readonly Answered[]>> {
  const lines = (tab: "contacts" | "schools") =>
    pasted(values, tab).map(({ cells }): Answered => ({ cells, fields: null }));
  const agencies = askedAgencies(values).map(({ role, key, name }) => {
    const row = answerOf(values, role, key, ["name", "phone"]);
    return name === null ? row : { ...row, cells: { ...row.cells, name } };
  });
  return {
    schools: lines("schools"),
    contacts: [
      ...peopleQuestions
        .map(({ role, key }) => answerOf(values, role, key, ["name", "phone", "email"]))
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

/** The answers as read. */
export interface Read extends Findings {
  /** The directory that the desk would make of the answers. */
  readonly directory: Directory;
}

/** Reads the answers by the rules of the tabs. Only fields in which something is written can have an error. */
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
      // Numbers of agencies are asked for on a later page.
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

// The draft: what was answered so far in the first set-up. It is kept until set-up is done, so that the dialog can be closed and opened
// again. Staff data only.

/** The draft. */
export interface Draft {
  /** Id of the page that is open. */
  readonly view: string;
  readonly values: Values;
}

/** Length of one stored part in characters: a property holds 9 KB. */
const partLength = 8_500;

function keptIn(memory: Memory): readonly string[] {
  return draftParts.flatMap((part) => memory.get(part) ?? []);
}

/** The values of a request: texts by field key. Anything else in `given` is dropped. */
export function valuesIn(given: unknown): Values {
  const values: Record<string, string> = {};
  if (typeof given !== "object" || given === null) return values;
  for (const [key, value] of Object.entries(given)) {
    if (typeof value === "string") values[key] = value;
  }
  return values;
}

/** The draft; null where none is kept that can be read. */
export function draftIn(memory: Memory): Draft | null {
  const text = keptIn(memory).join("");
  const { view, values } = jsonRecord(text.slice(0, text.lastIndexOf("}") + 1));
  return typeof view === "string" ? { view, values: valuesIn(values) } : null;
}

/** Keeps the draft. One call. False, and nothing is kept, where it is longer than the script's store should hold. */
export function keepDraft(memory: Memory, draft: Draft): boolean {
  const text = asciiJson(draft);
  if (text.length > partLength * draftParts.length) return false;
  const kept: Partial<Record<DraftPart, string>> = {};
  const before = keptIn(memory).length;
  draftParts.forEach((part, at) => {
    const words = text.slice(at * partLength, (at + 1) * partLength);
    // Parts that only a longer draft needed are blanked. To remove them would be a call each.
    if (words !== "" || at < before) kept[part] = words || " ";
  });
  memory.setAll(kept);
  return true;
}

/** Forgets the draft. */
export function dropDraft(memory: Memory): void {
  for (const part of draftParts) if (memory.get(part) !== null) memory.remove(part);
}

// Writing the answers into Contacts, Schools and Settings. What is there already stays, and is not added twice.

const identityQuestions = {
  schools: ["school"],
  contacts: ["role", "school", "name", "email"],
} as const;

type Cells = Readonly<Record<string, unknown>>;

function nameOf(tab: keyof typeof identityQuestions, cells: Cells): string {
  return identityQuestions[tab].map((key) => fold(String(cells[key] ?? ""))).join("\n");
}

/** The ways of an agency's written report that the pack knows, as cells of Contacts, where the lead can correct them. */
function channelRows(values: Values, cells: Cells, zone: ZoneOffset): readonly RowValues[] {
  const agency = packIn(values).agencies.find(({ writtenAs: [role] }) => role === cells["role"]);
  return (agency === undefined ? [] : channelsOf(agency)).map((channel) => ({
    channel: channel.kind,
    channelValue: channel.value,
    channelNeeds: channel.needs,
    channelChecked: channel.checked === null ? null : parseLocal(channel.checked, zone),
  }));
}

/** The change that writes the answers. Pure. `by`: who answered; `at`: ms UTC; `zone`: the district's. */
export function directoryChange(
  values: Values,
  snapshot: Snapshot,
  { by, at, zone }: { readonly by: string; readonly at: number; readonly zone: ZoneOffset },
): Change {
  const answered = answeredRows(values);
  const mayOpen = values["mayOpen"] === "yes";
  const append = (["schools", "contacts"] as const).flatMap((tab): Append[] => {
    const there = new Set(typedRows(snapshot, tab).map(({ cells }) => nameOf(tab, cells)));
    return answered[tab].flatMap(({ cells }) => {
      const name = nameOf(tab, cells);
      if (there.has(name)) return [];
      there.add(name);
      const [first, ...others] = tab === "contacts" ? channelRows(values, cells, zone) : [];
      // Agencies get no address here, and never access.
      const row: RowValues =
        tab === "contacts"
          ? { ...cells, ...first, mayOpen: mayOpen && (cells["email"] ?? "") !== "" }
          : cells;
      const { role = "", name: called = "" } = cells;
      const more = others.map((one) => ({ tab, row: { role, name: called, ...one } }));
      return [{ tab, row }, ...more];
    });
  });
  const standing = new Map(
    rowsOf(snapshot, "settings").map(({ key, values: { value } }) => [key, value ?? ""]),
  );
  const update = answered.settings.flatMap(({ cells }): Update[] => {
    const { setting = "", value = "" } = cells;
    const isNew = standing.has(setting) && value !== "" && standing.get(setting) !== value;
    return isNew ? [{ tab: "settings", key: setting, values: { value } }] : [];
  });
  const agreed = mayOpen && append.length > 0;
  return {
    ...noChange,
    append,
    update,
    activity: agreed ? [{ at, who: by, what: "may-open-agreed", case: null }] : [],
  };
}

/**
 * Writes the answers. Two reads and two writes, under the lock: the second write names beside its row what cannot be used. Throws "busy",
 * "not-set-up" and what Google throws.
 */
export function writeDirectory(workspace: Workspace, values: Values): void {
  runLocked(workspace, () => {
    const { memory, identity: who, clock } = workspace;
    const register = registerNamed(workspace, "main");
    const snapshot = register.load(directoryRequests);
    const by = who.runningAs();
    register.commit(
      directoryChange(values, snapshot, { by, at: clock.now(), zone: clock }),
      snapshot,
    );
    const again = register.load([...directoryRequests, ...problemRequests()]);
    const update = problemUpdates(again, directoryIn(again, clock), refusedIn(memory));
    register.commit({ ...noChange, update }, again);
  });
}
