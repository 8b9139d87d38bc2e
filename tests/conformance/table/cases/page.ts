/** The dialog's page: how Google passes calls to the script and back. The page observes its calls, and the script stores what it saw. */
import { casesOf, type Json } from "../case";

/** What the page tells the script, kept until the cases of this file read it. */
export interface SeenByPage {
  /** Numbers of three calls in the order in which their replies came; the first waits longest. */
  readonly order: readonly number[];
  /** The message of a call that failed with an Error "probe-code: words". */
  readonly message: string;
  /** A list with an empty place, as it came back. */
  readonly echo: Json;
}

export const failureWords = "probe-code: words";

function seen(text: string): SeenByPage {
  // The probe's own page wrote it.
  return JSON.parse(text) as SeenByPage;
}

export const pageCases = casesOf("page", {
  "page.order-of-replies": {
    asks: "In which order do the replies to calls of a dialog's page come back, the first taking longest?",
    source: "documented 2026-12-02: platform.md 6, 15: DOC/guides/html/communication: in no order",
    doubt: "dialogReplies",
    when: { "as-asked": [1, 2, 3], "last-first": [3, 2, 1] },
    run: ({ note }) => seen(note("page")).order,
  },
  "page.words-of-failure": {
    asks: "Does the message of a dialog's failed call begin with the error's name?",
    source: "assumed: no source",
    doubt: "dialogErrorText",
    when: { "with-name": `Error: ${failureWords}`, "without-name": failureWords },
    run: ({ note }) => seen(note("page")).message,
  },
  "page.carried": {
    asks: "Do texts, numbers, ticks and empty places pass to the script and back?",
    source: "documented 2026-11-24: platform.md 6: DOC/guides/html; TAN/2023-08-28",
    is: ["=1+1 <b>", 1.5, true, null],
    run: ({ note }) => seen(note("page")).echo,
  },
});
