/** The record of each run and of everything that went wrong unplanned (design 6, `runs[]` and `errors[]`). */

/** What started a run. */
export type Surface = "form-submit" | "edit" | "clock" | "menu" | "simple" | "dialog";

export interface RunRecord {
  /** Index of the scenario's event during which it ran; -1 before the first event. */
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
  /** Bytes of all replies of advanced services together, as Google would send them. */
  replyBytes: number;
  /** Bytes of the largest reply of each method, by the method's full path. */
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

/** The content of a journal at one moment. */
export interface KeptJournal {
  readonly runs: readonly RunRecord[];
  readonly errors: readonly WorkspaceError[];
  readonly currentEvent: number;
}

/** Everything that happened, in the order in which it began. */
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

  /** The journal's content so far. Call it only while no run is in progress: the records of runs that ended never change. */
  keep(): KeptJournal {
    const { runs, errors, currentEvent } = this;
    return { runs: [...runs], errors: [...errors], currentEvent };
  }

  /** Replaces the journal's content with what was kept. */
  resume({ runs, errors, currentEvent }: KeptJournal): void {
    this.runs.splice(0, this.runs.length, ...runs);
    this.errors.splice(0, this.errors.length, ...errors);
    this.currentEvent = currentEvent;
  }

  note(at: number, error: string, functionName: string | null): void {
    this.errors.push({ event: this.currentEvent, at, function: functionName, error });
  }
}
