/** Three days, each played in Node and in the page's worker, must end with the same rows, emails, counts and errors. */
import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { builtBundle } from "../../scripts/play/bundle";
import { playedOut } from "../../scripts/play/play-scenario";
import { parseScenario } from "../../scripts/play/scenario";
import { windowForTests } from "./try-it-page";

const days = [
  "records/another-county",
  "sealed/lost-trigger",
  "incomplete/every-answer-unreadable",
] as const;

/** Runs in the page: its worker from the text that lies in the page, asked one question. */
const asking = `
  const { worker, project } = JSON.parse(document.getElementById("parts").textContent);
  const made = new Worker(URL.createObjectURL(new Blob([worker], { type: "text/javascript" })));
  const waiting = new Map();
  made.onmessage = ({ data }) => waiting.get(data.id)(data);
  window.askWorker = (id, ask, ...args) =>
    new Promise((resolve) => { waiting.set(id, resolve); made.postMessage({ id, ask, args }); });
  window.askWorker(0, "open", { project, settings: { still: true }, fresh: true, saved: null });`;

const own = windowForTests();
beforeAll(async () => {
  // The page itself does not begin: the worker is asked by the test.
  await own.page.addInitScript('Object.defineProperty(window, "isTooOld", { value: true });');
  await own.page.goto(own.address);
  expect(await own.page.evaluate(`(() => {${asking}})(), null`)).toBeNull();
});

test.each(days)("%s", async (name) => {
  const text = readFileSync(new URL(`../situations/${name}.json`, import.meta.url), "utf8");
  const parsed = parseScenario(text);
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  const { output } = playedOut(parsed.scenario, {
    dist: await builtBundle(),
    cells: true,
    isEachTick: false,
  });
  const question = `askWorker(${days.indexOf(name) + 1}, "play", ${JSON.stringify(text)}, false)`;
  // What the worker's `play` answers.
  const there = (await own.page.evaluate(question)) as {
    readonly value: { readonly output: string };
  };
  const here = JSON.stringify(output);
  if (there.value?.output !== here) {
    expect(JSON.parse(there.value?.output ?? JSON.stringify(there))).toEqual(JSON.parse(here));
  }
});
