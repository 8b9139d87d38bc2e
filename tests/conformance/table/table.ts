/** The table of what we count on from Google: every case, in the order in which the probe plays them. */
import type { Case } from "./case";
import { batchCases } from "./cases/batches";
import { cellCases } from "./cases/cells";
import { clockCases } from "./cases/clock";
import { fileCases } from "./cases/files";
import { formCases } from "./cases/form";
import { formItemCases } from "./cases/form-items";
import { hereCases } from "./cases/here";
import { pageCases } from "./cases/page";
import { recordedCases } from "./cases/recorded";
import { scriptCases } from "./cases/script";
import { submissionCases } from "./cases/submission";
import { tabCases } from "./cases/tabs";

/**
 * The day ("YYYY-MM-DD") on which the probe was last played on Google and each case that differed was settled here; null: never. Whoever
 * settles them writes it.
 */
export const probedOnGoogle: string | null = null;

export const table: readonly Case[] = [
  ...scriptCases,
  ...formCases,
  ...formItemCases,
  ...cellCases,
  ...batchCases,
  ...tabCases,
  ...fileCases,
  ...recordedCases,
  ...clockCases,
  ...pageCases,
  ...submissionCases,
  ...hereCases,
];

export type { Case } from "./case";
