/**
 * One run of one function. Every call of the script passes through here, and meets scopes, limits, time, counts and faults before it
 * reaches its service.
 */

import { serviceOffError } from "../advanced-services";
import type { SimulatedClock } from "../clock";
import type { HostReply, HostRequest } from "../realm/prelude-contract";
import {
  type CallContext,
  EndOfRun,
  GoogleError,
  LocalRefusal,
  type Method,
  ReadyJson,
  scopeRefusal,
} from "../service";
import type { Catalog } from "../services/catalog";
import { isAdvanced } from "../services/real-members";
import { textBytes } from "../text-bytes";
import { type CallRecord, type Fault, type Faults, faultError } from "./faults";
import type { RunRecord } from "./run-record";

const minute = 60_000;
/** How long a simple trigger and any other run may take, in milliseconds (platform.md 1 and 2). */
const limits = { simple: minute / 2, other: 6 * minute };
/** How many cells the Sheets API reads in a millisecond of simulated time (a guess, platform.md 10). */
const cellsReadPerMillisecond = 1000;

const outOfTimeText = "Exceeded maximum execution time";

export interface ExecutionOptions {
  readonly catalog: Catalog;
  readonly clock: SimulatedClock;
  readonly faults: Faults;
  readonly record: RunRecord;
  readonly context: Omit<CallContext, "now" | "pass" | "countCellsRead" | "countCellsWritten">;
  /** Called for every refusal by the local Workspace itself, even if the script catches it. */
  readonly onRefusal: (text: string) => void;
}

export class Execution {
  /** Why the run was ended from outside. Once it is set, every call fails with this text and has no effect. */
  private endedBy: string | null = null;
  /** An error thrown by an interjection. It is a mistake in the test or scenario, not in the script. */
  private crash: { readonly cause: unknown } | null = null;
  private readonly seenObjects = new Set<string>();
  /** The name under which the current call was counted; null if it was not. */
  private lastCounted: string | null = null;
  private lastObject = "";
  private readonly context: CallContext;

  constructor(private readonly options: ExecutionOptions) {
    const { clock, record } = options;
    this.context = {
      ...options.context,
      get now() {
        return clock.now;
      },
      pass: (milliseconds) => clock.pass(milliseconds),
      countCellsRead: (cells) => {
        record.cellsRead += cells;
        clock.pass(cells / cellsReadPerMillisecond);
      },
      countCellsWritten: (cells) => {
        record.cellsWritten += cells;
      },
    };
  }

  /** Why the run was ended from outside, or null. */
  get ended(): string | null {
    return this.endedBy;
  }

  /** Ends this execution during its current call, and returns another that repeats the call and continues the same run. */
  takenOver(): Execution {
    const next = new Execution(this.options);
    for (const object of this.seenObjects) next.seenObjects.add(object);
    if (this.lastCounted !== null) {
      const { calls } = this.options.record;
      calls.total -= 1;
      calls.byName[this.lastCounted] = (calls.byName[this.lastCounted] ?? 0) - 1;
      next.seenObjects.delete(this.lastObject);
    }
    this.endedBy = "local Workspace: the run goes on elsewhere";
    return next;
  }

  /**
   * Call this after the run. It rethrows an error of an interjection, and refuses all later calls (a promise of the script may still make
   * some).
   */
  close(): void {
    this.endedBy ??= "the run has ended";
    if (this.crash !== null) throw this.crash.cause;
  }

  /** Answers one request of the script (a `HostRequest` in JSON) with a `HostReply` in JSON. Never throws. */
  serve(text: string): string {
    try {
      // Only the prelude makes requests, so the type is known.
      const request = JSON.parse(text) as HostRequest;
      if ("refused" in request) {
        this.options.onRefusal(`local Workspace: ${request.refused}`);
        return "{}";
      }
      return this.call(request.className, request.method, request.self, request.args);
    } catch (error) {
      return JSON.stringify({ error: this.toScript(error) } satisfies HostReply);
    }
  }

