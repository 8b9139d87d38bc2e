/**
 * Clock runs that fail several times in a row: the person who runs the system and the lead are told, again daily, and events from
 * triggers are still handled.
 */

import { expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { playDay } from "../day/day";
import { ash, fault, minute, minutes, submit } from "../day/events";
import { mails, type Output, recipients } from "../day/look";
import { admin, lead } from "../day/people";

const people = [admin, lead];
const told = ({ inbox }: Output) => mails({ inbox }, "clock-fails");
const cannotList = (times: number) =>
  fault("Form.getResponses", times, "Exception: Service Forms failed");

test("after three in a row, then daily, until a run has done all of its work", async () => {
  const days = [submit(), { advance: "PT49H" }, submit(ash), { advance: "PT2H" }];
  // The first three runs are five minutes apart, as ever. Each that tells asks once more: who may be told.
  const out = await playDay([minutes(10), cannotList(58), ...days], {}, { every: 60 });
  expect(out.reports).toHaveLength(2);
  expect(recipients(told(out))).toEqual([...people, ...people, ...people].sort());
  const began = Date.parse(out.runs.find(({ ok }) => !ok)?.at ?? "");
  expect((Date.parse(told(out)[0]?.at ?? "") - began) / minute).toBeLessThan(16);
  expect(told(out)[0]?.text).toContain("are still taken in");
});

test("an admin who is not the account that runs the system is told too, since no one may read that mailbox", async () => {
  const ari = "ari@district.example";
  const contacts = demoDirectory.contacts.map((row) =>
    row.role === "district admin" ? { ...row, email: ari } : row,
  );
  const directory = { ...demoDirectory, contacts };
  // A notice that no email took out is not told yet.
  const refused = fault("MailApp.sendEmail", 3);
  const out = await playDay([minutes(10), refused, cannotList(7), minutes(30)], { directory });
  expect(recipients(told(out))).toEqual([...people, ari].sort());
});

test("two that fail pass by themselves", async () => {
  const out = await playDay([minutes(10), cannotList(2), minutes(60)]);
  expect(told(out)).toEqual([]);
});

test("where a clock run may not list the Form at all, too", async () => {
  const out = await playDay([minutes(30)], { switches: { clockRunListsResponses: "no" } });
  expect(told(out).length).toBeGreaterThan(0);
  expect(told(out)[0]?.text).toContain("The script lacks a permission");
});
