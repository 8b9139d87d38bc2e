/** The parts that messages about a case have in common. Words here are for a counselor with a phone: short, calm, nothing about the student. */
import { timesWords } from "../case/attempts";
import type { ActFacts, CaseFacts, CriterionFacts, SealedFacts } from "../case/facts";
import { reviewReasonWords } from "../case/reasons";
import type { CaseReference } from "../case/reference";
import { roleWords } from "../district/roles";
import { orNull, orZero } from "../missing";
import type { ActId } from "../protocol/ids";
import { capital } from "../text";
import { whenWords } from "../time";
import {
  alert,
  type Block,
  callee,
  calleeLine,
  dash,
  fact,
  heading,
  itemBlock,
  type Line,
  type Part,
  phone,
  small,
  toCase,
} from "./letter";

/** The subject of every mail about a case, and nothing more (design 2.10). */
export function caseSubject(reference: CaseReference): string {
  return `Student safety case ${reference}: action needed`;
}

const dangerWords = {
  reported: "Immediate danger was reported.",
  "not-over": "Immediate danger is not yet marked as over.",
} as const;

/** What a locked phone shows: no level, nothing about the student. In immediate danger it says to call first. */
export function preview(danger: CaseFacts["danger"], ordinary: string): readonly Part[] {
  return danger === null
    ? [ordinary]
    : [
        "Urgent: please read this now.",
        alert(
          `${dangerWords[danger]} If it is not over for certain, call `,
          phone("911"),
          " first, then go on here.",
        ),
      ];
}

/** Of a sealed case: who acts on it and who else knows. */
export function sealedLines({ sealed, reference }: CaseFacts): readonly Part[] {
  return sealed === null ? [] : sealedBlocks(sealed, reference);
}

function sealedBlocks(
  { reader, isCopied, mainCase }: SealedFacts,
  reference: CaseReference,
): readonly Part[] {
  const known = isCopied
    ? "The district lead and the alternate lead have it, each in a file of their own. Nobody else was told of it."
    : "Nobody else was told of it.";
  return [
    `This case is sealed: a report says that someone who receives these reports may be involved. You, the ${roleWords[reader]}, are the one who acts on it. ${known} Tell nobody of it whom the protocol does not name.`,
    ...(mainCase === null
      ? []
      : [
          `Two cases: this one is ${reference} in your own file. The same student has an open case in the main register, ${mainCase} there. That one says nothing of this one: write nothing of it there.`,
        ]),
  ];
}

/** "by Tue Sep 1, 8:30 PM"; of a time that is past, that it is late. */
export function byWords(at: number, { now, zone }: Pick<CaseFacts, "now" | "zone">): string {
  const when = whenWords(at, zone);
  return at < now ? `it was due ${when} and is late` : `by ${when}`;
}

export function whyBlocks(facts: CaseFacts): readonly Part[] {
  const blocks: Part[] = [fact("Level", facts.level)];
  if (facts.protocols.length > 0) {
    const names = facts.protocols.join("; ");
    blocks.push(fact(facts.protocols.length === 1 ? "Protocol" : "Protocols", names));
  }
  blocks.push("Why:");
  for (const criterion of facts.criteria) {
    blocks.push(...criterionBlocks(criterion));
  }
  for (const name of facts.concerns) blocks.push(dash(`A report names this concern: ${name}.`));
  for (const name of facts.raised) {
    blocks.push(dash(`Somebody who works on the case raised it by hand: ${name}.`));
  }
  for (const name of facts.earlier) {
    blocks.push(dash(`${name} applied before, and a level never goes down.`));
  }
  if (facts.explains !== null) blocks.push(dash(facts.explains));
  if (facts.earlierCase !== null) {
    blocks.push(dash(`The student has an earlier case: ${facts.earlierCase}. Read it too.`));
  }
  if (facts.isUnconfirmed) {
    blocks.push(
      dash(
        "No agency is on record as having confirmed it. Ask which agency did, and write it in the case row.",
      ),
    );
  }
  return [...blocks, ...toReview(facts)];
}

function criterionBlocks({ name, reported, needed }: CriterionFacts): readonly Part[] {
  if (reported === 0) return [];
  const factors = reported === 1 ? "1 factor" : `${reported} factors`;
  return [
    dash(
      reported >= needed
        ? `${name} is met: ${factors} reported, ${needed} ${needed === 1 ? "is" : "are"} enough.`
        : `${name} is not met: ${factors} reported, it takes ${needed}.`,
    ),
  ];
}

function toReview(facts: CaseFacts): readonly Part[] {
  if (facts.reviewReasons.length === 0) return [];
  return [
    facts.leadTold === null
      ? "Please look at this too:"
      : `Please look at this too (the ${roleWords[facts.leadTold]} is told as well):`,
    ...facts.reviewReasons.map((reason) => dash(reviewReasonWords(reason))),
  ];
}

