/**
 * The mail about what somebody typed on a case who is not in line for it, whom Google did not name, or who must not read it. No student
 * data.
 */

import type { TypedBecause } from "../../case/messages/message-details";
import type { CaseFacts } from "../../case/views/letter-facts";
import {
  fact,
  type Letter,
  mailOf,
  notAsMail,
  type Part,
  toBeDone,
  toCase,
} from "../format/letter";
import { caseSubject, preview } from "./sections";

export interface TypedByAnother {
  readonly facts: Pick<CaseFacts, "reference" | "link" | "danger" | "emergency">;
  readonly because: TypedBecause;
  /** The address of whoever typed; null if Google did not say. */
  readonly by: string | null;
  /** Address of whoever has the case. */
  readonly has: string;
  /** The account that alone can share the file; null if it is not known. */
  readonly owner: string | null;
}

const stillAsked = "It stops nothing: reminders go on until it is ticked by whoever has the case.";

interface Words {
  readonly summary: string;
  readonly body: readonly Part[];
}

const whoTyped = (by: string | null) => by ?? "Somebody whom Google does not name";

const wordsBy: Readonly<Record<TypedBecause, (input: TypedByAnother) => Words>> = {
  "not-in-line": ({ has }) => ({
    summary: "Your tick on a case was taken out. Somebody else has it.",
    body: [
      `You ticked Acknowledged. The case is with ${has}. Your tick is in Activity, and out of the row.`,
      stillAsked,
      ...toBeDone(
        `What you know of it, tell ${has} now.`,
        "If the case is yours, have it written into “Assigned to”, or have Contacts corrected.",
      ),
    ],
  }),
  "by-another": ({ by }) => ({
    summary: "Somebody who is not in line ticked a case of yours.",
    body: [
      `${whoTyped(by)} ticked this case. You have it. The tick is in Activity, and out of the row.`,
      stillAsked,
      ...toBeDone("Tick Acknowledged yourself once you have read the case."),
    ],
  }),
  unknown: () => ({
    summary: "A case of yours was acknowledged. Was it you?",
    body: [
      "Acknowledged is ticked. Google does not say who ticked it. It counts: nobody is asked any more.",
      ...toBeDone("If it was not you, and you do not know who has it, untick it now."),
    ],
  }),
  "not-named": () => ({
    summary: "A tick in your file does not count yet.",
    body: [
      "A tick in your file was taken out: Google does not say who set it. The cell has a note.",
      "It stops nothing until you tick it again.",
      ...toBeDone(
        "If it was you, tick it again. If it was not, look who can open your file: Share, in the file.",
      ),
    ],
  }),
  "must-not-read": ({ by, owner }) => ({
    summary: "Somebody typed in your file who must not read it.",
    body: [
      `${whoTyped(by)} typed in your file, and a case in it must not reach them. All of it was put back.${owner === by ? "" : " They cannot open the file any more."}`,
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
    ...preview(facts, summary),
    fact("Case", facts.reference),
    ...body,
    toCase(facts),
    notAsMail,
  ]);
}
