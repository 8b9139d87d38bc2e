/** Runs the probe with the local Workspace in place of Google: the dialog's page, the clock, and the people whom it asks for help. */
import { questions } from "../../tests/conformance/table/cases/submission";
import { account } from "../workspace/accounts";
import { submitResponse } from "../workspace/forms";
import { createForm, type StoredAnswer, storedForm } from "../workspace/forms/store";
import {
  advancedServiceNames,
  allServices,
  dialogError,
  LocalWorkspace,
  type Manifest,
} from "../workspace/index";
import { scriptProperties } from "../workspace/services/properties/index";
import { Calls, runnerOf } from "../workspace/services/ui/client";
import { lookAtCalls, type ScriptRun } from "./page/look";
import type { View } from "./script";

export const maker = "probe@district.example";
export const second = "second@district.example";
const nobody = "nobody-of-the-probe-0@district.example";
const monday = Date.UTC(2026, 10, 2, 15);

/** A Workspace with the probe's files and a blank Form. `apis`: whether someone has switched both APIs on, as the guide says. */
export function probeWorkspace(
  files: ReadonlyMap<string, string>,
  assume: Readonly<Record<string, string>> = {},
  apis: "on" | "as pushed" = "on",
): LocalWorkspace {
  const text = (name: string) => files.get(name) ?? "";
  const workspace = new LocalWorkspace({
    bundle: text("Code.js"),
    // The build's own file; only the fields of Manifest are read.
    manifest: JSON.parse(text("appsscript.json")) as Manifest,
    htmlFiles: { Probe: text("Probe.html") },
    services: allServices,
    start: monday,
    assume,
  });
  workspace.containerId = createForm(workspace.store, { owner: maker, at: monday });
  account(workspace.store, nobody).exists = false;
  if (apis === "on") for (const name of advancedServiceNames) workspace.switchService(name, true);
  return workspace;
}

function asked(workspace: LocalWorkspace, act: string): View {
  const { ok, error, value } = workspace.callFromDialog("onProbe", maker, [act]);
  if (!ok) throw new Error(error ?? "");
  // The script made this text from a View.
  return JSON.parse(String(value)) as View;
}

/** Plays the whole probe. `person`: whether someone sends the Form and types in a cell. */
export async function playProbe(workspace: LocalWorkspace, person = true): Promise<View> {
  workspace.openEditor(maker);
  workspace.clickMenu("runProbe", maker);
  let view = asked(workspace, "go");
  for (let steps = 0; view.result === null; steps += 1) {
    if (steps > 200 || view.next === null) throw new Error(`It stops at "${view.heading}"`);
    if (view.next === "look") view = asked(workspace, JSON.stringify(await look(workspace)));
    else if (view.links.length > 0 && !person) view = asked(workspace, "without");
    else {
      if (view.links.length > 0) lendAHand(workspace);
      workspace.advance(view.next * 1000);
      view = asked(workspace, "go");
    }
  }
  return view;
}

/** The answers that the probe has stored for each case, as JSON. */
export const keptAnswers = ({ store }: LocalWorkspace): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(scriptProperties(store)).map(([name, text]) => [
      name.replace(/^probe:/, ""),
      text,
    ]),
  );

function lendAHand(workspace: LocalWorkspace): void {
  const { store, clock, containerId } = workspace;
  const { items, responses } = storedForm(store, containerId);
  if (responses.length > 0) return;
  const answers: Readonly<Record<string, StoredAnswer>> = {
    [questions.word]: "word",
    [questions.ticks]: ["First", "Third"],
    [questions.list]: "Two",
    [questions.when]: "2026-11-02 09:30",
    [questions.deleted]: "word",
  };
  const byItem = Object.fromEntries(
    items.flatMap(({ id, title }) => {
      const answer = answers[title];
      return answer === undefined ? [] : [[String(id), answer]];
    }),
  );
  workspace.formSubmitted(
    submitResponse(store, containerId, byItem, clock.now, { checkPage: true }),
  );
  const spreadsheetId = keptAnswers(workspace)["file"] ?? "";
  const range = { rowStart: 1, rowEnd: 1, columnStart: 1, columnEnd: 1 };
  workspace.edited({ spreadsheetId, range, user: maker });
}

/** What the dialog's page observes about its calls. */
function look(workspace: LocalWorkspace) {
  const order = workspace.assume["dialogReplies"] === "last-first" ? "last-first" : "as-asked";
  const calls: Calls = new Calls((request) => {
    if (request.kind !== "call") return;
    const { id, args } = request;
    const result = workspace.callFromDialog(request.function, maker, args);
    const reply = result.ok
      ? { id, value: result.value }
      : { id, error: dialogError(workspace.assume, result.error) };
    queueMicrotask(() => calls.answered(reply));
  }, order);
  // It has the same function names as Google's object in the page.
  return lookAtCalls(() => runnerOf([...workspace.functions], calls) as ScriptRun);
}
