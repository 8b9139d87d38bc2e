/**
 * The doubts: questions about Google that no source answers and that matter to the product. Each has two possible answers or more, and
 * whole days are played under all of them. A scenario sets the answers in its `switches`, code reads them as `assume`, and FIDELITY.md
 * lists them. Where a script can ask Google itself, a case in tests/conformance/table does so.
 */

export interface Doubt {
  readonly name: string;
  /** The first is the answer that is harder on the script; it counts unless a scenario chooses another. */
  readonly answers: readonly [string, ...string[]];
  /** What is in doubt, as a question. */
  readonly asks: string;
  /** Why the product works under every answer. */
  readonly safe: string;
}

const rows: readonly (readonly [name: string, answers: string, asks: string, safe: string])[] = [
  [
    "getResponsesSince",
    "exclusive, inclusive",
    "Does getResponses(instant) leave out a response of that very instant?",
    "One more second is asked for and cut off again by the response's own instant.",
  ],
  [
    "responseAppears",
    "at-once, half-a-minute-later, eight-minutes-later",
    "How soon can a response be read once its trigger has fired?",
    "The trigger's run waits and tries again; after that the clock takes the report in.",
  ],
  [
    "unansweredText",
    "blank, left-out",
    "Is an unanswered text among getItemResponses?",
    "A blank answer and a missing one are read alike.",
  ],
  [
    "checkboxOrder",
    "reversed, as-ticked",
    "In which order do ticked choices come?",
    "Ticks are put in the order of the protocol.",
  ],
  [
    "answersOfDeletedQuestion",
    "omit, refuse",
    "What does getItemResponses do with an answer whose question was deleted?",
    "Where it refuses, each question that is left is read by itself, and the report says that an answer is lost.",
  ],
  [
    "clockRunListsResponses",
    "yes, no",
    "May a clock run list the responses under forms.currentonly?",
    "Going live waits for a clock run that did; where none does, Check and Summary say so and the admin is told.",
  ],
  [
    "newFormAudience",
    "nobody, domain, anyone",
    "Who may answer a Form that was just published? (On a personal account anyone with the link; in a Workspace scripts expect the domain, and one met a page that asks people to sign in.)",
    "Going live asks for a report from somebody who is no editor of the Form.",
  ],
  [
    "publishedReadersReadBack",
    "listed, empty",
    "Does getPublishedReaders list whom addPublishedReader added?",
    "Check says only what it could read, and asks a person to look.",
  ],
  [
    "formEditorsListOwner",
    "no, yes",
    "Is the owner among Form.getEditors?",
    "The account that owns the Form is allowed as an editor either way.",
  ],
  [
    "valueRangesOrder",
    "by-position, as-asked",
    "In which order does batchGetByDataFilter answer?",
    "Each range is recognized by the filter that Google repeats.",
  ],
  [
    "strictValidationOnApiWrite",
    "accept, reject",
    "Does a strict rule refuse what the API writes?",
    "The script writes into a cell with a rule only what the rule allows.",
  ],
  [
    "newFileListed",
    "ten-minutes-later, at-once",
    "How soon does Drive list a new file? (Others waited up to nine minutes.)",
    "The id of a new register is stored before anything else; a second file of the same making is told, and never used.",
  ],
  [
    "apiOpensBin",
    "yes, no",
    "Does a spreadsheet in the bin open like any other?",
    "A register in the trash is told to lead and admin: by Drive where it opens, as unreachable where it does not.",
  ],
  [
    "formatOnlyRows",
    "empty, filled",
    "Do rows that hold only formats or rules count as filled for appendCells?",
    "The script finds its rows by their keys, wherever they land.",
  ],
  [
    "openRanges",
    "by-object, grow, closed",
    "Is a range without an end kept so? (Others saw it kept in protections and closed in conditional formats and filters; of rules and formats of cells no one says.)",
    "Set up and the audit compare a range that ends with the grid as if it were open.",
  ],
  [
    "protectionUnknownEditor",
    "refused, kept",
    "Is a protection refused that names somebody without an account?",
    "A refused address is taken out, the rest is set, and the admin is told.",
  ],
  [
    "editorsOfProtection",
    "erase-open, keep-open",
    "Does an update of a protection's editors alone erase the ranges that it leaves open? (One project saw it.)",
    "The open ranges are sent with the editors, as they were read.",
  ],
  [
    "triggersOfTriggeredRuns",
    "fire, disabled",
    "Does a trigger fire that a triggered run made?",
    "The regular clock trigger, made by a person's run, does the same work later.",
  ],
  [
    "spentTriggers",
    "kept, removed",
    "Does a trigger made with `after` stay in the list once it has fired?",
    "Spent triggers are looked for and removed; a missing one is no error.",
  ],
  [
    "triggersWithoutAllScopes",
    "do-not-run, run",
    "Does a trigger run where its creator has not granted every permission?",
    "Set up goes no further without all of them; later, other accounts' clocks notice the one that stopped.",
  ],
  [
    "editEventUser",
    "editor, nobody, blank",
    "Whom does the event of an edit name?",
    "Where nobody is named, Activity says that it is not known who it was.",
  ],
  [
    "requireAllScopes",
    "asks, nothing",
    "Does requireAllScopes end the run and ask the person?",
    "Where it does nothing, the first call without its permission says which one is missing.",
  ],
  [
    "sheetsApi",
    "off, on",
    "Is the Sheets API on after a push? (google/clasp issue 1151 says no.)",
    "Set up looks first and says what to click.",
  ],
  [
    "driveApi",
    "off, on",
    "Is the Drive API on after a push?",
    "Set up looks first and says what to click.",
  ],
  [
    "authorizedScopes",
    "named, null",
    "Does getAuthorizedScopes name what was granted?",
    "Where it answers null, the error's own words say which permission is missing.",
  ],
  [
    "ownText",
    "whole, hidden",
    "Does a function's toString give the text that was pasted?",
    "Where it does not, Check says that it cannot compare the version.",
  ],
  [
    "dialogReplies",
    "as-asked, last-first",
    "In which order do the replies to a page's calls come?",
    "The page counts its calls and drops a reply that was overtaken.",
  ],
  [
    "dialogErrorText",
    "with-name, without-name",
    "Does the message of a failed call begin with the error's name?",
    "The page reads the code wherever it stands.",
  ],
  [
    "spreadsheetEditorsListOwner",
    "yes, no",
    "Does Spreadsheet.getEditors list the owner?",
    "The owner is asked for by itself.",
  ],
  [
    "unknownAddress",
    "invalid-email, does-not-exist, no-such-user, must-notify, invites",
    "What does an address without an account end in?",
    "All four texts are read alike, and one in another language is a refusal too; an invited address is seen by the audit.",
  ],
  [
    "suspendedAddress",
    "taken, refused",
    "May a suspended account be added?",
    "A refused address is told to the admin and tried again.",
  ],
  [
    "deletedEditors",
    "gone, listed",
    "Does a file list an account that was deleted?",
    "Whom Google no longer knows is left alone and told once.",
  ],
  [
    "outsideSharing",
    "allowed, refused",
    "May a file be shared outside the domain?",
    "A refused address is told to the admin.",
  ],
  [
    "shareLimit",
    "600, 4",
    "How many may open a file by name?",
    "A full list is told to the admin.",
  ],
];

export const doubts: readonly Doubt[] = rows.map(([name, answers, asks, safe]) => {
  const [first = "", ...others] = answers.split(", ");
  return { name, answers: [first, ...others], asks, safe };
});

/**
 * A record of every doubt with its answer: the given one, or else the first.
 * @throws Error on an unknown name or answer.
 */
export function assumptions(
  given: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  for (const [name, answer] of Object.entries(given)) {
    const doubt = doubts.find((known) => known.name === name);
    if (doubt === undefined) throw new Error(`No unconfirmed point is called ${name}`);
    if (!doubt.answers.includes(answer)) {
      throw new Error(`${name} is one of ${doubt.answers.join(", ")}, not ${answer}`);
    }
  }
  return { ...Object.fromEntries(doubts.map(({ name, answers }) => [name, answers[0]])), ...given };
}
