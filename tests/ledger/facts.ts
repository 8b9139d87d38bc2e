/** Splits the end of a day into facts, words and costs, so that two versions can be compared in each. */
import type { Output } from "../../scripts/play/end-state/output";

/** A day as the ledger keeps it: its end, or why it could not be played. */
export type KeptDay = Output | { readonly failed: string };

/** Where something stands, and what stands there. `group`: the same place of any row. */
export interface Entry {
  readonly group: string;
  readonly at: string;
  readonly value: string;
}

type Row = Readonly<Record<string, unknown>>;

const rowLists = [
  "cases",
  "checklist",
  "reports",
  "reporters",
  "plan",
  "log",
  "disclosures",
  "education",
  "contacts",
] as const;

/** Columns that hold sentences. */
const sentences: Readonly<Record<string, readonly string[]>> = {
  cases: ["why", "wouldRaise", "openMatters"],
  checklist: ["what", "who"],
  log: ["what"],
  disclosures: ["what"],
  contacts: ["problem"],
};

/** Times to the minute; what is of the script's text, of a call's length or of the random part of an id, left out. */
export function plain(text: string): string {
  return text
    .replace(/(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d(\.\d+)?)?Z/g, "$1Z")
    .replace(/\bm[0-9a-z]{7}(?![0-9a-z])/g, "STAMP")
    .replace(/\b[0-9a-f]{64}\b/g, "HASH")
    .replace(/@\d+:\d+/g, "@PLACE");
}

const shown = (value: unknown) => plain(JSON.stringify(value) ?? "null");

/** What a row is known by, wherever it stands. */
const nameOf = (list: string, row: Row) => {
  const parts = {
    checklist: ["case", "act"],
    reports: ["response", "part"],
    reporters: ["response"],
    contacts: ["role", "school", "email", "name"],
    education: ["row"],
  }[list] ?? ["case", "at", "act", "risk"];
  return plain(["register", ...parts].flatMap((key) => row[key] ?? []).join(" "));
};

/** Equal names are numbered, in order. */
function numbered(): (name: string) => string {
  const counts = new Map<string, number>();
  return (name) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count === 1 ? name : `${name} #${count}`;
  };
}

function* cellsOf(out: Output, areSentences: boolean): Generator<Entry> {
  const name = numbered();
  for (const list of rowLists) {
    for (const row of out[list]) {
      const at = name(`${list} ${nameOf(list, row)}`);
      if (!areSentences) yield { group: `${list}: rows`, at, value: "there" };
      for (const [key, value] of Object.entries(row)) {
        if ((sentences[list] ?? []).includes(key) !== areSentences) continue;
        yield { group: `${list}.${key}`, at: `${at} ${key}`, value: shown(value) };
      }
    }
  }
}

function* linesOf(out: Output): Generator<readonly [group: string, line: string]> {
  for (const { at, to, message, case: of, cases } of out.inbox) {
    yield [`email ${message}`, `${at} ${message} to ${to.join()} of ${of} naming ${cases.join()}`];
  }
  for (const { file, who, role } of out.access) yield ["access", `${role} of ${file}: ${who}`];
  for (const { event, name } of out.pages) yield ["pages", `${name} at event ${event}`];
  for (const row of out.activity)
    yield [`activity ${String(row["what"])}`, Object.values(row).join(" ")];
  for (const list of ["errors", "refused"] as const) {
    for (const { event, function: name, error } of out[list])
      yield [list, `${event} ${name}: ${error}`];
  }
}

/** Rows by what they are known by, emails by minute, kind and recipient, access, pages, settings, activity, errors. No sentence, no run. */
export function* factsOf(out: KeptDay): Generator<Entry> {
  if ("failed" in out) {
    yield { group: "not played", at: "not played", value: out.failed };
    return;
  }
  yield* cellsOf(out, false);
  const name = numbered();
  for (const [group, line] of linesOf(out)) {
    yield { group, at: name(`${group}: ${plain(line)}`), value: "there" };
  }
  for (const [key, value] of Object.entries(out.settings)) {
    yield { group: `settings.${key}`, at: `settings.${key}`, value: shown(value) };
  }
}

/** Sentences in rows, texts of emails and pages, and all that the main register's cells show. */
export function* wordsOf(out: KeptDay): Generator<Entry> {
  if ("failed" in out) return;
  yield* cellsOf(out, true);
  const name = numbered();
  for (const { at, to, message, subject, text, html } of out.inbox) {
    const place = name(plain(`email ${message} to ${to.join()} ${at}`));
    yield {
      group: `email ${message}: text`,
      at: `${place}: text`,
      value: plain(`${subject}\n${text}`),
    };
    yield { group: `email ${message}: html`, at: `${place}: html`, value: plain(html ?? "") };
  }
  for (const { event, name: page, text } of out.pages) {
    yield { group: `page ${page}`, at: name(`page ${page} ${event}`), value: plain(text) };
  }
  for (const [tab, rows] of Object.entries(out.cells ?? {})) {
    for (const [index, row] of rows.entries()) {
      const said = row.map((cell) => (cell === null ? null : [cell.value, cell.formula]));
      yield { group: `cells of ${tab}`, at: `${tab} row ${index + 1}`, value: shown(said) };
    }
  }
}

export type Costs = Readonly<Record<string, number>>;

/** Calls, cells and bytes of a day, and its calls by the function that made them. */
export function costsOf(out: KeptDay): Costs {
  const costs: Record<string, number> = {};
  if ("failed" in out) return costs;
  const add = (key: string, more: number) => {
    costs[key] = (costs[key] ?? 0) + more;
  };
  for (const run of out.runs) {
    add("runs", 1);
    add("calls", run.calls.total);
    add("cells read", run.cellsRead);
    add("cells written", run.cellsWritten);
    add("bytes answered", run.replyBytes);
    add(`calls of ${run.function}`, run.calls.total);
  }
  return costs;
}
