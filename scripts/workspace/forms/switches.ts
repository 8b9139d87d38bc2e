/** The points of Forms that Google's pages leave open, each with the answers that we can give and the one that we give unasked. */

interface Switch {
  readonly answers: readonly [string, ...string[]];
  readonly question: string;
}

/** The first answer is the default: the one that is harder on the script. */
export const formSwitches = {
  getResponsesSince: {
    answers: ["exclusive", "inclusive"],
    question: "Does Form.getResponses(timestamp) give a response of that very instant?",
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
