/**
 * What two days must have in common: every cell and every email, except for what a fault changes by nature. The exceptions are listed
 * here, column by column. Everything else must be equal, including whether a deadline or an opening date is set at all.
 */

import { registerIds } from "../../play/register-cells";
import { scriptMemory } from "../../play/script-memory";
import { storedForm } from "../../workspace/forms";
import {
  installedTriggers,
  type LocalWorkspace,
  scriptProperties,
  sentMail,
} from "../../workspace/index";
import { driveSlice } from "../../workspace/service";
import { sheetsSlice } from "../../workspace/sheets/store";
import type { Lines } from "../row-text";
import { marked, minute, rowTexts, unknownEditor, unknownRaiser } from "../row-text";

export interface State {
  /**
   * Each row of each tab of each register as one text, in no particular order. Instants are marked, so that `withoutInstants` can take
   * them out.
   */
  readonly rows: Lines;
  /** Each email as its recipient, subject and text. */
  readonly mails: Lines;
}

/** The rows as texts that say whether something was done but not when. */
export function withoutInstants(rows: Lines): Lines {
  return rows.map((line) => line.replace(marked, "⟨⟩"));
}

function instantsIn(line: string): readonly number[] {
  return [...line.matchAll(marked)].map(([, text = ""]) => Date.parse(text));
}

/** Email text without its times of day, which are counted from when a run read the report. */
const withoutTimes = (text: string): string =>
  text.replace(/\b\d{1,2}:\d{2}\s*(?:a\.?m\.?|p\.?m\.?)?/gi, "<time>");

export function stateOf(workspace: LocalWorkspace): State {
  return {
    rows: rowTexts(workspace),
    mails: sentMail(workspace.store).map(
      ({ to, subject, body }) => `${to.join()} | ${subject} | ${withoutTimes(body)}`,
    ),
  };
}

/** How often each text occurs in a list. */
export function tally(lines: Lines): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

/** The texts that occur in one list and not in the other, or less often there. */
function surplus(lines: Lines, others: Lines): string[] {
  const left = tally(others);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    return count === 0;
  });
}

/** The differences that a comparison accepts. */
export interface Allowance {
  /** How much later, or earlier, an instant may be, in milliseconds. */
  readonly later: number;
  readonly earlier: number;
  /** True if the run of an edit was lost: a cell that would name the person who typed then says that no one is known. */
  readonly isEditorLost: boolean;
}

/**
 * What to accept at the end of a settled day. What one run left undone, a later one did within half an hour; a failed call may save a
 * moment.
 */
export const usualAllowance: Allowance = {
  later: 30 * minute,
  earlier: 5_000,
  isEditorLost: false,
};

/** Removes from `missing` and `extra` the pairs that `isSame` accepts as one row. */
function pairOff(
  missing: string[],
  extra: string[],
  isSame: (expected: string, found: string) => boolean,
): void {
  for (const line of [...missing]) {
    const place = extra.findIndex((other) => isSame(line, other));
    if (place < 0) continue;
    extra.splice(place, 1);
    missing.splice(missing.indexOf(line), 1);
  }
}

/** Matches emails that ask the people working on a case whether a tick was theirs, because Google did not name who made it. */
const ofNobodysTick = /kind="typed-by-another"|Google does not say who typed this/;

export function butForNobodysTick(lines: Lines): Lines {
  return lines.filter((line) => !ofNobodysTick.test(line));
}

/** The differences between two registers, in words; empty if they are equal except for what is allowed. */
export function rowDifferences(
  expected: State,
  found: State,
  { later, earlier, isEditorLost }: Allowance = usualAllowance,
): string[] {
  // Sorted by text, so that among rows that differ only in their instants the earlier ones are paired first.
  const missing = surplus(expected.rows, found.rows).sort();
  const extra = surplus(found.rows, expected.rows).sort();
  const isInTime = (one: string, other: string) => {
    const at = instantsIn(other);
    return instantsIn(one).every((instant, index) => {
      const after = (at[index] ?? Number.NaN) - instant;
      return after >= -earlier && after <= later;
    });
  };
  const isSame = (blurred: (line: string) => string) => (one: string, other: string) =>
    blurred(one) === blurred(other) && isInTime(one, other);
  const timeless = (line: string) => line.replace(marked, "⟨⟩");
  pairOff(missing, extra, isSame(timeless));
  if (isEditorLost) {
    const nobody = new RegExp(`[\\w.+-]+@[\\w.-]+|${unknownEditor}|${unknownRaiser}`, "g");
    const isSameOfNobody = isSame((line) => timeless(line).replace(nobody, "somebody"));
    pairOff(
      missing,
      extra,
      (one, other) =>
        (other.includes(unknownEditor) || other.includes(unknownRaiser)) &&
        isSameOfNobody(one, other),
    );
  }
  return [
    ...missing.map((line) => `missing: ${line}`),
    ...(isEditorLost ? butForNobodysTick(extra) : extra).map((line) => `too many: ${line}`),
  ];
}

