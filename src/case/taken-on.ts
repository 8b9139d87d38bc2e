/** Reporters are told, without content, that somebody has taken on what they sent; each report once. Pure. */
import { isReporterAddress } from "../district/addresses";
import type { QueuedMessage } from "../register/change";
import type { CaseRow } from "../register/tabs";
import type { ActingContext } from "./acting";
import { responseIn } from "./reporter";

/** The row with one more report whose reporter may be told; `address` null: nobody may. */
export function withReporterToTell(
  row: CaseRow,
  response: string,
  address: string | null,
): CaseRow {
  return address === null ? row : { ...row, toTell: [...row.toTell, `${response} ${address}`] };
}

export interface TakenOn {
  readonly row: CaseRow;
  readonly messages: readonly QueuedMessage[];
}

/**
 * To be called with a case as a person's edit leaves it. Where it stands acknowledged, those who wait are told, and wait no more:
 * whatever ends the acknowledgement later and gives it anew. Never at the moment at which a report joins: a mail within the
 * minute would tell its reporter that there was a case before.
 *
 * Only in the main register: in a sealed one nobody but its reader gets mail, since a reporter's mailbox may be read by
 * somebody whom the report names. Whoever acknowledges a report of their own knows.
 */
export function takenOn(
  row: CaseRow,
  { register, directory, who }: ActingContext & { readonly who: string },
): TakenOn {
  const waits = row.toTell.length > 0 && row.acknowledged && row.mergedInto === null;
  if (!waits || register !== "main") return { row, messages: [] };
  const byAddress = new Map<string, QueuedMessage>();
  for (const line of row.toTell) {
    const [response = "", to = ""] = line.split(" ");
    const mayBeTold = responseIn(to) !== null || isReporterAddress(directory.settings, to);
    if (to === who || byAddress.has(to) || !mayBeTold) continue;
    const kind = "report-taken-on";
    // Whose address that is comes out when it is sent.
    const detail = responseIn(to) === null ? {} : { by: who };
    byAddress.set(to, { id: `${response} ${kind} ${to}`, kind, to, case: row.case, detail });
  }
  return { row: { ...row, toTell: [] }, messages: [...byAddress.values()] };
}
