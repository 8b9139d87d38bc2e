/** A spreadsheet's structure through the Sheets API: tabs, protections, views, rules, and every kind of request that the desk sends. */
import { type Case, type Ground, type Json, membersOf, refusal } from "../case";

type Request = GoogleAppsScript.Sheets.Schema.Request;
type Sheet = GoogleAppsScript.Sheets.Schema.Sheet;

function batch({ google, spreadsheet }: Ground, requests: readonly Request[]) {
  return google.sheets().Spreadsheets.batchUpdate({ requests: [...requests] }, spreadsheet());
}

/** The tab as spreadsheets.get shows it under a mask of the tab's members. */
function shown(
  { google, spreadsheet }: Ground,
  sheetId: number,
  members: string,
): Sheet | undefined {
  const fields = `sheets(properties(sheetId),${members})`;
  const { sheets = [] } = google.sheets().Spreadsheets.get(spreadsheet(), { fields });
  return sheets.find(({ properties }) => properties?.sheetId === sheetId);
}

const failed =
  "GoogleJsonResponseException: API call to sheets.spreadsheets.batchUpdate failed with error: Invalid requests[0]";

/** The names of the members of the only reply. */
const replied = (reply: { replies?: readonly unknown[] | undefined }): Json =>
  (reply.replies ?? []).map((one) => Object.keys(membersOf(one)));

