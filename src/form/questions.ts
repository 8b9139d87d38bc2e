/** The Form as data: its pages and questions, the words of every choice, and the keys under which the script remembers the Form's items. */
import { agencyAsked, firstAgency } from "../protocol/engine";
import {
  type ConcernId,
  type ConfirmerId,
  type FactorId,
  type RecipientMayBeInvolved,
  type ReporterKnownTo,
  recipientMayBeInvolvedIds,
  reporterKnownToIds,
  type StudentRole,
  studentRoleIds,
  type YesNo,
  type YesNoUnknown,
  yesNoIds,
  yesNoUnknownIds,
} from "../protocol/ids";
import type { ProtocolPack, Wording } from "../protocol/pack";
import { say } from "../protocol/wording";
import { fold } from "../text";
import { type ReportKey, reportKeys } from "./report";
import {
  callNow,
  confirmationMessage,
  formDescription,
  formTitle,
  type SafetyText,
  whereReportsGo,
  withReportLine,
} from "./safety-texts";

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

/**
 * All pages, with every Report key once in the order of `reportKeys`. If a help text replaces an earlier one, the earlier one goes into
 * former-words. The wording is the desk's own; factors and numbers are the pack's.
 */
export function formPages(pack: ProtocolPack): readonly Page[] {
  return [
    firstPage(pack),
    dangerPage(pack),
    studentPage(pack),
    seenPage,
    factsPage(pack),
    reporterPage(pack),
  ];
}

/** The agency that every case calls first, as it stands within a sentence. */
function agencyNamed(pack: ProtocolPack): string {
  return say(firstAgency(pack).inSentence);
}

function firstPage(pack: ProtocolPack): Page {
  return {
    key: null,
    title: "",
    help: "",
    precedingLeadsTo: null,
    questions: [
      choice("immediateDanger", "one-of", {
        title: "Is the student in immediate danger right now?",
        help: `It counts if the student is about to leave with somebody who may be involved, is missing, is hurt, or may end their life. If yes, call 911 now. If you are not sure, ${withReportLine(`call 911 or ${agencyNamed(pack)}`, pack, ", ")}, and ask.`,
        leadsTo: { yes: "page-immediate-danger", no: "page-student" },
      }),
    ],
  };
}

function dangerPage(pack: ProtocolPack): Page {
  return {
    key: "page-immediate-danger",
    // As large as a Form can say it: a page's title, in capitals.
    title: `CALL ${pack.emergency.phone} NOW`,
    help: [
      `Call ${pack.emergency.phone} now. Do not wait to finish this form.`,
      "Say where the student is and what the danger is. Stay with the student if you safely can.",
      `${withReportLine(`Then call ${agencyNamed(pack)}`, pack)}.`,
      "Have you called? Then go on. A few answers are enough: the school, the student, and what you know.",
    ].join("\n"),
    // The page before it is the first one: left unanswered, its question leads past the stop page.
    precedingLeadsTo: "page-student",
    questions: [],
  };
}

const studentPage = (pack: ProtocolPack): Page => ({
  key: "page-student",
  title: "The student",
  help: "One student in each report. If you worry about more than one, send a report for each.",
  precedingLeadsTo: null,
  questions: [
    {
      key: "school",
      kind: "school-list",
      title: "Which school does the student attend?",
      help: 'This decides who is told. Is it not there? Choose "Not listed": the district lead is told.',
      required: true,
      leadsTo: null,
    },
    written("studentName", "line", {
      title: "Student's first and last name",
      help: "As the school writes it, if you know.",
    }),
    written("studentId", "line", {
      title: "Student ID number",
      help: "If you know it. It shows which reports are about one student.",
    }),
    written("grade", "line", { title: "Grade", help: "" }),
    written("countyOfResidence", "line", {
      title: "If the student lives in another county: which one?",
      help: ["Leave it empty if not, or if you do not know.", ...whereReportsGo(pack)].join(" "),
    }),
  ],
});

