/**
 * The ports Spreadsheets and Access, through the Sheets and Drive advanced services and SpreadsheetApp. Values are read by the tab's id,
 * and everything is written in one batch (design 2.3).
 */
import { orElse } from "../attempt";
import { AppError, TroubleError } from "../errors";
import type {
  Access,
  CellPlace,
  GridRange,
  RangeValues,
  RawCell,
  SpreadsheetStructure,
  Spreadsheets,
} from "../ports";
import { parseRange } from "../register/read/ranges";
import { googleDiagnosis, isNoAccess, withAddressRefusal } from "./google-errors";

type Present<T> = Exclude<T, undefined>;

/** The Sheets advanced service. Throws a `TroubleError` of kind "service-off" if it is not switched on. */
export function sheetsService(): Present<typeof Sheets> {
  if (typeof Sheets !== "undefined") return Sheets;
  throw new TroubleError({ kind: "service-off", services: ["Sheets"] });
}

/** The Drive advanced service. Throws a `TroubleError` of kind "service-off" if it is not switched on. */
export function driveService(): Present<typeof Drive> {
  if (typeof Drive !== "undefined") return Drive;
  throw new TroubleError({ kind: "service-off", services: ["Drive"] });
}

const mimeType = "application/vnd.google-apps.spreadsheet";
/** Means that a file has no content. Google accepts null here; the published types allow only a Blob. */
const noContent = null as unknown as GoogleAppsScript.Base.Blob;
const registerProperty = "studentSafetyRegister";
const structureFields =
  "properties(timeZone),sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)),protectedRanges(protectedRangeId,range,description,requestingUserCanEdit,unprotectedRanges,editors(users)),filterViews(filterViewId,range,title),conditionalFormats(ranges,booleanRule(condition)),charts(chartId))";

/** `batchUpdate` with the options that every method of an advanced service accepts and the published types leave out (sheets-api.md 13). */
type BatchUpdate = (
  resource: GoogleAppsScript.Sheets.Schema.BatchUpdateSpreadsheetRequest,
  id: string,
  options: { readonly fields: string },
) => GoogleAppsScript.Sheets.Schema.BatchUpdateSpreadsheetResponse;

/**
 * Which fields Google sends of the cells that are read back. Without this mask, rows come with metadata and blank cells with their format:
 * megabytes for one report.
 */
const readBackFields =
  "updatedSpreadsheet.sheets(properties.title,data(startRow,startColumn,rowData.values.effectiveValue))";

/** Asks only for the formula of each cell. Without a mask, Google would not send cells at all (sheets-api.md 3). */
const formulaFields =
  "sheets(properties.sheetId,data(startRow,startColumn,rowData.values.userEnteredValue.formulaValue))";

/** A text that identifies a range in Google's reply. Google leaves out bounds that are 0 (sheets-api.md 3), so they are filled in. */
function rangeKey(range: GoogleAppsScript.Sheets.Schema.GridRange): string {
  const { sheetId = 0, startRowIndex = 0, startColumnIndex = 0 } = range;
  return [sheetId, startRowIndex, range.endRowIndex, startColumnIndex, range.endColumnIndex].join();
}

/** A range from Google, with the tab's id filled in: Google leaves the id out if it is 0 (sheets-api.md 3). */
function gridRange({
  sheetId = 0,
  ...bounds
}: GoogleAppsScript.Sheets.Schema.GridRange = {}): GridRange {
  // In the published types a bound may be undefined. Google either sends it or leaves it out.
  return { sheetId, ...(bounds as Omit<GridRange, "sheetId">) };
}

function readRanges(id: string, ranges: readonly GridRange[]): readonly RangeValues[] {
  const reply = sheetsService().Spreadsheets.Values.batchGetByDataFilter(
    {
      dataFilters: ranges.map((gridRange) => ({ gridRange })),
      valueRenderOption: "UNFORMATTED_VALUE",
      dateTimeRenderOption: "SERIAL_NUMBER",
    },
    id,
  );
  const byRange = new Map<string, RangeValues>();
  for (const { valueRange: found = {}, dataFilters = [] } of reply.valueRanges ?? []) {
    const { range = "" } = found;
    // The published types say any[][]. With UNFORMATTED_VALUE it can hold only what RawCell allows.
    const values = (found.values ?? []) as RawCell[][];
    for (const { gridRange: echoed } of dataFilters) {
      if (echoed !== undefined) byRange.set(rangeKey(echoed), { range, values });
    }
  }
  return ranges.map((range) => {
    const found = byRange.get(rangeKey(range));
    if (found === undefined) throw new Error("Google Sheets left out a range that was asked for");
    return found;
  });
}

