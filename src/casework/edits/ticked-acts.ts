/** What a tick brings with it: the next turn of a repeating act, its Log row, and the record of a disclosure. Pure. */
import { isDuty } from "../../protocol/act-kinds";
import { actIds } from "../../protocol/ids";
import type { Append } from "../../register/change";
import { startOfDay, type ZoneOffset } from "../../register/local-time";
import { type ChecklistRow, disclosureColumns, logColumns } from "../../register/tabs";
import { acceptedOf } from "../accepted";
import type { CaseFile } from "../case-file";

const day = 86_400_000;

/** Days between two turns of the acts that repeat, and the zone in which a day begins. */
export interface Intervals {
  readonly checkInEveryDays: number;
  readonly monitorEveryDays: number;
  readonly zone: ZoneOffset;
}

function everyDays(act: ChecklistRow, intervals: Intervals): number | null {
  if (act.act === "regular-contact") return intervals.checkInEveryDays;
  if (act.act === "monitor-action-plan") return intervals.monitorEveryDays;
  return null;
}

/** A health or safety emergency: what may be disclosed, and that it must be recorded (domain.md B3). */
const disclosureGround =
  "Health or safety emergency: FERPA 34 CFR 99.36, recorded under 34 CFR 99.32(a)(5). Complete: the threat, and what was told.";

/** The case with repeating acts set to their next turn; a case that is closed has no next turn. */
export function withNextTurns(
  file: CaseFile,
  ticked: readonly ChecklistRow[],
  intervals: Intervals,
  now: number,
): CaseFile {
  const keys = new Set(ticked.map((act) => act.row));
  const turned = file.acts.flatMap((act) => {
    const days = everyDays(act, intervals);
    return keys.has(act.row) && days !== null ? [{ act, days }] : [];
  });
  if (turned.length === 0 || file.row.status === "closed") return file;
  const due = new Map(turned.map(({ act, days }) => [act.row, now + days * day]));
  const acts = file.acts.map((act): ChecklistRow => {
    const next = due.get(act.row);
    return next === undefined ? act : { ...act, done: false, state: "open", due: next };
  });
  const contact = turned.find(({ act }) => act.act === "regular-contact");
  // The cell holds a day: an hour in it would be read back as something that a person typed.
  const nextCheckIn =
    contact === undefined
      ? file.row.nextCheckIn
      : startOfDay(now + contact.days * day, intervals.zone);
  return { row: { ...file.row, nextCheckIn }, acts };
}

/** Rows of Log and Disclosures for acts ticked now by someone. Keys derive from the act and the moment. */
export function recordsOf(ticked: readonly ChecklistRow[], who: string, now: number): Append[] {
  return ticked.flatMap((act): Append[] => {
    const key = `${act.row ?? ""} ${now.toString(36)}`;
    const records: Append[] = [];
    if (act.act === "regular-contact" || act.act === "monitor-action-plan") {
      const row = { row: key, case: act.case, at: now, who, act: act.act, what: act.what };
      records.push({ tab: "log", row: { ...row, accepted: acceptedOf(logColumns, row) } });
    }
    const id = actIds.find((one) => one === act.act);
    if (id !== undefined && isDuty(id)) {
      const row = {
        row: key,
        case: act.case,
        at: now,
        agency: act.call,
        agencyPerson: act.agencyPerson,
        what: act.what,
        ground: disclosureGround,
        who,
      };
      const accepted = acceptedOf(disclosureColumns, row);
      records.push({ tab: "disclosures", row: { ...row, accepted } });
    }
    return records;
  });
}
