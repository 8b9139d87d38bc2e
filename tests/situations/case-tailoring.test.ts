/** The checklist fitted to one student: a parent who may be involved, law enforcement's wish for silence, whose police the SRO is, each reporter's own duty. */
import { describe, expect, test } from "vitest";
import { demoDirectory } from "../../scripts/play/directory";
import { playCleanDay, playDay } from "../day/day";
import { edit, rowan, telltale } from "../day/events";
import { actsOf, mails, mailTo, type Output, onlyCase, wordsIn } from "../day/look";

const usual = {
  ...rowan,
  concerns: ["suspected-victim", "confirmed-victim"],
  confirmedBy: "law-enforcement",
};

function statesOf(out: Output, acts: readonly string[]): readonly unknown[] {
  return actsOf(out)
    .filter(({ act }) => acts.includes(String(act)))
    .map(({ state }) => state);
}

const open = telltale.map(() => "open");
/** All that has to stand before a parent may learn of it. */
const gates = [
  { edit: { case: "26-0001", act: "call-child-and-family-services", set: { done: true } } },
  edit({
    parentMayBeInvolved: "no",
    victimConsulted: "2026-08-31",
    agencyCleared: "child-and-family-services",
    agencyClearedBy: "Kim Doe",
    agencyClearedAt: "2026-09-01T09:00:00-07:00",
  }),
];

describe("a hold that law enforcement asks for", () => {
  const held = [
    "co-create-action-plan",
    "investigate-campus-impact",
    "school-consequence",
    "review-school-placement",
    ...telltale,
  ];
  const everything = {
    ...usual,
    factors: ["controlled-or-groomed"],
    concerns: [...usual.concerns, "recruiting-or-exploiting"],
  };
  const duties = ["involve-law-enforcement", "submit-detailed-mandated-report"];
  const hold = edit({ holdUntil: "2026-09-01T11:00:00-07:00", heldFor: "Det. Lane" });
  const before = [{ submit: everything }, ...gates];

  test("pauses what would give it away, says why, and never a duty", async () => {
    const out = await playCleanDay([...before, hold]);
    const paused = actsOf(out).filter(({ state }) => state === "on-hold");
    expect(paused.map(({ act }) => act).sort()).toEqual(
      held.filter((act) => act !== "school-consequence").sort(),
    );
    expect(statesOf(out, ["school-consequence"])).toEqual(["locked"]);
    expect(statesOf(out, duties)).toEqual(duties.map(() => "open"));
    expect(wordsIn(out, "Checklist")).toMatch(/On hold until .*, for Det. Lane/);
  });

  test("a tick on what waits is put back", async () => {
    const out = await playDay([
      ...before,
      hold,
      { edit: { case: "26-0001", act: "co-create-action-plan", set: { done: true } } },
    ]);
    expect(statesOf(out, ["co-create-action-plan"])).toEqual(["on-hold"]);
  });

  test("passed: everything is back by itself, visibly", async () => {
    const out = await playDay([...before, hold, { advance: "PT2H" }]);
    expect(actsOf(out).filter(({ state }) => state === "on-hold")).toEqual([]);
    expect(statesOf(out, telltale)).toEqual(open);
    expect(out.activity.filter(({ what }) => what === "hold-ended")).toHaveLength(1);
    expect(wordsIn(out, "Cases")).toContain("Hold: ended");
    expect(wordsIn(out, "Checklist")).not.toMatch(/On hold until/);
  });

  test("lifted: back at once", async () => {
    const out = await playDay([...before, hold, edit({ holdUntil: null })]);
    expect(statesOf(out, telltale)).toEqual(open);
    expect(onlyCase(out)).toMatchObject({ holdUntil: null });
  });

  test("a new act of a report that comes in meanwhile waits as well", async () => {
    const out = await playDay([
      { submit: { ...usual, concerns: ["suspected-victim"] } },
      edit({ holdUntil: "2026-09-03T11:00:00-07:00" }),
      { submit: everything },
    ]);
    expect(statesOf(out, ["co-create-action-plan"])).toEqual(["on-hold"]);
    expect(statesOf(out, duties)).toEqual(duties.map(() => "open"));
  });

  test.each([
    ["longer than the maximum of 30 days", "2026-10-02T10:00:00-07:00"],
    ["in the past", "2026-08-31T10:00:00-07:00"],
  ])("%s is refused", async (_name, holdUntil) => {
    const out = await playDay([...before, edit({ holdUntil })]);
    expect(onlyCase(out)).toMatchObject({ holdUntil: null });
    expect(actsOf(out).filter(({ state }) => state === "on-hold")).toEqual([]);
    expect(out.activity.map(({ what }) => what)).toContain("edit-put-back");
  });

  test("a refused longer hold leaves the one that is there", async () => {
    const out = await playDay([...before, hold, edit({ holdUntil: "2026-10-20T10:00:00-07:00" })]);
    expect(onlyCase(out)).toMatchObject({ holdUntil: "2026-09-01T18:00:00.000Z" });
    expect(statesOf(out, ["co-create-action-plan"])).toEqual(["on-hold"]);
  });
});

