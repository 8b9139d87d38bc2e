/**
 * The schema of a register: a number that goes up when the layout changes. It is written as a mark ("schema:3") beside the hidden keys of
 * Outbox and of Activity, which come with every read. So the mark is written by the same write that migrates, it is copied along with the
 * file, and a restored earlier version of the file has the mark of its day.
 */
import { AppError } from "../errors";
import type { RawCell } from "../ports";
import type { TabId } from "./columns";

/**
 * The schema of this version. Raised with every change that an earlier script would write wrongly, or for which a register needs a
 * migration.
 */
export const currentSchema = 6;
/** The earliest schema. A register without a mark (because somebody deleted both rows of keys) is taken for it. */
const oldest = 2;

/** The tabs that carry the mark. Two, since one may be deleted. */
export const markedTabs: readonly TabId[] = ["outbox", "activity"];

/** Tabs that were added later: tab → the first schema that has it. */
const addedBy: Readonly<Partial<Record<TabId, number>>> = {};

/** Whether a register of that schema should have the tab. If so and the tab is missing, somebody deleted it. */
export function hasTab(schema: number, tab: TabId): boolean {
  return (addedBy[tab] ?? oldest) <= schema;
}

/** The mark of the current schema, as it stands in a cell. */
export const schemaText = `schema:${currentSchema}`;

/** The schema that a row of keys is marked with, and the mark's column (zero-based); null where there is none. */
export function schemaIn(keys: readonly RawCell[]) {
  const column = keys.findIndex((cell) => /^schema:\d+$/.test(String(cell)));
  return column < 0 ? null : { column, schema: Number(String(keys[column]).slice(7)) };
}

/** The highest schema marked in these rows of keys. */
function highest(keyRows: readonly (readonly RawCell[])[]): number {
  return Math.max(oldest, ...keyRows.map((keys) => schemaIn(keys)?.schema ?? oldest));
}

/** The schema of a register from what was read of it; the earliest where neither Outbox nor Activity was read. */
export function schemaOf(read: {
  readonly tabs: ReadonlyMap<TabId, { readonly head: readonly (readonly RawCell[])[] }>;
}): number {
  return highest(markedTabs.map((tab) => read.tabs.get(tab)?.head[0] ?? []));
}

/** The mark of a file that another file has replaced at a roll-over. It stands where the schema's mark stood. */
export const movedMark = "moved";

/**
 * Throws "newer-register" where a later version made the register, "rolled-over" where another file has replaced it. Nothing read from it
 * may then be used, and nothing may be written.
 */
export function refuseNewer(keyRows: readonly (readonly RawCell[])[]): void {
  if (keyRows.some((keys) => keys.includes(movedMark))) throw new AppError("rolled-over");
  if (highest(keyRows) > currentSchema) throw new AppError("newer-register");
}
