/** The words and HTML of every kind of email: what each must say, must never say, and what a district's own texts cannot change. */
import { describe, expect, test } from "vitest";
import { caseReference } from "../../src/case/facts/case-reference";
import { marin2019 } from "../../src/protocol/packs/marin-2019";
import { say } from "../../src/protocol/wording";
import { whenWords } from "../../src/time";
import {
  agenciesOf,
  digestInput,
  due,
  emailOf,
  everyLetter,
  factsOf,
  openedEmail,
} from "./letters";
import { linesOf, textOf } from "./read-html";

const { levels, concerns, factors } = marin2019();
const letters = everyLetter();
const link = /https:\/\/docs\.google\.com\/spreadsheets\/\S+/;

describe.each(letters)("$name", ({ message }) => {
  const { subject, text, html } = message;

  test("has a subject with its reference, and no other number but of a reminder", () => {
    expect(subject).toMatch(/^(Student safety|The form that you sent)/i);
    expect(subject.replace(/ 26-0007:|reminder \d/g, "")).not.toMatch(/\d/);
  });

  test("starts, in both parts, with a line that tells a passer-by nothing", () => {
    const first = text.split("\n")[0] ?? "";
    expect(linesOf(html)[0]).toBe(first);
    expect(first).not.toBe("");
    const telling = [...levels, ...concerns].map(({ name }) => say(name));
    for (const words of [...telling, "26-0007", "student", "victim", "danger", "traffick"]) {
      expect(first.toLowerCase()).not.toContain(words.toLowerCase());
    }
  });

  test("says the same in text and html", () => {
    const inText = text
      .split("\n")
      .map((line) => line.trim().replace(/^(?:-|\d+\.) /, ""))
      .filter((line) => line !== "" && !link.test(line))
      .map((line) => line.replace(/:$/, "").toLowerCase());
    const inHtml = linesOf(html).map((line) => line.replace(/:$/, "").toLowerCase());
    expect(inHtml).toEqual(inText);
    expect(html.match(/href="https:/g) ?? []).toHaveLength(
      text.match(new RegExp(link, "g"))?.length ?? 0,
    );
  });

  test("uses no markup but plain blocks with inline styles, and loads nothing", () => {
    const tags = [...html.matchAll(/<\/?([a-z0-9]+)([^>]*)>/g)];
    for (const [, name, attributes] of tags) {
      expect(["div", "p", "h2", "b", "a", "table", "tr", "td"]).toContain(name);
      expect(attributes).toMatch(/^( (style|href|role)="[^"<>]*")*$/);
    }
    expect(html).not.toMatch(/url\(|src=|@import|javascript:/i);
  });

  test("carries no factor, never says that nothing is to be done, and is under Gmail's cut", () => {
    for (const { name } of factors) expect(text).not.toContain(say(name));
    expect(text.toLowerCase()).not.toMatch(/no action (is )?(needed|required)|nothing to do/);
    // Gmail hides what comes after about 102 KB.
    expect(html.length).toBeLessThan(60_000);
  });

  test("says not to answer with details, and that it is no legal advice", () => {
    expect(text).toMatch(/not reply with/);
    expect(text).toContain("not legal advice");
  });
});

test("case-opened has the number beside each call, ready to tap, and no acknowledgement to ask for once it was given", () => {
  const facts = factsOf({ concerns: ["suspected-victim"] });
  const { text, html } = openedEmail(facts);
  expect(text).toMatch(/^\d\. Call .*\n {3}Children and Family Services \(415\) 473-7153$/m);
  expect(text).toMatch(/^\d\. Involve .*\n {3}Northtown Police Department \(415\) 555-0142$/m);
  expect(html).toMatch(/<a href="tel:4154737153"[^>]*>\(415\) 473-7153<\/a>/);
  expect(openedEmail({ ...facts, acknowledgeBy: null }).text).not.toContain("Acknowledged");
});

test("what a district typed cannot change a mail", () => {
  const hostile = `<b onclick="x()">A</b>\u202e"'&\r\nBcc: x@x.example\u0000 ${"long ".repeat(60)}`;
  const callee = { agency: "child-and-family-services", name: hostile, phone: null } as const;
  const police = { agency: "law-enforcement", name: "Police", phone: '1"><script>' } as const;
  const duty = { writtenReportDue: due, dueFrom: "learned" } as const;
  for (const { text, html } of [
    openedEmail(factsOf({}, agenciesOf([{ ...callee, phone: "(415) 555-0100" }]))),
    emailOf("reporter-duty", duty, { cases: [factsOf()], agencies: [callee, police] }),
  ]) {
    expect(html).not.toMatch(/<b onclick|<script/);
    expect((text + html).replace(/\n/g, "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text).not.toMatch(/^Bcc/m);
    expect(textOf(html)).toContain(`<b onclick="x()">A</b>"'& Bcc`);
    expect(text).not.toContain("long ".repeat(20));
  }
});

test("case-raised counts and marks what is new, and asks for a new call", () => {
  const found = letters.find(({ name }) => name === "case-raised")?.message.text ?? "";
  expect(found.match(/^\d+\. New: /gm)).toHaveLength(2);
  expect(found).not.toContain("1. Call child and family services now.");
});

test("news of a case that was closed since asks for no call", () => {
  const closed = { cases: [{ ...factsOf(), isClosed: true }] };
  const reported = { reporterTold: true, isAnonymous: false } as const;
  const added = { writtenReportDue: due, dueFrom: "learned", ...reported } as const;
  for (const { text } of [
    emailOf("review-needed", { told: ["backup-contact"] }, closed),
    emailOf("report-added", added, closed),
  ]) {
    expect(text).toMatch(link);
    expect(text).not.toMatch(/CALL NOW|Acknowledged|^1\./m);
  }
});

test("reporter-duty names no case", () => {
  const found = letters.find(({ name }) => name === "reporter-duty")?.message;
  expect(found?.text).toContain("SS 8572");
  expect(`${found?.text}${found?.html}`).not.toMatch(/\d{2}-\d{4}\b(?<!\d{3}-\d{4})|docs\.google/);
});

test.each([
  [Date.UTC(2026, 8, 2, 3, 30), -420, "Tue Sep 1, 8:30 PM"],
  [Date.UTC(2026, 8, 1, 7, 5), -420, "Tue Sep 1, 12:05 AM"],
  [Date.UTC(2027, 0, 1, 20, 0), -480, "Fri Jan 1, 12:00 PM"],
  [Date.UTC(2028, 1, 29, 11, 59), 60, "Tue Feb 29, 12:59 PM"],
])("%d at %d minutes is written as people say it", (at, offset, words) => {
  expect(whenWords(at, { offsetMinutes: () => offset })).toBe(words);
});

test("a long digest is cut where no one would read on, and says so", () => {
  const cases = digestInput.cases
    .slice(0, 1)
    .flatMap((one) => Array.from({ length: 500 }, () => one));
  const detail = { date: "2026-09-01", register: "main" };
  const { text, html } = emailOf("digest", detail, { digest: { cases, elsewhere: [] } });
  expect(text.match(/^Case: \S+$/gm)).toHaveLength(30);
  expect(text).toContain("And 470 more: see the Cases tab");
  expect(html.length).toBeLessThan(100_000);
});

test("dangers-unanswered of a bad day names every case, says so first, and is no longer than Google sends", () => {
  const facts = factsOf({ concerns: ["suspected-victim"], isDanger: true });
  const cases = Array.from({ length: 300 }, (_, at) => {
    const reference = caseReference(`26-${String(at + 1).padStart(4, "0")}`);
    return { ...facts, reference, danger: "not-over" as const };
  });
  const references = cases.map(({ reference }) => reference);
  const { text, html } = emailOf("dangers-unanswered", { cases: references }, { cases });
  for (const one of references) expect(text).toContain(one);
  expect(text).toContain("Immediate danger: 300 cases");
  expect(text).toContain("AND 240 MORE");
  // Google sends 200 KB; Gmail shows about 102 KB before it cuts.
  expect(html.length).toBeLessThan(150_000);
});
