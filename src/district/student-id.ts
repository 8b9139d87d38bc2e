import type { Settings } from "./district";

export type IdSettings = Pick<Settings, "studentIdLength" | "studentIdDigits" | "studentIdPrefix">;

/** What the ids of a district look like; null where it wrote something that cannot be read, and then nothing is known to be one. */
export type StudentIdShape = {
  /** Characters, the prefix and hyphens included; null: any number. */
  readonly length: number | null;
  /** Nothing but digits after the prefix. */
  readonly isDigits: boolean;
  /** Folded; "" where ids begin with anything. */
  readonly prefix: string;
} | null;

/**
 * Folded texts, equal where they mean the same. "id": it joins reports. "doubtful": it looks like one and not like one of
 * this district's, so that a person has to compare. "none": nothing, a placeholder, a room, a date.
 */
export type WrittenId =
  | { readonly kind: "id" | "doubtful"; readonly id: string }
  | { readonly kind: "none" };

const none: WrittenId = { kind: "none" };
/** Longer than any id, and shorter than what would cost time to look at. */
const longest = 60;

export function studentIdShape(settings: IdSettings): StudentIdShape {
  const { studentIdLength: length, studentIdDigits: isDigits, studentIdPrefix } = settings;
  return length === "unreadable" || isDigits === "unreadable" || studentIdPrefix === "unreadable"
    ? null
    : { length, isDigits, prefix: studentIdPrefix === null ? "" : plain(studentIdPrefix) };
}

/** Reads what somebody wrote as a student's id. Never throws. */
export function writtenId(written: string | null, shape: StudentIdShape): WrittenId {
  if (written === null || written.length > longest) return none;
  const text = plain(written);
  const prefix = shape?.prefix ?? "";
  const isPrefixed = text.startsWith(prefix);
  if (shape !== null && isPrefixed) {
    const number = withoutSpaces(text.slice(prefix.length).trim());
    const id = prefix + number;
    const isWhole = shape.length === null ? isLikelyId(id) : id.length === shape.length;
    const isPlain = !shape.isDigits || /^\d+$/.test(number);
    if (isWhole && isPlain && isNumber(number)) return { kind: "id", id };
  }
  const id = withoutSpaces(text);
  return isNumber(id) && isLikelyId(id) ? { kind: "doubtful", id } : none;
}

/**
 * Whether one of two ids may be a slip of the other: leading zeros, spaces and hyphens aside, they are the same, or differ by
 * one character that is another, missing or too many, or by two that are swapped. Both folded, as `writtenId` reads them.
 */
export function mayBeSlip(one: string, other: string): boolean {
  const bare = (id: string) => id.replace(/[\s-]+/g, "").replace(/^0+/, "");
  const [a, b] = [bare(one), bare(other)];
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (long.length === short.length + 1) {
    return [...long].some((_, at) => long.slice(0, at) + long.slice(at + 1) === short);
  }
  if (long.length !== short.length) return false;
  const differ = [...a].flatMap((_, at) => (a[at] === b[at] ? [] : [at]));
  const [first = 0, second = 0] = differ;
  return (
    differ.length === 1 || (differ.length === 2 && a[first] === b[second] && a[second] === b[first])
  );
}

/** Without look-alike forms, outer spaces and case. */
function plain(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}

/** "730 194" is one number; "room 12" stays two words. */
function withoutSpaces(text: string): string {
  return /^[\d\s]+$/.test(text) ? text.replace(/\s+/g, "") : text;
}

/** Words that stand beside a number which belongs to more than one child, or that say that the id is not known. */
const otherWords = new Set(
  (
    "room rm class classroom homeroom hr grade gr period per pd bus van locker desk seat table row group team unit apt box " +
    "bldg building wing hall floor portable gym lab lib library office school art music math science english history " +
    "st nd rd th age aged yr yrs yo year years old ft in lb lbs am pm born dob fall spring summer winter " +
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september " +
    "october november december abc xyz xx xxx id ids no na none nil null unk unknown same see test temp tbd idk " +
    "student name child kid boy girl new sibling brother sister twin phone tel cell ext mr ms mrs teacher"
  ).split(" "),
);

/** One or more letters, digits and hyphens that can tell one child from another. */
function isNumber(text: string): boolean {
  return (
    /^[a-z0-9-]+$/.test(text) &&
    // A zero, or many, is what people type to get past a field.
    /[1-9]/.test(text) &&
    !isFiller(text.replace(/-/g, "")) &&
    // Three groups of digits are a date or a telephone number.
    !/^\d+(?:-\d+){2,}$/.test(text) &&
    !(text.match(/[a-z]+/g) ?? []).some((word) => otherWords.has(word))
  );
}

/** One character over and over, or the number row in order, either way. */
function isFiller(text: string): boolean {
  return (
    text.length >= 3 &&
    (/^(.)\1*$/.test(text) || "01234567890".includes(text) || "09876543210".includes(text))
  );
}

/**
 * Whether it can be an id where the district has not said how long one is: four digits, or three letters with a number.
 * Fewer are an age, a grade or a room as often as an id.
 */
function isLikelyId(text: string): boolean {
  const count = (what: RegExp) => text.match(what)?.length ?? 0;
  return count(/\d/g) >= 4 || count(/[a-z]/g) >= 3;
}
