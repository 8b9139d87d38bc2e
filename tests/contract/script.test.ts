/** The ports Clock, Identity and Triggers, in addition to the table. */
import { expect, test } from "vitest";
import { installedTriggers } from "../../scripts/workspace/index";
import { Bench, contact } from "./bench";

const minute = 60_000;

test("the offset follows the instant, to the millisecond at which summer begins and ends, whatever was asked first", () => {
  const [begins, ends] = [Date.UTC(2026, 2, 8, 10), Date.UTC(2026, 10, 1, 9)];
  const winter = Date.UTC(2026, 0, 15, 20);
  const at = [winter, begins - 1, begins, begins + minute, ends - 1, ends, begins - minute];
  const offsets = new Bench().run(({ clock }) => at.map((one) => clock.offsetMinutes(one)));
  expect(offsets).toEqual([-480, -480, -420, -420, -420, -480, -480]);
});

test("the account that runs is told in lower case, and as no one where it does not let Google say", () => {
  const bench = new Bench();
  expect(bench.portsOf("Mixed.Case@District.example").identity.runningAs()).toBe(
    "mixed.case@district.example",
  );
  bench.workspace.revokeScope(contact, "userinfo.email");
  expect(bench.portsOf(contact).identity.runningAs()).toBe("");
});

test("triggers are made for what they are asked for, listed so, and removed by their id", () => {
  const bench = new Bench();
  const { containerId, clock } = bench.workspace;
  const file = bench.ports.spreadsheets.create("Register", "main");
  bench.run(({ triggers }) => {
    triggers.createFormSubmit("sent");
    triggers.createEdit("edited", file);
    triggers.createAfter("later", 90_000);
    triggers.createEveryMinutes("tick", 5);
  });
  expect(bench.ports.triggers.list().map((one) => [one.function, one.kind, one.source])).toEqual([
    ["sent", "form-submit", containerId],
    ["edited", "edit", file],
    ["later", "clock", null],
    ["tick", "clock", null],
  ]);
  const waits = installedTriggers(bench.store).flatMap((one) =>
    one.kind === "clock" ? [one.everyMinutes ?? (one.nextAt ?? 0) - clock.now] : [],
  );
  expect(waits).toEqual([expect.closeTo(90_000, -4), 5]);
  const [, , , tick] = bench.ports.triggers.list();
  // An id that is gone does no harm.
  for (let times = 0; times < 2; times += 1) bench.ports.triggers.remove(tick?.id ?? "");
  const left = bench.ports.triggers.list().map((one) => one.function);
  expect(left).toEqual(["sent", "edited", "later"]);
});
