/** The Form in English, in Spanish and in both: whatever the language, the same answers are the same report (design 5, `formLanguage`). */
import { describe, expect, test } from "vitest";
import { Desk } from "../../scripts/desk/state";
import { builtBundle } from "../../scripts/play/bundle";
import { demoDirectory } from "../../scripts/play/directory";
import { versionOf } from "../../src/languages/languages";
import { Day, playCleanDay, playDay } from "../day/day";
import { report } from "../day/events";
import { mails, mailTo, type Output, wordsOf } from "../day/look";
import { alternate, contact, contactsRow } from "../day/people";

const teacher = "terry@district.example";
const contacts = [...demoDirectory.contacts, contactsRow("alternate lead", alternate)];
const directory = (formLanguage: string, settings: object = {}) => ({
  contacts,
  settings: { formLanguage, domains: "district.example", ...settings },
});
const answers = report({
  factors: ["controlled-or-groomed", "frequently-absent"],
  concerns: ["suspected-victim"],
  studentRole: "may-be-targeted",
  parentMayBeInvolved: "unknown",
  recipientMayBeInvolved: "no",
  staffMayBeInvolved: "no",
  immediateDanger: "no",
  calledChildAndFamilyServices: "no",
  calledLawEnforcement: "yes",
  reporterKnownTo: "contact",
  reporterEmail: teacher,
  learnedAt: "2026-09-01T08:00:00-07:00",
});

/** A report of each kind, all in one language: into a case, found by the sweep, sealed, and of no listed school. */
const day = (language: string | undefined) => {
  const one = (more: object) => ({
    submit: { ...answers, ...more, ...(language === undefined ? {} : { language }) },
    as: teacher,
  });
  return [
    one({}),
    { edit: { case: "26-0001", set: { acknowledged: true } }, as: "contact" },
    {
      loseTrigger: {
        submit: one({ studentName: "Ash Grove", studentId: "730195", immediateDanger: "yes" })
          .submit,
      },
      as: teacher,
    },
    one({ studentName: "Robin Lake", studentId: "730196", recipientMayBeInvolved: "contact" }),
    one({ school: "Not listed", studentName: "Sam Reed", studentId: "730197" }),
    { advance: "PT10M" },
  ];
};

const facts = ({ cases, checklist, reports, errors, refused }: Output) => ({
  cases,
  checklist,
  reports: reports.map(({ language: _language, response: _response, ...others }) => others),
  errors,
  refused,
});
const languagesOf = ({ reports }: Output) => [...new Set(reports.map(({ language }) => language))];
const toTeacher = (out: Output) => mailTo(out, teacher).map(({ message }) => message);

test("one day in each language, and in the Form of both, ends the same", async () => {
  const english = await playCleanDay(day(undefined), { directory: directory("en") });
  expect(english.reports).toHaveLength(4);
  expect(languagesOf(english)).toEqual(["en"]);
  for (const [form, language] of [
    ["es", "es"],
    ["both", "es"],
    ["both", "en"],
  ] as const) {
    const out = await playDay(day(language), { directory: directory(form) });
    expect(facts(out), `${language} on a Form in ${form}`).toEqual(facts(english));
    expect(languagesOf(out)).toEqual([language]);
    expect(toTeacher(out)).toEqual(toTeacher(english));
    const spanish = mailTo(out, teacher).every(({ text }) =>
      text.includes("Ningún traductor calificado"),
    );
    expect(spanish).toBe(language === "es");
    // The agency has the name that the Form gives it.
    const duty = mailTo(out, teacher).map(wordsOf).join();
    expect(duty.includes("Servicios para Niños y Familias (415)")).toBe(language === "es");
    expect(duty.includes("Child and Family Services (415)")).toBe(language === "en");
    // What contacts and leads work in stays English.
    for (const mail of mailTo(out, contact)) {
      expect(wordsOf(mail)).toContain("Student safety");
    }
  }
});

test("a review of this version takes the notice away, and one of another version does not", async () => {
  const review = (version: string) => ({
    translationReviewed: `Alma Ruiz, 2026-08-20, ${version}`,
  });
  for (const [version, isSaid] of [
    [versionOf("es"), false],
    ["es-0", true],
  ] as const) {
    const out = await playDay(
      [{ submit: { ...answers, language: "es" } }],
      { directory: directory("es", review(version)) },
      { isAsleep: true },
    );
    const [mail] = mailTo(out, teacher);
    expect(mail?.text.includes("Ningún traductor calificado")).toBe(isSaid);
  }
});

