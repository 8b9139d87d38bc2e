/** All access to Google: the services that a case may use, by name. Nothing else in this folder names a global of Apps Script. */

/** What Forms learned on 2025-04-08 and the published types do not list. */
interface Publishing {
  supportsAdvancedResponderPermissions(): boolean;
  isPublished(): boolean;
  setPublished(published: boolean): unknown;
  addPublishedReader(address: string): unknown;
  getPublishedReaders(): readonly GoogleAppsScript.Base.User[];
}

export type BoundForm = GoogleAppsScript.Forms.Form & Publishing;

type Present<T> = Exclude<T, undefined>;

export interface Door {
  readonly FormApp: typeof FormApp;
  readonly HtmlService: typeof HtmlService;
  readonly LockService: typeof LockService;
  readonly MailApp: typeof MailApp;
  readonly PropertiesService: typeof PropertiesService;
  readonly ScriptApp: typeof ScriptApp;
  readonly Session: typeof Session;
  readonly SpreadsheetApp: typeof SpreadsheetApp;
  readonly Utilities: typeof Utilities;
  /** The advanced services. @throws Error with what to do where one is not switched on. */
  sheets(): Present<typeof Sheets>;
  drive(): Present<typeof Drive>;
}

const add =
  "is not switched on: in the script editor choose Services (+), remove it where it stands, add it again, and save.";

export function openDoor(): Door {
  return {
    FormApp,
    HtmlService,
    LockService,
    MailApp,
    PropertiesService,
    ScriptApp,
    Session,
    SpreadsheetApp,
    Utilities,
    sheets() {
      if (typeof Sheets === "undefined") throw new Error(`The service Google Sheets API ${add}`);
      return Sheets;
    },
    drive() {
      if (typeof Drive === "undefined") throw new Error(`The service Drive API ${add}`);
      return Drive;
    },
  };
}
