/** Finds the numbers in a text: phone numbers, lengths of time, and any others, in digits or words. Pure. */

export interface SaidNumber {
  /** `short-phone`: 911 or 988. `time`: a length of time. */
  readonly kind: "phone" | "short-phone" | "time" | "number";
  /** The same for two spellings of the same number: the digits of a phone number, or the minutes or months of a time. */
  readonly value: string;
  /** As it is written in the text, and its position there. */
  readonly said: string;
  readonly index: number;
}

const units =
  "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const inWords: ReadonlyMap<string, number> = new Map([
  ...units.map((word, at) => [word, at + 1] as const),
  ...tens.map((word, at) => [word, (at + 2) * 10] as const),
]);

const word = `(?:(?:${tens.join("|")})(?:[- ](?:${units.slice(0, 9).join("|")}))?|${units.join("|")})`;
const digits = "\\d+(?:,\\d{3})*(?:\\.\\d+)?";
const ofTime = new RegExp(
  `\\b(${digits}|${word}|(?<=within )an?)\\)?[- ]*(?:(?:calendar|school|business|working|clock|full)[- ]+)?(min(?:ute)?|h(?:ou)?r|day|week|month|year)s?\\b`,
  "gi",
);

/** Units with a fixed length in minutes; the others in months. */
const lengths: Readonly<Record<string, readonly [number, "minutes" | "months"]>> = {
  min: [1, "minutes"],
  minute: [1, "minutes"],
  hr: [60, "minutes"],
  hour: [60, "minutes"],
  day: [1440, "minutes"],
  week: [10_080, "minutes"],
  month: [1, "months"],
  year: [12, "months"],
};

function numberOf(said: string): number {
  const text = said.toLowerCase();
  if (/^an?$/.test(text)) return 1;
  const named = text.split(/[- ]/).map((part) => inWords.get(part) ?? 0);
  return named.some((part) => part > 0)
    ? named.reduce((sum, part) => sum + part, 0)
    : Number(text.replace(/,/g, ""));
}

/** In the order in which they are looked for. */
const kinds: readonly (readonly [
  SaidNumber["kind"],
  RegExp,
  (match: readonly string[]) => string,
])[] = [
  [
    "phone",
    /(?:\+?1[-. ]+)?\(?\b(\d{3})\)?[-. ]*(\d{3})[-. ](\d{4})\b/g,
    ([, ...parts]) => parts.join(""),
  ],
  ["short-phone", /\b(?:911|988)\b/g, ([said = ""]) => said],
  [
    "time",
    ofTime,
    ([, many = "", unit = ""]) => {
      const [length, measure] = lengths[unit.toLowerCase()] ?? [1, "minutes"];
      return `${numberOf(many) * length} ${measure}`;
    },
  ],
  [
    "number",
    new RegExp(`(?<![a-z\\d])${digits}|\\b${word}\\b`, "gi"),
    ([said = ""]) => `${numberOf(said)}`,
  ],
];

/** Every number in a text. Placeholders are ignored. A date has three numbers. */
export function numbersIn(text: string): readonly SaidNumber[] {
  const blank = (taken: string) => ";".repeat(taken.length);
  let rest = text.replace(/\{[^{}]*\}/g, blank).replace(/\b(\d{4})-(\d{2})-(\d{2})\b/g, "$1;$2;$3");
  return kinds.flatMap(([kind, pattern, value]) => {
    const found = [...rest.matchAll(pattern)];
    // Each kind removes what it found, so that the next kind does not find it again.
    rest = rest.replace(pattern, blank);
    return found.map((match) => {
      const [said] = match;
      return { kind, value: value(match), said, index: match.index };
    });
  });
}

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** What a line of a document can mean besides its literal number, so that a right number is not reported as wrong. */
const alsoMeant: readonly (readonly [RegExp, string])[] = [
  [/\bhalf an hour\b/i, "time 30 minutes"],
  [/\ban hour\b|\bhourly\b/i, "time 60 minutes"],
  [/\ba day\b|\bdaily\b|\b(?:each|every) day\b/i, "time 1440 minutes"],
  [/\ba week\b|\bweekly\b|\b(?:each|every) week\b/i, "time 10080 minutes"],
  [/\ba month\b|\bmonthly\b|\b(?:each|every) month\b/i, "time 1 months"],
  [/\ba year\b|\byearly\b|\bannual(?:ly)?\b|\b(?:each|every) year\b/i, "time 12 months"],
  [/\b(?:an?|any|either|each|every|single|only)\b/i, "number 1"],
  [/\b(?:both|couple|pair|several|multiple)\b/i, "number 2"],
  ...months.map(
    (month, at) => [new RegExp(`\\b${month}[a-z]*\\b`, "i"), `number ${at + 1}`] as const,
  ),
];

