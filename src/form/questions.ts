/** The Form's pages and questions as data, in one language. The wording is ours (src/languages); factors and numbers are the pack's. */
import type { Language } from "../language";
import { sentence, wordsOf } from "../languages/languages";
import type { FormItemKind } from "../ports";
import type { ProtocolPack } from "../protocol/pack";
import { agencyAsked } from "../protocol/pack-queries";
import { say } from "../protocol/wording";
import { filled } from "../text";
import { choices, isChoiceKey, notListed } from "./choices";
import { type BesideLanguage, type FormKey, itemKey, type PageKey } from "./form-keys";
import type { ReportKey } from "./report";
import { agencyNamed, callNow, whereReportsGo, withReportLine } from "./safety-texts";

/** A choice of a question. */
export interface DesiredChoice {
  readonly text: string;
  /** The page to which choosing it leads; null: on to the next page. */
  readonly goTo: FormKey | null;
}

/** A question or page. */
export interface DesiredItem {
  readonly key: FormKey;
  readonly kind: Exclude<FormItemKind, "other">;
  readonly title: string;
  readonly help: string;
  readonly required: boolean;
  readonly choices: readonly DesiredChoice[];
  /** True: these are all the choices. False: a district may have added its own. */
  readonly closed: boolean;
  /** Of a page: where the page before it leads, if no choice there says otherwise. */
  readonly precedingLeadsTo: FormKey | "continue" | "submit";
}

/** An item without choices, to which nothing leads. */
export const plainItem = {
  help: "",
  required: false,
  choices: [],
  closed: false,
  precedingLeadsTo: "continue",
} as const;

/** Whose pages are made, and in which language. */
export interface Spoken {
  readonly pack: ProtocolPack;
  readonly schools: readonly string[];
  readonly language: Language;
  readonly beside: BesideLanguage | null;
}

/** Kinds of the questions that are not answered by choosing; all others are one line. */
const kinds: Readonly<Partial<Record<ReportKey, DesiredItem["kind"]>>> = {
  school: "dropdown",
  facts: "paragraph",
  learnedAt: "date-time",
  factors: "any-of",
  concerns: "any-of",
};

/** Where the answers to the question about immediate danger lead. */
const dangerLeads: Readonly<Record<string, PageKey>> = {
  yes: "page-immediate-danger",
  no: "page-student",
};

/** All pages and questions, each Report key once in the order of `reportKeys`. The first page has no page break. */
export function formItems({ pack, schools, language, beside }: Spoken): readonly DesiredItem[] {
  const { form: writtenForm, statute, ...written } = pack.writtenReport;
  const { form, mayStayUnknown, oneForSeveral } = pack.reporters;
  const number = pack.emergency.phone;
  const agency = agencyNamed(pack, language);
  const hours = String(written.hours);
  const police = agencyAsked(pack, "calledLawEnforcement");
  const { sentences } = wordsOf(language);
  const helps: Readonly<Record<string, string | undefined>> = sentences;
  const elsewhere = whereReportsGo(pack, language);
  const plainHelp = (key: ReportKey) => filled(helps[`help-${key}`] ?? "", { hours, statute });
  const ownHelp: Readonly<Partial<Record<ReportKey, string>>> = {
    immediateDanger: sentence(language, "help-immediateDanger", {
      agency: withReportLine(agency, pack, ", "),
    }),
    countyOfResidence: [plainHelp("countyOfResidence"), ...elsewhere].join(" "),
    calledChildAndFamilyServices: [callNow(pack, language), ...elsewhere].join(" "),
    calledLawEnforcement: pack.noAgencies
      .flatMap((one) => (one.form === undefined ? [] : [say(one.form, language)]))
      .join(" "),
  };
  const policeWords =
    police === null ? sentence(language, "the-police") : say(police.inSentence, language);

  const offered = (key: ReportKey): readonly DesiredChoice[] => {
    if (key === "school") {
      return schoolChoices(schools, language).map((text) => ({ text, goTo: null }));
    }
    if (!isChoiceKey(key)) return [];
    return choices(pack, key, language).map(({ id, text }) => {
      const page = key === "immediateDanger" ? dangerLeads[id] : undefined;
      return { text, goTo: page === undefined ? null : itemKey(page, beside) };
    });
  };
  const ask = (key: ReportKey): DesiredItem => ({
    ...plainItem,
    key: itemKey(key, beside),
    kind: kinds[key] ?? (isChoiceKey(key) ? "one-of" : "line"),
    title: filled(sentences[`ask-${key}`], {
      agency: key === "calledLawEnforcement" ? policeWords : agency,
    }),
    help: ownHelp[key] ?? plainHelp(key),
    required: key === "school",
    choices: offered(key),
    closed: key === "school",
  });
  const page = (
    key: PageKey,
    help: readonly string[],
    questions: readonly ReportKey[],
  ): readonly DesiredItem[] => [
    {
      ...plainItem,
      key: itemKey(key, beside),
      kind: "page",
      title: filled(sentences[key], { number }),
      help: help.join("\n"),
      // The page before this one is the first: left unanswered, its question leads past the stop page.
      precedingLeadsTo:
        key === "page-immediate-danger" ? itemKey("page-student", beside) : "continue",
    },
    ...questions.map(ask),
  ];

  const thenCall = sentence(language, "then-call", { agency });
  const callAtOnce = sentence(language, "call-at-once", { agency });
  return [
    ask("immediateDanger"),
    // As large as a Form can say it: a page's title, in capitals.
    ...page(
      "page-immediate-danger",
      [
        sentence(language, "call-now", { number }),
        sentence(language, "say-where"),
        `${withReportLine(thenCall, pack)}.`,
        sentence(language, "have-you-called"),
      ],
      [],
    ),
    ...page(
      "page-student",
      [sentence(language, "page-student-help")],
      ["school", "studentName", "studentId", "grade", "countyOfResidence"],
    ),
    ...page(
      "page-seen",
      [sentence(language, "page-seen-help")],
      ["factors", "concerns", "studentRole", "confirmedBy"],
    ),
    ...page(
      "page-facts",
      [],
      [
        "parentMayBeInvolved",
        "recipientMayBeInvolved",
        "staffMayBeInvolved",
        "facts",
        "learnedAt",
        "calledChildAndFamilyServices",
        "calledLawEnforcement",
      ],
    ),
    ...page(
      "page-reporter",
      [
        `${say(mayStayUnknown, language)} ${sentence(language, "stay-unknown")}`,
        ...form.map((words) => say(words, language)),
        `${sentence(language, "telling-is-not-enough")} ${withReportLine(callAtOnce, pack)}.`,
        sentence(language, "then-write", { form: writtenForm, hours, statute }),
        ...(oneForSeveral === null ? [] : [say(oneForSeveral, language)]),
      ],
      ["reporterKnownTo", "reporterName", "reporterEmail", "reporterPhone"],
    ),
  ];
}

/** The choices of the school question: the names in the order of the Schools tab, each once, then "Not listed". Never empty. */
export function schoolChoices(
  schools: readonly string[],
  language: Language = "en",
): readonly string[] {
  const last = notListed(language);
  const names = schools.map((school) => school.replace(/\s+/g, " ").trim());
  const listed = new Set(names.filter((name) => name !== "" && name !== last));
  return [...listed, last];
}
