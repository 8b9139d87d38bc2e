/** A run, as of the last time that it read a register. */

import { expect, test } from "vitest";
import { runAsRead, startRun } from "../src/run";
import { tabs } from "../src/tabs";
import { directoryOf } from "./district/rows";
import { runWith } from "./run";

const clock = { started: 1_000, now: () => 5_000, offsetMinutes: () => 0 };

test("a run that has read no directory does not go on with an empty one", () => {
  const run = startRun(runWith({ clock }), tabs);
  expect(run.now).toBe(1_000);
  expect(() => run.directory.people).toThrow("before it was read");
  expect(() => runAsRead(run, { register: "sealed" }).directory.people).toThrow(
    "before it was read",
  );
});

test("a look gives a run as of now, and leaves the run before as it was", () => {
  const directory = directoryOf();
  const run = startRun(runWith({ clock }), tabs);
  const looked = runAsRead(run, { directory });
  expect(looked).toMatchObject({ now: 5_000, directory, register: "main" });
  expect(run.now).toBe(1_000);
});
