/** What the student ids of a district look like, and reading what someone wrote as one. Pure. */
import type { Settings } from "../district-directory";

/** What the district's student ids look like. If one of these settings cannot be read, nothing counts as an id. */
export type IdSettings = Pick<Settings, "studentIdLength" | "studentIdDigits" | "studentIdPrefix">;

/**
 * What a reporter wrote as a student's id. Texts are folded, so equal texts mean the same id. "id": an id, which is used to match reports.
 * "doubtful": looks like an id, but not one of this district, so a person has to compare. "none": nothing, a placeholder, a room, a date.
 */
export type WrittenId =
  | { readonly kind: "id" | "doubtful"; readonly id: string }
  | { readonly kind: "none" };

const none: WrittenId = { kind: "none" };
/** Characters. Longer texts are not looked at, because no id is that long. */
const longest = 60;

/** Reads what someone wrote as a student's id. Never throws. */
export function parseStudentId(
  written: string | null,
  { studentIdLength: length, studentIdDigits: isDigits, studentIdPrefix }: IdSettings,
): WrittenId {
  if (written === null || written.length > longest) return none;
  const text = plain(written);
  const isUnreadable = [length, isDigits, studentIdPrefix].includes("unreadable");
  const prefix = plain(studentIdPrefix ?? "");
  if (!isUnreadable && text.startsWith(prefix)) {
    const number = withoutSpaces(text.slice(prefix.length).trim());
    const id = prefix + number;
    const isWhole = length === null ? isLikelyId(id) : id.length === length;
    const isPlain = isDigits === false || /^\d+$/.test(number);
    if (isWhole && isPlain && isNumber(number)) return { kind: "id", id };
  }
  const id = withoutSpaces(text);
  return isNumber(id) && isLikelyId(id) ? { kind: "doubtful", id } : none;
}

/**
 * Whether one of two ids may be a typing error of the other: without leading zeros, spaces and hyphens they are the same, or one character
 * differs, is missing or is added, or two characters are swapped. Both must be folded, as `parseStudentId` returns them.
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

/** Unifies look-alike forms and capitals, and removes outer spaces. */
function plain(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}

/** Joins groups of digits: "730 194" is one number; "room 12" stays two words. */
function withoutSpaces(text: string): string {
  return /^[\d\s]+$/.test(text) ? text.replace(/\s+/g, "") : text;
}

/** Words beside a number that belongs to more than one student (a room, a grade), and words that say that the id is not known. */
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

/** Whether a text is made of groups of letters, digits and hyphens that can tell one student from another. */
function isNumber(text: string): boolean {
  const bare = text.replace(/-/g, "");
  // One character over and over, or digits in order, up or down.
  const isFiller =
    /^(.)\1*$/.test(bare) || "01234567890".includes(bare) || "09876543210".includes(bare);
  return (
    /^[a-z0-9-]+$/.test(text) &&
    // Zeros alone are what people type to get past a field.
    /[1-9]/.test(text) &&
    !(isFiller && bare.length >= 3) &&
    // Three groups of digits are a date or a phone number.
    !/^\d+(?:-\d+){2,}$/.test(text) &&
    !(text.match(/[a-z]+/g) ?? []).some((word) => otherWords.has(word))
  );
}

/**
 * Whether a text is probably an id, for a district that has not set what ids look like: at least four digits, or three letters with a
 * number. A shorter text is just as often an age, a grade or a room.
 */
function isLikelyId(text: string): boolean {
  return text.replace(/\D/g, "").length >= 4 || text.replace(/[^a-z]/g, "").length >= 3;
}
