/** The points of Forms that Google's pages leave open, each with the answers that we can give and the one that we give unasked. */

interface Switch {
  readonly answers: readonly [string, ...string[]];
  readonly question: string;
}

/** The first answer is the default: the one that is harder on the script, but for when a response can be read. */
export const formSwitches = {
  getResponsesSince: {
    answers: ["exclusive", "inclusive"],
    question: "Does Form.getResponses(timestamp) give a response of that very instant?",
  },
  responseAppears: {
    answers: ["at-once", "half-a-minute-later", "eight-minutes-later"],
    question: "When can a new response be read, after its trigger has fired?",
  },
  unansweredText: {
    answers: ["blank", "left-out"],
    question: "Is an unanswered text, paragraph or date-time item among getItemResponses, as ''?",
  },
  checkboxOrder: {
    answers: ["reversed", "as-ticked"],
    question: "In what order are the ticked choices of a checkbox item?",
  },
  answersOfDeletedQuestion: {
    answers: ["omit", "refuse"],
    question: "What does getItemResponses do with an answer whose question was deleted?",
  },
  clockRunListsResponses: {
    answers: ["yes", "no"],
    question:
      "Does getResponses work in a clock run under forms.currentonly alone (design 2.15)? With `no` it needs `forms`.",
  },
  newFormAudience: {
    answers: ["nobody", "domain", "anyone"],
    question:
      "Who may answer a new Form that is published, beside its editors, before anybody has chosen (design 2.17)?",
  },
  publishedReadersReadBack: {
    answers: ["listed", "empty"],
    question: "Does getPublishedReaders list whom addPublishedReader added?",
  },
  formEditorsListOwner: {
    answers: ["no", "yes"],
    question: "Is the owner among Form.getEditors?",
  },
} as const satisfies Record<string, Switch>;

export type FormSwitch = keyof typeof formSwitches;

/** The answer in force. */
export function formSwitch(assume: Readonly<Record<string, string>>, name: FormSwitch): string {
  return assume[name] ?? formSwitches[name].answers[0];
}

const appearsAfter: Readonly<Record<string, number>> = {
  "half-a-minute-later": 30_000,
  "eight-minutes-later": 8 * 60_000,
};

/** Whether a response that was stored at an instant can be read at another; both in milliseconds since 1970, UTC. */
export function hasAppeared(
  assume: Readonly<Record<string, string>>,
  storedAt: number,
  now: number,
): boolean {
  const after = appearsAfter[formSwitch(assume, "responseAppears")];
  return after === undefined || now - storedAt >= after;
}
