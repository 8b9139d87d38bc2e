/** A person changes the Form in its editor (design 6: `form`), and how a teacher's later choice then reads. */
import { formItemsIn, isChoiceKey, questionItems } from "../../../src/form/report";
import { languages } from "../../../src/language";
import {
  deleteQuestion,
  editQuestion,
  type QuestionEdit,
  setResponders,
  unpublish,
} from "../../workspace/forms/person";
import { type Audience, audiences, storedForm } from "../../workspace/forms/store";
import type { LocalWorkspace } from "../../workspace/runtime";
import { addressOf } from "../directory";
import { choiceWords } from "../form-answers";
import { type Json, LooseArgument } from "../loose-argument";
import type { FormAct } from "../scenario";
import { scriptMemory } from "../script-memory";

interface Question {
  readonly item: number;
  /** The Form's words for an option id; any other text as it is. */
  words(option: string): string;
}

export class FormEditor {
  /** For each item: the original text of a choice, and what people changed it to. */
  private readonly reworded = new Map<number, Map<string, string>>();

  constructor(private readonly workspace: LocalWorkspace) {}

  /** Plays `editQuestion`, `deleteQuestion` (a Report key, or `{ question, … }`) or `unpublish`. */
  play({ name, argument }: FormAct, as: string): void {
    const { store, containerId } = this.workspace;
    if (name === "unpublish") {
      unpublish(store, containerId, as);
      return;
    }
    const asked = new LooseArgument(name, argument);
    if (name === "responders") {
      setResponders(store, containerId, respondersIn(asked, argument), as);
      return;
    }
    const question = this.question(asked);
    const change = name === "editQuestion" ? this.change(asked, question) : null;
    asked.finish();
    if (change === null) {
      deleteQuestion(store, containerId, question.item, as);
      return;
    }
    const before = this.offered(question.item);
    editQuestion(store, containerId, question.item, change, as);
    if (change.choices !== undefined) this.remember(question.item, before, change.choices);
  }

  /** What a teacher who chooses these words sees in their place on the Form now; the same words if there is no replacement. */
  today(item: number, words: string): string {
    if (this.offered(item).includes(words)) return words;
    return this.reworded.get(item)?.get(words) ?? words;
  }

  /** Whether the question is still on the Form. */
  has(item: number): boolean {
    const { store, containerId } = this.workspace;
    return storedForm(store, containerId).items.some(({ id }) => id === item);
  }

  private offered(item: number): readonly string[] {
    const { store, containerId } = this.workspace;
    const stored = storedForm(store, containerId).items.find(({ id }) => id === item);
    return stored?.choices.map(({ value }) => value) ?? [];
  }

  /** Finds a question by Report key, item id or title. */
  private question(asked: LooseArgument): Question {
    const { store, containerId } = this.workspace;
    const named = asked.member("question", "key", "item", "id") ?? asked.bare;
    const items = formItemsIn(scriptMemory(store));
    const byKey = [...items].find(([key, id]) => key === named || id === named);
    const { items: stored } = storedForm(store, containerId);
    const item = byKey?.[1] ?? stored.find(({ id, title }) => id === named || title === named)?.id;
    if (item === undefined) return asked.refuse(`there is no question ${JSON.stringify(named)}`);
    const asks = questionItems.find((one) => one.item === byKey?.[0]);
    return { item, words: (option) => this.offeredWords(item, asks, option) };
  }

  /** The words of an option on that item, in the language that the item uses; the option itself if it has none. */
  private offeredWords(
    item: number,
    asks: (typeof questionItems)[number] | undefined,
    option: string,
  ): string {
    if (asks === undefined || !isChoiceKey(asks.key)) return option;
    const { key } = asks;
    const { store } = this.workspace;
    const offered = this.offered(item);
    const known = languages.flatMap((one) => choiceWords(store, key, option, one) ?? []);
    return known.find((words) => offered.includes(words)) ?? known[0] ?? option;
  }

  /**
   * Reads `{ title?, help?, required?, choices? }`. `choices` is the whole list, or `{ choice: its new text }`. If nothing is given, the
   * title changes.
   */
  private change(asked: LooseArgument, question: Question): QuestionEdit {
    const title = asked.text("title", "text");
    const helpText = asked.text("help", "helpText", "description");
    const required = asked.flag("required");
    const single = asked.text("choice", "option", "from");
    const to = asked.text("to");
    const pair: Json | undefined = single === undefined ? undefined : { [single]: to ?? "" };
    const before = this.offered(question.item);
    const given = pair ?? asked.member("choices", "rename", "options");
    const edit: QuestionEdit = {
      ...(title === undefined ? {} : { title }),
      ...(helpText === undefined ? {} : { helpText }),
      ...(required === undefined ? {} : { required }),
      ...(given === undefined ? {} : { choices: newChoices(asked, question, before, given) }),
    };
    return Object.keys(edit).length > 0 ? edit : { title: "A question that somebody reworded" };
  }

  private remember(item: number, before: readonly string[], after: readonly string[]): void {
    if (before.length !== after.length) return;
    const known = this.reworded.get(item) ?? new Map<string, string>();
    before.forEach((old, place) => {
      const now = after[place] ?? old;
      for (const [words, shown] of known) if (shown === old) known.set(words, now);
      if (!after.includes(old)) known.set(old, now);
    });
    this.reworded.set(item, known);
  }
}

function respondersIn(asked: LooseArgument, argument: Json): Audience | readonly string[] {
  if (Array.isArray(argument)) {
    return argument.map((one) =>
      typeof one === "string" ? addressOf(one) : asked.refuse("an address is no text"),
    );
  }
  const named = audiences.find((one) => one === argument);
  return named ?? asked.refuse(`${JSON.stringify(argument)} is none of ${audiences.join(", ")}`);
}

function newChoices(
  asked: LooseArgument,
  question: Question,
  before: readonly string[],
  given: Json,
): readonly string[] {
  if (Array.isArray(given)) return given.map((choice) => question.words(String(choice)));
  if (typeof given !== "object" || given === null) return asked.refuse("choices is no list");
  const changes = new Map(
    Object.entries(given).map(([option, text]) => [question.words(option), String(text)]),
  );
  for (const choice of changes.keys()) {
    if (!before.includes(choice)) asked.refuse(`the question offers no "${choice}"`);
  }
  return before.map((choice) => changes.get(choice) ?? choice);
}
