/** Register rows as text, in which everything that differs by nature between two runs (instants, row numbers, tries) is marked. */
import type { RawCell } from "../../src/ports";
import { firstDataRow, idsOf, stateKey, type TabId } from "../../src/register/columns";
import { tabs } from "../../src/tabs";
import { rawCell, registerIds, type TabCells, tabCells } from "../play/register-cells";
import type { LocalWorkspace } from "../workspace/index";
import type { Row } from "../workspace/sheets/store";

export type Lines = readonly string[];

/**
 * How a cell may differ between two days.
 * - `instant`: a time counted from the run that did the work, which may be a later run. Whether the cell is empty must be equal.
 * - `made`: a key made from the time of that run. It must be there and unique in its tab.
 * - `place`: the rows at which something was last seen. That they were seen, and the marks next to them, must be equal.
 * - `memory`: what people were told. The time may differ like an instant; the rest must be equal.
 * - `tries`: how often something was tried, or when it was last tried.
 * - `levels`: levels and who raised each one. The levels must be equal; who raised them is compared in the sentence of `why`.
 */
type ByNature = "instant" | "made" | "place" | "memory" | "tries" | "levels";

/**
 * Columns that are not listed here must be equal as they are. That includes the times of a report (`received`, `learnedAt`,
 * `writtenReportDue`): they come from the response, no matter which run takes it in.
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
    steps: "memory",
    asked: "memory",
    dangerAsked: "memory",
    raisedBy: "levels",
  },
  checklist: { due: "instant", lateFrom: "instant", doneAt: "instant", reminded: "memory" },
  // A message that no report caused has a key made from the time at which it was queued.
  outbox: {
    message: "made",
    queuedAt: "instant",
    claimedUntil: "instant",
    attempts: "tries",
    sentAt: "instant",
  },
  activity: { entry: "made", at: "instant" },
  // When the clock last ran, and when it could last read the Form.
  summary: { at: "tries" },
  plan: { row: "made" },
  log: { row: "made", at: "instant" },
  disclosures: { row: "made", at: "instant" },
};

/** Stands for the person who edited. If the run of an edit is lost, so is its event, and no one can know who it was (design 2.6). */
export const unknownEditor = "unknown editor";

/** The same in the sentence that says why a case has its level. */
export const unknownRaiser = "someone who works on it";

const isEmpty = (cell: unknown): boolean => cell === null || cell === "" || cell === false;

export const minute = 60_000;

const dayLength = 24 * 60 * minute;

/** A line without the times of a Form response, which come from the clock of Google Forms. */
export const untimed = (line: string): string =>
  line.replace(/(?<=(?:received|writtenReportDue)(?:=|\\?":))[^\s,}]+/g, "then");

export const marked = /⟨([^⟩]*)⟩/g;

/** A serial date in the district's time zone, as a marked wall-clock time that can be read and compared. */
function markedSerial(serial: number): string {
  // Serial dates count days from 1899-12-30; 1970-01-01 is day 25,569.
  return markedInstant(Math.round((serial - 25_569) * dayLength));
}

function markedInstant(at: number): string {
  return `⟨${new Date(at).toISOString()}⟩`;
}

const markedIn = (text: string): string =>
  text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (at) => markedInstant(Date.parse(at)));

/** The text of a cell's value, marked if it may differ. */
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

/** The text of a row's hidden state cell, each member marked by how it may differ. */
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
  /** Identifies the tab and the positions of its columns. */
  readonly of: string;
  /** Null if the row is empty. */
  readonly text: string | null;
  /** The text to use if an earlier row has the same key made from a time: it says "again" in place of the key. */
  readonly again: string;
  readonly made: RawCell;
}

/** Texts by row. Rows are never changed in place, so a text stays valid. */
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
    for (const tab of idsOf(tabs)) {
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
