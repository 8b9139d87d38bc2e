/** What a pack says and can never come true: conditions that contradict each other, and gates that nobody may open. Pure. */
import { whenWords } from "../../src/protocol/condition-words";
import type { Condition, ProtocolPack } from "../../src/protocol/pack";
import { canHold, somebodySettles } from "./can-hold";
import { placeWords } from "./place-words";

interface Conditions {
  /** The way to whatever has the conditions. */
  readonly path: readonly string[];
  readonly when: readonly Condition[];
}

/** Every list of conditions of the pack; only those that are not empty. */
function conditionsIn(value: unknown, path: readonly string[] = []): readonly Conditions[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) => {
    if (key !== "when" || !Array.isArray(child)) return conditionsIn(child, [...path, key]);
    // The shape of the pack holds by now: a list under `when` is one of conditions.
    return child.length === 0 ? [] : [{ path, when: child as readonly Condition[] }];
  });
}

/** Sentences, calls and debts whose conditions no case can meet. */
export function contradictionProblems(pack: ProtocolPack): readonly string[] {
  return conditionsIn(pack).flatMap(({ path, when }) => {
    const place = placeWords(pack, path);
    if (!canHold(pack, when)) {
      return [
        `${place}: its conditions never hold together: ${whenWords(pack, when)}. Take one of them out, or the line.`,
      ];
    }
    return path.includes("inMail") && when.some(({ is }) => is === "register-alone")
      ? [
          `${place}: it is for a mail, and its condition says in the register alone. Take the condition out, or move the line to what.`,
        ]
      : [];
  });
}

/** Acts that would wait for ever. */
export function gateProblems(pack: ProtocolPack): readonly string[] {
  const waiting = pack.acts.flatMap(({ lock }, at) =>
    lock?.waitsFor === "parent-gates" ? [placeWords(pack, ["acts", String(at)])] : [],
  );
  const [first] = waiting;
  const nobodyClears = first !== undefined && pack.agencies.every(({ mayClear }) => !mayClear);
  const asking = pack.levels.findIndex(({ asksWhoConfirmed }) => asksWhoConfirmed);
  return [
    ...(nobodyClears
      ? [
          `${first}: it waits until an agency says that a parent may know, and no agency of the pack may say it. Set mayClear: true on the agency that the document lets decide.`,
        ]
      : []),
    ...(asking >= 0 && !somebodySettles(pack)
      ? [
          `${placeWords(pack, ["levels", String(asking)])}: it asks who confirmed it, and nobody's word settles it. Set settles: true on the confirmers whom the document has decide.`,
        ]
      : []),
  ];
}
