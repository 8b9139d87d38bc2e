/** The state of the local Workspace: JSON-safe slices that live outside every script context and can be copied, compared and put back. */
import { isDeepStrictEqual } from "node:util";
import type { Store } from "./service";

/** A deep copy of all slices at one moment. */
export type Snapshot = Readonly<Record<string, unknown>>;

export class MemoryStore implements Store {
  private slices = new Map<string, unknown>();

  slice<T>(name: string, initial: () => T): T {
    if (!this.slices.has(name)) this.slices.set(name, initial());
    // A slice has one owner, which always asks for it with the same type.
    return this.slices.get(name) as T;
  }

  snapshot(): Snapshot {
    return structuredClone(Object.fromEntries(this.slices));
  }

  /** Puts a snapshot back; the snapshot can be used again. Objects taken from `slice` before are stale after it. */
  restore(snapshot: Snapshot): void {
    this.slices = new Map(Object.entries(structuredClone(snapshot)));
  }

  equals(snapshot: Snapshot): boolean {
    return isDeepStrictEqual(Object.fromEntries(this.slices), snapshot);
  }
}

/** Names the first thing in a value that JSON would lose or change; null when there is none. */
export function notJsonSafe(value: unknown, path = "$"): string | null {
  if (value === null || typeof value === "string" || typeof value === "boolean") return null;
  if (typeof value === "number") return Number.isFinite(value) ? null : path;
  if (typeof value !== "object") return path;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return path;
  for (const [key, inner] of Object.entries(value)) {
    const found = inner === undefined ? `${path}.${key}` : notJsonSafe(inner, `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
