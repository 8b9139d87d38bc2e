// biome-ignore-all lint/correctness/noUnusedVariables: Google calls these functions by their names.
/**
 * A usual script from a Form to a Sheet, written as well as such scripts are: a row for each report, a status column, one email to the
 * school's contact and the lead, a lock, each response handled once, and a run every half hour that catches up. A district without this
 * product would have something like it. It is here for comparison (docs/usual-script.md). Made-up people only.
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

/** The admin shares the spreadsheet with the people who work with the reports. */
function share() {
  const id = spreadsheetId();
  const spreadsheet = SpreadsheetApp.openById(id);
  for (const address of new Set(read(id).contacts.map(([, email]) => email)))
    spreadsheet.addEditor(address);
}

function onReport(event) {
  takeIn([event.response]);
}

/** Handles responses whose trigger did not fire, and what could not be written or emailed. */
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

/** Reads the ids and statuses of all rows, and the contacts, in one call. */
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
  // The replies are in the order of the tabs.
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

/**
 * Writes rows first, so that nothing is lost if email fails. Then sends an email for each row that has none yet, then writes their
 * statuses at once.
 */
function takeIn(responses) {
  const lock = LockService.getScriptLock();
  // If the lock is taken, the next half-hourly run handles these responses.
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

/** Sends one email for a report, without anything about the student. False if it failed: the next half-hourly run tries again. */
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
