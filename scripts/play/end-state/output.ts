/** What `play` prints: the end state of design section 6, read from the cells and not from what the script remembers. */
import { mergeTargetsOfRows } from "../../../src/case/facts/case-reference";
import { waitHours } from "../../../src/case/steps/deadlines";
import { parseDirectory } from "../../../src/district/directory/read-directory";
import { reportKeys } from "../../../src/form/report";
import type { Block, Page } from "../../../src/parts-of-a-page";
import type { RegisterName } from "../../../src/ports";
import { stateKey, type TabId } from "../../../src/register/columns";
import { tabs } from "../../../src/tabs";
import { storedForm } from "../../workspace/forms";
import type { RunRecord, WorkspaceError } from "../../workspace/run/run-record";
import type { LocalWorkspace } from "../../workspace/runtime";
import { driveSlice, type Store } from "../../workspace/service";
import { type CellValue, sheetsSlice } from "../../workspace/sheets/store";
import { registerIds, rowsOf } from "../register-cells";
import { iso, zoneOffsets } from "../zone";
import { decodedRows, type Printed, type PrintedRow, printedRows } from "./decoded-rows";
import { type PrintedMail, printedInbox } from "./inbox";

// The columns of each tab that are printed, in order.
const keys = (words: string): readonly string[] => words.split(" ");
const caseKeys = keys(
  "case opened level why wouldRaise reviewReasons protocols status school student studentId " +
    "grade contact assignedTo steppedAside acknowledged acknowledgedBy nextDue nextCheckIn " +
    "reports drill factors concerns withdrawFactor withdrawReason withdrawnFactors confirmedBy " +
    "parentMayBeInvolved parentOverruledBy staffMayBeInvolved isAdult victimConsulted " +
    "agencyCleared agencyClearedBy agencyClearedAt mayBeVictim dangerSince dangerOver " +
    "holdUntil heldFor raiseLevelTo raiseReason possibleMatch sameStudentAs notSameStudentAs " +
    "mergedInto earlierCase closeReason leadAgreed releasedTo handedTo handedAt " +
    "legalHold protocolVersion openMatters notes",
);
const checklistKeys = keys(
  "case act order covers what who call protocolSteps statutes due done calledAt noAnswer " +
    "attempts alreadyMade madeBy notApplicableBecause doneBy doneAt state agencyPerson " +
    "agencyReference notes",
);
const reportKeysPrinted = [
  ...keys("response part received case"),
  ...new Set(["school", ...reportKeys]),
  ...keys("language writtenReportDue callConfirmed writtenReportConfirmed reporterUnreachable"),
];

/** Formulas are not calculated here, so a cell with a formula has no value. */
export type PrintedCell = {
  readonly value: string | number | boolean | null;
  readonly formula: string | null;
};

function printedCell(value: CellValue | undefined): PrintedCell | null {
  if (value === undefined || value === null) return null;
  return typeof value === "object"
    ? { value: null, formula: value.formula }
    : { value, formula: null };
}

/** Title of a tab → its rows of cells; null for an empty cell. */
export type PrintedCells = Readonly<Record<string, readonly (readonly (PrintedCell | null)[])[]>>;

export function printedCells(store: Store, main: string | undefined): PrintedCells {
  const sheets = main === undefined ? [] : (sheetsSlice(store).spreadsheets[main]?.sheets ?? []);
  return Object.fromEntries(
    sheets.map(({ properties, rows }) => [
      properties.title,
      rows.map((row) => (row?.values ?? []).map(printedCell)),
    ]),
  );
}

/** What is printed for a key if no register has its column yet: the same as for an empty cell of that type. */
const notYetKept: PrintedRow = {
  withdrawnFactors: [],
  notSameStudentAs: [],
  covers: [],
  openMatters: [],
};

type PrintedRun = Omit<RunRecord, "at" | "surface" | "largestReplies" | "endedAt"> & {
  readonly at: string;
};

interface PrintedAccess {
  readonly file: RegisterName | "form";
  readonly who: string;
  /** "responder": can answer the Form. Then the address can also be "domain" or "anyone". */
  readonly role: "owner" | "editor" | "viewer" | "responder";
}

