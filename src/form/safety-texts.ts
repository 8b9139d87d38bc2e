/**
 * The texts of the Form before its first question and after sending: whom to call, and that the Form is not a mandated report. A district
 * may reword them, but they must still say certain things.
 */
import { type FormSpeech, type Language, languages, languagesIn } from "../language";
import { type SentenceOf, sentence, unreviewedLines, wordsOf } from "../languages/languages";
import type { HotlineDatum, ProtocolPack } from "../protocol/pack";
import { agencyAsked, firstAgency } from "../protocol/pack-queries";
import { say } from "../protocol/wording";
import { filled } from "../text";

/** A text of the Form, and what it must say even if a district rewords it. */
export interface SafetyText {
  readonly text: string;
  /** Phone numbers may be written with any punctuation, words with or without capitals. */
  readonly mustSay: readonly string[];
  /** The notice that comes before the text until the district has gone live. */
  readonly notice: string;
}

/**
 * The values from a pack that the system's sentences need: its emergency number, the agency that every case calls first, and its law on
 * written reports.
 */
export function packValues(pack: ProtocolPack, language: Language) {
  const { hours, form, statute } = pack.writtenReport;
  const agency = say(firstAgency(pack).inSentence, language);
  return { agency, form, hours: String(hours), number: pack.emergency.phone, statute };
}

/** Returns a function for the sentences that need no other values than these. */
export function sentencesFor(pack: ProtocolPack, language: Language) {
  const values = packValues(pack, language);
  return (key: SentenceOf<keyof typeof values>) => filled(wordsOf(language).sentences[key], values);
}

/** The pack's hotline of the agency that every case calls first; null if the pack leaves the number to the district. */
export function reportLine(pack: ProtocolPack): HotlineDatum | null {
  const { standIn } = firstAgency(pack);
  return pack.hotlines.find(({ id }) => id === standIn) ?? null;
}

/** The words followed by the number of the agency that every case calls first; only the words if there is no number. */
export function withReportLine(words: string, pack: ProtocolPack, between = ": "): string {
  const line = reportLine(pack);
  return line === null ? words : `${words}${between}${line.phone}`;
}

/** The same as a sentence that also says when the hotline answers. */
function withHours(words: string, pack: ProtocolPack, language: Language): string {
  const { hours } = reportLine(pack) ?? {};
  const numbered = withReportLine(words, pack);
  return `${hours === undefined ? numbered : `${numbered}, ${say(hours, language)}`}.`;
}

/** The help text of the question about the first call: to call, the number, and whom to call if no one answers. */
export function callNow(pack: ProtocolPack, language: Language): string {
  const call = sentencesFor(pack, language)("help-calledChildAndFamilyServices");
  return [withHours(call, pack, language), ...ifNobodyAnswers(pack, language)].join(" ");
}

function ifNobodyAnswers(pack: ProtocolPack, language: Language): readonly string[] {
  const other = agencyAsked(pack, "calledLawEnforcement");
  return other === null
    ? []
    : [sentence(language, "if-nobody-answers", { name: say(other.name, language) })];
}

/** The pack's words on whom to call and where to send the written report, which are the same everywhere. Empty if the pack has none. */
export function whereReportsGo(
  { writtenReport: { elsewhere } }: ProtocolPack,
  language: Language,
): readonly string[] {
  return elsewhere === null ? [] : [say(elsewhere, language)];
}

/** The line on the Form with the number of the agency that every case calls first. */
function numberLines(pack: ProtocolPack, language: Language): readonly string[] {
  const line = reportLine(pack);
  return line === null ? [] : [filled(say(line.form, language), { phone: line.phone })];
}

/** Lines with numbers to call for advice, which take no reports. */
function advice(pack: ProtocolPack, language: Language): readonly string[] {
  return pack.hotlines.flatMap(({ takesReports, name, phone: number }) =>
    takesReports
      ? []
      : [sentence(language, "no-report-line", { name: say(name, language), number })],
  );
}

/** What the Form is for and, if no translator has reviewed the language, that too. */
export function whatFor(language: Language, reviewed: readonly Language[]): readonly string[] {
  return [sentence(language, "what-for"), ...unreviewedLines(language, reviewed)];
}

/** The text in each language of the Form, one below the other. */
function inEach(speech: FormSpeech, text: (language: Language) => readonly string[]): string {
  return languagesIn(speech.language)
    .map((language) => text(language).join("\n"))
    .join("\n\n");
}

