/** Who may edit what: one protection per tab for the automation's cells, and one per run of columns that only leads and admins fill in. */
import type { EditableBy, Tab, TabId } from "../../register/columns";
import type { ColumnPositions } from "../../register/read-plan";
import { spansOf } from "../../register/row-spans";
import { firstDataRow } from "../../register/tabs";
import type { BatchRequest, SpreadsheetStructure } from "../../workspace";

/** Addresses in lower case. */
export interface Editors {
  /** The account whose triggers run; always able to edit everything. */
  readonly installer: string;
  /** Leads and admins who may open the register. */
  readonly leads: readonly string[];
}

export interface Protection {
  /** Found again by its description, which is permanent. */
  readonly description: string;
  readonly request: BatchRequest;
}

const leadPrefix = "Leads and admins fill this in";

function automationDescription(tab: TabId): string {
  return `Kept by the automation (${tab})`;
}

function leadDescription(tab: TabId, columns: readonly string[]): string {
  return `${leadPrefix} (${tab}: ${columns.join(", ")})`;
}

function columnsOf(tab: Tab, positions: ColumnPositions, by: readonly EditableBy[]) {
  return tab.columns.flatMap((column) => {
    const index = positions.get(column.key);
    return index === undefined || !by.includes(column.editableBy)
      ? []
      : [{ index, key: column.key }];
  });
}

function dataRange(tab: Tab, [startColumnIndex, endColumnIndex]: readonly [number, number]) {
  return { sheetId: tab.sheetId, startRowIndex: firstDataRow, startColumnIndex, endColumnIndex };
}

/** `domainUsersCanEdit` must be said, or other editors stay able to edit (sheets-api.md 4). */
function editorsOf(users: readonly string[]) {
  return { users: [...new Set(users)], domainUsersCanEdit: false };
}

/** Every protection that a tab should have. */
export function protectionsOf(
  tab: Tab,
  positions: ColumnPositions,
  { installer, leads }: Editors,
): readonly Protection[] {
  const open = columnsOf(tab, positions, ["contact", "lead"]).map(({ index }) => index);
  const lead = columnsOf(tab, positions, ["lead"]);
  const sheet = {
    description: automationDescription(tab.id),
    range: { sheetId: tab.sheetId },
    unprotectedRanges: spansOf(open).map((span) => dataRange(tab, span)),
    editors: editorsOf([installer]),
  };
  const runs = spansOf(lead.map(({ index }) => index)).map((span) => ({
    description: leadDescription(
      tab.id,
      lead.filter(({ index }) => index >= span[0] && index < span[1]).map(({ key }) => key),
    ),
    range: dataRange(tab, span),
    editors: editorsOf([installer, ...leads]),
  }));
  return [sheet, ...runs].map((protectedRange) => ({
    description: protectedRange.description,
    request: { addProtectedRange: { protectedRange } },
  }));
}

/** Gives the leads' columns their editors where they have others, after the people in Contacts have changed. */
export function leadEditorRequests(
  structure: SpreadsheetStructure,
  { installer, leads }: Editors,
): readonly BatchRequest[] {
  const wanted = editorsOf([installer, ...leads]);
  const differs = (editors: readonly string[]) =>
    editors.length !== wanted.users.length ||
    wanted.users.some((address) => !editors.includes(address));
  return structure.protectedRanges
    .filter(({ description, editors }) => description.startsWith(leadPrefix) && differs(editors))
    .map(({ id }) => ({
      updateProtectedRange: {
        protectedRange: { protectedRangeId: id, editors: wanted },
        fields: "editors",
      },
    }));
}