export interface Output {
  readonly cases: readonly PrintedRow[];
  readonly checklist: readonly PrintedRow[];
  readonly reports: readonly PrintedRow[];
  readonly reporters: readonly PrintedRow[];
  readonly plan: readonly PrintedRow[];
  readonly log: readonly PrintedRow[];
  readonly disclosures: readonly PrintedRow[];
  readonly education: readonly PrintedRow[];
  readonly contacts: readonly PrintedRow[];
  readonly inbox: readonly PrintedMail[];
  readonly pages: readonly PrintedPage[];
  readonly activity: readonly PrintedRow[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly access: readonly PrintedAccess[];
  readonly runs: readonly PrintedRun[];
  /** What ended a run unexpectedly, and what the local Workspace does not model (design 6). */
  readonly errors: readonly PrintedError[];
  /** What people tried and the sheet, the Form or Drive refused. That is part of the day and not an error. */
  readonly refused: readonly PrintedError[];
  readonly cells?: PrintedCells;
}

/** `function`: the function that was running or did not start; null for something that a person was refused. */
export type PrintedError = Omit<WorkspaceError, "at"> & { readonly at: string };

/** A person was refused in Google's words, not because the local Workspace does not model something. */
function isRefusal({ function: name, error }: WorkspaceError): boolean {
  return name === null && !error.startsWith("local Workspace:");
}

function printedErrors(errors: readonly WorkspaceError[]): PrintedError[] {
  return errors.map((one) => ({ ...one, at: iso(one.at) }));
}

/** The value of a row for a key, including the name of its register; null if the tab has no such key. */
type Read = (key: string) => Printed;

/** A single answer to a question that takes several is printed alone, as reports give it: "one or a list of". */
function asOne(key: string, value: Printed): Printed {
  if (key !== "recipientMayBeInvolved" || !Array.isArray(value)) return value;
  return value.length > 1 ? value : (value[0] ?? null);
}

function rowsOfAll(store: Store, registers: ReadonlyMap<RegisterName, string>, tab: TabId): Read[] {
  return [...registers].flatMap(([name, id]) =>
    printedRows(store, id, tab).map(
      (read): Read =>
        (key) =>
          key === "register" ? name : (asOne(key, read(key)) ?? notYetKept[key] ?? null),
    ),
  );
}

/** The register's name, then the values of these keys, in this order. */
const pickIn = (read: Read, keys: readonly string[]): PrintedRow =>
  Object.fromEntries(["register", ...keys].map((key) => [key, read(key)]));

/** The keys of a tab whose rows are printed completely, except for what only the script reads. */
const wholeKeys = (tab: TabId): readonly string[] =>
  tabs[tab].columns.map(({ key }) => key).filter((key) => key !== stateKey);

/** For reports and records: the reference of the case that continues, if theirs was merged into another. */
function goingOnIn(cases: readonly Read[]): (read: Read) => Read {
  const rows = cases.map((read) => ({
    register: read("register"),
    case: String(read("case")),
    mergedInto: typeof read("mergedInto") === "string" ? String(read("mergedInto")) : null,
  }));
  return (read) => {
    const into = mergeTargetsOfRows(rows.filter(({ register }) => register === read("register")));
    const of = read("case");
    return (key) => (key === "case" && typeof of === "string" ? into(of) : read(key));
  };
}

/** The steps of each case together, sorted by `order`. Rows without one come last, as appended. */
function inOrderShown(rows: readonly Read[]): Read[] {
  const byCase = new Map<unknown, { readonly read: Read; readonly place: number }[]>();
  for (const read of rows) {
    const [reference, order] = [read("case"), read("order")];
    const acts = byCase.get(reference) ?? [];
    acts.push({ read, place: typeof order === "number" ? order : Infinity });
    byCase.set(reference, acts);
  }
  return [...byCase.values()].flatMap((acts) =>
    acts.sort((a, b) => (a.place === b.place ? 0 : a.place - b.place)).map(({ read }) => read),
  );
}

function printedSettings(store: Store, main: string | undefined): Record<string, unknown> {
  const typed = (tab: TabId) =>
    main === undefined
      ? []
      : rowsOf(store, main, tab).map(({ index, cells }) => ({ row: index + 1, cells }));
  const { settings, pack } = parseDirectory(
    { contacts: typed("contacts"), schools: typed("schools"), settings: typed("settings") },
    zoneOffsets(),
  );
  const twoDigits = (value: number) => String(value).padStart(2, "0");
  const { digestAt } = settings;
  return {
    ...settings,
    acknowledgeWithinHours: Object.fromEntries(
      pack.levels.map(({ id }) => [id, waitHours(pack, id, settings)]),
    ),
    digestAt: `${twoDigits(Math.floor(digestAt / 60))}:${twoDigits(digestAt % 60)}`,
  };
}

function printedAccess(
  store: Store,
  containerId: string,
  registers: ReadonlyMap<RegisterName, string>,
): PrintedAccess[] {
  const files: [PrintedAccess["file"], string][] = [...registers, ["form", containerId]];
  const { audience, publishedReaders } = storedForm(store, containerId);
  // General access to the Form, by the word that the event uses.
  const open = audience === "nobody" ? [] : [audience];
  const responders = [...publishedReaders, ...open].map(
    (who): PrintedAccess => ({ file: "form", who, role: "responder" }),
  );
  const shares = files.flatMap(([name, id]): PrintedAccess[] => {
    const file = driveSlice(store).files[id];
    if (file === undefined) return [];
    const shared = file.linkSharing === "none" ? [] : [`link: ${file.linkSharing}`];
    return [
      { file: name, who: file.owner, role: "owner" } as const,
      ...file.editors.map((who) => ({ file: name, who, role: "editor" }) as const),
      ...[...file.viewers, ...shared].map((who) => ({ file: name, who, role: "viewer" }) as const),
    ];
  });
  return [...shares, ...responders];
}

/** An object whose members are computed on first use, because a day's end state is read often, and each time only a part of it. */
function lazily<T extends object>(makers: { readonly [Key in keyof T]: () => T[Key] }): T {
  const made = {};
  for (const [key, make] of Object.entries<() => unknown>(makers)) {
    const get = () => {
      const value = make();
      Object.defineProperty(made, key, { enumerable: true, value });
      return value;
    };
    Object.defineProperty(made, key, { enumerable: true, configurable: true, get });
  }
  // Each key now returns what the maker of the same name makes.
  return made as T;
}

/** The current state of a Workspace. Play can continue afterwards. */
export function readOutput(
  workspace: LocalWorkspace,
  options: { readonly cells: boolean; readonly pages?: readonly PrintedPage[] },
): Output {
  const store = workspace.store.copy();
  const [runs, errors, { containerId }] = [[...workspace.runs], [...workspace.errors], workspace];
  const registers = registerIds(store);
  const main = registers.get("main");
  const all = (tab: TabId) => rowsOfAll(store, registers, tab);
  const picked = (tab: TabId, keys: readonly string[]) =>
    all(tab).map((read) => pickIn(read, keys));
  const whole = (tab: TabId) => picked(tab, wholeKeys(tab));
  const asGoesOn = (tab: TabId, keys: readonly string[]) => {
    const into = goingOnIn(all("cases"));
    return all(tab).map((read) => pickIn(into(read), keys));
  };
  const lists: { readonly [Key in keyof Omit<Output, "cells">]: () => Output[Key] } = {
    cases: () =>
      all("cases").map((read) => {
        const said: Readonly<Record<string, Read>> = {
          reviewReasons: () => read("reviewReasonIds"),
          // What counts for the case: a person's answer, or what the reports say until there is one.
          parentMayBeInvolved: () => read("parentMayBeInvolved") ?? read("parentReported"),
          staffMayBeInvolved: () => read("staffMayBeInvolved") ?? read("staffReported"),
        };
        return pickIn((key) => (said[key] ?? read)(key), caseKeys);
      }),
    checklist: () =>
      // A row from before this column existed counts as never tried.
      inOrderShown(all("checklist")).map((read) =>
        pickIn((key) => read(key) ?? (key === "attempts" ? 0 : null), checklistKeys),
      ),
    reports: () => asGoesOn("reports", reportKeysPrinted),
    reporters: () => picked("reporters", keys("response name email phone")),
    plan: () => asGoesOn("plan", wholeKeys("plan")),
    log: () => asGoesOn("log", wholeKeys("log")),
    disclosures: () => asGoesOn("disclosures", wholeKeys("disclosures")),
    education: () => whole("education"),
    contacts: () =>
      main === undefined ? [] : decodedRows(store, main, "contacts").map((row) => row.values),
    inbox: () => printedInbox(store, registers),
    pages: () => options.pages ?? [],
    activity: () => picked("activity", keys("at who what case column from to")),
    settings: () => printedSettings(store, main),
    access: () => printedAccess(store, containerId, registers),
    runs: () =>
      runs.map(({ at, surface: _surface, largestReplies: _largest, endedAt: _ended, ...run }) => ({
        ...run,
        at: iso(at),
      })),
    errors: () => printedErrors(errors.filter((one) => !isRefusal(one))),
    refused: () => printedErrors(errors.filter(isRefusal)),
  };
  return lazily<Output>(
    options.cells ? { ...lists, cells: () => printedCells(store, main) } : lists,
  );
}

export interface PrintedPage {
  /** Index of the event that opened the page. */
  readonly event: number;
  /** The menu item as the event names it. */
  readonly name: string;
  readonly text: string;
}

function linesOf(block: Block): readonly string[] {
  switch (block.kind) {
    case "heading":
    case "text":
      return [block.text];
    case "lines":
      return block.lines.flatMap(({ state, text, why, next, fix }) => [
        state === undefined ? text : `${state}: ${text}`,
        ...[why, next, fix?.label].flatMap((words) => words ?? []),
      ]);
    case "code":
      return [block.caption, block.text];
    case "entries":
      return block.entries.map(([label, words]) => `${label}: ${words}`);
    case "table":
      return [block.caption, ...[block.head, ...block.rows].map((cells) => cells.join(" | "))];
    case "chart":
      return [
        block.caption,
        [block.unit, ...block.columns].join(" | "),
        ...block.series.map(({ name, values }) =>
          [name, ...values.map((value) => value ?? "")].join(" | "),
        ),
        ...(block.series.length === 0 ? ["Nothing yet."] : []),
      ];
    case "field":
      return [block.help === undefined ? block.label : `${block.label}: ${block.help}`];
  }
}

export function printedPage(page: Page, event: number, name: string): PrintedPage {
  const errors = Object.values(page.errors ?? {});
  return {
    event,
    name,
    text: [page.title, ...page.blocks.flatMap(linesOf), ...errors].join("\n"),
  };
}
