/** The ports: all that the core asks of Google Workspace. `src/google` implements them; nothing here names a service. */
import type { AdvancedService, Trouble } from "./errors";
import type { BatchRequest, GridRange } from "./sheets-requests";

export type { BatchRequest, GridRange };

/**
 * The registers of one installation (design 2.11). Each reader of sealed reports has a spreadsheet of their own, `sealed`
 * the district lead and `sealed-alternate` the alternate lead, so that neither sees what the other alone may know.
 */
export const registerNames = ["main", "sealed", "sealed-alternate", "drill"] as const;
export type RegisterName = (typeof registerNames)[number];
/** What a file is marked as, so that one whose id was lost is found again: a register, one that is to take its place, or one whose place was taken. */
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

export interface RangeValues {
  /** The range in A1 notation as Google echoes it; its part before "!" names the tab as it is called today. */
  readonly range: string;
  /** Ragged: trailing empty cells and rows are missing. */
  readonly values: readonly (readonly RawCell[])[];
}

/** Zero-based. */
export interface CellPlace {
  readonly sheetId: number;
  readonly row: number;
  readonly column: number;
  /** What was typed, "=" first. */
  readonly formula: string;
}

/** What a batch read back after it was applied, one per asked range, in the order asked. */
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

/** The spreadsheet as a structure, without cell values. */
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
    /** What it protects; of a whole tab without rows and columns. */
    readonly range: GridRange;
    /** What it leaves to everybody. */
    readonly leavesOpen: readonly GridRange[];
  }[];
  readonly filterViews: readonly {
    readonly id: number;
    readonly sheetId: number;
    readonly title: string;
    readonly range: GridRange;
  }[];
  /** Conditional formats. */
  readonly highlights: readonly {
    readonly sheetId: number;
    /** Its place among those of its tab. */
    readonly index: number;
    readonly ranges: readonly GridRange[];
    /** Its type and its values. */
    readonly condition: readonly string[];
  }[];
}

/** The spreadsheets that hold registers. Every method is one call to Google unless it says otherwise, and throws what Google throws. */
export interface Spreadsheets {
  /** Makes a private spreadsheet that editors cannot re-share (design 2.11). Returns its id. The mark is kept as an app property. */
  create(name: string, mark: RegisterMark): string;
  /** Ids of spreadsheets that this script marked so and that are not in the bin, oldest first. */
  find(mark: RegisterMark): readonly string[];
  /** Marks a file anew, and gives it a name where there is one; into the bin only its owner can put it. */
  mark(
    id: string,
    mark: RegisterMark,
    as?: { readonly name: string; readonly isBinned: boolean },
  ): void;
  read(id: string, ranges: readonly GridRange[]): readonly RangeValues[];
  /**
   * All or nothing. `readBack` are A1 ranges of cells, read after the batch was applied; no two of a tab begin in the same cell.
   * Throws before anything is sent where they are none or do; `AddressRefused` where Google may refuse an editor of a protection.
   */
  batchUpdate(
    id: string,
    requests: readonly BatchRequest[],
    readBack?: readonly string[],
  ): BatchReply;
  /** Cells of these A1 ranges that hold a formula, whatever it shows. Two ranges of a tab never begin in the same cell. */
  formulas(id: string, ranges: readonly string[]): readonly CellPlace[];
  /** For its owner alone. */
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
  /** One address a call, since Google refuses a whole list for one of them. This and the next two throw `AddressRefused` where Google refuses it. */
  add(id: string, address: string): void;
  remove(id: string, address: string): void;
  removeViewer(id: string, address: string): void;
  sharing(id: string): Sharing;
  /** Lets nobody but the owner share it. Throws where this account does not own it. */
  keepToOwner(id: string): void;
}

/** What Drive says of how a file is shared. */
export interface Sharing {
  /** Whether the file is in the bin, or a link or a whole domain opens it; "cannot-see" where Drive answers 404 (design 2.11), "service-off" where its API is off. */
  readonly open: "no" | "link-or-domain" | "cannot-see" | "in-bin" | "service-off";
  /** Addresses of people who may only look or comment, in lower case; none where Drive does not see the file. */
  readonly viewers: readonly string[];
  /** Addresses of groups that it is shared with; nobody sees who is in them. */
  readonly groups: readonly string[];
  /** Whether editors may share it. */
  readonly mayShareOn: boolean;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The sender's name that people see. */
  readonly name: string;
  readonly replyTo: string;
}

