/**
 * The calls of a case in a mail. They come first, by themselves and with their numbers; further down stands what else to know about them.
 */
import { timesWords } from "../../case/model/acts/call-attempts";
import type { ActFacts, CaseFacts } from "../../case/views/case-facts";
import type { ActId } from "../../protocol/ids";
import { callNow } from "../format/drill-letter";
import {
  calleeLine,
  dash,
  heading,
  itemBlock,
  lineBlock,
  type Part,
  phone,
} from "../format/letter";

/** Whether the call is to be made now and the register does not show that it was made. A call with a later time is, once that is over. */
export function isOpenCall(
  { state, due, call, dueAt }: ActFacts,
  { now }: Pick<CaseFacts, "now">,
): boolean {
  if (state !== "open" || (call ?? []).length === 0) return false;
  if (due === null || due === "written-report") return false;
  return due === "at-once" || (dueAt !== null && dueAt <= now);
}

/** The open calls of a case; none of a closed case. */
export function openCalls(
  facts: Pick<CaseFacts, "acts" | "isClosed" | "now">,
): readonly ActFacts[] {
  return facts.isClosed ? [] : facts.acts.filter((act) => isOpenCall(act, facts));
}

/** The first sentence, which says what the act is, and the rest, which is about the call. */
export function firstSentence(words: string): { readonly first: string; readonly rest: string } {
  const end = words.search(/[.!?] /);
  return end < 0
    ? { first: words, rest: "" }
    : { first: words.slice(0, end + 1), rest: words.slice(end + 2) };
}

/** The words of an act, marked as new if it is one of `newActs`. */
export function markNewAct({ act, inMail }: ActFacts, newActs: readonly ActId[]): string {
  const { first } = firstSentence(inMail);
  return newActs.includes(act) ? `New: ${first}` : first;
}

/** The calls that are owed now, each with its numbers. Acts in `newActs` are marked as new. Nothing if no call is owed. */
export function callsNow(facts: CaseFacts, newActs: readonly ActId[] = []): readonly Part[] {
  const calls = openCalls(facts);
  if (calls.length === 0) return [];
  return [
    heading(callNow),
    ...calls.map((act, at) =>
      itemBlock(
        `${at + 1}.`,
        [markNewAct(act, newActs)],
        (act.call ?? []).map((who) => calleeLine(who)),
      ),
    ),
  ];
}

/** Short words for the colleagues: what an email says in danger has to fit a phone. */
const colleagueWords = {
  "backup-contact": "backup",
  "district-lead": "lead",
  "alternate-lead": "alternate lead",
} as const;

/** In danger, the colleagues to phone. Nothing once a call was made, and where Contacts has no numbers. */
export function phoneColleagues({
  danger,
  colleagues,
}: Pick<CaseFacts, "danger" | "colleagues">): readonly Part[] {
  if (danger === null || danger === "called" || colleagues.length === 0) return [];
  const numbers = colleagues.flatMap(({ role, phone: number }, at) => [
    `${at === 0 ? "Phone" : ","} ${colleagueWords[role]} `,
    phone(number),
  ]);
  return [lineBlock(...numbers, ".")];
}

/** What else to know about the calls, a dash each. It stands below the numbers. */
export function aboutCalls(facts: CaseFacts): readonly Part[] {
  const calls = openCalls(facts);
  const known = calls.flatMap((act, at) => {
    // What the pack says of a call names whom it is about by itself.
    const { rest } = firstSentence(act.inMail);
    return [
      ...[...sameNumber(calls, at), ...tried(act)].map((words) =>
        calls.length === 1 ? words : `Call ${at + 1}: ${words}`,
      ),
      ...(rest === "" ? [] : [rest]),
    ].map((words) => dash(words));
  });
  return [...phoneColleagues(facts), ...known];
}

/** Says so if the call has the number of an earlier one. Two acts may be one call: the first call, and the one that says what is new. */
function sameNumber(calls: readonly ActFacts[], at: number): readonly string[] {
  const number = (act: ActFacts | undefined) => act?.call?.[0]?.phone ?? null;
  const own = number(calls[at]);
  const before = calls.findIndex((act) => own !== null && number(act) === own);
  return before < 0 || before >= at
    ? []
    : [`One call does for this and for call ${before + 1}. Tick both.`];
}

function tried({ attempts, otherwise }: ActFacts): readonly string[] {
  return attempts > 0 && otherwise !== null
    ? [`Tried ${timesWords(attempts)} so far, and nobody answered. ${otherwise}`]
    : [];
}
