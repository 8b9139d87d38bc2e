/** One run of the clock: what the triggers missed, what was not sent, what time has brought, and the sign that all this still runs. */
import { defectCode, isDefect } from "../defect";
import type { Directory } from "../directory/directory";
import { directoryIn, directoryRequests, responsesIn } from "../intake/intake-state";
import type { FormResponse } from "../intake/report";
import { isBarred } from "../intake/route";
import { waitingOf } from "../intake/routed";
import { takeIn } from "../intake/take-in";
import { noChange, type Update } from "../register/change";
import type { TabRequest } from "../register/read-plan";
import { openRegister, type Register } from "../register/register";
import { rowsOf, type Snapshot } from "../register/snapshot";
import type { MemoryKey, Workspace } from "../workspace";
import { takesTurn } from "./clock-turn";
import { emptyForm } from "./empty-form";
import { hourly, hourlyRequests, hourlyStep } from "./hourly";
import { clockKey } from "./installers";
import { asking, letIn } from "./let-in";
import { openCaseRequests, openCasesIn, openRowsIn } from "./open-cases";
import { noteUnreadable, readable } from "./outage";
import { watchForm } from "./outage-of-form";
import { heartbeatMeasure, sweepMeasure } from "./register/summary";
import { remind } from "./reminders";
import { reportRegisterIds } from "./report-registers";
import { takeSeenEdits } from "./seen-edits";
import { outboxRequests, pendingIn, sendWaiting } from "./send-waiting";
import { refuseOtherForm } from "./set-up";
import { tellOfSilence } from "./silence";
import { tellOfWithheld, withheldFrom, withheldSince } from "./withheld";

const minute = 60_000;
/** A response may show up in the list a little after its own time; once a day all of them are compared. */
const overlap = 10 * minute;
const hour = 60 * minute;
const day = 24 * hour;

const heartbeatRequests: readonly TabRequest[] = [{ tab: "summary", columns: ["measure"] }];

function instantIn(text: string | null): number | null {
  const value = Number(text ?? Number.NaN);
  return Number.isFinite(value) && value > 0 ? value : null;
}

/** That a clock run came, and whether it could list the Form's responses: Summary tells by formula when either is late. */
function beat(register: Register, snapshot: Snapshot, at: number, isSwept: boolean): Remembered {
  const present = new Set(rowsOf(snapshot, "summary").map(({ key }) => key));
  const update = [heartbeatMeasure, ...(isSwept ? [sweepMeasure] : [])]
    .filter((key) => present.has(key))
    .map((key): Update => ({ tab: "summary", key, values: { at } }));
  register.commit({ ...noChange, update }, snapshot);
  return {};
}

/** What a tick does beside the main register, in turn, so that an idle tick makes two Sheets calls. */
const turns = ["heartbeat", "sealed", "sealed-from-lead"] as const;

type Remembered = Readonly<Partial<Record<MemoryKey, string>>>;

function workOnSealed(
  workspace: Workspace,
  name: "sealed" | "sealed-from-lead",
  directory: Directory,
): Remembered {
  const register = openRegister(workspace, reportRegisterIds(workspace.memory)[name]);
  // Nothing about a sealed register is remembered outside it: it is small enough to be read whole.
  const read = register.load([...outboxRequests, ...openCaseRequests(null, true)]);
  const open = openCasesIn(register, read);
  takeSeenEdits(workspace, name, open);
  if (pendingIn(read, workspace.clock.now()).length > 0) sendWaiting(workspace, name);
  return remind(workspace, name, register, directory, open);
}

/** What differs from what is remembered already. */
function changed(memory: Workspace["memory"], values: Remembered): Remembered {
  const kept = Object.entries(values) as [MemoryKey, string][];
  return Object.fromEntries(kept.filter(([key, value]) => memory.get(key) !== value));
}

interface Swept {
  readonly listed: readonly FormResponse[];
  readonly isOfAll: boolean;
}

/** The Form's responses that may be new: those of the last minutes, once a day all of them. */
function listResponses(workspace: Workspace): Swept {
  const { memory, responses, clock } = workspace;
  const swept = instantIn(memory.get("sweepSince"));
  const since = swept === null ? null : Math.min(swept, withheldSince(workspace));
  const all = instantIn(memory.get("sweptAll"));
  const isOfAll = since === null || all === null || clock.now() - all >= day;
  return { listed: isOfAll ? responses.list() : responses.list(since - overlap), isOfAll };
}

/** What one run can take in and still send in its time; the rest waits for the next, oldest first. */
const responsesAtOnce = 200;

/** Takes in what the register does not know yet. True when nothing is left for a later run. */
function takeInUnseen(
  workspace: Workspace,
  listed: readonly FormResponse[],
  known: ReadonlySet<string>,
): boolean {
  const unseen = listed.filter(({ id }) => !known.has(id));
  if (unseen.length === 0) return true;
  const outcome = takeIn(workspace, unseen.slice(0, responsesAtOnce));
  return outcome === "taken-in" && unseen.length <= responsesAtOnce;
}

