/**
 * Who may see what in a printed record. What each column tells stands in its entry (`printed`); here is who may see that, and which names
 * are left out with it. Every print follows this. A person who is named in what a record leaves out is named in no other part of it either.
 * The table does not judge free text: the person who prints a record has to read it first. Pure.
 */

import { type CaseFile, everyAct } from "../case/facts/case-file";
import type { Kind } from "../case/tabs/case-columns";
import { type CaseTabId, caseTabs } from "../case/tabs/case-tabs";
import { type Person, personRoles, roleWords } from "../district-directory";
import { packOfCase } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import { actOf } from "../protocol/pack-queries";
import { say } from "../protocol/wording";
import type { RowValues, Value } from "../register/columns";
import { betweenWords, capital, fold } from "../text";

/**
 * Who gets a record. `own`: the district's own file. `investigator`: an agency that investigates. `court`: a court, by its order. `student`:
 * the student, who is 18 or over and owns the record. `school`: the next school of a student who left. `family`: a parent, a guardian, a
 * student under 18, or someone who asks for them.
 */
const everyone = [
  ...["own", "counsel", "investigator", "court", "student", "school", "family", "other"],
] as const;
export type Audience = (typeof everyone)[number];

interface KindRule {
  /** Who sees it in every record; and who sees it only if the lead puts it in (`asked`). */
  readonly always: readonly Audience[];
  readonly asked: readonly Audience[];
  /** What it is called where a record lists what it leaves out; null for what is part of no record. */
  readonly name: string | null;
}

const agencies = ["counsel", "investigator", "court"] as const;
const outside = ["student", "school", "family", "other"] as const;

/**
 * The mandated reports go to no parent and no one else outside, and who reported goes to no one but agencies, a court and counsel (PC
 * 11167(d), 11167.5). What family and others outside get is the same for a case of any level (domain.md H4): which steps there are, and
 * what became of the case, would tell how the district assessed it. The student, who is 18, gets the assessment, the log and what police
 * said only if counsel decided so (H12).
 */
const kinds = {
  open: { always: everyone, asked: [], name: null },
  // The student's own name stays, even if someone who is left out has the same name.
  student: { always: everyone, asked: [], name: null },
  course: {
    always: ["own", ...agencies, "student", "school"],
    asked: [],
    name: "who works on the case, what became of it, other cases, and the history",
  },
  inside: {
    always: ["own", ...agencies],
    asked: ["student", "school"],
    name: "how the district assessed the case, its steps, what agencies were told, and what law enforcement says",
  },
  plan: {
    always: ["own", ...agencies, "student", "school"],
    asked: ["family", "other"],
    name: "the plan",
  },
  notes: { always: ["own", ...agencies], asked: outside, name: "the notes" },
  log: { always: ["own", ...agencies], asked: outside, name: "the log" },
  reports: {
    always: ["own"],
    asked: [...agencies, ...outside],
    name: "what reporters wrote",
  },
  mandatedReports: {
    always: ["own"],
    asked: [...agencies, "student"],
    name: "the mandated reports: who called and who wrote, whom they reached, under which reference, and how the reporters' own reports stand",
  },
  reporters: { always: [], asked: ["own", ...agencies], name: "who reported" },
  never: { always: [], asked: [], name: null },
} as const satisfies Readonly<Record<Kind, KindRule>>;

/** What a lead may put into a record that does not have it by itself. */
export const putIns = [
  "plan",
  "notes",
  "log",
  "inside",
  "mandatedReports",
  "reports",
  "reporters",
] as const;
export type PutIn = (typeof putIns)[number];

/** Who gets a record, and what the lead puts into it. */
export interface Reader {
  readonly audience: Audience;
  readonly putIn: readonly PutIn[];
}

const has = <T>(list: readonly T[], one: unknown) => list.some((item) => item === one);

/** Whether this reader may see something that tells all of these. */
export function sees({ audience, putIn }: Reader, tells: readonly Kind[]): boolean {
  return tells.every((kind) => {
    const { always, asked } = kinds[kind];
    return has<Audience>(always, audience) || (has(putIn, kind) && has<Audience>(asked, audience));
  });
}

