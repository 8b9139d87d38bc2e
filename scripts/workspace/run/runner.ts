/** Runs functions of the bundle to their end, each run in its own realm, and keeps the record of each. */
import { grantedScopes } from "../accounts";
import { SimulatedClock } from "../clock";
import { assumptions } from "../doubts";
import { usualRealms } from "../host/usual-realms";
import { preludeText } from "../realm/language-lists";
import type { EntryOutcome } from "../realm/prelude-contract";
import { type ReadyBundle, type Realm, type Realms, Tape, type World } from "../realm/realm";
import { LocalRefusal, type ServiceClass } from "../service";
import { type Catalog, catalogOf } from "../services/catalog";
import { forgetScratch } from "../services/declare";
import { releaseLockOf } from "../services/lock/index";
import { copiers } from "../sheets/store";
import { MemoryStore, type Snapshot } from "../store";
import { sha256Text } from "../text-bytes";
import { Execution } from "./execution";
import { Faults } from "./faults";
import { Journal, type KeptJournal, type RunRecord, type Surface } from "./run-record";

/** The parts of appsscript.json that the Workspace uses. */
export interface Manifest {
  readonly timeZone: string;
  readonly oauthScopes: readonly string[];
  readonly dependencies?: {
    readonly enabledAdvancedServices?: readonly { readonly userSymbol: string }[];
  };
}

export interface WorkspaceOptions {
  /** The text of Code.js. */
  readonly bundle: string;
  readonly manifest: Manifest;
  /** The project's pages by name, without ".html". */
  readonly htmlFiles?: Readonly<Record<string, string>>;
  readonly services: readonly ServiceClass[];
  /** Where the script runs; if left out, as in host/usual-realms.ts. */
  readonly realms?: Realms;
  /** When the simulated clock starts, in milliseconds since 1970. */
  readonly start: number;
  /** Answers to doubts (doubts.ts), for those that should not have their first answer. */
  readonly assume?: Readonly<Record<string, string>>;
  readonly seed?: number;
}

export interface RunRequest {
  readonly function: string;
  readonly surface: Surface;
  /** The effective user: a trigger's creator, or the person who clicks. */
  readonly as: string;
  /** Arguments in JSON, with `Ref`s and the like. A trigger's only argument is its event object; a dialog's arguments are plain data. */
  readonly args?: readonly unknown[];
}

/** What a run does instead of calling one function. It may call several, all in the same realm. Must not throw. */
export type RunBody = (realm: Realm) => EntryOutcome;

export interface RunResult {
  readonly ok: boolean;
  readonly error: string | null;
  /** What the function returned, if JSON can hold it. */
  readonly value: unknown;
  /** The stack trace in the script, to help find a bug. */
  readonly stack: string | null;
}

/** A run that has begun. */
interface Started {
  readonly request: RunRequest;
  readonly runId: number;
  readonly record: RunRecord;
  /** Refusals by the local Workspace that are already noted for this run. */
  readonly refusals: Set<string>;
  readonly execution: Execution;
  readonly tape: Tape | null;
}

/** What a Workspace can resume from: its state outside the scripts, and the record of what happened. */
export interface SavedWorkspace {
  readonly store: Snapshot;
  readonly journal: KeptJournal;
  readonly containerId: string;
  /** A run's random numbers follow from its number. */
  readonly nextRunId: number;
  /** Names of the doubts whose answer was read. */
  readonly asked: readonly string[];
}

/** The same record, which also reports each member that is read. */
function watched(
  record: Readonly<Record<string, string>>,
  lookedAt: (name: string) => void,
): Readonly<Record<string, string>> {
  return new Proxy(record, {
    get(target, name) {
      if (typeof name === "symbol") return undefined;
      lookedAt(name);
      return target[name];
    },
  });
}

const notFoundText = "Script function not found: ";
const scopePrefix = "https://www.googleapis.com/auth/";
/** How long it takes to start a run, in milliseconds (a guess, platform.md 10). */
export const startUpMilliseconds = 1500;

