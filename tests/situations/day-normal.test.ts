/** A normal case from its first mail to its closing, and opened again: worked on in the Sheet alone (issue 4). */
import { describe, expect, test } from "vitest";
import { call } from "../day/events";
import { actsOf, expectNoStudentData, lines, mailTo, onlyCase } from "../day/look";
import { contact } from "../day/people";
import { situation } from "../day/situation";

describe("a normal case", async () => {
  const out = await situation("day-normal");
  const closedAt = out.activity.find(({ what }) => what === "case-closed")?.["at"];
  const reopenedAt = out.activity.find(({ what }) => what === "case-reopened")?.["at"];

  test("is played without an error", () => {
    expect(out.runs.filter(({ ok }) => !ok)).toEqual([]);
  });

  test("is closed once every act is done or not applicable, and not before", () => {
    const ofStatus = lines(out).filter((line) => /\| (status|) \|.*(open|closed)|case-/.test(line));
    expect(ofStatus).toEqual([
      "automation | case-opened | 26-0001 |  |  | ",
      `${contact} | edit-put-back | 26-0001 | status | open | closed`,
      `${contact} | edited | 26-0001 | status | open | closed`,
      `${contact} | case-closed | 26-0001 |  |  | `,
      `${contact} | edited | 26-0001 | status | closed | open`,
      `${contact} | case-reopened | 26-0001 |  |  | `,
    ]);
  });

  test("keeps everything when it is opened again, but why it was closed", () => {
    expect(onlyCase(out)).toMatchObject({
      status: "open",
      closeReason: null,
      acknowledged: true,
      acknowledgedBy: contact,
      notes: "Went well",
    });
    expect(actsOf(out).map(({ act, state, doneBy }) => [act, state, doneBy])).toEqual([
      [call, "done", contact],
      ["submit-mandated-report", "done", contact],
      ["co-create-action-plan", "done", contact],
      ["regular-contact", "open", contact],
      ["monitor-action-plan", "not-applicable", null],
    ]);
    expect(actsOf(out)[0]).toMatchObject({
      agencyPerson: "Morgan Worker",
      agencyReference: "CFS-17",
    });
  });

  test("has a Log row for each call and regular contact beside those that the contact wrote", () => {
    expect(out.log.map(({ case: of, act, who, with: whom }) => [of, act, who, whom])).toEqual([
      ["26-0001", call, contact, "Child and Family Services (415) 473-7153"],
      ["26-0001", "regular-contact", contact, null],
      ["26-0001", null, null, "The student"],
      ["26-0001", "regular-contact", contact, null],
    ]);
  });

  test("has a disclosure for each call and report, whose ground is the contact's to choose, beside the contact's own", () => {
    expect(out.disclosures).toMatchObject([
      {
        agency: expect.stringContaining("Child and Family Services"),
        agencyPerson: "Morgan Worker",
        ground: null,
        who: contact,
      },
      { agency: "Juvenile Probation", ground: "other" },
      { agency: expect.stringContaining("Child and Family Services"), who: contact },
    ]);
  });

  test("has its plan, each row with a key", () => {
    expect(out.plan).toMatchObject([{ risk: "The way home" }, { risk: "Lunch alone" }]);
    expect(new Set(out.plan.map(({ row }) => row)).size).toBe(2);
    expect(out.plan.every(({ row }) => typeof row === "string" && row !== "")).toBe(true);
  });

  test("has the next contact a day after the last, at the start of the school's day", () => {
    const contacted = actsOf(out).find(({ act }) => act === "regular-contact");
    const dueIn =
      Date.parse(String(contacted?.["due"])) - Date.parse(String(contacted?.["doneAt"]));
    expect(dueIn).toBe(86_400_000);
    expect(onlyCase(out)).toMatchObject({ nextCheckIn: "2026-09-04T07:00:00.000Z" });
    expect(lines(out).filter((line) => line.includes("nextCheckIn"))).toEqual([]);
  });

  test("is in the digest of the mornings when something is due, and silent once it is closed", () => {
    const mails = out.inbox.map(({ at, message, to }) => [at.slice(0, 10), message, to.join()]);
    expect(mails).toEqual([
      ["2026-09-01", "case-opened", contact],
      ["2026-09-01", "reporter-duty", "terry@district.example"],
      ["2026-09-01", "report-taken-on", "terry@district.example"],
      ["2026-09-02", "digest", contact],
      ["2026-09-03", "digest", contact],
    ]);
    expect(String(closedAt) < "2026-09-04" && String(reopenedAt) > "2026-09-04").toBe(true);
    expectNoStudentData(mailTo(out, contact), ["Rowan", "Pine", "730194", "Terry", "North High"]);
  });

  test("leaves one line a change in Activity, without a word that somebody wrote", () => {
    const edits = lines(out).filter((line) => line.includes("| edited |"));
    expect(edits).toHaveLength(15);
    expect(lines(out).join("\n")).not.toMatch(
      /Morgan|CFS-17|Fax 4|Walk|Lunch|Talked|leads|Went well|Terry|terry@|Rowan|Sam Officer/,
    );
  });
});
