/** The local Workspace with all its services: what the play runner, the desk and the bench open. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { driveServices } from "./drive/index";
import { formServices } from "./forms/index";
import { LocalWorkspace, type Manifest } from "./runtime";
import type { ServiceClass } from "./service";
import { scriptOwnServices } from "./services/index";
import { sheetsServices } from "./sheets/index";
import { spreadsheetAppServices } from "./spreadsheet-app/index";

export { type AdvancedServiceName, advancedServiceNames } from "./advanced-services";
export { carriesNothing, hasEntryPointsOf } from "./compiled";
export type {
  CallMatch,
  CallRecord,
  Fault,
  Manifest,
  PersonEdit,
  RunRecord,
  RunResult,
  SavedWorkspace,
  SubmittedForm,
  Surface,
  WorkspaceError,
} from "./runtime";
export { LocalWorkspace } from "./runtime";
export { holdLockFromOutside } from "./services/lock/index";
export type { SentMail } from "./services/mail/index";
export { sentMail, setMailAllowance } from "./services/mail/index";
export { scriptProperties } from "./services/properties/index";
export type { InstalledTrigger } from "./services/script/store";
export { installedTriggers, removeTrigger } from "./services/script/store";
export type { ClientSettings } from "./services/ui/client";
export { dialogError } from "./services/ui/dialog-error";
export { dialogPage } from "./services/ui/dialog-page";
export type { MenuEntry, OpenDialog, ShownAlert, ShownDialog } from "./services/ui/store";
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
  /** Answers to UNCONFIRMED points that differ from the defaults (unconfirmed.ts). */
  readonly assume?: Readonly<Record<string, string>>;
  readonly seed?: number;
}

const filesRead = new Map<string, { readonly stamp: string; readonly text: string }>();

/** The text of a file, read again once it was written. */
function textOf(path: string): string {
  const { ino, size, mtimeMs } = statSync(path);
  const stamp = [ino, size, mtimeMs].join();
  const known = filesRead.get(path);
  if (known?.stamp === stamp) return known.text;
  const text = readFileSync(path, "utf8");
  filesRead.set(path, { stamp, text });
  return text;
}

/** The project's pages by name, without ".html". */
function htmlFiles(dist: string): Readonly<Record<string, string>> {
  const names = readdirSync(dist).filter((name) => name.endsWith(".html"));
  return Object.fromEntries(
    names.map((name) => [name.slice(0, -".html".length), textOf(join(dist, name))]),
  );
}

/** A new, empty Workspace around the built bundle. Its Form is for the caller to make; `containerId` then says which it is. */
export function openWorkspace({ dist, ...options }: OpenOptions): LocalWorkspace {
  // The build writes the manifest and Google checks it; only the fields of Manifest are read.
  const manifest = JSON.parse(textOf(join(dist, "appsscript.json"))) as Manifest;
  return new LocalWorkspace({
    ...options,
    manifest,
    bundle: textOf(join(dist, "Code.js")),
    htmlFiles: htmlFiles(dist),
    services: allServices,
  });
}
