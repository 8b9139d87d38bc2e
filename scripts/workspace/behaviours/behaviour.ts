/** What a behaviour of Google is, as the local Workspace imitates it, and how sure anybody is of it. */

/**
 * "documented": a page of Google's says so, or others measured it (the source tells which). "assumed": neither, also where the method
 * itself is documented. "recorded": the probe met it on Google's servers.
 */
export type Status = "documented" | "assumed" | "recorded";

export interface Behaviour {
  /** Permanent, kebab-case. */
  readonly id: string;
  /** As scripts know it: "Forms", "Sheets", … */
  readonly service: string;
  /** One sentence that a case of the probe can find true or false. */
  readonly what: string;
  readonly status: Status;
  readonly source: string;
  /** When the source was read, or the recording made: ISO 8601. For an assumption, when a source was last looked for. */
  readonly date: string;
  /** Where it shows: "Class.method", or every method of a class that begins so ("Form.set*"). Empty: in no single method. */
  readonly methods: readonly string[];
  /** The switch that turns it over; `what` holds under the first of its answers, which is the default: the one that is harder on the script. */
  readonly switch?: string;
  readonly answers?: readonly [string, ...string[]];
}

/** When platform.md and sheets-api.md were written. */
const read = "2026-11-24";

type Rest = Pick<Behaviour, "methods"> & Partial<Pick<Behaviour, "date" | "switch" | "answers">>;
type Entry = readonly [id: string, what: string, source: string, rest: Rest];

/** The behaviours of one service that a source settles. */
export function documented(service: string, entries: readonly Entry[]): readonly Behaviour[] {
  return entries.map(([id, what, source, rest]) => ({
    id,
    service,
    what,
    status: "documented",
    source,
    date: read,
    ...rest,
  }));
}

/** Those that none does. */
export function assumed(service: string, entries: readonly Entry[]): readonly Behaviour[] {
  return documented(service, entries).map((one) => ({ ...one, status: "assumed" }));
}
