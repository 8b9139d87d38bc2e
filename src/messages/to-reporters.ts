/**
 * The emails to a reporter who works in the district: about their own duty to report, and that someone has their report. They name no case,
 * repeat nothing of the report, and have no link, because reporters may not open the register.
 */
import { type Language, source } from "../language";
import { reviewedLanguages, sentence, unreviewedLines, wordsOf } from "../languages/languages";
import { channelWords } from "../protocol/agency-words";
import type { ProtocolPack } from "../protocol/pack";
import { say } from "../protocol/wording";
import { capital, plainLine } from "../text";
import { dateText, whenWords } from "../time";
import type { EmailLine, EmailPart } from "./letter";
import { alert, dash, heading, itemBlock, mailOf, phone, small } from "./letter";
import { caseEntry, language, number, optional, text, type Writing } from "./message-entry";
import { dueFrom } from "./one-case";

/** The language of the report, or English if the case's pack does not have that language. */
function spoken(written: Language, { languages }: ProtocolPack): Language {
  return languages.includes(written) ? written : source;
}

/** The text as a line in which the phone number can be tapped. */
function withNumber(text: string, number: string): EmailLine {
  const [before = "", ...after] = text.split(number);
  const rest = after.join(number);
  return [before, phone(number), ...(rest === "" ? [] : [rest])];
}

/** The last lines of an email to a reporter: do not reply, do not forward. */
function lastLines(language: Language, { directory }: Writing["run"]): EmailPart {
  return [
    small(sentence(language, "do-not-answer")),
    small(
      [
        sentence(language, "no-advice"),
        ...unreviewedLines(language, reviewedLanguages(directory.settings.translationReviewed)),
      ].join(" "),
    ),
  ];
}

const toReporter = { to: "reporter" } as const;

export function toReporters() {
  return {
    /**
     * Reminds a reporter of their own duty to call and to send a written report. It never counts as danger, because it does not go to the
     * person who acts on the case.
     */
    "reporter-duty": caseEntry(
      { ...toReporter, tells: "first", danger: "never" },
      { writtenReportDue: number, dueFrom, language: optional(language) },
      ({ pack, agencies, unreadUntil }, detail, { run }) => {
        const language = spoken(detail.language, pack);
        const calls = agencies(language);
        const { form, hours, statute, elsewhere } = pack.writtenReport;
        // The agencies to call. Where Contacts has no number, the line says so without naming Contacts, because reporters cannot open it,
        // and gives the emergency number if that stands in.
        const lines = calls.map(({ name, phone: number, isEmergencyOnly }, at): EmailLine => {
          const agency = plainLine(at === 0 ? capital(name) : name);
          const who = at === 0 ? agency : sentence(language, "or", { agency });
          if (number === null) return [`${who} ${sentence(language, "number-unknown")}`];
          if (isEmergencyOnly !== true) return [`${who} `, phone(number)];
          const instead = sentence(language, "number-emergency", { number });
          return withNumber(`${who} ${instead}`, number);
        });
        const when = whenWords(detail.writtenReportDue, run.zone, wordsOf(language).dates);
        const from = sentence(language, `from-${detail.dueFrom}`, { hours: String(hours) });
        const due = detail.writtenReportDue < run.now ? "due-late" : "due-by";
        const today = dateText(run.now, run.zone);
        const ways = calls.flatMap(({ name, channels = [] }) => {
          const words = channelWords(plainLine(name), channels, { language, today });
          return words === "" ? [] : [[words]];
        });
        return mailOf(sentence(language, "duty-subject"), [
          sentence(language, "duty-first"),
          alert(...withNumber(sentence(language, "in-emergency", { number: "911" }), "911")),
          unreadUntil !== null &&
            sentence(language, "duty-unread-until", {
              when: whenWords(unreadUntil, run.zone, wordsOf(language).dates),
            }),
          sentence(language, "duty-not-enough", { statute }),
          heading(sentence(language, "duty-order")),
          itemBlock(
            "1.",
            [sentence(language, "duty-call")],
            [...lines, ...(calls.length > 1 ? [[sentence(language, "one-is-enough")]] : [])],
          ),
          itemBlock(
            "2.",
            [sentence(language, elsewhere === null ? "duty-write-there" : "duty-write", { form })],
            [
              [sentence(language, due, { when, from })],
              ...ways,
              ...(elsewhere === null ? [] : [[say(elsewhere, language)]]),
            ],
          ),
          itemBlock("3.", [sentence(language, "duty-reference")]),
          heading(sentence(language, "duty-keep-in-mind")),
          ...pack.reporters.mail.map((words) => dash(say(words, language))),
          dash(sentence(language, "keep-silent")),
          lastLines(language, run),
        ]);
      },
    ),

    /**
     * Tells the reporter once that someone has the report, and that their own duty remains. `by`: the address of the person who acknowledged
     * the case; stored only if the reporter's address is looked up when the email is sent. No email is sent if both are the same person.
     */
    "report-taken-on": caseEntry(
      { ...toReporter, isOnceACase: true },
      { by: optional(text), language: optional(language) },
      ({ pack }, detail, { to, run }) => {
        if (detail.by === to) return null;
        const language = spoken(detail.language, pack);
        const { phone: number } = pack.emergency;
        const { statute } = pack.writtenReport;
        return mailOf(sentence(language, "taken-subject"), [
          sentence(language, "taken-first"),
          sentence(language, "taken-once"),
          dash(sentence(language, "duty-remains", { statute })),
          dash(sentence(language, "keep-silent")),
          dash(...withNumber(sentence(language, "in-emergency", { number }), number)),
          lastLines(language, run),
        ]);
      },
    ),
  };
}
