/** One question of the Form as a field with its label, help and error. */
import type { QuestionView } from "../../views/views";
import { element, freshId } from "../shell/dom";

type Answer = string | readonly string[];

export interface Field {
  readonly element: HTMLElement;
  /** Shows that the question needs an answer, or no longer does. */
  setMissing(isMissing: boolean): void;
  focus(): void;
}

const otherChoice = "Choose";

export function questionField(
  question: QuestionView,
  answer: Answer | undefined,
  change: (answer: Answer) => void,
): Field {
  const { kind, title, help, required } = question;
  if (kind === "heading") {
    const heading = element("div", { class: "card" }, element("h2", {}, title), helpText(help));
    return { element: heading, setMissing: () => undefined, focus: () => undefined };
  }
  const error = element("p", { class: "error", id: freshId() });
  const description = helpText(help);
  const describedBy = description === null ? error.id : `${description.id} ${error.id}`;
  const mark = required ? element("span", { class: "required" }, " (required)") : null;
  const isGroup = kind === "one-of" || kind === "any-of";
  const id = freshId();
  const control = isGroup
    ? choiceGroup(question, answer, change)
    : single(question, id, answer, describedBy, change);
  const card = isGroup
    ? element(
        "fieldset",
        { class: "card", "aria-describedby": describedBy },
        element("legend", { class: "question" }, title, mark),
        description,
        control,
        error,
      )
    : element(
        "div",
        { class: "card" },
        element("label", { class: "question", for: id }, title, mark),
        description,
        control,
        error,
      );
  return {
    element: card,
    setMissing(isMissing) {
      error.textContent = isMissing ? "This question needs an answer." : "";
      card.classList.toggle("is-missing", isMissing);
      if (!isGroup) control.setAttribute("aria-invalid", String(isMissing));
    },
    focus() {
      const first = isGroup ? control.querySelector("input") : control;
      first?.focus();
    },
  };
}

function helpText(help: string): HTMLElement | null {
  return help === "" ? null : element("p", { class: "help", id: freshId() }, help);
}

function single(
  { kind, choices, required }: QuestionView,
  id: string,
  answer: Answer | undefined,
  describedBy: string,
  change: (answer: string) => void,
): HTMLElement {
  const shared = { id, "aria-describedby": describedBy, "aria-required": required && "true" };
  const value = typeof answer === "string" ? answer : "";
  if (kind === "list") {
    const select = element(
      "select",
      { ...shared, onchange: () => change(select.value) },
      element("option", { value: "" }, otherChoice),
      ...choices.map((choice) => element("option", { value: choice.value }, choice.value)),
    );
    select.value = value;
    return select;
  }
  if (kind === "paragraph") {
    const area = element("textarea", {
      ...shared,
      rows: 6,
      oninput: () => change(area.value),
    });
    area.value = value;
    return area;
  }
  const isTime = kind === "date-time";
  const input = element("input", {
    ...shared,
    type: isTime ? "datetime-local" : "text",
    autocomplete: "off",
    oninput: () => change(isTime ? input.value.replace("T", " ") : input.value),
  });
  input.value = isTime ? value.replace(" ", "T") : value;
  return input;
}

function choiceGroup(
  { id, kind, choices }: QuestionView,
  answer: Answer | undefined,
  change: (answer: Answer) => void,
): HTMLElement {
  const isOne = kind === "one-of";
  const chosen = typeof answer === "string" ? [answer] : (answer ?? []);
  const inputs = choices.map(({ value }) => {
    const input = element("input", {
      type: isOne ? "radio" : "checkbox",
      name: `question-${id}`,
      value,
      onchange: () => report(),
    });
    input.checked = chosen.includes(value);
    return input;
  });
  const clear = element(
    "button",
    {
      type: "button",
      class: "quiet",
      onclick: () => {
        for (const input of inputs) input.checked = false;
        report();
        inputs[0]?.focus();
      },
    },
    "Clear selection",
  );
  const report = () => {
    const ticked = inputs.filter(({ checked }) => checked).map(({ value }) => value);
    clear.hidden = !isOne || ticked.length === 0;
    change(isOne ? (ticked[0] ?? "") : ticked);
  };
  clear.hidden = !isOne || chosen.length === 0 || chosen[0] === "";
  return element(
    "div",
    { class: "choices" },
    ...inputs.map((input) => element("label", { class: "choice" }, input, input.value)),
    clear,
  );
}
