/**
 * The ports: everything that the core asks of Google Workspace, as interfaces. `src/google` implements them. Nothing here names a Google
 * service.
 */
import type { AdvancedService, Trouble } from "./errors";
import type { BatchRequest, GridRange } from "./sheets-requests";

export type { BatchRequest, GridRange };

/**
 * The registers (spreadsheets) of one installation (design 2.11): `main` for ordinary cases; one for each reader of sealed reports, so that
 * neither reader sees what only the other may know: `sealed` is the district lead's and `sealed-alternate` the alternate lead's; and
 * `drill` while a drill is on.
 */
export const registerNames = ["main", "sealed", "sealed-alternate", "drill"] as const;
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

/** What a batch read back after it was applied: one entry for each range asked for, in the order asked. */
export interface BatchReply {
  readonly ranges: readonly RangeValues[];
}

export interface TabProperties {
  readonly sheetId: number;
  readonly title: string;
  readonly index: number;
  readonly hidden: boolean;
  readonly rowCount: number;
  readonly columnCount: number;
}

/** Tabs, protections, filter views and conditional formats of a spreadsheet, without cell values. */
export interface SpreadsheetStructure {
  readonly tabs: readonly TabProperties[];
  readonly zone: string;
  readonly locale: string;
  readonly protectedRanges: readonly {
    readonly id: number;
    readonly sheetId: number;
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
  readonly filterViews: readonly {
    readonly id: number;
    readonly sheetId: number;
    readonly title: string;
    readonly range: GridRange;
  }[];
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
   * Applies all requests or none. `readBack`: ranges in A1 notation, read after the batch was applied. Two of them in the same tab must not
   * begin in the same cell: otherwise this throws before anything is sent. Throws `AddressRefused` where Google may have refused an editor
   * of a protection.
   */
  batchUpdate(
    id: string,
    requests: readonly BatchRequest[],
    readBack?: readonly string[],
  ): BatchReply;
  /** Cells of these A1 ranges that hold a formula, whatever it shows. Two ranges of a tab never begin in the same cell. */
  formulas(id: string, ranges: readonly string[]): readonly CellPlace[];
  /** Puts the file into the bin. Only its owner can do that. */
  toBin(id: string): void;
  /** Throws AppError "no-access" where this account may not open the file, or there is none. */
  structure(id: string): SpreadsheetStructure;
}

/** Who can open a file, beyond its owner. */
export interface Access {
  /** Addresses of a register's editors, in lower case; Google may list the owner among them or not. */
  editors(id: string): readonly string[];
  /** In lower case; null where nobody owns it (a shared drive). Two calls. */
  owner(id: string): string | null;
  /**
   * Lets one address edit the file. One address a call, since Google refuses a whole list because of one of them. `add` and the next two
   * methods throw `AddressRefused` where Google refuses the address.
   */
  add(id: string, address: string): void;
  remove(id: string, address: string): void;
  removeViewer(id: string, address: string): void;
  sharing(id: string): Sharing;
  /** Lets nobody but the owner share it. Throws where this account does not own it. */
  keepToOwner(id: string): void;
}

/** What Drive says of how a file is shared. */
export interface Sharing {
  /**
   * Who can open the file beside the people listed: "no" (nobody), "link-or-domain" (everybody with the link, or a whole domain),
   * "cannot-see" (Drive answers 404, design 2.11), "in-bin" (the file is in the bin), "service-off" (the Drive API is off).
   */
  readonly open: "no" | "link-or-domain" | "cannot-see" | "in-bin" | "service-off";
  /** Addresses of people who may only look or comment, in lower case; none where Drive does not see the file. */
  readonly viewers: readonly string[];
  /** Addresses of groups that it is shared with; nobody sees who is in them. */
  readonly groups: readonly string[];
  /** Whether editors may share it. */
  readonly mayShareOn: boolean;
}

/** One mail to one recipient. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The sender's name that people see. */
  readonly name: string;
  readonly replyTo: string;
}

/** Sends mail under the account that runs. */
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
  /** Runs `work` under the lock and releases it; null (and `work` not run) when the lock was not to be had in time. */
  during<T>(waitMilliseconds: number, work: () => T): { readonly value: T } | null;
}

