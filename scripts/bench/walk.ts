/**
 * What one run passes through in the bundle: source files, named functions, calls. Each run loads the script, as on Google, so the calls
 * of its top level are included. It shows how much someone must read to follow a report.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readOutput } from "../play/end-state/output";
import { Player } from "../play/play-events";
import { scenarioFrom } from "../play/scenario";
import { openStage } from "../play/stage";
import { firstReport, sealedReport, start } from "./measure";
import { BundleMap, Coverage, type PassedFunction } from "./passed-functions";

/** A file in which at least one function was called. */
export interface FilePassed {
  readonly file: string;
  /** How many of its named functions were called; 0 if only functions without a name were. */
  readonly functions: number;
  readonly calls: number;
}

/** One run. The counts are of the product's own sources; those of libraries are separate. */
export interface Walk {
  readonly what: string;
  readonly files: number;
  readonly functions: number;
  /** Calls of named functions. */
  readonly calls: number;
  readonly ofLibraries: { readonly functions: number; readonly calls: number };
  readonly passed: readonly FilePassed[];
}

/** A run to look at: what it was for, and how to find it among the runs of its event. */
interface Asked {
  readonly what: string;
  /** Several runs of the event fit: take the one with the fewest calls. Without this, the one with the most. */
  readonly isShortest?: true;
  readonly function: string;
  readonly event: object;
}

const box = { case: "26-0001", act: "call-child-and-family-services", set: { done: true } };

/** The day. Entries with only an event are played to get to the next one; their runs are not looked at. */
const day: readonly (Asked | { readonly event: object })[] = [
  { event: { advance: "PT2H" } },
  { what: "idle clock run", isShortest: true, function: "onClock", event: { advance: "PT1H" } },
  { what: "full look", function: "onClock", event: { advance: "PT1H" } },
  { what: "report", function: "onFormSubmit", event: { submit: firstReport } },
  { what: "sealed report", function: "onFormSubmit", event: { submit: sealedReport } },
  { what: "tick of a box", function: "onRegisterEdit", event: { edit: box } },
  // It is 13:00. This advances to just after the tick at 07:25 of the next day.
  { event: { advance: "PT18H27M" } },
  { what: "morning pass", function: "onClock", event: { advance: "PT5M" } },
];

const isOurs = ({ file }: PassedFunction) => file.startsWith("src/");

const callsOf = (functions: readonly PassedFunction[]) =>
  functions.reduce((sum, { calls }) => sum + calls, 0);

function walkOf(what: string, passed: readonly PassedFunction[]): Walk {
  const isNamed = ({ name }: PassedFunction) => name !== "";
  const ours = passed.filter(isOurs).filter(isNamed);
  const others = passed.filter((one) => !isOurs(one)).filter(isNamed);
  const files = new Map<string, PassedFunction[]>();
  for (const { file } of passed.filter(isOurs)) files.set(file, []);
  for (const one of ours) files.get(one.file)?.push(one);
  return {
    what,
    files: files.size,
    functions: ours.length,
    calls: callsOf(ours),
    ofLibraries: { functions: others.length, calls: callsOf(others) },
    passed: [...files]
      .map(([file, of]) => ({ file, functions: of.length, calls: callsOf(of) }))
      .sort((a, b) => (a.file < b.file ? -1 : 1)),
  };
}

function chosen(walks: readonly Walk[], { isShortest }: Asked): Walk | undefined {
  return [...walks].sort((a, b) => b.functions - a.functions).at(isShortest ? -1 : 0);
}

/** Plays a day through a built bundle and says what its runs passed through. @throws Error if one of them failed or did not happen. */
export function walks(dist: string): readonly Walk[] {
  const map = new BundleMap(readFileSync(join(dist, "Code.js"), "utf8"));
  const coverage = new Coverage("Code.js", map);
  try {
    const workspace = openStage({ dist, start: Date.parse(start) });
    const { events } = scenarioFrom({ start, events: day.map(({ event }) => event) });
    // The clock fires at every tick in spans of up to an hour. In longer spans, which are not looked at, it fires every half hour.
    const player = new Player(workspace, events, false);
    let passed: { readonly function: string; readonly functions: readonly PassedFunction[] }[] = [];
    workspace.whenRunEnds(() => {
      const run = workspace.runs.at(-1);
      passed.push({ function: run?.function ?? "", functions: coverage.take() });
    });
    coverage.take();
    const found = events.flatMap((event, index) => {
      workspace.currentEvent = index;
      passed = [];
      player.play(event);
      const asked = day[index];
      if (asked === undefined || !("what" in asked)) return [];
      const runs = passed.filter((run) => run.function === asked.function);
      const all = runs.map(({ functions }) => walkOf(asked.what, functions));
      const walk = chosen(all, asked);
      if (walk === undefined) throw new Error(`no ${asked.function} came for: ${asked.what}`);
      return [walk];
    });
    const { errors, inbox } = readOutput(workspace, { cells: false });
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    if (!inbox.some(({ at, message }) => at > "2026-09-02" && message === "digest")) {
      throw new Error("no digest was sent: the last tick is no morning pass");
    }
    return found;
  } finally {
    coverage.stop();
  }
}