/** The port Spreadsheets. */
export function googleSpreadsheets(): Spreadsheets {
  return {
    create(name, mark) {
      const file = driveService().Files.create(
        {
          name,
          mimeType,
          writersCanShare: false,
          copyRequiresWriterPermission: true,
          appProperties: { [registerProperty]: mark },
        },
        noContent,
        { ignoreDefaultVisibility: true, fields: "id" },
      );
      if (file.id === undefined) throw new Error("Google Drive made a file and did not name it");
      return file.id;
    },
    find(mark) {
      const list = driveService().Files.list({
        q: `appProperties has { key='${registerProperty}' and value='${mark}' } and trashed = false`,
        orderBy: "createdTime",
        fields: "files(id)",
        pageSize: 10,
      });
      return (list.files ?? []).flatMap((file) => (file.id === undefined ? [] : [file.id]));
    },
    mark(id, mark, as) {
      const appProperties = { [registerProperty]: mark };
      const named = as === undefined ? {} : { name: as.name };
      const bin = as?.isBinned === true ? { trashed: true } : {};
      const changes = { appProperties, ...named, ...bin };
      driveService().Files.update(changes, id, noContent, { fields: "id" });
    },
    read: readRanges,
    batchUpdate(id, requests, readBack = []) {
      // Google's reply to a batch does not name the ranges, so each is recognized by its first cell.
      const corners = readBack.map((range) => {
        const corner = parseRange(range);
        if (corner === null) throw new Error("a range to read back names no cell to begin with");
        return { range, ...corner };
      });
      const spreadsheets: { readonly batchUpdate: BatchUpdate } = sheetsService().Spreadsheets;
      const send = () =>
        spreadsheets.batchUpdate(
          {
            // The published types ask for mutable lists, and do not know all of Google's filter views and charts.
            requests: requests as unknown as GoogleAppsScript.Sheets.Schema.Request[],
            ...(readBack.length === 0
              ? {}
              : {
                  includeSpreadsheetInResponse: true,
                  responseRanges: [...readBack],
                  responseIncludeGridData: true,
                }),
          },
          id,
          { fields: readBack.length === 0 ? "spreadsheetId" : readBackFields },
        );
      const namesEditors = requests.some(
        (one) => "addProtectedRange" in one || "updateProtectedRange" in one,
      );
      const { updatedSpreadsheet } = namesEditors ? withAddressRefusal(send) : send();
      return corners.map(({ range, title, row, column }) => {
        const sheet = updatedSpreadsheet?.sheets?.find((one) => one.properties?.title === title);
        const data = sheet?.data?.find(
          (grid) => (grid.startRow ?? 0) === row && (grid.startColumn ?? 0) === column,
        );
        const values = (data?.rowData ?? []).map(({ values: cells = [] }) =>
          cells.map(({ effectiveValue: value }): RawCell => {
            return value?.stringValue ?? value?.numberValue ?? value?.boolValue ?? "";
          }),
        );
        return { range, values };
      });
    },
    formulas(id, ranges): readonly CellPlace[] {
      const options = { ranges: [...ranges], fields: formulaFields };
      const { sheets = [] } = sheetsService().Spreadsheets.get(id, options);
      const found: CellPlace[] = [];
      for (const { properties, data = [] } of sheets)
        for (const { startRow = 0, startColumn = 0, rowData = [] } of data)
          for (const [row, { values = [] }] of rowData.entries())
            for (const [column, { userEnteredValue }] of values.entries()) {
              const formula = userEnteredValue?.formulaValue;
              if (formula === undefined) continue;
              const sheetId = properties?.sheetId ?? 0;
              found.push({ sheetId, row: startRow + row, column: startColumn + column, formula });
            }
      return found;
    },
    structure(id): SpreadsheetStructure {
      const { sheets = [], properties: { timeZone: zone = "" } = {} } = orElse(
        () => sheetsService().Spreadsheets.get(id, { fields: structureFields }),
        (error) => {
          throw isNoAccess(error) ? new AppError("no-access") : error;
        },
      );
      return {
        zone,
        tabs: sheets.map(({ properties: { sheetId = 0, title = "", gridProperties } = {} }) => {
          const { rowCount = 0, columnCount = 0 } = gridProperties ?? {};
          return { sheetId, title, rowCount, columnCount };
        }),
        charts: sheets.flatMap(({ charts = [] }) => charts.flatMap(({ chartId }) => chartId ?? [])),
        protectedRanges: sheets.flatMap(({ protectedRanges = [] }) =>
          protectedRanges.map((found) => ({
            id: found.protectedRangeId ?? 0,
            range: gridRange(found.range),
            description: found.description ?? "",
            editors: (found.editors?.users ?? []).map((address) => address.toLowerCase()),
            isOpen: found.requestingUserCanEdit === true,
            leavesOpen: (found.unprotectedRanges ?? []).map(gridRange),
          })),
        ),
        filterViews: sheets.flatMap(({ filterViews = [] }) =>
          filterViews.map(({ filterViewId: id = 0, title = "", range }) => {
            return { id, title, range: gridRange(range) };
          }),
        ),
        highlights: sheets.flatMap(
          ({ properties: { sheetId = 0 } = {}, conditionalFormats = [] }) =>
            conditionalFormats.map(({ ranges = [], booleanRule = {} }, index) => {
              const { type = "", values = [] } = booleanRule.condition ?? {};
              const words = values.map(({ userEnteredValue = "" }) => userEnteredValue);
              return { sheetId, index, ranges: ranges.map(gridRange), condition: [type, ...words] };
            }),
        ),
      };
    },
  };
}

