/**
 * What a row of a case tells, and the names that are left out with it: in no part of a record stands anybody who is named by what it
 * leaves out. This is no judgment of free text: whoever prints a record has to read it first. Pure.
 */

import { type Person, personRoles, roleWords } from "../../district/district";
import { packOfCase } from "../../protocol/find-pack";
import type { ProtocolPack } from "../../protocol/pack";
import { actOf, isDuty, roleOf } from "../../protocol/pack-queries";
import { say } from "../../protocol/wording";
import type { Column, RowValues, TabId, Value } from "../../register/columns";
import { actOfEntry } from "../../register/rows";
import { tabs } from "../../register/tabs";
import { capital, fold } from "../../text";
import { dateText, parseIso, type ZoneOffset } from "../../time";
import { type CaseFile, everyAct } from "../model/case-file";
import { type Kind, type Reader, sees, standIns, told } from "./record-table";

/** All that the register holds of a case: its own rows, and those of cases that were merged into it. */
export interface RecordRows {
  readonly file: CaseFile;
  readonly reports: readonly RowValues[];
  readonly plan: readonly RowValues[];
  readonly log: readonly RowValues[];
  readonly disclosures: readonly RowValues[];
  readonly activity: readonly RowValues[];
}

const textOf = (value: Value | undefined): string =>
  typeof value === "string" ? value.trim() : "";

/** What an act tells. A record without reports does not say that somebody read them. */
export function toldByAct(pack: ProtocolPack, act: string | null): readonly Kind[] {
  return [
    ...(isDuty(pack, act) ? (["mandatedReports"] as const) : []),
    ...(actOf(pack, act)?.insideOnly === true ? (["inside"] as const) : []),
    ...(roleOf(pack, act) === "review" ? (["reports"] as const) : []),
  ];
}

/** "Town Police" from "Town Police (415) 555-0111". */
const withoutNumber = (text: string) => text.replace(/[\s(+]*\d[\d\s()+.-]{5,}.*$/u, "").trim();

/** How the line of Disclosures begins that printing a record makes. */
export const printedLine = "Printed record";

const isPrintLine = (row: RowValues) => textOf(row["what"]).startsWith(printedLine);

/**
 * What a row tells beside what its columns do: of which acts it is, by its cell or by the tick that made it; in Log and Disclosures, of a
 * mandated report, by its ground and the agencies that mandated acts name. A disclosure without a ground counts as one; so does the line of
 * an earlier record, which says what that one left out.
 */
export function toldByRow(tab: TabId, row: RowValues, rows: RecordRows): readonly Kind[] {
  const pack = packOfCase(rows.file.row);
  if (tab === "checklist") return toldByAct(pack, textOf(row["act"]));
  if (tab !== "log" && tab !== "disclosures") return [];
  // Keys of rows that a tick made: the case, the act, the moment.
  const [, begun = ""] = textOf(row["row"]).split(" ");
  const written = fold(textOf(row["act"]));
  const acts = pack.acts.filter(
    ({ id, name }) => id === begun || [fold(id), fold(say(name))].includes(written),
  );
  const words = fold([row["with"], row["what"]].map(textOf).join(" "));
  const isOfDuty =
    tab === "log"
      ? everyAct(rows.file).some(({ act, call }) => {
          const agency = isDuty(pack, act) ? fold(withoutNumber(call ?? "")) : "";
          return agency !== "" && words.includes(agency);
        })
      : textOf(row["ground"]) === "" || isPrintLine(row);
  return [
    ...acts.flatMap(({ id }) => toldByAct(pack, id)),
    ...(isOfDuty || row["ground"] === "mandated-report" ? (["mandatedReports"] as const) : []),
  ];
}

/** Whether a cell says who does a step by the protocol: a role, which names nobody. */
export const isOfRole = (words: string): boolean =>
  personRoles.some((role) => fold(words).startsWith(fold(roleWords[role])));

/** Words that are left out, and what stands in their place. */
type Hidden = readonly [words: string, instead: string];

/** The people, agencies and references that the cells name which the record leaves out. */
function hiddenIn(rows: RecordRows, reader: Reader): readonly Hidden[] {
  const { file, log, disclosures, reports } = rows;
  const tabs: readonly (readonly [TabId, readonly RowValues[]])[] = [
    ["cases", [file.row]],
    ["checklist", everyAct(file)],
    ["log", log],
    // The line of an earlier record names who printed it, and for whom.
    ["disclosures", disclosures.filter((row) => !isPrintLine(row))],
    ["reports", reports],
  ];
  return tabs.flatMap(([tab, all]) =>
    all.flatMap((row) =>
      Object.entries(standIns).flatMap(([key, instead]): readonly Hidden[] => {
        const words = textOf(row[key]);
        const tells = [...toldByRow(tab, row, rows), ...told(tab, key)];
        const isSeen = sees(
          reader,
          tells.filter((one) => one !== "never"),
        );
        if (words === "" || isSeen || isOfRole(words)) return [];
        return [words, withoutNumber(words)].map((one) => [one, instead]);
      }),
    ),
  );
}

const escaped = (words: string) =>
  words.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/g, "\\s+");
