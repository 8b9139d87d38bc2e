/** Why a person has to look at a case: kept as ids, so that no rewording of ours loses one. */

import { expect, test } from "vitest";
import { putCells } from "../../scripts/play/register-cells";
import { stateKey } from "../../src/register/columns";
import { tabs } from "../../src/register/tabs";
import { Day } from "../day/day";
import { submit } from "../day/events";
import { mails, mailTo, onlyCase } from "../day/look";
import { admin, contact } from "../day/people";

const id = "school-not-listed";
const words = "The school is not in the list: the reporter chose Not listed.";
const unlisted = submit({ school: "Not listed" });
/** The level rises, so the contact gets the whole case again. */
const rises = submit({ concerns: ["suspected-victim"] });

/** Takes away the column of hidden cells, and what stands behind it: as before a version that has it. */
function makeOld(desk: Day): void {
  const { sheet } = desk.tab("cases");
  const last = tabs.cases.columns.findIndex(({ key }) => key === stateKey);
  sheet.rows = sheet.rows.map((row) =>
    row?.values === undefined ? row : { ...row, values: row.values.slice(0, last) },
  );
  sheet.columnProperties = sheet.columnProperties.slice(0, last);
  const { properties } = sheet;
  const gridProperties = { ...properties.gridProperties, columnCount: last };
  sheet.properties = { ...properties, gridProperties };
}

function expectHiddenIds(desk: Day): void {
  const { sheet, positions } = desk.tab("cases");
  const at = positions.get(stateKey) ?? -1;
  expect(sheet.columnProperties[at]?.hiddenByUser).toBe(true);
}

test("the row has words beside hidden ids; words that another version wrote lose none", async () => {
  const desk = await Day.withAlternate();
  const cells = () => desk.rows("cases")[0]?.cells ?? {};
  expect(onlyCase(desk.play(unlisted))["reviewReasons"]).toEqual([id]);
  const [key, state] = [stateKey, expect.stringContaining(`"reviewReasonIds":["${id}"]`)];
  expect(cells()).toMatchObject({ reviewReasons: words, [key]: state });
  expectHiddenIds(desk);
  const { index = 0 } = desk.rows("cases")[0] ?? {};
  putCells(desk.tab("cases"), index, { reviewReasons: "Worded otherwise." });
  const out = desk.play(rises);
  expect(onlyCase(out)["reviewReasons"]).toEqual([id]);
  const [mail] = mails({ inbox: mailTo(out, contact) }, "case-raised");
  expect(mail?.text).toContain("The rest is in Checklist and “To review”.");
  expect(cells()).toMatchObject({ reviewReasons: words });
});

test("Set up adds the hidden column, and the reasons are known by their words", async () => {
  const desk = await Day.withAlternate();
  desk.play(unlisted);
  makeOld(desk);
  desk.read("setUp", admin);
  expectHiddenIds(desk);
  const out = desk.playClean(rises, { advance: "PT30M" });
  expect(onlyCase(out)["reviewReasons"]).toEqual([id]);
});
