/** Lets two runs overlap between any two of their calls, and compares the end with both orders of the two. */
import {
  allowanceOf,
  bothOrders,
  endOfBoth,
  type Interrupted,
  type Intrusion,
  intrusions,
  momentAfterOne,
  type Named,
} from "./interleave";
import { momentOf, putBack } from "./moments";
import { type HeardCall, listen, underLock } from "./stage";

export interface Overlapping {
  readonly first: string;
  readonly second: string;
  /** Before which of its calls the first stood until the second came to its own. */
  readonly at: readonly [HeardCall, HeardCall];
  /** False where the second never came to its call: another way through it, for what the first had done. */
  readonly isCrossed: boolean;
  /** Empty where the end is that of one of the two orders. */
  readonly why: readonly string[];
}

/** Those intrusions that are runs: a person is done at once. */
export const others: readonly Intrusion[] = intrusions.filter(
  ({ movesRows }) => movesRows !== true,
);

/**
 * Two runs at each pair of their calls, to the end of the day; or at those that `isPlayed` says, by their numbers from 0 among all calls, of
 * which each goes on until it stands where one of the two orders stood, and the first to the end all the same.
 */
export function overlappings(
  dist: string,
  first: Interrupted,
  second: Intrusion,
  isPlayed:
    | ((
        at: readonly [HeardCall, HeardCall],
        place: readonly [number, number],
        calls: readonly [readonly HeardCall[], readonly HeardCall[]],
      ) => boolean)
    | null = null,
): readonly Overlapping[] {
  const workspace = first.prepare(dist);
  const before = momentOf(workspace);
  const heardIn = (one: Named) => momentAfterOne(workspace, before, one).calls;
  const [ofFirst, ofSecond] = [heardIn(first), heardIn(second)];
  const orders = bothOrders(workspace, before, [first, second]);
  let played = 0;
  const pairs = ofFirst.flatMap((one, place) =>
    ofSecond.map((other, number) => ({ at: [one, other], place: [place, number] }) as const),
  );
  return pairs.flatMap(({ at, place }): readonly Overlapping[] => {
    if (isPlayed?.(at, place, [ofFirst, ofSecond]) === false) return [];
    played += 1;
    putBack(workspace, before);
    const errorsBefore = workspace.errors.length;
    const during = listen(workspace);
    const [one, other] = at;
    const isCrossed = workspace.overlap(
      { act: () => first.act(workspace), path: one.path, nth: one.nth },
      { act: () => second.act(workspace), path: other.path, nth: other.nth },
    );
    during.stop();
    const duringPlay = workspace.errors.slice(errorsBefore).map(({ error }) => error);
    const isEditorLost = first.isTyped === true || second.isTyped === true;
    const allowance = { ...allowanceOf(second), isEditorLost };
    const isWhole = isPlayed === null || played === 1;
    const how = { movesRows: false, isWhole };
    const { wrong, errors } = endOfBoth(workspace, orders, allowance, how);
    const why = [
      ...wrong,
      ...underLock(during.all).map((what) => `under the lock: ${what}`),
      ...duringPlay,
      ...errors,
    ];
    return [{ first: first.name, second: second.name, at, isCrossed, why }];
  });
}
