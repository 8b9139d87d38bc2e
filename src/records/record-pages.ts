/**
 * Pages of Print a record: which case and for whom, the record itself, the call sheet of a report, and two sheets for families. Only record
 * and call sheet show student data, and only to a lead.
 */

import { holdersOfRole } from "../district/find-people";
import type { Directory } from "../district-directory";
import { reportLine } from "../form/safety-texts";
import { type Language, languages } from "../language";
import { reviewedLanguages, sentence, unreviewedLines, wordsOf } from "../languages/languages";
import type { Entry, Page, RecordPart, Request, Values } from "../parts-of-a-page";
import {
  choiceField,
  closeButton,
  errorsOf,
  heading,
  lineField,
  pageOf,
  printButton,
  printedPart,
  tickField,
} from "../parts-of-a-page";
import type { ProtocolPack } from "../protocol/pack";
import { say } from "../protocol/wording";
import { isSealedRegister, kindOf, packOfDesk, registersOf } from "../registers/kinds";
import type { Run } from "../run";
import { plainLine } from "../text";
import { dateText, dayWords, type Moment, parseLocal } from "../time";
import type { CaseAsked, PrintDesk, Printed } from "./print-record";
import { askedToPrint, callSheets, printCaseRecord, printDesk } from "./print-record";
import { recordTime } from "./printed-record";
import { audienceOfRecipient, ownFile, recipientKinds } from "./when-counsel-decides";
import { type PutIn, putIns, type Reader } from "./who-sees-what-printed";

// Sheets for families: where to find help, with the day on which the lead printed it; and the general notice for parents of grades 6 to 12
// (EC 49381). Neither comes from a case; they are the same for everyone.

