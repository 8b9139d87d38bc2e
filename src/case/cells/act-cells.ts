/** The cells of a step that people edit by a rule; what they type in its other inputs is only kept. Pure. */
import { countUnansweredCall } from "../model/acts/call-attempts";
import type { ActCells } from "./cell-policy";
import { actThatIsOpen, attemptOfOpenCall, callThatWasMade, notOfDuty } from "./edit-rules";

export const actCells: ActCells = {
  done: {
    rule: actThatIsOpen,
    alsoWrites: ({ value }, _act, { who, now }) =>
      value === true ? { doneBy: who, doneAt: now } : { doneBy: null, doneAt: null },
  },
  calledAt: { rule: callThatWasMade },
  noAnswer: { rule: attemptOfOpenCall, alsoWrites: (_edit, act) => countUnansweredCall(act) },
  alreadyMade: { rule: actThatIsOpen },
  notApplicableBecause: { rule: notOfDuty },
};
