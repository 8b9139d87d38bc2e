/** A teacher's way through the Form: which page comes next, and which answers count. Pure. */
import type { Answers, FormView, NextPage, PageView } from "../../views/views";

const isAnswered = (answer: string | readonly string[] | undefined): boolean =>
  answer !== undefined && answer.length > 0;

/** Where a page leads: the last answered question whose choice leads somewhere decides, else the page itself. */
export function nextPage(page: PageView, answers: Answers): NextPage {
  let next = page.leadsTo;
  for (const { id, choices } of page.questions) {
    const chosen = choices.find(({ value }) => value === answers[id]);
    next = chosen?.leadsTo ?? next;
  }
  return next;
}

/** Ids of the questions of a page that need an answer and have none. */
export function missing(page: PageView, answers: Answers): readonly string[] {
  return page.questions
    .filter(({ id, required }) => required && !isAnswered(answers[id]))
    .map(({ id }) => id);
}

/** The answers that are sent: those given on the pages of the way taken. */
export function answersOnPath(form: FormView, path: readonly number[], answers: Answers): Answers {
  const asked = path.flatMap((index) => form.pages[index]?.questions.map(({ id }) => id) ?? []);
  return Object.fromEntries(
    asked.flatMap((id) => {
      const answer = answers[id];
      return answer !== undefined && isAnswered(answer) ? [[id, answer]] : [];
    }),
  );
}
