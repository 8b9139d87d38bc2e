/**
 * The email for a row of the Outbox, and what it may say of a case. It is made from the row and the protocol each time an email is sent,
 * and its types have no field for student data.
 */

import { type DigestSource, digestsNow } from "../asking/morning-email";
import type { CaseFile } from "../case/facts/case-file";
import type { Message } from "../messages/letter";
import type { Writing } from "../messages/message-entry";
import { writeMessage } from "../messages/messages";
import type { QueuedMessage } from "../registers/change";
import { kindOf } from "../registers/kinds";
import type { Run } from "../run";
import { dateText } from "../time";
import { caseFacts } from "./what-emails-show";

/** The recipient of a message, its register, and what was read to write it. */
export interface EmailSources extends Pick<Writing, "to" | "spreadsheetId"> {
  /** The cases that the message may be about, by reference. A case that is missing here counts as gone. */
  readonly files: ReadonlyMap<string, CaseFile>;
  /** Null if this run has not read the open cases. A morning email then fails, and waits for a run that has read them. */
  readonly digest: DigestSource | null;
}

/** The email for the row; null if there is nothing to say any more. `run`: with `now` as the time of sending. */
export function writeEmail(row: QueuedMessage, sources: EmailSources, run: Run): Message | null {
  const { files, digest, ...where } = sources;
  return writeMessage(row, {
    ...where,
    ...{ run, opens: kindOf(run.register).opens },
    caseOf(reference, asked = {}) {
      const file = files.get(reference);
      return file === undefined ? null : caseFacts(file, where, asked, run);
    },
    digest(date) {
      // Not once its day is over. A date that lies ahead is sent too: it happens if the clock was set back.
      if (date < dateText(run.now, run.zone)) return null;
      if (digest === null) throw new Error("a digest needs the open cases");
      return digestsNow(digest, run).get(where.to) ?? null;
    },
  });
}
