/** What every mail about a case has, and what none has (design 2.10): played for each level. */
import { describe, expect, test } from "vitest";
import { expectNoStudentData } from "../day/look";
import { situation } from "../day/situation";
import { linesOf } from "../letters/read-html";

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
