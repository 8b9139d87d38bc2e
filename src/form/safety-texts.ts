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

/** The pack's hotline of the agency that every case calls first; null if the pack leaves the number to the district. */
export function reportLine(pack: ProtocolPack): HotlineDatum | null {
  const { standIn } = firstAgency(pack);
  return pack.hotlines.find(({ id }) => id === standIn) ?? null;
}

/** What the Form's texts in a language are made of: the pack's values and numbers, and whom to call. */
export function formWords(pack: ProtocolPack, language: Language) {
  const { hours, form, statute, elsewhere } = pack.writtenReport;
  const agency = say(firstAgency(pack).inSentence, language);
  const values = { agency, form, hours: String(hours), number: pack.emergency.phone, statute };
  const line = reportLine(pack);
  const police = agencyAsked(pack, "calledLawEnforcement");
  /** Words followed by the number of the agency that every case calls first; only the words if there is no number. */
  const withLine = (words: string, between = ": ") =>
    line === null ? words : `${words}${between}${line.phone}`;
  return {
    values,
    police,
    /** A sentence that needs no other values than these. */
    said: (key: SentenceOf<keyof typeof values>) =>
      filled(wordsOf(language).sentences[key], values),
    withLine,
    /** The same as a sentence that also says when the hotline answers. */
    withHours: (words: string) =>
      line?.hours === undefined
        ? `${withLine(words)}.`
        : `${withLine(words)}, ${say(line.hours, language)}.`,
    ifNobodyAnswers:
      police === null
        ? []
        : [sentence(language, "if-nobody-answers", { name: say(police.name, language) })],
    /** The pack's words on whom to call and where to send the written report, which are the same everywhere. */
    elsewhere: elsewhere === null ? [] : [say(elsewhere, language)],
    /** The line with the number of the agency that every case calls first. */
    number: line === null ? [] : [filled(say(line.form, language), { phone: line.phone })],
    /** Lines with numbers to call for advice, which take no reports. */
    advice: pack.hotlines.flatMap(({ takesReports, name, phone }) =>
      takesReports
        ? []
        : sentence(language, "no-report-line", { name: say(name, language), number: phone }),
    ),
  };
}

/** What the Form is for and, if no translator has reviewed the language, that too. */
export function whatFor(language: Language, reviewed: readonly Language[]): readonly string[] {
  return [sentence(language, "what-for"), ...unreviewedLines(language, reviewed)];
}

/** That no one may read a report before the next school day, where the district has no one on duty then. */
function unreadAtNight(language: Language, { isUnreadAtNight }: FormSpeech): readonly string[] {
  return isUnreadAtNight === true ? [sentence(language, "unread-at-night")] : [];
}

/** The text in each language of the Form, one below the other. */
function inEach(
  pack: ProtocolPack,
  speech: FormSpeech,
  text: (words: ReturnType<typeof formWords>, language: Language) => readonly string[],
): string {
  return languagesIn(speech.language)
    .map((language) => text(formWords(pack, language), language).join("\n"))
    .join("\n\n");
}

/** The text at the top of the first page, at most 90 words including the title. The numbers come first, in every language. */
export function formDescription(pack: ProtocolPack, speech: FormSpeech): SafetyText {
  const line = reportLine(pack);
  const numbers = inEach(pack, speech, ({ said, number }) => [said("emergency-first"), ...number]);
  const about = inEach(pack, speech, ({ said }, language) => [
    said(line === null ? "no-mandated-report-agency" : "no-mandated-report"),
    ...unreadAtNight(language, speech),
    // On a Form of several languages, this text is on the first page of each language, so that the question about the language comes early.
    ...(speech.language === "both" ? [] : ["", ...whatFor(language, speech.reviewed)]),
  ]);
  const lines = line === null ? [] : [line.phone];
  return { text: `${numbers}\n\n${about}`, ...safety(pack, speech, lines) };
}

/** Shown after a report was sent. */
export function confirmationMessage(pack: ProtocolPack, speech: FormSpeech): SafetyText {
  // Who answered in another language than the first finds it further down.
  const others = languagesIn(speech.language).slice(1);
  const below = others.map((language) => `${sentence(language, "further-down")}\n\n`).join("");
  const whole = inEach(pack, speech, (words, language) => [
    words.said("passed-on"),
    ...unreadAtNight(language, speech),
    "",
    sentence(language, "if-mandated", { who: say(pack.reporters.who, language) }),
    `1. ${words.withHours(words.said("call-if-not"))}`,
    `2. ${words.said("write-too")}`,
    ...words.elsewhere,
    "",
    [...words.ifNobodyAnswers, words.said("in-emergency")].join(" "),
    ...words.advice,
    "",
    words.said("keep-silent"),
    words.said("report-another"),
    ...unreviewedLines(language, speech.reviewed),
  ]);
  const numbers = pack.hotlines.map(({ phone }) => phone);
  return { text: `${below}${whole}`, ...safety(pack, speech, numbers) };
}

/** Shown in place of the questions while no account runs the system, so that no one sends a report that would not be read. */
export function closedMessage(pack: ProtocolPack, speech: FormSpeech): string {
  return inEach(pack, speech, ({ said, number, advice }, language) => [
    said("takes-no-reports"),
    said("in-emergency"),
    ...number,
    said("no-mandated-report-agency"),
    ...advice,
    said("then-tell-school"),
    ...unreviewedLines(language, speech.reviewed),
  ]);
}

/** What a text with these numbers must say even if it is reworded, and the notice that comes before it. */
function safety(
  pack: ProtocolPack,
  speech: FormSpeech,
  numbers: readonly string[],
): Omit<SafetyText, "text"> {
  const words = languagesIn(speech.language).flatMap((language) => [
    sentence(language, "must-say"),
    ...(speech.isUnreadAtNight === true ? [sentence(language, "must-say-of-nights")] : []),
  ]);
  return {
    mustSay: [...new Set([pack.emergency.phone, ...numbers]), ...words],
    // Reports sent before going live are also taken in and emailed, but no one may rely on that.
    notice: inEach(pack, speech, ({ said, withHours }) => [
      said("not-in-use"),
      `${withHours(said("call-at-once"))} ${said("in-emergency")} ${said("then-tell-school")}`,
    ]),
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
