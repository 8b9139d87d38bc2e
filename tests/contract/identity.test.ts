/** The port Identity: whose authority a run has. */
import { expect, test } from "vitest";
import { Bench, contact } from "./bench";

test("the account that runs, in lower case", () => {
  const bench = new Bench();
  expect(bench.portsOf(contact).identity.runningAs()).toBe(contact);
  expect(bench.portsOf("Mixed.Case@District.example").identity.runningAs()).toBe(
    "mixed.case@district.example",
  );
});

test("nobody where the account does not let Google say", () => {
  const bench = new Bench();
  bench.workspace.revokeScope(contact, "userinfo.email");
  expect(bench.portsOf(contact).identity.runningAs()).toBe("");
});
