/** Accounts that used to run the desk and fell silent: leads and admins are told once, and after a while such an account runs it no more. */
import { deliver } from "../delivery/deliver";
import type { Directory } from "../directory/directory";
import { rowsOf } from "../register/snapshot";
import type { Workspace } from "../workspace";
import { committed } from "./access-follow";
import { silentNotice, toldOfAccess } from "./access-notice";
import type { HourlyRead } from "./hourly";
import { inOrder, installersIn, lastRun, written } from "./installers";

const hour = 3_600_000;
/** Whoever was away for a holiday is still let in; who has left is not. Set up brings one back. */
const forgottenAfter = 14 * 24 * hour;

/**
 * `read` has the Outbox; no call where nobody is silent. Drops who has been silent for two weeks, and keeps the lead's account last. Throws what Google
 * throws. Takes no lock.
 */
export function tellOfSilence(
  workspace: Workspace,
  { register, snapshot }: HourlyRead,
  directory: Directory,
): void {
  const { memory, clock, identity } = workspace;
  const me = identity.runningAs();
  const now = clock.now();
  const queued = rowsOf(snapshot, "outbox").map(({ key }) => key);
  const kept = new Map(installersIn(memory));
  for (const [address, right] of kept) {
    const last = lastRun(memory, address);
    if (address === me || right !== "ready" || last === 0 || now - last < hour) continue;
    const id = `silent ${address} ${last.toString(36)}`;
    if (!queued.some((key) => key.startsWith(`${id} `))) {
      const to = toldOfAccess("main", directory, me).filter((one) => one !== address);
      const change = silentNotice({ id, at: now, to }, address);
      deliver(workspace, committed(register, change, snapshot, directory));
    }
    if (now - last > forgottenAfter) kept.delete(address);
  }
  const value = written(inOrder(kept, directory));
  const known = memory.get("installers");
  if (known !== null && known !== value) memory.set("installers", value);
}
