/**
 * Protected ranges of a register: one for each tab, over the cells that only the script writes; and one for each run of columns that leads
 * and admins alone fill in.
 */
import type { BatchRequest, SpreadsheetStructure } from "../../ports";
import type { GridRange, ProtectedRange } from "../../ports/sheets-requests";
import type { EditableBy, Tab } from "../columns";
import {
  type ColumnPositions,
  extendToEnd,
  isShortRange,
  type Span,
  spansOf,
} from "../read/ranges";
import { firstDataRow } from "../tabs";

/** Who may edit what. Addresses in lower case. */
export interface Editors {
  /** Accounts whose triggers run the system. They may edit everything. */
  readonly installers: readonly string[];
  /** Leads and admins who may open the register. */
  readonly leads: readonly string[];
}

type Found = SpreadsheetStructure["protectedRanges"][number];

const leadPrefix = "Leads and admins fill this in";
const automationPrefix = "Kept by the automation";

/** Whether a protection was made by the script. Its description tells. */
export function isDeskProtection(description: string): boolean {
  return [automationPrefix, leadPrefix].some((one) => description.startsWith(one));
}

function columnsOf(tab: Tab, positions: ColumnPositions, by: readonly EditableBy[]) {
  return tab.columns.flatMap(({ key, editableBy }) => {
    const index = positions.get(key);
    return index === undefined || !by.includes(editableBy) ? [] : [{ index, key }];
  });
}

function dataRange({ sheetId }: Tab, [startColumnIndex, endColumnIndex]: Span): GridRange {
  return { sheetId, startRowIndex: firstDataRow, startColumnIndex, endColumnIndex };
}

/** Who should be able to edit under a protection of ours; null for one that a person made. */
function editorsFor(
  description: string,
  { installers, leads }: Editors,
): ProtectedRange["editors"] | null {
  if (!isDeskProtection(description)) return null;
  const users = description.startsWith(automationPrefix) ? installers : [...installers, ...leads];
  // `domainUsersCanEdit: false` must be sent, or other editors stay able to edit (sheets-api.md 4).
  return { users: [...new Set(users)], domainUsersCanEdit: false };
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

/** A spreadsheet as it is, and how many rows a tab will have after the batch. */
export interface Grown {
  readonly structure: SpreadsheetStructure;
  readonly rowCount: number;
}

/**
 * Requests that add the protections that a tab lacks, and make ours open people's columns and close the script's, down to the end of the
 * tab. Columns of the district's own stay as they are. A protection that this account may not change stays as it is.
 */
export function protectionChanges(
  tab: Tab,
  positions: ColumnPositions,
  editors: Editors,
  { structure: { protectedRanges, tabs }, rowCount }: Grown,
): readonly BatchRequest[] {
  const people = columnsOf(tab, positions, ["contact", "lead"]).map(({ index }) => index);
  const closed = columnsOf(tab, positions, ["nobody"]).map(({ index }) => index);
  const lead = columnsOf(tab, positions, ["lead"]);
  const { columnCount = 0 } = tabs.find(({ sheetId }) => sheetId === tab.sheetId) ?? {};
  const automation = `${automationPrefix} (${tab.id})`;
  const open = (columns: readonly number[]) => ({
    unprotectedRanges: spansOf(columns).map((span) => dataRange(tab, span)),
  });
  const wanted = [
    { description: automation, range: { sheetId: tab.sheetId }, ...open(people) },
    ...spansOf(lead.map(({ index }) => index)).map((span) => {
      const keys = lead.filter(({ index }) => index >= span[0] && index < span[1]);
      const columns = keys.map(({ key }) => key).join(", ");
      const description = `${leadPrefix} (${tab.id}: ${columns})`;
      return { description, range: dataRange(tab, span) };
    }),
  ];
  const missing = wanted.flatMap((one): BatchRequest[] => {
    const { description } = one;
    const editable = editorsFor(description, editors);
    return editable === null || protectedRanges.some((found) => found.description === description)
      ? []
      : [{ addProtectedRange: { protectedRange: { ...one, editors: editable } } }];
  });
  const changed = protectedRanges.flatMap(({ id, isOpen, description, range, leavesOpen }) => {
    if (!isOpen) return [];
    if (description === automation) {
      const whole = leavesOpen.filter((one) => !isShortRange(one, firstDataRow, rowCount));
      const left = columnsIn(whole, columnCount);
      const any = columnsIn(leavesOpen, columnCount);
      const isRight =
        people.every((index) => left.has(index)) && !closed.some((index) => any.has(index));
      const own = new Set([...people, ...closed]);
      const theirs = [...any].filter((index) => !own.has(index));
      return isRight ? [] : [updating(id, open([...people, ...theirs]))];
    }
    // Its columns may have been others when it was made.
    const isOfLeads = description.startsWith(`${leadPrefix} (${tab.id}`);
    const isShort = range.sheetId === tab.sheetId && isShortRange(range, firstDataRow, rowCount);
    return isOfLeads && isShort ? [updating(id, { range: extendToEnd(range) })] : [];
  });
  return [...missing, ...changed];
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

/** Whether the account that read the structure may write all that the script writes. */
export function mayWriteAll({ protectedRanges }: SpreadsheetStructure): boolean {
  return protectedRanges.every(
    ({ description, isOpen }) => isOpen || !description.startsWith(automationPrefix),
  );
}

/**
 * Our protections whose editors are not those that they should have. Google lists the file's owner among the editors of every protection,
 * named or not; `owner` is asked only where someone is listed who should not be there.
 */
export function outdatedProtections(
  { protectedRanges }: SpreadsheetStructure,
  editors: Editors,
  owner: () => string | null,
): readonly Found[] {
  return protectedRanges.filter(({ description, editors: present }) => {
    const users = editorsFor(description, editors)?.users ?? present;
    const others = present.filter((address) => !users.includes(address));
    return (
      users.some((address) => !present.includes(address)) ||
      (others.length > 0 && others.some((who) => who !== owner()))
    );
  });
}

/** Requests that give these protections the editors that they should have. */
export function editorRequests(
  protections: readonly Found[],
  editors: Editors,
): readonly BatchRequest[] {
  return protections.flatMap(({ id, description }) => {
    const wanted = editorsFor(description, editors);
    return wanted === null ? [] : [updating(id, { editors: wanted })];
  });
}