/** The script's own small store; at most 9 KB a value. */
export interface Memory {
  /** The value under a key, or null. The first `get` of a run reads all keys in one call; later ones cost no call. */
  get(key: MemoryKey | AccountKey): string | null;
  set(key: MemoryKey | AccountKey, value: string): void;
  /** Writes several in one call. */
  setAll(
    values: Readonly<Partial<Record<MemoryKey, string>>>,
    ofAccounts?: Readonly<Record<AccountKey, string>>,
  ): void;
  remove(key: MemoryKey): void;
  /** Makes the next `get` read all keys anew, to see what another run has written since. */
  again(): void;
}

/** Parts of the answers of a first set-up that is not finished (dialog/answers). Staff data only. */
export const draftParts = [
  "draft0",
  "draft1",
  "draft2",
  "draft3",
  "draft4",
  "draft5",
  "draft6",
  "draft7",
  "draft8",
  "draft9",
] as const;
export type DraftPart = (typeof draftParts)[number];

/**
 * "clockRun" and an account's address. The value: when that account last ended a clock run that did all of its work; milliseconds since
 * 1970, UTC. Each account writes its own key, so that two runs at once overwrite nothing.
 */
export type ClockKey = `clockRun ${string}`;

/** Of that address: which of its triggers may not fire (access/trigger-health). */
export type FiringKey = `firing ${string}`;

type AccountKey = ClockKey | FiringKey;

/**
 * Keys of the script's own store, which everybody who may edit the Form can read, with the Form's responses. No student data but the school
 * of a case in danger, and nothing that hints at a sealed report.
 */
export type MemoryKey =
  | "registers" // JSON: register name → spreadsheet id
  | "formItems" // JSON: Report key or page key → Form item id
  | "formSchools" // fingerprint of the school list as last put into the Form
  | "formId" // the Form this was installed on; a copied Form refuses to run
  | "installers" // JSON: address of an account whose triggers run → what it may do yet (access/running-accounts)
  | "protocol" // id of the pack that the district has chosen, as last read
  | "handingOver" // JSON: the account that is to leave once another has run, and since when (runs/clock/finish-hand-over)
  | "rollOver" // JSON: a roll-over that is not done (install/roll-over/roll-over-state)
  | "rolledOver" // JSON: when the last one took place, and the ids of the files whose place was taken
  | "sweepSince" // instant (ms UTC) up to which the Form's responses were swept
  | "sweptAll" // instant (ms UTC) of the last sweep of all responses
  | "sweepOk" // instant (ms UTC) of the last clock run that listed the Form's responses
  | "heartbeat" // id of the main register, the instant (ms UTC) last written into its Summary, its highest reference, when its newest message was queued (runs/clock/restored-version)
  | "stepsDone" // JSON: step of the clock (runs/clock) → instant (ms UTC) at which it was last done
  | "referencesGiven" // the highest case reference that the main register ever gave (case/storage/reference-counter)
  | "tellInOutage" // JSON: route of a report → addresses to mail while its register is out of reach
  | "outage" // JSON: since when the main register could not be read, and who was told of what (runs/outage/outage)
  | "reportersIn" // JSON: reader's file that holds who reported → the reader who was let in for that (access/register-access)
  | "sharing" // JSON: register → how far it was open when people were last told
  | "accessPending" // JSON: addresses about to be added to the main register or removed, until that is told
  | "refused" // JSON: address that Google does not let into the main register → why, since when, and whether that was told (access/refused-addresses)
  | "tabsRemade" // JSON: register → the tabs that set-up made again, until that is told (install/recreated-tabs)
  | "education" // school year and schools for which Education has its rows (install/education-year)
  | "educationTold" // the month in which it was last told what is missing in Education, at first that of set-up (runs/clock/education-notices)
  | "settingsSeen" // JSON: setting → value as last seen in the tab (runs/clock/changed-settings)
  | "live" // "no" until the district has gone live, then the instant (ms UTC); where nothing stands, it counts as in use
  | "proved" // JSON: what people said they had seen, on which day: the desk tried on Google, and what the check cannot see (install/going-live/attestations)
  | "proofReport" // JSON: codes for a proof report, the responses that were one, what came of the last (install/going-live/proof-report); nothing stands for a desk that went live without
  | "dangers" // JSON: reference of the main register → a danger that no call has answered (runs/outage/kept-dangers)
  | "dangerCalls" // JSON: calls that somebody recorded about a danger that no register shows (install/going-live/recorded-calls)
  | "formGaps" // JSON: when the Form did not ask what decides who learns of a report, and what people were told is missing (form/gaps)
  | "readers" // "whole" where every report would have a reader, "gap" where leads and admins were told that one might not
  | "clockFails" // JSON: account → how many of its clock runs have failed in a row, and when people were told (runs/clock/failed-runs)
  | "drill" // JSON: the drill that is on (runs/drill-state)
  | "lastDrill" // JSON: what came of the one before (runs/drill/drill-result)
  | "drillKept" // JSON: responses and files of drills that a legal hold keeps from being deleted (runs/drill/drill-leftovers)
  | "formAudience" // who may open the Form, as the district chose: "staff" or "link"
  | DraftPart
  | "digestDays" // register=day of its last morning digest, comma-separated
  | "openCases" // where the open cases' rows were last seen, and how many rows the other tabs have
  | "editedAt" // instant (ms UTC) of about the last edit of the main register by a person (runs/edit/formulas)
  | "outboxFrom" // zero-based row of the main register's Outbox from which on messages may be unsettled (letters/outbox/outbox-rows)
  | "mailQuota" // JSON: account → hour → the highest remaining quota of mail seen in it (letters/outbox/mail-quota)
  | "mailWaits" // instant (ms UTC) at which the lead was last told that mail waits
  | "openActs"; // where the checklist rows of the open cases were last seen

