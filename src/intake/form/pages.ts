/** The Form's pages and questions, for a teacher with five minutes and a phone. */
import type { ReportKey } from "../report";
import type { ChoiceKey } from "./choices";
import type { PageKey } from "./keys";
import type { FormNumbers } from "./texts";

/** "school-list" is a dropdown of the Schools tab's names; the other choices are `choices(key)`. */
export type QuestionKind = "line" | "paragraph" | "one-of" | "any-of" | "school-list" | "date-time";

export interface Question {
  readonly key: ReportKey;
  readonly kind: QuestionKind;
  readonly title: string;
  /** Empty: none. */
  readonly help: string;
  readonly required: boolean;
  /** Option id → the page that choosing it leads to; null where no choice navigates. */
  readonly leadsTo: Readonly<Record<string, PageKey>> | null;
}

export interface Page {
  /** Null: the first page, whose title and text are the Form's own. */
  readonly key: PageKey | null;
  readonly title: string;
  readonly help: string;
  /** Where the page before it leads when no choice there says otherwise; null: to this page. */
  readonly precedingLeadsTo: PageKey | null;
  readonly questions: readonly Question[];
}

/** Every Report key once, in the order of `reportKeys`. The wording is our own; what it says of the factors and numbers is the county document's. */
export function formPages(numbers: FormNumbers): readonly Page[] {
  return [
    firstPage(numbers),
    dangerPage(numbers),
    studentPage,
    seenPage,
    factsPage(numbers),
    reporterPage(numbers),
  ];
}

function firstPage(numbers: FormNumbers): Page {
  return {
    key: null,
    title: "",
    help: "",
    precedingLeadsTo: null,
    questions: [
      choice("immediateDanger", "one-of", {
        title: "Is the student in immediate danger right now?",
        help: `If yes, call 911 now. If you are not sure, call 911 or the child abuse hotline, ${numbers.childAbuseHotline}, and ask.`,
        leadsTo: { yes: "page-immediate-danger", no: "page-student" },
      }),
    ],
  };
}

function dangerPage(numbers: FormNumbers): Page {
  return {
    key: "page-immediate-danger",
    title: "Stop: call 911 first",
    help: [
      "Call 911 now. Do not wait to finish this form, and do not wait for an answer to it.",
      "Say where the student is and what the danger is. Stay with the student if you safely can.",
      `Then call child and family services: ${numbers.childAbuseHotline}.`,
      "When you have called, come back and go on. A few answers are enough: the school, the student, and what you know.",
    ].join("\n"),
    // The page before it is the first one: left unanswered, its question leads past the stop page.
    precedingLeadsTo: "page-student",
    questions: [],
  };
}

const studentPage: Page = {
  key: "page-student",
  title: "The student",
  help: "One student in each report. If you worry about more than one, send a report for each.",
  precedingLeadsTo: null,
  questions: [
    {
      key: "school",
      kind: "school-list",
      title: "Which school does the student attend?",
      help: 'This decides who is told. If you cannot find it, choose "Not listed": the district lead is told.',
      required: true,
      leadsTo: null,
    },
    written("studentName", "line", {
      title: "Student's first and last name",
      help: "As the school writes it, if you know.",
    }),
    written("studentId", "line", {
      title: "Student ID number",
      help: "If you know it. It is how reports by different people about one student are put together.",
    }),
    written("grade", "line", { title: "Grade", help: "" }),
  ],
};

const seenPage: Page = {
  key: "page-seen",
  title: "What you have seen or heard",
  help: "Tick what you know or have good reason to suspect. You need not be certain, and you need not tick anything to send this report.",
  precedingLeadsTo: null,
  questions: [
    choice("factors", "any-of", {
      title: "Which of these fit the student?",
      help: "Tick all that fit. One alone can be enough.",
    }),
    choice("concerns", "any-of", {
      title: "Do you suspect any of these?",
      help: "Human trafficking can be for sex or for labor. With a child and commercial sex, nobody needs to have used force.",
    }),
    choice("studentRole", "one-of", {
      title:
        "If someone may be recruiting or exploiting students: what part may this student have?",
      help: "Skip this if it does not apply. A student who recruits others is often a victim too.",
    }),
    choice("confirmedBy", "one-of", {
      title: "If it has been confirmed that the student is a victim: by whom?",
      help: "Skip this if it does not apply.",
    }),
  ],
};

function factsPage(numbers: FormNumbers): Page {
  return {
    key: "page-facts",
    title: "Who may be involved, and what happened",
    help: "",
    precedingLeadsTo: null,
    questions: [
      choice("parentMayBeInvolved", "one-of", {
        title: "Could a parent or guardian be involved in the harm?",
        help: "Do not tell or ask a parent or guardian about this report.",
      }),
      choice("recipientMayBeInvolved", "one-of", {
        title: "Could someone who gets these reports be involved, or be close to someone who is?",
        help: "Reports go to the school's designated contact, and when needed to the backup contact and the district lead. If you answer yes or are not sure, this one is kept from the people it may be about.",
      }),
      written("facts", "paragraph", {
        title: "What did you see or hear?",
        help: "Facts, not opinions: what, where, when, who was there. Give the student's own words as they were said. Write only what you already know: do not question the student about it and do not investigate.",
      }),
      {
        key: "learnedAt",
        kind: "date-time",
        title: "When did you learn it?",
        help: "Day and time, as near as you can. The 36 hours for a written report are counted from then (PC 11166).",
        required: false,
        leadsTo: null,
      },
      choice("calledChildAndFamilyServices", "one-of", {
        title: "Have you called child and family services about it?",
        help: `If not, call now or right after this form: ${numbers.childAbuseHotline}, day and night. If the student lives in another county, the report goes to that county.`,
      }),
      choice("calledLawEnforcement", "one-of", {
        title: "Have you called law enforcement about it?",
        help: "Telling school police does not count as a report to law enforcement (PC 11165.9).",
      }),
    ],
  };
}

function reporterPage(numbers: FormNumbers): Page {
  return {
    key: "page-reporter",
    title: "About you (all optional)",
    help: [
      "You do not have to say who you are (PC 11166). It helps: the designated contact can ask what you meant, and at an address in the district's domain you can be reminded of your own duty.",
      `Your own duty stays yours. This form is not a mandated report: if you are a mandated reporter, call child and family services (${numbers.childAbuseHotline}) at once, and send your own written report on form SS 8572 within 36 hours of when you learned it (PC 11166).`,
    ].join("\n"),
    precedingLeadsTo: null,
    questions: [
      written("reporterName", "line", { title: "Your name", help: "" }),
      written("reporterEmail", "line", { title: "Your school e-mail address", help: "" }),
      written("reporterPhone", "line", { title: "Your phone number", help: "" }),
    ],
  };
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

function written(
  key: Exclude<ReportKey, ChoiceKey>,
  kind: "line" | "paragraph",
  words: { readonly title: string; readonly help: string },
): Question {
  return { key, kind, ...words, required: false, leadsTo: null };
}
