/** A look of the clock: what it reads at its beginning, and what it comes to know as its work goes on. */

import type { watchTriggers } from "../../access/running-accounts";
import type { LoadedCases } from "../../case/storage/load-cases";
import type { Snapshot } from "../../register/read/snapshot";
import type { Register } from "../../register/register";
import type { Run } from "../../run";
import type { Changed, Kept, Remembered } from "../../store/keys";
import { joined } from "../../store/store";
import type { Swept, Unseen } from "./sweep-responses";

export interface Look {
  /** With the directory of that read. */
  readonly run: Run;
  /** When the run began; milliseconds since 1970, UTC. */
  readonly started: number;
  /** The main register, and what was read of it at the beginning. */
  readonly register: Register;
  readonly snapshot: Snapshot;
  /** The Form's responses that may not be taken in yet; null where Google did not list them. */
  readonly swept: Swept | null;
  /** Whether this is the look of the day that lists all responses. */
  readonly isDaily: boolean;
  /** The names of the steps that are due at this look. */
  readonly steps: readonly string[];
  /** Reports that no register has yet; null where the Form was not listed. */
  unseen: Unseen | null;
  /** Whether all listed responses are in a register now. */
  isSwept: boolean;
  /** The open cases; null until they were read. */
  open: LoadedCases | null;
  /** Changes to what is known of triggers that may not fire, to be stored at the end. */
  firing: ReturnType<typeof watchTriggers>["changes"];
  /** Whether this account may send no more email today. */
  isSpent: boolean;
  /** Stored in one call at the end of the look; `account`: of the account of this run. */
  remember: Remembered;
  account: Changed<Kept["account"]>;
}

/** Has the look store this too at its end. */
export function rememberAtEnd(look: Look, more: Remembered): void {
  look.remember = joined(look.remember, more);
}
