/**
 * Protected ranges of a register: one for each tab, over the cells that only the script writes; and one for each run of columns that leads
 * and admins alone fill in.
 */
import type { BatchRequest, SpreadsheetStructure } from "../../ports";
import type { GridRange, ProtectedRange } from "../../sheets-requests";
import type { EditableBy, Tab, TabId } from "../columns";
import { type ColumnPositions, extendToEnd, isShortRange, spansOf } from "../read/header-position";
import { firstDataRow } from "../tabs";

/** Who may edit what. Addresses in lower case. */
export interface Editors {
  /** Accounts whose triggers run the desk. They may edit everything. */
  readonly installers: readonly string[];
  /** Leads and admins who may open the register. */
  readonly leads: readonly string[];
}

/** A protected range that a register should have. */
export interface Protection {
  /** Permanent: the protection is found again by its description. */
  readonly description: string;
  readonly request: BatchRequest;
}

const leadPrefix = "Leads and admins fill this in";
const automationPrefix = "Kept by the automation";

/** Whether a protection is one that the desk made, going by its description. */
export function isDeskProtection(description: string): boolean {
  return [automationPrefix, leadPrefix].some((one) => description.startsWith(one));
}

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

/** `domainUsersCanEdit: false` must be sent, or other editors stay able to edit (sheets-api.md 4). */
function editorsOf(users: readonly string[]): ProtectedRange["editors"] {
  return { users: [...new Set(users)], domainUsersCanEdit: false };
}

/** The protections that a tab should have. */
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

/** The request that changes these members of a protection and no others. */
function updating(protectedRangeId: number, changes: Partial<ProtectedRange>): BatchRequest {
  const fields = Object.keys(changes).join(",");
  return { updateProtectedRange: { protectedRange: { protectedRangeId, ...changes }, fields } };
}

/** The columns in these ranges. `width`: the number of columns, for ranges without bounds. */
function columnsIn(ranges: readonly GridRange[], width: number): ReadonlySet<number> {
  return new Set(
    ranges.flatMap(({ startColumnIndex = 0, endColumnIndex = width }) =>
      Array.from({ length: endColumnIndex - startColumnIndex }, (_, at) => startColumnIndex + at),
    ),
  );
}

/**
 * Requests that open people's columns and protect the script's, down to the end of the tab. Columns of the district's own stay as they are.
 * Empty where all is right, or where this account may not change it. `rows`: how many rows the tab will have; left out: those that it has.
 */
export function openingRequests(
  tab: Tab,
  positions: ColumnPositions,
  { protectedRanges, tabs }: SpreadsheetStructure,
  rows?: number,
): readonly BatchRequest[] {
  const wanted = automationDescription(tab.id);
  const open = columnsOf(tab, positions, ["contact", "lead"]).map(({ index }) => index);
  const closed = columnsOf(tab, positions, ["nobody"]).map(({ index }) => index);
  const { rowCount: rowsNow = 0, columnCount = 0 } =
    tabs.find(({ sheetId }) => sheetId === tab.sheetId) ?? {};
  const rowCount = rows ?? rowsNow;
  return protectedRanges
    .filter(({ description, isOpen }) => isOpen && description === wanted)
    .flatMap(({ id, leavesOpen }): BatchRequest[] => {
      const whole = leavesOpen.filter((range) => !isShortRange(range, firstDataRow, rowCount));
      const left = columnsIn(whole, columnCount);
      const any = columnsIn(leavesOpen, columnCount);
      const isRight =
        open.every((index) => left.has(index)) && !closed.some((index) => any.has(index));
      if (isRight) return [];
      const own = new Set([...open, ...closed]);
      const theirs = [...any].filter((index) => !own.has(index));
      const unprotectedRanges = spansOf([...open, ...theirs]).map((span) => dataRange(tab, span));
      return [updating(id, { unprotectedRanges })];
    });
}

/** The ranges of each tab that people may edit: what the script's protection leaves open; the whole tab where it is none of ours. */
export function openToPeople({
  protectedRanges,
  tabs,
}: SpreadsheetStructure): readonly GridRange[] {
  return tabs.flatMap(({ sheetId }) => {
    const ours = protectedRanges.find(
      (one) => one.sheetId === sheetId && one.description.startsWith(automationPrefix),
    );
    return ours?.leavesOpen ?? [{ sheetId }];
  });
}

/** Requests that make the columns of leads and admins reach to the end of their tab, which then has so many rows. */
export function reachingRequests(
  { id: tab, sheetId }: Tab,
  { protectedRanges }: SpreadsheetStructure,
  rowCount: number,
): readonly BatchRequest[] {
  return protectedRanges
    .filter(
      (one) =>
        one.isOpen &&
        one.sheetId === sheetId &&
        one.description.startsWith(`${leadPrefix} (${tab}`),
    )
    .filter(({ range }) => isShortRange(range, firstDataRow, rowCount))
    .map(({ id, range }) => updating(id, { range: extendToEnd(range) }));
}

/** Whether the account that read the structure may write all that the script writes. */
export function mayWriteAll({ protectedRanges }: SpreadsheetStructure): boolean {
  return protectedRanges.every(
    ({ description, isOpen }) => isOpen || !description.startsWith(automationPrefix),
  );
}

/** Our protections, each with the editors that it should have. */
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

/**
 * Ids of protections whose editors are not those that they should have. Google lists the file's owner among the editors of every protection,
 * named or not; `owner` is asked only where somebody is listed who should not be there.
 */
export function outdatedProtections(
  structure: SpreadsheetStructure,
  editors: Editors,
  owner: () => string | null,
): readonly number[] {
  return ofOurs(structure, editors).flatMap(({ id, editors: present, wanted: { users } }) => {
    const isShort = users.some((address) => !present.includes(address));
    const others = present.filter((address) => !users.includes(address));
    return isShort || (others.length > 0 && others.some((who) => who !== owner())) ? [id] : [];
  });
}

/** Requests that give these protections the editors that they should have. */
export function editorRequests(
  structure: SpreadsheetStructure,
  editors: Editors,
  ids: readonly number[],
): readonly BatchRequest[] {
  return ofOurs(structure, editors)
    .filter(({ id }) => ids.includes(id))
    .map(({ id, wanted }) => updating(id, { editors: wanted }));
}
