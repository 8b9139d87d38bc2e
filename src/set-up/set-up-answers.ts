/**
 * The answers given on the pages of Set up and Settings: reads them, checks them by the rules of Contacts, Schools and Settings, and writes
 * them there.
 */

import { keepAttestations } from "../check/attestations";
import { headerOf } from "../district/directory/directory-cells";
import { problemRequests } from "../district/directory/problem-cells";
import {
  directoryIn,
  directoryRequests,
  parseDirectory,
} from "../district/directory/read-directory";
import { settingDefinitions } from "../district/settings";
import type { Directory } from "../district-directory";
import { nameProblems } from "../install/set-up-steps";
import { runLocked } from "../lock";
import type { Findings, Page, PagePart, Table, Values } from "../parts-of-a-page";
import { countInWords, fieldsOf, pageOf } from "../parts-of-a-page";
import { channelsOf } from "../protocol/agency-words";
import { defaultPack, packNamed } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import type { Append, Update } from "../register/change";
import { rowsOf, type Snapshot, typedRows } from "../register/read/snapshot";
import { noChange } from "../registers/change";
import { isOfSchools, registerFromCell } from "../registers/kinds";
import { registerNamed } from "../registers/open-register";
import type { Run } from "../run";
import { settingsIn } from "../runs/sign-of-life";
import { installersIn } from "../store/store";
import { fold, foldToWords, unicodePattern } from "../text";
import { dateText, parseLocal, type ZoneOffset } from "../time";

/** The answers as read. */
export interface Read extends Findings {
  /** The directory that the system would read if the answers were written. */
  readonly directory: Directory;
  /** Address of the account that will run the system; "" if Google does not say, or in Settings for an account that does not run it. */
  readonly account: string;
}

/** A page of questions. Its values are stored by field key. */
export interface SetUpPage {
  /** Permanent id of the page. */
  readonly view: string;
  readonly title: string;
  /** Asked in the first set-up only. */
  readonly isOnce?: true;
  parts(values: Values, read: Read): readonly PagePart[];
  /** Fields that must not stay empty, each with the words to show if it is. */
  readonly needs?: Values;
  /** Field → why the person cannot go to the next page, besides `needs`. */
  refuses?(values: Values, read: Read): Values;
}

/** What a field holds, prepared for comparing: without spaces around it, in lower case. */
export const answerIn = (values: Values, key: string) => (values[key] ?? "").trim().toLowerCase();

/** The entries with these keys. */
export const only = <T>(all: Readonly<Record<string, T>>, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(all).filter(([key]) => keys.includes(key)));

/**
 * The page with its values and what was found in its fields; also, by field, what keeps the person from going on. It has no buttons yet.
 */
export function ask(run: Run, page: SetUpPage, values: Values) {
  const { view, title, needs = {} } = page;
  const read = readAnswers(run, values);
  const parts = page.parts(values, read);
  const bare = pageOf({ view, title, parts, buttons: [], isKept: true }, values);
  const keys = Object.keys(bare.values);
  const errors = only(read.errors, keys);
  const empty = Object.keys(needs).filter((key) => answerIn(values, key) === "");
  const shown: Page & Findings = { ...bare, errors, tables: only(read.tables, keys) };
  const refusals: Values = { ...errors, ...only(needs, empty), ...page.refuses?.(values, read) };
  return { shown, refusals };
}

/** The values that a request gives for the fields of a page. Anything else in the request is dropped. */
export function answersTo({ blocks }: Page, given: Values): Values {
  const answers = fieldsOf(blocks).flatMap(({ key, options }) => {
    const answer = given[key];
    if (answer === undefined) return [];
    const isOffered = options === undefined || options.some(({ id }) => id === answer);
    return [[key, isOffered ? answer : ""]];
  });
  return Object.fromEntries(answers);
}

// Reading answers.

/** The key for the schools that the register has, so that schools named beside people can be found. No field has this key. */
export const schoolsThere = "schools there";

/** One row of a tab, made from the answers. */
interface Answered {
  readonly cells: Readonly<Record<string, string>>;
  /** Column key → key of the field that the cell comes from. Not for a pasted row. */
  readonly fields?: Values;
  /** Of a pasted row: its index among those of its field, from 0. */
  readonly line?: number;
}

/** People whom the pages ask for one by one. The keys of their fields begin with `key`. */
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

/** The field in which the owner confirms a lead or alternate lead by name. */
export const confirmField = (key: string): string => `${key}.confirmed`;

/** The lead and the alternate lead, as far as the answers have an address for them. */
export function leadQuestions(values: Values) {
  return peopleQuestions.flatMap(({ key, role }) => {
    const email = answerIn(values, `${key}.email`);
    if (email === "" || key === "admin") return [];
    return [{ key, role, name: (values[`${key}.name`] ?? "").trim(), email }];
  });
}

