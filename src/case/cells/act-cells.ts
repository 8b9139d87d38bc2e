/** The cells of an act: for each what becomes of it when it is edited, merged or taken apart again. Pure. */
import { countUnansweredCall } from "../model/acts/call-attempts";
import type { ActCells } from "./cell-policy";
import { actThatIsOpen, attemptOfOpenCall, callThatWasMade, notOfDuty } from "./edit-rules";
import { actNotesOfBoth, lastDoneOfBoth } from "./values-of-both";

const own = { merge: "own", undo: "back" } as const;

/** Worked out from other cells. */
const derived = { ...own, undo: "stands" } as const;

/** Says that somebody made the act. */
const ofMaking = { ...own, merge: "made", isOfDoing: true } as const;

export const actCells: ActCells = {
  row: own,
  case: own,
  act: own,
  order: derived,
  step: own,
  what: own,
  call: own,
  protocolSteps: own,
  statutes: own,
  state: derived,
  why: derived,
  due: { ...own, merge: "earliest" },
  lateFrom: derived,
  done: {
    ...ofMaking,
    edit: {
      rule: actThatIsOpen,
      alsoWrites: ({ value }, _act, { who, now }) =>
        value === true ? { doneBy: who, doneAt: now } : { doneBy: null, doneAt: null },
    },
  },
  doneBy: { ...own, merge: (both) => lastDoneOfBoth(both).doneBy, isOfDoing: true },
  doneAt: { ...own, merge: (both) => lastDoneOfBoth(both).doneAt, isOfDoing: true },
  calledAt: { ...ofMaking, edit: { rule: callThatWasMade } },
  noAnswer: {
    ...own,
    edit: { rule: attemptOfOpenCall, alsoWrites: (_edit, act) => countUnansweredCall(act) },
  },
  attempts: { ...own, merge: "sum" },
  alreadyMade: { ...ofMaking, edit: { rule: actThatIsOpen } },
  madeBy: ofMaking,
  agencyPerson: ofMaking,
  agencyReference: ofMaking,
  notApplicableBecause: { ...own, edit: { rule: notOfDuty }, isOfDoing: true },
  coveredBy: ofMaking,
  covers: own,
  owedFor: own,
  closed: derived,
  who: own,
  notes: { ...own, edit: { afterMerge: true }, merge: actNotesOfBoth },
  undone: derived,
  accepted: derived,
  stateLost: derived,
};
