/** What the page remembers for the next visit, in the browser's own store; nothing leaves this computer. */
import type { Apart, SavedDesk } from "../../saved-desk";

/** Everything of one visit. */
export interface Visit {
  readonly desk: SavedDesk;
  /** Name of who sat at the desk. */
  readonly person: string;
  /** Numbers of the mails that were read. */
  readonly read: readonly number[];
}

/** What stands apart is kept as it came, in as many parts: it is never written again. */
const [database, last, parts] = ["student-safety-desk", "last", "parts"];

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
    request.addEventListener("upgradeneeded", () => {
      request.result.createObjectStore(last);
      request.result.createObjectStore(parts, { autoIncrement: true });
    });
    return await settled(request);
  } catch (error) {
    // Refused by a setting, in a private window, or in a file's page.
    throw new NotKept(String(error));
  }
}

/** All of what is asked within is done, or nothing of it. */
async function within<T>(
  mode: IDBTransactionMode,
  ask: (visit: IDBObjectStore, kept: IDBObjectStore) => Promise<T>,
): Promise<T> {
  const open = await opened();
  try {
    const all = open.transaction([last, parts], mode);
    return await ask(all.objectStore(last), all.objectStore(parts));
  } catch (error) {
    throw error instanceof NotKept ? error : new NotKept(String(error));
  } finally {
    open.close();
  }
}

/** Null where there was no visit. @throws NotKept */
export async function lastVisit(): Promise<Visit | null> {
  return within("readonly", async (visit, kept) => {
    // Nobody else writes there; what another edition of the page wrote, its desk's `project` tells.
    const found = (await settled(visit.get(last))) as Visit | undefined;
    if (found === undefined) return null;
    const grown = (await settled(kept.getAll())) as readonly Apart[];
    const apart = {
      mails: grown.flatMap(({ mails }) => mails),
      runs: grown.flatMap(({ runs }) => runs),
    };
    return { ...found, desk: { ...found.desk, apart } };
  });
}

/** Adds what has grown to what is kept; `isFirstMail` where nothing of what is kept counts any more. @throws NotKept */
export async function keepVisit({ desk, person, read }: Visit, isFirst: boolean): Promise<void> {
  const { apart, ...rest } = desk;
  await within("readwrite", async (visit, kept) => {
    if (isFirst) await settled(kept.clear());
    if (apart.mails.length + apart.runs.length > 0) await settled(kept.add(apart));
    await settled(visit.put({ desk: rest, person, read }, last));
  });
}

/** @throws NotKept */
export async function forgetVisit(): Promise<void> {
  await within("readwrite", async (visit, kept) => {
    await settled(visit.clear());
    await settled(kept.clear());
  });
}
