/**
 * The probe's script: plays the cases of the table (tests/conformance) on Google, one after another, and ends with a text that says
 * where Google differs. Each call of `onProbe` is a run that plays for a limited time and stores every answer, so that the page can be
 * closed in between.
 */
import {
  type Case,
  fits,
  type Ground,
  type Json,
  refusal,
  scrubbed,
  type Tab,
  type Where,
} from "../../tests/conformance/table/case";
import { failureWords } from "../../tests/conformance/table/cases/page";
import { questions } from "../../tests/conformance/table/cases/submission";
import { type BoundForm, type Door, openDoor } from "../../tests/conformance/table/door";
import {
  fileMark,
  fileName,
  markedFile,
  noContent,
} from "../../tests/conformance/table/marked-file";
import { table } from "../../tests/conformance/table/table";

/** What the page shows, and what it does next: ask again after some seconds, observe its own calls, or wait for a button. */
export interface View {
  readonly heading: string;
  readonly lines: readonly string[];
  readonly done: number;
  readonly total: number;
  readonly links: readonly { readonly label: string; readonly address: string }[];
  readonly buttons: readonly { readonly act: string; readonly label: string }[];
  readonly next: "look" | number | null;
  /** At the end, the text to send back. */
  readonly result: string | null;
}

/** Milliseconds after which a run starts no further case. Google ends a run after six minutes. */
const longestRun = 45_000;
/**
 * After this many calls of the Sheets API within a minute, no case is started. Google allows 60 reads and 60 writes a minute, and a case
 * makes ten at most.
 */
const mostCalls = 45;
/** Milliseconds to wait for a clock run, and for a trigger that a clock run made. */
const longestWait = 10 * 60_000;

const asked = table.filter(({ where }) => where !== "here");
const people: readonly Where[] = ["submission", "response", "edit"];
const prefix = "probe:";

function boundForm({ FormApp }: Door): BoundForm {
  // The published types lack the members for publishing, but every Form has them.
  return FormApp.getActiveForm() as BoundForm;
}

const ownAddress = ({ Session }: Door): string =>
  Session.getEffectiveUser().getEmail().toLowerCase();

/** What is stored between runs: an answer for each case, and notes. */
class Kept {
  private readonly values: Record<string, string>;

  constructor(private readonly google: Door) {
    this.values = google.PropertiesService.getScriptProperties().getProperties();
  }

  note(name: string, value?: string): string {
    if (value !== undefined) {
      this.google.PropertiesService.getScriptProperties().setProperty(prefix + name, value);
      this.values[prefix + name] = value;
    }
    return this.values[prefix + name] ?? "";
  }

  waiting(where: Where): readonly Case[] {
    return asked.filter((one) => one.where === where && this.note(one.id) === "");
  }

  /** The names of properties that are not the probe's. */
  others(): readonly string[] {
    return Object.keys(this.values).filter((name) => name.indexOf(prefix) !== 0);
  }

  forget(): void {
    const properties = this.google.PropertiesService.getScriptProperties();
    for (const name of Object.keys(this.values)) properties.deleteProperty(name);
  }
}

/** Its id is noted at once: Drive may list it minutes later. */
function makeFile(google: Door, kept: Kept): string {
  const file = {
    name: fileName,
    mimeType: "application/vnd.google-apps.spreadsheet",
    writersCanShare: false,
    copyRequiresWriterPermission: true,
    appProperties: { [fileMark]: "yes" },
  };
  const options = { ignoreDefaultVisibility: true, fields: "id" };
  const id = google.drive().Files.create(file, noContent, options).id ?? "";
  kept.note("files", `${kept.note("files")} ${id}`);
  return id;
}

function questionIds(kept: Kept): Readonly<Record<string, number>> {
  // Written by `askPeople`.
  return JSON.parse(kept.note("questions") || "{}") as Record<string, number>;
}

