/** The local Drive and SpreadsheetApp, as sheets-api.md 10 and platform.md 11 describe them. */
import { beforeEach, describe, expect, test } from "vitest";
import { driveSlice } from "../../scripts/workspace/service";
import { Desk, editor, field, owner } from "./sheets-context";

const mimeType = "application/vnd.google-apps.spreadsheet";
let desk: Desk;

beforeEach(() => {
  desk = new Desk();
});

describe("files", () => {
  const create = (resource: object, options: object): unknown =>
    desk.call("Drive.Files.create", { mimeType, ...resource }, null, options);

  test.each([
    [true, []],
    [false, ["domain"]],
  ])(
    "with ignoreDefaultVisibility %s a new file is open to %j",
    (ignoreDefaultVisibility, open) => {
      const id = field(create({ name: "R" }, { ignoreDefaultVisibility, fields: "id" }), "id");
      const list = field(desk.call("Drive.Permissions.list", id), "permissions");
      expect(list).toEqual([
        { kind: "drive#permission", id: `user:${owner}`, type: "user", role: "owner" },
        ...open.map((type) => ({
          kind: "drive#permission",
          id: "domain:district.example",
          type,
          role: "reader",
        })),
      ]);
    },
  );

  test("the switches and properties are kept; only the asked fields come back", () => {
    const made = create(
      {
        name: "R",
        writersCanShare: false,
        copyRequiresWriterPermission: true,
        appProperties: { register: "main" },
      },
      {
        ignoreDefaultVisibility: true,
        fields: "id,writersCanShare,copyRequiresWriterPermission,appProperties",
      },
    );
    const id = field(made, "id");
    expect(made).toEqual({
      id,
      writersCanShare: false,
      copyRequiresWriterPermission: true,
      appProperties: { register: "main" },
    });
    expect(desk.call("Drive.Files.get", id)).toEqual({
      kind: "drive#file",
      id,
      name: "R",
      mimeType,
    });
    expect(desk.call("Drive.Files.get", id, { fields: "trashed" })).toEqual({ trashed: false });
  });

  test("are found by app property, oldest first, without the bin and without files of others", () => {
    const made = ["main", "main", "sealed", "main"].map((register) => {
      desk.now += 1000;
      return String(
        field(create({ name: "R", appProperties: { register } }, { fields: "id" }), "id"),
      );
    });
    desk.call("Drive.Files.update", { trashed: true }, made[0] ?? "");
    const q = `appProperties has { key='register' and value='main' } and trashed = false`;
    const find = () =>
      desk.call("Drive.Files.list", { q, fields: "files(id)", orderBy: "createdTime" });
    expect(find()).toEqual({ files: [{ id: made[1] }, { id: made[3] }] });
    desk.user = editor;
    expect(find()).toEqual({ files: [] });
  });

  test("outside the grant, or for strangers, a file does not exist", () => {
    desk.share(editor);
    desk.user = editor;
    for (const path of ["Drive.Files.get", "Drive.Permissions.list"]) {
      expect(() => desk.call(path, desk.id)).toThrow(
        expect.objectContaining({
          message: expect.stringContaining(`failed with error: File not found: ${desk.id}.`),
          googleName: "GoogleJsonResponseException",
        }),
      );
    }
  });

  test.each<[string, () => unknown]>([
    [
      "another kind of file",
      () => desk.call("Drive.Files.create", { mimeType: "text/plain" }, null, {}),
    ],
    [
      "another query",
      () => desk.call("Drive.Files.list", { q: "name contains 'x'", orderBy: "createdTime" }),
    ],
    ["another option", () => desk.call("Drive.Files.list", { corpora: "drive" })],
    ["an unknown kind of order", () => desk.call("Drive.Files.list", { orderBy: "name" })],
  ])("%s is not modelled", (_name, call) => {
    expect(call).toThrow(/^local Workspace: /);
  });

  test("a new name reaches the spreadsheet, and the other way round", () => {
    desk.call("Drive.Files.update", { name: "A" }, desk.id);
    expect(desk.structure("properties.title")).toEqual({ properties: { title: "A" } });
    desk.batch({ updateSpreadsheetProperties: { properties: { title: "B" }, fields: "title" } });
    expect(desk.call("Drive.Files.get", desk.id, { fields: "name" })).toEqual({ name: "B" });
  });
});

describe("SpreadsheetApp", () => {
  const open = () => desk.call("SpreadsheetApp.openById", desk.id);
  const editors = () => desk.on(desk.id, "Spreadsheet.getEditors");

  test("lists, adds and removes editors", () => {
    expect(open()).toEqual({ $ref: "Spreadsheet", key: desk.id });
    desk.on(desk.id, "Spreadsheet.addEditor", "Contact@District.example");
    desk.on(desk.id, "Spreadsheet.addEditor", editor);
    expect(editors()).toEqual([owner, editor].map((key) => ({ $ref: "User", key })));
    desk.assume = { spreadsheetEditorsListOwner: "no" };
    expect(editors()).toEqual([{ $ref: "User", key: editor }]);
    desk.on(desk.id, "Spreadsheet.removeEditor", editor);
    expect(driveSlice(desk.store).files[desk.id]?.editors).toEqual([]);
  });

  test("editors cannot re-share where writersCanShare is off", () => {
    desk.share(editor);
    desk.call("Drive.Files.update", { writersCanShare: false }, desk.id);
    desk.user = editor;
    expect(() => desk.on(desk.id, "Spreadsheet.addEditor", "x@district.example")).toThrow(
      "permission",
    );
  });

  test.each<[string, () => unknown, string]>([
    [
      "an unknown id",
      () => desk.call("SpreadsheetApp.openById", "none"),
      "No item with the given ID could be found.",
    ],
    [
      "no access",
      () => {
        desk.user = "stranger@elsewhere.example";
        return open();
      },
      "You do not have permissions to access the requested document.",
    ],
    [
      "no address",
      () => desk.on(desk.id, "Spreadsheet.addEditor", "nobody"),
      "Invalid email: nobody",
    ],
  ])("refuses %s", (_name, call, message) => {
    expect(call).toThrow(message);
  });
});
