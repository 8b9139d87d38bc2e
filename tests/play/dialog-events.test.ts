/** What a scenario does in the dialogs of the Form's menu: fields filled in, buttons pressed, values that a page refuses. */
import { expect, test } from "vitest";
import { formView } from "../../scripts/desk/views/views";
import { DialogPerson } from "../../scripts/play/acts/dialog-acts";
import { builtBundle } from "../../scripts/play/bundle";
import { addresses } from "../../scripts/play/directory";
import { registerIds } from "../../scripts/play/register-cells";
import { openForm } from "../../scripts/play/stage";
import { storedForm } from "../../scripts/workspace/forms";
import { driveSlice } from "../../scripts/workspace/service";
import { playCleanDay, start } from "../day/day";

const settings = (answers?: unknown) => ({ menu: { name: "settings", answers } });

test("a click alone presses nothing; answers by key are put over what the page holds, and its main button pressed", async () => {
  const out = await playCleanDay([settings(), settings({ retentionYears: 7, digestAt: "06:45" })]);
  const [one, ...others] = out.runs.filter(({ event }) => event >= 0);
  expect([one?.function, others[0]?.function]).toEqual(["settings", "settings"]);
  expect(out.refused).toEqual([]);
  expect(out.settings).toMatchObject({ retentionYears: 7, digestAt: "06:45", smallCell: 11 });
  expect(others.every(({ as, ok }) => as === addresses.admin && ok)).toBe(true);
});

test("what a page does not take, has no field or no button for is refused to the person, and is no error", async () => {
  const out = await playCleanDay([
    settings({ retentionYears: "many" }),
    settings({ moonPhase: "full" }),
    settings(["fly"]),
    settings(["NO", "fly"]),
    settings(["YES", "moon"]),
  ]);
  expect(out.refused.map(({ error }) => error)).toEqual([
    expect.stringContaining("does not take this: retention"),
    expect.stringContaining("has no field moonPhase"),
    expect.stringContaining('has no button "fly", only '),
    expect.stringContaining('has no button "moon"'),
  ]);
  expect(out.settings).toMatchObject({ retentionYears: null });
});

test("a desk that is not set up is set up through its dialog, page by page", async () => {
  const workspace = openForm({ dist: await builtBundle(), at: Date.parse(start) });
  workspace.clickMenu("setUp", addresses.admin);
  const admin = new DialogPerson(workspace, addresses.admin);
  const page = admin.open();
  if (page === null) throw new Error("no dialog is open");
  expect(registerIds(workspace.store).size).toBe(0);
  const last = admin.answer(page, {
    account: "role",
    "lead.name": "Lee Lead",
    "lead.email": addresses.lead,
    "admin.email": "ari@district.example",
    "law-enforcement town police department.phone": "(415) 555-0111",
    "probation.phone": "(415) 555-0112",
    "victim-advocate.phone": "(415) 555-0113",
    schools: ["North High, 9-12, Town Police Department, no"],
    contacts: [`designated contact, , Casey Contact, (415) 555-0101, ${addresses.contact}`],
    audience: "staff",
    retentionYears: 5,
    "lead.confirmed": true,
  });
  expect(last.view).toBe("check");
  expect(workspace.errors).toEqual([]);
  // The lead lets the others in, row by row.
  const main = registerIds(workspace.store).get("main") ?? "";
  expect(driveSlice(workspace.store).files[main]?.editors).toEqual([addresses.lead]);
  expect(formView(storedForm(workspace.store, workspace.containerId)).open).toBe(true);
});
