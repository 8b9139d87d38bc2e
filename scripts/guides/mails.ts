/** The mail of each scene: sent by a day that is played. */
import { builtBundle } from "../play/bundle";
import { type Output, readOutput } from "../play/end-state/output";
import { Player } from "../play/play-events";
import { play } from "../play/play-scenario";
import { parseScenario, type Scenario } from "../play/scenario";
import { openStage } from "../play/stage";
import { scriptProperties } from "../workspace/services/properties/index";
import type { MailScene } from "./scene-parts";

/** A counselor's afternoon. */
const start = "2026-09-01T16:00:00-07:00";

type Mail = Output["inbox"][number];

/** As at a desk that went live when nothing of a proof report was remembered. */
function playedByOlder({ start: at, events }: Scenario, dist: string): Output {
  const workspace = openStage({ dist, start: at });
  delete scriptProperties(workspace.store)["proofReport"];
  const player = new Player(workspace, events, false);
  for (const event of events) player.play(event);
  return readOutput(workspace, { cells: false });
}

/** The mail that a scene shows. Throws where its day cannot be played any more, or sends none. */
export async function mailOf(scene: MailScene): Promise<Mail> {
  const { kind, printedAs, to, events, directory, live, isOlder, start: at = start } = scene;
  const parsed = parseScenario(JSON.stringify({ start: at, events, directory, live }));
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  const dist = await builtBundle();
  const { inbox } =
    isOlder === true
      ? playedByOlder(parsed.scenario, dist)
      : play(parsed.scenario, { dist, isEachTick: false });
  const mails = inbox.filter(
    (mail) => mail.message === (printedAs ?? kind) && mail.to.includes(to),
  );
  const mail = mails[mails.length - 1];
  if (mail === undefined) throw new Error(`the day of ${kind} sends none to ${to}`);
  return mail;
}
