/** The mark of a register's schema, put there as if a script of that schema had written it. */
import { registerIds } from "../../scripts/play/register-cells";
import type { LocalWorkspace } from "../../scripts/workspace";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";
import type { RegisterName } from "../../src/ports";
import { currentSchema, markedTabs } from "../../src/register/schema";
import { tabs } from "../../src/register/tabs";

export const newer = currentSchema + 1;

/** The spreadsheet of a register. */
export function fileOf({ store }: LocalWorkspace, register: RegisterName) {
  const file = sheetsSlice(store).spreadsheets[registerIds(store).get(register) ?? ""];
  if (file === undefined) throw new Error(`there is no register "${register}"`);
  return file;
}

function keyRows(workspace: LocalWorkspace, register: RegisterName) {
  return markedTabs.flatMap((id) => {
    const sheet = fileOf(workspace, register).sheets.find(
      ({ properties }) => properties.sheetId === tabs[id].sheetId,
    );
    return sheet === undefined ? [] : [sheet];
  });
}

/** What each of the two tabs says. */
export function marksOf(workspace: LocalWorkspace, register: RegisterName): readonly string[] {
  return keyRows(workspace, register).map(({ rows }) =>
    (rows[0]?.values ?? []).filter((cell) => /^schema:/.test(String(cell))).join(),
  );
}

/** Null takes the mark away, as if none had ever been there. */
export function markSchema(
  workspace: LocalWorkspace,
  register: RegisterName,
  schema: number | null,
): void {
  for (const sheet of keyRows(workspace, register)) {
    const [row] = sheet.rows;
    if (row === null || row === undefined) continue;
    const values = row.values.map((cell) =>
      /^schema:/.test(String(cell)) ? (schema === null ? null : `schema:${schema}`) : cell,
    );
    sheet.rows[0] = { ...row, values };
  }
}
