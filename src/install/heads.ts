/** Puts back the two rows above a tab's data where somebody deleted, moved or overwrote them, and it can be told for certain how they were. */
import type { BatchRequest, RawCell } from "../ports";
import type { Tab } from "../register/columns";
import { bookmarkText, type ColumnPositions, isDataRow, keysIn, titlesIn } from "../register/place";
import { bornPositions } from "../register/read";
import { firstDataRow } from "../register/tabs";
import type { CellData, DimensionRange } from "../requests";
import { headerCell } from "./look";

type Row = readonly RawCell[];

const isBlank = (row: Row) => row.every((cell) => cell === "" || cell === null);

/** Half of our titles in one row are no coincidence. */
const isTitles = (tab: Tab, row: Row) => 2 * titlesIn(tab, row).size >= tab.columns.length;

/**
 * Where each column stands, going by the titles above it and by the keys that are left; null where something is left over
 * on both sides, so that a renamed column of ours and one of the district's cannot be told apart.
 */
function placed(tab: Tab, keys: Row, titles: Row): ColumnPositions | null {
  const left = keysIn(tab, keys);
  const positions = new Map(left);
  const taken = new Set(left.values());
  const place = (key: string, index: number | undefined) => {
    if (index === undefined || positions.has(key) || taken.has(index)) return;
    positions.set(key, index);
    taken.add(index);
  };
  for (const [key, index] of titlesIn(tab, titles)) place(key, index);
  const born = bornPositions(tab);
  const isInOrder = [...positions].every(([key, index]) => born.get(key) === index);
  const isNamed = (index: number | undefined) => !isBlank([titles[index ?? -1] ?? ""]);
  // Nobody has moved a column: a title that is not ours is one of ours, renamed.
  for (const [key, index] of isInOrder ? born : []) if (isNamed(index)) place(key, index);
  const isLost = tab.columns.some(({ key }) => !positions.has(key));
  const isStrange = titles.some((_, index) => isNamed(index) && !taken.has(index));
  return isLost && isStrange && left.size === 0 ? null : positions;
}

const oneRow = ({ sheetId }: Tab, startIndex: number): DimensionRange => ({
  sheetId,
  dimension: "ROWS",
  startIndex,
  endIndex: startIndex + 1,
});

function insertRow(tab: Tab, at: number): readonly BatchRequest[] {
  return [
    { insertDimension: { range: oneRow(tab, at), inheritFromBefore: at > 0 } },
    {
      updateDimensionProperties: {
        range: oneRow(tab, at),
        properties: { hiddenByUser: at === 0 },
        fields: "hiddenByUser",
      },
    },
    {
      updateSheetProperties: {
        properties: { sheetId: tab.sheetId, gridProperties: { frozenRowCount: firstDataRow } },
        fields: "gridProperties.frozenRowCount",
      },
    },
  ];
}

function cells(
  { sheetId }: Tab,
  rowIndex: number,
  placedCells: readonly (readonly [number, CellData])[],
): readonly BatchRequest[] {
  return placedCells.map(
    ([columnIndex, cell]): BatchRequest => ({
      updateCells: {
        start: { sheetId, rowIndex, columnIndex },
        rows: [{ values: [cell] }],
        fields: Object.keys(cell).join(","),
      },
    }),
  );
}

function keyRequests(tab: Tab, keys: Row, titles: Row): readonly BatchRequest[] | null {
  const positions = placed(tab, keys, titles);
  if (positions === null) return null;
  const texts = [...positions].map(([key, index]) => [index, key] as const);
  const isMarked = tab.id !== "outbox" || keys.length > 0;
  // Where messages end is kept beside the keys; the first one who writes there corrects it.
  const mark = isMarked ? [] : [[tab.columns.length, bookmarkText(firstDataRow)] as const];
  return cells(
    tab,
    0,
    [...texts, ...mark]
      .filter(([index, text]) => keys[index] !== text)
      .map(([index, stringValue]) => [index, { userEnteredValue: { stringValue } }]),
  );
}

/**
 * The requests that mend a tab, from its first rows; none where nothing is to be mended, null where it cannot be told how
 * they were. No row of data is touched.
 */
export function headRequests(tab: Tab, rows: readonly Row[]): readonly BatchRequest[] | null {
  const [first = [], second = [], third = []] = rows;
  const keys = keysIn(tab, first);
  if (keys.size > 0) {
    if (isTitles(tab, second)) return keyRequests(tab, first, second);
    if (isBlank(second) && isTitles(tab, third)) {
      return [{ deleteDimension: { range: oneRow(tab, 1) } }];
    }
    if (!isDataRow(tab, keys, second)) return [];
    const titles = tab.columns.flatMap((column) => {
      const index = keys.get(column.key);
      return index === undefined ? [] : [[index, headerCell(column)] as const];
    });
    return [...insertRow(tab, 1), ...cells(tab, 1, titles)];
  }
  if (isTitles(tab, first)) {
    const put = keyRequests(tab, [], first);
    return put === null ? null : [...insertRow(tab, 0), ...put];
  }
  if (isBlank(first) && keysIn(tab, second).size > 0) {
    return [{ deleteDimension: { range: oneRow(tab, 0) } }];
  }
  return isTitles(tab, second) ? keyRequests(tab, first, second) : null;
}
