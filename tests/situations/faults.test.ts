/** Faults that last, answers that are lost, and responses that Google forgets: exactly one case and one report, and the contact is told (design 2.3, 2.7, 2.8). A fault at each call: tests/faults. */
import { describe, expect, test } from "vitest";
import { storedForm } from "../../scripts/workspace/forms";
import { Day, playCleanDay, playDay } from "../day/day";
import { report } from "../day/events";
import { actIdsOf, mails, mailTo } from "../day/look";
import { contact } from "../day/people";

const facts = "Slept in a van.";
const anyReport = report({ facts });

async function withFault(fault: object) {
  return playDay([{ fault }, { submit: anyReport }, { advance: "PT15M" }]);
}

describe("a fault", () => {
  test("leaves no more than a code in what Google would mail to the installer", async () => {
    const out = await withFault({
      call: "Sheets.Spreadsheets.Values.batchGetByDataFilter",
      when: "before",
      times: 1,
      error: "Unable to parse Rowan Pine",
    });
    const words = JSON.stringify([out.errors, out.runs.map(({ error }) => error)]);
    expect(words).not.toContain("Rowan");
  });

  test("in reading back a batch that was applied doubles nothing that it wrote", async () => {
    const unread = {
      fault: {
        call: "Sheets.Spreadsheets.batchUpdate",
        when: "after",
        error: "Unable to parse range: Cases!A3:A",
      },
    };
    const acknowledge = { edit: { case: "26-0001", set: { acknowledged: true } }, as: "contact" };
    const wait = { advance: "PT20M" };
    const quiet = await playDay([{ submit: anyReport }, wait, acknowledge, wait]);
    const out = await playCleanDay([
      unread,
      { submit: anyReport },
      wait,
      unread,
      acknowledge,
      wait,
    ]);
    const said = (of: typeof out) => of.activity.map(({ who, what }) => [who, what]);
    expect(said(out)).toEqual(said(quiet));
    expect(actIdsOf(out)).toEqual(actIdsOf(quiet));
    expect(out.cases).toHaveLength(1);
    expect(out.reports).toHaveLength(1);
    expect(mailTo(out, contact)).toHaveLength(1);
  });

  test("that lasts for an hour delays the report and loses nothing", async () => {
    const out = await playDay([
      { fault: { call: "Sheets.Spreadsheets.batchUpdate", when: "before", times: 40 } },
      { submit: anyReport },
      { advance: "PT3H" },
    ]);
    expect(out.cases).toHaveLength(1);
    expect(out.reports).toHaveLength(1);
    expect(mailTo(out, contact).length).toBeGreaterThanOrEqual(1);
  });

  test("of mail alone leaves the case whole at once and the message waiting", async () => {
    const error = "Service invoked too many times for one day: email.";
    const refused = { fault: { call: "MailApp.sendEmail", when: "before", error, times: 3 } };
    const atOnce = await playCleanDay([refused, { submit: anyReport }]);
    expect(atOnce.cases).toHaveLength(1);
    expect(atOnce.inbox).toEqual([]);
    const later = await playDay([refused, { submit: anyReport }, { advance: "PT30M" }]);
    const opened = mails(later, "case-opened");
    expect(opened.map(({ to }) => to)).toEqual([[contact]]);
  });
});

describe("a response", () => {
  test("that is delivered again and again changes nothing", async () => {
    const again = { deliverAgain: 0 };
    const wait = { advance: "PT20M" };
    const once = await playDay([{ submit: anyReport }, wait]);
    const often = await playCleanDay([{ submit: anyReport }, again, again, wait, again]);
    expect(often.cases).toEqual(once.cases);
    expect(often.checklist).toEqual(once.checklist);
    expect(often.reports).toEqual(once.reports);
    expect(often.activity).toEqual(once.activity);
    expect(often.inbox).toEqual(once.inbox);
  });

  test("is compared with the register once a day, and is not taken in again", async () => {
    const out = await playCleanDay(
      [{ submit: anyReport }, { advance: "PT24H" }],
      {},
      { every: 120 },
    );
    expect(out.cases).toHaveLength(1);
    expect(out.reports).toHaveLength(1);
    const ticks = out.runs.filter(({ event, function: name }) => event === 1 && name === "onClock");
    const readsIt = ticks.slice(6).filter(({ calls }) => calls.byName["FormResponse.*"] === 1);
    expect(readsIt.length).toBeGreaterThan(0);
  });

  test("whose trigger is lost is taken in by the next tick, and not again when it comes after all", async () => {
    const out = await playCleanDay([
      { loseTrigger: { submit: anyReport } },
      { advance: "PT5M" },
      { deliverAgain: 0 },
      { advance: "PT30M" },
    ]);
    expect(out.cases).toHaveLength(1);
    expect(out.reports).toHaveLength(1);
    expect(mailTo(out, contact)).toHaveLength(1);
    const took = out.runs.find(({ calls }) => calls.byName["MailApp.sendEmail"] !== undefined);
    expect(took).toMatchObject({ function: "onClock", event: 1 });
  });

  test("that Google lists only after the tick that it came before is taken in by the next", async () => {
    const day = await Day.begin();
    const { store, containerId } = day.workspace;
    day.play({ advance: "PT4M" }, { loseTrigger: { submit: anyReport } });
    const form = storedForm(store, containerId);
    const late = form.responses.splice(0);
    expect(late).toHaveLength(1);
    expect(day.play({ advance: "PT4M" }).cases).toEqual([]);
    storedForm(store, containerId).responses.push(...late);
    const out = day.playClean({ advance: "PT5M" });
    expect(out.cases).toHaveLength(1);
    expect(mailTo(out, contact)).toHaveLength(1);
  });
});
