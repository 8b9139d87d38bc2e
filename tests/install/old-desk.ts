/** The desk that 0.1.0 left behind, with today's script in its Form: cases in every state, registers of three readers. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { builtBundle } from "../../scripts/play/bundle";
import { Player } from "../../scripts/play/events";
import { type Output, readOutput } from "../../scripts/play/output";
import type { LocalWorkspace } from "../../scripts/workspace";
import { openWorkspace } from "../../scripts/workspace";
import { storedForm } from "../../scripts/workspace/forms";
import { start } from "../play/day";
import { scenarioFrom } from "../situations/traces";

interface Fixture {
  readonly containerId: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly store: Readonly<Record<string, unknown>>;
}

const fixture = JSON.parse(
  gunzipSync(readFileSync(new URL("../fixtures/0-1-0.json.gz", import.meta.url))).toString("utf8"),
) as Fixture; // Written by the play of 0.1.0; a slice that is not as today's would fail every test here.

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
