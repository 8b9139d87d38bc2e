/**
 * Which schema a register is of: a cell beside the hidden keys of Outbox and of Activity, which come with every read. So it is written by
 * the write that migrates, goes along with a copy, and is as old as the version that somebody restores.
 */
import { AppError } from "../errors";
import type { RawCell } from "../ports";
import type { TabId } from "./columns";

/** Goes up with every change that an earlier script would write wrongly, or that a register of before has to be given. */
export const currentSchema = 3;
/** The earliest that a register may be of. One without a mark, because somebody deleted both rows of keys, is taken for it. */
const oldest = 2;

/** Two: one may be deleted. */
export const markedTabs: readonly TabId[] = ["outbox", "activity"];

/** Tabs that a register of an earlier schema never had, by the schema that has them first. */
const addedBy: Readonly<Partial<Record<TabId, number>>> = {};

/** Whether a register of that schema has the tab: where it is missing, somebody has deleted it. */
export function hasTab(schema: number, tab: TabId): boolean {
  return (addedBy[tab] ?? oldest) <= schema;
}

export const schemaText = `schema:${currentSchema}`;

/** The mark in a row of keys, and its column (zero-based); null where there is none. */
export function schemaIn(keys: readonly RawCell[]) {
  const column = keys.findIndex((cell) => /^schema:\d+$/.test(String(cell)));
  return column < 0 ? null : { column, schema: Number(String(keys[column]).slice(7)) };
}

/** The highest mark in those rows of keys. */
function highest(keyRows: readonly (readonly RawCell[])[]): number {
  return Math.max(oldest, ...keyRows.map((keys) => schemaIn(keys)?.schema ?? oldest));
}

/** Of what was read of a register, if Outbox or Activity was. */
export function schemaOf(read: {
  readonly tabs: ReadonlyMap<TabId, { readonly head: readonly (readonly RawCell[])[] }>;
}): number {
  return highest(markedTabs.map((tab) => read.tabs.get(tab)?.head[0] ?? []));
}

/** Stands in the place of a mark once another file has taken the register's. */
export const movedMark = "moved";

/** Throws "newer-register" and "rolled-over": nothing of it is to be believed, and nothing written. */
export function refuseNewer(keyRows: readonly (readonly RawCell[])[]): void {
  if (keyRows.some((keys) => keys.includes(movedMark))) throw new AppError("rolled-over");
  if (highest(keyRows) > currentSchema) throw new AppError("newer-register");
}
