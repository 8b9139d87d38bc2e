/** The checklist fitted to one student: law enforcement's wish for silence, whose police the SRO is, probation, each reporter's own duty (every act: case/act-state). */

import { describe, expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { Day, playDay, start } from "../day/day";
import { call, edit, hour, rowan, telltale, tick } from "../day/events";
import { actOf, actsOf, happened, mails, type Output, onlyCase, wordsIn } from "../day/look";
import { teacher } from "../day/people";

const usual = {
  ...rowan,
  concerns: ["suspected-victim", "confirmed-victim"],
  confirmedBy: "law-enforcement",
};
const everything = {
  ...usual,
  factors: ["controlled-or-groomed"],
  concerns: [...usual.concerns, "recruiting-or-exploiting"],
};

const plan = "co-create-action-plan";
const stateIn = (out: Output, id: string) => actOf(out, id)?.["state"];

describe("a hold that law enforcement asks for", () => {
  const duties = ["involve-law-enforcement", "submit-detailed-mandated-report"];
  const held = [plan, "investigate-campus-impact", "review-school-placement", ...telltale].sort();
  const paused = (out: Output) =>
    actsOf(out)
      .flatMap(({ act, state }) => (state === "on-hold" ? String(act) : []))
      .sort();
  const hold = edit({ holdUntil: "2026-09-01T11:00:00-07:00", heldFor: "Det. Lane" });
  /** All that has to stand before a parent may learn of it. */
  const gates = edit({
    parentMayBeInvolved: "no",
    victimConsulted: "2026-08-31",
    agencyCleared: "child-and-family-services",
    agencyClearedBy: "Kim Doe",
    agencyClearedAt: start,
  });
  const morning = () => Day.after({ submit: everything }, tick(call), gates, hold);

  test("pauses what would give it away, says why, and never a duty; a tick on what waits is put back", async () => {
    const out = (await morning()).playClean(tick(plan));
    expect(paused(out)).toEqual(held);
    expect(stateIn(out, "school-consequence")).toBe("locked");
    for (const act of duties) expect(stateIn(out, act)).toBe("open");
    expect(wordsIn(out, "Checklist")).toMatch(/On hold until .*, for Det. Lane/);
  });

  test("passed: everything is back by itself, visibly; lifted: at once", async () => {
    const out = (await morning()).playClean({ advance: "PT2H" });
    const lifted = (await morning()).playClean(edit({ holdUntil: null }));
    for (const one of [out, lifted]) {
      expect(paused(one)).toEqual([]);
      for (const act of telltale) expect(stateIn(one, act)).toBe("open");
    }
    expect(happened(out).filter((what) => what === "hold-ended")).toHaveLength(1);
    expect(wordsIn(out, "Cases")).toContain("Hold: ended");
    expect(wordsIn(out, "Checklist")).not.toMatch(/On hold until/);
  });

  test("until a day, it lasts through that day", async () => {
    const day = await Day.after({ submit: everything }, edit({ holdUntil: "2026-09-01" }));
    expect(stateIn(day.play({ advance: "PT1H" }), plan)).toBe("on-hold");
  });

  test("a new act of a report that comes in meanwhile waits as well", async () => {
    const out = await playDay([
      { submit: { ...usual, concerns: ["suspected-victim"] } },
      edit({ holdUntil: "2026-09-03T11:00:00-07:00" }),
      { submit: everything },
    ]);
    expect(stateIn(out, plan)).toBe("on-hold");
    for (const act of duties) expect(stateIn(out, act)).toBe("open");
  });

  test.each([
    ["longer than the maximum of 30 days", "2026-10-02T10:00:00-07:00"],
    ["in the past", "2026-08-31T10:00:00-07:00"],
  ])("%s is refused, and leaves the one that is there", async (_name, holdUntil) => {
    const out = (await morning()).play(edit({ holdUntil }));
    expect(onlyCase(out)).toMatchObject({ holdUntil: "2026-09-01T18:00:00.000Z" });
    expect(happened(out)).toContain("edit-put-back");
    expect(stateIn(out, plan)).toBe("on-hold");
  });
});

test.each(["no", "unknown"])("the SRO is of the district's own police: %s", async (answer) => {
  const police = (name: string, phone: string, more: object = {}) => ({
    ...{ role: "law enforcement", name, phone },
    ...more,
  });
  const schools = [
    {
      ...{ school: "North High", lawEnforcementAgency: "Hill Town Police" },
      sroIsDistrictPolice: answer,
    },
  ];
  const contacts = [
    ...demoDirectory.contacts.filter(({ role }) => !/enforcement|services/.test(role)),
    police("Other Police", "(415) 555-0188"),
    police("Hill Town Police", "(415) 555-0177"),
    // The school's own row has no number: the district's is called.
    { role: "child and family services", name: "North's worker", school: "North High" },
    { role: "child and family services", name: "County Services", phone: "(415) 555-0166" },
  ];
  const directory = { ...demoDirectory, schools, contacts };
  const out = await playDay([{ submit: usual }], { directory });
  const act = actOf(out, "involve-law-enforcement");
  expect(act?.["call"]).toBe("Hill Town Police (415) 555-0177");
  expect(actOf(out, call)?.["call"]).toBe("County Services (415) 555-0166");
  expect(out.inbox[0]?.text).toContain("(415) 555-0177");
  expect(out.inbox[0]?.text).toContain("(415) 555-0166");
  expect(JSON.stringify(act?.["statutes"]).includes("PC 11165.9")).toBe(answer !== "no");
});

test("probation is shown where the juvenile justice factor is present, and no mail tells of it", async () => {
  for (const factor of ["law-enforcement-involvement", "frequently-absent"]) {
    const out = await playDay([{ submit: { ...usual, factors: [factor] } }]);
    const isShown = actsOf(out).some(({ call: numbers }) =>
      String(numbers).includes("Juvenile Probation (415) 555-0112"),
    );
    expect(isShown).toBe(factor === "law-enforcement-involvement");
    expect(JSON.stringify(out.inbox)).not.toMatch(/probation/i);
  }
});

test("each reporter's own duty is due by when they learned of it; the checklist does not discharge it, nor does another", async () => {
  const out = await playDay([
    {
      submit: { ...usual, reporterEmail: teacher, learnedAt: "2026-09-01T07:00:00-07:00" },
    },
    tick(call),
    tick("submit-mandated-report"),
    { submit: { ...usual, reporterEmail: "coach@elsewhere.example" } },
    { edit: { tab: "reports", case: "26-0001", set: { callConfirmed: true } } },
  ]);
  const [known, unknown] = out.reports;
  expect(known).toMatchObject({
    writtenReportDue: "2026-09-03T02:00:00.000Z",
    callConfirmed: true,
  });
  const [received, due] = ["received", "writtenReportDue"].map((key) =>
    Date.parse(String(unknown?.[key])),
  );
  expect(Number(due) - Number(received)).toBe(36 * hour);
  expect(unknown).toMatchObject({ callConfirmed: false });
  for (const row of out.reports) expect(row["writtenReportConfirmed"]).toBe(false);
});

test.each([
  ["of a student's account gets no mail", "26rpine@students.district.example", 0],
  ["with spaces around it, or in capitals, does", "  Teacher@District.Example ", 1],
])("a reporter's address %s", async (_name, reporterEmail, count) => {
  const settings = {
    domains: ["district.example", "students.district.example"],
    studentDomains: ["students.district.example"],
  };
  const out = await playDay([{ submit: { ...usual, reporterKnownTo: "contact", reporterEmail } }], {
    directory: { settings },
  });
  expect(mails(out, "reporter-duty").map(({ to }) => to.join())).toHaveLength(count);
  expect(wordsIn(out, "Reports").includes("not told")).toBe(count === 0);
  expect(out.reports[0]).toMatchObject({ reporterEmail });
});
