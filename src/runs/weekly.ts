/** Tells leads and admins of what works on and is to be put right: once a week. */
import { toldOfAccess } from "../access/access";
import type { Directory } from "../district/district";
import type { MessageKind } from "../mail/letter";
import { committed, deliver } from "../outbox/deliver";
import type { Workspace } from "../ports";
import { type MessageDetail, noChange, toEach } from "../register/change";
import { rowsOf, type Snapshot } from "../register/read";
import type { HourlyRead } from "../register/register";
import { currentSchema, schemaOf } from "../register/schema";
import { dayMs } from "../time";

const week = 7 * dayMs;

/** `about` begins the messages' ids; `read` is of the main register and has the Outbox. Throws what Google throws. Takes no lock. */
export function tellWeekly(
  workspace: Workspace,
  { register, snapshot }: HourlyRead,
  directory: Directory,
  about: string,
  kind: MessageKind,
  detail: MessageDetail = {},
): void {
  const id = `${about} ${Math.floor(workspace.clock.now() / week)}`;
  if (rowsOf(snapshot, "outbox").some(({ key }) => key.startsWith(`${id} `))) return;
  const to = toldOfAccess(directory, workspace.identity.runningAs());
  const messages = toEach(to, id, kind, detail);
  deliver(workspace, committed(register, { ...noChange, messages }, snapshot, directory));
}

/** `looked` is of any register. */
export function tellOfUpgrade(
  workspace: Workspace,
  read: HourlyRead,
  directory: Directory,
  looked: Snapshot,
): void {
  if (schemaOf(looked) < currentSchema) {
    tellWeekly(workspace, read, directory, "upgrade", "upgrade-waits");
  }
}
