/** One question of the Form as a field with its label, help and error. */
import type { QuestionView } from "../../views/views";

interface Props {
  readonly question: QuestionView;
  readonly answer: string | readonly string[] | undefined;
  readonly isMissing: boolean;
  readonly change: (answer: string | string[]) => void;
}

export function QuestionField(props: Props) {
  const { id, kind, title, help, required } = props.question;
  const label = (
    <>
      {title}
      {required && <span class="error"> (required)</span>}
    </>
  );
  const helpText = (
    <p class="help" id={`help-${id}`}>
      {help}
    </p>
  );
  if (kind === "SECTION_HEADER") {
    return (
      <article class="card">
        <h2>{title}</h2>
        {helpText}
      </article>
    );
  }
  const error = (
    <p class="error" id={`error-${id}`}>
      {props.isMissing && "This question needs an answer."}
    </p>
  );
  return (
    <article class={`card ${props.isMissing ? "missing" : ""}`} data-question={id}>
      {kind === "MULTIPLE_CHOICE" || kind === "CHECKBOX" ? (
        <fieldset aria-describedby={`help-${id} error-${id}`}>
          <legend>{label}</legend>
          {helpText}
          <Choices {...props} />
          {error}
        </fieldset>
      ) : (
        <>
          <label for={`question-${id}`}>{label}</label>
          {helpText}
          <Control {...props} />
          {error}
        </>
      )}
    </article>
  );
}

function Control({ question, answer, isMissing, change }: Props) {
  const { id, kind, choices, required } = question;
  const isTime = kind === "DATETIME";
  const value = String(answer ?? "");
  const field = {
    id: `question-${id}`,
    value: isTime ? value.replace(" ", "T") : value,
    "aria-describedby": `help-${id} error-${id}`,
    // Pico draws a field that is said to be right in green. One that no one has answered is neither right nor wrong.
    "aria-invalid": isMissing || undefined,
    "aria-required": required,
    onInput: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      change(isTime ? currentTarget.value.replace("T", " ") : currentTarget.value),
  };
  if (kind === "PARAGRAPH_TEXT") return <textarea {...field} rows={6} />;
  if (kind !== "LIST") {
    const type = isTime ? { type: "datetime-local" as const } : { type: "text" as const };
    return <input {...field} {...type} autocomplete="off" />;
  }
  return (
    <select {...field}>
      <option value="">Choose</option>
      {choices.map((choice) => (
        <option key={choice.value}>{choice.value}</option>
      ))}
    </select>
  );
}

function Choices({ question: { id, kind, choices }, answer, change }: Props) {
  const isOne = kind === "MULTIPLE_CHOICE";
  const chosen = [answer ?? []].flat();
  const turn = (value: string, isOn: boolean) => {
    const isTicked = (one: string) => (one === value ? isOn : chosen.includes(one));
    change(isOne ? value : choices.map((one) => one.value).filter(isTicked));
  };
  return (
    <>
      {choices.map(({ value }) => (
        <label key={value}>
          <input
            type={isOne ? "radio" : "checkbox"}
            name={`question-${id}`}
            checked={chosen.includes(value)}
            onChange={({ currentTarget }) => turn(value, currentTarget.checked)}
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
