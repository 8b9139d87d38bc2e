/** What every mail about a case has, and what none has (design 2.10): played for each level. */
import { describe, expect, test } from "vitest";
import { linesOf } from "../mail/read-html";
import { actsOf, expectNoStudentData, mailTo, situation } from "./situation";

const studentData = ["Rowan", "Pine", "730194", "North High", "van", "marina", "since Sunday"];

describe.each([
  "levels/needs-review",
  "levels/below-threshold",
  "levels/at-risk-by-criterion-1",
  "levels/at-risk-by-criterion-2",
  "levels/recruitment-or-exploitation",
  "levels/suspected-victim",
  "levels/confirmed-victim",
  "levels/all-four-protocols",
  "incomplete/unknown-school",
  "incomplete/unreadable-answer",
  "directory/all-empty",
  "directory/full-of-mistakes",
  "directory/immediate-danger",
  "directory/reporter-inside-and-outside",
])("%s", async (name) => {
  const out = await situation(name);
  const aboutCases = out.inbox.filter(({ message }) => message !== "reporter-duty");

  test("has no student data and names no factor, in subject, text or html", () => {
    expect(out.inbox.length).toBeGreaterThan(0);
    expectNoStudentData(out.inbox, studentData);
  });

  test("has the subject and nothing more in it", () => {
    for (const mail of aboutCases) {
      expect(mail.subject).toBe(`Student safety case ${mail.case}: action needed`);
    }
  });

  test("begins with a line that does not tell the level", () => {
    for (const { text, html } of aboutCases) {
      const first = text.split("\n", 1)[0] ?? "";
      expect(first).not.toMatch(/risk|victim|threshold|recruit|exploit|review needed|traffick/i);
      expect(linesOf(html ?? "")[0]).toBe(first);
    }
  });

  test("says as much in html as in text", () => {
    for (const { text, html } of out.inbox) {
      const words = (part: string) => part.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
      const shown = new Set(words(`${linesOf(html ?? "").join(" ")} ${hrefs(html ?? "")}`));
      const missing = words(unnumbered(text)).filter((word) => !shown.has(word));
      expect(missing).toEqual([]);
      const written = new Set(words(text));
      expect(words(linesOf(html ?? "").join(" ")).filter((word) => !written.has(word))).toEqual([]);
    }
  });

  test("stays within what a mail reader keeps: no script, style sheet, image or form", () => {
    for (const { html } of out.inbox) {
      expect(html).not.toMatch(/<(script|style|link|img|iframe|form|input|svg|video)\b/i);
      expect(html).not.toMatch(/\bon[a-z]+\s*=|javascript:/i);
    }
  });
});

/** `linesOf` leaves the numbers of the acts out; so does this. */
const unnumbered = (text: string) => text.replace(/^\d+\. /gm, "");

/** The addresses behind links: the text part writes them out. */
function hrefs(html: string): string {
  return [...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address).join(" ");
}

describe.each([
  "at-risk-by-criterion-1",
  "recruitment-or-exploitation",
  "suspected-victim",
  "confirmed-victim",
  "all-four-protocols",
])("the mail of %s can be acted on from a phone", async (name) => {
  const out = await situation(`levels/${name}`);
  const [mail] = mailTo(out, "contact@district.example");
  const text = mail?.text ?? "";

  test("each act that is open stands in it, those that are due in the checklist's order", () => {
    const at = actsOf(out)
      .filter(({ state }) => state === "open")
      .map((act) => ({ due: act["due"], at: text.indexOf(firstSentence(act["what"])) }));
    expect(at.filter((one) => one.at < 0)).toEqual([]);
    const due = at.filter((one) => one.due !== null).map((one) => one.at);
    expect(due).toEqual([...due].sort((a, b) => a - b));
  });

  test("the agency's name and number stand in the lines right after each call", () => {
    for (const act of actsOf(out)) {
      const { call } = act;
      if (typeof call !== "string" || act["state"] !== "open") continue;
      const after = text
        .slice(text.indexOf(firstSentence(act["what"])))
        .split("\n")
        .slice(1, 4);
      for (const callee of call.split("; ")) {
        // Why probation is to be called is a factor, so that call stands in the register alone.
        const shown = callee !== "Juvenile Probation (415) 555-0112";
        expect(after.join("\n").includes(callee), callee).toBe(shown);
      }
    }
    const phones = [...(mail?.html ?? "").matchAll(/href="tel:([^"]*)"/g)];
    expect(phones.length).toBeGreaterThan(0);
  });

  test("says the deadline, what not to do, the link, and that the duty stays", () => {
    expect(text).toMatch(/36 hours after the reporter learned of it/);
    expect(text).toMatch(/WHAT NOT TO DO/);
    expect(text).toMatch(/^https:\/\/docs\.google\.com\/spreadsheets\/d\/\S+fvid=\d+$/m);
    expect(text).toMatch(/does not discharge/);
  });
});

function firstSentence(what: unknown): string {
  const words = String(what);
  const end = words.search(/[.!?] /);
  return end < 0 ? words : words.slice(0, end + 1);
}
