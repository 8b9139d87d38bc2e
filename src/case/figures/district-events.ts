/**
 * What the district did beside cases, for the evidence of a school year: one line for each event, with its day. These are no counts of
 * students.
 */
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import { capital } from "../../text";
import { dateText, type Moment, schoolYearOf } from "../../time";
import type { RecordPart } from "../records/record";
import { wentAs } from "./school-year-rows";

/** How many cases a roll-over left behind. */
export const goneCases = (snapshot: Snapshot): number =>
  rowsOf(snapshot, "activity").filter(({ values }) => values.what === wentAs.counted).length;

/** What somebody looked at, without the address that an id may hold. */
function lookedAtWords(to: string): string {
  const [id = "", on = ""] = to.split(": ");
  const [kind = ""] = id.split(" ");
  const what = kind === "account" ? "an account" : kind === "group" ? "an address of a group" : id;
  return `${capital(what.replace(/-/g, " "))}, looked at on ${on}`;
}

type Line = ReturnType<typeof rowsOf<"activity">>[number]["values"];

/** What happened, in words; null for a line about anything else. */
function eventWords({ what, column, to }: Line): string | null {
  switch (what) {
    case "setting-changed":
      return `${column ?? ""}: changed`;
    case "went-live":
      return "Went live, after a drill.";
    case "attested":
      return lookedAtWords(to ?? "");
    default:
      return null;
  }
}

/** Changes of the protocol and of settings, going live, and what somebody attested. Going live counts in later years too. */
export function districtEvents(
  snapshot: Snapshot,
  year: number,
  { zone }: Moment,
): readonly RecordPart[] {
  const heading = "What the district changed and attested";
  const rows = rowsOf(snapshot, "activity")
    .flatMap(({ values }) => {
      const at = values.at ?? null;
      const words = at === null ? null : eventWords(values);
      if (at === null || words === null) return [];
      const of = schoolYearOf(at, zone);
      return of === year || (of < year && values.what === "went-live") ? [{ at, words }] : [];
    })
    .sort((a, b) => a.at - b.at)
    .map(({ at, words }) => [dateText(at, zone), words]);
  return rows.length === 0
    ? [{ heading, words: ["Nothing is on record for this school year."] }]
    : [{ heading, table: { head: ["Day", "What"], rows } }];
}
