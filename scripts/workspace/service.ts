/**
 * How a service of the local Workspace declares what it models. The runtime takes care of the script's context, counts, time, scopes and
 * faults; the service keeps its own state and rules.
 */

const scopePrefix = "https://www.googleapis.com/auth/";

/** @param scopes short names, any one of which would do. */
export function scopeRefusal(path: string, scopes: readonly string[]): GoogleError {
  const needed = scopes.map((scope) => scopePrefix + scope);
  const listed = needed.length === 1 ? needed[0] : `(${needed.join(" || ")})`;
  return new GoogleError(
    `You do not have permission to call ${path}. Required permissions: ${listed}`,
  );
}

/** An object that lives on the server: what crosses into the script is only its class and key. */
export interface Ref {
  readonly $ref: string;
  /** JSON; what the service needs to find it again. */
  readonly key: unknown;
}

/** A value of an enum, e.g. `{ $enum: "FormApp.ItemType", value: "TEXT" }`. */
export interface EnumValue {
  readonly $enum: string;
  readonly value: string;
}

/** An instant that the script sees as a `Date` made in its own realm; milliseconds since 1970. */
export interface DateValue {
  readonly $date: number;
}

/** A person acts, or a trigger fires, as this account. */
export interface Account {
  /** Lower case. */
  readonly address: string;
  suspended: boolean;
}

/** What a method may see and do while it serves one call. */
export interface CallContext {
  readonly store: Store;
  /** Address of the effective user of the run. */
  readonly user: string;
  /** Address of the person at the keyboard, or "" in trigger runs. */
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
  /** The doubts (doubts.ts): name → the answer that this Workspace gives. */
  readonly assume: Readonly<Record<string, string>>;
}

/** An answer that is JSON text already: the same large one may be asked for again and again. */
export class ReadyJson {
  constructor(readonly text: string) {}
}

/** One modelled method. Arguments arrive as JSON values, `Ref`s, `EnumValue`s and `DateValue`s; results likewise. */
export interface Method {
  /** Short names; the call is refused unless the user granted one of them and the manifest lists it. Empty: none needed. */
  readonly scopes: readonly string[];
  /**
   * False for what design section 8 does not count (getting a service object, event fields).
   * "once-per-object": the first call on each object of a run counts and takes time, the others are free; named `Class.*` in a run's counts.
   */
  readonly counts: boolean | "once-per-object";
  /** Simulated duration; platform.md 10. */
  readonly planningMilliseconds: number;
  call(context: CallContext, self: unknown, args: readonly unknown[]): unknown;
}

/**
 * A class (or global, such as MailApp) with the methods that we model. A method that is real but not listed is refused by name.
 * Several tables of one name are merged (FormApp is declared by the Form and by its user interface).
 */
export interface ServiceClass {
  /** As scripts name it: "MailApp", "Form", "Sheets.Spreadsheets.Values", "ScriptApp". */
  readonly name: string;
  /** True: reached as a global of the script; dots make nested objects. */
  readonly global: boolean;
  /** The interface of @types/google-apps-script that lists its real members, e.g. "GoogleAppsScript.Forms.Form". */
  readonly types: string;
  readonly methods: Readonly<Record<string, Method>>;
  /** Enums: "ItemType" → ["TEXT", …]; also on classes whose objects carry them (Ui.Button). */
  readonly enums?: Readonly<Record<string, readonly string[]>>;
}

/**
 * A failure as Google gives it. `String(error)` in the script reads `<name>: <message>`. The words are Google's, which
 * stand in a case of the table or in tests/conformance/words.test.ts with their source, or they are `ownWords`.
 */
export class GoogleError extends Error {
  constructor(
    message: string,
    readonly googleName: "Exception" | "GoogleJsonResponseException" = "Exception",
  ) {
    super(message);
  }
}

/** What Google refuses in words that no source tells: ours, in double parentheses, so that nobody takes them for Google's. */
export const ownWords = (text: string): string => `((${text}))`;

/** A refusal of the local Workspace itself, never to be taken for Google's words: the message begins "local Workspace:". */
export class LocalRefusal extends Error {
  constructor(message: string) {
    super(`local Workspace: ${message}`);
  }
}

/** Ends the run where it stands, as Google does to ask a person for a permission; a script cannot catch it. */
export class EndOfRun extends Error {}

/**
 * The state of the whole Workspace: one JSON-safe slice per service, made on first use.
 * JSON-safe so that it can be copied, compared and put back.
 */
export interface Store {
  slice<T>(name: string, initial: () => T): T;
}

/** A file of Drive; shared by the services for access rules. Slice "drive". */
export interface DriveFile {
  readonly id: string;
  readonly kind: "spreadsheet" | "form";
  name: string;
  owner: string;
  /** Lower case, the owner not included. */
  editors: string[];
  viewers: string[];
  linkSharing: "none" | "domain" | "anyone";
  writersCanShare: boolean;
  copyRequiresWriterPermission: boolean;
  trashed: boolean;
  appProperties: Record<string, string>;
  /** Accounts for which the script's `drive.file` grant covers this file (it made it or opened it). */
  grantedTo: string[];
  readonly createdAt: number;
}

export interface DriveSlice {
  files: Record<string, DriveFile>;
  nextFile: number;
}

export const driveSlice = (store: Store): DriveSlice =>
  store.slice<DriveSlice>("drive", () => ({ files: {}, nextFile: 1 }));

/** Whether two addresses are of one domain. */
export const shareDomain = (one: string, other: string): boolean =>
  domainOf(one) === domainOf(other);

export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);

/** Takes someone out of a file's editors and viewers. */
export function takeOut(file: DriveFile, address: string): void {
  const others = (list: readonly string[]) => list.filter((one) => one !== address);
  file.editors = others(file.editors);
  file.viewers = others(file.viewers);
}

/** May this account open (edit) the file? */
export function mayEdit(file: DriveFile, address: string): boolean {
  return !file.trashed && (file.owner === address || file.editors.includes(address));
}
