/** Everything that a day leaves behind, also what the output of a scenario does not list: the main spreadsheet whole, and the script's properties. */
import { builtBundle } from "../../scripts/play/bundle";
import { type Output, readOutput } from "../../scripts/play/end-state/output";
import { Player } from "../../scripts/play/play-events";
import { mainRegister } from "../../scripts/play/register-cells";
import { parseScenario, type Scenario } from "../../scripts/play/scenario";
import { openStage } from "../../scripts/play/stage";
import { type SentMail, sentMail } from "../../scripts/workspace/index";
import { scriptProperties } from "../../scripts/workspace/services/properties";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";

export interface Traces {
  readonly out: Output;
  /** The main spreadsheet whole: cells, filter views, protected ranges. */
  readonly main: unknown;
  readonly properties: Readonly<Record<string, string>>;
  /** Of each mail: to whom it went, whom it names as its sender, and to whom an answer goes. */
  readonly answers: readonly Pick<SentMail, "to" | "name" | "replyTo">[];
}

/** Reads a scenario; throws what is wrong with it. */
export function scenarioFrom(text: string): Scenario {
  const parsed = parseScenario(text);
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  return parsed.scenario;
}

/** Plays a scenario without a seed through the built bundle. */
export async function traced({ start, directory, events }: Scenario): Promise<Traces> {
  const workspace = openStage({ dist: await builtBundle(), start, directory });
  const player = new Player(workspace, events, false);
  events.forEach((event, index) => {
    workspace.currentEvent = index;
    player.play(event);
  });
  const { store } = workspace;
  return {
    out: readOutput(workspace, { cells: true }),
    main: structuredClone(sheetsSlice(store).spreadsheets[mainRegister(store)]),
    properties: { ...scriptProperties(store) },
    answers: sentMail(store).map(({ to, name, replyTo }) => ({ to, name, replyTo })),
  };
}