export function doNot(facts: CaseFacts): readonly Part[] {
  return facts.doNot.length === 0
    ? []
    : [heading("What not to do"), ...facts.doNot.map((words) => dash(words))];
}

export function inTheRegister(facts: CaseFacts): readonly Part[] {
  const { acknowledgeBy } = facts;
  if (facts.isClosed) return [heading("In the register"), ...toOpen(facts)];
  return [
    heading("In the register"),
    ...toOpen(facts),
    ...(acknowledgeBy === null ? [] : [dash(acknowledgeWords(acknowledgeBy, facts))]),
    dash(
      "Tick each act when it is done, with the agency's reference for every call and written report.",
    ),
    dash("If an act does not apply, write why in its row."),
  ];
}

function acknowledgeWords(at: number, facts: CaseFacts): string {
  const others = "so that others know that you have it.";
  return at < facts.now
    ? `Tick Acknowledged in the case row: ${byWords(at, facts)}. Do it now, ${others}`
    : `Tick Acknowledged in the case row ${byWords(at, facts)}, ${others}`;
}

/** The link; before it, that somebody closed the case before the mail went out. */
export function toOpen({ reference, link, isClosed }: CaseFacts): readonly Part[] {
  return [
    ...(isClosed
      ? [
          "Somebody has closed this case since. If what stands here changes that, choose Open as its status.",
        ]
      : []),
    toCase({ reference, link }),
  ];
}

export function closing(facts: Pick<CaseFacts, "source" | "written">): readonly Part[] {
  return [
    heading("Good to know"),
    small(
      `Each person who reported has a duty of their own: telling you does not discharge it (${facts.written.statute}). Yours is not discharged by passing this on.`,
    ),
    small(
      "What you have to say about the case belongs in the register, not in an answer to this mail.",
    ),
    small(
      `The steps come from ${facts.source.author}: “${facts.source.title}”, version of ${facts.source.version}. Lines with a citation are law, not the county's document. This is not legal advice.`,
    ),
  ];
}

// The checklist in a mail: the calls first and by themselves, so that a phone shows them without scrolling; then the rest, and what waits.

/** To be made at once, and not on record. */
function isOpenCall({ state, due, call }: ActFacts): boolean {
  return state === "open" && due === "at-once" && (call || []).length > 0;
}

const openCalls = (facts: CaseFacts) => (facts.isClosed ? [] : facts.acts.filter(isOpenCall));

export interface Calls {
  /** What is to be known before the first of them. */
  readonly first?: string;
  /** Those that are new are marked so. */
  readonly newActs?: readonly ActId[];
}

/** The calls that are owed now, each with its numbers; below them what else bears on them. Nothing where none is owed. */
export function callsNow(facts: CaseFacts, { first, newActs = [] }: Calls = {}): readonly Part[] {
  const calls = openCalls(facts);
  if (calls.length === 0) return [];
  const more = calls.flatMap((act, at) =>
    [...sameNumber(calls, at), ...aboutCall(act, facts)].map((words) =>
      dash(calls.length === 1 ? words : `Call ${at + 1}: ${words}`),
    ),
  );
  return [
    heading(calls.length === 1 ? "Call now" : "Call now, in this order"),
    ...(first === undefined ? [] : [first]),
    ...calls.map((act, at) =>
      itemBlock(
        `${at + 1}.`,
        [marked(act, newActs)],
        (act.call || []).map((who) => calleeLine(who)),
      ),
    ),
    "Do not wait for anything else.",
    ...(whoOfAll(facts) === "" ? [] : [dash(whoOfAll(facts))]),
    ...more,
  ];
}

/** Two acts may be one call on the phone: the first one, and the one that tells what is new. */
function sameNumber(calls: readonly ActFacts[], at: number): readonly string[] {
  const number = (act: ActFacts | undefined) => orNull(act?.call?.[0]?.phone);
  const own = number(calls[at]);
  const before = calls.findIndex((act) => own !== null && number(act) === own);
  return before < 0 || before >= at
    ? []
    : [`The same number as call ${before + 1}: one call is enough for both. Tick both.`];
}

/** What is read while the phone rings. */
function aboutCall(act: ActFacts, facts: CaseFacts): readonly string[] {
  const tried =
    act.attempts > 0 && act.otherwise !== null
      ? `Tried ${timesWords(act.attempts)} so far, and nobody answered. ${act.otherwise}`
      : "";
  const words = [firstSentence(act.what).rest, act.why || "", whoWords(act, facts)];
  return [tried, ...words].filter((one) => one !== "");
}

function marked(act: ActFacts, newActs: readonly ActId[]): string {
  const { first } = firstSentence(act.what);
  return newActs.includes(act.act) ? `New: ${first}` : first;
}

