/** Two faults in one day: both in one run, or the second in a tick that heals the first. */
import { holdLockFromOutside, setMailAllowance } from "../../workspace/index";
import { actOf, isWrite } from "./acts";
import { arm, endOf, type Fault, type Hit, moments, playUndisturbed, refusedIn } from "./crash";
import type { Operation } from "./operations";
import { admin, type HeardCall, listen } from "./stage";

const tick = 5 * 60_000;
/** In which the first fault is healed, at the latest once a claim has run out. */
const healing = 2;

/** A commit or a mark, the reading after a lost answer, a mail, the lock, a property: each call that writes, and of reads those of a register. */
export function matters(call: HeardCall): boolean {
  return isWrite(call) || call.path.startsWith("Sheets.");
}

export interface Faulted {
  /** What the call does (`actOf`), and how it was hit. */
  readonly act: string;
  readonly fault: Fault;
}

export interface Twice {
  readonly operation: string;
  readonly first: Faulted;
  readonly second: Faulted;
  /** The second hit the run that was to heal, not the one that the first hit. */
  readonly isHealing: boolean;
  /** As for one fault, "twice" at most once more for each; "told": people were told that a report waits, and then it was taken in. */
  readonly outcome: "same" | "twice" | "told" | "hole";
  readonly why: readonly string[];
}

export type Pair = Pick<Twice, "first" | "second" | "isHealing">;

/** Which pairs are played. */
interface Choice {
  /** Asked of each act with each kind before any of its pairs. */
  isFirst(place: number, kind: number): boolean;
  isNew(pair: Pair): boolean;
}

/**
 * One operation with each pair of faults at calls that matter: of calls of a run that do the same the first. `choice` is among
 * them; each goes on until the day stands where the undisturbed one stood.
 */
export function doubleFaults(
  dist: string,
  operation: Operation,
  choice: Choice | null = null,
): readonly Twice[] {
  const workspace = operation.prepare(dist);
  const { store } = workspace;
  const before = store.snapshot();
  const undisturbed = playUndisturbed(operation, workspace);
  const play = (...faults: readonly (readonly [HeardCall, Fault])[]): readonly HeardCall[] => {
    store.restore(before);
    workspace.disarm();
    for (const [call, fault] of faults) arm(workspace, call, fault);
    const heard = listen(workspace);
    operation.act(workspace);
    for (let count = 0; count < healing; count += 1) workspace.advance(tick);
    heard.stop();
    return heard.calls;
  };
  const known = { ...undisturbed, course: undisturbed.course.from(healing) };
  return firstOfEach(undisturbed.calls).flatMap((first, place) =>
    moments.flatMap((fault, kind) => {
      if (choice?.isFirst(place, kind) === false) return [];
      const heard = play([first, fault]);
      const at = heard.findIndex(isSame(first));
      const hit = heard[at];
      if (hit === undefined) throw new Error(`${first.path} was not hit`);
      return firstOfEach(heard.slice(at + 1)).flatMap((second) =>
        moments.flatMap((other): readonly Twice[] => {
          const pair: Pair = {
            first: { act: actOf(first.countedAs), fault },
            second: { act: actOf(second.countedAs), fault: other },
            isHealing: second.runId !== hit.runId,
          };
          if (choice?.isNew(pair) === false) return [];
          const errorsBefore = workspace.errors.length;
          const calls = play([first, fault], [second, other]);
          const duringPlay = workspace.errors.slice(errorsBefore).map(({ error }) => error);
          const { isTwice, isTold, wrong, errors } = endOf(
            workspace,
            known,
            [
              { call: first, fault, calls: undisturbed.calls },
              { call: second, fault: other, calls: heard },
            ],
            false,
          );
          const why = [
            ...(calls.some(isSame(second)) ? [] : ["the second call was not made"]),
            ...wrong,
            ...refusedIn([...duringPlay, ...errors]),
          ];
          const outcome = why.length > 0 ? "hole" : isTold ? "told" : isTwice ? "twice" : "same";
          return [{ operation: operation.name, ...pair, outcome, why }];
        }),
      );
    }),
  );
}

const isSame =
  ({ path, nth }: HeardCall) =>
  (one: HeardCall) =>
    one.path === path && one.nth === nth;

/** Of the calls of one run that do the same the first. */
export function firstOfEach(calls: readonly HeardCall[]): readonly HeardCall[] {
  const done = new Set<string>();
  return calls.filter((call) => {
    const name = `${call.runId} ${actOf(call.countedAs)}`;
    const isFirst = matters(call) && !done.has(name);
    done.add(name);
    return isFirst;
  });
}

/** The day's mails are used up, and somebody else holds the lock until the next tick: what is wrong once both are over. */
export function withoutMailAndLock(dist: string, operation: Operation): readonly string[] {
  const workspace = operation.prepare(dist);
  const { store } = workspace;
  const before = store.snapshot();
  const undisturbed = playUndisturbed(operation, workspace);
  store.restore(before);
  setMailAllowance(store, admin, 0);
  holdLockFromOutside(store, workspace.clock.now + tick);
  const heard = listen(workspace);
  operation.act(workspace);
  workspace.advance(tick);
  heard.stop();
  setMailAllowance(store, admin, 1_500);
  const known = { ...undisturbed, course: undisturbed.course.from(1) };
  // As where the lock was not to be had once; a run that may send nothing may not ask for it.
  const hits = heard.calls.flatMap((call): readonly Hit[] =>
    call.path === "Lock.tryLock" ? [{ call, fault: "before", calls: heard.calls }] : [],
  );
  return endOf(workspace, known, hits.slice(0, 1), false).wrong;
}