// Who can open a file.

const notSeen = { viewers: [], editors: null, groups: [], mayShareOn: false } as const;

/** The port Access. Throws `AddressRefused` if Google refuses an address. */
export function googleAccess(): Access {
  // A long function, because all methods of the port share the files that were opened.
  const opened = new Map<string, GoogleAppsScript.Spreadsheet.Spreadsheet>();
  const open = (id: string) => {
    const file = SpreadsheetApp.openById(id);
    opened.set(id, file);
    return file;
  };
  /** Opening a file costs a call, so an opened file is kept for the run. */
  const fileOf = (id: string) => opened.get(id) ?? open(id);
  return {
    // Opened anew: Google does not document whether an open file shows editors who were added later.
    editors(id) {
      return open(id)
        .getEditors()
        .map((user) => user.getEmail().toLowerCase());
    },
    owner(id) {
      // Null on a shared drive; the published types do not say so.
      const owner = fileOf(id).getOwner() as GoogleAppsScript.Base.User | null;
      return owner === null ? null : owner.getEmail().toLowerCase();
    },
    add(id, address) {
      const file = fileOf(id);
      withAddressRefusal(() => file.addEditor(address));
    },
    remove(id, address) {
      const file = fileOf(id);
      withAddressRefusal(() => file.removeEditor(address));
    },
    removeViewer(id, address) {
      const file = fileOf(id);
      withAddressRefusal(() => file.removeViewer(address));
    },
    sharing(id) {
      try {
        // Scripts can still open a file that is in the trash. Google deletes it after 30 days.
        const {
          trashed,
          writersCanShare,
          permissions: listed,
        } = driveService().Files.get(id, {
          fields: "trashed,writersCanShare,permissions(type,role,emailAddress,deleted)",
        });
        // Drive lists who has access only to those who may share the file.
        if (listed === undefined) return { ...notSeen, open: trashed ? "in-bin" : "cannot-see" };
        // An account that was deleted opens nothing, and is listed still.
        const permissions = listed.filter(({ deleted }) => deleted !== true);
        const isOpen = permissions.some(({ type }) => type === "anyone" || type === "domain");
        const viewing = permissions.filter(({ role }) => role === "reader" || role === "commenter");
        const addressesOf = (some: typeof permissions) =>
          some.flatMap(({ emailAddress }) => emailAddress?.toLowerCase() || []);
        return {
          open: trashed ? "in-bin" : isOpen ? "link-or-domain" : "no",
          viewers: addressesOf(viewing),
          editors: addressesOf(permissions.filter((one) => !viewing.includes(one))),
          groups: addressesOf(permissions.filter(({ type }) => type === "group")),
          mayShareOn: writersCanShare === true,
        };
      } catch (error) {
        const { kind } = googleDiagnosis().troubleOf(error);
        if (kind === "file-gone" || kind === "permission") {
          return { ...notSeen, open: "cannot-see" };
        }
        if (kind === "service-off") return { ...notSeen, open: "service-off" };
        throw error;
      }
    },
    keepToOwner(id) {
      driveService().Files.update({ writersCanShare: false }, id);
    },
  };
}
