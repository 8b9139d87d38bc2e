/** The first page of the Form: what to do first, that it is not the legal report, and Spanish next to English, all in few words. */
import { describe, expect, test } from "vitest";
import { desiredForm, packOnForm } from "../../src/form/desired-form";
import { formLanguages, languagesIn } from "../../src/language";
import { sentence } from "../../src/languages/languages";
import { ownPacks } from "../../src/protocol/find-pack";
import { directoryOf } from "../district/rows";

const mostWords = 90;
const wordsIn = (text: string) => text.split(/\s+/).filter((one) => /[\p{L}\p{N}]/u.test(one));

/** Where a pack leaves the number to the district, Contacts has it. */
const { agencies } = directoryOf({
  contacts: [{ role: "cfs", name: "County CFS", phone: "(415) 473-7153" }],
});

const built = ownPacks().flatMap((own) =>
  formLanguages.map((language) => {
    const pack = packOnForm({ pack: own, agencies });
    // The longer of the two: where no one is on duty at night, it says so.
    const speech = { language, reviewed: [], isUnreadAtNight: true };
    const form = desiredForm(pack, ["North High"], true, speech);
    const before = `${form.title}\n${form.description.text}`;
    return { id: own.id, language, form, before };
  }),
);

describe.each(built)("by $id, in $language", ({ language, form, before }) => {
  const { items } = form;
  const spoken = languagesIn(language);

  test("at most 90 words come before the first question, the numbers and the law among them", () => {
    // Where no one is on duty at night, one sentence in each language comes to these.
    const nights = spoken.map((one) => sentence(one, "unread-at-night"));
    const others = nights.reduce((text, words) => text.replace(words, ""), before);
    expect(wordsIn(others).length, before).toBeLessThanOrEqual(mostWords);
    for (const words of nights) expect(before).toContain(words);
    expect(items.findIndex(({ kind }) => kind === "page")).toBe(1);
    expect(before).toMatch(/^[^\n]+\n[^\n]*911/);
    expect(before).toContain("(415) 473-7153");
    for (const one of spoken) expect(before).toContain(sentence(one, "must-say"));
    expect(before.match(/\b36 (hours|horas) \(PC 11166\)/g)?.length).toBe(spoken.length);
  });

  test("what the first page has no room for is said where it is needed", () => {
    const helps = items.map(({ help }) => help).join("\n");
    const confirmation = form.confirmation.text;
    for (const one of spoken) {
      // What the Form is for: on the page that asks about danger.
      const at = items.findIndex(({ title }) => title === sentence(one, "ask-immediateDanger"));
      const start = at === 0 ? before : items[at - 1]?.help;
      expect(start).toContain(sentence(one, "what-for"));
      const [elsewhere = ""] = sentence(one, "if-nobody-answers", { name: "|" }).split("|");
      for (const said of [helps, confirmation]) expect(said).toContain(elsewhere);
    }
    expect(confirmation).toContain("(888) 373-7888");
  });
});
