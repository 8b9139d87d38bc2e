/** What two days must have in common: every cell but those that say when and how often something was tried, and every mail. */
import type { TabId } from "../../src/register/columns";
import { tabIds } from "../../src/register/columns";
import { firstDataRow } from "../../src/register/tabs";
import { rawCell, registerIds, tabCells } from "../play/register-cells";
import { storedForm } from "../workspace/forms";
import {
  installedTriggers,
  type LocalWorkspace,
  scriptProperties,
  sentMail,
} from "../workspace/index";
import { driveSlice } from "../workspace/service";
import { sheetsSlice } from "../workspace/sheets/store";

/**
 * Columns that say when or how often something was tried, or where a row was last seen; by tab. A report that a later run
 * takes in opens its case later: what is counted from that moment is later too.
 */
export const whenColumns: Readonly<Partial<Record<TabId, readonly string[]>>> = {
  cases: ["opened", "nextDue", "acknowledgedAt", "checklistRows", "memory"],
  checklist: ["due", "doneAt"],
  // A message that no report caused is told from others by the moment at which it was queued.
  outbox: ["message", "queuedAt", "claimedUntil", "attempts", "sentAt", "lastError"],
  activity: ["entry", "at"],
  summary: ["at"],
  // Keys that are made from the moment at which a row was first seen.
  plan: ["row"],
  log: ["row"],
  disclosures: ["row", "at"],
};

/** Where the run of an edit is lost, so is its event: then nobody can know whose it was (design 2.6). */
const unknownEditor = "unknown editor";

type Lines = readonly string[];

export interface State {
  /** Each row of each tab of each register as one text, in no particular order. */
  readonly rows: Lines;
  /** Each mail as its recipient, subject and text. */
  readonly mails: Lines;
}

const isEmpty = (cell: unknown): boolean => cell === null || cell === "" || cell === false;

/** The accepted values of a row, without those of columns that are left out. */
function withoutMembers(json: unknown, left: ReadonlySet<string>): unknown {
  if (typeof json !== "string" || left.size === 0) return json;
  return JSON.parse(json, (key, value: unknown) => (left.has(key) ? undefined : value));
}

function rowTexts(workspace: LocalWorkspace): Lines {
  const { store } = workspace;
  const lines: string[] = [];
  for (const [register, id] of registerIds(store)) {
    for (const tab of tabIds) {
      const found = tabCells(store, id, tab);
      if (found === null) {
        lines.push(`${register} ${tab}: gone`);
        continue;
      }
      const left = new Set(whenColumns[tab] ?? []);
      for (const row of found.sheet.rows.slice(firstDataRow)) {
        const cells = [...found.positions].flatMap(([key, place]): string[] => {
          const cell = rawCell(row?.values[place]);
          if (left.has(key) || isEmpty(cell)) return [];
          const value = key === "accepted" ? withoutMembers(cell, left) : cell;
          return [`${key}=${JSON.stringify(value)}`];
        });
        if (cells.length > 0) lines.push(`${register} ${tab}: ${cells.join(" ")}`);
      }
    }
  }
  return lines;
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

/** The difference between two registers, in words; empty where they are equal. */
export function rowDifferences(expected: State, found: State): string[] {
  const missing = surplus(expected.rows, found.rows);
  const extra = surplus(found.rows, expected.rows);
  const nobody = new RegExp(`[\\w.+-]+@[\\w.-]+|${unknownEditor}`, "g");
  const blurred = extra.map((line) =>
    line.includes(unknownEditor) ? line.replace(nobody, "somebody") : null,
  );
  const stillMissing = missing.filter((line) => {
    const place = blurred.indexOf(line.replace(nobody, "somebody"));
    if (place < 0) return true;
    blurred.splice(place, 1);
    extra.splice(place, 1);
    return false;
  });
  return [
    ...stillMissing.map((line) => `missing: ${line}`),
    ...extra.map((line) => `too many: ${line}`),
  ];
}

export interface MailDifferences {
  readonly lost: Lines;
  /** Sent once more than in the undisturbed day. */
  readonly twice: Lines;
  /** Sent more often than that, or never meant to be sent. */
  readonly wrong: Lines;
}

export function mailDifferences(expected: State, found: State): MailDifferences {
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
    twice: extra.filter(({ more, isWanted }) => isWanted && more === 1).map(({ line }) => line),
    wrong: extra.filter(({ more, isWanted }) => !isWanted || more > 1).map(({ line }) => line),
  };
}

/** What set-up makes beside cells: the spreadsheets as structures, the Form, triggers, access and what the script remembers. */
export function installationOf(workspace: LocalWorkspace): Lines {
  const { store, containerId } = workspace;
  const form = storedForm(store, containerId);
  const { registers, formItems, formSchools, installer, formId } = scriptProperties(store);
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
    `remembers ${[registers, formItems, formSchools, installer, formId].map((one) => one !== undefined).join()}`,
    `item ids ${Object.keys(JSON.parse(formItems ?? "{}") as object)
      .sort()
      .join()}`,
  ].sort();
}
