/** Who may edit what: one protection per tab for the automation's cells, and one per run of columns that only leads and admins fill in. */
import type { BatchRequest, SpreadsheetStructure } from "../ports";
import type { EditableBy, Tab, TabId } from "../register/columns";
import { type ColumnPositions, spansOf } from "../register/place";
import { firstDataRow } from "../register/tabs";
import type { GridRange, ProtectedRange } from "../requests";

/** Addresses in lower case. */
export interface Editors {
  /** The accounts whose triggers run; able to edit everything. */
  readonly installers: readonly string[];
  /** Leads and admins who may open the register. */
  readonly leads: readonly string[];
}

export interface Protection {
  /** Found again by its description, which is permanent. */
  readonly description: string;
  readonly request: BatchRequest;
}

const leadPrefix = "Leads and admins fill this in";
const automationPrefix = "Kept by the automation";

function automationDescription(tab: TabId): string {
  return `${automationPrefix} (${tab})`;
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

function dataRange(
  tab: Tab,
  [startColumnIndex, endColumnIndex]: readonly [number, number],
): GridRange {
  return { sheetId: tab.sheetId, startRowIndex: firstDataRow, startColumnIndex, endColumnIndex };
}

/** `domainUsersCanEdit` must be said, or other editors stay able to edit (sheets-api.md 4). */
function editorsOf(users: readonly string[]): ProtectedRange["editors"] {
  return { users: [...new Set(users)], domainUsersCanEdit: false };
}

/** Every protection that a tab should have. */
export function protectionsOf(
  tab: Tab,
  positions: ColumnPositions,
  { installers, leads }: Editors,
): readonly Protection[] {
  const open = columnsOf(tab, positions, ["contact", "lead"]).map(({ index }) => index);
  const lead = columnsOf(tab, positions, ["lead"]);
  const sheet: ProtectedRange = {
    description: automationDescription(tab.id),
    range: { sheetId: tab.sheetId },
    unprotectedRanges: spansOf(open).map((span) => dataRange(tab, span)),
    editors: editorsOf(installers),
  };
  const runs = spansOf(lead.map(({ index }) => index)).map(
    (span): ProtectedRange => ({
      description: leadDescription(
        tab.id,
        lead.filter(({ index }) => index >= span[0] && index < span[1]).map(({ key }) => key),
      ),
      range: dataRange(tab, span),
      editors: editorsOf([...installers, ...leads]),
    }),
  );
  return [sheet, ...runs].map(
    (protectedRange): Protection => ({
      description: protectedRange.description,
      request: { addProtectedRange: { protectedRange } },
    }),
  );
}

/** Opens to people the columns of a tab that were added since it was protected; nothing where all are, or this account may not. */
export function openingRequests(
  tab: Tab,
  positions: ColumnPositions,
  { protectedRanges }: SpreadsheetStructure,
): readonly BatchRequest[] {
  const wanted = automationDescription(tab.id);
  const open = columnsOf(tab, positions, ["contact", "lead"]).map(({ index }) => index);
  const isLeft = (spans: readonly (readonly [number, number])[], index: number) =>
    spans.some(([from, to]) => index >= from && index < to);
  return protectedRanges
    .filter(({ description, isOpen }) => isOpen && description === wanted)
    .filter(({ leavesOpen }) => open.some((index) => !isLeft(leavesOpen, index)))
    .map(
      ({ id }): BatchRequest => ({
        updateProtectedRange: {
          protectedRange: {
            protectedRangeId: id,
            unprotectedRanges: spansOf(open).map((span) => dataRange(tab, span)),
          },
          fields: "unprotectedRanges",
        },
      }),
    );
}

/** Whether the account that read the structure may write all that the automation writes. */
export function writesAll({ protectedRanges }: SpreadsheetStructure): boolean {
  return protectedRanges.every(
    ({ description, isOpen }) => isOpen || !description.startsWith(automationPrefix),
  );
}

/** Protections of ours with the editors that each should have. */
function ofOurs({ protectedRanges }: SpreadsheetStructure, { installers, leads }: Editors) {
  const wantedBy = [
    { prefix: automationPrefix, wanted: editorsOf(installers) },
    { prefix: leadPrefix, wanted: editorsOf([...installers, ...leads]) },
  ];
  return wantedBy.flatMap(({ prefix, wanted }) =>
    protectedRanges
      .filter(({ description }) => description.startsWith(prefix))
      .map(({ id, editors }) => ({ id, editors, wanted })),
  );
}

/** Ids of protections that have other editors than they should: after the people in Contacts have changed, or the installers. */
export function outdated(structure: SpreadsheetStructure, editors: Editors): readonly number[] {
  return ofOurs(structure, editors).flatMap(({ id, editors: present, wanted: { users } }) =>
    present.length !== users.length || users.some((address) => !present.includes(address))
      ? [id]
      : [],
  );
}

/** Gives protections their editors: those of the ids, whatever they have. */
export function editorRequests(
  structure: SpreadsheetStructure,
  editors: Editors,
  ids: readonly number[] = outdated(structure, editors),
): readonly BatchRequest[] {
  return ofOurs(structure, editors)
    .filter(({ id }) => ids.includes(id))
    .map(
      ({ id, wanted }): BatchRequest => ({
        updateProtectedRange: {
          protectedRange: { protectedRangeId: id, editors: wanted },
          fields: "editors",
        },
      }),
    );
}
