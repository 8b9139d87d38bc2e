/** Settings: the pages of Set up, filled in with what the register holds. Each page is saved separately. */

import { nextPageButtons } from "../check/check-page";
import { textInColumn } from "../district/directory/directory-cells";
import { directoryRequests } from "../district/directory/read-directory";
import { settingDefinitions } from "../district/settings";
import type { CheckLine, Field, Findings, Page, Request, Values } from "../parts-of-a-page";
import { closeButton, fieldsOf, pageOf } from "../parts-of-a-page";
import { defaultPack, packNamed } from "../protocol/find-pack";
import { typedRows } from "../register/read/snapshot";
import { registerNamed } from "../registers/open-register";
import type { Run } from "../run";
import { answersTo, ask, only, schoolsThere, writeAnswers } from "./set-up-answers";
import { rowsToCorrect, setUpPages } from "./set-up-pages";

const settingsPages = () => setUpPages().filter(({ isOnce }) => isOnce !== true);
const opens = "settings ";

/**
 * The keys of values as the page first showed them begin with this. The browser sends them back, so that only changes made on the page are
 * written.
 */
const was = "was ";

/** What the register holds now. Its schools and contacts are not answers, because the page only adds to those. One read. */
function answersNow(run: Run): Values {
  const snapshot = registerNamed(run, "main").load(directoryRequests);
  const schools = typedRows(snapshot, "schools").map((row) => `${textInColumn(row, "school")}\t`);
  const rows = typedRows(snapshot, "settings");
  const settings = settingDefinitions().map(({ key, options, default: usual }) => {
    const row = rows.find((one) => textInColumn(one, "setting") === key);
    const written = row === undefined ? "" : textInColumn(row, "value");
    if ((options?.() ?? []).length === 0) return [key, written];
    // If the setting is a choice, the id of the option.
    const id = written.toLowerCase();
    if (key === "protocol")
      return [key, (id === "" ? defaultPack() : packNamed(written))?.id ?? ""];
    return [key, { true: "yes", false: "no", "": usual }[id] ?? id];
  });
  const audience = run.memory.get("goingLive").audience ?? "";
  return { ...Object.fromEntries(settings), audience, [schoolsThere]: schools.join("\n") };
}

const plainLabel = ({ label }: Field) => label.replace(/\?$/, "");

/** What a field holds, in one line. A field for pasted rows shows nothing, because rows that were added are in the register. */
function inShort(field: Field, value = ""): string {
  if (field.type === "lines") return "Paste rows to add them";
  const chosen = field.options?.find(({ id }) => id === value)?.label;
  return `${plainLabel(field)}: ${chosen ?? (value || "empty")}`;
}

/** The list of pages, with what each one holds. `said`: what was just saved. Throws what `answersNow` throws. */
export function settingsPage(run: Run, said: readonly string[] = []): Page {
  const values = answersNow(run);
  const lines = settingsPages().map((page): CheckLine => {
    const { shown } = ask(run, page, values);
    const fields = fieldsOf(shown.blocks).map((field) => inShort(field, values[field.key]));
    const isWrong = Object.keys(shown.errors).length > 0;
    return {
      text: page.title,
      why: fields.join(". "),
      ...(isWrong && { state: "wrong", next: "Something here cannot be used. Open it." }),
      fix: { act: opens + page.view, label: `Change: ${page.title}` },
    };
  });
  return pageOf({
    view: "settings",
    title: "Settings",
    parts: [
      said,
      "These are the pages of Set up, with what the register holds now.",
      { kind: "lines", lines },
    ],
    buttons: [
      { act: "next", label: "Go through the pages", primary: true },
      ...(said.includes(needsSetUp) ? [{ act: "set-up", label: "Set up" }] : []),
      ...nextPageButtons("settings"),
    ],
  });
}

const needsSetUp = "Now choose Set up: it puts what you changed into the Form.";
const needsTick =
  "The people you added can open the register once the lead ticks May open in Contacts.";
const addsRows =
  "What you paste here is added to the rows that the register has. To correct or remove a row, open the register.";

/** A page with its questions. `before`: the register's values when the page was first shown. */
function show(shown: Page, before: Values): Page {
  const fields = fieldsOf(shown.blocks);
  const hasRows = fields.some(({ type }) => type === "lines");
  const shownFirst = fields.map(({ key }) => [was + key, before[key] ?? ""]);
  return {
    ...shown,
    blocks: [...(hasRows ? [{ kind: "text", text: addsRows } as const] : []), ...shown.blocks],
    buttons: [
      { act: "save", label: "Save", primary: true },
      { act: "next", label: "Next page, without saving" },
      { act: "settings", label: "Back to Settings" },
      closeButton,
    ],
    values: { ...shown.values, ...Object.fromEntries(shownFirst) },
  };
}

/** Answers a request from Settings or one of its pages. Throws "busy", "not-set-up" and what Google throws. */
export function answerSettings(run: Run, { view, act, values: given }: Request): Page | Findings {
  const pages = settingsPages();
  const at = pages.findIndex((one) => one.view === view);
  const isKept = act === "save" || act === "typed";
  const opened = pages.findIndex((one) => act === opens + one.view);
  const page = pages[act === "next" ? at + 1 : isKept ? at : opened];
  if (page === undefined) return settingsPage(run);
  const now = answersNow(run);
  const asNow = ask(run, page, now).shown;
  if (!isKept) return show(asNow, now);
  const answers = answersTo(asNow, given);
  const keys = Object.keys(answers);
  const shownFirst = keys.map((key) => [key, given[was + key] ?? now[key] ?? ""]);
  const before: Values = { ...now, ...Object.fromEntries(shownFirst) };
  const { shown, refusals } = ask(run, page, { ...before, ...answers });
  if (act === "typed") return { errors: shown.errors, tables: shown.tables };
  const changed = keys.filter((key) => answers[key] !== before[key]);
  // Something that was wrong before must not keep a person from changing the rest.
  const errors = only(refusals, changed);
  if (Object.keys(errors).length > 0) {
    return show({ ...shown, errors: { ...shown.errors, ...errors } }, before);
  }
  if (changed.length === 0) return settingsPage(run, ["Nothing was changed."]);
  writeAnswers(run, before, { ...before, ...answers });
  const labels = fieldsOf(shown.blocks).filter(({ key }) => changed.includes(key));
  const isInForm = settingDefinitions().some((one) => one.isInForm && changed.includes(one.key));
  return settingsPage(run, [
    `Saved: ${labels.map(plainLabel).join(", ")}.`,
    ...rowsToCorrect(shown.tables),
    ...(isInForm || changed.includes("schools") ? [needsSetUp] : []),
    ...(changed.includes("contacts") ? [needsTick] : []),
  ]);
}
