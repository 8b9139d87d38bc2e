/**
 * A mistake in our script is reported as ours, with a code that names its place and contains nothing of a report. Google is not blamed
 * for it.
 */

import { describe, expect, test } from "vitest";
import { openForm } from "../../scripts/play/stage";
import { Day } from "../day/day";
import { ash, fault, minutes, report, rowan } from "../day/events";
import {
  expectNoStudentData,
  kinds,
  mails,
  mailTo,
  type Output,
  outageMails,
  recipients,
  wordsOf,
} from "../day/look";
import { admin, backup, contact, lead } from "../day/people";
import { withPlanted } from "../play/planted";

const usual = report({ facts: "Slept in a van." });
const another = { ...usual, ...ash };
const secrets = ["Rowan Pine", "730194", "North High", "van"];

/** Once the district is set up, throws as our code would: with words of a report, and a line that looks like a place. */
const slip = (name: string) =>
  `if (Date.now() > Date.parse("2026-09-01T09:06:00-07:00")) throw new TypeError("Cannot read properties of " + ${name} + "\\n    at RowanPine (Code.js:7:30194)");`;

/** A district whose clock has run once, with mistakes in the script from then on. */
async function district(plants: Readonly<Record<string, string>>): Promise<Day> {
  const before = (await Day.betweenTicks()).reach(minutes(6)).workspace;
  const at = before.clock.now;
  const workspace = await withPlanted(plants, (dist) => openForm({ dist, at }));
  workspace.resume(before.save());
  return Day.in(workspace);
}

const failed = ({ runs }: Output, name: string): readonly string[] =>
  runs.flatMap((run) => (run.function === name && run.error !== null ? [run.error] : []));

const blamesGoogle = /Google (?:Sheets )?did not answer|Google is out of order|service of Google/;

describe("a report that our code stumbles over", async () => {
  const day = await district({
    // Its third argument is the report.
    decideReport: `if (arguments[1].report.studentName === "Rowan Pine") { ${slip("arguments[1].report.facts")} }`,
  });
  const out = day.play({ submit: usual }, { submit: another });

  test("is told by a code with the kind of mistake and where it is, and nothing that was thrown; it keeps no other report out", () => {
    const [error = ""] = failed(out, "onFormSubmit");
    expect(error).toMatch(
      /^Error: report-not-taken-in: .*Give them this: TypeError in decideReport@\d+:\d+ < \w*@\d+:\d+ < commitIntake@\d+:\d+\.$/,
    );
    for (const secret of [...secrets, "RowanPine", "Cannot read"])
      expect(error).not.toContain(secret);
    expect(error).not.toMatch(blamesGoogle);
    expect(out.cases.map(({ student }) => student)).toEqual(["Ash Grove"]);
    expect(recipients(mails(out, "case-opened"))).toEqual([contact]);
  });

  test("leads and admins learn that it waits, and that the script is the cause", () => {
    const told = outageMails(out);
    expect(recipients(told)).toEqual([admin, backup, contact, lead]);
    // The school is named: they must know whose report it is.
    const hidden = secrets.filter((secret) => secret !== rowan.school);
    expectNoStudentData(told, [...hidden, "RowanPine"]);
    for (const mail of told) {
      expect(wordsOf(mail)).toMatch(/A report waits in the Form/);
      expect(wordsOf(mail)).toMatch(
        /a mistake in the system's own script: Google .* not the cause/,
      );
      expect(wordsOf(mail)).toMatch(/TypeError in decideReport@\d+:\d+/);
      expect(wordsOf(mail)).not.toMatch(blamesGoogle);
    }
  });
});

test("a register that our code cannot read: no one is told that Google is out of order", async () => {
  const day = await district({ parseTab: slip("head") });
  const out = day.play(minutes(2), { submit: usual }, minutes(20));
  for (const error of [...failed(out, "onFormSubmit"), ...failed(out, "onClock")]) {
    expect(error).toMatch(/^Error: (?:defect|report-not-taken-in): .*safe in the Form/);
    expect(error).toMatch(/Give them this: TypeError in parseTab@\d+:\d+ </);
    expect(error).not.toContain("Cannot read");
  }
  expect(failed(out, "onClock").length).toBeGreaterThan(2);
  for (const mail of outageMails(out)) {
    expect(wordsOf(mail)).toMatch(/TypeError in parseTab@\d+:\d+/);
    expect(wordsOf(mail)).not.toMatch(blamesGoogle);
  }
  const told = new Set(recipients(outageMails(out)));
  expect(told).toEqual(new Set([admin, backup, contact, lead]));
});

