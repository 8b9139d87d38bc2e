/** Plays the table on the local Workspace: what a script can ask Google itself through the probe, the other cases turn by turn. */
import { probeFiles } from "../../scripts/probe/files";
import { keptAnswers, maker, playProbe, probeWorkspace, second } from "../../scripts/probe/local";
import { doubts } from "../../scripts/workspace/doubts";
import { createForm, submitResponse } from "../../scripts/workspace/forms";
import { storedForm } from "../../scripts/workspace/forms/store";
import {
  holdLockFromOutside,
  type LocalWorkspace,
  setMailAllowance,
} from "../../scripts/workspace/index";
import { driveSlice } from "../../scripts/workspace/service";
import { type Case, fits, type Json, refusal } from "./table/case";
import { table } from "./table/table";

/** By then a response can be read under every answer to `responseAppears`; milliseconds. */
const appears = 10 * 60_000;

/** Every answer that is not assumed; in one round as many doubts as have so many. */
const most = Math.max(...doubts.map(({ answers }) => answers.length));
export const otherAnswers = Array.from({ length: most - 1 }, (_, nth) =>
  Object.fromEntries(
    doubts.flatMap(({ name, answers }) => {
      const answer = answers[nth + 1];
      return answer === undefined ? [] : [[name, answer]];
    }),
  ),
);

/** What people and administrators do before the turn that the number names. */
const between: Readonly<Record<string, (workspace: LocalWorkspace, turn: number) => void>> = {
  "access.reader": ({ store }, turn) => {
    for (const { kind, viewers } of Object.values(driveSlice(store).files)) {
      if (turn === 1 && kind === "spreadsheet") viewers.push(second);
    }
  },
  // What it may not do is then not for want of the script's own grant.
  "access.owner-only": ({ store }, turn) => {
    for (const file of Object.values(driveSlice(store).files)) {
      if (turn === 1) file.grantedTo.push(second);
    }
  },
  "access.suspended": (workspace) => workspace.suspendAccount(second),
  "access.deleted": (workspace, turn) => {
    if (turn === 1) workspace.deleteAccount(second);
  },
  "form.legacy": (workspace) => {
    const made = { owner: maker, at: workspace.clock.now, publishing: "legacy" } as const;
    workspace.containerId = createForm(workspace.store, made);
  },
  "form.audience": (workspace, turn) => {
    const { store, clock, containerId, assume } = workspace;
    const form = storedForm(store, containerId);
    if (turn === 0) form.audience = assume["newFormAudience"] as typeof form.audience;
    const options = { as: second, checkPage: true };
    // Where it is refused, the answer tells.
    if (turn === 1) refusal(() => submitResponse(store, containerId, {}, clock.now, options));
    workspace.passUnattended(appears);
  },
  "form.oldest-first": (workspace, turn) => {
    const { store, clock, containerId } = workspace;
    if (turn === 0) return;
    const item = String(storedForm(store, containerId).items[0]?.id);
    submitResponse(store, containerId, { [item]: "first" }, clock.now);
    submitResponse(store, containerId, { [item]: "later" }, clock.now + 1);
    workspace.passUnattended(appears);
  },
  "triggers.permission-taken-back": (workspace, turn) => {
    if (turn === 0) return;
    workspace.revokeScope(maker, "script.send_mail");
    workspace.advance(5 * 60_000);
    workspace.grantScope(maker, "script.send_mail");
  },
  "triggers.all-asked": (workspace) => workspace.revokeScope(maker, "script.send_mail"),
  "scopes.taken-back": (workspace) => workspace.revokeScope(maker, "script.send_mail"),
  "lock.held-elsewhere": ({ store, clock }) => holdLockFromOutside(store, clock.now + 60_000),
  "mail.day-spent": ({ store }) => setMailAllowance(store, maker, 5),
};

/** Cases that begin before anybody switched the APIs on. */
const apisAsPushed: readonly string[] = ["apis.sheets", "apis.drive"];

let files: ReadonlyMap<string, string> | null = null;

export async function newWorkspace(
  assume: Readonly<Record<string, string>> = {},
  apis: "on" | "as pushed" = "on",
): Promise<LocalWorkspace> {
  files ??= await probeFiles();
  return probeWorkspace(files, assume, apis);
}

async function playedHere(one: Case, assume: Readonly<Record<string, string>>): Promise<Json> {
  const apis = apisAsPushed.includes(one.id) ? "as pushed" : "on";
  const workspace = await newWorkspace(assume, apis);
  const given: Json[] = [];
  const { turns = ["maker"] } = one;
  for (const [turn, who] of turns.entries()) {
    between[one.id]?.(workspace, turn);
    const as = who.startsWith("second") ? second : maker;
    const surface = who.endsWith("clock") ? "clock" : "menu";
    const args = [{ id: one.id, turn }];
    const { ok, value, error } = workspace.run({ function: "onTurn", surface, as, args });
    const failed = ok ? /^threw .*/.exec(String(value))?.[0] : error;
    if (turn + 1 < turns.length && failed !== undefined)
      throw new Error(`${one.id}, turn ${turn}: ${failed}`);
    // What the script returns is JSON.
    const answer = ok ? (value as Json) : "the run was ended";
    if (answer !== null) given.push(answer);
  }
  const [only = null, ...others] = given;
  return others.length === 0 ? only : given;
}

/** A played case: its answer, and the methods that it called, as "Class.method". */
export interface Played {
  readonly one: Case;
  readonly answer: Json;
}

/** The whole table, under these answers of doubts; what a script can ask in this Workspace, the rest each in one of its own. */
export async function played(
  assume: Readonly<Record<string, string>> = {},
  given: LocalWorkspace | null = null,
): Promise<readonly Played[]> {
  const workspace = given ?? (await newWorkspace(assume));
  await playProbe(workspace);
  const kept = keptAnswers(workspace);
  const all: Played[] = [];
  for (const one of table) {
    // Written by the probe, as JSON.
    const answer =
      one.where === "here"
        ? await playedHere(one, assume)
        : (JSON.parse(kept[one.id] ?? '"not asked"') as Json);
    all.push({ one, answer });
  }
  return all;
}

/** What the local Workspace is to answer. */
function expectedHere(one: Case, assume: Readonly<Record<string, string>>): Json {
  if ("is" in one) return one.here ?? one.is;
  const expected = one.when[assume[one.doubt] ?? ""];
  if (expected === undefined) throw new Error(`${one.id} does not say what ${one.doubt} is`);
  return expected;
}

/** The cases that were answered otherwise, each with both answers. */
export const differences = (
  all: readonly Played[],
  assume: Readonly<Record<string, string>>,
): readonly { readonly id: string; readonly expected: Json; readonly answer: Json }[] =>
  all.flatMap(({ one, answer }) => {
    const expected = expectedHere(one, assume);
    const isSilent = Object.entries(one.silentUnder ?? {}).some(
      ([name, under]) => assume[name] === under,
    );
    return isSilent || fits(expected, answer) ? [] : [{ id: one.id, expected, answer }];
  });
