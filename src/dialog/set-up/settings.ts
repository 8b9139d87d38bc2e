/** Settings: the pages of Set up, filled in with what the register holds. Each is saved by itself. */
import { readInstallers } from "../../access/running-accounts";
import { textInColumn } from "../../district/directory/directory-cells";
import { directoryRequests } from "../../district/directory/load-directory";
import { settingDefinitions } from "../../district/settings";
import type { Line } from "../../install/check/findings";
import { typedRows } from "../../register/read/snapshot";
import { registerNamed } from "../../register/register";
import type { Run } from "../../run";
import { textBlock } from "../blocks";
import { nextPageButtons } from "../check-page";
import type { Block, Button, Field, Findings, Page, Request, Values } from "../page-data";
import { readAnswers, settingsIn } from "./answers";
import { pages } from "./walk";
import {
  type Around,
  answersTo,
  anywayButton,
  only,
  refusalsOn,
  shown,
  valuesOf,
} from "./walk-page";
import { writeAnswers } from "./write-answers";

const settingsPages = pages.filter(({ isOnce }) => isOnce !== true);
const opens = "settings ";

/** Begins the keys of values as the page showed them. They are sent along, so that only what was changed on the page is written. */
const was = "was ";

/** What the register holds now. One read. Throws "not-set-up" and what Google throws. */
function answersNow(workspace: Run): Values {
  const snapshot = registerNamed(workspace, "main").load(directoryRequests);
  const schools = typedRows(snapshot, "schools").map((row) => `${textInColumn(row, "school")}\t`);
  return {
    ...settingsIn(snapshot),
    audience: workspace.memory.get("formAudience") ?? "",
    [schoolsThere]: schools.join("\n"),
  };
}

/** The key of the schools that the register has, among which those of people are looked for. No field has it. */
const schoolsThere = "schools there";

function aroundOf({ identity, clock, memory }: Run, values: Values): Around {
  const me = identity.runningAs();
  return {
    account: readInstallers(memory).has(me) ? me : "",
    read: readAnswers({ schools: values[schoolsThere] ?? "", ...values }, clock),
  };
}

/** What a field holds, in one line. Rows that are added here stand in the register. */
function inShort({ options, label, type }: Field, value: string): readonly string[] {
  const chosen = options?.find(({ id }) => id === value)?.label;
  return type === "lines"
    ? ["Paste rows to add them"]
    : [`${label.replace(/\?$/, "")}: ${chosen ?? (value || "empty")}`];
}

/** The list of the pages, with what each holds. `said`: what was just saved. Throws as `answersNow` does. */
export function settingsPage(workspace: Run, said: readonly string[] = []): Page {
  const values = answersNow(workspace);
  const around = aroundOf(workspace, values);
  const lines = settingsPages.map((page): Line => {
    const fields = page.blocks(values, around).filter((block) => block.kind === "field");
    const wrong = Object.keys(shown(around.read, valuesOf(fields, values)).errors).length;
    return {
      text: page.title,
      why: fields.flatMap((field) => inShort(field, values[field.key] ?? "")).join(". "),
      ...(wrong === 0 ? {} : { state: "wrong", next: "Something here cannot be used. Open it." }),
      fix: { act: opens + page.view, label: `Change: ${page.title}` },
    };
  });
  return {
    view: "settings",
    title: "Settings",
    blocks: [
      ...said.map(textBlock),
      textBlock("These are the pages of Set up, with what the register holds now."),
      { kind: "lines", lines },
    ],
    buttons: [
      { act: "next", label: "Go through the pages", primary: true },
      ...(said.includes(needsSetUp) ? [{ act: "set-up", label: "Set up" }] : []),
      ...nextPageButtons("settings"),
    ],
    values: {},
  };
}

const needsSetUp = "Now choose Set up: it puts what you changed into the Form.";
const needsTick =
  "The people you added can open the register once the lead ticks May open in Contacts.";

