/** Rows of the registers as text in which what differs by nature between two runs (instants, row numbers, tries) is marked. */
import type { RawCell } from "../../src/ports";
import { stateKey, type TabId, tabIds } from "../../src/register/columns";
import { firstDataRow } from "../../src/register/tabs";
import { rawCell, registerIds, type TabCells, tabCells } from "../play/register-cells";
import type { LocalWorkspace } from "../workspace/index";
import type { Row } from "../workspace/sheets/store";

export type Lines = readonly string[];

/**
 * How a cell may differ.
 * - `instant`: counted from the run that did the work, which may be a later one; empty or not is the same.
 * - `made`: a key made from the moment of that run; it is there, and no other row of the tab has it.
 * - `place`: where rows were last seen; that they were, and the marks beside them, are the same.
 * - `memory`: of what people were told, the moment is an instant and the rest is the same.
 * - `tries`: how often something was tried, or when it was last.
 * - `levels`: of levels and by whom each was raised, the levels; whom the sentence in `why` names is compared there.
 */
type ByNature = "instant" | "made" | "place" | "memory" | "tries" | "levels";

/**
 * What is missing here is compared as it stands. So are the times of a report (`received`, `learnedAt`,
 * `writtenReportDue`): they are those of the response, whichever run takes it in.
 */
const byNature: Readonly<Partial<Record<TabId, Readonly<Record<string, ByNature>>>>> = {
  cases: {
    opened: "instant",
    nextDue: "instant",
    lateFrom: "instant",
    acknowledgedAt: "instant",
    checklistRows: "place",
    changedAt: "instant",
    closedAt: "instant",
    dangerSince: "instant",
    told: "memory",
    asked: "memory",
    dangerAsked: "memory",
    raisedBy: "levels",
  },
  checklist: { due: "instant", lateFrom: "instant", doneAt: "instant", reminded: "memory" },
  // A message that no report caused is told from others by the moment at which it was queued.
  outbox: {
    message: "made",
    queuedAt: "instant",
    claimedUntil: "instant",
    attempts: "tries",
    sentAt: "instant",
  },
  activity: { entry: "made", at: "instant" },
  // When the clock last ran, and could read the Form.
  summary: { at: "tries" },
  plan: { row: "made" },
  log: { row: "made", at: "instant" },
  disclosures: { row: "made", at: "instant" },
};

/** Where the run of an edit is lost, so is its event: then nobody can know whose it was (design 2.6). */
export const unknownEditor = "unknown editor";

/** The same in the sentence that says why a case has its level. */
export const unknownRaiser = "someone who works on it";

const isEmpty = (cell: unknown): boolean => cell === null || cell === "" || cell === false;

export const minute = 60_000;

const dayLength = 24 * 60 * minute;

/** A line without the times of a response, which the clock of Google's Forms gave it. */
export const untimed = (line: string): string =>
  line.replace(/(?<=(?:received|writtenReportDue)(?:=|\\?":))[^\s,}]+/g, "then");

export const marked = /⟨([^⟩]*)⟩/g;

/** A serial number in the district's zone, as a wall-clock time that can be read and counted with. */
function markedSerial(serial: number): string {
  // Serial numbers count days from 1899-12-30, 25,569 of them before 1970.
  return markedInstant(Math.round((serial - 25_569) * dayLength));
}

function markedInstant(at: number): string {
  return `⟨${new Date(at).toISOString()}⟩`;
}

const markedIn = (text: string): string =>
  text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (at) => markedInstant(Date.parse(at)));

/** The text of a cell's value. */
function cellText(cell: unknown, how: ByNature | undefined): string {
  const asItIs = JSON.stringify(cell);
  switch (how) {
    case undefined:
      return asItIs;
    case "instant":
      return typeof cell === "number" ? markedSerial(cell) : markedIn(asItIs);
    case "made":
      return "once";
    case "place":
      return asItIs.replace(/\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*(?=[",])/g, "rows");
    case "memory":
      return typeof cell === "number" ? markedSerial(cell) : markedIn(asItIs);
    case "tries":
      return "some";
    case "levels":
      return asItIs.replace(/ [^\s"\\]+@[^\s"\\]+/g, "");
  }
}

/** The hidden cell of a row, each of its members by its nature. */
function stateText(cell: unknown, natures: Readonly<Record<string, ByNature>>): string {
  const member = (key: string, value: unknown) => {
    if (natures[key] === "made") return "once";
    if (typeof value === "number" && ["instant", "memory"].includes(natures[key] ?? ""))
      return markedInstant(value);
    if (typeof value === "string" && natures[key] === "memory") return markedIn(value);
    return Array.isArray(value) ? cellText(value.join("\n"), natures[key]) : value;
  };
  return typeof cell === "string" ? JSON.stringify(JSON.parse(cell, member)) : JSON.stringify(cell);
}

interface RowText {
  /** Of the tab that it is in, and the places of its columns. */
  readonly of: string;
  /** Null where nothing stands in it. */
  readonly text: string | null;
  /** The same where the key that is made from a moment stood in another row before. */
  readonly again: string;
  readonly made: RawCell;
}

/** Rows are never changed in place. */
const texts = new WeakMap<Row, RowText>();

function rowText(row: Row, tab: TabId, positions: TabCells["positions"], of: string): RowText {
  const known = texts.get(row);
  if (known?.of === of) return known;
  const natures = byNature[tab] ?? {};
  let made: RawCell = null;
  const cells = [...positions].flatMap(([key, place]): { key: string; text: string }[] => {
    const cell = rawCell(row.values[place]);
    if (isEmpty(cell)) return [];
    if (natures[key] === "made") made = cell;
    const text = key === stateKey ? stateText(cell, natures) : cellText(cell, natures[key]);
    return [{ key, text }];
  });
  const line = (whole: typeof cells) =>
    `${of.split(":")[0]}: ${whole.map(({ key, text }) => `${key}=${text}`).join(" ")}`;
  const again = cells.map((one) => (natures[one.key] === "made" ? { ...one, text: "again" } : one));
  const text = cells.length === 0 ? null : line(cells);
  const found = { of, text, again: line(again), made };
  texts.set(row, found);
  return found;
}

export function rowTexts({ store }: LocalWorkspace): Lines {
  const lines: string[] = [];
  for (const [register, id] of registerIds(store)) {
    for (const tab of tabIds) {
      const found = tabCells(store, id, tab);
      if (found === null) {
        lines.push(`${register} ${tab}: gone`);
        continue;
      }
      const { sheet, positions } = found;
      const of = `${register} ${tab}: ${[...positions].join()}`;
      const keys = new Set<RawCell>();
      for (const row of sheet.rows.slice(firstDataRow)) {
        if (!row) continue;
        const { text, again, made } = rowText(row, tab, positions, of);
        if (text === null) continue;
        lines.push(made !== null && keys.has(made) ? again : text);
        keys.add(made);
      }
    }
  }
  return lines;
}