function groundFor(google: Door, kept: Kept, event: unknown, turn: number): Ground {
  const me = ownAddress(google);
  const spreadsheet = () => kept.note("file") || kept.note("file", makeFile(google, kept));
  return {
    google,
    me,
    nobody: `nobody-of-the-probe-0${me.slice(me.lastIndexOf("@"))}`,
    turn,
    event,
    questions: questionIds(kept),
    get form() {
      return boundForm(google);
    },
    spreadsheet,
    tab(rowCount, columnCount): Tab {
      const sheetId = 1 + Math.floor(Math.random() * 1_000_000_000);
      const title = `Case ${sheetId}`;
      const properties = { sheetId, title, gridProperties: { rowCount, columnCount } };
      google
        .sheets()
        .Spreadsheets.batchUpdate({ requests: [{ addSheet: { properties } }] }, spreadsheet());
      return { sheetId, title };
    },
    otherFile: () => makeFile(google, kept),
    note: (name, value) => kept.note(name, value),
  };
}

function clearItems(form: BoundForm, kept: Kept): void {
  const stay = Object.values(questionIds(kept));
  // A page to which another item leads can be deleted only after that one.
  for (const isLast of [false, false, true]) {
    for (const item of form.getItems().reverse()) {
      const said =
        stay.indexOf(item.getId()) < 0 ? refusal(() => form.deleteItem(item.getIndex())) : null;
      if (isLast && said !== null) throw new Error(said);
    }
  }
}

function binFiles(google: Door, kept: Kept, but: string): void {
  const { files = [] } = google.drive().Files.list({
    q: `${markedFile} and trashed = false`,
    orderBy: "createdTime",
    fields: "files(id)",
    pageSize: 100,
  });
  const all = kept
    .note("files")
    .split(" ")
    .concat(files.map(({ id = "" }) => id));
  for (const id of all.filter((one, at) => one !== "" && all.indexOf(one) === at))
    if (id !== but) google.drive().Files.update({ trashed: true }, id);
  kept.note("files", but);
}

/** Plays the cases of one place that have no answer yet. False if the rest must wait for a minute. */
function play(where: Where, google: Door, kept: Kept, event: unknown = null): boolean {
  const before = Date.now();
  // Written below.
  let calls = JSON.parse(kept.note("sheets-calls") || "[]") as readonly number[];
  const sheets = () => {
    calls = [...calls, Date.now()].filter((at) => at > Date.now() - 60_000);
    return google.sheets();
  };
  const counted: Door = { ...google, sheets };
  for (const one of kept.waiting(where)) {
    if (calls.filter((at) => at > Date.now() - 60_000).length > mostCalls) return false;
    if (Date.now() - before > longestRun) return true;
    // Stored first, so that a case that ends its run is not started again.
    kept.note(one.id, '"ended the run"');
    const ground = groundFor(counted, kept, event, 0);
    let answer: Json;
    try {
      answer = one.run(ground);
    } catch (error) {
      answer = `threw ${String(error)}`;
    }
    kept.note(one.id, scrubbed(answer, ground.me));
    kept.note("sheets-calls", JSON.stringify(calls));
    if (one.id.indexOf("items.") === 0) clearItems(ground.form, kept);
  }
  return true;
}

/** One turn of a case that only the local Workspace plays. */
function playTurn(id: string, turn: number): Json {
  const google = openDoor();
  const one = table.find((known) => known.id === id);
  if (one === undefined) throw new Error(`there is no case ${id}`);
  const ground = groundFor(google, new Kept(google), null, turn);
  // As JSON, so that no object of a service can be part of the answer.
  return JSON.parse(JSON.stringify(one.run(ground) ?? null)) as Json;
}

function view(kept: Kept, parts: Partial<View> & Pick<View, "heading">): View {
  const done = asked.filter(({ id }) => kept.note(id) !== "").length;
  return {
    lines: [],
    links: [],
    buttons: [],
    next: null,
    result: null,
    done,
    total: asked.length,
    ...parts,
  };
}

