/** What is answered on the pages of Set up and Settings: read and checked by the rules of Contacts, Schools and Settings, and written there. */
import { whyRefused } from "../../access/access-table";
import { headerOf, textInColumn } from "../../district/directory/directory-cells";
import { problemRequests, problemUpdates } from "../../district/directory/problem-cells";
import {
  directoryIn,
  directoryRequests,
  parseDirectory,
} from "../../district/directory/read-directory";
import type { Directory } from "../../district/district";
import { type SettingPage, settingDefinitions, settingsOn } from "../../district/settings";
import { runLocked } from "../../lock";
import { channelsOf } from "../../protocol/agencies";
import { defaultPack, packNamed } from "../../protocol/find-pack";
import type { ProtocolPack } from "../../protocol/pack";
import { type Append, noChange, type Update } from "../../register/change";
import type { RowValues } from "../../register/columns";
import { rowsOf, type Snapshot, typedRows } from "../../register/read/snapshot";
import { registerNamed } from "../../register/register";
import type { Run } from "../../run";
import { settingsIn } from "../../runs/clock/sign-of-life";
import { fold } from "../../text";
import { parseLocal, type ZoneOffset } from "../../time";
import { type Field, type Findings, type Page, type Part, pageOf, type Values } from "../page-data";
import { type PastedTab, pastedRows, pastedTable } from "./pasted-rows";

/** The answers as read. */
export interface Read extends Findings {
  /** The directory that the system would make of them. */
  readonly directory: Directory;
  /** Address of the account that is to run the system; "" where Google does not say, or in Settings for an account that does not run it. */
  readonly account: string;
}

/** A page of questions. Keys of values are keys of fields. */
export interface SetUpPage {
  /** Permanent id of the page. */
  readonly view: string;
  readonly title: string;
  /** Asked at the first set-up alone. */
  readonly isOnce?: true;
  /** The settings that it asks for; its fields hold their defaults at first. */
  readonly settings?: readonly SettingPage[];
  /** What the fields hold before anyone has written in them, beside the defaults of settings. */
  defaults?(account: string, values: Values): Values;
  parts(values: Values, read: Read): readonly Part[];
  /** Fields that must not stay empty, each with the words for where it does. */
  readonly needs?: Values;
  /** Field → why the next page cannot be opened, beside `needs`. */
  refuses?(values: Values, read: Read): Values;
}

/** What a field holds, for comparing: without outer spaces, in lower case. */
export const answerIn = (values: Values, key: string) => (values[key] ?? "").trim().toLowerCase();

/** What the fields of a page hold at first. */
export function defaultsOf(page: SetUpPage, account: string, values: Values): Values {
  const settings = (page.settings ?? []).flatMap(settingsOn);
  return {
    ...Object.fromEntries(settings.map((one) => [one.key, one.default])),
    ...page.defaults?.(account, values),
  };
}

/** What a request answers to the fields. Anything else in the request is dropped. */
export function answersTo(fields: readonly Field[], given: Values): Values {
  const answers = fields.flatMap(({ key, options }) => {
    const answer = given[key];
    if (answer === undefined) return [];
    const isOffered = options === undefined || options.some(({ id }) => id === answer);
    return [[key, isOffered ? answer : ""]];
  });
  return Object.fromEntries(answers);
}

/** The entries with these keys. */
export function only<T>(all: Readonly<Record<string, T>>, keys: readonly string[]) {
  return Object.fromEntries(Object.entries(all).filter(([key]) => keys.includes(key)));
}

/** The page with its values, and what is found in its fields; and by field what keeps the person from going on. It has no buttons yet. */
export function ask(
  page: SetUpPage,
  values: Values,
  read: Read,
): { readonly shown: Page & Findings; readonly refusals: Values } {
  const { view, title, needs = {} } = page;
  const bare = pageOf({ view, title, parts: page.parts(values, read), buttons: [] }, values);
  const keys = Object.keys(bare.values);
  const errors = only(read.errors, keys);
  const shown = { ...bare, errors, tables: only(read.tables, keys) };
  const empty = Object.keys(needs).filter((key) => answerIn(values, key) === "");
  return { shown, refusals: { ...errors, ...only(needs, empty), ...page.refuses?.(values, read) } };
}

// Reading.

/** One row of a tab, made from the answers on the pages. */
interface Answered {
  readonly cells: Readonly<Record<string, string>>;
  /** Column key → key of the field from which the cell comes; none of a pasted row. */
  readonly fields: Values;
  /** Place of a pasted row among those of its field, from 0; null for any other row. */
  readonly line: number | null;
}

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

/** The pack that the answers choose; the first pack where they choose none. */
export function chosenPack(values: Values): ProtocolPack {
  return packNamed(values["protocol"] ?? "") ?? defaultPack();
}

/**
 * Agencies whose numbers are asked for. The agency that schools name, such as their police, is asked for once for each name on the Schools
 * page; `name` is empty for any other. The keys of its fields begin with `key`.
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

function answerOf(values: Values, role: string, key: string, parts: readonly string[]): Answered {
  const fields = Object.fromEntries(parts.map((part) => [part, `${key}.${part}`]));
  const cells = parts.map((part) => [part, (values[`${key}.${part}`] ?? "").trim()]);
  return { cells: { role, ...Object.fromEntries(cells) }, fields, line: null };
}

/** What the Settings tab holds, as answers to the pages. Rows of Contacts and Schools are no answers: a page only adds to those. */
export function settingAnswers(snapshot: Snapshot): Values {
  const rows = typedRows(snapshot, "settings");
  const answers = settingDefinitions().map(({ key, options, default: usual }) => {
    const row = rows.find((one) => textInColumn(one, "setting") === key);
    const written = row === undefined ? "" : textInColumn(row, "value");
    if ((options?.() ?? []).length === 0) return [key, written];
    // Of one that is chosen, the id of what is offered.
    const id = written.toLowerCase();
    if (key === "protocol")
      return [key, (id === "" ? defaultPack() : packNamed(written))?.id ?? ""];
    return [key, { true: "yes", false: "no", "": usual }[id] ?? id];
  });
  return Object.fromEntries(answers);
}

