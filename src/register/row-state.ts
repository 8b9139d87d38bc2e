/**
 * What only the script knows about a row. It is JSON in one hidden, protected cell (design 2.6): the inputs that were accepted last,
 * members that no person reads, and the row's times in UTC. The date cells that people see are written from these times and are not read
 * back. Only a time that a person has just typed is read, as local time. Pure.
 */
import type { Shape } from "../json";
import { byText, flag, jsonRecord, listOf, number, or, orNull, shape, shaped, text } from "../json";
import { onceFor } from "../lazy";
import type { RawCell } from "../ports";
import { hashOf } from "../text";
import { toSerial, type ZoneOffset } from "../time";
import { decodeCell, encodeRaw, fitText, type RawRow } from "./cells";
import type { Column, ColumnType, RowValues, Stored, Tab, Value } from "./columns";
import { isList, stateKey } from "./columns";
import { fromLines, toLines } from "./lines";

/** The cell has at most this many characters. */
const stateUpTo = 8_000;

/** The columns that people may edit. */
export function inputColumns(columns: readonly Column[]): readonly Column[] {
  return columns.filter((column) => column.editableBy !== "nobody");
}

/** The value of an empty cell in this column: false, an empty list or null. */
export function emptyOf({ type }: Column): Value {
  if (type === "checkbox") return false;
  return type === "choices" || type === "list" ? [] : null;
}

/** Whether this is the value of an empty cell. */
export const isEmptyCell = (value: Value | undefined): boolean =>
  (value ?? false) === false || value === "" || (isList(value) && value.length === 0);

// Accepted inputs.

/**
 * Longest value (in characters) that is kept whole. Of a longer one, only its length and a hash are kept, which is enough to notice that it
 * changed.
 */
const wholeUpTo = 200;

/** Example: "#512:1a2b3c". The length, then a hash. */
const fingerprint = (long: string) => `#${long.length}:${hashOf(long)}`;

/** Whether an accepted value is only the fingerprint of a long one. The long value cannot be restored from it. */
export function isFingerprint(value: Value): boolean {
  return typeof value === "string" && /^#\d+:/.test(value);
}

/**
 * A value in the form in which it is kept and compared. An empty cell, an unticked box or an empty list becomes null; a long text becomes
 * its fingerprint.
 */
export function acceptedValue(value: Value): Value {
  if (isEmptyCell(value)) return null;
  if (isList(value)) {
    const lines = value.join("\n");
    return lines.length > wholeUpTo ? fingerprint(lines) : value;
  }
  if (typeof value !== "string") return value;
  // People can type characters that the script cannot write, such as a delete character. If these were kept, the cell would look edited
  // forever.
  const { text: fitted } = fitText(value);
  return fitted.length > wholeUpTo ? fingerprint(fitted) : fitted;
}

/**
 * The text of the member `accepted` if the inputs of a row are accepted with these values: a JSON object by column key, without empty
 * values.
 */
export function acceptedText(columns: readonly Column[], row: RowValues): string {
  const values = inputColumns(columns).map(
    ({ key }) => [key, acceptedValue(row[key] ?? null)] as const,
  );
  return JSON.stringify(Object.fromEntries(values.filter(([, value]) => value !== null)));
}

/** The text of the member `accepted` if these inputs too are accepted, and no others. */
export function alsoAccepted(tab: Tab, row: RowValues, inputs: RowValues): string {
  const before = Object.entries(readAccepted(row["accepted"])).filter(([key]) => !(key in inputs));
  const more = readAccepted(acceptedText(tab.columns, inputs));
  return JSON.stringify({ ...Object.fromEntries(before), ...more });
}

const anyValue = orNull(
  shape<Stored>((value) => text(value) ?? number(value) ?? flag(value) ?? listOf(text)(value), ""),
);

/** The values in a member `accepted`, by column key. Empty if the row has no such member. */
export function readAccepted(member: Value | undefined): Readonly<Record<string, Stored>> {
  return (typeof member === "string" ? byText(anyValue)(jsonRecord(member)) : undefined) ?? {};
}

// The hidden cell.

/**
 * What the cell holds: the members of the tab, and the times that only the script sets. Times that people type are among the accepted
 * inputs.
 */
const kept = ({ columns, members }: Tab): readonly Column[] => [
  ...columns.filter(({ type, editableBy }) => type === "date-time" && editableBy === "nobody"),
  ...members,
];

/** The shapes of members by type; those of other types are texts. */
const shapeOf: Readonly<Partial<Record<ColumnType, Shape<unknown>>>> = {
  json: byText(anyValue),
  checkbox: flag,
  "date-time": number,
  number,
  list: listOf(text),
  choices: listOf(text),
};

/** The shape of a tab's state, made once, because a look reads the cells of many rows. */
const stateShape = onceFor((tab: Tab): Shape<Readonly<Record<string, unknown>>> => {
  const members = kept(tab).map((one) => [one.key, or(shapeOf[one.type] ?? text, null)] as const);
  return shaped({ row: text, ...Object.fromEntries(members) });
});

/** The state in a cell; undefined if it is cut short, belongs to another row, or was not written by this file. */
function readState(tab: Tab, cell: RawCell, key: string): RowValues | undefined {
  const found = stateShape(tab)(typeof cell === "string" ? jsonRecord(cell) : undefined);
  if (found === undefined || found["row"] !== fingerprint(key)) return undefined;
  const values: Record<string, Value> = {};
  for (const column of kept(tab)) {
    const value = found[column.key] ?? null;
    if (column.type === "json") values[column.key] = JSON.stringify(value ?? {});
    // The shape has checked it.
    else values[column.key] = value === null ? emptyOf(column) : fromLines(column, value as Stored);
  }
  return values;
}