function firstView(kept: Kept): View {
  return view(kept, {
    heading: "What does Google do?",
    lines: [
      `${asked.length} short questions to Google, with made-up data only: in this Form, in a spreadsheet that the probe makes, and in one email to yourself. It takes about a quarter of an hour. You can close this window and continue later.`,
      "It ends with a text to send back. The text holds no address, no id and no name of a file.",
      "First set the language of your Google account to English (United States), because Google's words for a failure are in that language.",
    ],
    buttons: [{ act: "go", label: kept.note("begun") === "" ? "Begin" : "Continue" }],
  });
}

/** Why the probe must not run here; null if it may. It never runs in the Form of the Student Safety Desk. */
function refusedPlace(google: Door, kept: Kept): string | null {
  const account = kept.note("begun");
  if (account !== "")
    return account === ownAddress(google)
      ? null
      : "Another account has begun here. Only that account can continue.";
  const form = boundForm(google);
  const isBlank = form.getItems().length <= 1 && form.getResponses().length === 0;
  return isBlank && kept.others().length === 0
    ? null
    : "This Form is in use. The probe works only in a new, blank Form of its own. Nothing was changed.";
}

/** Makes a trigger and notes when, unless it was made before. */
function waitFor(name: string, kept: Kept, make: () => GoogleAppsScript.Script.Trigger): void {
  if (kept.note(name) === "") kept.note(name, `${Date.now()} ${make().getUniqueId()}`);
}

/** Whether the longest wait for it is over. */
const isOver = (name: string, kept: Kept): boolean =>
  Date.now() - Number(kept.note(name).split(" ")[0]) > longestWait;

function goWithout(kept: Kept, wheres: readonly Where[]): void {
  for (const where of wheres) for (const { id } of kept.waiting(where)) kept.note(id, "not asked");
}

const anyWaits = (kept: Kept, wheres: readonly Where[]): boolean =>
  wheres.some((where) => kept.waiting(where).length > 0);

/** The next thing to do. */
function step(google: Door, act: string): View {
  const kept = new Kept(google);
  const refused = refusedPlace(google, kept);
  if (refused !== null) return view(kept, { heading: "Not here", lines: [refused] });
  if (act === "open") return firstView(kept);
  if (act === "clean") return cleared(google, kept);
  if (kept.note("begun") === "") {
    kept.note("title", boundForm(google).getTitle());
    kept.note("begun", ownAddress(google));
  }
  if (act === "without") goWithout(kept, people);
  if (act.indexOf("{") === 0) kept.note("page", act);
  return onwards(google, kept);
}

function onwards(google: Door, kept: Kept): View {
  const goesOn = (heading: string, next: View["next"], ...lines: readonly string[]): View =>
    view(kept, { heading, lines, next });
  if (anyWaits(kept, ["dialog"])) {
    const isFull = !play("dialog", google, kept);
    return goesOn("Asking Google", isFull ? 20 : 0, "This continues by itself.");
  }
  const { ScriptApp } = google;
  waitFor("clock", kept, () =>
    ScriptApp.newTrigger("onProbeClock").timeBased().after(60_000).create(),
  );
  if (anyWaits(kept, ["page"])) {
    if (kept.note("page") === "") return goesOn("Looking at this window's own calls", "look");
    play("page", google, kept);
  }
  if (anyWaits(kept, ["clock"])) {
    if (!isOver("clock", kept))
      return goesOn("Waiting for a run by the clock", 15, "Google starts it in a minute or two.");
    goWithout(kept, ["clock", "after-clock", "after-born"]);
  }
  play("after-clock", google, kept);
  if (anyWaits(kept, people)) return askPeople(google, kept);
  if (anyWaits(kept, ["after-born"])) {
    const isEnded = kept.note("born-ran") !== "" || isOver("clock", kept);
    if (!isEnded)
      return goesOn(
        "Waiting for a trigger that a clock run made",
        30,
        "After ten minutes it is over.",
      );
    play("after-born", google, kept);
  }
  if (kept.note("tidied") === "") {
    tidy(google, kept);
    kept.note("tidied", "yes");
  }
  return view(kept, {
    heading: "Done",
    lines: [
      "Everything that the probe made is gone: its questions, its triggers, and its files, which are in the trash of Google Drive.",
      "Copy the text below and send it to the person who gave you this release. Then delete this Form.",
    ],
    result: resultText((id) => kept.note(id), new Date().toISOString().slice(0, 10)),
    buttons: [{ act: "clean", label: "I have copied it" }],
  });
}

