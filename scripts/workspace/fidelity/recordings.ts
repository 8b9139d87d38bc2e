/** What the probe has recorded from Google, a dated file each in recordings/: written by `npm run probe -- --record`, never by hand. */
import { z } from "zod";
import { recordingsFolder, textsIn } from "../host/recordings-folder";

const Recording = z.strictObject({
  /** On which the round ended: YYYY-MM-DD, UTC. */
  day: z.iso.date(),
  /** The kind of account, as the person stated it. */
  kind: z.string(),
  /** Recipients a day that were left when the round began. */
  mailQuota: z.number().nullable(),
  /** Fingerprint of the table that was asked. */
  table: z.string(),
  /** Google's answer to each switch that the round settled. */
  switches: z.record(z.string(), z.string()),
  /** Ids of the behaviours that Google was met to show, under these switches. */
  behaviours: z.array(z.string()),
  /** Ids of the cases that the local Workspace of that day answered otherwise. */
  differs: z.array(z.string()),
  /** Google's answers by case; cases that the round went without are not in it. */
  answers: z.record(z.string(), z.unknown()),
});
export type Recording = z.infer<typeof Recording>;

/** The recordings of a folder, oldest first. Fails on a file that is none. */
export function recordingsIn(folder: string): readonly Recording[] {
  return textsIn(folder).map(([name, text]) => {
    const data: unknown = JSON.parse(text);
    const read = Recording.safeParse(data);
    if (read.success) return read.data;
    throw new Error(`${name} is no recording: ${read.error.issues[0]?.message ?? ""}`);
  });
}

/** Those that the project keeps. */
export const recordings = recordingsIn(recordingsFolder);

/** The newest that a question asks for; null where none answers it. */
export function newest(
  among: readonly Recording[],
  answers: (one: Recording) => boolean,
): Recording | null {
  return [...among].reverse().find(answers) ?? null;
}

export const kindWords: Readonly<Record<string, string>> = {
  education: "a Google Workspace for Education account",
  workspace: "a Google Workspace account",
  private: "a private Google account",
};

/** When and on what, in words. */
export function recordedOn({ day, kind }: Recording): string {
  return `recorded ${day} on ${kindWords[kind] ?? "an account of a kind not stated"}`;
}
