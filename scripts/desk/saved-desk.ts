/** What a desk is kept as between two visits, and how it is put together again. Plain data. */
import type { RunRecord } from "../workspace/run/run-record";
import type { LocalWorkspace, SavedWorkspace } from "../workspace/runtime";
import type { SentMail } from "../workspace/services/mail/index";

/** All that a desk goes on from. What only grows, and grows large, can stand apart: mails and runs. */
export interface SavedDesk {
  /** Digest of the project that it was around. */
  readonly project: string;
  /** Without what stands apart. */
  readonly workspace: SavedWorkspace;
  readonly edits: number;
  /** Ids of what goes wrong. */
  readonly troubles: readonly string[];
  readonly apart: Apart;
}

/** Mails and runs in the order in which they came. */
export interface Apart {
  readonly mails: readonly SentMail[];
  readonly runs: readonly RunRecord[];
}

/** How many of them somebody has already. */
export type Counted = { readonly [Key in keyof Apart]: number };

interface MailSlice {
  readonly sent: readonly SentMail[];
}

/** The mail's slice is its service's own; here only its list is looked at. */
const mailSlice = "mail";

export function withApart({ workspace, apart }: SavedDesk): SavedWorkspace {
  const { store, journal } = workspace;
  const mail = store[mailSlice] as MailSlice | undefined; // As `savedParts` left it.
  const whole = mail === undefined ? {} : { [mailSlice]: { ...mail, sent: apart.mails } };
  return {
    ...workspace,
    store: { ...store, ...whole },
    journal: { ...journal, runs: apart.runs },
  };
}

/** With those mails and runs apart that came after so many. */
export function savedParts(
  from: LocalWorkspace,
  since: Counted,
): Pick<SavedDesk, "project" | "workspace" | "apart"> {
  const { store, journal, ...rest } = from.save();
  const mail = store[mailSlice] as MailSlice | undefined; // Its service's.
  const without = mail === undefined ? {} : { [mailSlice]: { ...mail, sent: [] } };
  return {
    project: from.project,
    workspace: { ...rest, store: { ...store, ...without }, journal: { ...journal, runs: [] } },
    apart: {
      mails: (mail?.sent ?? []).slice(since.mails),
      runs: journal.runs.slice(since.runs),
    },
  };
}
