/** How the names of students are compared: in whatever order, spelling and form people write them. Pure. */

/** What people write in place of a name. Such a text names no one. */
const placeholders = new Set(
  "anonymous|don t know|dont know|idk|n a|na|name|nil|no|no name|none|not known|not listed|not sure|null|student|tbd|test|unk|unknown".split(
    "|",
  ),
);

/** The words of a name in lower case, without accents and punctuation. */
function wordsOf(text: string): string[] {
  if (!/[^ -~]/.test(text)) return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return (
    text
      .normalize("NFKD")
      // Accents, and what no one sees: zero-width and direction characters.
      .replace(/[\p{M}\p{Cf}]/gu, "")
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== "")
  );
}

function isPlaceholder(words: readonly string[]): boolean {
  return words.length === 0 || placeholders.has(words.join(" "));
}

/**
 * A name in the form in which names are compared: without capitals, accents, punctuation, and with its words in alphabetical order. Null
 * if the text names no one.
 */
export function foldName(name: string | null): string | null {
  if (name === null) return null;
  const words = wordsOf(name);
  return isPlaceholder(words) ? null : words.sort().join(" ");
}

const apostrophes = /['\u2018\u2019\u02bc\u02b9\u0060\u00b4]/gu;

/**
 * Several ways to write one name, to find cases that may be of the same student: as `foldName`; without apostrophes ("OBrien"); and of
 * "Last, First Middle" only last and first name. Used for the question to a person only, never to join a report by itself.
 */
export function nameKeys(name: string | null): readonly string[] {
  if (name === null) return [];
  const plain = name.replace(apostrophes, "");
  const [last = "", rest] = plain.split(",");
  const [first] = rest === undefined ? [] : wordsOf(rest);
  const short = first === undefined ? null : `${last} ${first}`;
  return [...new Set([name, plain, short].flatMap((one) => foldName(one) ?? []))];
}

/** The words of a name, the given name first: also of "Last, First". Null if the text names no one. */
export function givenFirst(name: string | null): readonly string[] | null {
  const [last = "", ...rest] = (name ?? "").replace(apostrophes, "").split(",");
  const words = [...wordsOf(rest.join(" ")), ...wordsOf(last)];
  return isPlaceholder(words) ? null : words;
}

/** Whether one name is part of the other: "Mia" or "Mia Vega" of "Mia Lopez Vega". Both with the given name first. */
export function isPartOf(one: readonly string[], other: readonly string[]): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short[0] === long[0] && short.every((word) => long.includes(word));
}
