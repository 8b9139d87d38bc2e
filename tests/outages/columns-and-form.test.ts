/** Columns, tabs and questions as a district may change them: nothing stops, nothing is lost, and whoever has to look is told. */
import { expect, test } from "vitest";
import { tabs, tabsOf } from "../../src/register/tabs";
import { byHand, columnAt, one, type Request, write } from "../day/damage";
import { Day, playDay } from "../day/day";
import { ash, report, setUp } from "../day/events";
import { mails, mailTo } from "../day/look";
import { admin, lead } from "../day/people";

const first = report();
const second = report(ash);

async function changed(requests: readonly Request[]): Promise<Day> {
  const day = await Day.betweenTicks();
  day.reach({ submit: first });
  byHand(day.workspace, requests);
  return day;
}

const call = { case: "26-0001", act: "call-child-and-family-services" };

const ownColumns = (["cases", "checklist", "reports", "contacts", "outbox"] as const).flatMap(
  (tab) => [
    { insertDimension: { range: one(tab, "COLUMNS", 1), inheritFromBefore: false } },
    write(tab, 1, 1, "Our own"),
    write(tab, 2, 1, "something"),
  ],
);
const reworded = tabsOf("main").flatMap(({ id, columns }) =>
  columns.map((_, at) => write(id, 1, at, `Columna ${at}`)),
);
const moved = (["cases", "checklist", "reports", "outbox"] as const).map((tab) => ({
  moveDimension: { source: one(tab, "COLUMNS", 0), destinationIndex: 5 },
}));
const reordered = tabsOf("main").map(({ sheetId }) => ({
  updateSheetProperties: { properties: { sheetId, index: 0 }, fields: "index" },
}));

test.each<[string, readonly Request[]]>([
  ["titles reworded, columns of the district's own", [...reworded, ...ownColumns]],
  ["columns moved, tabs in another order", [...moved, ...reordered]],
])("%s stop nothing", async (_name, requests) => {
  const day = await changed(requests);
  day.play(
    { edit: { ...call, set: { done: true, agencyReference: "CFS-1" } }, as: "contact" },
    { submit: second },
    { submit: { ...first, facts: "Seen again." } },
    { advance: "PT10M" },
    setUp,
    { advance: "PT10M" },
  );
  const { cases, reports, checklist, inbox } = day.out();
  expect(day.workspace.runs.filter(({ ok }) => !ok)).toEqual([]);
  expect(cases.map((row) => [row["case"], row["student"], row["reports"]])).toEqual([
    ["26-0001", "Rowan Pine", 2],
    ["26-0002", "Ash Grove", 1],
  ]);
  expect(reports).toHaveLength(3);
  const act = checklist.find((row) => row["case"] === "26-0001" && row["act"] === call.act);
  expect([act?.["state"], act?.["agencyReference"]]).toEqual(["done", "CFS-1"]);
  expect(inbox.map(({ message }) => message)).toEqual([
    "case-opened",
    "case-opened",
    "report-added",
  ]);
});

/** At most one of each tab. */
test.each([
  [
    ["cases", "status"],
    ["checklist", "state"],
    ["reports", "facts"],
  ],
  [
    ["cases", "student"],
    ["checklist", "accepted"],
    ["contacts", "problem"],
  ],
  [
    ["cases", "checklistRows"],
    ["outbox", "claimedUntil"],
  ],
  [["cases", "accepted"]],
] as const)(
  "columns deleted stop nothing, and come back with what is written next: %s %s %s",
  async (...columns) => {
    const day = await changed(
      columns.map(([tab, key]) => ({
        deleteDimension: { range: one(tab, "COLUMNS", columnAt(tab, key)) },
      })),
    );
    day.play({ submit: second }, { advance: "PT10M" }, setUp, { advance: "PT10M" });
    const { cases, reports, inbox } = day.out();
    expect(day.workspace.runs.filter(({ ok }) => !ok)).toEqual([]);
    expect(cases.map((row) => row["case"])).toEqual(["26-0001", "26-0002"]);
    expect(reports).toHaveLength(2);
    expect(mails({ inbox }, "case-opened")).toHaveLength(2);
  },
);

test.each(["cases", "checklist", "reports", "outbox"] as const)(
  "the key column of %s deleted: whatever happens, the next report reaches the contact once",
  async (tab) => {
    const range = one(tab, "COLUMNS", columnAt(tab, tabs[tab].keyColumn));
    const day = await changed([{ deleteDimension: { range } }]);
    day.play({ submit: second }, setUp, { advance: "PT15M" });
    const { cases, inbox } = day.out();
    const ash = cases.filter((row) => row["student"] === "Ash Grove");
    expect(ash).toHaveLength(1);
    const told = inbox.filter(
      ({ message, case: reference }) => message === "case-opened" && reference === ash[0]?.["case"],
    );
    expect(told).toHaveLength(1);
    expect(ash[0]?.["case"]).toBe("26-0002");
  },
);

test("a question deleted is told to lead and admin within a day, once", async () => {
  const day = await Day.betweenTicks();
  const { sweptAll = "" } = day.properties();
  day.play({ form: { deleteQuestion: { key: "recipientMayBeInvolved" } } });
  const told = () => day.out().inbox.filter(({ message }) => message === "form-changed");
  expect(told()).toEqual([]);
  // The day's sweep of all responses is due now, and once more.
  for (const _day of [1, 2]) {
    day.properties()["sweptAll"] = String(Number(sweptAll) - 86_400_000);
    day.play({ advance: "PT10M" });
    expect(told().flatMap(({ to }) => to)).toEqual([lead, admin]);
  }
  expect(told()[0]?.text).toContain("Set up");
  day.play(setUp);
  expect(day.workspace.runs.filter(({ ok }) => !ok)).toEqual([]);
});

test("a Form that takes no reports any more: lead and admin are told within the hour, once", async () => {
  const out = await playDay([
    { submit: first },
    { form: { unpublish: true } },
    { advance: "PT65M" },
    { advance: "PT2H" },
  ]);
  for (const person of [lead, admin]) {
    const told = mailTo(out, person).filter(({ message }) => message === "form-changed");
    expect(told).toHaveLength(1);
  }
});
