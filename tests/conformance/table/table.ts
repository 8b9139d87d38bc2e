/** The conformance table: every case, in the order in which a round asks them. */
import type { Case } from "./case";
import { cellCases } from "./cases/cells";
import { clockCases } from "./cases/clock";
import { fileCases } from "./cases/files";
import { formCases } from "./cases/form";
import { formItemCases } from "./cases/form-items";
import { pageCases } from "./cases/page";
import { scriptCases } from "./cases/script";
import { submissionCases } from "./cases/submission";
import { tabCases } from "./cases/tabs";

export const table: readonly Case[] = [
  ...scriptCases,
  ...formCases,
  ...formItemCases,
  ...cellCases,
  ...tabCases,
  ...fileCases,
  ...clockCases,
  ...pageCases,
  ...submissionCases,
];

export type { Case, Json } from "./case";
