/** Dialogs on the server's side: pages from files, what is shown to whom, and what a page's call may bring and take. */
import { describe, expect, test } from "vitest";
import { LocalWorkspace } from "../../scripts/workspace/runtime";
import { scriptOwnServices } from "../../scripts/workspace/services";
import { sentMail } from "../../scripts/workspace/services/mail";
import { dialogPage } from "../../scripts/workspace/services/ui/dialog-page";
import { dialogOf, shown } from "../../scripts/workspace/services/ui/store";
import { page, script } from "../desk/dialog-project";
import { admin, manifest, monday, workspaceOf } from "./runtime-bench";

const lead = "lead@district.example";

const open = (htmlFiles: Readonly<Record<string, string>> = { Dialog: page }, bundle = script) =>
  new LocalWorkspace({
    bundle,
    manifest,
    htmlFiles,
    services: scriptOwnServices,
    start: monday,
  });

describe("a page from a file", () => {
  test("is shown with what the script added, in the size it asked for", () => {
    const workspace = open();
    expect(workspace.clickMenu("show", admin).error).toBeNull();
    expect(dialogOf(workspace.store, admin)).toMatchObject({
      number: 0,
      title: "First",
      html: `${page}<script type="application/json" id="first">{"n":1}</script>`,
      width: 600,
      height: 360,
    });
    expect(dialogOf(workspace.store, lead)).toBeNull();
  });

  test.each([
    ["const a = `https://county.example`;", '"//" in a template literal'],
    ["const a = ;", "a script that does not parse"],
  ])("with %s, which HtmlService spoils", (code, why) => {
    const workspace = open({ Dialog: `<script>${code}</script>` });
    expect(workspace.clickMenu("show", admin).error).toContain(why);
  });

  test("that only looks so is shown", () => {
    const fine =
      '<script>const a = "https://x"; // `//\n</script><script type="a/json">{`//`</script>';
    expect(open({ Dialog: fine }).clickMenu("show", admin).error).toBeNull();
  });

  test.each(["setWidth(0)", "setWidth(1.5)", "setHeight(-1)", "append(1)", "setHeight('9')"])(
    "does not take %s",
    (call) => {
      const sized = script.replace("setWidth(600)", call);
      expect(open(undefined, sized).clickMenu("show", admin).error).toContain("not with this");
    },
  );
});

describe("a dialog", () => {
  test("takes the place of the one before it, and goes when the person clicks the menu, which the editor shows", () => {
    const workspace = open();
    workspace.clickMenu("show", admin);
    workspace.callFromDialog("showNext", admin);
    expect(dialogOf(workspace.store, admin)).toMatchObject({ number: 1, title: "Second" });
    workspace.clickMenu("who", admin);
    expect(dialogOf(workspace.store, admin)).toBeNull();
    workspace.openEditor(admin);
    const items = ["Show", "Fail"].map((caption) => ({
      kind: "item",
      caption,
      function: caption.toLowerCase(),
    }));
    expect(shown(workspace.store).menus[admin]).toEqual({ "Student safety": items });
  });
});

describe("a call from a page", () => {
  test("runs as whoever has it open, with their scopes and under every rule of a run", () => {
    const workspace = open();
    expect(workspace.callFromDialog("who", lead).value).toEqual([lead, lead]);
    workspace.revokeScope(admin, "script.send_mail");
    expect(workspace.callFromDialog("mail", admin).error).toContain("script.send_mail");
    expect(workspace.callFromDialog("mail", lead).ok).toBe(true);
    expect(sentMail(workspace.store)).toHaveLength(1);
    expect(workspace.runs.map((run) => [run.surface, run.function, run.as, run.ok])).toEqual([
      ["dialog", "who", lead, true],
      ["dialog", "mail", admin, false],
      ["dialog", "mail", lead, true],
    ]);
  });

  test.each([
    ["private_", "is private to the script"],
    ["constructor", "Script function not found: constructor"],
    ["nowhere", "Script function not found: nowhere"],
  ])("does not reach %s", (name, error) => {
    expect(open().callFromDialog(name, admin)).toMatchObject({
      ok: false,
      error: expect.stringContaining(error),
    });
  });

  test("is refused to an account that is suspended", () => {
    const workspace = open();
    workspace.suspendAccount(admin);
    expect(workspace.callFromDialog("who", admin).error).toContain("may not open");
    expect(workspace.runs).toEqual([]);
  });

  const self: Record<string, unknown> = {};
  self["self"] = self;

  test.each([
    ["a date", [new Date(0)], "Failed due to illegal value in property: 0"],
    ["a date inside", [1, { list: [1, { at: new Date(0) }] }], "property: at"],
    ["a function", [{ f: () => 1 }], "property: f"],
    ["a map", [["a", new Map()]], "property: 1"],
    ["an object of a class", [{ x: new URL("http://a.example") }], "property: x"],
    ["what holds itself", [self], "Failed due to circular reference."],
  ])("does not carry %s", (_, args, error) => {
    const workspace = open();
    expect(() => workspace.callFromDialog("echo", admin, args)).toThrow(error);
    expect(workspace.runs).toEqual([]);
  });

  test("carries a copy: what is undefined in a list as null, in an object not at all", () => {
    const given = {
      list: [undefined, 1],
      none: undefined,
      hidden__: 1,
      text: "\u2028 <é>",
      no: null,
    };
    expect(open().callFromDialog("echo", admin, [given]).value).toEqual({
      list: [null, 1],
      text: "\u2028 <é>",
      no: null,
    });
  });

  test("cannot bring one of Google's objects by calling it so", () => {
    const forged = { $ref: "Ui", key: "form", $date: 1, $enum: "Ui.Button", value: "OK" };
    expect(open().callFromDialog("kind", admin, [forged]).value).toEqual(["object", true, "Ui"]);
  });
});

describe("what a page gets back", () => {
  test.each([
    ["dated", null],
    ["nothing", null],
    ["odd", { map: {}, set: {}, pattern: {}, list: [null, 1], none: null }],
  ])("from %s", (name, value) => {
    const result = open().callFromDialog(name, admin);
    expect(result.error).toBeNull();
    if (value === null) expect(result.value).toBeNull();
    else expect(result.value).toMatchObject(value);
  });

  test("is a function's text, and no object of Google's", () => {
    const workspace = open();
    expect(workspace.callFromDialog("odd", admin).value).toMatchObject({
      code: "function () { return 1; }",
    });
    expect(workspace.callFromDialog("service", admin).error).toContain("an object of Google's");
  });

  test("to any other caller is unchanged", () => {
    expect(
      workspaceOf(script).run({ function: "dated", surface: "menu", as: admin }).value,
    ).toEqual({ deep: [{ at: "1970-01-01T00:00:00.000Z" }] });
  });
});

test("the client comes before the page, behind its doctype, and cannot end its own element", () => {
  const html = dialogPage("<!doctype html>\n<title>x</title>", {
    functions: ["</script>"],
    replies: "as-asked",
  });
  expect(html).toMatch(/^<!doctype html><script>[\s\S]*<\/script>\n<title>x<\/title>$/);
  expect(html.match(/<\/script>/g)).toHaveLength(1);
});
