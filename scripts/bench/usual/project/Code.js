// biome-ignore-all lint/correctness/noUnusedVariables: Google calls these functions by their names.
/**
 * The usual script from a Form to a Sheet, written as well as such scripts are: a row for each report, a status column, one mail to the
 * school's contact and the lead, a lock, each response taken once, and a run each half hour that catches up. It is what a district would have
 * without this product, and stands here to be compared with it (docs/usual-script.md). Synthetic people only.
 */

const reportsTab = 1;
const contactsTab = 2;
const headings = [
  "Response",
  "Status",
  "Mailed at",
  "Received",
  "School",
  "Student",
  "Student ID",
  "Grade",
  "Signs",
  "What was seen",
  "In danger now?",
  "About somebody who receives reports?",
  "Who may know the reporter?",
  "Reporter",
  "Notes",
];
const firstRow = 1;

function setUp() {
  const form = FormApp.getActiveForm();
  form.setTitle("Report a concern about a student");
  form
    .addListItem()
    .setTitle("School")
    .setChoiceValues(["North High", "South Middle", "East Elementary"]);
  for (const title of ["Student", "Student ID", "Grade"]) form.addTextItem().setTitle(title);
  form.addTextItem().setTitle("Signs");
  form.addParagraphTextItem().setTitle("What was seen");
  for (const title of headings.slice(10, 14)) form.addTextItem().setTitle(title);
  form.setPublished(true);
  const { id } = Drive.Files.create(
    { name: "Reports", mimeType: "application/vnd.google-apps.spreadsheet" },
    null,
    { ignoreDefaultVisibility: true, fields: "id" },
  );
  const tab = (sheetId, title) => ({
    addSheet: { properties: { sheetId, title, gridProperties: { frozenRowCount: 1 } } },
  });
  Sheets.Spreadsheets.batchUpdate(
    {
      requests: [
        tab(reportsTab, "Reports"),
        tab(contactsTab, "Contacts"),
        appending(reportsTab, [headings]),
        appending(contactsTab, [["School", "Email"]]),
      ],
    },
    id,
  );
  PropertiesService.getScriptProperties().setProperties({ spreadsheet: id });
  ScriptApp.newTrigger("onReport").forForm(form).onFormSubmit().create();
  ScriptApp.newTrigger("catchUp").timeBased().everyMinutes(30).create();
}

/** The admin gives those who work with the reports the spreadsheet. */
function share() {
  const id = spreadsheetId();
  const spreadsheet = SpreadsheetApp.openById(id);
  for (const address of new Set(read(id).contacts.map(([, email]) => email)))
    spreadsheet.addEditor(address);
}

function onReport(event) {
  takeIn([event.response]);
}

/** What no trigger told of, and what could not be written or mailed. */
function catchUp() {
  const since = new Date(Date.now() - 25 * 60 * 60 * 1000);
  takeIn(FormApp.getActiveForm().getResponses(since));
}

function spreadsheetId() {
  return PropertiesService.getScriptProperties().getProperties().spreadsheet;
}

function appending(sheetId, rows) {
  const cell = (text) => (text === "" ? {} : { userEnteredValue: { stringValue: text } });
  return {
    appendCells: {
      sheetId,
      rows: rows.map((row) => ({ values: row.map(cell) })),
      fields: "userEnteredValue",
    },
  };
}

/** The ids and statuses of all rows, and the contacts, in one call. */
function read(id) {
  const dataFilters = [
    {
      gridRange: {
        sheetId: reportsTab,
        startRowIndex: firstRow,
        startColumnIndex: 0,
        endColumnIndex: 5,
      },
    },
    {
      gridRange: {
        sheetId: contactsTab,
        startRowIndex: firstRow,
        startColumnIndex: 0,
        endColumnIndex: 2,
      },
    },
  ];
  const { valueRanges = [] } = Sheets.Spreadsheets.Values.batchGetByDataFilter(
    { dataFilters, valueRenderOption: "UNFORMATTED_VALUE", dateTimeRenderOption: "SERIAL_NUMBER" },
    id,
  );
  // The replies come in the order of the tabs.
  const [reports = [], contacts = []] = valueRanges.map(
    ({ valueRange }) => valueRange.values || [],
  );
  return { reports, contacts };
}

function rowOf(response) {
  const answers = {};
  for (const one of response.getItemResponses())
    answers[one.getItem().getTitle()] = String(one.getResponse());
  const given = headings.slice(4).map((heading) => answers[heading] || "");
  return [response.getId(), "New", "", response.getTimestamp().toISOString(), ...given];
}

/** Rows first, so that nothing is lost where mail fails; then a mail for each row that has none yet; then their statuses in one write. */
function takeIn(responses) {
  const lock = LockService.getScriptLock();
  // Whoever comes too late is taken in by the next half hour.
  if (!lock.tryLock(30 * 1000)) return;
  try {
    const id = spreadsheetId();
    const { reports, contacts } = read(id);
    const known = new Set(reports.map(([response]) => response));
    const fresh = responses.filter((response) => !known.has(response.getId())).map(rowOf);
    if (fresh.length > 0) {
      Sheets.Spreadsheets.batchUpdate({ requests: [appending(reportsTab, fresh)] }, id);
    }
    const rows = [...reports, ...fresh];
    const mailed = [];
    rows.forEach(([response, status, mailedAt, , school], at) => {
      if (status === "New" && !mailedAt && mail(response, school, contacts, id)) mailed.push(at);
    });
    if (mailed.length > 0) {
      const now = new Date().toISOString();
      const requests = mailed.map((at) => ({
        updateCells: {
          start: { sheetId: reportsTab, rowIndex: firstRow + at, columnIndex: 1 },
          rows: [
            {
              values: [
                { userEnteredValue: { stringValue: "Mailed" } },
                { userEnteredValue: { stringValue: now } },
              ],
            },
          ],
          fields: "userEnteredValue",
        },
      }));
      Sheets.Spreadsheets.batchUpdate({ requests }, id);
    }
  } finally {
    lock.releaseLock();
  }
}

/** One mail a report, without anything of the student. False where it could not be sent: the next half hour tries again. */
function mail(response, school, contacts, id) {
  const to = contacts.filter(([of]) => of === school || of === "").map(([, email]) => email);
  try {
    MailApp.sendEmail({
      to: to.join(","),
      subject: "A new report about a student",
      body: `There is a new report from ${school}. Please open it, set its status and act on it:\n\nhttps://docs.google.com/spreadsheets/d/${id}/edit\n\nReport ${response}`,
    });
    return true;
  } catch {
    return false;
  }
}
