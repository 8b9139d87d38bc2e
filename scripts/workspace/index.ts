/** The local Workspace with all its services: what the play runner, the desk and the bench open. */
import { driveServices } from "./drive/index";
import { formServices } from "./forms/index";
import { projectIn } from "./host/project-folder";
import type { Realms } from "./realm/realm";
import { LocalWorkspace } from "./runtime";
import type { ServiceClass } from "./service";
import { scriptOwnServices } from "./services/index";
import { sheetsServices } from "./sheets/index";
import { spreadsheetAppServices } from "./spreadsheet-app/index";

export { advancedServiceNames } from "./advanced-services";
export { hasEntryPointsOf } from "./realm/known-bundles";
export type {
  CallRecord,
  Manifest,
  RunRecord,
  SavedWorkspace,
  Surface,
} from "./runtime";
export { LocalWorkspace } from "./runtime";
export { holdLockFromOutside } from "./services/lock/index";
export type { SentMail } from "./services/mail/index";
export { sentMail, setMailAllowance } from "./services/mail/index";
export { scriptProperties } from "./services/properties/index";
export type { InstalledTrigger } from "./services/script/store";
export { installedTriggers, removeTrigger } from "./services/script/store";
export type { ClientSettings } from "./services/ui/client";
export { dialogError, dialogPage } from "./services/ui/dialog-page";
export type { MenuEntry } from "./services/ui/store";
export { closeDialogOf, dialogOf, shown } from "./services/ui/store";

/** Everything that is modelled. */
export const allServices: readonly ServiceClass[] = [
  ...scriptOwnServices,
  ...formServices,
  ...sheetsServices,
  ...driveServices,
  ...spreadsheetAppServices,
];

export interface OpenOptions {
  /** Folder of the built bundle: Code.js, appsscript.json and the pages of its dialogs. */
  readonly dist: string;
  /** Milliseconds since 1970. */
  readonly start: number;
  /** Answers to doubts that differ from the first (doubts.ts). */
  readonly assume?: Readonly<Record<string, string>>;
  readonly seed?: number;
  /** Where its runs take place, unless where they usually do. */
  readonly realms?: Realms;
}

/** A new, empty Workspace around the built bundle. Its Form is for the caller to make; `containerId` then says which it is. */
export function openWorkspace({ dist, ...options }: OpenOptions): LocalWorkspace {
  return new LocalWorkspace({ ...options, ...projectIn(dist), services: allServices });
}
