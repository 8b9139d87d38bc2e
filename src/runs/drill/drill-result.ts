/** What came of a drill, in words: who was mailed when, who answered when, who did not. */

import { isActMade } from "../../case/model/act-completion";
import { filesIn } from "../../case/storage/load-cases";
import { directoryIn, directoryRequests } from "../../district/load-directory";
import { roleWords } from "../../district/roles";
import { jsonRecord, textsIn } from "../../json";
import { isCall } from "../../protocol/engine";
import { packOfCase } from "../../protocol/find-pack";
import { rowsOf, type Snapshot, type TabRequest } from "../../register/read-register";
import { capital } from "../../text";
import { minuteMs, whenWords, type ZoneOffset } from "../../time";
import type { Drill } from "../drill-state";

export interface Progress {
  /** Each as who, in which role, what, and when. */
  readonly mails: readonly (readonly string[])[];
  /** The first says who acknowledged. */
  readonly lines: readonly string[];
}

export const progressRequests: readonly TabRequest[] = [
  { tab: "cases", columns: "all" },
  { tab: "checklist", columns: "all" },
  { tab: "outbox", columns: "all" },
  ...directoryRequests,
];

/** A property holds 9 KB. */
const mailsShown = 40;
const asks: readonly string[] = ["case-opened", "case-escalated"];

/** Of a read with `progressRequests`. `isAnswered`: acknowledged, and every call ticked. */
export function progressIn(
  snapshot: Snapshot,
  zone: ZoneOffset,
): Progress & { readonly isAnswered: boolean } {
  const { people } = directoryIn(snapshot, zone);
  const references = rowsOf(snapshot, "cases").map(({ key }) => key);
  const files = [...filesIn(snapshot, references).values()];
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
  const calls = files.flatMap(({ row, acts }) =>
    acts.filter(({ act }) => isCall(packOfCase(row), act)),
  );
  return {
    mails,
    lines: [
      acknowledgedAt === null
        ? "Nobody acknowledged the case."
        : `Acknowledged by ${acknowledgedBy ?? "somebody"}, ${Math.round((acknowledgedAt - (opened ?? 0)) / minuteMs)} minutes after the case was opened (${whenWords(acknowledgedAt, zone)}).`,
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

/** As kept; "began" 0 where there is none, or what is kept cannot be read. */
export function progressOf(text: string | null): Progress & { readonly began: number } {
  const { began, mails, lines } = jsonRecord(text);
  return {
    began: Number(began) || 0,
    mails: Array.isArray(mails) ? mails.map(textsIn) : [],
    lines: textsIn(lines),
  };
}

/** What came of the report that was asked for. */
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
