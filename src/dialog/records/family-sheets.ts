/**
 * Two sheets to print for families: where to find help, with the day on which the lead printed it; and the general notice for parents of
 * grades 6 to 12 (EC 49381). Neither comes from a case; they are the same for everyone.
 */
import type { Entry, RecordPart } from "../../case/records/record";
import type { Directory } from "../../district/district";
import { reportLine } from "../../form/safety-texts";
import { type Language, languages } from "../../language";
import { reviewedLanguages, sentence, unreviewedLines, wordsOf } from "../../languages/languages";
import { say } from "../../protocol/wording";
import { plainLine } from "../../text";
import { dayWords, type Moment } from "../../time";
import { closeButton, type Page, pageOf, printButton, printedPart } from "../page-data";

export const familySheets = [
  { act: "help-sheet", label: "Where to find help (for a family)" },
  { act: "parent-notice", label: "Notice for all parents" },
] as const;

/** A line to fill in by hand. */
const blank = "________________________________";

/** The National Human Trafficking Hotline, by phone or text, day and night (humantraffickinghotline.org, read 2026-11-24). */
const nationalLine = "(888) 373-7888";

/** The National Center for Missing & Exploited Children, missingkids.org, read 2026-11-24. */
const missingChildren = "(800) 843-5678";

/** A sheet in one language. */
function sheetIn(
  act: (typeof familySheets)[number]["act"],
  { pack, liaisons }: Directory,
  language: Language,
  { now, zone }: Moment,
): RecordPart {
  const own = reportLine(pack);
  /** Whom to call and the number: in danger, about trafficking, for missing children, in a crisis, and to report child abuse. */
  const calls: readonly Entry[] = [
    [sentence(language, "sheet-emergency"), pack.emergency.phone],
    ...pack.hotlines
      .filter(({ takesReports }) => !takesReports)
      .map(({ name, phone: number }): Entry => {
        const isNational = number === nationalLine;
        return [
          say(name, language),
          isNational ? sentence(language, "sheet-national-line", { number }) : number,
        ];
      }),
    [sentence(language, "sheet-missing-children"), missingChildren],
    [sentence(language, "sheet-crisis"), sentence(language, "sheet-crisis-number")],
    ...(own === null
      ? []
      : [[sentence(language, "sheet-abuse"), `${say(own.name, language)}, ${own.phone}`] as const]),
  ];
  const atSchool: Entry = [sentence(language, "sheet-at-school"), blank];
  if (act === "parent-notice") {
    return {
      heading: sentence(language, "notice-title"),
      words: [sentence(language, "notice-why"), sentence(language, "notice-lessons")],
      entries: [
        [sentence(language, "notice-what-title"), sentence(language, "notice-what")],
        [sentence(language, "notice-signs-title"), sentence(language, "notice-signs")],
        [
          sentence(language, "notice-do-title"),
          sentence(language, "notice-do", { number: pack.emergency.phone }),
        ],
        ...calls,
        atSchool,
      ],
    };
  }
  // People who help any student: those whom Contacts names for the whole district and no single school.
  const helpers = liaisons.flatMap(({ school, name, phone }) =>
    school === null && phone !== null ? [`${plainLine(name)}, ${plainLine(phone)}`] : [],
  );
  const { dates } = wordsOf(language);
  return {
    heading: sentence(language, "sheet-title"),
    words: [sentence(language, "sheet-for-all")],
    entries: [
      ...calls,
      ...(helpers.length === 0
        ? []
        : [[sentence(language, "sheet-liaisons"), helpers.join("\n")] as const]),
      atSchool,
      // With its year: paper is kept.
      [sentence(language, "sheet-day"), dayWords(now, zone, { ...dates, day: dates.dayAndYear })],
    ],
  };
}

/**
 * The sheet for this act, ready to print, in each language of the district's protocol, one below the other. Null for any other act. Nothing
 * in it comes from a case.
 */
export function familySheet(act: string, directory: Directory, moment: Moment): Page | null {
  const found = familySheets.find((one) => one.act === act);
  if (found === undefined) return null;
  const reviewed = reviewedLanguages(directory.settings.translationReviewed);
  const shown = languages.filter((language) => directory.pack.languages.includes(language));
  return pageOf({
    view: found.act,
    title: found.label,
    parts: shown.map((language) => [
      printedPart(sheetIn(found.act, directory, language, moment)),
      unreviewedLines(language, reviewed),
    ]),
    buttons: [printButton, closeButton],
  });
}
