/** One question of the Form as a field with its label, help and error. */
import type { QuestionView } from "../../views/views";

type Answer = string | readonly string[];

interface Props {
  readonly question: QuestionView;
  readonly answer: Answer | undefined;
  readonly isMissing: boolean;
  readonly change: (answer: Answer) => void;
}

export function QuestionField({ question, answer, isMissing, change }: Props) {
  const { id, kind, title, help, required } = question;
  const helpId = `help-${id}`;
  const parts = {
    label: (
      <>
        {title}
        {required && <span class="required"> (required)</span>}
      </>
    ),
    help: help !== "" && (
      <p class="help" id={helpId}>
        {help}
      </p>
    ),
    error: (
      <p class="error" id={`error-${id}`}>
        {isMissing && "This question needs an answer."}
      </p>
    ),
  };
  if (kind === "heading") {
    return (
      <div class="card">
        <h2>{title}</h2>
        {parts.help}
      </div>
    );
  }
  const described = { "aria-describedby": `${help === "" ? "" : helpId} error-${id}`.trim() };
  if (kind === "one-of" || kind === "any-of") {
    return (
      <fieldset class={`card ${isMissing ? "is-missing" : ""}`} data-question={id} {...described}>
        <legend class="question">{parts.label}</legend>
        {parts.help}
        <Choices question={question} answer={answer} change={change} />
        {parts.error}
      </fieldset>
    );
  }
  const control = { id: `question-${id}`, "aria-invalid": isMissing, ...described };
  return (
    <div class={`card ${isMissing ? "is-missing" : ""}`} data-question={id}>
      <label class="question" for={control.id}>
        {parts.label}
      </label>
      {parts.help}
      <Control question={question} answer={answer} change={change} control={control} />
      {parts.error}
    </div>
  );
}

interface ControlProps extends Omit<Props, "isMissing"> {
  readonly control: Readonly<Record<string, string | boolean>>;
}

function Control({ question, answer, change, control }: ControlProps) {
  const { kind, choices, required } = question;
  const value = typeof answer === "string" ? answer : "";
  const shared = { ...control, ...(required ? { "aria-required": true } : {}) };
  if (kind === "list") {
    return (
      <select {...shared} value={value} onChange={(event) => change(event.currentTarget.value)}>
        <option value="">Choose</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.value}
          </option>
        ))}
      </select>
    );
  }
  if (kind === "paragraph") {
    return (
      <textarea
        {...shared}
        rows={6}
        value={value}
        onInput={(event) => change(event.currentTarget.value)}
      />
    );
  }
  return kind === "date-time" ? (
    <input
      {...shared}
      type="datetime-local"
      value={value.replace(" ", "T")}
      onInput={(event) => change(event.currentTarget.value.replace("T", " "))}
    />
  ) : (
    <input
      {...shared}
      type="text"
      autocomplete="off"
      value={value}
      onInput={(event) => change(event.currentTarget.value)}
    />
  );
}

function Choices({ question: { id, kind, choices }, answer, change }: Omit<Props, "isMissing">) {
  const isOne = kind === "one-of";
  const chosen = typeof answer === "string" ? [answer] : (answer ?? []);
  const turn = (value: string, isOn: boolean) => {
    const others = choices.filter((one) => chosen.includes(one.value) && one.value !== value);
    const all = [...others.map((one) => one.value), ...(isOn ? [value] : [])];
    change(isOne ? value : choices.map((one) => one.value).filter((one) => all.includes(one)));
  };
  return (
    <>
      {choices.map(({ value }) => (
        <label key={value} class="choice">
          <input
            type={isOne ? "radio" : "checkbox"}
            name={`question-${id}`}
            value={value}
            checked={chosen.includes(value)}
            onChange={(event) => turn(value, event.currentTarget.checked)}
          />
          {value}
        </label>
      ))}
      {isOne && (chosen[0] ?? "") !== "" && (
        <button
          type="button"
          class="link"
          onClick={({ currentTarget }) => {
            currentTarget.closest("fieldset")?.querySelector("input")?.focus();
            change("");
          }}
        >
          Clear selection
        </button>
      )}
    </>
  );
}
