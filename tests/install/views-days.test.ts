/** Filter views as the clock keeps them, through the built bundle: made, left alone, remade where a person deleted one. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Day } from "../day/day";

test("views of the open cases, overdue and waiting; one that was deleted is back within the hour", async () => {
  const file = new URL("../situations/views-kept.json", import.meta.url);
  const { start, events } = JSON.parse(readFileSync(file, "utf8")); // A scenario, checked when it is played.
  const day = await Day.begin({ start });
  day.isEachTick = true;
  const titles = () =>
    day.register().sheets.flatMap(({ filterViews }) => filterViews.map(({ title }) => title));
  day.play(...events);
  const all = [
    "Case 26-0001",
    "Case 26-0002",
    "Closed",
    "Open steps",
    "Open, worst first",
    "Row of case 26-0001",
    "Row of case 26-0002",
    "Waiting on an agency",
  ];
  expect([...titles()].sort()).toEqual(all);

  for (const { filterViews } of day.register().sheets) {
    const place = filterViews.findIndex(({ title }) => title === "Case 26-0001");
    if (place >= 0) filterViews.splice(place, 1);
  }
  expect(titles()).not.toContain("Case 26-0001");
  day.playClean({ advance: "PT1H" });
  expect([...titles()].sort()).toEqual(all);
});
