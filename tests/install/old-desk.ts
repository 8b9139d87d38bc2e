/**
 * The desk that commit c70f176 left behind, whose schema is the oldest, with today's script in its Form: cases in every state, registers of
 * three readers. The code of that commit wrote it: its own play of desk-day.json beside it, kept without the mail.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { builtBundle } from "../../scripts/play/bundle";
import { readOutput } from "../../scripts/play/end-state/output";
import { Player } from "../../scripts/play/play-events";
import type { LocalWorkspace } from "../../scripts/workspace";
import { openWorkspace } from "../../scripts/workspace";
import { storedForm } from "../../scripts/workspace/forms";
import { scenarioFrom, start } from "../day/day";
import type { Output } from "../day/look";

interface Fixture {
  readonly containerId: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly store: Readonly<Record<string, unknown>>;
}

const fixture = JSON.parse(
  gunzipSync(readFileSync(new URL("../fixtures/c70f176/desk.json.gz", import.meta.url))).toString(
    "utf8",
  ),
) as Fixture; // Written by the play of c70f176; a slice that is not as today's would fail every test here.

/** The mark of the schema that these registers are of. */
export const oldestText = "schema:2";

const dist = await builtBundle();

export function oldDesk(): LocalWorkspace {
  const workspace = openWorkspace({ dist, start: fixture.at });
  const own = workspace.store.snapshot();
  workspace.store.restore({ ...own, ...fixture.store });
  workspace.containerId = fixture.containerId;
  // The Workspace of then knew no responders.
  const form = storedForm(workspace.store, fixture.containerId);
  Object.assign(form, { audience: "domain", publishedReaders: [] });
  return workspace;
}

export function played(workspace: LocalWorkspace, ...events: readonly unknown[]): Output {
  const parsed = scenarioFrom(JSON.stringify({ start, events })).events;
  const player = new Player(workspace, parsed, false);
  for (const event of parsed) player.play(event);
  return readOutput(workspace, { cells: true, pages: player.pages });
}
