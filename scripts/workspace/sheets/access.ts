/** Who may open a spreadsheet through the API, and how often. Error texts and codes: sheets-api.md 1, 5, 6. */
import {
  type CallContext,
  type DriveFile,
  driveSlice,
  GoogleError,
  LocalRefusal,
  shareDomain,
} from "../service";
import { callsPerMinute } from "./limits";
import { type Spreadsheet, sheetsSlice } from "./store";

/** Whether an account may see a file: by name, or because the file is open to everyone with the link or to the domain. */
export function maySee(file: DriveFile, address: string): boolean {
  return (
    file.owner === address ||
    file.editors.includes(address) ||
    file.viewers.includes(address) ||
    file.linkSharing === "anyone" ||
    (file.linkSharing === "domain" && shareDomain(file.owner, address))
  );
}

/** Whether the run's scopes cover the file. With only `drive.file` they cover the files that the script made or opened for this user. */
export function reaches(context: CallContext, file: DriveFile, wideScope: string): boolean {
  return context.granted.includes(wideScope) || file.grantedTo.includes(context.user);
}

/**
 * The spreadsheet with that id and its file, for a call of the Sheets API. A file in the trash opens like any other, unless
 * `assume.apiOpensBin` is "no" (no source says).
 * @throws GoogleError 404 if there is no such file or no grant covers it, 403 if the user has no access.
 */
export function opened(
  context: CallContext,
  id: string,
  need: "read" | "write",
): { spreadsheet: Spreadsheet; file: DriveFile } {
  const file = driveSlice(context.store).files[id];
  const spreadsheet = sheetsSlice(context.store).spreadsheets[id];
  if (file === undefined || spreadsheet === undefined || !reaches(context, file, "spreadsheets")) {
    throw new GoogleError("Requested entity was not found.");
  }
  if (file.trashed && context.assume["apiOpensBin"] === "no") {
    throw new GoogleError("Requested entity was not found.");
  }
  const allowed =
    need === "read"
      ? maySee(file, context.user)
      : file.owner === context.user || file.editors.includes(context.user);
  if (!allowed) throw new GoogleError("The caller does not have permission");
  return { spreadsheet, file };
}

const minute = 60_000;

/**
 * Counts a call against the user's limit of 60 in each minute of the clock, for reads and writes separately: the count starts again when
 * the minute turns, whatever the age of the calls (platform.md 15). A call that is refused for this does not count.
 * @throws GoogleError 429 above the limit.
 */
export function spend(context: CallContext, kind: "reads" | "writes"): void {
  const { calls } = sheetsSlice(context.store);
  const own = calls[context.user] ?? { reads: [], writes: [] };
  calls[context.user] = own;
  const turned = context.now - (context.now % minute);
  own[kind] = own[kind].filter((at) => at >= turned);
  if (own[kind].length >= callsPerMinute) {
    const metric = kind === "reads" ? "Read requests" : "Write requests";
    throw new GoogleError(
      `Quota exceeded for quota metric '${metric}' and limit '${metric} per minute per user' of service 'sheets.googleapis.com' for consumer 'project_number:1'.`,
    );
  }
  own[kind].push(context.now);
}

/** Runs a call of an advanced service. If Google refuses it, the script gets an error that begins with the method's name. */
export function asAdvancedCall<T>(method: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    throw new GoogleError(
      `API call to ${method} failed with error: ${error.message}`,
      "GoogleJsonResponseException",
    );
  }
}

/**
 * An argument that becomes part of the address of the request, such as an id.
 * @throws LocalRefusal unless it is a text that is not empty.
 */
export function pathParameter(value: unknown, name: string): string {
  if (typeof value !== "string" || value === "") {
    throw new LocalRefusal(`modelled, but not with this argument: ${name} must be a text`);
  }
  return value;
}
