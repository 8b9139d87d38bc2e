/** The result of a drill in words: who was mailed when, who answered when, who did not. */

import { isActMade } from "../../case/model/acts/act-completion";
import { caseFilesIn } from "../../case/storage/load-cases";
import { directoryIn, directoryRequests } from "../../district/directory/load-directory";
import { roleWords } from "../../district/roles";
import { countInWords } from "../../install/check/findings";
import { packOfCase } from "../../protocol/find-pack";
import { isCall } from "../../protocol/pack-queries";
import type { TabRequest } from "../../register/read/plan-read";
import { rowsOf, type Snapshot } from "../../register/read/snapshot";
import type { Drill, Progress } from "../../store/keys";
import { capital } from "../../text";
import { minuteMs, whenWords, type ZoneOffset } from "../../time";

/** What `progressIn` needs of the drill's register. */
export const progressRequests: readonly TabRequest[] = [
  { tab: "cases", columns: "all" },
  { tab: "checklist", columns: "all" },
  { tab: "outbox", columns: "all" },
  ...directoryRequests,
];

/** At most so many mails are kept: a property of the script's store holds 9 KB. */
const mailsShown = 40;
const asks: readonly string[] = ["case-opened", "case-escalated"];

/**
 * How far the drill has come, from a read of its register with `progressRequests`. `isAnswered`: the case was acknowledged and every call
 * was ticked, so the drill can end.
 */
export function progressIn(
  snapshot: Snapshot,
  zone: ZoneOffset,
): Progress & { readonly isAnswered: boolean } {
  const { people } = directoryIn(snapshot, zone);
  const references = rowsOf(snapshot, "cases").map(({ key }) => key);
  const files = [...caseFilesIn(snapshot, references).values()];
  const sent = rowsOf(snapshot, "outbox").flatMap(({ values }) =>
    values.state === "dropped" ? [] : [{ ...values, to: values.to ?? "", kind: values.kind ?? "" }],
  );
  const mails = sent
    .slice(-mailsShown)
    .map(({ to, kind, sentAt = null, lastError }) => [
      to,
      people.filter(({ email }) => email === to).map(({ role }) => roleWords[role])[0] ??
        "reporter",
      capital(kind.replace(/-/g, " ")),
      sentAt === null ? `not sent${lastError ? `: ${lastError}` : ""}` : whenWords(sentAt, zone),
    ]);
  const { acknowledgedAt = null, acknowledgedBy = null, opened } = files[0]?.row ?? {};
  const asked = new Set(sent.flatMap(({ to, kind }) => (asks.includes(kind) ? to : [])));
  if (acknowledgedBy !== null) asked.delete(acknowledgedBy);
  const roleOf = (address: string | null) =>
    people.find(({ email }) => email === address)?.role ?? "";
  const calls = files.flatMap(({ row, acts }) =>
    acts.filter(({ act }) => isCall(packOfCase(row), act)),
  );
  return {
    mails,
    answered: acknowledgedBy === null ? "nobody" : roleOf(acknowledgedBy) || "somebody-else",
    silent: [...new Set([...asked].map(roleOf))].join(" ").trim(),
    lines: [
      acknowledgedAt === null
        ? "Nobody acknowledged the case."
        : `Acknowledged by ${acknowledgedBy ?? "somebody"}, ${countInWords(Math.round((acknowledgedAt - (opened ?? 0)) / minuteMs), "minute")} after the case was opened (${whenWords(acknowledgedAt, zone)}).`,
      ...calls.map((act) => {
        const [what = ""] = (act.what ?? "").split("\n");
        return isActMade(act)
          ? `Ticked by ${act.doneBy ?? "somebody"}${act.doneAt === null ? "" : `, ${whenWords(act.doneAt, zone)}`}: ${what}`
          : `Not ticked: ${what}`;
      }),
      ...(asked.size === 0 ? [] : [`Asked, and did not acknowledge: ${[...asked].join(", ")}.`]),
    ],
    isAnswered: acknowledgedAt !== null && calls.length > 0 && calls.every(isActMade),
  };
}

/**
 * One sentence on the report that the drill asked its answerer to send through the Form: whether it came, and whether its trigger or the
 * clock found it.
 */
export function formWords({ codeUntil, takenAt, foundBy }: Drill, zone: ZoneOffset): string {
  if (takenAt === 0) {
    return codeUntil === 0
      ? "It ended before a report was asked for."
      : "No report with the code came from the Form.";
  }
  return foundBy === "clock"
    ? `The report with the code was found by the clock (${whenWords(takenAt, zone)}): no trigger told of it. Choose Set up, then Check.`
    : `The report with the code came from the Form, and its trigger told of it (${whenWords(takenAt, zone)}).`;
}
