/**
 * Protected ranges of a register. Each tab has one over the cells that only the script writes, and one over each group of neighboring
 * columns that only leads and admins fill in.
 */
import type { BatchRequest, SpreadsheetStructure } from "../../ports";
import type { GridRange, ProtectedRange } from "../../ports/sheets-requests";
import { firstDataRow, type Tab } from "../columns";
import { type ColumnPositions, extended, type Span, spansOf } from "../read/ranges";

/** Who may edit what. Addresses are in lower case. */
export interface Editors {
  /** Accounts whose triggers run the system. They may edit everything. */
  readonly installers: readonly string[];
  /** Leads and admins who may open the register. */
  readonly leads: readonly string[];
}

type Found = SpreadsheetStructure["protectedRanges"][number];

const leadPrefix = "Leads and admins fill this in";
const automationPrefix = "Kept by the automation";

/** Whether the script made this protection, judged by its description. */
export function isDeskProtection(description: string): boolean {
  return [automationPrefix, leadPrefix].some((one) => description.startsWith(one));
}

/** Who should be able to edit under a protection of ours. */
function editorsFor(description: string, { installers, leads }: Editors) {
  const users = description.startsWith(automationPrefix) ? installers : [...installers, ...leads];
  // `domainUsersCanEdit: false` must be sent; without it, other editors can still edit (sheets-api.md 4).
  return { users: [...new Set(users)], domainUsersCanEdit: false };
}

/** The request that changes only these members of a protection. */
function updating(protectedRangeId: number, changes: Partial<ProtectedRange>): BatchRequest {
  const fields = Object.keys(changes).join(",");
  return { updateProtectedRange: { protectedRange: { protectedRangeId, ...changes }, fields } };
}

/** A spreadsheet as it is now, and how many rows the tab will have after the batch. */
export interface Grown {
  readonly structure: SpreadsheetStructure;
  readonly rowCount: number;
}

/**
 * Requests that add the protections that a tab lacks. They also change ours so that people can edit their columns and only the script can
 * edit its own, down to the end of the tab. Columns that the district added stay as they are, and so does a protection that this account
 * may not change.
 */
export function protectionChanges(
  { id: tab, sheetId, columns }: Tab,
  positions: ColumnPositions,
  editors: Editors,
  { structure: { protectedRanges, tabs }, rowCount }: Grown,
): readonly BatchRequest[] {
  const placed = columns.flatMap(({ key, editableBy }) => {
    const index = positions.get(key);
    return index === undefined ? [] : [{ key, editableBy, index }];
  });
  const rangeOf = ([startColumnIndex, endColumnIndex]: Span): GridRange => {
    return { sheetId, startRowIndex: firstDataRow, startColumnIndex, endColumnIndex };
  };
  /** Leaves open the columns that people fill in, and these columns of the district's. */
  const openWith = (theirs: readonly number[]) => {
    const people = placed.flatMap((one) => (one.editableBy === "nobody" ? [] : [one.index]));
    return { unprotectedRanges: spansOf([...people, ...theirs]).map(rangeOf) };
  };
  const lead = placed.filter(({ editableBy }) => editableBy === "lead");
  const automation = `${automationPrefix} (${tab})`;
  const wanted = [
    { description: automation, range: { sheetId }, ...openWith([]) },
    ...spansOf(lead.map(({ index }) => index)).map((span) => {
      const within = lead.filter(({ index }) => index >= span[0] && index < span[1]);
      const keys = within.map(({ key }) => key).join(", ");
      return { description: `${leadPrefix} (${tab}: ${keys})`, range: rangeOf(span) };
    }),
  ];
  const known = new Set(protectedRanges.map(({ description }) => description));
  const missing = wanted.flatMap((one): BatchRequest[] => {
    const protectedRange = { ...one, editors: editorsFor(one.description, editors) };
    return known.has(one.description) ? [] : [{ addProtectedRange: { protectedRange } }];
  });
  const { columnCount = 0 } = tabs.find((one) => one.sheetId === sheetId) ?? {};
  const longer = (range: GridRange) => extended(range, firstDataRow, rowCount);
  const changed = protectedRanges.flatMap(({ id, isOpen, description, range, leavesOpen }) => {
    if (!isOpen) return [];
    if (description === automation) {
      const openIn = (index: number) =>
        leavesOpen.filter(
          ({ startColumnIndex = 0, endColumnIndex = columnCount }) =>
            index >= startColumnIndex && index < endColumnIndex,
        );
      const isRight = placed.every(({ index, editableBy }) =>
        editableBy === "nobody"
          ? openIn(index).length === 0
          : openIn(index).some((one) => longer(one) === null),
      );
      const own = new Set(placed.map(({ index }) => index));
      const theirs = Array.from({ length: columnCount }, (_, index) => index).filter(
        (index) => !own.has(index) && openIn(index).length > 0,
      );
      return isRight ? [] : [updating(id, openWith(theirs))];
    }
    // When this protection was made, the tab may have had other columns, so the description is compared only up to the tab's id.
    const isOfLeads = description.startsWith(`${leadPrefix} (${tab}`);
    const whole = isOfLeads && range.sheetId === sheetId ? longer(range) : null;
    return whole === null ? [] : [updating(id, { range: whole })];
  });
  return [...missing, ...changed];
}

/**
 * The ranges of each tab that people may edit: those that the script's protection leaves open; the whole tab if the script's protection is
 * missing.
 */
export function openToPeople({ protectedRanges, tabs }: SpreadsheetStructure) {
  return tabs.flatMap(({ sheetId }) => {
    const ours = protectedRanges.find(
      (one) => one.range.sheetId === sheetId && one.description.startsWith(automationPrefix),
    );
    return ours?.leavesOpen ?? [{ sheetId }];
  });
}

/** Whether the account that read the structure may write everything that the script writes. */
export function mayWriteAll({ protectedRanges }: SpreadsheetStructure): boolean {
  return protectedRanges.every(
    ({ description, isOpen }) => isOpen || !description.startsWith(automationPrefix),
  );
}

/**
 * Our protections whose editors differ from those that they should have. Google lists the file's owner among the editors of every
 * protection, even if we did not name the owner. So `owner` is called only if someone is listed who should not be there.
 */
export function outdatedProtections(
  { protectedRanges }: SpreadsheetStructure,
  editors: Editors,
  owner: () => string | null,
): readonly Found[] {
  return protectedRanges.filter(({ description, editors: present }) => {
    if (!isDeskProtection(description)) return false;
    const { users } = editorsFor(description, editors);
    return (
      users.some((address) => !present.includes(address)) ||
      present.some((address) => !users.includes(address) && address !== owner())
    );
  });
}

/**
 * Requests that give these protections of ours the editors that they should have. The open ranges are sent again as they were read: an
 * update of the editors alone may erase them (platform.md 15).
 */
export function editorRequests(protections: readonly Found[], editors: Editors) {
  return protections.map(({ id, description, leavesOpen }) => {
    const open = leavesOpen.length === 0 ? {} : { unprotectedRanges: leavesOpen };
    return updating(id, { editors: editorsFor(description, editors), ...open });
  });
}