  private call(className: string, name: string, self: unknown, args: readonly unknown[]): string {
    const { catalog, faults, record, context } = this.options;
    const path = `${className}.${name}`;
    const method = catalog.method(className, name);
    if (method === null) throw new LocalRefusal(`real but not modelled here: ${path}`);
    this.checkAlive();
    const counted = this.counts(method, className, self);
    const countedAs = method.counts === "once-per-object" ? `${className}.*` : path;
    const call: CallRecord = {
      path,
      countedAs,
      runId: context.runId,
      function: record.function,
      args,
    };
    this.lastCounted = counted ? countedAs : null;
    if (counted) {
      record.calls.total += 1;
      record.calls.byName[countedAs] = (record.calls.byName[countedAs] ?? 0) + 1;
    }
    this.checkScopes(method, path);
    this.interrupt(call, "before");
    this.checkAlive();
    const fault = faults.hit(call);
    if (counted || method.counts === false) this.context.pass(method.planningMilliseconds);
    this.checkAlive();
    this.failIf(fault, "stop");
    this.failIf(fault, "before");
    // Made into text now, because the answer may be part of the store and change there.
    const answer = this.answer(method, path, self, args);
    const json = answer instanceof ReadyJson ? answer.text : (JSON.stringify(answer) ?? null);
    if (isAdvanced(className)) this.countReply(path, json ?? "");
    this.interrupt(call, "after");
    this.failIf(fault, "after");
    return json === null ? "{}" : `{"value":${json}}`;
  }

  private answer(method: Method, path: string, self: unknown, args: readonly unknown[]): unknown {
    const { store, assume } = this.context;
    const off = serviceOffError(store, assume, path);
    if (off !== null) throw off;
    try {
      return method.call(this.context, self, args);
    } catch (error) {
      if (!(error instanceof EndOfRun)) throw error;
      this.endedBy = error.message;
      throw new GoogleError(error.message);
    }
  }

  private countReply(path: string, json: string): void {
    const { record } = this.options;
    // The reply as Google sends it, as JSON in UTF-8. White space is not counted, because it depends on what a client asks for.
    const bytes = textBytes(json);
    record.replyBytes += bytes;
    record.largestReplies[path] = Math.max(record.largestReplies[path] ?? 0, bytes);
  }

  private interrupt(call: CallRecord, when: "before" | "after"): void {
    try {
      this.options.faults.interrupt(call, when);
    } catch (cause) {
      this.crash = { cause };
      this.endedBy = "local Workspace: what was to happen in between failed";
      throw new LocalRefusal("what was to happen in between failed");
    }
  }

  private counts(method: Method, className: string, self: unknown): boolean {
    if (method.counts !== "once-per-object") return method.counts;
    const object = `${className} ${JSON.stringify(self)}`;
    if (this.seenObjects.has(object)) return false;
    this.seenObjects.add(object);
    this.lastObject = object;
    return true;
  }

  private checkAlive(): void {
    const { clock, record } = this.options;
    const limit = record.surface === "simple" ? limits.simple : limits.other;
    if (this.endedBy === null && clock.now - record.at > limit) {
      this.endedBy = outOfTimeText;
    }
    if (this.endedBy !== null) throw new GoogleError(this.endedBy);
  }

  private checkScopes(method: Method, path: string): void {
    if (method.scopes.length === 0) return;
    const { granted } = this.options.context;
    const isSimple = this.options.record.surface === "simple";
    if (!isSimple && method.scopes.some((scope) => granted.includes(scope))) return;
    throw scopeRefusal(path, method.scopes);
  }

  private failIf(fault: Fault | null, when: Fault["when"]): void {
    if (fault?.when !== when) return;
    const error = faultError(fault);
    if (when === "stop") {
      this.endedBy = fault.error ?? outOfTimeText;
    }
    throw error;
  }

  private toScript(error: unknown): { name: string; message: string } {
    if (error instanceof GoogleError) return { name: error.googleName, message: error.message };
    const text = error instanceof Error ? error.message : String(error);
    const message = error instanceof LocalRefusal ? text : `local Workspace: a defect: ${text}`;
    this.options.onRefusal(message);
    return { name: "Error", message };
  }
}
