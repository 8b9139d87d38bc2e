/** A run that takes in what a person typed: who they are, and what the rules of editing look at beside the case. */

import type { Run } from "../../run";
import type { CaseIndex } from "../lifecycle/match-report";

/** What other rows of the register say of a case, and of the cases that were merged with it. */
export interface Around {
  /** Schools of its reports and of those cases. */
  readonly schools: readonly string[];
  /** Addresses that messages of the Outbox asked about it. */
  readonly asked: readonly string[];
}

export interface EditRun extends Run {
  /** Who typed: an address in lower case, or "unknown editor". */
  readonly who: string;
  /** Whether the editor is a lead or an admin; null if Google did not say who the editor is. */
  readonly isLead: boolean | null;
  /** Addresses from which cases of the sealed register are kept; empty in the main register. */
  readonly excluded: ReadonlySet<string>;
  /** The account that owns the file of a sealed register, which alone can let somebody in. Null if it was not looked up or there is none. */
  readonly owner: string | null;
  /** All cases of the register. */
  readonly index: CaseIndex;
  /** Called only for somebody whom neither Contacts nor the row itself names: it costs a read. */
  around(reference: string): Around;
  /** Sealed register: whether no report of the case names somebody as involved. Called only if somebody releases it. */
  mayBeReleased(reference: string): boolean;
}
