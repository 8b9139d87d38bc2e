/** No run of the probe leaves anything in its script for the next one, so that those of the tests may share a context (rounds.ts). */
import { beforeAll, expect, test } from "vitest";
import { probeFiles } from "../../scripts/probe/files";
import { first, LocalRound } from "../../scripts/probe/local-round";
import { carriesNothing } from "../../scripts/workspace";
import { watched } from "../bundle/watched";

let files: ReadonlyMap<string, string>;
let own: string;
beforeAll(async () => {
  files = await probeFiles();
  own = watched(files.get("Code.js") ?? "");
  carriesNothing(own);
});

const roundOf = (script: string) =>
  new LocalRound({ files: new Map([...files, ["Code.js", script]]) });
const leftBehind = ({ workspace }: LocalRound) =>
  workspace.run({ function: "leftBehind", surface: "menu", as: first });

test("a round ends as with a new script for every run, and leaves it as loaded", async () => {
  const one = roundOf(own);
  // A comment, so that it is another text: nothing is stated of it.
  const many = roundOf(`${files.get("Code.js") ?? ""}// many\n`);
  expect((await one.play()) === (await many.play())).toBe(true);
  expect(leftBehind(one)).toMatchObject({ ok: true, value: null });
});

test.each([
  "Sheets.Spreadsheets.batchUpdate",
  "Drive.Files.create",
  "Properties.setProperty",
  "Lock.tryLock",
])("nor does a run that is cut dead at %s", async (call) => {
  const round = roundOf(own);
  round.workspace.openEditor(first);
  round.menu("runProbe");
  const cut = () => round.workspace.runs.filter(({ ok }) => !ok).length;
  round.workspace.fault({ call, nth: 2, when: "stop" });
  try {
    let view = round.ask({ act: "begin", kind: "education" });
    while (cut() === 0) view = await round.onwards(view);
  } catch {
    // The dialog's page is told that the run has ended.
  }
  expect(cut()).toBe(1);
  expect(leftBehind(round)).toMatchObject({ ok: true, value: null });
});

test("and a probe that leaves something is found out", () => {
  const harmless = "var onNothing = () => void 0;";
  const text = files.get("Code.js") ?? "";
  expect(text).toContain(harmless);
  const leaving = "var seen = []; var onNothing = () => void seen.push(1);";
  const script = watched(text.replace(harmless, leaving));
  carriesNothing(script);
  const round = roundOf(script);
  expect(leftBehind(round)).toMatchObject({ ok: true, value: null });
  round.workspace.run({ function: "onNothing", surface: "menu", as: first });
  expect(leftBehind(round)).toMatchObject({ ok: true, value: "script.seen" });
});
