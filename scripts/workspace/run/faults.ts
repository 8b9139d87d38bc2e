/** What a test or a scenario makes go wrong, or lets happen in between, at a call of a script. */

import { GoogleError, LocalRefusal } from "../service";
import type { Catalog } from "../services/catalog";

/** Something to go wrong at a call. */
export interface Fault {
  /** Full member path, as in a run's counts: "MailApp.sendEmail". */
  readonly call: string;
  /** The first call that fails, counted from now; 1 when left out. */
  readonly nth?: number;
  /** How many calls fail in a row; 1 when left out. */
  readonly times?: number;
  /** Before: nothing is done. After: it is done, and the script is told that it failed. Stop: the run is dead there, nothing done. */
  readonly when: "before" | "after" | "stop";
  /** Google's words, with or without "Exception: " in front. */
  readonly error?: string;
}

/** A call as it is about to be served, or was. */
export interface CallRecord {
  readonly path: string;
  /** How the run's counts name it: the path, or `Class.*`. */
  readonly countedAs: string;
  readonly runId: number;
  readonly function: string;
  readonly args: readonly unknown[];
}

/** Which call: a path, the n-th of all calls from now, or what a function says yes to. */
export type CallMatch = string | number | ((call: CallRecord) => boolean);

interface Armed {
  readonly fault: Fault;
  seen: number;
}

interface Interjection {
  readonly match: CallMatch;
  readonly when: "before" | "after";
  readonly act: () => void;
  left: number;
}

export class Faults {
  private readonly armed: Armed[] = [];
  private interjections: Interjection[] = [];

  constructor(private readonly catalog: Catalog) {}

  /** True while nothing is armed and nothing waits to happen. */
  get isIdle(): boolean {
    return this.armed.length === 0 && this.interjections.length === 0;
  }

  /** Throws a `LocalRefusal` when nothing modelled has that path, so that a misspelt one cannot pass for harmless. */
  arm(fault: Fault): void {
    if (!this.catalog.hasCall(fault.call)) {
      throw new LocalRefusal(`no call ${fault.call} is modelled, so none can fail`);
    }
    this.armed.push({ fault, seen: 0 });
  }

  /** Forgets what was armed, and what was to happen, and no call has met. */
  disarm(): void {
    this.armed.length = 0;
    this.interjections = [];
  }

  interject(
    match: CallMatch,
    act: () => void,
    options: { readonly nth?: number; readonly when?: "before" | "after" } = {},
  ): void {
    const left = typeof match === "number" ? match : (options.nth ?? 1);
    this.interjections.push({ match, act, left, when: options.when ?? "before" });
  }

  /** The fault that hits this call; counts it against every armed fault that matches. */
  hit(call: CallRecord): Fault | null {
    let found: Fault | null = null;
    for (const one of this.armed) {
      if (one.fault.call !== call.path && one.fault.call !== call.countedAs) continue;
      one.seen += 1;
      const first = one.fault.nth ?? 1;
      const isDue = one.seen >= first && one.seen < first + (one.fault.times ?? 1);
      if (isDue) found ??= one.fault;
    }
    return found;
  }

  /** Lets what was asked for happen now; each interjection once. */
  interrupt(call: CallRecord, when: "before" | "after"): void {
    const due = this.interjections.filter((one) => {
      if (one.when !== when || !matches(one.match, call)) return false;
      one.left -= 1;
      return one.left === 0;
    });
    // Forgotten first: what happens in between makes calls of its own.
    this.interjections = this.interjections.filter((one) => one.left > 0);
    for (const { act } of due) act();
  }
}

function matches(match: CallMatch, call: CallRecord): boolean {
  if (typeof match === "number") return true;
  if (typeof match === "function") return match(call);
  return match === call.path || match === call.countedAs;
}

/** The error that a script sees for a fault; the default words are those of a passing trouble (platform.md 11). */
export function faultError({ call, error }: Fault): GoogleError {
  const [, name, message] = /^(?:(Exception|GoogleJsonResponseException): )?([\s\S]*)$/.exec(
    error ?? "",
  ) ?? ["", undefined, ""];
  const advanced = /^(Sheets|Drive)\./.test(call);
  if (error !== undefined) {
    const fromApi = name === undefined ? advanced : name === "GoogleJsonResponseException";
    return new GoogleError(message ?? "", fromApi ? "GoogleJsonResponseException" : "Exception");
  }
  return advanced
    ? new GoogleError(
        `API call to ${call.charAt(0).toLowerCase()}${call.slice(1)} failed with error: Internal error encountered.`,
        "GoogleJsonResponseException",
      )
    : new GoogleError(
        "We're sorry, a server error occurred. Please wait a bit and try again.",
        "Exception",
      );
}