/**
 * What the record leaves out, by kind, with the law. The words are the same whether or not the case has any of it, so they give nothing
 * away.
 */
export function leftOutWords(
  reader: Reader,
  { confidential }: Pick<ProtocolPack, "confidential">,
): readonly string[] {
  const laws = ["reports", "mandatedReports", "reporters"] as const;
  return Object.entries(kinds).flatMap(([kind, { name }]) => {
    // The cast holds: these are the keys of the table.
    if (name === null || sees(reader, [kind as Kind])) return [];
    const law = laws.find((one) => one === kind);
    return [`${capital(name)}. ${law === undefined ? "" : say(confidential[law])}`.trim()];
  });
}

/** What a column tells. One whose entry says nothing of it is in no record ("never"). */
export function kindsTold(tab: CaseTabId, key: string): readonly Kind[] {
  const printed =
    caseTabs[tab].columns.find((column) => column.key === key)?.says?.printed ?? "never";
  return typeof printed === "string" ? [printed] : printed;
}

const somebody = "a member of staff";

/** What stands in place of the person, agency or reference that a cell names (`names` of its entry), if a record leaves that cell out. */
const standIns = [somebody, "an agency", "a reference"] as const;

// What a row tells, and which names are left out with it.

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

/**
 * What it tells that a case has a step. The review step tells that reports were read, so a record without reports leaves it out. What the
 * row of a step says is "inside" as well.
 */
export function toldByAct(pack: ProtocolPack, act: string | null): readonly Kind[] {
  if (act === null) return [];
  return [
    "course",
    ...(actOf(pack, act)?.duty === true ? (["mandatedReports"] as const) : []),
    ...(actOf(pack, act)?.insideOnly === true ? (["inside"] as const) : []),
    ...(actOf(pack, act)?.role === "review" ? (["reports"] as const) : []),
  ];
}

/** "Town Police" from "Town Police (415) 555-0111". */
const withoutNumber = (text: string) => text.replace(/[\s(+]*\d[\d\s()+.-]{5,}.*$/u, "").trim();

/** How a line of Disclosures begins that was written because a record was printed. */
export const printedLine = "Printed record";

const isPrintLine = (row: RowValues) => textOf(row["what"]).startsWith(printedLine);

/**
 * What a row tells besides what its columns tell. In Checklist, what its step tells. In Log and Disclosures, what the step tells that the
 * row names or whose tick made the row; how the district assessed the case, if the system wrote the row of Log for anything else; and a
 * mandated report if its ground says so, or if a line of Log names an agency that is called for one. A disclosure without a ground counts
 * as a mandated report; so does the line of an earlier printed record, because it says what that record left out.
 */
export function toldByRow(tab: CaseTabId, row: RowValues, rows: RecordRows): readonly Kind[] {
  const pack = packOfCase(rows.file.row);
  if (tab === "checklist") return ["inside", ...toldByAct(pack, textOf(row["act"]))];
  if (tab !== "log" && tab !== "disclosures") return [];
  // The key of a row that a tick made has three words: the case, the step, the moment.
  const [, begun = ""] = textOf(row["row"]).split(" ");
  const written = fold(textOf(row["act"]));
  const acts = pack.acts.filter(
    ({ id, name }) => id === begun || [fold(id), fold(say(name))].includes(written),
  );
  const words = fold([row["with"], row["what"]].map(textOf).join(" "));
  const isOfDuty =
    tab === "log"
      ? everyAct(rows.file).some(({ act, call }) => {
          const agency = actOf(pack, act)?.duty === true ? fold(withoutNumber(call ?? "")) : "";
          return agency !== "" && words.includes(agency);
        })
      : textOf(row["ground"]) === "" || isPrintLine(row);
  return [
    ...acts.flatMap(({ id }) => toldByAct(pack, id)),
    ...(tab === "log" && acts.length === 0 && begun !== "" ? (["inside"] as const) : []),
    ...(isOfDuty || row["ground"] === "mandated-report" ? (["mandatedReports"] as const) : []),
  ];
}

/** Whether a cell names only a role, as the protocol does, and so no person. */
export const isOfRole = (words: string): boolean =>
  personRoles.some((role) => fold(words).startsWith(fold(roleWords[role])));

const escaped = (words: string) =>
  words.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/g, "\\s+");
