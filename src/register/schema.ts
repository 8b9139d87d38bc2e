/**
 * The schema of a register: a number that goes up when the layout changes. It is written as a mark ("schema:3") beside the hidden keys of
 * Outbox and of Activity, which come with every read. So asking for it costs no call, and it is copied along with the file.
 */
import { AppError } from "../errors";
import type { RawCell } from "../ports";
import type { TabId } from "./columns";

/** The schema of this version. Raised with every change that an earlier script would write wrongly. */
export const currentSchema = 8;

/** The tabs that carry the mark. Two, since one may be deleted. */
export const markedTabs: readonly TabId[] = ["outbox", "activity"];

/** The mark of the current schema, as it stands in a cell. */
export const schemaText = `schema:${currentSchema}`;

/** The schema that a row of keys is marked with, and the mark's column (zero-based); null where there is none. */
export function schemaIn(keys: readonly RawCell[]) {
  const column = keys.findIndex((cell) => /^schema:\d+$/.test(String(cell)));
  return column < 0 ? null : { column, schema: Number(String(keys[column]).slice(7)) };
}

/** The mark of a file that another file has replaced at a roll-over. It stands where the schema's mark stood. */
export const movedMark = "moved";

/**
 * Throws "newer-register" where a newer version made the register, "rolled-over" where another file has replaced it. Nothing read from it
 * may then be used, and nothing may be written. A register without a mark, because somebody deleted it, is of this version.
 */
export function refuseNewer(keyRows: readonly (readonly RawCell[])[]): void {
  if (keyRows.some((keys) => keys.includes(movedMark))) throw new AppError("rolled-over");
  if (keyRows.some((keys) => (schemaIn(keys)?.schema ?? 0) > currentSchema)) {
    throw new AppError("newer-register");
  }
}
