/** The settings as a page: what the Settings tab holds, checked by the same rules and written back cell by cell. */

import type { RowProblem } from "../district/district";
import { parseSettings } from "../district/read-settings";
import { settingDefinitions } from "../district/settings";
import { locked } from "../locked";
import { orEmpty } from "../missing";
import type { Workspace } from "../ports";
import { noChange } from "../register/change";
import { rowsOf, type Snapshot } from "../register/read";
import { type Register, registerNamed } from "../register/register";
import { lineField, textBlock } from "./blocks";
import { onwards } from "./check-page";
import type { Findings, Page, Request, Values } from "./page";

/** What stood in the tab when the page was shown goes with it: only what was changed here is written. */
const was = "was ";

function readTab(workspace: Workspace): {
  readonly register: Register;
  readonly snapshot: Snapshot;
} {
  const register = registerNamed(workspace, "main");
  return {
    register,
    snapshot: register.load([{ tab: "settings", columns: ["setting", "value"] }]),
  };
}

function standingValues(snapshot: Snapshot): Values {
  const rows = new Map(rowsOf(snapshot, "settings").map(({ key, cells }) => [key, cells["value"]]));
  const written = (key: string) => String(orEmpty(rows.get(key)));
  return Object.fromEntries(settingDefinitions().map(({ key }) => [key, written(key)]));
}

/** "digestAt" as "Digest at". */
function labelOf(key: string): string {
  const words = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function errorsIn(values: Values): Values {
  const problems: RowProblem[] = [];
  const keys = Object.keys(values);
  parseSettings(
    keys.map((key, row) => ({ row, cells: { setting: key, value: values[key] || "" } })),
    problems,
  );
  return Object.fromEntries(problems.map(({ row, write }) => [keys[row] || "", write]));
}

function show(before: Values, values: Values, words: string): Page {
  return {
    view: "settings",
    title: "Settings",
    blocks: [
      textBlock(words),
      ...settingDefinitions().map(({ key, meaning, allowed }) =>
        lineField(key, labelOf(key), `${meaning} ${allowed}`),
      ),
    ],
    buttons: [{ act: "save", label: "Save", primary: true }, ...onwards("settings")],
    values: {
      ...Object.fromEntries(Object.entries(before).map(([key, value]) => [was + key, value])),
      ...values,
    },
    errors: errorsIn(values),
  };
}

/** One read. Throws "not-set-up" and what Google throws. */
export function settingsPage(workspace: Workspace): Page {
  const values = standingValues(readTab(workspace).snapshot);
  return show(values, values, "These are the values of the Settings tab of the register.");
}

/** Saves what was changed, or says what cannot be. Throws "busy", "not-set-up" and what Google throws. */
export function settingsOn(workspace: Workspace, request: Request): Page | Findings {
  const before = Object.fromEntries(
    Object.entries(request.values).flatMap(([key, value]) =>
      key.startsWith(was) ? [[key.slice(was.length), value]] : [],
    ),
  );
  const asked = settingDefinitions();
  const values = Object.fromEntries(
    asked.map(({ key }) => [key, (request.values[key] || "").trim()]),
  );
  const errors = errorsIn(values);
  if (request.act === "check") return { errors, tables: {} };
  const changed = asked
    .map(({ key }) => key)
    .filter((key) => values[key] !== (before[key] || "").trim());
  if (changed.some((key) => errors[key] !== undefined)) {
    return show(before, values, "Nothing is saved yet: correct what is marked.");
  }
  const now = locked(workspace, () => {
    const { register, snapshot } = readTab(workspace);
    const known = new Set(rowsOf(snapshot, "settings").map(({ key }) => key));
    const update = changed
      .filter((key) => known.has(key))
      .map((key) => ({ tab: "settings" as const, key, values: { value: values[key] || "" } }));
    // A register of an earlier version lacks the rows of what is new.
    const append = settingDefinitions()
      .filter(({ key }) => changed.includes(key) && !known.has(key))
      .map(({ key, meaning, allowed }) => ({
        tab: "settings" as const,
        row: { setting: key, value: values[key] || "", meaning, allowed },
      }));
    const by = { at: workspace.clock.now(), who: workspace.identity.runningAs(), case: null };
    register.commit(
      {
        ...noChange,
        append,
        update,
        activity: changed.map((column) => ({
          ...by,
          what: "setting-changed",
          column,
          from: before[column] || "",
          to: values[column] || "",
        })),
      },
      snapshot,
    );
    return standingValues(readTab(workspace).snapshot);
  });
  return show(
    now,
    now,
    changed.length === 0 ? "Nothing was changed." : `Saved: ${changed.map(labelOf).join(", ")}.`,
  );
}
