/**
 * Days that need more rows than a new register has, through the built script, for each way in which Google may store open-ended ranges
 * and count formatted rows.
 */
import { describe, expect, test } from "vitest";
import { Day } from "../day/day";
import { reportOn } from "../day/events";
import { contact } from "../day/people";

/** Each answer once; room.test.ts has every answer with every other. */
const answers = [
  { openRanges: "grow", formatOnlyRows: "empty" },
  { openRanges: "closed", formatOnlyRows: "filled" },
] as const;
/** So that their acts fill more than the thousand rows of a new Checklist. */
const cases = 210;
const act = "co-create-action-plan";
const lastCase = `26-0${cases + 1}`;

describe.each(answers)("ranges $openRanges, formatted rows $formatOnlyRows", (assume) => {
  test(`after ${cases} cases the next one can be worked on`, async () => {
    const day = await Day.begin({ seed: { cases } }, assume);
    day.isEachTick = true;
    // What stands past the end that the tab was born with is put right within the hour.
    day.play({ advance: "PT1H5M" });
    const rows = day.tab("checklist").sheet.properties.gridProperties.rowCount ?? 0;
    expect(rows).toBeGreaterThan(1_500);
    const out = day.playClean(
      reportOn("Rowan Pine", "730194"),
      { edit: { case: lastCase, set: { acknowledged: true } } },
      { edit: { case: lastCase, act, set: { done: true } } },
    );
    expect(day.rowOf("checklist", lastCase, act)).toBeGreaterThan(1_000);
    expect(out.refused).toEqual([]);
    const done = out.checklist.find((row) => row["case"] === lastCase && row["act"] === act);
    expect(done?.["done"]).toBe(true);
    expect(done?.["doneBy"]).toBe(contact);
    const view = day
      .tab("checklist")
      .sheet.filterViews.find(({ title }) => title === `Case ${lastCase}`);
    expect(view?.range?.endRowIndex ?? rows).toBe(rows);
    day.play({ advance: "PT50M" });
    expect(day.tab("checklist").sheet.properties.gridProperties.rowCount).toBe(rows);
  });
});