/** The text of the cell for a row. If it is too long, the oldest lines of its longest list are dropped, such as who was asked long ago. */
export function stateText(tab: Tab, row: RowValues): string {
  // The state holds a fingerprint of the row's key, since a key can be long and a look reads many rows.
  const state: Record<string, unknown> = { row: fingerprint(String(row[tab.keyColumn] ?? "")) };
  for (const column of kept(tab)) {
    const { key, type } = column;
    const value = row[key] ?? null;
    if (isEmptyCell(value)) continue;
    if (type !== "json") state[key] = toLines(column, value);
    else if (value !== "{}") state[key] = jsonRecord(String(value));
  }
  for (;;) {
    const written = JSON.stringify(state);
    if (written.length <= stateUpTo) return written;
    const lists = kept(tab).flatMap(({ key, neverCut }) => {
      const lines = (neverCut ? undefined : listOf(text)(state[key])) ?? [];
      return lines.length === 0 ? [] : [{ key, lines, size: JSON.stringify(lines).length }];
    });
    const [longest] = lists.sort((one, other) => other.size - one.size);
    // Sixty inputs of 200 characters still fit, so without lists the text cannot be too long.
    if (longest === undefined) return written;
    state[longest.key] = longest.lines.slice(Math.ceil(longest.lines.length / 4));
  }
}

/**
 * The text of the whole cell after a write; null if nothing in it changes. `row`: the row as read. Throws an Error if its hidden cell was
 * not read.
 */
export function stateAfter(
  tab: Tab,
  row: { readonly key: string; readonly values: RowValues; readonly cells: RawRow } | undefined,
  written: RowValues,
): string | null {
  if (tab.members.length === 0 || !kept(tab).some(({ key }) => key in written)) return null;
  if (row === undefined || !("accepted" in row.values)) {
    throw new Error(`an update of a row of "${tab.id}" whose state was not read`);
  }
  // The cell also holds times of columns that were not read; these must stay.
  const before = readState(tab, row.cells[stateKey] ?? null, row.key) ?? {};
  return stateText(tab, { ...row.values, ...before, ...written });
}

// Rows.

/** The values, with everything unset that needs proof of who set it. */
function withoutUnproven(tab: Tab, values: RowValues): RowValues {
  const unproven = tab.columns.filter(
    ({ key, editableBy, needsProof }) => key in values && (needsProof ?? editableBy === "lead"),
  );
  return { ...values, ...Object.fromEntries(unproven.map((one) => [one.key, emptyOf(one)])) };
}

/**
 * The values of a row, from its cells. `values`: decoded, of the cells that were read, which must include the hidden cell. If that cell is
 * empty, cut short or from another row, `stateLost` is true, and what needs proof of who set it counts as unset.
 */
function withState(tab: Tab, values: RowValues, cells: RawRow, zone: ZoneOffset): RowValues {
  const { [stateKey]: _, ...read } = values;
  const key = String(cells[tab.keyColumn] ?? "");
  const cell = cells[stateKey] ?? "";
  const found = readState(tab, key === "" && cell === "" ? stateText(tab, {}) : cell, key);
  const whole: Record<string, Value> = { ...read };
  if (found === undefined) {
    // The times in the cells count, and so does what people typed, except for what needs proof.
    for (const one of tab.members) whole[one.key] = emptyOf(one);
    whole["accepted"] = acceptedText(tab.columns, withoutUnproven(tab, read));
    whole["stateLost"] = true;
  }
  for (const [name, value] of Object.entries(found ?? {})) {
    const isMember = tab.members.some((one) => one.key === name);
    if (isMember || (name in read && (value !== null || !tab.timesFromCells))) whole[name] = value;
  }
  const accepted = readAccepted(whole["accepted"]);
  for (const { key: name, type } of inputColumns(tab.columns)) {
    const [shown, instant] = [cells[name], accepted[name]];
    if (type !== "date-time" || typeof shown !== "number" || typeof instant !== "number") continue;
    // In the hour that comes twice when clocks are set back, a cell does not say which of the two it is.
    if (Math.abs(toSerial(instant, zone) - shown) < oneMoment) whole[name] = instant;
  }
  return whole["stateLost"] === true ? withoutUnproven(tab, whole) : whole;
}

/** A row in which everything is empty. */
export function emptyRow({ columns, members }: Tab): RowValues {
  const all = [...columns.filter(({ key }) => key !== stateKey), ...members];
  return Object.fromEntries(all.map((one) => [one.key, emptyOf(one)]));
}

/** A millisecond, in days, which is the unit of serial dates. */
const oneMoment = 1 / 86_400_000;

/** The stored cells of a whole row, including the hidden one. */
export function encodeRow(tab: Tab, row: RowValues, zone: ZoneOffset): RawRow {
  return Object.fromEntries(
    tab.columns.map((column) => [
      column.key,
      column.key === stateKey
        ? stateText(tab, row)
        : encodeRaw(column, row[column.key] ?? null, zone),
    ]),
  );
}

/** The values of a row, from the stored cells that were read of it. */
export function decodeRow(tab: Tab, cells: RawRow, zone: ZoneOffset): RowValues {
  const values: Record<string, Value> = {};
  for (const column of tab.columns) {
    const cell = cells[column.key];
    if (cell !== undefined) values[column.key] = decodeCell(column, cell, zone);
  }
  return stateKey in values ? withState(tab, values, cells, zone) : values;
}

/** The values of a whole row, from its stored cells. A cell that is missing is empty. */
export function decodeWholeRow(tab: Tab, cells: RawRow, zone: ZoneOffset): RowValues {
  const empty = Object.fromEntries(tab.columns.map(({ key }) => [key, null]));
  return decodeRow(tab, { ...empty, ...cells }, zone);
}
