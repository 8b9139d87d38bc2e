/** The local Workspace with all its services. The play runner, the local page (scripts/desk), the bench and tests open it here. */
import { driveServices } from "./drive/index";
import { formServices } from "./forms/index";
import { projectIn } from "./host/project-folder";
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
export { closeDialogOf, dialogOf, shown } from "./services/ui/store";

/** Every service that is modeled. */
export const allServices: readonly ServiceClass[] = [
  ...scriptOwnServices,
  ...formServices,
  ...sheetsServices,
  ...driveServices,
  ...spreadsheetAppServices,
];

export interface OpenOptions {
  /** The folder of the built script: Code.js, appsscript.json and the pages of its dialogs. */
  readonly dist: string;
  /** When the simulated clock starts, in milliseconds since 1970. */
  readonly start: number;
  /** Answers to doubts (doubts.ts), for those that should not have their first answer. */
  readonly assume?: Readonly<Record<string, string>>;
  readonly seed?: number;
}

/** A new, empty Workspace around a built script. The caller makes the Form that the script is bound to and sets `containerId` to its id. */
export function openWorkspace({ dist, ...options }: OpenOptions): LocalWorkspace {
  return new LocalWorkspace({ ...options, ...projectIn(dist), services: allServices });
}
