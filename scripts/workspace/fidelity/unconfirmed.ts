/** The points on which Google's behaviour is not known: each is a switch, and the tests of what depends on it run both. */
import { formSwitches } from "../forms/switches";
import { newest, type Recording, recordedOn, recordings } from "./recordings";

export interface UnconfirmedPoint {
  readonly name: string;
  readonly question: string;
  readonly answers: readonly string[];
  readonly default: string;
  readonly source: string;
}

/** As they stand without any recording: the default is the answer that is harder on the script. */
const points: readonly UnconfirmedPoint[] = [
  {
    name: "spentTriggers",
    question: "Does a trigger made with `after` stay in the list once it has fired?",
    answers: ["kept", "removed"],
    default: "kept",
    source: "no adequate source; kept is the worse case, since it counts to the 20",
  },
  {
    name: "triggersOfTriggeredRuns",
    question: "Does a trigger fire that was made inside a triggered run?",
    answers: ["fire", "disabled"],
    default: "fire",
    source:
      "platform.md 13: issuetracker 150756612; whether it is fixed is open. Listed all the same",
  },
  {
    name: "requireAllScopes",
    question: "Does requireAllScopes ask on the surface that runs it?",
    answers: ["asks", "nothing"],
    default: "asks",
    source: "platform.md 1: only from surfaces that support granular consent",
  },
  {
    name: "authorizedScopes",
    question: "Does getAuthorizationInfo name the scopes that were granted?",
    answers: ["named", "null"],
    default: "named",
    source: "platform.md 13: since January 2025; an older run time answers null",
  },
  {
    name: "sheetsApi",
    question: "Is the Sheets API on after a push, because the manifest names the service?",
    answers: ["on", "off"],
    default: "on",
    source:
      "platform.md 13: a push does not turn it on (google/clasp issue 1151); adding it by hand does",
  },
  {
    name: "driveApi",
    question: "Is the Drive API on after a push, because the manifest names the service?",
    answers: ["on", "off"],
    default: "on",
    source: "platform.md 13: as for the Sheets API",
  },
  {
    name: "ownText",
    question: "Does a script read its own text, by a function's toString?",
    answers: ["whole", "hidden"],
    default: "whole",
    source: "platform.md 9 says V8, which does; nothing is said of the text that it is given",
  },
  {
    name: "triggersWithoutAllScopes",
    question: "Does a trigger run whose creator has not granted every scope?",
    answers: ["do-not-run", "run"],
    default: "do-not-run",
    source:
      "platform.md 1: not at all where the script later needs more; unknown where a person unticked one",
  },
  {
    name: "editEventUser",
    question: "Whom does the event of an edit name?",
    answers: ["editor", "nobody", "blank"],
    default: "editor",
    source: "platform.md 1, sheets-api.md 7: may be blank, for another domain for one",
  },
  {
    name: "controlCharacters",
    question: "Does the Sheets API take control characters and lone surrogates in a text?",
    answers: ["refuse", "keep"],
    default: "refuse",
    source: "sheets-api.md 2",
  },
  {
    name: "strictValidationOnApiWrite",
    question: "Does a strict validation rule refuse values that the Sheets API writes?",
    answers: ["accept", "reject"],
    default: "accept",
    source: "sheets-api.md 2",
  },
  {
    name: "openRanges",
    question:
      "Does a range without an end, in a protection, an unprotected range, a rule, a format or a filter view, grow with the grid, or is it stored closed at the grid's end?",
    answers: ["grow", "closed"],
    default: "grow",
    source: "sheets-api.md 13: no source",
  },
  {
    name: "formatOnlyRows",
    question: "Does appendCells count rows as filled that hold only formats or rules?",
    answers: ["empty", "filled"],
    default: "empty",
    source: "sheets-api.md 2 and 13: no source",
  },
  {
    name: "replyFields",
    question: "Does the option fields of a batch cut its reply down?",
    answers: ["cut", "ignored"],
    default: "cut",
    source:
      "sheets-api.md 13: documented for every method of an advanced service, and missing from the published types of this one",
  },
  {
    name: "valueRangesOrder",
    question: "In which order does batchGetByDataFilter answer?",
    answers: ["by-position", "as-asked"],
    default: "by-position",
    source: "sheets-api.md 3",
  },
  {
    name: "apiOpensBin",
    question: "Does the Sheets API open a spreadsheet that lies in the bin?",
    answers: ["yes", "no"],
    default: "yes",
    source: "no adequate source",
  },
  {
    name: "spreadsheetEditorsListOwner",
    question: "Does Spreadsheet.getEditors list the owner?",
    answers: ["yes", "no"],
    default: "yes",
    source: "no adequate source",
  },
  {
    name: "unknownAddress",
    question: "What does Google say of an address without an account in a list of editors?",
    answers: ["invalid-email", "does-not-exist", "no-such-user", "invites"],
    default: "invalid-email",
    source: "platform.md 13: HR/google-drive-unshare issues 4 and 5 have the first three",
  },
  {
    name: "suspendedAddress",
    question: "Does Google take a suspended account into a list of editors?",
    answers: ["taken", "refused"],
    default: "taken",
    source: "no adequate source; refused in the words of an address without an account",
  },
  {
    name: "deletedEditors",
    question: "Does a file still list the account of an editor that was deleted?",
    answers: ["gone", "listed"],
    default: "gone",
    source: "no adequate source",
  },
  {
    name: "outsideSharing",
    question: "Does the Workspace let files be shared outside its domain?",
    answers: ["allowed", "refused"],
    default: "allowed",
    source: "platform.md 13: the administrator's choice; no source has Google's words",
  },
  {
    name: "shareLimit",
    question: "With how many people can a file be shared?",
    answers: ["600", "4"],
    default: "600",
    source: "no adequate source; 4 so that the limit can be met; no source has Google's words",
  },
  {
    name: "protectionActor",
    question: "Is whoever protects a range among its editors where the request leaves them out?",
    answers: ["as-sent", "added"],
    default: "as-sent",
    source: "sheets-api.md 13: three recorded replies; platform.md 4 says otherwise",
  },
  {
    name: "protectionUnknownEditor",
    question: "Does a protection take an editor whom the file could not be shared with?",
    answers: ["refused", "kept"],
    default: "refused",
    source: "no adequate source; refused in the words of a file's list of editors",
  },
  {
    name: "linkWithViewAndColumns",
    question:
      "What does a link open that names a filter view and a range of whole columns: both, the view alone, or the columns in all rows?",
    answers: ["both", "view", "columns"],
    default: "both",
    source: "sheets-api.md 8: each alone; both together, no source",
  },
  {
    name: "dialogReplies",
    question: "In which order do the replies to calls of a dialog's page come back?",
    answers: ["as-asked", "last-first"],
    default: "as-asked",
    source: "platform.md 6: no order is promised",
  },
  {
    name: "dialogErrorText",
    question: "Does the message of a dialog's failed call begin with the error's name?",
    answers: ["with-name", "without-name"],
    default: "with-name",
    source: "no adequate source",
  },
  ...Object.entries(formSwitches).map(([name, { question, answers }]) => ({
    name,
    question,
    answers,
    default: answers[0],
    source: "platform.md 5; design 2.15",
  })),
];

/** The points, where Google was asked with its answer as the default. Of several recordings the newest counts. */
export function pointsUnder(recorded: readonly Recording[]): readonly UnconfirmedPoint[] {
  return points.map((point) => {
    const found = newest(recorded, ({ switches }) =>
      point.answers.includes(switches[point.name] ?? ""),
    );
    const answer = found?.switches[point.name];
    return found === null || answer === undefined
      ? point
      : { ...point, default: answer, source: recordedOn(found) };
  });
}

export const unconfirmedPoints: readonly UnconfirmedPoint[] = pointsUnder(recordings);

/** Every switch at its default, with those that a test sets. Throws on a switch or an answer that nothing knows. */
export function assumptions(
  given: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  for (const [name, answer] of Object.entries(given)) {
    const point = unconfirmedPoints.find((known) => known.name === name);
    if (point === undefined) throw new Error(`No unconfirmed point is called ${name}`);
    if (!point.answers.includes(answer)) {
      throw new Error(`${name} is one of ${point.answers.join(", ")}, not ${answer}`);
    }
  }
  const defaults = unconfirmedPoints.map((point) => [point.name, point.default] as const);
  return { ...Object.fromEntries(defaults), ...given };
}
