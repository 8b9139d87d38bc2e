/**
 * Days with more emails than an account may send: nothing delays the emails about a danger, and each first email is sent once (design
 * 2.18).
 */

import { describe, expect, test } from "vitest";
import { Day, playDay } from "../day/day";
import { minute, minutes, submit } from "../day/events";
import { mails, mailTo, type Output } from "../day/look";
import { backup, contact, lead } from "../day/people";

const sent = (index: number, more: object = {}) => {
  const student = { studentName: `Student ${index}`, studentId: `N-${4_000 + index}` };
  return submit({ ...student, immediateDanger: "no", ...more });
};
const danger = (index: number) =>
  sent(index, { concerns: ["suspected-victim"], immediateDanger: "yes" });
const many = (count: number, one: (at: number) => object, advance: string) =>
  Array.from({ length: count }, (_, at) => [one(at), { advance }]).flat();
const allows = (mailQuota: number) => ({ account: { mailQuota } });
/** Mail to the contact about a case, the first one first. */
const about = (out: Output, reference: string) =>
  mailTo(out, contact).filter(({ cases }) => cases.includes(reference));
const gathered = (out: Output) =>
  mailTo(out, contact).filter(
    ({ message, subject }) => message === "cases-gathered" && !subject.endsWith("reminder"),
  );

/** The contact was told of each case for the first time once. */
function expectEachOnce(out: Output): void {
  const alone = mailTo(out, contact).filter(({ message }) => message === "case-opened");
  const named = [...alone, ...gathered(out)].flatMap(({ cases }) => cases);
  expect(named.sort()).toEqual(out.cases.map((one) => one["case"]).sort());
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

test("40 reports in an hour, then a danger: it is told at once and alone, the others together, and none is lost", async () => {
  const known = { reporterKnownTo: "lead", reporterEmail: "teacher1@district.example" };
  const flood = many(40, (at) => sent(at, at < 14 ? known : {}), "PT80S");
  const out = await playDay([...flood, danger(199), minutes(20)]);
  const real = "26-0041";
  expectEachOnce(out);
  expectOneReporterUnseen(out, known.reporterEmail, 14);
  const received = Date.parse(String(out.reports.at(-1)?.["received"]));
  for (const address of [contact, backup, lead]) {
    const [told] = mailTo(out, address).filter(({ case: one }) => one === real);
    expect(Date.parse(told?.at ?? "") - received).toBeLessThan(minute);
  }
  expect(gathered(out).length).toBeLessThanOrEqual(6);
  for (const { text, cases } of gathered(out)) {
    expect(cases).not.toContain(real);
    for (const one of cases) expect(text).toContain(`Open case ${one}:`);
  }
});

test("an account that may send to a hundred people a day: danger goes out to the last mail; the lead is told once what waits", async () => {
  const day = await Day.begin();
  // Until nobody has seen more for a day.
  day.play(allows(100));
  day.sleep("PT23H");
  const own = (at: number) => sent(at, { reporterEmail: `teacher${at}@district.example` });
  const out = day.play(
    { advance: "PT2H" },
    ...many(6, own, "PT10M"),
    // Somebody sends from the account by hand.
    allows(22),
    ...[sent(50), danger(60), minutes(30), sent(51), danger(61), minutes(30)],
  );
  for (const one of ["26-0001", "26-0006"]) expect(about(out, one)).not.toEqual([]);
  for (const one of ["26-0008", "26-0010"]) expect(about(out, one)[0]?.message).toBe("case-opened");
  const notices = mails(out, "mail-waits");
  expect(notices.map(({ to }) => to)).toEqual([[lead]]);
  expect(notices[0]?.text).toMatch(/kept for immediate danger/);
  // What is not danger waits for tomorrow, and is not lost.
  expect(about(out, "26-0009")).toEqual([]);
  expectEachOnce(day.play(allows(1_000), minutes(10)));
});

test("a day without mail: then danger comes first, and the same words once", async () => {
  const reports = many(7, (at) => (at % 2 === 1 ? danger(at) : sent(at)), "PT4H");
  const events = [allows(0), ...reports, allows(1_500), minutes(30)];
  const out = await playDay(events, {}, { every: 120 });
  expectEachOnce(out);
  for (const list of [mailTo(out, contact), out.inbox])
    expect(list.slice(0, 3).map(({ case: one }) => one)).toEqual(["26-0002", "26-0004", "26-0006"]);
  const words = out.inbox.flatMap(({ to, subject, text, message }) =>
    // Danger goes on being asked about, at its pace.
    message === "dangers-unanswered" ? [] : [`${to.join()} ${subject} ${text}`],
  );
  expect(new Set(words).size).toBe(words.length);
});

// What people do to the rows of the Outbox loses no message (design 2.7, 8).

const usual = submit({ studentName: "Robin Vale", studentId: "N-1001", immediateDanger: "no" });
const messages = 400;
const seed = { cases: 0, messages };
const as = "admin";

/** References of messages in the Outbox, in the order of its rows, and their state. */
function outbox(out: Output): readonly { readonly id: string; readonly state: unknown }[] {
  const [, ...rows] = (out.cells?.["Outbox"] ?? []).slice(1);
  return rows.flatMap((row) => {
    const id = row[0]?.value;
    return typeof id === "string" && id !== "" ? [{ id, state: row[4]?.value }] : [];
  });
}
const queued = (out: Output) => outbox(out).filter(({ state }) => state === "Queued");
const told = (out: Output) =>
  mailTo(out, contact).filter(({ message }) => message === "case-opened");

describe("a message that waits while an admin", () => {
  const waiting = [minutes(10), { account: { mailQuota: 0 } }, usual, minutes(5)];
  const later = [{ account: { mailQuota: 1_500 } }, minutes(90)];
  const many = Array.from({ length: 200 }, (_, at) => at + 3);

  test.each<[string, object]>([
    ["deletes many rows above it", { deleteRows: { tab: "outbox", rows: many } }],
    ["sorts the rows", { sort: { tab: "outbox", by: "message", descending: true } }],
    ["inserts rows above it", { insertRows: { tab: "outbox", before: 5, count: 30 } }],
  ])("%s goes out, once", async (_, act) => {
    const out = await playDay([...waiting, { sheet: act, as }, ...later], { seed });
    expect(told(out)).toHaveLength(1);
    expect(queued(out)).toEqual([]);
  });
});
