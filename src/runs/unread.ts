/** A sealed report without a reader: people whom it does not exclude are told that it waits, and nothing of what it says (design 2.11). */

import { reportAgencies } from "../case/facts";
import { responsesLink } from "../case/reference";
import type { Directory } from "../district/district";
import { callBook } from "../district/find";
import { toldWithoutContent } from "../district/sealed";
import { jsonRecord, textsIn } from "../json";
import { compose } from "../mail/compose";
import { orNone, orZero } from "../missing";
import type { Workspace } from "../ports";
import { dayMs } from "../time";
import { sendPast } from "./outage";

/** A sealed report, or a sealed case, that nobody can read as Contacts stand. */
export interface Unread {
  /** Id of the response; of a case its register and reference. */
  readonly id: string;
  /** Milliseconds since 1970, UTC; null for a case: it does not wait in the Form alone. */
  readonly receivedAt: number | null;
  readonly excluded: ReadonlySet<string>;
  /** As the report has it. */
  readonly school: string | null;
}

const unreadKey = "unread";

interface Waiting {
  /** When it was received; 0: it is a case. Milliseconds UTC. */
  readonly at: number;
  /** When people were last told. Milliseconds UTC. */
  readonly told: number;
  /** Whom it excluded when it came: Contacts may name them for another role since. */
  readonly excluded: readonly string[];
}

/** By id. */
type Remembered = Readonly<Record<string, Waiting>>;

type Ports = Pick<Workspace, "ownMemory">;

/** In the running account's own store: nobody else may learn of a sealed report. */
function remembered({ ownMemory }: Ports): Remembered {
  try {
    const found: Record<string, Waiting> = {};
    for (const [id, kept] of Object.entries(jsonRecord(ownMemory.get(unreadKey)))) {
      // Each member is checked below.
      const { at, told, excluded } = Object(kept) as Partial<Record<keyof Waiting, unknown>>;
      found[id] = {
        at: Number(at) || 0,
        told: Number(told) || 0,
        excluded: textsIn(excluded),
      };
    }
    return found;
  } catch {
    return {};
  }
}

function remember({ ownMemory }: Ports, before: Remembered, after: Remembered): void {
  const value = JSON.stringify(after);
  if (value === JSON.stringify(before)) return;
  try {
    ownMemory.set(unreadKey, value);
  } catch {
    // Told again rather than never.
  }
}

/** From when on responses must be looked through for reports that wait; ms UTC, infinite where none does. One call. */
export function unreadSince(ports: Ports): number {
  const times = Object.values(remembered(ports)).map(({ at }) => at);
  return Math.min(Number.POSITIVE_INFINITY, ...times.filter((at) => at > 0));
}

/** When it came; nobody where it does not wait. */
export function excludedWhileUnread(ports: Ports, id: string): readonly string[] {
  return orNone(remembered(ports)[id]?.excluded);
}

/** `isGone`: somebody can read it by now, or it is gone. */
export function forgetUnread(ports: Ports, isGone: (id: string) => boolean): void {
  const before = remembered(ports);
  const kept = Object.entries(before).filter(([id]) => !isGone(id));
  remember(ports, before, Object.fromEntries(kept));
}

/**
 * Tells at once of new ones, and once a day of those that wait on; the account at work where Contacts has nobody whom they do not exclude.
 * Never throws. Sends: not to be called under the lock.
 */
export function tellUnread(
  workspace: Workspace,
  unread: readonly Unread[],
  directory: Directory,
): void {
  if (unread.length === 0) return;
  const { clock, identity, memory } = workspace;
  const now = clock.now();
  const before = remembered(workspace);
  const due = unread.filter(({ id }) => now - orZero(before[id]?.told) >= dayMs);
  const told = new Set<string>();
  for (const { excluded, school } of due) {
    const people = toldWithoutContent(directory, excluded, school, now);
    const me = identity.runningAs();
    const last = excluded.has(me) ? [] : [me];
    for (const address of people.length > 0 ? people : last) told.add(address);
  }
  const message = compose("sealed-waits", {
    calls: reportAgencies(directory.pack, callBook(directory, null, directory.pack)),
    responses: responsesLink(memory.get("formId")),
  });
  // Where nobody is reached the next run tries again.
  const isSent = sendPast(workspace, [...told], () => message).length < told.size;
  const after: Record<string, Waiting> = { ...before };
  for (const one of unread) {
    const { id, receivedAt, excluded } = one;
    const told = isSent && due.includes(one) ? now : orZero(before[id]?.told);
    after[id] = { at: receivedAt || 0, told, excluded: [...excluded] };
  }
  remember(workspace, before, after);
}
