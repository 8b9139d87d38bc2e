/** The options, what clasp's words mean, and whose files are whose: no process, no network. */
import { describe, expect, test } from "vitest";
import { refusal } from "../../scripts/deploy/clasp-words";
import { difference, remember, strangersIn } from "../../scripts/deploy/file-set";
import { formIdOf, readOptions } from "../../scripts/deploy/options";
import { DeployError, exitCodes } from "../../scripts/deploy/outcome";
import { desk } from "../../scripts/deploy/product";

const files = (entries: Record<string, string>) =>
  new Map(Object.entries(entries).map(([name, text]) => [name, Buffer.from(text)]));

describe("options", () => {
  test.each([
    [["--environment", "x"]],
    [["--env", "../x"]],
    [["--form", "https://docs.google.com/forms/d/e/1FAIpQLSabcdefghijklmnop/viewform"]],
    [["--form", "form-of-the-district-number-1", "--new-form"]],
  ])("refuses %j", (words) => {
    expect(() => readOptions(words)).toThrow(DeployError);
  });

  test("takes a Form's address or its id", () => {
    const id = "1aBcDeFgHiJkLmNoPqRsTuV";
    expect(formIdOf(`https://docs.google.com/forms/d/${id}/edit#responses`)).toBe(id);
    expect(formIdOf(id)).toBe(id);
  });

  test("names a rehearsal's Form as one, and the live one not", () => {
    expect(desk.title("staging")).toBe("Student safety report (staging)");
    expect(desk.title("live")).toBe(desk.title(null));
  });
});

test.each([
  ["No credentials found.", "login"],
  ["invalid_grant", "login"],
  ["Request had insufficient authentication scopes.", "login"],
  ["User has not enabled the Apps Script API. Enable it by visiting …", "api-off"],
  ["Requested entity was not found.", "not-permitted"],
  ["admin_policy_enforced", "not-permitted"],
  ['Missing ; before statement. - "Code:12"', "content"],
  ["request to https://script.googleapis.com failed, reason: getaddrinfo ENOTFOUND", "network"],
  ["Something new", "unforeseen"],
])("reads clasp's %j as %s", (said, code) => {
  const found = refusal(said, "a step");
  expect(found.code).toBe(code);
  expect(found.where).toContain(said);
});

test("every end has an exit code of its own", () => {
  const codes = Object.values(exitCodes);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes).not.toContain(0);
});

describe("whose files a project holds", () => {
  const code =
    "var studentSafetyDesk;function onOpen(){}function onFormSubmit(){}function onRegisterEdit(){}function onClock(){}";
  const ours = files({ "Code.js": code, "appsscript.json": "{}" });
  const old = files({ "Old.html": "<p>" });
  const cases: [string, Map<string, Buffer>, Record<string, string>, string[]][] = [
    [
      "new",
      files({ "Código.js": "function myFunction() {\n  \n}\n", "appsscript.json": "{}" }),
      {},
      [],
    ],
    ["ours", ours, {}, []],
    ["ours and a file we do not know", new Map([...ours, ...old]), {}, ["Old.html"]],
    ["ours and a file we pushed", new Map([...ours, ...old]), remember(old), []],
    [
      "ours and a file we pushed, changed since",
      new Map([...ours, ...files({ "Old.html": "<b>" })]),
      remember(old),
      ["Old.html"],
    ],
    ["somebody else's", files({ "Code.js": "function x() {}" }), {}, ["Code.js"]],
  ];
  test.each(cases)("%s", (_name, found, last, strangers) => {
    expect(strangersIn(found, ours, last, desk.isOurs)).toEqual(strangers);
  });
});

test("one byte is a difference", () => {
  expect(difference(files({ a: "1", b: "2" }), files({ a: "1\n", c: "3" }))).toEqual({
    missing: ["b"],
    changed: ["a"],
    extra: ["c"],
  });
});
