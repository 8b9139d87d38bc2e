/** A permission that Google's window offers was unticked or taken back: what goes on, who is told, and that nothing is lost. */
import { expect, test } from "vitest";
import { Day } from "../day/day";
import { reportOnAnother } from "../day/events";
import { counts, eachOnce, mails } from "../day/look";
import { admin, lead, spare } from "../day/people";
import { isEveryPoint } from "../every-point";

/** What a run says of itself, where it cannot do without the permission. */
const needed: Readonly<Record<string, RegExp | null>> = {
  "forms.currentonly": /reading reports from the Form/,
  // What the script made is open to it without.
  spreadsheets: /reading and writing the registers/,
  "drive.file": /whether a link opens them/,
  "script.send_mail": /sending mail/,
  "script.scriptapp": null,
  "script.container.ui": null,
  "userinfo.email": null,
};
const scopes = Object.keys(needed);

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
    const words = needed[scope] ?? null;
    expect(said.filter((error) => !error.startsWith("Error: permission-missing: "))).toEqual([]);
    if (words !== null && scope !== "drive.file" && scope !== "spreadsheets") {
      expect(said.join("\n")).toMatch(words);
    }
    if (words === null) expect(said).toEqual([]);
    const out = desk.play(grant(scope), { advance: "PT20M" });
    expect(counts(out)).toEqual(eachOnce(1));
  },
);

test.each(["script.send_mail", "forms.currentonly"])(
  "with a second account, reports and mail go on without the first one's %s",
  async (scope) => {
    const desk = await Day.withAlternate();
    desk.join(spare, "PT25M");
    const out = desk.play(
      revoke(scope),
      { submit: reportOnAnother() },
      { loseTrigger: { submit: reportOnAnother() } },
      { advance: "PT2H" },
    );
    expect(counts(out)).toEqual(eachOnce(2));
    const told = mails(out, "installer-silent");
    expect(told.map(({ to }) => to.join()).sort()).toEqual([lead]);
    expect(told[0]?.text).toContain("Tick all that Google asks");
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

test.each([
  ["forms.currentonly", /reading reports from the Form/],
  ["spreadsheets", /reading and writing the registers/],
  ["script.scriptapp", /starting the clock and the triggers/],
  ["script.container.ui", /showing the windows/],
  ["userinfo.email", /./],
])(
  "where Google does not ask, Set up without %s says what does not work and how to grant it",
  async (scope, words) => {
    const desk = await Day.withAlternate({ requireAllScopes: "nothing" });
    desk.play(revoke(scope));
    const said = desk.read("setUp", admin);
    expect(said).toMatch(/^Error: permission-missing: .*tick every box/);
    expect(said).toMatch(words);
  },
);

test.each([
  ["named", /permission-missing: .*What does not work: sending mail/],
  ["null", /google-failed: /],
])(
  "in words that nobody knows, what is missing is what Google says was not granted (it answers: %s)",
  async (authorizedScopes, words) => {
    const desk = await Day.withAlternate({ triggersWithoutAllScopes: "run", authorizedScopes });
    desk.play(revoke("script.send_mail"));
    const error = "Exception: Sie sind dazu nicht berechtigt.";
    desk.play({ fault: { call: "Properties.getProperties", when: "before", times: 9, error } });
    desk.play({ submit: reportOnAnother() });
    expect(desk.failures(admin).join("\n")).toMatch(words);
  },
);

test.each(["script.send_mail", "forms.currentonly"])(
  "where Google does not name what was granted, %s is read from its words",
  async (scope) => {
    const desk = await Day.withAlternate({
      triggersWithoutAllScopes: "run",
      authorizedScopes: "null",
    });
    desk.play(revoke(scope), { submit: reportOnAnother() }, { advance: "PT15M" });
    expect(desk.failures(admin).join("\n")).toMatch(needed[scope] ?? /never/);
  },
);
