/**
 * Reads a Form response into a report: each answer as the type of its question. Nothing is lost: an answer that cannot be read is kept as
 * it was written.
 */
import type { Clock, FormResponse, RawAnswer } from "../ports";
import type { ProtocolPack } from "../protocol/pack";
import { parseLearnedAt } from "../time";
import { choices, exactOption, isChoiceKey, optionOf } from "./choices";
import { type Report, type ReportKey, reportKeys, type UnreadAnswer } from "./report";

type Zone = Pick<Clock, "offsetMinutes">;

/**
 * The report. It is read by the pack whose words the answers hold: the first of `packs`, unless another one can read more answers, as in a
 * response to a Form of another protocol. Empty answers are null or an empty list. Text stays as it was written.
 */
export function readReport(
  response: FormResponse,
  clock: Zone,
  packs: readonly [ProtocolPack, ...ProtocolPack[]],
): Report {
  const [own, ...others] = packs;
  const first = readBy(own, response, clock);
  if (first.unread.length === 0) return first;
  return others
    .map((pack) => readBy(pack, response, clock))
    .reduce((best, other) => (other.unread.length < best.unread.length ? other : best), first);
}

/**
 * Reads by one pack. A choice counts wherever its words are found, alone or in a list: if someone changed the type of the question, its
 * answers still raise the level.
 */
function readBy(pack: ProtocolPack, response: FormResponse, clock: Zone): Report {
  const unread: UnreadAnswer[] = [];
  /** Keeps an answer that cannot be read as it was written. */
  const notRead = (key: UnreadAnswer["key"], answer: RawAnswer, title = ""): null => {
    unread.push({ key, text: title + listed(answer).join("\n") });
    return null;
  };
  const read = (key: ReportKey, answer: RawAnswer): string | number | readonly string[] | null => {
    const all = listed(answer);
    const [chosen = "", ...others] = all;
    if (key === "factors" || key === "concerns") {
      const found = new Set<string>();
      for (const one of all) {
        const option = optionOf(pack, key, one);
        if (option !== null) found.add(option);
        else notRead(key, one);
      }
      // In the order of the Form, since Google promises none.
      return choices(pack, key).flatMap(({ id }) => (found.has(id) ? [id] : []));
    }
    if (all.length === 0) return null;
    if (key === "immediateDanger") {
      // Only the exact words of the choice "no" count as no. Any other words, also almost the same ones, count as danger.
      const option = others.length === 0 ? exactOption(pack, key, chosen) : null;
      return option ?? notRead(key, answer) ?? "yes";
    }
    if (isChoiceKey(key)) {
      return (others.length === 0 ? optionOf(pack, key, chosen) : null) ?? notRead(key, answer);
    }
    if (typeof answer !== "string") return notRead(key, answer);
    return key === "learnedAt" ? (parseLearnedAt(answer, clock) ?? notRead(key, answer)) : answer;
  };
  // A map, so that a key such as "__proto__" in a response does no harm.
  const answers = new Map(Object.entries(response.answers));
  const found = reportKeys.map((key) => [key, read(key, answers.get(key) ?? "")]);
  for (const { title, answer } of response.strangers) {
    if (listed(answer).length > 0) notRead("unknown-question", answer, `${title}\n`);
  }
  // Every key is there, each as the type of its question.
  const report = Object.fromEntries(found) as Pick<Report, ReportKey>;
  return { pack, language: response.language, ...report, unread };
}

/** The ticked choices without empty ones; a single answer is a list of one. Empty where nothing was answered: spaces are an answer. */
function listed(answer: RawAnswer): readonly string[] {
  return (Array.isArray(answer) ? answer : [answer]).map(String).filter((text) => text !== "");
}
