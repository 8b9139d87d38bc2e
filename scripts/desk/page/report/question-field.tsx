/** One question of the Form as a field with its label, help and error. */
import type { QuestionView } from "../../views/views";

interface Props {
  readonly question: QuestionView;
  readonly answer: string | readonly string[] | undefined;
  readonly isMissing: boolean;
  readonly change: (answer: string | readonly string[]) => void;
}

export function QuestionField(props: Props) {
  const { question, isMissing } = props;
  const { id, kind, title, help, required } = question;
  const isGroup = kind === "one-of" || kind === "any-of";
  const label = (
    <>
      {title}
      {required && <span class="error"> (required)</span>}
    </>
  );
  const helpText = help !== "" && (
    <p class="help" id={`help-${id}`}>
      {help}
    </p>
  );
  const error = (
    <p class="error" id={`error-${id}`}>
      {isMissing && "This question needs an answer."}
    </p>
  );
  if (kind === "heading") {
    return (
      <article class="card">
        <h2>{title}</h2>
        {helpText}
      </article>
    );
  }
  return (
    <article class="card" data-question={id}>
      {isGroup ? (
        <fieldset aria-describedby={describedBy(question)}>
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

const describedBy = ({ id, help }: QuestionView): string =>
  help === "" ? `error-${id}` : `help-${id} error-${id}`;

function Control({ question, answer, isMissing, change }: Props) {
  const { id, kind, choices, required } = question;
  const value = typeof answer === "string" ? answer : "";
  const field = {
    id: `question-${id}`,
    value,
    "aria-describedby": describedBy(question),
    "aria-invalid": isMissing,
    "aria-required": required,
    onInput: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      change(currentTarget.value),
  };
  if (kind === "list") {
    return (
      <select {...field}>
        <option value="">Choose</option>
        {choices.map((choice) => (
          <option key={choice.value}>{choice.value}</option>
        ))}
      </select>
    );
  }
  if (kind === "paragraph") return <textarea {...field} rows={6} />;
  if (kind !== "date-time") return <input {...field} type="text" autocomplete="off" />;
  return (
    <input
      {...field}
      type="datetime-local"
      value={value.replace(" ", "T")}
      onInput={({ currentTarget }) => change(currentTarget.value.replace("T", " "))}
    />
  );
}

function Choices({ question: { id, kind, choices }, answer, change }: Props) {
  const isOne = kind === "one-of";
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
