/** Cells whose lines are links: the text and the runs that carry the links, always written together, since a new text erases the runs. */
import type { PlainCell, TextFormatRun } from "../sheets-requests";
import type { Column } from "./columns";
import type { ColumnPositions } from "./read/header-position";
import {
  caseFragment,
  casesView,
  checklistView,
  lawFragment,
  matterFragment,
  titledFragment,
} from "./saved-views";

/** The beginning of the line that says what a locked step still waits for. */
export const stillMissing = "Still missing: ";

/** The field mask of such a cell. */
export const linkedFields = "userEnteredValue,textFormatRuns";

function linkOf(
  line: string,
  leadsTo: NonNullable<Column["leadsTo"]>,
  key: string,
  positions: ColumnPositions,
): string | null {
  if (leadsTo === "titled") return titledFragment(line);
  if (leadsTo === "acts") return caseFragment(line, checklistView);
  if (leadsTo === "row") return caseFragment(line, casesView);
  if (leadsTo === "law") return lawFragment(line);
  if (leadsTo === "missing") {
    const [reference = ""] = key.split(" ");
    return line.startsWith(stillMissing) ? caseFragment(reference, casesView) : null;
  }
  const keys = leadsTo(line);
  return keys === null ? null : matterFragment(key, keys, positions);
}

/** The cell with a link on each line that leads somewhere; the same cell where the column has no such lines. `key`: the row's reference. */
export function withLinks(
  cell: PlainCell,
  column: Pick<Column, "leadsTo">,
  key: string,
  positions: ColumnPositions,
): PlainCell {
  const value = cell.userEnteredValue;
  if (column.leadsTo === undefined || value === undefined || !("stringValue" in value)) return cell;
  const text = value.stringValue;
  const textFormatRuns: TextFormatRun[] = [];
  let at = 0;
  for (const line of text.split("\n")) {
    const uri = linkOf(line, column.leadsTo, key, positions);
    const end = at + line.length;
    if (uri !== null && line !== "") {
      textFormatRuns.push({ startIndex: at, format: { link: { uri } } });
      // The line break is no part of the link.
      if (end < text.length) textFormatRuns.push({ startIndex: end, format: {} });
    }
    at = end + 1;
  }
  return textFormatRuns.length === 0 ? cell : { ...cell, textFormatRuns };
}
