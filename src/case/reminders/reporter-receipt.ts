/** Reporters are told once a report, without content, that somebody has taken it on. Pure. */
import { isReporterAddress } from "../../district/addresses";
import type { QueuedMessage } from "../../register/change";
import type { CaseRow } from "../../register/tabs";
import { responseIn } from "../assignment/reporter-identity";
import type { ActingContext } from "../assignment/responsible-person";

/** `address` null: nobody may be told. */
export function withReporterToTell(
  row: CaseRow,
  response: string,
  address: string | null,
): CaseRow {
  return address === null ? row : { ...row, toTell: [...row.toTell, `${response} ${address}`] };
}

export interface ReporterReceipts {
  readonly row: CaseRow;
  readonly messages: readonly QueuedMessage[];
}

/**
 * With a case as a person's edit leaves it: where it stands acknowledged, those who wait are told. Never when a report joins: a mail within
 * the minute would tell its reporter that there was a case before. Only in the main register: a reporter's mailbox may be read by somebody
 * whom the report names. Whoever acknowledges their own report knows.
 */
export function reporterReceipts(
  row: CaseRow,
  { register, directory, who }: ActingContext & { readonly who: string },
): ReporterReceipts {
  const waits = row.toTell.length > 0 && row.acknowledged && row.mergedInto === null;
  if (!waits || register !== "main") return { row, messages: [] };
  const byAddress = new Map<string, QueuedMessage>();
  for (const line of row.toTell) {
    const [response = "", to = ""] = line.split(" ");
    const mayBeTold = responseIn(to) !== null || isReporterAddress(directory.settings, to);
    if (to === who || byAddress.has(to) || !mayBeTold) continue;
    const kind = "report-taken-on";
    // Its address comes out when it is sent.
    const detail = responseIn(to) === null ? {} : { by: who };
    byAddress.set(to, { id: `${response} ${kind} ${to}`, kind, to, case: row.case, detail });
  }
  return { row: { ...row, toTell: [] }, messages: [...byAddress.values()] };
}
