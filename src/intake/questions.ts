/** The Form as data: all that set-up builds and that reading a response relies on. */
import { formPages, type Page } from "./form/pages";
import {
  confirmationMessage,
  type FormNumbers,
  formDescription,
  formTitle,
  type SafetyText,
} from "./form/texts";

export {
  type ChoiceKey,
  choices,
  choiceText,
  isChoiceKey,
  notListed,
  type OptionIds,
  optionOf,
} from "./form/choices";
export { type FormKey, type PageKey, parseFormItems } from "./form/keys";
export type { Page, Question, QuestionKind } from "./form/pages";
export { type FormNumbers, formNumbers } from "./form/texts";

export interface FormDefinition {
  readonly title: string;
  readonly description: SafetyText;
  readonly confirmation: SafetyText;
  readonly pages: readonly Page[];
}

/** The whole Form, with the numbers of the district's protocol pack. */
export function formDefinition(numbers: FormNumbers): FormDefinition {
  return {
    title: formTitle,
    description: formDescription(numbers),
    confirmation: confirmationMessage(numbers),
    pages: formPages(numbers),
  };
}
