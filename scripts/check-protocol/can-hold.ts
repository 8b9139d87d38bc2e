/** Whether conditions of a pack can hold together. Pure. */

import type { Condition, ProtocolPack } from "../../src/protocol/pack";
import { isSettledBy } from "../../src/protocol/pack-queries";

/** Whether one of the conditions says yes to what another says no to. */
function isDenied(when: readonly Condition[]): boolean {
  return when.some((one, at) =>
    when
      .slice(at + 1)
      .some(
        (other) => one.is === other.is && "yes" in one && "yes" in other && one.yes !== other.yes,
      ),
  );
}

/** Whether some level, with the protocols that a case at it can have, meets all conditions on levels and protocols. */
function isReachable(pack: ProtocolPack, when: readonly Condition[]): boolean {
  const asking = pack.levels.filter(({ asksWhoConfirmed }) => asksWhoConfirmed).map(({ id }) => id);
  const excluded = new Set(when.flatMap((one) => (one.is === "no-protocol" ? one.of : [])));
  return pack.levels.some((level) => {
    if (level.protocol !== null && excluded.has(level.id)) return false;
    const may = pack.levels.flatMap(({ id, rank, protocol }) =>
      protocol !== null && rank <= level.rank && !excluded.has(id) ? [id] : [],
    );
    return when.every((one) => {
      if (one.is === "level") return one.anyOf.includes(level.id);
      if (one.is === "protocol") return one.anyOf.some((id) => may.includes(id));
      if (one.is === "unconfirmed") return asking.some((id) => may.includes(id));
      return true;
    });
  });
}

/** Whether the conditions can all hold of one case. */
export function canHold(pack: ProtocolPack, when: readonly Condition[]): boolean {
  if (isDenied(when)) return false;
  const police = when.flatMap((one) => (one.is === "sro-of-district-police" ? [one.anyOf] : []));
  const answers = (["yes", "no", "unknown"] as const).filter((answer) =>
    police.every((anyOf) => anyOf.includes(answer)),
  );
  return answers.length > 0 && isReachable(pack, when);
}

/** Whether anybody's word settles that a student is a victim. */
export function somebodySettles(pack: ProtocolPack): boolean {
  return pack.confirmers.some(({ id }) => isSettledBy(pack, id));
}
