/**
 * The steps of a case in an email. Calls come first, by themselves and with their numbers, and further down stands what else to know about
 * them. The other steps follow, a line each with its time, and what has to wait. All details stand in the rows of the checklist.
 */
import { timesWords } from "../case/steps/checklist";
import { dayWords, whenWords } from "../time";
import type { ActFacts, CaseFacts } from "./case-facts";
import {
  button,
  calleeLine,
  callNow,
  dash,
  heading,
  itemBlock,
  lineBlock,
  type Part,
  phone,
} from "./letter";

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
export function markNewAct({ act, inMail }: ActFacts, newActs: readonly string[]): string {
  const { first } = firstSentence(inMail);
  return newActs.includes(act) ? `New: ${first}` : first;
}

/** The calls that are owed now, each with its numbers. Acts in `newActs` are marked as new. Nothing if no call is owed. */
export function callsNow(facts: CaseFacts, newActs: readonly string[] = []): readonly Part[] {
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
    : [`One call is enough for this and for call ${before + 1}. Tick both.`];
}

function tried({ attempts, otherwise }: ActFacts): readonly string[] {
  return attempts > 0 && otherwise !== null
    ? [`Tried ${timesWords(attempts)} so far, and no one answered. ${otherwise}`]
    : [];
}

// The steps that are no calls.

/** These acts, numbered on from the calls. Acts in `newActs` are marked as new. */
export function stepBlocks(facts: CaseFacts, newActs: readonly string[] = []): readonly Part[] {
  if (facts.isClosed) return [];
  const calls = openCalls(facts).length;
  const open = facts.acts.filter((act) => act.state === "open");
  const others = open.filter((act) => !isOpenCall(act, facts) && act.inMail !== "");
  const steps = [
    ...others.filter((act) => act.due !== null),
    ...others.filter((act) => act.due === null),
  ];
  const waiting = facts.acts.filter((act) => act.state === "locked" || act.state === "on-hold");
  const finished = facts.acts.length - open.length - waiting.length;
  return [
    ...headed(
      calls > 0 ? "Then" : "What to do",
      steps.map((act, at) =>
        itemBlock(
          `${calls + at + 1}.`,
          [stepWords(act, facts, newActs, steps)],
          // A call that has time yet stands with its numbers.
          act.due === "written-report" ? [] : (act.call ?? []).map((who) => calleeLine(who)),
        ),
      ),
    ),
    ...headed(
      "Not yet",
      waiting.filter(({ inMail }) => inMail !== "").map((act) => dash(markNewAct(act, newActs))),
    ),
    // In danger the call matters, and what follows has time.
    facts.danger === null &&
      waiting.some(({ state }) => state === "locked") &&
      button("Still missing", facts.stepsLink),
    finished !== 0 && `Finished so far: ${finished} of ${facts.acts.length} steps.`,
  ];
}

function headed(title: string, blocks: readonly Part[]): readonly Part[] {
  return blocks.length === 0 ? [] : [heading(title), ...blocks];
}

/** By when, and what to do. The first written report also says on which form. */
function stepWords(
  act: ActFacts,
  facts: CaseFacts,
  newActs: readonly string[],
  steps: readonly ActFacts[],
): string {
  const isReport = act.due === "written-report";
  const isFirst = steps.find(({ due }) => due === "written-report") === act;
  const { hours, form } = facts.writtenReport;
  const line = markNewAct(act, newActs);
  const before = steps[steps.indexOf(act) - 1];
  const added = [
    // A county's own words may name the form.
    ...(form.split("/").some((number) => line.includes(number)) ? [] : [`form ${form}`]),
    ...(facts.dueFrom === "received" ? ["counted from receipt"] : []),
  ].join(", ");
  const whole =
    isReport && isFirst && added !== "" ? `${line.replace(/[.]$/, "")} (${added}).` : line;
  if (act.due === "at-once") return `Now: ${whole}`;
  if (act.dueAt !== null && before?.dueAt === act.dueAt && isOneTime(before, act))
    return `By then: ${whole}`;
  if (act.dueAt !== null) return `${timeWords(act, act.dueAt, facts)}: ${whole}`;
  return isReport ? `Within ${hours} hours of when the reporter learned of it: ${whole}` : whole;
}

/** Whether both times are of one kind: the same of the system's own, or both the document's. */
function isOneTime(before: ActFacts, act: ActFacts): boolean {
  const [one, other] = [before.due, act.due];
  if (before.isPlanned || act.isPlanned) return false;
  if (one === null || other === null) return one === other;
  return one === other || (typeof one === "object" && typeof other === "object");
}

function timeWords({ due, isPlanned }: ActFacts, at: number, { now, zone }: CaseFacts): string {
  if (isPlanned) return `Planned for ${dayWords(at, zone)}`;
  if (at < now) return `Late, was due ${whenWords(at, zone)}`;
  // Some times of a document are days: without a time of day.
  const isOfDay = due === null || due === "same-day" || (typeof due === "object" && "days" in due);
  return `By ${isOfDay ? dayWords(at, zone) : whenWords(at, zone)}`;
}
