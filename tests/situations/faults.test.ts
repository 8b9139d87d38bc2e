/**
 * Faults that last, answers that are lost, and responses that Google forgets: there is exactly one case and one report, and the contact
 * is told (design 2.3, 2.7, 2.8). A fault at each call: tests/faults.
 */

import { describe, expect, test } from "vitest";
import { Day, playCleanDay, playDay } from "../day/day";
import { ash, edit, fault, minutes, submit } from "../day/events";
import { actIdsOf, mails, mailTo, type Output, recipients } from "../day/look";
import { admin, backup, contact, lead, teacher } from "../day/people";

const sent = submit({ facts: "Slept in a van." });
const commit = "Sheets.Spreadsheets.batchUpdate";

/** One case, one report, and the contact told of it once. */
function expectOnce(out: Output): void {
  expect([out.cases.length, out.reports.length]).toEqual([1, 1]);
  expect(mails(out, "case-opened").map(({ to }) => to.join())).toEqual([contact]);
}

describe("a fault", () => {
  test("in reading back a batch that was applied doubles nothing that it wrote", async () => {
    const unread = {
      fault: { call: commit, when: "after", error: "Unable to parse range: Cases!A3:A" },
    };
    const day = (...before: readonly object[]) =>
      playCleanDay([
        ...before,
        sent,
        minutes(20),
        ...before,
        edit({ acknowledged: true }),
        minutes(20),
      ]);
    const [quiet, out] = [await day(), await day(unread)];
    const said = ({ activity }: Output) => activity.map(({ who, what }) => [who, what]);
    expect(said(out)).toEqual(said(quiet));
    expect(actIdsOf(out)).toEqual(actIdsOf(quiet));
    expectOnce(out);
  });

  test("that lasts for an hour delays the report and loses nothing", async () => {
    expectOnce(await playDay([fault(commit, 40), sent, { advance: "PT3H" }], {}, { every: 30 }));
  });

  test("in writing down whom no email reaches: the next run that finds out tells lead and admin", async () => {
    const day = await Day.begin();
    const refused = fault("MailApp.sendEmail", 1, "Invalid email: contact@district.example");
    const marks = { fault: { call: commit, nth: 2, when: "before" } };
    expect(mails(day.play(refused, marks, sent), "contact-not-emailed")).toEqual([]);
    const later = day.play(refused, minutes(60));
    expect(recipients(mails(later, "contact-not-emailed"))).toEqual([admin, lead]);
  });
});

test("once Google says that no more emails go out today, the run tries no further one", async () => {
  const day = await Day.begin();
  const spent = "Service invoked too many times for one day: email.";
  const out = day.play(fault("MailApp.sendEmail", 1, spent), submit({ immediateDanger: "yes" }));
  expect(out.inbox).toEqual([]);
  expect(day.play(minutes(6)).inbox.length).toBeGreaterThan(2);
});

test("a reporter whom no email reaches is told by a person, and no run tries that email again", async () => {
  const day = await Day.begin();
  const refused = fault("MailApp.sendEmail", 1, `Invalid email: ${teacher}`);
  const nth = { fault: { ...refused.fault, nth: 2 } };
  day.play(nth, submit({ reporterEmail: teacher, reporterKnownTo: "contact" }), {
    advance: "PT3H",
  });
  const own = day.rows("outbox").filter(({ cells }) => cells["kind"] === "reporter-duty");
  expect(own.map(({ cells }) => cells["state"])).toEqual(["Not needed any more"]);
  expect(mailTo(day.out(), teacher)).toEqual([]);
  expect(recipients(day.mails("reporter-not-reminded"))).toEqual([contact]);
});

test("a look of the clock while a run is sending sends none of its emails again", async () => {
  const day = await Day.betweenTicks();
  // Just before the look that the first report asked for.
  day.play(sent, { advance: "PT8M30S" });
  let looked = 0;
  day.workspace.atCall("MailApp.sendEmail", () => {
    looked = day.runsOf(() => day.play(minutes(1))).length;
  });
  const out = day.playClean(submit({ ...ash, immediateDanger: "yes" }), minutes(5));
  expect(looked).toBe(1);
  const danger = mails(out, "case-opened").slice(1);
  expect(recipients(danger)).toEqual([backup, contact, lead]);
});

describe("a response", () => {
  test("that is delivered again and again changes nothing, nor does the day's comparison of all", async () => {
    const again = { deliverAgain: 0 };
    const wait = { advance: "PT25H" };
    const once = await playDay([sent, minutes(20), wait], {}, { every: 120 });
    const days = [sent, again, again, minutes(20), again, wait];
    const often = await playCleanDay(days, {}, { every: 120 });
    for (const list of ["cases", "checklist", "reports", "activity", "inbox"] as const)
      expect(often[list]).toEqual(once[list]);
    const ticks = often.runs.filter(
      ({ event, function: name }) => event === 5 && name === "onClock",
    );
    expect(ticks.some(({ calls }) => calls.byName["FormResponse.*"] === 1)).toBe(true);
  });

  test("whose trigger is lost is taken in by the next tick, and not again when it comes after all", async () => {
    const lost = { loseTrigger: sent };
    const out = await playCleanDay([lost, minutes(5), { deliverAgain: 0 }, minutes(30)]);
    expectOnce(out);
    const took = out.runs.find(({ calls }) => calls.byName["MailApp.sendEmail"] !== undefined);
    expect(took).toMatchObject({ function: "onClock", event: 1 });
  });

  test("that Google lists only after the tick that it came before is taken in by the next", async () => {
    const day = await Day.begin();
    day.play({ advance: "PT4M" }, { loseTrigger: sent });
    const late = day.form().responses.splice(0);
    expect(late).toHaveLength(1);
    expect(day.play({ advance: "PT4M" }).cases).toEqual([]);
    day.form().responses.push(...late);
    expectOnce(day.playClean({ advance: "PT5M" }));
  });
});