describe("on the Form of both", () => {
  const both = { directory: directory("both") };
  const spanish = (more: object = {}) => ({ submit: { ...answers, ...more, language: "es" } });
  const english = (more: object = {}) => ({ submit: { ...answers, ...more } });

  test("a question deleted from the pages of one language is missing there alone", async () => {
    const skipped = { recipientMayBeInvolved: undefined };
    const out = await playCleanDay(
      [
        { advance: "PT10M" },
        { form: { deleteQuestion: "es-recipientMayBeInvolved" } },
        spanish(skipped),
        english({ ...skipped, studentName: "Ash Grove", studentId: "730195" }),
      ],
      both,
    );
    const where = out.reports.map(({ register, language }) => [register, language]);
    expect(where.sort()).toEqual([
      ["main", "en"],
      ["sealed", "es"],
    ]);
    const [gap] = mails(out, "question-missing");
    expect(gap?.text).toContain("on the pages in Español");
  });

  test("reworded choices are read as far as they can be, and no report is lost", async () => {
    const out = await playDay(
      [
        {
          form: {
            editQuestion: { question: "es-concerns", choices: { "suspected-victim": "¿Víctima?" } },
          },
        },
        { form: { editQuestion: { question: "es-facts", title: "Cuéntenos" } } },
        spanish({ facts: "La vi llorar." }),
      ],
      both,
    );
    expect(out.reports).toMatchObject([{ facts: "La vi llorar.", concerns: [], language: "es" }]);
    expect(out.cases[0]?.["reviewReasons"]).toContain("unread-concerns");
    expect(out.cases[0]).toMatchObject({ level: "at-risk" });
  });

  test("when the district goes back to one language, no way leads to the other's pages", async () => {
    const out = await playDay(
      [
        spanish(),
        { edit: { tab: "settings", key: "formLanguage", set: { value: "en" } }, as: "lead" },
        { menu: { name: "set-up" } },
        spanish({ studentName: "Ash Grove", studentId: "730195" }),
        english({ studentName: "Robin Lake", studentId: "730196" }),
        { advance: "P1DT2H" },
      ],
      both,
      { every: 240 },
    );
    expect(out.reports.map(({ language }) => language)).toEqual(["es", "en"]);
    expect(out.refused.map(({ error }) => error).join()).toContain("no pages in the language es");
    expect(mails(out, "form-changed")).toEqual([]);
    expect(mails(out, "question-missing")).toEqual([]);
  });
});

test("the lead prints two sheets for families, in both languages, with nothing of a case", async () => {
  const print = (sheet: string, as: string) => ({ menu: { name: "print", answers: [sheet] }, as });
  const out = await playDay([
    { submit: answers, as: teacher },
    print("help-sheet", "lead"),
    print("parent-notice", "lead"),
    print("help-sheet", "admin"),
  ]);
  const [help, notice, refused] = out.pages.slice(-3).map(({ text }) => text);
  for (const text of [help, notice]) {
    expect(text).toContain("(888) 373-7888");
    expect(text).toContain("Línea Nacional Contra la Trata de Personas");
    expect(text).toContain("Ningún traductor calificado");
    for (const word of ["Rowan", "730194", "26-0001", "North High"]) {
      expect(text).not.toContain(word);
    }
  }
  expect(help).toContain("Day: Tue Sep 1, 2026");
  expect(help).toContain("Fecha: martes 1 de septiembre de 2026");
  expect(notice).toContain("(EC 49381)");
  expect(notice).not.toContain("2026");
  expect(refused).not.toContain("(888) 373-7888");
});

test("answers on the pages of both languages are both kept, and danger on either is danger", async () => {
  const start = Date.parse("2026-09-01T16:00:00Z");
  const dist = await builtBundle();
  const desk = new Desk({ dist, start, realNow: () => start, directory: directory("both") });
  const questions = desk.form().pages.flatMap((page) => page.questions);
  const idOf = (title: string) => questions.find((one) => one.title.startsWith(title))?.id ?? "";
  const [firstFactor] =
    questions.find(({ title }) => title.startsWith("Which of these"))?.choices ?? [];
  const lastFactor = questions
    .find(({ title }) => title.startsWith("¿Cuáles corresponden"))
    ?.choices.at(-1);
  desk.submit({
    [idOf("Is the student in immediate")]: "No",
    [idOf("¿El estudiante está en peligro")]: "Sí",
    [idOf("Which school")]: "North High",
    [idOf("Which of these")]: [firstFactor?.value ?? ""],
    [idOf("¿Cuáles corresponden")]: [lastFactor?.value ?? ""],
    [idOf("¿Qué vio u oyó?")]: "La vi llorar.",
  });
  const out = Day.in(desk.workspace).out();
  expect(out.errors).toEqual([]);
  expect(out.reports).toMatchObject([
    {
      school: "North High",
      factors: ["controlled-or-groomed", "substance-abuse-history"],
      facts: "La vi llorar.",
      immediateDanger: "yes",
    },
  ]);
  expect(out.cases[0]?.["reviewReasons"]).toContain("unread-immediateDanger");
});
