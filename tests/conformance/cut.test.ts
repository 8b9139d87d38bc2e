/** A round that is cut at any call: nothing stays behind that the next run does not take away, and a round goes on to the same answers. */
import { isDeepStrictEqual } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { first, LocalRound } from "../../scripts/probe/local-round";
import { readResult } from "../../scripts/probe/read-result";
import type { Result } from "../../scripts/probe/script/result";
import type { View } from "../../scripts/probe/script/view";
import { storedForm } from "../../scripts/workspace/forms";
import {
  installedTriggers,
  type SavedWorkspace,
  scriptProperties,
} from "../../scripts/workspace/index";
import { driveSlice } from "../../scripts/workspace/service";
import { userProperties } from "../../scripts/workspace/services/properties/index";
import { builtProbe } from "./rounds";

/** A step of a round: where it began, and the calls of all runs that it brought about, in order. */
interface Taken {
  readonly before: SavedWorkspace;
  readonly view: View;
  readonly calls: readonly string[];
}

/** A call of a step, by its place among those of the same name. */
interface Cut {
  readonly step: Taken;
  readonly call: string;
  readonly nth: number;
  /** The change before it. */
  readonly after: string;
}

/** Cuts between the same two calls that are played, spread over the round; some stand there a hundred times. */
const mostOfAKind = 6;

let files: ReadonlyMap<string, string>;
let steps: readonly Taken[];
let whole: Result;

/** The calls of a step, looked at on a round of its own: nothing is saved while somebody looks. */
async function callsOf(before: SavedWorkspace, view: View): Promise<readonly string[]> {
  const round = new LocalRound({ files });
  round.workspace.resume(before);
  const calls: string[] = [];
  const look = ({ path }: { readonly path: string }) => {
    calls.push(path);
    return false;
  };
  round.workspace.atCall(look, () => undefined);
  await round.onwards(view);
  return calls;
}

async function takenSteps(): Promise<{ readonly steps: readonly Taken[]; readonly end: View }> {
  const round = new LocalRound({ files });
  const taken: Taken[] = [];
  let view = round.ask({ act: "begin", kind: "education" });
  while (view.result === null) {
    const before = round.workspace.save();
    taken.push({ before, view, calls: await callsOf(before, view) });
    view = await round.onwards(view);
  }
  return { steps: taken, end: view };
}

/** Calls that change nothing: a run that is cut after one is as if it had been cut before it. */
const reads =
  /\.(get|is|has|supports|as[A-Z]|collects|can|list$|openById|create(Menu|Html)|newTrigger)/;

/** A cut before each call that follows a change. */
function cutsOf(step: Taken): readonly Cut[] {
  const seen: Record<string, number> = {};
  return step.calls.flatMap((call, index) => {
    const nth = (seen[call] ?? 0) + 1;
    seen[call] = nth;
    const after = step.calls[index - 1] ?? "";
    return reads.test(after) ? [] : [{ step, call, nth, after }];
  });
}

/** Every kind of cut, and of each kind so many. */
function spread(cuts: readonly Cut[]): readonly Cut[] {
  const kindOf = ({ call, after }: Cut) => `${after}, ${call}`;
  return [...new Set(cuts.map(kindOf))].flatMap((kind) => {
    const ofKind = cuts.filter((cut) => kindOf(cut) === kind);
    const each = Math.max(1, ofKind.length / mostOfAKind);
    return ofKind.filter((_, index) => index % each < 1);
  });
}

/** The round, up to where the run was ended in the middle of a call. */
async function cutAt({ step, call, nth }: Cut): Promise<LocalRound> {
  const round = new LocalRound({ files });
  round.workspace.resume(step.before);
  round.workspace.fault({ call, nth, when: "stop" });
  try {
    await round.onwards(step.view);
  } catch {
    // The dialog's page is told that the run has ended.
  }
  return round;
}

/** What a round has left in the Workspace, in words; nothing where it is as it was. */
function leftIn({ workspace }: LocalRound): readonly string[] {
  const { store, containerId } = workspace;
  const form = storedForm(store, containerId);
  const drive = driveSlice(store).files;
  const left: readonly (readonly [string, unknown, unknown])[] = [
    ["triggers", installedTriggers(store).map((one) => one.function), []],
    ["files", Object.values(drive).filter((one) => one.kind !== "form" && !one.trashed).length, 0],
    ["items", form.items.length, 0],
    ["responses", form.responses.length, 0],
    ["editors", drive[containerId]?.editors, []],
    ["properties", Object.keys(scriptProperties(store)), []],
    ["own properties", Object.keys(userProperties(store, first)), []],
    [
      "words",
      [form.title, form.description, form.confirmationMessage, form.closedMessage].join(),
      ",,,",
    ],
    [
      "settings",
      [
        form.collectsEmail,
        form.allowsResponseEdits,
        form.publishesSummary,
        form.progressBar,
        form.respondAgainLink,
        form.published,
      ],
      [false, false, false, false, true, false],
    ],
  ];
  return left.flatMap(([name, found, wanted]) =>
    isDeepStrictEqual(found, wanted) ? [] : [`${name}: ${JSON.stringify(found)}`],
  );
}

const answersOf = ({ cases }: Result) =>
  Object.fromEntries(
    Object.entries(cases).map(([id, one]) => [id, "answer" in one ? one.answer : one.without]),
  );

beforeAll(async () => {
  files = await builtProbe();
  const taken = await takenSteps();
  steps = taken.steps;
  whole = readResult(taken.end.result ?? "");
});

describe("a round that is cut", () => {
  test("at any call leaves nothing that Clean up does not take away", async () => {
    const all = steps.flatMap(cutsOf);
    const cuts = spread(all);
    expect(all.length).toBeGreaterThan(400);
    expect(cuts.length).toBeGreaterThan(150);
    const wrong: string[] = [];
    for (const cut of cuts) {
      const round = await cutAt(cut);
      round.menu("cleanUp");
      const left = leftIn(round);
      if (left.length > 0) wrong.push(`${cut.call} ${cut.nth}: ${left.join("; ")}`);
    }
    expect(wrong).toEqual([]);
  });

  test("goes on to the same answers, and then nothing is left", async () => {
    const cuts = steps.flatMap(cutsOf).filter((_, index) => index % 29 === 0);
    for (const cut of cuts) {
      const round = await cutAt(cut);
      let view = round.ask({ act: "go" });
      for (let count = 0; view.result === null && count < 300; count += 1) {
        view = await round.onwards(view);
      }
      const place = `${cut.call} ${cut.nth}`;
      expect(answersOf(readResult(view.result ?? "")), place).toEqual(answersOf(whole));
      round.ask({ act: "clear" });
      expect(leftIn(round), place).toEqual([]);
    }
  });
});

test("a round that is whole leaves nothing but its answers, and nothing at all once they are copied", async () => {
  const round = new LocalRound({ files });
  await round.play();
  expect(leftIn(round).map((one) => one.split(":")[0])).toEqual(["properties"]);
  round.ask({ act: "clear" });
  expect(leftIn(round)).toEqual([]);
});
