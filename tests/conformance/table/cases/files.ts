/** Files through Drive and SpreadsheetApp: created privately, found again, in the trash, and who can open them. */
import { type Case, refusal } from "../case";
import { fileMark, fileName, markedFile, noContent } from "../marked-file";

/** Looks like a file's id, and is nobody's. */
const nobodys = "1nobodys-file-of-the-probe-0000000000000000";

export const fileCases: readonly Case[] = [
  {
    id: "files.private",
    asks: "Is a file made private: its maker the only one with access, editors not to share it, viewers not to copy it?",
    source: "read 2026-11-24: sheets-api.md 10: DRV",
    expects: {
      always: {
        people: [["user", "owner", true]],
        writersCanShare: false,
        copyRequiresWriterPermission: true,
        trashed: false,
      },
    },
    run({ google, otherFile, me }) {
      const id = otherFile();
      const listed = google.drive().Permissions.list(id, {
        fields: "permissions(type,role,emailAddress)",
      });
      const fields = "writersCanShare,copyRequiresWriterPermission,trashed";
      const file = google.drive().Files.get(id, { fields });
      return {
        people: (listed.permissions ?? []).map(({ type, role, emailAddress }) => [
          type ?? null,
          role ?? null,
          emailAddress?.toLowerCase() === me,
        ]),
        writersCanShare: file.writersCanShare ?? null,
        copyRequiresWriterPermission: file.copyRequiresWriterPermission ?? null,
        trashed: file.trashed ?? null,
      };
    },
  },
  {
    id: "files.without-private",
    asks: "May the domain, or whoever has the link, open a file that is made without ignoreDefaultVisibility?",
    source: "assumed: sheets-api.md 10: DRV says that the default varies; here it is the wider one",
    expects: { always: [], here: ["domain"] },
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
      const listed = google.drive().Permissions.list(id, { fields: "permissions(type)" });
      google.drive().Files.update({ trashed: true }, id);
      return (listed.permissions ?? []).flatMap(({ type = "" }) => (type === "user" ? [] : [type]));
    },
  },
  {
    id: "files.found",
    asks: "Is a new file found at once by a property of the script's own, under drive.file?",
    source: "assumed: sheets-api.md 6 for get; no source for list",
    expects: { always: true },
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
  {
    id: "files.in-the-bin",
    asks: "Do the Sheets API and SpreadsheetApp open a spreadsheet that lies in the trash?",
    source: "assumed: no source",
    expects: { of: "apiOpensBin", when: { yes: [true, true], no: [false, false] } },
    run({ google, otherFile }) {
      const id = otherFile();
      google.drive().Files.update({ trashed: true }, id);
      const api = refusal(() => google.sheets().Spreadsheets.get(id, { fields: "spreadsheetId" }));
      const app = refusal(() => google.SpreadsheetApp.openById(id).getOwner());
      return [api === null, app === null];
    },
  },
  {
    id: "files.not-there",
    asks: "What do Drive, the Sheets API and SpreadsheetApp say of a file that is not there?",
    source:
      "recorded 2026-11-29: sheets-api.md 1: JAH A13; r-lib/gargle, tests/testthat/fixtures (both 404)",
    expects: {
      always: {
        drive: "File not found",
        sheets:
          "GoogleJsonResponseException: API call to sheets.spreadsheets.get failed with error: Requested entity was not found.",
        app: "an Exception",
      },
    },
    run({ google }) {
      const drive = refusal(() => google.drive().Files.get(nobodys, { fields: "id" })) ?? "found";
      const app = refusal(() => google.SpreadsheetApp.openById(nobodys)) ?? "found";
      return {
        drive: /File not found/.exec(drive)?.[0] ?? drive,
        sheets: refusal(() => google.sheets().Spreadsheets.get(nobodys)),
        app: /^Exception: /.test(app) ? "an Exception" : app,
      };
    },
  },
  {
    id: "files.editors-owner",
    asks: "Does Spreadsheet.getEditors list the owner?",
    source: "assumed: no source",
    expects: { of: "spreadsheetEditorsListOwner", when: { yes: true, no: false } },
    run({ google, spreadsheet, me }) {
      const editors = google.SpreadsheetApp.openById(spreadsheet()).getEditors();
      return editors.some((one) => one.getEmail().toLowerCase() === me);
    },
  },
  {
    id: "files.owner",
    asks: "Is the maker a file's owner, and do its id and address agree?",
    source: "read 2026-11-24: platform.md 8: REF/Spreadsheet.getOwner",
    expects: { always: { owner: true, id: true, address: true } },
    run({ google, spreadsheet, me }) {
      const id = spreadsheet();
      const file = google.SpreadsheetApp.openById(id);
      // Null on a shared drive, which the published types do not say.
      const owner = file.getOwner() as GoogleAppsScript.Base.User | null;
      return {
        owner: owner?.getEmail().toLowerCase() === me,
        id: file.getId() === id,
        address: file.getUrl().includes(id),
      };
    },
  },
  {
    id: "files.bad-address",
    asks: "What does what is no address end in, as an editor?",
    source: "read 2026-11-24: platform.md 11: RomainVialard/ErrorHandler",
    expects: { always: "Exception: Invalid email: not an address" },
    run: ({ google, spreadsheet }) =>
      refusal(() => google.SpreadsheetApp.openById(spreadsheet()).addEditor("not an address")),
  },
  {
    id: "files.unknown-address",
    asks: "What does an address without an account end in, as an editor?",
    source: "assumed: platform.md 13: HR/google-drive-unshare issues 4, 5 have three texts",
    expects: {
      of: "unknownAddress",
      when: {
        "invalid-email": "Exception: Invalid email: ADDRESS",
        "does-not-exist": "Exception: User does not exist",
        "no-such-user": "Exception: No such user.",
        invites: null,
      },
    },
    run: ({ google, otherFile, nobody }) =>
      refusal(() => google.SpreadsheetApp.openById(otherFile()).addEditor(nobody)),
  },
];