export const tabCases: readonly Case[] = [
  {
    id: "tabs.born",
    asks: "Has a tab the id, the title and the size that it was made with, and is what is false left out?",
    where: "dialog",
    settles: ["sheets-defaults-left-out", "sheets-get-mask"],
    expects: {
      always: {
        known: ["gridProperties", "index", "sheetId", "sheetType", "title"],
        rows: 7,
        columns: 3,
        sameTitle: true,
      },
    },
    run(ground) {
      const tab = ground.tab(7, 3);
      const { properties } = shown(ground, tab.sheetId, "properties") ?? {};
      return {
        known: Object.keys(membersOf(properties)).sort(),
        rows: properties?.gridProperties?.rowCount ?? null,
        columns: properties?.gridProperties?.columnCount ?? null,
        sameTitle: properties?.title === tab.title,
      };
    },
  },
  {
    id: "tabs.taken-title",
    asks: "What does a second tab of the same title end in?",
    where: "dialog",
    settles: ["sheets-visible-tab"],
    expects: { always: "already exists" },
    run(ground) {
      const { title } = ground.tab(2, 2);
      const said = refusal(() => batch(ground, [{ addSheet: { properties: { title } } }]));
      return /already exists/.exec(said ?? "taken")?.[0] ?? said;
    },
  },
  {
    id: "tabs.taken-id",
    asks: "Is a second tab of the same id refused?",
    where: "dialog",
    settles: ["sheets-chosen-ids"],
    expects: { always: "refused" },
    run(ground) {
      const { sheetId, title } = ground.tab(2, 2);
      const properties = { sheetId, title: `${title} again` };
      return refusal(() => batch(ground, [{ addSheet: { properties } }])) === null
        ? "taken"
        : "refused";
    },
  },
  {
    id: "tabs.protected",
    asks: "Does a protection keep its words, its editors and the columns that it leaves open, and may its maker edit?",
    where: "dialog",
    expects: {
      always: {
        replied: [["addProtectedRange"]],
        description: "Probe",
        maker: true,
        open: [[1, 2]],
        editable: true,
        changed: "Probe again",
      },
    },
    run(ground) {
      const { sheetId } = ground.tab(5, 5);
      const unprotectedRanges = [
        { sheetId, startRowIndex: 1, startColumnIndex: 1, endColumnIndex: 2 },
      ];
      const protectedRange = {
        range: { sheetId },
        description: "Probe",
        unprotectedRanges,
        editors: { users: [ground.me], domainUsersCanEdit: false },
      };
      const reply = batch(ground, [{ addProtectedRange: { protectedRange } }]);
      const one = () => shown(ground, sheetId, "protectedRanges")?.protectedRanges?.[0];
      const made = one();
      const protectedRangeId = made?.protectedRangeId ?? 0;
      batch(ground, [
        {
          updateProtectedRange: {
            protectedRange: { protectedRangeId, description: "Probe again" },
            fields: "description",
          },
        },
      ]);
      return {
        replied: replied(reply),
        description: made?.description ?? null,
        maker: (made?.editors?.users ?? []).some((user) => user.toLowerCase() === ground.me),
        open: (made?.unprotectedRanges ?? []).map(
          ({ startColumnIndex = 0, endColumnIndex = 0 }) => [startColumnIndex, endColumnIndex],
        ),
        editable: made?.requestingUserCanEdit === true,
        changed: one()?.description ?? null,
      };
    },
  },
  {
    id: "tabs.open-ranges",
    asks: "Are ranges without an end kept so, in a protection's open columns, a view and a rule for colours?",
    where: "dialog",
    expects: {
      of: "openRanges",
      when: { grow: ["open", "open", "open"], closed: ["closed", "closed", "closed"] },
    },
    run(ground) {
      const { sheetId } = ground.tab(5, 5);
      const column = { sheetId, startRowIndex: 1, startColumnIndex: 1, endColumnIndex: 2 };
      const condition = { type: "NOT_BLANK" };
      batch(ground, [
        {
          addProtectedRange: {
            protectedRange: {
              range: { sheetId },
              unprotectedRanges: [column],
              editors: { users: [ground.me], domainUsersCanEdit: false },
            },
          },
        },
        { addFilterView: { filter: { title: "Probe", range: { sheetId, startRowIndex: 0 } } } },
        {
          addConditionalFormatRule: {
            index: 0,
            rule: {
              ranges: [column],
              booleanRule: { condition, format: { backgroundColor: { green: 1 } } },
            },
          },
        },
      ]);
      const tab = shown(ground, sheetId, "protectedRanges,filterViews,conditionalFormats");
      const ranges = [
        tab?.protectedRanges?.[0]?.unprotectedRanges?.[0],
        tab?.filterViews?.[0]?.range,
        tab?.conditionalFormats?.[0]?.ranges?.[0],
      ];
      return ranges.map((range) =>
        range === undefined ? "missing" : range.endRowIndex === undefined ? "open" : "closed",
      );
    },
  },
  {
    id: "tabs.maker-kept",
    asks: "Does whoever sets a protection stay among its editors without being named?",
    where: "dialog",
    expects: { of: "protectionActor", when: { "as-sent": [false, true], added: [true, true] } },
    run(ground) {
      const { sheetId } = ground.tab(2, 2);
      const protectedRange = {
        range: { sheetId },
        editors: { users: [], domainUsersCanEdit: false },
      };
      batch(ground, [{ addProtectedRange: { protectedRange } }]);
      const one = shown(ground, sheetId, "protectedRanges")?.protectedRanges?.[0];
      const users = one?.editors?.users ?? [];
      const isNamed = users.some((user) => user.toLowerCase() === ground.me);
      return [isNamed, one?.requestingUserCanEdit === true];
    },
  },
  {
    id: "tabs.unknown-editor",
    asks: "Does a protection take an editor without an account?",
    where: "dialog",
    expects: { of: "protectionUnknownEditor", when: { refused: "refused", kept: "taken" } },
    hangsOn: ["unknownAddress"],
    run(ground) {
      const { sheetId } = ground.tab(2, 2);
      const protectedRange = {
        range: { sheetId },
        editors: { users: [ground.me, ground.nobody], domainUsersCanEdit: false },
      };
      return refusal(() => batch(ground, [{ addProtectedRange: { protectedRange } }])) === null
        ? "taken"
        : "refused";
    },
  },
  {
    id: "tabs.view",
    asks: "Has a filter view the id, title and tab that it was made with?",
    where: "dialog",
    expects: { always: { replied: [["addFilterView"]], title: "Probe view", sameTab: true } },
    run(ground) {
      const { sheetId } = ground.tab(5, 5);
      const filter = { title: "Probe view", range: { sheetId, startRowIndex: 0 } };
      const reply = batch(ground, [{ addFilterView: { filter } }]);
      const [view] = shown(ground, sheetId, "filterViews")?.filterViews ?? [];
      return {
        replied: replied(reply),
        title: view?.title ?? null,
        sameTab: view?.range?.sheetId === sheetId,
      };
    },
  },
  {
    id: "tabs.requests",
    asks: "Is every other kind of request that the desk sends taken, and what does it answer?",
    where: "dialog",
    expects: { always: [[], [], [], [], [], [], [], [], ["addChart"], []] },
    run(ground) {
      const tab = ground.tab(6, 4);
      const { sheetId } = tab;
      const range = { sheetId, startRowIndex: 1, startColumnIndex: 0, endColumnIndex: 1 };
      const source = { sheetId, startRowIndex: 0, endRowIndex: 3 };
      const column = (startColumnIndex: number) => ({
        sourceRange: {
          sources: [{ ...source, startColumnIndex, endColumnIndex: startColumnIndex + 1 }],
        },
      });
      const reply = batch(ground, [
        {
          updateSheetProperties: {
            properties: { sheetId, hidden: true, gridProperties: { frozenRowCount: 1 } },
            fields: "hidden,gridProperties.frozenRowCount",
          },
        },
        {
          updateDimensionProperties: {
            range: { sheetId, dimension: "COLUMNS", startIndex: 0, endIndex: 1 },
            properties: { pixelSize: 120 },
            fields: "pixelSize",
          },
        },
        {
          repeatCell: {
            range,
            cell: { userEnteredFormat: { wrapStrategy: "WRAP" } },
            fields: "userEnteredFormat.wrapStrategy",
          },
        },
        {
          setDataValidation: {
            range,
            rule: { condition: { type: "BOOLEAN" }, strict: true },
          },
        },
        { appendDimension: { sheetId, dimension: "COLUMNS", length: 1 } },
        {
          insertDimension: {
            range: { sheetId, dimension: "ROWS", startIndex: 1, endIndex: 2 },
            inheritFromBefore: false,
          },
        },
        {
          deleteDimension: {
            range: { sheetId, dimension: "ROWS", startIndex: 3, endIndex: 4 },
          },
        },
        {
          addConditionalFormatRule: {
            index: 0,
            rule: {
              ranges: [range],
              booleanRule: {
                condition: {
                  type: "CUSTOM_FORMULA",
                  values: [{ userEnteredValue: '=$A2="x"' }],
                },
                format: { backgroundColor: { red: 1, green: 0.9, blue: 0.8 } },
              },
            },
          },
        },
        {
          addChart: {
            chart: {
              spec: {
                title: "Probe",
                basicChart: {
                  chartType: "BAR",
                  headerCount: 1,
                  domains: [{ domain: column(0) }],
                  series: [{ series: column(1) }],
                },
              },
              position: {
                overlayPosition: { anchorCell: { sheetId, rowIndex: 0, columnIndex: 3 } },
              },
            },
          },
        },
        {
          updateSpreadsheetProperties: {
            properties: { timeZone: "America/Los_Angeles" },
            fields: "timeZone",
          },
        },
      ]);
      return (reply.replies ?? []).map((one) => Object.keys(membersOf(one)));
    },
  },
  {
    id: "tabs.misspelt-mask",
    asks: "Is a mask that names no member refused?",
    where: "dialog",
    expects: { always: "refused" },
    run(ground) {
      const { sheetId } = ground.tab(2, 2);
      const properties = { sheetId, title: "Other" };
      const request = { updateSheetProperties: { properties, fields: "titel" } };
      return refusal(() => batch(ground, [request])) === null ? "taken" : "refused";
    },
  },
  {
    id: "tabs.empty-mask",
    asks: "What does a request without its mask end in?",
    where: "dialog",
    expects: {
      always: `${failed}.updateSheetProperties: At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)`,
    },
    run(ground) {
      const { sheetId } = ground.tab(2, 2);
      const request = { updateSheetProperties: { properties: { sheetId }, fields: "" } };
      return refusal(() => batch(ground, [request]));
    },
  },
];
