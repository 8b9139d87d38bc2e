/**
 * The mails to a reporter who works in the district: about their own duty to report, and that somebody has their report. They name no case
 * and nothing of what was reported.
 */

import type { CaseFacts } from "../../case/views/case-facts";
import type { Language } from "../../language";
import { type SentenceKey, sentence, unreviewedLines, wordsOf } from "../../languages/languages";
import { type Callee, channelWords } from "../../protocol/agencies";
import type { ProtocolPack } from "../../protocol/pack";
import { say } from "../../protocol/wording";
import { capital, plainLine } from "../../text";
import { whenWords, type ZoneOffset } from "../../time";
import {
  alert,
  type Block,
  dash,
  fact,
  heading,
  itemBlock,
  type Letter,
  type Line,
  mailOf,
  notAsMail,
  phone,
  small,
  toBeDone,
  toCase,
} from "../format/letter";
import { caseSubject, previewLine } from "./sections";

/** In which language a reporter is written to, and which languages a qualified translator has reviewed. */
export interface ReporterSpeech {
  readonly language: Language;
  readonly reviewed: readonly Language[];
}

/** The line with the number in it as one that can be tapped. */
function withNumber(text: string, number: string): Line {
  const [before = "", ...after] = text.split(number);
  const rest = after.join(number);
  return [before, phone(number), ...(rest === "" ? [] : [rest])];
}

/** An agency and its number. Reporters cannot look into Contacts, so a number that stands there nowhere is not known here. */
function agencyLine(
  { name, phone: number, isEmergencyOnly }: Callee,
  language: Language,
  agency: string = plainLine(name),
): Line {
  const lacking = sentence(language, "number-unknown");
  if (number === null) return [`${agency} ${sentence(language, "number-lacking", { lacking })}`];
  if (isEmergencyOnly !== true) return [`${agency} `, phone(number)];
  return withNumber(
    `${agency} ${sentence(language, "number-emergency", { lacking, number })}`,
    number,
  );
}

function orAgency(who: Callee, language: Language): Line {
  return agencyLine(who, language, sentence(language, "or", { agency: plainLine(who.name) }));
}

/** The last lines of a mail to a reporter, who may be anybody: do not answer, do not forward. */
function toReporter({ language, reviewed }: ReporterSpeech): readonly Block[] {
  return [
    small(sentence(language, "do-not-answer")),
    small([sentence(language, "no-advice"), ...unreviewedLines(language, reviewed)].join(" ")),
  ];
}

/** There is no reference or link in it on purpose: reporters may not open the register. */
export interface ReporterDuty extends ReporterSpeech {
  /** Agencies that take the report, the first one first. */
  readonly calls: readonly Callee[];
  readonly writtenReport: ProtocolPack["writtenReport"];
  /** What the law says to reporters. */
  readonly reporters: ProtocolPack["reporters"];
  /** When the written report is due; milliseconds since 1970, UTC. */
  readonly writtenReportDue: number;
  readonly dueFrom: "learned" | "received";
  /** When the mail is sent; milliseconds since 1970, UTC. */
  readonly now: number;
  readonly zone: ZoneOffset;
}

const dueKeys = {
  learned: "from-learned",
  received: "from-received",
} as const satisfies Record<ReporterDuty["dueFrom"], SentenceKey>;

/** Reminds a reporter of their own duty to call and to write. */
export function reporterDuty(input: ReporterDuty): Letter {
  const { calls, language, writtenReport, reporters } = input;
  return mailOf(sentence(language, "duty-subject"), [
    sentence(language, "duty-first"),
    alert(...withNumber(sentence(language, "duty-danger", { number: "911" }), "911")),
    sentence(language, "duty-not-enough", { statute: writtenReport.statute }),
    heading(sentence(language, "duty-order")),
    itemBlock(
      "1.",
      [sentence(language, "duty-call")],
      [
        ...calls.map((who, at) =>
          at === 0
            ? agencyLine({ ...who, name: capital(who.name) }, language)
            : orAgency(who, language),
        ),
        ...(calls.length > 1 ? [[sentence(language, "one-is-enough")]] : []),
      ],
    ),
    writtenReportBlock(input),
    itemBlock("3.", [sentence(language, "duty-reference")]),
    heading(sentence(language, "duty-keep-in-mind")),
    ...reporters.mail.map((words) => dash(say(words, language))),
    dash(sentence(language, "duty-keep-silent")),
    ...toReporter(input),
  ]);
}

/** The written report: by when, and where to. */
function writtenReportBlock(input: ReporterDuty): Block {
  const { calls, language, writtenReport } = input;
  const { form, hours, elsewhere } = writtenReport;
  const when = whenWords(input.writtenReportDue, input.zone, wordsOf(language).dates);
  const from = sentence(language, dueKeys[input.dueFrom], { hours: String(hours) });
  const isLate = input.writtenReportDue < input.now;
  return itemBlock(
    "2.",
    [sentence(language, elsewhere === null ? "duty-write-there" : "duty-write", { form })],
    [
      [sentence(language, isLate ? "due-late" : "due-by", { when, from })],
      ...calls
        .map(({ name, channels = [] }) => channelWords(plainLine(name), channels, language))
        .filter((words) => words !== "")
        .map((words) => [words]),
      ...(elsewhere === null ? [] : [[say(elsewhere, language)]]),
    ],
  );
}

// The mail that says that somebody has taken the report on. It is sent once and says nothing else.

export interface ReportTakenOn extends ReporterSpeech {
  readonly emergency: string;
  /** The law that gives each reporter a duty of their own. */
  readonly statute: string;
}

/** Says that somebody has the report, and that the reporter's own duty stays. */
export function reportTakenOn(input: ReportTakenOn): Letter {
  const { emergency: number, language, statute } = input;
  return mailOf(sentence(language, "taken-subject"), [
    sentence(language, "taken-first"),
    sentence(language, "taken-once"),
    dash(sentence(language, "taken-duty", { statute })),
    dash(sentence(language, "duty-keep-silent")),
    dash(...withNumber(sentence(language, "taken-danger", { number }), number)),
    ...toReporter(input),
  ]);
}

export interface ReporterNotReminded {
  readonly facts: Pick<
    CaseFacts,
    "reference" | "link" | "danger" | "dangerTimes" | "emergency" | "writtenReport" | "zone"
  >;
  /** Who sent the report stands only in the lead's own file. */
  readonly isApart: boolean;
  /** True: Google refused to send mail to the address. False: the address is one to which the desk sends nothing. */
  readonly isRefused: boolean;
}

/**
 * Says that the system may not or cannot write to a reporter about their own duty, so that a person has to. It goes to whoever may know who
 * sent the report, and has neither name nor address.
 */
export function reporterNotReminded({ facts, isApart, isRefused }: ReporterNotReminded): Letter {
  const why = isRefused
    ? "Google takes no mail for the address that a reporter left."
    : "A reporter left an address that the desk sends nothing to: it is private, a student's, or outside the district.";
  const where = isApart
    ? "in the Reporters tab of your own file, beside the time of the report"
    : "in the Reports tab";
  return mailOf(caseSubject(facts.reference), [
    ...previewLine(facts, "A reporter was not reminded of their own report. Please do it."),
    fact("Case", facts.reference),
    `${why} So this reporter was not told of their own duty: the call, and the written report within ${facts.writtenReport.hours} hours.`,
    ...toBeDone(
      `Who it is stands ${where}. Speak with them today, by telephone or in person.`,
      "Tick in the Reports tab what they confirm.",
    ),
    toCase(facts),
    notAsMail,
  ]);
}
