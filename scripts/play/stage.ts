/**
 * The Workspace of a scenario before its first event: a Form with the script attached, set up by the admin, with the directory in its
 * tabs.
 */

import {
  advancedServiceNames,
  closeDialogOf,
  type LocalWorkspace,
  openWorkspace,
  type SavedWorkspace,
} from "../workspace";
import { type Audience, audiences, createForm } from "../workspace/forms";
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
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  /** Answers to open questions about Google (UNCONFIRMED) that differ from the defaults. */
  readonly assume?: Readonly<Record<string, string>> | undefined;
  /** "added": someone has added both services as the guide says, except those whose APIs `assume` sets. This is the default. */
  readonly services?: "added" | "as pushed";
  /** Who can answer the Form from the start; by default what the switch `newFormAudience` says. */
  readonly audience?: Audience;
}

/** A Workspace with an empty Form that the admin owns and the script is attached to. Nothing is set up. */
export function openForm({
  dist,
  at,
  assume,
  audience,
  services = "added",
}: FormOptions): LocalWorkspace {
  const workspace = openWorkspace({
    dist,
    start: at,
    ...(assume === undefined ? {} : { assume }),
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

/** Adds both services in the script's editor, as the guide says, which switches their APIs on. Skips those that `assume` sets. */
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
  /** The time of the first event, in milliseconds since 1970 (UTC). Set up runs an hour before. */
  readonly start: number;
  readonly directory?: DirectoryInput | undefined;
  /** Id of the pack that the district follows; the bundle's first pack by default. */
  readonly protocol?: string | undefined;
  /** Whether the district has gone live, even if its directory would not allow it. True by default. */
  readonly live?: boolean;
  /** How many cases to write directly into the register. */
  readonly seed?: number | undefined;
  /** What earlier work has left in Outbox and Activity. */
  readonly settled?: SettledSeed | undefined;
  /** Answers to open questions about Google (UNCONFIRMED) that differ from the defaults. */
  readonly assume?: Readonly<Record<string, string>>;
  /** Addresses that have no account. */
  readonly missing?: readonly string[] | undefined;
  /** True if the clock does not run in the hour between Set up and the first event. */
  readonly isAsleep?: boolean;
}

/**
 * The admin chooses Set up and skips its questions. If an API is off, the admin adds the service, as the dialog says, and chooses Set up
 * again. @throws Error with the script's message, PersonRefused if a page got no answer.
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
    // The dialog says which services to add. Adding all of them does the same.
    for (const name of advancedServiceNames) workspace.switchService(name, true);
    setUpByMenu(workspace);
  }
  closeDialogOf(workspace.store, addresses.admin);
}

/**
 * Tries Set up before the advanced services are on, undoes what it did, then adds the services. @throws Error if Set up did not stop and
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
 * Opens a stage. Set up runs twice: the first run makes the tabs, so that the directory can be written into them; the second builds the
 * Form's list of schools and the register's access from that directory.
 */
export function openStage({
  dist,
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
  // A scenario starts with Set up done and the Form opened to the domain (design 6). The advanced services are off at first, so that Set
  // up has to notice it.
  const services = "as pushed";
  const at = start - hour;
  const workspace = openForm({ dist, at, assume, audience: "domain", services });
  const { store } = workspace;
  const stage = [start, directory, protocol, live, missing, isAsleep];
  reachOnce(workspace, ["in the directory", ...stage], () => {
    reachOnce(workspace, ["with tabs", start], () => {
      workspace.openEditor(addresses.admin);
      meetServicesOff(workspace, assume);
      setUpByMenu(workspace);
    });
    for (const address of missing) workspace.deleteAccount(address);
    // The dialog suggests the domain of the admin's address, but a scenario names its own domains. In the demo no student has an address.
    const chosen = protocol === undefined ? {} : { protocol };
    const settings = {
      domains: null,
      studentDomains: "none",
      nights: "on-duty",
      ...chosen,
      ...directory?.settings,
    };
    const whole = { ...directory, settings };
    // Set up refuses to run from the account of someone whom a report may be about, so such rows are written afterwards.
    const own = ({ role, email }: DirectoryRow) =>
      String(email ?? "")
        .trim()
        .toLowerCase() === addresses.admin && !/admin/i.test(String(role ?? ""));
    const contacts = directory?.contacts?.filter((row) => !own(row));
    putDirectory(store, contacts === undefined ? whole : { ...whole, contacts });
    // Going live through the menu would refuse some of the directories that scenarios use.
    if (live) scriptMemory(store).set("goingLive", { live: start - hour });
    // Everyone in the directory counts as confirmed by the first set-up. Addresses that are typed later wait.
    const confirmAll = () => scriptMemory(store).set("confirmations", null);
    confirmAll();
    setUpByMenu(workspace);
    if (directory?.contacts?.some(own) === true) {
      putDirectory(store, whole);
      confirmAll();
    }
    if (isAsleep) workspace.passUnattended(start - workspace.clock.now);
    else workspace.startDayAt(start);
  });
  if (seed !== undefined && seed > 0) seedCases(store, seed, start);
  if (settled !== undefined) seedSettled(store, settled, start);
  return workspace;
}

interface Stage {
  /** Digest of the project's text and of everything else that the stage depends on, except the switches. */
  readonly key: string;
  /** The switches that were read on the way. The others made no difference. */
  readonly switches: Readonly<Record<string, string | undefined>>;
  readonly saved: SavedWorkspace;
}

/** How many stages are kept, each a few hundred kilobytes. The least recently used one goes first. */
const limit = 32;
/** The most recently used one is last. */
let stages: readonly Stage[] = [];

/**
 * Calls `reach` on a new Workspace, or restores the result of an earlier equal call. `stage` (JSON) must name everything that the result
 * depends on, except the project's text and the Workspace's switches, which are compared here.
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

/** Forgets all stages, so that the next one is set up again. */
export function forgetStages(): void {
  stages = [];
}
