/**
 * The email about what somebody typed on a case who may not act on it, whom Google did not name, or who must not read it (design 2.19). No
 * student data.
 */

import type { TypedBecause } from "../../case/messages/message-details";
import type { CaseFacts } from "../../case/views/case-facts";
import {
  fact,
  type Letter,
  mailOf,
  notAsMail,
  type Part,
  toBeDone,
  toCase,
} from "../format/letter";
import { caseSubject, previewLine } from "./sections";

export interface TypedByAnother {
  readonly facts: Pick<
    CaseFacts,
    "reference" | "link" | "danger" | "dangerTimes" | "emergency" | "zone"
  >;
  readonly because: TypedBecause;
  /** Cells whose edit was undone, in words. */
  readonly undone: readonly string[];
  /** Cells whose edit stays, in words. */
  readonly kept: readonly string[];
  /** The address of whoever typed; null if Google did not say. */
  readonly by: string | null;
  /** Address of whoever has the case. */
  readonly has: string;
  /** The account that alone can share the file; null if it is not known. */
  readonly owner: string | null;
}

interface Words {
  readonly summary: string;
  readonly body: readonly Part[];
}

const whoTyped = (by: string | null) => by ?? "Someone whom Google does not name";

/** One line for each list that has an entry. */
function typedIn({ undone, kept }: TypedByAnother): readonly Part[] {
  return [
    ...(undone.length === 0 ? [] : [`Undone: ${undone.join("; ")}.`]),
    ...(kept.length === 0
      ? []
      : [`Not undone, since the text before is not kept: ${kept.join("; ")}.`]),
  ];
}

const assign = "write their address in “Assigned to”";

const wordsBy: Readonly<Record<TypedBecause, (input: TypedByAnother) => Words>> = {
  "not-in-line": (input) => ({
    summary: "What you typed on a case was undone.",
    body: [
      `The case is with ${input.has}, and only people who act on it can change it.`,
      ...typedIn(input),
      ...toBeDone(
        `Tell ${input.has} now what you know. If you called an agency: when, whom you reached, and their reference.`,
        `To act on this case, ask ${input.has} or the district lead to write your address in “Assigned to”. Then type it again.`,
      ),
    ],
  }),
  "by-another": (input) => ({
    summary: "Someone else typed on a case of yours, and it was undone.",
    body: [
      `${whoTyped(input.by)} is not allowed to act on this case. Reminders continue as before.`,
      ...typedIn(input),
      ...toBeDone(
        "If it is right, type it yourself.",
        `If they should act on this case, ${assign}.`,
      ),
    ],
  }),
  "confirm-call": (input) => ({
    summary: "Was a call made on this case? Please confirm it now.",
    body: [
      `${whoTyped(input.by)} wrote that a call was made. They are not allowed to act on this case, so it was undone and does not count. Reminders continue.`,
      ...typedIn(input),
      ...toBeDone(
        `Ask ${whoTyped(input.by)} now: when did they call, whom did they reach, what is the reference? What they wrote is in Log.`,
        "If the call was made, tick it in Checklist yourself.",
        "If it was not, or you cannot reach them, call now.",
      ),
    ],
  }),
  unknown: ({ kept }) => ({
    summary: "Someone typed on a case. Was it you?",
    body: [
      "Google does not say who typed this. It counts.",
      `Typed: ${kept.join("; ")}.`,
      ...toBeDone(
        "If it was you or someone who acts on this case, do nothing.",
        "If not, undo it now: untick the box, empty the cell, or write what was there before. The file's version history shows it.",
      ),
    ],
  }),
  "must-not-read": ({ by, owner }) => ({
    summary: "Somebody typed in your file who must not read it.",
    body: [
      `${whoTyped(by)} typed in your file, and a case in it must not reach them. All of it was undone.${owner === by ? "" : " They cannot open the file any more."}`,
      owner === null
        ? "Who let them in Google does not say: whoever manages the shared drive can."
        : `Only the account that owns the file can let somebody in: ${owner}.`,
      ...toBeDone(
        "Take it that they have read it. Think of the student first: call child and family services or police again, and say so.",
        ...(owner === null ? [] : [`Ask today who uses ${owner}, and have its password changed.`]),
        "Look at each act there: if it is ticked, do not do it again.",
      ),
    ],
  }),
};

/** To whoever has the case; or, with "not-in-line", to the person who typed. */
export function typedByAnother(input: TypedByAnother): Letter {
  const { facts } = input;
  const { summary, body } = wordsBy[input.because](input);
  return mailOf(caseSubject(facts.reference), [
    ...previewLine(facts, summary),
    fact("Case", facts.reference),
    ...body,
    toCase(facts),
    notAsMail,
  ]);
}
