/** Days with more mail than an account may send: nobody in danger waits behind anything, and each first mail goes out once (design 2.18). */

import { describe, expect, test } from "vitest";
import { Day, playDay } from "../day/day";
import { minute, minutes, submit } from "../day/events";
import { mails, mailTo, type Output } from "../day/look";
import { backup, contact, lead } from "../day/people";

const sent = (index: number, more: object = {}) =>
  submit({
    ...{ studentName: `Student ${index}`, studentId: `N-${4_000 + index}`, immediateDanger: "no" },
    ...more,
  });
const danger = (index: number) =>
  sent(index, { concerns: ["suspected-victim"], immediateDanger: "yes" });
const many = (count: number, one: (at: number) => object, advance: string) =>
  Array.from({ length: count }, (_, at) => [one(at), { advance }]).flat();
/** Mail to the contact about a case, the first one first. */
const about = (out: Output, reference: string) =>
  mailTo(out, contact).filter(({ cases }) => cases.includes(reference));
const gathered = (out: Output, reference: string) =>
  about(out, reference).filter(({ message }) => message === "cases-gathered");

/** Somebody was told of each case for the first time once. */
function expectEachOnce(out: Output): void {
  const firsts = ["case-opened", "cases-gathered", "dangers-gathered"];
  const named = mailTo(out, contact).flatMap(({ message, cases }) =>
    firsts.includes(message ?? "") ? cases : [],
  );
  expect([...named].sort()).toEqual(out.cases.map((one) => one["case"]).sort());
}

/** Ten by themselves, the others in a few mails, and none of the others about the danger. */
function expectFewReminders(out: Output, risen: string): void {
  const reminded = mailTo(out, contact).filter(
    ({ message, case: one }) => message === "call-overdue" && one !== risen,
  );
  expect(reminded).toHaveLength(10);
  const together = mailTo(out, contact).filter(({ message }) => message === "reminders-gathered");
  const named = [...reminded, ...together].flatMap(({ cases }) => cases);
  expect([new Set(named).size, named.length, named.includes(risen)]).toEqual([30, 30, false]);
  expect(together.length).toBeLessThanOrEqual(3);
  for (const { text, cases } of together) {
    for (const one of cases) expect(text).toContain(`Open case ${one}:`);
    expect(text).toContain("Level: ");
    expect(text).toContain("Waits for: a call that is not on record");
    expect(text).toContain("(415) 473-7153");
  }
}

/** One mail for all after the tenth, and no row of the Outbox from which the reporter or their other reports can be told. */
function expectOneReporterUnseen(out: Output, address: string, reports: number): void {
  expect(mailTo(out, address).filter(({ message }) => message === "reporter-duty")).toHaveLength(
    11,
  );
  const [, , ...rows] = out.cells?.["Outbox"] ?? [];
  const duties = rows.filter((row) => row.some((cell) => cell?.value === "reporter-duty"));
  expect(duties).toHaveLength(reports);
  // Ids, addresses, references and times apart, all rows are the same.
  const marks = duties.map((row) =>
    row
      .map((cell) => cell?.value ?? null)
      .filter((value) => typeof value !== "number" || value < 1_000)
      .filter((value) => typeof value !== "string" || /^[A-Za-z-]+$/.test(value)),
  );
  for (const one of marks) expect(one).toEqual(marks[0]);
  expect(marks[0]).toContain("Sent");
  expect(JSON.stringify(out.cells)).not.toContain(address);
}

describe("a flood of false reports, and a real danger after it", () => {
  test("the danger is told at once and alone; the others go together, and so do reminders", async () => {
    const known = { reporterKnownTo: "lead", reporterEmail: "teacher1@district.example" };
    const flood = many(30, (at) => sent(at, at < 14 ? known : {}), "PT20S");
    const out = await playDay([...flood, danger(99), minutes(100)]);
    const real = "26-0031";
    expectEachOnce(out);
    expectFewReminders(out, real);
    expectOneReporterUnseen(out, known.reporterEmail, 14);
    const own = mailTo(out, contact).filter(({ case: one }) => one !== real);
    expect(own.filter(({ message }) => message === "case-opened")).toHaveLength(10);
    expect(own.filter(({ message }) => message === "cases-gathered").length).toBeLessThanOrEqual(4);
    const received = Date.parse(String(out.reports.at(-1)?.["received"]));
    for (const address of [contact, backup, lead]) {
      const [told] = mailTo(out, address).filter(({ case: one }) => one === real);
      expect(Date.parse(told?.at ?? "") - received).toBeLessThan(minute);
    }
    expect(gathered(out, real)).toEqual([]);
  });

  test("eleven dangers within minutes: the last ones together, within five minutes", async () => {
    const out = await playDay([...many(13, danger, "PT10S"), minutes(10)]);
    expectEachOnce(out);
    const [together] = mailTo(out, contact).filter(({ message }) => message === "dangers-gathered");
    expect(together?.cases).toEqual(["26-0011", "26-0012", "26-0013"]);
    expect(together?.text).toMatch(/call 911|911/);
  });

  test("a case that rises to danger while it waits with others is told as danger", async () => {
    const out = await playDay([...many(12, (at) => sent(at), "PT5S"), danger(11), minutes(10)]);
    expect(about(out, "26-0012")[0]?.message).toBe("case-raised");
    expect(gathered(out, "26-0012")).toEqual([]);
  });
});

test("an account that may send to a hundred people a day: danger goes out to the last mail; the lead is told once what waits", async () => {
  const day = await Day.begin();
  // Until nobody has seen more for a day.
  day.play({ account: { mailQuota: 100 } });
  day.sleep("PT23H");
  const own = (at: number) => sent(at, { reporterEmail: `teacher${at}@district.example` });
  const out = day.play(
    { advance: "PT2H" },
    ...many(6, own, "PT10M"),
    // Somebody sends from the account by hand.
    { account: { mailQuota: 22 } },
    ...[sent(50), danger(60), minutes(30), sent(51), danger(61), minutes(30)],
  );
  for (const one of ["26-0001", "26-0006"]) expect(about(out, one)).not.toEqual([]);
  for (const one of ["26-0008", "26-0010"]) expect(about(out, one)[0]?.message).toBe("case-opened");
  const notices = mails(out, "mail-waits");
  expect(notices.map(({ to }) => to)).toEqual([[lead]]);
  expect(notices[0]?.text).toMatch(/kept for immediate danger/);
  // What is not danger waits for tomorrow, and is not lost.
  expect(about(out, "26-0009")).toEqual([]);
  expectEachOnce(day.play({ account: { mailQuota: 1_000 } }, minutes(10)));
});

test("two days without mail: then danger comes first, and the same words once", async () => {
  const out = await playDay([
    { account: { mailQuota: 0 } },
    ...many(12, (at) => (at % 4 === 1 ? danger(at) : sent(at)), "PT20M"),
    { advance: "PT10H" },
    { account: { mailQuota: 1_500 } },
    minutes(30),
  ]);
  expectEachOnce(out);
  const dangers = ["26-0002", "26-0006", "26-0010"];
  for (const list of [mailTo(out, contact), out.inbox])
    expect(list.slice(0, 3).map(({ case: one }) => one)).toEqual(dangers);
  const words = out.inbox.flatMap(({ to, subject, text, message }) =>
    // Danger goes on being asked about, at its pace.
    message === "dangers-unanswered" ? [] : [`${to.join()} ${subject} ${text}`],
  );
  expect(new Set(words).size).toBe(words.length);
});