/** Those of them whom the owner confirmed. */
export const confirmedLeads = (values: Values) =>
  leadQuestions(values).filter(({ key }) => values[confirmField(key)] === "yes");

/** The protocol pack chosen in the answers; the first pack if none is chosen. */
export const chosenPack = (values: Values): ProtocolPack =>
  packNamed(values["protocol"] ?? "") ?? defaultPack();

/**
 * Agencies whose numbers are asked for. The kind of agency that schools name, such as their police, is asked for once for each name on the
 * Schools page; for others `name` is empty. The keys of an agency's fields begin with `key`.
 */
export function askedAgencies(values: Values) {
  const names = pastedRows(values, "schools").map(({ cells }) => cells["lawEnforcementAgency"]);
  const named = new Map(names.map((name = "") => [fold(name), name]));
  named.delete("");
  return chosenPack(values).agencies.flatMap(({ id, namedBySchool, writtenAs: [role = ""] }) =>
    namedBySchool && named.size > 0
      ? [...named].map(([key, name]) => ({ role, key: `${id} ${key}`, name }))
      : [{ role, key: id, name: "" }],
  );
}

/** The rows that the answers make, by tab. Rows without any entry are left out. */
function rowsOfAnswers(values: Values) {
  const lines = (tab: PastedTab) =>
    pastedRows(values, tab).map(({ cells }, line): Answered => ({ cells, line }));
  const answered = (role: string, key: string, parts: readonly string[]): Answered => {
    const fields = Object.fromEntries(parts.map((part) => [part, `${key}.${part}`]));
    const cells = parts.map((part) => [part, (values[`${key}.${part}`] ?? "").trim()]);
    return { cells: { role, ...Object.fromEntries(cells) }, fields };
  };
  const agencies = askedAgencies(values).map(({ role, key, name }) => {
    const row = answered(role, key, ["name", "phone"]);
    return name === "" ? row : { ...row, cells: { ...row.cells, name } };
  });
  return {
    schools: lines("schools"),
    contacts: [
      ...peopleQuestions
        .filter(({ key, parts }) => parts.some((part) => answerIn(values, `${key}.${part}`) !== ""))
        .map(({ role, key, parts }) => answered(role, key, parts)),
      ...lines("contacts"),
      ...agencies.filter(({ cells }) => (cells["phone"] ?? "") !== ""),
    ],
    settings: settingDefinitions().map(({ key }): Answered => {
      const cells = { setting: key, value: (values[key] ?? "").trim() };
      return { cells, fields: { value: key } };
    }),
  };
}

/** Reads the answers by the rules of the tabs. Only fields that were filled in can have an error. */
function readAnswers({ identity, clock, memory }: Run, values: Values): Read {
  const me = identity.runningAs();
  const installers = installersIn(memory);
  const account = installers.length === 0 || installers.includes(me) ? me : "";
  const rows = rowsOfAnswers(values);
  const there = pastedRows({ schools: values[schoolsThere] ?? "" }, "schools");
  const typed = (all: readonly Pick<Answered, "cells">[]) =>
    all.map(({ cells }, at) => ({ row: at + 1, cells }));
  const tabs = {
    contacts: typed(rows.contacts),
    schools: typed([...rows.schools, ...there]),
    settings: typed(rows.settings),
  };
  const directory = parseDirectory(tabs, clock);
  const errors: Record<string, string> = {};
  const notes: Record<PastedTab, Record<number, string>> = { contacts: {}, schools: {} };
  const note = (tab: PastedTab, line: number, words: string) => {
    notes[tab][line] = `${notes[tab][line] ?? ""} ${words}`.trim();
  };
  for (const { tab, row, column, write } of directory.problems) {
    const { cells = {}, fields = {}, line } = rows[tab][row - 1] ?? {};
    for (const [part, key] of Object.entries(fields)) {
      if (headerOf(tab, part) === column) errors[key] = write;
    }
    // The numbers of agencies are asked for on a later page, so a missing one is no error here.
    const isAskedLater = column === headerOf("schools", "lawEnforcementAgency");
    if (line === undefined || tab === "settings" || isAskedLater) continue;
    const { role = "" } = column === headerOf("contacts", "role") ? cells : {};
    note(tab, line, role === "" ? `${column}: ${write}` : `“${role}” is not a role here: ${write}`);
  }
  const tables = pastedTabs.flatMap((tab) => {
    const read = pastedRows(values, tab);
    read.forEach(({ beyond }, line) => {
      if (beyond) note(tab, line, "This row has more values than there are columns.");
    });
    return read.length === 0 ? [] : [[tab, pastedTable(tab, read, notes[tab])]];
  });
  return { directory, errors, tables: Object.fromEntries(tables), account };
}

