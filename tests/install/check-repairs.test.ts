/** Set up repairs what the check says it repairs, and the check itself changes nothing. Through the built script. */
import { expect, test } from "vitest";
import { registerIds } from "../../scripts/play/register-cells";
import { driveSlice } from "../../scripts/workspace/service";
import { setMailAllowance } from "../../scripts/workspace/services/mail/index";
import { installedTriggers, installTrigger } from "../../scripts/workspace/services/script/store";
import { Day } from "../day/day";
import { admin, backup, contact, stranger } from "../day/people";
import { linesOn, whole } from "./check-situations";

test("Set up repairs all that the check offers it for, some of it by the clock that it starts", async () => {
  const day = await Day.begin(whole);
  const { store } = day.workspace;
  const usual = { school: "North High", factors: ["substance-abuse-history"] };
  day.play({ advance: "PT10M" });
  setMailAllowance(store, admin, 0);
  day.play(
    { submit: usual },
    { account: { removeTrigger: { function: "onClock" } } },
    { loseTrigger: { submit: { ...usual, facts: "Seen." } } },
    { share: { add: "stranger" } },
    { share: { remove: "contact" } },
    { advance: "PT30M" },
  );
  setMailAllowance(store, admin, 1_500);
  day.type("cases", day.rowOf("cases", "26-0001"), "acknowledged", true, backup);
  const file = driveSlice(store).files[registerIds(store).get("main") ?? ""];
  if (file !== undefined) file.writersCanShare = true;
  for (const kind of ["form-submit", "edit"]) {
    const one = installedTriggers(store).find((trigger) => trigger.kind === kind);
    if (one !== undefined) installTrigger(store, { ...one, id: `again ${kind}` });
  }
  const check = () => {
    const { person, page } = day.open("runCheck");
    return { person, page, repairs: linesOn(page).flatMap(({ fix }) => fix ?? []) };
  };
  const { person, page, repairs } = check();
  expect(repairs.length).toBeGreaterThan(6);
  expect(new Set(repairs.map(({ act }) => act))).toEqual(new Set(["set-up"]));
  // The check itself changes nothing.
  const calls = Object.keys(day.workspace.runs.at(-1)?.calls.byName ?? {});
  expect(calls.join("\n")).not.toMatch(
    /batchUpdate|sendEmail|setProp|create|deleteT|addEditor|removeE|update$/m,
  );
  expect(person.press({ ...page, buttons: repairs }, "set-up").view).toBe("set-up");
  // On a report, and on an edit of each register.
  expect(day.triggers().filter(({ kind }) => kind !== "clock")).toHaveLength(5);
  const out = day.play({ advance: "PT12M" });
  const openers = out.access.flatMap((one) => (one.file === "main" ? one.who : []));
  expect(openers).toContain(contact);
  expect(openers).not.toContain(stranger);
  expect(file?.writersCanShare).toBe(false);
  expect(out.inbox.filter(({ case: of }) => of === "26-0001").length).toBeGreaterThan(0);
  expect([out.reports.length, out.cases.length]).toEqual([2, 2]);
  expect(out.cases[0]?.["acknowledged"]).not.toBeNull();
  expect(check().repairs).toEqual([]);
});