/** Asks a person to send the Form and type into a cell. */
function askPeople(google: Door, kept: Kept): View {
  const form = boundForm(google);
  const { ScriptApp } = google;
  const file = groundFor(google, kept, null, 0).spreadsheet();
  if (kept.note("questions") === "") kept.note("questions", JSON.stringify(addQuestions(form)));
  if (form.supportsAdvancedResponderPermissions()) form.setPublished(true);
  form.setAcceptingResponses(true);
  waitFor("submit", kept, () =>
    ScriptApp.newTrigger("onProbeSubmit").forForm(form).onFormSubmit().create(),
  );
  waitFor("edit", kept, () =>
    ScriptApp.newTrigger("onProbeEdit").forSpreadsheet(file).onEdit().create(),
  );
  const isSent = kept.waiting("submission").length === 0;
  if (isSent && form.getResponses().length > 0) play("response", google, kept);
  if (!anyWaits(kept, people)) return onwards(google, kept);
  return view(kept, {
    heading: "A hand is needed: send the Form and type in a cell",
    lines: [
      "Open the Form, do what each question says, and press Submit. Open the spreadsheet and type a word into any cell.",
      "This window notices within half a minute.",
    ],
    links: [
      { label: "Open the Form", address: form.getPublishedUrl() },
      { label: "Open the spreadsheet", address: google.SpreadsheetApp.openById(file).getUrl() },
    ],
    buttons: [{ act: "without", label: "Continue without" }],
    next: 15,
  });
}

function addQuestions(form: BoundForm): Readonly<Record<string, number>> {
  const ticks = form.addCheckboxItem().setTitle(questions.ticks);
  const choice = form.addMultipleChoiceItem().setTitle(questions.leftChoice);
  const list = form.addListItem().setTitle(questions.list);
  ticks.setChoiceValues(["First", "Second", "Third"]);
  choice.setChoiceValues(["One", "Two"]);
  list.setChoiceValues(["One", "Two", "Three"]);
  return {
    ticks: ticks.getId(),
    leftChoice: choice.getId(),
    list: list.getId(),
    word: form.addTextItem().setTitle(questions.word).getId(),
    left: form.addTextItem().setTitle(questions.left).getId(),
    leftLong: form.addParagraphTextItem().setTitle(questions.leftLong).getId(),
    when: form.addDateTimeItem().setTitle(questions.when).getId(),
    deleted: form.addTextItem().setTitle(questions.deleted).getId(),
  };
}

/** A case in the text to send back; empty if Google answered as the table says. */
function told(one: Case, text: string): string {
  const { id, asks } = one;
  if (text === "not asked") return `${id}: not asked`;
  const answered: unknown = JSON.parse(text);
  if ("is" in one) {
    // Google may also refuse what the local Workspace refuses on purpose.
    return fits(one.is, answered) || fits(one.here, answered)
      ? ""
      : `${id} DIFFERS. ${asks}\n  Google: ${text}\n  expected: ${JSON.stringify(one.is)}`;
  }
  const met = Object.keys(one.when).filter((answer) => fits(one.when[answer], answered));
  return met.length === 0
    ? `${id} DIFFERS from every answer to ${one.doubt}. ${asks}\n  Google: ${text}`
    : `${one.doubt}: Google answered ${met.join(" or ")}`;
}

