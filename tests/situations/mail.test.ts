/** What every mail about a case has, and what none has (design 2.10): played for each level. */
import { describe, expect, test } from "vitest";
import { actsOf, expectNoStudentData, mailTo } from "../day/look";
import { contact } from "../day/people";
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

describe.each([
  "at-risk-by-criterion-1",
  "recruitment-or-exploitation",
  "suspected-victim",
  "confirmed-victim",
  "all-four-protocols",
])("the mail of %s can be acted on from a phone", async (name) => {
  const out = await situation(`levels/${name}`);
  const [mail] = mailTo(out, contact);
  const text = mail?.text ?? "";

  test("each act that is open has a line with its number, and each that waits one without", () => {
    const count = (state: string) => actsOf(out).filter((act) => act["state"] === state).length;
    expect(text.match(/^\d+\. /gm)).toHaveLength(count("open"));
    const [, waiting = ""] = text.split("\nNOT YET\n");
    expect(waiting.split("\n\n")[0]?.match(/^- /gm) ?? []).toHaveLength(count("locked"));
  });

  test("is as short as its level allows", () => {
    const words = text.split(/\s+/).filter((word) => word !== "").length;
    expect(words).toBeLessThanOrEqual(name.startsWith("at-risk") ? 260 : 350);
  });

  test("the agency's name and number of each call stand in the first ninety words", () => {
    for (const act of actsOf(out)) {
      const { call } = act;
      if (typeof call !== "string" || act["state"] !== "open") continue;
      const first = text.split(/\s+/).slice(0, 90).join(" ");
      for (const callee of call.split("; ")) {
        if (!isCall(act)) continue;
        // Why probation is to be called is a factor, so that call stands in the register alone.
        const shown = callee !== "Juvenile Probation (415) 555-0112";
        expect(first.includes(callee), callee).toBe(shown);
      }
    }
    const phones = [...(mail?.html ?? "").matchAll(/href="tel:([^"]*)"/g)];
    expect(phones.length).toBeGreaterThan(0);
  });

  test("says the deadline, what not to do, the link, and that the duty stays", () => {
    const [report] = actsOf(out).filter(({ act }) => String(act).endsWith("mandated-report"));
    expect(report?.["due"]).not.toBeNull();
    expect(text).toMatch(
      /By \w{3} \w{3} \d+, \d+:\d\d [AP]M: .*mandated report to child and family/,
    );
    expect(text).toMatch(/\(form SS 8572\/BCIA 8572\)/);
    expect(text).toMatch(/\nDO NOT\n/);
    expect(text).toMatch(/^https:\/\/docs\.google\.com\/spreadsheets\/d\/\S+fvid=\d+$/m);
    expect(text).toMatch(/must still report\. Forwarding is not reporting/);
  });
});

const isCall = ({ act }: Readonly<Record<string, unknown>>) =>
  act === "call-child-and-family-services" || act === "involve-law-enforcement";
