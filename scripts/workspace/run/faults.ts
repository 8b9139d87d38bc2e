/**
 * What a test or scenario makes happen at a call of the script: faults, which make the call fail, and interjections, which let something
 * else happen before or after it.
 */

import { GoogleError, LocalRefusal } from "../service";
import type { Catalog } from "../services/catalog";

/** A failure at a call. */
export interface Fault {
  /** The call's full path, as in a run's counts: "MailApp.sendEmail". */
  readonly call: string;
  /** Which call fails first, counted from now; 1 if left out. */
  readonly nth?: number;
  /** How many calls in a row fail; 1 if left out. */
  readonly times?: number;
  /**
   * "before": the call fails and does nothing. "after": the call does its work, but the script is told that it failed. "stop": the run ends
   * there, and the call does nothing.
   */
  readonly when: "before" | "after" | "stop";
  /** Google's error text, with or without the error's name in front ("Exception: "). */
  readonly error?: string;
}

/** A call that is about to be served, or just was. */
export interface CallRecord {
  readonly path: string;
  /** The name in the run's counts: the path, or `Class.*`. */
  readonly countedAs: string;
  readonly runId: number;
  readonly function: string;
  readonly args: readonly unknown[];
}

/** Which call: one of a path, or one for which a function returns true. */
export type CallMatch = string | ((call: CallRecord) => boolean);

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

  /** True if there are no faults and no interjections. */
  get isIdle(): boolean {
    return this.armed.length === 0 && this.interjections.length === 0;
  }

  /**
   * Adds a fault.
   * @throws LocalRefusal if no modeled method has that path, since a misspelled fault would never happen and go unnoticed.
   */
  arm(fault: Fault): void {
    if (!this.catalog.hasCall(fault.call)) {
      throw new LocalRefusal(`no call ${fault.call} is modelled, so none can fail`);
    }
    this.armed.push({ fault, seen: 0 });
  }

  /** Drops the faults and interjections that no call has met yet. */
  disarm(): void {
    this.armed.length = 0;
    this.interjections = [];
  }

  interject(
    match: CallMatch,
    act: () => void,
    options: { readonly nth?: number; readonly when?: "before" | "after" } = {},
  ): void {
    const { nth: left = 1, when = "before" } = options;
    this.interjections.push({ match, act, left, when });
  }

  /** The fault that this call meets, or null. Also counts the call for every other fault that matches it. */
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

  /** Runs the interjections that are due at this call. Each runs only once. */
  interrupt(call: CallRecord, when: "before" | "after"): void {
    const due = this.interjections.filter((one) => {
      if (one.when !== when || !matches(one.match, call)) return false;
      one.left -= 1;
      return one.left === 0;
    });
    // Removed before they run, because what they do makes calls of its own.
    this.interjections = this.interjections.filter((one) => one.left > 0);
    for (const { act } of due) act();
  }
}

function matches(match: CallMatch, call: CallRecord): boolean {
  if (typeof match === "function") return match(call);
  return match === call.path || match === call.countedAs;
}

/** The error that a script sees for a fault. Without a text of its own, the fault gets that of a temporary failure (platform.md 11). */
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
