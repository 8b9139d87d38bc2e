/** The settings as a page: what Settings holds, checked by the same rules and written back cell by cell. */

import type { RowProblem } from "../district/district";
import { parseSettings } from "../district/read-settings";
import { type SettingDefinition, settingDefinitions } from "../district/settings";
import { formLanguages } from "../language";
import { runLocked } from "../lock";
import { packNamed } from "../protocol/find-pack";
import { noChange } from "../register/change";
import { rowsOf, type Snapshot } from "../register/read/snapshot";
import { type Register, registerNamed } from "../register/register";
import type { Run } from "../run";
import { settingsIn } from "../runs/clock/changed-settings";
import { headingBlock, lineField, textBlock, yesNoField } from "./blocks";
import { nextPageButtons } from "./check-page";
import { languageField, protocolField } from "./choice-fields";
import type { Block, Findings, Page, Request, Values } from "./page-data";

/**
 * Begins the keys of values that the tab held when the page was shown. They are sent along, so that only what was changed on the page is
 * written.
 */
const was = "was ";

function readTab(workspace: Run): {
  readonly register: Register;
  readonly snapshot: Snapshot;
} {
  const register = registerNamed(workspace, "main");
  return {
    register,
    snapshot: register.load([{ tab: "settings", columns: ["setting", "value"] }]),
  };
}

function settingsAsWritten(snapshot: Snapshot): Values {
  const rows = new Map(rowsOf(snapshot, "settings").map(({ key, cells }) => [key, cells["value"]]));
  const writtenIn = (key: string) => String(rows.get(key) ?? "");
  return Object.fromEntries(settingDefinitions().map(({ key }) => [key, writtenIn(key)]));
}

