/** The Workspace of a scenario before its first event: a Form with the script bound, set up by the admin, the directory in its tabs. */

import {
  advancedServiceNames,
  closeDialogOf,
  type LocalWorkspace,
  openWorkspace,
  type SavedWorkspace,
} from "../workspace";
import { type Audience, audiences, createForm } from "../workspace/forms";
import type { Realms } from "../workspace/realm/realm";
import { areAlike } from "../workspace/store";
import { sha256Text } from "../workspace/text-bytes";
import { DialogPerson } from "./acts/dialog-acts";
import { addresses, putDirectory } from "./directory";
import type { DirectoryInput } from "./scenario";
import { scriptMemory } from "./script-memory";
import { type SettledSeed, seedCases, seedSettled } from "./seed/seed-cases";

const hour = 3_600_000;

type DirectoryRow = NonNullable<DirectoryInput["contacts"]>[number];

export interface FormOptions {
  /** Folder of the built bundle. */
  readonly dist: string;
  /** Where its runs take place, unless where they usually do. */
  readonly realms?: Realms | undefined;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  /** Answers to UNCONFIRMED points that differ from the defaults. */
  readonly assume?: Readonly<Record<string, string>> | undefined;
  /** "added": someone has added both services as the guide says, unless `assume` tells of their APIs. So if it is left out. */
  readonly services?: "added" | "as pushed";
  /** Who may answer the Form from the beginning; as the switch `newFormAudience` has it if it is left out. */
  readonly audience?: Audience;
}

/** A Workspace with an empty Form of the admin's to which the script is bound, and nothing else: not set up. */
export function openForm({
  dist,
  at,
  assume,
  realms,
  audience,
  services = "added",
}: FormOptions): LocalWorkspace {
  const workspace = openWorkspace({
    dist,
    start: at,
    ...(assume === undefined ? {} : { assume }),
    ...(realms === undefined ? {} : { realms }),
  });
  workspace.containerId = createForm(workspace.store, {
    owner: addresses.admin,
    at,
    title: "Untitled form",
    audience: audience ?? audienceNamed(workspace.assume["newFormAudience"]),
  });
  if (services === "added") addServices(workspace, assume);
  return workspace;
}

/** Someone adds both services in the script's editor, as the guide says, which turns their APIs on; but for those of which `assume` tells. */
export function addServices(
  workspace: LocalWorkspace,
  assume: Readonly<Record<string, string>> = {},
): void {
  const told = { Sheets: "sheetsApi", Drive: "driveApi" } as const;
  for (const name of advancedServiceNames) {
    if (!(told[name] in assume)) workspace.switchService(name, true);
  }
}

function audienceNamed(answer: string | undefined): Audience {
  return audiences.find((one) => one === answer) ?? "nobody";
}

export interface StageOptions {
  /** Folder of the built bundle. */
  readonly dist: string;
  /** Where its runs take place, unless where they usually do. */
  readonly realms?: Realms | undefined;
  /** When the first event happens; milliseconds since 1970, UTC. Set-up happens an hour before. */
  readonly start: number;
  readonly directory?: DirectoryInput | undefined;
  /** Id of the pack that the district follows; the first one of the bundle if it is left out. */
  readonly protocol?: string | undefined;
  /** Whether the district has gone live, whatever its directory: yes if it is left out. */
  readonly live?: boolean;
  /** How many cases to write straight into the register. */
  readonly seed?: number | undefined;
  /** What earlier work has left in Outbox and Activity. */
  readonly settled?: SettledSeed | undefined;
  /** Answers to UNCONFIRMED points that differ from the defaults. */
  readonly assume?: Readonly<Record<string, string>>;
  /** Addresses that have no account. */
  readonly missing?: readonly string[] | undefined;
  /** Whether no clock runs in the hour between set-up and the first event. */
  readonly isAsleep?: boolean;
}

/**
 * The admin chooses Set up and skips its questions. If an API is off, the admin adds the service, as the dialog says, and chooses Set up
 * again. @throws Error with what the script said, PersonRefused if a page got no answer.
 */
export function setUpByMenu(workspace: LocalWorkspace): void {
  const { ok, error } = workspace.clickMenu("setUp", addresses.admin);
  if (!ok) throw new Error(`set-up failed: ${error ?? "no reason given"}`);
  const admin = new DialogPerson(workspace, addresses.admin);
  let page = admin.open();
  if (page?.view === "account") page = admin.press(page, "skip", { account: "role" });
  try {
    if (page?.view === "create") admin.press(page, "create");
  } catch (refusal) {
    if (!String(refusal).includes("service-off")) throw refusal;
    // It says which services to add again; all of them is as well.
    for (const name of advancedServiceNames) workspace.switchService(name, true);
    setUpByMenu(workspace);
  }
  closeDialogOf(workspace.store, addresses.admin);
}