export class Runner {
  readonly store = new MemoryStore(copiers);
  readonly journal = new Journal();
  readonly clock: SimulatedClock;
  readonly faults: Faults;
  /** Names of the functions that Google can call. */
  readonly functions: ReadonlySet<string>;
  /** Short names of the manifest's scopes. */
  readonly scopes: readonly string[];
  /** The answer to each doubt (doubts.ts). Reading one here is not noted in `asked`. */
  readonly answers: Readonly<Record<string, string>>;
  /** The answer to each doubt, like `answers`. Reading one here is noted in `asked`. */
  readonly assume: Readonly<Record<string, string>>;
  /** The doubts whose answer was read so far. All other answers made no difference. */
  readonly asked = new Set<string>();
  /** Id of the Form that the script is bound to. */
  containerId = "";
  /** Called whenever a run has ended. */
  readonly listeners: (() => void)[] = [];

  /** Whether runs that begin now record their calls, so that `takeOver` can finish them. */
  isTaping = false;

  private readonly catalog: Catalog;
  private readonly bundle: ReadyBundle;
  private readonly preludeInput: string;
  private readonly seed: number;
  private nextRunId = 1;
  private projectDigest: string | null = null;
  /** Recorded runs in progress, by their numbers. */
  private readonly taped = new Map<number, Started>();
  /** The results of runs that were taken over while their scripts still wait in a call. */
  private readonly takenOver = new Map<number, RunResult>();

  constructor(private readonly options: WorkspaceOptions) {
    const { manifest } = options;
    this.clock = new SimulatedClock(this.store, options.start);
    this.catalog = catalogOf(options.services);
    this.faults = new Faults(this.catalog);
    this.bundle = (options.realms ?? usualRealms).ready(options.bundle);
    this.functions = this.bundle.entries;
    this.scopes = manifest.oauthScopes.map((scope) => scope.replace(scopePrefix, ""));
    this.answers = assumptions(options.assume);
    this.assume = watched(this.answers, (name) => this.asked.add(name));
    this.seed = options.seed ?? 1;
    const enabled = manifest.dependencies?.enabledAdvancedServices ?? [];
    this.preludeInput = preludeText(
      this.catalog,
      enabled.map(({ userSymbol }) => userSymbol),
      this.assume["ownText"] === "hidden",
    );
  }

  /** A digest that differs if the bundle, the manifest, the pages, the seed or the realms differ. */
  get project(): string {
    if (this.projectDigest === null) {
      const { manifest, htmlFiles = {}, realms = usualRealms } = this.options;
      const parts = [this.bundle.digest, manifest, htmlFiles, this.seed, realms.name];
      this.projectDigest = sha256Text(JSON.stringify(parts));
    }
    return this.projectDigest;
  }

  /** IANA zone of the script. */
  get scriptZone(): string {
    return this.options.manifest.timeZone;
  }

  save(): SavedWorkspace {
    if (!this.faults.isIdle)
      throw new LocalRefusal("what is armed to fail or to happen is not saved");
    const { containerId, nextRunId, asked } = this;
    const [store, journal] = [this.store.snapshot(), this.journal.keep()];
    return { store, journal, containerId, nextRunId, asked: [...asked] };
  }

  /**
   * Continues from what a Workspace saved, exactly as that one would. Both must have the same project, switches and seed. What was saved
   * can be used again. Do not use objects that the store returned before this call: they are no longer part of it.
   */
  resume({ store, journal, containerId, nextRunId, asked }: SavedWorkspace): void {
    for (const name of asked) this.asked.add(name);
    this.store.restore(store);
    this.journal.resume(journal);
    this.containerId = containerId;
    this.nextRunId = nextRunId;
  }

  /** The number of the next run. */
  get next(): number {
    return this.nextRunId;
  }

