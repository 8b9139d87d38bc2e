/** The registers as someone sees and edits them in Sheets. */
import type { RegisterName } from "../../src/ports";
import { isOfSchools, kindOf } from "../../src/registers/kinds";
import { toSerial } from "../../src/time";
import { announceEdit } from "../play/acts/edit";
import { registerId, registerIds } from "../play/register-cells";
import { zoneOffsets } from "../play/zone";
import type { LocalWorkspace } from "../workspace/runtime";
import { driveSlice } from "../workspace/service";
import { formatAt, ruleAt } from "../workspace/sheets/cells";
import { editCells, openedToEdit } from "../workspace/sheets/person";
import { type Sheet, type Spreadsheet, sheetsSlice } from "../workspace/sheets/store";
import { hexOf, inputOf, typedValue } from "./grid/cell-view";
import { gridView, refusalAt } from "./grid/grid-view";
import { addressAtDesk, DeskRefused } from "./people";

const registerTitles = {
  main: "Main register",
  sealed: "Sealed: lead and alternate lead",
  "sealed-lead": "Sealed: the lead's alone",
  "sealed-alternate": "Sealed: the alternate lead's alone",
} as const;

const registerTitle = (name: RegisterName) =>
  isOfSchools(name) ? kindOf(name).fileName : registerTitles[name];

const notSetUp =
  "There is no register yet. Set it up first: room Admin, menu Student safety, Set up.";

export interface RegisterRequest {
  readonly as: string;
  readonly register: string;
  /** Null for the first tab that is not hidden. */
  readonly sheetId: number | null;
  readonly filter: number | null;
}

export interface EditRequest {
  readonly as: string;
  readonly register: string;
  readonly sheetId: number;
  /** Zero-based. */
  readonly row: number;
  readonly column: number;
  /** The value of the input. An empty text empties the cell. */
  readonly value: string | boolean;
}

export type RegisterView = ReturnType<RegisterDesk["view"]>;
export type GridView = NonNullable<RegisterView["grid"]>;
export type ChartView = GridView["charts"][number];
export type ColumnView = GridView["columns"][number];
export type RowView = GridView["rows"][number];
export type CellView = RowView["cells"][number];

export class RegisterDesk {
  constructor(private readonly workspace: LocalWorkspace) {}

  /** A register as someone sees it, and which other registers they can open. @throws DeskRefused if there is no such register or tab. */
  view({ as, register, sheetId, filter }: RegisterRequest) {
    const { store, clock } = this.workspace;
    const address = addressAtDesk(as);
    const ids = registerIds(store);
    const registers = [...ids.keys()]
      .filter((name) => !("refused" in openedToEdit(store, ids.get(name) ?? "", address)))
      .map((name) => ({ name, title: registerTitle(name) }));
    const closed = (refused: string) => ({ registers, register, refused, tabs: [], grid: null });
    if (ids.size === 0) return closed(notSetUp);
    const opening = openedToEdit(store, this.named(register).id, address);
    if ("refused" in opening) return closed(opening.refused);
    const { spreadsheet, file } = opening.done;
    const sheet = spreadsheet.sheets.find(({ properties }) =>
      sheetId === null ? properties.hidden !== true : properties.sheetId === sheetId,
    );
    if (sheet === undefined) throw new DeskRefused("There is no such tab any more.");
    return {
      registers,
      register,
      refused: null,
      tabs: spreadsheet.sheets
        .filter(({ properties }) => properties.hidden !== true)
        .map(({ properties: { sheetId, title, tabColorStyle } }) => ({
          sheetId,
          title,
          colour: hexOf(tabColorStyle),
        })),
      grid: gridView({
        spreadsheet,
        sheet,
        actor: { address, owner: file.owner },
        now: toSerial(clock.now, zoneOffsets(spreadsheet.properties.timeZone)),
        filter,
      }),
    };
  }

  /**
   * Someone types into a cell, and the edit trigger fires. Returns the column's title. @throws DeskRefused with a message for the
   * person.
   */
  edit({ as, register, sheetId, row, column, value }: EditRequest): string {
    const { store } = this.workspace;
    const spreadsheet = this.named(register);
    const sheet = spreadsheet.sheets.find(({ properties }) => properties.sheetId === sheetId);
    if (sheet === undefined) throw new DeskRefused("There is no such tab any more.");
    const address = addressAtDesk(as);
    const input = inputOf(
      formatAt(spreadsheet, sheet, row, column),
      ruleAt(spreadsheet, sheet, row, column),
    );
    const spreadsheetId = spreadsheet.id;
    const edit = { spreadsheetId, sheetId, row, column, values: [[typedValue(value, input)]] };
    const outcome = editCells(store, edit, address);
    if ("refused" in outcome) {
      const owner = driveSlice(store).files[spreadsheetId]?.owner ?? "";
      const why = refusalAt(sheet, row, column, { address, owner });
      throw new DeskRefused(why ?? outcome.refused);
    }
    announceEdit(this.workspace, spreadsheetId, outcome.done, address);
    return titleOf(sheet, column);
  }

  private named(register: string): Spreadsheet {
    const { store } = this.workspace;
    const spreadsheet = sheetsSlice(store).spreadsheets[registerId(store, register) ?? ""];
    if (spreadsheet === undefined) throw new DeskRefused("There is no such register.");
    return spreadsheet;
  }
}

function titleOf({ rows, properties }: Sheet, column: number): string {
  const header = Math.max(0, (properties.gridProperties.frozenRowCount ?? 0) - 1);
  return String(rows[header]?.values[column] ?? "a cell");
}
