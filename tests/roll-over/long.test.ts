/** A roll-over of a long register takes many writes, and what stays is the same cell by cell. Made-up people only. */
import { expect, test } from "vitest";
import { Day } from "../day/day";
import { reportOn } from "../day/events";
import { isUnderWay, press } from "./stage";

test("two hundred cases, more rows than a new tab has", async () => {
  const settings = { retentionYears: "1" };
  const day = await Day.begin({ seed: { cases: 200 }, directory: { settings } });
  const { workspace } = day;
  const picture = () =>
    (["cases", "checklist", "reports", "contacts", "schools", "settings"] as const).map((tab) =>
      day.rows(tab).map(({ cells }) => ({ ...cells, checklistRows: "" })),
    );
  const before = picture();
  const old = day.fileId("main");
  expect(press(day, "begin").error).toBeNull();
  for (let left = 20; isUnderWay(day) && left > 0; left -= 1) {
    workspace.passUnattended(60_000);
    press(day, "on");
  }
  expect(day.fileId("main")).not.toBe(old);
  expect(picture()).toEqual(before);
  expect(day.tab("checklist").sheet.properties.gridProperties.rowCount).toBeGreaterThan(
    before[1]?.length ?? 0,
  );
  const writes = workspace.runs.filter(
    ({ calls }) => (calls.byName["Sheets.Spreadsheets.batchUpdate"] ?? 0) > 6,
  );
  expect(writes.length).toBeGreaterThan(0);
  // Where each checklist stands is known again: one more report joins its case in as few calls as ever.
  const [run] = day.runsOf(() => void day.play(reportOn("Yew Yarrow", "100020"))).slice(-1);
  expect(run?.calls.total).toBeLessThanOrEqual(12);
  expect(day.play({ advance: "PT1H" }).errors).toEqual([]);
});
