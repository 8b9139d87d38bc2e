/** The rows that a tick adds to the Log and Disclosures tabs, so that nobody has to write them. Pure. */

import type { ProtocolPack } from "../../protocol/pack";
import { actOf, isCall } from "../../protocol/pack-queries";
import type { Append } from "../../register/change";
import { type ChecklistRow, disclosureColumns, logColumns } from "../../register/tabs";
import { acceptedText } from "../model/accepted-inputs";
import { whatWithoutAttempts } from "../model/acts/call-attempts";
import type { ReconciledCase } from "./reconcile-case";

/** A row of the Log. `at`: milliseconds UTC. */
function logRow(
  key: string,
  act: ChecklistRow,
  outcome: "reached" | "no-answer" | null,
  who: string,
  at: number,
  whom = outcome === null ? null : act.call,
): Append {
  const row = {
    row: key,
    case: act.case,
    at,
    who,
    act: act.act,
    with: whom,
    outcome,
    what: whatWithoutAttempts(act),
  };
  return { tab: "log", row: { ...row, accepted: acceptedText(logColumns(), row) } };
}

/**
 * A row of the Log for each unanswered attempt, each call that reached somebody and each turn of a repeating act. A row of Disclosures for
 * each duty: what its agency was told. A call is entered under the time at which it was made, if that is known; else under `now`.
 * Milliseconds UTC. A call that somebody ticked who may not act on the case is entered as not confirmed: it may be true (design 2.19).
 */
export function recordsOfTicks(
  pack: ProtocolPack,
  { ticked, tried, claimed }: Pick<ReconciledCase, "ticked" | "tried" | "claimed">,
  who: string,
  now: number,
): Append[] {
  const key = (act: ChecklistRow) => `${act.row ?? ""} ${now.toString(36)}`;
  const said = claimed.map((act) => {
    const { agencyPerson, agencyReference, madeBy, calledAt } = act;
    const what = [
      "Not confirmed. Someone who may not act on this case wrote that this call was made. It was undone.",
      ...(agencyReference === null ? [] : [`Agency's reference: ${agencyReference}.`]),
      ...(madeBy === null ? [] : [`Made by: ${madeBy}.`]),
    ].join("\n");
    const at = Math.min(calledAt ?? now, now);
    return logRow(`${key(act)} not-confirmed`, { ...act, what }, null, who, at, agencyPerson);
  });
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
      const accepted = acceptedText(disclosureColumns(), row);
      records.push({ tab: "disclosures", row: { ...row, accepted } });
    }
    return records;
  });
  return [...missed, ...made, ...said];
}
