/** What a run of the clock reads at its beginning, and what it comes to know as its work goes on. */

import type { Dead, watchTriggers } from "../../access/trigger-health";
import type { LoadedCases } from "../../case/storage/load-cases";
import type { Snapshot } from "../../register/read/snapshot";
import type { Register } from "../../register/register";
import type { Run } from "../../run";
import type { Changed, Kept, Remembered } from "../../store/keys";
import { joined } from "../../store/store";
import type { Swept, Unseen } from "./sweep-responses";

/** What a run has read. */
interface ClockRead {
  /** With the directory of that read. */
  readonly run: Run;
  /** When the run began; milliseconds since 1970, UTC. */
  readonly started: number;
  /** The main register, and what was read of it at the beginning. */
  readonly register: Register;
  readonly snapshot: Snapshot;
  /** The Form's responses that may not be taken in yet; null where Google did not list them. */
  readonly swept: Swept | null;
  /** The names of the steps of this look (`dueSteps`). */
  readonly steps: readonly string[];
}

/** What a run has come to know. */
export interface Learned {
  /** Reports that no register has yet; null where the Form was not listed. */
  readonly unseen: Unseen | null;
  /** Whether all listed responses are in a register now. */
  readonly isSwept: boolean;
  /** The open cases; null until they were read. */
  readonly open: LoadedCases | null;
  /** Accounts whose triggers do not fire. */
  readonly dead: readonly Dead[];
  /** Changes to what is known of triggers that may not fire, to be stored at the end. */
  readonly firing: ReturnType<typeof watchTriggers>["changes"];
  /** True where this account may send no more email today. */
  readonly isSpent: boolean;
  /** Stored in one call at the end of the run; `account`: of the account of this run. */
  readonly remember: Remembered;
  readonly account: Changed<Kept["account"]>;
  /** Whether the step could not be done this time. The next run tries it again. */
  readonly isAgain: boolean;
}

export const nothingLearned: Learned = {
  unseen: null,
  isSwept: false,
  open: null,
  dead: [],
  firing: {},
  isSpent: false,
  remember: {},
  account: {},
  isAgain: false,
};

export interface ClockRun extends ClockRead, Learned {}

/** A piece of work. Returns what the run learns of it; nothing if it only sends email, for example. */
export type Work = ((tick: ClockRun) => Partial<Learned>) | ((tick: ClockRun) => void);

/** What a run knows once a step has learned more. */
export function joinLearned(known: Learned, more: Partial<Learned>): Learned {
  const account = { ...known.account, ...more.account };
  return { ...known, ...more, account, remember: joined(known.remember, more.remember ?? {}) };
}
