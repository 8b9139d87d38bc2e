/**
 * The ports: everything that the core asks of Google Workspace, as interfaces. `src/google` implements them. Nothing here names a Google
 * service.
 */
import type { AdvancedService, Trouble } from "../errors";
import type { Memory } from "../store/store";
import type { FormBuilder, FormResponses } from "./form-ports";
import type { BatchRequest, GridRange } from "./sheets-requests";

export * from "./form-ports";
export type { BatchRequest, GridRange, Memory };

/**
 * The registers (spreadsheets) of one installation (design 2.11): `main` for ordinary cases; one for each audience of sealed reports, in the
 * order in which a report looks for its place. What differs between them: register/register-kinds.
 */
export const registerNames = ["main", "sealed", "sealed-lead", "sealed-alternate"] as const;
export type RegisterName = (typeof registerNames)[number];
/**
 * The mark that a spreadsheet carries as an app property, by which the script finds it again when its id was lost: the name of a register,
 * "next-" and that name for a file that is to replace a register at a roll-over, "retired" for a file that was replaced.
 */
export type RegisterMark = RegisterName | `next-${RegisterName}` | "retired";

/** Time. All instants are milliseconds since 1970, UTC. */
export interface Clock {
  now(): number;
  /** When this run began; Google ends it six minutes later. */
  readonly started: number;
  /** IANA name of the district's zone, e.g. "America/Los_Angeles". */
  readonly zone: string;
  /** Minutes that wall clocks in the district's zone are ahead of UTC at an instant (-420 in a Californian summer). */
  offsetMinutes(at: number): number;
  /** Waits. Never called while the lock is held. */
  sleep(milliseconds: number): void;
}

/** A cell as read: UNFORMATTED_VALUE with SERIAL_NUMBER; an empty cell is "" or missing at the end of a row. */
export type RawCell = string | number | boolean | null;

/** The cells of one range. */
export interface RangeValues {
  /** The range in A1 notation as Google echoes it; its part before "!" names the tab as it is called today. */
  readonly range: string;
  /** Ragged: trailing empty cells and rows are missing. */
  readonly values: readonly (readonly RawCell[])[];
}

/** A cell with a formula. `row` and `column` are zero-based. */
export interface CellPlace {
  readonly sheetId: number;
  readonly row: number;
  readonly column: number;
  /** What was typed, "=" first. */
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
    /** Addresses in lower case; empty where Google does not show them. */
    readonly editors: readonly string[];
    /** Whether the account that runs may write there. */
    readonly isOpen: boolean;
    /** The protected range; it has no row and column bounds where a whole tab is protected. */
    readonly range: GridRange;
    /** Ranges inside the protected one that every editor of the file may edit all the same. */
    readonly leavesOpen: readonly GridRange[];
  }[];
  readonly filterViews: readonly Readonly<{ id: number; title: string; range: GridRange }>[];
  /** Ids of the charts. */
  readonly charts: readonly number[];
  /** Rules of conditional formatting. */
  readonly highlights: readonly {
    readonly sheetId: number;
    /** The rule's zero-based place among the rules of its tab. */
    readonly index: number;
    readonly ranges: readonly GridRange[];
    /** The condition's type, then its values. */
    readonly condition: readonly string[];
  }[];
}

/** The spreadsheets that hold registers. Every method is one call to Google unless it says otherwise, and throws what Google throws. */
export interface Spreadsheets {
  /** Makes a private spreadsheet that editors cannot re-share (design 2.11). Returns its id. The mark is kept as an app property. */
  create(name: string, mark: RegisterMark): string;
  /** Ids of spreadsheets that this script marked so and that are not in the bin, oldest first. */
  find(mark: RegisterMark): readonly string[];
  /** Replaces a file's mark and, where a name is given, its name. Only the owner can put a file into the bin. */
  mark(
    id: string,
    mark: RegisterMark,
    as?: { readonly name: string; readonly isBinned: boolean },
  ): void;
  read(id: string, ranges: readonly GridRange[]): readonly RangeValues[];
  /**
   * Applies all requests or none. `readBack`: ranges in A1 notation, read after the batch was applied and returned in the order asked. Two of them in the same tab must not
   * begin in the same cell: otherwise this throws before anything is sent. Throws `AddressRefused` where Google may have refused an editor
   * of a protection.
   */
  batchUpdate(
    id: string,
    requests: readonly BatchRequest[],
    readBack?: readonly string[],
  ): readonly RangeValues[];
  /** Cells of these A1 ranges that hold a formula, whatever it shows. Two ranges of a tab never begin in the same cell. */
  formulas(id: string, ranges: readonly string[]): readonly CellPlace[];
  /** Throws AppError "no-access" where this account may not open the file, or there is none. */
  structure(id: string): SpreadsheetStructure;
}