/** The text at the top of the first page, at most 90 words including the title. The numbers come first, in every language. */
export function formDescription(pack: ProtocolPack, speech: FormSpeech): SafetyText {
  const numbers = inEach(speech, (language) => [
    sentencesFor(pack, language)("emergency-first"),
    ...numberLines(pack, language),
  ]);
  const line = reportLine(pack);
  const about = inEach(speech, (language) => [
    sentencesFor(
      pack,
      language,
    )(line === null ? "no-mandated-report-agency" : "no-mandated-report"),
    // On a Form of several languages, this text is on the first page of each language, so that the question about the language comes early.
    ...(speech.language === "both" ? [] : ["", ...whatFor(language, speech.reviewed)]),
  ]);
  const lines = line === null ? [] : [line.phone];
  return { text: `${numbers}\n\n${about}`, ...safety(pack, speech, lines) };
}

/** Shown after a report was sent. */
export function confirmationMessage(pack: ProtocolPack, speech: FormSpeech): SafetyText {
  const text = inEach(speech, (language) => {
    const said = sentencesFor(pack, language);
    return [
      said("passed-on"),
      "",
      sentence(language, "if-mandated", { who: say(pack.reporters.who, language) }),
      `1. ${withHours(said("call-if-not"), pack, language)}`,
      `2. ${said("write-too")}`,
      ...whereReportsGo(pack, language),
      "",
      [...ifNobodyAnswers(pack, language), said("in-emergency")].join(" "),
      ...advice(pack, language),
      "",
      said("keep-silent"),
      said("report-another"),
      ...unreviewedLines(language, speech.reviewed),
    ];
  });
  const numbers = pack.hotlines.map(({ phone }) => phone);
  return { text, ...safety(pack, speech, numbers) };
}

/** Shown in place of the questions while no account runs the system, so that no one sends a report that would not be read. */
export function closedMessage(pack: ProtocolPack, speech: FormSpeech): string {
  return inEach(speech, (language) => {
    const said = sentencesFor(pack, language);
    return [
      said("takes-no-reports"),
      said("in-emergency"),
      ...numberLines(pack, language),
      said("closed-if-mandated"),
      ...advice(pack, language),
      said("closed-tell-school"),
      ...unreviewedLines(language, speech.reviewed),
    ];
  });
}

/** What a text with these numbers must say even if it is reworded, and the notice that comes before it. */
function safety(
  pack: ProtocolPack,
  speech: FormSpeech,
  numbers: readonly string[],
): Omit<SafetyText, "text"> {
  const words = languagesIn(speech.language).map((language) => sentence(language, "must-say"));
  return {
    mustSay: [...new Set([pack.emergency.phone, ...numbers]), ...words],
    // Reports sent before going live are also taken in and emailed, but no one may rely on that.
    notice: inEach(speech, (language) => {
      const said = sentencesFor(pack, language);
      const call = withHours(said("not-in-use-call"), pack, language);
      return [said("not-in-use"), `${call} ${said("in-emergency")} ${said("then-tell-school")}`];
    }),
  };
}

/**
 * The text as it should be. `present`: the text on the Form. The district's own words are kept as long as they say everything that they
 * must.
 */
export function safeText(present: string, wanted: SafetyText, form: "live" | "not-live"): string {
  const isLive = form === "live";
  const bare = present.split(wanted.notice).join("").trim();
  // A district may reword the notice that the Form is not in use. Its own words are right before going live, and wrong afterwards.
  const isMarked = languages.some((one) =>
    bare.toLowerCase().includes(sentence(one, "not-in-use-words")),
  );
  if (isMarked) return !isLive && saysAllRequired(bare, wanted) ? present : wanted.text;
  const whole = saysAllRequired(bare, wanted) ? bare : `${wanted.text}\n\n${bare}`.trim();
  const text = isLive ? whole : `${wanted.notice}\n\n${whole}`;
  return text === present.trim() ? present : text;
}

/** Whether the text, which the district may have reworded, says everything that it must. */
export function saysAllRequired(text: string, wanted: SafetyText): boolean {
  const words = text.toLowerCase();
  const digits = text.replace(/[^0-9]/g, "");
  return wanted.mustSay.every((needed) => {
    const number = needed.replace(/[^0-9]/g, "");
    return number.length > 3 ? digits.includes(number) : words.includes(needed.toLowerCase());
  });
}

/** Where to set who can answer the Form, in the words of Google's own buttons. */
export const audiencePlace =
  "In the Form's editor choose Publish (on a published Form: Published), then Manage beside Responders. Under General access, in Responder view, choose your district (every account in it, students' too) or Anyone with the link; Restricted lets in only those who are listed there.";

/** The two settings of who can answer the Form. */
export const audienceLabels = {
  staff: "Accounts of the district only",
  link: "Anyone with the link",
} as const;
