/** Which agencies an act has to call in a case. */
import type { Callee } from "./callees";
import { allHold, type ChecklistInput } from "./conditions";
import type { ActDatum, ProtocolPack } from "./pack";
import { say } from "./wording";

/** In a pack's list of whom to call: stands for the emergency number. */
export const emergency = "emergency";

/** Whom to call for the act. A number that stands there already is left out. */
export function callees(
  pack: ProtocolPack,
  datum: ActDatum,
  facts: ChecklistInput,
): readonly Callee[] {
  return datum.call
    .filter(({ when }) => allHold(pack, when, facts))
    .flatMap(({ to }): readonly Callee[] => {
      if (to === emergency) {
        return [{ agency: null, name: say(pack.emergency.name), phone: pack.emergency.phone }];
      }
      const callee = facts.calls.agencies.get(to);
      return callee === undefined ? [] : [callee];
    })
    .filter(
      // If the district has entered no police number, the emergency number stands in, and is listed once only.
      ({ phone }, at, all) =>
        phone === null || all.findIndex((earlier) => earlier.phone === phone) === at,
    );
}
