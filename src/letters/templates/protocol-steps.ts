/**
 * The acts of a case that are no calls, in a mail: a line each with its time, in the order of the checklist, and what has to wait. All
 * details stand in the rows of the checklist.
 */
import type { ActFacts, CaseFacts } from "../../case/views/case-facts";
import type { ActId } from "../../protocol/ids";
import { dayWords, whenWords } from "../../time";
import { dash, heading, itemBlock, type Part } from "../format/letter";
import { isOpenCall, markNewAct, openCalls } from "./calls-first";

/** These acts, numbered on from the calls. Acts in `newActs` are marked as new. */
export function stepBlocks(facts: CaseFacts, newActs: readonly ActId[] = []): readonly Part[] {
  if (facts.isClosed) return [];
  const calls = openCalls(facts).length;
  const open = facts.acts.filter((act) => act.state === "open");
  const others = open.filter((act) => !isOpenCall(act) && act.inMail !== "");
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
        itemBlock(`${calls + at + 1}.`, [stepWords(act, facts, newActs, steps)]),
      ),
    ),
    ...headed(
      "Not yet",
      waiting.filter(({ inMail }) => inMail !== "").map((act) => dash(markNewAct(act, newActs))),
    ),
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
    ...(line.includes(form) ? [] : [`form ${form}`]),
    ...(facts.dueFrom === "received" ? ["counted from receipt"] : []),
  ].join(", ");
  const whole =
    isReport && isFirst && added !== "" ? `${line.replace(/[.]$/, "")} (${added}).` : line;
  if (act.dueAt !== null && before?.due === act.due && before.dueAt === act.dueAt)
    return `By then: ${whole}`;
  if (act.dueAt !== null) return `${timeWords(act, act.dueAt, facts)}: ${whole}`;
  return isReport ? `Within ${hours} hours of when the reporter learned of it: ${whole}` : whole;
}

function timeWords(act: ActFacts, at: number, { now, zone }: CaseFacts): string {
  if (at < now) return `Late, was due ${whenWords(at, zone)}`;
  // A repeating act is planned for a day, without a time.
  return `By ${act.due === null ? dayWords(at, zone) : whenWords(at, zone)}`;
}
