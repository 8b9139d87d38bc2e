/**
 * What the district did beside cases, for the evidence of a school year: one line for each event, with its day. These are no counts of
 * students.
 */
import { settingDefinitions } from "../../district/settings";
import { packNamed } from "../../protocol/find-pack";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import { capital } from "../../text";
import { dateText, type Moment, schoolYearOf } from "../../time";
import type { EvidencePart } from "./case-counts";
import type { Shown } from "./small-cells";

interface Happened {
  readonly at: number;
  readonly what: string;
  readonly column: string;
  readonly from: string;
  readonly to: string;
}

/** The lines of Activity with one of these codes, the earliest first. */
export function happenedIn(snapshot: Snapshot, codes: readonly string[]): readonly Happened[] {
  return rowsOf(snapshot, "activity")
    .flatMap(({ values: { at = null, what = null, column, from, to } }): readonly Happened[] =>
      at === null || what === null || !codes.includes(what)
        ? []
        : [{ at, what, column: column ?? "", from: from ?? "", to: to ?? "" }],
    )
    .sort((a, b) => a.at - b.at);
}

/** Settings whose values name nobody, so that the evidence shows them. Of the others it shows that they changed. */
const shownSettings: readonly string[] = [
  "acknowledgeWithinHours",
  "protocol",
  "immediateDangerMinutes",
  "dangerAgainMinutes",
  "callReminderHours",
  "digestAt",
  "checkInEveryDays",
  "monitorEveryDays",
  "holdMaxDays",
  "formResponsesDays",
  "retentionYears",
  "smallCell",
  "schoolClosed",
];

/** A value as the evidence shows it: numbers, times, days and ids of protocols. Whatever else somebody typed could be a name. */
function valueWords(value: string): string {
  if (value === "") return "empty";
  const isPlain = /^[\d\s.,:-]+$/.test(value.replace(/\bto\b/g, "")) || packNamed(value) !== null;
  return isPlain ? `“${value}”` : "another text";
}

/** Settings that were changed in the year, each with its day and the values before and after. */
export function settingChanges(lines: readonly Happened[], moment: Moment): EvidencePart {
  const known = settingDefinitions().map(({ key }): string => key);
  return {
    heading: "Changes of the protocol and of settings",
    from: "Activity",
    words: lines.length === 0 ? ["None is on record in this year."] : [],
    entries: lines
      .filter(({ column }) => known.includes(column))
      .map(({ at, column, from, to }) => [
        dateText(at, moment.zone),
        shownSettings.includes(column)
          ? `${column}: from ${valueWords(from)} to ${valueWords(to)}`
          : `${column}: changed`,
      ]),
  };
}

/** What somebody looked at, without the address that an id may hold. */
function lookedAtWords(to: string): string {
  const [id = "", on = ""] = to.split(": ");
  const [kind = ""] = id.split(" ");
  const what =
    kind === "account" || kind === "group"
      ? `an ${kind === "account" ? "account" : "address of a group"}`
      : id;
  return `${capital(what.replace(/-/g, " "))}, looked at on ${on}`;
}

/** Going live, checks, and what somebody attested, each with its day. */
export function assurances(
  all: readonly Happened[],
  year: number,
  shown: Shown,
  moment: Moment,
): EvidencePart {
  const { zone } = moment;
  const live = all.filter(({ what, at }) => what === "went-live" && schoolYearOf(at, zone) <= year);
  const others = all.filter(
    ({ what, at }) => what !== "went-live" && schoolYearOf(at, zone) === year,
  );
  const isThere = (code: string) => others.some(({ what }) => what === code);
  return {
    heading: "Going live, checks, and what somebody attested",
    from: "Activity",
    entries: [
      ...live.map(({ at }) => [dateText(at, zone), "Went live, after a drill."] as const),
      ...others.map(({ at, what, to }) => {
        // Lines of a check can be about cases in danger, so their number stays inside.
        const checked = shown.least === 0 ? `Check. ${to}` : "Check";
        return [dateText(at, zone), what === "checked" ? checked : lookedAtWords(to)] as const;
      }),
    ],
    words: [
      ...(live.length === 0 ? ["When the desk went live is not on record."] : []),
      ...(isThere("checked") ? [] : ["No check is on record in this year."]),
      ...(isThere("attested") ? [] : ["Nobody attested anything in this year."]),
    ],
  };
}