/**
 * The store of the account that runs (user properties). Nobody else can read it, not even people who can open the script, so it may say
 * that a sealed register is in use. The first read of a run is one call for all keys; each write is one call.
 */
export interface OwnMemory {
  get(key: string): string | null;
  set(key: string, value: string): void;
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

/** The responses of the Form that the script is bound to. */
export interface FormResponses {
  /** The responses stored at or after an instant (all without one), oldest first. Each response read is one call. */
  list(since?: number): readonly FormResponse[];
  /** Deletes a response from the Form's own store, for good. */
  remove(id: string): void;
}

/** What an item of the Form is; "other" is a kind that we neither make nor read. */
export type FormItemKind =
  | "page"
  | "line"
  | "paragraph"
  | "one-of"
  | "any-of"
  | "dropdown"
  | "date-time"
  | "other";

/** Where a choice or a page leads: the page that begins with the page-break item of that id, or one of Google's ways. */
export type FormGoTo = number | "continue" | "restart" | "submit";

/** A choice of a question. */
export interface FormChoice {
  readonly text: string;
  /** Null: the choice does not navigate. Only "one-of" and "dropdown" can; there all choices do or none. */
  readonly goTo: FormGoTo | null;
}

/** An item of the Form: a question, or a page break. */
export interface FormItem {
  readonly id: number;
  readonly kind: FormItemKind;
  readonly title: string;
  readonly help: string;
  /** False for pages. */
  readonly required: boolean;
  /** In order; empty where the kind has none. */
  readonly choices: readonly FormChoice[];
  /** Of a page: where the page before it leads at its end. "continue" for everything else. */
  readonly precedingLeadsTo: FormGoTo;
}

/** A question of the Form: its title and the answers that it offers. */
export interface FormQuestion {
  readonly id: number;
  /** In order; empty where it has none. */
  readonly choices: readonly string[];
}

/** An item to be added to the Form. */
export interface NewFormItem {
  readonly kind: Exclude<FormItemKind, "other">;
  readonly title: string;
  readonly help: string;
  readonly required: boolean;
  /** Choices that lead to no page; where a choice leads is set once the pages exist. */
  readonly choices: readonly string[];
}

export type FormText = "title" | "description" | "confirmation";
export type FormSetting =
  | "collectsEmail"
  | "responseEdits"
  | "publishesSummary"
  | "respondAgainLink"
  | "progressBar"
  | "published"
  | "acceptsResponses";

/** The Form as it stands, without its responses. */
export interface FormState {
  readonly texts: Readonly<Record<FormText, string>>;
  /** `published` is null on a Form that is older than publishing. */
  readonly settings: Readonly<Record<FormSetting, boolean | null>>;
  /** In the order in which people see them. */
  readonly items: readonly FormItem[];
}

/**
 * The questions and settings of the Form that the script is bound to. The product never gives the Form a spreadsheet as destination of its
 * responses (design 2.2).
 */
export interface FormBuilder {
  /** The Form's id. */
  id(): string;
  /** Addresses of those who may edit the Form, in lower case; Google may list the owner among them or not. */
  editors(): readonly string[];
  /**
   * Addresses (lower case) that may answer the Form in addition to its editors, as far as Google lists them. Whom the Form's general access
   * lets answer no script can see. Null on a Form that has no such list. Two calls.
   */
  responders(): readonly string[] | null;
  /**
   * Lets a person or a group (by address) answer the Form; does nothing for an editor of the Form. Throws `AddressRefused` where Google
   * refuses the address.
   */
  addResponder(address: string): void;
  /** The link under which people answer it. One call. */
  link(): string;
  /** The questions of the kinds that we make, with their choices. One call. */
  questions(): readonly FormQuestion[];
  /** Several calls an item: for set-up and repair, not for a tick. */
  read(): FormState;
  /** Whether people can send reports: unpublishing a Form closes it too. One call. */
  isOpen(): boolean;
  setText(text: FormText, value: string): void;
  set(setting: FormSetting, value: boolean): void;
  /** Closes the Form: it takes no more responses, and shows `message` to people who open it. */
  close(message: string): void;
  /** Adds the item so that it stands at `index` (null: last). Returns its id. */
  add(item: NewFormItem, index: number | null): number;
  /** Moves the item so that it stands at `index` afterwards. */
  move(id: number, index: number): void;
  remove(id: number): void;
  setWords(id: number, words: Pick<NewFormItem, "title" | "help">): void;
  setRequired(id: number, required: boolean): void;
  /** Replaces all choices, at least one. False when the Form has no such item. */
  setChoices(id: number, choices: readonly FormChoice[]): boolean;
  /** Where the page before this page leads at its end. */
  setPrecedingLeadsTo(id: number, goTo: FormGoTo): void;
}

/** The account under which this run works. */
export interface Identity {
  /**
   * Address of the account whose authority the run has: the account that made the trigger, or the person who clicked. Lower case; "" where
   * Google does not say.
   */
  runningAs(): string;
}

/** Randomness that nobody can predict. */
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
   * What `notGranted` returns; where Google does not list permissions, found by harmless calls instead. Empty where no missing permission
   * is known. Up to five calls. Never throws.
   */
  notGiven(): readonly string[];
  /** Version and hashes of the running script; null where it was not made by the build. */
  script(): RunningScript | null;
}