  /** Runs one function, or `body` in its place, to its end. Can be called while another run is in the middle of a call. */
  run(request: RunRequest, body: RunBody | null = null): RunResult {
    const runId = this.nextRunId;
    this.nextRunId += 1;
    const record = this.journal.begin({
      function: request.function,
      surface: request.surface,
      at: this.clock.now,
      as: request.as,
    });
    const refusals = new Set<string>();
    const execution = this.newExecution(request, record, runId, (text) => {
      if (!refusals.has(text)) this.journal.note(this.clock.now, text, request.function);
      refusals.add(text);
    });
    const tape = this.isTaping ? new Tape() : null;
    const started: Started = { request, runId, record, refusals, execution, tape };
    if (tape !== null) this.taped.set(runId, started);
    this.clock.pass(startUpMilliseconds);
    const world = this.worldOf(execution);
    const outcome = this.outcomeOf(started, body, tape?.recording(world) ?? world);
    this.taped.delete(runId);
    const elsewhere = this.takenOver.get(runId);
    this.takenOver.delete(runId);
    if (elsewhere === undefined) return this.finished(started, outcome);
    execution.close();
    return elsewhere;
  }

  /**
   * Finishes a run that is waiting in the middle of a call: repeats the run from its recorded calls, then serves the call it waits in and
   * the rest. The waiting script gets no more answers. The run must have begun while `isTaping` was true.
   */
  takeOver(runId: number): void {
    const started = this.taped.get(runId);
    if (started?.tape == null) throw new LocalRefusal(`run ${runId} is not on, or has no tape`);
    const execution = started.execution.takenOver();
    const world = started.tape.playing(this.worldOf(execution));
    const outcome = this.outcomeOf({ ...started, execution }, null, world);
    this.takenOver.set(runId, this.finished({ ...started, execution }, outcome));
  }

  private worldOf(execution: Execution): World {
    return { serve: (request) => execution.serve(request), now: () => this.clock.now };
  }

  private finished(started: Started, outcome: EntryOutcome): RunResult {
    const { request, runId, record, refusals, execution } = started;
    releaseLockOf(this.store, runId);
    forgetScratch(this.store, runId);

    // A run that was ended from outside has failed, even if the script caught the error.
    const ended = execution.ended === null ? null : `Exception: ${execution.ended}`;
    record.error = ended ?? outcome.error ?? null;
    record.ok = record.error === null && outcome.ok;
    record.endedAt = this.clock.now;
    execution.close();
    const isNoted = refusals.has((record.error ?? "").replace(/^Error: /, ""));
    if (record.error !== null && !isNoted) {
      this.journal.note(this.clock.now, record.error, request.function);
    }
    for (const listener of this.listeners) listener();
    return {
      ok: record.ok,
      error: record.error,
      value: outcome.value ?? null,
      stack: outcome.stack ?? null,
    };
  }

  private newExecution(
    request: RunRequest,
    record: RunRecord,
    runId: number,
    onRefusal: (text: string) => void,
  ): Execution {
    const byPerson = ["menu", "dialog", "simple"].includes(request.surface);
    const granted = grantedScopes(this.store, request.as, this.scopes);
    return new Execution({
      catalog: this.catalog,
      clock: this.clock,
      faults: this.faults,
      record,
      onRefusal,
      context: {
        store: this.store,
        user: request.as,
        activeUser: byPerson ? request.as : "",
        containerId: this.containerId,
        surface: request.surface,
        htmlFiles: this.options.htmlFiles ?? {},
        scriptZone: this.scriptZone,
        granted,
        missing: this.scopes.filter((scope) => !granted.includes(scope)),
        runId,
        assume: this.assume,
      },
    });
  }

  private outcomeOf({ request, runId }: Started, body: RunBody | null, world: World): EntryOutcome {
    if (body === null && !this.functions.has(request.function)) {
      return { ok: false, error: `Exception: ${notFoundText}${request.function}` };
    }
    const seed = this.seed * 1_000_003 + runId;
    const realm = this.bundle.open({ input: this.preludeInput, seed, world });
    try {
      return body === null
        ? realm.invoke(request.function, request.args ?? [], request.surface === "dialog")
        : body(realm);
    } finally {
      realm.end();
    }
  }
}
