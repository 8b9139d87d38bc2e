/** Checks that run at the same time: each is told when it has ended, and one that fails is enough. */
import { expect, test } from "vitest";
import { allGood } from "../../scripts/checks/at-once";

async function checked(...commands: readonly string[]) {
  const said: string[] = [];
  const named = commands.map((command, index) => ({ name: `check ${index + 1}`, command }));
  const isGood = await allGood(named, (text) => said.push(text));
  return { isGood, said: said.sort().map((text) => text.replace(/\d+\.\d s/, "0.1 s")) };
}

test("what goes well is told in a line each", async () => {
  expect(await checked("echo words", "true")).toEqual({
    isGood: true,
    said: ["check 1: good (0.1 s)\n", "check 2: good (0.1 s)\n"],
  });
});

test("what one says that fails is told whole, and the others are heard to their end", async () => {
  const { isGood, said } = await checked("echo wrong; echo here >&2; exit 3", "sleep 0.2");
  expect(isGood).toBe(false);
  expect(said).toEqual(["check 2: good (0.1 s)\n", "wrong\nhere\ncheck 1: failed\n"]);
});

test("a command that is not there fails", async () => {
  const { isGood, said } = await checked("no-such-command-here");
  expect(isGood).toBe(false);
  expect(said[0]).toContain("no-such-command-here");
});
