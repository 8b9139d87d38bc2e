/** The calls of a case in a mail: first of all and by themselves with their numbers, and further down what bears on them. */
import { timesWords } from "../../case/model/call-attempts";
import type { ActFacts, CaseFacts } from "../../case/views/letter-facts";
import type { ActId } from "../../protocol/ids";
import { calleeLine, dash, heading, itemBlock, type Part } from "../format/letter";

/** To be made at once, and not on record. */
export function isOpenCall({ state, due, call }: ActFacts): boolean {
  return state === "open" && due === "at-once" && (call ?? []).length > 0;
}

export function openCalls(facts: Pick<CaseFacts, "acts" | "isClosed">): readonly ActFacts[] {
  return facts.isClosed ? [] : facts.acts.filter(isOpenCall);
}

/** The first sentence says what the act is; the rest bears on it. */
export function firstSentence(words: string): { readonly first: string; readonly rest: string } {
  const end = words.search(/[.!?] /);
  return end < 0
    ? { first: words, rest: "" }
    : { first: words.slice(0, end + 1), rest: words.slice(end + 2) };
}

export function marked({ act, inMail }: ActFacts, newActs: readonly ActId[]): string {
  const { first } = firstSentence(inMail);
  return newActs.includes(act) ? `New: ${first}` : first;
}

/** The calls that are owed now, each with its numbers. `newActs` are marked as new. Nothing where none is owed. */
export function callsNow(facts: CaseFacts, newActs: readonly ActId[] = []): readonly Part[] {
  const calls = openCalls(facts);
  if (calls.length === 0) return [];
  return [
    heading("Call now"),
    ...calls.map((act, at) =>
      itemBlock(
        `${at + 1}.`,
        [marked(act, newActs)],
        (act.call ?? []).map((who) => calleeLine(who)),
      ),
    ),
  ];
}

/** What is to be known of the calls, once the numbers were read: a dash each. */
export function aboutCalls(facts: CaseFacts): readonly Part[] {
  const calls = openCalls(facts);
  return calls.flatMap((act, at) => {
    // What the pack says of a call names whom it is about by itself.
    const { rest } = firstSentence(act.inMail);
    return [
      ...[...sameNumber(calls, at), ...tried(act)].map((words) =>
        calls.length === 1 ? words : `Call ${at + 1}: ${words}`,
      ),
      ...(rest === "" ? [] : [rest]),
    ].map((words) => dash(words));
  });
}

/** Two acts may be one call on the phone: the first one, and the one that tells what is new. */
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
