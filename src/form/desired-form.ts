/** The Form as it should be: every item with its words and choices, for a pack and the district's schools. Pure. */
import type { FormItemKind } from "../ports";
import { packsFrom } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import { districtNumber } from "./district-line";
import {
  choices,
  type FormKey,
  formDefinition,
  isChoiceKey,
  notListed,
  type PageKey,
  type Question,
} from "./questions";
import type { SafetyText } from "./safety-texts";

/** A choice of a question. */
export interface DesiredChoice {
  readonly text: string;
  /** The page to which choosing it leads; null: on to the next page. */
  readonly goTo: PageKey | null;
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
  readonly precedingLeadsTo: PageKey | "continue";
}

/** All words of the Form. */
export interface FormWords {
  readonly title: string;
  readonly description: SafetyText;
  readonly confirmation: SafetyText;
  /** In the order in which a new Form has them. */
  readonly items: readonly DesiredItem[];
}

export interface DesiredForm extends FormWords {
  /** Whether the district has gone live. Until then the texts of the Form say that it is not in use. */
  readonly isLive: boolean;
  /** The Form as every other pack words it. Words that are another pack's are not the district's own, so they may be replaced. */
  readonly otherwise: readonly FormWords[];
  /** The number that the district wrote into Contacts and that stands in these words; null where they have the pack's own. */
  readonly districtNumber: string | null;
}

/** The Form for this pack, as `packOnForm` has it, and these names of schools. */
export function desiredForm(
  pack: ProtocolPack,
  schools: readonly string[],
  isLive = true,
): DesiredForm {
  const [, ...others] = packsFrom(pack);
  return {
    isLive,
    ...formOf(pack, schools),
    otherwise: others.map((other) => formOf(other, schools)),
    districtNumber: districtNumber(pack),
  };
}

function formOf(pack: ProtocolPack, schools: readonly string[]): FormWords {
  const definition = formDefinition(pack);
  const items: DesiredItem[] = [];
  for (const page of definition.pages) {
    if (page.key !== null) {
      items.push({
        key: page.key,
        kind: "page",
        title: page.title,
        help: page.help,
        required: false,
        choices: [],
        closed: true,
        precedingLeadsTo: page.precedingLeadsTo ?? "continue",
      });
    }
    for (const question of page.questions) items.push(desiredQuestion(pack, question, schools));
  }
  const { title, description, confirmation } = definition;
  return { title, description, confirmation, items };
}

function desiredQuestion(
  pack: ProtocolPack,
  question: Question,
  schools: readonly string[],
): DesiredItem {
  const { key, kind, title, help, required } = question;
  const common = { key, title, help, required, precedingLeadsTo: "continue" } as const;
  if (kind === "school-list") {
    const list = schoolChoices(schools).map((text) => ({ text, goTo: null }));
    return { ...common, kind: "dropdown", choices: list, closed: true };
  }
  const offered = isChoiceKey(key) ? choices(pack, key) : [];
  const leading = new Map(Object.entries(question.leadsTo ?? {}));
  return {
    ...common,
    kind,
    choices: offered.map(({ id, text }) => ({ text, goTo: leading.get(id) ?? null })),
    closed: false,
  };
}

/** The choices of the school question: the names in the order of the Schools tab, each once, then "Not listed". Never empty. */
export function schoolChoices(schools: readonly string[]): readonly string[] {
  const names = schools.map((school) => school.replace(/\s+/g, " ").trim());
  const listed = new Set(names.filter((name) => name !== "" && name !== notListed));
  return [...listed, notListed];
}
