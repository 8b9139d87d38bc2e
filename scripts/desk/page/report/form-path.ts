/** A teacher's way through the Form: which page comes next, and which answers count. Pure. */
import type { FormView, NextPage, PageView } from "../../views/form-view";
import type { Answers } from "../../views/views";

const isAnswered = (answer: string | readonly string[] | undefined): boolean =>
  answer !== undefined && answer.length > 0;

/** Where a page leads: the last answered question whose choice leads somewhere decides, else the page itself. */
export function nextPage(page: PageView, answers: Answers): NextPage {
  const chosen = page.questions.flatMap(({ id, choices }) =>
    choices.filter(({ value }) => value === answers[id]),
  );
  return chosen.findLast(({ leadsTo }) => leadsTo !== null)?.leadsTo ?? page.leadsTo;
}

/** The first question of a page that needs an answer and has none. */
export const missing = (page: PageView, answers: Answers): string | undefined =>
  page.questions.find(({ id, required }) => required && !isAnswered(answers[id]))?.id;

/** The answers that are sent: those given on the pages of the way taken. */
export function answersOnPath(form: FormView, path: readonly number[], answers: Answers): Answers {
  const asked = path.flatMap((index) => form.pages[index]?.questions.map(({ id }) => id) ?? []);
  const given = Object.entries(answers);
  return Object.fromEntries(given.filter(([id, one]) => asked.includes(id) && isAnswered(one)));
}
