/** A look is a clock run that reads the registers. This is what it reads at the start, and what it learns as it works. */

import type { watchTriggers } from "../access/silent-triggers";
import type { LoadedCases } from "../case/load-cases";
import type { Swept, Unseen } from "../intake/sweep-form-responses";
import type { SchoolRegister } from "../ports";
import type { Snapshot } from "../register/read/snapshot";
import type { Register } from "../registers/open-register";
import type { Run } from "../run";
import type { Changed, Kept, Remembered } from "../store/keys";

export interface Look {
  /** The run, with the directory that was read at the start. */
  readonly run: Run;
  /** When the run began; milliseconds since 1970, UTC. */
  readonly started: number;
  /** The main register, and what was read from it at the start. */
  readonly register: Register;
  readonly snapshot: Snapshot;
  /** The Form's responses that may not be in a register yet; null if Google did not list them. */
  readonly swept: Swept | null;
  /** Whether this is the day's look that lists all responses. */
  readonly isDaily: boolean;
  /** The names of the steps that are due at this look. */
  readonly steps: readonly string[];
  /** Reports that no register has yet; null if the Form was not listed. */
  unseen: Unseen | null;
  /** The open cases; null until they are read. */
  open: LoadedCases | null;
  /** The open cases of each register of schools that this look looked into. */
  readonly beside: Map<SchoolRegister, LoadedCases>;
  /** What Google threw in a part of the work after which the rest of it was still done. */
  readonly failed: unknown[];
  /** Changes to what is known of triggers that may not fire, to be stored at the end. */
  firing: ReturnType<typeof watchTriggers>["changes"];
  /** Whether this account has used up its email for today. */
  isSpent: boolean;
  /**
   * To be stored in one call at the end of the look. It has `sweep` if the Form was listed, with `since` once all listed responses are in a
   * register. `account` is what concerns the account of this run.
   */
  remember: Remembered;
  account: Changed<Kept["account"]>;
}
