/** A normal case from its first mail to its closing, and opened again: worked on in the Sheet alone (issue 4). */

import { describe, expect, test } from "vitest";
import { call, first, hour } from "../day/events";
import { actOf, actsOf, expectNoStudentData, lines, mailTo, onlyCase } from "../day/look";
import { contact } from "../day/people";
import { situation } from "../day/situation";

const teachers = "terry@district.example";

describe("a normal case", async () => {
  const out = await situation("day-normal");
  const at = (code: string) => String(out.activity.find(({ what }) => what === code)?.["at"]);

  test("is closed once every act is done or not applicable, and not before; no run fails", () => {
    expect(out.runs.filter(({ ok }) => !ok)).toEqual([]);
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
      ...{ status: "open", closeReason: null, notes: "Went well" },
      ...{ acknowledged: true, acknowledgedBy: contact },
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

  test("has in Log, Disclosures and Plan what was done beside what the contact wrote", () => {
    expect(out.log.map(({ case: of, act, who, with: whom }) => [of, act, who, whom])).toEqual([
      [first, call, contact, "Child and Family Services (415) 473-7153"],
      [first, "regular-contact", contact, null],
      [first, null, null, "The student"],
      [first, "regular-contact", contact, null],
    ]);
    const agency = expect.stringContaining("Child and Family Services");
    expect(out.disclosures).toMatchObject([
      { agency, agencyPerson: "Morgan Worker", ground: null, who: contact },
      { agency: "Juvenile Probation", ground: "other" },
      { agency, who: contact },
    ]);
    const row = expect.stringMatching(/./);
    expect(out.plan).toMatchObject([
      { risk: "The way home", row },
      { risk: "Lunch alone", row },
    ]);
    expect(new Set(out.plan.map((one) => one["row"])).size).toBe(2);
  });

  test("has the next contact a day after the last, at the start of the school's day", () => {
    const { due, doneAt } = actOf(out, "regular-contact") ?? {};
    expect(Date.parse(String(due)) - Date.parse(String(doneAt))).toBe(24 * hour);
    expect(onlyCase(out)).toMatchObject({ nextCheckIn: "2026-09-04T07:00:00.000Z" });
    expect(lines(out).filter((line) => line.includes("nextCheckIn"))).toEqual([]);
  });

  test("is in the digest of the mornings when something is due, and silent once it is closed", () => {
    expect(out.inbox.map((mail) => [mail.at.slice(0, 10), mail.message, mail.to.join()])).toEqual([
      ["2026-09-01", "case-opened", contact],
      ["2026-09-01", "reporter-duty", teachers],
      ["2026-09-01", "report-taken-on", teachers],
      ["2026-09-02", "digest", contact],
      ["2026-09-03", "digest", contact],
    ]);
    expect(at("case-closed") < "2026-09-04" && at("case-reopened") > "2026-09-04").toBe(true);
    expectNoStudentData(mailTo(out, contact), ["Rowan", "Pine", "730194", "Terry", "North High"]);
  });

  test("leaves one line a change in Activity, without a word that someone wrote", () => {
    expect(lines(out).filter((line) => line.includes("| edited |"))).toHaveLength(15);
    expect(lines(out).join("\n")).not.toMatch(
      /Morgan|CFS-17|Fax 4|Walk|Lunch|Talked|leads|Went well|Terry|terry@|Rowan|Sam Officer/,
    );
  });
});
