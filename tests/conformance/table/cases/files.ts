/** Files through Drive and SpreadsheetApp: created privately, found again, in the trash, and who can open them. */
import { casesOf, outcomeOf, refusal, refusedFor } from "../case";
import { fileMark, fileName, markedFile, noContent } from "../marked-file";

/** Looks like a file's id, and is nobody's. */
const nobodys = "1nobodys-file-of-the-probe-0000000000000000";

export const fileCases = casesOf("dialog", {
  "files.private": {
    asks: "Is a file made private: its maker the only one with access, editors not to share it, viewers not to copy it?",
    source:
      "recorded 2026-10-03: nailegg/sensory-api-test, samples/google_docs/permissions-list-owner-only.json; sheets-api.md 10: DRV",
    is: [[["user", "owner", true]], [false, true, false]],
    run({ google, otherFile, me }) {
      const id = otherFile();
      const fields =
        "writersCanShare,copyRequiresWriterPermission,trashed,permissions(type,role,emailAddress)";
      const { permissions = [], ...file } = google.drive().Files.get(id, { fields });
      return [
        permissions.map(({ type = null, role = null, emailAddress }) => [
          type,
          role,
          emailAddress?.toLowerCase() === me,
        ]),
        [file.writersCanShare, file.copyRequiresWriterPermission, file.trashed].map(
          (is) => is ?? null,
        ),
      ];
    },
  },
  "files.without-private": {
    asks: "May the domain, or whoever has the link, open a file that is made without ignoreDefaultVisibility?",
    source:
      "documented 2026-11-24: sheets-api.md 10: DRV, files.create, ignoreDefaultVisibility: administrators choose the default; here it is the wider one",
    is: [],
    here: ["domain"],
    run({ google }) {
      const file = google.drive().Files.create(
        {
          name: fileName,
          mimeType: "application/vnd.google-apps.spreadsheet",
          appProperties: { [fileMark]: "yes" },
        },
        noContent,
        { fields: "id" },
      );
      const id = file.id ?? "";
      const listed = google.drive().Files.get(id, { fields: "permissions(type)" });
      google.drive().Files.update({ trashed: true }, id);
      return (listed.permissions ?? []).flatMap(({ type = "" }) => (type === "user" ? [] : [type]));
    },
  },
  "files.found": {
    asks: "Is a new file found at once by a property of the script's own, under drive.file?",
    source:
      "recorded 2026-12-02: platform.md 15: several projects; of 90 files on a shared drive 7 were listed after 3 minutes, all after 9 (measured)",
    doubt: "newFileListed",
    when: { "ten-minutes-later": false, "at-once": true },
    run({ google, otherFile }) {
      const id = otherFile();
      const { files = [] } = google.drive().Files.list({
        q: `${markedFile} and trashed = false`,
        orderBy: "createdTime",
        fields: "files(id)",
        pageSize: 50,
      });
      return files.some((file) => file.id === id);
    },
  },
  "files.in-the-bin": {
    asks: "Do the Sheets API and SpreadsheetApp open a spreadsheet that lies in the trash?",
    source:
      "recorded 2026-10-02: platform.md 15: nailegg/sensory-api-test, samples/google_docs/read-trashed.json (a document)",
    doubt: "apiOpensBin",
    when: { yes: ["taken", "taken"], no: ["refused", "refused"] },
    run({ google, otherFile }) {
      const id = otherFile();
      google.drive().Files.update({ trashed: true }, id);
      return [
        outcomeOf(() => google.sheets().Spreadsheets.get(id, { fields: "spreadsheetId" })),
        outcomeOf(() => google.SpreadsheetApp.openById(id).getOwner()),
      ];
    },
  },
  "files.not-there": {
    asks: "What do Drive, the Sheets API and SpreadsheetApp say of a file that is not there?",
    source:
      "recorded 2026-11-29: sheets-api.md 1: JAH A13; r-lib/gargle, tests/testthat/fixtures (both 404); nailegg/sensory-api-test, samples/google_drive/error-trash-not-found.json",
    is: [
      "File not found",
      "GoogleJsonResponseException: API call to sheets.spreadsheets.get failed with error: Requested entity was not found.",
      "Exception: ",
    ],
    run: ({ google }) => [
      refusedFor(/File not found/, () => google.drive().Files.get(nobodys, { fields: "id" })),
      refusal(() => google.sheets().Spreadsheets.get(nobodys)),
      refusedFor(/^Exception: /, () => google.SpreadsheetApp.openById(nobodys)),
    ],
  },
  "files.editors-owner": {
    asks: "Does Spreadsheet.getEditors list the owner?",
    source: "assumed: no source",
    doubt: "spreadsheetEditorsListOwner",
    when: { yes: true, no: false },
    run({ google, spreadsheet, me }) {
      const editors = google.SpreadsheetApp.openById(spreadsheet()).getEditors();
      return editors.some((one) => one.getEmail().toLowerCase() === me);
    },
  },
  "files.owner": {
    asks: "Is the maker a file's owner, do its id and address agree, and what does what is no address end in, as an editor?",
    source:
      "documented 2026-11-24: platform.md 8, 11: REF/Spreadsheet.getOwner; RomainVialard/ErrorHandler",
    is: [true, true, true, "Exception: Invalid email: not an address"],
    run({ google, spreadsheet, me }) {
      const id = spreadsheet();
      const file = google.SpreadsheetApp.openById(id);
      // Null on a shared drive, which the published types do not say.
      const owner = file.getOwner() as GoogleAppsScript.Base.User | null;
      return [
        owner?.getEmail().toLowerCase() === me,
        file.getId() === id,
        file.getUrl().includes(id),
        refusal(() => file.addEditor("not an address")),
      ];
    },
  },
  "files.unknown-address": {
    asks: "What does an address without an account end in, as an editor?",
    source:
      "recorded 2026-10-03: nailegg/sensory-api-test, samples/google_docs/uc2-share-errors.json (the fourth text, in Korean); HR/google-drive-unshare issues 4, 5 (the first three)",
    doubt: "unknownAddress",
    when: {
      "invalid-email": "Exception: Invalid email: ADDRESS",
      "does-not-exist": "Exception: User does not exist",
      "no-such-user": "Exception: No such user.",
      "must-notify":
        'Exception: There is no Google account associated with this email address, you must check the "Notify people" box to invite this recipient: ADDRESS',
      invites: null,
    },
    run: ({ google, otherFile, nobody }) =>
      refusal(() => google.SpreadsheetApp.openById(otherFile()).addEditor(nobody)),
  },
});
