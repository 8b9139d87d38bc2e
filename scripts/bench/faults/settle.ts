/**
 * Lets a day go on after what it is about, tick by tick, and ends it where it has become one that is known: the same cells and mails,
 * and the same beside the registers, so that the ticks to come find what they found there.
 */
import type { LocalWorkspace } from "../../workspace/index";
import { type Moment, momentAfterTick, momentOf, type Standing, standingAt } from "./moments";
import type { State } from "./state";

/** Within this, two days did something at the same tick; milliseconds. */
const sameTick = 60_000;

/** A day that goes on from a moment, tick by tick, each of which is played once somebody asks for it. */
export class Course {
  private readonly moments: Moment[] = [];
  private readonly ends = new Map<number, Moment>();

  constructor(
    private readonly workspace: LocalWorkspace,
    private readonly begin: () => Moment,
    /** The number of its last tick. */
    readonly last: number,
  ) {}

  /** Where it stands after so many ticks. Leaves the Workspace there. */
  at(count: number): Standing {
    return standingAt(this.workspace, this.momentAt(count));
  }

  /** Where it ends if after so many ticks only its last one comes: where all is quiet, that one tells of all. Leaves the Workspace there. */
  endFrom(count: number): Standing {
    return standingAt(this.workspace, this.lastAfter(count));
  }

  /** The same day from a later tick on. */
  from(count: number): Course {
    return new Course(this.workspace, () => this.momentAt(count), this.last - count);
  }

  /** What went wrong in what was played of it. */
  get errors(): readonly string[] {
    return [...this.moments.slice(1), ...this.ends.values()].flatMap(({ errors }) => errors);
  }

  private momentAt(count: number): Moment {
    const found = this.moments[count];
    if (found !== undefined) return found;
    const moment =
      count === 0
        ? this.begin()
        : momentAfterTick(this.workspace, this.momentAt(count - 1), { missed: 0 });
    this.moments[count] = moment;
    return moment;
  }

  private lastAfter(count: number): Moment {
    const found = this.ends.get(count);
    if (found !== undefined) return found;
    const missed = this.last - count - 1;
    const moment = momentAfterTick(this.workspace, this.momentAt(count), { missed });
    this.ends.set(count, moment);
    return moment;
  }
}

/** The day from where the Workspace stands now. */
export function goingOn(workspace: LocalWorkspace, ticks: number): Course {
  const now = momentOf(workspace);
  return new Course(workspace, () => now, ticks);
}

/** Milliseconds since 1970, in this century. */
const instants = /\b1\d{12}\b/g;

/** Whether two days are the same beside their registers, but for seconds that one took longer. */
export function isSameBeside(one: string, other: string): boolean {
  if (one === other) return true;
  if (one.replace(instants, "") !== other.replace(instants, "")) return false;
  const of: readonly string[] = other.match(instants) ?? [];
  return (one.match(instants) ?? []).every(
    (at, index) => Math.abs(Number(at) - Number(of[index])) <= sameTick,
  );
}

export interface Settled {
  readonly wrong: readonly string[];
  /** What went wrong in the runs of its ticks. */
  readonly errors: readonly string[];
}

/**
 * Lets the day go on until it stands where a known one stood, and no further where it is the same beside the registers and not to be
 * played whole; else both come to their end by one tick more. Says what is wrong with it there, or with a day that never comes to that,
 * by the known one that is nearest. `wrong` compares it with where one stood then, with the Workspace at that moment.
 */
export function settled(
  workspace: LocalWorkspace,
  days: readonly Course[],
  wrong: (found: State, known: Standing) => readonly string[],
  isWhole: boolean,
): Settled {
  const last = Math.max(...days.map((day) => day.last));
  const course = goingOn(workspace, last);
  for (let count = 0; ; count += 1) {
    const found = course.at(count);
    let least: readonly string[] | null = null;
    for (const day of days) {
      const known = day.at(count);
      course.at(count);
      const differing = wrong(found, known);
      if (least === null || differing.length < least.length) least = differing;
      if (differing.length > 0) continue;
      if (count === last || (!isWhole && isSameBeside(known.beside, found.beside))) {
        return { wrong: [], errors: course.errors };
      }
      const knownEnd = day.endFrom(count);
      const end = course.endFrom(count);
      return { wrong: wrong(end, knownEnd), errors: course.errors };
    }
    if (count === last) return { wrong: least ?? ["no day is known"], errors: course.errors };
  }
}
