/** Calls that nobody answered, and what the act's row says then. Pure. */
import { union } from "../../lists";
import { actOf, type CallBook } from "../../protocol/engine";
import { otherTakers } from "../../protocol/other-takers";
import type { ProtocolPack } from "../../protocol/pack";
import type { ChecklistRow } from "../../register/tabs";
import { isActMade } from "./act-completion";

/** A row that a person made may be any call. */
export function callsSomebody(pack: ProtocolPack, { act }: Pick<ChecklistRow, "act">): boolean {
  const datum = actOf(pack, act);
  return datum === null || datum.call.length > 0;
}

/** The tick that counted it is gone. */
export function countUnansweredCall(act: ChecklistRow): ChecklistRow {
  return { ...act, noAnswer: false, attempts: (act.attempts ?? 0) + 1 };
}

/** A line of the desk below what the act asks for, found again by this. */
const lineBegins = "Nobody has answered so far";

/** Without that line. */
export function whatWithoutAttempts({ what }: Pick<ChecklistRow, "what">): string | null {
  if (what === null || !what.includes(lineBegins)) return what;
  return what
    .split("\n")
    .filter((line) => !line.startsWith(lineBegins))
    .join("\n");
}

/** "once" or "3 times". */
export function timesWords(attempts: number): string {
  return attempts === 1 ? "once" : `${attempts} times`;
}

/** The row says how often the call was tried and who else may take the report, until it was made. */
export function nameOtherAgencies(
  pack: ProtocolPack,
  act: ChecklistRow,
  calls: CallBook,
): ChecklistRow {
  const what = whatWithoutAttempts(act);
  const attempts = act.attempts ?? 0;
  const others = attempts === 0 || isActMade(act) ? null : otherTakers(pack, act.act, calls);
  if (others === null) return what === act.what ? act : { ...act, what };
  const line = `${lineBegins} (tried ${timesWords(attempts)}). ${others.words}`;
  return {
    ...act,
    what: what === null ? line : `${what}\n${line}`,
    statutes: union(act.statutes, others.statutes),
  };
}