export interface Mailer {
  /** Sends at once; throws when Google refuses. */
  send(mail: Mail): void;
  /** Recipients left today for this account. */
  remainingToday(): number;
}

/** How long a run waits for the lock, in milliseconds: what a person or a report waits for, and what the next clock run does as well. */
export const lockWaits = { work: 30_000, clock: 10_000 } as const;

/** The script lock: one run at a time over all registers. */
export interface Lock {
  /** Runs `work` under the lock and releases it; null (and `work` not run) when the lock was not to be had in time. */
  during<T>(waitMilliseconds: number, work: () => T): { readonly value: T } | null;
}

/** The script's own small store; at most 9 KB a value. */
export interface Memory {
  /** Everything, in one call; later `get`s of this run cost nothing. */
  get(key: MemoryKey | AccountKey): string | null;
  set(key: MemoryKey | AccountKey, value: string): void;
  /** Writes several in one call. */
  setAll(
    values: Readonly<Partial<Record<MemoryKey, string>>>,
    ofAccounts?: Readonly<Record<AccountKey, string>>,
  ): void;
  remove(key: MemoryKey): void;
  /** Has the next `get` read everything anew: what another run has written since. */
  again(): void;
}

/** The answers of a first set-up that is not done, in parts (dialog/answers). Staff data only. */
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

/** Of that address: instant (ms UTC) of its last clock run. Each account writes its own, so that two at once lose nothing. */
export type ClockKey = `clockRun ${string}`;

/** Of that address: which of its triggers may not fire (access/firing). */
export type FiringKey = `firing ${string}`;

type AccountKey = ClockKey | FiringKey;

/** What the script remembers. Never student data. */
export type MemoryKey =
  | "registers" // JSON: register name → spreadsheet id
  | "formItems" // JSON: Report key or page key → Form item id
  | "formSchools" // fingerprint of the school list as last put into the Form
  | "formId" // the Form this was installed on; a copied Form refuses to run
  | "installers" // JSON: address of an account whose triggers run → what it may do yet (access/accounts)
  | "protocol" // id of the pack that the district has chosen, as last read
  | "rollOver" // JSON: a roll-over that is not done (install/roll-over)
  | "rolledOver" // JSON: when the last one took place, and the ids of the files whose place was taken
  | "sweepSince" // instant (ms UTC) up to which the Form's responses were swept
  | "sweptAll" // instant (ms UTC) of the last sweep of all responses
  | "sweepOk" // instant (ms UTC) of the last clock run that listed the Form's responses
  | "heartbeat" // id of the main register and the instant (ms UTC) last written into its Summary: an older one there means that an earlier version was restored
  | "stepsDone" // JSON: step of the clock (runs/clock) → instant (ms UTC) at which it was last done
  | "referencesGiven" // the highest case reference that the main register ever gave (runs/report)
  | "tellInOutage" // JSON: route of a report → addresses to mail while its register is out of reach
  | "outage" // JSON: since when the main register could not be read, and who was told of what (runs/outage)
  | "reportersIn" // JSON: reader's file that holds who reported → the reader who was let in for that (access/access)
  | "sharing" // JSON: register → how far it was open when people were last told
  | "accessPending" // JSON: addresses about to be added to the main register or removed, until that is told
  | "refused" // JSON: address that Google does not let into the main register → why, since when, and whether that was told (access/refused)
  | "tabsRemade" // JSON: register → the tabs that set-up made again, until that is told (install/remade)
  | "live" // "no" until the district has gone live, then the instant (ms UTC); where nothing stands, it counts as in use
  | "proved" // JSON: what people said they had seen, on which day: the desk tried on Google, and what the check cannot see (install/proof)
  | "proofReport" // JSON: codes for a proof report, the responses that were one, what came of the last (install/proof-report); nothing stands for a desk that went live without
  | "dangerCalls" // JSON: calls that somebody recorded about a danger that nobody may read (install/recorded-calls)
  | "formGaps" // JSON: when the Form did not ask what decides who learns of a report, and what people were told is missing (form/gaps)
  | "readers" // "whole" where every report would have a reader, "gap" where leads and admins were told that one might not
  | "clockFails" // JSON: account → how many of its clock runs have failed in a row, and when people were told (runs/failed-runs)
  | "drill" // JSON: the drill that is on (runs/drill/state)
  | "lastDrill" // JSON: what came of the one before (runs/drill/result)
  | "drillKept" // JSON: responses and files of drills that a legal hold keeps from being deleted (runs/drill/leftovers)
  | "formAudience" // who may open the Form, as the district chose: "staff" or "link"
  | DraftPart
  | "digestDays" // register=day of its last morning digest, comma-separated
  | "openCases" // where the open cases' rows were last seen, and how many rows the other tabs have
  | "editedAt" // instant (ms UTC) of about the last edit of the main register by a person (runs/formulas)
  | "outboxFrom" // zero-based row of the main register's Outbox from which on messages may be unsettled (outbox/rows)
  | "mailQuota" // JSON: account → hour → the highest remaining quota of mail seen in it (outbox/quota)
  | "mailWaits" // instant (ms UTC) at which the lead was last told that mail waits
  | "openActs"; // where their checklists were

