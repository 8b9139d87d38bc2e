/** The Form as data: its pages and questions, in each language. */
import type { Language } from "../language";
import { sentence } from "../languages/languages";
import type { ProtocolPack } from "../protocol/pack";
import { agencyAsked } from "../protocol/pack-queries";
import { say } from "../protocol/wording";
import type { ChoiceKey } from "./choices";
import type { PageKey } from "./form-keys";
import type { ReportKey } from "./report";
import { agencyNamed, callNow, whereReportsGo, withReportLine } from "./safety-texts";

/** "school-list" is a dropdown with the names of the Schools tab. The choices of other questions come from `choices(key)`. */
export type QuestionKind = "line" | "paragraph" | "one-of" | "any-of" | "school-list" | "date-time";

export interface Question {
  readonly key: ReportKey;
  readonly kind: QuestionKind;
  readonly title: string;
  /** Empty: none. */
  readonly help: string;
  readonly required: boolean;
  /** By option id: the page to which choosing it leads. Null if no choice leads anywhere. */
  readonly leadsTo: Readonly<Record<string, PageKey>> | null;
}

export interface Page {
  /** Null for the first page, whose title and text are those of the Form. */
  readonly key: PageKey | null;
  readonly title: string;
  readonly help: string;
  /** Where the page before this one leads if no choice there says otherwise; null: to this page. */
  readonly precedingLeadsTo: PageKey | null;
  readonly questions: readonly Question[];
}

/** A pack, and the language in which its Form is written. */
export interface InLanguage {
  readonly pack: ProtocolPack;
  readonly language: Language;
}

/**
 * All pages, with every Report key once in the order of `reportKeys`. The wording is the desk's own (src/languages); factors and numbers are
 * the pack's.
 */
export function formPages(spoken: InLanguage): readonly Page[] {
  return [
    firstPage(spoken),
    dangerPage(spoken),
    studentPage(spoken),
    seenPage(spoken),
    factsPage(spoken),
    reporterPage(spoken),
  ];
}

function firstPage({ pack, language }: InLanguage): Page {
  const agency = withReportLine(agencyNamed(pack, language), pack, ", ");
  return {
    key: null,
    title: "",
    help: "",
    precedingLeadsTo: null,
    questions: [
      choice("immediateDanger", "one-of", {
        title: sentence(language, "ask-immediateDanger"),
        help: sentence(language, "help-immediateDanger", { agency }),
        leadsTo: { yes: "page-immediate-danger", no: "page-student" },
      }),
    ],
  };
}

function dangerPage({ pack, language }: InLanguage): Page {
  const { phone: number } = pack.emergency;
  const thenCall = sentence(language, "then-call", { agency: agencyNamed(pack, language) });
  return {
    key: "page-immediate-danger",
    // As large as a Form can say it: a page's title, in capitals.
    title: sentence(language, "page-immediate-danger", { number }),
    help: [
      sentence(language, "call-now", { number }),
      sentence(language, "say-where"),
      `${withReportLine(thenCall, pack)}.`,
      sentence(language, "have-you-called"),
    ].join("\n"),
    // The page before it is the first one: left unanswered, its question leads past the stop page.
    precedingLeadsTo: "page-student",
    questions: [],
  };
}

function studentPage({ pack, language }: InLanguage): Page {
  return {
    key: "page-student",
    title: sentence(language, "page-student"),
    help: sentence(language, "page-student-help"),
    precedingLeadsTo: null,
    questions: [
      {
        key: "school",
        kind: "school-list",
        title: sentence(language, "ask-school"),
        help: sentence(language, "help-school"),
        required: true,
        leadsTo: null,
      },
      asked(language, "studentName", "line"),
      asked(language, "studentId", "line"),
      typedQuestion("grade", "line", { title: sentence(language, "ask-grade"), help: "" }),
      typedQuestion("countyOfResidence", "line", {
        title: sentence(language, "ask-countyOfResidence"),
        help: [
          sentence(language, "help-countyOfResidence"),
          ...whereReportsGo(pack, language),
        ].join(" "),
      }),
    ],
  };
}

function seenPage({ language }: InLanguage): Page {
  return {
    key: "page-seen",
    title: sentence(language, "page-seen"),
    help: sentence(language, "page-seen-help"),
    precedingLeadsTo: null,
    questions: [
      asked(language, "factors", "any-of"),
      asked(language, "concerns", "any-of"),
      asked(language, "studentRole", "one-of"),
      asked(language, "confirmedBy", "one-of"),
    ],
  };
}

