/**
 * The port Diagnosis: what an error means. Each text is really Google's (platform.md 11 and 13, sheets-api.md 1), with the kind of error
 * that people read about.
 */
import { describe, expect, test } from "vitest";
import { type Trouble, troubleWords } from "../../src/errors";
import { admin, Bench, type BenchOptions } from "./bench";

/** A bench on which an account has taken back some scopes. */
function benchWithout(scopes: readonly string[], options: BenchOptions = {}): Bench {
  const bench = new Bench(options);
  for (const scope of scopes) bench.workspace.revokeScope(admin, scope);
  return bench;
}

const whole = new Bench();
/** `text`: the error's name and message; the name is Exception where there is none. */
function troubleOf(text: string, { ports }: Bench = whole): Trouble {
  const [, name = "Exception", message = text] =
    /^(\w*(?:Error|Exception)): (.*)$/.exec(text) ?? [];
  return ports.diagnosis.troubleOf(Object.assign(new Error(message), { name }));
}

const failed = (call: string) =>
  `GoogleJsonResponseException: API call to ${call} failed with error: `;
const sheets = failed("sheets.spreadsheets.batchUpdate");
const drive = failed("drive.files.list");
const unused =
  "API has not been used in project 12 before or it is disabled. Enable it by visiting";

const texts: Readonly<Partial<Record<Trouble["kind"], readonly string[]>>> = {
  quota: [
    "Service invoked too many times for one day: email.",
    "Service invoked too many times in a short time: exec qps. Try Utilities.sleep(1000) between calls.",
    "Service using too much computer time for one day",
    "There are too many scripts running simultaneously for this Google user account.",
    "There are too many LockService operations against the same script.",
    `${sheets}Quota exceeded for quota metric 'Write requests' and limit 'Write requests per minute per user' of service 'sheets.googleapis.com' for consumer 'project_number:12'.`,
    `${drive}Rate Limit Exceeded`,
  ],
  outage: [
    "Service Spreadsheets failed while accessing document with id 1abc.",
    "Unable to talk to trigger service",
    // After some 35 writes to one Form in a row.
    "Please wait and try again.",
    // Of the Form or a response: no register is opened so.
    "No item with the given ID could be found. Possibly because you have not edited this item or you do not have permission to access it.",
    "Ein Dienst von Google war nicht erreichbar.",
    `${sheets}Empty response`,
    `${sheets}Internal error encountered.`,
  ],
  permission: [
    "Authorization is required to perform that action. Please run the script again to authorize it.",
    "You do not have permission to call FormApp.create. Required permissions: https://www.googleapis.com/auth/forms",
    "Sie sind nicht berechtigt, MailApp.sendEmail aufzurufen. Erforderlich: https://www.googleapis.com/auth/script.send_mail",
    `${sheets}Request had insufficient authentication scopes.`,
  ],
  "file-gone": [
    `${sheets}Requested entity was not found.`,
    `${sheets}The caller does not have permission`,
    `${drive}File not found: 1abc.`,
    "Document 1abc is missing (perhaps it was deleted, or you don't have read access?)",
    "You do not have permissions to access the requested document.",
    `${sheets}Invalid requests[3].updateCells: You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.`,
  ],
  damage: [`${sheets}Invalid requests[0].updateCells: No grid with id: 999`],
  defect: ["TypeError: Cannot read properties of undefined", "Error: a row has no key"],
};

test.each(Object.entries(texts).flatMap(([kind, all]) => all.map((text) => [kind, text])))(
  "%s: %s",
  (kind, text) => {
    expect(troubleOf(text).kind).toBe(kind);
  },
);

test.each([
  [`${sheets}Google Sheets ${unused} x`, ["Sheets"]],
  [`${drive}Google Drive ${unused} x`, ["Drive"]],
  [`${drive}Access Not Configured. Please activate the API: accessNotConfigured`, ["Drive"]],
  ["Access Not Configured: accessNotConfigured", ["Sheets", "Drive"]],
])("which service is off: %s", (text, services) => {
  expect(troubleOf(text)).toEqual({ kind: "service-off", services });
});

