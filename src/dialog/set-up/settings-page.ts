/** Settings: the questions of Set up that can change later, on one page, filled in with what the register holds. */
import { textInColumn } from "../../district/directory/directory-cells";
import { directoryRequests } from "../../district/directory/read-directory";
import { settingDefinitions } from "../../district/settings";
import { runLocked } from "../../lock";
import { defaultPack, packNamed } from "../../protocol/find-pack";
import { typedRows } from "../../register/read/snapshot";
import { registerNamed } from "../../register/register";
import type { Run } from "../../run";
import { nextPageButtons } from "../check/check-page";
import {
  type Findings,
  fieldsOf,
  heading,
  type Page,
  type Request,
  type Values,
} from "../page-data";
import { answersTo, ask, only, type SetUpPage, schoolsThere, writeAnswers } from "./answers";
import { rowsToCorrect, setUpPages } from "./set-up-pages";

/**
 * The keys of values as the page first showed them begin with this. The browser sends them back, so that only changes made on the page are
 * written.
 */
const was = "was ";

const addsRows =
  "What you paste under Schools and Contacts is added to the rows that the register has. To correct or remove a row, open the register.";
const needsSetUp = "Now choose Set up: it puts what you changed into the Form.";
const needsTick =
  "The people you added can open the register once the lead ticks May open in Contacts.";

function questions(): SetUpPage {
  const pages = setUpPages().filter(({ isOnce }) => isOnce !== true);
  return {
    view: "settings",
    title: "Settings",
    parts: (values, read) => [
      addsRows,
      pages.map((page) => [heading(page.title), page.parts(values, read)]),
    ],
    needs: Object.assign({}, ...pages.map(({ needs }) => needs)),
    refuses: (values, read) =>
      Object.assign({}, ...pages.map((page) => page.refuses?.(values, read))),
  };
}

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

/** The page. `before`: the register's values when it was first shown. `said`: what was just saved. */
function show(shown: Page, before: Values, said: readonly string[] = []): Page {
  const shownFirst = Object.keys(shown.values).map((key) => [was + key, before[key] ?? ""]);
  return {
    ...shown,
    blocks: [...said.map((text) => ({ kind: "text", text }) as const), ...shown.blocks],
    buttons: [
      { act: "save", label: "Save", primary: true },
      ...(said.includes(needsSetUp) ? [{ act: "set-up", label: "Set up" }] : []),
      ...nextPageButtons("settings"),
    ],
    values: { ...shown.values, ...Object.fromEntries(shownFirst) },
  };
}

/** The page, with what was just saved above it. Throws "not-set-up" and what Google throws. */
export function settingsPage(run: Run, said: readonly string[] = []): Page {
  const now = answersNow(run);
  return show(ask(run, questions(), now).shown, now, said);
}

/** Answers a request from Settings. Throws "busy", "not-set-up" and what Google throws. */
export function answerSettings(run: Run, { act, values: given }: Request): Page | Findings {
  if (act !== "save" && act !== "typed") return settingsPage(run);
  const now = answersNow(run);
  const answers = answersTo(ask(run, questions(), now).shown, given);
  const keys = Object.keys(answers);
  const shownFirst = keys.map((key) => [key, given[was + key] ?? now[key] ?? ""]);
  const before: Values = { ...now, ...Object.fromEntries(shownFirst) };
  const { shown, refusals } = ask(run, questions(), { ...before, ...answers });
  if (act === "typed") return { errors: shown.errors, tables: shown.tables };
  const changed = keys.filter((key) => answers[key] !== before[key]);
  // Something that was wrong before must not keep a person from changing the rest.
  const errors = only(refusals, changed);
  if (Object.keys(errors).length > 0) {
    return show({ ...shown, errors: { ...shown.errors, ...errors } }, before);
  }
  if (changed.length === 0) return settingsPage(run, ["Nothing was changed."]);
  writeAnswers(run, before, { ...before, ...answers });
  const { audience } = answers;
  if (changed.includes("audience") && (audience === "staff" || audience === "link")) {
    runLocked(run, () => run.memory.set("goingLive", { audience }));
  }
  const labels = fieldsOf(shown.blocks).flatMap(({ key, label }) =>
    changed.includes(key) ? label.replace(/\?$/, "") : [],
  );
  const isInForm = settingDefinitions().some((one) => one.isInForm && changed.includes(one.key));
  return settingsPage(run, [
    `Saved: ${labels.join(", ")}.`,
    ...rowsToCorrect(shown.tables),
    ...(isInForm || changed.includes("schools") ? [needsSetUp] : []),
    ...(changed.includes("contacts") ? [needsTick] : []),
  ]);
}