/** What the account that runs keeps for itself: nobody sees it who may open the script, so it may say that a sealed register is used. A call to read all, one for each write. */
export interface OwnMemory {
  get(key: string): string | null;
  set(key: string, value: string): void;
}

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
  /** Once, about so long from now. */
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

export interface FormChoice {
  readonly text: string;
  /** Null: the choice does not navigate. Only "one-of" and "dropdown" can; there all choices do or none. */
  readonly goTo: FormGoTo | null;
}

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

/** A question as far as it says what can be answered. */
export interface FormQuestion {
  readonly id: number;
  /** In order; empty where it has none. */
  readonly choices: readonly string[];
}

export interface NewFormItem {
  readonly kind: Exclude<FormItemKind, "other">;
  readonly title: string;
  readonly help: string;
  readonly required: boolean;
  /** Plain choices; navigation is set once the pages exist. */
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

/** The questions and settings of the Form that the script is bound to. Never a destination for its responses (design 2.2). */
export interface FormBuilder {
  /** The Form's id. */
  id(): string;
  /** Addresses of those who may edit the Form, in lower case; Google may list the owner among them or not. */
  editors(): readonly string[];
  /**
   * Addresses (lower case) that may answer the Form beside its editors, as far as Google tells; nothing of its general access, which no script
   * sees. Null on a Form that has no such list. Two calls.
   */
  responders(): readonly string[] | null;
  /** Lets an address answer it, a person's or a group's; nothing happens where it edits the Form. Throws `AddressRefused` where Google refuses it. */
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
  /** Takes no more responses, and says so in these words to whoever opens it. */
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

/** Who runs this. */
export interface Identity {
  /** The account whose authority the run has: the trigger's creator, or the person who clicked. Lower case; "" where Google does not say. */
  runningAs(): string;
}

/** What nobody can foresee. */
export interface Chance {
  /** 32 hexadecimal digits, of which the first 12 are chance alone; never derived from time. */
  hex(): string;
}

/** What the script calls beside Apps Script's own services. */
export interface Services {
  /** Those that are not switched on for this script: each is asked for something harmless. Two calls. Never throws. */
  off(): readonly AdvancedService[];
  /** What does not work without a permission that the account that runs has not given; null where Google does not tell. Up to two calls. Never throws. */
  notGranted(): readonly string[] | null;
  /** The same, found by harmless calls where Google does not tell: empty where nothing is known to be missing. Up to five calls. Never throws. */
  notGiven(): readonly string[];
  /** Null where no build made it. */
  script(): RunningScript | null;
}

/** SHA-256 in hexadecimal: as it was built, and of what runs; null where Google does not let it be read. A script that somebody changed may say anything. */
export interface RunningScript {
  readonly version: string;
  readonly built: string;
  readonly hash: string | null;
}

/** What went wrong. */
export interface Diagnosis {
  /** What an error means for whoever reads of it. May make two calls; never throws. */
  troubleOf(error: unknown): Trouble;
}

/** Everything together. */
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
