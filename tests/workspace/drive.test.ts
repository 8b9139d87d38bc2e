/** What the local Drive does not model, and one name for a file and its spreadsheet. All else of it the conformance cases ask. */
import { expect, test } from "vitest";
import { Desk } from "./sheets-context";

test.each<[string, string, unknown[]]>([
  ["another kind of file", "create", [{ mimeType: "text/plain" }, null, {}]],
  ["another query", "list", [{ q: "name contains 'x'" }]],
  ["another option", "list", [{ corpora: "drive" }]],
  ["an unknown kind of order", "list", [{ orderBy: "name" }]],
])("%s is not modelled", (_name, method, args) => {
  expect(() => new Desk().call(`Drive.Files.${method}`, ...args)).toThrow(/^local Workspace: /);
});

test("a new name reaches the spreadsheet, and the other way round", () => {
  const desk = new Desk();
  desk.call("Drive.Files.update", { name: "A" }, desk.id);
  expect(desk.structure("properties.title")).toEqual({ properties: { title: "A" } });
  desk.batch({ updateSpreadsheetProperties: { properties: { title: "B" }, fields: "title" } });
  expect(desk.call("Drive.Files.get", desk.id, { fields: "name" })).toEqual({ name: "B" });
});
