/**
 * What a row of a case tells, and the names that are left out with it: in no part of a record stands anyone who is named by what it
 * leaves out. This is no judgment of free text: the person who prints a record has to read it first. Pure.
 */

import { type Person, personRoles, roleWords } from "../../district/district";
import { packOfCase } from "../../protocol/find-pack";
import type { ProtocolPack } from "../../protocol/pack";
import { actOf, isDuty, roleOf } from "../../protocol/pack-queries";
import { say } from "../../protocol/wording";
import type { RowValues, TabId, Value } from "../../register/columns";
import { capital, fold } from "../../text";
import { type CaseFile, everyAct } from "../facts/case-file";
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

/** What an act tells. A record without reports does not say that someone read them. */
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

/** Whether a cell says who does a step by the protocol: a role, which names no one. */
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

/** Whether nothing is left of a text but what stands in for someone. */
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
