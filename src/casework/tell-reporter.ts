/** Tells the reporter once that someone has acknowledged the case of their report. */

import type { CaseFile } from "../case/facts/case-file";
import type { CaseRow } from "../case/tabs/case-tabs";
import { reporterAddressIn } from "../district/addresses";
import { message } from "../messages/messages";
import type { QueuedMessage } from "../registers/change";
import { responseOfRecipient } from "./reporters";
import type { EditRun } from "./who-may-act-on-a-case";

/**
 * After a person's edit: if the case is acknowledged, the reporters who wait are told, including those of cases that were merged into it.
 * They are never told when a report joins a case: an email within a minute would show the reporter that there was a case before. A person
 * who acknowledges a case that they reported themselves is not told.
 */
export function reporterReceipts(file: CaseFile, { directory, who }: EditRun) {
  const { row, merged } = file;
  const waiting = [row, ...(merged ?? [])].flatMap(({ toTell }) => toTell);
  const waits = waiting.length > 0 && row.acknowledged && row.mergedInto === null;
  if (!waits) return { file, messages: [] };
  const byAddress = new Map<string, QueuedMessage>();
  for (const { response, to, language } of waiting) {
    const mayBeTold =
      responseOfRecipient(to) !== null || reporterAddressIn(directory.settings, to) !== null;
    if (to === who || byAddress.has(to) || !mayBeTold) continue;
    const detail = {
      // The reporter's address is looked up only when the email is sent, so whether they acknowledged their own report is decided then.
      ...(responseOfRecipient(to) === null ? {} : { by: who }),
      ...(language === null ? {} : { language }),
    };
    const id = `${response} report-taken-on ${to}`;
    byAddress.set(to, message("report-taken-on", detail, { id, to, case: row.case }));
  }
  const withNoneToTell = (one: CaseRow): CaseRow => ({ ...one, toTell: [] });
  const parts = merged === undefined ? {} : { merged: merged.map(withNoneToTell) };
  const told: CaseFile = { ...file, row: withNoneToTell(row), ...parts };
  return { file: told, messages: [...byAddress.values()] };
}
