/** Takes a result into the project: a dated recording, the switches as Google answered, FIDELITY.md anew; and where the local Workspace differs. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { criticalCases } from "../../tests/conformance/table/critical";
import { type Case, type Json, table } from "../../tests/conformance/table/table";
import { behaviours } from "../workspace/behaviours/index";
import { fidelityReport } from "../workspace/fidelity/fidelity-page";
import { type Recording, recordedOn, recordingsIn } from "../workspace/fidelity/recordings";
import { assumptions } from "../workspace/fidelity/unconfirmed";
import { type Difference, differences as differencesUnder, settledSwitches } from "./compare";
import { ResultRefused, readResult } from "./read-result";
import type { Result } from "./script/result";

export interface RecordPlace {
  readonly recordings: string;
  readonly fidelity: string;
  /** The script's own knowledge of it: src/install/going-live/google-recording.ts. */
  readonly script: string;
  readonly readme: string;
}

export interface Recorded {
  /** The file's name in the folder of recordings. */
  readonly name: string;
  readonly recording: Recording;
  readonly differences: readonly Difference[];
}

/** The behaviours that the answers show: each of its cases agrees, or its switch is settled. */
function behavioursMet(
  google: Result,
  differs: readonly Difference[],
  switches: Readonly<Record<string, string>>,
): readonly string[] {
  const agrees = ({ id }: Case): boolean => {
    const given = google.cases[id];
    return given !== undefined && "answer" in given && !differs.some((one) => one.id === id);
  };
  return behaviours
    .filter((one) => {
      if (one.switch !== undefined) return one.switch in switches;
      const cases = table.filter(({ settles = [] }) => settles.includes(one.id));
      return cases.length > 0 && cases.every(agrees);
    })
    .map(({ id }) => id);
}

/** What differs and is not lenient, and critical cases that Google did not answer as the local Workspace does for want of an answer. */
export function recordedDifferences(
  google: Pick<Result, "cases">,
  differs: readonly Difference[],
): readonly { readonly id: string; readonly asks: string; readonly isCritical: boolean }[] {
  const unanswered = table.filter(({ id }) => {
    const given = google.cases[id];
    return criticalCases.includes(id) && (given === undefined || !("answer" in given));
  });
  const wrong = differs.filter(({ isLenient }) => !isLenient);
  return [
    ...wrong.map(({ id, asks }) => ({ id, asks, isCritical: criticalCases.includes(id) })),
    // Not asked is no answer otherwise: a person tries it.
    ...unanswered.map(({ id, asks }) => ({ id, asks: `not answered: ${asks}`, isCritical: false })),
  ];
}

function freeName(folder: string, { day, kind }: Result): string {
  const base = `${day}-${kind.replace(/\W+/g, "-")}`;
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? `${base}.json` : `${base}-${number}.json`;
    if (!existsSync(join(folder, name))) return name;
  }
}

/** The one line of the README that says whether anything is recorded. */
export const readmeLine = /^\*\*(?:Nothing is recorded|Recorded) from Google.*$/m;

export function recordedLine(kept: readonly Recording[]): string {
  const newest = kept[kept.length - 1];
  return newest === undefined
    ? "**Nothing is recorded from Google**: no answer of its servers was ever compared with the local Workspace. [The probe](docs/probe.md) does that in a quarter of an hour."
    : `**Recorded from Google**: ${recordedOn(newest).replace("recorded ", "")}; [FIDELITY.md](scripts/workspace/FIDELITY.md) says what, and [the probe](docs/probe.md) asks again.`;
}

/** @throws Error where the file has no such place. */
function rewrite(path: string, what: RegExp, by: string): void {
  const text = readFileSync(path, "utf8");
  if (!what.test(text)) throw new Error(`${path} has no line that tells of recordings`);
  writeFileSync(path, text.replace(what, by));
}

/**
 * Reads the file, writes the recording, and what follows from it: FIDELITY.md, the README's line, what Go live asks.
 * @throws ResultRefused with nothing written, where the file is no result, or one that is recorded already.
 */
export async function record(file: string, place: RecordPlace): Promise<Recorded> {
  if (!existsSync(file)) throw new ResultRefused(`There is no file ${file}.`);
  const google = readResult(readFileSync(file, "utf8"));
  const answers: Record<string, Json> = {};
  for (const [id, given] of Object.entries(google.cases)) {
    if ("answer" in given) answers[id] = given.answer;
  }
  const same = recordingsIn(place.recordings).find(
    (one) =>
      one.day === google.day &&
      one.kind === google.kind &&
      JSON.stringify(one.answers) === JSON.stringify(answers),
  );
  if (same !== undefined) {
    throw new ResultRefused(`This result is kept already: ${recordedOn(same)}.`);
  }
  const switches = settledSwitches(google);
  const differences = differencesUnder(google, assumptions(switches));
  const { day, kind, mailQuota } = google;
  const recording: Recording = {
    day,
    kind,
    mailQuota,
    table: google.table,
    switches: { ...switches },
    behaviours: [...behavioursMet(google, differences, switches)],
    differs: differences.map(({ id }) => id),
    answers,
  };
  const name = freeName(place.recordings, google);
  mkdirSync(place.recordings, { recursive: true });
  writeFileSync(join(place.recordings, name), `${JSON.stringify(recording, null, 2)}\n`);
  const kept = recordingsIn(place.recordings);
  writeFileSync(place.fidelity, fidelityReport(kept));
  const newestDay = kept.map((one) => one.day).sort()[kept.length - 1] ?? day;
  rewrite(place.script, /(recordedOnGoogle: string \| null = ).*;/, `$1"${newestDay}";`);
  const named = recordedDifferences(google, differences);
  rewrite(
    place.script,
    /(recordedDifferences: readonly RecordedDifference\[\] = )[\s\S]*?;\n/,
    `$1${JSON.stringify(named, null, 2)};\n`,
  );
  rewrite(place.readme, readmeLine, recordedLine(kept));
  return { name, recording, differences };
}

const show = (answer: Json): string => JSON.stringify(answer);

/** What happened, for the person, a line each. */
export function recordedWords({ name, recording, differences }: Recorded): readonly string[] {
  const wrong = differences.filter((one) => !one.isLenient);
  const { answers, switches, behaviours: met } = recording;
  return [
    `Kept ${Object.keys(answers).length} answers in scripts/workspace/recordings/${name}, and wrote what follows from them: scripts/workspace/FIDELITY.md, the README's line, src/install/going-live/google-recording.ts.`,
    `Behaviours met on Google: ${met.length}. Switches settled: ${
      Object.entries(switches)
        .map(([one, answer]) => `${one}=${answer}`)
        .join(", ") || "none"
    }.`,
    ...differences.flatMap((one) => [
      `${one.isLenient ? "Google is kinder than the local Workspace" : "DIFFERS"}: ${one.id}: ${one.asks}`,
      `  Google answered:              ${show(one.answered)}`,
      `  the local Workspace answers:  ${show(one.expected)}`,
    ]),
    wrong.length === 0
      ? "The local Workspace answers as Google does. Run npm test: what leans on a default that has changed shows there."
      : `${wrong.length} ${wrong.length === 1 ? "case differs" : "cases differ"}: mend scripts/workspace/ until none does.`,
  ];
}