test("a message that our code cannot write waits, and the run says so; the others go out", async () => {
  const day = await district({
    writeMessage: `if (arguments[1].to === "${lead}") { ${slip("arguments[0].case")} }`,
  });
  const out = day.play({ submit: { ...usual, school: "Not listed" } }, minutes(15));
  expect(recipients(mails(out, "case-opened")).length).toBeGreaterThan(0);
  // Of the case nothing reaches the lead; that the clock fails does.
  expect(kinds(mailTo(out, lead))).toEqual(["desk-notice"]);
  expect(failed(out, "onFormSubmit")).toEqual([
    expect.stringMatching(
      /^Error: defect: .*TypeError in writeMessage@\d+:\d+ < writeEmail@\d+:\d+ < \w*@/,
    ),
  ]);
  expect(failed(out, "onClock").length).toBeGreaterThan(0);
  const outbox = JSON.stringify(out.cells?.["Outbox"]);
  expect(outbox).toMatch(/defect: TypeError in writeMessage@/);
  for (const secret of ["Rowan", "Cannot read"]) expect(outbox).not.toContain(secret);
});

test.each([
  ["what is there is not looked at", "problemUpdates", "directory.people"],
  ["no one's access is looked at", "whoMayOpen", "name"],
])("the clock gets over a mistake and says it in the end: %s", async (_what, name, word) => {
  const day = await district({ [name]: slip(word) });
  const out = day.play({ submit: usual }, minutes(70));
  expect(out.cases).toHaveLength(1);
  const told = failed(out, "onClock");
  expect(told.length).toBeGreaterThan(0);
  for (const error of told) expect(error).toContain(`TypeError in ${name}@`);
});

test.each([
  [
    "an answer of Google's that our code cannot take in",
    "readKeysSeen",
    `if (replies.length > 0 && ranges.some(({ tab }) => tab === "reports")) { ${slip("ranges")} }`,
  ],
  ["a part that a report can do without", "findFormGaps", slip("String(arguments[0])")],
])("%s: the report is in, once, and the mistake is told", async (_what, name, plant) => {
  const out = (await district({ [name]: plant })).play({ submit: usual });
  expect(out.reports).toHaveLength(1);
  expect(recipients(mails(out, "case-opened"))).toEqual([contact]);
  expect(outageMails(out)).toEqual([]);
  const said = expect.stringMatching(`^Error: defect: .*TypeError in ${name}@`);
  expect(failed(out, "onFormSubmit")).toEqual([said]);
});

test("the check says which of its looks failed by a mistake", async () => {
  const day = await district({
    findUnfit: slip("arguments[1]"),
    findMissingParts: slip("arguments[1]"),
  });
  const words = JSON.stringify(day.open("runCheck").page);
  expect(words).toMatch(/a mistake in the system's own script/);
  expect(words).toMatch(/TypeError in findUnfit@/);
  expect(words).toMatch(/TypeError in findMissingParts@/);
  expect(words).not.toMatch(/Google did not answer|RowanPine/);
});

const commit = "Sheets.Spreadsheets.batchUpdate";
const failing = "API call to sheets.spreadsheets.batchUpdate failed with error:";
const tooOften = "Exception: Service invoked too many times for one day: lock.";
const busy = "Exception: We're sorry, a server error occurred. Please wait a bit and try again.";

/** The last one is what leads and admins are told, and the run's error says; null where nobody need be told. */
test.each<[string, string | undefined, string, RegExp | null]>([
  [commit, undefined, "register-unreachable", /Google Sheets did not answer/],
  [commit, `${failing} The caller does not have permission`, "register-not-opened", /not open a/],
  ["LockService.getScriptLock", tooOften, "google-limit", null],
  ["Properties.getProperties", busy, "google-failed", null],
])(
  "what Google fails with is told as Google's, by what it is: %s: %s",
  async (call, error, code, says) => {
    const day = await Day.betweenTicks();
    const out = day.play(fault(call, 9, error), minutes(6), { submit: usual });
    const said = failed(out, "onFormSubmit");
    expect(said).toEqual([expect.stringMatching(`^Error: ${code}: `)]);
    const told = outageMails(out).map(wordsOf);
    for (const words of told) expect(words).not.toMatch(/a mistake in the system's own script/);
    if (says === null) return;
    expect(told.length).toBeGreaterThan(0);
    for (const words of [...told, ...said]) expect(words).toMatch(says);
  },
);