const familySheets = [
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

/** A sheet ready to print, in each language of the district's protocol, one below the other. */
function familyPage(
  { act, label }: (typeof familySheets)[number],
  directory: Directory,
  { clock }: Run,
): Page {
  const reviewed = reviewedLanguages(directory.settings.translationReviewed);
  const moment = { now: clock.now(), zone: clock };
  return pageOf({
    view: act,
    title: label,
    parts: languages
      .filter((language) => directory.pack.languages.includes(language))
      .map((language) => [
        printedPart(sheetIn(act, directory, language, moment)),
        unreviewedLines(language, reviewed),
      ]),
    buttons: [printButton, closeButton],
  });
}

// The pages.

const printView = "print";

/**
 * The page that asks. Beside each checkbox that puts something into the record, it says what the law says about that, in the words of the
 * district's protocol.
 */
function asks(
  { memory }: Run,
  values: Values,
  words: readonly string[],
  errors: Values = {},
): Page {
  const pack = packOfDesk(memory);
  const { beforePuttingIn, reports, reporters } = pack.confidential;
  const freeText = "It is free text. Read it whole before you give it away.";
  const putIn = [
    ["plan", "the plan", `For family and others outside. ${freeText}`],
    [
      "notes",
      "the notes",
      `For family, others outside, the next school and the student. ${freeText}`,
    ],
    ["log", "the log", `For family, others outside, the next school and the student. ${freeText}`],
    [
      "inside",
      "how the district assessed the case, its steps, and what police say",
      "For a student of 18 or over, and the next school. A record for family or someone outside never has it.",
    ],
    [
      "mandatedReports",
      "the mandated reports: who made them, when, to whom, under which reference",
      say(beforePuttingIn),
    ],
    ["reports", "what reporters wrote", say(reports)],
    ["reporters", "who reported, with what they wrote", say(reporters)],
    ["withheldList", "the list of what is withheld", "It shows that a report was made."],
  ] as const;
  const page = {
    view: printView,
    title: "Print a record",
    parts: [
      words,
      lineField("case", "Case", "Its reference, such as 26-0007."),
      // Each register numbers its own cases, so several may have the reference.
      choiceField("register", "From which register?", [
        { id: "", label: "Not chosen: the only one that has this case" },
        ...registersOf(memory).map((id) => ({ id, label: kindOf(id).fileName })),
      ]),
      lineField(
        "recipient",
        "Who gets it?",
        "This is written in Disclosures, where you also choose the legal ground. Leave it empty only for the district's own file.",
      ),
      choiceField("recipientKind", "Who is that?", [
        ...Object.entries(recipientKinds(pack)).map(([id, label]) => ({ id, label })),
        { id: "", label: "Not chosen: read from what you wrote, and in doubt as for a parent" },
      ]),
      choiceField(
        "askedAlone",
        "If it is for a student of 18 or over: has someone spoken with the student alone about whether having the record is safe?",
        [
          { id: "yes", label: "Yes, and the student said that it is safe" },
          { id: "no", label: "No, or the student said that it is not safe" },
          { id: "", label: "Not answered: needed for a student of 18 or over only" },
        ],
      ),
      putIn.map(([key, what, why]) =>
        tickField(key, `Include ${what}`, `${why} Ask your counsel first.`),
      ),
      lineField(
        "requestedOn",
        "Day of the request",
        "Such as 2026-09-01. Empty: today. The page uses it to work out when a parent may see pupil records.",
      ),
      lineField(
        "counselName",
        "Your counsel, where counsel decided",
        "Needed for every record for family, a student of 18 or over, the next school, a court or anyone else outside.",
      ),
      lineField("counselDay", "Day of the decision", "Such as 2026-09-01."),
      lineField("counselDecision", "What counsel decided"),
    ],
    buttons: [
      { act: "print-record", label: "Make the record", primary: true },
      { act: "call-sheet", label: "Call sheet" },
      ...familySheets,
      closeButton,
    ],
  };
  return pageOf(page, values, errors);
}

function leadsOnly({ directory }: PrintDesk): Page {
  const leads = holdersOfRole(directory, "district-lead", null).map(({ email }) => email);
  const named = leads.length === 0 ? "Contacts names none." : `Contacts names ${leads.join(", ")}.`;
  const words = `A record holds all that is known of a case. So only the district lead and the alternate lead print one. Each does it with their own account. An admin makes them an editor of this Form for a day: Student safety, Who can open what. ${named}`;
  return pageOf({ view: printView, title: "Records are printed by the lead", parts: [words] });
}

/** The page that asks which case to print and for whom. Throws what `printDesk` throws. */
export function printPage(run: Run): Page {
  const desk = printDesk(run);
  if (desk.sources.length === 0) return leadsOnly(desk);
  const asked = askedToPrint(desk);
  const [first] = asked;
  const named = asked.map(({ reference, from }) =>
    from === null || !isSealedRegister(from)
      ? reference
      : `${reference} of ${kindOf(from).fileName}`,
  );
  const words =
    asked.length === 0
      ? "No contact has asked for a record. You can print any case."
      : `A record is asked for of: ${named.join(", ")}.`;
  const values: Values =
    first === undefined ? {} : { case: first.reference, register: first.from ?? "" };
  return asks(run, values, [
    words,
    "Each record that you make becomes a line in Disclosures. The call sheet is not kept anywhere.",
    "Choose who gets it. The district's own file has everything except who reported: keep it apart from the pupil record, and hand it to no one. A record for anyone else leaves out the mandated reports with all that follows from them, what reporters wrote and who they are, unless you include it; people who are left out are not named in it. A record for family, the student, the next school, a court or anyone else outside always waits for your counsel. One for the next school ends with a receipt that it signs. For family and others it says only who the student is: it is the same for every case, and never says how the district assessed the case, its steps, or what became of it. Notes, plan and log are in it only if you put them in. They are free text: read them before you give the record away. Do not confirm to anyone that a record exists before counsel has decided.",
  ]);
}

function recordPage({ reference, reader, parts }: Printed): Page {
  const isOwn = reader.audience === "own";
  return pageOf({
    view: "record",
    title: `Record of case ${reference}`,
    onEachSheet: `Case ${reference}. ${isOwn ? "The district's own file." : "Confidential."}`,
    parts: [
      isOwn
        ? "For the district's own file: keep it apart from the pupil record, and hand it to no one."
        : "Confidential: student information. The person who gets it must not pass it on.",
      parts.map(printedPart),
    ],
    buttons: [printButton, closeButton],
  });
}

/** What the page says beside its lines, by why nothing was printed. */
const notPrinted = {
  "no-such-case": {
    case: "This register does not have the case, or you may not print from it. Write its reference as the emails and Cases have it, such as 26-0007.",
  },
  "several-registers": {
    register:
      "Several registers have a case of this reference, each about another student. Choose the one that the button of the email opened.",
  },
  "not-for-outside": {
    mandatedReports:
      "A record for family or someone outside never has the mandated reports or who reported, nor how the district assessed the case, one for the next school never has the mandated reports or who reported, and one for the student never has who reported. Untick it. Your counsel hands over what a court orders: choose the court, or make that record for your counsel.",
  },
};

function sheetPage(run: Run, pack: ProtocolPack, asked: CaseAsked, values: Values): Page {
  const { reference } = asked;
  const { order } = pack.writtenReport;
  const sheets = callSheets(run, asked);
  if (typeof sheets === "string") return asks(run, values, [], notPrinted[sheets]);
  const title = "Worksheet for a call. This is not a report.";
  return pageOf({
    view: "call-sheet",
    title,
    onEachSheet: `Case ${reference}. ${title}`,
    parts: [
      `Case ${reference}. What a mandated report tells${order === null ? "" : `, ${say(order)}`}, as far as the register holds it. Nothing here was sent to anyone. Call even if something is blank: the duty does not wait for it. Read it out, fill in the rest by hand, and do not leave it lying around. It is not kept anywhere.`,
      sheets.map(({ received, parts }, at) => {
        const when = received === null ? "" : `, received ${recordTime(received, run.clock)}`;
        return [
          sheets.length > 1 && heading(`Report ${at + 1} of ${sheets.length}${when}`),
          parts.map(printedPart),
        ];
      }),
    ],
    buttons: [printButton, closeButton],
  });
}

const wrongDay = "Write the day, such as 2026-09-01; not one in the future.";

/** The day that was typed, in milliseconds UTC; null if it is not a day, or still in the future. */
function dayIn(written: string, { clock }: Run): number | null {
  const at = parseLocal(written, clock);
  return at !== null && at <= clock.now() ? at : null;
}

/** Does what a button of the first page asks for. Throws what `printCaseRecord` throws. */
export function answerPrintPage(run: Run, { act, values }: Request): Page {
  const { clock } = run;
  const sheet = familySheets.find((one) => one.act === act);
  if (sheet !== undefined) {
    const desk = printDesk(run);
    return desk.sources.length === 0 ? leadsOnly(desk) : familyPage(sheet, desk.directory, run);
  }
  const pack = packOfDesk(run.memory);
  const refuse = (errors: Values) => asks(run, values, [], errors);
  const of = (key: string) => (values[key] ?? "").trim();
  const isTicked = (key: string) => values[key] === "yes";
  const reference = of("case");
  if (reference === "") return refuse({ case: "Write the reference of the case." });
  const from = registersOf(run.memory).find((name) => name === values["register"]) ?? null;
  if (act === "call-sheet") return sheetPage(run, pack, { reference, from }, values);
  const ticked = putIns.filter(isTicked);
  // A record names who reported beside the report that they wrote, so the names cannot be put in without the reports.
  const putIn: readonly PutIn[] = isTicked("reporters") ? [...ticked, "reports"] : ticked;
  const list = isTicked("withheldList");
  const recipient = of("recipient");
  const audience = audienceOfRecipient(recipient, values["recipientKind"] ?? "", pack);
  if (audience === null) {
    return refuse({
      recipient: `Write who gets it. If no one does, choose “${ownFile}” under “Who is that?”. No record is made without one of the two.`,
    });
  }
  const reader: Reader = { audience, putIn };
  const [name, day, decision] = [of("counselName"), of("counselDay"), of("counselDecision")];
  const hasCounsel = name + day + decision !== "";
  const decided = dayIn(day, run);
  const written = of("requestedOn");
  const requested = written === "" ? clock.now() : dayIn(written, run);
  const wrong = errorsOf({
    counselName: hasCounsel && name === "" && "Write counsel's name.",
    counselDay: hasCounsel && decided === null && wrongDay,
    counselDecision: hasCounsel && decision === "" && "Write what counsel decided.",
    requestedOn: requested === null && wrongDay,
    askedAlone:
      audience === "student" &&
      values["askedAlone"] !== "yes" &&
      "Someone whom the student trusts has to speak with the student alone first, and ask whether having the record is safe: someone who controls the student may be behind the request. Choose Yes once the student has said so. If it is not safe, make no record, and tell your counsel.",
  });
  if (requested === null || Object.keys(wrong).length > 0) return refuse(wrong);
  const counsel = decided === null ? null : { name, day: dateText(decided, clock), decision };
  const asked = { reference, from, recipient, reader, list, requested, counsel };
  const printed = printCaseRecord(run, asked);
  if (!("refused" in printed)) return recordPage(printed);
  if (printed.refused !== "waits-for-counsel") return refuse(notPrinted[printed.refused]);
  const [reasons, ...access] = printed.words;
  return refuse({
    counselName: `This record waits for your counsel: ${reasons} Write counsel's name, the day and the decision here and below, and make it again. ${access.map((one) => `${one} `).join("")}Until then, if someone asks, say neither that a record exists nor that there is none.`,
  });
}
