/** A drill: through every role, marked, in a register of its own, and gone afterwards; what is no drill is a report. Synthetic people only. */
import { describe, expect, test } from "vitest";
import { Day } from "../day/day";
import { backup, contact, lead } from "../day/people";
import {
  acknowledges,
  begin,
  casesOf,
  codeIn,
  drillMail,
  editors,
  expectSwept,
  look,
  minutes,
  pageOf,
  real,
  ticks,
} from "./drill-day";

describe("a drill that goes well", async () => {
  const day = await Day.begin();
  const begun = day.playClean(begin);
  const code = codeIn(begun);

  test("has a register of its own, open to those of the school whom Contacts lets in", () => {
    expect(casesOf(begun, "drill")).toEqual(["DRILL-0001"]);
    expect(casesOf(begun, "main")).toEqual([]);
    expect(editors(begun).sort()).toEqual([backup, contact, lead]);
    expect(code).toMatch(/^DRILL-/);
    expect(pageOf(begun)).toContain("before Tue Sep 1, 9:30 AM");
    const check = day.play({ menu: { name: "check" } }).pages.at(-1)?.text;
    expect(check).not.toMatch(/twice|missing/);
    expect(check).not.toContain("Last drill");
  });

  test("the report with the code is the drill's: its trigger is seen, and the response is deleted", () => {
    const out = day.playClean({
      submit: {
        ...real,
        studentName: ` ${code.toLowerCase()} `,
        reporterEmail: lead,
      },
    });
    expect(casesOf(out, "main")).toEqual([]);
    expect(casesOf(out, "drill")).toEqual(["DRILL-0001"]);
    expect(out.reports.map(({ register }) => register)).toEqual(["drill", "drill"]);
    expect(out.reports.map(({ studentName }) => studentName)).not.toContain("Rowan Pine");
    const after = day.play(minutes(6));
    expect(after.runs.filter(({ ok }) => !ok)).toEqual([]);
    expect(casesOf(after, "main")).toEqual([]);
  });

  test("once acknowledged and ticked it ends by itself, and leaves what came of it", () => {
    day.play(acknowledges, ticks);
    const out = day.play(minutes(6), look);
    expectSwept(day, out);
    expect(casesOf(out, "main")).toEqual([]);
    const page = pageOf(out);
    expect(page).toContain("Last drill: Tue Sep 1, 9:00 AM");
    expect(page).toMatch(
      /Acknowledged by contact@district\.example, (1 minute|(?!1 )\d+ minutes) after/,
    );
    expect(page).toMatch(/Ticked by contact@district\.example/);
    expect(page).toContain("came from the Form, and its trigger told of it");
    expect(page).toMatch(
      /contact@district\.example \| designated contact \| Case opened \| Tue Sep 1, 9:0\d AM/,
    );
    expect(page).toMatch(/lead@district\.example \| district lead \| Reporter duty/);
    expect(page).not.toContain(code);
  });

  test("every mail of it is marked in subject, text and html, to staff alone, and no number can be called", () => {
    const out = day.out();
    const mails = drillMail(out);
    expect(mails.map(({ message }) => message)).toEqual(
      expect.arrayContaining(["case-opened", "report-added", "reporter-duty", "report-taken-on"]),
    );
    expect(out.inbox).toHaveLength(mails.length);
    const staff = out.contacts.filter(({ email }) => email !== null && email !== "");
    for (const { to, text, html } of mails) {
      expect(text).toMatch(/^DRILL, a rehearsal: call no agency/);
      expect((html ?? "").replace(/<[^>]*>/g, "")).toMatch(/^DRILL, a rehearsal: call no agency/);
      expect(html).not.toContain("tel:");
      expect(text).toContain("Each wait is 15 minutes");
      for (const { phone } of out.contacts.filter(({ email }) => email === null)) {
        expect(text).not.toContain(String(phone));
      }
      expect(staff.map(({ email }) => email)).toContain(to[0]);
    }
  });

  test("Check says when the last one was, and how it went", () => {
    const { pages } = day.play({ menu: { name: "check" } });
    expect(pages.at(-1)?.text).toMatch(
      /Last drill: Tue Sep 1, 9:00 AM\. Acknowledged by contact@district\.example/,
    );
  });

  test("the next day's sweep of the whole Form finds nothing of it", () => {
    day.sleep("P1D");
    const out = day.playClean(minutes(6));
    expect(casesOf(out, "main")).toEqual([]);
    expect(out.inbox.filter(({ message }) => message === "digest")).toEqual([]);
  });
});

test("is in no morning's mail, though it is on while that is written", async () => {
  const day = await Day.begin({ start: "2026-09-01T07:21:00-07:00" });
  const out = day.play({ submit: real }, begin, minutes(20));
  const digests = out.inbox.filter(({ message }) => message === "digest");
  expect(digests.length).toBeGreaterThan(0);
  for (const { text, subject } of digests) expect(subject + text).not.toContain("DRILL");
});

test("takes nothing from the report with the code that could reach a reader's file, an outsider or 911", async () => {
  const day = await Day.begin();
  const code = codeIn(day.play(begin));
  const submit = {
    school: "South Middle",
    studentName: code,
    facts: "Words that nobody is to keep.",
    recipientMayBeInvolved: "lead",
    immediateDanger: "yes",
    reporterKnownTo: "lead",
    reporterName: "Terry Teacher",
    reporterEmail: "someone@agency.example",
  };
  const out = day.playClean({ submit });
  expect(out.cases.map(({ register }) => register)).toEqual(["drill"]);
  expect(out.reporters).toEqual([]);
  expect(JSON.stringify([out.reports, out.cells])).not.toMatch(/Words that|Terry|agency\.example/);
  expect(out.cases[0]?.["dangerSince"]).toBeNull();
  expect(out.inbox.map(({ to }) => to[0])).not.toContain("someone@agency.example");
});
