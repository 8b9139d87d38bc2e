import { type Memory, type RegisterName, registerNames } from "../ports";
import type { TouchedRows } from "../register/header-position";
import { readRegisterIds } from "../register/register-ids";

/** Google's range carries these as plain members, rows and columns counted from 1 (platform.md 1). */
interface SerialisedRange {
  readonly rowStart: number;
  readonly rowEnd: number;
}

export function editIn(
  { memory }: { readonly memory: Memory },
  event: GoogleAppsScript.Events.SheetsOnEdit,
): [RegisterName, TouchedRows] {
  const ids = readRegisterIds(memory);
  const id = event.source.getId();
  const name = registerNames.find((register) => ids[register] === id);
  // The published types have the methods alone.
  const range = event.range as unknown as SerialisedRange;
  // For an editor whom Google does not name, `user` or its address is missing.
  const user = event.user as { getEmail?(): string; email?: string } | undefined;
  const who = user?.email ?? user?.getEmail?.() ?? "";
  // A file whose place another one has taken is nobody's matter any more.
  const rows: TouchedRows["rows"] = name === undefined ? [] : [[range.rowStart - 1, range.rowEnd]];
  return [name ?? "main", { rows, who }];
}
