/**
 * The kinds of message that go out past every register: no Outbox can hold them, since a register is out of reach, or must not hold them,
 * since nobody may read of it there. They are sent at once.
 */
import { once } from "../../once";
import {
  clockFails,
  dangerOutOfReach,
  registerUnreachable,
  reportWaiting,
  sealedWaits,
} from "../templates/about-an-outage";
import { formGap, proofReport } from "../templates/about-the-form";

function makePastEveryRegister() {
  return {
    /** A register cannot be written. To the people of the report. */
    "report-waiting": { letter: reportWaiting },
    /** A register cannot be read. To leads. */
    "register-unreachable": { letter: registerUnreachable },
    /** To whoever was asked about the danger before. */
    "danger-out-of-reach": { letter: dangerOutOfReach },
    /** A sealed report has no reader. To people whom it does not exclude. */
    "sealed-waits": { letter: sealedWaits },
    /** To the account that runs the desk and the lead. */
    "clock-fails": { letter: clockFails },
    /** To leads. */
    "form-gap": { letter: formGap },
    /** To whoever asked for the code and the lead. */
    "proof-report": { letter: proofReport },
  };
}

/** Kinds of message that are sent at once, where no register can be read or written. */
export const pastEveryRegister = once(makePastEveryRegister);
