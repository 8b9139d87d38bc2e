/** Makes a register's editors follow Contacts and tells who can open it now; what was done and not told yet is told later. */
import { type Delivery, deliver } from "../delivery/deliver";
import type { Directory } from "../directory/directory";
import { directoryIn, directoryRequests } from "../intake/intake-state";
import type { Change } from "../register/change";
import { openRegister, type Register } from "../register/register";
import { rowsOf, type Snapshot } from "../register/snapshot";
import type { Workspace } from "../workspace";
import { applyAccess, mayOpenRegister, planAccess } from "./access";
import { accessNotice, toldOfAccess } from "./access-notice";
import { schoolListFingerprint as fingerprint } from "./form/school-list";
import { notTold, type Pending } from "./hourly-memory";
import { installersOf } from "./installers";
import { type ReportRegister, reportRegisterIds } from "./report-registers";

const lockWaitMilliseconds = 10_000;
const day = 86_400_000;

/** A sealed register opens to its reader once it holds something for them, and not before; to installers always. */
function wantedIn(
  { memory, identity }: Workspace,
  name: ReportRegister,
  directory: Directory,
  holds: boolean,
): readonly string[] {
  const readers = name === "main" || holds ? mayOpenRegister(directory, name) : [];
  return union(readers, installersOf(memory, directory, name, identity.runningAs()));
}

function holdsCase(snapshot: Snapshot): boolean {
  return rowsOf(snapshot, "cases").length > 0;
}

/** What is sent once a change is committed. */
export function committed(
  register: Register,
  change: Change,
  snapshot: Snapshot,
  directory: Directory,
): Delivery {
  const done = register.commit(change, snapshot);
  const { corrections } = done;
  const files = new Map<string, never>();
  return {
    register,
    snapshot: done.snapshot,
    directory,
    files,
    messages: change.messages,
    corrections,
  };
}

function union(first: readonly string[] = [], second: readonly string[] = []): string[] {
  return [...new Set([...first, ...second])];
}

/** As it is under the lock: access is never changed by what was read before. Null when there is nothing to tell. */
function underLock(
  workspace: Workspace,
  name: ReportRegister,
  viewers: readonly string[],
): Delivery | null {
  const { access, memory, clock, identity } = workspace;
  const ids = reportRegisterIds(memory);
  const isMain = name === "main";
  const register = openRegister(workspace, ids[name]);
  const snapshot = register.load([
    { tab: "outbox", columns: ["message"] },
    ...(isMain ? directoryRequests : [{ tab: "cases", columns: ["case"] } as const]),
  ]);
  const told = isMain ? snapshot : openRegister(workspace, ids.main).load(directoryRequests);
  const directory = directoryIn(told, clock);
  const queued = rowsOf(snapshot, "outbox").map(({ key }) => key);
  const isTold = (id: string) => queued.some((key) => key.startsWith(`${id} `));
  const idOf = (at: number) => `access ${name} ${at.toString(36)}`;

  const present = [...access.editors(register.id), ...viewers];
  const wanted = wantedIn(workspace, name, directory, isMain || holdsCase(snapshot));
  const plan = planAccess(access, register.id, present, wanted, identity.runningAs());
  const left = isMain ? notTold(memory) : null;
  const before = left === null || isTold(idOf(left.at)) ? null : left;
  const intent: Pending = {
    at: before?.at ?? clock.now(),
    add: union(before?.add, plan.add),
    remove: union(before?.remove, plan.remove),
  };
  if (isMain && plan.add.length + plan.remove.length > 0) {
    // Written down first: were this run cut off now, the next one would still tell what it did.
    memory.set("accessPending", JSON.stringify(intent));
  }
  const { added, removed, refused, error } = applyAccess(access, register.id, plan, viewers);
  const now = union(
    present.filter((address) => !removed.includes(address)),
    added,
  );
  const changed = {
    added: intent.add.filter((address) => now.includes(address)),
    removed: intent.remove.filter((address) => !now.includes(address)),
    refused,
  };
  const isChanged = changed.added.length + changed.removed.length > 0;
  // What is refused hour after hour is told once a day.
  const today = Math.floor(intent.at / day);
  const id = isChanged
    ? idOf(intent.at)
    : `access ${name} ${today} ${fingerprint([...refused.add, "", ...refused.remove])}`;
  if (!isChanged && (error === null || isTold(id))) return null;
  const to = toldOfAccess(name, directory, identity.runningAs());
  const change = accessNotice({ id, at: intent.at, to }, changed, now);
  return committed(register, change, snapshot, directory);
}

/**
 * Three calls where nothing is to be changed. `holds`: whether a sealed register has a case; where that is not known
 * (null), nobody is let in, and it is only looked up when somebody is there. `viewers` are people who were given a look
 * in Sheets itself: none of them stays. Throws what Google throws other than a
 * refusal to share, which is told instead and tried again by the next run. Takes the lock: not to be called under it.
 */
export function followAccess(
  workspace: Workspace,
  name: ReportRegister,
  directory: Directory,
  holds: boolean | null = null,
  viewers: readonly string[] = [],
): void {
  const { access, memory, identity } = workspace;
  const id = reportRegisterIds(memory)[name];
  const present = [...access.editors(id), ...viewers];
  const installers = wantedIn(workspace, name, directory, false);
  const isAnybodyIn = present.some((address) => !installers.includes(address));
  const holdsSome = () =>
    holds ??
    (name !== "main" &&
      isAnybodyIn &&
      holdsCase(openRegister(workspace, id, []).load([{ tab: "cases", columns: ["case"] }])));
  const wanted = wantedIn(workspace, name, directory, holdsSome());
  const plan = planAccess(access, id, present, wanted, identity.runningAs());
  const waits = name === "main" && notTold(memory) !== null;
  if (plan.remove.length + plan.add.length === 0 && !waits) return;
  const done = workspace.lock.during(lockWaitMilliseconds, () =>
    underLock(workspace, name, viewers),
  );
  if (done === null) return;
  if (name === "main" && notTold(memory) !== null) memory.remove("accessPending");
  if (done.value !== null) deliver(workspace, done.value);
}
