/**
 * Services that fail for a long time, and access that people remove: nothing is lost, and everything recovers by itself (issue 5, item
 * 4).
 */

import { expect, test } from "vitest";
import { Day, playDay } from "../day/day";
import { ash, fault, minutes, setUp, submit } from "../day/events";
import { mails, recipients } from "../day/look";
import { contact } from "../day/people";

const quota = "Service invoked too many times for one day: email.";
const reads = "Sheets.Spreadsheets.Values.batchGetByDataFilter";
const busy = "There are too many LockService operations against the same script.";
const sent = submit({ facts: "Slept in a van." });
const lost = { loseTrigger: sent };
const cut = { fault: { call: reads, when: "stop", times: 6 } };

/** Each day ends with the report taken in once and the contact told once. */
test.each<[string, readonly object[]]>([
  ["mail refused for a day", [fault("MailApp.sendEmail", 15, quota), sent, { advance: "P2D" }]],
  [
    "Sheets down for hours, reads and writes",
    [fault("Sheets.Spreadsheets.batchUpdate", 8), fault(reads, 8), sent, { advance: "PT5H" }],
  ],
  [
    "the Form cannot be listed for hours, and the trigger is lost",
    [fault("Form.getResponses", 8), lost, { advance: "PT4H" }],
  ],
  ["a lock that throws", [fault("Lock.tryLock", 6, busy), sent, { advance: "PT2H" }]],
  [
    "every trigger removed, then set-up run again",
    [{ account: { removeTrigger: "all" } }, sent, { advance: "PT2H" }, setUp, minutes(10)],
  ],
  ["a run cut at its first read for hours", [cut, sent, { advance: "PT3H" }]],
  [
    "mail refused once, and the Form cannot be listed",
    [fault("MailApp.sendEmail", 1, quota), sent, fault("Form.getResponses", 24), minutes(15)],
  ],
])("%s", async (_name, events) => {
  const out = await playDay(events, {}, { every: 60 });
  expect(out.cases).toHaveLength(1);
  expect(out.reports).toHaveLength(1);
  expect(recipients(mails(out, "case-opened"))).toEqual([contact]);
  expect(out.errors.filter(({ error }) => /not modelled|no such member/.test(error))).toEqual([]);
});

test("reports for the main register go on while the sealed one is out of reach, and its own follow", async () => {
  const day = await Day.begin();
  const back = day.takeAway("sealed");
  const sealed = submit({ recipientMayBeInvolved: "contact" });
  const registers = () => day.out().cases.map((row) => row["register"]);
  day.play({ loseTrigger: sealed }, { loseTrigger: submit(ash) }, minutes(10));
  expect(registers()).toEqual(["main"]);
  back();
  day.play(minutes(10));
  expect(registers()).toEqual(["main", "sealed"]);
});