/** The text to send back: where Google differs, how it answered the doubts, and what was not asked. */
function resultText(answered: (id: string) => string, day: string): string {
  const lines = asked.map((one) => told(one, answered(one.id)));
  const differ = lines.filter((line) => line.indexOf(" DIFFERS") >= 0).length;
  const head = `Student Safety Desk, result of the probe of ${day}: ${asked.length} cases, ${differ} differ.`;
  return [head, ...lines.filter((line) => line !== "")].join("\n");
}

/** Removes everything that the probe made, except its answers. It can be repeated safely. */
function tidy(google: Door, kept: Kept): void {
  const { ScriptApp, PropertiesService } = google;
  for (const trigger of ScriptApp.getProjectTriggers()) ScriptApp.deleteTrigger(trigger);
  const form = boundForm(google);
  kept.note("questions", "");
  clearItems(form, kept);
  for (const response of form.getResponses()) form.deleteResponse(response.getId());
  form.setTitle(kept.note("title"));
  for (const set of ["setDescription", "setConfirmationMessage"] as const) form[set]("");
  if (form.supportsAdvancedResponderPermissions()) form.setPublished(false);
  else form.setAcceptingResponses(false);
  const own = PropertiesService.getUserProperties();
  for (const name of Object.keys(own.getProperties())) own.deleteProperty(name);
  binFiles(google, kept, "");
  kept.note("file", "");
}

function cleared(google: Door, kept: Kept): View {
  if (kept.note("begun") !== "") tidy(google, kept);
  kept.forget();
  return view(new Kept(google), {
    heading: "Nothing is left",
    lines: ["This Form can be deleted."],
  });
}

function show(act: string): void {
  const { FormApp, HtmlService } = openDoor();
  // Inside a script element, only "<" can end the element.
  const first = JSON.stringify(step(openDoor(), act)).replace(/</g, "\\u003c");
  const output = HtmlService.createHtmlOutputFromFile("Probe")
    .append(`<script type="application/json" id="first">${first}</script>`)
    .setTitle("Probe")
    .setWidth(620)
    .setHeight(560);
  FormApp.getUi().showModalDialog(output, "Probe");
}

function byTrigger(where: Where, event: unknown): void {
  const google = openDoor();
  play(where, google, new Kept(google), event);
}

// The functions that Google calls by name: the menu, the dialog's page, the triggers.

export const onOpen = (): void => {
  const menu = openDoor().FormApp.getUi().createMenu("Probe").addItem("Run the probe", "runProbe");
  menu.addItem("Clean up", "cleanUp").addToUi();
};
export const runProbe = (): void => show("open");
export const cleanUp = (): void => show("clean");
export const onProbe = (act: string): string => JSON.stringify(step(openDoor(), act));
export const onEcho = (given: { readonly wait: number; readonly value: unknown }): unknown => {
  if (given.wait > 0) openDoor().Utilities.sleep(given.wait);
  return given.value;
};
export const onFail = (): never => {
  throw new Error(failureWords);
};
export const onProbeClock = (event: unknown): void => byTrigger("clock", event);
export const onProbeSubmit = (event: unknown): void => byTrigger("submission", event);
export const onProbeEdit = (event: unknown): void => byTrigger("edit", event);
export const onBornInClock = (): void => {
  new Kept(openDoor()).note("born-ran", "yes");
};
export const onOwnWrite = (): void => {
  new Kept(openDoor()).note("own-write", "fired");
};
/** The function of triggers that a case makes and removes again. */
export const onNothing = (): void => undefined;
/** A turn of a case that only the local Workspace plays. */
export const onTurn = ({ id, turn }: { readonly id: string; readonly turn: number }): Json => {
  let answer: Json = null;
  const said = refusal(() => {
    answer = playTurn(id, turn);
  });
  return said === null ? answer : `threw ${said}`;
};