test.each(["no", "yes", "unknown"])(
  "the SRO is of the district's own police: %s",
  async (answer) => {
    const school = { school: "North High", lawEnforcementAgency: "Hill Town Police" };
    const police = (name: string, phone: string) => ({ role: "law enforcement", name, phone });
    const out = await playDay([{ submit: usual }], {
      directory: {
        ...demoDirectory,
        schools: [{ ...school, sroIsDistrictPolice: answer }],
        contacts: [
          ...demoDirectory.contacts.filter(({ role }) => role !== "law enforcement"),
          police("Other Police", "(415) 555-0188"),
          police("Hill Town Police", "(415) 555-0177"),
        ],
      },
    });
    const act = actsOf(out).find((one) => one["act"] === "involve-law-enforcement");
    expect(act?.["call"]).toBe("Hill Town Police (415) 555-0177");
    expect(out.inbox[0]?.text).toContain("(415) 555-0177");
    expect(JSON.stringify(act?.["statutes"]).includes("PC 11165.9")).toBe(answer !== "no");
  },
);

test("probation is shown where the juvenile justice factor is present, and no mail tells of it", async () => {
  for (const factor of ["law-enforcement-involvement", "frequently-absent"]) {
    const out = await playDay([{ submit: { ...usual, factors: [factor] } }]);
    const calls = actsOf(out).map(({ call }) => String(call));
    const isShown = calls.some((call) => call.includes("Juvenile Probation (415) 555-0112"));
    expect(isShown).toBe(factor === "law-enforcement-involvement");
    expect(JSON.stringify(out.inbox)).not.toMatch(/probation/i);
  }
});

describe("each reporter's own duty", async () => {
  const teacher = { reporterName: "Tess", reporterEmail: "teacher@district.example" };
  const out = await playDay([
    { submit: { ...usual, ...teacher, learnedAt: "2026-09-01T07:00:00-07:00" } },
    { edit: { case: "26-0001", act: "call-child-and-family-services", set: { done: true } } },
    { edit: { case: "26-0001", act: "submit-mandated-report", set: { done: true } } },
    { submit: { ...usual, reporterEmail: "coach@elsewhere.example" } },
    { edit: { tab: "reports", case: "26-0001", set: { callConfirmed: true } } },
  ]);

  test("is due 36 hours after the reporter learned it, or after the report where that is not said", () => {
    expect(out.reports[0]).toMatchObject({ writtenReportDue: "2026-09-03T02:00:00.000Z" });
    const received = Date.parse(String(out.reports[1]?.["received"]));
    const due = Date.parse(String(out.reports[1]?.["writtenReportDue"]));
    expect(due - received).toBe(36 * 3_600_000);
  });

  test("is not discharged by the checklist, and what one reporter confirms says nothing of another", () => {
    expect(out.reports).toMatchObject([
      { callConfirmed: true, writtenReportConfirmed: false },
      { callConfirmed: false, writtenReportConfirmed: false },
    ]);
  });
});

/** With student accounts in a domain of the district's own. */
async function reportedFrom(reporterEmail: string): Promise<Output> {
  const settings = {
    domains: ["district.example", "students.district.example"],
    studentDomains: ["students.district.example"],
  };
  return playDay([{ submit: { ...usual, reporterKnownTo: "contact", reporterEmail } }], {
    directory: { settings },
  });
}

test("a reporter's address of a student's account gets no mail", async () => {
  const reporterEmail = "26rpine@students.district.example";
  const out = await reportedFrom(reporterEmail);
  expect(mails(out, "reporter-duty")).toEqual([]);
  expect(wordsIn(out, "Reports")).toContain("not told");
  expect(out.reports[0]).toMatchObject({ reporterEmail });
});

test("a reporter's address with spaces around it, or in capitals, gets its mail", async () => {
  const out = await reportedFrom("  Teacher@District.Example ");
  expect(mailTo(out, "teacher@district.example")).toMatchObject([{ message: "reporter-duty" }]);
});