/**
 * Tries Set up before the advanced services are on, takes back what it did, then adds them. @throws Error if set-up did not stop and
 * say which services are missing.
 */
function meetServicesOff(
  workspace: LocalWorkspace,
  assume: Readonly<Record<string, string>> | undefined,
): void {
  const before = workspace.save();
  const { error } = workspace.clickMenu("setUp", addresses.admin);
  const admin = new DialogPerson(workspace, addresses.admin);
  let said = error ?? "";
  try {
    let page = admin.open();
    if (page?.view === "account") page = admin.press(page, "skip", { account: "role" });
    if (page?.view === "create") admin.press(page, "create");
  } catch (refusal) {
    said = String(refusal);
  }
  const isOn = [workspace.assume["sheetsApi"], workspace.assume["driveApi"]].every(
    (answer) => answer === "on",
  );
  if (!isOn && !said.includes("service-off")) {
    throw new Error("set-up did not look whether the APIs of its services are on");
  }
  workspace.resume(before);
  addServices(workspace, assume);
}

/**
 * Sets up twice. The first time makes the tabs, so that the directory can be written into them; the second time builds the Form's list
 * of schools and the register's access from that directory.
 */
export function openStage({
  dist,
  realms,
  start,
  directory,
  protocol,
  seed,
  settled,
  live = true,
  assume,
  missing = [],
  isAsleep = false,
}: StageOptions): LocalWorkspace {
  // Set-up has run, and someone has opened the Form to the domain (design 6).
  // The advanced services are not on yet: set-up must notice.
  const services = "as pushed";
  const at = start - hour;
  const workspace = openForm({ dist, realms, at, assume, audience: "domain", services });
  const { store } = workspace;
  const stage = [start, directory, protocol, live, missing, isAsleep];
  reachOnce(workspace, ["in the directory", ...stage], () => {
    reachOnce(workspace, ["with tabs", start], () => {
      workspace.openEditor(addresses.admin);
      meetServicesOff(workspace, assume);
      setUpByMenu(workspace);
    });
    for (const address of missing) workspace.deleteAccount(address);
    // The dialog offers the domain of the admin's address; a scenario says itself which there are.
    const chosen = protocol === undefined ? {} : { protocol };
    const settings = { domains: null, ...chosen, ...directory?.settings };
    const whole = { ...directory, settings };
    // Set-up refuses the account of someone whom a report may be about: such rows are written afterwards.
    const own = ({ role, email }: DirectoryRow) =>
      String(email ?? "")
        .trim()
        .toLowerCase() === addresses.admin && !/admin/i.test(String(role ?? ""));
    const contacts = directory?.contacts?.filter((row) => !own(row));
    putDirectory(store, contacts === undefined ? whole : { ...whole, contacts });
    // Going live itself would refuse some of the directories that scenarios have.
    if (live) scriptMemory(store).set("goingLive", { live: start - hour });
    setUpByMenu(workspace);
    if (directory?.contacts?.some(own) === true) putDirectory(store, whole);
    if (isAsleep) workspace.passUnattended(start - workspace.clock.now);
    else workspace.startDayAt(start);
  });
  if (seed !== undefined && seed > 0) seedCases(store, seed, start);
  if (settled !== undefined) seedSettled(store, settled, start);
  return workspace;
}

interface Stage {
  /** Digest of the project's text and of all that the stage depends on beside the switches. */
  readonly key: string;
  /** The switches that were looked at on the way. The others made no difference. */
  readonly switches: Readonly<Record<string, string | undefined>>;
  readonly saved: SavedWorkspace;
}

/** How many are kept, each some hundred kilobytes. The one used longest ago goes first. */
const limit = 32;
/** What was asked for last comes last. */
let stages: readonly Stage[] = [];

/**
 * Calls `reach` on a new Workspace, or restores what `reach` made of an equal one before. `stage` (JSON) must name everything that the
 * result depends on, except the project's text and the Workspace's switches, which are compared here.
 */
export function reachOnce(
  workspace: LocalWorkspace,
  stage: readonly unknown[],
  reach: () => void,
): void {
  const parts = [workspace.project, stage];
  const key = sha256Text(JSON.stringify(parts));
  const switchesOf = ({ asked }: SavedWorkspace) =>
    Object.fromEntries(asked.map((point) => [point, workspace.answers[point]]));
  const found = stages.find(
    (one) => one.key === key && areAlike(one.switches, switchesOf(one.saved)),
  );
  if (found === undefined) reach();
  else workspace.resume(found.saved);
  const kept = found ?? stageAt(workspace.save());
  stages = [...stages.filter((one) => one !== found), kept].slice(-limit);

  function stageAt(saved: SavedWorkspace): Stage {
    return { key, switches: switchesOf(saved), saved };
  }
}

/** Forgets all, so that the next one is set up again. */
export function forgetStages(): void {
  stages = [];
}