/**
 * The version, the SHA-256 (hexadecimal) of the script as it was built (`built`) and of the script that runs now (`hash`; null where the
 * engine does not give its text). Evidence only: a script that somebody changed on purpose can claim any hash.
 */
export interface RunningScript {
  readonly version: string;
  readonly built: string;
  readonly hash: string | null;
}

/** Turns errors into something that a person can act on. */
export interface Diagnosis {
  /** What an error means for whoever reads of it. May make two calls; never throws. */
  troubleOf(error: unknown): Trouble;
}

/** All ports of one run together. Most functions of the product take it, or a `Pick` of it. */
export interface Workspace {
  readonly clock: Clock;
  readonly spreadsheets: Spreadsheets;
  readonly access: Access;
  readonly mailer: Mailer;
  readonly lock: Lock;
  readonly memory: Memory;
  readonly ownMemory: OwnMemory;
  readonly triggers: Triggers;
  readonly responses: FormResponses;
  readonly form: FormBuilder;
  readonly identity: Identity;
  readonly chance: Chance;
  readonly diagnosis: Diagnosis;
  readonly services: Services;
}

/** One answer as the Form holds it: text, or the list of ticked choices. An unanswered question has no entry. */
export type RawAnswer = string | string[];

/** A Form response, as the Form port reads it. */
export interface FormResponse {
  /** Google's id of the response: every id of the case derives from it (design 2.8). */
  readonly id: string;
  /** When Google stored it; milliseconds since 1970, UTC. */
  readonly receivedAt: number;
  /** Answers by Report key; only questions whose item is known. Blank answers may be present as "". */
  readonly answers: Readonly<Record<string, RawAnswer>>;
  /** Answers whose item is not one of ours (added by the district, or ours with its id lost): kept, never read. */
  readonly strangers: readonly { readonly title: string; readonly answer: RawAnswer }[];
}