// Writing answers. Nothing is added twice, and no row is deleted.

/** The columns by which a row is recognized as being there already. */
const knownBy = { schools: ["school"], contacts: ["role", "school", "name", "email"] } as const;

/** Rows of Schools and Contacts that the register does not have yet. */
function newRows(values: Values, snapshot: Snapshot, zone: ZoneOffset): readonly Append[] {
  const answered = rowsOfAnswers(values);
  const confirmed = confirmedLeads(values);
  const taken = new Set(
    typedRows(snapshot, "schools").map(({ cells }) =>
      registerFromCell(String(cells["register"] ?? "")),
    ),
  );
  return pastedTabs.flatMap((tab): Append[] => {
    const nameOf = (cells: Readonly<Record<string, unknown>>) =>
      knownBy[tab].map((key) => fold(String(cells[key] ?? ""))).join("\n");
    const there = new Set(typedRows(snapshot, tab).map(({ cells }) => nameOf(cells)));
    return answered[tab].flatMap(({ cells }): readonly Append[] => {
      const known = nameOf(cells);
      if (there.has(known)) return [];
      there.add(known);
      if (tab === "schools") {
        const register =
          values["registers"] === "each" && registerCell(cells["school"] ?? "", taken);
        return [{ tab, row: { ...cells, ...(register !== false && { register }) } }];
      }
      const { role = "", name = "", email = "" } = cells;
      const agency = chosenPack(values).agencies.find((one) => one.writtenAs[0] === role);
      // The ways to send it its written report, as the pack knows them, where the lead can correct them.
      const [first, ...others] = (agency === undefined ? [] : channelsOf(agency)).map((one) => ({
        channel: one.kind,
        channelValue: one.value,
        channelNeeds: one.needs,
        channelChecked: one.checked === null ? null : parseLocal(one.checked, zone),
      }));
      const mayOpen = confirmed.some(
        (one) => one.role === role && one.email === email.toLowerCase(),
      );
      const rows = [
        { ...cells, ...first, mayOpen },
        ...others.map((one) => ({ role, name, ...one })),
      ];
      return rows.map((row) => ({ tab, row }));
    });
  });
}

/** What the column Register may hold of the name of a school, with a number where another school has that register already. */
function registerCell(school: string, taken: Set<string | null>): string {
  const plain = school.replace(unicodePattern("[^\\p{L}\\p{N} -]"), "").trim();
  const name = isOfSchools(registerFromCell(plain.slice(0, 30)) ?? "") ? plain : "School";
  for (let number = 1; ; number++) {
    const end = number === 1 ? "" : ` ${number}`;
    const cell = `${name.slice(0, 30 - end.length).trim()}${end}`;
    const register = registerFromCell(cell);
    if (register === null || taken.has(register)) continue;
    taken.add(register);
    return cell;
  }
}

/**
 * Writes answers that differ from `before`, which is what the page showed; everything else stays. Who may open the Form, and that an
 * account is a person's own, is kept in the script's store. Two reads and two writes, under the lock; the second write says beside each row
 * what cannot be used. Throws "busy", "not-set-up" and what Google throws.
 */
export function writeAnswers(run: Run, before: Values, values: Values): void {
  const { memory, clock, identity } = run;
  runLocked(run, () => {
    const register = registerNamed(run, "main");
    const snapshot = register.load(directoryRequests);
    const rows = newRows(values, snapshot, clock);
    const there = new Map(
      rowsOf(snapshot, "settings").map(({ key, values: { value } }) => [key, (value ?? "").trim()]),
    );
    const changed = settingDefinitions().flatMap(({ key, meaning, allowed }) => {
      const [from, value] = [there.get(key), (values[key] ?? "").trim()];
      const isNew = value !== (before[key] ?? "").trim() && value !== from;
      return isNew ? [{ key, from, value, row: { setting: key, value, meaning, allowed } }] : [];
    });
    // Someone may have deleted the row of a setting.
    const gone = changed.filter(({ from }) => from === undefined);
    const known = changed.filter(({ from }) => from !== undefined);
    const who = identity.runningAs();
    const line = { at: clock.now(), who, case: null };
    const typed = changed.filter(({ key }) => key in before);
    const change = {
      ...noChange,
      append: [...rows, ...gone.map(({ row }): Append => ({ tab: "settings", row }))],
      update: known.map(({ key, value }): Update => ({ tab: "settings", key, values: { value } })),
      activity: [
        ...rows.flatMap(({ row }) =>
          row["mayOpen"] === true
            ? [{ ...line, what: "lead-confirmed", to: String(row["email"] ?? "") }]
            : [],
        ),
        ...typed.map(({ key, from = "", value: to }) => {
          return { ...line, what: "setting-changed", column: key, from, to };
        }),
      ],
    };
    register.commit(change, snapshot);
    const again = register.load([...directoryRequests, ...problemRequests()]);
    nameProblems(run, { register, snapshot: again }, directoryIn(again, run));
    if (typed.length > 0) memory.set("clock", { settings: settingsIn(again) });
    const { audience, account } = values;
    const on = dateText(clock.now(), clock);
    if (audience !== before["audience"] && (audience === "staff" || audience === "link"))
      memory.set("goingLive", { audience });
    if (account === "own") keepAttestations(memory, [`account ${who}`], { on, who, isOwn: true });
  });
}

