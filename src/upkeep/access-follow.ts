/** Makes a register's editors follow Contacts and tells who can open it now; what was done and not told yet is told later. */
import { deliver } from "../delivery/deliver";
import type { Directory } from "../directory/directory";
import { directoryIn, directoryRequests } from "../intake/intake-state";
import { openRegister, type Register } from "../register/register";
import { rowsOf, type Snapshot } from "../register/snapshot";
import type { Workspace } from "../workspace";
import { applyAccess, mayOpenRegister, planAccess } from "./access";
import { accessNotice, noticeId, toldOfAccess } from "./access-notice";
import { schoolListFingerprint as fingerprint } from "./form/school-list";
import { notTold, type Pending, type Seen } from "./hourly-memory";
import { type ReportRegister, reportRegisterIds } from "./report-registers";

const lockWaitMilliseconds = 10_000;

/** Its owner, as far as is known, and whoever runs this. */
function keptBy({ memory, identity }: Workspace): readonly string[] {
  return [memory.get("installer") ?? "", identity.runningAs()];
}

/** A sealed register opens to its reader once it holds something for them, and not before. */
function wantedIn(name: ReportRegister, directory: Directory, holds: boolean): readonly string[] {
  return name === "main" || holds ? mayOpenRegister(directory, name) : [];
}

interface Read {
  readonly register: Register;
  readonly snapshot: Snapshot;
  readonly directory: Directory;
  readonly holds: boolean;
}

/** As it is under the lock: access is never changed by what was read before. */
function readAgain(workspace: Workspace, name: ReportRegister): Read {
  const ids = reportRegisterIds(workspace.memory);
  const register = openRegister(workspace, ids[name]);
  const snapshot = register.load([
    { tab: "outbox", columns: ["message"] },
    ...(name === "main" ? directoryRequests : [{ tab: "cases", columns: ["case"] } as const]),
  ]);
  const from =
    name === "main" ? snapshot : openRegister(workspace, ids.main).load(directoryRequests);
  const holds = name === "main" || rowsOf(snapshot, "cases").length > 0;
  return { register, snapshot, directory: directoryIn(from, workspace.clock), holds };
}

function union(first: readonly string[] = [], second: readonly string[] = []): string[] {
  return [...new Set([...first, ...second])];
}

/** Null when there is nothing to send. */
function underLock(workspace: Workspace, name: ReportRegister, seen: Seen) {
  const { access, memory, clock, identity } = workspace;
  const { register, snapshot, directory, holds } = readAgain(workspace, name);
  const present = access.editors(register.id);
  const plan = planAccess(present, wantedIn(name, directory, holds), keptBy(workspace));
  const { [name]: left, ...others } = notTold(memory);
  const queued = rowsOf(snapshot, "outbox").map(({ key }) => key);
  const wasTold = (one: Pending) =>
    queued.some((key) => key.startsWith(noticeId({ register: name, at: one.at })));
  const before = left === undefined || wasTold(left) ? null : left;
  const intent: Pending = {
    at: before?.at ?? clock.now(),
    add: union(before?.add, plan.add),
    remove: union(before?.remove, plan.remove),
  };
  if (intent.add.length + intent.remove.length > 0) {
    // Written down first: were this run cut off now, the next one would still tell what it did.
    memory.set("accessPending", JSON.stringify({ ...others, [name]: intent }));
  }
  const { added, removed, refused } = applyAccess(access, register.id, plan);
  const now = union(
    present.filter((address) => !removed.includes(address)),
    added,
  );
  const isRefused = refused.add.length + refused.remove.length > 0;
  const mark = isRefused ? fingerprint([...refused.add, "-", ...refused.remove]) : undefined;
  const changed = {
    added: intent.add.filter((address) => now.includes(address)),
    removed: intent.remove.filter((address) => !now.includes(address)),
    refused,
  };
  const isNews = isRefused && mark !== seen.refused;
  const after: Seen = { ...seen, holds, refused: mark };
  const tells = changed.added.length + changed.removed.length > 0 || isNews;
  if (!tells) return { after, others, delivery: null };
  const to = toldOfAccess(name, directory, identity.runningAs());
  const change = accessNotice({ register: name, at: intent.at, to }, changed, now);
  const done = register.commit(change, snapshot);
  const { messages } = change;
  const delivery = { register, snapshot: done.snapshot, directory, files: new Map(), messages };
  return { after, others, delivery: { ...delivery, corrections: done.corrections } };
}

/**
 * Three calls where nothing is to be changed. Returns what was seen; throws what Google throws other than a refusal to
 * share, which is told instead and tried again by the next run. Takes the lock: not to be called under it.
 */
export function followAccess(
  workspace: Workspace,
  name: ReportRegister,
  directory: Directory,
  seen: Seen,
): Seen {
  const { access, memory } = workspace;
  const id = reportRegisterIds(memory)[name];
  const wanted = wantedIn(name, directory, seen.holds === true);
  const { remove, add } = planAccess(access.editors(id), wanted, keptBy(workspace));
  const waits = notTold(memory)[name] !== undefined;
  if (remove.length + add.length === 0 && !waits) {
    return seen.refused === undefined ? seen : { ...seen, refused: undefined };
  }
  const done = workspace.lock.during(lockWaitMilliseconds, () => underLock(workspace, name, seen));
  if (done === null) return seen;
  const { after, others, delivery } = done.value;
  if (notTold(memory)[name] !== undefined) memory.set("accessPending", JSON.stringify(others));
  if (delivery !== null) deliver(workspace, delivery);
  return after;
}
