/** Filter views as the clock keeps them, through the built bundle: made, left alone, remade where a person deleted one. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { builtBundle } from "../../scripts/play/bundle";
import { Player } from "../../scripts/play/play-events";
import { mainRegister } from "../../scripts/play/register-cells";
import { parseScenario } from "../../scripts/play/scenario";
import { openStage } from "../../scripts/play/stage";
import { sheetsSlice } from "../../scripts/workspace/sheets/store";

const hour = 3_600_000;

test("views of the open cases, their contact, overdue and waiting; one that was deleted is back within the hour", async () => {
  const file = new URL("../situations/views-kept.json", import.meta.url);
  const parsed = parseScenario(readFileSync(file, "utf8"));
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  const { start, events } = parsed.scenario;
  const workspace = openStage({ dist: await builtBundle(), start });
  const player = new Player(workspace);
  const sheets = () =>
    sheetsSlice(workspace.store).spreadsheets[mainRegister(workspace.store)]?.sheets ?? [];
  const titles = () => sheets().flatMap(({ filterViews }) => filterViews.map(({ title }) => title));
  for (const event of events) player.play(event);
  const all = [
    "Case 26-0001",
    "Case 26-0002",
    "Open cases: contact@district.example",
    "Open, worst first",
    "Overdue",
    "Row of case 26-0001",
    "Row of case 26-0002",
    "Waiting on an agency",
  ];
  expect([...titles()].sort()).toEqual(all);

  for (const { filterViews } of sheets()) {
    const place = filterViews.findIndex(({ title }) => title === "Case 26-0001");
    if (place >= 0) filterViews.splice(place, 1);
  }
  expect(titles()).not.toContain("Case 26-0001");
  workspace.advance(hour);
  expect([...titles()].sort()).toEqual(all);
  expect(workspace.errors).toEqual([]);
});
