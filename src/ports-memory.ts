/** The ports to what the script remembers outside the registers. */

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
  | "formLanguage" // in which languages set-up last built the Form: "en", "es" or "both"; where nothing stands, in English
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
  | "live" // when the district went live (ms UTC); nothing until then
  | "proved" // JSON: what people said they had seen, on which day: the desk tried on Google, and what the check cannot see (install/going-live/attestations)
  | "dangers" // JSON: reference of the main register → a danger that no call has answered (runs/outage/kept-dangers)
  | "dangerCalls" // JSON: calls that somebody recorded about a danger that no register shows (install/going-live/recorded-calls)
  | "formGaps" // JSON: when the Form did not ask what decides who learns of a report, and what people were told is missing (form/gaps)
  | "readers" // "whole" where every report would have a reader, "gap" where leads and admins were told that one might not
  | "clockFails" // JSON: account → how many of its clock runs have failed in a row, and when people were told (runs/clock/failed-runs)
  | "drill" // JSON: the code of a drill, and which response was the last one (install/going-live/drill)
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