/** The label of a setting: "Digest at" for "digestAt". */
function labelOf(key: string): string {
  const words = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The setting that holds three waiting times (hours) in one cell. On the page each has a field of its own. */
const waits = "acknowledgeWithinHours";
const waitFields = [
  ["below", "Below every protocol: hours of school"],
  ["lowest", "The lowest protocol: hours"],
  ["higher", "Every higher level: hours"],
] as const;
const waitKey = (part: string) => `${waits}.${part}`;

/** The three waiting times in the cell, one for each field; null where the cell holds something else, which then has one field. */
function waitsIn(text: string): readonly string[] | null {
  const parts = text.split(/[,;]/).map((part) => part.trim());
  if (text.includes("{") || ![1, 3].includes(parts.length)) return null;
  return waitFields.map((_, at) => parts[at] ?? parts[0] ?? "");
}

function withWaits(values: Values): Values {
  const parts = waitsIn(values[waits] ?? "");
  if (parts === null) return values;
  const fields = waitFields.map(([part], at) => [waitKey(part), parts[at] ?? ""]);
  return { ...values, ...Object.fromEntries(fields) };
}

/** What is written into the cell. What the cell held (`stood`) where the fields say the same, and where there are no such fields. */
function waitsOf(values: Values, stood: string): string {
  const whole = (values[waits] ?? "").trim();
  if (whole !== stood.trim()) return whole;
  const parts = waitFields.map(([part]) => values[waitKey(part)]?.trim());
  if (parts.includes(undefined)) return whole;
  if (waitsIn(stood)?.join() === parts.join()) return stood;
  return parts.every((part) => part === "") ? "" : parts.join(", ");
}

function fieldsFor({ key, meaning, allowed }: SettingDefinition, values: Values): readonly Block[] {
  const help = `${meaning} ${allowed}`;
  if (key === "studentIdDigits") return [yesNoField(key, labelOf(key), meaning)];
  if (key === "formLanguage" && formLanguages.some((one) => one === values[key])) {
    return [languageField(key, labelOf(key), meaning)];
  }
  if (key === "protocol" && packNamed(values[key] ?? "")?.id === values[key]) {
    return [protocolField(key, `${labelOf(key)}: ${meaning}`)];
  }
  if (key !== waits || waitsIn(values[waits] ?? "") === null) {
    return [lineField(key, labelOf(key), help)];
  }
  return [
    headingBlock(labelOf(key)),
    textBlock(
      "Hours until a case must be acknowledged. Empty in all three: as the protocol has it.",
    ),
    ...waitFields.map(([part, label]) =>
      lineField(waitKey(part), label, "A number above 0, up to 240."),
    ),
  ];
}

/** Puts an error about the waiting times on the first field that it is about. */
function shownErrors(errors: Values, values: Values): Values {
  const { [waits]: wrong, ...others } = errors;
  if (wrong === undefined || !(waitKey("below") in values)) return errors;
  return { ...others, [waitKey("below")]: wrong };
}

function errorsIn(values: Values): Values {
  const problems: RowProblem[] = [];
  const keys = Object.keys(values);
  parseSettings(
    keys.map((key, row) => ({ row, cells: { setting: key, value: values[key] ?? "" } })),
    problems,
  );
  return Object.fromEntries(problems.map(({ row, write }) => [keys[row] ?? "", write]));
}

function show(before: Values, values: Values, words: string): Page {
  return {
    view: "settings",
    title: "Settings",
    blocks: [
      textBlock(words),
      ...settingDefinitions().flatMap((asked) => fieldsFor(asked, values)),
    ],
    buttons: [{ act: "save", label: "Save", primary: true }, ...nextPageButtons("settings")],
    values: {
      ...Object.fromEntries(Object.entries(before).map(([key, value]) => [was + key, value])),
      ...withWaits(values),
    },
    errors: shownErrors(errorsIn(values), withWaits(values)),
  };
}

/** The page. One read. Throws "not-set-up" and what Google throws. */
export function settingsPage(workspace: Run): Page {
  const values = settingsAsWritten(readTab(workspace).snapshot);
  return show(values, values, "These are the values of the Settings tab of the register.");
}

/** What a person changed on the page, by key of the setting. */
interface ChangedSettings {
  readonly changed: readonly string[];
  readonly before: Values;
  readonly values: Values;
}

/** Writes what was changed, and returns the settings as they are then. Throws "busy" and what Google throws. */
function saveSettings(workspace: Run, { changed, before, values }: ChangedSettings): Values {
  return runLocked(workspace, () => {
    const { register, snapshot } = readTab(workspace);
    const known = new Set(rowsOf(snapshot, "settings").map(({ key }) => key));
    const update = changed
      .filter((key) => known.has(key))
      .map((key) => ({ tab: "settings" as const, key, values: { value: values[key] ?? "" } }));
    // Somebody may have deleted the row of a setting.
    const append = settingDefinitions()
      .filter(({ key }) => changed.includes(key) && !known.has(key))
      .map(({ key, meaning, allowed }) => ({
        tab: "settings" as const,
        row: { setting: key, value: values[key] ?? "", meaning, allowed },
      }));
    const by = { at: workspace.clock.now(), who: workspace.identity.runningAs(), case: null };
    const activity = changed.map((column) => ({
      ...by,
      what: "setting-changed",
      column,
      from: before[column] ?? "",
      to: values[column] ?? "",
    }));
    register.commit({ ...noChange, append, update, activity }, snapshot);
    const { snapshot: after } = readTab(workspace);
    if (changed.length > 0) workspace.memory.set("settingsSeen", settingsIn(after));
    return settingsAsWritten(after);
  });
}

/** Saves what was changed, or says what cannot be saved. Throws "busy", "not-set-up" and what Google throws. */
export function answerSettingsPage(workspace: Run, request: Request): Page | Findings {
  const before = Object.fromEntries(
    Object.entries(request.values).flatMap(([key, value]) =>
      key.startsWith(was) ? [[key.slice(was.length), value]] : [],
    ),
  );
  const asked = settingDefinitions();
  const values = Object.fromEntries(
    asked.map(({ key }) => [
      key,
      key === waits
        ? waitsOf(request.values, before[key] ?? "")
        : (request.values[key] ?? "").trim(),
    ]),
  );
  const errors = errorsIn(values);
  if (request.act === "check") {
    return { errors: shownErrors(errors, request.values), tables: {} };
  }
  const changed = asked
    .map(({ key }) => key)
    .filter((key) => values[key] !== (before[key] ?? "").trim());
  if (changed.some((key) => errors[key] !== undefined)) {
    return show(before, values, "Nothing is saved yet: correct what is marked.");
  }
  const now = saveSettings(workspace, { changed, before, values });
  return show(
    now,
    now,
    changed.length === 0 ? "Nothing was changed." : `Saved: ${changed.map(labelOf).join(", ")}.`,
  );
}
