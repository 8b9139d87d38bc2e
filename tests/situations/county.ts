/** A district of the made-up county (tests/packs), its days, and what its Form says. Made-up people only. */
import { formView, type NextPage, type PageView } from "../../scripts/desk/views/views";
import type { StoredForm } from "../../scripts/workspace/forms/store";
import { Day, playDay } from "../day/day";
import { rowan } from "../day/events";
import type { Output } from "../day/look";
import { contactsRow } from "../day/people";

/** Its protocol, as a scenario names it. */
export const protocol = "tests/packs/quillwater-2025.ts";

const person = (role: string, school: string | null, name: string, phone: string) =>
  contactsRow(role, `${name.toLowerCase()}@district.example`, { school, name, phone });

/** A district of that county: its own agencies, none of another. */
export const district = {
  schools: [
    {
      school: "North High",
      grades: "9-12",
      lawEnforcementAgency: "Quill Marshals",
      sroIsDistrictPolice: "no",
    },
    { school: "South Middle", grades: "6-8" },
  ],
  contacts: [
    person("designated contact", null, "Contact", "(555) 555-0101"),
    person("backup contact", null, "Backup", "(555) 555-0102"),
    person("district lead", null, "Lead", "(555) 555-0103"),
    person("alternate lead", null, "Alternate", "(555) 555-0105"),
    person("district admin", null, "Admin", "(555) 555-0104"),
    { role: "Youth safety line", name: "Quillwater Youth Safety", phone: "(555) 555-0111" },
    { role: "The county marshal", name: "Quill Marshals", phone: "(555) 555-0112" },
    { role: "harbour house", name: "Safe Harbor", phone: "(555) 555-0113" },
  ],
  settings: { domains: "district.example", retentionYears: 7 },
} as const;

/** Nine on a Tuesday morning; learned at eight, so that a written report is due the next morning at eight. */
export const report = (answers: Readonly<Record<string, unknown>>) => ({
  submit: {
    ...rowan,
    facts: "Slept in a van at the marina.",
    learnedAt: "2026-09-01T08:00:00-07:00",
    ...answers,
  },
});

/** Plays a day in that county. */
export function countyDay(...events: readonly unknown[]): Promise<Output> {
  return countyDays(30, ...events);
}

/** The same, and the clock comes so often, in minutes, in the middle of long times. */
export function countyDays(every: number, ...events: readonly unknown[]): Promise<Output> {
  return playDay(events, { protocol, directory: district }, { every });
}

/** The morning of a day in that county that a test plays part by part. `settings` stand beside the district's own. */
export function countyMorning(settings: Readonly<Record<string, string>> = {}): Promise<Day> {
  const directory = { ...district, settings: { ...district.settings, ...settings } };
  return Day.begin({ protocol, directory });
}

/** The pages of the Form to which any way leads, whatever is answered: what it asked in a language that it lost stays behind them. */
function pagesInReach(form: StoredForm): readonly PageView[] {
  const { pages } = formView(form, null);
  const reached = new Set<PageView>();
  const visit = (next: NextPage | null): void => {
    const page = next !== null && typeof next === "object" ? pages[next.page] : undefined;
    if (page === undefined || reached.has(page)) return;
    reached.add(page);
    const choices = page.questions.flatMap((question) => question.choices);
    for (const { leadsTo } of [page, ...choices]) visit(leadsTo);
  };
  visit({ page: 0 });
  return pages.filter((page) => reached.has(page));
}

/** All that people read on the Form: its texts, and the titles, helps and choices of what they can come to. */
export function wordsOnForm(form: StoredForm): string {
  return [
    form.confirmationMessage,
    ...pagesInReach(form).flatMap(({ title, help, questions }) => [
      title,
      help,
      ...questions.flatMap((one) => [
        one.title,
        one.help,
        ...one.choices.map(({ value }) => value),
      ]),
    ]),
  ].join("\n");
}

/** What only Marin's pack says. */
export const ofMarin =
  /marin\b|child and family|child abuse|\b36 hours|SS 8572|probation|victim advocate|473-7153|373-7888|national human|local law enforcement/i;

/** What only packs of California say: its law, its forms and its terms. */
export const ofCalifornia =
  /californi|\bPC \d|\bEC \d|penal code|education code|\bcuff\b|\bCSEC\b|\bSRO\b|AB 1227|SB 848|11165|11166|11167|at[- ]risk(?! of)|below[- ]threshold|school resource officer|marin-|us-ed-|\(415\)/i;
