/**
 * The sentences on the row of a case that say why it has its level and what would raise it, and who raised it by hand. For the register
 * alone: they say what was reported.
 */
import { packOfCase } from "../../protocol/find-pack";
import {
  criteriaOf,
  type WhatLevelRestsOn,
  whyLevel,
  wouldRaise,
} from "../../protocol/level-reasons";
import type { CaseRow } from "../../register/tabs";

type Known = Pick<
  CaseRow,
  "protocolVersion" | "level" | "protocols" | "factors" | "concerns" | "raisedBy"
>;

/** Used if Google did not say who raised the level. */
const somebody = "somebody who works on it";

/** The row with a line that says who raised the level by hand. `who`: an address, or other words if Google did not say. */
export function recordRaiser(row: CaseRow, who: string): CaseRow {
  const by = who.includes("@") ? who : "";
  return { ...row, raisedBy: [...row.raisedBy, `${row.raiseLevelTo ?? ""} ${by}`.trim()] };
}

/** Who raised the case by hand, and to which level. */
export function raisesByHand({ raisedBy }: Pick<CaseRow, "raisedBy">): WhatLevelRestsOn["raises"] {
  return raisedBy.map((line) => {
    const [level = "", who = somebody] = line.split(" ");
    return { level, who };
  });
}

/**
 * The two sentences of a case's row: why it has its level, and what would raise it. They say what was reported, so they never go into mail.
 */
export function levelWords(row: Known): Pick<CaseRow, "why" | "wouldRaise"> {
  const pack = packOfCase(row);
  const basis: WhatLevelRestsOn = { ...row, raises: raisesByHand(row) };
  const criteria = criteriaOf(pack, basis);
  return {
    why: whyLevel(pack, basis, criteria),
    wouldRaise: wouldRaise(pack, basis, criteria),
  };
}
