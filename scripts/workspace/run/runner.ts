/** Runs one function of the bundle to its end, in a realm of its own, and keeps the record of it. */
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

/** The parts of appsscript.json that the Workspace obeys. */
export interface Manifest {
  readonly timeZone: string;
  readonly oauthScopes: readonly string[];
  readonly dependencies?: {
    readonly enabledAdvancedServices?: readonly { readonly userSymbol: string }[];
  };
}

export interface WorkspaceOptions {
  /** Text of dist/Code.js. */
  readonly bundle: string;
  readonly manifest: Manifest;
  /** The project's pages by name, without ".html". */
  readonly htmlFiles?: Readonly<Record<string, string>>;
  readonly services: readonly ServiceClass[];
  /** Where its runs take place, unless where they usually do (host/usual-realms.ts). */
  readonly realms?: Realms;
  /** Milliseconds since 1970. */
  readonly start: number;
  /** Answers to doubts that differ from the first (doubts.ts). */
  readonly assume?: Readonly<Record<string, string>>;
  readonly seed?: number;
}

export interface RunRequest {
  readonly function: string;
  readonly surface: Surface;
  /** The effective user: a trigger's creator, or the person who clicks. */
  readonly as: string;
  /** Arguments, as JSON with `Ref`s and the like; a trigger's is its event object. A dialog's are plain data. */
  readonly args?: readonly unknown[];
}

/** What a run does instead of calling one function: it may call several, all in the same realm. Must not throw. */
export type RunBody = (realm: Realm) => EntryOutcome;

export interface RunResult {
  readonly ok: boolean;
  readonly error: string | null;
  /** What the function returned, where JSON can hold it. */
  readonly value: unknown;
  /** The script's stack, to find a defect. */
  readonly stack: string | null;
}

/** A run that has begun. */
interface Started {
  readonly request: RunRequest;
  readonly runId: number;
  readonly record: RunRecord;
  /** Refusals that were noted for it. */
  readonly refusals: Set<string>;
  readonly execution: Execution;
  readonly tape: Tape | null;
}

/** What a Workspace goes on from: the state outside its scripts, and what happened so far. */
export interface SavedWorkspace {
  readonly store: Snapshot;
  readonly journal: KeptJournal;
  readonly containerId: string;
  /** Chance follows from the run's number. */
  readonly nextRunId: number;
  /** UNCONFIRMED points whose answer was looked at. */
  readonly asked: readonly string[];
}

/** The same record, with word of each member that is looked at. */
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
/** A run's start (a guess, platform.md 10). */
const startUpMilliseconds = 1500;

export class Runner {
  readonly store = new MemoryStore(copiers);
  readonly journal = new Journal();
  readonly clock: SimulatedClock;
  readonly faults: Faults;
  /** Names of the functions that Google may call. */
  readonly functions: ReadonlySet<string>;
  /** Short names of the manifest's scopes. */
  readonly scopes: readonly string[];
  /** The answer to each doubt (doubts.ts). Reading it here is not noted in `asked`. */
  readonly answers: Readonly<Record<string, string>>;
  /** The same; each look at an answer is noted in `asked`. */
  readonly assume: Readonly<Record<string, string>>;
  /** The doubts whose answer was looked at so far. The answers to all others made no difference. */
  readonly asked = new Set<string>();
  /** Id of the Form that the script is bound to. */
  containerId = "";
  /** Called whenever a run has ended. */
  readonly listeners: (() => void)[] = [];

  /** Whether the runs that begin now can be taken over. */
  isTaping = false;

  private readonly catalog: Catalog;
  private readonly bundle: ReadyBundle;
  private readonly preludeInput: string;
  private readonly seed: number;
  private nextRunId = 1;
  private projectDigest: string | null = null;
  /** Runs that are on and can be taken over, by their numbers. */
  private readonly taped = new Map<number, Started>();
  /** How runs ended that were taken over while their scripts stand in a call. */
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

  /** Tells projects apart: by bundle, manifest, pages, chance and where they run. */
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
   * Goes on from what a Workspace of the same project, switches and seed saved, as that one would; what was saved can be used
   * again. Objects taken from the store before are stale after it.
   */
  resume({ store, journal, containerId, nextRunId, asked }: SavedWorkspace): void {
    for (const name of asked) this.asked.add(name);
    this.store.restore(store);
    this.journal.resume(journal);
    this.containerId = containerId;
    this.nextRunId = nextRunId;
  }

  /** Number of the run that begins next. */
  get next(): number {
    return this.nextRunId;
  }

  /** May be called while another run is in the middle of a call. */
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
   * Finishes a run that is waiting inside a call: repeats it from its tape, then serves that call and the rest. The script that was
   * waiting gets no more answers. Call this while it is waiting, with `isTaping` on when it began.
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

    // A run ended from outside has failed, whatever its code made of it.
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
