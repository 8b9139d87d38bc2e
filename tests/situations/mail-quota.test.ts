/** Days with more mail than an account may send: nobody in danger waits behind anything, and each first mail goes out once (design 2.18). */
import { describe, expect, test } from "vitest";
import { Day, playDay } from "../day/day";
import { minutes, submit } from "../day/events";
import { mails, mailTo, type Output } from "../day/look";
import { backup, contact, lead } from "../day/people";

const sent = (index: number, more: object = {}) =>
  submit({
    studentName: `Student ${index}`,
    studentId: `N-${4_000 + index}`,
    immediateDanger: "no",
    ...more,
  });
const danger = (index: number) =>
  sent(index, { concerns: ["suspected-victim"], immediateDanger: "yes" });
const firstKinds = ["case-opened", "cases-gathered"];

/** How often somebody was told of each case for the first time. */
function firstMails(out: Output, address: string): ReadonlyMap<string, number> {
  const told = new Map<string, number>();
  for (const { message, cases } of mailTo(out, address)) {
    if (!firstKinds.includes(message ?? "")) continue;
    for (const one of cases) told.set(one, (told.get(one) ?? 0) + 1);
  }
  return told;
}

function expectEachOnce(out: Output): void {
  const told = firstMails(out, contact);
  expect([...told.keys()].sort()).toEqual(out.cases.map((one) => one["case"]).sort());
  expect([...told.values()].every((times) => times === 1)).toBe(true);
}

/** One mail for all after the tenth, and no row of the Outbox from which the reporter or their other reports can be told. */
function expectOneReporterUnseen({ inbox, cells }: Output, address: string, reports: number): void {
  const own = inbox.filter(
    ({ message, to }) => message === "reporter-duty" && to.includes(address),
  );
  expect(own).toHaveLength(11);
  const [, titles = [], ...rows] = cells?.["Outbox"] ?? [];
  expect(titles.length).toBeGreaterThan(0);
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
  expect(JSON.stringify(cells)).not.toContain(address);
}

test("120 reports in an hour, then a danger: it is told at once and alone, the others together, and none is lost", async () => {
  const teacher = "teacher1@district.example";
  const flood = Array.from({ length: 120 }, (_, at) => [
    sent(at, at < 14 ? { reporterKnownTo: "lead", reporterEmail: teacher } : {}),
    { advance: "PT29S" },
  ]).flat();
  const out = await playDay([...flood, danger(199), minutes(20)]);
  expectEachOnce(out);
  expectOneReporterUnseen(out, teacher, 14);
  const [first, ...others] = [contact, backup, lead].map(
    (address) => mailTo(out, address).filter(({ case: one }) => one === "26-0121")[0],
  );
  const received = Date.parse(String(out.reports.slice(-1)[0]?.["received"]));
  for (const told of [first, ...others]) {
    expect(Date.parse(told?.at ?? "") - received).toBeLessThan(60_000);
  }
  const own = mailTo(out, contact);
  const together = own.filter(({ message }) => message === "cases-gathered");
  expect(together.length).toBeLessThanOrEqual(6);
  for (const { text, cases } of together) {
    expect(cases).not.toContain("26-0121");
    for (const one of cases) expect(text).toContain(`Open case ${one}:`);
  }
});

describe("an account that may send to a hundred people a day", () => {
  // Until nobody has seen more for a day.
  const hundred = { account: { mailQuota: 100 } };

  test("danger goes out to the last mail; the lead is told once what waits", async () => {
    const day = await Day.begin();
    day.play(hundred);
    day.sleep("PT23H");
    const early = Array.from({ length: 6 }, (_, at) => [
      sent(at, { reporterEmail: `teacher${at}@district.example` }),
      minutes(10),
    ]).flat();
    const late = [sent(50), danger(60), minutes(30), sent(51), danger(61), minutes(30)];
    const out = day.play(
      { advance: "PT2H" },
      ...early,
      // Somebody sends from the account by hand.
      { account: { mailQuota: 22 } },
      ...late,
    );
    for (const one of ["26-0001", "26-0006"]) {
      expect(mailTo(out, contact).filter(({ cases }) => cases.includes(one))).not.toEqual([]);
    }
    const dangers = ["26-0008", "26-0010"];
    for (const one of dangers) {
      const first = mailTo(out, contact).find(({ cases }) => cases.includes(one));
      expect(first?.message).toBe("case-opened");
    }
    const notices = mails(out, "mail-waits");
    expect(notices.map(({ to }) => to)).toEqual([[lead]]);
    expect(notices[0]?.text).toMatch(/kept for immediate danger/);
    // What is not danger waits for tomorrow, and is not lost.
    const waiting = mailTo(out, contact).filter(({ cases }) => cases.includes("26-0009"));
    expect(waiting).toEqual([]);
    expectEachOnce(day.play({ account: { mailQuota: 1_000 } }, minutes(10)));
  });
});

test("a case that rises to danger while it waits with others is told as danger", async () => {
  const flood = Array.from({ length: 12 }, (_, at) => [sent(at), { advance: "PT5S" }]).flat();
  const out = await playDay([...flood, danger(11), minutes(10)]);
  const about = mailTo(out, contact).filter(({ cases }) => cases.includes("26-0012"));
  expect(about[0]?.message).toBe("case-raised");
  expect(about.filter(({ message }) => message === "cases-gathered")).toEqual([]);
});

test("two days without mail: then danger comes first, and the same words once", async () => {
  const reports = Array.from({ length: 12 }, (_, at) => [
    at % 4 === 1 ? danger(at) : sent(at),
    { advance: "PT4H" },
  ]).flat();
  const out = await playDay([
    { account: { mailQuota: 0 } },
    ...reports,
    { account: { mailQuota: 1_500 } },
    minutes(30),
  ]);
  expectEachOnce(out);
  const own = mailTo(out, contact);
  const dangers = ["26-0002", "26-0006", "26-0010"];
  expect(own.slice(0, 3).map(({ case: one }) => one)).toEqual(dangers);
  expect(out.inbox.slice(0, 3).map(({ case: one }) => one)).toEqual(dangers);
  const words = new Map<string, number>();
  for (const { to, subject, text, message } of out.inbox) {
    // Danger goes on being asked about, at its pace.
    if (message === "dangers-unanswered") continue;
    const name = `${to.join()} ${subject} ${text}`;
    words.set(name, (words.get(name) ?? 0) + 1);
  }
  expect(Math.max(...words.values())).toBe(1);
});
