/** Set up repairs what the check says it repairs, and the check itself changes nothing. Through the built script. */
import { beforeAll, expect, test } from "vitest";
import { DialogPerson } from "../../scripts/play/acts/dialog-acts";
import { addresses } from "../../scripts/play/directory";
import { registerIds } from "../../scripts/play/register-cells";
import { driveSlice } from "../../scripts/workspace/service";
import { setMailAllowance } from "../../scripts/workspace/services/mail/index";
import { installedTriggers, installTrigger } from "../../scripts/workspace/services/script/store";
import type { Page } from "../../src/dialog/page-data";
import type { Line } from "../../src/install/check-line";
import { Day } from "../day/day";
import type { Output } from "../day/look";
import { alternateRow, demoAnd } from "../day/people";

const { admin, contact } = addresses;
const settings = { retentionYears: 7, studentDomains: "students.district.example" };
const directory = { ...demoAnd(alternateRow), settings };
const usual = { school: "North High", factors: ["substance-abuse-history"] };

let day: Day;

/** A system in which much is broken that Set up repairs. */
beforeAll(async () => {
  day = await Day.begin({ directory });
  const { workspace } = day;
  day.play({ advance: "PT10M" });
  setMailAllowance(workspace.store, admin, 0);
  day.play(
    { submit: usual },
    { account: { removeTrigger: { function: "onClock" } } },
    { loseTrigger: { submit: { ...usual, facts: "Seen." } } },
    { share: { add: "stranger" } },
    { share: { remove: "contact" } },
    { advance: "PT30M" },
  );
  setMailAllowance(workspace.store, admin, 1_500);
  day.type("cases", day.rowOf("cases", "26-0001"), "acknowledged", true, addresses.backup);
  const file = driveSlice(workspace.store).files[registerIds(workspace.store).get("main") ?? ""];
  if (file !== undefined) file.writersCanShare = true;
  for (const kind of ["form-submit", "edit"]) {
    const one = installedTriggers(workspace.store).find((trigger) => trigger.kind === kind);
    if (one !== undefined) installTrigger(workspace.store, { ...one, id: `again ${kind}` });
  }
}, 60_000);

const linesOn = ({ blocks }: Page): readonly Line[] =>
  blocks.flatMap((block) => (block.kind === "lines" ? block.lines : []));
const withSetUp = (page: Page | null) =>
  page === null ? [] : linesOn(page).filter(({ fix }) => fix?.act === "set-up");

/** The page after Check was chosen. */
function check(): Page | null {
  day.workspace.clickMenu("runCheck", admin);
  return new DialogPerson(day.workspace, admin).open();
}

/** Presses the button of a line of the check. */
function press(act: string): Page {
  const request = JSON.stringify({ view: "check", act, values: {} });
  const { ok, value, error } = day.workspace.callFromDialog("onDialog", admin, [request]);
  if (!ok) throw new Error(error ?? "no page");
  return JSON.parse(String(value)) as Page; // The bundle's own reply.
}

const editors = (out: Output) =>
  out.access.filter(({ file, role }) => file === "main" && role === "editor").map(({ who }) => who);

test("Set up repairs all that the check offers it for, some of it by the clock that it starts", () => {
  expect(withSetUp(check()).length).toBeGreaterThan(6);
  // The check itself changes nothing.
  const { byName } = day.workspace.runs[day.workspace.runs.length - 1]?.calls ?? { byName: {} };
  expect(Object.keys(byName).join("\n")).not.toMatch(
    /batchUpdate|sendEmail|setProp|create|deleteT|addEditor|removeE|update$/m,
  );
  expect(press("set-up").view).toBe("set-up");
  // On a report, and on an edit of each register.
  expect(day.triggers().filter(({ kind }) => kind !== "clock")).toHaveLength(5);
  const out = day.play({ advance: "PT12M" });
  expect(editors(out)).toContain(contact);
  expect(editors(out)).not.toContain(addresses.stranger);
  const { store } = day.workspace;
  const file = driveSlice(store).files[registerIds(store).get("main") ?? ""];
  expect(file?.writersCanShare).toBe(false);
  expect(out.inbox.filter(({ case: of }) => of === "26-0001").length).toBeGreaterThan(0);
  expect(out.reports).toHaveLength(2);
  expect(out.cases).toHaveLength(2);
  expect(out.cases[0]?.["acknowledged"]).not.toBeNull();
  expect(withSetUp(check())).toEqual([]);
});
