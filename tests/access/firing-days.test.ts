/**
 * Triggers that exist but do not fire: created disabled in a clock run, or switched off. People are told within a day, and the menu
 * repairs it.
 */
import { expect, test } from "vitest";
import { Day } from "../day/day";
import { reportOnAnother } from "../day/events";
import { counts, eachOnce, mails, type Output, wordsOf } from "../day/look";
import { admin, lead, spare } from "../day/people";

const silent = (out: Output) => [...mails(out, "trigger-silent"), ...mails(out, "account-silent")];
const told = (out: Output) =>
  silent(out)
    .map(({ to }) => to.join())
    .sort();
const offOf = (desk: Day, who: string) =>
  desk.triggers().filter(({ owner, isOff }) => owner === who && isOff);
const edit = (acknowledged: boolean) => ({
  edit: { case: "26-0001", set: acknowledged ? { acknowledged } : { notes: "Read." } },
});

/** What is told here is told within a day: the clock comes just often enough not to count as silent itself. */
const begin = (assume: Readonly<Record<string, string>> = {}) => Day.withAlternate(assume, 50);

test("a second account whose triggers a clock run made, where Google disables such", async () => {
  const desk = await begin({ triggersOfTriggeredRuns: "disabled" });
  desk.reachJoined(spare, "PT25M");

  // Is named by the check, to either account.
  expect(offOf(desk, spare).map((one) => one.function)).toEqual(Array(4).fill("onRegisterEdit"));
  for (const who of [spare, admin])
    expect(desk.read("runCheck", who)).toMatch(/spare@.*has not fired/);

  // Within a day of an edit, lead and admin are told by the other's clock, once, and which.
  const out = desk.play(
    { submit: reportOnAnother() },
    { advance: "PT6M" },
    edit(true),
    { advance: "PT6H" },
    edit(false),
    { advance: "PT3H" },
  );
  expect(told(out)).toEqual([admin, lead]);
  for (const mail of silent(out)) {
    expect(wordsOf(mail)).toMatch(/trigger of spare@district\.example .*Set up/);
    expect(mail.text).not.toMatch(/26-0001|Student [a-z]\d/);
  }

  // Set up, chosen by that account, finishes it: all its triggers fire, once each.
  desk.read("setUp", spare);
  expect(offOf(desk, spare)).toEqual([]);
  expect(desk.triggersOf(spare).filter((name) => name === "onRegisterEdit")).toHaveLength(4);
  expect(desk.read("runCheck", spare)).not.toMatch(/has not fired/);
  const before = desk.out().runs.length;
  const mended = desk.play(edit(false), { advance: "PT10M" });
  const edits = mended.runs.slice(before).filter((run) => run.function === "onRegisterEdit");
  expect(edits.map(({ as }) => as).sort()).toEqual([admin, spare]);
  const later = desk.play({ advance: "PT6H" }, edit(false), { advance: "PT3H" });
  expect(told(later)).toEqual([admin, lead]);
  expect(counts(later)).toEqual(eachOnce(1));
  expect(desk.failures(spare)).toEqual([]);
});

test("a trigger made in a clock run that fires all the same is not told of", async () => {
  const desk = await begin();
  desk.reachJoined(spare, "PT25M");
  const out = desk.play({ submit: reportOnAnother() }, { advance: "PT6M" }, edit(true), {
    advance: "PT9H",
  });
  expect(silent(out)).toEqual([]);
  expect(desk.read("runCheck", spare)).not.toMatch(/has not fired/);
});

