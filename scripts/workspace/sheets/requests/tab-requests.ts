/** Requests about tabs and the spreadsheet itself: addSheet, updateSheetProperties, deleteSheet, updateSpreadsheetProperties. sheets-api.md 4. */
import { ownWords } from "../../service";
import { type Mask, masked } from "../field-mask";
import { newTabColumns, newTabRows } from "../limits";
import { SheetProperties, SpreadsheetProperties } from "../messages/tab-messages";
import { integer, text } from "../payload";
import { mayChange, protectedCellText, wholeSheet } from "../protection";
import { sheetProperties } from "../replies/resource";
import { emptySheet, type Sheet } from "../store";
import {
  assertTotal,
  freshId,
  maskOf,
  notModelled,
  RequestError,
  requestKind,
  sheetOf,
  type Work,
} from "./request-kind";

function checkTitle(work: Work, title: string, except?: Sheet): void {
  const folded = title.toLowerCase();
  const taken = work.spreadsheet.sheets.some(
    (one) => one !== except && one.properties.title.toLowerCase() === folded,
  );
  if (taken) {
    throw new RequestError(
      `A sheet with the name "${title}" already exists. Please enter another name.`,
    );
  }
  if (title === "" || title.length > 100) throw new RequestError(ownWords("Invalid sheet title"));
}

function checkFrozen(properties: Sheet["properties"]): void {
  const {
    rowCount,
    columnCount,
    frozenRowCount = 0,
    frozenColumnCount = 0,
  } = properties.gridProperties;
  if (rowCount < 1 || columnCount < 1) throw new RequestError(ownWords("Invalid grid size"));
  if (frozenRowCount >= rowCount) throw new RequestError(ownWords("You can't freeze all the rows"));
  if (frozenColumnCount >= columnCount)
    throw new RequestError(ownWords("You can't freeze all the columns"));
}

function checkVisible(work: Work): void {
  if (work.spreadsheet.sheets.every(({ properties }) => properties.hidden === true)) {
    throw new RequestError("You can't hide all the sheets in a document.");
  }
}

function unusedTitle(work: Work): string {
  const titles = work.spreadsheet.sheets.map(({ properties }) => properties.title);
  let number = titles.length + 1;
  while (titles.includes(`Sheet${number}`)) number += 1;
  return `Sheet${number}`;
}

export const addSheet = requestKind({ properties: SheetProperties }, (work, request) => {
  const { spreadsheet } = work;
  const asked = request.properties ?? {};
  const title = asked.title ?? unusedTitle(work);
  checkTitle(work, title);
  const sheetId = freshId(work, asked.sheetId, (one) => [one.properties.sheetId], "sheetId");
  const { index, ...kept } = asked;
  const sheet = emptySheet({
    ...kept,
    sheetId,
    title,
    sheetType: "GRID",
    gridProperties: { rowCount: newTabRows, columnCount: newTabColumns, ...asked.gridProperties },
  });
  checkFrozen(sheet.properties);
  const place = index ?? spreadsheet.sheets.length;
  if (place < 0 || place > spreadsheet.sheets.length)
    throw new RequestError(ownWords("Invalid index"));
  spreadsheet.sheets.splice(place, 0, sheet);
  assertTotal(spreadsheet);
  checkVisible(work);
  return { addSheet: { properties: sheetProperties(sheet, place) } };
});

/** Moves a tab to an index that counts positions before the move. */
function moveTab(work: Work, sheet: Sheet, to: number): void {
  const { sheets } = work.spreadsheet;
  const from = sheets.indexOf(sheet);
  if (to < 0 || to > sheets.length) throw new RequestError(ownWords("Invalid index"));
  sheets.splice(from, 1);
  sheets.splice(to > from ? to - 1 : to, 0, sheet);
}

export const updateSheetProperties = requestKind(
  { properties: SheetProperties, fields: text },
  (work, request) => {
    const asked = request.properties ?? {};
    const sheet = sheetOf(work, asked.sheetId);
    const mask = maskOf(request.fields, SheetProperties);
    const named: Record<string, Mask> =
      mask === true
        ? Object.fromEntries(Object.keys(asked).map((field): [string, Mask] => [field, true]))
        : { ...mask };
    const movesTab = named["index"] !== undefined;
    delete named["index"];
    if (mask === true) delete named["sheetId"];
    else if (named["sheetId"] !== undefined)
      throw new RequestError(ownWords("sheetId cannot be changed"));
    const changed = masked<SheetProperties>(sheet.properties, asked, named) ?? {};
    const { title, gridProperties } = changed;
    if (title === undefined) throw new RequestError(ownWords("Invalid sheet title"));
    checkTitle(work, title, sheet);
    const before = sheet.properties.gridProperties;
    sheet.properties = {
      ...changed,
      sheetId: sheet.properties.sheetId,
      title,
      gridProperties: {
        ...gridProperties,
        rowCount: gridProperties?.rowCount ?? before.rowCount,
        columnCount: gridProperties?.columnCount ?? before.columnCount,
      },
    };
    checkFrozen(sheet.properties);
    const { rowCount, columnCount } = sheet.properties.gridProperties;
    if (columnCount < before.columnCount) throw notModelled("fewer columns; delete them instead");
    if (rowCount < sheet.rows.length) sheet.rows.length = rowCount;
    assertTotal(work.spreadsheet);
    checkVisible(work);
    if (movesTab) moveTab(work, sheet, asked.index ?? 0);
  },
);

export const deleteSheet = requestKind({ sheetId: integer }, (work, request) => {
  const sheet = sheetOf(work, request.sheetId);
  if (!mayChange(sheet, wholeSheet, work.actor)) throw new RequestError(protectedCellText);
  const rest = work.spreadsheet.sheets.filter((one) => one !== sheet);
  if (rest.every(({ properties }) => properties.hidden === true)) {
    throw new RequestError("You can't remove all the visible sheets in a document.");
  }
  work.spreadsheet.sheets = rest;
});

export const updateSpreadsheetProperties = requestKind(
  { properties: SpreadsheetProperties, fields: text },
  (work, request) => {
    const mask = maskOf(request.fields, SpreadsheetProperties);
    const changed = masked<SpreadsheetProperties>(
      work.spreadsheet.properties,
      request.properties,
      mask,
    );
    const { title, locale, timeZone, autoRecalc } = changed ?? {};
    if (!title || !locale || !timeZone || !autoRecalc) {
      throw notModelled("updateSpreadsheetProperties that clears a property");
    }
    if (!Intl.supportedValuesOf("timeZone").includes(timeZone) && !timeZone.startsWith("Etc/")) {
      throw new RequestError(ownWords(`Invalid time zone: ${timeZone}`));
    }
    work.spreadsheet.properties = { title, locale, timeZone, autoRecalc };
  },
);