function factsPage({ pack, language }: InLanguage): Page {
  const { hours, statute } = pack.writtenReport;
  const other = agencyAsked(pack, "calledLawEnforcement");
  return {
    key: "page-facts",
    title: sentence(language, "page-facts"),
    help: "",
    precedingLeadsTo: null,
    questions: [
      asked(language, "parentMayBeInvolved", "one-of"),
      asked(language, "recipientMayBeInvolved", "one-of"),
      asked(language, "staffMayBeInvolved", "one-of"),
      asked(language, "facts", "paragraph"),
      {
        key: "learnedAt",
        kind: "date-time",
        title: sentence(language, "ask-learnedAt"),
        help: sentence(language, "help-learnedAt", { hours: String(hours), statute }),
        required: false,
        leadsTo: null,
      },
      choice("calledChildAndFamilyServices", "one-of", {
        title: sentence(language, "ask-calledChildAndFamilyServices", {
          agency: agencyNamed(pack, language),
        }),
        help: [callNow(pack, language), ...whereReportsGo(pack, language)].join(" "),
      }),
      choice("calledLawEnforcement", "one-of", {
        title: sentence(language, "ask-calledLawEnforcement", {
          agency:
            other === null ? sentence(language, "the-police") : say(other.inSentence, language),
        }),
        help: pack.noAgencies
          .flatMap(({ form }) => (form === undefined ? [] : [say(form, language)]))
          .join(" "),
      }),
    ],
  };
}

function reporterPage({ pack, language }: InLanguage): Page {
  const { mayStayUnknown, form, oneForSeveral } = pack.reporters;
  const { hours, statute, form: writtenForm } = pack.writtenReport;
  const callAtOnce = sentence(language, "call-at-once", { agency: agencyNamed(pack, language) });
  return {
    key: "page-reporter",
    title: sentence(language, "page-reporter"),
    help: [
      `${say(mayStayUnknown, language)} ${sentence(language, "stay-unknown")}`,
      ...form.map((words) => say(words, language)),
      `${sentence(language, "telling-is-not-enough")} ${withReportLine(callAtOnce, pack)}.`,
      sentence(language, "then-write", { form: writtenForm, hours: String(hours), statute }),
      ...(oneForSeveral === null ? [] : [say(oneForSeveral, language)]),
    ].join("\n"),
    precedingLeadsTo: null,
    questions: [
      asked(language, "reporterKnownTo", "one-of"),
      typedQuestion("reporterName", "line", {
        title: sentence(language, "ask-reporterName"),
        help: "",
      }),
      typedQuestion("reporterEmail", "line", {
        title: sentence(language, "ask-reporterEmail"),
        help: "",
      }),
      typedQuestion("reporterPhone", "line", {
        title: sentence(language, "ask-reporterPhone"),
        help: "",
      }),
    ],
  };
}

/** Questions whose title and help have no value in them. */
type PlainQuestion =
  | "studentName"
  | "studentId"
  | "factors"
  | "concerns"
  | "studentRole"
  | "confirmedBy"
  | "parentMayBeInvolved"
  | "recipientMayBeInvolved"
  | "staffMayBeInvolved"
  | "facts"
  | "reporterKnownTo";

/** A question in the words that stand under its key. */
function asked(
  language: Language,
  key: PlainQuestion,
  kind: "line" | "paragraph" | "one-of" | "any-of",
): Question {
  const title = sentence(language, `ask-${key}`);
  const help = sentence(language, `help-${key}`);
  return { key, kind, title, help, required: false, leadsTo: null };
}

function choice(
  key: ChoiceKey,
  kind: "one-of" | "any-of",
  words: {
    readonly title: string;
    readonly help: string;
    readonly leadsTo?: Readonly<Record<string, PageKey>>;
  },
): Question {
  const { title, help, leadsTo = null } = words;
  return { key, kind, title, help, required: false, leadsTo };
}

function typedQuestion(
  key: Exclude<ReportKey, ChoiceKey>,
  kind: "line" | "paragraph",
  words: { readonly title: string; readonly help: string },
): Question {
  return { key, kind, ...words, required: false, leadsTo: null };
}
