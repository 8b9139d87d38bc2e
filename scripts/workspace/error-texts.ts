/**
 * Which error texts of the local Workspace are Google's, and who says so. Every text that a service throws stands here, or is thrown
 * as `ownWords`; a test compares. `…` stands for what varies. Google answers in the account's language: these are the English texts.
 */

export interface GooglesText {
  readonly text: string;
  /** "documented": on a page of Google's. "observed": read in a reply of Google's by others. Nobody here saw one. */
  readonly how: "documented" | "observed";
  readonly source: string;
  /** When the source was read, ISO 8601. */
  readonly date: string;
}

const first = "2026-11-24";
const second = "2026-11-26";

function texts(
  how: GooglesText["how"],
  source: string,
  date: string,
  ...all: readonly string[]
): readonly GooglesText[] {
  return all.map((text) => ({ text, how, source, date }));
}

export const googlesTexts: readonly GooglesText[] = [
  ...texts(
    "observed",
    "platform.md 11: RomainVialard/ErrorHandler",
    first,
    "We're sorry, a server error occurred. Please wait a bit and try again.",
    "Document … is missing (perhaps it was deleted, or you don't have read access?)",
    "No item with the given ID could be found. Possibly because you have not edited this item or you do not have permission to access it.",
    "No item with the given ID could be found.",
    "You do not have permissions to access the requested document.",
    "Authorization is required to perform that action. Please run the script again to authorize it.",
    "Failed to send email: no recipient",
    "Invalid email: …",
    "Limit Exceeded: Email Recipients Per Message.",
    "Limit Exceeded: Email Body Size.",
    "Argument too large: subject",
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.",
    "There are too many LockService operations against the same script.",
  ),
  ...texts(
    "observed",
    "platform.md 13: HR/google-drive-unshare issues 4, 5",
    second,
    "User does not exist",
    "No such user.",
  ),
  ...texts(
    "observed",
    "platform.md 2: situmorang-com/gscript-mailRemainingQuota",
    first,
    "Service invoked too many times for one day: email.",
  ),
  ...texts(
    "observed",
    "platform.md 1, 2, 8, 11: scripts in public that met it",
    first,
    "This script has too many triggers. Triggers must be deleted from the script before more can be added.",
    "Script function not found: …",
    "Argument too large: value",
    "You do not have permission to call …. Required permissions: …",
    "Exceeded maximum execution time",
  ),
  ...texts(
    "documented",
    "platform.md 7: of SpreadsheetApp.getUi, here of FormApp's",
    first,
    "Cannot call FormApp.getUi() from this context.",
  ),
  ...texts(
    "observed",
    "platform.md 6: TAN/2023-08-28, and others who read the page's own code",
    first,
    "Failed due to illegal value in property: …",
    "Failed due to circular reference.",
  ),
  ...texts(
    "observed",
    "scripts in public that met it",
    second,
    "You have exceeded the property storage quota. Please remove some properties and try again.",
    "The value you passed to everyMinutes was invalid. It must be one of 1, 5, 10, 15 or 30.",
    "No HTML file named … was found.",
    "Invalid data updating form.",
    "Invalid conversion for item type: ….",
    "Invalid field selection …",
    "The user does not have sufficient permissions for this file.",
    "API call to … failed with error: Internal error encountered.",
    "You can't remove all the visible sheets in a document.",
    "Sorry, it is not possible to delete all non-frozen ….",
    "No conditional format on sheet: … at index: …",
    "Invalid …: No request set.",
  ),
  ...texts(
    "observed",
    "the JSON reader of protobuf, whose code Google publishes",
    second,
    "Invalid value at '…' (oneof), oneof field 'kind' is already set. Cannot set '…'",
    "Invalid value at '…' (oneof), …",
  ),
  ...texts(
    "observed",
    "sheets-api.md 1: JAH, recorded from a real run",
    first,
    "Quota exceeded for quota metric '…' and limit '… per minute per user' of service 'sheets.googleapis.com' for consumer 'project_number:1'.",
    "API call to … failed with error: …",
  ),
  ...texts(
    "observed",
    "platform.md 13: google/clasp issue 1151; issues of public repositories",
    second,
    "API call to … failed with error: Google … API has not been used in project … before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/…/overview?project=… then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.",
  ),
  ...texts(
    "observed",
    "sheets-api.md 10: JAH, recorded from a real run",
    first,
    "File not found: ….",
  ),
  ...texts(
    "observed",
    "sheets-api.md 1: GSP, recorded replies",
    first,
    "Requested entity was not found.",
    "The caller does not have permission",
    "Unable to parse range: …",
    "Invalid value at '…' (…), …",
    "You can't hide all the sheets in a document.",
  ),
  ...texts(
    "observed",
    "sheets-api.md 13: recorded replies",
    first,
    "Must specify at least one dataFilter.",
    "Invalid dataFilter[…]: …",
  ),
  ...texts(
    "observed",
    "sheets-api.md 1: issues of public repositories",
    first,
    "Must specify at least one request.",
    "Cannot exceed … requests in a single batch.",
    "Invalid requests[…].…: …",
    "No grid with id: …",
    "Range (…) exceeds grid limits. Max rows: …, max columns: …",
    "Attempting to write column: …, beyond the last requested column of: …",
    "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)",
    "Invalid JSON payload received. Unknown name …: Cannot find field.",
    'A sheet with the name "…" already exists. Please enter another name.',
    'Sheet "…" already has sheet protection.',
    "ProtectedRange is warningOnly. Editors cannot be set on it.",
    "Your input contains more than the maximum of … characters in a single cell.",
    "This action would increase the number of cells in the workbook above the limit of … cells.",
  ),
];
