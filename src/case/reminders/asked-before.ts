/** What people were asked before about cases, as the Outbox has it, and which of them can be reached. Pure. */

import type { CaseFile } from "../model/case-file";
import { referenceOfCase } from "../model/case-reference";

/** An email about a case in which a person was asked. A danger's asks past the register have no recipient. */
export interface AskOnRecord {
  readonly case: string;
  readonly to: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly about: "danger" | "answer" | "call";
}

/** What is known beside the cases. */
export interface AskRecord {
  readonly asks: readonly AskOnRecord[];
  /** Whether an address (lower case) belongs to somebody who can be reached. */
  readonly canReach: (address: string) => boolean;
}

/** A question about a case. */
export interface OfCase {
  readonly file: CaseFile;
  readonly about: "danger" | "answer" | "call";
}
/** What was asked about a case, by what it was about. */
export function askedAbout(
  file: CaseFile,
  { asks }: AskRecord,
  abouts: readonly OfCase["about"][],
) {
  const reference = referenceOfCase(file.row);
  return asks.filter((one) => one.case === reference && abouts.includes(one.about));
}