/** The other acts in the checklist's order, numbered on from the calls. `newActs` are marked as new. */
export function actBlocks(facts: CaseFacts, newActs: readonly ActId[] = []): readonly Part[] {
  if (facts.isClosed) return [];
  const calls = openCalls(facts).length;
  const open = facts.acts.filter((act) => act.state === "open");
  const others = open.filter((act) => !isOpenCall(act));
  const timed = others.filter((act) => act.due !== null);
  const later = others.filter((act) => act.due === null);
  const waiting = facts.acts.filter((act) => act.state === "locked" || act.state === "on-hold");
  const finished = facts.acts.length - open.length - waiting.length;
  const numbered = (list: readonly ActFacts[], before: number) =>
    list.map((act, index) => actItem(before + index + 1, act, facts, newActs));
  // Where there are calls it stands with them.
  const who = calls === 0 && whoOfAll(facts) !== "" ? [whoOfAll(facts)] : [];
  const next = numbered(timed, calls);
  const last = numbered(later, calls + timed.length);
  return [
    ...headed("Then, by the time given", next.length === 0 ? [] : [...who, ...next]),
    ...headed("After that", next.length > 0 || last.length === 0 ? last : [...who, ...last]),
    ...headed("Not yet", waitingBlocks(waiting)),
    ...(finished === 0 ? [] : [`Finished so far: ${finished} of ${facts.acts.length} acts.`]),
  ];
}

function headed(title: string, blocks: readonly Part[]): readonly Part[] {
  return blocks.length === 0 ? [] : [heading(title), ...blocks];
}

// Who does the acts: most have the same person, who is named once.

const separator = "; ";

/** Who is named first at the most acts that are open; null where no two have the same. */
function commonest(facts: CaseFacts): string | null {
  const counts = new Map<string, number>();
  for (const { state, who } of facts.acts) {
    const [first = ""] = who.split(separator);
    if (state === "open") counts.set(first, orZero(counts.get(first)) + 1);
  }
  const most = Math.max(0, ...counts.values());
  return most < 2 ? null : orNull([...counts].find(([, count]) => count === most)?.[0]);
}

function whoOfAll(facts: CaseFacts): string {
  const who = commonest(facts);
  return who === null ? "" : `Who: ${who}, unless an act says otherwise.`;
}

/** Who does this act, as far as it is not whoever does most of them; "" for nobody else. */
function whoWords({ who }: ActFacts, facts: CaseFacts): string {
  const common = commonest(facts);
  if (who === common) return "";
  const begins = `${common || ""}${separator}`;
  return common !== null && who.startsWith(begins)
    ? `${capital(who.slice(begins.length))}.`
    : `Who: ${who}.`;
}

function actItem(
  number: number,
  act: ActFacts,
  facts: CaseFacts,
  newActs: readonly ActId[],
): Block {
  const details: Line[] = (act.call || []).map((who) => ["To: ", ...callee(who)]);
  const deadline = deadlineWords(act, facts);
  if (deadline !== null) details.push([deadline]);
  if (act.due === "written-report") details.push([`Form: ${facts.written.form}.`]);
  const more = [firstSentence(act.what).rest, act.why || "", whoWords(act, facts)];
  for (const words of more) {
    if (words !== "") details.push([words]);
  }
  return itemBlock(`${number}.`, [marked(act, newActs)], details);
}

/** Acts that wait for the same thing stand together, under what they wait for. */
function waitingBlocks(waiting: readonly ActFacts[]): readonly Part[] {
  const reasons = [...new Set(waiting.map((act) => act.why))];
  const byReason = reasons.flatMap((why) => [
    why ?? "These wait:",
    ...waiting.filter((act) => act.why === why).map((act) => dash(act.what)),
  ]);
  return byReason.length === 0
    ? []
    : [...byReason, "The register says for each of these whether it still waits."];
}

/** The first sentence says what the act is; the rest is read when there is time. */
function firstSentence(words: string): { readonly first: string; readonly rest: string } {
  const end = words.search(/[.!?] /);
  return end < 0
    ? { first: words, rest: "" }
    : { first: words.slice(0, end + 1), rest: words.slice(end + 2) };
}

function deadlineWords(act: ActFacts, facts: CaseFacts): string | null {
  const from =
    facts.dueFrom !== "received"
      ? `${facts.written.hours} hours after the reporter learned of it`
      : `${facts.written.hours} hours after the report came in, since it does not say when the reporter learned of it`;
  if (act.dueAt === null) return act.due === "written-report" ? `When: ${from}.` : null;
  const when = act.due === "written-report" && facts.dueFrom !== null ? ` That is ${from}.` : "";
  return `When: ${byWords(act.dueAt, facts)}.${when}`;
}
