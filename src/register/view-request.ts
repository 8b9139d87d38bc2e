/** A saved filter view as a request: it changes what one person sees, never the rows. */
import type { BatchRequest } from "../workspace";
import type { SavedView, ViewRule } from "./change";
import type { ColumnPositions } from "./read-plan";
import { firstDataRow, tabs } from "./tabs";

function criteria(rule: ViewRule): Readonly<Record<string, unknown>> {
  // TEXT_NOT_EQ is documented for other sources than sheets alone, so what is not wanted is hidden by its value.
  if ("not" in rule) return { hiddenValues: [rule.not] };
  return "before" in rule
    ? { condition: { type: "DATE_BEFORE", values: [{ relativeDate: "TODAY" }] } }
    : { condition: { type: "TEXT_EQ", values: [{ userEnteredValue: rule.equals }] } };
}

/** None where a column that the view filters is not there: a view that shows too much misleads more than none. */
export function viewRequest(view: SavedView, positions: ColumnPositions): readonly BatchRequest[] {
  const filterSpecs = view.rules.flatMap((rule) => {
    const columnIndex = positions.get(rule.column);
    return columnIndex === undefined ? [] : [{ columnIndex, filterCriteria: criteria(rule) }];
  });
  if (filterSpecs.length < view.rules.length) return [];
  const { filterViewId, title } = view;
  // From the header row down; the key row above it stays out of the view.
  const range = {
    sheetId: tabs[view.tab].sheetId,
    startRowIndex: firstDataRow - 1,
    startColumnIndex: 0,
  };
  return [{ addFilterView: { filter: { filterViewId, title, range, filterSpecs } } }];
}
