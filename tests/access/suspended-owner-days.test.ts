/** The account that owns the files is suspended, a spare runs, and the first sealed report comes: whoever cannot open a file is no reader of it. */
import { expect, test } from "vitest";
import { Day } from "../day/day";
import { reportOnAnother } from "../day/events";
import type { Output } from "../day/look";
import { admin, alternate, contact, lead, spare } from "../day/people";

const danger = { immediateDanger: "yes", recipientMayBeInvolved: "contact" };
const told = (out: Output, message: string) =>
  out.inbox.filter((one) => one.message === message).flatMap(({ to }) => to);

test("no link goes out that does not open: people are told without content, and the owner's return takes it in", async () => {
  const desk = await Day.withAlternate();
  desk.play({ edit: { tab: "contacts", key: alternate, set: { mayOpen: true } }, as: lead });
  desk.join(spare);
  desk.play({ account: { suspend: admin } }, { advance: "PT20M" });
  desk.play({ submit: reportOnAnother(danger) }, { advance: "PT40M" });
  const out = desk.out();
  expect(out.cases).toEqual([]);
  expect(told(out, "case-opened")).toEqual([]);
  expect(out.inbox.filter(({ subject }) => /sealed|report/i.test(subject)).length).toBeGreaterThan(
    0,
  );
  const waits = out.inbox.filter(({ to, text }) => to.includes(lead) && /wait/i.test(text));
  expect(waits.length).toBeGreaterThan(0);
  expect(out.inbox.filter(({ to }) => to.includes(contact))).toEqual([]);
  expect(waits.map(({ text }) => text).join()).not.toMatch(/Student [a-z]\d/);
}, 120_000);

test("a reader who can open their file gets it, whoever runs", async () => {
  const desk = await Day.withAlternate();
  desk.play({ edit: { tab: "contacts", key: alternate, set: { mayOpen: true } }, as: lead });
  desk.join(spare);
  desk.play({ submit: reportOnAnother(danger) }, { advance: "PT5M" });
  desk.play({ account: { suspend: admin } }, { advance: "PT20M" });
  desk.play({ submit: reportOnAnother(danger) }, { advance: "PT10M" });
  const out = desk.out();
  expect(out.cases.filter(({ register }) => register === "sealed")).toHaveLength(2);
  expect(told(out, "case-opened")).toEqual([lead, lead]);
  const opens = out.access.filter(({ file }) => file === "sealed").map(({ who }) => who);
  expect(opens).toContain(lead);
}, 120_000);
