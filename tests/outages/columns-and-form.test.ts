/** Columns, tabs and questions that a district changes: nothing stops, nothing is lost, and the people who must look at it are told. */

import { expect, test } from "vitest";
import { stateKey, type TabId } from "../../src/register/columns";
import { tabs } from "../../src/tabs";
import { byHand, columnAt, one, type Request } from "../day/damage";
import { Day } from "../day/day";
import { ash, minutes, setUp, submit } from "../day/events";
import { mails } from "../day/look";
import { admin, lead } from "../day/people";

async function changed(requests: readonly Request[]): Promise<Day> {
  const day = await Day.betweenTicks();
  day.reach(submit());
  byHand(day.workspace, requests);
  return day;
}

/** At most one of each tab. */
test.each<(readonly [TabId, string])[]>([
  [
    ["cases", "status"],
    ["checklist", "state"],
    ["reports", "facts"],
  ],
  [
    ["cases", "student"],
    ["checklist", stateKey],
    ["contacts", "problem"],
  ],
  [
    ["cases", "checklistRows"],
    ["outbox", "claimedUntil"],
  ],
  [["cases", stateKey]],
])(
  "columns deleted stop nothing, and come back with what is written next: %s %s %s",
  async (...columns) => {
    const day = await changed(
      columns.map(([tab, key]) => ({
        deleteDimension: { range: one(tab, "COLUMNS", columnAt(tab, key)) },
      })),
    );
    day.play(submit(ash), minutes(10), setUp, minutes(10));
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
    day.play(submit(ash), setUp, minutes(15));
    const own = day.out().cases.filter((row) => row["student"] === "Ash Grove");
    expect(own.map((row) => row["case"])).toEqual(["26-0002"]);
    const told = day.mails("case-opened").filter((mail) => mail.case === "26-0002");
    expect(told).toHaveLength(1);
  },
);

test("a question deleted is told to lead and admin within a day, once", async () => {
  const day = await Day.betweenTicks();
  const { all } = day.memory().get("sweep");
  day.play({ form: { deleteQuestion: { key: "recipientMayBeInvolved" } } });
  const told = () => day.mails("question-missing");
  expect(told()).toEqual([]);
  // The day's sweep of all responses is due now, and once more.
  for (const _day of [1, 2]) {
    day.memory().set("sweep", { all: all - 86_400_000 });
    day.play(minutes(10));
    expect(told().flatMap(({ to }) => to)).toEqual([lead, admin]);
  }
  expect(told()[0]?.text).toContain("Set up");
  day.play(setUp);
  expect(day.workspace.runs.filter(({ ok }) => !ok)).toEqual([]);
});