// Rows that were pasted from a spreadsheet or typed one to a line.

/** The columns of pasted rows, by tab, in the order of the cells. */
const pastedColumns = {
  schools: ["school", "grades", "lawEnforcementAgency", "sroIsDistrictPolice"],
  contacts: ["role", "school", "name", "phone", "email"],
} as const;

const pastedTabs = ["schools", "contacts"] as const;
type PastedTab = (typeof pastedTabs)[number];

/** The title of a column without the part in parentheses. */
const shortHeader = (tab: PastedTab, key: string) => headerOf(tab, key).replace(/ \(.*/, "");

/**
 * What separates the cells of the line that begins a text. A spreadsheet has tabs, people type commas or semicolons; a tab that slipped in
 * between those separates nothing.
 */
function separatorOf(text: string): string {
  const [line = ""] = text.split("\n");
  const count = (mark: string) => line.split(mark).length - 1;
  const [tabs, typed] = [count("\t"), count(";") > count(",") ? ";" : ","];
  return tabs > 1 || (tabs === 1 && count(typed) < 2) ? "\t" : typed;
}

/** The cells of each line. A cell in quotation marks may contain any separator. */
function cellsIn(text: string): readonly (readonly string[])[] {
  const plain = text.replace(/\r/g, "");
  const lines: string[][] = [[]];
  let between = separatorOf(plain);
  for (let at = 0; ; ) {
    const cell = new RegExp(
      `(?:[^\\S\\n${between}]*"((?:[^"]|"")*)")?([^${between}\\n]*)(${between}|\\n|$)`,
      "y",
    );
    cell.lastIndex = at;
    const [, quoted = "", rest = "", end = ""] = cell.exec(plain) ?? [];
    at = cell.lastIndex;
    lines[lines.length - 1]?.push((quoted.replace(/""/g, '"') + rest).trim());
    if (end === "") return lines.filter((cells) => cells.some((one) => one !== ""));
    if (end !== "\n") continue;
    lines.push([]);
    between = separatorOf(plain.slice(at));
  }
}

/** One pasted row. */
interface PastedRow {
  /** Text by column key, for every column asked for. */
  readonly cells: Readonly<Record<string, string>>;
  /** Whether the line had more cells than columns. */
  readonly beyond: boolean;
}

/**
 * The pasted rows in order. If the first line names columns, it decides what each cell is; otherwise the cells are in the order of the
 * columns.
 */
export function pastedRows(values: Values, tab: PastedTab): readonly PastedRow[] {
  const columns: readonly string[] = pastedColumns[tab];
  const letters = (words: string) => foldToWords(words).replace(/ /g, "");
  const columnNamed = (word: string) =>
    columns.find((key) =>
      [key, headerOf(tab, key), shortHeader(tab, key)].map(letters).includes(letters(word)),
    );
  const lines = cellsIn(values[tab] ?? "");
  const [first = []] = lines;
  const isHead = first.every((word) => fold(word) === "" || columnNamed(word) !== undefined);
  const order = isHead ? first.map(columnNamed) : columns;
  return lines.slice(isHead ? 1 : 0).map((line) => {
    const cells: Record<string, string> = {};
    for (const key of columns) cells[key] = line[order.indexOf(key)] ?? "";
    return { cells, beyond: line.some((cell, at) => cell !== "" && order[at] === undefined) };
  });
}

/** The rows as they were read, as a table. `notes`: index of a row → what is wrong with it. */
function pastedTable(tab: PastedTab, rows: readonly PastedRow[], notes: Table["notes"]) {
  const columns = pastedColumns[tab];
  const bad = Object.keys(notes ?? {}).map((at) => Number(at) + 1);
  const wrong = `; to correct: ${bad.length === 1 ? "row" : "rows"} ${bad.join(", ")}`;
  return {
    caption: `${countInWords(rows.length, "row")} read${bad.length === 0 ? "" : wrong}.`,
    head: ["Row", ...columns.map((key) => shortHeader(tab, key))],
    rows: rows.map(({ cells }, at) => [String(at + 1), ...columns.map((key) => cells[key] ?? "")]),
    notes,
  };
}
