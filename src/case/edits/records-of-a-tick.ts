/** The rows that a tick adds to the Log and Disclosures tabs, so that nobody has to write them. Pure. */
import { actOf, isCall } from "../../protocol/engine";
import type { ProtocolPack } from "../../protocol/pack";
import type { Append } from "../../register/change";
import { type ChecklistRow, disclosureColumns, logColumns } from "../../register/tabs";
import { acceptedOf } from "../model/accepted-inputs";
import { whatWithoutAttempts } from "../model/call-attempts";
import type { ReconciledCase } from "./reconcile-case";

/** A row of the Log. `at`: milliseconds UTC. */
function logRow(
  key: string,
  act: ChecklistRow,
  outcome: "reached" | "no-answer" | null,
  who: string,
  at: number,
): Append {
  const row = {
    row: key,
    case: act.case,
    at,
    who,
    act: act.act,
    with: outcome === null ? null : act.call,
    outcome,
    what: whatWithoutAttempts(act),
  };
  return { tab: "log", row: { ...row, accepted: acceptedOf(logColumns(), row) } };
}

/**
 * A row of the Log for each unanswered attempt, each call that reached somebody and each turn of a repeating act. A row of Disclosures for
 * each duty: what its agency was told. A call is entered under the time at which it was made, if that is known; else under `now`.
 * Milliseconds UTC.
 */
export function recordsOf(
  pack: ProtocolPack,
  { ticked, tried }: Pick<ReconciledCase, "ticked" | "tried">,
  who: string,
  now: number,
): Append[] {
  const key = (act: ChecklistRow) => `${act.row ?? ""} ${now.toString(36)}`;
  const missed = tried.map((act) => logRow(`${key(act)} no-answer`, act, "no-answer", who, now));
  const made = ticked.flatMap((act): Append[] => {
    const records: Append[] = [];
    const datum = actOf(pack, act.act);
    if (isCall(pack, act.act))
      records.push(logRow(key(act), act, "reached", who, act.calledAt ?? now));
    else if (datum !== null && datum.repeats !== null)
      records.push(logRow(key(act), act, null, who, now));
    if (datum?.duty === true) {
      const row = {
        row: key(act),
        case: act.case,
        at: act.calledAt ?? now,
        agency: act.call,
        agencyPerson: act.agencyPerson,
        what: whatWithoutAttempts(act),
        // The law under which it was disclosed is chosen by the person who disclosed it.
        ground: null,
        who,
      };
      const accepted = acceptedOf(disclosureColumns(), row);
      records.push({ tab: "disclosures", row: { ...row, accepted } });
    }
    return records;
  });
  return [...missed, ...made];
}
