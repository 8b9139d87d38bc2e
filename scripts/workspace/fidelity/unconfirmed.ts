/** The points on which Google's behaviour is not known: each is a switch of a behaviour, and the tests of what depends on it run under every answer. */
import { behaviours } from "../behaviours/index";
import { newest, type Recording, recordings } from "./recordings";

export interface UnconfirmedPoint {
  readonly name: string;
  readonly answers: readonly string[];
  readonly default: string;
}

/** The points, where Google was asked with its answer as the default. Of several recordings the newest counts. */
export function pointsUnder(recorded: readonly Recording[]): readonly UnconfirmedPoint[] {
  return behaviours.flatMap(({ switch: name, answers }) => {
    if (name === undefined || answers === undefined) return [];
    const found = newest(recorded, ({ switches }) => answers.includes(switches[name] ?? ""));
    return [{ name, answers, default: found?.switches[name] ?? answers[0] }];
  });
}

export const unconfirmedPoints: readonly UnconfirmedPoint[] = pointsUnder(recordings);

/** Every switch at its default, with those that a test sets. Throws on a switch or an answer that nothing knows. */
export function assumptions(
  given: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  for (const [name, answer] of Object.entries(given)) {
    const point = unconfirmedPoints.find((known) => known.name === name);
    if (point === undefined) throw new Error(`No unconfirmed point is called ${name}`);
    if (!point.answers.includes(answer)) {
      throw new Error(`${name} is one of ${point.answers.join(", ")}, not ${answer}`);
    }
  }
  const defaults = unconfirmedPoints.map((point) => [point.name, point.default] as const);
  return { ...Object.fromEntries(defaults), ...given };
}