/** Who can open a file, beyond its owner. */
export interface Access {
  /** Addresses of a register's editors, in lower case; Google may list the owner among them or not. */
  editors(id: string): readonly string[];
  /** In lower case; null where no one owns it (a shared drive). Two calls. */
  owner(id: string): string | null;
  /**
   * Lets one address edit the file. One address a call, since Google refuses a whole list because of one of them. `add` and the next two
   * methods throw `AddressRefused` where Google refuses the address.
   */
  add(id: string, address: string): void;
  remove(id: string, address: string): void;
  removeViewer(id: string, address: string): void;
  sharing(id: string): Sharing;
  /** Lets no one but the owner share it. Throws where this account does not own it. */
  keepToOwner(id: string): void;
}

/** What Drive says of how a file is shared. */
export interface Sharing {
  /**
   * Who can open the file beside the people listed: "no" (no one), "link-or-domain" (everyone with the link, or a whole domain),
   * "cannot-see" (Drive answers 404, design 2.11), "in-bin" (the file is in the bin), "service-off" (the Drive API is off).
   */
  readonly open: "no" | "link-or-domain" | "cannot-see" | "in-bin" | "service-off";
  /** Addresses of people who may only look or comment, in lower case; none where Drive does not see the file. */
  readonly viewers: readonly string[];
  /** Addresses of people and groups who may write, the owner among them, in lower case; null where Drive does not see the file. */
  readonly editors: readonly string[] | null;
  /** Addresses of groups that it is shared with; no one sees who is in them. */
  readonly groups: readonly string[];
  /** Whether editors may share it. */
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

/** Sends email from the account that runs. */
export interface Mailer {
  /** Sends at once; throws when Google refuses. */
  send(mail: Mail): void;
  /** Recipients left today for this account. */
  remainingToday(): number;
}

/**
 * How long a run waits for the lock, in milliseconds. `work`: a person or a report is waiting for the run. `clock`: the next clock run can
 * do the same work.
 */
export const lockWaits = { work: 30_000, clock: 10_000 } as const;

/** The script lock: one run at a time over all registers. */
export interface Lock {
  /** Whether this run holds it. No call. */
  isHeld(): boolean;
  /** Runs `work` under the lock and releases it; null (and `work` not run) when the lock was not to be had in time. */
  during<T>(waitMilliseconds: number, work: () => T): { readonly value: T } | null;
}

/** A trigger of the account that runs. */
export interface TriggerDescription {
  readonly id: string;
  readonly function: string;
  readonly kind: "form-submit" | "edit" | "clock";
  /** Id of the file that fires it; null for the clock. */
  readonly source: string | null;
}

/** The triggers of the account that runs. */
export interface Triggers {
  list(): readonly TriggerDescription[];
  createFormSubmit(functionName: string): void;
  createEdit(functionName: string, spreadsheetId: string): void;
  createEveryMinutes(functionName: string, minutes: 1 | 5 | 10 | 15 | 30): void;
  /** Makes a trigger that fires once, about so many milliseconds from now. */
  createAfter(functionName: string, milliseconds: number): void;
  remove(id: string): void;
}

/** The account under which this run works. */
export interface Identity {
  /**
   * Address of the account whose authority the run has: the account that made the trigger, or the person who clicked. Lower case; "" where
   * Google does not say.
   */
  runningAs(): string;
}

/** Randomness that no one can predict. */
export interface Chance {
  /** 32 hexadecimal digits. The first 12 (48 bits) are random alone; none of them is derived from time. */
  hex(): string;
}

/** State of what the script needs from Google beside Apps Script's own services: the advanced services and the permissions. */
export interface Services {
  /** The advanced services that are not switched on for this script, found by one harmless call to each. Two calls. Never throws. */
  off(): readonly AdvancedService[];
  /**
   * What does not work because the account that runs has not given a permission, as Google lists permissions; null where Google does not
   * tell. Up to two calls. Never throws.
   */
  notGranted(): readonly string[] | null;
  /**
   * What `worksNotGranted` returns; where Google does not list permissions, found by harmless calls instead. Empty where no missing
   * permission is known. Up to five calls. Never throws.
   */
  notGiven(): readonly string[];
  /** Version and hashes of the running script; null where it was not made by the build. */
  script(): RunningScript | null;
}

/**
 * The version, the SHA-256 (hexadecimal) of the script as it was built (`built`) and of the script that runs now (`hash`; null where the
 * engine does not give its text). Evidence only: a script that someone changed on purpose can claim any hash.
 */
export interface RunningScript {
  readonly version: string;
  readonly built: string;
  readonly hash: string | null;
}

/** Turns errors into something that a person can act on. */
export interface Diagnosis {
  /** What an error means for the person who reads about it. May make two calls; never throws. */
  troubleOf(error: unknown): Trouble;
}

/** All ports of one run together. */
export interface Ports {
  readonly clock: Clock;
  readonly spreadsheets: Spreadsheets;
  readonly access: Access;
  readonly mailer: Mailer;
  readonly lock: Lock;
  readonly memory: Memory;
  /** Of the account that runs (user properties): no one else can read it, so it may say that a sealed register is in use. */
  readonly ownMemory: Memory;
  readonly triggers: Triggers;
  readonly responses: FormResponses;
  readonly form: FormBuilder;
  readonly identity: Identity;
  readonly chance: Chance;
  readonly diagnosis: Diagnosis;
  readonly services: Services;
}
