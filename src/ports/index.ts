/**
 * The ports: everything that the rest of the script needs from Google Workspace, as interfaces. `src/google` implements them. Nothing here
 * names a Google service.
 */
import type { AdvancedService, Trouble } from "../errors";
import type { Memory } from "../store/store";
import type { FormBuilder, FormResponses } from "./form-ports";
import type { BatchRequest, GridRange } from "./sheets-requests";

export * from "./form-ports";
export type { BatchRequest, GridRange, Memory };

/**
 * The registers (spreadsheets) that every installation has (design 2.11): `main` for ordinary cases, and one for each audience of sealed
 * reports. For a sealed report the script tries them in this order. See registers/kinds for the differences.
 */
export const registerNames = ["main", "sealed", "sealed-lead", "sealed-alternate"] as const;
/** A register for the cases of some schools, where a district wants that (design 2.22). */
export type SchoolRegister = `school:${string}`;
export type RegisterName = (typeof registerNames)[number] | SchoolRegister;
/**
 * The mark that a spreadsheet carries as an app property, so that the script finds the file again if it lost the id: the name of a
 * register; "next-" and that name, for a file that will replace a register at a roll-over; "retired", for a file that was replaced; "index",
 * for the index of the cases in registers of schools.
 */
export type RegisterMark = RegisterName | `next-${RegisterName}` | "retired" | "index";

/** Time. All instants are milliseconds since 1970, UTC. */
export interface Clock {
  now(): number;
  /** When this run began; Google ends it six minutes later. */
  readonly started: number;
  /** IANA name of the district's zone, e.g. "America/Los_Angeles". */
  readonly zone: string;
  /** Minutes that wall clocks in the district's zone are ahead of UTC at an instant (milliseconds UTC): -420 in a Californian summer. */
  offsetMinutes(at: number): number;
  /** Waits. Never called while the lock is held, but for Set up. */
  sleep(milliseconds: number): void;
}

/** A cell as Google sends it with UNFORMATTED_VALUE and SERIAL_NUMBER. An empty cell is "", or missing at the end of a row. */
export type RawCell = string | number | boolean | null;

/** The cells of one range. */
export interface RangeValues {
  /** The range in A1 notation, as Google repeats it. The part before "!" is the tab's present title. */
  readonly range: string;
  /** Rows may differ in length: empty cells at the end of a row, and empty rows at the end, are missing. */
  readonly values: readonly (readonly RawCell[])[];
}

/** A cell with a formula. `row` and `column` are zero-based. */
export interface CellPlace {
  readonly sheetId: number;
  readonly row: number;
  readonly column: number;
  /** The formula as typed, beginning with "=". */
  readonly formula: string;
}

/** Tabs, protections, filter views and conditional formats of a spreadsheet, without cell values. */
export interface SpreadsheetStructure {
  readonly tabs: readonly {
    readonly sheetId: number;
    readonly title: string;
    readonly rowCount: number;
    readonly columnCount: number;
  }[];
  readonly zone: string;
  readonly protectedRanges: readonly {
    readonly id: number;
    readonly description: string;
    /** Addresses in lower case; empty if Google does not show them. */
    readonly editors: readonly string[];
    /** Whether the running account may write there. */
    readonly isOpen: boolean;
    /** The protected range; it has no row and column bounds if the whole tab is protected. */
    readonly range: GridRange;
    /** Parts of the protected range that every editor of the file may still edit. */
    readonly leavesOpen: readonly GridRange[];
  }[];
  readonly filterViews: readonly Readonly<{ id: number; title: string; range: GridRange }>[];
  readonly charts: readonly number[];
  /** The rules of conditional formatting. */
  readonly highlights: readonly {
    readonly sheetId: number;
    /** The rule's zero-based place in the order of the tab's rules. */
    readonly index: number;
    readonly ranges: readonly GridRange[];
    /** The type of the rule's condition, then the condition's values. */
    readonly condition: readonly string[];
  }[];
}

/** The spreadsheets that hold registers. Unless it says otherwise, a method makes one call to Google and throws what Google throws. */
export interface Spreadsheets {
  /** Makes a private spreadsheet that editors cannot share with others (design 2.11), with the mark as an app property. Returns its id. */
  create(name: string, mark: RegisterMark): string;
  /** Ids of the spreadsheets that this script gave this mark and that are not in the trash, oldest first. */
  find(mark: RegisterMark): readonly string[];
  /** Replaces a file's mark and, if `as` is given, its name and whether it is in the trash. Only the owner can move a file to the trash. */
  mark(
    id: string,
    mark: RegisterMark,
    as?: { readonly name: string; readonly isBinned: boolean },
  ): void;
  read(id: string, ranges: readonly GridRange[]): readonly RangeValues[];
  /**
   * Applies all requests or none. `readBack`: ranges in A1 notation that are read after the batch was applied and returned in the same
   * order. No two of them may have the same first cell. Throws `AddressRefused` if Google
   * may have refused an editor of a protection.
   */
  batchUpdate(
    id: string,
    requests: readonly BatchRequest[],
    readBack?: readonly string[],
  ): readonly RangeValues[];
  /** The cells in these A1 ranges that hold a formula, whatever they show. Two ranges of a tab must not have the same first cell. */
  formulas(id: string, ranges: readonly string[]): readonly CellPlace[];
  /** Throws AppError "no-access" if the file does not exist or this account may not open it. */
  structure(id: string): SpreadsheetStructure;
}

