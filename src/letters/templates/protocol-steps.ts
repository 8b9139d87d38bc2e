/**
 * The acts of a case that are no calls, in a mail: a line each with its time, in the order of the checklist, and what has to wait. All
 * details stand in the rows of the checklist.
 */
import type { ActFacts, CaseFacts } from "../../case/views/case-facts";
import type { ActId } from "../../protocol/ids";
import { dayWords, whenWords } from "../../time";
import { button, calleeLine, dash, heading, itemBlock, type Part } from "../format/letter";
import { isOpenCall, markNewAct, openCalls } from "./calls-first";

/** These acts, numbered on from the calls. Acts in `newActs` are marked as new. */
export function stepBlocks(facts: CaseFacts, newActs: readonly ActId[] = []): readonly Part[] {
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
    ...(facts.danger === null && waiting.some(({ state }) => state === "locked")
      ? [button("What is still missing", facts.stepsLink)]
      : []),
    ...(finished === 0 ? [] : [`Finished so far: ${finished} of ${facts.acts.length} acts.`]),
  ];
}

function headed(title: string, blocks: readonly Part[]): readonly Part[] {
  return blocks.length === 0 ? [] : [heading(title), ...blocks];
}

/** By when, and what to do. The first written report also says on which form. */
function stepWords(
  act: ActFacts,
  facts: CaseFacts,
  newActs: readonly ActId[],
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

/** Whether both times are of one kind: the same of the desk's own, or both the document's. */
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
