/** The adapters of src/google answer the cases of the table through their ports; those that hang on a doubt, under each of its answers. */
import { afterEach, expect, test, vi } from "vitest";
import { maker, second } from "../../scripts/probe/local";
import { assumptions } from "../../scripts/workspace/doubts";
import { createForm } from "../../scripts/workspace/forms";
import { between, differences, otherAnswers } from "../conformance/played";
import { type Case, type Json, scrubbed } from "../conformance/table/case";
import { reliedOnBy, table } from "../conformance/table/table";
import { Bench, monday } from "./bench";
import { asksBeyondPorts, groundOver, nobody } from "./port-door";

/** What no adapter has a part in: the language, functions that a trigger calls, and an API that is off from the start (spreadsheets.test.ts). */
const notThroughPorts = /^language\.|^triggers\.permission-taken-back$|^apis\./;

function answerOf(bench: Bench, one: Case): Json {
  const notes: Record<string, string> = {};
  let answer: Json = null;
  for (const [turn, who] of (one.turns ?? (["maker"] as const)).entries()) {
    between[one.id]?.(bench.workspace, turn);
    const as = who.startsWith("second") ? second : maker;
    const surface = who.endsWith("clock") ? "clock" : "menu";
    try {
      answer = bench.run((ports) => one.run(groundOver(ports, turn, notes)) ?? null, as, surface);
    } catch (error) {
      answer = `threw ${String(error)}`;
    }
  }
  return one.where === "here" ? answer : JSON.parse(scrubbed(answer, maker));
}

afterEach(() => vi.restoreAllMocks());

test.each([{}, ...otherAnswers])("under %o", (assume) => {
  const bench = new Bench({ assume });
  const { workspace } = bench;
  workspace.containerId = createForm(bench.store, { owner: maker, at: monday });
  workspace.deleteAccount(nobody);
  vi.spyOn(Date, "now").mockImplementation(() => workspace.clock.now);
  const fresh = workspace.save();
  const isUsual = Object.keys(assume).length === 0;
  const played = table
    .filter(({ id, where = "dialog" }) => /dialog|here/.test(where) && !notThroughPorts.test(id))
    .filter(({ expects }) => isUsual || "of" in expects)
    .flatMap((one) => {
      workspace.resume(fresh);
      const answer = answerOf(bench, one);
      return asksBeyondPorts().length > 0 ? [] : [{ one, answer }];
    });
  expect(differences(played, assumptions(assume), "port")).toEqual([]);
  if (!isUsual) return;
  const groups = new Set(played.map(({ one: { id } }) => id.slice(0, id.indexOf("."))));
  const files = new Set([...groups].flatMap((group) => reliedOnBy[group] ?? []));
  expect(played.length).toBeGreaterThan(95);
  expect([...files].sort()).toEqual([
    "error-diagnosis",
    "file-access",
    "form",
    "form-items",
    "permissions",
    "refused-editors",
    "spreadsheets",
    "triggers",
    "workspace",
  ]);
});
