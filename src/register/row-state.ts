/**
 * What only the script knows of a row: one hidden, protected cell as JSON (design 2.6). It holds the inputs that were accepted last, members
 * that no person reads, and the instants of the row in UTC. The date cells that people see are projections of these instants and are not read
 * back; only a time that a person has just typed is read, as local time. Pure.
 */
import {
  byText,
  flag,
  jsonRecord,
  listOf,
  number,
  or,
  orNull,
  type Shape,
  shaped,
  text,
} from "../json";
import type { RawCell } from "../ports";
import { hashOf } from "../text";
import { toSerial, type ZoneOffset } from "../time";
import { decodeCell, encodeRaw, fitText, type RawRow } from "./cells";
import { type Column, type RowValues, stateKey, type Tab, type TabId, type Value } from "./columns";

/** The most characters of the cell. */
const stateUpTo = 8_000;

/** The columns that people may edit. */
export function inputColumns(columns: readonly Column[]): readonly Column[] {
  return columns.filter((column) => column.editableBy !== "nobody");
}

/** What an empty cell of the column holds: false, an empty list or null. */
export function emptyOf({ type }: Column): Value {
  if (type === "checkbox") return false;
  return type === "choices" || type === "list" ? [] : null;
}

/** Whether a cell with this value is an empty one. */
export const isEmpty = (value: Value | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  value === "" ||
  (typeof value === "object" && value.length === 0);

// Accepted inputs.

/** In characters. Of a longer value only its length and a fingerprint are kept: enough to see that it changed. */
const wholeUpTo = 200;

/** Such as "#512:1a2b3c": the length, and a hash. */
const fingerprint = (long: string) => `#${long.length}:${hashOf(long)}`;

/** Whether an accepted value is only the fingerprint of a long one. Such a value cannot be restored. */
export function isFingerprint(value: Value): boolean {
  return typeof value === "string" && /^#\d+:/.test(value);
}

/**
 * A value in the form in which it is kept and compared. Null for an empty cell, an unticked box or an empty list; a long one becomes its
 * fingerprint.
 */
export function acceptedValue(value: Value): Value {
  if (isEmpty(value)) return null;
  if (typeof value === "object") {
    const lines = value?.join("\n") ?? "";
    return lines.length > wholeUpTo ? fingerprint(lines) : value;
  }
  if (typeof value !== "string") return value;
  // People can type characters that the script cannot write, such as a delete character.
  // Without this such a cell would look edited for ever.
  const { text: fitted } = fitText(value);
  return fitted.length > wholeUpTo ? fingerprint(fitted) : fitted;
}

/** The member `accepted` if these are the values of the inputs: JSON by column key, without the empty ones. */
export function acceptedCell(columns: readonly Column[], kept: (key: string) => Value): string {
  const values = inputColumns(columns).map(({ key }) => [key, kept(key)] as const);
  return JSON.stringify(Object.fromEntries(values.filter(([, value]) => value !== null)));
}

/** The member `accepted` if all inputs of the row are accepted. */
export function acceptedText(columns: readonly Column[], row: RowValues): string {
  return acceptedCell(columns, (key) => acceptedValue(row[key] ?? null));
}

const anyValue: Shape<Value> = orNull(
  (value) => text(value) ?? number(value) ?? flag(value) ?? listOf(text)(value),
);

/** The values by column key that such a member holds. Empty where the row has none. */
export function readAccepted(member: Value | undefined): Readonly<Record<string, Value>> {
  return (typeof member === "string" ? byText(anyValue)(jsonRecord(member)) : undefined) ?? {};
}

// The cell.

/**
 * What stands in the cell: the tab's members, and the instants that the script sets itself. Those that people type are among the accepted
 * inputs.
 */
const kept = ({ columns, members }: Tab): readonly Column[] => [
  ...columns.filter(({ type, editableBy }) => type === "date-time" && editableBy === "nobody"),
  ...members,
];

const shapeOf = ({ type }: Column): Shape<unknown> => {
  if (type === "json") return byText(anyValue);
  if (type === "checkbox") return flag;
  if (type === "date-time" || type === "number") return number;
  return type === "list" || type === "choices" ? listOf(text) : text;
};

/** The shapes of tabs' states: each look reads the cells of many rows. */
const shapes = new Map<TabId, Shape<Readonly<Record<string, unknown>>>>();

/** The state in a cell; undefined where it is cut short, of another row, or nothing that this file wrote. */
function readState(tab: Tab, cell: RawCell, key: string): RowValues | undefined {
  let shape = shapes.get(tab.id);
  if (shape === undefined) {
    const members = kept(tab).map((one) => [one.key, or(shapeOf(one), null)] as const);
    shape = shaped({ row: text, ...Object.fromEntries(members) });
    shapes.set(tab.id, shape);
  }
  const found = shape(typeof cell === "string" ? jsonRecord(cell) : undefined);
  if (found === undefined || found["row"] !== fingerprint(key)) return undefined;
  const values: Record<string, Value> = {};
  for (const column of kept(tab)) {
    const value = found[column.key] ?? null;
    if (column.type === "json") values[column.key] = JSON.stringify(value ?? {});
    // As its shape says.
    else values[column.key] = value === null ? emptyOf(column) : (value as Value);
  }
  return values;
}

/** The text of the cell for a row. Beyond the limit the oldest lines of its longest list go: who was asked long ago. */
export function stateText(tab: Tab, row: RowValues): string {
  // Each look reads the cells of many rows, and a key can be long.
  const state: Record<string, unknown> = { row: fingerprint(String(row[tab.keyColumn] ?? "")) };
  for (const { key, type } of kept(tab)) {
    const value = row[key];
    if (isEmpty(value)) continue;
    if (type !== "json") state[key] = value;
    else if (value !== "{}") state[key] = jsonRecord(String(value));
  }
  for (;;) {
    const written = JSON.stringify(state);
    if (written.length <= stateUpTo) return written;
    const lists = Object.entries(state).filter(
      ([key, one]) => Array.isArray(one) && key !== "excluded",
    );
    const sizes = lists.map(([key, one]) => [key, JSON.stringify(one).length] as const);
    const [longest] = sizes.sort(([, a], [, b]) => b - a);
    const lines = longest === undefined ? [] : (listOf(text)(state[longest[0]]) ?? []);
    // Sixty inputs of 200 characters do not fill it: what is left is no list.
    if (longest === undefined || lines.length === 0) return written;
    state[longest[0]] = lines.slice(Math.ceil(lines.length / 4));
  }
}

/**
 * The text of the cell after a write: it is written whole. Null where nothing in it changes. `row`: as read, the cell among what was read,
 * otherwise an Error is thrown.
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
  // The cell has instants of columns, too, that were not read.
  const before = readState(tab, row.cells[stateKey] ?? null, row.key) ?? {};
  return stateText(tab, { ...row.values, ...before, ...written });
}

// Rows.

/**
 * What counts as unset where nothing says who set it: what only a lead may set, and that someone has the case. A legal hold protects: it
 * stays.
 */
function withoutUnproven(tab: Tab, values: RowValues): RowValues {
  const unproven = tab.columns.filter(
    ({ key, editableBy }) =>
      key in values &&
      ((editableBy === "lead" && key !== "legalHold") ||
        (tab.id === "cases" && key === "acknowledged")),
  );
  return { ...values, ...Object.fromEntries(unproven.map((one) => [one.key, emptyOf(one)])) };
}

/** The state of a row of which none can be read: its projections count, and what people typed and no lead has to set. */
function stateOfLost(tab: Tab, values: RowValues): RowValues {
  const empty = tab.members.map((one) => [one.key, emptyOf(one)] as const);
  const accepted = acceptedText(tab.columns, withoutUnproven(tab, values));
  return { ...Object.fromEntries(empty), accepted, stateLost: true };
}

/**
 * A row's values by its cells. `values`: decoded, of the cells that were read; the hidden cell was among them. Where the cell is missing, cut
 * short or of another row, `stateLost` is true: what needs a lead counts as unset, and a case as unacknowledged.
 */
export function withState(tab: Tab, values: RowValues, cells: RawRow, zone: ZoneOffset): RowValues {
  const { [stateKey]: _, ...read } = values;
  const key = String(cells[tab.keyColumn] ?? "");
  const isNew = key === "" && (cells[stateKey] ?? "") === "";
  const found = isNew
    ? readState(tab, stateText(tab, {}), "")
    : readState(tab, cells[stateKey] ?? null, key);
  const isMember = (name: string) => tab.members.some((one) => one.key === name);
  // The state of a report is made anew without its times, which its edits are not read with: then their cells are all that is left.
  const isLeft = (value: Value) => value === null && tab.id === "reports";
  const members = Object.entries(found ?? {}).filter(
    ([name, value]) => isMember(name) || (name in read && !isLeft(value)),
  );
  const state: RowValues =
    found === undefined ? stateOfLost(tab, read) : Object.fromEntries(members);
  const accepted = readAccepted(state["accepted"]);
  const typed = inputColumns(tab.columns).flatMap(({ key: name, type }) => {
    const [cell, instant] = [cells[name], accepted[name]];
    // In the hour that comes twice a cell does not say which of the two it is.
    const isSame =
      type === "date-time" &&
      typeof cell === "number" &&
      typeof instant === "number" &&
      Math.abs(toSerial(instant, zone) - cell) < oneMoment;
    return isSame ? [[name, instant] as const] : [];
  });
  const whole: RowValues = { ...read, ...state, ...Object.fromEntries(typed) };
  return whole["stateLost"] === true ? withoutUnproven(tab, whole) : whole;
}

/** A row in which everything is empty. */
export function emptyRow({ columns, members }: Tab): RowValues {
  const all = [...columns.filter(({ key }) => key !== stateKey), ...members];
  return Object.fromEntries(all.map((one) => [one.key, emptyOf(one)]));
}

/** A millisecond, in days. */
const oneMoment = 1 / 86_400_000;

/** The stored cells of a whole row, the hidden one among them. */
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

/** The values of a whole row by its stored cells. */
export function decodeWholeRow(tab: Tab, cells: RawRow, zone: ZoneOffset): RowValues {
  const values = tab.columns.map(
    (column) => [column.key, decodeCell(column, cells[column.key] ?? null, zone)] as const,
  );
  const read = Object.fromEntries(values);
  return tab.members.length === 0 ? read : withState(tab, read, cells, zone);
}
