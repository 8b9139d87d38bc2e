/** The port Diagnosis: what an error means. Real texts of Google's (platform.md 11 and 13, sheets-api.md 1), each with the kind that people read of. */
import { describe, expect, test } from "vitest";
import type { Trouble } from "../../src/errors";
import { admin, Bench, type BenchOptions } from "./bench";

/** A bench on which an account has taken back some scopes. */
function benchWithout(scopes: readonly string[], options: BenchOptions = {}): Bench {
  const bench = new Bench(options);
  for (const scope of scopes) bench.workspace.revokeScope(admin, scope);
  return bench;
}

const whole = new Bench();
/** `text`: the error's name and message. */
function troubleOf(text: string, { ports }: Bench = whole): Trouble {
  const [, name = "", message = ""] = /^(\w+): (.*)$/.exec(text) ?? [];
  return ports.diagnosis.troubleOf(Object.assign(new Error(message), { name }));
}

const sheets =
  "GoogleJsonResponseException: API call to sheets.spreadsheets.batchUpdate failed with error: ";
const drive = "GoogleJsonResponseException: API call to drive.files.list failed with error: ";
const unused =
  "API has not been used in project 12 before or it is disabled. Enable it by visiting";

test.each<[Trouble["kind"], string]>([
  ["quota", "Exception: Service invoked too many times for one day: email."],
  [
    "quota",
    "Exception: Service invoked too many times in a short time: exec qps. Try Utilities.sleep(1000) between calls.",
  ],
  ["quota", "Exception: Service using too much computer time for one day"],
  [
    "quota",
    "Exception: There are too many scripts running simultaneously for this Google user account.",
  ],
  ["quota", "Exception: There are too many LockService operations against the same script."],
  [
    "quota",
    `${sheets}Quota exceeded for quota metric 'Write requests' and limit 'Write requests per minute per user' of service 'sheets.googleapis.com' for consumer 'project_number:12'.`,
  ],
  ["quota", `${drive}Rate Limit Exceeded`],
  ["outage", "Exception: We're sorry, a server error occurred. Please wait a bit and try again."],
  ["outage", "Exception: Service Spreadsheets failed while accessing document with id 1abc."],
  ["outage", "Exception: Service Spreadsheets timed out while accessing document with id 1abc."],
  ["outage", "Exception: Service unavailable: Forms"],
  ["outage", "Exception: Service error: Forms"],
  ["outage", "Exception: Unable to talk to trigger service"],
  ["outage", "Exception: Lock timeout: another process was holding the lock for too long."],
  // Of the Form or a response: no register is opened so.
  [
    "outage",
    "Exception: No item with the given ID could be found. Possibly because you have not edited this item or you do not have permission to access it.",
  ],
  ["outage", "Exception: Ein Dienst von Google war nicht erreichbar."],
  ["outage", `${sheets}Empty response`],
  ["outage", `${sheets}Internal error encountered.`],
  ["outage", `${sheets}The service is currently unavailable.`],
  [
    "permission",
    "Exception: Authorization is required to perform that action. Please run the script again to authorize it.",
  ],
  [
    "permission",
    "Exception: You do not have permission to call FormApp.create. Required permissions: https://www.googleapis.com/auth/forms",
  ],
  [
    "permission",
    "Exception: Sie sind nicht berechtigt, MailApp.sendEmail aufzurufen. Erforderlich: https://www.googleapis.com/auth/script.send_mail",
  ],
  ["permission", `${sheets}Request had insufficient authentication scopes.`],
  ["file-gone", `${sheets}Requested entity was not found.`],
  ["file-gone", `${sheets}The caller does not have permission`],
  ["file-gone", `${drive}File not found: 1abc.`],
  [
    "file-gone",
    "Exception: Document 1abc is missing (perhaps it was deleted, or you don't have read access?)",
  ],
  ["file-gone", "Exception: You do not have permissions to access the requested document."],
  [
    "file-gone",
    `${sheets}Invalid requests[3].updateCells: You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.`,
  ],
  ["damage", `${sheets}Invalid requests[0].updateCells: No grid with id: 999`],
  ["defect", "TypeError: Cannot read properties of undefined"],
  ["defect", "Error: a row has no key"],
])("%s: %s", (kind, error) => {
  expect(troubleOf(error).kind).toBe(kind);
});

test.each([
  [`${sheets}Google Sheets ${unused} x`, ["Sheets"]],
  [`${drive}Google Drive ${unused} x`, ["Drive"]],
  [
    `${drive}Access Not Configured. Please use Google Developers Console to activate the API: accessNotConfigured`,
    ["Drive"],
  ],
  ["Exception: Access Not Configured: accessNotConfigured", ["Sheets", "Drive"]],
])("which service is off: %s", (text, services) => {
  expect(troubleOf(text)).toEqual({ kind: "service-off", services });
});

describe("which permission is missing", () => {
  const german = "Exception: Diese Aktion ist nicht erlaubt.";
  const refused = "Exception: Authorization is required to perform that action.";
  const named =
    "Exception: You do not have permission to call MailApp.sendEmail. Required permissions: https://www.googleapis.com/auth/script.send_mail";
  const ofMail = ["sending email to those who must act (script.send_mail)"];

  test("is what Google says was not granted, in whatever language the error is", () => {
    const bench = benchWithout(["script.send_mail"]);
    const calls = bench.callsOf(() => {
      for (const error of [german, refused]) {
        expect(troubleOf(error, bench)).toEqual({ kind: "permission", without: ofMail });
      }
    });
    // Each was a run of its own.
    expect(calls).toMatchObject({
      "ScriptApp.getAuthorizationInfo": 2,
      "AuthorizationInfo.getAuthorizedScopes": 2,
    });
  });

  test("is all that is missing", () => {
    const bench = benchWithout(["script.send_mail", "drive.file"]);
    expect(troubleOf(named, bench)).toEqual({
      kind: "permission",
      without: [
        "making the registers, and seeing whether a link opens them (drive.file)",
        ...ofMail,
      ],
    });
  });

  test("is nothing where all was granted", () => {
    expect(troubleOf(german)).toEqual({ kind: "outage", ofRegisters: false });
    expect(troubleOf(refused)).toEqual({ kind: "permission", without: [] });
  });

  test("does not matter, and is not asked for, where an error says what it is about", () => {
    const bench = benchWithout(["script.send_mail"]);
    const text = "Exception: Service invoked too many times for one day: email.";
    const calls = bench.callsOf(() => expect(troubleOf(text, bench)).toEqual({ kind: "quota" }));
    expect(calls["ScriptApp.getAuthorizationInfo"]).toBeUndefined();
  });

  test("is read from the words where Google answers null", () => {
    const bench = benchWithout(["drive.file"], { assume: { authorizedScopes: "null" } });
    expect(troubleOf(named, bench)).toEqual({ kind: "permission", without: ofMail });
    expect(troubleOf(german, bench)).toEqual({ kind: "outage", ofRegisters: false });
  });

  test.each(["ScriptApp.getAuthorizationInfo", "AuthorizationInfo.getAuthorizedScopes"])(
    "is read from the words where there is no %s",
    (call) => {
      const bench = benchWithout(["drive.file"]);
      bench.workspace.fault({ call, when: "before", times: 9 });
      expect(troubleOf(named, bench)).toEqual({ kind: "permission", without: ofMail });
    },
  );

  test("every scope of the manifest can be told", () => {
    for (const scope of whole.workspace.scopes) {
      const found = troubleOf(refused, benchWithout([scope]));
      expect(found).toMatchObject({ kind: "permission", without: [expect.any(String)] });
    }
  });
});
