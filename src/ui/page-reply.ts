/** Reads what a run answered. It may be anything: Google hands over null where it could not carry an answer. */

import type { Findings, Page, Reply } from "../dialog/page-data";
import { jsonRecord } from "../json";

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The reply in a JSON text; null where the text is no reply. */
export function replyIn(answer: unknown): Reply | null {
  if (typeof answer !== "string") return null;
  const reply = jsonRecord(answer);
  const { blocks, buttons, values, errors } = reply;
  const isPage = Array.isArray(blocks) && Array.isArray(buttons) && isRecord(values);
  // The server makes everything inside by the same types, and a reply that was cut off does not parse.
  return isPage || isRecord(errors) ? (reply as unknown as Page | Findings) : null;
}

/** Whether a reply is a whole page, and not only findings about the one that is shown. */
export function isPage(reply: Reply): reply is Page {
  return "view" in reply;
}
