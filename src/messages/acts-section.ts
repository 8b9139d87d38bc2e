/** The checklist in a mail: what to do now and after that, with agency, number and deadline at each act; then what waits, and why. */
import type { ActId } from "../protocol/ids";
import type { ActFacts, CaseFacts } from "./facts";
import { type Block, callee, dash, heading, item, type Line, line } from "./letter";
import { whenWords } from "./when";

/** The acts in the checklist's order. `newActs` are marked as new. */
export function acts(facts: CaseFacts, newActs: readonly ActId[] = []): readonly Block[] {
  const open = facts.acts.filter((act) => act.state === "open");
  const now = open.filter((act) => act.due !== null);
  const later = open.filter((act) => act.due === null);
  const waiting = facts.acts.filter((act) => act.state === "locked" || act.state === "on-hold");
  const finished = facts.acts.length - open.length - waiting.length;
  const numbered = (list: readonly ActFacts[], before: number) =>
    list.map((act, index) => actItem(before + index + 1, act, facts, newActs));
  return [
    ...headed("What to do now, in this order", numbered(now, 0)),
    ...headed("After that", numbered(later, now.length)),
    ...headed("Not yet", waitingBlocks(waiting)),
    ...(finished === 0 ? [] : [line(`Finished so far: ${finished} of ${facts.acts.length} acts.`)]),
  ];
}

function headed(title: string, blocks: readonly Block[]): readonly Block[] {
  return blocks.length === 0 ? [] : [heading(title), ...blocks];
}

function actItem(
  number: number,
  act: ActFacts,
  facts: CaseFacts,
  newActs: readonly ActId[],
): Block {
  const { first, rest } = firstSentence(act.what);
  const details: Line[] = (act.call ?? []).map((who) => ["Call: ", ...callee(who)]);
  const deadline = deadlineWords(act, facts);
  if (deadline !== null) {
    details.push([deadline]);
  }
  if (act.due === "written-report") {
    details.push(["Form: SS 8572."]);
  }
  details.push([`Who: ${act.who}`]);
  for (const more of [rest, act.why ?? ""]) {
    if (more !== "") {
      details.push([more]);
    }
  }
  return item(`${number}.`, [newActs.includes(act.act) ? `New: ${first}` : first], details);
}

/** Acts that wait for the same thing stand together, under what they wait for. */
function waitingBlocks(waiting: readonly ActFacts[]): readonly Block[] {
  const reasons = [...new Set(waiting.map((act) => act.why))];
  return reasons.flatMap((why) => [
    line(why ?? "These wait:"),
    ...waiting.filter((act) => act.why === why).map((act) => dash(act.what)),
  ]);
}

/** The first sentence says what the act is; the rest is read when there is time. */
function firstSentence(words: string): { readonly first: string; readonly rest: string } {
  const end = words.search(/[.!?] /);
  return end < 0
    ? { first: words, rest: "" }
    : { first: words.slice(0, end + 1), rest: words.slice(end + 2) };
}

function deadlineWords(act: ActFacts, facts: CaseFacts): string | null {
  const by = act.dueAt === null ? null : whenWords(act.dueAt, facts.zone);
  switch (act.due) {
    case "at-once":
      return "When: now. Do not wait for anything else.";
    case "written-report": {
      if (facts.dueFrom === null && by !== null) return `When: by ${by}.`;
      const from =
        facts.dueFrom !== "received"
          ? "36 hours after the reporter learned of it"
          : "36 hours after the report came in, since it does not say when the reporter learned of it";
      return by === null ? `When: ${from}.` : `When: by ${by}. That is ${from}.`;
    }
    case null:
      return by === null ? null : `When: by ${by}.`;
  }
}
