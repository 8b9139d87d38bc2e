/** Settings: the pages of Set up, filled in with what the register holds. Each is saved by itself. */

import { textInColumn } from "../../district/directory/directory-cells";
import { directoryRequests } from "../../district/directory/read-directory";
import { settingDefinitions } from "../../district/settings";
import type { Line } from "../../install/check/check-line";
import { runLocked } from "../../lock";
import { typedRows } from "../../register/read/snapshot";
import { registerNamed } from "../../register/register";
import type { Run } from "../../run";
import { installersIn } from "../../store/store";
import { nextPageButtons } from "../check-page";
import {
  closeButton,
  type Field,
  type Findings,
  type Page,
  type Request,
  textBlock,
  type Values,
} from "../page-data";
import { readAnswers, settingsIn } from "./answers";
import {
  type Around,
  answersTo,
  findingsOn,
  only,
  pageShown,
  refusalsOn,
  type SetUpPage,
} from "./question-page";
import { rowsToCorrect, setUpPages } from "./set-up-pages";
import { type Answers, writeAnswers } from "./write-answers";

const settingsPages = () => setUpPages.filter(({ isOnce }) => isOnce !== true);
const opens = "settings ";

/** Begins the keys of values as the page showed them. They are sent along, so that only what was changed on the page is written. */
const was = "was ";

/** The key of the schools that the register has, among which those of people are looked for. No field has it. */
const schoolsThere = "schools there";

/** What the register holds now. One read. Throws "not-set-up" and what Google throws. */
function answersNow(run: Run): Values {
  const snapshot = registerNamed(run, "main").load(directoryRequests);
  const schools = typedRows(snapshot, "schools").map((row) => `${textInColumn(row, "school")}\t`);
  return {
    ...settingsIn(snapshot),
    audience: run.memory.get("goingLive").audience ?? "",
    [schoolsThere]: schools.join("\n"),
  };
}

function aroundOf({ identity, clock, memory }: Run, values: Values): Around {
  const me = identity.runningAs();
  return {
    account: installersIn(memory).includes(me) ? me : "",
    read: readAnswers({ schools: values[schoolsThere] ?? "", ...values }, clock),
  };
}

const plainLabel = ({ label }: Field) => label.replace(/\?$/, "");

/** What a field holds, in one line. Rows that were added are in the register, so a field for rows shows none. */
function inShort(field: Field, value: string): string {
  if (field.type === "lines") return "Paste rows to add them";
  const chosen = field.options?.find(({ id }) => id === value)?.label;
  return `${plainLabel(field)}: ${chosen ?? (value || "empty")}`;
}

const fieldsOf = ({ blocks }: Pick<Page, "blocks">) =>
  blocks.filter((block) => block.kind === "field");

/** The list of the pages, with what each holds. `said`: what was just saved. Throws as `answersNow` does. */
export function settingsPage(run: Run, said: readonly string[] = []): Page {
  const values = answersNow(run);
  const around = aroundOf(run, values);
  const lines = settingsPages().map((page): Line => {
    const shown = pageShown(page, values, around);
    const isWrong = Object.keys(shown.errors).length > 0;
    return {
      text: page.title,
      why: fieldsOf(shown)
        .map((field) => inShort(field, values[field.key] ?? ""))
        .join(". "),
      ...(isWrong ? { state: "wrong", next: "Something here cannot be used. Open it." } : {}),
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
const addsRows =
  "What you paste here is added to the rows that the register has. To correct or remove a row, open the register.";

/** A page with values. `before`: as the register held them when the page was first shown. `errors`: why it was not saved. */
function show(run: Run, page: SetUpPage, { before, values }: Answers, errors?: Values): Page {
  const shown = pageShown(page, values, aroundOf(run, values), errors);
  const shownFirst = Object.keys(shown.values).map((key) => [was + key, before[key] ?? ""]);
  const hasRows = fieldsOf(shown).some(({ type }) => type === "lines");
  return {
    ...shown,
    blocks: hasRows ? [textBlock(addsRows), ...shown.blocks] : shown.blocks,
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
  const now = answersNow(run);
  const at = settingsPages().findIndex((one) => one.view === view);
  const opened =
    act === "next"
      ? settingsPages()[at + 1]
      : settingsPages().find((one) => act === opens + one.view);
  if (opened !== undefined) return show(run, opened, { before: now, values: now });
  const page = settingsPages()[at];
  if (page === undefined || act === "next") return settingsPage(run);
  const asked = answersTo(page.blocks(now, aroundOf(run, now)), given);
  const keys = Object.keys(asked);
  const before = {
    ...now,
    ...Object.fromEntries(keys.map((key) => [key, given[was + key] ?? now[key] ?? ""])),
  };
  const values = { ...before, ...asked };
  const around = aroundOf(run, values);
  if (act === "check") return findingsOn(page, values, around);
  const changed = keys.filter((key) => asked[key] !== before[key]);
  // What was wrong before keeps no one from changing the rest.
  const errors = only(
    refusalsOn(page, values, around),
    Object.fromEntries(changed.map((key) => [key, true])),
  );
  if (Object.keys(errors).length > 0) return show(run, page, { before, values }, errors);
  const { audience } = asked;
  writeAnswers(run, { before, values });
  if (changed.includes("audience") && (audience === "staff" || audience === "link")) {
    runLocked(run, () => run.memory.set("goingLive", { audience }));
  }
  const shown = pageShown(page, values, around);
  const labels = fieldsOf(shown)
    .filter(({ key }) => changed.includes(key))
    .map(plainLabel);
  const isInForm = settingDefinitions().some((one) => one.isInForm && changed.includes(one.key));
  return settingsPage(
    run,
    changed.length === 0
      ? ["Nothing was changed."]
      : [
          `Saved: ${labels.join(", ")}.`,
          ...rowsToCorrect(shown.tables),
          ...(isInForm || changed.includes("schools") ? [needsSetUp] : []),
          ...(changed.includes("contacts") ? [needsTick] : []),
        ],
  );
}