export interface MailDifferences {
  readonly lost: Lines;
  /** Emails that were sent more often than in the undisturbed day, but at most `most` times more; one entry for each extra copy. */
  readonly twice: Lines;
  /** Emails that were sent more often than that, or that the undisturbed day does not have. */
  readonly wrong: Lines;
}

/** Compares the emails of two days. `most`: how many extra copies of an email still count as `twice` and not as `wrong`. */
export function mailDifferences(expected: State, found: State, most = 1): MailDifferences {
  const wanted = tally(expected.mails);
  const sent = tally(found.mails);
  const lost = [...wanted].flatMap(([line, count]) =>
    (sent.get(line) ?? 0) < count ? [line] : [],
  );
  const extra = [...sent].flatMap(([line, count]) => {
    const more = count - (wanted.get(line) ?? 0);
    return more > 0 ? [{ line, more, isWanted: wanted.has(line) }] : [];
  });
  return {
    lost,
    twice: extra.flatMap(({ more, isWanted, line }) =>
      isWanted && more <= most ? Array.from({ length: more }, () => line) : [],
    ),
    wrong: extra.filter(({ more, isWanted }) => !isWanted || more > most).map(({ line }) => line),
  };
}

/** What Set up makes besides cells: the structure of the spreadsheets, the Form, triggers, access, and what the script remembers. */
export function installationOf(workspace: LocalWorkspace): Lines {
  const { store, containerId } = workspace;
  const form = storedForm(store, containerId);
  const memory = scriptMemory(store);
  const { registers, form: formKept } = scriptProperties(store);
  const nameOf = new Map([...registerIds(store)].map(([name, id]) => [id, name]));
  const files = Object.values(driveSlice(store).files).map((file) => {
    const { kind, owner, editors, viewers, linkSharing, writersCanShare, trashed } = file;
    const name = nameOf.get(file.id) ?? "no register";
    const shared = { editors: [...editors].sort(), viewers, linkSharing, writersCanShare, trashed };
    return `file ${kind} ${kind === "form" ? "" : name}: ${owner} ${JSON.stringify(shared)}`;
  });
  const triggers = installedTriggers(store)
    .filter((trigger) => trigger.kind !== "clock" || trigger.everyMinutes !== null)
    .map((trigger) => {
      const source = trigger.kind === "edit" ? nameOf.get(trigger.spreadsheetId) : "";
      return `trigger ${trigger.function} ${trigger.kind} ${source ?? "unknown"} of ${trigger.owner}`;
    });
  const items = form.items.map(
    ({ type, title, helpText, required, choices }) =>
      `item ${type} ${JSON.stringify({ title, helpText, required, choices: choices.map(({ value }) => value) })}`,
  );
  const tabLines = [...registerIds(store)].flatMap(([name, id]) =>
    (sheetsSlice(store).spreadsheets[id]?.sheets ?? []).map((sheet, index) => {
      const { properties, protectedRanges, conditionalFormats, filterViews, charts } = sheet;
      const counts = {
        widths: sheet.columnProperties,
        protections: protectedRanges.map(({ range, description, editors }) => ({
          range,
          description,
          editors: [...(editors?.users ?? [])].sort(),
        })),
        conditionalFormats,
        views: filterViews.length,
        charts: charts.length,
      };
      return `tab ${name} ${index} ${JSON.stringify(properties)} ${JSON.stringify(counts)}`;
    }),
  );
  return [
    ...files,
    ...triggers,
    ...items,
    ...tabLines,
    `form ${form.title} ${form.published} ${form.acceptsResponses}`,
    `remembers ${[registers, formKept].map((one) => one !== undefined).join()}`,
    `item ids ${Object.keys(memory.get("form").items).sort().join()}`,
  ].sort();
}
