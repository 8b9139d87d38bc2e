/** Tells each reporter once that someone has acknowledged their report, and nothing of its content. Pure. */

import { reporterAddressIn } from "../../district/district";
import { type Language, languageOf, source } from "../../language";
import { message } from "../../messages/messages";
import type { QueuedMessage } from "../../register/change";
import { registerKinds } from "../../register/register-kinds";
import type { CaseRow } from "../../register/tabs";
import type { Run } from "../../run";
import { responseOfRecipient } from "../assignment/reporter-identity";
import type { CaseFile } from "../facts/case-file";

/**
 * The row with the reporter of this response, who wrote in that language, among those who wait to be told. `address` null: no one can be
 * told.
 */
export function withReporterToTell(
  row: CaseRow,
  response: string,
  address: string | null,
  language: Language,
): CaseRow {
  const line = [response, address, ...(language === source ? [] : [language])].join(" ");
  return address === null ? row : { ...row, toTell: [...row.toTell, line] };
}

/**
 * After a person's edit: if the case is acknowledged, the reporters who wait are told, those of the cases that were merged into it too. They
 * are never told when a report joins a case: an email within a minute would show its reporter that there was a case before. A person who
 * acknowledges a case of their own report is not told.
 */
export function reporterReceipts(
  file: CaseFile,
  { register, directory, who }: Run & { readonly who: string },
): { readonly file: CaseFile; readonly messages: readonly QueuedMessage[] } {
  const { row, merged } = file;
  const lines = [row, ...(merged ?? [])].flatMap(({ toTell }) => toTell);
  const waits = lines.length > 0 && row.acknowledged && row.mergedInto === null;
  if (!waits || !registerKinds[register].isMain) return { file, messages: [] };
  const byAddress = new Map<string, QueuedMessage>();
  for (const line of lines) {
    const [response = "", to = "", language] = line.split(" ");
    const mayBeTold =
      responseOfRecipient(to) !== null || reporterAddressIn(directory.settings, to) !== null;
    if (to === who || byAddress.has(to) || !mayBeTold) continue;
    const spoken = languageOf(language);
    const detail = {
      // The reporter's address is looked up only when the email is sent: whether they took the case on themselves is decided then.
      ...(responseOfRecipient(to) === null ? {} : { by: who }),
      ...(spoken === null ? {} : { language: spoken }),
    };
    const id = `${response} report-taken-on ${to}`;
    byAddress.set(to, message("report-taken-on", detail, { id, to, case: row.case }));
  }
  const told = (one: CaseRow): CaseRow => ({ ...one, toTell: [] });
  const parts = merged === undefined ? {} : { merged: merged.map(told) };
  return { file: { ...file, row: told(row), ...parts }, messages: [...byAddress.values()] };
}
