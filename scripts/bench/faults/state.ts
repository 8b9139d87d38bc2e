/**
 * What two days must have in common: every cell and every mail, but for what a fault changes by nature. That is listed here,
 * column by column; whatever is not listed must be the same, a deadline or a day of opening that is there or not included.
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
  /** Each row of each tab of each register as one text, in no particular order. Instants are marked: see `withoutInstants`. */
  readonly rows: Lines;
  /** Each mail as its recipient, subject and text. */
  readonly mails: Lines;
}

/** The rows as texts in which it does not matter when something was done, only whether. */
export function withoutInstants(rows: Lines): Lines {
  return rows.map((line) => line.replace(marked, "⟨⟩"));
}

function instantsIn(line: string): readonly number[] {
  return [...line.matchAll(marked)].map(([, text = ""]) => Date.parse(text));
}

/** Times in a mail's words are counted from when the report was taken in. */
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

/** How often each text stands in a list. */
export function tally(lines: Lines): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

/** What stands in one list and not, or less often, in the other. */
function surplus(lines: Lines, others: Lines): string[] {
  const left = tally(others);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    return count === 0;
  });
}

/** What a comparison lets pass. */
export interface Allowance {
  /** How much later, or earlier, an instant may be, in milliseconds. */
  readonly later: number;
  readonly earlier: number;
  /** The run of an edit was lost: what it would have stamped with a name says that nobody is known. */
  readonly isEditorLost: boolean;
}

/** For the end of a settled day: what a run left undone, a later one did within the half hour; a call that failed saves a moment. */
export const usualAllowance: Allowance = {
  later: 30 * minute,
  earlier: 5_000,
  isEditorLost: false,
};

/** Takes out of `missing` and `extra` the pairs that `isSame` says are one row. */
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

/** Whoever has a case is asked whether a tick that Google does not name was theirs. */
const ofNobodysTick = /kind="typed-by-another"|Google does not say who typed this/;

export function butForNobodysTick(lines: Lines): Lines {
  return lines.filter((line) => !ofNobodysTick.test(line));
}

/** The difference between two registers, in words; empty where they are equal but for what is allowed. */
export function rowDifferences(
  expected: State,
  found: State,
  { later, earlier, isEditorLost }: Allowance = usualAllowance,
): string[] {
  // In the order of their texts, so that of rows which differ by their instants the earlier are paired first.
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
  /** Sent once more than in the undisturbed day, or as often more as may be: once for each time. */
  readonly twice: Lines;
  /** Sent more often than that, or never meant to be sent. */
  readonly wrong: Lines;
}

/** `most`: so many more than in the undisturbed day are still "twice". */
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

/** What set-up makes beside cells: the spreadsheets as structures, the Form, triggers, access and what the script remembers. */
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
