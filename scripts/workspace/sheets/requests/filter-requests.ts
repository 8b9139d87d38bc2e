/** Requests about filter views: which rows people see; no value changes. sheets-api.md 4. */
import { ownWords } from "../../service";
import { masked } from "../field-mask";
import type { GridRange } from "../messages/cell-messages";
import { FilterView } from "../messages/tab-messages";
import { integer, message, text } from "../payload";
import type { Sheet } from "../store";
import {
  freshId,
  gridArea,
  maskOf,
  notModelled,
  placeOf,
  RequestError,
  requestKind,
  required,
  sheetOf,
  storedRange,
  type Work,
} from "./request-kind";

const viewsOf = ({ filterViews }: Sheet) => filterViews;

function checkFilter(work: Work, filter: FilterView): { sheet: Sheet; range: GridRange } {
  const range = required(filter.range, "range");
  const sheet = sheetOf(work, range.sheetId);
  const area = gridArea(sheet, range);
  const columns = [
    ...(filter.filterSpecs ?? []).map((spec) => spec.columnIndex ?? 0),
    ...(filter.sortSpecs ?? []).map((spec) => spec.dimensionIndex ?? 0),
  ];
  if (columns.some((column) => column < area.left || column >= area.right)) {
    throw new RequestError(ownWords("A filter names a column outside its range"));
  }
  return { sheet, range: storedRange(work, sheet, range) };
}

export const addFilterView = requestKind(message({ filter: FilterView }), (work, request) => {
  const asked = required(request.filter, "filter");
  const { sheet, range } = checkFilter(work, asked);
  const filterViewId = freshId(
    work,
    asked.filterViewId,
    (id) =>
      work.spreadsheet.sheets.some((one) =>
        one.filterViews.some((view) => view.filterViewId === id),
      ),
    "filterViewId",
  );
  const view = { ...asked, range, filterViewId };
  sheet.filterViews.push(view);
  return { addFilterView: { filter: view } };
});

export const updateFilterView = requestKind(
  message({ filter: FilterView, fields: text }),
  (work, request) => {
    const asked = required(request.filter, "filter");
    const { sheet, place } = placeOf(
      work,
      viewsOf,
      (view) => view.filterViewId === asked.filterViewId,
      `No filter view with ID: ${asked.filterViewId ?? 0}`,
    );
    const mask = maskOf(request.fields, FilterView);
    const before = sheet.filterViews[place];
    const changed = {
      ...masked<FilterView>(before, asked, mask),
      filterViewId: before?.filterViewId ?? 0,
    };
    const checked = checkFilter(work, changed);
    if (checked.sheet !== sheet) throw notModelled("a filter view that moves to another sheet");
    sheet.filterViews[place] = { ...changed, range: checked.range };
    return {};
  },
);

export const deleteFilterView = requestKind(message({ filterId: integer }), (work, request) => {
  const { sheet, place } = placeOf(
    work,
    viewsOf,
    (view) => view.filterViewId === request.filterId,
    `No filter view with ID: ${request.filterId ?? 0}`,
  );
  sheet.filterViews.splice(place, 1);
  return {};
});
