/** Set up repairs what the check says it repairs, and the check itself changes nothing. Through the built script. */
import { expect, test } from "vitest";
import { Day } from "../day/day";
import { openers } from "../day/look";
import { backup, contact, stranger } from "../day/people";
import { fileOf, linesOn, triggersAgain, whole } from "./check-situations";

test("Set up repairs all that the check offers it for, some of it by the clock that it starts", async () => {
  const day = await Day.begin(whole);
  const usual = { school: "North High", factors: ["substance-abuse-history"] };
  day.play({ advance: "PT10M" });
  day.allowMail(0);
  day.play(
    { submit: usual },
    { account: { removeTrigger: { function: "onClock" } } },
    { loseTrigger: { submit: { ...usual, facts: "Seen." } } },
    { share: { add: "stranger" } },
    { share: { remove: "contact" } },
    { advance: "PT30M" },
  );
  day.allowMail(1_500);
  day.type("cases", day.rowOf("cases", "26-0001"), "acknowledged", true, backup);
  fileOf(day, "main").writersCanShare = true;
  triggersAgain(day);
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
  expect(openers(out, "main")).toContain(contact);
  expect(openers(out, "main")).not.toContain(stranger);
  expect(fileOf(day, "main").writersCanShare).toBe(false);
  expect(out.inbox.filter(({ case: of }) => of === "26-0001").length).toBeGreaterThan(0);
  expect([out.reports.length, out.cases.length]).toEqual([2, 2]);
  expect(out.cases[0]?.["acknowledged"]).not.toBeNull();
  expect(check().repairs).toEqual([]);
});
