/**
 * Reads a Form response into a report: each answer as the type of its question. Nothing is lost: an answer that cannot be read is kept as
 * it was written.
 */
import type { Clock, FormResponse, RawAnswer } from "../ports";
import type { YesNo } from "../protocol/ids";
import type { ProtocolPack } from "../protocol/pack";
import { parseLearnedAt } from "../time";
import { type ChoiceKey, choices, exactOptions, type OptionIds, optionOf } from "./choices";
import type { Report, ReportKey, UnreadAnswer } from "./report";

type TextKey = Exclude<ReportKey, ChoiceKey | "learnedAt">;
type OneOfKey = Exclude<ChoiceKey, "factors" | "concerns">;

/**
 * The report. It is read by the pack whose words the answers hold: the first of `packs`, unless another one can read more answers, as in a
 * response to a Form of another protocol. Empty answers are null or an empty list. Text stays as it was written.
 */
export function readReport(
  response: FormResponse,
  clock: Pick<Clock, "offsetMinutes">,
  packs: readonly [ProtocolPack, ...ProtocolPack[]],
): Report {
  const [own, ...others] = packs;
  const first = readBy(own, response, clock);
  if (first.unread.length === 0) return first;
  return others
    .map((pack) => readBy(pack, response, clock))
    .reduce((best, other) => (other.unread.length < best.unread.length ? other : best), first);
}

/** A response while it is read by one pack. */
interface Reading {
  readonly pack: ProtocolPack;
  readonly clock: Pick<Clock, "offsetMinutes">;
  /** A map, so that a key such as "__proto__" in a response does no harm. */
  readonly answers: ReadonlyMap<string, RawAnswer>;
  /** Grows with each answer that cannot be read. */
  readonly unread: UnreadAnswer[];
}

const answerTo = ({ answers }: Reading, key: ReportKey): RawAnswer => answers.get(key) ?? "";

/** Keeps an answer that cannot be read as it was written. Returns null. */
function notRead({ unread }: Reading, key: UnreadAnswer["key"], answer: RawAnswer): null {
  unread.push({ key, text: asWritten(answer) });
  return null;
}

function readText(reading: Reading, key: TextKey): string | null {
  const answer = answerTo(reading, key);
  if (isBlank(answer)) return null;
  return typeof answer === "string" ? answer : notRead(reading, key, answer);
}

function readOneOf<K extends OneOfKey>(reading: Reading, key: K): OptionIds[K] | null {
  const answer = answerTo(reading, key);
  if (isBlank(answer)) return null;
  const [chosen = "", ...others] = listed(answer);
  const option = others.length === 0 ? optionOf(reading.pack, key, chosen) : null;
  return option ?? notRead(reading, key, answer);
}

/** Only the exact words of the choice "no" count as no. Any other words, also almost the same ones, count as danger. */
function readDanger(reading: Reading): YesNo | null {
  const answer = answerTo(reading, "immediateDanger");
  if (isBlank(answer)) return null;
  const [chosen = "", ...others] = listed(answer);
  const [option] = exactOptions(reading.pack, "immediateDanger", chosen);
  if (option !== undefined && others.length === 0) return option;
  notRead(reading, "immediateDanger", answer);
  return "yes";
}

function readAnyOf<K extends "factors" | "concerns">(reading: Reading, key: K): OptionIds[K][] {
  const { pack } = reading;
  const chosen = new Set<OptionIds[K]>();
  for (const answer of listed(answerTo(reading, key))) {
    const option = optionOf(pack, key, answer);
    if (option !== null) chosen.add(option);
    else notRead(reading, key, answer);
  }
  // In the order of the Form, since Google promises none.
  return choices(pack, key)
    .map((choice) => choice.id)
    .filter((id) => chosen.has(id));
}

function readLearnedAt(reading: Reading): number | null {
  const answer = answerTo(reading, "learnedAt");
  if (isBlank(answer)) return null;
  const at = typeof answer === "string" ? parseLearnedAt(answer, reading.clock) : null;
  return at ?? notRead(reading, "learnedAt", answer);
}

/**
 * Reads by one pack. A choice counts wherever its words are found, alone or in a list: if somebody changed the type of the question, its
 * answers still raise the level.
 */
function readBy(
  pack: ProtocolPack,
  response: FormResponse,
  clock: Pick<Clock, "offsetMinutes">,
): Report {
  const unread: UnreadAnswer[] = [];
  const reading: Reading = {
    pack,
    clock,
    answers: new Map(Object.entries(response.answers)),
    unread,
  };
  const text = (key: TextKey) => readText(reading, key);
  const oneOf = <K extends OneOfKey>(key: K) => readOneOf(reading, key);
  const report = {
    pack,
    language: response.language,
    immediateDanger: readDanger(reading),
    school: text("school"),
    studentName: text("studentName"),
    studentId: text("studentId"),
    grade: text("grade"),
    countyOfResidence: text("countyOfResidence"),
    factors: readAnyOf(reading, "factors"),
    concerns: readAnyOf(reading, "concerns"),
    studentRole: oneOf("studentRole"),
    confirmedBy: oneOf("confirmedBy"),
    parentMayBeInvolved: oneOf("parentMayBeInvolved"),
    recipientMayBeInvolved: oneOf("recipientMayBeInvolved"),
    staffMayBeInvolved: oneOf("staffMayBeInvolved"),
    facts: text("facts"),
    learnedAt: readLearnedAt(reading),
    calledChildAndFamilyServices: oneOf("calledChildAndFamilyServices"),
    calledLawEnforcement: oneOf("calledLawEnforcement"),
    reporterKnownTo: oneOf("reporterKnownTo"),
    reporterName: text("reporterName"),
    reporterEmail: text("reporterEmail"),
    reporterPhone: text("reporterPhone"),
  };
  for (const stranger of response.strangers) {
    if (isBlank(stranger.answer)) continue;
    notRead(reading, "unknown-question", `${stranger.title}\n${asWritten(stranger.answer)}`);
  }
  return { ...report, unread };
}

/** The ticked choices without empty ones. A single answer is a list of one. */
function listed(answer: RawAnswer): readonly string[] {
  return (Array.isArray(answer) ? answer : [answer]).map(String).filter((text) => text !== "");
}

/** Whether the question was not answered. An answer of spaces is an answer. */
function isBlank(answer: RawAnswer): boolean {
  return listed(answer).length === 0;
}

/** The answer as text; ticked choices one a line. */
function asWritten(answer: RawAnswer): string {
  return listed(answer).join("\n");
}
