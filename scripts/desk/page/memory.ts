/** What the page remembers for the next visit, in the browser's own store; nothing leaves this computer. */
import type { SavedDesk } from "../state";

/** Everything of one visit. */
export interface Visit {
  readonly desk: SavedDesk;
  /** Name of who sat at the desk. */
  readonly person: string;
}

const [database, store, key] = ["student-safety-desk", "visits", "last"];

/** The browser keeps nothing for this page. */
export class NotKept extends Error {}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(new NotKept(String(request.error))));
  });
}

async function opened(): Promise<IDBDatabase> {
  try {
    const request = indexedDB.open(database, 1);
    request.addEventListener("upgradeneeded", () => request.result.createObjectStore(store));
    return await settled(request);
  } catch (error) {
    // Refused by a setting, in a private window, or in a file's page.
    throw new NotKept(String(error));
  }
}

async function within<T>(
  mode: IDBTransactionMode,
  ask: (visits: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const open = await opened();
  try {
    return await settled(ask(open.transaction(store, mode).objectStore(store)));
  } catch (error) {
    throw error instanceof NotKept ? error : new NotKept(String(error));
  } finally {
    open.close();
  }
}

/** Null where there was no visit. @throws NotKept */
export async function lastVisit(): Promise<Visit | null> {
  // Nobody else writes there; what another edition of the page wrote, its desk's `project` tells.
  const found = (await within("readonly", (visits) => visits.get(key))) as Visit | undefined;
  return found ?? null;
}

/** @throws NotKept */
export async function keepVisit(visit: Visit): Promise<void> {
  await within("readwrite", (visits) => visits.put(visit, key));
}

/** @throws NotKept */
export async function forgetVisit(): Promise<void> {
  await within("readwrite", (visits) => visits.delete(key));
}