/** Reads and changes who can open a register's file. */
export interface Access {
  /** Addresses of a register's editors, in lower case. Google may or may not list the owner among them. */
  editors(id: string): readonly string[];
  /** The owner's address, in lower case; null if no person owns the file (on a shared drive). Two calls. */
  owner(id: string): string | null;
  /**
   * Lets one address edit the file. Each address takes a call of its own, since Google refuses a whole list because of one bad address.
   * `add`, `remove` and `removeViewer` throw `AddressRefused` if Google refuses the address.
   */
  add(id: string, address: string): void;
  remove(id: string, address: string): void;
  removeViewer(id: string, address: string): void;
  /** One call. */
  sharing(id: string): Sharing;
  /** Makes sure that only the owner can share the file. Throws if this account does not own it. */
  keepToOwner(id: string): void;
}

/** How a file is shared, according to Drive. */
export interface Sharing {
  /**
   * Who can open the file apart from the people listed: "no" (no one), "link-or-domain" (everyone with the link, or a whole domain),
   * "cannot-see" (Drive does not tell this account, design 2.11), "in-bin" (the file is in the trash), "service-off" (the Drive API is off).
   */
  readonly open: "no" | "link-or-domain" | "cannot-see" | "in-bin" | "service-off";
  /** Addresses of people who may only view or comment, in lower case; empty if Drive does not see the file. */
  readonly viewers: readonly string[];
  /** Addresses of people and groups who may edit, including the owner, in lower case; null if Drive does not see the file. */
  readonly editors: readonly string[] | null;
  /** Addresses of the groups that the file is shared with. A script cannot list who is in them. */
  readonly groups: readonly string[];
  /** Whether editors may share the file with others. */
  readonly mayShareOn: boolean;
}

/** One email to one recipient. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The sender's name that people see. */
  readonly name: string;
  readonly replyTo: string;
}

/** Sends email from the running account. */
export interface Mailer {
  /** Sends at once. Throws if Google refuses. */
  send(mail: Mail): void;
  /** To how many more recipients this account can send email today. */
  remainingToday(): number;
}

/**
 * How long a run waits for the lock, in milliseconds. `work`: a person or a report waits for the run. `clock`: the next clock run can do
 * the same work.
 */
export const lockWaits = { work: 30_000, clock: 10_000 } as const;

/** The script lock: one run at a time over all registers. */
export interface Lock {
  /** Whether this run holds the lock. Makes no call. */
  isHeld(): boolean;
  /** Does `work` under the lock and releases it. Returns null, without doing `work`, if the lock was not free in time. */
  during<T>(waitMilliseconds: number, work: () => T): { readonly value: T } | null;
}

/** A trigger of the account that runs. */
export interface TriggerDescription {
  readonly id: string;
  readonly function: string;
  readonly kind: "form-submit" | "edit" | "clock";
  /** Id of the file whose events fire it; null for the clock. */
  readonly source: string | null;
}

/** The triggers of the running account. A script cannot list those of other accounts. */
export interface Triggers {
  list(): readonly TriggerDescription[];
  createFormSubmit(functionName: string): void;
  createEdit(functionName: string, spreadsheetId: string): void;
  createEveryMinutes(functionName: string, minutes: 1 | 5 | 10 | 15 | 30): void;
  /** Makes a trigger that fires once, after about this many milliseconds. */
  createAfter(functionName: string, milliseconds: number): void;
  remove(id: string): void;
}

/**
 * Whether the script has what it needs from Google in addition to Apps Script's own services: the advanced services and the permissions.
 */
export interface Services {
  /** The advanced services that are not switched on for this script, found by one harmless call to each. Two calls. Never throws. */
  off(): readonly AdvancedService[];
  /**
   * What does not work because the account that runs the script has not given a permission, from Google's list of permissions. Null if
   * Google gives no list. Up to two calls. Never throws.
   */
  notGranted(): readonly string[] | null;
  /**
   * What `notGranted` returns; if Google gives no list of permissions, found by harmless calls instead. Empty if no permission is known to
   * be missing. Up to five calls. Never throws.
   */
  notGiven(): readonly string[];
  /** Version and hashes of the running script; null if the build did not make it. */
  script(): RunningScript | null;
}

/**
 * The version of the script, the day (YYYY-MM-DD) of the newest release when it was built, and two SHA-256 hashes (hexadecimal): of the
 * script as it was built (`built`) and of the script that runs now (`hash`; null if the engine does not give its text). This is no proof: a
 * script that someone changed on purpose can claim any hash.
 */
export interface RunningScript {
  readonly version: string;
  readonly day: string;
  readonly built: string;
  readonly hash: string | null;
}

/** All ports of one run together. */
export interface Ports {
  readonly clock: Clock;
  readonly spreadsheets: Spreadsheets;
  readonly access: Access;
  readonly mailer: Mailer;
  readonly lock: Lock;
  readonly memory: Memory;
  /**
   * What the running account remembers alone (user properties). No one else can read it, so it may say that a sealed register is in use.
   */
  readonly ownMemory: Memory;
  readonly triggers: Triggers;
  readonly responses: FormResponses;
  readonly form: FormBuilder;
  readonly identity: {
    /**
     * Address of the account that the run acts for: the account that made the trigger, or the person who clicked. In lower case; "" if
     * Google does not say.
     */
    runningAs(): string;
  };
  /** Random numbers that no one can predict. */
  readonly chance: {
    /** 32 hexadecimal digits. The first 12 (48 bits) are purely random; no digit is derived from the time. */
    hex(): string;
  };
  /** The SHA-256 of a text in UTF-8: 64 hexadecimal digits. No call. */
  sha256(text: string): string;
  /** The keyed fingerprint of a text (HMAC-SHA-256, both in UTF-8): 64 hexadecimal digits. No call. */
  hmac(secret: string, text: string): string;
  readonly diagnosis: {
    /** What an error means for the person who reads about it, and what they can do. May make two calls. Never throws. */
    troubleOf(error: unknown): Trouble;
  };
  readonly services: Services;
}
