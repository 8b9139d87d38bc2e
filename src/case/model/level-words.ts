import { packOfCase } from "../../protocol/find-pack";
import { type Standing, whyLevel, wouldRaise } from "../../protocol/level-reasons";
import type { CaseRow } from "../../register/tabs";
import { isWritten } from "../../text";

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

/** Where Google did not say, or an earlier version kept no name. */
const somebody = "somebody who works on it";

/** `who`: an address, or words where Google does not say. */
export function withRaiser(row: CaseRow, who: string): CaseRow {
  const by = who.includes("@") ? who : "";
  return { ...row, raisedBy: [...row.raisedBy, `${row.raiseLevelTo ?? ""} ${by}`.trim()] };
}

type Raised = Pick<CaseRow, "raiseLevelTo" | "raiseReason" | "raisedBy">;

export function raisesOf({ raisedBy, raiseLevelTo, raiseReason }: Raised): Standing["raises"] {
  const kept = raisedBy.map((line) => {
    const [level = "", who = somebody] = line.split(" ");
    return { level, who };
  });
  const isKept = kept.some(({ level }) => level === raiseLevelTo);
  const isOlder = raiseLevelTo !== null && isWritten(raiseReason) && !isKept;
  return isOlder ? [...kept, { level: raiseLevelTo, who: somebody }] : kept;
}

/** For the register alone, never for mail. */
export function levelWords(row: Known): Pick<CaseRow, "why" | "wouldRaise"> {
  const pack = packOfCase(row);
  const standing: Standing = { ...row, raises: raisesOf(row) };
  return { why: whyLevel(pack, standing), wouldRaise: wouldRaise(pack, standing) };
}
