/** The email for a row of the Outbox, with what was read for it when it is sent. */
import type { CaseFile } from "../case/facts/case-file";
import { type DigestSource, digestFor, isDigestOfToday } from "../case/reminders/morning-digest";
import { mailedCase } from "../case/views/letter-facts";
import { writeMessage } from "../messages/messages";
import type { Message } from "../messages/render-letter";
import type { QueuedMessage } from "../register/change";
import type { Run } from "../run";

/** Where a message goes, and what was read for it. */
export interface EmailSources {
  /** The address that it goes to. */
  readonly to: string;
  readonly spreadsheetId: string;
  /** Whether that is the file of a sealed register. */
  readonly isSealed: boolean;
  /** The cases that the message may be about, by reference. A case that is not here is treated as gone. */
  readonly files: ReadonlyMap<string, CaseFile>;
  /** Null where this run has not read the open cases: a morning email then fails, and waits for a run that has. */
  readonly digest: DigestSource | null;
}

/** Null if there is nothing to say any more. `run`: as of now. */
export function writeEmail(
  message: QueuedMessage,
  { files, digest, ...writing }: EmailSources,
  run: Run,
): Message | null {
  return writeMessage(message, {
    ...writing,
    run,
    caseOf(reference) {
      const file = files.get(reference);
      return file === undefined ? null : mailedCase(file, writing, run);
    },
    digest(date) {
      if (!isDigestOfToday(date, run.now, run.zone)) return null;
      if (digest === null) throw new Error("a digest needs the open cases");
      return digestFor(writing.to, digest, run);
    },
  });
}