/** The rows by tab. Rows in which nothing was filled in are left out. */
function rowsOfAnswers(values: Values) {
  const lines = (tab: PastedTab) =>
    pastedRows(values, tab).map(({ cells }, line): Answered => ({ cells, fields: {}, line }));
  const people = peopleQuestions.map(({ role, key, parts }) => answerOf(values, role, key, parts));
  const agencies = askedAgencies(values).map(({ role, key, name }) => {
    const row = answerOf(values, role, key, ["name", "phone"]);
    return name === "" ? row : { ...row, cells: { ...row.cells, name } };
  });
  return {
    schools: lines("schools"),
    contacts: [
      ...people.filter(
        ({ cells: { role: _, ...others } }) => Object.values(others).join("") !== "",
      ),
      ...lines("contacts"),
      ...agencies.filter(({ cells }) => (cells["phone"] ?? "") !== ""),
    ],
    settings: settingDefinitions().map(({ key }): Answered => {
      const cells = { setting: key, value: (values[key] ?? "").trim() };
      return { cells, fields: { value: key }, line: null };
    }),
  };
}

/** Reads the answers by the rules of the tabs. Only fields in which something is written can have an error. */
export function readAnswers(values: Values, zone: ZoneOffset, account: string): Read {
  const rows = rowsOfAnswers(values);
  const typed = (all: readonly Answered[]) => all.map(({ cells }, at) => ({ row: at + 1, cells }));
  const directory = parseDirectory(
    {
      contacts: typed(rows.contacts),
      schools: typed(rows.schools),
      settings: typed(rows.settings),
    },
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
  const tables = (["schools", "contacts"] as const).flatMap((tab) => {
    const read = pastedRows(values, tab);
    read.forEach(({ beyond }, line) => {
      if (beyond) note(tab, line, "This row has more values than there are columns.");
    });
    return read.length === 0 ? [] : [[tab, pastedTable(tab, read, notes[tab])]];
  });
  return { directory, errors, tables: Object.fromEntries(tables), account };
}

// Writing. Nothing is added twice, and no row is deleted.

/** By what a row is known again. */
const knownBy = {
  schools: ["school"],
  contacts: ["role", "school", "name", "email"],
} as const;

/** The ways of an agency's written report that the pack knows, as cells of Contacts, where the lead can correct them. */
function channelRows(values: Values, role: string, zone: ZoneOffset): readonly RowValues[] {
  const agency = chosenPack(values).agencies.find(({ writtenAs: [written] }) => written === role);
  return (agency === undefined ? [] : channelsOf(agency)).map((channel) => ({
    channel: channel.kind,
    channelValue: channel.value,
    channelNeeds: channel.needs,
    channelChecked: channel.checked === null ? null : parseLocal(channel.checked, zone),
  }));
}

/** Rows of Schools and Contacts that are not there yet. */
function newRows(values: Values, snapshot: Snapshot, zone: ZoneOffset): readonly Append[] {
  const answered = rowsOfAnswers(values);
  return (["schools", "contacts"] as const).flatMap((tab): Append[] => {
    const nameOf = (cells: Readonly<Record<string, unknown>>) =>
      knownBy[tab].map((key) => fold(String(cells[key] ?? ""))).join("\n");
    const there = new Set(typedRows(snapshot, tab).map(({ cells }) => nameOf(cells)));
    return answered[tab].flatMap(({ cells }): readonly Append[] => {
      const known = nameOf(cells);
      if (there.has(known)) return [];
      there.add(known);
      if (tab === "schools") return [{ tab, row: cells }];
      const { role = "", name = "", email = "" } = cells;
      const [first, ...others] = channelRows(values, role, zone);
      // Agencies get no address here, and never access.
      const mayOpen = values["mayOpen"] === "yes" && email !== "";
      const rows = [
        { ...cells, ...first, mayOpen },
        ...others.map((one) => ({ role, name, ...one })),
      ];
      return rows.map((row) => ({ tab, row }));
    });
  });
}

/**
 * Writes what is answered now and was not `before`, as the page showed it; what is there already stays. Two reads and two writes, under the
 * lock: the second write names beside its row what cannot be used. Throws "busy", "not-set-up" and what Google throws.
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
    const line = { at: clock.now(), who: identity.runningAs(), case: null };
    const typed = changed.filter(({ key }) => key in before);
    const change = {
      ...noChange,
      append: [...rows, ...gone.map(({ row }): Append => ({ tab: "settings", row }))],
      update: known.map(({ key, value }): Update => ({ tab: "settings", key, values: { value } })),
      activity: [
        ...(values["mayOpen"] === "yes" && rows.length > 0
          ? [{ ...line, what: "may-open-agreed" }]
          : []),
        ...typed.map(({ key, from = "", value: to }) => {
          return { ...line, what: "setting-changed", column: key, from, to };
        }),
      ],
    };
    register.commit(change, snapshot);
    const again = register.load([...directoryRequests, ...problemRequests()]);
    const update = problemUpdates(again, directoryIn(again, clock), whyRefused(memory));
    register.commit({ ...noChange, update }, again);
    if (typed.length > 0) memory.set("clock", { settings: settingsIn(again) });
  });
}