/** A page with values. `before`: as the register held them when the page was first shown. */
function show(
  workspace: Run,
  view: string,
  { before, values }: { readonly before: Values; readonly values: Values },
  { errors, doubts }: { readonly errors: Values; readonly doubts: Values },
): Page {
  const page = settingsPages.find((one) => one.view === view);
  if (page === undefined) return settingsPage(workspace);
  const around = aroundOf(workspace, values);
  const blocks = page.blocks(values, around);
  const own = valuesOf(blocks, values);
  const found = shown(around.read, own);
  const hasRows = view === "schools" || view === "contacts";
  const buttons: readonly (Button | false)[] = [
    { act: "save", label: "Save", primary: true },
    Object.keys(doubts).length > 0 && anywayButton,
    { act: "next", label: "Next page, without saving" },
    { act: "settings", label: "Back to Settings" },
    { act: "close", label: "Close" },
  ];
  return {
    view,
    title: page.title,
    blocks: hasRows ? [textBlock(addsRows), ...blocks] : blocks,
    buttons: buttons.filter((one): one is Button => one !== false),
    values: {
      ...own,
      ...Object.fromEntries(Object.keys(own).map((key) => [was + key, before[key] ?? ""])),
    },
    errors: { ...found.errors, ...doubts, ...errors },
    tables: found.tables,
  };
}

const addsRows =
  "What you paste here is added to the rows that the register has. To correct or remove a row, open the register.";

const nothingWrong = { errors: {}, doubts: {} };

/** Answers a request from Settings or one of its pages. Throws "busy", "not-set-up" and what Google throws. */
export function answerSettings(
  workspace: Run,
  { view, act, values: given }: Request,
): Page | Findings {
  const now = answersNow(workspace);
  if (act.startsWith(opens)) {
    return show(workspace, act.slice(opens.length), { before: now, values: now }, nothingWrong);
  }
  const at = settingsPages.findIndex((one) => one.view === view);
  const page = settingsPages[at];
  if (act === "next") {
    const next = settingsPages[at + 1]?.view ?? "settings";
    return show(workspace, next, { before: now, values: now }, nothingWrong);
  }
  if (page === undefined) return settingsPage(workspace);
  const around = aroundOf(workspace, now);
  const asked = answersTo(page.blocks(now, around), given);
  const shownBefore = Object.keys(asked).map((key) => [key, given[was + key] ?? now[key] ?? ""]);
  const before: Values = { ...now, ...Object.fromEntries(shownBefore) };
  const values: Values = { ...before, ...asked };
  const changed = Object.fromEntries(
    Object.keys(asked)
      .filter((key) => values[key] !== before[key])
      .map((key) => [key, true]),
  );
  const after = aroundOf(workspace, values);
  if (act === "check") return shown(after.read, valuesOf(page.blocks(values, after), values));
  const { errors, rows } = refusalsOn(page, values, after);
  // What was wrong before keeps no one from changing the rest.
  const refused = {
    errors: only(errors, changed),
    doubts: act === "anyway" ? {} : only(rows, changed),
  };
  if (Object.keys({ ...refused.errors, ...refused.doubts }).length > 0) {
    return show(workspace, view, { before, values }, refused);
  }
  const { audience } = values;
  writeAnswers(workspace, { before, values });
  if ("audience" in changed && (audience === "staff" || audience === "link")) {
    workspace.memory.set("formAudience", audience);
  }
  return settingsPage(workspace, savedWords(page.blocks(values, after), Object.keys(changed)));
}

function savedWords(blocks: readonly Block[], changed: readonly string[]): readonly string[] {
  if (changed.length === 0) return ["Nothing was changed."];
  const labels = blocks.flatMap((block) =>
    block.kind === "field" && changed.includes(block.key) ? [block.label.replace(/\?$/, "")] : [],
  );
  const isInForm = settingDefinitions().some((one) => one.isInForm && changed.includes(one.key));
  return [
    `Saved: ${labels.join(", ")}.`,
    ...(isInForm || changed.includes("schools") ? [needsSetUp] : []),
    ...(changed.includes("contacts") ? [needsTick] : []),
  ];
}