test.each<[object, object]>([
  [{ code: 429 }, { kind: "quota" }],
  [{ code: 403, errors: [{ reason: "userRateLimitExceeded" }] }, { kind: "quota" }],
  [{ code: 404 }, { kind: "file-gone" }],
  [{ code: 403, errors: [{ reason: "accessNotConfigured" }] }, { kind: "service-off" }],
  [{ code: 503 }, { kind: "outage", ofRegisters: true }],
])("in another language an error of the API is judged by its status: %j", (details, trouble) => {
  const message = "API call to sheets.spreadsheets.get failed with error: No se ha podido";
  const error = Object.assign(new Error(message), { name: "GoogleJsonResponseException", details });
  expect(whole.ports.diagnosis.troubleOf(error)).toMatchObject(trouble);
});

test.each([
  "Invalid data updating form.",
  "Array is empty: values",
  "Questions cannot have duplicate choice values.",
])("what no Form takes is our mistake and no outage: %s", (text) => {
  expect(troubleOf(text)).toMatchObject({
    kind: "defect",
    code: expect.stringMatching(/^FormErr/),
  });
});

describe("which permission is missing", () => {
  const german = "Diese Aktion ist nicht erlaubt.";
  const refused = "Authorization is required to perform that action.";
  const named =
    "You do not have permission to call MailApp.sendEmail. Required permissions: https://www.googleapis.com/auth/script.send_mail";
  const ofMail = "sending email to those who must act (script.send_mail)";
  const ofDrive = "making the registers, and seeing whether a link opens them (drive.file)";
  const lacking = (...without: readonly string[]) => ({ kind: "permission", without });
  const outage = { kind: "outage", ofRegisters: false };
  const asks = "ScriptApp.getAuthorizationInfo";

  test.each([
    [
      "what Google says was not granted, in any language",
      ["script.send_mail"],
      german,
      lacking(ofMail),
    ],
    ["the same where the words name none", ["script.send_mail"], refused, lacking(ofMail)],
    ["all that is missing", ["script.send_mail", "drive.file"], named, lacking(ofDrive, ofMail)],
    ["not the cause where all was granted", [], german, outage],
    ["not known where all was granted", [], refused, lacking()],
  ])("is %s", (_, scopes, text, found) => {
    const bench = benchWithout(scopes);
    const calls = bench.callsOf(() => expect(troubleOf(text, bench)).toEqual(found));
    expect(calls).toMatchObject({ [asks]: 1, "AuthorizationInfo.getAuthorizedScopes": 1 });
  });

  test("is read from the words where Google answers null", () => {
    const bench = benchWithout(["drive.file"], { assume: { authorizedScopes: "null" } });
    expect(troubleOf(named, bench)).toEqual(lacking(ofMail));
    expect(troubleOf(german, bench)).toEqual(outage);
  });

  test.each([asks, "AuthorizationInfo.getAuthorizedScopes"])(
    "is read from the words where there is no %s",
    (call) => {
      const bench = benchWithout(["drive.file"]);
      bench.workspace.fault({ call, when: "before", times: 9 });
      expect(troubleOf(named, bench)).toEqual(lacking(ofMail));
    },
  );

  test("every scope of the manifest can be told", () => {
    for (const scope of whole.workspace.scopes) {
      const found = troubleOf(refused, benchWithout([scope]));
      expect(found).toMatchObject(lacking(expect.any(String)));
    }
  });
});

test("of a limit for each minute it says so: a person waits a minute, and no day", () => {
  const limit = (words: string) =>
    troubleWords(troubleOf(`GoogleJsonResponseException: API call failed: ${words}`)).next;
  expect(limit("Quota exceeded for 'Read requests per minute per user' of Sheets")).toMatch(
    /^Wait a minute, then try again/,
  );
  expect(limit("Service invoked too many times for one day: email.")).toMatch(/or tomorrow/);
});
