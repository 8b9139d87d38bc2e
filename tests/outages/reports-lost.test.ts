/** Reports and Contacts whose rows are gone: a report that comes back is told of once more, and one without contacts reaches the admin. */
import { expect, test } from "vitest";
import { playCleanDay } from "../day/day";
import { report } from "../day/events";
import { mails } from "../day/look";

const first = report();
test.each([
  ["was kept and could not be read back", "after"],
  ["was refused", "before"],
])(
  "a report whose rows are gone is taken in as new where the batch %s: the Outbox holds a message of that response already",
  async (_what, when) => {
    const error = "Unable to parse range: Cases!A3:A";
    const out = await playCleanDay([
      { submit: first },
      { advance: "PT20M" },
      { sheet: { deleteRows: { tab: "cases", case: "26-0001" } } },
      { sheet: { deleteRows: { tab: "reports", case: "26-0001" } } },
      { fault: { call: "Sheets.Spreadsheets.batchUpdate", when, error } },
      { deliverAgain: 0 },
      { advance: "PT20M" },
    ]);
    expect(out.cases.map((one) => [one["case"], one["reports"]])).toEqual([["26-0002", 1]]);
    expect(out.reports.map((one) => one["case"])).toEqual(["26-0002"]);
    const told = mails(out, "case-opened");
    expect(told.map((mail) => mail.case)).toEqual(["26-0001", "26-0002"]);
  },
);