const seenPage: Page = {
  key: "page-seen",
  title: "What you have seen or heard",
  help: "Tick what you know or have good reason to suspect. You need not be certain. You can send this report with nothing ticked.",
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

function factsPage(pack: ProtocolPack): Page {
  const asked = agencyAsked(pack, "calledLawEnforcement");
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
        help: "Reports go to the school's designated contact. The backup contact and the district lead may get them too. If you answer yes or are not sure, this report is kept from the people it may be about.",
      }),
      choice("staffMayBeInvolved", "one-of", {
        title: "Could somebody who works or volunteers at a school be involved?",
        help: "A teacher, coach, aide, driver, volunteer or contractor, whether or not they get these reports. Say who below, under what you saw or heard: no mail has the name.",
      }),
      written("facts", "paragraph", {
        title: "What did you see or hear?",
        help: "Facts, not opinions: what, where, when, who was there. Give the student's own words as they were said. Write only what you already know. Please do not question any student. Do not open or copy images. Do not investigate. It is kept as you write it. If you name yourself here, the people who work on the case will read it.",
      }),
      {
        key: "learnedAt",
        kind: "date-time",
        title: "When did you learn it?",
        help: `Day and time, as near as you can. The ${pack.writtenReport.hours} hours for a written report are counted from then (${pack.writtenReport.statute}).`,
        required: false,
        leadsTo: null,
      },
      choice("calledChildAndFamilyServices", "one-of", {
        title: `Have you called ${agencyNamed(pack)} about it?`,
        help: [callNow(pack), ...whereReportsGo(pack)].join(" "),
      }),
      choice("calledLawEnforcement", "one-of", {
        title: `Have you called ${asked === null ? "law enforcement" : say(asked.inSentence)} about it?`,
        help: pack.noAgencies
          .flatMap(({ form }) => (form === undefined ? [] : [say(form)]))
          .join(" "),
      }),
    ],
  };
}

