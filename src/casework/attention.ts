/** What a contact should see at a glance on the case's row. Words for the register; never student data. */
import type { CaseRow } from "../register/tabs";

/** The lines of the "Needs attention" cell, most pressing first. `now` in milliseconds since 1970, UTC. */
export function attentionOf(row: CaseRow, now: number): readonly string[] {
  if (row.status === "closed") return [];
  const lines: string[] = [];
  if (row.immediateDanger === "yes") lines.push("Immediate danger was reported");
  if (!row.acknowledged) lines.push("Not acknowledged yet");
  if (
    row.protocols.includes("confirmed-victim") &&
    row.confirmedBy !== "law-enforcement" &&
    row.confirmedBy !== "child-and-family-services"
  ) {
    lines.push("Record which agency confirmed it");
  }
  if (row.holdUntil !== null) {
    lines.push(row.holdUntil > now ? "On hold" : "The hold has ended: its acts are open again");
  }
  if (row.raiseLevelTo !== null && !row.protocols.includes(row.raiseLevelTo)) {
    lines.push("Write why the level is raised");
  }
  for (const other of row.possibleMatch) lines.push(`May be the same student as ${other}`);
  if (row.reviewReasons.length > 0) lines.push("See “To review”");
  return lines;
}
