/** An ordinary case from its first email to its closing, and opened again, handled in the Sheet only (issue 4). */

import { describe, expect, test } from "vitest";
import { Day } from "../day/day";
import { call, closing, edit, first, hour, minute, rowan, tick, update } from "../day/events";
import {
  actIdsOf,
  actOf,
  actsOf,
  expectNoStudentData,
  happened,
  kinds,
  lines,
  mailTo,
  onlyCase,
  wordsIn,
} from "../day/look";
import { contact } from "../day/people";
import { situation } from "../day/situation";

const teachers = "terry@district.example";

describe("a normal case", async () => {
  const out = await situation("day-normal", { every: 30 });
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
});

// One case over four reports, from one factor to a confirmed victim, while the contact works on it; and a level that a contact raises.

describe("from below the threshold to a confirmed victim", async () => {
  const out = await situation("case-four-reports");
  const of = (id: string) => actsOf(out).filter(({ act }) => act === id);

  test("is one case of the highest level with all three protocols, told by emails that say what changed", () => {
    expect(onlyCase(out)).toMatchObject({
      level: "confirmed-victim",
      protocols: ["at-risk", "suspected-victim", "confirmed-victim"],
      reports: 4,
      confirmedBy: "law-enforcement",
    });
    const raised = ["case-raised", "case-raised", "case-raised"];
    expect(kinds(mailTo(out, contact))).toEqual(["case-opened", ...raised]);
    expectNoStudentData(out.inbox, ["Rowan", "Pine", "730194", "North High", "motel"]);
  });

  test("keeps every tick, with who and when; the detailed report is a new act", () => {
    const ticked = ["review-report", call, "submit-mandated-report", "involve-law-enforcement"];
    for (const id of ticked) {
      const doneAt = expect.stringMatching(/^2026-09-01T/);
      const kept = { done: true, state: "done", doneBy: contact, doneAt };
      expect(of(id)).toEqual([expect.objectContaining(kept)]);
    }
    expect(of("submit-mandated-report")[0]).toMatchObject({ agencyReference: "CFS-17" });
    expect(of("submit-detailed-mandated-report")).toMatchObject([
      { done: false, state: "open", due: "2026-09-03T05:15:00.000Z" },
    ]);
  });

  test("asks to call again at each rise, at once, naming what is new and who knew of it before", () => {
    const updates = of(update);
    expect(updates.map(({ done }) => done)).toEqual([true, false, false]);
    expect(updates.map(({ what }) => what)).toEqual([
      expect.stringContaining("the at-risk protocol now applies"),
      expect.stringContaining("now a suspected victim"),
      expect.stringContaining("now a confirmed victim"),
    ]);
    const received = out.reports.map((report) => Date.parse(String(report["received"])));
    updates.forEach(({ due }, at) => {
      const late = Date.parse(String(due)) - (received[at + 1] ?? 0);
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(60_000);
    });
    expect(String(updates.at(-1)?.["call"])).toMatch(/Child and Family Services.*Police/);
    expect(updates[0]?.["what"]).not.toMatch(/law enforcement/i);
  });
});

const usual = { ...rowan, concerns: ["suspected-victim"] };

test("a protocol more by a report: the level stays, the agency is called again", async () => {
  const recruits = { ...usual, concerns: ["recruiting-or-exploiting"] };
  const day = await Day.after({ submit: usual }, tick(call), { submit: recruits });
  const out = day.out();
  expect(onlyCase(out)).toMatchObject({
    level: "suspected-victim",
    protocols: ["recruitment-or-exploitation", "suspected-victim"],
  });
  const updates = actsOf(out).filter(({ act }) => act === update);
  expect(updates).toMatchObject([{ done: false, state: "open", due: expect.any(String) }]);
  expect(updates[0]?.["what"]).toMatch(/recruit/i);
  expect(mailTo(out, contact).at(-1)).toMatchObject({ message: "case-raised", case: "26-0001" });
  // One that reaches no protocol by itself is to be read and talked over, whatever the case is.
  expect(actIdsOf(out)).not.toContain("review-report");
  expect(actIdsOf(day.playClean({ submit: rowan }))).toContain("review-report");
});

describe("a contact raises the level", () => {
  const reason = { raiseReason: "The county says so." };
  const raised = async (...sets: readonly object[]) =>
    (await Day.after({ submit: usual })).play(...sets.map((set) => edit(set)));

  test("without a reason nothing rises, and the row asks for one; with it come acts, a call, 36 hours, a mail", async () => {
    const waiting = await raised({ raiseLevelTo: "confirmed-victim" });
    expect(onlyCase(waiting)).toMatchObject({ level: "suspected-victim" });
    expect(wordsIn(waiting, "Cases")).toContain("Level: write why it is raised");
    const out = await raised({ raiseLevelTo: "confirmed-victim" }, reason);
    expect(onlyCase(out)).toMatchObject({
      level: "confirmed-victim",
      protocols: ["suspected-victim", "confirmed-victim"],
      concerns: ["suspected-victim"],
    });
    expect(actIdsOf(out)).toContain(update);
    const detailed = actOf(out, "submit-detailed-mandated-report");
    expect(String(detailed?.["due"])).toMatch(/^2026-09-03T04:0/);
    expect(wordsIn(out, "Cases")).toContain("Level: record which agency confirmed it");
    expect(out.inbox.at(-1)).toMatchObject({ message: "case-raised" });
    expect(out.inbox.at(-1)?.text).not.toContain("The county says so.");
  });

  test("of a closed case: the case is open again", async () => {
    const duties = [call, "involve-law-enforcement", "submit-mandated-report"];
    const closed = closing("26-0001", "agency-took-over", ...duties);
    const day = await Day.after({ submit: usual }, ...closed);
    const out = day.playClean(edit({ raiseLevelTo: "confirmed-victim", ...reason }));
    expect(onlyCase(out)).toMatchObject({ level: "confirmed-victim", status: "open" });
    expect(onlyCase(out)["leadAgreed"]).toBe(false);
    expect(happened(out)).toContain("case-reopened");
  });
});

// The first of the days that the project was given as examples, played whole.

test("a first report opens one case at risk, is kept whole, and sends one mail within a minute; what the contact edits is stored", async () => {
  const out = await situation("shared/first-report");
  expect(onlyCase(out)).toMatchObject({
    ...{ register: "main", case: first, level: "at-risk", protocols: ["at-risk"], status: "open" },
    ...{ student: "Alex Doe", studentId: "1001", school: "North High" },
    ...{ reports: 1, reviewReasons: [], acknowledged: true },
  });
  // Due 36 hours after the reporter learned of it.
  const learnedAt = "2026-09-01T15:30:00.000Z";
  const writtenReportDue = "2026-09-03T03:30:00.000Z";
  const facts = "An older man waits outside the gate and goes through her phone.";
  expect(out.reports).toMatchObject([{ part: 1, case: first, facts, learnedAt, writtenReportDue }]);
  const [mail, ...others] = out.inbox;
  expect(mail).toMatchObject({ to: [contact], case: first });
  expect(others).toEqual([]);
  expect(Date.parse(mail?.at ?? "") - Date.parse("2026-09-01T16:00:00Z")).toBeLessThan(minute);
  expectNoStudentData(out.inbox, ["Alex", "Doe", "1001", "North High", "older man", "her phone"]);
  expect(actsOf(out)[0]).toMatchObject({ done: true, agencyReference: "CFS-0042" });
});
