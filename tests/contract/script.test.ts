/** The ports Clock and Identity, in addition to the table. */
import { expect, test } from "vitest";
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
