/** Looks whether a register has lost rows: because tabs were made again, or because an earlier version of the file was restored. */

import { recreatedTabsOf } from "../../../install/tabs/recreated-tabs";
import type { Snapshot } from "../../../register/read/snapshot";
import type { ReportRegister } from "../../../register/register-ids";
import type { Run } from "../../../run";
import { noticeRestored, type Seen } from "./restored-version";
import { tellOfRecreatedTabs } from "./tell-recreated-tabs";

/** What decides whether rows were lost. */
export interface LostRowsCheck {
  readonly run: Run;
  readonly name: ReportRegister;
  /** Whether all responses that the Form lists are in a register now. */
  readonly isSwept: boolean;
  /** Reads the register, once tabs that were made again have been told of. */
  readonly read: () => {
    readonly id: string;
    readonly snapshot: Snapshot;
    /** The sign of life that stands in Summary, ms UTC; null where there is none. */
    readonly alive: number | null;
  };
  /** What is remembered of the register as it was last seen; null: nothing is. */
  readonly before: () => string | null;
  /** The highest reference that the register gave until now; null: as last seen. */
  readonly highestReference: string | null;
  /** The setting, in days. */
  readonly formResponsesDays: number;
}

/**
 * Tells people of tabs that were made again, and notices a restored version, of which people are told in a later run. Rows that went with
 * tabs are told as that, not as a restored version. Returns what was read, and what is to be remembered of the register as it is seen now.
 * Throws what Google throws. Takes the lock, and sends mail, where there is something to tell.
 */
export function seeLostRows(check: LostRowsCheck): {
  readonly seen: Seen;
  readonly snapshot: Snapshot;
} {
  const {
    run: workspace,
    name,
    isSwept,
    read,
    before,
    highestReference,
    formResponsesDays,
  } = check;
  const isMadeAgain = recreatedTabsOf(workspace, name) !== null;
  tellOfRecreatedTabs(workspace, name, isSwept);
  const found = read();
  const kept = isMadeAgain ? null : before();
  const seen = noticeRestored(workspace, name, kept, found, highestReference, formResponsesDays);
  return { seen, snapshot: found.snapshot };
}
