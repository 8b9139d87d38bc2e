/**
 * Lets a day go on after what it is about, tick by tick, and ends it where it has become one that is known: the same cells and mails,
 * and the same beside the registers, so that the ticks to come find what they found there.
 */
import type { LocalWorkspace } from "../workspace/index";
import { type State, stateOf } from "./faults-state";

const tick = 5 * 60_000;
/** Within this, two days did something at the same tick; milliseconds. */
const sameTick = 60_000;

/** Where a day stands at one moment. */
export interface Standing extends State {
  /** All that runs go by beside the registers: properties, triggers, access, the Form and its responses. */
  readonly beside: string;
}

const goneBy = ["properties", "triggers", "drive", "forms", "accounts", "lock"] as const;

function standingOf(workspace: LocalWorkspace): Standing {
  const all = workspace.store.snapshot();
  return { ...stateOf(workspace), beside: JSON.stringify(goneBy.map((name) => all[name])) };
}

/** How a day goes on that nothing disturbs: where it stands now, and after each of so many ticks. */
export function goingOn(workspace: LocalWorkspace, ticks: number): readonly Standing[] {
  const standings = [standingOf(workspace)];
  for (let count = 0; count < ticks; count += 1) {
    workspace.advance(tick);
    standings.push(standingOf(workspace));
  }
  return standings;
}

/** Milliseconds since 1970, in this century. */
const instants = /\b1\d{12}\b/g;

/** Whether two days are the same beside their registers, but for seconds that one took longer. */
export function isSameBeside(one: string, other: string): boolean {
  if (one.replace(instants, "") !== other.replace(instants, "")) return false;
  const of: readonly string[] = other.match(instants) ?? [];
  return (one.match(instants) ?? []).every(
    (at, index) => Math.abs(Number(at) - Number(of[index])) <= sameTick,
  );
}

/**
 * Lets the day go on to the end of the known days and says what is wrong with it there; or, unless it is to be played whole, to the
 * first tick after which it stands where a known one stood. `wrong` compares it with where known days stood then.
 */
export function settledWrong(
  workspace: LocalWorkspace,
  days: readonly (readonly Standing[])[],
  wrong: (found: State, known: readonly Standing[]) => readonly string[],
  isWhole: boolean,
): readonly string[] {
  const last = Math.max(...days.map(({ length }) => length)) - 1;
  for (let count = 0; ; count += 1) {
    if (count === last || !isWhole) {
      const found = standingOf(workspace);
      const known = days.flatMap((day) => day.slice(count, count + 1));
      const same = known.filter(({ beside }) => isSameBeside(beside, found.beside));
      if (count === last) return wrong(found, known);
      if (same.length > 0 && wrong(found, same).length === 0) return [];
    }
    workspace.advance(tick);
  }
}
