/** What is kept of each run and of what went wrong unasked (design 6, `runs[]` and `errors[]`). */

/** What started a run. */
export type Surface = "form-submit" | "edit" | "clock" | "menu" | "simple" | "dialog";

export interface RunRecord {
  /** Index of the scenario's event during which it ran; -1 before the first. */
  readonly event: number;
  readonly function: string;
  readonly surface: Surface;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly as: string;
  ok: boolean;
  error: string | null;
  readonly calls: { total: number; readonly byName: Record<string, number> };
  cellsRead: number;
  cellsWritten: number;
  /** Of all replies of advanced services together, as Google sends them. */
  replyBytes: number;
  /** By the method's full path: its largest reply. */
  readonly largestReplies: Record<string, number>;
  /** When it ended, milliseconds since 1970; null while it runs. */
  endedAt: number | null;
}

export interface WorkspaceError {
  readonly event: number;
  readonly at: number;
  readonly function: string | null;
  readonly error: string;
}

/** What a journal holds at one moment. */
export interface KeptJournal {
  readonly runs: readonly RunRecord[];
  readonly errors: readonly WorkspaceError[];
  readonly currentEvent: number;
}

/** Everything that happened, in the order it began. */
export class Journal {
  readonly runs: RunRecord[] = [];
  readonly errors: WorkspaceError[] = [];
  currentEvent = -1;

  begin(started: Pick<RunRecord, "function" | "surface" | "at" | "as">): RunRecord {
    const record: RunRecord = {
      ...started,
      event: this.currentEvent,
      ok: false,
      error: null,
      calls: { total: 0, byName: {} },
      cellsRead: 0,
      cellsWritten: 0,
      replyBytes: 0,
      largestReplies: {},
      endedAt: null,
    };
    this.runs.push(record);
    return record;
  }

  /** What happened so far. To be called while no run is on: the record of one that has ended never changes. */
  keep(): KeptJournal {
    const { runs, errors, currentEvent } = this;
    return { runs: [...runs], errors: [...errors], currentEvent };
  }

  /** Takes up from a kept journal, in place of what is here. */
  resume({ runs, errors, currentEvent }: KeptJournal): void {
    this.runs.splice(0, this.runs.length, ...runs);
    this.errors.splice(0, this.errors.length, ...errors);
    this.currentEvent = currentEvent;
  }

  note(at: number, error: string, functionName: string | null): void {
    this.errors.push({ event: this.currentEvent, at, function: functionName, error });
  }
}