const whole = (alternatives: readonly string[], flags: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join("|")})(?![\\p{L}\\p{N}])`, flags);

/** The words of a name that stand for the person by themselves: "Pat" and "Reporter". */
const partsOf = (name: string): readonly string[] =>
  name.split(/[^\p{L}\p{N}]+/u).filter((part) => part.length > 2 && !/^(the|and)$/iu.test(part));

/** Puts neutral words in place of each address, name, number and role of people who are left out, anywhere in a text. */
export type Redaction = (text: string) => string;

/** Whether nothing is left of a text but what stands in for somebody. */
export const isStandIn = (words: string): boolean =>
  Object.values(standIns).some((one) => one === words.toLowerCase());

/** The redaction for a record. `people`: all of Contacts. */
export function redactionOf(
  rows: RecordRows,
  reader: Reader,
  people: readonly Person[],
): Redaction {
  const student = fold(rows.file.row.student ?? "");
  const own = new Set(partsOf(student));
  const hidden = hiddenIn(rows, reader).filter(([words]) => fold(words) !== student);
  const known = people.filter(({ email, name }) =>
    hidden.some(([words]) => fold(words) === email || fold(words) === fold(name)),
  );
  const instead = new Map(
    [
      ...hidden,
      ...known.flatMap(({ email, name, role }) =>
        [email, name, roleWords[role], role].map((words): Hidden => [words, standIns["who"] ?? ""]),
      ),
    ].flatMap(([words, one]) => (words.length > 2 ? [[fold(words), one] as const] : [])),
  );
  if (instead.size === 0) return (text) => text;
  const longestFirst = [...instead.keys()].sort((a, b) => b.length - a.length);
  const exact = whole(longestFirst.map(escaped), "giu");
  const names = [
    ...known.map(({ name }) => name),
    ...rows.reports.flatMap((row) => {
      const name = textOf(row["reporterName"]);
      return instead.has(fold(name)) ? [name] : [];
    }),
  ];
  const parts = [...new Set(names.flatMap(partsOf))].filter((part) => !own.has(fold(part)));
  const titled = parts.map(
    (one) => `(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr)\\.?\\s+)?${escaped(capital(one))}`,
  );
  const byPart = parts.length === 0 ? null : whole(titled, "gu");
  const somebody = standIns["who"] ?? "";
  return (text) => {
    const without = text.replace(exact, (found) => instead.get(fold(found)) ?? somebody);
    const done = byPart === null ? without : without.replace(byPart, somebody);
    // A name whose parts went one by one.
    const once = done.replace(/(a member of staff)(?:[\s,]+a member of staff)+/gu, "$1");
    return text === done ? text : capital(once);
  };
}

/** Every code that a line about a case can have, in words, and what it tells beside what its column does. */
const codes: Readonly<Record<string, readonly [words: string, tells?: Kind]>> = {
  edited: [""],
  "edit-put-back": ["Undone: "],
  "case-opened": ["The case was opened"],
  "report-joined": ["A report was added", "reports"],
  "report-restored": ["A report that had gone from the register came back", "reports"],
  "report-came-back": ["A report came back after an earlier version was restored", "reports"],
  "reporter-not-kept": ["Who reported could not be kept", "reports"],
  "danger-reported": ["Immediate danger was reported", "reports"],
  "danger-asked": ["People were asked again, in immediate danger", "mandatedReports"],
  "call-reminded": ["Someone was reminded of a call", "mandatedReports"],
  "duty-ended": ["Ended with the case, not done", "mandatedReports"],
  "hold-ended": ["A hold ended", "mandatedReports"],
  "case-escalated": ["The next person was asked to acknowledge"],
  "case-given": ["The case was given to another person"],
  "case-released": ["A sealed case was released to the main register"],
  "case-closed": ["The case was closed"],
  "case-reopened": ["The case was opened again"],
  "cases-merged": ["Two cases were merged"],
  "cases-parted": ["A merge was undone"],
  "earlier-factors-counted": ["Risk factors of an earlier case were counted", "inside"],
  "factor-withdrawn": ["A risk factor was withdrawn", "inside"],
  "level-raised": ["The level rose", "inside"],
  "level-restored": ["The level was restored", "inside"],
  "acknowledgement-ended": ["The acknowledgement ended with a change of the case"],
  "clearance-ended": ["The agency's clearance ended with a change of the case", "mandatedReports"],
  "agreement-ended": ["The lead's agreement to close ended with a change of the case"],
  "answer-ended": ["An answer ended with a change of the case"],
  "plan-row-added": ["A row of Plan was added"],
  "state-lost": ["A hidden cell of the case was written over"],
  "disclosures-row-added": ["A row of Disclosures was added", "mandatedReports"],
};

/** The words for a code. A code that this version does not know becomes words by itself. */
export const historyWords = (code: string): string => codes[code]?.[0] ?? code.replace(/-/g, " ");

/** Whether there are words for the code. */
export const knowsCode = (code: string): boolean => code in codes;

/** A line of Activity, and what it is about. */
interface Line {
  readonly row: RowValues;
  readonly what: string;
  /** The step, for an edit of one; null for any other line. */
  readonly act: string | null;
  readonly tab: TabId;
  readonly column: Column | null;
}

function lineOf(row: RowValues): Line {
  const [what, named, entry] = ["what", "column", "entry"].map((key) => String(row[key] ?? ""));
  const act = actOfEntry(entry ?? "");
  const [first = "", key] = (named ?? "").split(".");
  const at = tabs[first as TabId] === undefined ? null : (first as TabId);
  const tab = at ?? (act === null && isOfCase(first) ? "cases" : "checklist");
  const column = tabs[tab].columns.find((one) => one.key === (at === null ? first : key));
  return { row, what: what ?? "", act, tab, column: column ?? null };
}

const isOfCase = (key: string) => tabs.cases.columns.some((one) => one.key === key);

/** What a line tells. A code that is not known, and the step of an edit that is not, may tell of a report. */
function toldByLine({ row, what, act, tab, column }: Line, rows: RecordRows): readonly Kind[] {
  const unknown = ["reports", "mandatedReports"] as const;
  const code = codes[what];
  const [, more = []] = code ?? ["", unknown];
  const isOfStep = tab === "checklist" && column !== null;
  return [
    ...[more].flat(),
    ...(column === null ? [] : told(tab, column.key)),
    ...(isOfStep && act === null ? unknown : toldByAct(packOfCase(rows.file.row), act)),
    ...(tab === "disclosures" || String(row["column"] ?? "").startsWith("log.") ? unknown : []),
  ];
}

function whoWords(who: string): string {
  if (who === "automation") return "The system";
  return who === "unknown editor" ? "Someone whom Google did not name" : who;
}

/** A day of a case's history. */
export interface HistoryDay {
  /** Such as "2026-09-01", in the district's zone. */
  readonly day: string;
  /** When, what, from what, to what, by whom. `at`: milliseconds UTC. */
  readonly lines: readonly (readonly [
    at: number,
    what: string,
    from: string,
    to: string,
    who: string,
  ])[];
}

/** The history, the earliest first. `instant`: how a time is written. */
export function historyOf(
  rows: RecordRows,
  reader: Reader,
  zone: ZoneOffset,
  instant: (at: number) => string,
): readonly HistoryDay[] {
  const pack = packOfCase(rows.file.row);
  const stepNamed = (act: string) => {
    const datum = actOf(pack, act);
    return datum === null ? null : say(datum.name);
  };
  const valueWords = (value: string, column: Column | null): string => {
    if (value === "true" || value === "false") return value === "true" ? "Yes" : "No";
    const at = /^\d{4}-\d\d-\d\dT/.test(value) ? parseIso(value.replace(/Z$/, ":00.000Z")) : null;
    if (at !== null) return column?.type === "date" ? dateText(at, zone) : instant(at);
    const role = (one: string) => {
      const found = personRoles.find((known) => known === one);
      return found === undefined ? one : capital(roleWords[found]);
    };
    const named = column?.words?.()[value] ?? stepNamed(value);
    return named ?? value.split(" ").map(role).join(", ");
  };
  const shown = rows.activity
    .map(lineOf)
    .filter((line) => sees(reader, toldByLine(line, rows)))
    .map(({ row, what, act, tab, column }) => {
      const of = (key: string) => valueWords(String(row[key] ?? ""), column);
      const isEdit = what === "edited" || what === "edit-put-back";
      const where = tab === "cases" ? [] : [act === null ? tabs[tab].title : stepNamed(act)];
      const title = [...where, column?.header].flatMap((one) => one ?? []).join(": ");
      const words = isEdit ? `${historyWords(what)}${title}` : historyWords(what);
      const at = typeof row["at"] === "number" ? row["at"] : 0;
      const who = whoWords(String(row["who"] ?? ""));
      return [at, words, of("from"), of("to"), who] as const;
    })
    .sort(([a], [b]) => a - b);
  return [...new Set(shown.map(([at]) => dateText(at, zone)))].map((day) => ({
    day,
    lines: shown.filter(([at]) => dateText(at, zone) === day),
  }));
}
