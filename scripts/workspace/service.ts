/**
 * How a service of the local Workspace declares what it models, and what all services share. The runtime takes care of the script's
 * context, of counts, time, scopes and faults; a service keeps only its own state and rules.
 */

const scopePrefix = "https://www.googleapis.com/auth/";

/**
 * Google's error for a call without permission.
 * @param scopes Short names of the scopes, any one of which would be enough.
 */
export function scopeRefusal(path: string, scopes: readonly string[]): GoogleError {
  const needed = scopes.map((scope) => scopePrefix + scope);
  const listed = needed.length === 1 ? needed[0] : `(${needed.join(" || ")})`;
  return new GoogleError(
    `You do not have permission to call ${path}. Required permissions: ${listed}`,
  );
}

/** An object that stays on the server, e.g. a Form. Only its class and its key cross into the script. */
export interface Ref {
  readonly $ref: string;
  /** JSON by which the service finds the object again. */
  readonly key: unknown;
}

/** A value of an enum, e.g. `{ $enum: "FormApp.ItemType", value: "TEXT" }`. */
export interface EnumValue {
  readonly $enum: string;
  readonly value: string;
}

/** An instant in milliseconds since 1970. The script receives it as a `Date` of its own realm. */
export interface DateValue {
  readonly $date: number;
}

/** An account, as which a person acts or a trigger runs. */
export interface Account {
  /** Lower case. */
  readonly address: string;
  suspended: boolean;
}

/** What a method can see and do during one call. */
export interface CallContext {
  readonly store: Store;
  /** Address of the account under whose authority the run works (Google's "effective user"). */
  readonly user: string;
  /** Address of the person who started the run; "" in trigger runs. */
  readonly activeUser: string;
  readonly now: number;
  /** Id of the Form that the script is bound to. */
  readonly containerId: string;
  /** What started the run. */
  readonly surface: "form-submit" | "edit" | "clock" | "menu" | "simple" | "dialog";
  /** The project's pages by name, without ".html". */
  readonly htmlFiles: Readonly<Record<string, string>>;
  /** IANA zone of the script (the manifest's). */
  readonly scriptZone: string;
  /** Scopes that the effective user has granted (short names, e.g. "spreadsheets"). */
  readonly granted: readonly string[];
  /** Scopes of the manifest that the effective user has not granted. */
  readonly missing: readonly string[];
  /** Adds to the run's counts. */
  countCellsRead(cells: number): void;
  countCellsWritten(cells: number): void;
  /** Lets simulated time pass (a sleep, a wait for a lock). */
  pass(milliseconds: number): void;
  /** Identifies the run, e.g. as the holder of the lock. */
  readonly runId: number;
  /** The answer to each doubt (doubts.ts), by its name. */
  readonly assume: Readonly<Record<string, string>>;
}

/** An answer that is JSON text already, so that a large one is not made into text again each time. */
export class ReadyJson {
  constructor(readonly text: string) {}
}

/** One modeled method. Its arguments and its result are JSON values, `Ref`s, `EnumValue`s and `DateValue`s. */
export interface Method {
  /**
   * Short names of scopes. The manifest must list one of them and the user must have granted it, or the call is refused. Empty: the call
   * needs none.
   */
  readonly scopes: readonly string[];
  /**
   * Whether a call is counted in the run's record. False for what design section 8 does not count: getting a service object, reading a
   * field of an event. "once-per-object": the first call on each object counts and takes time, later ones in the run are free; the record
   * names it `Class.*`.
   */
  readonly counts: boolean | "once-per-object";
  /** How long a call takes in simulated time (planning numbers of platform.md 10). */
  readonly planningMilliseconds: number;
  call(context: CallContext, self: unknown, args: readonly unknown[]): unknown;
}

/**
 * A class (or a global such as MailApp) with the methods that we model. A method that Google has and that is missing here is refused by
 * name. Several declarations of one name are merged: FormApp is declared by forms/ and by services/ui/.
 */
export interface ServiceClass {
  /** The name in scripts, e.g. "MailApp", "Form", "Sheets.Spreadsheets.Values". */
  readonly name: string;
  /** True if scripts reach it by its name. Dots then mean nested objects. */
  readonly global: boolean;
  /** The interface of @types/google-apps-script that lists its real members, e.g. "GoogleAppsScript.Forms.Form". */
  readonly types: string;
  readonly methods: Readonly<Record<string, Method>>;
  /** Enums with their values: "ItemType" → ["TEXT", …]. A class can have enums too, if its objects carry them (Ui.Button). */
  readonly enums?: Readonly<Record<string, readonly string[]>>;
}

/**
 * A failure as Google gives it. In the script `String(error)` is `<name>: <message>`. The message is in Google's words, with a source in a
 * case of tests/conformance/table or in tests/conformance/words.test.ts; if no source has them, it is made by `ownWords`.
 */
export class GoogleError extends Error {
  constructor(
    message: string,
    readonly googleName: "Exception" | "GoogleJsonResponseException" = "Exception",
  ) {
    super(message);
  }
}

/** Marks the words of a refusal as ours, in double parentheses, because no source has Google's. */
export const ownWords = (text: string): string => `((${text}))`;

/** A refusal by the local Workspace, not by Google. Its message begins with "local Workspace:". */
export class LocalRefusal extends Error {
  constructor(message: string) {
    super(`local Workspace: ${message}`);
  }
}

/** Ends the run at this call, as Google does to ask a person for a permission. The script cannot catch it. */
export class EndOfRun extends Error {}

/**
 * The state of the whole Workspace: one slice for each service, made when it is first asked for. Slices are JSON-safe, so that they can be
 * copied, compared and restored.
 */
export interface Store {
  slice<T>(name: string, initial: () => T): T;
}

/** A file in Drive, which several services check for access. Kept in the slice "drive". */
export interface DriveFile {
  readonly id: string;
  readonly kind: "spreadsheet" | "form";
  name: string;
  owner: string;
  /** Addresses in lower case, without the owner's. */
  editors: string[];
  viewers: string[];
  linkSharing: "none" | "domain" | "anyone";
  writersCanShare: boolean;
  copyRequiresWriterPermission: boolean;
  trashed: boolean;
  appProperties: Record<string, string>;
  /** Accounts whose `drive.file` grant covers this file, because the script made or opened it for them. */
  grantedTo: string[];
  readonly createdAt: number;
}

export interface DriveSlice {
  files: Record<string, DriveFile>;
  nextFile: number;
}

export const driveSlice = (store: Store): DriveSlice =>
  store.slice<DriveSlice>("drive", () => ({ files: {}, nextFile: 1 }));

/** Whether two addresses have the same domain. */
export const shareDomain = (one: string, other: string): boolean =>
  domainOf(one) === domainOf(other);

export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);

/** Removes an address from a file's editors and viewers. */
export function takeOut(file: DriveFile, address: string): void {
  const others = (list: readonly string[]) => list.filter((one) => one !== address);
  file.editors = others(file.editors);
  file.viewers = others(file.viewers);
}

/** Whether an account may edit the file. No one may edit a file in the trash. */
export function mayEdit(file: DriveFile, address: string): boolean {
  return !file.trashed && (file.owner === address || file.editors.includes(address));
}
