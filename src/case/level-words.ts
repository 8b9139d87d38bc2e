/** The two sentences of a case's row about its level, and who raised it by hand. Pure. */
import { packOfCase } from "../protocol/packs";
import { type Standing, whyLevel, wouldRaise } from "../protocol/reasons";
import type { CaseRow } from "../register/tabs";
import { isWritten } from "../text";

type Known = Pick<
  CaseRow,
  | "protocolVersion"
  | "level"
  | "protocols"
  | "factors"
  | "concerns"
  | "raiseLevelTo"
  | "raiseReason"
  | "raisedBy"
>;

/** Who it was is not known where Google did not say, or an earlier version kept no name. */
const somebody = "somebody who works on it";

/** The row after somebody raised its level by hand; `who` is an address, or words where Google does not say. */
export function withRaiser(row: CaseRow, who: string): CaseRow {
  const by = who.includes("@") ? who : "";
  return { ...row, raisedBy: [...row.raisedBy, `${row.raiseLevelTo ?? ""} ${by}`.trim()] };
}

type Raised = Pick<CaseRow, "raiseLevelTo" | "raiseReason" | "raisedBy">;

/** By whom the case was raised by hand, and to which levels. */
export function raisesOf({ raisedBy, raiseLevelTo, raiseReason }: Raised): Standing["raises"] {
  const kept = raisedBy.map((line) => {
    const [level = "", who = somebody] = line.split(" ");
    return { level, who };
  });
  const isKept = kept.some(({ level }) => level === raiseLevelTo);
  const isOlder = raiseLevelTo !== null && isWritten(raiseReason) && !isKept;
  return isOlder ? [...kept, { level: raiseLevelTo, who: somebody }] : kept;
}

/** Why the case has its level, and what would raise it: for the register alone, never for mail. */
export function levelWords(row: Known): Pick<CaseRow, "why" | "wouldRaise"> {
  const pack = packOfCase(row);
  const standing: Standing = { ...row, raises: raisesOf(row) };
  return { why: whyLevel(pack, standing), wouldRaise: wouldRaise(pack, standing) };
}
