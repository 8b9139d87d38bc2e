/** The one statement of Google: every case, in the order in which the probe plays them. */
import type { Case } from "./case";
import { batchCases } from "./cases/batches";
import { cellCases } from "./cases/cells";
import { clockCases } from "./cases/clock";
import { fileCases } from "./cases/files";
import { formCases } from "./cases/form";
import { formItemCases } from "./cases/form-items";
import { hereCases } from "./cases/here";
import { pageCases } from "./cases/page";
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
  ...clockCases,
  ...pageCases,
  ...submissionCases,
  ...hereCases,
];

/** Which files of src/google rely on the cases of a group: on what stands before the first dot of their ids. */
export const reliedOnBy: Readonly<Record<string, readonly string[]>> = {
  access: ["file-access", "refused-editors"],
  apis: ["advanced-services", "error-diagnosis"],
  batch: ["spreadsheets", "error-diagnosis"],
  cells: ["spreadsheets"],
  clock: ["entry", "form", "triggers"],
  edit: ["entry"],
  files: ["file-access", "spreadsheets", "error-diagnosis"],
  form: ["form"],
  html: ["dialog"],
  items: ["form", "form-items"],
  language: ["entry"],
  lock: ["workspace"],
  mail: ["workspace", "error-diagnosis"],
  page: ["dialog"],
  properties: ["workspace"],
  protection: ["spreadsheets", "refused-editors"],
  quota: ["spreadsheets", "error-diagnosis"],
  scopes: ["permissions", "error-diagnosis"],
  session: ["workspace"],
  submission: ["entry", "form"],
  tabs: ["spreadsheets"],
  triggers: ["triggers", "permissions"],
  utilities: ["workspace"],
};

export type { Case } from "./case";
