/** Holds the state of the local Workspace outside every script context, as JSON-safe slices that can be copied, compared and restored. */
import type { Store } from "./service";

/** A copy of all slices at one moment. Later changes do not affect it. */
export type Snapshot = Readonly<Record<string, unknown>>;

/** A deep copy of a JSON-safe value. */
export function copyOf<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    // Each item keeps its type.
    return value.map(copyOf) as T;
  }
  const copy: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) copy[key] = copyOf(inner);
  // The copy has the same keys, with values of the same types.
  return copy as T;
}

/** For slices that are slow to copy: a function by the slice's name that shares the parts that are never changed in place. */
export type Copiers = Readonly<Record<string, (slice: unknown) => unknown>>;

/** Whether two JSON-safe values are equal, member by member. */
export function areAlike(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return Object.is(one, other);
  }
  const [keys, others] = [Object.keys(one), Object.keys(other)];
  return (
    Array.isArray(one) === Array.isArray(other) &&
    keys.length === others.length &&
    keys.every(
      (key) =>
        Object.hasOwn(other, key) && areAlike(Reflect.get(one, key), Reflect.get(other, key)),
    )
  );
}

export class MemoryStore implements Store {
  private slices = new Map<string, unknown>();

  constructor(private readonly copiers: Copiers = {}) {}

  slice<T>(name: string, initial: () => T): T {
    if (!this.slices.has(name)) this.slices.set(name, initial());
    // Only one module uses each slice name, always with the same type.
    return this.slices.get(name) as T;
  }

  snapshot(): Snapshot {
    return Object.fromEntries(this.copied([...this.slices]));
  }

  /** Another store with the same content. */
  copy(): MemoryStore {
    const other = new MemoryStore(this.copiers);
    other.slices = new Map(this.copied([...this.slices]));
    return other;
  }

  /**
   * Restores a snapshot, which can be used again. Do not use objects that `slice` returned before this call: they are no longer part of the
   * store.
   */
  restore(snapshot: Snapshot): void {
    this.slices = new Map(this.copied(Object.entries(snapshot)));
  }

  equals(snapshot: Snapshot): boolean {
    return areAlike(Object.fromEntries(this.slices), snapshot);
  }

  private copied(slices: readonly (readonly [string, unknown])[]): readonly [string, unknown][] {
    return slices.map(([name, slice]) => [name, (this.copiers[name] ?? copyOf)(slice)]);
  }
}

/** Describes the first thing in a value that JSON would lose or change; null if there is none. */
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
