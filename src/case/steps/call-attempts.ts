/** Counts calls that no one answered, and adds to the row of the act which other agencies may take the report. Pure. */

import { union } from "../../lists";
import type { CallBook } from "../../protocol/agencies";
import { fitStep, otherAgencies } from "../../protocol/build-checklist";
import type { ProtocolPack } from "../../protocol/pack";
import { actOf } from "../../protocol/pack-queries";
import { type ChecklistRow, checklistColumns, undoneLineBegins } from "../../register/tabs";
import { undoneIn, undoneLine } from "../edits/typed-inputs";
import { isActMade } from "./is-made";

/** Whether the act is a call. A row that a person added (no act of the pack) may be any call, so it counts as one. */
export function isCallToSomebody(pack: ProtocolPack, { act }: Pick<ChecklistRow, "act">): boolean {
  const datum = actOf(pack, act);
  return datum === null || datum.call.length > 0;
}

/** The act after "No answer" was ticked: one more attempt, and the tick is taken away so that the next attempt can be ticked. */
export function countUnansweredCall(act: ChecklistRow): ChecklistRow {
  return { ...act, noAnswer: false, attempts: (act.attempts ?? 0) + 1 };
}

/** The beginning of the line that the system adds below what the act asks for. The system finds its own line by these words. */
const lineBegins = "No one has answered so far";

/** What the act asks for, without the line about attempts. */
export function whatWithoutAttempts({ what }: Pick<ChecklistRow, "what">): string | null {
  if (what === null || !what.includes(lineBegins)) return what;
  return what
    .split("\n")
    .filter((line) => !line.startsWith(lineBegins))
    .join("\n");
}

/** "once", or "3 times". */
export function timesWords(attempts: number): string {
  return attempts === 1 ? "once" : `${attempts} times`;
}

const sentencesOf = (text: string) => text.split(/(?<=\.) (?=[A-Z])/);

/** The first line of a step, in so many characters that what follows it leaves the row within three lines. */
function shortStep({ step }: Pick<ChecklistRow, "step">, length: number): string {
  const [first = ""] = (step ?? "").split("\n");
  return fitStep(sentencesOf(first), length);
}

/** The act whose step says below its first line what was undone last in its row; as it is where nothing was. */
export function nameUndone(act: ChecklistRow): ChecklistRow {
  const [last] = undoneIn(act).slice(-1);
  const [first = "", second = ""] = (act.step ?? "").split("\n");
  const headers = checklistColumns().map(({ header }) => header);
  const isSaid = headers.some((header) => second.startsWith(undoneLineBegins(header)));
  if (last === undefined) return isSaid ? { ...act, step: first } : act;
  const header = checklistColumns().find(({ key }) => key === last.column)?.header ?? last.column;
  const line = fitStep(sentencesOf(undoneLine(header, last.refusal)), 100);
  return { ...act, step: `${shortStep(act, 52)}\n${line}` };
}

/** The act with a line that says how often the call was tried and who else may take the report. No such line once the call was made. */
export function nameOtherAgencies(
  pack: ProtocolPack,
  act: ChecklistRow,
  calls: CallBook,
): ChecklistRow {
  const what = whatWithoutAttempts(act);
  const attempts = act.attempts ?? 0;
  const others = attempts === 0 || isActMade(act) ? null : otherAgencies(pack, act.act, calls);
  if (others === null) {
    const [step = ""] = (act.step ?? "").split("\n");
    return what === act.what ? act : { ...act, step, what };
  }
  const line = `${lineBegins} (tried ${timesWords(attempts)}). ${others.words}`;
  return {
    ...act,
    step: `${shortStep(act, 105)}\nNo answer yet, tried ${timesWords(attempts)}. “In full” says who else can take it.`,
    what: what === null ? line : `${what}\n${line}`,
    statutes: union(act.statutes, others.statutes),
  };
}