/** All the numbers of some lines of a document. */
export interface NumbersOfLines {
  /** Whether the lines have a number, even if it is of another kind: the 24 of "24 or 48 hours". */
  readonly say: (number: Omit<SaidNumber, "index">) => boolean;
  /** The values that count something: no phone numbers, no times, and not the number at the start of a line. */
  readonly counts: readonly string[];
}

/** Matches a number that names a part of the document, such as the 2 of "Criteria 2", or that starts a line, such as "Step 3" or "4.". */
const labels = [
  /^\W*[A-Za-z]?\d{1,2}(?:[.):]|(?=\s+[A-Z])|\t)/,
  new RegExp(
    `\\b(?:criteri(?:a|on)|group|section|part|step|stage|level|tier|category|table|column|box|page|grade|appendix)s?[- ]*[#(]?(?:\\d+|${word})\\b(?! (?:or more|of)\\b)`,
    "gi",
  ),
];

/** A text with the numbers that only name a part of it blanked out. Its length does not change. */
export const withoutLabels = (text: string) =>
  labels.reduce(
    (rest, pattern) => rest.replace(pattern, (label) => ";".repeat(label.length)),
    text,
  );

/** How many are enough, according to the texts: the number in "at least two" or "two of these", otherwise every count in them. */
export function thresholdsIn(texts: readonly string[]): readonly string[] {
  const counted = texts.map(withoutLabels).flatMap((text) =>
    numbersIn(text)
      .filter(({ kind }) => kind === "number")
      .map(({ value, said, index }) => {
        const [before, after] = [text.slice(0, index), text.slice(index + said.length)];
        if (/\bmore than $/i.test(before)) return { value: `${Number(value) + 1}`, isEnough: true };
        const isEnough = /\b(?:at least|minimum of|any) $/i.test(before) || enoughAfter.test(after);
        return { value, isEnough };
      }),
  );
  const enough = counted.filter(({ isEnough }) => isEnough);
  return (enough.length > 0 ? enough : counted).map(({ value }) => value);
}

const enoughAfter = new RegExp(
  `^(?: \\(\\d+\\))?(?:,? or more\\b| of (?:these|those|the|them|${word}|\\d+)\\b| [a-z -]{0,30}\\b(?:is|are) (?:present|enough|met|seen)\\b)`,
  "i",
);

export function numbersOfLines(lines: readonly string[]): NumbersOfLines {
  const found = lines.flatMap(numbersIn);
  const counts = lines
    .map(withoutLabels)
    .flatMap((line) => numbersIn(line).filter(({ kind }) => kind === "number"))
    .map(({ value }) => value);
  // A number that no rule can read, such as the 1 of "A1", still counts as being there. So does the year of "3.1.19".
  const years = lines.flatMap((line) => [
    ...line.replace(/\b(\d{1,2}[./]\d{1,2}[./])(\d{2})\b/g, "$1$2 20$2").matchAll(/\d+/g),
  ]);
  const known = new Set([
    ...alsoMeant.flatMap(([pattern, meant]) =>
      lines.some((line) => pattern.test(line)) ? [meant] : [],
    ),
    ...found.map(({ kind, value }) => `${kind} ${value}`),
    ...found.map(({ said }) => `number ${numberOf(said)}`),
    ...years.map(([said]) => `number ${Number(said)}`),
  ]);
  return {
    say: ({ kind, value, said }) =>
      known.has(`${kind} ${value}`) ||
      (kind === "time" && counts.includes(/^\d+/.exec(said)?.[0] ?? "")),
    counts,
  };
}