test.each(["onFormSubmit", "onRegisterEdit"])(
  "%s of one account is switched off, while another's fires",
  async (name) => {
    const desk = await begin();
    desk.reachJoined(spare, "PT25M");
    desk.play({ submit: reportOnAnother() }, { advance: "PT6M" }, edit(true), { advance: "PT10M" });
    desk.play({ account: { switchOffTrigger: name, of: admin } });
    const out = desk.play(
      { advance: "P1DT1H" },
      { submit: reportOnAnother() },
      edit(false),
      { advance: "PT20M" },
      { submit: reportOnAnother() },
      { advance: "PT2H" },
    );

    // It is told within hours of what should have fired it; nothing is lost or doubled.
    expect(told(out)).toEqual([admin, lead]);
    for (const mail of silent(out)) expect(wordsOf(mail)).toContain(admin);
    expect(counts(out)).toEqual(eachOnce(3));

    // And Set up by that account mends it.
    desk.read("setUp", admin);
    expect(offOf(desk, admin)).toEqual([]);
    const later = desk.play({ advance: "PT3H" }, { submit: reportOnAnother() }, edit(false), {
      advance: "PT3H",
    });
    expect(told(later)).toEqual([admin, lead]);
    expect(counts(later)).toEqual(eachOnce(4));
  },
);

test("one account alone, its trigger for reports off: the clock takes them in and tells, from the second on that comes an hour later", async () => {
  const desk = await begin();
  desk.play({ account: { switchOffTrigger: "onFormSubmit" } });
  const first = desk.play({ advance: "PT1M" }, { submit: reportOnAnother() }, { advance: "PT9M" });
  expect(counts(first)).toEqual(eachOnce(1));
  expect(silent(first)).toEqual([]);
  // Google loses one now and then; an hour later it is no chance any more.
  const out = desk.play({ advance: "PT61M" }, { submit: reportOnAnother() }, { advance: "PT2H" });
  expect(told(out)).toEqual([admin, lead]);
  expect(counts(out)).toEqual(eachOnce(2));
  desk.read("setUp", admin);
  expect(offOf(desk, admin)).toEqual([]);
});

test("one account's clock is listed and does not fire", async () => {
  const desk = await begin();
  desk.play({ account: { switchOffTrigger: "onClock" } }, { advance: "PT70M" });
  const kinds = () =>
    desk
      .triggers()
      .map(({ kind, function: name }) => `${kind} ${name}`)
      .sort();
  const before = kinds();
  const clockRuns = () => desk.workspace.runs.filter((run) => run.function === "onClock").length;
  const ran = clockRuns();

  // Check says so, and that Set up makes it anew.
  const { page } = desk.open("runCheck");
  const lines = page.blocks.flatMap((block) => (block.kind === "lines" ? block.lines : []));
  const line = lines.find(({ text }) => text.startsWith(`The clock of ${admin}`));
  expect(line).toMatchObject({ state: "wrong", fix: { act: "set-up" } });

  // Where a trigger cannot be made, the old ones stay, however often that is tried.
  for (let tries = 0; tries < 7; tries += 1) {
    const call = "ScriptApp.newTrigger";
    desk.workspace.fault({ call, when: "before", nth: 4, times: 1 });
    expect(desk.read("setUp")).toMatch(/google-failed/);
    desk.sleep("PT2M");
    expect(desk.triggers().length).toBeLessThanOrEqual(20);
    expect(kinds()).toEqual(expect.arrayContaining(before));
  }

  // Set up makes it, and each trigger then stands once; the clock fires within five minutes.
  expect(desk.read("setUp")).toContain("made again");
  expect(desk.triggers().filter(({ isOff }) => isOff)).toEqual([]);
  expect(kinds().filter((one) => !one.startsWith("clock"))).toEqual(
    before.filter((one) => !one.startsWith("clock")),
  );
  desk.play({ advance: "PT6M" });
  expect(clockRuns()).toBeGreaterThan(ran);
  expect(desk.read("runCheck")).not.toContain(`The clock of ${admin} has`);
});

test("a second account that was let in, and whose clock never comes, is told of too", async () => {
  const desk = await begin();
  desk.join(spare, "PT1S");
  const out = desk.play({ account: { switchOffTrigger: "clock", of: spare } }, { advance: "PT2H" });
  expect(
    silent(out)
      .map(({ text }) => text)
      .join(),
  ).toContain(spare);
});
