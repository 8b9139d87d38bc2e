/** The Reports tab lost and made again: each response gets its row back, and is counted and told once. */
import { expect, test } from "vitest";
import { Day, playCleanDay, playDay } from "../day/day";
import { report } from "../day/events";
import { mails, type Output } from "../day/look";
import { admin } from "../day/people";

const first = report();
const again = { ...first, facts: "Seen again." };
const nameless = { school: "North High", factors: ["frequently-absent"] };
const lost = [{ sheet: { deleteTab: "reports" } }, { menu: { name: "set-up" } }];

/** The end of the events, after the night in which all responses are compared with the register. */
async function afterANight(events: readonly object[]): Promise<Output> {
  const day = await Day.begin();
  day.play(...events, { advance: "PT1H" });
  day.sleep("PT22H");
  return day.play({ advance: "PT3H" });
}

test("what is taken in again counts once, tells nobody twice, and opens no second case", async () => {
  const submits = [{ submit: first }, { submit: again }, { submit: nameless }];
  const quiet = await afterANight(submits);
  const out = await afterANight([...submits, { advance: "PT20M" }, ...lost]);
  const counts = (cases: typeof out.cases) => cases.map((one) => [one["case"], one["reports"]]);
  expect(counts(out.cases)).toEqual([
    ["26-0001", 2],
    ["26-0002", 1],
  ]);
  expect(counts(out.cases)).toEqual(counts(quiet.cases));
  const rows = (reports: typeof out.reports) =>
    reports.map((one) => [one["case"], one["facts"], one["received"]]);
  expect(rows(out.reports)).toEqual(rows(quiet.reports));
  const told = out.inbox.filter(({ message }) => /case-opened|report-added/.test(message ?? ""));
  expect(told.map((mail) => [mail.message, mail.case])).toEqual([
    ["case-opened", "26-0001"],
    ["report-added", "26-0001"],
    ["case-opened", "26-0002"],
  ]);
  expect(out.activity.filter(({ what }) => what === "report-restored")).toHaveLength(3);
});

test("a response whose case is gone too is taken in as new, and told of once more", async () => {
  const out = await afterANight([
    { submit: first },
    { advance: "PT20M" },
    { sheet: { deleteRows: { tab: "cases", case: "26-0001" } } },
    ...lost,
  ]);
  expect(out.cases.map((one) => [one["case"], one["reports"]])).toEqual([["26-0002", 1]]);
  expect(out.reports.map((one) => one["case"])).toEqual(["26-0002"]);
  const told = mails(out, "case-opened");
  expect(told.map((mail) => mail.case)).toEqual(["26-0001", "26-0002"]);
});

test.each([
  ["was kept and could not be read back", "after"],
  ["was refused", "before"],
])(
  "so it is where the batch %s: the Outbox holds a message of that response already",
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

test("the Contacts tab lost and made empty: reports go to the account that runs, and say that nobody was named", async () => {
  const out = await playDay([
    { sheet: { deleteTab: "contacts" } },
    { menu: { name: "set-up" } },
    { submit: first },
    { advance: "PT10M" },
  ]);
  const told = mails(out, "case-opened");
  expect(told.map(({ to }) => to)).toEqual([[admin]]);
  expect(out.cases[0]?.["reviewReasons"]).toContain("nobody-to-tell");
});
