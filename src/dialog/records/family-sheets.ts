/**
 * Two sheets to print for families: where to find help, with the day on which the lead printed it; and the general notice for parents of
 * grades 6 to 12 (EC 49381). Neither comes from a case; they are the same for everyone.
 */
import type { RecordPart } from "../../case/records/record";
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

/** Whom to call and the number: in danger, about trafficking, for missing children, in a crisis, and to report child abuse. */
function lines({ pack }: Directory, language: Language): readonly (readonly [string, string])[] {
  const own = reportLine(pack);
  const abuse = sentence(language, "sheet-abuse");
  return [
    [sentence(language, "sheet-emergency"), pack.emergency.phone],
    ...pack.hotlines
      .filter(({ takesReports }) => !takesReports)
      .map(
        ({ name, phone: number }) =>
          [
            say(name, language),
            number === nationalLine
              ? sentence(language, "sheet-national-line", { number })
              : number,
          ] as const,
      ),
    [sentence(language, "sheet-missing-children"), missingChildren],
    [sentence(language, "sheet-crisis"), sentence(language, "sheet-crisis-number")],
    ...(own === null ? [] : [[abuse, `${say(own.name, language)}, ${own.phone}`] as const]),
  ];
}

/** The parts of each sheet in one language, by the sheet's act. */
const parts = {
  "help-sheet": (directory: Directory, language: Language, { now, zone }: Moment): RecordPart => {
    // People who help any student: those whom Contacts names for the whole district and no single school.
    const helpers = directory.liaisons.flatMap(({ school, name, phone }) =>
      school === null && phone !== null ? [`${plainLine(name)}, ${plainLine(phone)}`] : [],
    );
    const { dates } = wordsOf(language);
    return {
      heading: sentence(language, "sheet-title"),
      words: [sentence(language, "sheet-for-all")],
      entries: [
        ...lines(directory, language),
        ...(helpers.length === 0
          ? []
          : [[sentence(language, "sheet-liaisons"), helpers.join("\n")] as const]),
        [sentence(language, "sheet-at-school"), blank],
        // With its year: paper is kept.
        [sentence(language, "sheet-day"), dayWords(now, zone, { ...dates, day: dates.dayAndYear })],
      ],
    };
  },
  "parent-notice": (directory: Directory, language: Language): RecordPart => {
    const { phone: number } = directory.pack.emergency;
    return {
      heading: sentence(language, "notice-title"),
      words: [sentence(language, "notice-why"), sentence(language, "notice-lessons")],
      entries: [
        [sentence(language, "notice-what-title"), sentence(language, "notice-what")],
        [sentence(language, "notice-signs-title"), sentence(language, "notice-signs")],
        [sentence(language, "notice-do-title"), sentence(language, "notice-do", { number })],
        ...lines(directory, language),
        [sentence(language, "sheet-at-school"), blank],
      ],
    };
  },
} as const;

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
      printedPart(parts[found.act](directory, language, moment)),
      unreviewedLines(language, reviewed),
    ]),
    buttons: [printButton, closeButton],
  });
}