/** Reads the main register; where it cannot be read, people are told as an outage wears on. Throws what Google throws. */
function readOrTell(
  workspace: Workspace,
  main: Register,
  wanted: readonly TabRequest[],
  listed: readonly FormResponse[],
): Snapshot {
  try {
    return main.load(wanted);
  } catch (error) {
    const since = instantIn(workspace.memory.get("sweepSince")) ?? 0;
    const fresh = listed.filter(({ receivedAt }) => receivedAt > since);
    noteUnreadable(workspace, waitingOf(fresh, workspace, error), defectCode(error));
    throw error;
  }
}

/** Runs parts of a tick so that none keeps the next from its turn; `rethrow` then throws the first failure. */
function parts() {
  const failures: unknown[] = [];
  const noted: unknown[] = [];
  return {
    /** For what a part got over by itself: thrown in the end where it is a mistake of ours. */
    note(error: unknown): void {
      if (isDefect(error)) noted.push(error);
    },
    attempt<T>(work: () => T, otherwise: T): T {
      try {
        return work();
      } catch (error) {
        failures.push(error);
        return otherwise;
      }
    },
    isWhole: () => failures.length === 0,
    rethrow(): void {
      const [first] = [...failures, ...noted];
      if (failures.length + noted.length > 0) throw first;
    },
  };
}

/** Throws "not-set-up", "other-form" and what Google throws; whatever is left undone is found by the next tick. */
export function tick(workspace: Workspace): void {
  const { clock, memory, identity } = workspace;
  refuseOtherForm(workspace);
  const ids = reportRegisterIds(memory);
  if (!takesTurn(workspace)) return;
  const started = clock.now();
  const number = Math.floor(started / (5 * minute));
  const { attempt, isWhole, note, rethrow } = parts();
  const swept = attempt(() => listResponses(workspace), null);
  const listed = swept?.listed ?? [];

  const main = openRegister(workspace, ids.main);
  const step = number % 2 === 1 ? hourlyStep(memory, started) : null;
  const isFirstOfHour =
    Math.floor(started / hour) !== Math.floor((instantIn(memory.get("sweepSince")) ?? 0) / hour);
  const seen = openRowsIn(memory);
  const wanted: readonly TabRequest[] = [
    ...outboxRequests,
    ...heartbeatRequests,
    ...directoryRequests,
    ...openCaseRequests(seen, isFirstOfHour),
    ...(listed.length > 0 ? [{ tab: "reports", columns: ["response"] } as const] : []),
    ...(step === null ? [] : hourlyRequests(step)),
  ];
  const read = readOrTell(workspace, main, wanted, listed);
  const known = listed.length > 0 ? responsesIn(read) : new Set<string>();
  const directory = directoryIn(read, clock);
  const withheld = withheldFrom(workspace, listed, directory);
  const isSwept = swept !== null && attempt(() => takeInUnseen(workspace, listed, known), false);
  const maySend =
    pendingIn(read, started).length === 0 || attempt(() => sendWaiting(workspace, "main"), false);
  const open = attempt(() => openCasesIn(main, read, seen), null);
  let remembered: Remembered = {};
  if (open !== null) {
    attempt(() => takeSeenEdits(workspace, "main", open), undefined);
    remembered = attempt(() => remind(workspace, "main", main, directory, open), {});
    remembered = { ...remembered, ...changed(memory, open.seen) };
  }
  if (isSwept && swept.isOfAll) {
    attempt(() => emptyForm(workspace, listed, directory), undefined);
  }
  if (isSwept) {
    const at = String(started);
    const all = swept.isOfAll ? { sweptAll: at } : {};
    remembered = { ...remembered, sweepSince: at, sweepOk: at, ...all };
  }

  const isBarredHere = isBarred("sealed-from-lead", directory, identity.runningAs());
  if (isBarredHere) {
    const told = attempt(() => tellOfWithheld(workspace, withheld, directory), {});
    remembered = { ...remembered, ...told };
  } else if (isSwept && memory.get("withheldSince") !== null) memory.remove("withheldSince");
  attempt(() => tellOfSilence(workspace, { register: main, snapshot: read }, directory), undefined);
  // At the tick of the hour that does least.
  const isWatched = swept?.isOfAll === true || number % 12 === 0;
  if (isWatched) {
    const from = { register: main, snapshot: read };
    attempt(() => watchForm(workspace, from, directory, swept?.isOfAll === true), undefined);
  }
  remembered = { ...remembered, ...readable(workspace, directory, isSwept) };
  const turn = turns[Math.floor(number / 2) % turns.length] ?? "heartbeat";
  const last = attempt((): Remembered => {
    const who = asking(workspace, isFirstOfHour);
    if (who.length > 0) {
      letIn(workspace, who, directory);
      return {};
    }
    if (step !== null) return hourly(workspace, step, { register: main, snapshot: read }, note);
    return turn === "heartbeat" || isBarred(turn, directory, identity.runningAs())
      ? beat(main, read, started, isSwept)
      : workOnSealed(workspace, turn, directory);
  }, {});
  // Says that this account did all that there was to do: a spare one takes over where it is missing.
  const me = identity.runningAs();
  const ran = me !== "" && isWhole() && maySend ? { [clockKey(me)]: String(started) } : {};
  attempt(() => memory.setAll({ ...remembered, ...last }, ran), undefined);
  rethrow();
}
