/** The Form's editor at the desk: who sees which menu, what a click does, and whose dialog answers whom. */
import { beforeEach, describe, expect, test } from "vitest";
import { DeskRefused } from "../../scripts/desk/refused";
import { Desk } from "../../scripts/desk/state";
import { dialogProject } from "./dialog-project";

const start = Date.parse("2026-09-01T09:00:00-07:00");
const dist = dialogProject();

let desk: Desk;
beforeEach(() => {
  desk = new Desk({ dist, realNow: () => start, fresh: true });
});

describe("the editor", () => {
  test("is closed to everybody else, and runs nothing for them", () => {
    expect(desk.editor.load("contact")).toMatchObject({
      refused: expect.stringContaining("You need access"),
      form: null,
      menus: [],
    });
    expect(desk.workspace.runs).toEqual([]);
    expect(() => desk.editor.click("contact", "show")).toThrow(DeskRefused);
  });

  test("has no item for what is not in the menu", () => {
    desk.editor.load("admin");
    for (const name of ["who", "private_", "constructor"]) {
      expect(() => desk.editor.click("admin", name)).toThrow("no such item");
    }
  });
});

describe("a dialog", () => {
  const call = (name: string, args: readonly unknown[] = []) =>
    desk.editor.call({ dialog: 0, function: name, args });

  beforeEach(() => {
    desk.editor.load("admin");
    desk.editor.click("admin", "show");
  });

  test.each([
    ["with-name", "Error: busy: Somebody else is at work."],
    ["without-name", "busy: Somebody else is at work."],
  ])("is told of a failure %s", (dialogErrorText, message) => {
    desk = new Desk({ dist, realNow: () => start, fresh: true, assume: { dialogErrorText } });
    desk.editor.load("admin");
    desk.editor.click("admin", "show");
    expect(call("fail").error).toEqual({ name: "Error", message });
  });

  test.each([
    ["closed", () => desk.editor.close(0)],
    ["left behind by loading the editor again", () => desk.editor.load("admin")],
  ])("answers nothing once it is %s", (_, leave) => {
    leave();
    expect(desk.editor.view("admin").dialog).toBeNull();
    expect(() => call("who")).toThrow(DeskRefused);
    expect(() => desk.editor.page(0)).toThrow(DeskRefused);
  });
});

describe("a desk that is not set up", () => {
  test("has a clock, a Form without questions, and words instead of registers", () => {
    expect(desk.clock()).toMatchObject({ zone: "America/Los_Angeles" });
    expect(desk.form().open).toBe(false);
    const query = { as: "admin", register: "main", sheetId: null, filter: null };
    expect(desk.register(query).refused).toContain("Set the desk up first");
    expect(desk.inbox().mails).toEqual([]);
  });
});
