/** The first page of the Form as set-up builds it: what to do first, that it is not the legal report, and Spanish beside English, in few words. */
import { describe, expect, test } from "vitest";
import { formView } from "../../scripts/desk/views/views";
import { type FormLanguage, formLanguages, languages, languagesIn } from "../../src/language";
import { sentence, wordsOf } from "../../src/languages/languages";
import { ownPacks, packNamed } from "../../src/protocol/find-pack";
import { Day } from "../day/day";

const mostWords = 90;
const wordsIn = (text: string) => text.split(/\s+/).filter((one) => /[\p{L}\p{N}]/u.test(one));

/** The live Form by this pack; `formLanguage` null: the district has chosen nothing. */
async function builtForm(protocol: string, formLanguage: FormLanguage | null) {
  const settings = formLanguage === null ? {} : { formLanguage };
  const day = await Day.begin({ protocol, directory: { settings } });
  const { confirmationMessage } = day.form();
  const { pages } = formView(day.form());
  const [first] = pages;
  if (first === undefined) throw new Error("the Form has no page");
  const before = `${first.title}\n${first.help}`;
  return { first, before, pages, confirmationMessage };
}

const built = await Promise.all(
  ownPacks().flatMap(({ id }) =>
    [...formLanguages, null].map(async (chosen) => ({
      id,
      chosen: chosen ?? "nothing",
      spoken: languagesIn(chosen ?? "both"),
      ...(await builtForm(id, chosen)),
    })),
  ),
);

describe.each(built)("by $id, where the district chose $chosen", (form) => {
  const { first, before, pages, spoken, confirmationMessage } = form;

  test("at most 90 words come before the first question, the numbers and the law among them", () => {
    expect(wordsIn(before).length, before).toBeLessThanOrEqual(mostWords);
    expect(first.questions.length).toBe(1);
    expect(before).toMatch(/^[^\n]+\n[^\n]*911/);
    expect(before).toContain("(415) 473-7153");
    for (const language of spoken) {
      expect(before).toContain(sentence(language, "must-say"));
    }
    expect(before.match(/\b36 (hours|horas) \(PC 11166\)/g)?.length).toBe(spoken.length);
  });

  test("the first question offers every language of the pack, unless the district chose one", () => {
    const offered = first.questions[0]?.choices.map(({ value }) => value);
    const pack = packNamed(form.id);
    const names = languages
      .filter((one) => pack?.languages.includes(one))
      .map((one) => wordsOf(one).sentences.name);
    if (spoken.length > 1) expect(offered).toEqual(names);
    else expect(offered).toEqual([sentence(spoken[0], "yes"), sentence(spoken[0], "no")]);
  });

  test("what the first page has no room for is said where it is needed", () => {
    const helps = pages.flatMap((page) => [page.help, ...page.questions.map(({ help }) => help)]);
    for (const language of spoken) {
      // What the Form is for: on the page that asks about danger.
      const start = pages.find(({ questions }) =>
        questions.some(({ title }) => title === sentence(language, "ask-immediateDanger")),
      );
      expect(start?.help).toContain(sentence(language, "what-for"));
      const [elsewhere = ""] = sentence(language, "if-nobody-answers", { name: "|" }).split("|");
      expect(helps.some((help) => help.includes(elsewhere))).toBe(true);
      expect(confirmationMessage).toContain(elsewhere);
    }
    expect(confirmationMessage).toContain("(888) 373-7888");
  });
});
