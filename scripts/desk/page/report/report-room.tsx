/** The room in which a teacher fills in the Form, page by page, and reads the confirmation. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Answers, FormView, NextPage, PageView } from "../../views/views";
import { ask, type View } from "../shell/api";
import { useAnswer, usePage } from "../shell/page";
import { Refusal, RoomHead } from "../shell/rooms";
import { QuestionField } from "./question-field";

const isAnswered = (answer: string | readonly string[] | undefined): boolean =>
  answer !== undefined && answer.length > 0;

/** Where a page leads. If answers on it lead somewhere, the last such answered question decides, otherwise the page itself. */
export function nextPage(page: PageView, answers: Answers): NextPage {
  const chosen = page.questions.flatMap(({ id, choices }) =>
    choices.filter(({ value }) => value === answers[id]),
  );
  return chosen.findLast(({ leadsTo }) => leadsTo !== null)?.leadsTo ?? page.leadsTo;
}

/** The questions of a page that need an answer and have none. */
const missing = ({ questions }: PageView, answers: Answers): readonly string[] =>
  questions.flatMap(({ id, required }) => (required && !isAnswered(answers[id]) ? id : []));

/** The answers to send: those on the pages that the teacher went through. */
export function answersOnPath(form: FormView, path: readonly number[], answers: Answers): Answers {
  const asked = path.flatMap((index) => form.pages[index]?.questions.map(({ id }) => id) ?? []);
  const given = Object.entries(answers);
  return Object.fromEntries(given.filter(([id, one]) => asked.includes(id) && isAnswered(one)));
}

/** What someone filled in and has not sent. `path`: the visited pages in order, the last one shown. */
interface Begun {
  /** As it was when they began: a page does not change while someone fills it in. */
  readonly form: FormView;
  readonly answers: Answers;
  readonly path: readonly number[];
}

/** By desk and person. Kept while another room is shown, while the Form takes no responses, and when the page is loaded again. */
const begun = new Map<string, Begun>();
const keptAs = "student-safety-begun";

/** Keeps what was filled in, or nothing any more, at once: a reload may follow the last letter. */
function keep(place: string, form: Begun | null): void {
  if (form === null) begun.delete(place);
  else begun.set(place, form);
  orRefused(() => localStorage.setItem(keptAs, JSON.stringify([...begun])));
}

/** Continues the Forms that were being filled in, unless the desk is another one. */
export function resumeForms(isResumed: boolean): void {
  orRefused(() => {
    if (!isResumed) localStorage.removeItem(keptAs);
    const kept = JSON.parse(localStorage.getItem(keptAs) ?? "[]") as [string, Begun][]; // As `keep` has it.
    for (const [place, form] of kept) begun.set(place, form);
  });
}

/** The page tells elsewhere that a browser keeps nothing. */
function orRefused(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

export function ReportRoom() {
  const { person, shown } = usePage();
  const form = useAnswer("form", person);
  const [sent, setSent] = useState(0);
  const place = `${shown} ${person}`;
  const isKept = begun.has(place);
  return (
    <section class="room" aria-label="Report">
      <RoomHead name="report" />
      <div class="google form" data-theme="light">
        {form?.refused != null && <Refusal words={form.refused} name="report" />}
        {form?.open === false && form.refused === null && (
          // What Google shows if a Form takes no responses, and how to open it.
          <article class="card opening">
            <h2 tabIndex={-1}>The form takes no responses</h2>
            <p>
              It is not set up, or someone has closed it. In the room <a href="#/admin">Admin</a>,
              Set up builds and opens it.
            </p>
            {isKept && (
              <p>What you filled in is kept below. You can send it once the form is open.</p>
            )}
          </article>
        )}
        {form?.refused === null && (form.open || isKept) && (
          <OneResponse
            key={`${place} ${sent}`}
            {...{ place, form }}
            again={() => setSent(sent + 1)}
          />
        )}
      </div>
    </section>
  );
}

interface Props {
  readonly place: string;
  readonly form: FormView;
  readonly again: () => void;
}

function OneResponse({ place, form: newest, again }: Props) {
  const { person, attempt, changed } = usePage();
  const [now, setNow] = useState<Begun>(
    () => begun.get(place) ?? { form: newest, answers: {}, path: [0] },
  );
  const { form, answers, path } = now;
  const fillIn = (more: Partial<Begun>) => {
    const next = { ...now, ...more };
    keep(place, next);
    setNow(next);
  };
  const [unanswered, setUnanswered] = useState<readonly string[]>([]);
  const [isSending, setSending] = useState(false);
  const [sent, setSent] = useState<View<"submit"> | null>(null);
  const whole = useRef<HTMLFormElement>(null);
  const isFirst = useRef(true);

  useEffect(() => {
    if (!isFirst.current) {
      whole.current?.querySelector("h2")?.focus({ preventScroll: true });
      whole.current?.closest(".room")?.scrollIntoView({ block: "start" });
    }
    isFirst.current = false;
  }, [path, sent]);

  const index = path.at(-1) ?? 0;
  const page = form.pages[index];
  if (page === undefined) return null;
  const next = nextPage(page, answers);

  const submit = () =>
    attempt(async () => {
      setSending(true);
      try {
        setSent(await ask("submit", answersOnPath(form, path, answers), person));
        keep(place, null);
        await changed();
      } finally {
        setSending(false);
      }
    });
  const goOn = (event: Event) => {
    event.preventDefault();
    if (isSending) return;
    const open = missing(page, answers);
    setUnanswered(open);
    if (open.length > 0) {
      const field = whole.current?.querySelector(`[data-question="${open[0]}"]`);
      field?.querySelector<HTMLElement>("input, select, textarea")?.focus();
    } else if (next === "submit") void submit();
    else fillIn({ path: next === "restart" ? [0] : [...path, next.page] });
  };
  return (
    <form novalidate ref={whole} onSubmit={goOn}>
      <article class="card opening">
        <h2 tabIndex={-1}>{sent === null ? page.title : form.pages[0]?.title}</h2>
        <p class="help">{sent === null ? page.help : sent.confirmation}</p>
        {sent?.respondAgain === true && (
          <button type="button" class="link" onClick={again}>
            Submit another response
          </button>
        )}
      </article>
      {sent === null && (
        <>
          {page.questions.map((question) => (
            <QuestionField
              key={question.id}
              question={question}
              answer={answers[question.id]}
              isMissing={unanswered.includes(question.id)}
              change={(answer) => {
                fillIn({ answers: { ...answers, [question.id]: answer } });
                setUnanswered(unanswered.filter((id) => id !== question.id));
              }}
            />
          ))}
          <div class="row">
            {path.length > 1 && (
              <button
                type="button"
                class="outline"
                onClick={() => fillIn({ path: path.slice(0, -1) })}
              >
                Back
              </button>
            )}
            {/* A button that is switched off would lose the focus. */}
            <button type="submit" aria-disabled={isSending}>
              {next === "submit" ? "Submit" : "Next"}
            </button>
          </div>
        </>
      )}
    </form>
  );
}
