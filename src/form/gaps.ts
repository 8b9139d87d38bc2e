/**
 * Finds questions that the Form does not ask any more, since somebody deleted them or a choice that they need (design 2.9). A question
 * that a reporter skipped is not such a gap. Pure.
 */
import { jsonRecord, recordIn } from "../json";
import type { FormQuestion, Memory } from "../ports";
import { packsFrom } from "../protocol/find-pack";
import type { ProtocolPack } from "../protocol/pack";
import { choices, type FormKey, isChoiceKey } from "./questions";
import { type Report, type ReportKey, reportKeys } from "./report";

/**
 * The keys of questions that set-up made and that are now gone or lack a choice. A question counts as whole if it has the choices of any
 * one pack, since the Form follows a change of protocol only at the next set-up.
 */
export function formGaps(
  pack: ProtocolPack,
  present: readonly FormQuestion[],
  ids: ReadonlyMap<FormKey, number>,
): readonly ReportKey[] {
  const byId = new Map(present.map((one) => [one.id, one]));
  return reportKeys.filter((key) => {
    const id = ids.get(key);
    if (id === undefined) return false;
    const found = byId.get(id);
    if (found === undefined) return true;
    if (!isChoiceKey(key)) return false;
    return packsFrom(pack).every((one) =>
      choices(one, key).some(({ text }) => !found.choices.includes(text)),
    );
  });
}

/**
 * Questions that decide who learns of a report, and how soon. For these it matters whether a question was not asked or only not answered.
 */
export const decisiveKeys = ["recipientMayBeInvolved", "immediateDanger"] as const;
export type DecisiveKey = (typeof decisiveKeys)[number];

/** From when to when a question was missing; `until` null: it still is. Milliseconds since 1970, UTC. */
export type Span = readonly [from: number, until: number | null];

/** What the script remembers about gaps. */
export interface KeptGaps {
  readonly spans: Readonly<Record<DecisiveKey, readonly Span[]>>;
  /** Keys of the questions of which lead and admins were told that they are missing. */
  readonly told: readonly string[];
}

/** The most spans that are kept for a question, far more than anybody causes: Google keeps 9 KB in a property. */
const spansUpTo = 20;

/** What is remembered; nothing if the memory is empty or cannot be read. */
export function keptGaps(memory: Pick<Memory, "get">): KeptGaps {
  const { told, ...all } = jsonRecord(memory.get("formGaps"));
  const spansOf = (key: DecisiveKey): readonly Span[] => {
    const list = all[key];
    return (Array.isArray(list) ? list : []).flatMap((one: unknown): readonly Span[] => {
      const { from, until } = recordIn(one);
      return typeof from === "number" ? [[from, typeof until === "number" ? until : null]] : [];
    });
  };
  return {
    spans: {
      recipientMayBeInvolved: spansOf("recipientMayBeInvolved"),
      immediateDanger: spansOf("immediateDanger"),
    },
    told: Array.isArray(told) ? told.map(String) : [],
  };
}

/** The text to remember. */
export function writtenGaps({ spans, told }: KeptGaps): string {
  const written = decisiveKeys.map((key) => [
    key,
    spans[key].slice(-spansUpTo).map(([from, until]) => ({ from, until })),
  ]);
  return JSON.stringify({ ...Object.fromEntries(written), told });
}

/**
 * What to remember now that `missing` is what the Form lacks. `since`: when the earliest report came that may not have been asked.
 * `asked`: when the earliest report came that was asked again. Both milliseconds UTC.
 */
export function gapsNow(
  before: KeptGaps,
  missing: readonly ReportKey[],
  since: number,
  asked: number,
): KeptGaps {
  const spanned = (key: DecisiveKey): readonly Span[] => {
    const all = before.spans[key];
    const last = all[all.length - 1];
    const isOpen = last !== undefined && last[1] === null;
    if (missing.includes(key)) {
      const closed = isOpen ? all.slice(0, -1) : all;
      return [...closed, [isOpen ? Math.min(last[0], since) : since, null]];
    }
    return isOpen ? [...all.slice(0, -1), [last[0], asked - 1]] : all;
  };
  return {
    spans: {
      recipientMayBeInvolved: spanned("recipientMayBeInvolved"),
      immediateDanger: spanned("immediateDanger"),
    },
    told: before.told.filter((key) => missing.some((one) => one === key)),
  };
}

/** Stands in Reports in place of an answer that nobody could give. */
export const notAsked =
  "(The Form did not ask this: its question, or a choice of it, was missing.)";

/** The report with the decisive questions that it was not asked among its unread answers. `receivedAt`: milliseconds UTC. */
export function withNotAsked(
  report: Report,
  receivedAt: number,
  memory: Pick<Memory, "get">,
): Report {
  const { spans } = keptGaps(memory);
  const missing = decisiveKeys.filter(
    (key) =>
      report[key] === null &&
      !report.unread.some((one) => one.key === key) &&
      spans[key].some(([from, until]) => receivedAt >= from && receivedAt <= (until ?? receivedAt)),
  );
  if (missing.length === 0) return report;
  return {
    ...report,
    unread: [...report.unread, ...missing.map((key) => ({ key, text: notAsked }))],
  };
}
