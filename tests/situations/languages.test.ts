/** The Form in English, in Spanish and in both: the same answers make the same report in each language (design 5, `formLanguage`). */

import { describe, expect, test } from "vitest";
import { Desk } from "../../scripts/desk/state";
import { builtBundle } from "../../scripts/play/bundle";
import { versionOf } from "../../src/languages/languages";
import { Day, playCleanDay, playDay } from "../day/day";
import { ash, edit, menu, minutes, report } from "../day/events";
import { kinds, mails, mailTo, type Output, onlyCase, wordsOf } from "../day/look";
import { alternate, contact, contactsRow, demoAnd } from "../day/people";

const terry = "terry@district.example";
const rest = (formLanguage: string, settings: object = {}) => ({
  directory: {
    ...demoAnd(contactsRow("alternate lead", alternate)),
    settings: { formLanguage, domains: "district.example", ...settings },
  },
});
const answers = {
  ...report({
    factors: ["controlled-or-groomed", "frequently-absent"],
    concerns: ["suspected-victim"],
  }),
  ...{ studentRole: "may-be-targeted", parentMayBeInvolved: "unknown", immediateDanger: "no" },
  ...{ recipientMayBeInvolved: "no", staffMayBeInvolved: "no" },
  ...{ calledChildAndFamilyServices: "no", calledLawEnforcement: "yes" },
  ...{ reporterKnownTo: "contact", reporterEmail: terry, learnedAt: "2026-09-01T08:00:00-07:00" },
};
const sent = (more: object = {}) => ({ submit: { ...answers, ...more } });
const robin = { studentName: "Robin Lake", studentId: "730196" };
const untranslated = "Ningún traductor calificado";

/** A report of each kind, all in one language: into a case, found by the sweep, sealed, and of no listed school. */
const day = (language: object) => {
  const one = (more: object) => ({ ...sent({ ...more, ...language }), as: terry });
  return [
    one({}),
    edit({ acknowledged: true }),
    { loseTrigger: sent({ ...ash, immediateDanger: "yes", ...language }), as: terry },
    one({ ...robin, recipientMayBeInvolved: "contact" }),
    one({ school: "Not listed", studentName: "Sam Reed", studentId: "730197" }),
    minutes(10),
  ];
};

const facts = ({ cases, checklist, reports, errors, refused }: Output) => ({
  ...{ cases, checklist, errors, refused },
  reports: reports.map(({ language: _language, response: _response, ...others }) => others),
});
const languagesOf = ({ reports }: Output) => [...new Set(reports.map(({ language }) => language))];

test("one day in each language, and in the Form of both, ends the same", async () => {
  const english = await playCleanDay(day({}), rest("en"));
  expect(english.reports).toHaveLength(4);
  expect(languagesOf(english)).toEqual(["en"]);
  for (const [form, language] of [
    ["es", "es"],
    ["both", "es"],
    ["both", "en"],
  ] as const) {
    const out = await playDay(day({ language }), rest(form));
    const own = mailTo(out, terry);
    expect(facts(out), `${language} on a Form in ${form}`).toEqual(facts(english));
    expect(languagesOf(out)).toEqual([language]);
    expect(kinds(own)).toEqual(kinds(mailTo(english, terry)));
    expect(own.every(({ text }) => text.includes(untranslated))).toBe(language === "es");
    // The agency has the name that the Form gives it.
    const duty = own.map(wordsOf).join();
    expect(duty.includes("Servicios para Niños y Familias (415)")).toBe(language === "es");
    expect(duty.includes("Child and Family Services (415)")).toBe(language === "en");
    // What contacts and leads work in stays English.
    for (const mail of mailTo(out, contact)) expect(wordsOf(mail)).toContain("Student safety");
  }
});

test.each([
  [versionOf("es"), false],
  ["es-0", true],
])("a review of this version alone takes the notice away: %s", async (version, isSaid) => {
  const reviewed = { translationReviewed: `Alma Ruiz, 2026-08-20, ${version}` };
  const out = await playDay([sent({ language: "es" })], rest("es", reviewed), { isAsleep: true });
  expect(mailTo(out, terry)[0]?.text.includes(untranslated)).toBe(isSaid);
});

test("a reporter's confirmation begins in their language, and their email with how much is left to do", async () => {
  const day = await Day.begin(rest("both"));
  const [first, , second] = day.form().confirmationMessage.split("\n");
  expect(first).toMatch(/^Su reporte llegó/);
  expect(second).toMatch(/^Your report/);
  const [mail] = mailTo(day.play(sent()), terry);
  const tasks = mail?.text.match(/^\d\. /gm) ?? [];
  expect(tasks).toHaveLength(3);
  expect(mail?.text).toContain("You still need to do three things.");
});

describe("on the Form of both", () => {
  const both = rest("both");
  const spanish = (more: object = {}) => sent({ ...more, language: "es" });

  test("a question deleted from the pages of one language is missing there alone", async () => {
    const skipped = { recipientMayBeInvolved: undefined };
    const out = await playCleanDay(
      [
        minutes(10),
        { form: { deleteQuestion: "es-recipientMayBeInvolved" } },
        spanish(skipped),
        sent({ ...skipped, ...ash }),
      ],
      both,
    );
    const where = out.reports.map(({ register, language }) => `${register} ${language}`);
    expect(where.sort()).toEqual(["main en", "sealed es"]);
    expect(mails(out, "question-missing")[0]?.text).toContain("on the pages in Español");
  });

  test("answers on the pages of both languages are both kept, and danger on either is danger", async () => {
    const start = Date.parse("2026-09-01T16:00:00Z");
    const dist = await builtBundle();
    const desk = new Desk({ dist, start, realNow: () => start, ...both });
    const questions = desk.form().pages.flatMap((page) => page.questions);
    const asked = (title: string) => questions.find((one) => one.title.startsWith(title));
    const given: readonly (readonly [string, string | number])[] = [
      ["Is the student in immediate", "No"],
      ["¿El estudiante está en peligro", "Sí"],
      ["Which school", "North High"],
      ["Which of these", 0],
      ["¿Cuáles corresponden", -1],
      ["¿Qué vio u oyó?", "La vi llorar."],
    ];
    const responses = given.map(([title, answer]) => {
      const { id = "", choices = [] } = asked(title) ?? {};
      return [id, typeof answer === "string" ? answer : [choices.at(answer)?.value ?? ""]];
    });
    desk.submit(Object.fromEntries(responses));
    const out = Day.in(desk.workspace).out();
    expect(out.errors).toEqual([]);
    expect(out.reports).toMatchObject([
      {
        ...{ school: "North High", facts: "La vi llorar.", immediateDanger: "yes" },
        factors: ["controlled-or-groomed", "substance-abuse-history"],
      },
    ]);
    expect(onlyCase(out)["reviewReasons"]).toContain("unread-immediateDanger");
  });
});

test("the lead prints two sheets for families, in both languages, with nothing of a case", async () => {
  const sheets = ["help-sheet", "parent-notice"].map((sheet) => menu("print", [sheet], "lead"));
  const out = await playDay([sent(), ...sheets]);
  const texts = out.pages.slice(-2).map(({ text }) => text);
  for (const text of texts) {
    for (const words of ["(888) 373-7888", "Línea Nacional Contra la Trata de", untranslated])
      expect(text).toContain(words);
    expect(text).not.toMatch(/Rowan|730194|26-0001|North High/);
  }
  expect(texts[0]).toContain("Day: Tue Sep 1, 2026");
  expect(texts[0]).toContain("Fecha: martes 1 de septiembre de 2026");
  expect(texts[1]).toContain("(EC 49381)");
});