function reporterPage(pack: ProtocolPack): Page {
  const { mayStayUnknown, form, oneForSeveral } = pack.reporters;
  return {
    key: "page-reporter",
    title: "About you (all optional)",
    help: [
      `${say(mayStayUnknown)} To stay unknown to the district, leave this page blank. A name helps. With a school e-mail address you get a reminder of your own duty.`,
      ...form.map(say),
      `This form is not a mandated report, and telling somebody is not enough. ${withReportLine(`Call ${agencyNamed(pack)} at once`, pack)}.`,
      `Then send your own written report (form ${pack.writtenReport.form}), within ${pack.writtenReport.hours} hours of when you learned it (${pack.writtenReport.statute}).`,
      ...(oneForSeveral === null ? [] : [say(oneForSeveral)]),
    ].join("\n"),
    precedingLeadsTo: null,
    questions: [
      choice("reporterKnownTo", "one-of", {
        title: "If you say who you are: who may know it?",
        help: "If you choose nothing, only the district lead is told. Your name, address and phone are then kept apart from the case. Questions to you go through the lead. The alternate lead stands in if the lead is away or may be involved. Whoever edits this form, or administers its account, can see it too.",
      }),
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

// The words of every choice on the Form, by option id. Stored responses hold these words. If they are changed, the old words go into
// `formerChoices`, so that old responses can still be read.

/** The questions that are answered by choosing, each with the ids that can be chosen. */
export interface OptionIds {
  readonly immediateDanger: YesNo;
  readonly factors: FactorId;
  readonly concerns: ConcernId;
  readonly studentRole: StudentRole;
  readonly confirmedBy: ConfirmerId;
  readonly parentMayBeInvolved: YesNoUnknown;
  readonly recipientMayBeInvolved: RecipientMayBeInvolved;
  readonly staffMayBeInvolved: YesNoUnknown;
  readonly calledChildAndFamilyServices: YesNo;
  readonly calledLawEnforcement: YesNo;
  readonly reporterKnownTo: ReporterKnownTo;
}
export type ChoiceKey = keyof OptionIds;

/** The last choice of the school question. */
export const notListed = "Not listed";

interface Choice<Id extends string> {
  readonly id: Id;
  readonly text: string;
}

type Choices = { readonly [K in ChoiceKey]: readonly Choice<OptionIds[K]>[] };

function ownWords<const Id extends string>(
  ids: readonly Id[],
  texts: Readonly<Record<Id, string>>,
): readonly Choice<Id>[] {
  return ids.map((id) => ({ id, text: texts[id] }));
}

/** Questions whose choices are the same in every county. */
const ownChoices: Omit<Choices, "factors" | "concerns" | "confirmedBy"> = {
  immediateDanger: ownWords(yesNoIds, { yes: "Yes", no: "No" }),
  studentRole: ownWords(studentRoleIds, {
    "may-be-targeted": "May be the one who is targeted",
    "may-be-recruiting": "May be recruiting or exploiting others",
    both: "Both",
    unknown: "I do not know",
  }),
  parentMayBeInvolved: ownWords(yesNoUnknownIds, {
    yes: "Yes",
    no: "No",
    unknown: "I do not know",
  }),
  recipientMayBeInvolved: ownWords(recipientMayBeInvolvedIds, {
    no: "No",
    contact: "Yes: the designated contact or the backup contact",
    administrator: "Yes: a school or district administrator",
    lead: "Yes: the district lead",
    "not-sure": "I am not sure",
  }),
  staffMayBeInvolved: ownWords(yesNoUnknownIds, {
    yes: "Yes",
    no: "No",
    unknown: "I do not know",
  }),
  calledChildAndFamilyServices: ownWords(yesNoIds, { yes: "Yes", no: "No, not yet" }),
  calledLawEnforcement: ownWords(yesNoIds, { yes: "Yes", no: "No, not yet" }),
  reporterKnownTo: ownWords(reporterKnownToIds, {
    contact: "The designated contact and the district lead",
    lead: "The district lead, not the contact",
  }),
};

/** Words that choices had before. Stored responses hold them, and a Form may still show them. */
const formerChoices: readonly {
  readonly key: ChoiceKey;
  readonly id: string;
  readonly text: string;
}[] = [{ key: "reporterKnownTo", id: "lead", text: "Only the district lead" }];

/** The words that choices of this question had before. */
export function formerChoiceTexts(key: FormKey): readonly string[] {
  return formerChoices.flatMap((one) => (one.key === key ? [one.text] : []));
}

function packChoices<Id extends string>(
  list: readonly { readonly id: Id; readonly form: Wording }[],
): readonly Choice<Id>[] {
  return list.map(({ id, form }) => ({ id, text: say(form) }));
}

const isPackKey = (key: string): key is "factors" | "concerns" | "confirmedBy" =>
  key === "factors" || key === "concerns" || key === "confirmedBy";

/** Whether the question is answered by choosing. */
export function isChoiceKey(key: ReportKey): key is ReportKey & ChoiceKey {
  return key in ownChoices || isPackKey(key);
}

/** The words of one choice, as the Form shows them and a response holds them; null if the question has no such option. */
export function choiceText(pack: ProtocolPack, key: ChoiceKey, option: string): string | null {
  return choices(pack, key).find((choice) => choice.id === option)?.text ?? null;
}

/** All choices of a question, in the order in which the Form shows them. */
export function choices<K extends ChoiceKey>(
  pack: ProtocolPack,
  key: K,
): readonly Choice<OptionIds[K]>[] {
  const all: Choices = {
    ...ownChoices,
    factors: packChoices(pack.factors),
    concerns: packChoices(pack.concerns),
    confirmedBy: packChoices(pack.confirmers),
  };
  return all[key];
}

/** In characters. No choice is nearly as long, so a longer answer is not compared. */
const longestFolded = 1_000;

/**
 * The option that an answer chose. Its exact words count first; then the same words with other capitals, accents, spaces or apostrophes.
 * Null if it is none of the choices.
 */
export function optionOf<K extends ChoiceKey>(
  pack: ProtocolPack,
  key: K,
  text: string,
): OptionIds[K] | null {
  const now = choices(pack, key);
  const former = formerChoices.flatMap((one) => {
    const id = now.find((choice) => choice.id === one.id)?.id;
    return one.key === key && id !== undefined ? [{ id, text: one.text }] : [];
  });
  const all = [...now, ...former];
  const exact = all.find((choice) => choice.text === text);
  if (exact !== undefined) return exact.id;
  if (text.length > longestFolded) return null;
  const wanted = fold(text);
  return all.find((choice) => fold(choice.text) === wanted)?.id ?? null;
}

// The keys under which the script remembers the ids of the Form's items.

/** The pages that begin with a page break, in order. The Form's first page has no page break. */
export const pageKeys = [
  "page-immediate-danger",
  "page-student",
  "page-seen",
  "page-facts",
  "page-reporter",
] as const;
export type PageKey = (typeof pageKeys)[number];

/**
 * The key of a question or of a page. The Form's items are remembered by these keys, never by their titles, which a district may change.
 */
export type FormKey = ReportKey | PageKey;

const formKeys: readonly FormKey[] = [...reportKeys, ...pageKeys];

/**
 * Reads the remembered ids (memory "formItems"). Anything that is no JSON, no known key or no id is left out: set-up finds the item again.
 */
export function parseFormItems(stored: string | null): Map<FormKey, number> {
  const ids = new Map<FormKey, number>();
  const parsed = parsedEntries(stored);
  for (const key of formKeys) {
    const id = parsed.get(key);
    if (typeof id === "number" && Number.isInteger(id)) ids.set(key, id);
  }
  return ids;
}

/** The text to remember. */
export function writeFormItems(ids: ReadonlyMap<FormKey, number>): string {
  const stored: Record<string, number> = {};
  for (const [key, id] of ids) stored[key] = id;
  return JSON.stringify(stored);
}

function parsedEntries(stored: string | null): ReadonlyMap<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(stored ?? "{}");
    return new Map(typeof parsed === "object" && parsed !== null ? Object.entries(parsed) : []);
  } catch {
    return new Map();
  }
}

// The whole Form for a pack: what set-up builds.

export interface FormDefinition {
  readonly title: string;
  readonly description: SafetyText;
  readonly confirmation: SafetyText;
  readonly pages: readonly Page[];
}

/** The Form in the words of one pack. */
export function formDefinition(pack: ProtocolPack): FormDefinition {
  return {
    title: formTitle,
    description: formDescription(pack),
    confirmation: confirmationMessage(pack),
    pages: formPages(pack),
  };
}
