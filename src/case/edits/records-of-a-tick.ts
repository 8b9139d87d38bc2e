/** The rows that a tick adds to the Log and Disclosures tabs, so that nobody has to write them. Pure. */

import type { ProtocolPack } from "../../protocol/pack";
import { actOf, isCall } from "../../protocol/pack-queries";
import type { Append } from "../../register/change";
import { acceptedText } from "../../register/row-state";
import { type ChecklistRow, disclosureColumns } from "../../register/tabs";
import { whatWithoutAttempts } from "../model/acts/call-attempts";
import type { EditRun } from "./edit-run";
import type { ReconciledCase } from "./reconcile-case";

/** What a row of the Log says beside its act. `at`: milliseconds UTC. */
interface Logged {
  readonly row: string;
  readonly outcome: "reached" | "no-answer" | null;
  readonly at: number;
  readonly with: string | null;
}

function logRow(act: ChecklistRow, logged: Logged, who: string): Append {
  const what = whatWithoutAttempts(act);
  const row = { ...logged, case: act.case, who, act: act.act, what };
  return { tab: "log", row };
}

/**
 * A row of the Log for each unanswered attempt, each call that reached somebody and each turn of a repeating act. A row of Disclosures for
 * each duty: what its agency was told. A call is entered under the time at which it was made, if that is known; else under `now`.
 * Milliseconds UTC. A call that somebody ticked who may not act on the case is entered as not confirmed: it may be true (design 2.19).
 */
export function recordsOfTicks(
  pack: ProtocolPack,
  { ticked, tried, claimed }: Pick<ReconciledCase, "ticked" | "tried" | "claimed">,
  { who, now }: EditRun,
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
    const row = `${key(act)} not-confirmed`;
    return logRow({ ...act, what }, { row, outcome: null, at, with: agencyPerson }, who);
  });
  const missed = tried.map((act) => {
    const row = `${key(act)} no-answer`;
    return logRow(act, { row, outcome: "no-answer", at: now, with: act.call }, who);
  });
  const made = ticked.flatMap((act): Append[] => {
    const records: Append[] = [];
    const datum = actOf(pack, act.act);
    const row = key(act);
    if (isCall(pack, act.act)) {
      const at = act.calledAt ?? now;
      records.push(logRow(act, { row, outcome: "reached", at, with: act.call }, who));
    } else if (datum !== null && datum.repeats !== null) {
      records.push(logRow(act, { row, outcome: null, at: now, with: null }, who));
    }
    if (datum?.duty === true) {
      const disclosure = {
        row,
        case: act.case,
        at: act.calledAt ?? now,
        agency: act.call,
        agencyPerson: act.agencyPerson,
        what: whatWithoutAttempts(act),
        // The law under which it was disclosed is chosen by the person who disclosed it.
        ground: null,
        who,
      };
      const accepted = acceptedText(disclosureColumns(), disclosure);
      records.push({ tab: "disclosures", row: { ...disclosure, accepted } });
    }
    return records;
  });
  return [...missed, ...made, ...said];
}
