/** The account that owns the files is suspended, and a spare runs: it can let nobody in, and everybody was let in at set-up. */
import { expect, test } from "vitest";
import { Day } from "../day/day";
import { editContacts, reportOnAnother } from "../day/events";
import type { Output } from "../day/look";
import { admin, alternate, alternateRow, contact, demoAnd, lead, spare } from "../day/people";

const danger = { immediateDanger: "yes", recipientMayBeInvolved: "contact" };
const nell = "nell@district.example";
const told = (out: Output, message: string) =>
  out.inbox.filter((one) => one.message === message).flatMap(({ to }) => to);

test("the first sealed report ever, in danger, a minute after: its readers, who were let in at set-up, are told within fifteen minutes", async () => {
  const desk = await Day.begin({ directory: demoAnd({ ...alternateRow, mayOpen: true }) });
  desk.join(spare);
  desk.play({ account: { suspend: admin } }, { advance: "PT1M" });
  const out = desk.play({ submit: reportOnAnother(danger) }, { advance: "PT14M" });
  expect(out.cases.map(({ register }) => register)).toEqual(["sealed"]);
  expect(told(out, "case-opened")).toEqual([lead, alternate]);
  const files = out.access.filter(({ file }) => file === "sealed").map(({ who }) => who);
  expect(files).toEqual(expect.arrayContaining([lead, alternate]));
  expect(out.inbox.filter(({ text }) => /waiting that no one has read/.test(text))).toEqual([]);
}, 120_000);

test("no link goes out that does not open: of readers who came since, none can be let in, and people are told without content", async () => {
  const desk = await Day.begin();
  desk.join(spare);
  desk.play({ account: { suspend: admin } });
  desk.play(editContacts(lead, { email: nell }, lead));
  const out = desk.play({ submit: reportOnAnother(danger) }, { advance: "PT40M" });
  expect(out.cases).toEqual([]);
  expect(told(out, "case-opened")).toEqual([]);
  const waits = out.inbox.filter(({ to, text }) => to.includes(nell) && /wait/i.test(text));
  expect(waits.length).toBeGreaterThan(0);
  expect(out.inbox.filter(({ to }) => to.includes(contact))).toEqual([]);
  expect(waits.map(({ text }) => text).join()).not.toMatch(/Student [a-z]\d/);
}, 120_000);