const whole = (alternatives: readonly string[], flags: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join("|")})(?![\\p{L}\\p{N}])`, flags);

/** The parts of a name that can stand for the person alone: "Pat" and "Reporter". */
const partsOf = (name: string): readonly string[] =>
  name.split(betweenWords()).filter((part) => part.length > 2 && !/^(the|and)$/iu.test(part));

/** Puts neutral words in place of each address, name, number and role of people who are left out, anywhere in a text. */
export type Redaction = (text: string) => string;

/** Whether a text is only the neutral words for someone. */
export const isStandIn = (words: string): boolean =>
  standIns.some((one) => one === words.toLowerCase());

/** The redaction for a record. `people`: everyone in Contacts. */
export function redactionOf(
  rows: RecordRows,
  reader: Reader,
  people: readonly Person[],
): Redaction {
  const { file, log, disclosures, reports } = rows;
  const pack = packOfCase(file.row);
  const student = fold(file.row.student ?? "");
  /** The words that are left out, and the words in their place. */
  const instead = new Map<string, string>();
  const hide = (all: readonly string[], one: string) => {
    for (const words of all.map(fold)) if (words !== student) instead.set(words, one);
  };
  // The people, agencies and references named in cells that the record leaves out.
  const ofCase: readonly (readonly [CaseTabId, readonly RowValues[]])[] = [
    ["cases", [file.row, ...(file.merged ?? [])]],
    ["checklist", everyAct(file)],
    ["log", log],
    // The line of an earlier record names who printed it, and for whom.
    ["disclosures", disclosures.filter((row) => !isPrintLine(row))],
    ["reports", reports],
  ];
  /** Whether the protocol itself says so, of the same step in every case. */
  const isOfPack = (row: RowValues, words: string) =>
    actOf(pack, textOf(row["act"]))?.who.some((one) =>
      fold(words).startsWith(fold(say(one.words))),
    ) === true;
  for (const [tab, all] of ofCase) {
    const columns = standIns.flatMap((one) =>
      caseTabs[tab].columns.flatMap(({ key, names }) =>
        names === one ? [[key, one] as const] : [],
      ),
    );
    for (const row of all) {
      const ofRow = toldByRow(tab, row, rows);
      for (const [key, one] of columns) {
        const words = textOf(row[key]);
        const tells = [...ofRow, ...kindsTold(tab, key)].filter((kind) => kind !== "never");
        const isSaid = words === "" || isOfRole(words) || (key === "who" && isOfPack(row, words));
        const isHidden = !isSaid && !sees(reader, tells);
        if (isHidden) hide([words, withoutNumber(words)], one);
      }
    }
  }
  const known = people.filter(({ email, name }) => instead.has(email) || instead.has(fold(name)));
  for (const { email, name, role } of known) hide([email, name, roleWords[role], role], somebody);
  const longestFirst = [...instead.keys()]
    .filter(({ length }) => length > 2)
    .sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return (text) => text;
  const exact = whole(longestFirst.map(escaped), "giu");
  const reporters = reports
    .map((row) => textOf(row["reporterName"]))
    .filter((name) => instead.has(fold(name)));
  // The parts of the student's own name stay.
  const own = partsOf(student).map(fold);
  const parts = [...known.map(({ name }) => name), ...reporters].flatMap(partsOf);
  const titled = [...new Set(parts)]
    .filter((part) => !own.includes(fold(part)))
    .map((one) => `(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr)\\.?\\s+)?${escaped(capital(one))}`);
  const byPart = titled.length === 0 ? null : whole(titled, "gu");
  return (text) => {
    const without = text.replace(exact, (found) => instead.get(fold(found)) ?? somebody);
    const done = byPart === null ? without : without.replace(byPart, somebody);
    // If the parts of a name were replaced one by one, the neutral words are kept once.
    const once = done.replace(/(a member of staff)(?:[\s,]+a member of staff)+/gu, "$1");
    return text === done ? text : capital(once);
  };
}
