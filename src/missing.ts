/** What stands for a value that is missing, whether undefined or null: one word for it, where ES2019 has no operator. */

export function orNull<T>(value: T | null | undefined): T | null {
  return value ?? null;
}

export function orEmpty<T>(text: T | null | undefined): T | "" {
  return text ?? "";
}

export function orZero<T>(count: T | null | undefined): T | 0 {
  return count ?? 0;
}

/** A list, or one item where `flatMap` asks for it. */
export function orNone<T>(list: readonly T[] | null | undefined): readonly T[];
export function orNone<T>(item: T | null | undefined): T | readonly never[];
export function orNone(value: unknown): unknown {
  return value ?? [];
}

export function orElse<T, Other>(value: T | null | undefined, other: Other): T | Other {
  return value ?? other;
}
