/** A permission that Google asks for was not ticked or was taken back: what still works, who is told, and that nothing is lost. */
import { expect, test } from "vitest";
import { Day } from "../day/day";
import { reportOnAnother } from "../day/events";
import { counts, eachOnce } from "../day/look";
import { admin } from "../day/people";
import { isEveryPoint } from "../every-point";
import { manifest } from "../workspace/runtime-bench";

/** As the manifest's scopes are named, without their address. */
const scopes = manifest.oauthScopes.map((scope) => scope.replace(/.*\//, ""));
/** Those without which a run fails, and says so. What the script made is open to it without the two of files. */
const needed = ["forms.currentonly", "script.send_mail"];

const revoke = (scope: string) => ({ account: { revokeScope: { scope, of: admin } } });
const grant = (scope: string) => ({ account: { grantScope: { scope, of: admin } } });

/** Google starts no trigger without all of them, whichever is missing. */
const some = scopes.filter((scope) => isEveryPoint || /current|send_mail|email$/.test(scope));

test.each(some)(
  "%s taken back stops the triggers; given back, the report is taken in once",
  async (scope) => {
    const desk = await Day.withAlternate();
    const without = desk.play(revoke(scope), { submit: reportOnAnother() }, { advance: "PT15M" });
    expect(without.reports).toEqual([]);
    const out = desk.play(grant(scope), { advance: "PT11M" });
    expect(counts(out)).toEqual(eachOnce(1));
  },
);

test.each(scopes)(
  "where triggers run without %s, the run says what does not work, and nothing is lost or doubled",
  async (scope) => {
    const desk = await Day.withAlternate({ triggersWithoutAllScopes: "run" });
    desk.play(revoke(scope), { submit: reportOnAnother() }, { advance: "PT90M" });
    const said = [...new Set(desk.failures(admin))];
    expect(said.filter((error) => !error.startsWith("Error: permission-missing: "))).toEqual([]);
    if (needed.includes(scope)) expect(said.join("\n")).toContain(`(${scope})`);
    else if (/^script|email$/.test(scope)) expect(said).toEqual([]);
    const out = desk.play(grant(scope), { advance: "PT20M" });
    expect(counts(out)).toEqual(eachOnce(1));
  },
);

test("Set up has Google ask first, and does nothing before all is granted", async () => {
  const desk = await Day.withAlternate();
  desk.play(revoke("script.send_mail"));
  expect(desk.read("setUp", admin)).toMatch(/Authorization is required/);
  expect(desk.workspace.runs.at(-1)?.calls.total).toBe(0);
  desk.play(grant("script.send_mail"));
  expect(desk.read("setUp", admin)).toContain("in place");
});
